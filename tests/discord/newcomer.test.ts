/** The first day of an operator: the real program, as the readme has it started, beside our own Discord. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { least } from '../../src/platforms/discord/permissions.ts';
import { sentence } from '../support/report.ts';
import { until } from '../support/until.ts';
import { discordServer, permission, shown, type Channel, type DiscordServer, type Person } from './server/index.ts';

const main = join(import.meta.dirname, '..', '..', 'src', 'main.ts');
const slow = { timeout: 60_000 };
/** A program has a second or two to start on a small machine. */
const patience = 20_000;

let folder: string;
let server: DiscordServer;
let general: Channel;
let staff: Channel;
let steward: Person;
const started = new Set<ChildProcess>();

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'haven-newcomer-'));
  server = await discordServer();
  const guild = server.guild('Harbour');
  const [mine] = guild.members.get(server.state.bot.id)!;
  guild.roles.get(mine!)!.permissions = least;
  general = server.textChannel(guild, 'general');
  staff = server.textChannel(guild, 'staff', [
    { id: guild.id, deny: permission.view },
    { id: mine!, allow: permission.view },
  ]);
  steward = server.person('Steward', { roles: [server.role(guild, 'stewards', permission.manageGuild)] });
  configure();
});
afterEach(async () => {
  for (const child of started) child.kill('SIGKILL');
  started.clear();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
  expect(server.violations).toEqual([]);
});

const configure = (more = '') => writeFileSync(join(folder, 'config.yml'), `discord:\n  api: ${server.api}\n${more}`);
const env = () => ({ PATH: process.env['PATH'], TMPDIR: tmpdir(), HAVEN_DISCORD_TOKEN: server.token });

/** Runs to its end. Not `spawnSync`: this process is the Discord that it talks to. */
async function run(args: readonly string[], more: NodeJS.ProcessEnv = {}) {
  const it = begin(args, more);
  const code = await it.ended();
  return { code, out: it.out(), err: it.err() };
}

function begin(args: readonly string[] = [], more: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, [main, ...args], { cwd: folder, env: { ...env(), ...more } });
  started.add(child);
  let [out, err] = ['', ''];
  child.stdout.on('data', (piece: Buffer) => (out += piece.toString()));
  child.stderr.on('data', (piece: Buffer) => (err += piece.toString()));
  const exit = once(child, 'close').then(([code]) => code as number | null);
  return {
    out: () => out,
    err: () => err,
    ended: () => exit,
    running: () => until(() => out.includes('Haven is running on discord'), patience),
    async stop(signal: NodeJS.Signals) {
      child.kill(signal);
      return exit;
    },
  };
}

/** As `npm start -- keys new haven.keys`. */
const makeKeys = () => {
  const { status } = spawnSync(process.execPath, [main, 'keys', 'new', 'haven.keys'], { cwd: folder });
  expect(status).toBe(0);
};

async function setUp(card: string) {
  const answer = async (words: string) => {
    await until(() => presses(steward, 'Write here'));
    await until(() => steward.modal());
    await steward.submit({ words });
  };
  const skip = () => until(() => presses(steward, 'skip'));
  steward.slash('haven setup', {}, general);
  await steward.shouldRead(/I lead you through/u);
  await until(() => presses(steward, 'English'));
  await steward.shouldRead(/What is your community called/u);
  await skip();
  await steward.shouldRead(/Which role/u);
  await skip();
  await steward.shouldRead(/Where shall cases appear/u);
  await answer(staff.id);
  await steward.shouldRead(/Which channel do all members read/u);
  await skip();
  await steward.shouldRead(/Now the emergency card/u);
  await answer(card);
  await steward.shouldRead(/Whom can somebody turn to/u);
  await answer('the night line');
  await steward.shouldRead(/Last, a test/u);
  await until(() => presses(steward, 'Later'));
  await steward.shouldRead(/This remains to be done/u);
}

/** Whether the button was there to press. */
const presses = (person: Person, label: string): boolean => {
  try {
    person.press(label);
    return true;
  } catch {
    return false;
  }
};

const said = (person: Person) => person.reads().map(({ content }) => shown(content).text);

describe('the first day', () => {
  test('keys, check, start, set-up in chat, check again, stop', slow, async () => {
    makeKeys();
    const first = await run(['check', '--config', 'config.yml']);
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out).toMatch(/ok +The config can be read\./u);
    expect(first.out).toMatch(/ok +Discord accepts the token\./u);
    expect(first.out).toMatch(/warning +I can't know who reads a channel.*sets discord\.members_intent to true/u);
    expect(first.out).not.toContain(server.token);

    const bot = begin(['start', '--config', 'config.yml']);
    await bot.running();
    expect((await run(['check'])).out).toMatch(/MISSING +The emergency card is empty/u);
    await setUp('Call 112. Medic: room 4.');
    const team = ['Rosa', 'Sam', 'Tariq'].map((name) => server.person(name));
    for (const { user } of team) {
      steward.slash('team add', { person: user.id }, general);
      await steward.shouldRead(new RegExp(`${user.global_name} is in the team now`, 'u'));
    }
    const ready = await run(['check']);
    expect(ready.out).not.toContain('MISSING');
    expect(ready.code).toBe(0);

    const ana = server.person('Ana');
    ana.dm('danger');
    await ana.shouldRead(/Call 112\. Medic: room 4\./u);
    expect(await bot.stop('SIGTERM')).toBe(0);
    expect(bot.err()).not.toMatch(/"level":50|This is a bug|danger/u);
  });

  test('`check` says in plain words what is missing, and ends with 1', slow, async () => {
    expect(await run(['check'])).toMatchObject({ code: 1, out: expect.stringMatching(/MISSING .*keys new/u) });
    makeKeys();
    server.grant({});
    configure('  members_intent: true\n');
    const { code, out } = await run(['check']);
    expect(code).toBe(1);
    expect(out).toMatch(/MISSING .*discord\.members_intent is on in the config, but Discord refuses it/u);
  });
});

describe('what the operator has done wrong is said, with what to do', () => {
  const fails = async (message: RegExp, more: NodeJS.ProcessEnv = {}) => {
    const { code, out, err } = await run(['start', '--config', 'config.yml'], more);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(message);
    expect(err).not.toMatch(/\n {4}at |This is a bug/u);
    return err;
  };

  test('a wrong token', slow, async () => {
    makeKeys();
    const err = await fails(/refuses the token.*Reset Token/u, { HAVEN_DISCORD_TOKEN: 'wrong-4711' });
    expect(err).not.toContain('wrong-4711');
    const { code, out } = await run(['check'], { HAVEN_DISCORD_TOKEN: 'wrong-4711' });
    expect([code, out]).toEqual([1, expect.stringMatching(/MISSING +Discord refuses the token/u)]);
  });

  test('no token', slow, async () => {
    makeKeys();
    await fails(/discord\.token/u, { HAVEN_DISCORD_TOKEN: '' });
  });

  test('an unknown key', slow, async () => {
    makeKeys();
    configure('  member_intent: true\n');
    await fails(/line 3: unknown key `discord\.member_intent`; did you mean `members_intent`\?/u);
  });

  test('no key file', slow, async () => {
    await fails(/keys new/u);
  });

  test('nobody there at the address', slow, async () => {
    makeKeys();
    writeFileSync(join(folder, 'config.yml'), 'discord:\n  api: http://127.0.0.1:1/api\n');
    await fails(/can not reach Discord/u);
  });
});

describe('two processes on the same data', () => {
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    test(`the second stands by, and takes over when the first ends by ${signal}`, slow, async () => {
      makeKeys();
      const first = begin();
      await first.running();
      const second = begin();
      await until(() => second.err().includes('standing by'), patience);
      expect(server.connections.identified).toBe(1);
      const ana = server.person('Ana');
      ana.dm('hello');
      await ana.shouldRead(/Is it safe/u);
      await first.stop(signal);
      const meanwhile = ana.dm('help');
      await second.running();
      await until(() => said(ana).length === 2, patience);
      expect(said(ana)[1]).toContain(sentence('cases-ask-safe'));
      expect(meanwhile.id > ana.reads()[0]!.id).toBe(true);
      expect(await second.stop('SIGTERM')).toBe(0);
    });
  }

  test('one that stands by can be stopped', { timeout: 25_000 }, async () => {
    makeKeys();
    const first = begin();
    await first.running();
    const second = begin();
    await until(() => second.err().includes('standing by'), patience);
    expect(await second.stop('SIGTERM')).toBe(0);
    expect(await first.stop('SIGTERM')).toBe(0);
  });

  test('what was committed and not sent when it was killed is said once', slow, async () => {
    makeKeys();
    const first = begin();
    await first.running();
    const ana = server.person('Ana');
    ana.dm('hello');
    await ana.shouldRead(/Is it safe/u);
    // Discord is in trouble: the answers stand in the database only.
    server.break({ method: 'POST', path: /\/messages$/, how: { error: 503 }, times: 1_000 });
    const refused = () => server.requests.filter(({ status }) => status === 503).length;
    ana.dm('1');
    await until(() => refused() > 0);
    await first.stop('SIGKILL');
    server.mend();
    const second = begin();
    await second.running();
    await until(() => said(ana).length === 2, patience);
    // What is asked after it comes after it: nothing is left over.
    ana.dm('help');
    await until(() => said(ana).length === 3, patience);
    expect(said(ana)[1]).toContain(sentence('cases-ask-story'));
    expect(said(ana)[2]).toContain(sentence('cases-help'));
    await second.stop('SIGTERM');
  });

  test('what was sent and not noted when it was killed is not said again', slow, async () => {
    makeKeys();
    const first = begin();
    await first.running();
    const ana = server.person('Ana');
    // It arrives, and while Discord's receipt is on its way the program is killed.
    server.onMessage = () => void first.stop('SIGKILL');
    server.break({ method: 'POST', path: /\/messages$/, how: 'lose' });
    ana.dm('hello');
    await ana.shouldRead(/Is it safe/u);
    await first.ended();
    server.onMessage = undefined;
    const second = begin();
    await second.running();
    ana.dm('help');
    await until(() => said(ana).at(-1)?.includes(sentence('cases-help')) || said(ana).length > 1, patience);
    expect(said(ana)).toHaveLength(2);
    await second.stop('SIGTERM');
  });
});
