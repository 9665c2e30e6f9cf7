/** Our own Discord is strict: a test that passes against it must mean something. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  discordServer,
  permission,
  shown,
  type Channel,
  type DiscordServer,
  type Guild,
  type Person,
} from './server/index.ts';

let server: DiscordServer;
let guild: Guild;
let ana: Person;
let clock = 0;

beforeEach(async () => {
  clock = Date.now();
  server = await discordServer({ now: () => clock });
  guild = server.guild('Harbour');
  ana = server.person('Ana', { locale: 'es-ES' });
});
afterEach(() => server.close());

async function ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${server.api}/v10${path}`, {
    method,
    headers: { authorization: `Bot ${server.token}`, 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, json: text === '' ? undefined : JSON.parse(text) };
}
const say = (channel: Channel, body: object) =>
  ask('POST', `/channels/${channel.id}/messages`, { content: 'x', allowed_mentions: { parse: [] }, ...body });
const row = (...labels: string[]) => ({
  type: 1,
  components: labels.map((label) => ({ type: 2, style: 2, label, custom_id: `id-${label}` })),
});
const label = (id: string) => ({ type: 18, label: 'Why', component: { type: 4, style: 1, custom_id: id } });
const respond = (interaction: { id: string; token: string }, body: object) =>
  ask('POST', `/interactions/${interaction.id}/${interaction.token}/callback`, body);
const registered = (options: object[] = []) =>
  ask('PUT', `/applications/${server.state.bot.id}/commands`, [{ name: 'ask', description: 'Ask', options }]);

describe('what the judge refuses', () => {
  const bodies: readonly (readonly [string, object])[] = [
    ['a misspelt field', { contnet: 'x' }],
    [
      'a misspelt field deep inside',
      { components: [{ type: 1, components: [{ type: 2, style: 2, label: 'a', custom_id: 'a', lable: 'b' }] }] },
    ],
    ['2001 characters', { content: 'x'.repeat(2001) }],
    ['an empty message', { content: '  ' }],
    ['mentions left to Discord', { allowed_mentions: undefined }],
    ['mentions of users', { allowed_mentions: { parse: ['users'] } }],
    ['a nonce of 26 characters', { nonce: 'n'.repeat(26), enforce_nonce: true }],
    ['a nonce that is not enforced', { nonce: 'n' }],
    ['six buttons in a row', { components: [row('1', '2', '3', '4', '5', '6')] }],
    ['six rows', { components: ['1', '2', '3', '4', '5', '6'].map((each) => row(each)) }],
    ['a label of 81 characters', { components: [row('x'.repeat(81))] }],
    ['two buttons with one id', { components: [row('1', '1')] }],
  ];
  test.each(bodies)('%s', async (_what, body) => {
    expect((await say(ana.channel(), body)).status).toBe(400);
    expect(server.violations).not.toEqual([]);
    expect(ana.reads()).toEqual([]);
  });

  test('and what it lets pass', async () => {
    const { status } = await say(ana.channel(), {
      nonce: 'n',
      enforce_nonce: true,
      components: [row('1', '2', '3', '4', '5')],
    });
    expect([status, server.violations]).toEqual([200, []]);
  });

  const commands: readonly (readonly [string, object])[] = [
    [
      'a required option after an optional one',
      {
        options: [
          { type: 3, name: 'a', description: 'a' },
          { type: 3, name: 'b', description: 'b', required: true },
        ],
      },
    ],
    ['capital letters in a name', { name: 'Ask' }],
    ['no description', { description: '' }],
    [
      'more than 8000 characters',
      {
        options: Array.from({ length: 25 }, (_, i) => ({
          type: 3,
          name: `o${i}`,
          description: 'd',
          choices: Array.from({ length: 25 }, (_each, j) => ({ name: `choice ${j}`, value: 'v'.repeat(10) })),
        })),
      },
    ],
    [
      'subcommands beside options',
      {
        options: [
          { type: 1, name: 'a', description: 'a' },
          { type: 3, name: 'b', description: 'b' },
        ],
      },
    ],
  ];
  test.each(commands)('of commands: %s', async (_what, more) => {
    const body = [{ name: 'ask', description: 'Ask', ...more }];
    expect((await ask('PUT', `/applications/${server.state.bot.id}/commands`, body)).status).toBe(400);
    expect(server.violations).not.toEqual([]);
  });

  test('a list of private channels does not exist', async () => {
    expect((await ask('GET', '/users/@me/channels')).status).toBe(404);
    expect(server.violations).toHaveLength(1);
  });

  test('another token is refused', async () => {
    expect((await ask('GET', '/users/@me', undefined, { authorization: 'Bot another' })).status).toBe(401);
  });
});

describe('interactions', () => {
  test('one first response, within three seconds', async () => {
    await registered();
    const reply = { type: 4, data: { content: 'x', allowed_mentions: { parse: [] } } };
    const first = ana.slash('ask');
    expect((await respond(first, reply)).status).toBe(204);
    expect(await respond(first, reply)).toMatchObject({ status: 400, json: { code: 40_060 } });
    const late = ana.slash('ask');
    clock += 3_001;
    expect(await respond(late, reply)).toMatchObject({ status: 404, json: { code: 10_062 } });
  });

  test('further responses for fifteen minutes', async () => {
    await registered();
    const asked = ana.slash('ask');
    await respond(asked, { type: 5 });
    const follow = () =>
      ask('POST', `/webhooks/${server.state.bot.id}/${asked.token}`, { content: 'x', allowed_mentions: { parse: [] } });
    clock += 15 * 60_000;
    expect((await follow()).status).toBe(200);
    clock += 1;
    expect(await follow()).toMatchObject({ status: 401, json: { code: 50_027 } });
  });

  test('a modal has one to five components, and comes first', async () => {
    await registered();
    const modal = (count: number) => ({
      type: 9,
      data: { custom_id: 'm', title: 'T', components: Array.from({ length: count }, (_, i) => label(`i${i}`)) },
    });
    expect((await respond(ana.slash('ask'), modal(6))).status).toBe(400);
    expect((await respond(ana.slash('ask'), modal(5))).status).toBe(204);
    await expect(ana.submit({ i0: 'a' })).rejects.toThrow('needs a text');
    const sent = await ana.submit({ i0: 'a', i1: 'a', i2: 'a', i3: 'a', i4: 'a' });
    server.violations.length = 0;
    expect((await respond(sent, modal(1))).status).toBe(400);
  });

  test('people can only do what they are shown', async () => {
    expect(() => ana.slash('ask')).toThrow('not registered');
    await registered([
      { type: 3, name: 'case', description: 'c', required: true, choices: [{ name: 'A', value: 'a' }] },
    ]);
    expect(() => ana.slash('ask')).toThrow('needs case');
    expect(() => ana.slash('ask', { case: 'b' })).toThrow('offers no');
    expect(() => ana.slash('ask', { case: 'a', other: 'x' })).toThrow('no option');
    const bea = server.person('Bea');
    await say(ana.channel(), { components: [row('Yes')] });
    expect(() => bea.press('Yes')).toThrow('no such button');
    expect(ana.press('Yes').type).toBe(3);
  });
});

describe('delivery', () => {
  test('the same nonce within minutes is the same message', async () => {
    const body = { nonce: 'n', enforce_nonce: true };
    const [first, second] = [await say(ana.channel(), body), await say(ana.channel(), body)];
    expect(second.json.id).toBe(first.json.id);
    clock += 10 * 60_000;
    expect((await say(ana.channel(), body)).json.id).not.toBe(first.json.id);
  });

  test('closed messages, and no server in common', async () => {
    ana.closeDirect();
    expect((await say(ana.channel(), {})).json.code).toBe(50_007);
    ana.leave(guild.id);
    expect((await say(ana.channel(), {})).json.code).toBe(50_278);
  });

  test('a channel takes only what the bot may see and write', async () => {
    const { view, send } = permission;
    const hidden = server.textChannel(guild, 'hidden', [{ id: guild.id, deny: view }]);
    const silent = server.textChannel(guild, 'silent', [{ id: guild.id, deny: send }]);
    expect((await say(hidden, {})).json.code).toBe(50_001);
    expect((await say(silent, {})).json.code).toBe(50_013);
  });

  test('breaking on demand', async () => {
    server.break({ path: /messages/, how: { limit: 1_500 } });
    expect(await say(ana.channel(), {})).toMatchObject({ status: 429, json: { retry_after: 1.5 } });
    server.break({ path: /messages/, how: { error: 500 } });
    expect((await say(ana.channel(), {})).status).toBe(500);
    expect(ana.reads()).toEqual([]);
    server.break({ path: /messages/, how: 'lose' });
    await expect(say(ana.channel(), {})).rejects.toThrow();
    expect(ana.reads()).toHaveLength(1);
  });

  test('mentions ring for those whom Discord would ring', async () => {
    await server.close();
    server = await discordServer({ judge: false });
    const everyone = server.textChannel(server.guild('Harbour'), 'all');
    const [bea, cem] = [server.person('Bea'), server.person('Cem')];
    const content = `@everyone <@${bea.user.id}>`;
    const rings = async (allowed_mentions?: object) => {
      everyone.messages.length = 0;
      await say(everyone, { content, allowed_mentions });
      return [bea.rings(), cem.rings()];
    };
    expect(await rings({ parse: [] })).toEqual([0, 0]);
    expect(await rings({ parse: ['users'] })).toEqual([1, 0]);
    expect(await rings({ parse: ['everyone'] })).toEqual([1, 1]);
    expect(await rings(undefined)).toEqual([1, 1]);
  });
});

test('what a reader sees', () => {
  expect(shown('> ||\\*a\\*||\n\nb <https://x.org>')).toEqual({ text: '*a*\n\nb https://x.org', alive: [] });
  for (const live of [
    '**a**',
    '`a`',
    '<@1>',
    '@everyone',
    '[a](https://x.org)',
    '# a',
    '- a',
    '||a',
    'https://x.org',
    '_a_',
  ]) {
    expect(shown(live).alive, live).not.toEqual([]);
  }
});

test('files: a link expires, and one can fail', async () => {
  const { id } = ana.dm('see', [{ name: 'a.png', type: 'image/png', bytes: new Uint8Array([1]) }]);
  const link = async () => (await ask('GET', `/channels/${ana.channel().id}/messages/${id}`)).json.attachments[0].url;
  const old = await link();
  expect((await fetch(old)).status).toBe(200);
  server.failNextFile(500);
  expect((await fetch(old)).status).toBe(500);
  server.expireFiles();
  expect((await fetch(old)).status).toBe(404);
  expect((await fetch(await link())).status).toBe(200);
});
