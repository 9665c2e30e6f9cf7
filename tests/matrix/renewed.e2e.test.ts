/** The keys are lost, or somebody logs the bot out: it comes back by itself, and says so to those who wrote. */
import { cpSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Platform } from '../../src/chat/platform.ts';
import { matrixConfig } from '../../src/platforms/matrix/config.ts';
import { matrix } from '../../src/platforms/matrix/index.ts';
import { post, to, words } from '../platforms/posts.ts';
import { recordingHouse, type RecordingHouse } from '../support/house.ts';
import { until } from '../support/until.ts';
import { scratch } from '../support/whole.ts';
import { openCommunity, openGround, Person, type Community, type Ground } from './harness.ts';

let ground: Ground;
beforeAll(async () => {
  ground = await openGround();
});
afterAll(() => ground.end());

let community: Community;
let house: RecordingHouse;
let folder: string;
let platform: Platform;
beforeEach(async () => {
  community = await openCommunity(ground);
  house = recordingHouse();
  folder = mkdtempSync(join(scratch, 'haven-renewed-'));
  await start();
  await community.joined();
});
afterEach(async () => {
  await platform.stop();
  await community.proxy.close();
  rmSync(folder, { recursive: true, force: true });
});

async function start(): Promise<void> {
  const { bot, proxy } = community;
  const { user, password } = bot;
  platform = matrix(matrixConfig.parse({ homeserver: proxy.url, user, password, store: folder }));
  await platform.start(house);
}

async function member(name: string): Promise<Person> {
  return new Person(await community.member(name), community);
}

async function writes({ member }: Person, room: string, text: string): Promise<void> {
  await member.says(room, text);
}

/** As they were logged. */
const devices = () =>
  house.logged
    .filter(({ label }) => label === 'matrix: the keys of this device')
    .map(({ facts }) => (facts as { device: string }).device);
const heard = (text: string) => house.got('message', (what) => what.text === text);
/** How often the house was asked to tell somebody. */
const told = ({ member: { account } }: Person) =>
  house.arrivals.filter(
    ({ from, what }) => from.account === account && what.kind === 'unreadable' && what.how === 'matrix-renewed',
  ).length;
const isTold = (person: Person) => until(() => told(person) === 1, 20_000);

test('with new keys, whoever wrote lately is asked to write again, once; nobody else is', async () => {
  const [ana, bo] = [await member('Ana'), await member('Bo')];
  const room = await ana.direct();
  await writes(ana, room, 'it was on Monday');
  await heard('it was on Monday');
  // Bo has a room with the bot, and never wrote.
  const silent = await bo.direct();
  await until(async () => (await bo.member.membersOf(silent)).includes(community.bot.user), 15_000);
  await until(async () => (await house.keep.list('direct/')).length === 2, 15_000);
  await platform.stop();
  rmSync(folder, { recursive: true });
  await start();
  await isTold(ana);
  await writes(ana, room, 'again: on Monday');
  await heard('again: on Monday');
  await platform.stop();
  await start();
  await until(async () => (await house.keep.list('renewed/')).length === 0);
  expect([told(ana), told(bo)]).toEqual([1, 0]);
});

test('logged out elsewhere, it logs in anew and goes on', async () => {
  const ana = await member('Ana');
  const room = await ana.direct();
  await writes(ana, room, 'before');
  await heard('before');
  const answer = await fetch(`${ground.synapse.url}/_matrix/client/v3/logout/all`, {
    method: 'POST',
    headers: { authorization: `Bearer ${community.bot.token}` },
  });
  expect(answer.ok).toBe(true);
  await until(() => devices().length === 2, 20_000);
  await isTold(ana);
  await writes(ana, room, 'after');
  await heard('after');
  await platform.send(post(to(ana.member), words('I am here')));
  await until(async () => (await ana.reads('private')).some(({ content }) => content.body === 'I am here'), 10_000);
});

test('with an old copy of its keys put back, it takes a new device, and goes on', async () => {
  const [ana, bo, cy] = [await member('Ana'), await member('Bo'), await member('Cy')];
  const rooms = new Map<Person, string>();
  const writesTo = async (person: Person, text: string) => {
    const room = rooms.get(person) ?? (await person.direct());
    rooms.set(person, room);
    await writes(person, room, text);
  };
  await writesTo(ana, 'one');
  await heard('one');
  await platform.stop();
  cpSync(folder, `${folder}.old`, { recursive: true });
  await start();
  await writesTo(bo, 'two');
  await heard('two');
  await platform.stop();
  rmSync(folder, { recursive: true });
  renameSync(`${folder}.old`, folder);
  await start();
  await writesTo(cy, 'three');
  await until(() => new Set(devices()).size === 2, 20_000);
  await isTold(ana);
  await writesTo(ana, 'after');
  await heard('after');
  await platform.send(post(to(ana.member), words('I am here')));
  await until(async () => (await ana.reads('private')).some(({ content }) => content.body === 'I am here'), 10_000);
});
