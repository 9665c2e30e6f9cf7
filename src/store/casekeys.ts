/** The keys of cases, in a database of their own. */
import { randomBytes } from 'node:crypto';
import { and, eq, gt, inArray, lt, asc } from 'drizzle-orm';
import { on } from '#dialect';
import type { Sealer, Seals } from '../chat/ports.ts';
import type { Clock } from '../time/clock.ts';
import { randomId, type Chance } from './ids.ts';
import type { KeyRing } from './keys.ts';
import { caseKeys } from './keytables.ts';
import { sealer } from './seal.ts';
import { StoreError, type Store } from './store.ts';

export interface CaseKeys {
  /** A new key, durable when this returns; at once for an id that `spare` gave. Throws when it exists. */
  create(caseId: string): Promise<Sealer>;
  /** `undefined` once it is destroyed. */
  of(caseId: string): Promise<Sealer | undefined>;
  /**
   * A random id for a case whose key is durable already, so that nobody waits for a second commit. To be
   * asked for only when a case is made; one that is not used is swept later.
   */
  spare(): Promise<string>;
  /** Destroys keys for good: the rows, and what the write-ahead log still holds of them. */
  destroy(caseIds: readonly string[]): Promise<void>;
  /**
   * Destroys the keys made before `before` that belong to no case. `known` gives back those of the ids that
   * do. A key is durable before its case, so `before` must leave the case time to be committed.
   */
  sweep(before: Date, known: (ids: readonly string[]) => Promise<readonly string[]>): Promise<number>;
  /** Seals every wrapped key that stands under an older operator key anew under the newest. */
  rewrap(): Promise<number>;
}

export interface CaseKeyOptions {
  /** The key database, migrated. */
  readonly store: Store;
  readonly ring: KeyRing;
  readonly clock: Clock;
  readonly chance: Chance;
  /** How many keys are made ahead. */
  readonly spares?: number;
  /** How many unwrapped keys stay in memory. */
  readonly cached?: number;
}

export function openKeys({ store, ring, clock, chance, spares = 32, cached = 500 }: CaseKeyOptions): CaseKeys {
  const cache = new Map<string, Sealer>();
  /** Durable keys that nobody has asked for yet, and those whose id was given out but not yet used. */
  const ready: string[] = [];
  const kept = new Map<string, Uint8Array>();
  let refilling: Promise<void> | undefined;
  let destroyed = 0;

  const remember = (id: string, opens: Sealer): Sealer => {
    cache.delete(id);
    cache.set(id, opens);
    if (cache.size > cached) cache.delete(cache.keys().next().value!);
    return opens;
  };

  const row = (id: string, key: Uint8Array) => ({ id, wrapped: ring.wrap.seal(cell(id), key), madeAt: clock.now() });

  async function refill(): Promise<void> {
    const made = Array.from({ length: spares }, () => ({ id: randomId(chance), key: randomBytes(32) }));
    await store.write(async (tables) => {
      await on(tables)
        .insert(caseKeys)
        .values(made.map(({ id, key }) => row(id, key)));
    });
    for (const { id, key } of made) {
      kept.set(id, key);
      ready.push(id);
    }
  }

  const refilled = () =>
    (refilling ??= refill().finally(() => {
      refilling = undefined;
    }));

  return {
    async create(caseId) {
      const spare = kept.get(caseId);
      if (spare && kept.delete(caseId)) return remember(caseId, sealerOf(spare));
      const key = randomBytes(32);
      const written = await store.write((tables) =>
        on(tables).insert(caseKeys).values(row(caseId, key)).onConflictDoNothing().returning({ id: caseKeys.id }),
      );
      if (written.length === 0) throw new StoreError('keys: a case has its key already');
      return remember(caseId, sealerOf(key));
    },

    async of(caseId) {
      const known = cache.get(caseId);
      if (known) return remember(caseId, known);
      const before = destroyed;
      const [found] = await store.read((tables) => on(tables).select().from(caseKeys).where(eq(caseKeys.id, caseId)));
      if (!found) return undefined;
      const opens = sealerOf(ring.wrap.openBytes(cell(caseId), found.wrapped));
      // A key that was destroyed while it was being read must not stay in memory.
      return before === destroyed ? remember(caseId, opens) : opens;
    },

    async spare() {
      while (ready.length === 0) await refilled();
      const id = ready.shift()!;
      // Whoever is next finds the failure when there is one.
      if (ready.length < spares / 2) refilled().catch(() => undefined);
      return id;
    },

    async destroy(caseIds) {
      if (caseIds.length === 0) return;
      destroyed += 1;
      for (const id of caseIds) {
        cache.delete(id);
        kept.delete(id);
      }
      // In pieces: a database takes only so many values in one query.
      for (let at = 0; at < caseIds.length; at += 500) {
        const some = caseIds.slice(at, at + 500);
        await store.write(async (tables) => {
          await on(tables).delete(caseKeys).where(inArray(caseKeys.id, some));
        });
      }
      await store.scrub();
    },

    async sweep(before, known) {
      let count = 0;
      for await (const ids of pages(store, before)) {
        const belong = new Set(await known(ids));
        const orphans = ids.filter((id) => !belong.has(id) && !kept.has(id));
        await this.destroy(orphans);
        count += orphans.length;
      }
      return count;
    },

    async rewrap() {
      let count = 0;
      for await (const ids of pages(store)) {
        await store.write(async (tables) => {
          const db = on(tables);
          for (const { id, wrapped } of await db.select().from(caseKeys).where(inArray(caseKeys.id, ids))) {
            const renewed = ring.wrap.seal(cell(id), ring.wrap.openBytes(cell(id), wrapped));
            if (sameKey(renewed, wrapped)) continue;
            await db.update(caseKeys).set({ wrapped: renewed }).where(eq(caseKeys.id, id));
            count += 1;
          }
        });
      }
      if (count > 0) await store.scrub();
      return count;
    },
  };
}

/** What capabilities seal with; the destroying of keys belongs to the unit of work, after its commit. */
export const seals = (ring: KeyRing, keys: CaseKeys): Omit<Seals, 'destroy'> => ({
  transit: ring.transit,
  identity: ring.identity,
  of: (caseId) => keys.of(caseId),
  create: (caseId) => keys.create(caseId),
  spare: () => keys.spare(),
  lookup: ring.lookup,
});

const cell = (row: string) => ({ table: 'case_keys', column: 'wrapped', row });

// A case has one key and it never changes, so there is nothing to tell apart.
const sealerOf = (key: Uint8Array): Sealer => sealer([{ id: '00000000', key }]);

/** The version and the key's id stand in the first five bytes of an envelope. */
const sameKey = (one: Uint8Array, other: Uint8Array): boolean =>
  Buffer.compare(one.subarray(0, 5), other.subarray(0, 5)) === 0;

async function* pages(store: Store, before?: Date): AsyncGenerator<string[]> {
  let last = '';
  for (;;) {
    const ids = await store.read((tables) =>
      on(tables)
        .select({ id: caseKeys.id })
        .from(caseKeys)
        .where(and(gt(caseKeys.id, last), before && lt(caseKeys.madeAt, before)))
        .orderBy(asc(caseKeys.id))
        .limit(500),
    );
    if (ids.length === 0) return;
    yield ids.map(({ id }) => id);
    last = ids.at(-1)!.id;
  }
}
