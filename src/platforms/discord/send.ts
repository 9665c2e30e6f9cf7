/** Posts on their way out: as the answer to an interaction, as a private message, or into a space. */
import { Routes, type APIMessage } from 'discord.js';
import type { Rendered } from '../../chat/message.ts';
import { Fault } from '../../chat/outcome.ts';
import type { Delivered, Place, Post } from '../../chat/platform.ts';
import { after, minutes } from '../../time/clock.ts';
import type { Directs } from './directs.ts';
import { sameAs, type Interactions } from './interactions.ts';
import { idAt } from './messages.ts';
import { inPlain } from './forms.ts';
import { recent } from './recent.ts';
import { bodyOf, type Body } from './render.ts';
import { code, DiscordFault, isGone, type Rest } from './rest.ts';
import type { Tags } from './tags.ts';
import type { Topics } from './topics.ts';
import { filesOf, withoutFiles } from './uploads.ts';

export interface Sender {
  send(post: Post): Promise<Delivered>;
  find(post: Post, others?: ReadonlySet<string>): Promise<Delivered | undefined>;
  remove(what: Delivered): Promise<void>;
  edit(what: Delivered, message: Rendered): Promise<void>;
  mark(place: Place, labels: readonly string[], over: boolean): Promise<void>;
  redact(place: Place, message: string): Promise<void>;
}

interface Given {
  readonly rest: Rest;
  readonly directs: Directs;
  readonly topics: Topics;
  readonly tags: Tags;
  /** Takes the ids of messages in servers that are being taken back. */
  readonly ours: Set<string>;
  readonly interactions: Interactions;
  readonly self: { readonly user: string };
}

/** How far this machine's clock may be ahead of Discord's. */
const clockSlack = minutes(1);
/** The most messages that Discord gives at once. */
const page = 100;
/** Posts that are remembered as delivered, so that an equal one is not taken for them. */
const remembered = 1_000;

export function newSender({ rest, directs, topics, tags, ours, interactions, self }: Given): Sender {
  /** By message id: the key that it was sent under. */
  const keys = recent(remembered);

  const delivered = (post: Post, message: APIMessage): Delivered => {
    keys.note(message.id, post.key);
    return { place: message.channel_id, message: message.id };
  };

  /** Where something may stand; nothing when there is no such thread. */
  async function whereOf(to: Place): Promise<string | undefined> {
    if (to.kind === 'direct') return directs.channelOf(to.account);
    return isTopic(to) ? topics.look(to) : (to.part ?? to.space);
  }

  async function say(post: Post): Promise<Delivered> {
    const { to } = post;
    const words = bodyOf(inPlain(post));
    if (to.kind === 'direct') return put(await directs.channelOf(to.account), words, post);
    if (!isTopic(to)) return put(to.space, words, post);
    const first = { key: post.key, body: words };
    const { thread, said } = await topics.threadOf(to, post.unsureSince !== undefined, first);
    return said ?? put(thread, words, post);
  }

  async function put(channel: string, words: Body, post: Post): Promise<Delivered> {
    const body = { ...words, nonce: post.key, enforce_nonce: true };
    return delivered(
      post,
      await rest.call<APIMessage>({ method: 'POST', path: Routes.channelMessages(channel), body, ...filesOf(post) }),
    );
  }

  async function send(post: Post): Promise<Delivered> {
    const answered = post.to.kind === 'direct' ? await interactions.answer(post) : undefined;
    if (answered) return answered;
    try {
      return await say(post);
    } catch (error) {
      if (error instanceof DiscordFault && error.kind === 'unreachable') {
        const instead = await interactions.instead(post);
        if (instead) return instead;
      }
      if (!(error instanceof DiscordFault) || !isTopic(post.to)) throw error;
      if (error.code === code.archived) await topics.wake(post.to.topic);
      else if (error.code === code.unknownChannel) await topics.forget(post.to.topic);
      else throw error;
      return say(post);
    }
  }

  return {
    send: (post) =>
      send(post).catch((error: unknown) => {
        // An answer with a large file came too late to go where so much fits.
        if (error instanceof DiscordFault && error.code === code.tooLarge && post.files)
          return send(withoutFiles(post));
        throw error;
      }),
    async find(post, others) {
      const whispered = await interactions.find(post);
      if (whispered?.delivered) return whispered.delivered;
      if (!post.unsureSince) return undefined;
      const channel = await whereOf(post.to);
      if (channel === undefined) return undefined;
      for (let from = idAt(after(post.unsureSince, -clockSlack)); ;) {
        const query = { after: from, limit: String(page) };
        const found = await rest.call<APIMessage[]>({ method: 'GET', path: Routes.channelMessages(channel), query });
        const mine = found.find((each) => {
          const key = each.nonce ?? keys.get(each.id);
          if (each.author.id !== self.user || others?.has(each.id)) return false;
          return key === undefined ? sameAs(each, post) : key === post.key;
        });
        if (mine) return delivered(post, mine);
        if (found.length < page) return undefined;
        // Discord gives the newest first.
        from = found[0]!.id;
      }
    },
    async remove(what) {
      if (what.place === 'form') return;
      if (what.place.startsWith('~')) return interactions.remove(what).catch(ignoreGone);
      if (topics.topicOf(what.place) === undefined) directs.takingBack(what.place, what.message);
      else ours.add(what.message);
      await rest.call({ method: 'DELETE', path: Routes.channelMessage(what.place, what.message) }).catch(ignoreGone);
      await topics.tidy(what.place).catch(ignoreGone);
    },
    async edit({ place, message }, words) {
      if (place === 'form') return;
      if (place.startsWith('~')) return interactions.edit({ place, message }, words);
      const body = bodyOf(words);
      await rest.call({ method: 'PATCH', path: Routes.channelMessage(place, message), body }).catch(ignoreGone);
    },
    async mark(place, labels, over) {
      if (place.kind === 'direct') return;
      if (isTopic(place)) await topics.mark(place, labels, over);
      else await tags.ready(place.space, labels);
    },
    async redact(place, message) {
      if (place.kind === 'direct')
        throw new Fault('denied', 'discord: nobody can take away what another wrote in private');
      const channel = await whereOf(place);
      if (channel === undefined) return;
      await rest.call({ method: 'DELETE', path: Routes.channelMessage(channel, message) }).catch(ignoreGone);
    },
  };
}

const isTopic = (to: Place): to is Extract<Place, { kind: 'shared' }> & { readonly topic: string } =>
  to.kind === 'shared' && to.topic !== undefined;

const ignoreGone = (error: unknown): void => {
  if (!isGone(error)) throw error;
};
