/** Posts on their way out: as the answer to an interaction, as a private message, or into a space. */
import { Routes, type APIMessage } from 'discord.js';
import { Fault } from '../../chat/outcome.ts';
import type { Delivered, Place, Post } from '../../chat/platform.ts';
import type { House } from '../../chat/ports.ts';
import { after, minutes } from '../../time/clock.ts';
import type { Directs } from './directs.ts';
import { sameAs, type Interactions } from './interactions.ts';
import { idAt } from './messages.ts';
import { inPlain } from './forms.ts';
import { bodyOf } from './render.ts';
import { code, DiscordFault, isGone, type Rest } from './rest.ts';
import type { Topics } from './topics.ts';
import { filesOf } from './uploads.ts';

export interface Sender {
  send(post: Post): Promise<Delivered>;
  find(post: Post): Promise<Delivered | undefined>;
  remove(what: Delivered): Promise<void>;
  redact(place: Place, message: string): Promise<void>;
}

interface Given {
  readonly house: House;
  readonly rest: Rest;
  readonly directs: Directs;
  readonly topics: Topics;
  readonly interactions: Interactions;
  readonly self: { readonly user: string };
}

/** How far this machine's clock may be ahead of Discord's. */
const clockSlack = minutes(1);
/** Posts that are remembered as delivered, so that an equal one is not taken for them. */
const remembered = 1_000;

export function newSender({ house, rest, directs, topics, interactions, self }: Given): Sender {
  /** By message id: the key that it was sent under. */
  const keys = new Map<string, string>();

  const delivered = (post: Post, message: APIMessage): Delivered => {
    keys.set(message.id, post.key);
    if (keys.size > remembered) keys.delete(keys.keys().next().value!);
    return { place: message.channel_id, message: message.id };
  };

  async function channelOf(to: Place, unsure: boolean): Promise<string> {
    if (to.kind === 'direct') return directs.channelOf(to.account);
    return to.topic === undefined ? to.space : topics.threadOf(to.space, to.topic, unsure);
  }

  async function say(channel: string, post: Post): Promise<Delivered> {
    const body = { ...bodyOf(inPlain(post)), nonce: post.key, enforce_nonce: true };
    return delivered(
      post,
      await rest.call<APIMessage>({ method: 'POST', path: Routes.channelMessages(channel), body, ...filesOf(post) }),
    );
  }

  return {
    async send(post) {
      const answered = post.to.kind === 'direct' ? await interactions.answer(post) : undefined;
      if (answered) return answered;
      const channel = await channelOf(post.to, post.unsureSince !== undefined);
      try {
        return await say(channel, post);
      } catch (error) {
        if (!(error instanceof DiscordFault) || post.to.kind === 'direct' || post.to.topic === undefined) throw error;
        if (error.code === code.archived) {
          await rest.call({ method: 'PATCH', path: Routes.channel(channel), body: { archived: false } });
        } else if (error.code === code.unknownChannel) {
          await topics.forget(post.to.topic);
        } else throw error;
        return say(await channelOf(post.to, false), post);
      }
    },
    async find(post) {
      const whispered = await interactions.find(post);
      if (whispered?.delivered) return whispered.delivered;
      if (!post.unsureSince) return undefined;
      const channel = await channelOf(post.to, true);
      const query = { after: idAt(after(post.unsureSince, -clockSlack)), limit: '100' };
      const found = await rest.call<APIMessage[]>({ method: 'GET', path: Routes.channelMessages(channel), query });
      const mine = found.find((each) => {
        const key = each.nonce ?? keys.get(each.id);
        return each.author.id === self.user && (key === undefined ? sameAs(each, post) : key === post.key);
      });
      return mine && delivered(post, mine);
    },
    async remove(what) {
      if (what.place === 'form') return;
      if (what.place.startsWith('~')) return interactions.remove(what).catch(ignoreGone);
      directs.takingBack(what.place, what.message);
      await rest.call({ method: 'DELETE', path: Routes.channelMessage(what.place, what.message) }).catch(ignoreGone);
      await topics
        .tidy(what.place)
        .catch(ignoreGone)
        .catch((error: unknown) => {
          if (!(error instanceof Fault) || error.kind !== 'denied') throw error;
          house.log.warn('discord: an empty thread can not be taken away');
        });
    },
    async redact(place, message) {
      if (place.kind === 'direct')
        throw new Fault('denied', 'discord: nobody can take away what another wrote in private');
      const channel = await channelOf(place, false);
      await rest.call({ method: 'DELETE', path: Routes.channelMessage(channel, message) }).catch(ignoreGone);
    },
  };
}

const ignoreGone = (error: unknown): void => {
  if (!isGone(error)) throw error;
};
