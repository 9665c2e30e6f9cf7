/** The outbox on its way: one message at a time to each place, several places at once, the urgent first. */
import type { Clock } from '../time/clock.ts';
import { after } from '../time/clock.ts';
import type { Delivered, Platform } from '../chat/platform.ts';
import type { Came, Log, Seals, Tables } from '../chat/ports.ts';
import { Fault } from '../chat/outcome.ts';
import type { Outgoing } from '../store/deeds.ts';
import { outboxStore } from '../store/outbox.ts';
import type { Store } from '../store/store.ts';
import { openCarrier, type Ending } from './carry.ts';
import { openRefusals } from './refusals.ts';

export interface Courier {
  /** There may be something to send; returns at once. */
  kick(): void;
  /**
   * Notes what has landed, in a transaction before any that is asked for later: whoever decides next finds
   * it there, to take it back for one. Returns at once.
   */
  note(): void;
  /** Something changed in what may be said where: what was refused is tried again. Returns at once. */
  retry(): void;
  /** Resolves when nothing is left that could be sent now. */
  quiet(): Promise<void>;
  stop(): Promise<void>;
}

/** What the courier tells the app, inside the transaction that notes what came of a row. */
export interface Endings {
  /**
   * A row can't be delivered, or not before somebody grants a permission. `lost`: its reader can't be reached on
   * that platform at all.
   */
  failed(tables: Tables, row: Outgoing, lost: boolean): Promise<void>;
  /** What was to be changed where it stands can't be, though it may still be read there. */
  unchanged(tables: Tables, row: Outgoing): Promise<void>;
  /** What could not be delivered in private stands where its reader acted last. */
  instead(tables: Tables, row: Outgoing): Promise<void>;
  /** What could not be delivered before has arrived after all. */
  arrived(tables: Tables, row: Outgoing): Promise<void>;
  /** A message has arrived that was taken back, or is to be held, while it was on its way. */
  strayed(tables: Tables, row: Outgoing, what: Delivered, became: 'withdrawn' | 'held'): Promise<void>;
  /** What was asked of the platform has come, or will not come. */
  came(tables: Tables, row: Outgoing, what: Came): Promise<void>;
}

/** Places that are written to at the same time. */
const widest = 16;
/** How long the noting of what was sent may wait, so that several share a commit. In milliseconds. */
const gather = 20;
export function openCourier(
  platform: Platform,
  given: {
    store: Store;
    seal: Seals;
    clock: Clock;
    log: Log;
    endings: Endings;
    /** The bytes of a file that goes with a message, where there are any for its reader. */
    open(tables: Tables, file: string): Promise<Uint8Array | undefined>;
  },
): Courier {
  const { store, seal, clock, log } = given;
  const flying = new Map<string, Promise<void>>();
  const landed = new Set<string>();
  /** Rows that rest for a while, each first in its lane, so that the lane rests with it. */
  const resting = new Map<string, NodeJS.Timeout>();
  const refusals = openRefusals();
  const carry = openCarrier(platform, { ...given, refusals, granted: retry });
  let refused = 0;
  let endings: { row: Outgoing; ending: Ending }[] = [];
  let stopped = false;
  let waiting: NodeJS.Timeout | undefined;
  let wanted = false;
  let round: Promise<void> | undefined;
  let noting: Promise<void> | undefined;
  let retrying: Promise<void> | undefined;
  let gathering: NodeJS.Timeout | undefined;
  let noteFailed = false;

  const kick = (): void => {
    wanted = true;
    if (endings.length > 0) noteSoon();
    if (stopped || waiting) return;
    round ??= look()
      .catch(() => log.error('outbox: could not be read'))
      .finally(() => {
        round = undefined;
        if (wanted && !stopped) kick();
      });
  };

  async function look(): Promise<void> {
    wanted = false;
    const free = widest - flying.size;
    if (free <= 0) return;
    const busy = new Set([...flying.keys(), ...landed, ...resting.keys()]);
    const rows = await store.read((tables) => outboxStore(tables, seal).ready(platform.name, clock.now(), busy, free));
    for (const row of rows) {
      if (flying.has(row.id) || landed.has(row.id)) continue;
      if (!refusals.begin(row)) continue;
      flying.set(
        row.id,
        carry(row).then((ending) => {
          flying.delete(row.id);
          refusals.ended(row, ending.kind === 'sent');
          if (ending.kind === 'limited') return ending.here ? rest(row.id, ending.pause) : wait(ending.pause);
          landed.add(row.id);
          endings.push({ row, ending });
          noteSoon();
        }),
      );
    }
  }

  /** Sends nothing for a while. By the machine's clock: it is the other side's that counts. */
  function wait(pause: number): void {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      waiting = undefined;
      kick();
    }, pause);
  }

  /** The same for one place. */
  function rest(row: string, pause: number): void {
    const timer = setTimeout(() => {
      resting.delete(row);
      kick();
    }, pause);
    resting.set(row, timer);
    kick();
  }

  function noteSoon(): void {
    gathering ??= setTimeout(note, gather);
  }

  /** Notes what came of the rows that have landed, all that wait in one transaction. */
  function note(): void {
    clearTimeout(gathering);
    gathering = undefined;
    if (endings.length === 0) return;
    noting ??= noteTogether()
      .then(
        () => {
          noteFailed = false;
        },
        () => {
          noteFailed = true;
          log.error('outbox: what came of a message could not be noted');
        },
      )
      .finally(() => {
        noting = undefined;
        if (!noteFailed && endings.length > 0) noteSoon();
      });
  }

  async function noteTogether(): Promise<void> {
    const batch = endings;
    endings = [];
    try {
      await store.write((tables) => noteAll(tables, batch));
    } catch (error) {
      // The database can't be written: kept, and tried again at the next kick, the heartbeat's at the latest.
      if (error instanceof Fault) {
        endings = [...batch, ...endings];
        throw error;
      }
      // What follows from one of them failed by a bug: the others must not be sent again for that.
      for (let at = 0; at < batch.length; at += 1) {
        await noteOne(batch[at]!).catch((fault: unknown) => {
          endings = [...batch.slice(at), ...endings];
          throw fault;
        });
        landed.delete(batch[at]!.row.id);
      }
    }
    for (const { row } of batch) landed.delete(row.id);
    kick();
  }

  async function noteOne(each: { row: Outgoing; ending: Ending }): Promise<void> {
    try {
      await store.write((tables) => noteAll(tables, [each]));
    } catch (error) {
      if (error instanceof Fault) throw error;
      log.error('outbox: what follows from a message failed', { act: each.row.deed.act });
      await store.write((tables) => outboxStore(tables, seal).failed(each.row.id));
    }
  }

  async function noteAll(tables: Tables, batch: readonly { row: Outgoing; ending: Ending }[]): Promise<void> {
    const outbox = outboxStore(tables, seal);
    const now = clock.now();
    for (const { row, ending } of batch) {
      if (ending.kind === 'again')
        await outbox.tryAgain(row.id, after(now, ending.pause), ending.unsure ? (row.unsureSince ?? now) : undefined);
      else if (ending.kind === 'refused') {
        refused += 1;
        await outbox.refused(row.id, now);
        // Once: whoever was told then knows it.
        if (!row.refusedAt) await given.endings.failed(tables, row, false);
      } else if (ending.kind === 'failed') {
        const wanted = await outbox.failed(row.id);
        if (row.deed.act !== 'edit') await given.endings.failed(tables, row, ending.lost);
        else if (wanted && ending.lost) await given.endings.unchanged(tables, row);
      } else {
        const became = await outbox.sent(row, now, ending.delivered);
        if (became !== 'wanted' && ending.delivered) await given.endings.strayed(tables, row, ending.delivered, became);
        if (ending.delivered?.instead) await given.endings.instead(tables, row);
        else if (row.told) await given.endings.arrived(tables, row);
        if (ending.came) await given.endings.came(tables, row, ending.came);
      }
    }
  }

  function retry(): void {
    if (refused === 0 || stopped) return;
    refused = 0;
    refusals.forget();
    retrying = store
      .write((tables) => outboxStore(tables, seal).retryRefused(platform.name, clock.now()))
      .catch(() => {
        refused += 1;
        log.error('outbox: what was refused could not be tried again');
      })
      .finally(() => {
        retrying = undefined;
        kick();
      });
  }

  async function quiet(): Promise<void> {
    noteFailed = false;
    for (;;) {
      if (!noteFailed) note();
      const busy = retrying ?? round ?? noting ?? [...flying.values()][0];
      if (!busy) return;
      await busy;
    }
  }

  return {
    kick,
    note,
    retry,
    quiet,
    async stop() {
      stopped = true;
      clearTimeout(waiting);
      for (const timer of resting.values()) clearTimeout(timer);
      await quiet();
    },
  };
}
