/** Topics are threads: public ones under the space, so that whoever reads the space reads them, and nobody else. */
import { createHash } from 'node:crypto';
import {
  ChannelType,
  MessageType,
  Routes,
  type APIGuildChannel,
  type APIMessage,
  type APIThreadChannel,
} from 'discord.js';
import type { House } from '../../chat/ports.ts';
import type { Rest } from './rest.ts';

export interface Topics {
  /** The thread of a topic; opened when there is none. `unsure`: an earlier try may have opened it. */
  threadOf(space: string, topic: string, unsure: boolean): Promise<string>;
  /** The topic of a thread that we opened. */
  topicOf(thread: string): string | undefined;
  /** The thread is gone on Discord's side. */
  forget(topic: string): Promise<void>;
  /** A message of ours was taken back: where nothing is left in its thread, the thread goes, too. */
  tidy(thread: string): Promise<void>;
}

const prefix = 'topic/';
/** A week, the longest that Discord lets a thread lie still before it is archived; in minutes. */
const stillFor = 10_080;

export async function openTopics({ keep }: House, rest: Rest): Promise<Topics> {
  const threads = new Map<string, string>();
  const topics = new Map<string, string>();
  const opening = new Map<string, Promise<string>>();
  const remember = (topic: string, thread: string) => {
    threads.set(topic, thread);
    topics.set(thread, topic);
  };
  for (const [key, thread] of await keep.list(prefix)) remember(key.slice(prefix.length), thread);

  async function open(space: string, topic: string, unsure: boolean): Promise<string> {
    const name = nameOf(topic);
    const there = unsure ? await find(space, name) : undefined;
    const body = { name, type: ChannelType.PublicThread, auto_archive_duration: stillFor };
    const thread = there ?? (await rest.call<{ id: string }>({ method: 'POST', path: Routes.threads(space), body })).id;
    remember(topic, thread);
    await keep.put(prefix + topic, thread);
    return thread;
  }

  async function find(space: string, name: string): Promise<string | undefined> {
    const { guild_id: guild } = await rest.call<APIGuildChannel>({ method: 'GET', path: Routes.channel(space) });
    if (guild === undefined) return undefined;
    const { threads: active } = await rest.call<{ threads: APIThreadChannel[] }>({
      method: 'GET',
      path: Routes.guildActiveThreads(guild),
    });
    return active.find((each) => each.parent_id === space && each.name === name)?.id;
  }

  /** Discord tells in the channel that a thread was opened; that line outlives the thread. */
  async function announcementOf(thread: string, space: string): Promise<string | undefined> {
    const query = { after: String(BigInt(thread) - 1n), limit: '20' };
    const found = await rest.call<APIMessage[]>({ method: 'GET', path: Routes.channelMessages(space), query });
    return found.find(
      (each) => each.type === MessageType.ThreadCreated && each.message_reference?.channel_id === thread,
    )?.id;
  }

  async function forget(topic: string): Promise<void> {
    const thread = threads.get(topic);
    threads.delete(topic);
    if (thread !== undefined) topics.delete(thread);
    await keep.delete(prefix + topic);
  }

  return {
    forget,
    async tidy(thread) {
      const topic = topics.get(thread);
      if (topic === undefined) return;
      const path = Routes.channelMessages(thread);
      const left = await rest.call<APIMessage[]>({ method: 'GET', path, query: { limit: '1' } });
      if (left.length > 0) return;
      const { parent_id: space } = await rest.call<APIThreadChannel>({ method: 'GET', path: Routes.channel(thread) });
      const line = space == null ? undefined : await announcementOf(thread, space);
      await rest.call({ method: 'DELETE', path: Routes.channel(thread) });
      if (line !== undefined) await rest.call({ method: 'DELETE', path: Routes.channelMessage(space!, line) });
      await forget(topic);
    },
    async threadOf(space, topic, unsure) {
      const known = threads.get(topic);
      if (known !== undefined) return known;
      const started = opening.get(topic) ?? open(space, topic, unsure).finally(() => opening.delete(topic));
      opening.set(topic, started);
      return started;
    },
    topicOf: (thread) => topics.get(thread),
  };
}

/** Says nothing of what it is about; the same at each try, so that it can be found again. */
const nameOf = (topic: string): string => `Case ${createHash('sha256').update(topic).digest('hex').slice(0, 6)}`;
