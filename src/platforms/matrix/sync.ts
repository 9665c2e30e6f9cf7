/** The one loop that asks the homeserver what happened. Its token is kept only after all that came with it is stored. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { House } from '../../chat/ports.ts';
import { Fault, type FaultKind } from '../../chat/outcome.ts';
import { minutes, seconds } from '../../time/clock.ts';
import { openBookmark } from './bookmark.ts';
import { endAt, missed } from './backfill.ts';
import type { Crypto } from './crypto/index.ts';
import { fields } from './content.ts';
import type { Directs } from './directs.ts';
import { eventsOf, strippedIn, type JoinedRoom, type RoomEvent, type SyncAnswer } from './events.ts';
import { MatrixFault, type Http } from './http.ts';
import { isOfSpace, type Invites } from './invites.ts';
import { seenKey, type Listener } from './listen.ts';
import { tellOutage } from './outage.ts';
import type { Room, Rooms } from './rooms.ts';
import type { Spaces } from './spaces.ts';

export interface SyncGiven {
  readonly house: House;
  readonly http: Http;
  readonly rooms: Rooms;
  readonly directs: Directs;
  readonly spaces: Spaces;
  readonly crypto: Crypto;
  readonly listener: Listener;
  readonly invites: Invites;
  readonly self: string;
}

export interface Sync {
  /** Returns once the first answer is handed over: what happened while the program was down. */
  start(): Promise<void>;
  /** Ends the loop; returns when what was being handed over is stored. */
  stop(): Promise<void>;
}

/** How long the homeserver may wait for something to happen, and how much longer we wait for it. */
const longPoll = seconds(30);
const patience = seconds(30);
const longestPause = minutes(1);
/** After which keys that can't be taken in are given up. */
const mostTriesOfKeys = 5;
const unchanging: ReadonlySet<FaultKind> = new Set(['denied', 'invalid', 'unreachable']);
/** Rooms that are handed over side by side. */
const sideBySide = 8;

const nothing = { not_types: ['*'] };
const filter = JSON.stringify({
  presence: nothing,
  account_data: nothing,
  room: {
    account_data: nothing,
    ephemeral: nothing,
    state: { lazy_load_members: true },
    timeline: { limit: 200, lazy_load_members: true },
  },
});

export function newSync(given: SyncGiven): Sync {
  const { house, http, rooms, directs, spaces, crypto, listener, invites, self } = given;
  const { log, keep } = house;
  const stopping = new AbortController();
  const stopped = new Promise<undefined>((resolve) =>
    stopping.signal.addEventListener('abort', () => resolve(undefined)),
  );
  const isStopped = (): boolean => stopping.signal.aborted;
  const bookmark = openBookmark(house);
  let taking: Promise<void> = Promise.resolve();

  async function round(timeout: number): Promise<void> {
    const answer = await ask(timeout);
    if (!answer || isStopped()) return;
    taking = take(answer);
    await taking;
  }

  /** Asks until there is an answer; nothing once we stop. */
  async function ask(timeout: number): Promise<SyncAnswer | undefined> {
    for (let tries = 0; !isStopped(); tries += 1) {
      const { token } = bookmark;
      try {
        const query = { filter, timeout: String(timeout), ...(token === undefined ? {} : { since: token }) };
        const call = http.call<unknown>({
          method: 'GET',
          path: '/_matrix/client/v3/sync',
          query,
          patience: timeout + patience,
          apart: true,
        });
        const answer = fields(await Promise.race([call, stopped]));
        if (isStopped()) return undefined;
        if (typeof answer['next_batch'] !== 'string') throw new MatrixFault('down', 'matrix: an answer without sense');
        if (tries > 0) log.info('matrix: the homeserver answers again');
        return answer as unknown as SyncAnswer;
      } catch (error) {
        if (isStopped()) return undefined;
        const refused = error instanceof Fault && error.kind === 'invalid' && token !== undefined;
        if (refused) bookmark.lose();
        if (tries === 0 || refused) log.warn('matrix: nothing can be heard for now', { why: labelOf(error) });
        await pause(error, refused ? 0 : tries);
      }
    }
    return undefined;
  }

  /** Grows with each try, to a minute at most. */
  async function pause(failure: unknown, tries: number): Promise<void> {
    const wanted = failure instanceof Fault ? failure.retryAfterMs : undefined;
    const milliseconds = Math.min(longestPause, wanted ?? 500 * 2 ** Math.min(tries, 10));
    const waited = new AbortController();
    try {
      await Promise.race([sleep(milliseconds, undefined, { signal: waited.signal }), stopped]);
    } finally {
      waited.abort();
    }
  }

  /** Tries again until it is done; what another try would not change is left. False: we stopped before. */
  async function done(task: () => Promise<void>, most = Infinity): Promise<boolean> {
    for (let tries = 1; !isStopped(); tries += 1) {
      try {
        await task();
        return true;
      } catch (error) {
        if (isStopped()) return false;
        const hopeless = tries >= most || (error instanceof Fault && unchanging.has(error.kind));
        const why = labelOf(error);
        if (hopeless) log.error('matrix: something that arrived could not be handed over', { why });
        else if (tries === 1) log.warn('matrix: something that arrived can not be handed over yet', { why });
        if (hopeless) return true;
        await pause(error, tries);
      }
    }
    return false;
  }

  async function take(answer: SyncAnswer): Promise<void> {
    const { token: since } = bookmark;
    const { join, invite, leave } = fields(answer.rooms);
    const [joins, invitations, leaves] = [join, invite, leave].map((each) => Object.entries(fields(each)));
    // Whatever it is that can't be taken in, the others must be heard.
    if (!(await done(() => crypto.receive(answer), mostTriesOfKeys))) return;
    const asked = invitations!.map(([room, what]) => {
      const state = strippedIn(fields(fields(what)['invite_state'])['events']);
      return { space: isOfSpace(state), invited: () => invites.invited(room, state) };
    });
    const steps = [
      // Whoever asks us into a Space and its rooms at once is to be understood.
      asked.filter(({ space }) => space).map(({ invited }) => invited),
      asked.filter(({ space }) => !space).map(({ invited }) => invited),
      // What kind of room one is depends on the spaces around it, so their state comes first.
      joins!.map(
        ([room, what]) =>
          () =>
            enter(room, what as JoinedRoom),
      ),
      joins!.map(
        ([room, what]) =>
          () =>
            inRoom(room, what as JoinedRoom, since),
      ),
      leaves!.map(
        ([room, what]) =>
          () =>
            leftRoom(room, what as JoinedRoom, since),
      ),
    ];
    for (const tasks of steps) if (!(await allOf(tasks))) return;
    const moved = await done(() => bookmark.move(answer.next_batch, steps.flat().length === 0));
    // Not before: what came while we were down is read with the keys of that time. Nobody waits for it.
    if (moved) void crypto.forget();
  }

  /** Runs each, some at a time; false when not all of them could be done before we stopped. */
  async function allOf(tasks: readonly (() => Promise<void>)[]): Promise<boolean> {
    const left = tasks.values();
    let all = true;
    const lane = async () => {
      for (const task of left) if (!(await done(task))) all = false;
    };
    await Promise.all(Array.from({ length: sideBySide }, lane));
    return all;
  }

  async function enter(id: string, { state }: JoinedRoom): Promise<void> {
    const isNew = !rooms.joined().has(id);
    await follow(id, eventsOf(state?.events));
    if (isNew) await rooms.of(id);
  }

  async function inRoom(id: string, { timeline }: JoinedRoom, since: string | undefined): Promise<void> {
    const events = eventsOf(timeline?.events);
    const fresh = new Set(events);
    const isComplete = since !== undefined && timeline?.limited !== true;
    for await (const event of isComplete ? events : gapIn(await rooms.of(id), events, timeline?.prev_batch, since)) {
      if (isStopped()) throw new MatrixFault('down', 'matrix: stopped');
      if (isSaid(event)) await listener.hear(await rooms.of(id), event);
      else if (fresh.has(event)) await follow(id, [event]);
    }
    await spaces.settled();
  }

  /** All that happened in a room since it was last heard. */
  async function* gapIn(
    room: Room,
    timeline: readonly RoomEvent[],
    from: string | undefined,
    since: string | undefined,
  ): AsyncGenerator<RoomEvent> {
    const account = directs.accountOf(room);
    const direct = account !== undefined || directs.isDeserted(room);
    const { at } = bookmark;
    const seen = direct ? await keep.get(seenKey(room.id)) : undefined;
    let lost = false;
    const servers = () => (account === undefined ? [spaces.serverOf(room)] : spaces.sharedWith(account));
    const gap = { room: room.id, timeline, from, to: direct ? undefined : since, refused: () => void (lost = true) };
    yield* missed(http, gap, endAt({ seen, since: at, self, direct }));
    if (lost) await tellOutage(house, self, servers(), at);
  }

  /** We were put out of it, it may be while we were away: what was said before that is heard. */
  async function leftRoom(id: string, { timeline }: JoinedRoom, since: string | undefined): Promise<void> {
    const events = eventsOf(timeline?.events);
    if (events.some(isSaid)) {
      const room = await rooms.before(id).catch((error: unknown) => {
        if (!(error instanceof MatrixFault) || error.kind !== 'denied') throw error;
      });
      const all = room && timeline?.limited === true ? gapIn(room, events, timeline.prev_batch, since) : events;
      for await (const event of all) if (room && isSaid(event)) await listener.hear(room, event);
    }
    rooms.left(id);
    await keep.delete(seenKey(id));
  }

  async function follow(room: string, events: readonly RoomEvent[]): Promise<void> {
    for (const { type, state_key: key, content } of events)
      if (type === 'm.room.encryption' && key === '') await crypto.encrypted(room, content);
    rooms.apply(room, events);
  }

  return {
    async start() {
      await bookmark.open();
      await listener.begin();
      await round(0);
      void (async () => {
        while (!isStopped()) await round(longPoll);
      })();
    },
    async stop() {
      stopping.abort();
      await Promise.all([taking, listener.stop()]);
    },
  };
}

const isSaid = (event: RoomEvent): boolean => event.state_key === undefined;
const labelOf = (error: unknown): string => (error instanceof Fault ? error.label : 'not stored');
