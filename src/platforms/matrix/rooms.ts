/**
 * The rooms that we are in. The state of one is asked for when it is first needed and followed from then on; of
 * rooms between two people only those are remembered that are in use, since there may be tens of thousands.
 */
import { fields } from './content.ts';
import type { RoomEvent } from './events.ts';
import { isSpace } from './hierarchy.ts';
import { MatrixFault, path, type Http } from './http.ts';
import { newState, type RoomState } from './state.ts';

export interface Member {
  readonly user: string;
  /** Without control or direction characters; the user id where there is none. */
  readonly name: string;
  readonly membership: 'join' | 'invite';
}

export interface Room {
  /** Never to be taken apart: from version 12 on no server stands in it (MSC4291). */
  readonly id: string;
  /** Or its main address; empty where it has none. Without control or direction characters. */
  readonly name: string;
  /** Its main address, such as `#staff:example.org`; empty where it has none. */
  readonly address: string;
  /** From `m.room.create`: `m.space` for a space. */
  readonly type: string | undefined;
  readonly version: string;
  readonly encrypted: boolean;
  /** Joined and invited, by user. */
  readonly members: ReadonlyMap<string, Member>;
  readonly joinRule: string;
  readonly historyVisibility: string;
  /** The rooms that this space claims, and the spaces that this room claims, each with the user who said so. */
  readonly children: ReadonlyMap<string, string>;
  readonly parents: ReadonlyMap<string, string>;
  /** The power of a user; creators of a room of version 12 and later have more than any number (MSC4289). */
  powerOf(user: string): number;
  /** The power that something needs: an event type, or `invite`, `kick`, `ban`, `redact`. */
  powerFor(what: string, state?: boolean): number;
}

export interface Rooms {
  /** The state of a room that we are in; asked for once, and then followed. Throws a `MatrixFault`. */
  of(room: string): Promise<Room>;
  /** The state of a room that we left, as it was while we were in it. Throws a `MatrixFault`: `denied` where we never were. */
  before(room: string): Promise<Room>;
  /** As far as it is known already. */
  known(room: string): Room | undefined;
  /** Every room that we are in, by id; asked for at the start, and then followed. */
  joined(): ReadonlySet<string>;
  /** The spaces that we are in, as far as they are known already. */
  spaces(): readonly Room[];
  /** State that came with a sync, in order; and that we joined or left. */
  apply(room: string, events: readonly RoomEvent[]): void;
  left(room: string): void;
  /** Calls `hear` with each room whose state has changed, and each that we joined or left; at once, and before anything else is read. */
  watch(hear: (room: string) => void): void;
  /** Who can read what is written from now on: joined, and invited where they may see it by the history's visibility. */
  readersOf(room: Room): readonly string[];
}

/** Rooms whose state is remembered, besides those that more than two people share. */
const mostRemembered = 1_000;

export async function openRooms(http: Http, self: string): Promise<Rooms> {
  /** The one used last stands last. */
  const cached = new Map<string, RoomState>();
  const spaces = new Map<string, Room>();
  /** State that is being asked for, with what came meanwhile. */
  const asked = new Map<string, { readonly answer: Promise<Room>; readonly since: RoomEvent[] }>();
  const watching: ((room: string) => void)[] = [];
  const told = await http.insist<{ joined_rooms?: unknown }>({ method: 'GET', path: path('joined_rooms') });
  const joined = new Set(Array.isArray(told.joined_rooms) ? (told.joined_rooms as string[]) : []);

  const changed = (room: string) => {
    for (const hear of watching) hear(room);
    changedIn(cached.get(room));
  };

  /** What a room is to us depends on the space in which it lies: of that we may hear later than of the room. */
  function changedIn(space: Room | undefined): void {
    if (!space || !isSpace(space)) return;
    for (const room of space.children.keys()) if (joined.has(room)) for (const hear of watching) hear(room);
  }

  function remember(room: RoomState): RoomState {
    cached.delete(room.id);
    cached.set(room.id, room);
    if (isSpace(room)) spaces.set(room.id, room);
    if (cached.size <= mostRemembered) return room;
    const least = [...cached.values()].find(
      (each) => each !== room && each.members.size <= 2 && each.type !== 'm.space',
    );
    if (least) cached.delete(least.id);
    return room;
  }

  const stateOf = (id: string): Promise<RoomEvent[]> =>
    http.call<RoomEvent[]>({ method: 'GET', path: path('rooms', id, 'state') });

  async function ask(id: string, since: readonly RoomEvent[]): Promise<Room> {
    const events = await stateOf(id);
    const room = newState(id);
    const known = new Set(events.map((event) => event.event_id));
    for (const event of events) room.apply(event);
    for (const event of since) if (!known.has(event.event_id)) room.apply(event);
    // Of a room that we left, the state is told as it was then.
    if (room.members.get(self)?.membership !== 'join') {
      left(id);
      throw new MatrixFault('denied', 'matrix: not in this room');
    }
    const fresh = !joined.has(id);
    joined.add(id);
    remember(room);
    if (fresh) changed(id);
    else changedIn(room);
    return room;
  }

  const isOurs = ({ type, state_key: user }: RoomEvent) => type === 'm.room.member' && user === self;
  const isOurJoin = (event: RoomEvent) => isOurs(event) && fields(event.content)['membership'] === 'join';

  function left(id: string): void {
    cached.delete(id);
    spaces.delete(id);
    if (joined.delete(id)) changed(id);
  }

  return {
    async of(id) {
      const known = cached.get(id);
      if (known) return remember(known);
      const pending = asked.get(id);
      if (pending) return pending.answer;
      const since: RoomEvent[] = [];
      const answer = ask(id, since).finally(() => asked.delete(id));
      asked.set(id, { answer, since });
      return answer;
    },
    async before(id) {
      const known = cached.get(id);
      if (known) return known;
      const room = newState(id);
      for (const event of await stateOf(id))
        room.apply(isOurs(event) ? { ...event, content: { membership: 'join' } } : event);
      return room;
    },
    known: (id) => cached.get(id),
    joined: () => joined,
    spaces: () => [...spaces.values()],
    apply(id, events) {
      const fresh = !joined.has(id);
      joined.add(id);
      const states = events.filter((event) => typeof event.state_key === 'string');
      asked.get(id)?.since.push(...states);
      const room = cached.get(id);
      const touched = states.filter((event) => {
        // Of a room that nobody asked for yet, any state may matter to whoever watches.
        const matters = room ? room.apply(event) : true;
        // Another name or picture of ours is told in every room that we are in.
        return matters && !isOurJoin(event);
      });
      if (fresh || touched.length > 0) changed(id);
    },
    left,
    watch: (hear) => void watching.push(hear),
    readersOf: ({ members, historyVisibility }) =>
      [...members.values()]
        .filter(({ membership }) => membership === 'join' || historyVisibility !== 'joined')
        .map(({ user }) => user),
  };
}
