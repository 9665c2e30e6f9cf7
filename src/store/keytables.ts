/**
 * The second database, which holds nothing but keys. It is backed up apart from the first and its backups
 * expire sooner, so that a destroyed key is gone for good while the case's row may linger in a backup.
 */
import { bytes, id, index, instant, table } from '#dialect';

/** By which the two databases know that they belong together. */
export const keyMarks = table('key_marks', {
  id: id().primaryKey(),
  value: bytes().notNull(),
});

/** `wrapped` is the key of the case, sealed under the operator's key. */
export const caseKeys = table(
  'case_keys',
  {
    id: id().primaryKey(),
    wrapped: bytes().notNull(),
    madeAt: instant().notNull(),
  },
  (t) => [index('case_keys_made').on(t.madeAt)],
);
