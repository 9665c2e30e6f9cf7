/**
 * What a database offers to the program, whichever it is: `sqlite.ts` and `postgres.ts` both return this
 * from `connect`.
 */
import { DrizzleError, DrizzleQueryError, is } from 'drizzle-orm';
import type { Tables } from '../chat/ports.ts';

export interface ConnectOptions {
  /**
   * Names the list of migrations and the lock on writing, so that the two databases of the program can't
   * be taken for one another.
   */
  readonly name: 'haven' | 'keys';
}

export interface Store {
  /**
   * Brings the tables up to date, in one transaction: all of it or nothing. With `backup`, a database that
   * has tables already and is about to change is copied first: SQLite to `<file>.before-<migration>.<time>.bak`
   * beside it; on Postgres there is no copy (its migrations are rolled back when they fail, and its backups
   * are its operator's). Throws `OperatorError` when the database was made by a newer program.
   */
  migrate(folder: string, options?: { readonly backup?: boolean }): Promise<Migrated>;
  /** Reads what is committed; each query sees what stands at its beginning. Any attempt to write fails. */
  read<T>(work: (tables: Tables) => Promise<T>): Promise<T>;
  /**
   * Runs `work` in a transaction: committed and on the disk when this resolves, rolled back when it rejects.
   * One at a time, in the order of the calls; those that wait together share one commit. `work` must not
   * wait for the network, nor for another write: a `write` or `read` inside it throws.
   */
  write<T>(work: (tables: Tables) => Promise<T>): Promise<T>;
  /** Removes what was deleted from where the database keeps it besides its tables (the write-ahead log). */
  scrub(): Promise<void>;
  /** Waits for what is being written. Nothing can be read or written afterwards. */
  close(): Promise<void>;
}

export interface Migrated {
  /** The migrations that were applied just now, in their order. */
  readonly applied: readonly string[];
  /** The copy that was made before. */
  readonly backup?: string;
}

/**
 * The database refused something that the program should not have asked for. Carries the database's own
 * code and nothing of the query: a query's values can be anybody's words.
 */
export class StoreError extends Error {
  readonly label: string;

  constructor(label: string, from?: unknown) {
    super(label);
    this.name = 'StoreError';
    this.label = label;
    const frames = from instanceof Error ? (from.stack ?? '').split('\n').filter((line) => /^\s+at /u.test(line)) : [];
    if (frames.length > 0) this.stack = [`StoreError: ${label}`, ...frames].join('\n');
  }
}

/** The database's own error, out of those that drizzle wraps around it with the query and its values. */
export function innermost(error: unknown): unknown {
  let inner = error;
  while (is(inner, DrizzleError) || inner instanceof DrizzleQueryError) inner = inner.cause;
  return inner;
}
