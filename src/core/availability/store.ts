import { and, asc, eq, gt, inArray, isNull, lte, or } from 'drizzle-orm';
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

    /** When they were away before is of no use to anybody. */
    async leave(person: string, { start, end }: Span): Promise<void> {
      await db.delete(absences).where(and(eq(absences.person, person), lte(absences.end, work.now)));
      await db.insert(absences).values({ id: work.id(), person, start: new Date(start), end: new Date(end) });
    },

    /** It is as if it had never been. */
    async endAbsence({ id }: Absence): Promise<void> {
      await db.delete(absences).where(eq(absences.id, id));
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

    /** What one has told is what the other has told, who comes first where both have; of two trainings, the later. */
    async join(from: string, into: string): Promise<void> {
      const [theirs] = await db.select().from(habits).where(eq(habits.person, into));
      if (theirs) await db.delete(habits).where(eq(habits.person, from));
      else await db.update(habits).set({ person: into }).where(eq(habits.person, from));
      await db.update(absences).set({ person: into }).where(eq(absences.person, from));
      for (const { community, at } of await db.select().from(trainings).where(eq(trainings.person, from))) {
        const known = (await this.trainings(community)).get(into);
        if (known === undefined || known < at) await this.trained(community, into, at);
      }
      await db.delete(trainings).where(eq(trainings.person, from));
      await db.update(ties).set({ by: into }).where(eq(ties.by, from));
      await db.update(ties).set({ other: into }).where(eq(ties.other, from));
    },

    /** To whom one is tied, the other is as well, since and until the same moments. */
    async tieAlike(one: string, other: string): Promise<void> {
      for (const row of await db
        .select()
        .from(ties)
        .where(or(eq(ties.by, one), eq(ties.other, one)))) {
        const [by, to] = [row.by, row.other].map((each) => (each === one ? other : each)) as [string, string];
        await db.insert(ties).values({ ...row, id: work.id(), by, other: to });
      }
    },

    /** Every tie of these people, also those of the past. */
    async ties(people: readonly string[]): Promise<Tie[]> {
      const among = [...people];
      const rows = await db
        .select()
        .from(ties)
        .where(or(inArray(ties.by, among), inArray(ties.other, among)));
      return rows.map(({ by, other, since, until }) => ({
        one: by,
        other,
        start: since.getTime(),
        end: until?.getTime() ?? Infinity,
      }));
    },

    /** Whom somebody has declared, and until when. */
    async declared(by: string): Promise<{ person: string; until: Date | null }[]> {
      const rows = await db
        .select()
        .from(ties)
        .where(and(eq(ties.by, by), inForce(work.now)))
        .orderBy(asc(ties.since), asc(ties.id));
      return rows.map(({ other: person, until }) => ({ person, until }));
    },

    async tie(by: string, other: string, until: Date | null): Promise<void> {
      await this.untie(by, other);
      await db.insert(ties).values({ id: work.id(), by, other, since: work.now, until });
    },

    /** Over from now on. False: there was none. */
    async untie(by: string, other: string): Promise<boolean> {
      const rows = await db
        .update(ties)
        .set({ until: work.now })
        .where(and(eq(ties.by, by), eq(ties.other, other), inForce(work.now)))
        .returning({ id: ties.id });
      return rows.length > 0;
    },
  };
};

const inForce = (now: Date) => or(isNull(ties.until), gt(ties.until, now));
