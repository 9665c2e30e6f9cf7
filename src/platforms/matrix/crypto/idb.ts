/**
 * IndexedDB that lasts, for Node. The crypto library keeps its keys in IndexedDB, and counts a transaction as done at
 * its `complete` event; fake-indexeddb holds everything in memory. Here every read-write transaction is written to
 * a file before `complete` reaches anybody, and a file is read back into memory when it is opened. When it can't
 * be written, `complete` never comes: nothing that was sealed with an unwritten key leaves the process.
 *
 * Knows what the library uses: keys beside the values, indexes, cursors.
 */
import v8 from 'node:v8';
import * as idb from 'fake-indexeddb';
import { readable, type Change, type Rows, type Stored } from './rows.ts';

// Where the library looks for it.
for (const [name, value] of Object.entries(idb))
  if (/^(?:IDB|indexedDB$)/u.test(name)) Reflect.set(globalThis, name, value);

export interface Durable {
  /** What the names of its databases begin with; another one at each opening, and not in the file. */
  readonly prefix: string;
  /** There was nothing in the file. */
  readonly empty: boolean;
  /** What was deleted is gone from the disk as well, not only from its place in the file. Throws what SQLite throws. */
  truncate(): void;
  /** Once everything that uses it is closed. What is in memory stays there: deleting it would wait for the library. */
  close(): void;
}

interface Opened {
  readonly prefix: string;
  readonly rows: Rows;
  readonly fatal: () => void;
  /** It can be neither read nor written any more. */
  over: boolean;
}

let openings = 0;
const files = new Map<string, Opened>();
const openedOf = (database: string): Opened | undefined => files.get(database.split('::')[0]!);

/**
 * Reads a file into memory, and writes to it from then on. `fatal` is called when that fails, after which every
 * transaction is refused. Throws `Unreadable`; closes `rows` when it throws.
 */
export async function durable(rows: Rows, fatal: () => void): Promise<Durable> {
  const prefix = `durable-${(openings += 1)}`;
  const file: Opened = { prefix, rows, fatal, over: false };
  try {
    const stored = rows.databases();
    for (const database of stored) await restore(prefix, database);
    files.set(prefix, file);
    return {
      prefix,
      empty: stored.length === 0,
      truncate: rows.truncate,
      close() {
        file.over = true;
        rows.close();
      },
    };
  } catch (error) {
    rows.close();
    throw error;
  }
}

/** A connection to one of its databases; it is made with these object stores where it is not there yet. */
export async function opened(name: string, stores: readonly string[] = []): Promise<any> {
  const request = idb.indexedDB.open(name);
  request.addEventListener('upgradeneeded', () => stores.forEach((store) => request.result.createObjectStore(store)));
  return succeeded(request);
}

export const succeeded = (request: any): Promise<any> =>
  new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error));
  });

/** On the disk; never, where it can't be written. */
export const completed = (transaction: any): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve());
    transaction.addEventListener('abort', () => reject(transaction.error));
  });

function restore(prefix: string, { name, version, stores }: Stored): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const request = idb.indexedDB.open(prefix + name, version);
  request.addEventListener('upgradeneeded', () => {
    try {
      for (const { name: store, indexes, records } of stores) {
        const made = request.result.createObjectStore(store);
        for (const { name: index, definition } of indexes) {
          const { keyPath, ...options } = JSON.parse(definition);
          made.createIndex(index, keyPath, options);
        }
        for (const { key, value } of records()) made.put(value, key);
      }
    } catch (error) {
      reject(readable(error));
      request.transaction.abort();
    }
  });
  request.addEventListener('success', () => (request.result.close(), resolve()));
  request.addEventListener('error', () => reject(request.error));
  return promise;
}

function commit(file: Opened, transaction: any, changes: readonly Change[], event: Event): void {
  const upgrade = transaction.mode === 'versionchange';
  if (changes.length === 0 && !upgrade) return;
  const { name, version } = transaction.db;
  try {
    if (file.over) throw new Error('closed');
    file.rows.write(name.slice(file.prefix.length), upgrade ? version : undefined, changes);
  } catch {
    // Memory is ahead of the disk for good: nobody may hear of this transaction, nor make another one.
    event.stopImmediatePropagation();
    if (file.over) return;
    file.over = true;
    file.fatal();
  }
}

/** What each open transaction has changed so far, in order. */
const changesOf = new WeakMap<object, Change[]>();
const changesIn = (store: any): Change[] | undefined => changesOf.get(store.transaction);
const storeOf = (cursor: any): any => cursor.source.objectStore ?? cursor.source;

type Method = (this: any, ...given: any[]) => any;
const around = (owner: { readonly prototype: any }, name: string, wrap: (original: Method) => Method): void => {
  owner.prototype[name] = wrap(owner.prototype[name]);
};

/** Notes changes once the request has succeeded; `of` is asked then. */
function noting(changes: Change[] | undefined, request: any, of: () => readonly Change[]): any {
  if (changes) request.addEventListener('success', () => changes.push(...of()));
  return request;
}

around(
  idb.IDBDatabase,
  'transaction',
  (original) =>
    function (...given) {
      const file = openedOf(this.name);
      if (file?.over) throw new Error('the keys of this device can not be written any more');
      const transaction = original.apply(this, given);
      if (!file || transaction.mode === 'readonly') return transaction;
      const changes: Change[] = [];
      changesOf.set(transaction, changes);
      // The first listener is called first.
      transaction.addEventListener('complete', (event: Event) => commit(file, transaction, changes, event));
      return transaction;
    },
);

around(
  idb.IDBDatabase,
  'createObjectStore',
  (original) =>
    function (...given) {
      const { keyPath = null, autoIncrement = false } = given[1] ?? {};
      if (openedOf(this.name) && (keyPath !== null || autoIncrement))
        throw new Error('keys within the values are not provided for');
      const store = original.apply(this, given);
      changesIn(store)?.push({ kind: 'create store', store: store.name });
      return store;
    },
);

around(
  idb.IDBDatabase,
  'deleteObjectStore',
  (original) =>
    function (name) {
      original.call(this, name);
      // Its transaction can be had from the connection's own part alone.
      for (const transaction of this._rawDatabase.transactions)
        if (transaction.db === this && transaction.mode === 'versionchange')
          changesOf.get(transaction)?.push({ kind: 'delete store', store: String(name) });
    },
);

around(
  idb.IDBObjectStore,
  'createIndex',
  (original) =>
    function (...given) {
      const index = original.apply(this, given);
      const { name, keyPath, unique, multiEntry } = index;
      const definition = JSON.stringify({ keyPath, unique, multiEntry });
      changesIn(this)?.push({ kind: 'create index', store: this.name, index: name, definition });
      return index;
    },
);

around(
  idb.IDBObjectStore,
  'deleteIndex',
  (original) =>
    function (name) {
      original.call(this, name);
      changesIn(this)?.push({ kind: 'delete index', store: this.name, index: String(name) });
    },
);

for (const name of ['put', 'add'])
  around(
    idb.IDBObjectStore,
    name,
    (original) =>
      function (...given) {
        const value = v8.serialize(given[0]);
        const request = original.apply(this, given);
        return noting(changesIn(this), request, () => [{ kind: 'put', store: this.name, key: request.result, value }]);
      },
  );

around(
  idb.IDBObjectStore,
  'delete',
  (original) =>
    function (of) {
      const changes = changesIn(this);
      // A row's name has no order, so it is looked up which keys a range holds: just before, in the same transaction.
      const keys = changes && this.getAllKeys(of);
      noting(changes, keys, () => keys.result.map((key: unknown) => ({ kind: 'delete', store: this.name, key })));
      return original.call(this, of);
    },
);

around(
  idb.IDBObjectStore,
  'clear',
  (original) =>
    function () {
      return noting(changesIn(this), original.call(this), () => [{ kind: 'clear', store: this.name }]);
    },
);

around(
  idb.IDBCursor,
  'update',
  (original) =>
    function (given) {
      const store = storeOf(this);
      const value = v8.serialize(given);
      const key = structuredClone(this.primaryKey);
      return noting(changesIn(store), original.call(this, given), () => [
        { kind: 'put', store: store.name, key, value },
      ]);
    },
);

around(
  idb.IDBCursor,
  'delete',
  (original) =>
    function () {
      const store = storeOf(this);
      const key = structuredClone(this.primaryKey);
      return noting(changesIn(store), original.call(this), () => [{ kind: 'delete', store: store.name, key }]);
    },
);
