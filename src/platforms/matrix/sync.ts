/** The one loop that asks the homeserver what happened. Its token is kept only after all that came with it is stored. */
import type { House } from '../../chat/ports.ts';
import type { Crypto } from './crypto/index.ts';
import type { Http } from './http.ts';
import type { Invites } from './invites.ts';
import type { Listener } from './listen.ts';
import type { Rooms } from './rooms.ts';

export interface SyncGiven {
  readonly house: House;
  readonly http: Http;
  readonly rooms: Rooms;
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

export function newSync(_given: SyncGiven): Sync {
  throw new Error('not built');
}
