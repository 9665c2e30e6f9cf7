/** A community, the servers that belong to it, and what it has set. */
import { bool, bytes, id, index, instant, json, table, text } from '#dialect';
import type { Settings } from './settings.ts';

/** A time in which the bot could not hear; milliseconds since 1970. */
export interface Outage {
  readonly since: number;
  readonly until: number;
}

export const communities = table('communities', {
  id: id().primaryKey(),
  settings: json<Settings>().notNull(),
  /** The parts of the set-up that somebody has settled, be it by leaving them out. */
  settled: json<string[]>().notNull(),
  /** When members were last told that they can write to us. */
  announcedAt: instant(),
  /** The last one that could not be made up for. */
  outage: json<Outage>(),
  madeAt: instant().notNull(),
});

export const servers = table('servers', {
  /** Keyed hash of platform and the platform's id. */
  id: text().primaryKey(),
  community: id()
    .notNull()
    .references(() => communities.id, { onDelete: 'cascade' }),
  platform: text().notNull(),
  /** Sealed: the platform's id of it, and its name there. */
  about: bytes().notNull(),
  since: instant().notNull(),
});

/** In which community somebody was last active, or which one they mean: to it belongs what they write in private. */
export const members = table('members', {
  person: id().primaryKey(),
  community: id(),
  /** The servers that they share with the bot, by their keyed hashes; nothing while that can't be known. */
  shares: json<string[]>(),
});

/** Who can read a shared space, as last told by its platform. */
export const readers = table('readers', {
  /** Keyed hash of platform and space. */
  id: text().primaryKey(),
  platform: text().notNull(),
  /** Sealed list of person ids; nothing while it can't be known. */
  people: bytes(),
  /** Its topics are read by these, and by those who are let in. */
  invites: bool().notNull(),
  toldAt: instant().notNull(),
});

/** What somebody wrote before they said which community they mean: it belongs to none yet. */
export const firstWords = table(
  'first_words',
  {
    /** In the order of writing. */
    id: id().primaryKey(),
    person: id().notNull(),
    /** Keyed hash of the message that it came by, to follow a later change. */
    message: text(),
    body: bytes().notNull(),
  },
  (t) => [index('first_words_person').on(t.person), index('first_words_message').on(t.message)],
);

/** Codes by which a server joins a community: once, and for a while. */
export const links = table('links', {
  /** Keyed hash of the code. */
  id: text().primaryKey(),
  community: id()
    .notNull()
    .references(() => communities.id, { onDelete: 'cascade' }),
  expiresAt: instant().notNull(),
});

/** Codes that were wrong, by a keyed hash of whoever tried them. */
export const guesses = table(
  'guesses',
  { id: id().primaryKey(), by: text('by_person').notNull(), at: instant().notNull() },
  (t) => [index('guesses_by').on(t.by)],
);
