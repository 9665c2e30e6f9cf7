/**
 * Postgres, by `pg`; or PGlite, which is a Postgres inside the process, for tests. This file is `#dialect`
 * under the condition `postgres`.
 */
import { drizzle } from 'drizzle-orm/node-postgres';
import { bigint, boolean, customType, text as pgText, timestamp } from 'drizzle-orm/pg-core';
import pg from 'pg';
import { Fault, OperatorError } from '../chat/outcome.ts';
import type { Tables } from '../chat/ports.ts';
import { migrationsOf, pending } from './migrate.ts';
import { queueOf, type Rail } from './queue.ts';
import { innermost, StoreError, type ConnectOptions, type Migrated, type Store } from './store.ts';

export { pgTable as table, text, index, uniqueIndex, primaryKey } from 'drizzle-orm/pg-core';
export type { ConnectOptions, Store } from './store.ts';

export const dialect: 'sqlite' | 'postgres' = 'postgres';

/** A whole number, as wide as SQLite's. */
export const integer = () => bigint({ mode: 'number' });
/** An id of ours: text, never a number that the database counts. */
export const id = () => pgText();
export const bool = () => boolean();
/** A moment, to the millisecond. */
export const instant = () => timestamp({ withTimezone: true, mode: 'date', precision: 3 });
/**
 * Anything that JSON can say; never searched within. Kept as text: `jsonb` refuses some of what people can
 * type, and changes the order of keys.
 */
export const json = <T>() => jsonText().$type<T>();
const jsonText = customType<{ data: unknown; driverData: string }>({
  dataType: () => 'text',
  toDriver: (value) => JSON.stringify(value),
  fromDriver: (value) => JSON.parse(value),
});
/** Sealed values. */
export const bytes = customType<{ data: Uint8Array; driverData: Buffer }>({
  dataType: () => 'bytea',
  toDriver: (value) => Buffer.from(value.buffer, value.byteOffset, value.byteLength),
});

const handle = (client: pg.ClientBase) => drizzle(client as pg.PoolClient, { casing: 'snake_case' });

/** What queries are written against; the same in both dialects. */
export type Db = ReturnType<typeof handle>;

/** The handle behind the tables that a `read` or a `write` was given. */
export const on = (tables: Tables): Db => tables as unknown as Db;

/**
 * A query whose text is made once and then only filled in: making it takes longer than running it. For those
 * that every message needs. `name` is unique among them.
 */
export const prepared =
  <P>(name: string, query: (db: Db) => { prepare(name: string): P }): ((tables: Tables) => P) =>
  (tables) =>
    query(on(tables)).prepare(name);

const asTables = (db: Db): Tables => db as unknown as Tables;

/** A connection as the rest of this file needs it. */
interface Line {
  readonly db: Db;
  /** The tag is what the server says it did: `COMMIT`, or `ROLLBACK` where a commit was not possible. */
  exec(statement: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[]; tag: string }>;
  release(broken?: boolean): void;
}

interface Lines {
  write(): Promise<Line>;
  /** Read-only. `undefined`: there is one connection for all. */
  read?: () => Promise<Line>;
  close(): Promise<void>;
}

/** `url`: `postgres://…`; or for PGlite `memory://`, or `pglite:` and the path of a folder. */
export async function connect(url: string, options: ConnectOptions): Promise<Store> {
  const lines = /^postgres(ql)?:/u.test(url) ? serverLines(url) : await pgliteLines(url);
  try {
    (await lines.write()).release();
  } catch (error) {
    await lines.close();
    throw unopened(error);
  }
  const rail = railOn(lines, options.name);
  const queue = queueOf(rail);
  const readAlone = <T>(work: (tables: Tables) => Promise<T>) =>
    queue.alone(async () => {
      const line = await lines.write();
      await line.exec('BEGIN READ ONLY');
      try {
        return await work(asTables(line.db));
      } catch (error) {
        throw tidy(error, true);
      } finally {
        await line.exec('ROLLBACK');
        line.release();
      }
    });

  return {
    migrate: (folder) => queue.alone(() => migrate(lines, options.name, folder)),
    async read(work) {
      queue.outside('read');
      if (!lines.read) return readAlone(work);
      try {
        const line = await lines.read();
        try {
          return await work(asTables(line.db));
        } finally {
          line.release();
        }
      } catch (error) {
        throw tidy(error, true);
      }
    },
    write: queue.write,
    scrub: () =>
      queue.alone(async () => {
        const line = await lines.write();
        try {
          const { rows } = await line.exec(
            'SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = current_schema()',
          );
          // A plain VACUUM only marks the place as free; FULL writes the table anew without what was deleted.
          for (const { name } of rows) await line.exec(`VACUUM FULL ${String(name)}`);
        } finally {
          line.release();
        }
      }),
    async close() {
      await queue.close();
      await lines.close();
    },
  };
}

function railOn(lines: Lines, name: string): Rail {
  let line: Line | undefined;
  const release = (broken = false) => {
    line?.release(broken);
    line = undefined;
  };
  return {
    async begin() {
      line = await lines.write();
      await line.exec('BEGIN');
      // As on SQLite one writer at a time, also among processes: rules read first, and write what follows.
      await line.exec('SELECT pg_advisory_xact_lock(hashtext($1))', [`haven:${name}`]);
      return asTables(line.db);
    },
    async exec(statement) {
      await line?.exec(statement);
    },
    async commit() {
      const { tag } = await line!.exec('COMMIT');
      // After a failed statement Postgres takes COMMIT for ROLLBACK, without a word.
      if (tag !== 'COMMIT') throw new StoreError('store: a failed statement was passed over');
      release();
    },
    async rollback() {
      if (!line) return;
      await line.exec('ROLLBACK').then(
        () => release(),
        () => release(true),
      );
    },
    tidy,
  };
}

function serverLines(url: string): Lines {
  const common = { connectionString: url, application_name: 'haven', connectionTimeoutMillis: 10_000 };
  const writers = new pg.Pool({ ...common, max: 1 });
  const readers = new pg.Pool({ ...common, max: 4, options: '-c default_transaction_read_only=on' });
  // A connection that is cut, idle or in use, is replaced at the next query; an error event that nobody listens
  // to would end the process.
  for (const pool of [writers, readers]) {
    pool.on('error', () => undefined);
    pool.on('connect', (client) => client.on('error', () => undefined));
  }
  const from = async (pool: pg.Pool): Promise<Line> => {
    const client = await pool.connect();
    return {
      db: handle(client),
      async exec(statement, values) {
        const { rows, command } = await client.query(statement, values);
        return { rows, tag: command };
      },
      release: (broken) => client.release(broken),
    };
  };
  return {
    write: () => from(writers),
    read: () => from(readers),
    async close() {
      await Promise.all([writers.end(), readers.end()]);
    },
  };
}

async function pgliteLines(url: string): Promise<Lines> {
  const [{ PGlite }, pglite] = await Promise.all([import('@electric-sql/pglite'), import('drizzle-orm/pglite')]);
  const client = await PGlite.create(url.replace(/^pglite:/u, ''));
  const line: Line = {
    db: pglite.drizzle(client, { casing: 'snake_case' }) as unknown as Db,
    async exec(statement, values) {
      const asked = statement === 'COMMIT' ? 'SELECT 1' : statement;
      const { rows } = await client.query<Record<string, unknown>>(asked, values);
      // Fails after a failed statement, where a COMMIT would be taken for a ROLLBACK.
      if (asked !== statement) await client.query(statement);
      return { rows, tag: statement };
    },
    release: () => undefined,
  };
  return { write: async () => line, close: () => client.close() };
}

const codeOf = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  return typeof code === 'string' ? code : '';
};

function unopened(error: unknown): OperatorError {
  const code = codeOf(error);
  const what =
    {
      '28P01': 'refused the password',
      '28000': 'refused the user',
      '3D000': 'has no database of that name',
      ENOTFOUND: 'is at a host that is not known',
      ECONNREFUSED: 'does not listen at that address',
    }[code] ?? `does not answer (${code || 'no reason given'})`;
  return new OperatorError(
    'store: postgres unreachable',
    `The Postgres server ${what}. Check the database URL in the config, and that the server runs.`,
  );
}

function tidy(error: unknown, reading = false): unknown {
  const cause = innermost(error);
  const code = codeOf(cause);
  if (code === '53100') return new Fault('down', 'store: disk full', 30_000);
  if (code === '25006' && !reading) return new Fault('down', 'store: read-only', 30_000);
  if (/^(40001|40P01|55P03)$/u.test(code)) return new Fault('down', 'store: locked', 1_000);
  if (/^(08|57P|53)/u.test(code) || /^E[A-Z]+$/u.test(code)) return new Fault('down', `store: ${code}`, 5_000);
  if (cause instanceof Error && /^Connection terminated|timeout exceeded when trying to connect/u.test(cause.message)) {
    return new Fault('down', 'store: connection lost', 5_000);
  }
  if (/^[0-9A-Z]{5}$/u.test(code)) return new StoreError(`store: ${code}`, cause);
  return cause === error ? error : new StoreError('store: query failed', error);
}

async function migrate(lines: Lines, name: string, folder: string): Promise<Migrated> {
  const list = `migrations_${name}`;
  const known = migrationsOf(folder);
  const line = await lines.write();
  try {
    await line.exec('BEGIN');
    await line.exec('SELECT pg_advisory_xact_lock(hashtext($1))', [`haven:${name}`]);
    await line.exec(`CREATE TABLE IF NOT EXISTS ${list} (tag text PRIMARY KEY)`);
    const { rows } = await line.exec(`SELECT tag FROM ${list}`);
    const missing = pending(
      known,
      rows.map(({ tag }) => String(tag)),
    );
    for (const { tag, statements } of missing) {
      for (const statement of statements) await line.exec(statement);
      await line.exec(`INSERT INTO ${list} (tag) VALUES ($1)`, [tag]);
    }
    await line.exec('COMMIT');
    return { applied: missing.map(({ tag }) => tag) };
  } catch (error) {
    await line.exec('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    line.release();
  }
}
