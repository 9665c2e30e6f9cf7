/** The audit log, the list of erasures, and what went wrong: entries are added, never changed. */
import { asc, eq, gt, sql } from 'drizzle-orm';
import { on } from '#dialect';
import type { Seals, Tables } from '../chat/ports.ts';
import { audit, erasures, faults } from './tables.ts';

export const auditStore = (tables: Tables, seal: Seals) => ({
  async add(entry: {
    id: string;
    at: Date;
    by: string | undefined;
    action: string;
    about: string;
    facts?: object;
  }): Promise<void> {
    await on(tables)
      .insert(audit)
      .values({
        id: entry.id,
        at: entry.at,
        by: entry.by ?? null,
        action: entry.action,
        about: entry.about,
        facts: entry.facts
          ? seal.transit.seal({ table: 'audit', column: 'facts', row: entry.id }, JSON.stringify(entry.facts))
          : null,
      });
  },

  /** The latest moment that is written down anywhere: time never runs back behind it. */
  async latest(): Promise<Date | undefined> {
    const [row] = await on(tables)
      .select({ at: audit.at })
      .from(audit)
      .orderBy(sql`${audit.at} desc`)
      .limit(1);
    return row?.at;
  },

  async fault(id: string, at: Date, label: string): Promise<void> {
    await on(tables).insert(faults).values({ id, at, label });
  },

  /** What went wrong since then and was left for the operator, by its label. */
  async faultsSince(at: Date): Promise<{ id: string; label: string }[]> {
    return on(tables).select({ id: faults.id, label: faults.label }).from(faults).where(gt(faults.at, at));
  },

  async erase(caseId: string, at: Date): Promise<void> {
    await on(tables).insert(erasures).values({ id: caseId, at, done: false }).onConflictDoNothing();
  },

  /** Every case whose key must not exist, the oldest first; `pending`: those that were not destroyed yet. */
  async erased(pending: boolean): Promise<string[]> {
    const rows = await on(tables)
      .select({ id: erasures.id })
      .from(erasures)
      .where(pending ? eq(erasures.done, false) : undefined)
      .orderBy(asc(erasures.at));
    return rows.map((row) => row.id);
  },

  async destroyed(caseId: string): Promise<void> {
    await on(tables).update(erasures).set({ done: true }).where(eq(erasures.id, caseId));
  },
});
