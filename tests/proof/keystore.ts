/**
 * How the file with the keys of the device grows, by as many messages as wanted: half of them written by the bot, half
 * to it. Its own crypto and store; a hundred people with the same library, in memory; no homeserver between them.
 * `node tests/proof/keystore.ts [--messages N]`.
 */
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { DeviceId, DeviceLists, OlmMachine, UserId, initAsync } from '@matrix-org/matrix-sdk-crypto-wasm';
import { openCrypto, type Crypto, type Opened } from '../../src/platforms/matrix/crypto/index.ts';
import { anyDevice, newMessages } from '../../src/platforms/matrix/crypto/messages.ts';
import { newRequests } from '../../src/platforms/matrix/crypto/requests.ts';
import type { RoomEvent } from '../../src/platforms/matrix/events.ts';
import type { Http } from '../../src/platforms/matrix/http.ts';
import { inTurn } from '../../src/platforms/matrix/turns.ts';
import { recordingHouse } from '../support/house.ts';
import { scratch } from '../support/whole.ts';
import { keyServer, type KeyServer } from './keyserver.ts';

export interface KeyStoreResult {
  readonly messages: number;
  readonly people: number;
  /** Keys that were used to seal them: each is kept for good, so the file grows by these. */
  readonly sessions: number;
  readonly seconds: number;
  /** The file by the number of messages, in kilobytes, with its log of writes. */
  readonly kilobytes: Readonly<Record<string, number>>;
  /** In kilobytes, when it is closed and has no such log; and that for each session. */
  readonly closed: number;
  readonly perSession: number;
  /** To open it again, in milliseconds. */
  readonly reopened: number;
  /** Resident memory of the process at the end, in megabytes: the bot and all these people. */
  readonly memory: number;
  readonly unreadable: readonly string[];
}

/** What the file may have, in kilobytes. */
const most = 20_000;
const people = 100;
const algorithm = { algorithm: 'm.megolm.v1.aes-sha2' };
/** Messages in a row in one room, each way by turns. */
const inRow = 100;
const bot = '@haven:localhost';

export async function keyStore(wanted: { messages: number; note?: (line: string) => void }): Promise<KeyStoreResult> {
  const { messages, note = () => {} } = wanted;
  const began = performance.now();
  const folder = mkdtempSync(join(scratch, 'haven-keys-'));
  const server = keyServer();
  const house = recordingHouse();
  const call = server.of(bot, 'HAVEN') as Http['call'];
  const http: Http = { call, insist: call, upload: unused, download: unused, stop() {} };
  const fatal = () => process.exit(1);
  const given = { house, http, user: bot, device: 'HAVEN', folder, password: undefined, fatal, stale: fatal };
  let crypto: Crypto | undefined;
  try {
    crypto = await openCrypto(given);
    const crowd = await Promise.all(Array.from({ length: people }, (_, at) => somebody(server, at)));
    for (const { room } of crowd) await crypto.encrypted(room, algorithm);
    const unreadable: string[] = [];
    const sessions = new Set<string>();
    const kilobytes: Record<string, number> = { 0: sizeOf(folder) };
    const step = Math.ceil(messages / 10);
    for (let count = 0; count < messages; count += 1) {
      const one = crowd[Math.floor(count / inRow) % people]!;
      const { good, session } = await (count % 2 === 0 ? toBot : fromBot)(server, crypto, one, count);
      sessions.add(session);
      if (!good) unreadable.push(`number ${count}`);
      if ((count + 1) % step > 0) continue;
      kilobytes[count + 1] = sizeOf(folder);
      note(`${count + 1} messages, ${sizeOf(folder)} kB of keys`);
    }
    const seconds = Math.round((performance.now() - began) / 1_000);
    const memory = Math.round(process.memoryUsage().rss / 2 ** 20);
    await crypto.close();
    const closed = sizeOf(folder);
    const perSession = Math.round((closed / sessions.size) * 10) / 10;
    const before = performance.now();
    crypto = await openCrypto(given);
    const reopened = Math.round(performance.now() - before);
    const measured = { seconds, kilobytes, closed, perSession, reopened, memory };
    return { messages, people, sessions: sessions.size, ...measured, unreadable };
  } finally {
    await crypto?.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const unused = () => Promise.reject(new Error('No files here.'));

interface Somebody extends Pick<Crypto, 'seal' | 'open'> {
  readonly user: string;
  readonly room: string;
  receive(): Promise<void>;
}

async function somebody(server: KeyServer, at: number): Promise<Somebody> {
  await initAsync();
  const [user, device] = [`@person-${at}:localhost`, `PERSON${at}`];
  const room = `!room-${at}:localhost`;
  const machine = await OlmMachine.initialize(new UserId(user), new DeviceId(device));
  const turns = inTurn();
  const requests = newRequests(machine, server.of(user, device) as Http['call'], turns, () => {});
  const messages = newMessages(machine, requests, turns);
  await requests.drain();
  await messages.encrypted(room, algorithm);
  return {
    user,
    room,
    seal: messages.seal,
    open: messages.open,
    async receive() {
      const mail = server.mail(user);
      if (mail.length === 0) return;
      const counts = new Map([['signed_curve25519', server.left(user)]]);
      await machine.receiveSyncChanges(JSON.stringify(mail), new DeviceLists(), counts, undefined, anyDevice());
      await requests.drain();
    },
  };
}

interface Gone {
  /** It was read as it was written. */
  readonly good: boolean;
  readonly session: string;
}

async function toBot(server: KeyServer, crypto: Crypto, one: Somebody, number: number): Promise<Gone> {
  const event = await sealed(one, one.user, one.room, number, bot);
  const events = server.mail(bot);
  const left = { signed_curve25519: server.left(bot) };
  if (events.length > 0)
    await crypto.receive({ next_batch: '', to_device: { events }, device_one_time_keys_count: left });
  return goneBy(event, await crypto.open(one.room, event), number);
}

async function fromBot(_: KeyServer, crypto: Crypto, one: Somebody, number: number): Promise<Gone> {
  const event = await sealed(crypto, bot, one.room, number, one.user);
  await one.receive();
  return goneBy(event, await one.open(one.room, event), number);
}

async function sealed(by: Pick<Crypto, 'seal'>, sender: string, room: string, number: number, reader: string) {
  const content: any = await by.seal(room, [reader], 'm.room.message', { msgtype: 'm.text', body: bodyOf(number) });
  const event_id = `$event-${number}`;
  return { type: 'm.room.encrypted', event_id, sender, origin_server_ts: Date.now(), content } satisfies RoomEvent;
}

const goneBy = (event: RoomEvent, opened: Opened, number: number): Gone => ({
  good: opened.ok && opened.event.content.body === bodyOf(number),
  session: event.content.session_id,
});

const bodyOf = (number: number): string => `This is number ${number}, and it has the length of a sentence in a report.`;

/** In kilobytes. */
const sizeOf = (folder: string): number =>
  Math.round(readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0) / 1_000);

if (import.meta.main) {
  const { values } = parseArgs({ options: { messages: { type: 'string', default: '100000' } } });
  const result = await keyStore({
    messages: Number(values.messages),
    note: (line) => console.error(`  … ${line}`),
  });
  console.log(JSON.stringify(result, undefined, 2));
  if (result.unreadable.length > 0 || result.closed > most) process.exitCode = 1;
}
