/** A platform's own bookkeeping: keys are found by a keyed hash, and stand sealed beside their value. */
import { and, eq, sql } from 'drizzle-orm';
import { on, prepared } from '#dialect';
import type { Cell, Seals, Tables } from '../chat/ports.ts';
import { keep } from './tables.ts';

const cell = (row: string): Cell => ({ table: 'keep', column: 'value', row });
const shelfOf = (key: string): string => key.split('/', 1)[0]!;

const of = sql.placeholder;
const putRow = prepared('keep_put', (db) =>
  db
    .insert(keep)
    .values({ id: of('id'), platform: of('platform'), shelf: of('shelf'), value: of('value') })
    .onConflictDoUpdate({ target: keep.id, set: { value: sql`excluded.value` } }),
);

export const keepStore = (tables: Tables, seal: Seals, platform: string) => {
  const idOf = (key: string) => seal.lookup('keep', `${platform}/${key}`);
  return {
    async get(key: string): Promise<string | undefined> {
      const [row] = await on(tables)
        .select()
        .from(keep)
        .where(eq(keep.id, idOf(key)))
        .limit(1);
      return row && (JSON.parse(seal.transit.open(cell(row.id), row.value)) as [string, string])[1];
    },
    async put(key: string, value: string): Promise<void> {
      const id = idOf(key);
      const sealed = seal.transit.seal(cell(id), JSON.stringify([key, value]));
      await putRow(tables).execute({ id, platform, shelf: shelfOf(key), value: sealed });
    },
    async delete(key: string): Promise<void> {
      await on(tables)
        .delete(keep)
        .where(eq(keep.id, idOf(key)));
    },
    async list(prefix: string): Promise<(readonly [string, string])[]> {
      if (!prefix.includes('/')) throw new Error('a list of kept keys needs the part before their first slash');
      const rows = await on(tables)
        .select()
        .from(keep)
        .where(and(eq(keep.platform, platform), eq(keep.shelf, shelfOf(prefix))));
      return rows
        .map((row) => JSON.parse(seal.transit.open(cell(row.id), row.value)) as [string, string])
        .filter(([key]) => key.startsWith(prefix))
        .toSorted(([a], [b]) => (a < b ? -1 : 1));
    },
  };
};
