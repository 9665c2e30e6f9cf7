/** Topics are threads (`m.thread`): each has a first message of ours, its root. */
import type { House } from '../../chat/ports.ts';

export interface Topics {
  /** The root of a topic's thread in a room; nothing before its first post. */
  rootOf(room: string, topic: string): string | undefined;
  /** The topic of a thread of ours, by its root. */
  topicOf(room: string, root: string): string | undefined;
  opened(room: string, topic: string, root: string): Promise<void>;
  forget(room: string, topic: string): Promise<void>;
}

export async function openTopics(_house: House): Promise<Topics> {
  throw new Error('not built');
}
