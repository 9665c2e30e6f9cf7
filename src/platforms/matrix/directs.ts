/**
 * Direct rooms: which room is between us and one account, and a new one where there is none. `m.direct` and
 * `is_direct` are what somebody once wished for (Matrix specification, "Direct Messaging"); what counts is who is in
 * the room.
 */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { House } from '../../chat/ports.ts';
import { days } from '../../time/clock.ts';
import type { Crypto } from './crypto/index.ts';
import { fields } from './content.ts';
import { liesIn } from './hierarchy.ts';
import { MatrixFault, path, type Http } from './http.ts';
import { inTurn, widely } from './turns.ts';
import type { Room, Rooms } from './rooms.ts';

export interface Directs {
  /** The account that a room is direct with; nothing where it is another kind of room. */
  accountOf(room: Room): string | undefined;
  /**
   * The room with an account, encrypted; opened, with an invitation, when there is none. Throws a `MatrixFault`:
   * `unreachable` when they take no invitation, or have not taken today's.
   */
  roomOf(account: string): Promise<Room>;
  /** Somebody wrote in this room last: answers go there. */
  met(account: string, room: string): Promise<void>;
  /** A community uses this room, however few are in it: it is no direct one from now on, and we stay in it. */
  use(room: string): Promise<void>;
  isUsed(room: string): boolean;
  /** Whether a room was a direct one when it was last looked at; costs nothing. */
  isNoted(room: string): boolean;
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

const noted = z.object({
  account: z.string(),
  /** When they wrote in this room after they had written in another; milliseconds since 1970. */
  wrote: z.number(),
  /** When they were last told here to go on in another room. */
  moved: z.number(),
});
type Direct = z.infer<typeof noted>;

const directs = 'direct/';
const uses = 'used/';
/** By account: when we last invited them. */
const invitations = 'invited/';
const encryption = { type: 'm.room.encryption', content: { algorithm: 'm.megolm.v1.aes-sha2' } } as const;

export async function openDirects(given: DirectsGiven): Promise<Directs> {
  const { house, http, rooms, crypto, self, plainAllowed } = given;
  const { keep, log } = house;
  const now = () => house.clock.now().getTime();
  const known = new Map<string, Direct>();
  const used = new Set((await keep.list(uses)).map(([key]) => key.slice(uses.length)));
  const turns = inTurn();
  /** Until when the homeserver opens no room. */
  let openAgainAt = 0;

  for (const [key, value] of await keep.list(directs)) {
    const read = noted.safeParse(JSON.parse(value));
    if (read.success) known.set(key.slice(directs.length), read.data);
  }

  async function note(room: string, direct: Direct): Promise<void> {
    await keep.put(directs + room, JSON.stringify(direct));
    known.set(room, direct);
  }

  async function forget(room: string): Promise<void> {
    if (known.delete(room)) await keep.delete(directs + room);
  }

  function accountOf(room: Room): string | undefined {
    if (room.type !== undefined || room.members.size !== 2 || used.has(room.id)) return undefined;
    if (rooms.spaces().some((space) => liesIn(room, space))) return undefined;
    return [...room.members.keys()].find((user) => user !== self);
  }

  /** Where they wrote last comes first. */
  const roomsWith = (account: string): string[] =>
    [...known]
      .filter(([, direct]) => direct.account === account)
      .toSorted(([, a], [, b]) => b.wrote - a.wrote)
      .map(([room]) => room);

  /** The state of a room, or nothing where we are no longer in it. */
  async function stateOf(room: string): Promise<Room | undefined> {
    try {
      return await rooms.of(room);
    } catch (error) {
      if (!(error instanceof MatrixFault) || error.kind !== 'denied') throw error;
      await forget(room);
      return undefined;
    }
  }

  /** Notes what a room turned out to be. */
  async function look(id: string): Promise<void> {
    if (!rooms.joined().has(id)) return forget(id);
    const room = await stateOf(id);
    if (!room) return;
    const account = accountOf(room);
    if (account === undefined) {
      if (!isEmpty(room)) await forget(id);
    } else if (known.get(id)?.account !== account) await note(id, { account, wrote: 0, moved: 0 });
  }

  async function find(account: string): Promise<Room> {
    const plain: Room[] = [];
    let empty: Room | undefined;
    for (const id of roomsWith(account)) {
      const room = await stateOf(id);
      if (!room) continue;
      if (accountOf(room) === account) {
        if (await encrypted(room)) return room;
        plain.push(room);
      } else if (isEmpty(room) && (await encrypted(room))) empty ??= room;
    }
    if (plain[0] && plainAllowed) return plain[0];
    const room = await invited(account, empty);
    for (const old of plain) await sayMoved(old);
    return room;
  }

  /** They left: we can ask them in again. */
  const isEmpty = (room: Room) =>
    room.members.size === 1 && !used.has(room.id) && room.powerOf(self) >= room.powerFor('invite');

  /** Whether a room is encrypted; it is from now on, where that is in our power. */
  async function encrypted(room: Room): Promise<boolean> {
    if (!room.encrypted) {
      if (room.powerOf(self) < room.powerFor(encryption.type, true)) return false;
      await http.call({
        method: 'PUT',
        path: path('rooms', room.id, 'state', encryption.type, ''),
        body: encryption.content,
      });
      heard(room.id, encryption.type, '', encryption.content);
    }
    if (!(await crypto.isEncrypted(room.id))) await crypto.encrypted(room.id, encryption.content);
    return true;
  }

  /** What we did is known at once, and not only when the homeserver tells it. */
  const heard = (room: string, type: string, key: string, content: unknown) =>
    rooms.apply(room, [
      { type, state_key: key, sender: self, content, event_id: randomUUID(), origin_server_ts: now() },
    ]);

  async function invited(account: string, empty: Room | undefined): Promise<Room> {
    const before = Number((await keep.get(invitations + account)) ?? 0);
    if (now() - before < days(1)) throw new MatrixFault('unreachable', 'matrix: has not taken our invitation');
    const room = empty ?? (await opened(account));
    const content = { membership: 'invite', is_direct: true };
    try {
      // By its state event, since an invitation by `/invite` can't say that it is a direct one.
      await http.call({
        method: 'PUT',
        path: path('rooms', room.id, 'state', 'm.room.member', account),
        body: content,
        apart: true,
      });
    } catch (error) {
      const refused = error instanceof MatrixFault && (error.kind === 'denied' || error.kind === 'unreachable');
      if (!refused) throw error;
      await keep.put(invitations + account, String(now()));
      throw new MatrixFault('unreachable', 'matrix: takes no invitation of ours');
    }
    heard(room.id, 'm.room.member', account, content);
    await keep.put(invitations + account, String(now()));
    return room;
  }

  /** A new room, without them as yet: an invitation that fails would otherwise leave an empty room behind each time. */
  async function opened(account: string): Promise<Room> {
    const wait = openAgainAt - performance.now();
    if (wait > 0) throw openingTooFast(wait);
    const body = {
      preset: 'private_chat',
      is_direct: true,
      initial_state: [
        { ...encryption, state_key: '' },
        { type: 'm.room.history_visibility', state_key: '', content: { history_visibility: 'invited' } },
      ],
      // Nobody else is to be let in.
      power_level_content_override: { invite: 100 },
    };
    const { room_id: id } = await http
      .call<{ room_id: string }>({ method: 'POST', path: path('createRoom'), body, apart: true })
      .catch((error: unknown) => {
        if (error instanceof MatrixFault && error.kind === 'limited')
          openAgainAt = performance.now() + (error.retryAfterMs ?? 0);
        throw error;
      });
    await note(id, { account, wrote: 0, moved: 0 });
    await crypto.encrypted(id, encryption.content);
    void turns.put('m.direct', () => list(account, id)).catch(() => log.warn('matrix: a direct room is not listed'));
    return rooms.of(id);
  }

  /** For whoever looks into the bot's account by another client. */
  async function list(account: string, room: string): Promise<void> {
    const where = path('user', self, 'account_data', 'm.direct');
    const all = await http.insist<unknown>({ method: 'GET', path: where }).catch((error: unknown) => {
      if (error instanceof MatrixFault && error.status === 404) return {};
      throw error;
    });
    const theirs = fields(all)[account];
    const body = { ...fields(all), [account]: [...(Array.isArray(theirs) ? theirs : []), room] };
    await http.insist({ method: 'PUT', path: where, body });
  }

  async function sayMoved(old: Room): Promise<void> {
    const direct = known.get(old.id);
    if (!direct || now() - direct.moved < days(1) || old.encrypted || (await crypto.isEncrypted(old.id))) return;
    await note(old.id, { ...direct, moved: now() });
    const body = { msgtype: 'm.text', body: await house.sentence('matrix-moved', direct.account), 'm.mentions': {} };
    const where = path('rooms', old.id, 'send', 'm.room.message', randomUUID());
    await http
      .call({ method: 'PUT', path: where, body })
      .catch(() => log.warn('matrix: could not say where it goes on in private'));
  }

  rooms.watch((room) => {
    void turns.again(room, () => look(room)).catch(() => log.warn('matrix: a room could not be looked at'));
  });
  await widely(
    [...rooms.joined()].filter((room) => !known.has(room)),
    (room) => rooms.of(room).catch(() => log.warn('matrix: a room could not be looked at')),
  );
  // Only when all spaces are known can be told what lies in none.
  for (const room of rooms.joined()) if (!known.has(room) && rooms.known(room)) await look(room);

  return {
    accountOf,
    roomOf: (account) => turns.join(account, () => find(account)),
    async met(account, room) {
      const direct = known.get(room);
      if (direct?.account === account && roomsWith(account)[0] === room) return;
      await note(room, { account, wrote: now(), moved: direct?.moved ?? 0 });
    },
    async use(room) {
      if (used.has(room)) return;
      await keep.put(uses + room, '');
      used.add(room);
      await forget(room);
    },
    isUsed: (room) => used.has(room),
    isNoted: (room) => known.has(room),
  };
}

const openingTooFast = (wait: number) =>
  new MatrixFault('limited', 'matrix: opens rooms too fast', { status: 429, retryAfterMs: wait, here: true });
