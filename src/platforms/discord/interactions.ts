/**
 * Interactions: slash commands, buttons, forms, and what is offered while somebody types. Discord wants a
 * first response within three seconds, and takes further ones for fifteen minutes.
 */
import {
  InteractionResponseType as Response,
  InteractionType,
  MessageFlags,
  Routes,
  type APIApplicationCommandAutocompleteInteraction,
  type APIInteraction,
  type APIMessage,
  type RawFile,
} from 'discord.js';
import type { Rendered } from '../../chat/message.ts';
import { Fault } from '../../chat/outcome.ts';
import type { Delivered, Post } from '../../chat/platform.ts';
import type { House } from '../../chat/ports.ts';
import { minutes, seconds } from '../../time/clock.ts';
import { actOf, arrivalOf, placeOf, runsServer, userOf } from './acts.ts';
import { entered } from './commands.ts';
import { cut, inPlain, modalOf } from './forms.ts';
import { accountOf, timeOf } from './messages.ts';
import { bodyOf, type Body } from './render.ts';
import { code, DiscordFault, isGone, type Rest } from './rest.ts';
import { handleOf, inOurServer, readHandle, type Handle } from './handle.ts';
import type { Links } from './links.ts';
import type { Shares } from './shares.ts';
import type { Topics } from './topics.ts';
import { carries, filesOf } from './uploads.ts';

export interface Interactions {
  /**
   * Asks Discord for patience when no answer comes in time, unless it was told too late for that. What it gives
   * back hands the interaction over.
   */
  heard(interaction: APIInteraction, late?: boolean): (() => Promise<void>) | undefined;
  /** Nothing when the interaction can't be answered any longer, or is better answered by a message. */
  answer(post: Post): Promise<Delivered | undefined>;
  /** A private message can't be delivered: it goes in answer to the newest thing that its reader did, while it can. */
  instead(post: Post): Promise<Delivered | undefined>;
  /** Whether an unsure answer arrived. Nothing: it is no answer to an interaction. */
  find(post: Post): Promise<{ readonly delivered: Delivered | undefined } | undefined>;
  remove(what: Delivered): Promise<void>;
  /** Throws an `unreachable` when Discord takes no change of it any longer. */
  edit(what: Delivered, message: Rendered): Promise<void>;
  stop(): void;
}

/** A second before Discord gives up on us. */
const patience = seconds(2);
/** Half a minute before Discord takes no answer any longer. */
const answerable = minutes(14.5);
/** What Discord takes where the bot itself is not (documentation, "Followup Messages"). */
const mostAsGuest = 5;
const mostOffers = 25;
const offerLength = 100;

/** What has been said to one interaction in this process. */
interface Going {
  readonly at: number;
  timer?: NodeJS.Timeout;
  acknowledged?: 'waiting' | 'answered';
  /** The request for patience, while it is on its way. */
  asking?: Promise<void>;
  readonly said: Map<string, Delivered>;
  /** Answers after the first one. */
  further: number;
  /** What the same person did before it. */
  before?: Handle | undefined;
}

interface Given {
  readonly house: House;
  readonly shares: Shares;
  readonly rest: Rest;
  readonly topics: Topics;
  readonly links: Links;
  readonly self: { readonly user: string; readonly application: string };
}

export function openInteractions(given: Given): Interactions {
  const { house, rest, topics, self, shares } = given;
  const going = new Map<string, Going>();
  /** By account: what they did last. */
  const newest = new Map<string, Handle>();

  const track = (id: string): Going => {
    const now = house.clock.now().getTime();
    for (const [old, { at }] of going) {
      if (now - at < answerable) break;
      going.delete(old);
    }
    for (const [account, handle] of newest) if (expired(handle)) newest.delete(account);
    const fresh: Going = { at: now, said: new Map(), further: 0 };
    going.set(id, fresh);
    return fresh;
  };

  const respond = (handle: Handle, body: unknown, withResponse = false, files: { files?: RawFile[] } = {}) =>
    rest.call<{ resource?: { message?: APIMessage } } | undefined>({
      method: 'POST',
      path: Routes.interactionCallback(handle.id, handle.token),
      body,
      ...files,
      query: withResponse ? { with_response: 'true' } : {},
      withoutToken: true,
    });
  const original = (handle: Handle) => Routes.webhookMessage(self.application, handle.token, '@original');

  /** A deferred button or form in private leaves no trace; a command shows that the bot is thinking. */
  function askForPatience(handle: Handle, it: Going): void {
    const quiet = handle.from === 'button';
    const body = quiet
      ? { type: Response.DeferredMessageUpdate }
      : { type: Response.DeferredChannelMessageWithSource, data: flagsOf(handle) };
    it.asking = respond(handle, body).then(
      () => void (it.acknowledged ??= quiet ? 'answered' : 'waiting'),
      () => house.log.warn('discord: an interaction could not be deferred'),
    );
  }

  async function offer(interaction: APIApplicationCommandAutocompleteInteraction, handle: Handle): Promise<void> {
    const { name, focused } = entered(interaction.data);
    const place = placeOf(interaction, topics);
    const from = {
      account: accountOf(userOf(interaction)),
      place,
      ...(inOurServer(interaction) ? { server: interaction.guild_id!, runsServer: runsServer(interaction) } : {}),
    };
    const offers = focused ? await house.suggest(from, name, focused.field, focused.typed) : [];
    const choices = offers
      .filter(({ value }) => value.length <= offerLength)
      .slice(0, mostOffers)
      .map(({ label, value }) => ({ name: cut(label, offerLength), value }));
    await respond(handle, { type: Response.ApplicationCommandAutocompleteResult, data: { choices } });
  }

  /** The first response of all. Nothing when Discord has one already. */
  async function first(handle: Handle, post: Post, body: Body): Promise<Delivered | 'acknowledged' | undefined> {
    const modal = post.form && handle.from !== 'form' ? modalOf(post.form) : undefined;
    try {
      if (modal) {
        await respond(handle, { type: Response.Modal, data: modal });
        return { place: 'form', message: handle.id };
      }
      const data = { ...body, flags: body.flags | flagsOf(handle).flags };
      const made = await respond(handle, { type: Response.ChannelMessageWithSource, data }, true, filesOf(post));
      return stands(handle, made!.resource!.message!);
    } catch (error) {
      if (!(error instanceof DiscordFault)) throw error;
      if (error.code === code.alreadyAcknowledged) return 'acknowledged';
      if (error.code === code.unknownInteraction) return undefined;
      throw error;
    }
  }

  /** Later responses: into the message that waits for it, else one more that only this person sees. */
  async function further(
    handle: Handle,
    post: Post,
    body: Body,
    it: Going | undefined,
    insist: boolean,
  ): Promise<Delivered | undefined> {
    let waiting = it?.acknowledged === 'waiting';
    if (!it?.acknowledged) {
      const there = await rest.call<APIMessage>({ method: 'GET', path: original(handle), withoutToken: true });
      waiting = ((there.flags ?? 0) & MessageFlags.Loading) !== 0;
      if (!waiting && sameAs(there, post)) return stands(handle, there);
    }
    if (waiting) {
      const there = await rest.call<APIMessage>({
        method: 'PATCH',
        path: original(handle),
        body,
        withoutToken: true,
        ...filesOf(post),
      });
      if (it) it.acknowledged = 'answered';
      return stands(handle, there);
    }
    // In private an ordinary message does the same, and can't be said twice.
    if (!handle.whisper && !insist) return undefined;
    if (it) it.further += 1;
    if (handle.guest && it && it.further > mostAsGuest) return undefined;
    const data = { ...body, flags: body.flags | flagsOf(handle).flags };
    const path = Routes.webhook(self.application, handle.token);
    const said = { method: 'POST', path, body: data, withoutToken: true, ...filesOf(post) } as const;
    return stands(handle, await rest.call<APIMessage>(said));
  }

  const expired = (handle: Handle) => house.clock.now().getTime() - timeOf(handle.id).getTime() > answerable;

  async function answerTo(handle: Handle | undefined, post: Post, insist: boolean): Promise<Delivered | undefined> {
    if (!handle || expired(handle)) return undefined;
    const it = going.get(handle.id);
    const said = it?.said.get(post.key);
    if (said) return said;
    clearTimeout(it?.timer);
    // Files may take longer to go up than Discord waits for a first response.
    if (it && !it.acknowledged && !it.asking && (post.files ?? []).length > 0) askForPatience(handle, it);
    await it?.asking;
    const body = bodyOf(inPlain(post));
    let delivered = it?.acknowledged ? ('acknowledged' as const) : await first(handle, post, body);
    if (delivered === 'acknowledged') delivered = await further(handle, post, body, it, insist).catch(nothingIfGone);
    else if (it && delivered) it.acknowledged = 'answered';
    if (delivered) it?.said.set(post.key, delivered);
    // Beside a form Discord takes no message: what comes meanwhile goes where they were before.
    if (delivered?.place === 'form' && it?.before && post.to.kind === 'direct') newest.set(post.to.account, it.before);
    return delivered;
  }

  return {
    heard(interaction, late = false) {
      if (interaction.type === InteractionType.Ping) return undefined;
      const handle = handleOf(interaction);
      if (interaction.type === InteractionType.ApplicationCommandAutocomplete) {
        if (late) return undefined;
        void offer(interaction, handle).catch(() => house.log.warn('discord: nothing could be offered'));
        return undefined;
      }
      const read = actOf(interaction, given);
      if (!read) return undefined;
      // Discord may tell the same thing twice; what was first told late may be told in time now.
      const known = going.get(interaction.id);
      const it = known ?? track(interaction.id);
      const account = userOf(interaction).id;
      if (!known) it.before = newest.get(account);
      newest.set(account, handle);
      if (!late && !it.acknowledged) it.timer ??= setTimeout(() => askForPatience(handle, it), patience);
      if (known) return undefined;
      return async () => {
        try {
          const arrival = arrivalOf(interaction, read.what, handle, topics);
          const shared = arrival.server === undefined ? await shares.of(arrival.from.account) : undefined;
          await house.receive(shared ? { ...arrival, shares: shared } : arrival, { keep: read.keep });
        } catch (error) {
          clearTimeout(it.timer);
          throw error;
        }
      };
    },
    answer: async (post) => answerTo(readHandle(post.reply), post, false),
    async instead(post) {
      const account = post.to.kind === 'direct' ? post.to.account : '';
      const delivered = await answerTo(newest.get(account) ?? readHandle(post.reply), post, true);
      return delivered && { ...delivered, instead: true };
    },
    async find(post) {
      const handle = readHandle(post.reply);
      if (!handle?.whisper || expired(handle)) return undefined;
      const said = going.get(handle.id)?.said.get(post.key);
      if (said) return { delivered: said };
      const there = await rest
        .call<APIMessage>({ method: 'GET', path: original(handle), withoutToken: true })
        .catch(nothingIfGone);
      if (there && sameAs(there, post)) return { delivered: stands(handle, there) };
      // Discord gives no list of further whispers: one is rather said twice to the one who reads it than not at all.
      return { delivered: undefined };
    },
    async remove({ place, message }) {
      const handle = readHandle(place);
      // What only one person sees can't be taken back after a quarter of an hour; it is gone when she closes the app.
      if (!handle || expired(handle)) return;
      await rest.call({
        method: 'DELETE',
        path: Routes.webhookMessage(self.application, handle.token, message),
        withoutToken: true,
      });
    },
    async edit({ place, message }, words) {
      const handle = readHandle(place);
      if (!handle || expired(handle)) throw unchangeable();
      const path = Routes.webhookMessage(self.application, handle.token, message);
      const change = { method: 'PATCH', path, body: bodyOf(words), withoutToken: true } as const;
      await rest.call(change).catch((error: unknown) => {
        if (!isGone(error)) throw error;
        // By Discord's clock it may be too late already; a message that was removed stays away.
        if (error instanceof DiscordFault && error.code !== code.unknownMessage) throw unchangeable();
      });
    },
    stop() {
      for (const { timer } of going.values()) clearTimeout(timer);
    },
  };
}

/** The message that waited was dismissed, or Discord takes no more answers: a private message does as well. */
const nothingIfGone = (error: unknown): undefined => {
  if (!isGone(error)) throw error;
};

const unchangeable = () => new Fault('unreachable', 'discord: a whisper can not be changed any longer');

const flagsOf = (handle: Handle) => ({ flags: handle.whisper ? MessageFlags.Ephemeral : 0 });

const stands = (handle: Handle, message: APIMessage): Delivered => ({
  place: handle.whisper ? handle.written : message.channel_id,
  message: message.id,
});

/** Whether a message is this very answer, by all that Discord gives back unchanged. */
export function sameAs(there: Pick<APIMessage, 'content' | 'components' | 'attachments'>, post: Post): boolean {
  const body = bodyOf(inPlain(post));
  return (
    there.content.trim() === body.content.trim() &&
    tokensOf(there.components).join() === tokensOf(body.components).join() &&
    carries(there.attachments, post)
  );
}

const tokensOf = (rows: readonly unknown[] | undefined): string[] =>
  (rows ?? []).flatMap((row) =>
    ((row as { components?: { custom_id?: string }[] }).components ?? []).map((each) => each.custom_id ?? ''),
  );
