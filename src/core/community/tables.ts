/** A community, the servers that belong to it, and what it has set. */
import { bytes, id, instant, json, table, text } from '#dialect';
import type { Settings } from './settings.ts';

export const communities = table('communities', {
  id: id().primaryKey(),
  settings: json<Settings>().notNull(),
  /** When members were last told that they can write to us. */
  announcedAt: instant(),
  madeAt: instant().notNull(),
});

export const servers = table('servers', {
  /** Keyed hash of platform and the platform's id. */
  id: text().primaryKey(),
  community: id()
    .notNull()
    .references(() => communities.id, { onDelete: 'cascade' }),
  platform: text().notNull(),
});

/** In which community somebody was last active: to it belongs what they write in private. */
export const members = table('members', {
  person: id().primaryKey(),
  community: id().notNull(),
});

/** Who can read a shared space, as last told by its platform. */
export const readers = table('readers', {
  /** Keyed hash of platform and space. */
  id: text().primaryKey(),
  platform: text().notNull(),
  /** Sealed list of person ids; nothing while it can't be known. */
  people: bytes(),
  toldAt: instant().notNull(),
});
