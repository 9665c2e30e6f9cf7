/** Events of rooms as arrivals. */
import type { House } from '../../chat/ports.ts';
import type { Crypto } from './crypto/index.ts';
import type { Directs } from './directs.ts';
import type { RoomEvent } from './events.ts';
import type { Room, Rooms } from './rooms.ts';
import type { Spaces } from './spaces.ts';
import type { Topics } from './topics.ts';

export interface Ears {
  readonly house: House;
  readonly rooms: Rooms;
  readonly directs: Directs;
  readonly spaces: Spaces;
  readonly topics: Topics;
  readonly crypto: Crypto;
  readonly self: string;
}

export interface Listener {
  /** Hands over what an event means to us, and returns when it is stored. Throws a `Fault` when it could not be stored. */
  hear(room: Room, event: RoomEvent): Promise<void>;
}

export function newListener(_ears: Ears): Listener {
  throw new Error('not built');
}
