/** What is on its way out, in order within each place, the urgent first. */
import {
  and,
  asc,
  count,
  desc,
  eq,
  gt,
  inArray,
  isNotNull,
  isNull,
  like,
  lt,
  lte,
  ne,
  notInArray,
  or,
  sql,
} from 'drizzle-orm';
import { on, prepared } from '#dialect';
import type { Cell, Seals, Tables } from '../chat/ports.ts';
import type { FileRef } from '../chat/field.ts';
import type { Rendered } from '../chat/message.ts';
import type { CheckOf, Delivered, Place, Post, Urgency } from '../chat/platform.ts';
import { outbox } from './tables.ts';

/** Something is asked of a platform; what it gives is handed to a job. */
interface Ask {
  readonly job: string;
  readonly args: Readonly<Record<string, string>>;
  /** Who asked, where the job's answer belongs. */
  readonly actor?: Actor;
}

/** Who acted, where, and what their interaction is answered by. */
export interface Actor {
  readonly person: string;
  readonly platform: string;
  readonly account: string;
  readonly reply?: string;
  /** Bytes that the files of that answer may have, where that is more than elsewhere. */
  readonly replyFile?: number;
  /** Others are near where they acted: they can't write there, and an answer is for their eyes only. */
  readonly amongOthers?: boolean;
}

/** What is to be done on a platform, as it stands sealed in a row. */
export type Deed =
  | { readonly act: 'say'; readonly post: Omit<Post, 'unsureSince'> }
  | { readonly act: 'edit'; readonly what: Delivered; readonly message: Rendered }
  | { readonly act: 'mark'; readonly place: Place; readonly labels: readonly string[]; readonly over: boolean }
  | { readonly act: 'remove'; readonly what: Delivered }
  | (Ask & { readonly act: 'redact'; readonly place: Place; readonly message: string })
  | (Ask & { readonly act: 'fetch'; readonly file: FileRef })
  | (Ask & { readonly act: 'check'; readonly of: CheckOf })
  | (Ask & { readonly act: 'holders'; readonly server: string; readonly role: string });

/** What is to go out. */
export interface NewRow {
  readonly id: string;
  readonly platform: string;
  /** Rows of one lane go out one after the other. */
  readonly lane: string;
  readonly deed: Deed;
  readonly now: Date;
  /** It waits until its reader writes again. */
  readonly held?: boolean;
  readonly person?: string | undefined;
  readonly group?: string | undefined;
  /** It concerns what its reader does for others: hiding does not hold it back. */
  readonly duty?: boolean;
}

export interface Outgoing {
  readonly id: string;
  readonly platform: string;
  readonly lane: string;
  readonly deed: Deed;
  readonly tries: number;
  readonly person: string | undefined;
  readonly group: string | undefined;
  /** It concerns what its reader does for others: hiding does not hold it back. */
  readonly duty: boolean;
  /** Whoever must know has been told already that it could not be delivered. */
  readonly told: boolean;
  readonly unsureSince: Date | undefined;
  readonly refusedAt: Date | undefined;
  readonly madeAt: Date;
}

/** How many of the latest messages of a place are told apart from one that may have arrived there. */
const mostOthers = 200;

const rank: Record<Urgency, number> = { page: 0, answer: 1, rest: 2 };
const body = (row: string): Cell => ({ table: 'outbox', column: 'body', row });
/** How urgent it is: a mark comes before the first post that is to bear it, and puts away after the last one. */
const urgencyOf = (deed: Deed): number => {
  if (deed.act === 'say') return rank[deed.post.urgency];
  return deed.act !== 'mark' ? rank.answer : deed.over ? rank.rest : rank.page;
};
/** What can be taken back while it waits. */
const revocable: Deed['act'][] = ['say', 'edit', 'mark'];
const receipt = (row: string): Cell => ({ table: 'outbox', column: 'receipt', row });

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

const whereOf = (seal: Seals, platform: string, { place, message }: Delivered): string =>
  seal.lookup('stands', `${platform}:${place}/${message}`);

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
      body: seal.transit.seal(body(row.id), JSON.stringify(row.deed)),
      now: row.now,
    });
  },

  /**
   * The rows that may be sent now, one for each place: the urgent first, then in the order of their making.
   * `busy` are those at hand already.
   */
  async ready(platform: string, now: Date, busy: ReadonlySet<string>, limit: number): Promise<Outgoing[]> {
    // Those at hand are left out here and not in the query, whose text would change with their number.
    const rows = await firstOfLanes(tables).execute({ platform, now, limit: limit + busy.size });
    const free = rows.filter((row) => !busy.has(row.id)).slice(0, limit);
    return free.map((row) => ({
      id: row.id,
      platform: row.platform,
      lane: row.lane,
      deed: JSON.parse(seal.transit.open(body(row.id), row.body!)) as Deed,
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
        receipt: delivered && wanted ? seal.transit.seal(receipt(id), JSON.stringify(delivered)) : null,
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
        .map((row) => (JSON.parse(seal.transit.open(receipt(row.id), row.receipt!)) as Delivered).message),
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

  /**
   * What could not be delivered to a person on a platform, in its order; from here on it counts as sent, so it must
   * be said again in the same transaction. `held`: what waits for them to write back comes as well.
   */
  async undelivered(
    person: string,
    platform: string,
    held: boolean,
  ): Promise<{ post: Omit<Post, 'unsureSince'>; group: string | undefined; duty: boolean }[]> {
    const which = and(
      eq(outbox.person, person),
      eq(outbox.platform, platform),
      inArray(outbox.state, held ? ['failed', 'held'] : ['failed']),
      eq(outbox.act, 'say'),
      isNotNull(outbox.body),
    );
    const rows = await on(tables).select().from(outbox).where(which).orderBy(asc(outbox.id));
    await on(tables).update(outbox).set({ state: 'sent', body: null }).where(which);
    return rows.flatMap((row) => {
      const deed = JSON.parse(seal.transit.open(body(row.id), row.body!)) as Deed;
      return deed.act === 'say' ? [{ post: deed.post, group: row.group ?? undefined, duty: row.duty }] : [];
    });
  },

  /** Whether something waits that could not be delivered, and of which they have not been told; now they are. */
  async hint(person: string, platform: string): Promise<boolean> {
    const rows = await on(tables)
      .update(outbox)
      .set({ hinted: true })
      .where(
        and(
          eq(outbox.person, person),
          eq(outbox.platform, platform),
          eq(outbox.state, 'failed'),
          eq(outbox.act, 'say'),
          eq(outbox.hinted, false),
          isNotNull(outbox.body),
        ),
      )
      .returning({ id: outbox.id });
    return rows.length > 0;
  },

  /** After a restart nobody knows how far the rows at hand had come. */
  async doubt(platform: string): Promise<void> {
    await on(tables)
      .update(outbox)
      .set({ unsureSince: sql`${outbox.madeAt}` })
      .where(and(eq(outbox.platform, platform), eq(outbox.state, 'ready'), sql`${outbox.unsureSince} is null`));
  },

  async holdFor(person: string): Promise<void> {
    await on(tables)
      .update(outbox)
      .set({ state: 'held' })
      .where(and(eq(outbox.person, person), eq(outbox.state, 'ready'), eq(outbox.act, 'say'), eq(outbox.duty, false)));
  },

  async release(person: string, now: Date): Promise<number> {
    const rows = await on(tables)
      .update(outbox)
      .set({ state: 'ready', notBefore: now })
      .where(and(eq(outbox.person, person), eq(outbox.state, 'held')))
      .returning({ id: outbox.id });
    return rows.length;
  },

  /** Somebody can be reached again: what could not be delivered is tried anew. */
  async revive(person: string, now: Date): Promise<void> {
    await on(tables)
      .update(outbox)
      .set({ state: 'ready', notBefore: now, tries: 0 })
      .where(and(eq(outbox.person, person), eq(outbox.state, 'failed'), eq(outbox.act, 'say'), isNotNull(outbox.body)));
  },

  async heldFor(person: string): Promise<number> {
    const [row] = await on(tables)
      .select({ count: count() })
      .from(outbox)
      .where(and(eq(outbox.person, person), eq(outbox.state, 'held')));
    return row?.count ?? 0;
  },

  /** What was said and can be taken back, the latest first; what was not sent yet is dropped. */
  async takeBack(
    of: { person: string } | { group: string },
  ): Promise<{ id: string; platform: string; what: Delivered }[]> {
    const which =
      'person' in of
        ? eq(outbox.person, of.person)
        : or(eq(outbox.group, of.group), like(outbox.group, `${of.group}/%`));
    if ('group' in of) {
      // Marked, not deleted: one of them may be on its way just now, and is then removed where it arrives.
      await on(tables)
        .update(outbox)
        .set({ state: 'withdrawn', body: null })
        .where(
          and(which, inArray(outbox.state, ['ready', 'held', 'refused', 'failed']), inArray(outbox.act, revocable)),
        );
    }
    const rows = await on(tables)
      .select()
      .from(outbox)
      .where(and(which, eq(outbox.state, 'sent'), eq(outbox.act, 'say'), isNotNull(outbox.receipt)))
      .orderBy(desc(outbox.id));
    await on(tables)
      .update(outbox)
      .set({ receipt: null })
      .where(and(which, eq(outbox.state, 'sent')));
    return rows.map((row) => ({
      id: row.id,
      platform: row.platform,
      what: JSON.parse(seal.transit.open(receipt(row.id), row.receipt!)) as Delivered,
    }));
  },

  /** Where the one message of a group stands; nothing when there are more of them, or any that is not out yet. */
  async standsAt(group: string): Promise<{ platform: string; what: Delivered } | undefined> {
    const rows = await on(tables)
      .select()
      .from(outbox)
      .where(and(eq(outbox.group, group), eq(outbox.act, 'say'), ne(outbox.state, 'withdrawn')));
    const [row] = rows;
    if (rows.length !== 1 || !row?.receipt) return undefined;
    return { platform: row.platform, what: JSON.parse(seal.transit.open(receipt(row.id), row.receipt)) as Delivered };
  },

  /** The group in which a message was said, by where it stands. */
  async groupAt(platform: string, what: Delivered): Promise<string | undefined> {
    const [row] = await on(tables)
      .select({ group: outbox.group })
      .from(outbox)
      .where(eq(outbox.stands, whereOf(seal, platform, what)))
      .limit(1);
    return row?.group ?? undefined;
  },

  /** An older mark or edit of the same thing that still waits has lost its meaning. */
  async dropWaiting(platform: string, lane: string, act: 'mark' | 'edit'): Promise<void> {
    await on(tables)
      .update(outbox)
      .set({ state: 'withdrawn', body: null })
      .where(
        and(
          eq(outbox.lane, seal.lookup('lane', `${platform}:${lane}`)),
          inArray(outbox.state, ['ready', 'refused']),
          eq(outbox.act, act),
        ),
      );
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
