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
import { newDevices, serverOf, type Question } from './devices.ts';

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
  /**
   * Sends all that waits: keys to be uploaded, messages to devices. Devices are asked for, and it is not waited until
   * they are told. Throws a `MatrixFault`.
   */
  drain(): Promise<void>;
  /** Waits until the devices of these users are told, where that is still to come. Throws a `MatrixFault`. */
  know(users: readonly string[]): Promise<void>;
  /** Begins conversations with devices of these users; with nobody given, anew with those where one is broken. */
  claim(users: readonly string[]): Promise<void>;
  /** Asks for the devices of a user just now. */
  query(user: string): Promise<void>;
  /** The devices of these users have changed. To be called before the library is told. */
  changed(users: readonly string[]): void;
}

/** More is a circle. */
const mostRounds = 20;
/** Answers that are waited for: one that may be about earlier devices, and one that is not. */
const mostAnswers = 2;

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
  const drain = (ask = true): Promise<void> =>
    turns.put('requests', async () => {
      for (let round = 0; round < mostRounds; round += 1) {
        let moved = false;
        for (const request of await machine.outgoingRequests()) {
          if (request.type === RequestType.KeysQuery) moved = (await devices.take(request as Question, ask)) || moved;
          else {
            await send(request);
            moved = true;
          }
        }
        if (!moved) return;
      }
    });
  // What is not told then is asked for again when somebody needs it, or something is new; never in a circle.
  const devices = newDevices(machine, call, () => drain(false));

  const missing = (users: readonly string[]) => machine.getMissingSessions(userIds(users));

  return {
    send,
    drain: () => drain(),
    async know(users) {
      for (let answers = 0; answers < mostAnswers; answers += 1) {
        await drain();
        const under = devices.under(users);
        if (under.length === 0) return;
        await Promise.all(under);
      }
    },
    async claim(users) {
      // Their homeservers are asked one by one, since one of them may not answer.
      const apart = users.length === 0 ? [users] : [...Map.groupBy(users, serverOf).values()];
      const claimOf = async (some: readonly string[]) => {
        // Whoever needs no new conversation waits for nobody's.
        if (!(await missing(some))) return;
        await turns.put(`claims ${some.length === 0 ? '' : serverOf(some[0]!)}`, async () => {
          const request = await missing(some);
          if (request) await send(request);
        });
      };
      await Promise.all(apart.map(claimOf));
    },
    query: (user) =>
      turns.join(`query ${user}`, async () => {
        await machine.updateTrackedUsers(userIds([user]));
        await drain();
        const under = devices.under([user]);
        // What was told of them before may be older than what made us ask.
        if (under.length === 0) await send(machine.queryKeysForUsers(userIds([user])));
        else await Promise.all(under);
      }),
    changed: devices.changed,
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
