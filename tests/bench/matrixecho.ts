/**
 * What Haven is compared with on Matrix: the same transport (matrix-bot-sdk) and the same encryption, which commits one
 * row with the same pragmas and then says what it heard. A process of its own: `matrixecho.ts HOMESERVER USER PASSWORD
 * FOLDER`; says "ready" when it listens. It joins wherever it is invited, and asks once who reads there.
 */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { matrixConfig } from '../../src/platforms/matrix/config.ts';
import { connect } from '../../src/platforms/matrix/connect.ts';
import type { RoomEvent, SyncAnswer } from '../../src/platforms/matrix/events.ts';
import { path } from '../../src/platforms/matrix/http.ts';
import { recordingHouse } from '../support/house.ts';

const [homeserver, user, password, folder] = process.argv.slice(2) as [string, string, string, string];
const database = new Database(join(folder, 'echo.db'));
database.pragma('journal_mode = WAL');
database.pragma('synchronous = FULL');
database.exec('CREATE TABLE heard (id text PRIMARY KEY, body text NOT NULL, at integer NOT NULL)');
const insert = database.prepare('INSERT INTO heard (id, body, at) VALUES (?, ?, ?)');

const options = matrixConfig.parse({ homeserver, user, password, store: folder });
const { http, crypto, self } = await connect(options, recordingHouse(), () => process.exit(1));
const readers = new Map<string, readonly string[]>();

async function echo(room: string, event: RoomEvent): Promise<void> {
  if (event.sender === self) return;
  const opened = await crypto.open(room, event);
  if (!opened.ok || opened.event.type !== 'm.room.message') return;
  const { body } = opened.event.content;
  insert.run(event.event_id, body, event.origin_server_ts);
  const content = await crypto.seal(room, readers.get(room)!, 'm.room.message', { msgtype: 'm.text', body });
  const where = path('rooms', room, 'send', 'm.room.encrypted', event.event_id);
  await http.call({ method: 'PUT', path: where, body: content });
}

async function enter(room: string): Promise<void> {
  await http.insist({ method: 'POST', path: path('join', room), body: {} });
  const { joined } = await http.insist({ method: 'GET', path: path('rooms', room, 'joined_members') });
  readers.set(room, Object.keys(joined));
}

let since: string | undefined;
const hear = async (timeout: number): Promise<void> => {
  const query = { timeout: String(timeout), ...(since === undefined ? {} : { since }) };
  const answer: SyncAnswer = await http.insist({
    method: 'GET',
    path: path('sync'),
    query,
    patience: timeout + 30_000,
  });
  since = answer.next_batch;
  await crypto.receive(answer);
  await Promise.all(Object.keys(answer.rooms?.invite ?? {}).map(enter));
  for (const [room, { state, timeline }] of Object.entries(answer.rooms?.join ?? {}))
    for (const event of [...(state?.events ?? []), ...(timeline?.events ?? [])]) {
      if (event.type === 'm.room.encryption') await crypto.encrypted(room, event.content);
      // A reply that fails is missed, and counted as such, by whoever measures.
      else if (event.type === 'm.room.encrypted') await echo(room, event).catch(() => undefined);
    }
};

process.once('SIGTERM', () => process.exit(0));
await hear(0);
console.log('ready');
for (;;) await hear(30_000);
