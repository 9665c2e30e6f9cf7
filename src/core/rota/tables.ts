/** Duties, the rota of each, and what was changed about it for a while. */
import { bool, bytes, id, index, instant, integer, json, table, text, uniqueIndex } from '#dialect';
import type { Hours } from '../../time/hours.ts';
import type { Fixed, Override, Rotation } from './rules.ts';

export const duties = table(
  'duties',
  {
    id: id().primaryKey(),
    community: id().notNull(),
    /** One that every team has, or the name that a team gave it. */
    name: text().notNull(),
    /** By whose clock it is counted: a name of the IANA time zone database. */
    zone: text().notNull(),
    /** How many must be on at once. */
    seats: integer().notNull(),
    /** When somebody must be on; empty: always. */
    hours: json<readonly Hours[]>().notNull(),
    /** Whoever has it has no other duty at the same time. */
    dedicated: bool().notNull(),
    /** Minutes before a shift at which its people are reminded; 0: not at all. */
    remind: integer().notNull(),
    /** The team's shared space is told at each change. */
    tells: bool().notNull(),
    /** Whom it was told that they are on. */
    told: json<readonly string[]>().notNull(),
    /** Whose shifts begin no later than this were reminded, if they were to be. */
    remindedUntil: instant().notNull(),
  },
  (t) => [uniqueIndex('duties_name').on(t.community, t.name)],
);

export const layers = table(
  'rota_layers',
  {
    /** In the order of making. */
    id: id().primaryKey(),
    duty: id().notNull(),
    shape: json<Rotation | Fixed>().notNull(),
    begins: instant().notNull(),
    ends: instant(),
  },
  (t) => [index('rota_layers_duty').on(t.duty)],
);

export const overrides = table(
  'rota_overrides',
  {
    /** In the order of making, in which they act. */
    id: id().primaryKey(),
    duty: id().notNull(),
    kind: text().$type<Override['kind']>().notNull(),
    person: id().notNull(),
    by: text('by_person'),
    start: instant().notNull(),
    end: instant().notNull(),
  },
  (t) => [index('rota_overrides_duty').on(t.duty, t.end)],
);

/** Somebody asks another one to take a shift; nothing has changed before it is accepted. */
export const offers = table(
  'rota_offers',
  {
    id: id().primaryKey(),
    duty: id().notNull(),
    from: text('from_person').notNull(),
    /** Nobody in particular: whoever of the team is first. */
    to: text('to_person'),
    start: instant().notNull(),
    end: instant().notNull(),
    /** The shift that is given in exchange. */
    backStart: instant(),
    backEnd: instant(),
    /** Sealed: what the next one should know. */
    note: bytes(),
    madeAt: instant().notNull(),
  },
  (t) => [index('rota_offers_duty').on(t.duty, t.end)],
);

/** Gaps of which the team has been told. */
export const alarms = table(
  'rota_alarms',
  {
    id: id().primaryKey(),
    duty: id().notNull(),
    start: instant().notNull(),
    end: instant().notNull(),
    /** How many are on all the same. */
    count: integer().notNull(),
    /** Told once more, the day before. */
    again: bool().notNull(),
  },
  (t) => [index('rota_alarms_duty').on(t.duty)],
);
