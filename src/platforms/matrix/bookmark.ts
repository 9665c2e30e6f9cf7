/** How far we have heard: the token of the last answer of `/sync` of which everything is stored. */
import { z } from 'zod';
import type { House } from '../../chat/ports.ts';

const key = 'sync';
const kept = z.object({ token: z.string().optional(), at: z.number() });

export interface Bookmark {
  /** Nothing before the first answer, and after the homeserver refused it. */
  readonly token: string | undefined;
  /** When it was kept last; before the first answer, when we began. */
  readonly at: Date;
  open(): Promise<void>;
  /** Everything up to here is stored. `quiet`: nothing had happened, so it need not be kept on disk. */
  move(token: string, quiet: boolean): Promise<void>;
  /** The homeserver does not know it any more. */
  lose(): void;
}

export function openBookmark({ keep, clock }: House): Bookmark {
  let token: string | undefined;
  let at = clock.now();
  return {
    get token() {
      return token;
    },
    get at() {
      return at;
    },
    async open() {
      const stored = await keep.get(key);
      const read = stored === undefined ? undefined : kept.parse(JSON.parse(stored));
      token = read?.token;
      at = read ? new Date(read.at) : clock.now();
      if (!read) await keep.put(key, JSON.stringify({ at: at.getTime() }));
    },
    async move(next, quiet) {
      if (!quiet || token === undefined) {
        const now = clock.now();
        await keep.put(key, JSON.stringify({ token: next, at: now.getTime() }));
        at = now;
      }
      token = next;
    },
    lose() {
      token = undefined;
    },
  };
}
