/** The program as an operator starts it, in a process of its own with a config file, which can be killed. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { scratch } from '../support/whole.ts';

const main = join(import.meta.dirname, '..', '..', 'src', 'main.ts');

export interface Program {
  /** With its databases in `data`, its key file `haven.keys`, and the keys of its device in `matrix`. */
  readonly folder: string;
  /** Returns as soon as the process exists. */
  start(): void;
  /** The program that was started last is ready; rejects with what it said when it ended instead. */
  ready(): Promise<void>;
  /** As a power button: nothing is written down first. */
  kill(): Promise<void>;
  /** Stops it in order. */
  stop(): Promise<void>;
  /** The same, and leaves nothing behind. */
  end(): Promise<void>;
}

/** `beside`: where its folder is made. */
export async function openProgram(
  account: { homeserver: string; user: string; password: string },
  beside = scratch,
): Promise<Program> {
  const folder = mkdtempSync(join(beside, 'haven-program-'));
  const at = (name: string) => join(folder, name);
  await run(['keys', 'new', at('haven.keys')]);
  // JSON is YAML.
  const matrix = { ...account, store: at('matrix') };
  writeFileSync(at('config.yml'), JSON.stringify({ data: at('data'), key_file: at('haven.keys'), matrix }));
  let child: ChildProcess | undefined;
  let ready = Promise.withResolvers<void>();

  async function ended(signal: NodeJS.Signals): Promise<void> {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  }
  return {
    folder,
    start() {
      const said: string[] = [];
      const mine = Promise.withResolvers<void>();
      mine.promise.catch(() => undefined);
      ready = mine;
      child = spawn(process.execPath, [main, 'start', '--config', at('config.yml')], {
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      createInterface({ input: child.stdout! }).on('line', () => mine.resolve());
      createInterface({ input: child.stderr! }).on('line', (line) => void said.push(line));
      child.once('exit', () => mine.reject(new Error(`The program ended: ${said.join('\n')}`)));
    },
    ready: () => ready.promise,
    kill: () => ended('SIGKILL'),
    stop: () => ended('SIGTERM'),
    async end() {
      await ended('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function run(args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [main, ...args], { stdio: 'ignore' });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`${args.slice(0, 2).join(' ')} ended with ${code}.`);
}
