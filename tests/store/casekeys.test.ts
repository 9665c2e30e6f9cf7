import { randomBytes } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { count, eq } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { dialect, on, type Store } from '#dialect';
import { openKeys, seals } from '../../src/store/casekeys.ts';
import { systemChance } from '../../src/store/ids.ts';
import { passingKeys } from '../../src/store/keys.ts';
import { caseKeys } from '../../src/store/keytables.ts';
import { after, days, movableClock } from '../../src/time/clock.ts';
import { grounds } from './grounds.ts';

const cell = { table: 'cases', column: 'story', row: 'r' };

describe(`the keys of cases, on ${dialect}`, () => {
  const ground = grounds();
  const ring = passingKeys();
  const start = new Date('2026-05-01T00:00:00Z');
  let store: Store;
  const open = (given: { ring?: typeof ring; spares?: number; cached?: number; at?: Date } = {}) =>
    openKeys({ store, ring, clock: movableClock(given.at ?? start), chance: systemChance, ...given });
  const stored = async (id: string) =>
    (await store.read((t) => on(t).select().from(caseKeys).where(eq(caseKeys.id, id))))[0];
  beforeAll(async () => {
    store = await ground.ready('keys');
  });

  it('are durable when they are given, and the same after a restart', async () => {
    const sealed = (await open().create('durable')).seal(cell, 'a story');
    expect(await stored('durable')).toBeDefined();
    expect((await open().of('durable'))?.open(cell, sealed)).toBe('a story');
  });

  it('open nothing of another case', async () => {
    const keys = open();
    const sealed = (await keys.create('mine')).seal(cell, 'a story');
    const other = await keys.create('another');
    expect(() => other.open(cell, sealed)).toThrow('seal: changed or moved');
  });

  it('are never made twice for one case', async () => {
    const sealed = (await open().create('once')).seal(cell, 'a story');
    await expect(open().create('once')).rejects.toThrow('keys: a case has its key already');
    expect((await open().of('once'))?.open(cell, sealed)).toBe('a story');
  });

  it('stand ready ahead of time, so that a case waits for no second commit', async () => {
    const keys = open({ spares: 4 });
    const ids = await Promise.all(Array.from({ length: 11 }, () => keys.spare()));
    expect(new Set(ids).size).toBe(11);
    for (const id of ids) {
      const before = await stored(id);
      expect(before).toBeDefined();
      const sealed = (await keys.create(id)).seal(cell, id);
      expect(await stored(id)).toEqual(before);
      expect((await open().of(id))?.open(cell, sealed)).toBe(id);
    }
    await expect(keys.create(ids[0]!)).rejects.toThrow('keys: a case has its key already');
  });

  it('open nothing any more once they are destroyed, in this process and the next', async () => {
    const keys = open();
    const sealed = (await keys.create('gone')).seal(cell, 'a story');
    await keys.destroy(['gone']);
    expect(await keys.of('gone')).toBeUndefined();
    expect(await open().of('gone')).toBeUndefined();
    const again = await open().create('gone');
    expect(() => again.open(cell, sealed)).toThrow('seal: changed or moved');
  });

  it('do not stay in memory when they are destroyed while they are being read', async () => {
    await open().create('raced');
    const keys = open();
    await Promise.all([keys.of('raced'), keys.destroy(['raced'])]);
    expect(await keys.of('raced')).toBeUndefined();
  });

  it('leave no byte behind in the files of SQLite', async (context) => {
    if (dialect !== 'sqlite') context.skip('a Postgres keeps its write-ahead log for its operator to expire');
    const keys = open();
    await keys.create('traceless');
    const wrapped = Buffer.from((await stored('traceless'))!.wrapped);
    const found = () =>
      readdirSync(ground.folder)
        .filter((name) => name.startsWith('keys'))
        .filter((name) => readFileSync(join(ground.folder, name)).includes(wrapped.subarray(-32)));
    expect(found()).not.toEqual([]);
    await keys.destroy(['traceless']);
    expect(found()).toEqual([]);
  });

  it('are swept when they belong to no case, unless they are young or about to be used', async () => {
    const old = after(start, -days(9));
    const keys = open({ at: old, spares: 2 });
    await keys.create('orphan');
    await keys.create('case');
    const spare = await keys.spare();
    await open().create('young');
    const known = async (ids: readonly string[]) => ids.filter((id) => id === 'case');
    await keys.sweep(after(start, -days(1)), known);
    expect(
      await Promise.all(['orphan', 'case', 'young', spare].map(async (id) => (await stored(id)) !== undefined)),
    ).toEqual([false, true, true, true]);
  });

  it('are swept in more than one page', async () => {
    const old = after(start, -days(20));
    const rows = Array.from({ length: 1_203 }, (_, i) => ({ id: `page-${i}`, wrapped: randomBytes(8), madeAt: old }));
    await store.write((tables) => on(tables).insert(caseKeys).values(rows));
    const swept = await open().sweep(after(old, days(1)), async (ids) => ids.filter((id) => id.endsWith('7')));
    expect(swept).toBe(rows.filter(({ id }) => !id.endsWith('7')).length);
    await open().destroy(rows.map(({ id }) => id));
  });

  it('are forgotten by memory before they are too many, and read again', async () => {
    const keys = open({ cached: 2 });
    const sealed = new Map<string, Uint8Array>();
    for (const id of ['m1', 'm2', 'm3', 'm4']) sealed.set(id, (await keys.create(id)).seal(cell, id));
    for (const [id, value] of sealed) expect((await keys.of(id))?.open(cell, value)).toBe(id);
  });

  it('open under an older operator’s key, and under the newest alone once they are wrapped anew', async () => {
    const own = await ground.ready('keys');
    const [older, newer] = [passingKeys(), passingKeys()];
    const both = {
      ...newer,
      wrap: {
        ...newer.wrap,
        openBytes: (...given: Parameters<typeof newer.wrap.openBytes>) => {
          try {
            return newer.wrap.openBytes(...given);
          } catch {
            return older.wrap.openBytes(...given);
          }
        },
      },
    };
    const at = (which: typeof ring) =>
      openKeys({ store: own, ring: which, clock: movableClock(start), chance: systemChance });
    const sealed = (await at(older).create('turned')).seal(cell, 'a story');
    expect((await at(both).of('turned'))?.open(cell, sealed)).toBe('a story');
    await expect(at(newer).of('turned')).rejects.toThrow('seal: unknown key');
    expect(await at(both).rewrap()).toBe(1);
    expect(await at(both).rewrap()).toBe(0);
    expect((await at(newer).of('turned'))?.open(cell, sealed)).toBe('a story');
    await expect(at(older).of('turned')).rejects.toThrow('seal: unknown key');
  });

  it('are handed to capabilities with everything else that seals', async () => {
    const keys = open();
    const seal = seals(ring, keys);
    const id = await seal.spare();
    const sealed = (await seal.create(id)).seal(cell, 'a story');
    expect((await seal.of(id))?.open(cell, sealed)).toBe('a story');
    expect(seal.lookup('a', 'b')).toBe(ring.lookup('a', 'b'));
    const [rows] = await store.read((tables) =>
      on(tables).select({ rows: count() }).from(caseKeys).where(eq(caseKeys.id, id)),
    );
    expect(rows?.rows).toBe(1);
  });
});
