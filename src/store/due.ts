/** Work for later, as rows: it survives a restart, and what is late is run once, in order. */
import { and, asc, eq, gt, gte, lte, sql } from 'drizzle-orm';
import { on, prepared } from '#dialect';
import type { Tables, WhenLate } from '../chat/ports.ts';
import { due } from './tables.ts';

export interface DueRow {
  readonly id: string;
  readonly job: string;
  readonly args: Readonly<Record<string, string>>;
  readonly dueAt: Date;
  readonly late: WhenLate;
  readonly tries: number;
}

const of = sql.placeholder;
const putRow = prepared('due_put', (db) =>
  db
    .insert(due)
    .values({
      id: of('id'),
      key: of('key'),
      job: of('job'),
      args: of('args'),
      dueAt: of('dueAt'),
      late: of('late'),
      tries: 0,
    })
    .onConflictDoUpdate({
      target: due.key,
      set: {
        job: sql`excluded.job`,
        args: sql`excluded.args`,
        dueAt: sql`excluded.due_at`,
        late: sql`excluded.late`,
        tries: 0,
      },
    }),
);

export const dueStore = (tables: Tables) => ({
  async put(row: {
    id: string;
    key?: string;
    job: string;
    args: Readonly<Record<string, string>>;
    dueAt: Date;
    late: WhenLate;
  }): Promise<void> {
    // Rows without a key are never in one another's way.
    await putRow(tables).execute({ ...row, key: row.key ?? null });
  },

  /** When a row with this key is due. */
  async at(key: string): Promise<Date | undefined> {
    const [row] = await on(tables).select({ at: due.dueAt }).from(due).where(eq(due.key, key)).limit(1);
    return row?.at;
  },

  /** How many were tried in vain so often that they wait for the operator. */
  async dead(maxTries: number): Promise<number> {
    return (await on(tables).select({ id: due.id }).from(due).where(gte(due.tries, maxTries))).length;
  },

  async forget(key: string): Promise<void> {
    await on(tables).delete(due).where(eq(due.key, key));
  },

  /** The earliest row that is due at `now`, or nothing. */
  async first(now: Date, maxTries: number): Promise<DueRow | undefined> {
    const [row] = await on(tables)
      .select()
      .from(due)
      .where(and(lte(due.dueAt, now), sql`${due.tries} < ${maxTries}`))
      .orderBy(asc(due.dueAt), asc(due.id))
      .limit(1);
    return row;
  },

  async nextAt(now: Date): Promise<Date | undefined> {
    const [row] = await on(tables)
      .select({ at: due.dueAt })
      .from(due)
      .where(gt(due.dueAt, now))
      .orderBy(asc(due.dueAt))
      .limit(1);
    return row?.at;
  },

  /** Takes a row away; false when somebody else was faster. */
  async done(id: string): Promise<boolean> {
    return (await on(tables).delete(due).where(eq(due.id, id)).returning({ id: due.id })).length > 0;
  },

  /** It failed by a bug of ours: again later, and in the end left for the operator to see. */
  async postpone(id: string, until: Date): Promise<void> {
    await on(tables)
      .update(due)
      .set({ dueAt: until, tries: sql`${due.tries} + 1` })
      .where(eq(due.id, id));
  },
});
