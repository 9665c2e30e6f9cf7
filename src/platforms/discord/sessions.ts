/**
 * The sessions of the gateway: which they are and how far they were heard is kept, so that the next process can
 * take them up where this one ended (Discord's documentation, "Gateway", "Resuming").
 */
import { Status, type Client, type GatewayReadyDispatchData } from 'discord.js';
import { z } from 'zod';
import type { House } from '../../chat/ports.ts';
import { seconds } from '../../time/clock.ts';
import type { Told } from './listen.ts';
import type { Intake } from './intake.ts';

const noted = z.object({
  id: z.string(),
  url: z.url({ protocol: /^wss?$/ }),
  /** The last event that was told, and handed over. */
  seq: z.number(),
  /** When Discord was last heard on it; milliseconds since 1970. */
  at: z.number(),
});
export type Session = z.infer<typeof noted>;

export interface Sessions {
  /** Those of the last process, by shard. */
  readonly kept: ReadonlyMap<string, Session>;
  /** Notes what this client is told. `lost`: it had to begin a new session, and heard nothing in between. */
  follow(client: Client, lost: (since: Date) => void): void;
  /** From now on the sessions of this process are the ones to take up; called when the old ones are done with. */
  begin(): Promise<void>;
  /** Notes the end, when all that was told is handed over. */
  end(): Promise<void>;
  stop(): void;
}

const prefix = 'session/';
/** What was told twice is dropped by its id, so nothing depends on noting each event. */
const pause = seconds(5);
/** How old the note of when Discord was last heard may be while nothing happens. */
const longestSilence = seconds(30);

export async function openSessions({ keep, clock, log }: House, intake: Intake): Promise<Sessions> {
  const kept = new Map<string, Session>();
  for (const [key, value] of await keep.list(prefix)) {
    const read = noted.safeParse(JSON.parse(value));
    if (read.success) kept.set(key.slice(prefix.length), read.data);
  }
  const current = new Map<string, Session>();
  const written = new Map<string, Session>();
  let followed: Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let noting: Promise<void> = Promise.resolve();

  /** A heartbeat that was answered is a sign of life, too. */
  function listenForHearts(): void {
    for (const [shard, session] of current)
      if (followed?.ws.shards.get(Number(shard))?.status === Status.Ready) session.at = clock.now().getTime();
  }

  async function note(): Promise<void> {
    const now = [...current].map(([shard, session]) => [shard, { ...session }] as const);
    // Noted is only what has been handed over: whatever comes later is told again.
    await intake.reached();
    for (const [shard, session] of now) {
      const before = written.get(shard);
      if (before?.id === session.id && before.seq === session.seq && session.at - before.at < longestSilence) continue;
      await keep.put(prefix + shard, JSON.stringify(session));
      written.set(shard, session);
    }
  }

  const noteSoon = () => {
    listenForHearts();
    noting = note().catch(() => log.warn('discord: could not note how far it has heard'));
  };

  return {
    kept,
    follow(client, lost) {
      followed = client;
      current.clear();
      const told = ({ t, s, d }: Told & { s: number | null }, shard: number) => {
        const at = clock.now().getTime();
        const before = current.get(String(shard));
        if (t === 'READY') {
          const { session_id: id, resume_gateway_url: url } = d as GatewayReadyDispatchData;
          current.set(String(shard), { id, url, seq: s ?? 0, at });
          if (before) lost(new Date(before.at));
        } else if (before) Object.assign(before, { seq: s ?? before.seq, at });
      };
      client.on('raw' as never, told as never);
    },
    async begin() {
      await note();
      for (const shard of kept.keys()) if (!current.has(shard)) await keep.delete(prefix + shard);
      timer = setInterval(noteSoon, pause);
    },
    async end() {
      await noting;
      written.clear();
      await note();
    },
    stop() {
      listenForHearts();
      clearInterval(timer);
    },
  };
}
