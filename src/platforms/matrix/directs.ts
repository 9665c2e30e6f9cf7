/**
 * Direct rooms: which room is between us and one account, and a new one where there is none. `m.direct` and
 * `is_direct` are what somebody once wished for (Matrix specification, "Direct Messaging"); what counts is who is in
 * the room.
 */
import { randomUUID } from 'node:crypto';
import type { House } from '../../chat/ports.ts';
import { days } from '../../time/clock.ts';
import { encryption, heard, openAsking } from './asking.ts';
import type { Crypto } from './crypto/index.ts';
import { openDirectory } from './directory.ts';
import { liesIn } from './hierarchy.ts';
import { MatrixFault, path, type Http } from './http.ts';
import { newPutter } from './put.ts';
import type { Room, Rooms } from './rooms.ts';
import { isOpen } from './state.ts';
import { inTurn, openLooks, widely } from './turns.ts';

export interface Directs {
  /** The account that a room is direct with; nothing where it is another kind of room. */
  accountOf(room: Room): string | undefined;
  /** Nobody is there but us, and no community uses it: what was written there was written to us. */
  isDeserted(room: Room): boolean;
  /**
   * The room with an account, encrypted; opened, with an invitation, when there is none. Throws a `MatrixFault`:
   * `unreachable` when they take no invitation, or have not taken today's.
   */
  roomOf(account: string): Promise<Room>;
  /** Every direct room with an account; the one in which they wrote last comes first. */
  roomsWith(account: string): readonly string[];
  /** Somebody wrote in this room last: answers go there. */
  met(account: string, room: string): Promise<void>;
  /** A community uses this room, however few are in it: it is no direct one from now on, and we stay in it. */
  use(room: string): Promise<void>;
  isUsed(room: string): boolean;
  /** What we said in this direct room is taken away: so is what we said in others of its going on here. */
  unsayMoved(room: string): Promise<void>;
  /** Whether a room was a direct one when it was last looked at; costs nothing. */
  isNoted(room: string): boolean;
  stop(): void;
}

export interface DirectsGiven {
  readonly house: House;
  readonly http: Http;
  readonly rooms: Rooms;
  readonly crypto: Crypto;
  readonly self: string;
  /** The operator lets cases into rooms that are not encrypted. */
  readonly plainAllowed: boolean;
}

const prefix = 'used/';

export async function openDirects(given: DirectsGiven): Promise<Directs> {
  const { house, http, rooms, crypto, self, plainAllowed } = given;
  const { keep, log } = house;
  const now = () => house.clock.now().getTime();
  const directory = await openDirectory(keep);
  const asking = await openAsking(given);
  const used = new Set((await keep.list(prefix)).map(([key]) => key.slice(prefix.length)));
  const putter = newPutter({ http, crypto, rooms });
  const turns = inTurn();

  function accountOf(room: Room): string | undefined {
    if (room.type !== undefined || room.members.size !== 2 || used.has(room.id)) return undefined;
    if (rooms.spaces().some((space) => liesIn(room, space))) return undefined;
    return [...room.members.keys()].find((user) => user !== self);
  }

  /** They left: we can ask them in again. */
  const isEmpty = (room: Room) =>
    room.members.size === 1 && !used.has(room.id) && room.powerOf(self) >= room.powerFor('invite');

  /** The state of a room, or nothing where we are no longer in it. */
  async function stateOf(room: string): Promise<Room | undefined> {
    try {
      return await rooms.of(room);
    } catch (error) {
      if (!(error instanceof MatrixFault) || error.kind !== 'denied') throw error;
      await directory.forget(room);
      return undefined;
    }
  }

  /** Notes what a room turned out to be. */
  async function look(id: string): Promise<void> {
    const room = rooms.joined().has(id) ? await stateOf(id) : undefined;
    const account = room && accountOf(room);
    if (account !== undefined) {
      if (directory.get(id)?.account !== account) await directory.note(id, { account, wrote: 0, moved: 0 });
    } else if (!room || !isEmpty(room)) await directory.forget(id);
  }

  async function find(account: string): Promise<Room> {
    const plain: Room[] = [];
    let empty: Room | undefined;
    for (const id of directory.with(account)) {
      const room = await stateOf(id);
      if (!room) continue;
      if (accountOf(room) === account) {
        if (await encrypted(room)) return room;
        plain.push(room);
      } else if (!empty && isEmpty(room) && (await encrypted(room))) empty = room;
    }
    // Homeservers may read it there, and nobody else.
    const allowed = plainAllowed ? plain.find((each) => !isOpen(each)) : undefined;
    if (allowed) return allowed;
    const room = await asking.ask(account, async () => empty ?? opened(account));
    for (const old of plain) await sayMoved(account, old);
    return room;
  }

  /** Noted before they are asked in: what fails from then on leaves no room behind that is not used the next time. */
  async function opened(account: string): Promise<Room> {
    const room = await asking.open((id) => directory.note(id, { account, wrote: 0, moved: 0 }));
    asking.list(account, room.id);
    return room;
  }

  /** Whether a room is encrypted; it is from now on, where that is in our power. */
  async function encrypted(room: Room): Promise<boolean> {
    const { type, content } = encryption;
    if (!room.encrypted) {
      if (room.powerOf(self) < room.powerFor(type, true)) return false;
      await http.call({ method: 'PUT', path: path('rooms', room.id, 'state', type, ''), body: content });
      heard(rooms, self, room.id, type, '', content);
    }
    if (!(await crypto.isEncrypted(room.id))) await crypto.encrypted(room.id, content);
    return true;
  }

  /** Says in a room that is not encrypted where we go on; once a day, and nothing else. */
  async function sayMoved(account: string, old: Room): Promise<void> {
    // Whoever might look over their shoulder finds an invitation, and no word.
    if (await house.wishesSilence(account)) return;
    const entry = directory.get(old.id);
    if (!entry || now() - entry.moved < days(1) || old.encrypted || (await crypto.isEncrypted(old.id))) return;
    const said = { ...entry, moved: now() };
    await directory.note(old.id, said);
    const body = { msgtype: 'm.text', body: await house.sentence('matrix-moved', account), 'm.mentions': {} };
    const where = path('rooms', old.id, 'send', 'm.room.message', randomUUID());
    try {
      const { event_id: notice } = await http.call<{ event_id: string }>({ method: 'PUT', path: where, body });
      await directory.note(old.id, { ...said, notice });
    } catch {
      log.warn('matrix: could not say where it goes on in private');
    }
  }

  const looks = openLooks(look, () => log.warn('matrix: a room could not be looked at yet'));
  rooms.watch((room) => void looks.soon(room));
  const unknown = [...rooms.joined()].filter((room) => !directory.get(room));
  // What lies in no space can only be told when all spaces are known.
  await widely(unknown, (room) => rooms.of(room).catch(() => {}));
  await Promise.all(unknown.map(looks.soon));

  return {
    accountOf,
    isDeserted: (room) =>
      room.type !== 'm.space' && !used.has(room.id) && [...room.members.keys()].every((user) => user === self),
    roomOf: (account) => turns.join(account, () => find(account)),
    roomsWith: directory.with,
    async met(account, room) {
      const entry = directory.get(room);
      if (entry?.account === account && directory.with(account)[0] === room) return;
      await directory.note(room, { moved: 0, ...entry, account, wrote: now() });
    },
    async use(room) {
      if (used.has(room)) return;
      await keep.put(prefix + room, '');
      used.add(room);
      await directory.forget(room);
    },
    isUsed: (room) => used.has(room),
    async unsayMoved(room) {
      const { account } = directory.get(room) ?? {};
      for (const id of account === undefined ? [] : directory.with(account)) {
        const { notice, ...entry } = directory.get(id)!;
        if (notice === undefined) continue;
        await putter.redact(id, notice);
        await directory.note(id, entry);
      }
    },
    isNoted: (room) => directory.get(room) !== undefined,
    stop: looks.stop,
  };
}
