/** What a community has set for each level. */
import { id, index, instant, json, primaryKey, table, text } from '#dialect';
import type { Level, Policy } from './rules.ts';

export const policies = table(
  'escalation_policies',
  { community: id().notNull(), level: text().$type<Level>().notNull(), policy: json<Policy>().notNull() },
  (t) => [primaryKey({ columns: [t.community, t.level] })],
);

/** The team of another community that may be asked where a community's own can't come. */
export const partners = table(
  'escalation_partners',
  { community: id().primaryKey(), partner: id().notNull(), since: instant().notNull() },
  (t) => [index('escalation_partners_partner').on(t.partner)],
);

/** Codes by which a team agrees to be asked: once, and for a day. */
export const partnerCodes = table('escalation_codes', {
  /** Keyed hash of the code. */
  id: text().primaryKey(),
  community: id().notNull(),
  expiresAt: instant().notNull(),
});
