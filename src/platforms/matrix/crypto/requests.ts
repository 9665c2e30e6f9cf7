/** What the crypto library wants to be sent to the homeserver, in the order in which it must be. */
import {
  RequestType,
  UserId,
  type KeysClaimRequest,
  type KeysQueryRequest,
  type OlmMachine,
  type SignatureUploadRequest,
  type ToDeviceRequest,
} from '@matrix-org/matrix-sdk-crypto-wasm';
import { MatrixFault, path, type Call, type Http } from '../http.ts';
import type { Turns } from '../turns.ts';

export type Request = KeysClaimRequest | KeysQueryRequest | SignatureUploadRequest | ToDeviceRequest;

/** As the library gives them: with fields by their type. */
interface AnyRequest {
  readonly id?: string | undefined;
  readonly type: RequestType;
  readonly body: string;
  readonly event_type?: string;
  readonly txn_id?: string;
  readonly room_id?: string;
}

export interface Requests {
  /** Sends one, and tells the library how it was answered. Throws a `MatrixFault`. */
  send(request: Request): Promise<void>;
  /** Sends all that waits: keys to be uploaded, devices to be asked for, messages to devices. Throws a `MatrixFault`. */
  drain(): Promise<void>;
  /** Begins conversations with devices of these users; with nobody given, anew with those where one is broken. */
  claim(users: readonly string[]): Promise<void>;
  /** Asks for the devices of a user just now. */
  query(user: string): Promise<void>;
}

/** More is a circle. */
const mostRounds = 20;

/** `stale` is called when the homeserver refuses keys of ours because it has others of the same name. */
export function newRequests(machine: OlmMachine, call: Http['call'], turns: Turns, stale: () => void): Requests {
  const send = async (given: Request): Promise<void> => {
    const request = given as AnyRequest;
    const answer = await call(callOf(request)).catch((error: unknown) => {
      const refused =
        error instanceof MatrixFault && error.kind === 'invalid' && request.type === RequestType.KeysUpload;
      if (!refused) throw error;
      stale();
      throw new MatrixFault('down', 'matrix: the homeserver has newer keys of this device');
    });
    if (request.id !== undefined) await machine.markRequestAsSent(request.id, request.type, JSON.stringify(answer));
  };
  return {
    send,
    drain: () =>
      turns.put('requests', async () => {
        for (let round = 0; round < mostRounds; round += 1) {
          const waiting = await machine.outgoingRequests();
          if (waiting.length === 0) return;
          for (const request of waiting) await send(request);
        }
      }),
    claim: (users) =>
      turns.put('claims', async () => {
        const request = await machine.getMissingSessions(userIds(users));
        if (request) await send(request);
      }),
    async query(user) {
      await machine.updateTrackedUsers(userIds([user]));
      await send(machine.queryKeysForUsers(userIds([user])));
    },
  };
}

/** Made anew for each call: the library uses them up. An id that is none is left out; nobody is behind it. */
export const userIds = (users: readonly string[]): UserId[] =>
  users.flatMap((user) => {
    try {
      return [new UserId(user)];
    } catch {
      return [];
    }
  });

function callOf({ type, body: words, event_type: event = '', txn_id: id = '', room_id: room = '' }: AnyRequest): Call {
  const body: unknown = JSON.parse(words);
  switch (type) {
    case RequestType.KeysUpload:
      return { method: 'POST', path: path('keys', 'upload'), body };
    case RequestType.KeysQuery:
      return { method: 'POST', path: path('keys', 'query'), body };
    case RequestType.KeysClaim:
      return { method: 'POST', path: path('keys', 'claim'), body };
    case RequestType.ToDevice:
      return { method: 'PUT', path: path('sendToDevice', event, id), body };
    case RequestType.SignatureUpload:
      return { method: 'POST', path: path('keys', 'signatures', 'upload'), body };
    case RequestType.RoomMessage:
      return { method: 'PUT', path: path('rooms', room, 'send', event, id), body };
    default:
      throw new Error('a request of the crypto library that is not provided for');
  }
}
