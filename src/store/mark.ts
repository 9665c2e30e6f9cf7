/**
 * A database knows its keys, its partner and its kind: a sealed mark in each of the two is opened at every
 * start, before anything else is read or written.
 */
import { eq, getTableName, is, Table } from 'drizzle-orm';
import { on, table as tableOf } from '#dialect';
import { OperatorError } from '../chat/outcome.ts';
import { randomId, type Chance } from './ids.ts';
import type { KeyRing } from './keys.ts';
import * as keySchema from './keytables.ts';
import type { Store } from './store.ts';
import * as schema from './tables.ts';

/** A playground's database holds invented people; it must never be taken for a real one, nor the other way. */
export type DatabaseKind = 'real' | 'playground';

export interface Marked {
  readonly main: Store;
  readonly keys: Store;
  readonly ring: KeyRing;
  readonly kind: DatabaseKind;
  readonly chance: Chance;
}

/**
 * Marks two empty databases, or makes sure that both belong to these keys, to each other and to this kind.
 * Throws `OperatorError`, having changed nothing, when they don't.
 */
export async function verifyMark({ main, keys, ring, kind, chance }: Marked): Promise<'new' | 'known'> {
  const cells = {
    main: { table: 'meta', column: 'value', row: 'mark' },
    keys: { table: 'key_marks', column: 'value', row: 'mark' },
  };
  const open = (which: 'main' | 'keys', value: Uint8Array): string => {
    try {
      return ring.mark.open(cells[which], value);
    } catch {
      throw new OperatorError(
        'mark: wrong key file',
        `This key file does not belong to the ${which === 'main' ? 'database' : 'key database'}: it was made with another one. ` +
          'Name the right one as key_file in the config, or restore it from your copy. Nothing was changed.',
      );
    }
  };
  const [mainRow] = await main.read((tables) =>
    on(tables).select().from(schema.meta).where(eq(schema.meta.key, 'mark')),
  );
  const [keysRow] = await keys.read((tables) =>
    on(tables).select().from(keySchema.keyMarks).where(eq(keySchema.keyMarks.id, 'mark')),
  );
  const mainMark = mainRow && open('main', mainRow.value);
  const keysMark = keysRow && open('keys', keysRow.value);

  if (mainMark !== undefined) {
    const [was, pair] = mainMark.split(' ');
    if (was !== kind) throw wrongKind(kind);
    if (pair === keysMark) return 'known';
    throw new OperatorError(
      'mark: wrong key database',
      `The key database ${keysMark === undefined ? 'is empty' : 'belongs to another database'}: with it every case would look erased. ` +
        'Name the one that was used last as keys_database in the config, or restore it from its backup. Nothing was changed.',
    );
  }
  const keysHold = await filled(keys, { caseKeys: keySchema.caseKeys });
  const mainHolds = await filled(main, schema);
  if (keysMark !== undefined && mainHolds === undefined && keysHold !== undefined) {
    throw new OperatorError(
      'mark: database missing',
      'The database is empty, but its key database holds the keys of cases. Name the database that was used last, or restore it from its backup; ' +
        'to start anew, name an empty keys_database too. Nothing was changed.',
    );
  }
  const held = mainHolds ?? keysHold;
  if (held !== undefined) {
    throw new OperatorError(
      'mark: unmarked database with data',
      `The table ${held} holds data, but the database does not say which keys it was made with. It is damaged, or was not made by this program. ` +
        'Restore a backup, or name an empty database. Nothing was changed.',
    );
  }
  // First the keys: when we are stopped between the two, the next start finds no database without its keys.
  const pair = keysMark ?? randomId(chance);
  if (keysMark === undefined) {
    await keys.write(async (tables) => {
      await on(tables)
        .insert(keySchema.keyMarks)
        .values({ id: 'mark', value: ring.mark.seal(cells.keys, pair) });
    });
  }
  await main.write(async (tables) => {
    await on(tables)
      .insert(schema.meta)
      .values({ key: 'mark', value: ring.mark.seal(cells.main, `${kind} ${pair}`) });
  });
  return 'new';
}

const wrongKind = (kind: DatabaseKind) =>
  kind === 'real'
    ? new OperatorError(
        'mark: playground database',
        'This database belongs to a playground: its people are invented. Name another database in the config. Nothing was changed.',
      )
    : new OperatorError(
        'mark: real database',
        'This database holds real reports, so the playground will not open it. Give the playground a folder of its own with --data. Nothing was changed.',
      );

/** The name of a table that has a row. */
async function filled(store: Store, tables: Readonly<Record<string, unknown>>): Promise<string | undefined> {
  for (const each of Object.values(tables)) {
    if (!is(each, Table)) continue;
    const rows = await store.read((open) =>
      on(open)
        .select()
        .from(each as ReturnType<typeof tableOf>)
        .limit(1),
    );
    if (rows.length > 0) return getTableName(each);
  }
  return undefined;
}
