/** What is kept of direct rooms: with whom each is, and in which of them somebody wrote last. */
import { z } from 'zod';
import type { Keep } from '../../chat/ports.ts';

const entry = z.object({
  account: z.string(),
  /** When they began to write here and no longer in another one; milliseconds since 1970. */
  wrote: z.number(),
  /** When they were last told here to go on in another room. */
  moved: z.number(),
  /** The message that says so, while it stands there. */
  notice: z.string().optional(),
});
export type Entry = z.infer<typeof entry>;

export interface Directory {
  get(room: string): Entry | undefined;
  /** The rooms with an account; the one in which they wrote last comes first. */
  with(account: string): readonly string[];
  note(room: string, entry: Entry): Promise<void>;
  forget(room: string): Promise<void>;
}

/** By room, in what the house keeps: with whom it is direct. */
export const prefix = 'direct/';

export async function openDirectory(keep: Keep): Promise<Directory> {
  const entries = new Map<string, Entry>();
  const byAccount = new Map<string, Set<string>>();

  function remember(room: string, now: Entry): void {
    drop(room);
    entries.set(room, now);
    byAccount.set(now.account, (byAccount.get(now.account) ?? new Set()).add(room));
  }

  function drop(room: string): void {
    const before = entries.get(room);
    if (!before) return;
    entries.delete(room);
    const theirs = byAccount.get(before.account)!;
    theirs.delete(room);
    if (theirs.size === 0) byAccount.delete(before.account);
  }

  for (const [key, value] of await keep.list(prefix)) {
    const read = entry.safeParse(JSON.parse(value));
    if (read.success) remember(key.slice(prefix.length), read.data);
  }
  return {
    get: (room) => entries.get(room),
    with: (account) =>
      [...(byAccount.get(account) ?? [])].toSorted((a, b) => entries.get(b)!.wrote - entries.get(a)!.wrote),
    async note(room, now) {
      await keep.put(prefix + room, JSON.stringify(now));
      remember(room, now);
    },
    async forget(room) {
      if (!entries.has(room)) return;
      drop(room);
      await keep.delete(prefix + room);
    },
  };
}
