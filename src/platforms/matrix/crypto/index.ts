/** End-to-end encryption: the keys of this device, and what is sealed and opened with them. */
import type { House } from '../../../chat/ports.ts';
import type { RoomEvent, SyncAnswer } from '../events.ts';
import type { Http } from '../http.ts';

/** What became of a message that was encrypted. */
export type Opened =
  | { readonly ok: true; readonly event: RoomEvent }
  /** `waiting`: its key may still come (`onKeys`). */
  | { readonly ok: false; readonly waiting: boolean; readonly session: string };

export interface Crypto {
  readonly device: string;
  /** The device's Ed25519 key, by which people compare it. */
  readonly fingerprint: string;
  /** Takes in keys; called with each answer of `/sync` before its timelines are read. */
  receive(answer: SyncAnswer): Promise<void>;
  /** A room is encrypted from now on, by the content of its `m.room.encryption`. It never counts as plain again. */
  encrypted(room: string, content: unknown): Promise<void>;
  isEncrypted(room: string): Promise<boolean>;
  /** The content of an `m.room.encrypted` that these users can read, and nobody else. One at a time in a room. */
  seal(room: string, readers: readonly string[], type: string, content: unknown): Promise<object>;
  open(room: string, event: RoomEvent): Promise<Opened>;
  /** Called with the sessions (`Opened.session`) whose keys have come. */
  onKeys: (sessions: readonly string[]) => void;
  /** A file before its upload: sealed bytes, and the `file` of its event without the address. */
  sealFile(bytes: Uint8Array): { readonly bytes: Uint8Array; readonly file: object };
  /** A file after its download, by the `file` of its event. Throws a `Fault` (`invalid`) when it was changed on the way. */
  openFile(bytes: Uint8Array, file: object): Uint8Array;
  /** Whether this device is signed by the account's own identity, as the homeserver tells it. */
  signed(): Promise<boolean>;
  close(): Promise<void>;
}

export interface CryptoGiven {
  readonly house: House;
  readonly http: Http;
  readonly user: string;
  readonly device: string;
  /** The folder in which the keys are kept. */
  readonly folder: string;
  readonly password: string | undefined;
  /** The keys can't be written any more: nothing may leave the process from now on. */
  readonly fatal: () => void;
}

export async function openCrypto(_given: CryptoGiven): Promise<Crypto> {
  throw new Error('not built');
}
