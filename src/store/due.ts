/** Work for later, as rows: it survives a restart, and what is late is run once, in order. */
import { and, asc, eq, gt, lte, sql } from 'drizzle-orm';
import { on } from '#dialect';
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

export const dueStore = (tables: Tables) => ({
  async put(row: {
    id: string;
    key?: string;
    job: string;
    args: Readonly<Record<string, string>>;
    dueAt: Date;
    late: WhenLate;
  }): Promise<void> {
    const values = { ...row, key: row.key ?? null };
    if (row.key === undefined) await on(tables).insert(due).values(values);
    else {
      await on(tables)
        .insert(due)
        .values(values)
        .onConflictDoUpdate({
          target: due.key,
          set: { job: row.job, args: row.args, dueAt: row.dueAt, late: row.late, tries: 0 },
        });
    }
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

  async done(id: string): Promise<void> {
    await on(tables).delete(due).where(eq(due.id, id));
  },

  /** It failed by a bug of ours: again later, and in the end left for the operator to see. */
  async postpone(id: string, until: Date): Promise<void> {
    await on(tables)
      .update(due)
      .set({ dueAt: until, tries: sql`${due.tries} + 1` })
      .where(eq(due.id, id));
  },
});
