/** Events of ours in a room: put there, looked at, and taken away again. */
import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Fault } from '../../chat/outcome.ts';
import { seconds } from '../../time/clock.ts';
import type { Crypto } from './crypto/index.ts';
import type { RoomEvent } from './events.ts';
import { MatrixFault, path, type Http } from './http.ts';
import type { Room, Rooms } from './rooms.ts';

export interface Putter {
  /** Whether what is put into a room can be read by its readers alone. A room that was encrypted once stays so. */
  isSealed(room: Room): Promise<boolean>;
  /**
   * Puts an `m.room.message`, sealed where the room is encrypted; gives its event id. Again under the same
   * transaction it adds nothing, and gives the first one's id. Throws a `Fault`.
   */
  put(room: Room, content: object, transaction: string): Promise<string>;
  /** An event that is there and was not redacted. */
  look(room: string, event: string): Promise<RoomEvent | undefined>;
  /** Redacts an event, without a reason; gone is gone. */
  redact(room: string, event: string): Promise<void>;
}

/** How long sealing may take: keys of every device of every reader may have to be asked for. */
const patience = seconds(45);

export function newPutter({ http, crypto, rooms }: { http: Http; crypto: Crypto; rooms: Rooms }): Putter {
  const isSealed = async (room: Room): Promise<boolean> => room.encrypted || crypto.isEncrypted(room.id);
  return {
    isSealed,
    async put(room, content, transaction) {
      const sealed = await isSealed(room);
      const type = sealed ? 'm.room.encrypted' : 'm.room.message';
      const body = sealed
        ? await inTime(crypto.seal(room.id, rooms.readersOf(room), 'm.room.message', content))
        : content;
      const put = { method: 'PUT', path: path('rooms', room.id, 'send', type, transaction), body } as const;
      return (await http.call<{ event_id: string }>(put)).event_id;
    },
    async look(room, event) {
      const asked = { method: 'GET', path: path('rooms', room, 'event', event) } as const;
      const found = await http.call<RoomEvent>(asked).catch(ignoreGone);
      return found?.unsigned?.redacted_because ? undefined : found;
    },
    async redact(room, event) {
      const to = path('rooms', room, 'redact', event, transactionOf('redact', event));
      await http.call({ method: 'PUT', path: to, body: {} }).catch(ignoreGone);
    },
  };
}

/** A transaction id that is the same at each try, and tells nothing. */
export const transactionOf = (...what: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(what)).digest('base64url').slice(0, 32);

/** Where the key store can't be written any more, sealing never ends. */
async function inTime<T>(sealing: Promise<T>): Promise<T> {
  const enough = new AbortController();
  const late = async (): Promise<never> => {
    await pause(patience, undefined, { signal: enough.signal });
    throw new Fault('down', 'matrix: a message could not be sealed in time');
  };
  try {
    return await Promise.race([sealing, late()]);
  } finally {
    enough.abort();
  }
}

const ignoreGone = (error: unknown): undefined => {
  if (!(error instanceof MatrixFault) || error.status !== 404) throw error;
};
