/**
 * Servers, and who can read which room. A community's unit is a space; a room outside of any is a unit of its own.
 * The readers are told of every room that is neither a space nor a direct one: at each start and at each change.
 */
import { randomUUID } from 'node:crypto';
import type { What } from '../../chat/platform.ts';
import type { House } from '../../chat/ports.ts';
import type { Directs } from './directs.ts';
import { isSpace, may, unitsAround } from './hierarchy.ts';
import type { Member, Room, Rooms } from './rooms.ts';
import { isOpen } from './state.ts';
import { openLooks } from './turns.ts';

export interface Spaces {
  /** The unit of a community that a room belongs to: its space where we are in it, else the room itself. */
  serverOf(room: Room): string;
  /** Whether somebody runs a room's server: they may change its power levels. */
  runs(user: string, room: Room): boolean;
  /** The servers that an account shares with us. */
  sharedWith(user: string): readonly string[];
  /** Tells of every server, and of the readers of each room that is no direct one. */
  begin(): Promise<void>;
  /** Whether the readers of a room are told as they are now; nothing may be posted there before that. */
  isCurrent(room: string): boolean;
  /** Returns when every change that came until now is told. */
  settled(): Promise<void>;
  stop(): void;
}

export interface SpacesGiven {
  readonly house: House;
  readonly rooms: Rooms;
  readonly directs: Directs;
  readonly self: string;
  /** The operator lets cases into rooms that are not encrypted. */
  readonly plainAllowed: boolean;
}

/** Rooms whose readers were told, in this session or an earlier one. */
const prefix = 'space/';
const anyone = 'anyone';

export function watchSpaces({ house, rooms, directs, self, plainAllowed }: SpacesGiven): Spaces {
  /** What was told last, by room. */
  const names = new Map<string, string>();
  const readers = new Map<string, string>();
  /** Rooms that are neither direct nor gone, spaces among them. */
  const shared = new Set<string>();
  /** Those to which a community belongs. */
  const served = new Set<string>();
  /** Rooms of which something is still to be told, each with a mark of the last change. */
  const stale = new Map<string, symbol>();

  /** A community that was set up in a room or an inner space stays where it is, whatever it is put into later. */
  function unitOf(room: Room): Room {
    const around = unitsAround(room, rooms.spaces(), (space) => served.has(space));
    return around.findLast((each) => served.has(each.id)) ?? around.at(-1)!;
  }

  const tell = (server: string, space: string, what: What) =>
    house.receive({
      eventId: randomUUID(),
      at: house.clock.now(),
      from: { account: self, name: self },
      place: { kind: 'shared', space },
      server,
      what,
    });

  async function tellName(unit: Room): Promise<void> {
    const name = unit.name || unit.id;
    if (names.get(unit.id) === name) return;
    await tell(unit.id, unit.id, { kind: 'server', name });
    names.set(unit.id, name);
  }

  async function tellReaders(server: string, room: string, who: readonly Member[] | undefined): Promise<void> {
    const now = who?.map(({ user }) => user).join(' ') ?? anyone;
    if (readers.get(room) === now) return;
    await house.keep.put(prefix + room, server);
    const accounts = who?.map(({ user, name }) => ({ account: user, name }));
    await tell(server, room, { kind: 'readers', accounts });
    readers.set(room, now);
  }

  /** What was told of its readers holds no longer, and nobody knows what does. */
  async function tellGone(room: string): Promise<void> {
    shared.delete(room);
    names.delete(room);
    const server = await house.keep.get(prefix + room);
    if (server === undefined) return;
    await tellReaders(server, room, undefined);
    readers.delete(room);
    await house.keep.delete(prefix + room);
  }

  /** It is being opened for somebody, or everybody has left it: no server, and nobody's. */
  const isAlone = (room: Room) => !isSpace(room) && room.members.size < 2 && !directs.isUsed(room.id);

  async function look(id: string): Promise<void> {
    const room = rooms.joined().has(id) ? await rooms.of(id) : undefined;
    if (room && (await house.isServed(id))) {
      served.add(id);
      // It stays the team's room also while only one of them is in it.
      await directs.use(id);
    }
    if (!room || directs.accountOf(room) !== undefined || isAlone(room)) return tellGone(id);
    shared.add(id);
    const unit = unitOf(room);
    await tellName(unit);
    if (isSpace(room)) return;
    await tellReaders(unit.id, id, plainAllowed || room.encrypted ? readersOf(room, self) : undefined);
  }

  const looks = openLooks(
    async (id) => {
      const mark = stale.get(id);
      await look(id);
      if (stale.get(id) === mark) stale.delete(id);
    },
    () => house.log.warn('matrix: who reads a room could not be told yet'),
  );

  /** Until it was looked at nobody may rely upon what was told before. */
  function soon(id: string): Promise<void> {
    stale.set(id, Symbol(id));
    return looks.soon(id);
  }

  rooms.watch((id) => {
    void soon(id);
    const room = rooms.known(id);
    // Its rooms may belong elsewhere from now on.
    if (room && isSpace(room)) for (const each of shared) if (each !== id) void soon(each);
  });

  return {
    serverOf: (room) => unitOf(room).id,
    runs: (user, room) => may(user, 'm.room.power_levels', unitOf(room)),
    sharedWith(user) {
      const theirs = [...shared]
        .map((id) => rooms.known(id))
        .filter((room) => room?.members.get(user)?.membership === 'join')
        .map((room) => unitOf(room!).id);
      return [...new Set(theirs)].toSorted();
    },
    async begin() {
      const told = (await house.keep.list(prefix)).map(([key]) => key.slice(prefix.length));
      const now = [...rooms.joined()].filter((id) => !directs.isNoted(id));
      const spaces = new Set(rooms.spaces().map(({ id }) => id));
      // Where a room belongs is told by which spaces are served.
      await Promise.all(now.filter((id) => spaces.has(id)).map(soon));
      const others = [...new Set([...told, ...now])].filter((id) => !spaces.has(id));
      await Promise.all(others.map(soon));
    },
    isCurrent: (room) => readers.has(room) && !stale.has(room),
    settled: looks.settled,
    stop: looks.stop,
  };
}

/** Everybody but us who is in a room or asked in; nothing where others can come in or read by themselves. */
export function readersOf(room: Room, self: string): readonly Member[] | undefined {
  if (isOpen(room)) return undefined;
  return [...room.members.values()].filter(({ user }) => user !== self).toSorted((a, b) => (a.user < b.user ? -1 : 1));
}
