/** A Discord that fails at random: refused, limited, lost and dropped requests, cut connections, lost sessions. */
import { setTimeout as pause } from 'node:timers/promises';
import type { DiscordServer, Trouble } from '../discord/server/index.ts';

export interface Storm {
  /** What went wrong, how often, by kind. */
  readonly counts: ReadonlyMap<string, number>;
  /** Everything works from now on. */
  end(): Promise<void>;
}

/** `mayForget`: nobody's first words are on their way, whom a lost session could not tell of. */
export function storm(server: DiscordServer, random: () => number, mayForget: () => boolean): Storm {
  const counts = new Map<string, number>();
  const count = (what: string) => void counts.set(what, (counts.get(what) ?? 0) + 1);
  const troubles: readonly (readonly [string, number, () => Trouble])[] = [
    ['429 for one place', 0.02, () => ({ limit: 20 + random() * 200 })],
    ['429 for the whole bot', 0.002, () => ({ limit: 100 + random() * 400, scope: 'global' })],
    ['429 that names the time in its body alone', 0.002, () => ({ limit: 20 + random() * 100, told: 'body' })],
    ['500, 502, 503', 0.02, () => ({ error: [500, 502, 503][Math.floor(random() * 3)]! })],
    ['carried out, the answer lost', 0.015, () => 'lose'],
    ['dropped before it was carried out', 0.015, () => 'drop'],
  ];
  server.trouble((method, path) => {
    // What the program needs to begin at all is tried again by discord.js alone, and slowly.
    if (method === 'GET' && path.startsWith('/gateway')) return undefined;
    let drawn = random();
    for (const [what, share, trouble] of troubles) {
      if (drawn < share) return (count(what), trouble());
      drawn -= share;
    }
    return undefined;
  });

  const ended = new AbortController();
  const cutting = (async () => {
    while (!ended.signal.aborted) {
      await pause(400 + random() * 2_000);
      if (ended.signal.aborted || !server.connected()) continue;
      const drawn = random();
      if (drawn < 0.7) {
        count('gateway: cut');
        server.cut();
      } else if (drawn < 0.9) {
        count('gateway: asked to connect again');
        server.askToReconnect();
      } else if (mayForget()) {
        count('gateway: the session forgotten');
        server.cut({ resumable: false });
      }
    }
  })();

  return {
    counts,
    async end() {
      ended.abort();
      server.mend();
      await cutting;
    },
  };
}
