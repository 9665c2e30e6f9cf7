/**
 * What came of a run under faults, by what stands in the databases and on the test Discord: every sentence once
 * and in its case, every message that was to be said there once, and every one that could not be said kept for
 * the person whom it was for.
 */
import { join } from 'node:path';
import { on } from '#dialect';
import type { Delivered } from '../../src/chat/platform.ts';
import type { Deed } from '../../src/store/deeds.ts';
import { faults, outbox } from '../../src/store/tables.ts';
import { shown, type DiscordServer, type Message, type Person } from '../discord/server/index.ts';
import { entriesIn, openDatabases, type Databases } from './databases.ts';

/** One report, as its writer knows it. */
export interface Reported {
  readonly by: Person;
  readonly code: string;
  /** What was written, in order; the last two of it were added once the report was sent. */
  readonly sentences: readonly string[];
  /** Its writer had closed their private messages for good when the last answer was due. */
  readonly closed: boolean;
}

/** One line each, about code names and numbers of a run with invented people. */
export interface Verdict {
  /** Written or due, and neither there nor kept for its reader. */
  readonly lost: readonly string[];
  /** There more than once. */
  readonly twice: readonly string[];
  readonly otherwise: readonly string[];
  readonly sentences: number;
  readonly messages: number;
  /** What could not be delivered, and waits for the one whom it was for. */
  readonly kept: number;
}

export async function judge(
  server: DiscordServer,
  folder: string,
  reports: readonly Reported[],
  tellers: readonly Person[],
): Promise<Verdict> {
  const databases = await openDatabases(join(folder, 'data'), join(folder, 'haven.keys'));
  try {
    const entries = await entriesIn(databases);
    const rows = await rowsIn(databases);
    const found = { lost: [] as string[], twice: [] as string[], otherwise: [] as string[] };
    const once = (what: string, count: number) => {
      if (count === 0) found.lost.push(what);
      else if (count > 1) found.twice.push(`${what} (${count} times)`);
    };

    for (const { code, sentences } of reports) {
      for (const [at, sentence] of sentences.entries()) {
        once(`${code}: sentence ${at} in its case`, countOf(entries.get(code) ?? [], sentence));
        const anywhere = [...entries.values()].reduce((sum, each) => sum + countOf(each, sentence), 0);
        if (anywhere > 1) found.twice.push(`${code}: sentence ${at} in ${anywhere} places`);
      }
    }

    const said = messagesOf(server);
    const there = new Set(said.map(({ id }) => id));
    const noted = rows.flatMap(({ receipt }) => (receipt && !isWhisper(receipt) ? [receipt.message] : []));
    for (const id of noted) if (!there.has(id)) found.lost.push(`a message that is noted as sent is not there: ${id}`);
    const sent = new Set(noted);
    for (const { id } of said) if (!sent.has(id)) found.twice.push(`a message stands there that nobody noted: ${id}`);
    for (const id of sent) once(`a message that was sent: ${id}`, countOf(noted, id));
    for (const [nonce, count] of counted(said.flatMap(({ nonce: key }) => key ?? [])))
      if (count > 1) found.twice.push(`one message stands ${count} times: ${nonce}`);

    const failed = rows.filter(({ state }) => state === 'failed');
    for (const { state } of rows)
      if (state !== 'sent' && state !== 'failed') found.otherwise.push(`a message in the outbox is ${state}`);
    for (const { deed } of failed)
      if (!isOpen(server, deed)) continue;
      else found.lost.push('a message failed though its reader could be reached');

    for (const each of reports) {
      const heard = textsTo(said, each.by.channel().id);
      once(`${each.code}: its receipt`, heard.filter((text) => text.includes(`called ${each.code}.`)).length);
      const answers = heard.filter((text) => text.startsWith(`Added to ${each.code}`)).length;
      const waiting = failed.filter(({ deed }) => isFor(deed, each.by)).length;
      const due = each.closed ? 1 : 2;
      if (answers < due) found.lost.push(`${each.code}: ${answers} answers to what was added, not ${due}`);
      if (answers > due) found.twice.push(`${each.code}: ${answers} answers to what was added, not ${due}`);
      if (each.closed && waiting === 0) found.lost.push(`${each.code}: the last answer is neither said nor kept`);
      for (const teller of tellers) {
        const told = textsTo(said, teller.channel().id).filter((text) => text.includes(`to be heard: ${each.code}.`));
        once(`${each.code}: the team is told`, told.length);
      }
    }
    const sentences = reports.reduce((sum, each) => sum + each.sentences.length, 0);
    return { ...found, sentences, messages: said.length, kept: failed.length };
  } finally {
    await databases.close();
  }
}

interface Row {
  readonly state: string;
  readonly deed: Deed | undefined;
  readonly receipt: Delivered | undefined;
}

async function rowsIn({ store, seal }: Databases): Promise<Row[]> {
  return store.read(async (tables) => {
    const [wrong] = await on(tables).select({ label: faults.label }).from(faults).limit(1);
    if (wrong) throw new Error(`The program noted a fault: ${wrong.label}`);
    const rows = await on(tables).select().from(outbox);
    const open = <T>(row: string, column: string, value: Uint8Array | null): T | undefined =>
      value ? (JSON.parse(seal.transit.open({ table: 'outbox', column, row }, value)) as T) : undefined;
    return rows
      .filter(({ act }) => act === 'say')
      .map(({ id, state, body, receipt }) => ({
        state,
        deed: open<Deed>(id, 'body', body),
        receipt: open<Delivered>(id, 'receipt', receipt),
      }));
  });
}

/** All that the bot said and that more than a moment's answer to an interaction. */
const messagesOf = ({ state }: DiscordServer): Message[] =>
  [...state.channels.values()]
    .flatMap((each) => each.messages)
    .filter((each) => each.author === state.bot.id && each.ephemeralFor === undefined && each.type === undefined);

const textsTo = (said: readonly Message[], channel: string): string[] =>
  said.filter((each) => each.channel === channel).map(({ content }) => shown(content).text);

const isWhisper = ({ place }: Delivered): boolean => place.startsWith('~') || place === 'form';

const isFor = (deed: Deed | undefined, person: Person): boolean =>
  deed?.act === 'say' && deed.post.to.kind === 'direct' && deed.post.to.account === person.user.id;

const isOpen = ({ state }: DiscordServer, deed: Deed | undefined): boolean =>
  deed?.act !== 'say' || deed.post.to.kind !== 'direct' || !state.users.get(deed.post.to.account)!.closed;

const countOf = (list: readonly string[], one: string): number => list.filter((each) => each === one).length;

function counted(list: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const each of list) counts.set(each, (counts.get(each) ?? 0) + 1);
  return counts;
}
