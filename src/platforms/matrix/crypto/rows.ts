/**
 * The file that holds this device's keys: an SQLite database whose rows are all sealed, each under a name that is a
 * keyed hash. One process at a time, and every change is on the disk when it is said to be.
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import v8 from 'node:v8';
import Sqlite from 'better-sqlite3';
import { bytesOfKey } from './names.ts';

/** A change to a database of IndexedDB. */
export type Change =
  | { readonly kind: 'put'; readonly store: string; readonly key: unknown; readonly value: Buffer }
  | { readonly kind: 'delete'; readonly store: string; readonly key: unknown }
  | { readonly kind: 'clear' | 'create store' | 'delete store'; readonly store: string }
  | { readonly kind: 'create index'; readonly store: string; readonly index: string; readonly definition: string }
  | { readonly kind: 'delete index'; readonly store: string; readonly index: string };

/** A database of IndexedDB, as it stands in the file. */
export interface Stored {
  readonly name: string;
  readonly version: number;
  readonly stores: readonly {
    readonly name: string;
    readonly indexes: readonly { readonly name: string; readonly definition: string }[];
    /** One at a time: all of them need not fit into memory twice. Throws `Unreadable`. */
    records(): Iterable<{ readonly key: unknown; readonly value: unknown }>;
  }[];
}

export interface Rows {
  databases(): readonly Stored[];
  /** On the disk when it returns; nothing is changed when it throws. */
  write(database: string, version: number | undefined, changes: readonly Change[]): void;
  /** Empties the log of writes, in which older versions of rows stand. Throws what SQLite throws; then it stays. */
  truncate(): void;
  close(): void;
}

/** The file is damaged, or it was sealed under another key. */
export class Unreadable extends Error {}

/** Opens the file, or makes it. Throws `Unreadable`, or what SQLite throws: `SQLITE_BUSY` while another process has it. */
export function openRows(file: string, key: Uint8Array): Rows {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const sql = new Sqlite(file, { timeout: 0 });
  try {
    chmodSync(file, 0o600);
    sql.exec(schema);
  } catch (error) {
    sql.close();
    throw readable(error);
  }
  return rowsOf(sql, sealer(key));
}

// Exclusive: the lock is the process's own, and gone with it. FULL: a commit outlives a power cut.
const schema = `
  PRAGMA locking_mode = EXCLUSIVE;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA foreign_keys = ON;
  PRAGMA secure_delete = ON;
  BEGIN IMMEDIATE;
  CREATE TABLE IF NOT EXISTS databases (name TEXT PRIMARY KEY, version INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS stores (
    id INTEGER PRIMARY KEY AUTOINCREMENT, database TEXT NOT NULL, name TEXT NOT NULL, UNIQUE (database, name)
  );
  CREATE TABLE IF NOT EXISTS indexes (
    store INTEGER NOT NULL REFERENCES stores (id) ON DELETE CASCADE,
    name TEXT NOT NULL, definition TEXT NOT NULL, PRIMARY KEY (store, name)
  );
  CREATE TABLE IF NOT EXISTS records (
    store INTEGER NOT NULL REFERENCES stores (id) ON DELETE CASCADE,
    name BLOB NOT NULL, key BLOB NOT NULL, value BLOB NOT NULL, PRIMARY KEY (store, name)
  ) WITHOUT ROWID;
  COMMIT;
`;

function rowsOf(sql: Sqlite.Database, { nameOf, seal, open }: Sealer): Rows {
  const storeId = sql.prepare<[string, string], { id: number }>(
    'SELECT id FROM stores WHERE database = ? AND name = ?',
  );
  const setVersion = sql.prepare(
    'INSERT INTO databases VALUES (?, ?) ON CONFLICT DO UPDATE SET version = excluded.version',
  );
  const put = sql.prepare(
    'INSERT INTO records VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET key = excluded.key, value = excluded.value',
  );
  const remove = sql.prepare('DELETE FROM records WHERE store = ? AND name = ?');
  const clear = sql.prepare('DELETE FROM records WHERE store = ?');
  const createStore = sql.prepare('INSERT INTO stores (database, name) VALUES (?, ?)');
  const deleteStore = sql.prepare('DELETE FROM stores WHERE id = ?');
  const createIndex = sql.prepare('INSERT INTO indexes VALUES (?, ?, ?)');
  const deleteIndex = sql.prepare('DELETE FROM indexes WHERE store = ? AND name = ?');

  function apply(database: string, change: Change): void {
    if (change.kind === 'create store') return void createStore.run(database, change.store);
    const store = storeId.get(database, change.store)?.id;
    if (store === undefined) throw new Error('a store that is not there');
    switch (change.kind) {
      case 'put': {
        const name = nameOf(store, change.key);
        put.run(store, name, seal(v8.serialize(change.key), 'key', name), seal(change.value, 'value', name));
        return;
      }
      case 'delete':
        return void remove.run(store, nameOf(store, change.key));
      case 'clear':
        return void clear.run(store);
      case 'delete store':
        return void deleteStore.run(store);
      case 'create index':
        return void createIndex.run(store, change.index, change.definition);
      case 'delete index':
        return void deleteIndex.run(store, change.index);
    }
  }

  function* recordsOf(store: number) {
    type Row = Readonly<Record<'name' | 'key' | 'value', Buffer>>;
    const all = sql.prepare<[number], Row>('SELECT name, key, value FROM records WHERE store = ?').iterate(store);
    for (const { name, key, value } of all)
      yield { key: v8.deserialize(open(key, 'key', name)), value: v8.deserialize(open(value, 'value', name)) };
  }

  type Named = { readonly id: number; readonly name: string };
  const storesOf = (database: string) =>
    sql.prepare<[string], Named>('SELECT id, name FROM stores WHERE database = ? ORDER BY id').all(database);
  const indexesOf = (store: number) =>
    sql
      .prepare<[number], { name: string; definition: string }>('SELECT name, definition FROM indexes WHERE store = ?')
      .all(store);

  return {
    databases() {
      try {
        const all = sql.prepare<[], { name: string; version: number }>('SELECT name, version FROM databases').all();
        return all.map(({ name, version }) => ({
          name,
          version,
          stores: storesOf(name).map((store) => ({
            name: store.name,
            indexes: indexesOf(store.id),
            records: () => recordsOf(store.id),
          })),
        }));
      } catch (error) {
        throw readable(error);
      }
    },
    write: sql.transaction((database: string, version: number | undefined, changes: readonly Change[]) => {
      if (version !== undefined) setVersion.run(database, version);
      for (const change of changes) apply(database, change);
    }).immediate,
    truncate: () => void sql.pragma('wal_checkpoint(TRUNCATE)'),
    close: () => void sql.close(),
  };
}

/** SQLite's words for a damaged file; what else it throws stays as it is. */
export function readable(error: unknown): unknown {
  const code = String((error as { code?: unknown } | null)?.code);
  return /^SQLITE_(?:NOTADB|CORRUPT)/u.test(code) ? new Unreadable('the file is damaged') : error;
}

interface Sealer {
  nameOf(store: number, key: unknown): Buffer;
  seal(plain: Buffer, part: 'key' | 'value', name: Buffer): Buffer;
  open(sealed: Buffer, part: 'key' | 'value', name: Buffer): Buffer;
}

/** AES-256-GCM, bound to the row and the column. */
function sealer(key: Uint8Array): Sealer {
  const subkey = (use: string) => Buffer.from(hkdfSync('sha256', key, '', `haven matrix keys: ${use}`, 32));
  const [forNames, forRows] = [subkey('names'), subkey('rows')];
  const about = (part: string, name: Buffer) => Buffer.concat([Buffer.from(part), Buffer.of(0), name]);
  return {
    nameOf: (store, key) => createHmac('sha256', forNames).update(`${store}/`).update(bytesOfKey(key)).digest(),
    seal(plain, part, name) {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', forRows, iv).setAAD(about(part, name));
      return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
    },
    open(sealed, part, name) {
      try {
        const decipher = createDecipheriv('aes-256-gcm', forRows, sealed.subarray(0, 12))
          .setAAD(about(part, name))
          .setAuthTag(sealed.subarray(-16));
        return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]);
      } catch {
        throw new Unreadable('a row is damaged, or sealed under another key');
      }
    },
  };
}
