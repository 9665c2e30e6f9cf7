/** What is to be done one after the other, and what may be done side by side. */
import { seconds } from '../../time/clock.ts';

export interface Turns {
  /** Runs a task after all that was put into the same line before. */
  put<T>(line: string, task: () => Promise<T>): Promise<T>;
  /** The same, but nothing is put in while a task of this line still waits: that one will see to it. */
  again(line: string, task: () => Promise<void>): Promise<void>;
  /** Runs a task unless one is under way in the same line already: then its outcome is this one's. */
  join<T>(line: string, task: () => Promise<T>): Promise<T>;
  /** Returns when all that was put in until now has ended, well or not. */
  settled(): Promise<void>;
}

export function inTurn(): Turns {
  const lines = new Map<string, Promise<unknown>>();
  const waiting = new Map<string, Promise<void>>();
  const under = new Map<string, Promise<unknown>>();

  function put<T>(line: string, task: () => Promise<T>): Promise<T> {
    const done = (lines.get(line) ?? Promise.resolve()).then(task, task);
    lines.set(line, done);
    const over = () => {
      if (lines.get(line) === done) lines.delete(line);
    };
    done.then(over, over);
    return done;
  }

  return {
    put,
    again(line, task) {
      const before = waiting.get(line);
      if (before) return before;
      const done = put(line, () => {
        waiting.delete(line);
        return task();
      });
      waiting.set(line, done);
      return done;
    },
    join<T>(line: string, task: () => Promise<T>) {
      const running = under.get(line) as Promise<T> | undefined;
      if (running) return running;
      const done = task().finally(() => under.delete(line));
      under.set(line, done);
      return done;
    },
    async settled() {
      await Promise.allSettled(lines.values());
    },
  };
}

export interface Looks {
  /** Looks at it after every look that has begun, and returns when that is done, well or not. */
  soon(what: string): Promise<void>;
  /** Does something else in turn with the looks at the same thing. */
  put<T>(what: string, task: () => Promise<T>): Promise<T>;
  /** Returns when all looks that were asked for until now are done. */
  settled(): Promise<void>;
  /** Nothing is looked at from now on. */
  stop(): void;
}

const betweenLooks = seconds(2);

/** Looks at things as they change, one look at a thing at a time; one that fails is repeated until it does not. */
export function openLooks(look: (what: string) => Promise<void>, failed: () => void): Looks {
  const turns = inTurn();
  const timers = new Set<NodeJS.Timeout>();
  let stopped = false;
  const soon = (what: string): Promise<void> =>
    turns.again(what, async () => {
      if (stopped) return;
      try {
        await look(what);
      } catch {
        failed();
        const timer = setTimeout(() => {
          timers.delete(timer);
          void soon(what);
        }, betweenLooks).unref();
        timers.add(timer);
      }
    });
  return {
    soon,
    put: turns.put,
    settled: turns.settled,
    stop() {
      stopped = true;
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

/** How many questions to the homeserver are under way at once. */
const widest = 8;

/** Does something with each of them, several at a time. */
export async function widely<T>(all: readonly T[], act: (each: T) => Promise<unknown>): Promise<void> {
  const waiting = all.values();
  const worker = async () => {
    for (const each of waiting) await act(each);
  };
  await Promise.all(Array.from({ length: widest }, worker));
}
