import { and, asc, eq, gt, inArray, isNull, or } from 'drizzle-orm';
import { on } from '#dialect';
import type { Work } from '../../chat/ports.ts';
import type { Hours, Span } from '../../time/hours.ts';
import { absences, habits, ties, trainings } from './tables.ts';
import type { Tie } from './rules.ts';

export interface Habits {
  readonly zone: string | null;
  readonly quiet: readonly Hours[];
  readonly languages: readonly string[];
}

export interface Absence extends Span {
  readonly id: string;
  readonly person: string;
}

const none: Habits = { zone: null, quiet: [], languages: [] };

export const availabilityStore = (work: Work) => {
  const db = on(work.tables);
  return {
    async habits(person: string): Promise<Habits> {
      const [row] = await db.select().from(habits).where(eq(habits.person, person)).limit(1);
      return row ?? none;
    },

    async habitsOf(people: readonly string[]): Promise<ReadonlyMap<string, Habits>> {
      const rows = await db
        .select()
        .from(habits)
        .where(inArray(habits.person, [...people]));
      return new Map(rows.map((row) => [row.person, row]));
    },

    async change(person: string, change: Partial<Habits>): Promise<void> {
      const row = { ...(await this.habits(person)), ...change, person };
      await db.insert(habits).values(row).onConflictDoUpdate({ target: habits.person, set: change });
    },

    /** Those that are not over at `from`, the soonest first. */
    async absences(people: readonly string[], from: Date): Promise<Absence[]> {
      const rows = await db
        .select()
        .from(absences)
        .where(and(inArray(absences.person, [...people]), gt(absences.end, from)))
        .orderBy(asc(absences.start), asc(absences.id));
      return rows.map((row) => ({ ...row, start: row.start.getTime(), end: row.end.getTime() }));
    },

    async leave(person: string, { start, end }: Span): Promise<void> {
      await db.insert(absences).values({ id: work.id(), person, start: new Date(start), end: new Date(end) });
    },

    /** Over from now on; one that has not begun is as if it had never been. */
    async endAbsence({ id, start }: Absence): Promise<void> {
      if (start >= work.now.getTime()) await db.delete(absences).where(eq(absences.id, id));
      else await db.update(absences).set({ end: work.now }).where(eq(absences.id, id));
    },

    async trainings(community: string): Promise<ReadonlyMap<string, Date>> {
      const rows = await db.select().from(trainings).where(eq(trainings.community, community));
      return new Map(rows.map(({ person, at }) => [person, at]));
    },

    async trained(community: string, person: string, at: Date): Promise<void> {
      await db
        .insert(trainings)
        .values({ community, person, at })
        .onConflictDoUpdate({ target: [trainings.community, trainings.person], set: { at } });
    },

    /** Every tie of these people that has not run out. */
    async ties(people: readonly string[]): Promise<Tie[]> {
      const among = [...people];
      const rows = await db
        .select()
        .from(ties)
        .where(
          and(
            or(inArray(ties.one, among), inArray(ties.other, among)),
            or(isNull(ties.until), gt(ties.until, work.now)),
          ),
        );
      return rows.map((row) => ({
        one: row.one,
        other: row.other,
        start: row.since.getTime(),
        end: row.until?.getTime() ?? Infinity,
      }));
    },

    /** Whom somebody has declared, and until when. */
    async declared(by: string): Promise<{ person: string; until: Date | null }[]> {
      const rows = await db
        .select()
        .from(ties)
        .where(and(eq(ties.by, by), or(isNull(ties.until), gt(ties.until, work.now))))
        .orderBy(asc(ties.since), asc(ties.other));
      return rows.map(({ one, other, until }) => ({ person: one === by ? other : one, until }));
    },

    async tie(by: string, person: string, until: Date | null): Promise<void> {
      const [one, other] = [by, person].toSorted() as [string, string];
      await db
        .insert(ties)
        .values({ one, other, by, since: work.now, until })
        .onConflictDoUpdate({ target: [ties.one, ties.other, ties.by], set: { until } });
    },

    /** False: there was none. */
    async untie(by: string, person: string): Promise<boolean> {
      const [one, other] = [by, person].toSorted() as [string, string];
      const rows = await db
        .delete(ties)
        .where(and(eq(ties.one, one), eq(ties.other, other), eq(ties.by, by)))
        .returning({ one: ties.one });
      return rows.length > 0;
    },
  };
};
