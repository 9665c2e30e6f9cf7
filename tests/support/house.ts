/**
 * A house that works but does nothing with what arrives, except keeping it: for driving one platform alone.
 * It outlives restarts of the platform, as the database of the real house does.
 */
import { readTyped, type CommandSpec } from '../../src/chat/command.ts';
import type { Suggestion } from '../../src/chat/field.ts';
import type { Arrival, What } from '../../src/chat/platform.ts';
import type { House, Keep } from '../../src/chat/ports.ts';
import { systemClock, type Clock } from '../../src/time/clock.ts';
import { until } from './until.ts';

export interface RecordingHouse extends House {
  /** Everything that was handed over and was new, in order. */
  readonly arrivals: readonly Arrival[];
  /** How often something was handed over that was known already. */
  readonly repeats: number;
  /** How often something could not be stored. */
  readonly refusals: number;
  /** What the platform logged. */
  readonly logged: readonly { readonly level: string; readonly label: string; readonly facts: unknown }[];
  readonly offers: Suggestion[];
  /** Servers that belong to a community. */
  readonly served: Set<string>;
  /** While this is true, nothing can be stored: `receive` throws, as with a full disk. */
  full: boolean;
  /** From now on storing takes until the returned function is called. */
  hold(): () => void;
  /** How many arrivals are being stored just now. */
  readonly storing: number;
  /** The first arrival of a kind that fits; waits for it. */
  got<K extends What['kind']>(
    kind: K,
    fits?: (what: Extract<What, { kind: K }>, arrival: Arrival) => boolean,
  ): Promise<Arrival & { readonly what: Extract<What, { kind: K }> }>;
  /** The private messages of an account so far, in the order in which they were handed over. */
  messagesOf(account: string): string[];
}

export interface HouseOptions {
  readonly commands?: readonly CommandSpec[] | ((locale: string) => readonly CommandSpec[]);
  readonly locales?: readonly string[];
  readonly clock?: Clock;
}

export function recordingHouse(options: HouseOptions = {}): RecordingHouse {
  const arrivals: Arrival[] = [];
  const known = new Set<string>();
  const kept = new Map<string, string>();
  const logged: { level: string; label: string; facts: unknown }[] = [];
  const offers: Suggestion[] = [];
  const served = new Set<string>();
  let repeats = 0;
  let refusals = 0;
  let storing = 0;
  let held: Promise<void> | undefined;
  const { commands = [] } = options;
  const commandsIn = typeof commands === 'function' ? commands : () => commands;
  const log = (level: string) => (label: string, facts?: unknown) => void logged.push({ level, label, facts });
  const keep: Keep = {
    get: async (key) => kept.get(key),
    put: async (key, value) => void kept.set(key, value),
    delete: async (key) => void kept.delete(key),
    list: async (prefix) =>
      [...kept].filter(([key]) => key.startsWith(prefix)).toSorted(([a], [b]) => (a < b ? -1 : 1)),
  };
  return {
    arrivals,
    logged,
    offers,
    served,
    full: false,
    get repeats() {
      return repeats;
    },
    get refusals() {
      return refusals;
    },
    get storing() {
      return storing;
    },
    hold() {
      const { promise, resolve } = Promise.withResolvers<void>();
      held = promise;
      return resolve;
    },
    async receive(arrival, also) {
      storing += 1;
      await held;
      // Not at once, since storing never is: whoever does not wait for it is found out by the laws.
      await new Promise((resolve) => setImmediate(resolve));
      storing -= 1;
      if (this.full) {
        refusals += 1;
        throw new Error('Nothing can be stored.');
      }
      for (const [key, value] of also?.keep ?? []) kept.set(key, value);
      if (known.has(arrival.eventId)) {
        repeats += 1;
        return 'known';
      }
      known.add(arrival.eventId);
      arrivals.push(arrival);
      return 'new';
    },
    commands: (locale) => commandsIn(locale),
    locales: options.locales ?? ['en', 'es'],
    async suggest(_from, _command, _field, typed) {
      return offers.filter((each) => each.label.includes(typed));
    },
    isServed: async (server) => served.has(server),
    sentence: async (key) => key,
    wishesSilence: async () => false,
    readCommand: (line) => readTyped(line, commandsIn('en')),
    keep,
    retry() {},
    clock: options.clock ?? systemClock,
    log: { info: log('info'), warn: log('warn'), error: log('error') },
    got(kind, fits = () => true) {
      return until(() => arrivals.find((each) => each.what.kind === kind && fits(each.what as never, each))) as never;
    },
    messagesOf: (account) =>
      arrivals.flatMap((each) =>
        each.what.kind === 'message' && each.place.kind === 'direct' && each.from.account === account
          ? [each.what.text]
          : [],
      ),
  };
}
