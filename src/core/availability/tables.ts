/** When somebody can be counted on: their zone and quiet hours, when they are away, what they have learned, ties. */
import { id, index, instant, json, primaryKey, table, text } from '#dialect';
import type { Hours } from '../../time/hours.ts';

export const habits = table('habits', {
  person: id().primaryKey(),
  /** A name of the IANA time zone database; none while they have told none. */
  zone: text(),
  /** Hours in which only what is urgent reaches them. */
  quiet: json<readonly Hours[]>().notNull(),
  /** BCP 47 tags of the languages in which they can listen. */
  languages: json<readonly string[]>().notNull(),
});

/** They are not there; why is asked by nobody and kept nowhere. */
export const absences = table(
  'absences',
  { id: id().primaryKey(), person: id().notNull(), start: instant().notNull(), end: instant().notNull() },
  (t) => [index('absences_person').on(t.person, t.end)],
);

/** When somebody was last trained for what they do in a team. */
export const trainings = table(
  'trainings',
  { community: id().notNull(), person: id().notNull(), at: instant().notNull() },
  (t) => [primaryKey({ columns: [t.community, t.person] })],
);

/**
 * Two people who are close: neither hears a case that is about, or by, the other one. What counts for a case is what
 * had been declared when it was opened; so one that is taken back stays, and nobody can find out by declaring ties
 * whose case it is.
 */
export const ties = table(
  'ties',
  {
    id: id().primaryKey(),
    /** Who declared it; the other one is not told. */
    by: text('by_person').notNull(),
    other: id().notNull(),
    since: instant().notNull(),
    /** Nothing: for good. */
    until: instant(),
  },
  (t) => [index('ties_by').on(t.by), index('ties_other').on(t.other)],
);
