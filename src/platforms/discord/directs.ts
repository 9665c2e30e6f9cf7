/**
 * Private channels. A bot can't ask Discord for a list of them, so each one is noted with the last message
 * that was handed over; what was written since then is fetched after every new connection.
 */
import { Routes, type APIMessage } from 'discord.js';
import { z } from 'zod';
import { Fault } from '../../chat/outcome.ts';
import type { House } from '../../chat/ports.ts';
import { seconds } from '../../time/clock.ts';
import type { Intake } from './intake.ts';
import { deleted, edited, heard, isHuman, type ToldMessage } from './messages.ts';
import { recent } from './recent.ts';
import { code, DiscordFault, openingTooFast, type Rest } from './rest.ts';
import type { Shares } from './shares.ts';

export interface Directs {
  heard(message: ToldMessage): void;
  /** Somebody used a command or a button in private: what they write from now on must not be missed either. */
  met(channel: string, account: string, interaction: string): void;
  edited(message: ToldMessage): void;
  deleted(channel: string, message: string): void;
  /** The channel with an account; opened when there is none yet. */
  channelOf(account: string): Promise<string>;
  /** A message of ours is about to be taken back: its deletion is no news. */
  takingBack(channel: string, message: string): void;
  /** Fetches what was missed in every known channel; returns at once. */
  sweep(): void;
  stop(): void;
  save(): Promise<void>;
}

interface Direct {
  readonly account: string;
  /** The newest message that is handed over. */
  last: string;
}

const noted = z.object({ account: z.string(), last: z.string() });
const prefix = 'direct/';
const page = 100;
/** Channels that are looked through at the same time. */
const widest = 4;
/** Edits that are remembered as handed over. */
const mostEdits = 1_000;
/** How long the newest message may stay unnoted: what is fetched twice is dropped by its id. */
const savePause = seconds(5);
/** How long until a channel is looked through again that failed. */
const retryPause = seconds(5);

export async function openDirects(house: House, rest: Rest, intake: Intake, shares: Shares): Promise<Directs> {
  const { keep, log } = house;
  const known = new Map<string, Direct>();
  const byAccount = new Map<string, string>();
  const unsaved = new Set<string>();
  /** Channels that hold something which is not handed over yet. */
  const behind = new Set<string>();
  const takenBack = new Set<string>();
  /** When the edit was written that a message was handed over with: a session that is taken up tells of it again. */
  const asEdited = recent(mostEdits);
  /** Until when Discord opens no private channel; milliseconds since 1970 by this machine's clock. */
  let openAgainAt = 0;
  let sweeping = false;
  let stopped = false;
  const timers = new Map<'save' | 'sweep', NodeJS.Timeout>();

  for (const [key, value] of await keep.list(prefix)) {
    const read = noted.safeParse(JSON.parse(value));
    if (read.success) remember(key.slice(prefix.length), read.data);
  }

  function remember(channel: string, direct: Direct): Direct {
    known.set(channel, direct);
    byAccount.set(direct.account, channel);
    return direct;
  }

  function soon(what: 'save' | 'sweep', pause: number, act: () => void): void {
    if (stopped || timers.has(what)) return;
    const timer = setTimeout(() => {
      timers.delete(what);
      act();
    }, pause);
    timers.set(what, timer.unref());
  }

  async function note(channel: string): Promise<void> {
    unsaved.delete(channel);
    await keep.put(...entry(channel)).catch((error: unknown) => {
      unsaved.add(channel);
      throw error;
    });
  }

  const entry = (channel: string) => [prefix + channel, JSON.stringify(known.get(channel))] as const;

  async function save(): Promise<void> {
    // Asked for together, they share a commit.
    await Promise.all([...unsaved].map(note));
  }

  const saveSoon = () => soon('save', savePause, () => void save().catch(noteLater));

  const noteLater = () => {
    log.warn('discord: could not note how far it has read');
    saveSoon();
  };

  /**
   * Hands one message over. When that fails, the channel is behind from before this message on. One that is told
   * may be older than `last` and new all the same, when the channel was opened before it was heard; what is handed
   * over twice is dropped by its id.
   */
  async function hand(message: APIMessage): Promise<void> {
    const channel = message.channel_id;
    const account = message.author.id;
    const fresh = !known.has(channel);
    const direct = known.get(channel) ?? remember(channel, { account, last: String(BigInt(message.id) - 1n) });
    try {
      const asks = shares.unknown(account);
      // While Discord is asked something the message is durable there alone: its channel must be known to us.
      if (fresh && asks) await keep.put(...entry(channel));
      const shared = asks ? await shares.of(account) : undefined;
      // A channel is noted together with its first message: what follows that one must not depend on luck.
      const arrival = heard(message, { kind: 'direct', account }, { toUs: true });
      const got = await house.receive(shared ? { ...arrival, shares: shared } : arrival, {
        keep: fresh ? [entry(channel)] : [],
      });
      if (got === 'new' && message.edited_timestamp != null) asEdited.note(message.id, message.edited_timestamp);
    } catch (error) {
      lag(message);
      throw error;
    }
    if (BigInt(message.id) > BigInt(direct.last)) direct.last = message.id;
    unsaved.add(channel);
    saveSoon();
  }

  /** The channel is behind, from before this message on. */
  function lag({ id, channel_id: channel }: APIMessage): void {
    const direct = known.get(channel)!;
    if (BigInt(id) <= BigInt(direct.last)) direct.last = String(BigInt(id) - 1n);
    unsaved.add(channel);
    saveSoon();
    behind.add(channel);
    soon('sweep', retryPause, sweepSoon);
  }

  async function catchUp(channel: string): Promise<void> {
    const direct = known.get(channel)!;
    for (;;) {
      const query = { after: direct.last, limit: String(page) };
      const found = await rest.call<APIMessage[]>({ method: 'GET', path: Routes.channelMessages(channel), query });
      // Discord gives the newest first.
      for (const message of found.toReversed()) if (isHuman(message)) await hand(message);
      const newest = found[0];
      if (newest && BigInt(newest.id) > BigInt(direct.last)) direct.last = newest.id;
      if (found.length < page) break;
    }
    behind.delete(channel);
  }

  function sweepSoon(): void {
    if (sweeping || stopped) return;
    sweeping = true;
    void sweepAll().finally(() => {
      sweeping = false;
      if (behind.size > 0) soon('sweep', retryPause, sweepSoon);
    });
  }

  async function sweepAll(): Promise<void> {
    // Whoever was here last is the likeliest to have written.
    const waiting = [...behind].toSorted((a, b) => (BigInt(known.get(b)!.last) > BigInt(known.get(a)!.last) ? 1 : -1));
    const worker = async () => {
      for (let channel = waiting.shift(); channel !== undefined; channel = waiting.shift()) {
        const one = channel;
        await intake.put(one, async () => {
          if (behind.has(one) && !stopped) await catchUp(one).catch(giveUpOrTryLater(one));
        });
      }
    };
    await Promise.all(Array.from({ length: widest }, worker));
  }

  const giveUpOrTryLater = (channel: string) => (error: unknown) => {
    const hopeless = error instanceof Fault && error.kind === 'denied';
    if (hopeless) behind.delete(channel);
    log.warn(
      hopeless ? 'discord: a private channel can not be read' : 'discord: a private channel is read again later',
    );
  };

  return {
    heard(message) {
      void intake.put(message.channel_id, async () => {
        const channel = message.channel_id;
        if (behind.has(channel)) await catchUp(channel).catch(giveUpOrTryLater(channel));
        // What could not be fetched was written before: this one is fetched with it.
        if (behind.has(channel)) lag(message);
        else await hand(message);
      });
    },
    met(channel, account, interaction) {
      if (known.has(channel)) return;
      remember(channel, { account, last: interaction });
      void note(channel).catch(noteLater);
    },
    edited(message) {
      const place = { kind: 'direct', account: message.author.id } as const;
      void intake.put(message.channel_id, async () => {
        if (asEdited.get(message.id) !== message.edited_timestamp) await house.receive(edited(message, place));
      });
    },
    deleted(channel, message) {
      const direct = known.get(channel);
      if (takenBack.delete(message) || !direct) return;
      void intake.put(
        channel,
        async () => void (await house.receive(deleted(message, direct.account, house.clock.now()))),
      );
    },
    async channelOf(account) {
      const open = byAccount.get(account);
      if (open !== undefined) return open;
      const wait = openAgainAt - Date.now();
      if (wait > 0) throw openingTooFast(wait);
      const body = { recipient_id: account };
      const made = await rest
        .call<{ id: string; last_message_id?: string | null }>({ method: 'POST', path: Routes.userChannels(), body })
        .catch((error: unknown) => {
          if (error instanceof DiscordFault && error.code === code.openingTooFast)
            openAgainAt = Date.now() + (error.retryAfterMs ?? 0);
          throw error;
        });
      // Whatever stands there was written before anything is known of this channel; what follows is not missed.
      remember(made.id, { account, last: made.last_message_id ?? made.id });
      unsaved.add(made.id);
      await save();
      return made.id;
    },
    takingBack(channel, message) {
      if (known.has(channel)) takenBack.add(message);
    },
    sweep() {
      for (const channel of known.keys()) behind.add(channel);
      sweepSoon();
    },
    stop() {
      stopped = true;
      for (const timer of timers.values()) clearTimeout(timer);
    },
    save,
  };
}
