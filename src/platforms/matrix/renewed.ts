/**
 * After the keys were lost. What somebody sent to the lost device can't be read by anybody any more, and nobody knows
 * what it was: whoever wrote to us lately is asked to write it again.
 */
import { z } from 'zod';
import { Fault } from '../../chat/outcome.ts';
import type { House, Keep } from '../../chat/ports.ts';
import { days, minutes } from '../../time/clock.ts';
import type { Crypto } from './crypto/index.ts';
import { prefix as kept } from './directory.ts';
import type { Directs } from './directs.ts';
import { eventsOf } from './events.ts';
import { path, type Http } from './http.ts';
import type { Rooms } from './rooms.ts';

export interface Renewed {
  /** Tells, in the background, whoever is still to be told. */
  begin(): void;
  stop(): void;
}

export interface RenewedGiven {
  readonly house: House;
  readonly http: Http;
  readonly rooms: Rooms;
  readonly directs: Directs;
  readonly crypto: Crypto;
}

const prefix = 'renewed/';
/** What was written before counts as answered, or as given up. */
const lately = days(7);
/** Of a room's last messages. */
const looked = 50;
const betweenTries = minutes(1);

/** Notes that everybody with a direct room may have to be told; durable when it returns. */
export async function noteRenewal(keep: Keep): Promise<void> {
  for (const [key] of await keep.list(kept)) await keep.put(prefix + key.slice(kept.length), '');
}

export function openRenewed({ house, http, rooms, directs, crypto }: RenewedGiven): Renewed {
  const { keep, log, clock } = house;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  async function tell(id: string): Promise<void> {
    const room = await rooms.of(id);
    const account = directs.accountOf(room);
    if (account === undefined || !(await wroteLately(id, account))) return;
    const from = { account, name: room.members.get(account)!.name };
    await house.receive({
      eventId: `renewed/${crypto.device}/${account}`,
      at: clock.now(),
      from,
      place: { kind: 'direct', account },
      what: { kind: 'unreadable', how: 'matrix-renewed', unasked: true },
    });
  }

  async function wroteLately(room: string, account: string): Promise<boolean> {
    const query = { dir: 'b', limit: String(looked) };
    const answer = await http.call<unknown>({ method: 'GET', path: path('rooms', room, 'messages'), query });
    const since = clock.now().getTime() - lately;
    return eventsOf(read.parse(answer).chunk).some(
      ({ sender, type, origin_server_ts: at }) => sender === account && type === 'm.room.encrypted' && at > since,
    );
  }

  async function tellAll(): Promise<void> {
    for (const [key] of await keep.list(prefix)) {
      try {
        if (stopped) return;
        await tell(key.slice(prefix.length));
      } catch (error) {
        if (stopped) return;
        const passing = error instanceof Fault && passes.has(error.kind);
        if (passing) return again(error.retryAfterMs);
        log.warn('matrix: somebody is not told that the keys are new');
      }
      await keep.delete(key);
    }
  }

  function again(wait = betweenTries): void {
    timer = setTimeout(begin, wait);
  }

  function begin(): void {
    tellAll().catch(() => again());
  }

  return {
    begin,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

const read = z.object({ chunk: z.unknown() });
const passes: ReadonlySet<string> = new Set(['limited', 'down', 'unsure']);
