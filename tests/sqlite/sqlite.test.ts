/** What only a file can suffer: a full disk, a damaged file, another process. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, describe, expect, it } from 'vitest';
import { connect, on, type Store } from '#dialect';
import { Fault, OperatorError } from '../../src/chat/outcome.ts';
import { due } from '../../src/store/tables.ts';
import { find, fresh } from '../store/laws.ts';
import { grounds } from '../store/grounds.ts';

const folder = mkdtempSync(join(tmpdir(), 'haven-sqlite-'));
afterAll(() => rmSync(folder, { recursive: true }));
const pragma = (store: Store, text: string) =>
  store.read(async (tables) =>
    (on(tables) as unknown as { all(q: unknown): Record<string, unknown>[] }).all(sql.raw(`PRAGMA ${text}`)),
  );

describe('SQLite', () => {
  const ground = grounds();

  it('is readable by its owner alone, the write-ahead log too', async () => {
    const file = join(folder, 'private.db');
    const store = await connect(file, { name: 'haven' });
    expect([file, `${file}-wal`].map((each) => statSync(each).mode & 0o777)).toEqual([0o600, 0o600]);
    await store.close();
  });

  it('waits for the disk at each commit, and overwrites what is deleted', async () => {
    const store = await ground.ready('haven');
    const asked = async (name: string) =>
      store.write(
        async (tables) =>
          Object.values(
            (on(tables) as unknown as { all(q: unknown): Record<string, unknown>[] }).all(
              sql.raw(`PRAGMA ${name}`),
            )[0]!,
          )[0],
      );
    expect([
      await asked('synchronous'),
      await asked('secure_delete'),
      await asked('foreign_keys'),
      await asked('journal_mode'),
    ]).toEqual([2, 1, 1, 'wal']);
  });

  it('on a full disk says so, keeps what it had, and goes on when there is space again', async () => {
    const store = await ground.ready('haven');
    const [before, after] = [fresh(), fresh()];
    await store.write((tables) => on(tables).insert(due).values(before.row));
    const [{ page_count: pages } = {}] = await pragma(store, 'page_count');
    const limit = (count: number) =>
      store.write(
        async (tables) =>
          void (on(tables) as unknown as { all(q: unknown): unknown }).all(sql.raw(`PRAGMA max_page_count = ${count}`)),
      );
    await limit(Number(pages) + 2);
    const much = { ...after.row, args: { much: 'x'.repeat(200_000) } };
    const small = fresh();
    const results = await Promise.allSettled([
      store.write((tables) => on(tables).insert(due).values(much)),
      store.write((tables) => on(tables).insert(due).values(small.row)),
    ]);
    const reason = (results[0] as PromiseRejectedResult).reason as Fault;
    expect(reason).toBeInstanceOf(Fault);
    expect([reason.kind, reason.label]).toEqual(['down', 'store: disk full']);
    expect((await find(store, small.id)) !== undefined).toBe(results[1].status === 'fulfilled');
    await limit(1_000_000);
    await store.write((tables) => on(tables).insert(due).values(much));
    expect(await find(store, before.id)).toBeDefined();
    expect(await find(store, after.id)).toBeDefined();
  });

  it.each([
    [
      'that is something else',
      () => file('text.db', 'not a database, but long enough to be looked at'.repeat(40)),
      /is not an SQLite database/u,
    ],
    ['in a folder that does not exist', () => join(folder, 'nowhere', 'x.db'), /can't be opened \(ENOENT\)/u],
    ['that is a folder', () => directory('folder.db'), /can't be opened/u],
  ])('says what to do about a file %s', async (_, make, message) => {
    const error: unknown = await connect(make(), { name: 'haven' }).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(OperatorError);
    expect((error as Error).message).toMatch(message);
  });

  it('waits for another process, and finds nothing of one that was killed in the middle of a write', async () => {
    const path = join(folder, 'shared.db');
    const store = await connect(path, { name: 'haven' });
    await store.migrate(join(import.meta.dirname, '../../drizzle/sqlite'));
    const { id, row } = fresh();
    const child = spawn(process.execPath, [join(import.meta.dirname, '../e2e/support/writer.ts'), path, id], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    expect(await find(store, id)).toBeUndefined();
    child.kill('SIGKILL');
    await once(child, 'exit');
    await store.write((tables) =>
      on(tables)
        .insert(due)
        .values({ ...row, id: `${id}-after` }),
    );
    expect(await find(store, id)).toBeUndefined();
    expect(await find(store, `${id}-after`)).toBeDefined();
    await store.close();
  });
});

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

function directory(name: string): string {
  mkdirSync(join(folder, name));
  return join(folder, name);
}
