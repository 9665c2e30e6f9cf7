import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql, type SQL } from 'drizzle-orm';
import { afterAll, describe, expect, it } from 'vitest';
import { connect, dialect, on, type Store } from '#dialect';
import type { Tables } from '../../src/chat/ports.ts';
import { OperatorError } from '../../src/chat/outcome.ts';
import { migrationsOf } from '../../src/store/migrate.ts';
import { drizzleFolder, grounds, migrations } from './grounds.ts';

const temporary = mkdtempSync(join(tmpdir(), 'haven-migrations-'));
afterAll(() => rmSync(temporary, { recursive: true }));

/** A folder of migrations as the script writes them. */
function folderOf(name: string, steps: Readonly<Record<string, readonly string[]>>): string {
  const folder = join(temporary, name);
  mkdirSync(join(folder, 'meta'), { recursive: true });
  const entries = Object.keys(steps).map((tag, idx) => ({ idx, tag, when: idx, breakpoints: true }));
  writeFileSync(join(folder, 'meta', '_journal.json'), JSON.stringify({ entries }));
  for (const [tag, statements] of Object.entries(steps)) {
    writeFileSync(join(folder, `${tag}.sql`), statements.join('\n--> statement-breakpoint\n'));
  }
  return folder;
}

/** Rows of a query that only the tests ask. */
async function ask(tables: Tables, query: SQL): Promise<Record<string, unknown>[]> {
  const db = on(tables) as unknown as {
    all?(q: SQL): Record<string, unknown>[];
    execute?(q: SQL): Promise<{ rows: Record<string, unknown>[] }>;
  };
  return db.all ? db.all(query) : (await db.execute!(query)).rows;
}

async function countOf(store: Store, table: string): Promise<number> {
  const [row] = await store.read((tables) => ask(tables, sql`SELECT count(*) AS rows FROM ${sql.identifier(table)}`));
  return Number(row!['rows']);
}

const change = (store: Store, statement: string) =>
  store.write(async (tables) => {
    const db = on(tables) as unknown as { run?(q: SQL): unknown; execute?(q: SQL): Promise<unknown> };
    await (db.run ? db.run(sql.raw(statement)) : db.execute!(sql.raw(statement)));
  });

describe(`migrations, on ${dialect}`, () => {
  const ground = grounds();
  const parents = [
    'CREATE TABLE parents (id text PRIMARY KEY)',
    'CREATE TABLE children (id text PRIMARY KEY, parent text NOT NULL REFERENCES parents (id) ON DELETE CASCADE)',
  ];

  it('are applied once', async () => {
    const store = await ground.empty('haven');
    const applied = migrationsOf(migrations.haven).map(({ tag }) => tag);
    expect((await store.migrate(migrations.haven, { backup: true })).applied).toEqual(applied);
    expect(await store.migrate(migrations.haven, { backup: true })).toEqual({ applied: [] });
  });

  it('leave nothing of themselves when one of their statements fails', async () => {
    const store = await ground.empty('haven');
    const broken = folderOf('broken', {
      '0000_a': parents,
      '0001_b': ['CREATE TABLE half (id text)', 'CREATE TABLE nonsense ('],
    });
    await expect(store.migrate(broken)).rejects.toThrow();
    await expect(countOf(store, 'half')).rejects.toThrow('store: ');
    await expect(countOf(store, 'parents')).rejects.toThrow('store: ');
    const mended = folderOf('mended', { '0000_a': parents, '0001_b': ['CREATE TABLE half (id text)'] });
    expect((await store.migrate(mended)).applied).toEqual(['0000_a', '0001_b']);
  });

  it('refuse a database that a newer program has written, and change nothing', async () => {
    const store = await ground.empty('haven');
    await store.migrate(folderOf('newer', { '0000_a': parents, '0001_b': ['CREATE TABLE later (id text)'] }));
    const older = folderOf('older', { '0000_a': parents });
    await expect(store.migrate(older)).rejects.toThrow(OperatorError);
    await expect(store.migrate(older)).rejects.toThrow(/newer version of this program.*0001_b/u);
    expect(await countOf(store, 'later')).toBe(0);
  });

  it('keep the children of a table that is rebuilt, refuse to leave orphans, and enforce references again', async (context) => {
    if (dialect !== 'sqlite') context.skip('Postgres changes tables in place');
    const store = await ground.empty('haven');
    await store.migrate(folderOf('family', { '0000_a': parents }));
    await change(store, "INSERT INTO parents VALUES ('p')");
    await change(store, "INSERT INTO children VALUES ('c', 'p')");
    const rebuild = [
      'CREATE TABLE __new (id text PRIMARY KEY, name text)',
      'INSERT INTO __new (id) SELECT id FROM parents',
      'DROP TABLE parents',
      'ALTER TABLE __new RENAME TO parents',
    ];
    await store.migrate(folderOf('rebuilt', { '0000_a': parents, '0001_b': rebuild }));
    expect(await countOf(store, 'children')).toBe(1);
    const orphans = folderOf('orphans', { '0000_a': parents, '0001_b': rebuild, '0002_c': ['DELETE FROM parents'] });
    await expect(store.migrate(orphans)).rejects.toThrow(/rows that point to nothing/u);
    expect(await countOf(store, 'parents')).toBe(1);
    await expect(change(store, "INSERT INTO children VALUES ('d', 'nobody')")).rejects.toThrow('FOREIGNKEY');
  });

  it('take a copy first, for its owner alone, that holds what was there', async (context) => {
    if (dialect !== 'sqlite') context.skip('a Postgres is backed up by its operator');
    const store = await ground.empty('haven');
    const first = await store.migrate(folderOf('first', { '0000_a': parents }), { backup: true });
    expect(first.backup).toBeUndefined();
    await change(store, "INSERT INTO parents VALUES ('kept')");
    const { backup } = await store.migrate(
      folderOf('second', { '0000_a': parents, '0001_b': ['DROP TABLE children'] }),
      { backup: true },
    );
    expect(statSync(backup!).mode & 0o777).toBe(0o600);
    const copy = await connect(backup!, { name: 'haven' });
    expect([await countOf(copy, 'parents'), await countOf(copy, 'children')]).toEqual([1, 0]);
    await copy.close();
  });

  it.each(['haven', 'keys'] as const)('never lose a row: %s', async (name) => {
    const store = await ground.empty(name);
    const all = migrationsOf(migrations[name]);
    expect(all.length).toBeGreaterThan(0);
    for (const [step] of all.entries()) {
      const upTo = all.slice(0, step + 1);
      const before = step === 0 ? new Map<string, number>() : await countAll(store);
      await store.migrate(
        folderOf(`${name}-${step}`, Object.fromEntries(upTo.map(({ tag, statements }) => [tag, statements]))),
      );
      const now = await countAll(store);
      for (const [table, rows] of before) expect([table, now.get(table)]).toEqual([table, rows]);
      await fill(
        store,
        [...now].filter(([, rows]) => rows === 0).map(([table]) => table),
      );
      expect([...(await countAll(store))].filter(([, rows]) => rows === 0)).toEqual([]);
    }
  });
});

async function countAll(store: Store): Promise<Map<string, number>> {
  const names = await store.read((tables) =>
    ask(
      tables,
      dialect === 'sqlite'
        ? sql`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`
        : sql`SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema()`,
    ),
  );
  const counts = new Map<string, number>();
  // The list of migrations itself grows with each.
  for (const { name } of names.filter((each) => !String(each['name']).startsWith('migrations_')))
    counts.set(String(name), await countOf(store, String(name)));
  return counts;
}

/** A row in each table; tables wait for those that they refer to. */
async function fill(store: Store, tables: readonly string[]): Promise<void> {
  let left = [...tables];
  while (left.length > 0) {
    const failed: string[] = [];
    let last: unknown;
    for (const table of left) {
      try {
        await change(store, await rowFor(store, table));
      } catch (error) {
        failed.push(table);
        last = error;
      }
    }
    if (failed.length === left.length) throw last;
    left = failed;
  }
}

async function rowFor(store: Store, table: string): Promise<string> {
  const columns = await store.read((tables) =>
    ask(
      tables,
      dialect === 'sqlite'
        ? sql`SELECT name, type FROM pragma_table_info(${table})`
        : sql`SELECT column_name AS name, data_type AS type FROM information_schema.columns WHERE table_name = ${table}`,
    ),
  );
  const value = (type: string) => {
    if (/int/u.test(type)) return '1';
    if (/bool/u.test(type)) return 'true';
    if (/time/u.test(type)) return 'now()';
    if (/blob/u.test(type)) return "x'00'";
    return type === 'bytea' ? "'\\x00'" : "'x'";
  };
  const names = columns.map(({ name }) => `"${String(name)}"`);
  return `INSERT INTO "${table}" (${names.join(', ')}) VALUES (${columns.map(({ type }) => value(String(type).toLowerCase())).join(', ')})`;
}

describe('the migrations that are kept', () => {
  /** What may be destroyed: `folder/file` and why nothing that anybody needs is lost by it. */
  const reasons: Readonly<Record<string, string>> = {};
  const destructive =
    /\b(DROP\s+(TABLE|COLUMN|SCHEMA|CONSTRAINT)|DELETE\s+FROM|TRUNCATE|CASCADE;|SET\s+DATA\s+TYPE|UPDATE\s+\S+\s+SET)/iu;
  const files = readdirSync(drizzleFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) =>
      readdirSync(join(drizzleFolder, name))
        .filter((file) => file.endsWith('.sql'))
        .map((file) => `${name}/${file}`),
    );

  it('destroy nothing without a reason on the list', () => {
    expect(files.length).toBeGreaterThanOrEqual(4);
    const guilty = files.filter((file) => destructive.test(readFileSync(join(drizzleFolder, file), 'utf8')));
    expect(guilty.filter((file) => reasons[file] === undefined)).toEqual([]);
    expect(Object.keys(reasons).filter((file) => !guilty.includes(file))).toEqual([]);
  });

  it('are known to be destructive where they are', () => {
    for (const statement of [
      'DROP TABLE `a`',
      'drop  table "a" cascade;',
      'ALTER TABLE `a` DROP COLUMN `b`',
      'DELETE FROM a',
      'TRUNCATE a',
    ]) {
      expect(statement).toMatch(destructive);
    }
    expect('CREATE TABLE a (id text REFERENCES b (id) ON DELETE cascade)').not.toMatch(destructive);
  });

  it('are the same list in both dialects', () => {
    const listed = (folder: string) => migrationsOf(join(drizzleFolder, folder)).length;
    expect(listed('sqlite')).toBe(listed('postgres'));
    expect(listed('sqlite-keys')).toBe(listed('postgres-keys'));
  });
});
