/**
 * Topics are threads: posts of a forum, or public threads under a closed channel, so that whoever reads the space
 * reads them, and nobody else; or private threads, to which each one who may read is added.
 */
import { createHash } from 'node:crypto';
import { ChannelType, MessageType, Routes, type APIMessage, type APIThreadChannel } from 'discord.js';
import { z } from 'zod';
import { Fault } from '../../chat/outcome.ts';
import type { Delivered, Place } from '../../chat/platform.ts';
import type { House } from '../../chat/ports.ts';
import type { Body } from './render.ts';
import { code, DiscordFault, isGone, type Rest } from './rest.ts';
import { tagsOf, type Space } from './tags.ts';

type Topic = Extract<Place, { kind: 'shared' }> & { readonly topic: string };

/** The first message of a topic; in a forum it is what the post is made of. */
interface First {
  readonly key: string;
  readonly body: Body;
}

export interface Topics {
  /**
   * The thread of a topic; opened when there is none, with the labels that it was marked with. `unsure`: an earlier
   * try may have opened it. `said`: the first message stands in it by that.
   */
  threadOf(to: Topic, unsure: boolean, first: First): Promise<{ thread: string; said?: Delivered }>;
  /** The thread of a topic, where there is one. */
  look(to: Topic): Promise<string | undefined>;
  /** The topic of a thread that we opened. */
  topicOf(thread: string): string | undefined;
  /** The thread is gone on Discord's side. */
  forget(topic: string): Promise<void>;
  /** Shows labels as tags, where the space is a forum. `over`: the thread is archived; the next post brings it back. */
  mark(to: Topic, labels: readonly string[], over: boolean): Promise<void>;
  /** Writing goes on in a thread that was archived. */
  wake(topic: string): Promise<void>;
  /**
   * A message of ours was taken back: where none of ours is left in its thread, the thread goes, with all that
   * others wrote in it, which tells of the case as well.
   */
  tidy(thread: string): Promise<void>;
}

const kept = z.object({ thread: z.string(), kind: z.enum(['post', 'public', 'private']), first: z.string() });
type Kept = z.infer<typeof kept>;

const prefix = 'topic/';
/** A week, the longest that Discord lets a thread lie still before it is archived; in minutes. */
const stillFor = 10_080;
const page = 100;

export async function openTopics({ keep, log }: House, rest: Rest, self: { readonly user: string }): Promise<Topics> {
  const threads = new Map<string, Kept>();
  const topics = new Map<string, string>();
  const opening = new Map<string, Promise<{ thread: string; said?: Delivered }>>();
  /** What a topic was last marked with: it is opened so. */
  const marks = new Map<string, readonly string[]>();
  const remember = (topic: string, made: Kept) => {
    threads.set(topic, made);
    topics.set(made.thread, topic);
  };
  for (const [key, value] of await keep.list(prefix)) {
    const read = kept.safeParse(JSON.parse(value));
    if (read.success) remember(key.slice(prefix.length), read.data);
  }

  const spaceOf = (space: string) => rest.call<Space>({ method: 'GET', path: Routes.channel(space) });
  const kindOf = (space: Space, { among }: Topic): Kept['kind'] =>
    space.type === ChannelType.GuildForum ? 'post' : among === undefined ? 'public' : 'private';

  async function open(to: Topic, unsure: boolean, first: First): Promise<{ thread: string; said?: Delivered }> {
    const space = await spaceOf(to.space);
    const kind = kindOf(space, to);
    const there = unsure ? await find(space, to.topic) : undefined;
    const thread = there ?? (await make(space, kind, to, first));
    const made = { thread, kind, first: there === undefined ? first.key : '' };
    remember(to.topic, made);
    await keep.put(prefix + to.topic, JSON.stringify(made));
    return opened(made, first);
  }

  async function make(space: Space, kind: Kept['kind'], to: Topic, { body: message }: First): Promise<string> {
    const applied_tags = tagsOf(space, marks.get(to.topic) ?? []) ?? [];
    const more = {
      post: { message, ...(applied_tags.length > 0 ? { applied_tags } : {}) },
      public: { type: ChannelType.PublicThread },
      // Nobody is brought in by those who are in it, but by whoever manages threads.
      private: { type: ChannelType.PrivateThread, invitable: false },
    }[kind];
    const body = { name: nameOf(to.topic), auto_archive_duration: stillFor, ...more };
    return (await rest.call<{ id: string }>({ method: 'POST', path: Routes.threads(space.id), body })).id;
  }

  /** A post and the message that it was made of have one id. */
  const opened = ({ thread, kind, first }: Kept, { key }: Pick<First, 'key'>) =>
    kind === 'post' && first === key ? { thread, said: { place: thread, message: thread } } : { thread };

  async function find({ id, guild_id: guild }: Space, topic: string): Promise<string | undefined> {
    if (guild === undefined) return undefined;
    const path = Routes.guildActiveThreads(guild);
    const { threads: active } = await rest.call<{ threads: APIThreadChannel[] }>({ method: 'GET', path });
    return active.find((each) => each.parent_id === id && each.name === nameOf(topic))?.id;
  }

  /** An archived thread takes nothing but that it is brought back. */
  async function change(topic: string, body: { readonly archived: boolean }): Promise<void> {
    const known = threads.get(topic);
    if (!known) return;
    const patch = (how: object) =>
      rest.call({ method: 'PATCH', path: Routes.channel(known.thread), body: how, reason: nameOf(topic) });
    await patch(body).catch(async (error: unknown) => {
      if (!(error instanceof DiscordFault) || error.code !== code.archived) throw error;
      await patch({ archived: false });
      await patch(body);
    });
  }

  /** Each one who may read a private thread is in it, and nobody else but those who manage threads. */
  async function gather(thread: string, among: readonly string[]): Promise<void> {
    const path = Routes.threadMembers(thread);
    const there = (await rest.call<{ user_id: string }[]>({ method: 'GET', path })).map((each) => each.user_id);
    for (const user of there.filter((each) => each !== self.user && !among.includes(each)))
      await rest.call({ method: 'DELETE', path: Routes.threadMembers(thread, user) });
    for (const user of among.filter((each) => !there.includes(each)))
      await rest.call({ method: 'PUT', path: Routes.threadMembers(thread, user) }).catch(stayOut);
  }

  /** Discord tells in a text channel that a public thread was opened; that line outlives the thread. */
  async function announcementOf(thread: string, space: string): Promise<string | undefined> {
    const query = { after: String(BigInt(thread) - 1n), limit: '20' };
    const found = await rest.call<APIMessage[]>({ method: 'GET', path: Routes.channelMessages(space), query });
    return found.find(
      (each) => each.type === MessageType.ThreadCreated && each.message_reference?.channel_id === thread,
    )?.id;
  }

  async function forget(topic: string): Promise<void> {
    const known = threads.get(topic);
    threads.delete(topic);
    if (known !== undefined) topics.delete(known.thread);
    await keep.delete(prefix + topic);
  }

  return {
    forget,
    topicOf: (thread) => topics.get(thread),
    async threadOf(to, unsure, first) {
      const known = threads.get(to.topic);
      const started = known ? undefined : (opening.get(to.topic) ?? open(to, unsure, first));
      if (started) opening.set(to.topic, started);
      const found = known ? opened(known, first) : await started!.finally(() => opening.delete(to.topic));
      if (to.among) await gather(found.thread, to.among);
      return found;
    },
    async look(to) {
      return threads.get(to.topic)?.thread ?? find(await spaceOf(to.space), to.topic);
    },
    async mark(to, labels, over) {
      const known = threads.get(to.topic);
      if (!known && over) return;
      marks.set(to.topic, labels);
      if (!known || (known.kind !== 'post' && !over)) return;
      const applied_tags = known.kind === 'post' ? tagsOf(await spaceOf(to.space), labels) : undefined;
      const body = { ...(applied_tags ? { applied_tags } : {}), archived: over };
      try {
        await change(to.topic, body);
      } catch (error) {
        if (!isDenied(error)) throw error;
        // Nothing is lost by it; what is said there must not wait for it.
        if (!isGone(error)) log.warn('discord: a thread can not be tagged or archived');
      }
    },
    wake: (topic) => change(topic, { archived: false }),
    async tidy(thread) {
      const topic = topics.get(thread);
      if (topic === undefined) return;
      const path = Routes.channelMessages(thread);
      const left = await rest.call<APIMessage[]>({ method: 'GET', path, query: { limit: String(page) } });
      if (left.some((each) => each.author.id === self.user && isSaid(each))) return;
      const { kind } = threads.get(topic)!;
      const { parent_id: space } = await rest.call<APIThreadChannel>({ method: 'GET', path: Routes.channel(thread) });
      const line = space == null || kind !== 'public' ? undefined : await announcementOf(thread, space);
      const reason = nameOf(topic);
      try {
        await rest.call({ method: 'DELETE', path: Routes.channel(thread), reason });
      } catch (error) {
        if (!isDenied(error) || isGone(error)) throw error;
        log.warn('discord: an empty thread can not be taken away');
        return;
      }
      if (line !== undefined) await rest.call({ method: 'DELETE', path: Routes.channelMessage(space!, line) });
      await forget(topic);
      marks.delete(topic);
    },
  };
}

/**
 * Discord writes a line under our name for each one whom we bring into a private thread, and nobody can take such
 * lines away: they are nothing that we said.
 */
const isSaid = ({ type }: APIMessage): boolean => type === MessageType.Default || type === MessageType.Reply;

const outside: ReadonlySet<number> = new Set([code.unknownMember, code.unknownUser, code.missingAccess]);

/** Somebody isn't in that server, or can't see the channel: the thread is there for the others. */
const stayOut = (error: unknown): void => {
  if (!(error instanceof DiscordFault) || !outside.has(error.code)) throw error;
};

const isDenied = (error: unknown): boolean => error instanceof Fault && error.kind === 'denied';

/**
 * Says nothing of what it is about; the same at each try, so that it can be found again. It stands in the server's
 * audit log as well, which more people read than may hear of the case: so never the case's own name.
 */
const nameOf = (topic: string): string => `Case ${createHash('sha256').update(topic).digest('hex').slice(0, 6)}`;
