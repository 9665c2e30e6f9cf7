/**
 * The bot's own encryption, with its store, and people with the same library in memory; no homeserver between them.
 * The machine's date follows the clock, since the library takes a new key by that.
 */
import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import {
  DeviceLists,
  DeviceId,
  EncryptionAlgorithm,
  OlmMachine,
  RoomId,
  RoomSettings,
  UserId,
  initAsync,
} from '@matrix-org/matrix-sdk-crypto-wasm';
import { indexedDB } from 'fake-indexeddb';
import { opened, succeeded } from '../../src/platforms/matrix/crypto/idb.ts';
import { openCrypto, type Crypto } from '../../src/platforms/matrix/crypto/index.ts';
import { anyDevice, newMessages } from '../../src/platforms/matrix/crypto/messages.ts';
import { newRequests } from '../../src/platforms/matrix/crypto/requests.ts';
import type { RoomEvent } from '../../src/platforms/matrix/events.ts';
import type { Http } from '../../src/platforms/matrix/http.ts';
import { inTurn } from '../../src/platforms/matrix/turns.ts';
import type { MovableClock } from '../../src/time/clock.ts';
import { keyServer } from '../proof/keyserver.ts';
import { recordingHouse } from '../support/house.ts';

export interface Crowd {
  /** The bot's device, as it is now. */
  readonly crypto: Crypto;
  readonly logged: readonly { readonly label: string }[];
  /**
   * Somebody with a room of their own. `told`: what the bot knows of its encryption. `stored`: their keys are in a
   * store, from which `tellsKeyAgain` takes one.
   */
  person(name: string, encryption?: object, how?: { told?: object; stored?: boolean }): Promise<Person>;
  /** Sealed by the bot, for this person. */
  says(person: Person, body: string): Promise<RoomEvent>;
  /** What the bot reads; `undefined` where it lacks the key. */
  hears(event: RoomEvent, room: string): Promise<string | undefined>;
  /** Takes in what was sent to the bot's device. */
  receive(): Promise<void>;
  /** To the bot's device, as the homeserver would tell it. */
  sends(message: unknown): Promise<void>;
  /** The keys of all rows in its file, by object store; ours are marked. */
  rows(): Promise<Readonly<Record<string, readonly string[]>>>;
  close(): Promise<void>;
  /** Opens the store again; it may be in another folder now. */
  open(folder?: string): Promise<void>;
}

export interface Person {
  readonly user: string;
  readonly room: string;
  readonly machine: OlmMachine;
  /** Sealed for the bot; its key is sent to the bot's device, which takes it in with the next thing that it does. */
  says(body: string): Promise<RoomEvent>;
  /** The same, where no new key is due: their program does not ask for that again. */
  goesOn(body: string): Promise<RoomEvent>;
  /** What they read; `undefined` where they lack the key. */
  hears(event: RoomEvent): Promise<string | undefined>;
  receive(): Promise<void>;
  /** Sends the key of their room to the bot's device once more, as it is by now. */
  tellsKeyAgain(): Promise<void>;
}

export const bot = '@haven:localhost';
const megolm = { algorithm: 'm.megolm.v1.aes-sha2' };
const forgetsNothing = { used: async () => {}, rotates: async () => {} };

/** As the programs of others take them: without a limit. */
function settingsOf(encryption: { rotation_period_ms?: number; rotation_period_msgs?: number }): RoomSettings {
  const settings = new RoomSettings();
  settings.algorithm = EncryptionAlgorithm.MegolmV1AesSha2;
  settings.sessionRotationPeriodMs = encryption.rotation_period_ms;
  settings.sessionRotationPeriodMessages = encryption.rotation_period_msgs;
  return settings;
}

/** The key of a room as its owner's program tells it (Megolm's session-sharing format), from what its store holds. */
async function keyFrom(store: string, room: string): Promise<{ session_id: string; session_key: string }> {
  const database = await opened(`${store}::matrix-sdk-crypto`);
  const request = database.transaction('outbound_group_sessions').objectStore('outbound_group_sessions').get(room);
  const { ratchet, signing_key: signing } = JSON.parse(
    Buffer.from(await succeeded(request), 'base64').toString(),
  ).pickle;
  database.close();
  const seed = Buffer.from(signing.Normal);
  const key = createPrivateKey({
    key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]),
    format: 'der',
    type: 'pkcs8',
  });
  const open = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32);
  const counter = Buffer.alloc(4);
  counter.writeUInt32BE(ratchet.counter);
  const told = Buffer.concat([Buffer.of(2), counter, Buffer.from(ratchet.inner.inner ?? ratchet.inner), open]);
  const unpadded = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/u, '');
  return { session_id: unpadded(open), session_key: unpadded(Buffer.concat([told, sign(null, told, key)])) };
}

/** The date of the machine is that of a clock, until the returned function is called. */
export function dateFollows(clock: MovableClock): () => void {
  const { now } = Date;
  Date.now = () => clock.now().getTime();
  return () => {
    Date.now = now;
  };
}

/** `folder`: for the keys of the bot's device. */
export async function openCrowd(folder: string, clock: MovableClock): Promise<Crowd> {
  await initAsync();
  const server = keyServer();
  const house = recordingHouse({ clock });
  const call = server.of(bot, 'HAVEN') as Http['call'];
  const unused = () => Promise.reject(new Error('No files here.'));
  const http: Http = { call, insist: call, upload: unused, download: unused, stop() {} };
  const fatal = () => process.exit(1);
  const given = { house, http, user: bot, device: 'HAVEN', password: undefined, fatal, stale: fatal };
  let crypto = await openCrypto({ ...given, folder });
  let events = 0;
  const eventOf = (sender: string, content: any): RoomEvent => ({
    type: 'm.room.encrypted',
    event_id: `$event-${(events += 1)}`,
    sender,
    origin_server_ts: clock.now().getTime(),
    content,
  });
  const bodyIn = async (by: Pick<Crypto, 'open'>, room: string, event: RoomEvent): Promise<string | undefined> => {
    const seen = await by.open(room, event);
    return seen.ok ? seen.event.content.body : undefined;
  };
  const take = (told: readonly unknown[]) => {
    const left = { signed_curve25519: server.left(bot) };
    return crypto.receive({ next_batch: '', to_device: { events: [...told] }, device_one_time_keys_count: left });
  };

  async function person(
    name: string,
    encryption: object = {},
    { told = encryption, stored = false }: { told?: object; stored?: boolean } = {},
  ): Promise<Person> {
    const [user, room] = [`@${name}:localhost`, `!${name}:localhost`];
    const store = stored ? `${folder} ${name}` : undefined;
    const machine = await OlmMachine.initialize(new UserId(user), new DeviceId(name.toUpperCase()), store);
    const turns = inTurn();
    const requests = newRequests(machine, server.of(user, name.toUpperCase()) as Http['call'], turns, () => {});
    const messages = newMessages(machine, requests, turns, forgetsNothing);
    await requests.drain();
    await machine.setRoomSettings(new RoomId(room), settingsOf(encryption));
    await crypto.encrypted(room, { ...megolm, ...told });
    const receive = async () => {
      const mail = server.mail(user);
      if (mail.length === 0) return;
      const counts = new Map([['signed_curve25519', server.left(user)]]);
      await machine.receiveSyncChanges(JSON.stringify(mail), new DeviceLists(), counts, undefined, anyDevice());
      await requests.drain();
    };
    return {
      user,
      room,
      machine,
      says: async (body) =>
        eventOf(user, await messages.seal(room, [bot], 'm.room.message', { msgtype: 'm.text', body })),
      async goesOn(body) {
        const content = JSON.stringify({ msgtype: 'm.text', body });
        return eventOf(user, JSON.parse(await machine.encryptRoomEvent(new RoomId(room), 'm.room.message', content)));
      },
      async hears(event) {
        await receive();
        return bodyIn(messages, room, event);
      },
      receive,
      async tellsKeyAgain() {
        const device = await machine.getDevice(new UserId(bot), new DeviceId('HAVEN'));
        const content = { ...megolm, room_id: room, ...(await keyFrom(store!, room)) };
        const sealed = JSON.parse(await device!.encryptToDeviceEvent('m.room_key', content));
        await take([{ type: 'm.room.encrypted', sender: user, content: sealed }]);
      },
    };
  }

  return {
    get crypto() {
      return crypto;
    },
    logged: house.logged,
    person,
    says: async ({ room, user }, body) =>
      eventOf(bot, await crypto.seal(room, [user], 'm.room.message', { msgtype: 'm.text', body })),
    async hears(event, room) {
      const mail = server.mail(bot);
      if (mail.length > 0) await take(mail);
      return bodyIn(crypto, room, event);
    },
    receive: () => take(server.mail(bot)),
    sends: (message) => take([message]),
    async rows() {
      await crypto.close();
      crypto = await openCrypto({ ...given, folder });
      const names: string[] = (await indexedDB.databases()).map(({ name }: any) => name);
      // The one that was opened last stands last.
      const prefix = names.findLast((name) => name.startsWith('durable-'))!.split('::')[0];
      const rows: Record<string, readonly string[]> = {};
      for (const name of names.filter((each) => each.startsWith(`${prefix}::`))) {
        const database = await opened(name);
        for (const store of database.objectStoreNames)
          rows[name.endsWith('::haven') ? `haven: ${store}` : store] = await succeeded(
            database.transaction(store).objectStore(store).getAllKeys(),
          );
        database.close();
      }
      return rows;
    },
    close: () => crypto.close(),
    async open(at = folder) {
      crypto = await openCrypto({ ...given, folder: at });
    },
  };
}
