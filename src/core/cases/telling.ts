/** How the two, the shared space and the reporter are told; and how what they were told is taken back. */
import { say, text, type Message } from '../../chat/message.ts';
import type { Audience, Work } from '../../chat/ports.ts';
import { spaceInvites, spaceReaders } from '../community/index.ts';
import { nameOf, personOf } from '../people/index.ts';
import { circleOf, type Circle } from './circle.ts';
import { spaceFits } from './rules.ts';
import { command, copyOf, dossier, quote } from './sayings.ts';
import { caseStore, type CaseRow, type Facts } from './store/cases.ts';
import { entryStore, type Copy } from './store/entries.ts';
import { evidenceStore } from './store/evidence.ts';

/** What was said about a case can be taken back: all of it, all in the shared space, or all to one person. */
export const groupOfAll = (caseId: string): string => `case/${caseId}`;
export const groupOfSpace = (caseId: string): string => `case/${caseId}/space`;
export const groupOf = (caseId: string, person: string): string => `case/${caseId}/${person}`;

/** What its reporter was told about a case, and was asked. */
export const groupOfReporter = (answers: { readonly case: string | null }): string | undefined =>
  answers.case === null ? undefined : groupOf(answers.case, 'reporter');

/** How the responders of a case call its reporter. */
async function reporterName(work: Work, row: CaseRow, facts: Facts): Promise<string> {
  return facts.named && row.reporter ? nameOf(work, row.reporter) : row.pseudonym;
}

/** A part of a group, that can be taken back or corrected by itself. */
const within = (group: string, part: string | undefined): string => (part === undefined ? group : `${group}/${part}`);
/** What the reporter said in one entry, as it was passed on. */
export const saidPart = (entry: string): string => `said/${entry}`;
/** The case as one of the two has read it. */
export const shownPart = 'shown';

/** Says something to one of the team about a case. Duty passes whatever silence they wish for as a member. */
export const tellOne = (
  work: Work,
  caseId: string,
  person: string,
  message: Message,
  urgency: 'page' | 'answer' | 'rest' = 'answer',
  part?: string,
): Promise<void> =>
  work.say({ person }, message, { urgency, duty: true, group: within(groupOf(caseId, person), part) });

/** Says something to the two, in their own languages, with what they can do. Nobody else hears it. */
export async function tellPair(
  work: Work,
  { row, pair }: Circle,
  message: Message,
  how: { but?: string | undefined; urgency?: 'answer' | 'page' } = {},
): Promise<void> {
  for (const person of [pair.lead, pair.second]) {
    if (person !== undefined && person !== how.but) await tellOne(work, row.id, person, message, how.urgency);
  }
}

/** Says something to the reporter about their case. It goes when the case goes. */
export async function tellReporter(work: Work, row: CaseRow, message: Message, part?: string): Promise<void> {
  if (row.reporter === null) return;
  const group = within(groupOf(row.id, 'reporter'), part);
  await work.say({ person: row.reporter }, message, { urgency: 'answer', group });
}

/** A line in the shared space, where the case has one there: who is on it. */
export async function tellSpace(work: Work, circle: Circle, message: Message): Promise<void> {
  const { row, settings } = circle;
  if (row.topic === null || !settings.space) return;
  if (!(await fitsSpace(work, circle))) return leaveSpace(work, row);
  await work.say(await topicOf(work, circle, row.topic), message, { group: groupOfSpace(row.id) });
}

/** Takes everything about a case out of the shared space: whoever comes to read there later finds nothing. */
export async function leaveSpace(work: Work, row: CaseRow): Promise<void> {
  if (row.topic === null) return;
  await work.takeBack({ group: groupOfSpace(row.id) });
  await caseStore(work).set(row.id, { topic: null });
  await caseStore(work).clearStandings(row.id, ['invited']);
  await work.audit('case.left-space', row.id);
}

/** The same for every case of a community: its space is another one from now on, or none. */
export async function leaveSpaces(work: Work, community: string): Promise<void> {
  for (const row of await caseStore(work).inSpace(community)) await leaveSpace(work, row);
}

/**
 * Whether the shared space may carry something about a case, as its readers are known now. Where it stands there
 * already, whoever was let in must still be one who may hear of it; and where nobody was let in though that is
 * asked by now, whoever comes by reads it.
 */
export async function fitsSpace(work: Work, { row, called, settings, standings }: Circle): Promise<boolean> {
  const invited = standings.filter(({ role }) => role === 'invited');
  if (invited.some(({ person }) => !called.includes(person))) return false;
  if (row.topic !== null && invited.length === 0 && (await spaceInvites(work, settings))) return false;
  return spaceFits(await spaceReaders(work, settings), called, row.reporter ?? undefined);
}

/** The topic of a case in the shared space, with whoever is let in where that is asked. It must fit there. */
export async function topicOf(
  work: Work,
  { row, called, settings }: Circle,
  topic: string,
): Promise<Extract<Audience, { readonly space: unknown }>> {
  const to = { space: settings.space!, topic, locale: settings.language };
  if (!(await spaceInvites(work, settings))) return to;
  for (const person of called) await caseStore(work).stand(row.id, person, 'invited');
  return { ...to, among: called };
}

/** Takes a case out of the shared space when somebody reads there who may not hear of it. */
export async function clearSpace(work: Work, circle: Circle): Promise<void> {
  if (circle.row.topic !== null && !(await fitsSpace(work, circle))) await leaveSpace(work, circle.row);
}

/** Looks at every case that stands in the shared space of a community, after somebody came or went. */
export async function clearSpaces(work: Work, community: string): Promise<void> {
  for (const row of await caseStore(work).inSpace(community)) await clearSpace(work, await circleOf(work, row));
}

/**
 * New words of the reporter, on their way to the two; `but`: not to this one of them. `entry`: where they stand in
 * the case; what was passed on of that entry before is taken back.
 */
export async function relay(
  work: Work,
  circle: Circle,
  { words, entry }: { readonly words: string; readonly entry?: string },
  key: string,
  but: readonly string[] = [],
): Promise<void> {
  const { row, pair, may } = circle;
  const who = await reporterName(work, row, await caseStore(work).facts(row));
  const message: Message = {
    parts: quote(words, text(key, { who, code: row.code })),
    choices: [command('cases-button-reply', 'case reply', { case: row.code }, 'primary')],
  };
  const part = entry === undefined ? undefined : saidPart(entry);
  if (part !== undefined)
    for (const person of may) await work.takeBack({ group: within(groupOf(row.id, person), part) });
  for (const person of [pair.lead, pair.second]) {
    if (person !== undefined && !but.includes(person)) await tellOne(work, row.id, person, message, 'answer', part);
  }
}

/** A copy, and the entry in which it is kept. */
export interface KeptCopy {
  readonly entry: string;
  readonly copy: Copy;
}

/** A message that the reporter reported while the case is open, on its way to the two. */
export async function relayCopy(work: Work, circle: Circle, { entry, copy }: KeptCopy): Promise<void> {
  const { row, pair } = circle;
  const who = await reporterName(work, row, await caseStore(work).facts(row));
  const message: Message = {
    parts: [...say(text('cases-entry-reported', { who, code: row.code })).parts, ...copyOf(copy)],
    choices: [command('cases-button-reply', 'case reply', { case: row.code }, 'primary')],
  };
  for (const person of [pair.lead, pair.second])
    if (person !== undefined) await tellOne(work, row.id, person, message, 'answer', saidPart(entry));
}

/** The case as one of the two reads it. */
export async function show(work: Work, circle: Circle): Promise<Message> {
  const { row, pair } = circle;
  const words = entryStore(work);
  const facts = await caseStore(work).facts(row);
  const entries = await words.of(row.id);
  const names = new Map<string, string>();
  const ours = entries.filter(({ kind }) => kind === 'reply' || kind === 'note');
  const colleagues = [pair.lead, pair.second, ...ours.map((each) => each.by)];
  for (const person of colleagues) if (person) names.set(person, await nameOf(work, person));
  const barredNow = circle.standings.filter(
    ({ role }) => role === 'subject' || role === 'witness' || role === 'excluded',
  );
  const out = await Array.fromAsync(new Set(barredNow.map((each) => each.person)), (person) => nameOf(work, person));
  return dossier({
    row,
    out,
    facts,
    entries,
    evidence: await evidenceStore(work).of(row.id),
    whole: await words.whole(row.id),
    names,
    ...pair,
    reporter: await reporterName(work, row, facts),
    language: row.reporter === null ? undefined : (await personOf(work, row.reporter))?.locale,
  });
}

/** A message did not reach a reporter: the two are told, so that nobody believes that it was read. */
export async function reporterLost(work: Work, person: string): Promise<void> {
  for (const row of await caseStore(work).ofReporter(person, ['open'])) {
    await tellPair(work, await circleOf(work, row), say(text('cases-not-delivered', { code: row.code })));
  }
}
