/** What stands in the databases of a program that has stopped, opened with its keys. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { connect, on } from '#dialect';
import { openApp, type App } from '../../src/app.ts';
import { loadTexts } from '../../src/app/texts.ts';
import type { Log, Seals } from '../../src/chat/ports.ts';
import { entryStore } from '../../src/core/cases/store/entries.ts';
import { cases } from '../../src/core/cases/tables.ts';
import { openKeys, seals } from '../../src/store/casekeys.ts';
import { systemChance } from '../../src/store/ids.ts';
import { readKeyFile } from '../../src/store/keys.ts';
import type { Store } from '../../src/store/store.ts';
import { systemClock } from '../../src/time/clock.ts';
import { until } from '../support/until.ts';

export interface Databases {
  readonly store: Store;
  readonly app: App;
  readonly seal: Omit<Seals, 'destroy'>;
  close(): Promise<void>;
}

export async function openDatabases(folder: string, keyFile: string): Promise<Databases> {
  const store = await connect(join(folder, 'haven.db'), { name: 'haven' });
  const keyStore = await connect(join(folder, 'keys.db'), { name: 'keys' });
  const ring = readKeyFile(keyFile);
  const keys = openKeys({ store: keyStore, ring, clock: systemClock, chance: systemChance });
  const quiet: Log = { info() {}, warn() {}, error() {} };
  const seal = seals(ring, keys);
  const app = openApp({
    store,
    seals: seal,
    destroyKeys: (ids) => keys.destroy(ids),
    clock: systemClock,
    log: quiet,
    texts: loadTexts(['en']),
    platforms: [],
  });
  return {
    store,
    app,
    seal,
    async close() {
      await store.close();
      await keyStore.close();
    },
  };
}

/** What was written into each case, by its code name. */
export const entriesIn = ({ app }: Databases): Promise<Map<string, string[]>> =>
  app.run('judge', async (work) => {
    const found = new Map<string, string[]>();
    for (const { id, code } of await on(work.tables).select().from(cases)) {
      const entries = await entryStore(work).of(id);
      found.set(
        code,
        entries.map(({ text }) => text),
      );
    }
    return found;
  });

/** Waits until nothing is left that could still be delivered by the program that runs in this folder. */
export async function settled(folder: string, patience = 300_000): Promise<void> {
  const database = new Database(join(folder, 'data', 'haven.db'), { readonly: true });
  const ready = database.prepare("select count(*) as count from outbox where state in ('ready', 'refused')");
  try {
    await until(() => (ready.get() as { count: number }).count === 0, patience);
  } catch (error) {
    const left = database.prepare(
      "select act, state, tries, count(*) as count from outbox where state <> 'sent' group by 1, 2, 3",
    );
    throw new Error(`Messages are left in the outbox: ${JSON.stringify(left.all())}`, { cause: error });
  } finally {
    database.close();
  }
}
