/** What happens on Matrix is heard, whatever the homeserver leaves out; and what is not for us is left alone. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { matrixConfig } from '../../src/platforms/matrix/config.ts';
import { matrix } from '../../src/platforms/matrix/index.ts';
import { lawCommands } from '../platforms/laws.ts';
import { post, rendered } from '../platforms/posts.ts';
import { recordingHouse, type RecordingHouse } from '../support/house.ts';
import { until } from '../support/until.ts';
import { openCommunity, openGround, type Community, type Ground } from './harness.ts';
import type { Member } from './members.ts';

let ground: Ground;
beforeAll(async () => {
  ground = await openGround();
});
afterAll(() => ground.end());

interface Bot extends Community {
  readonly house: RecordingHouse;
  start(): Promise<ReturnType<typeof matrix>>;
  stop(): Promise<void>;
}

async function withBot(holds: (bot: Bot) => Promise<void>): Promise<void> {
  const community = await openCommunity(ground);
  const { bot, proxy } = community;
  const house = recordingHouse({ commands: lawCommands });
  const store = mkdtempSync(join(tmpdir(), 'haven-hearing-'));
  const options = matrixConfig.parse({ homeserver: proxy.url, user: bot.user, password: bot.password, store });
  let platform: ReturnType<typeof matrix> | undefined;
  const start = async () => {
    platform = matrix(options);
    await platform.start(house);
    return platform;
  };
  const stop = async () => {
    await platform?.stop();
    platform = undefined;
  };
  try {
    await holds({ ...community, house, start, stop });
  } finally {
    await stop();
    await proxy.close();
    rmSync(store, { recursive: true, force: true });
  }
}

const directWith = (member: Member, { bot }: Community) =>
  member.creates({ encrypted: true, direct: true, invite: [bot.user] });
const joined = (member: Member, { bot }: Community, room: string) =>
  until(async () => (await member.membersOf(room)).includes(bot.user), 15_000);
const story = (count: number, about: string) => Array.from({ length: count }, (_, at) => `${about} ${at}`);
async function tells(member: Member, room: string, lines: readonly string[]): Promise<void> {
  for (const line of lines) await member.says(room, line);
}
const heard = (house: RecordingHouse, { account }: Member, count: number) =>
  until(() => house.messagesOf(account).length >= count && house.messagesOf(account), 30_000);

test('more than a homeserver tells at once is heard whole, in order', () =>
  withBot(async (bot) => {
    const ana = await ground.members.member('Ana');
    await bot.start();
    const room = await directWith(ana, bot);
    await ana.says(room, 'first');
    await heard(bot.house, ana, 1);
    await bot.stop();
    const lines = story(320, 'line');
    await ana.hurries(room, lines);
    await bot.start();
    expect(await heard(bot.house, ana, 321)).toEqual(['first', ...lines]);
    expect(bot.proxy.asked.filter(({ path }) => path.endsWith('/messages')).length).toBeGreaterThan(2);
  }));

test('what was written before we joined is heard, and nothing from before the invitation', () =>
  withBot(async (bot) => {
    const ana = await ground.members.member('Ana');
    await bot.start();
    await bot.stop();
    const room = await ana.creates({ encrypted: true, direct: true });
    await ana.says(room, 'to myself');
    await ana.invites(room, bot.bot.user);
    await tells(ana, room, ['are you there', 'please']);
    await bot.start();
    await joined(ana, bot, room);
    await ana.says(room, 'hello');
    expect(await heard(bot.house, ana, 3)).toEqual(['are you there', 'please', 'hello']);
  }));

test('also where the writer has left meanwhile', () =>
  withBot(async (bot) => {
    const ana = await ground.members.member('Ana');
    await bot.start();
    await bot.stop();
    const room = await directWith(ana, bot);
    await ana.says(room, 'he follows me');
    const { token } = JSON.parse((await bot.house.keep.get('session'))!);
    const join = `${bot.proxy.url}/_matrix/client/v3/join/${encodeURIComponent(room)}`;
    const answer = await fetch(join, { method: 'POST', body: '{}', headers: { authorization: `Bearer ${token}` } });
    expect(answer.status).toBe(200);
    await ana.says(room, 'I must go');
    await ana.leaves(room);
    await bot.start();
    expect(await heard(bot.house, ana, 2)).toEqual(['he follows me', 'I must go']);
  }));

test('a homeserver that forgot where we were costs nothing', () =>
  withBot(async (bot) => {
    const ana = await ground.members.member('Ana');
    await bot.start();
    const room = await directWith(ana, bot);
    await tells(ana, room, ['one', 'two']);
    await heard(bot.house, ana, 2);
    await bot.stop();
    await tells(ana, room, ['three', 'four']);
    await bot.house.keep.put('sync', JSON.stringify({ token: 'forgotten', at: Date.now() }));
    await bot.start();
    await ana.says(room, 'five');
    expect(await heard(bot.house, ana, 5)).toEqual(['one', 'two', 'three', 'four', 'five']);
  }));

test('errors, limits and cut connections are waited out, and complained of once', () =>
  withBot(async (bot) => {
    const ana = await ground.members.member('Ana');
    await bot.start();
    const room = await directWith(ana, bot);
    await joined(ana, bot, room);
    for (const how of [{ status: 500 }, { status: 502 }, 'cut', { limit: 500, by: 'body' }] as const)
      bot.proxy.break({ method: 'GET', path: /\/sync$/, how });
    bot.proxy.dropSync();
    await ana.says(room, 'hello');
    await heard(bot.house, ana, 1);
    const complaints = bot.house.logged.filter(({ label }) => label === 'matrix: nothing can be heard for now');
    expect(complaints).toHaveLength(1);
  }));

test('what can not be fetched just now is not passed over', () =>
  withBot(async (bot) => {
    const ana = await ground.members.member('Ana');
    await bot.start();
    const room = await directWith(ana, bot);
    await ana.says(room, 'first');
    await heard(bot.house, ana, 1);
    await bot.stop();
    const lines = story(230, 'line');
    await tells(ana, room, lines);
    bot.proxy.break({ method: 'GET', path: /\/messages$/, how: { status: 500 }, times: 2 });
    await bot.start();
    expect(await heard(bot.house, ana, 231)).toEqual(['first', ...lines]);
  }));

test('whoever writes and leaves is heard', () =>
  withBot(async (bot) => {
    const ana = await ground.members.member('Ana');
    await bot.start();
    const room = await directWith(ana, bot);
    await joined(ana, bot, room);
    await ana.says(room, 'first');
    await heard(bot.house, ana, 1);
    await bot.stop();
    await ana.says(room, 'I must go');
    await ana.leaves(room);
    await bot.start();
    const arrival = await bot.house.got('message', ({ text }) => text === 'I must go');
    expect(arrival.place).toEqual({ kind: 'direct', account: ana.account });
  }));

test('what can not be read is answered by how to send it again', () =>
  withBot(async (bot) => {
    const ana = await ground.members.member('Ana');
    await bot.start();
    const room = await directWith(ana, bot);
    await ana.says(room, 'readable');
    await heard(bot.house, ana, 1);
    const sealed = { algorithm: 'm.megolm.v1.aes-sha2', session_id: 'c2Vzc2lvbg', sender_key: 'a2V5', device_id: 'A' };
    const put = (ciphertext: string, at: number) =>
      ana.asks('PUT', `/rooms/${room}/send/m.room.encrypted/${at}`, { ...sealed, ciphertext });
    await put('AwgAEhAxYWFh', 1);
    await put('AwgAEhAxYWFi', 2);
    const arrival = await until(() => bot.house.arrivals.find(({ what }) => what.kind === 'unreadable'), 40_000);
    expect(arrival.place).toEqual({ kind: 'direct', account: ana.account });
    await ana.says(room, 'again');
    await heard(bot.house, ana, 2);
    expect(bot.house.arrivals.filter(({ what }) => what.kind === 'unreadable')).toHaveLength(1);
  }));

test('in a room, commands, mentions and threads of ours are for us, and nothing else', () =>
  withBot(async (bot) => {
    const { house, room, space } = bot;
    const platform = await bot.start();
    const rosa = await bot.member('Rosa Parks', { insider: true });
    await rosa.asks('PUT', `/profile/${rosa.account}/displayname`, { displayname: 'Rosa Parks' });
    await house.got('readers', ({ accounts }) => accounts?.some(({ account }) => account === rosa.account) === true);
    const pill = { format: 'org.matrix.custom.html' };

    await rosa.says(room, 'just talking');
    await rosa.says(room, 'and !haven case take this is no command');
    await rosa.says(room, `!haven case take "two words" ${rosa.account}`);
    const command = await house.got('command');
    expect(command).toMatchObject({
      place: { kind: 'shared', space: room },
      server: space,
      from: { account: rosa.account, name: 'Rosa Parks' },
      what: { name: 'case take', args: { note: 'two words', case: `<@${rosa.account}|Rosa Parks>` } },
    });

    await rosa.says(room, '!haven dance');
    await house.got('message', ({ text, toUs }) => text === '!haven dance' && toUs);
    const html = `<a href="https://matrix.to/#/${bot.bot.user}">Haven</a>: are you there`;
    await rosa.says(room, 'Haven: are you there', { ...pill, formatted_body: html });
    await house.got('message', ({ text, toUs }) => text === 'are you there' && toUs);

    const typed = ['!haven case take amber', '2'];
    const choices = typed.map((each) => ({ label: 'Do', token: each, style: 'plain' as const, typed: each }));
    const topic = post(
      { kind: 'shared', space: room, topic: 'case-1' },
      rendered([{ kind: 'paragraph', text: 'A case' }], choices),
    );
    const { message: root } = await until(() => platform.send(topic).catch(() => undefined));
    const thread = { 'm.relates_to': { rel_type: 'm.thread', event_id: root, is_falling_back: true } };
    const inThread = await rosa.says(room, 'among us', thread);
    const said = await house.got('message', ({ text }) => text === 'among us');
    expect(said.place).toEqual({ kind: 'shared', space: room, topic: 'case-1' });
    await rosa.edits(room, inThread, 'between us');
    const edit = await house.got('edited');
    expect(edit).toMatchObject({ what: { id: inThread, text: 'between us' }, place: { topic: 'case-1' } });

    await rosa.reacts(room, root, '👍');
    await rosa.reacts(room, root, '1️⃣');
    const taken = await house.got('command', ({ args }) => args['note'] === 'amber');
    expect(taken).toMatchObject({ place: { topic: 'case-1' }, from: { account: rosa.account } });
    await rosa.reacts(room, root, '2️⃣');
    await house.got('message', ({ text, answers }) => text === '2' && answers?.message === root);

    const texts = house.arrivals.flatMap(({ what }) => (what.kind === 'message' ? [what.text] : []));
    expect(texts).toEqual(['!haven dance', 'are you there', 'among us', '2']);
  }));
