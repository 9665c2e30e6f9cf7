/** The log: pino, one JSON object a line. Static labels, ids and numbers; nothing that a person wrote. */
import { pino } from 'pino';
import type { Log } from './chat/ports.ts';

export interface LogOptions {
  readonly level: 'info' | 'warn' | 'error' | 'silent';
  /** The standard error output where there is none. */
  readonly file?: string | undefined;
}

type Facts = Parameters<Log['info']>[1];

/** Text of more than this alphabet is no id of ours and no name in our code; it is withheld. */
const harmless = /^[\w.:/@+#-]{0,120}$/u;

export function openLog({ level, file }: LogOptions): Log {
  const to = pino.destination({ dest: file ?? 2, sync: true, mkdir: true, mode: 0o600 });
  // A full disk must not end the process; what can't be logged is lost.
  to.on('error', () => undefined);
  const logger = pino(
    {
      level,
      base: null,
      messageKey: 'label',
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (name) => ({ level: name }) },
    },
    to,
  );
  return {
    info: (label, facts) => logger.info(kept(facts), label),
    warn: (label, facts) => logger.warn(kept(facts), label),
    error: (label, facts) => logger.error(kept(facts), label),
  };
}

const kept = (facts: Facts = {}): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [
      name,
      typeof value === 'string' && !harmless.test(value) ? '[withheld]' : value,
    ]),
  );

/**
 * A short name for a person in logs: the same for the same person, so that lines can be put together, and of
 * no use to whoever has no key. `lookup` is the keyed hash of the house.
 */
export const personInLog = (lookup: (scope: string, value: string) => string, person: string): string =>
  lookup('log', person).slice(0, 10);
