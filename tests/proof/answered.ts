/** What came of a burst: each sentence once in its case, each answer once, and nothing that somebody could not read. */
import { join } from 'node:path';
import { on } from '#dialect';
import { faults, outbox } from '../../src/store/tables.ts';
import { sentence, texts } from '../support/report.ts';
import type { Asked } from '../matrix/proxy.ts';
import type { Person } from '../matrix/harness.ts';
import type { Shown } from '../matrix/members.ts';
import { entriesIn, openDatabases } from './databases.ts';

export interface Writer {
  readonly person: Person;
  /** In which they write to the bot. */
  room: string;
  /** Of the burst, in this order. */
  readonly sentences: readonly string[];
  /** Adds to an open case; else it is told what happened. */
  readonly open: boolean;
  /** Two people of the team are on the case. */
  readonly taken: boolean;
  code: string | undefined;
}

/** One line each, about people who are invented. */
export interface Verdict {
  readonly lost: readonly string[];
  readonly twice: readonly string[];
  /** By the bot, or by a person. */
  readonly unreadable: readonly string[];
  readonly otherwise: readonly string[];
  /** Of the burst. */
  readonly sentences: number;
  /** What the bot said in private, to all of them. */
  readonly said: number;
}

export async function judge(
  folder: string,
  writers: readonly Writer[],
  team: readonly Person[],
  asked: readonly Asked[],
): Promise<Verdict> {
  const [lost, twice, unreadable, otherwise]: string[][] = [[], [], [], []];
  const once = (what: string, count: number) => {
    if (count === 0) lost!.push(what);
    else if (count > 1) twice!.push(`${what} (${count} times)`);
  };
  const { entries, trouble } = await storedIn(folder);
  otherwise!.push(...trouble);
  const everywhere = [...entries.values()].flat();
  const teams = await Promise.all(team.map((each) => each.reads('private')));
  let said = 0;

  for (const { person, sentences, open, taken, code } of writers) {
    const mine = entries.get(code ?? '') ?? [];
    const { name } = person.member;
    for (const words of sentences) {
      once(`${words} In its case.`, mine.filter((each) => each === words).length);
      if (everywhere.filter((each) => each === words).length > 1) twice!.push(`${words} In several places.`);
      if (!taken) continue;
      for (const [at, reads] of teams.entries()) {
        const told = reads.filter(({ content }) => String(content.body ?? '').includes(words));
        once(`${words} Told to ${team[at]!.member.name}.`, told.length);
      }
    }
    const kept = mine.filter((each) => sentences.includes(each));
    if (kept.some((each, at) => each !== sentences[at])) otherwise!.push(`${name}: kept in another order`);
    const answers = answersAmong(await person.reads('private'), open).length;
    if (answers < sentences.length) lost!.push(`${name}: ${sentences.length - answers} answers`);
    if (answers > sentences.length) twice!.push(`${name}: ${answers - sentences.length} answers`);
  }

  for (const person of [...writers.map((each) => each.person), ...team]) {
    const { name } = person.member;
    const reads = await person.reads('private');
    said += reads.length;
    const keys = reads.map(({ content }) => content['org.haven.key']).filter((key) => key !== undefined);
    if (new Set(keys).size < keys.length)
      twice!.push(`${name}: ${keys.length - new Set(keys).size} of the bot’s messages`);
    if (keys.length < reads.filter((each) => !each.unreadable).length)
      otherwise!.push(`${name}: a message without a key`);
    unreadable!.push(...reads.filter((each) => each.unreadable).map(() => `${name} can not read a message`));
    unreadable!.push(...reads.filter(complains).map(() => `the bot could not read a message of ${name}`));
  }
  const plain = asked.filter(({ path }) => path.includes('/send/m.room.message/')).length;
  if (plain > 0) otherwise!.push(`${plain} messages were not encrypted`);
  const sentences = writers.reduce((sum, each) => sum + each.sentences.length, 0);
  return { lost: lost!, twice: twice!, unreadable: unreadable!, otherwise: otherwise!, sentences, said };
}

/** The answers to sentences of the burst, by what they say. */
export const answersAmong = (said: readonly Shown[], open: boolean): readonly Shown[] =>
  said.filter(({ content }) => {
    const text = String(content.body ?? '');
    return open ? text.startsWith('Added to') : text.startsWith(sentence('cases-kept'));
  });

const complaint = texts.on('matrix').format({ key: 'matrix-unreadable' }, 'en');
const complains = ({ content }: Shown): boolean => String(content.body ?? '').includes(complaint);

/** What stands in the databases, opened with their keys after the program has stopped. */
async function storedIn(folder: string): Promise<{ entries: Map<string, string[]>; trouble: string[] }> {
  const databases = await openDatabases(join(folder, 'data'), join(folder, 'haven.keys'));
  try {
    const trouble = await databases.store.read(async (tables) => {
      const posts = await on(tables).select({ state: outbox.state }).from(outbox);
      const wrong = await on(tables).select({ label: faults.label }).from(faults);
      return [
        ...posts.filter(({ state }) => state !== 'sent').map(({ state }) => `a message in the outbox is ${state}`),
        ...wrong.map(({ label }) => `the program noted a fault: ${label}`),
      ];
    });
    return { entries: await entriesIn(databases), trouble };
  } finally {
    await databases.close();
  }
}
