/** What is Discord's own: interactions and their clocks, servers, intents, threads, missed messages. */
import { afterEach, describe, expect, test } from 'vitest';
import type { CommandSpec } from '../../src/chat/command.ts';
import type { Rendered } from '../../src/chat/message.ts';
import type { Post } from '../../src/chat/platform.ts';
import { recordingHouse } from '../support/house.ts';
import { until } from '../support/until.ts';
import { openDiscord, type DiscordUnderTest } from './harness.ts';
import { permission, shown } from './server/index.ts';

let world: DiscordUnderTest;
afterEach(() => world.close());

const words = (text: string): Rendered => ({ parts: [{ kind: 'paragraph', text }], choices: [], orWrite: '' });
let keys = 0;
const post = (account: string, text: string, more: Partial<Post> = {}): Post => ({
  key: `key-${(keys += 1)}`,
  to: { kind: 'direct', account },
  message: words(text),
  urgency: 'answer',
  ...more,
});
const field = (
  name: string,
  kind: string,
  more: Partial<CommandSpec['fields'][number]> = {},
): CommandSpec['fields'][number] => ({
  name,
  summary: `About ${name}`,
  kind,
  optional: true,
  long: false,
  secret: false,
  suggests: false,
  ...more,
});
const table = (language: string): CommandSpec[] => [
  {
    name: 'case close',
    summary: `close in ${language}`,
    who: 'responder',
    fields: [
      field('outcome', 'choice', { options: [{ value: 'done', label: `done in ${language}` }] }),
      field('who', 'person'),
      field('count', 'number'),
      field('sure', 'yesno'),
      field('note', 'text', { long: true }),
      field('code', 'text', { secret: true }),
      field('case', 'text', { suggests: true, optional: false }),
    ],
  },
  { name: 'case list', summary: `list in ${language}`, who: 'responder', fields: [] },
  { name: 'help', summary: 'x'.repeat(150), who: 'anyone', fields: [] },
];
const open = (given: Parameters<typeof openDiscord>[0] = {}) =>
  openDiscord({ house: recordingHouse({ commands: table }), ...given });

describe('commands', () => {
  test('are registered in each language, once, with nothing long or secret among the options', async () => {
    world = await open();
    const [caseCommand, help] = world.server.state.commands;
    expect(help.description).toHaveLength(100);
    expect(caseCommand.options.map((each: { name: string }) => each.name)).toEqual(['close', 'list']);
    const [close] = caseCommand.options;
    expect(close.description).toBe('close in en');
    expect(close.description_localizations).toEqual({ 'es-ES': 'close in es', 'es-419': 'close in es' });
    expect(close.options.map((each: { name: string }) => each.name)).toEqual([
      'case',
      'outcome',
      'who',
      'count',
      'sure',
    ]);
    expect(close.options[1].choices[0].name_localizations['es-ES']).toBe('done in es');
    await world.stop();
    await world.start();
    expect(world.server.requests.filter((each) => each.method === 'PUT')).toHaveLength(1);
  });

  test('hand over what was entered as it would have been typed', async () => {
    world = await open();
    const ana = world.server.person('Ana', { locale: 'es-ES' });
    const general = world.server.textChannel(world.guild, 'general');
    ana.slash('case close', { case: 'otter', outcome: 'done', who: ana.user.id, count: '3', sure: 'true' }, general);
    const arrival = await world.house.got('command');
    expect(arrival.what.args).toEqual({
      case: 'otter',
      outcome: 'done',
      who: `<@${ana.user.id}|${ana.user.global_name ?? ana.user.username}>`,
      count: '3',
      sure: 'yes',
    });
    expect(arrival).toMatchObject({
      from: { account: ana.user.id, name: 'Ana', locale: 'es-ES' },
      place: { kind: 'shared', space: general.id },
      server: world.guild.id,
      runsServer: false,
    });
  });

  test('whoever runs the server is known as that', async () => {
    world = await open();
    const manager = world.server.role(world.guild, 'managers', permission.manageGuild);
    const bea = world.server.person('Bea', { roles: [manager] });
    bea.slash('help', {}, world.server.textChannel(world.guild, 'general'));
    expect((await world.house.got('command')).runsServer).toBe(true);
  });

  test('offer what the house suggests', async () => {
    world = await open();
    world.house.offers.push({ label: 'amber otter', value: 'a1' }, { label: 'blue heron', value: 'b2' });
    const ana = world.server.person('Ana');
    expect(await ana.complete('case close', 'case', 'otter')).toEqual([{ name: 'amber otter', value: 'a1' }]);
  });
});

describe('answers', () => {
  const inGeneral = async () => {
    world = await open();
    const general = world.server.textChannel(world.guild, 'general');
    const [ana, bea] = [world.server.person('Ana'), world.server.person('Bea')];
    const asked = ana.slash('help', {}, general);
    const { reply } = await world.house.got('command');
    return { ana, bea, asked, general, reply: reply! };
  };

  test('to a command in a channel are whispers, the second as well, and can be taken back', async () => {
    const { ana, bea, general, reply } = await inGeneral();
    const first = await world.platform.send(post(ana.user.id, 'one', { reply }));
    await world.platform.send(post(ana.user.id, 'two', { reply }));
    expect(ana.reads().map((each) => each.content)).toEqual(['one', 'two']);
    expect(general.messages.every((each) => each.ephemeralFor === ana.user.id)).toBe(true);
    expect(bea.reads()).toEqual([]);
    await world.platform.remove!(first);
    expect(ana.reads().map((each) => each.content)).toEqual(['two']);
    await world.platform.remove!(first);
  });

  test('that come late find Discord waiting', { timeout: 10_000 }, async () => {
    const { ana, asked, reply } = await inGeneral();
    await until(() => asked.response === 'deferred');
    expect(asked.respondedAt! - asked.at).toBeLessThan(3_000);
    expect(ana.reads()).toEqual([]);
    await world.platform.send(post(ana.user.id, 'at last', { reply }));
    expect(ana.reads()).toMatchObject([{ content: 'at last', ephemeralFor: ana.user.id }]);
  });

  test('reach her though she dismissed the message that waited', { timeout: 10_000 }, async () => {
    const { ana, asked, general, reply } = await inGeneral();
    await until(() => asked.response === 'deferred');
    general.messages.length = 0;
    await world.platform.send(post(ana.user.id, 'here', { reply }));
    expect(ana.channel().messages.map((each) => each.content)).toEqual(['here']);
  });

  test('whose first try was lost are not said twice, also after a restart', async () => {
    const { ana, reply } = await inGeneral();
    world.server.break({ method: 'POST', path: /callback$/, how: 'lose' });
    const lost = post(ana.user.id, 'did it arrive?', { reply });
    await expect(world.platform.send(lost)).rejects.toMatchObject({ kind: 'unsure' });
    await world.stop();
    await world.start();
    const again = { ...lost, unsureSince: new Date() };
    const found = await world.platform.find!(again);
    expect(found).toBeDefined();
    expect(await world.platform.send(again)).toEqual(found);
    await world.platform.send(post(ana.user.id, 'and more', { reply }));
    expect(ana.reads().map((each) => each.content)).toEqual(['did it arrive?', 'and more']);
  });

  test('go out as private messages when the interaction is over', async () => {
    let now = Date.now();
    const clock = { now: () => new Date(now) };
    world = await open({ house: recordingHouse({ commands: table, clock }), server: { now: () => now } });
    const ana = world.server.person('Ana');
    ana.slash('help', {}, world.server.textChannel(world.guild, 'general'));
    const { reply } = await world.house.got('command');
    now += 16 * 60_000;
    await world.platform.send(post(ana.user.id, 'late', { reply: reply! }));
    expect(ana.channel().messages.map((each) => each.content)).toEqual(['late']);
  });

  test('reach whoever closed their private messages', async () => {
    const { ana, reply } = await inGeneral();
    ana.closeDirect();
    await world.platform.send(post(ana.user.id, 'here', { reply }));
    expect(ana.reads()).toHaveLength(1);
  });

  test('ask in plain text when Discord has no room for the form', async () => {
    const { ana, reply } = await inGeneral();
    const fields = Array.from({ length: 6 }, (_, i) => ({
      name: `f${i}`,
      label: 'Q',
      kind: 'text',
      long: false,
      optional: true,
    }));
    await world.platform.send(post(ana.user.id, 'What happened?', { reply, form: { token: 't', title: 'T', fields } }));
    expect(ana.reads()).toMatchObject([{ content: 'What happened?' }]);
  });
});

describe('servers', () => {
  test('are told by name, also when it changes', async () => {
    world = await open();
    const told = await world.house.got('server');
    expect(told).toMatchObject({ server: world.guild.id, what: { name: 'Harbour' } });
  });

  test('who reads a closed channel is told in full, and again at each change', async () => {
    world = await open({ options: { members_intent: true } });
    const admins = world.server.role(world.guild, 'admins', permission.administrator);
    const [ana, bea, cem] = ['Ana', 'Bea', 'Cem'].map((name) => world.server.person(name));
    const last = () => {
      const told = world.house.arrivals.filter(
        (each) => each.what.kind === 'readers' && each.place.kind === 'shared' && each.place.space === world.channel.id,
      );
      const { accounts } = (told.at(-1)?.what ?? {}) as { accounts?: readonly { account: string }[] };
      return accounts?.map(({ account }) => account).toSorted();
    };
    const readers = (...more: string[]) => [world.guild.owner, ...more].toSorted();
    await until(() => last()?.join() === readers().join());
    world.server.changeRoles(world.guild, ana!, [world.insiders]);
    await until(() => last()?.join() === readers(ana!.user.id).join());
    world.server.changeRoles(world.guild, bea!, [admins]);
    await until(() => last()?.join() === readers(ana!.user.id, bea!.user.id).join());
    ana!.leave(world.guild.id);
    await until(() => last()?.join() === readers(bea!.user.id).join());
    expect(last()).not.toContain(cem!.user.id);
    world.server.changeOverwrites(world.channel, []);
    await until(() => last() === undefined);
  });

  test('without the intent nobody can know who reads a channel', async () => {
    world = await open();
    const { what } = await world.house.got('readers');
    expect(what.accounts).toBeUndefined();
  });

  test('what mentions the bot is for us; other talk is not even handed over', async () => {
    world = await open();
    const ana = world.server.person('Ana');
    const general = world.server.textChannel(world.guild, 'general');
    ana.say(general, 'just talk');
    ana.say(general, `${world.server.mention} help`);
    const arrival = await world.house.got('message');
    expect(arrival).toMatchObject({ place: { kind: 'shared', space: general.id }, what: { text: 'help', toUs: true } });
    expect(world.house.arrivals.filter((each) => each.what.kind === 'message')).toHaveLength(1);
  });
});

describe('threads', () => {
  const topic = (text: string) => post('', text, { to: { kind: 'shared', space: world.space, topic: 'topic-a' } });

  test('are written to again after Discord archived them, and opened anew when they were deleted', async () => {
    world = await open();
    await world.platform.send(topic('one'));
    const [thread] = world.server.threadsOf(world.channel);
    thread!.archived = true;
    await world.platform.send(topic('two'));
    expect(thread!.messages.map((each) => each.content)).toEqual(['one', 'two']);
    world.server.state.channels.delete(thread!.id);
    await world.platform.send(topic('three'));
    expect(world.server.threadsOf(world.channel)[0]!.messages.map((each) => each.content)).toEqual(['three']);
  });

  test('are opened once, though the answer to the opening was lost; their name says nothing', async () => {
    world = await open();
    world.server.break({ method: 'POST', path: /threads$/, how: 'lose' });
    const first = topic('one');
    await expect(world.platform.send(first)).rejects.toMatchObject({ kind: 'unsure' });
    await world.platform.send({ ...first, unsureSince: new Date() });
    const threads = world.server.threadsOf(world.channel);
    expect(threads).toHaveLength(1);
    expect(threads[0]!.name).toMatch(/^Case [0-9a-f]{6}$/);
  });

  test('what is written there comes in by topic, where the intent allows it', async () => {
    world = await open({ options: { message_content_intent: true } });
    await world.platform.send(topic('one'));
    const ana = world.server.person('Ana', { roles: [world.insiders] });
    ana.say(world.server.threadsOf(world.channel)[0]!, 'I take it');
    const arrival = await world.house.got('message');
    expect(arrival).toMatchObject({
      place: { kind: 'shared', space: world.space, topic: 'topic-a' },
      what: { text: 'I take it', toUs: false },
    });
  });
});

describe('what was missed', () => {
  test('is fetched page by page, in order', async () => {
    world = await open();
    const ana = world.server.person('Ana');
    ana.dm('before');
    await world.house.got('message');
    await world.stop();
    const story = Array.from({ length: 250 }, (_, i) => `line ${i}`);
    for (const line of story) ana.dm(line);
    await world.start();
    await until(() => world.house.messagesOf(ana.user.id).length === 251);
    expect(world.house.messagesOf(ana.user.id)).toEqual(['before', ...story]);
  });

  test('comes from a channel that we opened, too', async () => {
    world = await open();
    const ana = world.server.person('Ana');
    await world.platform.send(post(ana.user.id, 'How are you?'));
    await world.stop();
    ana.dm('not well');
    await world.start();
    await world.house.got('message', (what) => what.text === 'not well');
  });

  test('is fetched when Discord forgot the session', async () => {
    world = await open();
    const ana = world.server.person('Ana');
    ana.dm('before');
    await world.house.got('message');
    world.server.cut({ resumable: false });
    ana.dm('meanwhile');
    // Discord lets a bot begin one session in five seconds.
    await until(() => world.house.messagesOf(ana.user.id).includes('meanwhile'), 12_000);
    expect(world.server.connections).toEqual({ identified: 2, resumed: 0 });
  }, 15_000);

  test('a file is found by a fresh link', async () => {
    world = await open();
    const ana = world.server.person('Ana');
    ana.dm('see', [{ name: 'a.png', type: 'image/png', bytes: new Uint8Array([7]) }]);
    const { what } = await world.house.got('message');
    world.server.expireFiles();
    expect([...(await world.platform.fetch!(what.files[0]!))]).toEqual([7]);
  });
});

test('what the bot takes back itself is no news', async () => {
  world = await open();
  const ana = world.server.person('Ana');
  const theirs = ana.dm('help');
  await world.platform.remove!(await world.platform.send(post(ana.user.id, 'hello')));
  ana.unsend(theirs.id);
  await world.house.got('deleted');
  expect(world.house.arrivals.filter((each) => each.what.kind === 'deleted')).toHaveLength(1);
});

test('a quote is covered, and a link opens no preview', async () => {
  world = await open();
  const ana = world.server.person('Ana');
  const quote = { kind: 'quote' as const, text: 'a | b\n\nhttps://x.org/a_b', by: 'Someone' };
  await world.platform.send(post(ana.user.id, '', { message: { parts: [quote], choices: [], orWrite: '' } }));
  const [message] = ana.reads();
  expect(message!.content).toBe('Someone:\n> ||a \\| b\n> \n> <https://x.org/a_b>||');
  expect(message!.flags & 4).toBe(4);
  expect(shown(message!.content).alive).toEqual([]);
});
