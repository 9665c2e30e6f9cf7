/**
 * Who has which devices. People's homeservers are asked one by one: whoever lives on one that does not answer keeps
 * nobody else waiting.
 */
import type { OlmMachine } from '@matrix-org/matrix-sdk-crypto-wasm';
import { fields } from '../content.ts';
import { path, type Http } from '../http.ts';

/** What the library wants to know; it forgets earlier questions of this kind when it is asked for a new one. */
export interface Question {
  readonly id: string;
  readonly type: number;
  readonly body: string;
}

export interface Devices {
  /**
   * Asks, in the background, for whoever in a question is not being asked for, unless `ask` is false, and gives the
   * library what was answered meanwhile. Says whether that was anything.
   */
  take(question: Question, ask: boolean): Promise<boolean>;
  /** The devices of these users have changed: what is being answered about them may be older than that. */
  changed(users: readonly string[]): void;
  /** What is being asked about any of these users; each ends when the library knows. Throws a `MatrixFault`. */
  under(users: readonly string[]): readonly Promise<void>[];
}

interface Asked {
  readonly users: Set<string>;
  done: Promise<void>;
  answer?: Answer;
}
/** Of `/keys/query` (Matrix specification, "End-to-end encryption"). */
type Answer = Readonly<Record<string, unknown>>;

const byUser = ['device_keys', 'master_keys', 'self_signing_keys', 'user_signing_keys'];
/** By homeservers. */
const failures = 'failures';

/** `come` is called when there is an answer to take; what it throws is thrown by `under`. */
export function newDevices(machine: OlmMachine, call: Http['call'], come: () => Promise<void>): Devices {
  const asking = new Set<Asked>();

  function ask(users: readonly string[]): void {
    const asked: Asked = { users: new Set(users), done: Promise.resolve() };
    asking.add(asked);
    asked.done = answered(asked);
    // Whoever needs to know asks again.
    asked.done.catch(() => {});
  }

  async function answered(asked: Asked): Promise<void> {
    const body = { device_keys: Object.fromEntries([...asked.users].map((user) => [user, []])) };
    try {
      asked.answer = fields(await call({ method: 'POST', path: path('keys', 'query'), body }));
    } catch (error) {
      asking.delete(asked);
      throw error;
    }
    await come();
  }

  return {
    async take({ id, type, body }, mayAsk) {
      const known = new Set([...asking].flatMap(({ users }) => [...users]));
      const answered = [...asking].filter(({ answer }) => answer !== undefined);
      if (mayAsk) {
        const wanted = Object.keys(fields(fields(JSON.parse(body))['device_keys'])).filter((user) => !known.has(user));
        for (const users of Map.groupBy(wanted, serverOf).values()) ask(users);
      }
      if (answered.length === 0) return false;
      for (const each of answered) asking.delete(each);
      await machine.markRequestAsSent(id, type, JSON.stringify(together(answered)));
      return true;
    },
    changed(users) {
      for (const each of asking) for (const user of users) each.users.delete(user);
    },
    under: (users) => [...asking].filter((each) => users.some((user) => each.users.has(user))).map(({ done }) => done),
  };
}

/**
 * One answer of several, about those alone who have not changed since they were asked for. What makes no sense is left
 * out: somebody's homeserver has made it up, and the library would refuse what the others said with it.
 */
function together(all: readonly Asked[]): object {
  const about = (key: string) =>
    all.flatMap(({ users, answer }) =>
      Object.entries(fields(answer?.[key])).filter(([user, told]) => users.has(user) && isRecord(told)),
    );
  return Object.fromEntries([
    ...byUser.map((key) => [key, Object.fromEntries(about(key))]),
    [failures, Object.assign({}, ...all.map(({ answer }) => fields(answer?.[failures])))],
  ]);
}

const isRecord = (told: unknown): boolean => typeof told === 'object' && told !== null && !Array.isArray(told);

/** Of a user id. */
export const serverOf = (user: string): string => user.slice(user.indexOf(':') + 1);
