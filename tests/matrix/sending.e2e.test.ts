/** What goes out, beyond the laws: threads and their roots, what is taken away for good, and what must not go out. */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Place, Platform, Post } from '../../src/chat/platform.ts';
import { matrixConfig } from '../../src/platforms/matrix/config.ts';
import { matrix } from '../../src/platforms/matrix/index.ts';
import { faultOf, post, words } from '../platforms/posts.ts';
import { recordingHouse } from '../support/house.ts';
import { until } from '../support/until.ts';
import { scratch } from '../support/whole.ts';
import { openCommunity, openGround, Person, type Ground } from './harness.ts';
import type { Member, Shown } from './members.ts';
import { delivery } from './proxy.ts';

let ground: Ground;
const endings: (() => Promise<void>)[] = [];
beforeAll(async () => {
  ground = await openGround();
});
afterEach(async () => {
  for (const end of endings.splice(0)) await end();
});
afterAll(() => ground.end());

const enc = encodeURIComponent;
const messages = new Set(['m.room.encrypted', 'm.room.message']);

/** A community with the bot in it, and Rosa, who reads the responders' room. */
async function open(config: object = {}) {
  const community = await openCommunity(ground);
  const { bot, proxy, room, steward } = community;
  const house = recordingHouse();
  const folder = mkdtempSync(join(scratch, 'haven-matrix-'));
  const account = { homeserver: proxy.url, user: bot.user, password: bot.password, store: folder };
  const options = matrixConfig.parse({ ...account, ...config });
  let platform: Platform = matrix(options);
  await platform.start(house);
  endings.push(async () => {
    await platform.stop();
    await proxy.close();
    rmSync(folder, { recursive: true, force: true });
  });
  await community.joined();
  const rosa = await community.member('Rosa', { insider: true });
  const read = (space: string, reader: Member) =>
    house.got(
      'readers',
      ({ accounts }, { place }) =>
        place.kind === 'shared' && place.space === space && !!accounts?.some((each) => each.account === reader.account),
    );
  await read(room, rosa);
  return {
    ...community,
    house,
    rosa,
    read,
    get platform() {
      return platform;
    },
    say: (to: Place, text: string, more: Partial<Post> = {}) => platform.send(post(to, words(text), more)),
    topic: (topic: string, space = room): Place => ({ kind: 'shared', space, topic }),
    async restart() {
      await platform.stop();
      platform = matrix(options);
      await platform.start(house);
    },
    /** The bot's messages in the room, as somebody reads them there. */
    async reads(who: Member, space = room): Promise<Shown[]> {
      await who.catchUp();
      return who.screen(space).filter(({ sender }) => sender === bot.user);
    },
    /** How much of what somebody wrote still lies on the homeserver: a redacted event has no content. */
    async left(who: Member, space: string, sender: string): Promise<number> {
      const { chunk } = await who.asks('GET', `/rooms/${enc(space)}/messages?dir=b&limit=200`);
      return chunk.filter(
        (each: any) => each.sender === sender && messages.has(each.type) && 'algorithm' in each.content,
      ).length;
    },
    /** Lets the bot take away what others write. */
    async empower() {
      const where = `/rooms/${enc(room)}/state/m.room.power_levels`;
      const levels = await steward.asks('GET', where);
      await steward.sets(room, 'm.room.power_levels', { ...levels, users: { ...levels.users, [bot.user]: 50 } });
    },
  };
}

const threadsOf = (messages: readonly Shown[]) =>
  messages.map(({ content }) => [content.body, content['m.relates_to']?.event_id]);

test('two first posts at the same time have one root, which stands by itself', async () => {
  const { say, topic, rosa, reads } = await open();
  const [first, second] = await Promise.all([say(topic('amber'), 'one'), say(topic('amber'), 'two')]);
  expect(threadsOf(await reads(rosa))).toEqual([
    ['one', undefined],
    ['two', first.message],
  ]);
  await say(topic('amber'), 'three');
  const last = (await reads(rosa)).at(-1)!.content['m.relates_to'];
  expect(last).toEqual({
    rel_type: 'm.thread',
    event_id: first.message,
    is_falling_back: true,
    'm.in_reply_to': { event_id: second.message },
  });
});

test('when the root was taken away, the next post begins a new thread', async () => {
  const { say, topic, steward, room, rosa, reads } = await open();
  const root = await say(topic('amber'), 'one');
  await steward.redacts(room, root.message);
  const second = await say(topic('amber'), 'two');
  await say(topic('amber'), 'three');
  expect(threadsOf(await reads(rosa))).toEqual([
    ['two', undefined],
    ['three', second.message],
  ]);
});

test('a root whose answer was lost is found after a restart, and stays the root', async () => {
  const world = await open();
  const { proxy, topic, house, rosa, reads } = world;
  const unsureSince = house.clock.now();
  const lost = post(topic('amber'), words('one'), { unsureSince });
  proxy.break({ ...delivery, how: 'lose' });
  expect((await faultOf(world.platform.send(lost))).kind).toBe('unsure');
  await world.restart();
  const found = await world.platform.find!(lost);
  expect(await world.platform.find!(post(topic('amber'), words('one'), { unsureSince }))).toBeUndefined();
  await world.say(topic('amber'), 'two');
  expect(threadsOf(await reads(rosa))).toEqual([
    ['one', undefined],
    ['two', found!.message],
  ]);
});

test('what is taken back is gone with its changes and its files, on the homeserver as well', async () => {
  const { platform, member, community, bot, left } = await withDirect();
  const files = ['a.png', 'b.png'].map((name) => ({
    name,
    type: 'image/png',
    spoiler: true,
    bytes: Buffer.from(name),
  }));
  const to = { kind: 'direct', account: member.account } as const;
  const said = await platform.send(post(to, words('Look.'), { files }));
  await platform.edit!(said, words('Look twice.'));
  expect((await community.reads('private')).map(({ content }) => content.body)).toEqual([
    'a.png',
    'b.png',
    'Look twice.',
  ]);
  expect(await left(member, said.place, bot.user)).toBe(4);
  await platform.remove!(said);
  expect(await left(member, said.place, bot.user)).toBe(0);
});

async function withDirect() {
  const world = await open();
  const member = await world.member('Ana');
  return { ...world, platform: world.platform, member, community: new Person(member, world) };
}

test('a change of what was said to somebody who has left the room is unreachable', async () => {
  const { platform, member, community } = await withDirect();
  const said = await platform.send(post({ kind: 'direct', account: member.account }, words('at nine')));
  await community.looks();
  await member.leaves(said.place);
  const change = () => platform.edit!(said, words('at seven'));
  await until(async () => (await faultOf(change())).kind === 'unreachable');
});

test('a page rings for its reader in private, and for nobody in a room', async () => {
  const { platform, member, community, say, topic, rosa, reads } = await withDirect();
  await platform.send(post({ kind: 'direct', account: member.account }, words('now'), { urgency: 'page' }));
  await say(topic('amber'), `now ${rosa.account}`, { urgency: 'page' });
  await community.looks();
  await reads(rosa);
  expect([member.rings(), rosa.rings()]).toEqual([1, 0]);
});

test('what somebody wrote is taken away with its changes where the bot may, and otherwise denied', async () => {
  const { platform, rosa, room, empower, left, topic, proxy } = await open();
  const id = await rosa.says(room, 'his address');
  await rosa.edits(room, id, 'his other address');
  const place = topic('amber');
  expect((await faultOf(platform.redact!(place, id))).kind).toBe('denied');
  // Some homeservers would take a redaction that is then heeded by nobody.
  expect(proxy.asked.filter(({ path }) => path.includes('/redact/'))).toEqual([]);
  await empower();
  await until(async () => (await platform.redact!(place, id), true));
  expect(await left(rosa, room, rosa.account)).toBe(0);
  await platform.redact!(place, id);
});

test('what somebody wrote in private is taken away in whichever of their rooms it stands', async () => {
  const { platform, member, bot, left, house } = await withDirect();
  const direct = {
    encrypted: true,
    direct: true,
    invite: [bot.user],
    power: { users: { [member.account]: 100, [bot.user]: 100 } },
  } as const;
  const places = [await member.creates(direct), await member.creates(direct)];
  const written: string[] = [];
  for (const [at, place] of places.entries()) {
    await until(async () => (await member.membersOf(place)).includes(bot.user));
    written.push(await member.says(place, `secret ${at}`));
    await house.got('message', ({ text }) => text === `secret ${at}`);
  }
  await platform.redact!({ kind: 'direct', account: member.account }, written[0]!);
  expect(await Promise.all(places.map((place) => left(member, place, member.account)))).toEqual([0, 1]);
});

test('with the last of ours, a thread goes with all that others wrote in it', async () => {
  const { platform, say, topic, rosa, room, bot, empower, left, steward } = await open();
  await empower();
  const other = await say(topic('birch'), 'another case');
  const said = [await say(topic('amber'), 'one'), await say(topic('amber'), 'two')];
  const [root] = said;
  const relation = { rel_type: 'm.thread', event_id: root!.message };
  await rosa.says(room, 'I know him', { 'm.relates_to': relation });
  await steward.says(room, 'elsewhere', { 'm.relates_to': { rel_type: 'm.thread', event_id: other.message } });
  await platform.remove!(root!);
  expect(await left(rosa, room, rosa.account)).toBe(1);
  await platform.remove!(said[1]!);
  expect(await left(rosa, room, rosa.account)).toBe(0);
  expect(await left(rosa, room, bot.user)).toBe(1);
  expect(await left(rosa, room, steward.account)).toBe(1);
});

test('where the bot may not, what others wrote in a thread stays, and the operator is told', async () => {
  const { platform, say, topic, rosa, room, left, house } = await open();
  const root = await say(topic('amber'), 'one');
  await rosa.says(room, 'I know him', { 'm.relates_to': { rel_type: 'm.thread', event_id: root.message } });
  await platform.remove!(root);
  expect(await left(rosa, room, rosa.account)).toBe(1);
  expect(house.logged.map(({ label }) => label)).toContain(
    'matrix: what others wrote in an empty thread can not be taken away',
  );
});

test.each([false, true])(
  'into a room that is not encrypted a topic goes only where that is allowed: %j',
  async (allowed) => {
    const { platform, steward, bot, space, topic, house, proxy } = await open({ cases_without_encryption: allowed });
    const plain = await steward.creates({ name: 'plain', invite: [bot.user] });
    await steward.places(plain, space);
    await house.got('readers', (_, { place }) => place.kind === 'shared' && place.space === plain);
    const sending = platform.send(post(topic('amber', plain), words('a case')));
    if (allowed) await sending;
    else expect((await faultOf(sending)).kind).toBe('denied');
    expect(proxy.asked.some(({ path }) => path.includes('/send/m.room.message/'))).toBe(allowed);
  },
);

test('a file that the homeserver would not take is told of in its place', async () => {
  const { platform, member, community } = await withDirect();
  const { 'm.upload.size': most } = await fetch(`${ground.synapse.url}/_matrix/client/v1/media/config`, {
    headers: { authorization: `Bearer ${member.registered.token}` },
  }).then((answer) => answer.json() as Promise<{ 'm.upload.size': number }>);
  const files = [{ name: 'a.bin', type: 'a/b', spoiler: false, bytes: Buffer.alloc(most + 1), tooLarge: 'Too large.' }];
  await platform.send(post({ kind: 'direct', account: member.account }, words('Look.'), { files }));
  expect((await community.reads('private')).map(({ content }) => content.body)).toEqual(['Look.\n\nToo large.']);
});
