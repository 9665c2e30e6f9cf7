/** What is on its way out, in order within each place, the urgent first. */
import { and, asc, count, desc, eq, gt, isNotNull, isNull, lt, lte, ne, notInArray, or, sql } from 'drizzle-orm';
import { on, prepared } from '#dialect';
import type { Delivered, Urgency } from '../chat/platform.ts';
import type { Seals, Tables } from '../chat/ports.ts';
import { bodyOf, receiptOf, whereOf, type Deed, type NewRow, type Outgoing } from './deeds.ts';
import { outbox } from './tables.ts';

/** How many of the latest messages of a place are told apart from one that may have arrived there. */
const mostOthers = 200;

const rank: Record<Urgency, number> = { page: 0, answer: 1, rest: 2 };
/** How urgent it is: a mark comes before the first post that is to bear it, and puts away after the last one. */
const urgencyOf = (deed: Deed): number => {
  if (deed.act === 'say') return rank[deed.post.urgency];
  return deed.act !== 'mark' ? rank.answer : deed.over ? rank.rest : rank.page;
};
const of = sql.placeholder;
const addRow = prepared('outbox_add', (db) =>
  db.insert(outbox).values({
    id: of('id'),
    platform: of('platform'),
    lane: of('lane'),
    act: of('act'),
    urgency: of('urgency'),
    state: of('state'),
    person: of('person'),
    group: of('group'),
    duty: of('duty'),
    body: of('body'),
    notBefore: of('now'),
    madeAt: of('now'),
  }),
);
const firstOfLanes = prepared('outbox_ready', (db) =>
  db
    .select()
    .from(outbox)
    .where(
      and(
        eq(outbox.platform, of('platform')),
        eq(outbox.state, 'ready'),
        lte(outbox.notBefore, sql.param(of('now'), outbox.notBefore)),
        // Only the first of each lane: what was said first is read first, even when it has to wait.
        sql`not exists (select 1 from outbox ahead where ahead.lane = ${outbox.lane} and ahead.state = 'ready'
          and (ahead.urgency < ${outbox.urgency} or (ahead.urgency = ${outbox.urgency} and ahead.id < ${outbox.id})))`,
      ),
    )
    .orderBy(asc(outbox.urgency), asc(outbox.id))
    .limit(of('limit')),
);

/** With at most so many places that something waits for, they are looked up one by one. */
const fewLanes = 64;
/**
 * The first of each lane, going from lane to lane: where many messages wait for a few places, it does not pass by all
 * of them each time. Of more lanes than `fewLanes` it gives only some.
 */
const headsOfFew = prepared('outbox_heads', (db) =>
  db
    .select()
    .from(outbox)
    .where(
      sql`${outbox.id} in (
    with recursive heads(lane, depth) as (
      select min(lane), 1 from outbox where platform = ${of('platform')} and state = 'ready'
      union all
      select (select min(later.lane) from outbox later
        where later.platform = ${of('platform')} and later.state = 'ready' and later.lane > heads.lane), depth + 1
      from heads where heads.lane is not null and depth <= ${fewLanes}
    )
    select (select first.id from outbox first where first.platform = ${of('platform')} and first.state = 'ready'
      and first.lane = heads.lane order by first.urgency, first.id limit 1)
    from heads where heads.lane is not null)`,
    )
    .orderBy(asc(outbox.urgency), asc(outbox.id)),
);

export const outboxStore = (tables: Tables, seal: Seals) => ({
  async add(row: NewRow): Promise<void> {
    await addRow(tables).execute({
      id: row.id,
      platform: row.platform,
      lane: seal.lookup('lane', `${row.platform}:${row.lane}`),
      act: row.deed.act,
      urgency: urgencyOf(row.deed),
      state: row.held ? 'held' : 'ready',
      person: row.person ?? null,
      group: row.group ?? null,
      duty: row.duty ?? false,
      body: seal.transit.seal(bodyOf(row.id), JSON.stringify(row.deed)),
      now: row.now,
    });
  },

  /**
   * The rows that may be sent now, one for each place: the urgent first, then in the order of their making.
   * `busy` are those at hand already.
   */
  async ready(platform: string, now: Date, busy: ReadonlySet<string>, limit: number): Promise<Outgoing[]> {
    // Those at hand are left out here and not in the query, whose text would change with their number.
    const heads = await headsOfFew(tables).execute({ platform });
    const rows =
      heads.length <= fewLanes
        ? heads.filter(({ notBefore }) => notBefore <= now)
        : await firstOfLanes(tables).execute({ platform, now, limit: limit + busy.size });
    const free = rows.filter((row) => !busy.has(row.id)).slice(0, limit);
    return free.map((row) => ({
      id: row.id,
      platform: row.platform,
      lane: row.lane,
      deed: JSON.parse(seal.transit.open(bodyOf(row.id), row.body!)) as Deed,
      tries: row.tries,
      person: row.person ?? undefined,
      group: row.group ?? undefined,
      duty: row.duty,
      told: row.told,
      unsureSince: row.unsureSince ?? undefined,
      refusedAt: row.refusedAt ?? undefined,
      madeAt: row.madeAt,
    }));
  },

  /** When the next row that waits for another try may be sent. */
  async nextAt(now: Date): Promise<Date | undefined> {
    const [row] = await on(tables)
      .select({ at: outbox.notBefore })
      .from(outbox)
      .where(and(eq(outbox.state, 'ready'), gt(outbox.notBefore, now)))
      .orderBy(asc(outbox.notBefore))
      .limit(1);
    return row?.at;
  },

  /**
   * It is out. What was said is wiped here; where it ended up is kept, so that it can be taken back. Gives what
   * became of the row while it was on its way: taken back for good, or held because its reader hides.
   */
  async sent(
    { id, platform }: Pick<Outgoing, 'id' | 'platform'>,
    at: Date,
    delivered: Delivered | undefined,
  ): Promise<'wanted' | 'withdrawn' | 'held'> {
    const [row] = await on(tables).select({ state: outbox.state }).from(outbox).where(eq(outbox.id, id)).limit(1);
    const wanted = row?.state === 'ready';
    await on(tables)
      .update(outbox)
      .set({
        state: 'sent',
        sentAt: at,
        body: null,
        receipt: delivered && wanted ? seal.transit.seal(receiptOf(id), JSON.stringify(delivered)) : null,
        stands: delivered && wanted ? whereOf(seal, platform, delivered) : null,
      })
      .where(eq(outbox.id, id));
    return wanted || !row ? 'wanted' : row.state === 'held' ? 'held' : 'withdrawn';
  },

  /** What else was said in the place of a row, and stands there, by the ids of the platform. */
  async othersIn({ id, lane }: Pick<Outgoing, 'id' | 'lane'>): Promise<Set<string>> {
    const rows = await on(tables)
      .select({ id: outbox.id, receipt: outbox.receipt })
      .from(outbox)
      .where(and(eq(outbox.lane, lane), eq(outbox.state, 'sent'), isNotNull(outbox.receipt)))
      .orderBy(desc(outbox.id))
      .limit(mostOthers);
    return new Set(
      rows
        .filter((row) => row.id !== id)
        .map((row) => (JSON.parse(seal.transit.open(receiptOf(row.id), row.receipt!)) as Delivered).message),
    );
  },

  async tryAgain(id: string, notBefore: Date, unsureSince: Date | undefined): Promise<void> {
    await on(tables)
      .update(outbox)
      .set({ notBefore, tries: sql`${outbox.tries} + 1`, ...(unsureSince ? { unsureSince } : {}) })
      .where(eq(outbox.id, id));
  },

  /**
   * It can't be delivered. Kept sealed, so that the person can still read it another way. False: meanwhile it was
   * taken back, or held.
   */
  async failed(id: string): Promise<boolean> {
    const rows = await on(tables)
      .update(outbox)
      .set({ state: 'failed', told: true })
      .where(and(eq(outbox.id, id), eq(outbox.state, 'ready')))
      .returning({ id: outbox.id });
    return rows.length > 0;
  },

  /** The bot may not, where it was to go: it waits until that changes. */
  async refused(id: string, at: Date): Promise<void> {
    await on(tables)
      .update(outbox)
      .set({ state: 'refused', refusedAt: sql`coalesce(${outbox.refusedAt}, ${sql.param(at, outbox.refusedAt)})` })
      .where(and(eq(outbox.id, id), eq(outbox.state, 'ready')));
  },

  /** Something changed in what the bot may do: what was refused is tried again. */
  async retryRefused(platform: string, now: Date): Promise<void> {
    await on(tables)
      .update(outbox)
      .set({ state: 'ready', notBefore: now })
      .where(and(eq(outbox.platform, platform), eq(outbox.state, 'refused')));
  },

  /** How many rows wait for a permission, but for marks, without which nothing is missed. */
  async refusedCount(): Promise<number> {
    const [row] = await on(tables)
      .select({ count: count() })
      .from(outbox)
      .where(and(eq(outbox.state, 'refused'), ne(outbox.act, 'mark')));
    return row?.count ?? 0;
  },

  /** After a restart nobody knows how far the rows at hand had come. */
  async doubt(platform: string): Promise<void> {
    await on(tables)
      .update(outbox)
      .set({ unsureSince: sql`${outbox.madeAt}` })
      .where(and(eq(outbox.platform, platform), eq(outbox.state, 'ready'), sql`${outbox.unsureSince} is null`));
  },

  /** What can still be taken back with its group stays until the group is. */
  async forgetBefore(at: Date): Promise<void> {
    await on(tables)
      .delete(outbox)
      .where(
        and(
          notInArray(outbox.state, ['ready', 'held']),
          lt(outbox.madeAt, at),
          or(isNull(outbox.group), isNull(outbox.receipt)),
        ),
      );
  },
});
