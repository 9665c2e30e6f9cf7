/** What a community has set for each level. */
import { id, json, primaryKey, table, text } from '#dialect';
import type { Level, Policy } from './rules.ts';

export const policies = table(
  'escalation_policies',
  { community: id().notNull(), level: text().$type<Level>().notNull(), policy: json<Policy>().notNull() },
  (t) => [primaryKey({ columns: [t.community, t.level] })],
);
