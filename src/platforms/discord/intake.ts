/** What comes in is handed over in order along each line (a channel), and side by side across lines. */
import type { Log } from '../../chat/ports.ts';

export interface Intake {
  /** Runs the task after all that was put into the same line before. It must see to its own failures. */
  put(line: string, task: () => Promise<void>): Promise<void>;
  /** Returns when everything that was put in before has run. */
  reached(): Promise<void>;
  /** Returns when everything that was put in has run, and nothing more has come. */
  drain(): Promise<void>;
}

export function newIntake(log: Log): Intake {
  const lines = new Map<string, Promise<void>>();
  return {
    put(line, task) {
      const done = (lines.get(line) ?? Promise.resolve())
        .then(task)
        .catch(() => log.error('discord: something that arrived could not be handed over'))
        .finally(() => {
          if (lines.get(line) === done) lines.delete(line);
        });
      lines.set(line, done);
      return done;
    },
    async reached() {
      await Promise.all(lines.values());
    },
    async drain() {
      while (lines.size > 0) await Promise.all(lines.values());
    },
  };
}
