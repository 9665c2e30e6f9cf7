/** Direct rooms: which room is between us and one account, and a new one where there is none. */
import type { House } from '../../chat/ports.ts';
import type { Crypto } from './crypto/index.ts';
import type { Http } from './http.ts';
import type { Room, Rooms } from './rooms.ts';

export interface Directs {
  /** The account that a room is direct with; nothing where it is another kind of room. */
  accountOf(room: Room): string | undefined;
  /** The room with an account, encrypted; opened, with an invitation, when there is none. Throws a `MatrixFault`. */
  roomOf(account: string): Promise<Room>;
  /** Somebody wrote in this room last: answers go there. */
  met(account: string, room: string): Promise<void>;
  /** A community uses this room, however few are in it: it is no direct one from now on, and we stay in it. */
  use(room: string): Promise<void>;
  isUsed(room: string): boolean;
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

export async function openDirects(_given: DirectsGiven): Promise<Directs> {
  throw new Error('not built');
}
