/** What arrives: stored and acted upon in one transaction; what fails by a bug is kept for another try. */
import type { Clock } from '../time/clock.ts';
import { after, minutes } from '../time/clock.ts';
import { text } from '../chat/message.ts';
import { Fault } from '../chat/outcome.ts';
import type { Log, Tables } from '../chat/ports.ts';
import { auditStore } from '../store/audit.ts';
import { eventHash, inboxStore, type StoredArrival } from '../store/inbox.ts';
import { keepStore } from '../store/keep.ts';
import type { Store } from '../store/store.ts';
import { personIn, type Table } from './dispatch.ts';
import type { Ground } from './ground.ts';
import { openWork } from './work.ts';

/** What a platform keeps together with what arrived: keys and values. */
export type Kept = readonly (readonly [string, string])[];

export interface Intake {
  /** Durable, and acted upon, when it returns; a `Fault` when nothing could be stored. */
  receive(arrival: StoredArrival, keep: Kept): Promise<'new' | 'known'>;
  /** Acts once more upon an arrival that was kept, by its row. */
  retry(id: string): Promise<void>;
}

/** After so many tries an arrival, or a job, waits for the operator. */
export const mostTries = 6;

export function openIntake(given: {
  store: Store;
  ground: Ground;
  table: Table;
  clock: Clock;
  log: Log;
  /** Called before each arrival, and after it. */
  before(): void;
  after(): void;
}): Intake {
  const { store, ground, table, clock, log } = given;
  const { seal, chanceOf, orderedId: ids } = ground;

  const causeOf = (arrival: StoredArrival, person: string) => ({
    id: `${arrival.platform}/${arrival.eventId}`,
    actor: {
      person,
      platform: arrival.platform,
      account: arrival.from.account,
      ...(arrival.reply === undefined ? {} : { reply: arrival.reply }),
      ...(arrival.replyFile === undefined ? {} : { replyFile: arrival.replyFile }),
      ...(arrival.place.kind === 'shared' ? { amongOthers: true } : {}),
    },
  });

  /** Stores what arrived and acts upon it, in one transaction; what fails by a bug is kept for another try. */
  async function receive(arrival: StoredArrival, keep: Kept): Promise<'new' | 'known'> {
    const event = eventHash(seal, arrival);
    given.before();
    try {
      return await store.write(async (tables) => {
        await putAll(tables, arrival.platform, keep);
        const now = clock.now();
        if (!(await inboxStore(tables, seal).acted(ids(now), event, arrival.platform, now))) return 'known';
        const before = openWork(ground, tables, { id: `${arrival.platform}/${arrival.eventId}/who` });
        const person = await personIn(before, arrival);
        const work = openWork(ground, tables, causeOf(arrival, person.id));
        await table.act(work, arrival, person);
        return 'new';
      });
    } catch (error) {
      // The database itself can't be written: nothing was taken, and the platform must hand it over again.
      if (error instanceof Fault) throw error;
      return await keepForLater(arrival, event, keep, error);
    } finally {
      given.after();
    }
  }

  /** Keeps what could not be acted upon, and tells its author so, with a reference for the operator. */
  async function keepForLater(
    arrival: StoredArrival,
    event: string,
    keep: Kept,
    error: unknown,
  ): Promise<'new' | 'known'> {
    const reference = chanceOf(`${arrival.platform}/${arrival.eventId}/fault`)
      .below(36 ** 6)
      .toString(36)
      .padStart(6, '0');
    log.error('inbox: something that arrived could not be acted upon', { reference, ...whereOf(error) });
    return store.write(async (tables) => {
      await putAll(tables, arrival.platform, keep);
      const inbox = inboxStore(tables, seal);
      if (await inbox.known(event)) return 'known';
      const now = clock.now();
      const id = ids(now);
      await inbox.hold(id, event, arrival, now);
      await auditStore(tables, seal).fault(reference, now, 'inbox');
      const before = openWork(ground, tables, { id: `${arrival.platform}/${arrival.eventId}/held` });
      const person = await personIn(before, arrival);
      const work = openWork(ground, tables, causeOf(arrival, person.id));
      await work.answer({ parts: [{ kind: 'paragraph', text: text('fault', { reference }) }] });
      await work.later('app.retry', after(now, minutes(1)), { id }, { key: `retry/${id}` });
      return 'new';
    });
  }

  async function putAll(tables: Tables, platform: string, keep: Kept): Promise<void> {
    for (const [key, value] of keep) await keepStore(tables, seal, platform).put(key, value);
  }

  async function retry(id: string): Promise<void> {
    const waiting = await store.read((tables) => inboxStore(tables, seal).waiting(mostTries));
    const row = waiting.find((each) => each.id === id);
    if (!row) return;
    try {
      await store.write(async (tables) => {
        const before = openWork(ground, tables, { id: `${row.arrival.platform}/${row.arrival.eventId}/who` });
        const person = await personIn(before, row.arrival);
        // An interaction's answer is long too late; what is said goes to the person directly.
        const { reply: _, replyFile: __, ...arrival } = row.arrival;
        await table.act(openWork(ground, tables, causeOf(arrival, person.id)), arrival, person);
        await inboxStore(tables, seal).done(id, clock.now());
      });
    } catch (error) {
      log.error('inbox: tried again in vain', { tries: row.tries + 1, ...whereOf(error) });
      await store.write(async (tables) => {
        await inboxStore(tables, seal).failedAgain(id);
        const work = openWork(ground, tables, { id: `retry/${id}/${row.tries}` });
        await work.later('app.retry', after(clock.now(), minutes(5 * 2 ** row.tries)), { id }, { key: `retry/${id}` });
      });
    }
  }

  return { receive, retry };
}

/** Where an error was thrown: file and line, never its message, which may hold anybody's words. */
export function whereOf(error: unknown): Record<string, string> {
  const frame = error instanceof Error ? /\/src\/([\w/.-]+:\d+)/u.exec(error.stack ?? '')?.[1] : undefined;
  return { kind: error instanceof Error ? error.name : typeof error, at: frame ?? 'unknown' };
}
