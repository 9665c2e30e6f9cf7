/** The real program in a process of its own, on the playground, that is killed and started again. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const main = join(import.meta.dirname, '..', '..', 'src', 'main.ts');
/** Longer than any start takes, so that one that hangs is found. In milliseconds. */
const patience = 60_000;

export class Program {
  readonly #folder: string;
  #child: ChildProcess | undefined;
  /** The address, once the program that runs now has told it. */
  #address = Promise.withResolvers<string>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Where it is served; while it is down, this waits for the next start. */
  address(): Promise<string> {
    return this.#address.promise;
  }

  /** Returns as soon as the process exists. Rejects `address` and throws in it when the start fails. */
  start(): void {
    const child = spawn(process.execPath, [main, 'start', '--data', this.#folder], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    const told: string[] = [];
    const late = setTimeout(() => fail(`it was not ready after ${patience} ms`), patience);
    const fail = (why: string) =>
      this.#address.reject(new Error(`The program did not start: ${why} ${told.join(' ')}`));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const url = /http:\/\/\S+/u.exec(line)?.[0];
      if (url === undefined) return;
      clearTimeout(late);
      this.#address.resolve(url);
    });
    createInterface({ input: child.stderr }).on('line', (line) => void told.push(line));
    child.once('exit', (code, signal) => {
      clearTimeout(late);
      if (signal !== 'SIGKILL' && code !== 0) fail(`it ended with ${code ?? signal}.`);
    });
  }

  /** As a power button: nothing is written down first. Returns when the process is gone. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Asks it to stop, and waits until it has. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM');
  }

  async #end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const next = Promise.withResolvers<string>();
    // Whoever waits for a start that is cut short waits for the next one.
    this.#address.resolve(next.promise);
    this.#address = next;
    next.promise.catch(() => undefined);
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  }
}
