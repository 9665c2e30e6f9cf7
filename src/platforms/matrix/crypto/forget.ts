/**
 * Keys that nobody needs any more are forgotten: whoever takes the machine and the key file can't open with them the
 * copies of old messages that homeservers and apps keep. What is old is told by days on which we listened to the
 * homeserver: neither the time that the program was down, nor a clock that was wrong, makes anything older.
 */
import { setImmediate as breath } from 'node:timers/promises';
import { RoomId, type OlmMachine } from '@matrix-org/matrix-sdk-crypto-wasm';
import { IDBKeyRange } from 'fake-indexeddb';
import type { Keep } from '../../../chat/ports.ts';
import { days, type Clock } from '../../../time/clock.ts';
import type { Turns } from '../turns.ts';
import { completed, opened, succeeded, type Durable } from './idb.ts';

export interface Forgetting {
  /** A session has opened or sealed a message. Durable when it returns; written once a day for each session. */
  used(room: string, session: string): Promise<void>;
  /** What the content of an `m.room.encryption` says of a room. Durable when it returns. */
  rotates(room: string, content: unknown): Promise<void>;
  /**
   * Forgets what is old, if a day has passed since the last time; called when everything that was told until now is
   * stored. Some at a time, so that others get their turn.
   */
  forget(): Promise<void>;
  /** What is under way ends soon. */
  stop(): void;
  /** Once nothing is under way. */
  close(): void;
}

export interface ForgettingGiven {
  readonly store: Pick<Durable, 'prefix' | 'truncate'>;
  readonly machine: Pick<OlmMachine, 'identityKeys' | 'invalidateGroupSession'>;
  readonly turns: Pick<Turns, 'put'>;
  readonly clock: Clock;
  /** Keeps what rooms say of themselves: they say it once, and the store may be lost. */
  readonly keep: Keep;
}

/** In days. How late a message may come, as after an outage; also how long one waits for its key. */
const lateness = 30;
/**
 * In days. After so long a sender takes a new session (Matrix specification, `m.room.encryption`,
 * `rotation_period_ms`): this by default, and at least, since some programs know no other period.
 */
const usual = 7;
/** In days. A room that names more is taken at its word up to this: no key is needed for good. */
const longest = 365;

/** The days after which a sender in a room takes a new session, by the `rotation_period_ms` that it names. */
export const rotationOf = (milliseconds: unknown): number =>
  typeof milliseconds === 'number' && milliseconds > 0
    ? Math.min(longest, Math.max(usual, Math.ceil(milliseconds / days(1))))
    : usual;

/**
 * Whether nobody needs a session any more: its sender has taken a new one since, and what was sealed with it has come.
 * `used`: the day of listening on which its key came, or it was last used; `today` counts on from there.
 */
export const isOver = (used: number, today: number, rotation = usual): boolean => today - used > rotation + lateness;

/** Object stores of the library whose rows get old. A hash tells that a key was sent twice; the third, why one was not. */
const sessions = 'inbound_group_sessions3';
const aging = [sessions, 'olm_hashes', 'withheld_sessions'] as const;
/** The session with which we seal, by room. */
const outbound = 'outbound_group_sessions';
const bySender = 'inbound_group_session_sender_key_sender_data_type_idx';
/** Ours, besides one of notes for each that gets old. */
const calendar = 'calendar';

/** By room, where it is longer than usual, in days. */
const rotationKey = 'rotation/';

/** Between the room and the session, as the library names a row. */
const between = '\u001D';
const roomOf = (key: string): string => key.slice(0, key.indexOf(between));

/** Rows that are forgotten at once. */
const some = 50;

export async function openForgetting({ store, machine, turns, clock, keep }: ForgettingGiven): Promise<Forgetting> {
  const library = await opened(`${store.prefix}::matrix-sdk-crypto`);
  const ours = await opened(`${store.prefix}::haven`, [...aging, calendar]);
  const all = async <T>(name: string): Promise<Map<string, T>> => {
    const rows = ours.transaction(name).objectStore(name);
    const [keys, values] = await Promise.all([succeeded(rows.getAllKeys()), succeeded(rows.getAll())]);
    return new Map((keys as string[]).map((key, at) => [key, (values as T[])[at]!]));
  };
  /** The day on which each was used last, or seen first. */
  const notes = new Map<string, Map<string, number>>();
  for (const name of aging) notes.set(name, await all<number>(name));
  const rotationIn = new Map(
    (await keep.list(rotationKey)).map(([key, value]) => [key.slice(rotationKey.length), Number(value)]),
  );
  const counted = (await all<{ day: number; at: number }>(calendar)).get('today');
  let today = counted?.day ?? 0;
  let countedAt = counted?.at;
  const stopping = new AbortController();
  const isStopped = (): boolean => stopping.signal.aborted;

  async function write(database: any, name: string, change: (rows: any) => void): Promise<void> {
    const transaction = database.transaction(name, 'readwrite');
    change(transaction.objectStore(name));
    await completed(transaction);
  }

  async function note(name: string, keys: readonly string[], day: number): Promise<void> {
    for (const key of keys) notes.get(name)!.set(key, day);
    await write(ours, name, (rows) => keys.forEach((key) => rows.put(day, key)));
  }

  const isOld = (name: string, key: string): boolean => {
    const used = notes.get(name)!.get(key);
    return used !== undefined && isOver(used, today, name === sessions ? rotationIn.get(roomOf(key)) : undefined);
  };

  /** The note goes last: where the program ends before, it is found to belong to nothing. */
  async function drop(name: string, keys: readonly string[]): Promise<void> {
    await write(library, name, (rows) => keys.forEach((key) => rows.delete(key)));
    await dropNotes(name, keys);
  }

  async function dropNotes(name: string, keys: readonly string[]): Promise<void> {
    for (const key of keys) notes.get(name)!.delete(key);
    await write(ours, name, (rows) => keys.forEach((key) => rows.delete(key)));
  }

  async function inSlices(keys: Iterable<string>, act: (slice: readonly string[]) => Promise<void>): Promise<void> {
    for (const left = [...keys]; left.length > 0 && !isStopped(); await breath()) await act(left.splice(0, some));
  }

  /** What we have sealed ourselves: our own copy of a session goes together with the session. */
  async function dropOwn(): Promise<void> {
    const own = machine.identityKeys.curve25519.toBase64();
    const index = library.transaction(sessions).objectStore(sessions).index(bySender);
    const keys: string[] = await succeeded(index.getAllKeys(IDBKeyRange.bound([own], [own, []])));
    const staying = new Set(keys.filter((key) => !isOld(sessions, key)).map(roomOf));
    const going = new Set(keys.map(roomOf).filter((room) => !staying.has(room)));
    for (const room of going) {
      if (isStopped()) return;
      await turns.put(`room ${room}`, async () => {
        const here = keys.filter((key) => roomOf(key) === room);
        // It may have sealed something just before.
        if (!here.every((key) => isOld(sessions, key))) return;
        // As the library remembers it, and as it stands in the store.
        await machine.invalidateGroupSession(new RoomId(room));
        await write(library, outbound, (rows) => rows.delete(room));
      });
    }
  }

  async function look(name: string): Promise<void> {
    const keys: string[] = await succeeded(library.transaction(name).objectStore(name).getAllKeys());
    const there = new Set(keys);
    const noted = notes.get(name)!;
    await inSlices(
      keys.filter((key) => !noted.has(key)),
      // They came since the last time.
      (slice) => note(name, slice, today - 1),
    );
    await inSlices(
      keys.filter((key) => isOld(name, key)),
      (slice) =>
        drop(
          name,
          slice.filter((key) => isOld(name, key)),
        ),
    );
    await inSlices(
      [...noted.keys()].filter((key) => !there.has(key) && noted.get(key) !== today),
      (slice) => dropNotes(name, slice),
    );
  }

  async function forget(): Promise<void> {
    const now = clock.now().getTime();
    // Either way: a clock that was ahead for a while is no reason to wait until then.
    if (isStopped() || (countedAt !== undefined && Math.abs(now - countedAt) < days(1))) return;
    today += 1;
    countedAt = now;
    await dropOwn();
    for (const name of aging) await look(name);
    if (isStopped()) return;
    // Only now: where the program ends before, all of this is done again, as of the same day.
    await write(ours, calendar, (rows) => rows.put({ day: today, at: now }, 'today'));
    store.truncate();
  }

  return {
    async used(room, session) {
      const key = room + between + session;
      if ((notes.get(sessions)!.get(key) ?? -1) < today) await note(sessions, [key], today);
    },
    async rotates(room, content) {
      const rotation = rotationOf(Object(content).rotation_period_ms);
      // What was longer once may still be so for a session that was begun then.
      if (rotation <= (rotationIn.get(room) ?? usual)) return;
      rotationIn.set(room, rotation);
      await keep.put(rotationKey + room, String(rotation));
    },
    forget: () => turns.put('forgetting', () => forget()),
    stop: () => stopping.abort(),
    close() {
      library.close();
      ours.close();
    },
  };
}
