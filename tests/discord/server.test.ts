/** Our own Discord is strict: a test that passes against it must mean something. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { until } from '../support/until.ts';
import {
  discordServer,
  permission,
  realLimits,
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
  const json = text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : undefined;
  return { status: response.status, headers: response.headers, json };
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
    ['two buttons with one id in two rows', { components: [row('1'), row('1')] }],
    [
      'content beside components of version 2',
      { flags: 1 << 15, content: 'x', components: [{ type: 10, content: 'y' }] },
    ],
  ];
  test.each(bodies)('%s', async (_what, body) => {
    expect((await say(ana.channel(), body)).status).toBe(400);
    expect(server.violations).not.toEqual([]);
    expect(ana.reads()).toEqual([]);
  });

  describe('with files', () => {
    const upload = async (files: Readonly<Record<string, Uint8Array<ArrayBuffer>>>, body: object = {}, path = '') => {
      const form = new FormData();
      for (const [name, bytes] of Object.entries(files)) form.append(name, new Blob([bytes]), 'a b.png');
      form.append('payload_json', JSON.stringify({ content: 'x', allowed_mentions: { parse: [] }, ...body }));
      const { status } = await fetch(`${server.api}/v10${path || `/channels/${ana.channel().id}/messages`}`, {
        method: 'POST',
        headers: { authorization: `Bot ${server.token}` },
        body: form,
      });
      return status;
    };
    const ten = 10 * 1024 * 1024;

    test('a misspelt field beside them, a part of another name, where none belong', async () => {
      expect(await upload({ 'files[0]': new Uint8Array(1) }, { contnet: 'x' })).toBe(400);
      expect(await upload({ file: new Uint8Array(1) })).toBe(400);
      expect(await upload({ 'files[0]': new Uint8Array(1) }, {}, '/users/@me/channels')).toBe(400);
      expect(server.violations.length).toBeGreaterThanOrEqual(3);
    });

    test('more than ten megabytes in one, or twenty-five in all', async () => {
      expect(await upload({ 'files[0]': new Uint8Array(ten + 1) })).toBe(413);
      const three = [0, 1, 2].map((at) => [`files[${at}]`, new Uint8Array(ten)]);
      expect(await upload(Object.fromEntries(three))).toBe(413);
      expect(ana.reads()).toEqual([]);
    });

    test('and what it lets pass: ten of them, with plain names', async () => {
      const files = Array.from({ length: 10 }, (_, at) => [`files[${at}]`, new Uint8Array([at])]);
      expect(await upload(Object.fromEntries(files), { nonce: 'n', enforce_nonce: true })).toBe(200);
      const { attachments } = ana.reads()[0]!;
      expect(attachments.map(({ filename, bytes }) => [filename, ...bytes])).toEqual(
        files.map((_, at) => ['a_b.png', at]),
      );
      expect(server.violations).toEqual([]);
    });
  });

  test('parameters and bodies that a route does not know', async () => {
    expect((await ask('GET', '/users/@me?whom=all')).status).toBe(400);
    expect((await ask('POST', '/users/@me/channels', { recipient_id: ana.user.id, name: 'x' })).status).toBe(400);
    expect((await ask('DELETE', `/channels/${ana.channel().id}/messages/1`, { why: 'x' })).status).toBe(400);
    expect(server.violations).toHaveLength(3);
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
    server.break({ path: /messages/, how: 'drop' });
    await expect(say(ana.channel(), {})).rejects.toThrow();
    expect(ana.reads()).toHaveLength(1);
    server.break({ path: /messages/, how: { refuse: [400, 40_003] } });
    expect((await say(ana.channel(), {})).json.code).toBe(40_003);
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

describe('whom a bot may touch', () => {
  const { ban, kick, manageGuild, manageRoles } = permission;
  const guildPath = (rest: string) => `/guilds/${guild.id}${rest}`;
  let low: string;
  let high: string;
  beforeEach(() => {
    const mine = server.role(guild, 'haven', ban | kick | manageRoles | manageGuild, 5);
    guild.members.set(server.state.bot.id, [mine]);
    low = server.role(guild, 'low', 0n, 4);
    high = server.role(guild, 'high', 0n, 5);
  });

  test('only who stands below it, and never the owner', async () => {
    const [below, equal] = [server.person('Bea', { roles: [low] }), server.person('Cem', { roles: [high] })];
    for (const [whom, status] of [
      [below.user.id, 204],
      [equal.user.id, 403],
      [guild.owner, 403],
    ] as const) {
      expect((await ask('PUT', guildPath(`/bans/${whom}`), {})).status).toBe(status);
    }
    expect([...guild.bans.keys()]).toEqual([below.user.id]);
    expect(await ask('DELETE', guildPath(`/members/${equal.user.id}`))).toMatchObject({ json: { code: 50_013 } });
    expect(await ask('DELETE', guildPath(`/bans/${equal.user.id}`), {})).toMatchObject({ json: { code: 10_026 } });
  });

  test('only roles below its own', async () => {
    const give = (role: string) => ask('PUT', guildPath(`/members/${ana.user.id}/roles/${role}`));
    expect([(await give(low)).status, (await give(high)).status]).toEqual([204, 403]);
    expect(guild.members.get(ana.user.id)).toEqual([low]);
  });

  test('nobody without the permission', async () => {
    guild.members.set(server.state.bot.id, [high]);
    expect((await ask('PUT', guildPath(`/bans/${ana.user.id}`), {})).json.code).toBe(50_013);
  });

  test('many at once: at most 200, the failures named, the bot itself left out without a word', async () => {
    const bea = server.person('Bea', { roles: [high] });
    const all = (ids: readonly string[]) => ask('POST', guildPath('/bulk-ban'), { user_ids: ids });
    const { json } = await all([ana.user.id, bea.user.id, server.state.bot.id]);
    expect(json).toEqual({ banned_users: [ana.user.id], failed_users: [bea.user.id] });
    expect((await all([ana.user.id])).json.code).toBe(500_000);
    expect((await all(Array.from({ length: 201 }, (_, at) => String(at)))).status).toBe(400);
  });
});

describe('how often a bot may ask', () => {
  const limited = async (limits: object) => {
    await server.close();
    server = await discordServer({ limits });
    guild = server.guild('Harbour');
    ana = server.person('Ana');
  };

  test('a route of one channel, told ahead in the headers', async () => {
    await limited({ route: { requests: 2, seconds: 0.3 } });
    const first = await say(ana.channel(), {});
    expect(first.headers.get('x-ratelimit-remaining')).toBe('1');
    await say(ana.channel(), {});
    const third = await say(ana.channel(), {});
    expect(third).toMatchObject({ status: 429, json: { global: false } });
    expect(third.headers.get('x-ratelimit-scope')).toBe('user');
    expect(Number(third.headers.get('retry-after'))).toBeCloseTo(third.json.retry_after);
    expect((await say(server.person('Bea').channel(), {})).status).toBe(200);
    await until(async () => (await say(ana.channel(), {})).status === 200);
  });

  test('everything together, answers to interactions apart', async () => {
    await limited({ global: realLimits.global });
    await registered();
    const asked = ana.slash('ask');
    const all = await Promise.all(Array.from({ length: 60 }, () => ask('GET', '/users/@me')));
    const refused = all.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThanOrEqual(11);
    expect(refused[0]!.json.global).toBe(true);
    expect(refused[0]!.headers.get('x-ratelimit-global')).toBe('true');
    expect((await respond(asked, { type: 5 })).status).toBe(204);
  });

  test('whoever is refused too often is shut out; what is limited for everybody is not held against it', async () => {
    await limited({ invalid: 3 });
    const hidden = server.textChannel(guild, 'hidden', [{ id: guild.id, deny: permission.view }]);
    server.break({ path: /messages/, how: { limit: 1, scope: 'shared' } });
    for (let times = 0; times < 4; times += 1) await say(hidden, {});
    expect(server.invalid()).toBe(3);
    expect(await ask('GET', '/users/@me')).toMatchObject({ status: 429, json: undefined });
  });
});

describe('the gateway', () => {
  const intents = { guilds: 1, members: 1 << 1, guildMessages: 1 << 9, directs: 1 << 12, content: 1 << 15 };
  interface Told {
    op: number;
    t?: string;
    s?: number;
    d: any;
  }
  /** A client that identifies or resumes, and what it is told. */
  async function connect(first: { op: 2 | 6; d: object }) {
    const socket = new WebSocket(`${server.api.replace('http', 'ws').replace('/api', '')}/?v=10&encoding=json`);
    const told: Told[] = [];
    let closed: number | undefined;
    socket.addEventListener('message', ({ data }) => void told.push(JSON.parse(data as string) as Told));
    socket.addEventListener('close', ({ code }) => (closed = code));
    await until(() => told[0]?.op === 10);
    socket.send(JSON.stringify(first));
    const of = (name: string) => told.filter(({ t }) => t === name);
    await until(() => closed !== undefined || told.some(({ op, t }) => op === 9 || t === 'READY' || t === 'RESUMED'));
    return { socket, told, of, closed: () => closed, last: () => told.findLast(({ s }) => s !== undefined)!.s! };
  }
  const identify = (bits: number) => connect({ op: 2, d: { token: server.token, intents: bits } });
  const resume = (session: string, seq: number) =>
    connect({ op: 6, d: { token: server.token, session_id: session, seq } });
  const every = intents.guilds | intents.guildMessages | intents.directs;

  test('content only where the bot is meant, or with the intent', async () => {
    const all = server.textChannel(guild, 'all');
    const without = await identify(every);
    const having = await identify(every | intents.content);
    all.messages.length = 0;
    ana.say(all, 'among us');
    ana.say(all, `${server.mention} hello`);
    ana.dm('in private');
    await say(all, { content: 'my own' });
    const content = ({ of }: typeof without) => of('MESSAGE_CREATE').map(({ d }) => d.content as string);
    await until(() => content(having).length === 4 && content(without).length === 4);
    const seen = [`${server.mention} hello`, 'in private', 'my own'];
    expect(content(having)).toEqual(['among us', ...seen]);
    expect(content(without)).toEqual(['', ...seen]);
  });

  test('members only with the intent, which must be granted', async () => {
    const [without, having] = [await identify(every), await identify(every | intents.members)];
    const bea = server.person('Bea');
    await until(() => having.of('GUILD_MEMBER_ADD').length === 1);
    bea.dm('hello');
    await until(() => without.of('MESSAGE_CREATE').length === 1);
    expect(without.of('GUILD_MEMBER_ADD')).toEqual([]);
    server.grant({ messageContent: true });
    expect((await identify(every | intents.members)).closed()).toBe(4014);
    expect((await identify(every | intents.content)).closed()).toBeUndefined();
  });

  test('what happened meanwhile is told to whoever takes the session up again, and to nobody else', async () => {
    const first = await identify(every);
    const { session_id: session } = first.of('READY')[0]!.d;
    ana.dm('before');
    await until(() => first.of('MESSAGE_CREATE').length === 1);
    first.socket.close(4200);
    await until(() => !server.connected());
    ana.dm('while it was down');
    const seq = first.last();
    const again = await resume(session, seq);
    expect(again.of('MESSAGE_CREATE').map(({ d, s }) => [d.content, s])).toEqual([['while it was down', seq + 1]]);
    expect((await identify(every)).of('MESSAGE_CREATE')).toEqual([]);
  });

  test('a session that is unknown, too old, given up or told too much of begins anew', async () => {
    const refused = async (session: string, seq = 1) =>
      (await resume(session, seq)).told.some(({ op, d }) => op === 9 && d === false);
    const fresh = async (code = 4200) => {
      const { socket, of } = await identify(every);
      socket.close(code);
      await until(() => !server.connected());
      return of('READY')[0]!.d.session_id as string;
    };
    expect(await refused('nobody')).toBe(true);
    expect(await refused(await fresh(1000))).toBe(true);
    expect(await refused(await fresh(), 99)).toBe(true);
    const old = await fresh();
    clock += 2 * 60_000 + 1;
    expect(await refused(old)).toBe(true);
    expect(await refused(await fresh())).toBe(false);
  });

  test('it refuses what Discord would: another token, and a second beginning', async () => {
    expect((await connect({ op: 2, d: { token: 'another', intents: 1 } })).closed()).toBe(4004);
    const { socket, closed } = await identify(every);
    socket.send(JSON.stringify({ op: 2, d: { token: server.token, intents: 1 } }));
    await until(() => closed() === 4005);
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
  const fresh = await link();
  expect((await fetch(fresh)).status).toBe(200);
  expect((await fetch(fresh.replace(/ex=\w+/u, 'ex=ffffffff'))).status).toBe(404);
  clock += 24 * 3_600_000;
  expect((await fetch(fresh)).status).toBe(404);
});
