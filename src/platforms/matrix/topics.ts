/** Topics are threads (`m.thread`): each has a first message of ours, its root. */
import { z } from 'zod';
import type { House } from '../../chat/ports.ts';

export interface Topics {
  /** The root of a topic's thread in a room; nothing before its first post. */
  rootOf(room: string, topic: string): string | undefined;
  /** The topic of a thread of ours, by its root. */
  topicOf(room: string, root: string): string | undefined;
  /** Whether any topic has a thread in a room. */
  isIn(room: string): boolean;
  /** The first post of a topic stands. Durable when this returns. */
  opened(room: string, topic: string, root: string): Promise<void>;
  /** The root is gone: the next post begins a new thread. */
  forget(room: string, topic: string): Promise<void>;
}

const kept = z.object({ room: z.string(), root: z.string() });
type Kept = z.infer<typeof kept>;

const prefix = 'topic/';

export async function openTopics({ keep }: House): Promise<Topics> {
  const threads = new Map<string, Kept>();
  const topics = new Map<string, string>();
  const remember = (topic: string, thread: Kept) => {
    const before = threads.get(topic);
    if (before) topics.delete(nameOf(before));
    threads.set(topic, thread);
    topics.set(nameOf(thread), topic);
  };
  for (const [key, value] of await keep.list(prefix)) remember(key.slice(prefix.length), kept.parse(JSON.parse(value)));

  const inRoom = (room: string, topic: string): Kept | undefined => {
    const thread = threads.get(topic);
    return thread?.room === room ? thread : undefined;
  };

  return {
    rootOf: (room, topic) => inRoom(room, topic)?.root,
    topicOf: (room, root) => topics.get(nameOf({ room, root })),
    isIn: (room) => [...threads.values()].some((thread) => thread.room === room),
    async opened(room, topic, root) {
      remember(topic, { room, root });
      await keep.put(prefix + topic, JSON.stringify({ room, root }));
    },
    async forget(room, topic) {
      const thread = inRoom(room, topic);
      if (!thread) return;
      threads.delete(topic);
      topics.delete(nameOf(thread));
      await keep.delete(prefix + topic);
    },
  };
}

const nameOf = ({ room, root }: Kept): string => `${room}/${root}`;
