/**
 * Messages that could not be read: kept until their key comes, also over a restart. Their writer is told how to send
 * them again, once for each key that is missing.
 */
import { z } from 'zod';
import type { House } from '../../chat/ports.ts';
import { days, minutes, seconds } from '../../time/clock.ts';
import type { RoomEvent } from './events.ts';

/** A key may come a little later than what it opens. In milliseconds. */
const grace = seconds(20);
/** No key comes after so long. */
const longest = days(30);
/** Until the next try of what could not be stored. */
const again = minutes(1);
/** Of one room; the oldest give way. */
const mostInRoom = 200;

const prefix = 'waiting/';
const kept = z.object({ room: z.string(), session: z.string(), at: z.number(), event: z.custom<RoomEvent>() });
type Kept = z.infer<typeof kept>;

export interface Unread {
  readonly room: string;
  readonly event: RoomEvent;
  readonly session: string;
}

export interface Waiting {
  /** `hopeless`: its key will never come. Durable when it returns. */
  note(unread: Unread, hopeless: boolean): Promise<void>;
  /** It was read and is stored, or it was taken back. */
  forget(event: string): Promise<void>;
  /** Tries everything that waited before the start. */
  begin(): Promise<void>;
  /** The keys of these sessions have come. */
  came(sessions: readonly string[]): void;
  stop(): Promise<void>;
}

export interface WaitingGiven {
  readonly house: House;
  /** Tries once more; throws when it can be read and not be stored. */
  hear(unread: Unread): Promise<void>;
  /** Tells the writer that it could not be read. The same again is dropped. */
  tell(unread: Unread): Promise<void>;
}

export function openWaiting({ house, hear, tell }: WaitingGiven): Waiting {
  const { keep, clock, log } = house;
  /** By event, those that came first at the beginning. */
  const rows = new Map<string, Kept>();
  const timers = new Set<NodeJS.Timeout>();
  let trying: Promise<void> = Promise.resolve();
  let stopped = false;

  function later(milliseconds: number, task: () => Promise<void>): void {
    if (stopped) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      task().catch(() => later(again, task));
    }, milliseconds);
    timers.add(timer);
  }

  const tellUnread = (id: string, milliseconds: number) =>
    later(milliseconds, async () => {
      // Its key may have come before it was noted.
      await attempt((row) => row.event.event_id === id);
      const row = rows.get(id);
      if (row) await tell(row);
    });

  async function forget(id: string): Promise<void> {
    if (rows.delete(id)) await keep.delete(prefix + id);
  }

  async function makeRoom(room: string): Promise<void> {
    const here = [...rows].filter(([, row]) => row.room === room);
    for (const [id] of here.slice(0, Math.max(0, here.length - mostInRoom))) await forget(id);
  }

  /** One after the other, so that what was written first is handed over first. */
  function attempt(which: (row: Kept) => boolean): Promise<void> {
    trying = trying.then(async () => {
      for (const [id, row] of rows) {
        if (stopped) return;
        if (!which(row)) continue;
        await hear(row).catch(() => {
          log.error('matrix: what could be read at last could not be handed over');
          later(again, () => attempt((each) => each.event.event_id === id));
        });
      }
    });
    return trying;
  }

  return {
    async note({ room, event, session }, hopeless) {
      const id = event.event_id;
      if (rows.has(id)) return;
      const row = { room, event, session, at: clock.now().getTime() };
      await keep.put(prefix + id, JSON.stringify(row));
      rows.set(id, row);
      await makeRoom(room);
      tellUnread(id, hopeless ? 0 : grace);
    },
    forget,
    async begin() {
      const oldest = clock.now().getTime() - longest;
      const stored = (await keep.list(prefix)).map(([key, value]) => [key, kept.parse(JSON.parse(value))] as const);
      for (const [key, row] of stored.toSorted(([, one], [, other]) => one.at - other.at)) {
        if (row.at < oldest) await keep.delete(key);
        else rows.set(key.slice(prefix.length), row);
      }
      await attempt(() => true);
      for (const id of rows.keys()) tellUnread(id, grace);
    },
    came(sessions) {
      const now = new Set(sessions);
      void attempt(({ session }) => now.has(session));
    },
    async stop() {
      stopped = true;
      for (const timer of timers) clearTimeout(timer);
      await trying;
    },
  };
}
