/** People, their accounts, and who is in a team. Names and account ids are sealed under the identity key. */
import { bytes, id, index, instant, json, primaryKey, table, text, uniqueIndex } from '#dialect';

export const people = table('people', {
  id: id().primaryKey(),
  /** As set on a platform; a BCP 47 tag. Empty while no platform has told it. */
  locale: text().notNull(),
  /** `neutral`: no words of ours appear unasked. `hidden`: nothing at all until they write and ask for it. */
  silence: text().$type<'none' | 'neutral' | 'hidden'>().notNull(),
  madeAt: instant().notNull(),
  /** Platforms, in the order in which they want to be reached; none while they have told none. */
  routes: json<readonly string[]>(),
});

export const accounts = table(
  'accounts',
  {
    id: id().primaryKey(),
    person: id()
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    platform: text().notNull(),
    /** Keyed hash of platform and account. */
    lookup: text().notNull(),
    /** Account id and name. */
    who: bytes().notNull(),
    seenAt: instant().notNull(),
    /** Since when messages can't be delivered there. */
    unreachableSince: instant(),
  },
  (t) => [uniqueIndex('accounts_lookup').on(t.lookup), index('accounts_person').on(t.person)],
);

export const team = table(
  'team',
  {
    community: id().notNull(),
    person: id()
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    /** `out`: taken out by name, so that no role of the platform's brings them back. */
    role: text().$type<'responder' | 'steward' | 'out'>().notNull(),
    /** The role of the platform's, hashed, by which a responder came; nothing: somebody let them in by name. */
    byRole: text(),
    since: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.community, t.person, t.role] })],
);

/** Codes by which somebody shows that another account is theirs as well: once, and for some minutes. */
export const claims = table('claims', {
  /** Keyed hash of the code. */
  id: text().primaryKey(),
  person: id()
    .notNull()
    .references(() => people.id, { onDelete: 'cascade' }),
  /** Who has typed it, and was asked whether they are sure. */
  askedOf: text(),
  expiresAt: instant().notNull(),
});
