/** Asking somebody into a direct room: a new one, or one that they left. */
import { randomUUID } from 'node:crypto';
import type { House } from '../../chat/ports.ts';
import { days } from '../../time/clock.ts';
import type { Crypto } from './crypto/index.ts';
import { fields } from './content.ts';
import { MatrixFault, path, type Http } from './http.ts';
import type { Room, Rooms } from './rooms.ts';
import { inTurn } from './turns.ts';

export interface Asking {
  /** A new and encrypted room, with nobody else in it as yet; `made` is called before anybody can be asked in. */
  open(made: (room: string) => Promise<void>): Promise<Room>;
  /** Asks them in; once a day, whatever comes of it. Throws a `MatrixFault`: `unreachable` when they are not to be had. */
  ask(account: string, room: () => Promise<Room>): Promise<Room>;
  /** Puts a room into `m.direct`, for whoever looks into the bot's account by another client; returns at once. */
  list(account: string, room: string): void;
}

export interface AskingGiven {
  readonly house: House;
  readonly http: Http;
  readonly rooms: Rooms;
  readonly crypto: Crypto;
  readonly self: string;
}

/** Of every room that we open, and of every direct one in which we may switch it on. */
export const encryption = { type: 'm.room.encryption', content: { algorithm: 'm.megolm.v1.aes-sha2' } } as const;

/** By account: when we last asked them in. */
const prefix = 'asked/';
const pause = days(1);

export async function openAsking({ house, http, rooms, crypto, self }: AskingGiven): Promise<Asking> {
  const { keep, log } = house;
  const now = () => house.clock.now().getTime();
  const turns = inTurn();
  /** Until when the homeserver opens no room. */
  let openAgainAt = 0;

  for (const [key, at] of await keep.list(prefix)) if (now() - Number(at) >= pause) await keep.delete(key);

  async function ask(account: string, room: Room): Promise<void> {
    const content = { membership: 'invite', is_direct: true };
    // By its state event, since an invitation by `/invite` can't say that it is a direct one.
    const where = path('rooms', room.id, 'state', 'm.room.member', account);
    await http.call({ method: 'PUT', path: where, body: content, apart: true });
    heard(rooms, self, room.id, 'm.room.member', account, content);
  }

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

  return {
    async open(made) {
      const wait = openAgainAt - performance.now();
      if (wait > 0) throw openingTooFast(wait);
      const body = {
        preset: 'private_chat',
        is_direct: true,
        initial_state: [
          { ...encryption, state_key: '' },
          // Whoever might be let in later is not to see what was said before.
          { type: 'm.room.history_visibility', state_key: '', content: { history_visibility: 'invited' } },
        ],
        // Nobody else is to be let in at all.
        power_level_content_override: { invite: 100 },
      };
      const { room_id: id } = await http
        .call<{ room_id: string }>({ method: 'POST', path: path('createRoom'), body, apart: true })
        .catch((error: unknown) => {
          if (error instanceof MatrixFault && error.kind === 'limited')
            openAgainAt = performance.now() + (error.retryAfterMs ?? 0);
          throw error;
        });
      await made(id);
      await crypto.encrypted(id, encryption.content);
      return rooms.of(id);
    },
    async ask(account, roomFor) {
      const before = await keep.get(prefix + account);
      if (before !== undefined && now() - Number(before) < pause)
        throw new MatrixFault('unreachable', 'matrix: has not taken our invitation');
      const room = await roomFor();
      try {
        await ask(account, room);
      } catch (error) {
        const refused = error instanceof MatrixFault && (error.kind === 'denied' || error.kind === 'unreachable');
        if (!refused) throw error;
        await keep.put(prefix + account, String(now()));
        throw new MatrixFault('unreachable', 'matrix: takes no invitation of ours');
      }
      await keep.put(prefix + account, String(now()));
      return room;
    },
    list(account, room) {
      void turns.put('', () => list(account, room)).catch(() => log.warn('matrix: a direct room is not listed'));
    },
  };
}

/** What we did ourselves is known at once, and not only when the homeserver tells of it. */
export const heard = (rooms: Rooms, self: string, room: string, type: string, key: string, content: unknown): void =>
  rooms.apply(room, [{ type, state_key: key, sender: self, content, event_id: randomUUID(), origin_server_ts: 0 }]);

const openingTooFast = (wait: number) =>
  new MatrixFault('limited', 'matrix: opens rooms too fast', { status: 429, retryAfterMs: wait, here: true });
