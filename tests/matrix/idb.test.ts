/** IndexedDB that lasts: what was committed is there after a reopening, and nobody can read it in the file. */
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { indexedDB, IDBKeyRange } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { durable, type Durable } from '../../src/platforms/matrix/crypto/idb.ts';
import { bytesOfKey } from '../../src/platforms/matrix/crypto/names.ts';
import { until } from '../support/until.ts';
import { openRows, Unreadable, type Rows } from '../../src/platforms/matrix/crypto/rows.ts';

const sealKey = new Uint8Array(32).fill(7);
/** Memory, where there is a folder in it: each commit waits for the disk, and a test gains nothing by that. */
const scratch = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
let folder: string;
const file = () => join(folder, 'deep', 'keys.db');

beforeEach(() => {
  folder = mkdtempSync(join(scratch, 'haven-idb-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const never = () => expect.unreachable();
const open = async (key = sealKey): Promise<Durable> => durable(openRows(file(), key), never);

const done = <T>(request: any): Promise<T> =>
  new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error));
  });

/** Two stores, one with an index; a second version drops one and makes another. */
async function openDatabase({ prefix }: Durable, version = 1): Promise<any> {
  const request = indexedDB.open(`${prefix}::trial`, version);
  request.addEventListener('upgradeneeded', () => {
    const database: any = request.result;
    for (const name of ['a', 'b'])
      if (!database.objectStoreNames.contains(name)) database.createObjectStore(name).createIndex('by', 'by');
    if (version >= 2) {
      database.deleteObjectStore('b');
      database.createObjectStore('c');
      request.transaction.objectStore('a').deleteIndex('by');
    }
  });
  return done(request);
}

/** Resolves when the transaction is complete, or was given up. */
function transact(database: any, store: string, work: (store: any) => void, abort = false): Promise<void> {
  const transaction = database.transaction(store, 'readwrite');
  work(transaction.objectStore(store));
  if (abort) transaction.abort();
  return new Promise((resolve) => {
    for (const end of ['complete', 'abort']) transaction.addEventListener(end, () => resolve());
  });
}

async function contentOf(database: any): Promise<unknown> {
  const of = async (name: string) => {
    const store = database.transaction(name).objectStore(name);
    const byIndex = store.indexNames.contains('by') ? await done(store.index('by').getAllKeys()) : undefined;
    return { keys: await done(store.getAllKeys()), values: await done(store.getAll()), byIndex };
  };
  return Promise.all([...database.objectStoreNames].map(of));
}

const secret = 'Canary-of-Ana';
const word = fc.constantFrom('', 'x', `${secret}1`, `${secret}2`, '\0', '\uFFFF', 'é');
const simple = fc.oneof(
  word,
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom(-0, 0.5, Infinity, -Infinity),
  fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(3) }),
  // fake-indexeddb takes an empty one for one that was given away.
  fc.uint8Array({ minLength: 1, maxLength: 2 }),
);
const key = fc.oneof(simple, fc.array(fc.oneof(simple, fc.array(simple, { maxLength: 2 })), { maxLength: 3 }));
const value = fc.record({ by: fc.oneof(word, fc.integer({ min: 0, max: 3 })), body: fc.oneof(word, fc.uint8Array()) });

const change = fc.oneof(
  fc.record({ act: fc.constantFrom('put', 'add'), key, value }),
  fc.record({ act: fc.constant('delete'), key }),
  fc.record({ act: fc.constant('delete range'), key, to: key }),
  fc.record({ act: fc.constant('clear') }),
  fc.record({ act: fc.constantFrom('cursor update', 'index cursor update'), value }),
  fc.record({ act: fc.constantFrom('cursor delete', 'index cursor delete') }),
);
type Change = { act: string; key?: unknown; to?: unknown; value?: unknown };

function carryOut(store: any, { act, key, to, value }: Change): void {
  if (act === 'put') store.put(value, key);
  // Refused where it is there already; the others of the transaction stand.
  else if (act === 'add') store.add(value, key).addEventListener('error', (event: Event) => event.preventDefault());
  else if (act === 'delete') store.delete(key);
  else if (act === 'clear') store.clear();
  else if (act === 'delete range') {
    const [low, high] = indexedDB.cmp(key, to) <= 0 ? [key, to] : [to, key];
    store.delete(IDBKeyRange.bound(low, high));
  } else {
    const request = (act.startsWith('index') ? store.index('by') : store).openCursor();
    request.addEventListener('success', () => {
      if (!request.result) return;
      if (act.endsWith('update')) request.result.update(value);
      else request.result.delete();
    });
  }
}

const transactions = fc.array(
  fc.record({
    store: fc.constantFrom('a', 'b'),
    changes: fc.array(change, { minLength: 1, maxLength: 6 }),
    abort: fc.boolean(),
    reopen: fc.boolean(),
  }),
  { maxLength: 8 },
);

describe('what is kept', () => {
  test('is the same after a reopening, at whatever commit', async () => {
    await fc.assert(
      fc.asyncProperty(transactions, async (all) => {
        rmSync(folder, { recursive: true, force: true });
        let lasting = await open();
        let database = await openDatabase(lasting);
        for (const { store, changes, abort, reopen } of all) {
          await transact(database, store, (on) => changes.forEach((each) => carryOut(on, each)), abort);
          if (!reopen) continue;
          const before = await contentOf(database);
          database.close();
          lasting.close();
          lasting = await open();
          database = await openDatabase(lasting);
          expect(await contentOf(database)).toEqual(before);
        }
        const before = await contentOf(database);
        database.close();
        lasting.close();
        lasting = await open();
        expect(await contentOf(await openDatabase(lasting))).toEqual(before);
        lasting.close();
      }),
      { numRuns: 100 },
    );
  }, 60_000);

  test('keeps its stores and indexes when they change', async () => {
    const first = await open();
    expect(first.empty).toBe(true);
    const database = await openDatabase(first);
    await transact(database, 'a', (store) => store.put({ by: 1 }, 'k'));
    database.close();
    (await openDatabase(first, 2)).close();
    first.close();
    const second = await open();
    expect(second.empty).toBe(false);
    const again = await openDatabase(second, 2);
    expect([...again.objectStoreNames]).toEqual(['a', 'c']);
    expect([...again.transaction('a').objectStore('a').indexNames]).toEqual([]);
    expect(await done(again.transaction('a').objectStore('a').get('k'))).toEqual({ by: 1 });
    second.close();
  });

  test('can be read by nobody in the file, which is its owner’s alone', async () => {
    const lasting = await open();
    const database = await openDatabase(lasting);
    await transact(database, 'a', (store) => store.put({ by: secret, body: Buffer.from(secret) }, [secret, 1]));
    const files = readdirSync(join(folder, 'deep')).map((name) => join(folder, 'deep', name));
    expect(files.length).toBeGreaterThan(1);
    for (const each of files) {
      const bytes = readFileSync(each);
      for (const written of [Buffer.from(secret), Buffer.from(secret, 'utf16le')])
        expect(bytes.includes(written), each).toBe(false);
      expect(statSync(each).mode & 0o077).toBe(0);
    }
    expect(statSync(join(folder, 'deep')).mode & 0o077).toBe(0);
    lasting.close();
  });
});

describe('what can not be read', () => {
  const write = async () => {
    const lasting = await open();
    await transact(await openDatabase(lasting), 'a', (store) => store.put({ by: secret }, 'k'));
    lasting.close();
  };

  test('is told: another key', async () => {
    await write();
    await expect(open(new Uint8Array(32).fill(8))).rejects.toThrow(Unreadable);
    (await open()).close();
  });

  test('is told: a changed row, and one in the place of another', async () => {
    await write();
    const { default: Sqlite } = await import('better-sqlite3');
    for (const change of ['value = zeroblob(length(value))', 'value = key', 'name = zeroblob(32)', "value = x'00'"]) {
      const before = readFileSync(file());
      const sql = new Sqlite(file());
      sql.exec(`UPDATE records SET ${change}`);
      sql.close();
      await expect(open(), change).rejects.toThrow(Unreadable);
      writeFileSync(file(), before);
    }
    (await open()).close();
  });

  test.each([
    ['its beginning', (bytes: Buffer) => bytes.fill(1, 0, 100)],
    ['a page of it', (bytes: Buffer) => bytes.fill(1, 4096, 8192)],
    ['its end', (bytes: Buffer) => bytes.subarray(0, 4096)],
    ['all of it', () => Buffer.from('words')],
  ])('is told: damage to %s', async (_, damage) => {
    await write();
    writeFileSync(file(), damage(readFileSync(file())));
    await expect(open()).rejects.toThrow(Unreadable);
  });

  test('is left alone by a second process', async () => {
    const lasting = await open();
    expect(() => openRows(file(), sealKey)).toThrow(expect.objectContaining({ code: 'SQLITE_BUSY' }));
    lasting.close();
    (await open()).close();
  });
});

describe('what can not be written', () => {
  test('is not said to be done, and nothing is from then on', async () => {
    const rows = openRows(file(), sealKey);
    let full = false;
    const write: Rows['write'] = (...given) => {
      if (full) throw new Error('ENOSPC');
      rows.write(...given);
    };
    let ended = 0;
    const lasting = await durable({ ...rows, write }, () => (ended += 1));
    const database = await openDatabase(lasting);
    full = true;
    let complete = false;
    const transaction = database.transaction('a', 'readwrite');
    transaction.objectStore('a').put({ by: 1 }, 'k');
    transaction.addEventListener('complete', () => (complete = true));
    await until(() => ended === 1);
    expect(complete).toBe(false);
    full = false;
    expect(() => database.transaction('a', 'readwrite')).toThrow();
    expect(() => database.transaction('a')).toThrow();
    expect(ended).toBe(1);
    lasting.close();
    const again = await open();
    expect(await done((await openDatabase(again)).transaction('a').objectStore('a').get('k'))).toBe(undefined);
    again.close();
  });
});

test('bytes stand for one key alone', () => {
  // Of few kinds, so that two are often the same, or nearly.
  const few = fc.constantFrom<unknown>('', 'x', 0, -0, new Date(0));
  const nested = fc.array(fc.oneof(few, fc.array(few, { maxLength: 2 })), { maxLength: 2 });
  for (const each of [key, fc.oneof(few, nested)])
    fc.assert(
      fc.property(each, each, (one, other) => {
        expect(bytesOfKey(one).equals(bytesOfKey(other))).toBe(indexedDB.cmp(one, other) === 0);
      }),
      { numRuns: 5_000, examples: [[[['x'], 'x'], [['x', 'x']]]] },
    );
});
