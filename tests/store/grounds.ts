/** Databases for tests: SQLite files in a folder that is removed afterwards, or PGlite in memory. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { connect, dialect, type Store } from '#dialect';

export const drizzleFolder = join(import.meta.dirname, '../../drizzle');

/** The folders of the migrations of either database. */
export const migrations = {
  haven: join(drizzleFolder, dialect),
  keys: join(drizzleFolder, `${dialect}-keys`),
};

/** Call it in a `describe` or a file; what it opened is closed and removed at the end of that. */
export function grounds() {
  const folder = mkdtempSync(join(tmpdir(), 'haven-store-'));
  const opened: Store[] = [];
  afterAll(async () => {
    for (const store of opened) await store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    folder,
    /** An empty database without tables. */
    async empty(name: 'haven' | 'keys'): Promise<Store> {
      const file = join(folder, `${name}-${opened.length}.db`);
      const store = await connect(dialect === 'sqlite' ? file : 'memory://', { name });
      opened.push(store);
      return store;
    },
    /** A database with its tables. */
    async ready(name: 'haven' | 'keys'): Promise<Store> {
      const store = await this.empty(name);
      await store.migrate(migrations[name]);
      return store;
    },
  };
}
