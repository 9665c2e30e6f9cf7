/** SQLite, by better-sqlite3. This file is `#dialect` unless the condition `postgres` is set. */
import { closeSync, existsSync, openSync } from 'node:fs';
import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { customType, integer as sqliteInteger, text as sqliteText } from 'drizzle-orm/sqlite-core';
import { Fault, OperatorError } from '../chat/outcome.ts';
import type { Tables } from '../chat/ports.ts';
import { migrationsOf, pending } from './migrate.ts';
import { queueOf } from './queue.ts';
import { innermost, StoreError, type ConnectOptions, type Migrated, type Store } from './store.ts';

export { sqliteTable as table, text, integer, index, uniqueIndex, primaryKey } from 'drizzle-orm/sqlite-core';
export type { ConnectOptions, Store } from './store.ts';

export const dialect: 'sqlite' | 'postgres' = 'sqlite';

/** An id of ours: text, never a number that the database counts. */
export const id = () => sqliteText();
export const bool = () => sqliteInteger({ mode: 'boolean' });
/** A moment, to the millisecond. */
export const instant = () => sqliteInteger({ mode: 'timestamp_ms' });
/** Anything that JSON can say; never searched within. */
export const json = <T>() => sqliteText({ mode: 'json' }).$type<T>();
/** Sealed values. */
export const bytes = customType<{ data: Uint8Array; driverData: Buffer }>({
  dataType: () => 'blob',
  toDriver: (value) => Buffer.from(value.buffer, value.byteOffset, value.byteLength),
});

const handle = (raw: Database.Database) => drizzle(keepCompiled(raw), { casing: 'snake_case' });

/** What queries are written against; the same in both dialects. */
export type Db = ReturnType<typeof handle>;

/** The handle behind the tables that a `read` or a `write` was given. */
export const on = (tables: Tables): Db => tables as unknown as Db;

/**
 * A query whose text is made once and then only filled in: making it takes longer than running it. For those
 * that every message needs. `name` is unique among them.
 */
export function prepared<P>(_name: string, query: (db: Db) => { prepare(): P }): (tables: Tables) => P {
  const made = new WeakMap<Db, P>();
  return (tables) => {
    const db = on(tables);
    const known = made.get(db) ?? query(db).prepare();
    made.set(db, known);
    return known;
  };
}

const asTables = (db: Db): Tables => db as unknown as Tables;

/** `url` is the path of a file, which is created, readable by its owner alone, when it is missing. */
export async function connect(url: string, options: ConnectOptions): Promise<Store> {
  const [raw, readRaw] = await opened(url);
  const writer = handle(raw);
  const reader = handle(readRaw);
  const checkpoint = whenIdle(() => raw.pragma('wal_checkpoint(PASSIVE)'));
  const queue = queueOf({
    async begin() {
      raw.exec('BEGIN IMMEDIATE');
      return asTables(writer);
    },
    async exec(statement) {
      raw.exec(statement);
    },
    async commit() {
      raw.exec('COMMIT');
      checkpoint.soon();
    },
    async rollback() {
      // SQLite has rolled back by itself when the disk was full.
      if (raw.inTransaction) raw.exec('ROLLBACK');
    },
    tidy: (error) => tidy(error),
  });

  return {
    migrate: (folder, { backup = false } = {}) => queue.alone(async () => migrate(raw, options.name, folder, backup)),
    async read(work) {
      queue.outside('read');
      try {
        return await work(asTables(reader));
      } catch (error) {
        throw tidy(error, true);
      }
    },
    write: queue.write,
    scrub: () =>
      queue.alone(async () => {
        const [result] = raw.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
        if (result?.busy) throw new Fault('down', 'store: another process holds the write-ahead log', 5_000);
      }),
    async close() {
      await queue.close();
      checkpoint.never();
      readRaw.close();
      raw.close();
    },
  };
}

/** How long the write-ahead log may grow under load. In pages of 4 KiB. */
const longestLog = 8_192;
/** How long nothing must have been written before the log is emptied. In milliseconds. */
const idle = 200;

/** Does something once nothing has been written for a while. */
function whenIdle(act: () => void): { soon(): void; never(): void } {
  let timer: NodeJS.Timeout | undefined;
  return {
    soon() {
      timer ??= setTimeout(() => {
        timer = undefined;
        try {
          act();
        } catch {
          // Another process reads just now, or the disk is full: the log stays, and what it holds is safe there.
        }
      }, idle).unref();
      timer.refresh();
    },
    never: () => clearTimeout(timer),
  };
}

/** Texts of queries that stay compiled. Only those with a list of values come in many lengths. */
const mostCompiled = 500;

/** Compiling a statement takes longer than running it, so each text is compiled once. */
function keepCompiled(raw: Database.Database): Database.Database {
  const compiled = new Map<string, Database.Statement>();
  const compile = raw.prepare.bind(raw);
  const prepare = (text: string): Database.Statement => {
    const known = compiled.get(text);
    // How it gives its rows is set by whoever uses it, and would stay set for the next.
    if (known) return known.reader ? known.raw(false) : known;
    const made = compile(text);
    if (compiled.size >= mostCompiled) compiled.delete(compiled.keys().next().value!);
    compiled.set(text, made);
    return made;
  };
  return Object.assign(raw, { prepare });
}

async function opened(file: string): Promise<[Database.Database, Database.Database]> {
  let raw: Database.Database | undefined;
  try {
    if (!existsSync(file)) closeSync(openSync(file, 'wx', 0o600));
    raw = new Database(file);
    raw.pragma('busy_timeout = 5000');
    raw.pragma('journal_mode = WAL');
    // NORMAL outlives a killed process, but loses the last commits when the power is cut.
    raw.pragma('synchronous = FULL');
    raw.pragma('foreign_keys = ON');
    raw.pragma('secure_delete = ON');
    // Whoever's commit fills the log would wait for all of it; it is emptied when nobody waits, and here at the latest.
    raw.pragma(`wal_autocheckpoint = ${longestLog}`);
    raw.pragma('case_sensitive_like = ON');
    raw.exec('BEGIN IMMEDIATE; COMMIT');
    const readRaw = new Database(file, { readonly: true });
    readRaw.pragma('busy_timeout = 5000');
    readRaw.pragma('case_sensitive_like = ON');
    return [raw, readRaw];
  } catch (error) {
    raw?.close();
    throw unopened(file, error);
  }
}

function unopened(file: string, error: unknown): unknown {
  const code = codeOf(error);
  const because = (label: string, text: string) => new OperatorError(label, `The database ${file} ${text}`);
  if (code === 'SQLITE_NOTADB')
    return because(
      'store: not a database',
      'is not an SQLite database, or is damaged. Name another file, or restore a backup.',
    );
  if (/READONLY|^EROFS$/u.test(code))
    return because(
      'store: read-only',
      'can be read but not written. Give the user that runs this program the right to write to it and to its folder.',
    );
  if (/CANTOPEN|^ENOENT$|^EACCES$|^EPERM$|^ENOTDIR$|^EISDIR$/u.test(code))
    return because(
      'store: cannot open',
      `can't be opened (${code}). Check that its folder exists and that the user that runs this program may write there.`,
    );
  if (/FULL|^ENOSPC$/u.test(code))
    return because(
      'store: disk full',
      "can't be opened: there is no space left on the disk. Free some and start again.",
    );
  if (/BUSY|LOCKED/u.test(code)) return because('store: locked', 'is held by another program. Stop that one first.');
  return tidy(error);
}

const codeOf = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  return typeof code === 'string' ? code : '';
};

function tidy(error: unknown, reading = false): unknown {
  const cause = innermost(error);
  const code = codeOf(cause);
  if (!(cause instanceof Database.SqliteError))
    return cause === error ? error : new StoreError('store: query failed', error);
  if (code.startsWith('SQLITE_FULL')) return new Fault('down', 'store: disk full', 30_000);
  if (/^SQLITE_(BUSY|LOCKED)/u.test(code)) return new Fault('down', 'store: locked', 1_000);
  if (code.startsWith('SQLITE_READONLY') && !reading) return new Fault('down', 'store: read-only', 30_000);
  if (/^SQLITE_(IOERR|CANTOPEN)/u.test(code)) return new Fault('down', `store: ${code}`, 30_000);
  return new StoreError(`store: ${code}`, cause);
}

function migrate(raw: Database.Database, name: string, folder: string, wantsBackup: boolean): Migrated {
  const list = `migrations_${name}`;
  const known = migrationsOf(folder);
  const applied = () => {
    const exists = raw.prepare(`SELECT 1 FROM sqlite_master WHERE name = '${list}'`).get();
    return exists ? (raw.prepare(`SELECT tag FROM ${list}`).pluck().all() as string[]) : [];
  };
  const [first] = pending(known, applied());
  if (!first) return { applied: [] };
  const backup = wantsBackup && applied().length > 0 ? copy(raw, first.tag) : undefined;
  // Rebuilding a table deletes its children while foreign keys are enforced, and inside a transaction they
  // can't be switched off.
  raw.pragma('foreign_keys = OFF');
  try {
    raw.exec('BEGIN IMMEDIATE');
    raw.exec(`CREATE TABLE IF NOT EXISTS ${list} (tag text PRIMARY KEY)`);
    const missing = pending(known, applied());
    for (const { tag, statements } of missing) {
      for (const statement of statements) raw.exec(statement);
      raw.prepare(`INSERT INTO ${list} (tag) VALUES (?)`).run(tag);
    }
    if ((raw.pragma('foreign_key_check') as unknown[]).length > 0) {
      throw new OperatorError(
        'store: migration breaks references',
        'Bringing the database up to date would have left rows that point to nothing. Nothing was changed. ' +
          'Go on with the version that was used last, and report this to the makers of the program.',
      );
    }
    raw.exec('COMMIT');
    return { applied: missing.map(({ tag }) => tag), ...(backup === undefined ? {} : { backup }) };
  } catch (error) {
    if (raw.inTransaction) raw.exec('ROLLBACK');
    throw error;
  } finally {
    raw.pragma('foreign_keys = ON');
  }
}

function copy(raw: Database.Database, tag: string): string {
  const file = `${raw.name}.before-${tag}.${new Date().toISOString().replaceAll(':', '')}.bak`;
  closeSync(openSync(file, 'wx', 0o600));
  raw.prepare('VACUUM INTO ?').run(file);
  return file;
}
