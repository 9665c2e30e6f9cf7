/** What came of it: every sentence exactly once in its case, everyone told what a calm run tells them. */
import { join } from 'node:path';
import { on } from '#dialect';
import type { PlaceView, Seen } from '../../src/platforms/playground/views.ts';
import { faults, outbox } from '../../src/store/tables.ts';
import { entriesIn, openDatabases } from './databases.ts';
import type { Kind, Told } from './report.ts';

type Views = ReadonlyMap<string, readonly PlaceView[]>;

/** What a reporter reads during one report, by the kind of the report; names and times taken out. */
export type Pattern = ReadonlyMap<Kind, readonly string[]>;

/** One line each, about places and numbers of a run with invented people. */
export interface Verdict {
  /** Written or due, and not there. */
  readonly lost: readonly string[];
  /** There more than once. */
  readonly twice: readonly string[];
  /** Anything else that a calm run does not bring. */
  readonly otherwise: readonly string[];
  readonly sentences: number;
  readonly messages: number;
}

export async function pattern(told: readonly Told[], seen: Views): Promise<Pattern> {
  return new Map(told.map((each) => [each.kind, saidDuring(each, told, seen)]));
}

export async function judge(told: readonly Told[], seen: Views, folder: string, calm: Pattern): Promise<Verdict> {
  const lost: string[] = [];
  const twice: string[] = [];
  const otherwise: string[] = [];
  const once = (what: string, count: number) => {
    if (count === 0) lost.push(what);
    else if (count > 1) twice.push(`${what} (${count} times)`);
  };
  const stored = await storedIn(folder);
  otherwise.push(...stored.trouble);
  const space = botTexts(seen, 'tariq', 'shared');
  let sentences = 0;
  let messages = 0;

  for (const each of told) {
    const story = `${each.by}, ${each.code}`;
    for (const sentence of [...each.sentences, ...(each.reply === undefined ? [] : [each.reply])]) {
      sentences += 1;
      once(`${story}: a sentence in its case`, countOf(stored.entries.get(each.code) ?? [], sentence));
      const anywhere = [...stored.entries.values()].reduce((sum, entries) => sum + countOf(entries, sentence), 0);
      if (anywhere > 1) twice.push(`${story}: a sentence in ${anywhere} places`);
    }
    const expected = calm.get(each.kind)!;
    const got = saidDuring(each, told, seen);
    messages += got.length;
    for (const message of new Set([...expected, ...got])) {
      const [should, does] = [countOf(expected, message), countOf(got, message)];
      if (does < should) lost.push(`${story}: told ${does} times instead of ${should}: ${message.slice(0, 60)}`);
      if (does > should) twice.push(`${story}: told ${does} times instead of ${should}: ${message.slice(0, 60)}`);
    }
    if (expected.length === got.length && expected.some((message, at) => message !== got[at])) {
      otherwise.push(`${story}: told in another order`);
    }
    once(
      `${story}: its card in the space`,
      space.filter((text) => text.startsWith(`Somebody needs to be heard: ${each.code}`)).length,
    );
    if (each.reply === undefined) continue;
    for (const responder of ['rosa', 'sam']) {
      const heard = botTexts(seen, responder, 'direct').filter((text) => text.includes(`(${each.code}) writes`));
      once(
        `${story}: what was added, told to ${responder}`,
        heard.filter((text) => text.includes(each.sentences[2]!)).length,
      );
    }
  }
  return { lost, twice, otherwise, sentences, messages };
}

/** What the bot said to a reporter between the beginning of this report and that of their next one. */
function saidDuring(one: Told, told: readonly Told[], seen: Views): string[] {
  const begins = new Set(told.filter(({ by }) => by === one.by).map(({ from }) => from));
  const entries = entriesOf(seen, one.by, 'direct');
  const start = entries.findIndex(({ id }) => id === one.from);
  const end = entries.findIndex(({ id }, at) => at > start && begins.has(id));
  return entries
    .slice(start, end < 0 ? entries.length : end)
    .filter(({ by }) => by === 'haven')
    .map(({ text }) => withoutNames(text, one));
}

function withoutNames(text: string, { code, sentences, reply }: Told): string {
  let plain = text.replaceAll(code, 'CODE');
  for (const [at, sentence] of [...sentences, ...(reply === undefined ? [] : [reply])].entries()) {
    plain = plain.replaceAll(sentence, `SENTENCE ${at}`);
  }
  return plain
    .replaceAll(/“[A-Z][a-z]+”/gu, 'PSEUDONYM')
    .replaceAll(/[A-Z][a-z]{2} \d+, \d{4}, \d+:\d+\s[AP]M/gu, 'TIME');
}

const entriesOf = (seen: Views, account: string, kind: 'direct' | 'shared'): readonly Seen[] =>
  (seen.get(account) ?? []).filter(({ place }) => place.kind === kind).flatMap(({ entries }) => entries);

const botTexts = (seen: Views, account: string, kind: 'direct' | 'shared'): string[] =>
  entriesOf(seen, account, kind)
    .filter(({ by }) => by === 'haven')
    .map(({ text }) => text);

const countOf = (list: readonly string[], one: string): number => list.filter((each) => each === one).length;

/** What stands in the databases, opened with their keys after the program has stopped. */
async function storedIn(folder: string): Promise<{ entries: Map<string, string[]>; trouble: string[] }> {
  const databases = await openDatabases(folder, join(folder, 'playground.keys'));
  try {
    const trouble = await databases.store.read(async (tables) => {
      const unsent = (await on(tables).select({ state: outbox.state }).from(outbox)).filter(
        ({ state }) => state !== 'sent',
      );
      const wrong = await on(tables).select({ label: faults.label }).from(faults);
      return [
        ...unsent.map(({ state }) => `a message in the outbox is ${state}`),
        ...wrong.map(({ label }) => `the program noted a fault: ${label}`),
      ];
    });
    return { entries: await entriesIn(databases), trouble };
  } finally {
    await databases.close();
  }
}
