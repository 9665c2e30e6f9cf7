/** End-to-end encryption: the keys of this device, and what is sealed and opened with them. */
import { DeviceId, DeviceLists, OlmMachine, StoreHandle, UserId, initAsync } from '@matrix-org/matrix-sdk-crypto-wasm';
import { z } from 'zod';
import { Fault } from '../../../chat/outcome.ts';
import type { House } from '../../../chat/ports.ts';
import type { RoomEvent, SyncAnswer } from '../events.ts';
import { path, type Http } from '../http.ts';
import { openFile, sealFile } from './files.ts';
import { openForgetting } from './forget.ts';
import { isSigned, sign } from './identity.ts';
import type { Durable } from './idb.ts';
import { anyDevice, newMessages, sessionOf } from './messages.ts';
import { newRequests, userIds } from './requests.ts';
import { KeysLost, openStore } from './store.ts';
import { inTurn } from '../turns.ts';

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
  /**
   * The content of an `m.room.encrypted` that these users can read, and nobody else. One at a time in a room.
   * Throws a `MatrixFault`: `denied` where the room asks for an encryption that is not known here.
   */
  seal(room: string, readers: readonly string[], type: string, content: unknown): Promise<object>;
  /** Only what its sender's own device has sealed counts as opened. */
  open(room: string, event: RoomEvent): Promise<Opened>;
  /** Called with the sessions (`Opened.session`) whose keys have come. */
  onKeys: (sessions: readonly string[]) => void;
  /**
   * Forgets, once a day, the keys that nobody needs any more; called when everything that an answer of `/sync` told
   * is stored. What can't be forgotten is tried again on the next day.
   */
  forget(): Promise<void>;
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
  /** The homeserver has newer keys of this device than are here, as after a backup was restored: it takes a new device. */
  readonly stale: () => void;
}

/**
 * The keys of this device, made at its first start, and signed. Throws `KeysLost` where the homeserver knows keys of
 * this device that are not here: then it takes a new device. Throws `OperatorError` where somebody must act.
 */
export async function openCrypto(given: CryptoGiven): Promise<Crypto> {
  const { house, http, user, device, fatal } = given;
  const store = await openStore(house, given, fatal);
  try {
    if (store.empty && (await hasKeys(http, user, device))) {
      house.log.error('matrix: the keys of this device are not there');
      throw new KeysLost();
    }
    const crypto = await begin(given, await openMachine(store, user, device), store);
    house.log.info('matrix: the keys of this device', { device, fingerprint: crypto.fingerprint });
    return crypto;
  } catch (error) {
    store.close();
    throw error;
  }
}

/** Whether the homeserver has keys of a device. */
async function hasKeys(http: Http, user: string, device: string): Promise<boolean> {
  const asked = { device_keys: { [user]: [device] } };
  const answer = await http.insist({ method: 'POST', path: path('keys', 'query'), body: asked });
  return answer?.device_keys?.[user]?.[device] !== undefined;
}

const some = z.array(z.string()).catch([]);
const none = { changed: [], left: [] };
/** What an answer of `/sync` tells of keys; whatever is of another kind counts as not told. */
const keysIn = z.object({
  to_device: z.object({ events: z.array(z.unknown()) }).catch({ events: [] }),
  device_lists: z.object({ changed: some, left: some }).catch(none),
  device_one_time_keys_count: z.record(z.string(), z.number()).catch({}),
  device_unused_fallback_key_types: z.array(z.string()).optional().catch(undefined),
});

/**
 * In parts that hold one of each sender at most, in their order; one part at least. Where the key of a session comes
 * twice in one part, the library keeps the later one, which opens less.
 */
function oneOfEach(events: readonly unknown[]): readonly unknown[][] {
  const parts: unknown[][] = [[]];
  const count = new Map<unknown, number>();
  for (const event of events) {
    const { sender } = Object(event);
    const before = count.get(sender) ?? 0;
    count.set(sender, before + 1);
    (parts[before] ??= []).push(event);
  }
  return parts;
}

const nothing = () => {};
/** It would print ids. */
const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing };

async function openMachine(store: Durable, user: string, device: string): Promise<OlmMachine> {
  await initAsync();
  // Without a key of its own: that one leaves the ids of users readable, and here every row is sealed.
  const handle = await StoreHandle.open(store.prefix, undefined, silent);
  try {
    const machine = await OlmMachine.initFromStore(new UserId(user), new DeviceId(device), handle, silent);
    // There is no other device of ours that could answer.
    machine.roomKeyRequestsEnabled = false;
    return machine;
  } finally {
    handle.free();
  }
}

async function begin(
  { house, http, password, stale }: CryptoGiven,
  machine: OlmMachine,
  store: Durable,
): Promise<Crypto> {
  const { keep, log, clock } = house;
  const turns = inTurn();
  const forgetting = await openForgetting({ store, machine, turns, clock, keep });
  const requests = newRequests(machine, http.call, turns, stale);
  const patient = newRequests(machine, http.insist, turns, stale);
  const messages = newMessages(machine, requests, turns, forgetting);
  const device = machine.deviceId.toString();
  const fingerprint = machine.identityKeys.ed25519.toBase64();

  await sign({ machine, requests: patient, keep, call: http.insist, password }).catch((error: unknown) => {
    if (!(error instanceof Fault)) throw error;
    // People are heard all the same, for as long as their programs allow it.
    log.error('matrix: this device could not be signed', { why: error.label });
  });

  const crypto: Crypto = {
    device,
    fingerprint,
    async receive(answer) {
      const told = keysIn.parse(answer);
      const unused = told.device_unused_fallback_key_types;
      requests.changed(told.device_lists.changed);
      let lists = new DeviceLists(userIds(told.device_lists.changed), userIds(told.device_lists.left));
      for (const events of oneOfEach(told.to_device.events)) {
        await machine.receiveSyncChanges(
          JSON.stringify(events),
          lists,
          new Map(Object.entries(told.device_one_time_keys_count)),
          unused && new Set(unused),
          anyDevice(),
        );
        lists = new DeviceLists();
      }
      // What could not be sent waits until the next answer.
      const waits = (error: unknown) => {
        if (!(error instanceof Fault)) throw error;
        log.warn('matrix: keys wait to be sent', { why: error.label });
      };
      await requests.drain().catch(waits);
      // Conversations that are broken begin anew; what is new is not held up by that.
      void requests.claim([]).catch(() => log.warn('matrix: a broken conversation waits to begin anew'));
    },
    encrypted: messages.encrypted,
    isEncrypted: messages.isEncrypted,
    seal: messages.seal,
    open: messages.open,
    onKeys: nothing,
    forget: () => forgetting.forget().catch(() => log.warn('matrix: old keys can not be forgotten now')),
    sealFile,
    openFile,
    signed: () => isSigned({ machine, requests }),
    async close() {
      forgetting.stop();
      await turns.settled();
      forgetting.close();
      machine.close();
      store.close();
    },
  };
  const tell = (sessions: readonly string[]) => {
    // Not within the library's own call.
    if (sessions.length > 0) setImmediate(() => crypto.onKeys(sessions));
  };
  machine.registerRoomKeyUpdatedCallback(async (keys) => {
    tell(keys.map(({ roomId, sessionId }) => sessionOf(roomId.toString(), sessionId)));
  });
  machine.registerDevicesUpdatedCallback(async (users) => tell(messages.devicesOf(users)));
  return crypto;
}
