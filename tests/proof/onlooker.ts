/** What people do and see in the playground over HTTP, by clients that try again until they are answered. */
import { once } from 'node:events';
import type { Place } from '../../src/chat/platform.ts';
import type { PlaceView, Seen } from '../../src/platforms/playground/views.ts';
import type { Program } from './program.ts';

/**
 * Sends a request until it is answered: the same event each time, as a client does that does not know whether
 * its message went through. Throws for an answer that no repetition can mend.
 */
export async function send(program: Program, endpoint: string, body: object): Promise<void> {
  for (;;) {
    const address = await program.address();
    const response = await fetch(address + endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }).catch(() => undefined);
    // The body may be cut off by a kill, too; then it is not known that all is well.
    const answer = await response?.text().catch(() => undefined);
    if (response?.status === 200 && answer !== undefined) return;
    if (response !== undefined && answer !== undefined && response.status !== 503) {
      throw new Error(`${endpoint}: ${response.status} ${answer}`);
    }
    // Until the kill is noticed, the old address refuses: let others run meanwhile.
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Everything that a person sees now. */
export async function views(program: Program, as: string): Promise<readonly PlaceView[]> {
  return (await (await fetch(`${await program.address()}views?as=${as}`)).json()) as PlaceView[];
}

interface Told {
  readonly id: string;
  readonly place: Place;
  readonly viewers: readonly string[];
  readonly seen?: Seen;
}

/** Follows the news of the playground, as its page does, across restarts. */
export class Onlooker {
  readonly #program: Program;
  readonly #known = new Set<string>();
  readonly #private = new Map<string, Seen[]>();
  readonly #waiting = new Set<() => void>();
  readonly #over = new AbortController();
  #last = '';

  constructor(program: Program) {
    this.#program = program;
  }

  /** What the bot said to somebody in private so far, in the order in which it was heard of. */
  heardBy(account: string): readonly Seen[] {
    return this.#private.get(account) ?? [];
  }

  /** Waits until something is there. Throws after `patience` milliseconds, naming what it waited for. */
  async when<T>(what: string, find: () => T | undefined, patience = 90_000): Promise<T> {
    const deadline = performance.now() + patience;
    for (;;) {
      const found = find();
      if (found !== undefined) return found;
      const left = deadline - performance.now();
      if (left <= 0) throw new Error(`Nobody saw ${what}.`);
      await new Promise<void>((resolve) => {
        const late = setTimeout(wake, left);
        const waiting = this.#waiting;
        function wake() {
          clearTimeout(late);
          waiting.delete(wake);
          resolve();
        }
        waiting.add(wake);
      });
    }
  }

  /** Until `stop`: connects, reads, and connects again from the last news on. */
  async follow(): Promise<void> {
    const over = once(this.#over.signal, 'abort');
    while (!this.#over.signal.aborted) {
      try {
        const address = await Promise.race([this.#program.address(), over]);
        const response = await fetch(`${String(address)}events?after=${this.#last}`, { signal: this.#over.signal });
        let rest = '';
        for await (const piece of response.body!.pipeThrough(new TextDecoderStream())) {
          const events = (rest + piece).split('\n\n');
          rest = events.pop()!;
          for (const event of events) this.#hear(event);
        }
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    }
  }

  stop(): void {
    this.#over.abort();
  }

  #hear(event: string): void {
    const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'mu').exec(event)?.[1];
    if (field('event') !== 'entry') return;
    this.#last = field('id') ?? this.#last;
    const told = JSON.parse(field('data')!) as Told;
    const { place, seen } = told;
    if (!this.#known.has(told.id) && place.kind === 'direct' && seen?.by === 'haven') {
      const heard = this.#private.get(place.account);
      if (heard) heard.push(seen);
      else this.#private.set(place.account, [seen]);
    }
    this.#known.add(told.id);
    for (const wake of this.#waiting) wake();
  }
}
