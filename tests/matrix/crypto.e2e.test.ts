/** The bot's own encryption, before a real homeserver and people whose programs share no code with it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { OperatorError } from '../../src/chat/outcome.ts';
import type { RoomEvent } from '../../src/platforms/matrix/events.ts';
import { path } from '../../src/platforms/matrix/http.ts';
import { recordingHouse, type RecordingHouse } from '../support/house.ts';
import { until } from '../support/until.ts';
import { openDevice, type Device, type DeviceGiven } from './device.ts';
import { openMembers, type Member, type Members } from './members.ts';
import { startSynapse, type Registered, type Synapse } from './synapse.ts';
import type { Talk } from './talker.ts';

const algorithm = 'm.megolm.v1.aes-sha2';
let synapse: Synapse;
let members: Members;
beforeAll(async () => {
  synapse = await startSynapse();
  members = openMembers(synapse);
});
afterAll(() => members.end());

let bot: Registered;
let ana: Member;
let house: RecordingHouse;
let store: string;
let given: DeviceGiven;
const open: Device[] = [];

beforeEach(async () => {
  [bot, ana] = await Promise.all([synapse.register('Haven'), members.member('Ana')]);
  house = recordingHouse();
  store = mkdtempSync(join(tmpdir(), 'haven-device-'));
  given = { homeserver: synapse.url, user: bot.user, password: bot.password, store };
});
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
  rmSync(store, { recursive: true, force: true });
});

async function device(how: DeviceGiven = given): Promise<Device> {
  const made = await openDevice(house, how);
  open.push(made);
  return made;
}

async function close(each: Device): Promise<void> {
  open.splice(open.indexOf(each), 1);
  await each.close();
}

async function talk(with_: Device, member = ana): Promise<string> {
  const room = await member.creates({ encrypted: true, direct: true, invite: [bot.user] });
  await with_.joins(room);
  await member.catchUp();
  return room;
}

const sealed = (events: readonly RoomEvent[], from: string) =>
  events.filter(({ type, sender }) => type === 'm.room.encrypted' && sender === from);

/** What is new from somebody, opened. */
async function hears(there: Device, room: string, from = ana): Promise<unknown[]> {
  const opened = [];
  for (const event of sealed(await there.sync(), from.account)) {
    const seen = await there.crypto.open(room, event);
    opened.push(seen.ok ? seen.event.content.body : 'unreadable');
  }
  return opened;
}

async function bodies(member: Member, room: string): Promise<unknown[]> {
  await member.catchUp();
  return member.screen(room).map(({ content, unreadable }) => (unreadable ? 'unreadable' : content.body));
}

const masterKey = async ({ http, self }: Device): Promise<unknown> => {
  const asked = { method: 'POST', path: path('keys', 'query'), body: { device_keys: { [self]: [] } } } as const;
  return (await http.call(asked)).master_keys[self].keys;
};
const devicesOf = async ({ http }: Device): Promise<string[]> =>
  (await http.call({ method: 'GET', path: path('devices') })).devices.map(
    ({ device_id: id }: { device_id: string }) => id,
  );

describe('a device', () => {
  test('is signed at its first start, and tells its fingerprint', async () => {
    const there = await device();
    expect(await there.crypto.signed()).toBe(true);
    expect(there.crypto.fingerprint).toMatch(/^[\w+/]{43}$/u);
    expect(house.logged).toContainEqual({
      level: 'info',
      label: 'matrix: the keys of this device',
      facts: { device: there.crypto.device, fingerprint: there.crypto.fingerprint },
    });
    const { devices } = await there.http.call({ method: 'GET', path: path('devices') });
    const shown = devices.find(({ device_id: id }: { device_id: string }) => id === there.crypto.device);
    expect(shown.display_name).toBe('Haven');
  });

  test('is understood by others, and understands them', async () => {
    const there = await device();
    const room = await talk(there);
    await ana.says(room, 'it was on Monday');
    expect(await hears(there, room)).toEqual(['it was on Monday']);
    await there.says(room, { msgtype: 'm.text', body: 'thank you' }, 'one');
    expect(await bodies(ana, room)).toEqual(['it was on Monday', 'thank you']);
  });

  test('takes files, and gives them', async () => {
    const there = await device();
    const room = await talk(there);
    const bytes = new Uint8Array(100_000).map((_, at) => at % 251);
    await ana.attaches(room, { name: 'a.png', type: 'image/png', bytes });
    const [event] = sealed(await there.sync(), ana.account);
    const seen = await there.crypto.open(room, event!);
    if (!seen.ok) throw new Error('not opened');
    const { url, ...file } = seen.event.content.file;
    expect(Buffer.from(there.crypto.openFile(await there.http.download(url, 1e6), file)).equals(bytes)).toBe(true);

    const ours = there.crypto.sealFile(bytes);
    const placed = { ...ours.file, url: await there.http.upload(ours.bytes, 'application/octet-stream') };
    await there.says(room, { msgtype: 'm.file', body: 'a.png', file: placed }, 'file');
    await ana.catchUp();
    const shown = ana.screen(room).at(-1)!;
    expect(Buffer.from(await ana.downloads(shown.content)).equals(bytes)).toBe(true);
  });

  test('is the same after a restart, and reads what came meanwhile', async () => {
    const first = await device();
    const room = await talk(first);
    await ana.says(room, 'before');
    expect(await hears(first, room)).toEqual(['before']);
    await close(first);
    await ana.says(room, 'meanwhile');
    const second = await device();
    expect(second.crypto.device).toBe(first.crypto.device);
    expect(second.crypto.fingerprint).toBe(first.crypto.fingerprint);
    expect(await second.crypto.isEncrypted(room)).toBe(false);
    expect(await hears(second, room)).toEqual(['meanwhile']);
  });

  test('names nobody in its file', async () => {
    const there = await device();
    const room = await talk(there);
    await ana.says(room, 'it was on Monday');
    await hears(there, room);
    await there.says(room, { msgtype: 'm.text', body: 'thank you' }, 'one');
    const files = readdirSync(store).map((name) => readFileSync(join(store, name)));
    expect(files.length).toBeGreaterThan(0);
    for (const word of [bot.user, ana.account, room, there.crypto.device, there.crypto.fingerprint, 'Monday'])
      for (const bytes of files)
        expect(bytes.includes(word) || bytes.includes(Buffer.from(word, 'utf16le')), word).toBe(false);
  });

  test('is not taken by a second program; it is free once the first is gone', async () => {
    const there = await device();
    const seen = await openDevice(house, given).catch((error: unknown) => error);
    expect(seen).toBeInstanceOf(OperatorError);
    expect((seen as OperatorError).label).toBe('matrix: the keys are in use');
    const waiting = device();
    await close(there);
    expect((await waiting).crypto.fingerprint).toBe(there.crypto.fingerprint);
  });
});

describe('lost keys', () => {
  const lose = async () => rmSync(store, { recursive: true });

  test.each([
    ['are gone', lose],
    ['lie under another key', () => house.keep.put('crypto-key', Buffer.alloc(32, 1).toString('base64'))],
  ])('that %s: a new device, signed by the same identity, in the place of the old one', async (_, harm) => {
    const first = await device();
    const room = await talk(first);
    await ana.says(room, 'before');
    await hears(first, room);
    const identity = await masterKey(first);
    await close(first);
    await harm();
    await ana.says(room, 'for the old one');
    const second = await device();
    expect(second.crypto.device).not.toBe(first.crypto.device);
    expect(await second.crypto.signed()).toBe(true);
    expect(await masterKey(second)).toEqual(identity);
    expect(await devicesOf(second)).not.toContain(first.crypto.device);
    expect(await hears(second, room)).toEqual(['unreadable']);
    await ana.says(room, 'for the new one');
    expect(await hears(second, room)).toEqual(['for the new one']);
    await close(second);
    expect((await device()).crypto.device).toBe(second.crypto.device);
  });

  test('in a damaged file: what is left of it stays', async () => {
    const first = await device();
    await close(first);
    const [name] = readdirSync(store);
    const { default: Sqlite } = await import('better-sqlite3');
    const sql = new Sqlite(join(store, name!));
    sql.exec('UPDATE records SET value = zeroblob(40)');
    sql.close();
    const before = readFileSync(join(store, name!));
    const second = await device();
    expect(second.crypto.device).not.toBe(first.crypto.device);
    expect(readFileSync(join(store, name!)).equals(before)).toBe(true);
  });

  test('of the identity as well: a new one, by the password', async () => {
    const first = await device();
    const identity = await masterKey(first);
    await close(first);
    await lose();
    await house.keep.delete('cross-signing');
    const second = await device();
    expect(await second.crypto.signed()).toBe(true);
    expect(await masterKey(second)).not.toEqual(identity);
  });

  test('with an access token alone: the operator is told what to do, and may bring another token', async () => {
    const { password: _, ...others } = given;
    const first = await device({ ...others, access_token: bot.token });
    expect(first.crypto.device).toBe(bot.device);
    await close(first);
    await lose();
    const seen = await openDevice(house, { ...others, access_token: bot.token }).catch((error: unknown) => error);
    expect(seen).toBeInstanceOf(OperatorError);
    expect((seen as OperatorError).label).toBe('matrix: the keys are lost');
    const second = await device({ ...others, access_token: (await logsIn()).access_token });
    expect(second.crypto.device).not.toBe(bot.device);
    expect(await second.crypto.signed()).toBe(true);
  });

  async function logsIn(): Promise<{ access_token: string }> {
    const body = {
      type: 'm.login.password',
      identifier: { type: 'm.id.user', user: bot.user },
      password: bot.password,
    };
    const answer = await fetch(`${synapse.url}/_matrix/client/v3/login`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    return (await answer.json()) as { access_token: string };
  }
});

describe('a key that is not there', () => {
  test('is waited for, and opens the message when it comes', async () => {
    const there = await device();
    const room = await talk(there);
    await ana.says(room, 'early');
    const answer = await there.answer();
    const [event] = sealed(answer.rooms!.join![room]!.timeline!.events!, ana.account);
    const early = await there.crypto.open(room, event!);
    expect(early).toMatchObject({ ok: false, waiting: true });
    const came: string[] = [];
    there.crypto.onKeys = (sessions) => void came.push(...sessions);
    await there.crypto.receive(answer);
    await until(() => came.length > 0);
    expect(came).toEqual([(early as { session: string }).session]);
    expect(await there.crypto.open(room, event!)).toMatchObject({ ok: true, event: { content: { body: 'early' } } });
  });
});

describe('what somebody else has sealed', () => {
  test('does not count as its sender’s', async () => {
    const there = await device();
    const [room, bo] = [await talk(there), await members.member('Bo')];
    await ana.invites(room, bo.account);
    await bo.joins(room);
    await bo.says(room, 'I did it');
    const [event] = sealed(await there.sync(), bo.account);
    expect(await there.crypto.open(room, event!)).toMatchObject({ ok: true });
    const forged = { ...event!, sender: ana.account };
    expect(await there.crypto.open(room, forged)).toMatchObject({ ok: false, waiting: false });
    // From a homeserver that has no such user at all.
    expect(await there.crypto.open(room, { ...event!, sender: '@nobody:localhost' })).toMatchObject({ ok: false });
    expect(await there.crypto.open('!another:localhost', event!)).toMatchObject({ ok: false });
  });

  test('and whatever an event may hold, it is only not opened', async () => {
    const there = await device();
    const room = await talk(there);
    await ana.says(room, 'words');
    const [event] = sealed(await there.sync(), ana.account);
    const { content } = event!;
    for (const hostile of [
      undefined,
      null,
      7,
      'words',
      [],
      {},
      { ...content, algorithm: 'm.olm.v1.curve25519-aes-sha2' },
      { ...content, algorithm: { toString: 1 } },
      { ...content, session_id: 7 },
      { ...content, session_id: 'x' },
      { ...content, ciphertext: 'x' },
      { ...content, ciphertext: { a: 1 } },
      { ...content, ciphertext: 'A'.repeat(100_000) },
    ])
      expect(await there.crypto.open(room, { ...event!, content: hostile }), String(hostile)).toMatchObject({
        ok: false,
      });
    // Nobody sets a room's state by words that its homeserver could not check.
    expect(await there.crypto.open(room, { ...event!, state_key: '' })).toMatchObject({ ok: false });
    expect(await there.crypto.open(room, event!)).toMatchObject({ ok: true });
  });

  test('nor is the rest of an answer without sense any harm', async () => {
    const there = await device();
    const answer = await there.answer();
    for (const hostile of [
      { to_device: 7 },
      { to_device: { events: [7, null, 'x', {}, { type: 7 }, { type: 'm.room_key' }] } },
      { device_lists: { changed: [7, 'x'], left: 'x' } },
      { device_one_time_keys_count: null, device_unused_fallback_key_types: 'x' },
    ])
      await there.crypto.receive({ ...answer, ...(hostile as object) });
  });
});

describe('a room', () => {
  test('that asks for an encryption that is not known is written to by nobody, and never counts as plain', async () => {
    const there = await device();
    for (const [at, content] of [
      undefined,
      null,
      'x',
      {},
      { algorithm: 'm.none' },
      { algorithm: 7, rotation_period_ms: 'x' },
    ].entries()) {
      const room = `!room${at}:localhost`;
      await there.crypto.encrypted(room, content);
      expect(await there.crypto.isEncrypted(room)).toBe(true);
      await expect(there.crypto.seal(room, [bot.user], 'm.room.message', {})).rejects.toMatchObject({ kind: 'denied' });
    }
  });

  test('that was encrypted stays so, however it is told', async () => {
    const there = await device();
    const room = '!room:localhost';
    const seal = () => there.crypto.seal(room, [bot.user, 'no user'], 'm.room.message', {});
    const session = async () => ((await seal()) as { session_id: string }).session_id;
    await there.crypto.encrypted(room, { algorithm, rotation_period_msgs: 1 });
    await there.crypto.encrypted(room, {});
    await expect(seal()).rejects.toMatchObject({ kind: 'denied' });
    await there.crypto.encrypted(room, { algorithm, rotation_period_ms: 1e300, rotation_period_msgs: 1e300 });
    expect(await there.crypto.isEncrypted(room)).toBe(true);
    expect(await session()).not.toBe(await session());
  });
});

describe('a program that ends at any moment', () => {
  const children = new Set<ChildProcess>();
  afterEach(() => {
    for (const child of children) child.kill('SIGKILL');
    children.clear();
  });

  function talker(room: string, from: number, limit?: number) {
    const told: string[] = [];
    const talk: Talk = { device: given, kept: join(store, 'kept'), room, from };
    const program = [process.execPath, join(import.meta.dirname, 'talker.ts')];
    // A file that may not grow is what a full disk is.
    const [command, ...args] =
      limit === undefined ? program : ['bash', '-c', `ulimit -f ${limit}; exec "$0" "$1"`, ...program];
    const child = spawn(command!, args, {
      env: { ...process.env, TALKER: JSON.stringify(talk) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.add(child);
    createInterface({ input: child.stdout }).on('line', (line) => told.push(line));
    return {
      child,
      told,
      said: () => told.filter((line) => line.startsWith('said ')).length,
      over: once(child, 'exit'),
    };
  }

  /** As the homeserver has them. */
  async function numbers(member: Member, room: string): Promise<unknown[]> {
    const seen = await bodies(member, room);
    return seen.toSorted((a, b) => Number(a) - Number(b));
  }

  /** The room, with the bot in it. */
  async function roomFor(member: Member): Promise<string> {
    const first = await device();
    const room = await talk(first, member);
    await close(first);
    // Its keys stay behind: the programs are devices of their own.
    return room;
  }

  test('killed again and again, uses no key twice, and is always understood', async () => {
    const room = await roomFor(ana);
    let from = 0;
    const fingerprints = new Set<string>();
    for (let kill = 0; kill < 6; kill += 1) {
      const { child, told, said, over } = talker(room, from);
      await until(() => said() >= 3 + kill, 30_000);
      child.kill('SIGKILL');
      await over;
      from += said();
      fingerprints.add(told.find((line) => line.startsWith('fingerprint'))!);
    }
    expect(fingerprints.size).toBe(1);
    const seen = await numbers(ana, room);
    expect(new Set(seen)).not.toContain('unreadable');
    expect(new Set(seen).size).toBeGreaterThanOrEqual(from);
    const { chunk } = await ana.asks('GET', `/rooms/${encodeURIComponent(room)}/messages?dir=b&limit=500`);
    const used = sealed(chunk, bot.user).map(({ content }) => `${content.session_id} ${indexOf(content.ciphertext)}`);
    expect(used.length).toBeGreaterThanOrEqual(from);
    expect(new Set(used).size).toBe(used.length);
  });

  test('says nothing any more when the disk is full, ends, and goes on when there is room again', async () => {
    const room = await roomFor(ana);
    const first = talker(room, 0);
    await until(() => first.said() >= 2, 30_000);
    first.child.kill('SIGKILL');
    await first.over;
    const from = first.said();
    const full = talker(room, from, 600);
    const [code] = await full.over;
    expect(full.told).toContain('matrix: the keys can not be written any more, so the program ends');
    expect(code).toBe(1);
    const next = from + full.said();
    const last = talker(room, next);
    await until(() => last.said() >= 2, 30_000);
    last.child.kill('SIGKILL');
    const seen = await bodies(ana, room);
    expect(seen).not.toContain('unreadable');
    expect(seen).toContain(String(next + 1));
  });

  test('keeps a second program out while it runs', async () => {
    const room = await roomFor(ana);
    const first = talker(room, 0);
    await until(() => first.said() >= 1, 30_000);
    const second = spawn(process.execPath, [join(import.meta.dirname, 'talker.ts')], {
      env: { ...process.env, TALKER: JSON.stringify({ device: given, kept: join(store, 'kept'), room, from: 100 }) },
    });
    children.add(second);
    let words = '';
    second.stderr.on('data', (some) => (words += some));
    const [code] = await once(second, 'exit');
    expect(code).toBe(1);
    expect(words).toContain('Another program is using the encryption keys');
    expect(existsSync(join(store, 'kept'))).toBe(true);
  });
});

/** The index of a message in its session (Olm's megolm format: a version, then 0x08 and the index as a varint). */
function indexOf(ciphertext: string): number {
  const bytes = Buffer.from(ciphertext, 'base64');
  let index = 0;
  for (let at = 2, shift = 0; ; at += 1, shift += 7) {
    index |= (bytes[at]! & 127) << shift;
    if (bytes[at]! < 128) return index;
  }
}
