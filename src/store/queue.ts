/**
 * One transaction at a time. Whoever waits together shares a commit, each behind a savepoint of its own:
 * waiting for the disk is what a commit costs, and under load it would be paid by everyone in turn.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Tables } from '../chat/ports.ts';
import { StoreError } from './store.ts';

/** How a database opens and ends a transaction. */
export interface Rail {
  begin(): Promise<Tables>;
  /** A statement without values: `SAVEPOINT one`. */
  exec(statement: string): Promise<void>;
  /** Throws unless everything since `begin` is on the disk. */
  commit(): Promise<void>;
  /** Never throws; called after a failure, perhaps without an open transaction. */
  rollback(): Promise<void>;
  /** Turns an error of the database into one without values; leaves every other error alone. */
  tidy(error: unknown): unknown;
}

export interface Queue {
  write<T>(work: (tables: Tables) => Promise<T>): Promise<T>;
  /** Runs something between two transactions. */
  alone<T>(work: () => Promise<T>): Promise<T>;
  /** Throws when it is called inside a `write`. */
  outside(what: 'read' | 'write'): void;
  close(): Promise<void>;
}

interface Waiting {
  readonly kind: 'write' | 'alone';
  run(tables: Tables | undefined): Promise<unknown>;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

const together = 32;

export function queueOf(rail: Rail): Queue {
  const inside = new AsyncLocalStorage<{ open: boolean }>();
  const waiting: Waiting[] = [];
  let running: Promise<void> | undefined;
  let closed = false;

  const outside = (what: 'read' | 'write') => {
    if (inside.getStore()?.open) {
      throw new StoreError(`store: a ${what} inside a write; use the tables that the write was handed`);
    }
  };

  function add<T>(kind: Waiting['kind'], run: Waiting['run']): Promise<T> {
    if (closed) return Promise.reject(new StoreError('store: closed'));
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    waiting.push({ kind, run, resolve, reject });
    running ??= drain();
    return promise as Promise<T>;
  }

  async function drain(): Promise<void> {
    // What is asked for in one go is seen together.
    await Promise.resolve();
    while (waiting.length > 0) {
      if (waiting[0]!.kind === 'alone') await settle(waiting.shift()!);
      else {
        const end = waiting.findIndex((each) => each.kind === 'alone');
        await commit(waiting.splice(0, Math.min(together, end < 0 ? waiting.length : end)));
      }
    }
    running = undefined;
  }

  async function settle(one: Waiting): Promise<void> {
    await one.run(undefined).then(one.resolve, (error) => one.reject(rail.tidy(error)));
  }

  async function commit(batch: readonly Waiting[]): Promise<void> {
    const written: (() => void)[] = [];
    const failed = new Set<Waiting>();
    try {
      const tables = await rail.begin();
      for (const each of batch) {
        if (batch.length > 1) await rail.exec('SAVEPOINT one');
        const scope = { open: true };
        try {
          const value = await inside.run(scope, () => each.run(tables));
          written.push(() => each.resolve(value));
        } catch (error) {
          failed.add(each);
          each.reject(rail.tidy(error));
          if (batch.length === 1) {
            await rail.rollback();
            return;
          }
          await rail.exec('ROLLBACK TO SAVEPOINT one');
        } finally {
          scope.open = false;
        }
        if (batch.length > 1) await rail.exec('RELEASE SAVEPOINT one');
      }
      await rail.commit();
    } catch (error) {
      await rail.rollback();
      for (const each of batch) if (!failed.has(each)) each.reject(rail.tidy(error));
      return;
    }
    for (const tell of written) tell();
  }

  return {
    outside,
    async write(work) {
      outside('write');
      return add('write', (tables) => work(tables!));
    },
    alone: (work) => add('alone', work),
    async close() {
      closed = true;
      await running;
    },
  };
}
