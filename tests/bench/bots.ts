/** The two bots that are compared, each in a process of its own beside a test Discord of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { newKeyFile } from '../../src/store/keys.ts';
import {
  discordServer,
  permission,
  type DiscordServer,
  type DiscordServerOptions,
  type Person,
} from '../discord/server/index.ts';
import { until } from '../support/until.ts';

export interface Bot {
  readonly server: DiscordServer;
  /** Where its databases and its config lie. */
  readonly folder: string;
  /** Starts it, and returns how many milliseconds passed until it said that it is ready. */
  start(): Promise<number>;
  stop(): Promise<void>;
  /** As a power button: nothing is written down first. */
  kill(): Promise<void>;
  /** Stops it, and removes all that it left. */
  remove(): Promise<void>;
}

/** Requests a second that both bots may send: with Discord's 50 a queue would be measured, and the same one. */
const unhurried = 1_000;

const root = join(import.meta.dirname, '..', '..');

export interface Haven extends Bot {
  readonly team: Readonly<Record<'rosa' | 'sam' | 'tariq', Person>>;
}

/** Haven as an operator starts it, for a community with a team of three. `folder` holds config and keys. */
export async function haven(
  given: {
    server?: DiscordServerOptions;
    requestsPerSecond?: number;
    log?: string;
    setUp?: Record<string, string>;
  } = {},
): Promise<Haven> {
  const { requestsPerSecond = unhurried, log = 'warn' } = given;
  const bot = await beside(
    given.server,
    (server, folder) => {
      newKeyFile(join(folder, 'haven.keys'));
      writeFileSync(
        join(folder, 'config.yml'),
        `log:\n  level: ${log}\ndiscord:\n  token: ${server.token}\n  api: ${server.api}\n  requests_per_second: ${requestsPerSecond}\n`,
      );
      return [join(root, 'src', 'main.ts'), 'start', '--config', join(folder, 'config.yml')];
    },
    /is running/u,
  );
  const { server } = bot;
  const [guild] = server.state.guilds.values();
  const insiders = server.role(guild!, 'insiders', 0n);
  const { view, send } = permission;
  const channel = server.textChannel(guild!, 'responders', [
    { id: guild!.id, deny: view },
    { id: insiders, allow: view },
    { id: server.state.bot.id, type: 1, allow: view | send },
  ]);
  const steward = server.person('steward', { roles: [server.role(guild!, 'stewards', 1n << 5n), insiders] });
  const [rosa, sam, tariq] = ['rosa', 'sam', 'tariq'].map((name) => server.person(name, { roles: [insiders] })) as [
    Person,
    Person,
    Person,
  ];
  await bot.start();
  const did = async (what: ReturnType<Person['slash']>) => until(() => what.original);
  await did(steward.slash('haven setup', { language: 'en', space: channel.id, ...given.setUp }, channel));
  for (const { user } of [rosa, sam, tariq]) await did(steward.slash('team add', { person: user.id }, channel));
  return { ...bot, team: { rosa, sam, tariq } };
}

export const echo = (): Promise<Bot> =>
  beside(
    {},
    (server, folder) => [
      join(import.meta.dirname, 'echo.ts'),
      server.api,
      server.token,
      join(folder, 'echo.db'),
      String(unhurried),
    ],
    /^ready$/u,
  );

async function beside(
  given: DiscordServerOptions = {},
  command: (server: DiscordServer, folder: string) => string[],
  ready: RegExp,
): Promise<Bot> {
  // What the judge takes would be a part of every time that is measured.
  const server = await discordServer({ judge: false, ...given });
  server.guild('Harbour');
  const folder = mkdtempSync(join(tmpdir(), 'haven-bench-'));
  const args = command(server, folder);
  let child: ChildProcess | undefined;
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  };
  const stop = () => end('SIGTERM');
  return {
    server,
    folder,
    stop,
    kill: () => end('SIGKILL'),
    async start() {
      const began = performance.now();
      const started = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
      child = started;
      await new Promise<void>((resolve, reject) => {
        createInterface({ input: started.stdout }).on('line', (line) => ready.test(line) && resolve());
        started.once('exit', (code) => reject(new Error(`A bot ended by itself, with ${code}.`)));
      });
      return performance.now() - began;
    },
    async remove() {
      await stop();
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
