/** Which migrations a database has, and which it lacks. The folders are written by `scripts/migrations.ts`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { OperatorError } from '../chat/outcome.ts';

export interface Migration {
  readonly tag: string;
  readonly statements: readonly string[];
}

const journal = z.object({ entries: z.array(z.object({ tag: z.string() })) });

/** The migrations of a folder, in their order. */
export function migrationsOf(folder: string): readonly Migration[] {
  const { entries } = journal.parse(JSON.parse(readFileSync(join(folder, 'meta', '_journal.json'), 'utf8')));
  return entries.map(({ tag }) => ({
    tag,
    statements: readFileSync(join(folder, `${tag}.sql`), 'utf8')
      .split('--> statement-breakpoint')
      .map((each) => each.trim())
      .filter((each) => each !== ''),
  }));
}

/** What is still to be applied. A database that has had a migration that we don't know is newer than we are. */
export function pending(known: readonly Migration[], applied: readonly string[]): readonly Migration[] {
  const stranger = applied.find((tag) => !known.some((each) => each.tag === tag));
  if (stranger !== undefined) {
    throw new OperatorError(
      'store: database newer than program',
      `The database was written by a newer version of this program (it has the migration ${stranger}). ` +
        'Install the version that was used last, or a later one, and start that. Nothing was changed.',
    );
  }
  return known.filter((each) => !applied.includes(each.tag));
}
