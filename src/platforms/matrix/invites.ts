/**
 * Invitations. Whoever wants to talk with us, or asks us into their community, is answered at once; nobody can keep
 * others waiting by asking much. A room that nobody sets us up for is left again.
 */
import { z } from 'zod';
import type { House } from '../../chat/ports.ts';
import { days, hours, minutes, seconds } from '../../time/clock.ts';
import { fields, word } from './content.ts';
import type { Directs } from './directs.ts';
import type { StrippedEvent } from './events.ts';
import { MatrixFault, path, type Http } from './http.ts';
import type { Rooms } from './rooms.ts';

export interface Invites {
  /** Answers an invitation; returns when it is noted, before the join is carried out. */
  invited(room: string, state: readonly StrippedEvent[]): Promise<void>;
  stop(): void;
}

export interface InvitesGiven {
  readonly house: House;
  readonly http: Http;
  readonly rooms: Rooms;
  readonly directs: Directs;
  readonly self: string;
}

/** An invitation that is not answered yet: joining survives a restart, since a sync tells of it only once. */
const noted = z.object({
  from: z.string(),
  at: z.number(),
  tries: z.number(),
  next: z.number(),
  /** It is a Space. */
  space: z.boolean().optional(),
});
type Invitation = z.infer<typeof noted>;

const prefix = 'invitation/';
/** Invitations of one inviter that wait at the same time; what is beyond is not answered. */
const mostOfOne = 20;
const mostWaiting = 2_000;
/** Rooms that are joined for one inviter, and for all, in an hour. */
const joinsForOne = 10;
const joinsForAll = 300;
/** Joins that are under way at the same time. */
const widest = 4;
/** How long a homeserver that does not answer is asked again. */
const longestTrying = days(2);

export async function openInvites(given: InvitesGiven): Promise<Invites> {
  const { house, http, rooms, self } = given;
  const { keep, log } = house;
  const now = () => house.clock.now().getTime();
  const waiting = new Map<string, Invitation>();
  const joining = new Set<string>();
  /** For whom a room was joined in the last hour, and when. */
  let joins: { readonly from: string; readonly at: number }[] = [];
  /** The homeserver wants to be asked no sooner. */
  let pausedUntil = 0;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  for (const [key, value] of await keep.list(prefix)) {
    const read = noted.safeParse(JSON.parse(value));
    if (read.success) waiting.set(key.slice(prefix.length), read.data);
  }

  async function note(room: string, invitation: Invitation): Promise<void> {
    await keep.put(prefix + room, JSON.stringify(invitation));
    waiting.set(room, invitation);
  }

  /**
   * A room that was heard of before the Space in which it lies would be taken for a community of its own. Nobody but
   * whoever asked us into both waits for that.
   */
  const waitsForSpace = ({ from, space = false }: Invitation): boolean =>
    !space && [...waiting.values()].some((each) => each.space && each.from === from && each.next <= now());

  async function forget(room: string): Promise<void> {
    waiting.delete(room);
    await keep.delete(prefix + room);
  }

  /** The one whose inviter's homeserver had the least of our time; nothing while all must wait. */
  function nextOne(): string | undefined {
    const ofInviter = countBy(joins, ({ from }) => from);
    const ofServer = countBy(joins, ({ from }) => serverOf(from));
    const load = ({ from }: Invitation) => ofServer.get(serverOf(from)) ?? 0;
    const [next] = [...waiting]
      .filter(([room, invitation]) => {
        const isTired = invitation.tries === 0 && (ofInviter.get(invitation.from) ?? 0) >= joinsForOne;
        return !joining.has(room) && invitation.next <= now() && !isTired && !waitsForSpace(invitation);
      })
      .toSorted(([, a], [, b]) => load(a) - load(b) || a.at - b.at);
    return next?.[0];
  }

  function goOn(): void {
    clearTimeout(timer);
    if (stopped) return;
    joins = joins.filter(({ at }) => now() - at < hours(1));
    while (joining.size < widest && joins.length < joinsForAll && now() >= pausedUntil) {
      const room = nextOne();
      if (room === undefined) break;
      const { from, tries } = waiting.get(room)!;
      if (tries === 0) joins.push({ from, at: now() });
      joining.add(room);
      void join(room)
        .catch(() => log.warn('matrix: an invitation could not be answered'))
        .finally(() => {
          joining.delete(room);
          goOn();
        });
    }
    if (waiting.size > joining.size) timer = setTimeout(goOn, seconds(2)).unref();
  }

  async function join(room: string): Promise<void> {
    const where = path('rooms', room, 'join');
    const { space } = waiting.get(room)!;
    try {
      if (!rooms.joined().has(room))
        await http.call({ method: 'POST', path: where, body: {}, patience: minutes(2), apart: true });
      // Its rooms are listed there.
      if (space) await rooms.of(room);
    } catch (error) {
      const fault = error as MatrixFault;
      const again = fault.kind === 'limited' || fault.kind === 'down' || fault.kind === 'unsure';
      const invitation = waiting.get(room)!;
      if (again && now() - invitation.at < longestTrying) return later(room, invitation, fault.retryAfterMs);
      // It was taken back, or we may not: nobody needs to hear of it.
    }
    await forget(room);
  }

  async function later(room: string, invitation: Invitation, wanted: number | undefined): Promise<void> {
    if (wanted !== undefined) pausedUntil = now() + wanted;
    const pause = wanted ?? Math.min(hours(1), seconds(2) * 2 ** Math.min(invitation.tries, 12));
    const next = { ...invitation, tries: invitation.tries + 1, next: now() + pause };
    // Also where it can't be kept: it must not be tried again at once.
    waiting.set(room, next);
    await note(room, next);
  }

  /** Whoever asks most gives way. */
  async function makeRoom(from: string): Promise<boolean> {
    const all = [...waiting];
    if (all.filter(([, each]) => each.from === from).length >= mostOfOne) return false;
    if (all.length < mostWaiting) return true;
    const counts = countBy(all, ([, each]) => serverOf(each.from));
    const [busiest] = [...counts].toSorted(([, a], [, b]) => b - a)[0]!;
    if (busiest === serverOf(from)) return false;
    const last = all.findLast(([room, each]) => serverOf(each.from) === busiest && !joining.has(room));
    if (last) await forget(last[0]);
    return last !== undefined;
  }

  goOn();
  return {
    async invited(room, state) {
      const from = inviterOf(state, self);
      if (from === undefined || !isForUs(state) || waiting.has(room)) return;
      if (!(await makeRoom(from))) return log.warn('matrix: too many invitations; one is not answered');
      await note(room, { from, at: now(), tries: 0, next: 0, ...(isOfSpace(state) ? { space: true } : {}) });
      goOn();
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

/** Who asks us in; nothing where it is no invitation of ours. */
export function inviterOf(state: readonly StrippedEvent[], self: string): string | undefined {
  const ours = state.findLast((event) => event.type === 'm.room.member' && event.state_key === self);
  return fields(ours?.content)['membership'] === 'invite' ? word(ours?.sender) : undefined;
}

/** Rooms and spaces are for us; a room of another type, such as a list of rules, is for other programs. */
export function isForUs(state: readonly StrippedEvent[]): boolean {
  return typeIn(state) === undefined || isOfSpace(state);
}

export const isOfSpace = (state: readonly StrippedEvent[]): boolean => typeIn(state) === 'm.space';

const typeIn = (state: readonly StrippedEvent[]): unknown =>
  fields(state.find((event) => event.type === 'm.room.create')?.content)['type'];

/** Of a user id; a room id may have none. */
const serverOf = (user: string): string => user.slice(user.indexOf(':') + 1);

function countBy<T>(all: readonly T[], key: (each: T) => string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const each of all) counts.set(key(each), (counts.get(key(each)) ?? 0) + 1);
  return counts;
}
