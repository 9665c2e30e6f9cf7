/**
 * What every database of ours must do, each law with its reason. Run on SQLite, PGlite and a real Postgres.
 */
import { asc, count, eq } from 'drizzle-orm';
import { expect } from 'vitest';
import { dialect, on, type Store } from '#dialect';
import type { Tables } from '../../src/chat/ports.ts';
import { StoreError } from '../../src/store/store.ts';
import { due, erasures, meta } from '../../src/store/tables.ts';

export interface Law {
  readonly what: string;
  readonly why: string;
  /** `store` has the tables of the house; other laws may have left rows in it. */
  holds(store: Store): Promise<void>;
}

/** Every letter that has broken a database, and some that people write their names with. */
const anyText = [
  'plain',
  'naïve façade — “quotes” \'single\' "double" \\ backslash; DROP TABLE due; --',
  'مرحبا بالعالم ‮reversed‬ שלום',
  '👩🏽‍🚀 🏳️‍🌈 e\u0301 \u200b\ufeff',
  '日本語 한국어 ไทย हिन्दी',
  Array.from({ length: 31 }, (_, i) => String.fromCharCode(i + 1)).join(''),
  '',
  '\uffff\u{10ffff}',
];

export const laws: readonly Law[] = [
  {
    what: 'a write that throws leaves nothing behind',
    why: 'an answer and the message that tells of it are committed together or not at all',
    async holds(store) {
      const { id, row } = fresh();
      const written = store.write(async (tables) => {
        await on(tables).insert(due).values(row);
        await Promise.resolve();
        throw new RangeError('on purpose');
      });
      await expect(written).rejects.toThrow('on purpose');
      expect(await find(store, id)).toBeUndefined();
    },
  },
  {
    what: 'a write that throws takes none of its neighbours with it',
    why: 'those that wait together share a commit',
    async holds(store) {
      const rows = Array.from({ length: 9 }, fresh);
      const results = await Promise.allSettled(
        rows.map(({ row }, i) =>
          store.write(async (tables) => {
            await on(tables).insert(due).values(row);
            if (i % 3 === 1) throw new RangeError('on purpose');
          }),
        ),
      );
      expect(results.map(({ status }) => status === 'fulfilled')).toEqual(rows.map((_, i) => i % 3 !== 1));
      const kept = await Promise.all(rows.map(({ id }) => find(store, id)));
      expect(kept.map((each) => each !== undefined)).toEqual(rows.map((_, i) => i % 3 !== 1));
    },
  },
  {
    what: 'what the database refuses takes none of its neighbours with it',
    why: 'Postgres gives a transaction up after a failed statement',
    async holds(store) {
      const [one, other] = [fresh(), fresh()];
      const results = await Promise.allSettled([
        store.write((tables) => on(tables).insert(due).values(one.row)),
        store.write((tables) => on(tables).insert(due).values(one.row)),
        store.write((tables) => on(tables).insert(due).values(other.row)),
      ]);
      expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      expect(await find(store, other.id)).toBeDefined();
    },
  },
  {
    what: 'an error of the database tells nothing of the values',
    why: 'a value can be anybody’s words, and errors are logged',
    async holds(store) {
      const canary = 'canary-in-a-failed-query';
      const { row } = fresh();
      const twice = async (tables: Tables) => {
        await on(tables)
          .insert(due)
          .values({ ...row, job: canary });
        await on(tables)
          .insert(due)
          .values({ ...row, job: canary });
      };
      const error = await store.write(twice).catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(StoreError);
      expect(inspected(error)).not.toContain(canary);
    },
  },
  {
    what: 'a write or a read inside a write throws at once',
    why: 'it would wait for itself for ever',
    async holds(store) {
      const write = store.write(async () => store.write(async () => 1));
      await expect(write).rejects.toThrow('a write inside a write');
      const read = store.write(async () => store.read(async () => 1));
      await expect(read).rejects.toThrow('a read inside a write');
      expect(await store.write(async () => 'goes on')).toBe('goes on');
    },
  },
  {
    what: 'what a write began may read and write once the write is over',
    why: 'work that follows a commit is often started by it',
    async holds(store) {
      const { id, row } = fresh();
      const { promise, resolve } = Promise.withResolvers<void>();
      let follows: Promise<unknown> | undefined;
      await store.write(async (tables) => {
        await on(tables).insert(due).values(row);
        follows = promise.then(() => store.write((later) => on(later).delete(due).where(eq(due.id, id))));
      });
      resolve();
      await follows;
      expect(await find(store, id)).toBeUndefined();
    },
  },
  {
    what: 'a read sees nothing that is not committed',
    why: 'what is rolled back must never have been shown to anyone',
    async holds(store) {
      const { id, row } = fresh();
      const { promise, resolve } = Promise.withResolvers<void>();
      const inside = Promise.withResolvers<void>();
      const written = store.write(async (tables) => {
        await on(tables).insert(due).values(row);
        inside.resolve();
        await promise;
        throw new RangeError('on purpose');
      });
      await inside.promise;
      const seen = find(store, id);
      resolve();
      await expect(written).rejects.toThrow('on purpose');
      expect(await seen).toBeUndefined();
    },
  },
  {
    what: 'writers take their turns in the order in which they asked',
    why: 'two answers to one question are told apart by which came first',
    async holds(store) {
      const order: number[] = [];
      await Promise.all(
        Array.from({ length: 70 }, (_, i) =>
          store.write(async () => {
            if (i % 2 === 0) await Promise.resolve();
            order.push(i);
          }),
        ),
      );
      expect(order).toEqual(order.toSorted((a, b) => a - b));
    },
  },
  {
    what: 'a writer sees what the writers before it wrote',
    why: 'a rule that reads first decides on the truth',
    async holds(store) {
      const { id, row } = fresh();
      const add = (tables: Tables) => on(tables).update(due).set({ tries: 1 }).where(eq(due.id, id)).returning();
      const [, seen] = await Promise.all([
        store.write((tables) => on(tables).insert(due).values(row)),
        store.write(add),
      ]);
      expect(seen).toHaveLength(1);
    },
  },
  {
    what: 'the handle for reading refuses to write',
    why: 'what is written outside a transaction is lost between two crashes',
    async holds(store) {
      const { id, row } = fresh();
      await expect(store.read((tables) => on(tables).insert(due).values(row))).rejects.toBeInstanceOf(StoreError);
      expect(await find(store, id)).toBeUndefined();
    },
  },
  {
    what: 'a moment comes back to the millisecond',
    why: 'due rows are compared with the clock',
    async holds(store) {
      for (const dueAt of [
        new Date('2026-03-29T01:59:59.999Z'),
        new Date(0),
        new Date('1969-12-31T23:59:59.001Z'),
        new Date('9999-12-31T23:59:59.999Z'),
      ]) {
        const { id, row } = fresh();
        await store.write((tables) =>
          on(tables)
            .insert(due)
            .values({ ...row, dueAt }),
        );
        expect((await find(store, id))?.dueAt).toEqual(dueAt);
        const found = await store.read((tables) => on(tables).select().from(due).where(eq(due.dueAt, dueAt)));
        expect(found.map((each) => each.id)).toContain(id);
      }
    },
  },
  {
    what: 'text comes back as it was, in any script and direction',
    why: 'nobody’s words are changed',
    async holds(store) {
      for (const job of anyText) {
        const { id, row } = fresh();
        await store.write((tables) =>
          on(tables)
            .insert(due)
            .values({ ...row, job }),
        );
        expect((await find(store, id))?.job).toBe(job);
      }
    },
  },
  {
    what: 'JSON comes back as it was, a NUL, half a surrogate pair and the order of keys too',
    why: 'Postgres’ own JSON refuses the first two and changes the third',
    async holds(store) {
      const args = {
        z: 'last first',
        a: '\0',
        half: '\ud800',
        ...Object.fromEntries(anyText.map((text, i) => [`t${i}`, text])),
      };
      const { id, row } = fresh();
      await store.write((tables) =>
        on(tables)
          .insert(due)
          .values({ ...row, args }),
      );
      const found = await find(store, id);
      expect(found?.args).toEqual(args);
      expect(Object.keys(found?.args ?? {})[0]).toBe('z');
    },
  },
  {
    what: 'bytes come back as they were',
    why: 'a sealed value with one changed bit is lost',
    async holds(store) {
      const all = Uint8Array.from({ length: 512 }, (_, i) => i % 256);
      for (const value of [all, all.subarray(3, 7), new Uint8Array(0), new Uint8Array(5_000_000).fill(7)]) {
        const { id: key } = fresh();
        await store.write((tables) => on(tables).insert(meta).values({ key, value }));
        const [found] = await store.read((tables) => on(tables).select().from(meta).where(eq(meta.key, key)));
        expect(Buffer.compare(found!.value, value)).toBe(0);
        await store.write((tables) => on(tables).delete(meta).where(eq(meta.key, key)));
      }
    },
  },
  {
    what: 'yes and no, and large whole numbers, come back as they were',
    why: 'SQLite has no booleans and Postgres’ integers end at 2147483647',
    async holds(store) {
      const { id, row } = fresh();
      const tries = 2 ** 52 + 1;
      await store.write(async (tables) => {
        await on(tables)
          .insert(due)
          .values({ ...row, tries });
        await on(tables)
          .insert(erasures)
          .values({ id, at: new Date(0), done: true });
      });
      expect((await find(store, id))?.tries).toBe(tries);
      const done = await store.read((tables) => on(tables).select().from(erasures).where(eq(erasures.done, true)));
      expect(done.find((each) => each.id === id)?.done).toBe(true);
      const [counted] = await store.read((tables) => on(tables).select({ rows: count() }).from(erasures));
      expect(typeof counted!.rows).toBe('number');
    },
  },
  {
    what: 'text sorts by code point',
    why: 'Postgres sorts by the language of its cluster unless it is told not to',
    async holds(store) {
      const { id } = fresh();
      const names = ['Z', 'a', 'B', '_', 'é', 'z', '1', 'ab', 'aB', '日'];
      await store.write(async (tables) => {
        for (const name of names)
          await on(tables)
            .insert(due)
            .values({ ...fresh().row, job: id, key: `${id} ${name}` });
      });
      const found = await store.read((tables) =>
        on(tables).select().from(due).where(eq(due.job, id)).orderBy(asc(due.key)),
      );
      expect(found.map(({ key }) => key)).toEqual(names.map((name) => `${id} ${name}`).toSorted());
    },
  },
  {
    what: 'a statement that failed and was passed over never ends in a half commit',
    why: 'Postgres answers COMMIT with a silent ROLLBACK then',
    async holds(store) {
      const { id, row } = fresh();
      const passedOver = async (tables: Tables) => {
        await on(tables).insert(due).values(row);
        await Promise.resolve(on(tables).insert(due).values(row)).catch(() => undefined);
      };
      const committed = await store.write(passedOver).then(
        () => true,
        () => false,
      );
      expect((await find(store, id)) !== undefined).toBe(committed);
      expect(committed).toBe(dialect === 'sqlite');
    },
  },
];

const made = { rows: 0 };

/** A row that no other law has seen. */
export function fresh() {
  const id = `law-${process.pid}-${(made.rows += 1)}`;
  return { id, row: { id, job: 'law', args: {}, dueAt: new Date(1), late: 'run' as const } };
}

export async function find(store: Store, id: string) {
  const [row] = await store.read((tables) => on(tables).select().from(due).where(eq(due.id, id)));
  return row;
}

/** Everything that a logger could get out of an error. */
export function inspected(error: unknown): string {
  const parts: string[] = [];
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    parts.push(at.message, at.stack ?? '', JSON.stringify(Object.getOwnPropertyDescriptors(at)));
  }
  return parts.join('\n');
}
