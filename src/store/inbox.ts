/** What arrived: kept until it was acted upon, and remembered by a keyed hash so that it is acted upon once. */
import { and, asc, count, eq, isNotNull, isNull, lt, sql } from 'drizzle-orm';
import { on, prepared } from '#dialect';
import type { Seals, Tables } from '../chat/ports.ts';
import type { Arrival, What } from '../chat/platform.ts';
import { inbox } from './tables.ts';

export type StoredArrival = Arrival & { readonly platform: string };

export const eventHash = (seal: Seals, arrival: StoredArrival): string =>
  seal.lookup('event', `${arrival.platform}:${arrival.eventId}`);

const of = sql.placeholder;
const addActed = prepared('inbox_acted', (db) =>
  db
    .insert(inbox)
    .values({ id: of('id'), event: of('event'), platform: of('platform'), receivedAt: of('at'), doneAt: of('at') })
    .onConflictDoNothing({ target: inbox.event })
    .returning({ id: inbox.id }),
);

export const inboxStore = (tables: Tables, seal: Seals) => ({
  async known(event: string): Promise<boolean> {
    const rows = await on(tables).select({ id: inbox.id }).from(inbox).where(eq(inbox.event, event)).limit(1);
    return rows.length > 0;
  },

  /** Remembers an arrival that is acted upon in this transaction; false, and nothing else, when it is known. */
  async acted(id: string, event: string, platform: string, at: Date): Promise<boolean> {
    const added = await addActed(tables).execute({ id, event, platform, at });
    return added.length > 0;
  },

  /** Keeps an arrival that could not be acted upon, whole and sealed. */
  async hold(id: string, event: string, arrival: StoredArrival, at: Date): Promise<void> {
    const body = seal.transit.seal({ table: 'inbox', column: 'body', row: id }, JSON.stringify(arrival));
    await on(tables).insert(inbox).values({ id, event, platform: arrival.platform, body, receivedAt: at, tries: 1 });
  },

  /** Arrivals that wait for another try, oldest first. */
  async waiting(maxTries: number): Promise<{ id: string; tries: number; arrival: StoredArrival }[]> {
    const rows = await on(tables)
      .select()
      .from(inbox)
      .where(and(isNull(inbox.doneAt), isNotNull(inbox.body), lt(inbox.tries, maxTries)))
      .orderBy(asc(inbox.id));
    return rows.map((row) => ({ id: row.id, tries: row.tries, arrival: open(seal, row.id, row.body!) }));
  },

  /** How many could not be acted upon after all tries: the operator is told. */
  async stuck(maxTries: number): Promise<number> {
    const [row] = await on(tables)
      .select({ count: count() })
      .from(inbox)
      .where(and(isNull(inbox.doneAt), sql`${inbox.tries} >= ${maxTries}`));
    return row?.count ?? 0;
  },

  async done(id: string, at: Date): Promise<void> {
    await on(tables).update(inbox).set({ doneAt: at, body: null }).where(eq(inbox.id, id));
  },

  async failedAgain(id: string): Promise<void> {
    await on(tables)
      .update(inbox)
      .set({ tries: sql`${inbox.tries} + 1` })
      .where(eq(inbox.id, id));
  },

  /** Forgets the hashes of events that no platform will deliver again. */
  async forgetBefore(at: Date): Promise<void> {
    await on(tables)
      .delete(inbox)
      .where(and(isNotNull(inbox.doneAt), lt(inbox.doneAt, at)));
  },
});

function open(seal: Seals, id: string, body: Uint8Array): StoredArrival {
  const read = JSON.parse(seal.transit.open({ table: 'inbox', column: 'body', row: id }, body)) as StoredArrival;
  return { ...read, at: new Date(read.at), what: dated(read.what) };
}

/** JSON knows no dates: what was one is one again. */
function dated(what: What): What {
  if (what.kind === 'outage') return { ...what, since: new Date(what.since), until: new Date(what.until) };
  if (what.kind !== 'command' || !what.subject?.message) return what;
  const { message } = what.subject;
  const edited = message.edited === undefined ? {} : { edited: new Date(message.edited) };
  return { ...what, subject: { ...what.subject, message: { ...message, at: new Date(message.at), ...edited } } };
}
