/**
 * Rooms that nobody needs us in: of more than two people, outside of every space, and not set up within a day. We
 * leave them and say why, in the event by which we leave, which reads the same in rooms that are encrypted.
 */
import type { House } from '../../chat/ports.ts';
import { days, minutes } from '../../time/clock.ts';
import type { Directs } from './directs.ts';
import { isSpace, liesIn } from './hierarchy.ts';
import { path, type Http } from './http.ts';
import type { Room, Rooms } from './rooms.ts';
import { openLooks } from './turns.ts';

export interface Visits {
  stop(): void;
}

export interface VisitsGiven {
  readonly house: House;
  readonly http: Http;
  readonly rooms: Rooms;
  readonly directs: Directs;
}

/** Since when we have been in a room for nobody; milliseconds since 1970. */
const prefix = 'visit/';
const longest = days(1);
const pause = minutes(10);

export async function openVisits({ house, http, rooms, directs }: VisitsGiven): Promise<Visits> {
  const { keep, log } = house;
  const now = () => house.clock.now().getTime();
  const since = new Map((await keep.list(prefix)).map(([key, at]) => [key.slice(prefix.length), Number(at)]));

  /** Nobody is there, or several people who did not set us up. */
  const isForNobody = (room: Room) =>
    directs.accountOf(room) === undefined &&
    !isSpace(room) &&
    !directs.isUsed(room.id) &&
    !rooms.spaces().some((space) => liesIn(room, space));

  async function look(id: string): Promise<void> {
    const idle = rooms.joined().has(id) && isForNobody(await rooms.of(id));
    if (idle === since.has(id)) return;
    if (idle) {
      await keep.put(prefix + id, String(now()));
      since.set(id, now());
    } else {
      since.delete(id);
      await keep.delete(prefix + id);
    }
  }

  async function leave(id: string): Promise<void> {
    if (await house.isServed(id)) await directs.use(id);
    await look(id);
    if (!since.has(id)) return;
    const alone = (await rooms.of(id)).members.size === 1;
    const body = alone ? {} : { reason: await house.sentence('matrix-left-room') };
    await http.call({ method: 'POST', path: path('rooms', id, 'leave'), body });
    rooms.left(id);
    await http.call({ method: 'POST', path: path('rooms', id, 'forget'), body: {} });
    log.info('matrix: left a room that nobody had set up');
  }

  /** Leaves what is to be left by now. */
  async function end(): Promise<void> {
    for (const [id, at] of since)
      if (now() - at >= longest)
        await looks.put(id, () => leave(id)).catch(() => log.warn('matrix: a room could not be left yet'));
  }

  const looks = openLooks(look, () => log.warn('matrix: a room could not be looked at yet'));
  rooms.watch((id) => void looks.soon(id));
  for (const id of new Set([...rooms.joined(), ...since.keys()])) if (!directs.isNoted(id)) void looks.soon(id);
  void end();
  const timer = setInterval(() => void end(), pause).unref();
  return {
    stop() {
      looks.stop();
      clearInterval(timer);
    },
  };
}
