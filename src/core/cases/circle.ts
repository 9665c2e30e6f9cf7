/** Who may hear a case, who is on it, and how each of them is told: the one place that everything else asks. */
import type { Message, Part } from '../../chat/message.ts';
import { say, text } from '../../chat/message.ts';
import type { Work } from '../../chat/ports.ts';
import { after, days, hours, minutes } from '../../time/clock.ts';
import { outsideOf, settingsOf, spaceReaders, type Settings } from '../community/index.ts';
import { nameOf, personOf, teamOf } from '../people/index.ts';
import {
  barred,
  both,
  eligible,
  isOn,
  namedIn,
  pair,
  pairOf,
  slowed,
  spaceFits,
  type Member,
  type Pair,
  type Role,
  type Standing,
} from './rules.ts';
import { listeners } from './listeners.ts';
import { card, command, dossier, erasedAt, quote, receipt, tooFew } from './sayings.ts';
import { caseStore, type CaseRow, type Facts } from './store.ts';

/** A case with everyone around it, as it stands in this transaction. */
export interface Circle {
  readonly row: CaseRow;
  readonly standings: readonly Standing[];
  /** Who may hear it. */
  readonly may: readonly string[];
  readonly pair: Pair;
  readonly settings: Settings;
}

/** What all cases of a community have in common at one moment. */
interface Around {
  readonly team: readonly Member[];
  readonly settings: Settings;
}

const around = async (work: Work, community: string): Promise<Around> => ({
  team: await teamOf(work, community),
  settings: await settingsOf(work, community),
});

export async function circleOf(work: Work, row: CaseRow, given?: Around): Promise<Circle> {
  const { team, settings } = given ?? (await around(work, row.community));
  const standings = await caseStore(work).standings(row.id);
  const may = eligible(team, standings, row.reporter ?? undefined);
  return { row, standings, may, pair: pairOf(standings, may), settings };
}

/** Notes whether two are on a case, after something about its people has changed. */
export async function restaff(work: Work, caseId: string): Promise<Circle> {
  const circle = await circleOf(work, (await caseStore(work).get(caseId))!);
  const staffed = both(circle.pair);
  if (staffed !== circle.row.staffed) await caseStore(work).set(caseId, { staffed });
  return { ...circle, row: { ...circle.row, staffed } };
}

/**
 * A case by its code name, for somebody who may hear it. For everybody else there is no such case, whatever
 * they type.
 */
export async function findCase(
  work: Work,
  community: string | undefined,
  person: string,
  code: string,
): Promise<Circle | undefined> {
  if (community === undefined) return undefined;
  const row = await caseStore(work).byCode(community, code.trim().toLowerCase());
  if (!row || row.state === 'draft' || row.state === 'gone') return undefined;
  const circle = await circleOf(work, row);
  return circle.may.includes(person) ? circle : undefined;
}

/** The open cases that exist for somebody: those that they are on, and those that need another person. */
export async function casesFor(work: Work, community: string, person: string): Promise<Circle[]> {
  const store = caseStore(work);
  const common = await around(work, community);
  const rows = new Map<string, CaseRow>();
  for (const row of await store.heldBy(community, person)) rows.set(row.id, row);
  for (const row of await store.unstaffed(community)) rows.set(row.id, row);
  const circles = await Array.fromAsync(rows.values(), (row) => circleOf(work, row, common));
  return circles
    .filter(({ may, pair }) => may.includes(person) && (isOn(pair, person) || !both(pair)))
    .toSorted(
      ({ row: a }, { row: b }) =>
        Number(b.urgent) - Number(a.urgent) || +a.openedAt! - +b.openedAt! || (a.code < b.code ? -1 : 1),
    );
}

/** How the responders of a case call its reporter. */
export async function reporterName(work: Work, row: CaseRow, facts: Facts): Promise<string> {
  return facts.named && row.reporter ? nameOf(work, row.reporter) : row.pseudonym;
}

/** What the answer to a reporter is made of. */
export interface Opened {
  readonly parts: readonly Part[];
  readonly choices: NonNullable<Message['choices']>;
}

/**
 * Makes a draft a case: tells all who may hear it, starts the ladder, and gives what the reporter is to read.
 * A case that fewer than two may hear is kept and told to nobody; its reporter learns so at once.
 */
export async function openCase(work: Work, id: string, urgent: boolean): Promise<Opened> {
  const store = caseStore(work);
  await store.set(id, { state: 'open', urgent, openedAt: work.now, ...(urgent ? { pagedAt: work.now } : {}) });
  const circle = await circleOf(work, (await store.get(id))!);
  await work.audit('case.opened', id, { urgent, eligible: circle.may.length });
  await work.never(`page/${id}`);
  const facts = await store.facts(circle.row);
  const told = await tellAll(work, circle, 0);
  await climb(work, circle);
  const message = told ? receipt(circle.row, circle.settings, work.now, facts) : tooFew(circle.settings);
  return { parts: message.parts, choices: message.choices ?? [] };
}

/** Tells everyone who may hear that a case waits; false, and nobody is told, when they are fewer than two. */
export async function tellAll(work: Work, circle: Circle, waiting: number): Promise<boolean> {
  const { row, may, settings } = circle;
  if (may.length < pair) return false;
  const message = card(row, waiting);
  const fits = settings.space && spaceFits(await spaceReaders(work, settings), may, row.reporter ?? undefined);
  if (fits && settings.space) {
    const topic = row.topic ?? work.id();
    if (row.topic === null) await caseStore(work).set(row.id, { topic });
    await work.say({ space: settings.space, topic, locale: settings.language }, message, {
      urgency: row.urgent ? 'page' : 'rest',
      group: groupOfSpace(row.id),
    });
  }
  // An urgent case goes to each of them besides, and so does one that has waited.
  if (!fits || row.urgent || waiting > 0) {
    for (const person of may) {
      await work.say({ person }, message, { urgency: row.urgent ? 'page' : 'rest', group: groupOf(row.id, person) });
    }
  }
  return true;
}

/** What was said about a case can be taken back: all of it, all in the shared space, or all to one person. */
const groupOfAll = (caseId: string): string => `case/${caseId}`;
const groupOfSpace = (caseId: string): string => `case/${caseId}/space`;
export const groupOf = (caseId: string, person: string): string => `case/${caseId}/${person}`;

const ladder = (caseId: string): string => `ladder/${caseId}`;
const truthAt = (caseId: string): string => `truth/${caseId}`;

/** Starts the ladder anew: told again after a while, then hour by hour, and the truth at its time. */
export async function climb(work: Work, { row, settings }: Circle): Promise<void> {
  await work.later('cases.ladder', after(work.now, minutes(settings.again)), { case: row.id }, { key: ladder(row.id) });
  await work.later('cases.truth', after(work.now, minutes(settings.truth)), { case: row.id }, { key: truthAt(row.id) });
}

/** Two are on it: nobody needs to be called any more. */
export async function rest(work: Work, caseId: string): Promise<void> {
  await work.never(ladder(caseId));
  await work.never(truthAt(caseId));
}

/** How long a case is called out hour by hour; after that once a day, and never not at all. */
const hourly = hours(24);

/** A rung: all who may hear are told again, for as long as it takes until two are on the case. */
export async function rung(work: Work, caseId: string): Promise<void> {
  const circle = await waiting(work, caseId);
  if (!circle) return;
  const since = work.now.getTime() - circle.row.openedAt!.getTime();
  await tellAll(work, circle, Math.round(since / 60_000));
  await work.later(
    'cases.ladder',
    after(work.now, since < hourly ? hours(1) : days(1)),
    { case: caseId },
    { key: ladder(caseId) },
  );
}

/** Nobody has come, or one alone: the reporter hears the truth, and whom else to ask. */
export async function tellTruth(work: Work, caseId: string): Promise<void> {
  const circle = await waiting(work, caseId);
  if (!circle?.row.reporter) return;
  await work.audit('case.truth', caseId);
  if (circle.may.length < pair) return tellTooFew(work, circle);
  const { contact } = await caseStore(work).facts(circle.row);
  if (contact === 'record') return;
  const truth = say(circle.pair.lead ? 'cases-truth-one' : 'cases-truth').parts;
  await work.say(
    { person: circle.row.reporter },
    { parts: [...truth, outsideOf(circle.settings), ...say('cases-truth-on').parts] },
    { urgency: 'answer' },
  );
}

/** An open case that two are not on yet. */
async function waiting(work: Work, caseId: string): Promise<Circle | undefined> {
  const row = await caseStore(work).get(caseId);
  if (row?.state !== 'open') return undefined;
  const circle = await circleOf(work, row);
  return both(circle.pair) ? undefined : circle;
}

/** After somebody is out: the others are called anew; where too few are left, the reporter is told so. */
export async function callAnew(work: Work, circle: Circle): Promise<void> {
  if (!(await tellAll(work, circle, 0))) await tellTooFew(work, circle);
  await climb(work, circle);
}

export async function tellTooFew(work: Work, { row, settings }: Circle): Promise<void> {
  if (row.reporter) await work.say({ person: row.reporter }, tooFew(settings), { urgency: 'answer' });
}

/** How long after a call another one by the same person says nothing new. */
const freshCall = minutes(5);

/**
 * The person writes that they are in danger, and the case is open: it is urgent from now on, and everyone
 * concerned is told at once. Gives the key of what they are to read.
 */
export async function alarm(work: Work, row: CaseRow): Promise<string> {
  if (row.urgent && row.pagedAt && after(row.pagedAt, freshCall) > work.now) return 'cases-danger-already';
  await caseStore(work).set(row.id, { urgent: true, pagedAt: work.now });
  const circle = await circleOf(work, { ...row, urgent: true });
  await work.audit('case.alarm', row.id);
  if (circle.may.length < pair) return 'cases-danger-nobody';
  if (both(circle.pair))
    await tellPair(work, circle, say(text('cases-danger-team', { code: row.code })), undefined, 'page');
  else await tellAll(work, circle, 0);
  return 'cases-danger-again';
}

/** Asks for the page: at once, after the minute of grace, or slowed when the same person has called before. */
export async function plan(work: Work, row: CaseRow, grace: number): Promise<number> {
  const earlier = await caseStore(work).pagesSince(row.reporter!, after(work.now, -hours(1)));
  const wait = Math.max(grace, slowed(earlier));
  await work.later('cases.page', after(work.now, wait), { case: row.id }, { key: `page/${row.id}` });
  return wait;
}

/** Says something to the two, in their own languages, with what they can do. Nobody else hears it. */
export async function tellPair(
  work: Work,
  circle: Circle,
  message: Message,
  but?: string,
  urgency: 'answer' | 'page' = 'answer',
): Promise<void> {
  for (const person of [circle.pair.lead, circle.pair.second]) {
    if (person !== undefined && person !== but) {
      await work.say({ person }, message, { urgency, group: groupOf(circle.row.id, person) });
    }
  }
}

/** A message did not reach a reporter: the two are told, so that nobody believes that it was read. */
export async function reporterLost(work: Work, person: string): Promise<void> {
  for (const row of await caseStore(work).ofReporter(person, ['open'])) {
    await tellPair(work, await circleOf(work, row), say(text('cases-not-delivered', { code: row.code })));
  }
}

/** A line in the shared space, where the case has one there: who is on it, or that it is over. */
export async function tellSpace(work: Work, { row, settings }: Circle, message: Message): Promise<void> {
  if (row.topic === null || !settings.space) return;
  await work.say({ space: settings.space, topic: row.topic, locale: settings.language }, message, {
    group: groupOfSpace(row.id),
  });
}

/** New words of the reporter, on their way to the two. */
export async function relay(work: Work, circle: Circle, words: string, key: string): Promise<void> {
  const facts = await caseStore(work).facts(circle.row);
  const who = await reporterName(work, circle.row, facts);
  await tellPair(work, circle, {
    parts: quote(words, text(key, { who, code: circle.row.code })),
    choices: [command('cases-button-reply', 'case reply', { case: circle.row.code }, 'primary')],
  });
}

/**
 * Keeps people out from here on, and takes back what they were told or could read. They are told nothing:
 * not then, and not now.
 */
export async function keepOut(work: Work, caseId: string, people: readonly string[], role: Role): Promise<void> {
  const store = caseStore(work);
  for (const person of people) {
    await store.unstand(caseId, person, ['chosen', 'lead', 'second', 'offered']);
    await store.stand(caseId, person, role);
    await work.takeBack({ group: groupOf(caseId, person) });
  }
  const circle = await restaff(work, caseId);
  if (circle.row.state === 'open') await withdrawFromSpace(work, circle);
}

/** The reporter chose them by name: nothing that was read out of their words speaks against them any more. */
export async function letIn(work: Work, caseId: string, people: readonly string[]): Promise<void> {
  for (const person of people) {
    await caseStore(work).unstand(caseId, person, ['subject', 'witness', 'excluded']);
    await caseStore(work).stand(caseId, person, 'chosen');
  }
}

/**
 * Whom words name in the team is kept out from here on; gives whether that is news. Whoever is named rather
 * hears too little: the reporter can let them in again by choosing them.
 */
export async function keepOutNamed(
  work: Work,
  row: CaseRow,
  words: string,
  role: 'subject' | 'witness',
): Promise<boolean> {
  const standings = await caseStore(work).standings(row.id);
  const named = namedIn(words, await listeners(work, row.community)).filter(
    (person) =>
      !barred(standings, person) && !standings.some((each) => each.person === person && each.role === 'chosen'),
  );
  if (named.length === 0) return false;
  const before = await circleOf(work, row);
  await keepOut(work, row.id, named, role);
  const now = await circleOf(work, row);
  if (row.state === 'open' && both(before.pair) && !both(now.pair)) await callAnew(work, now);
  return true;
}

/**
 * Somebody came into the team, left it, or can or can't be reached: cases that lost one of their two call
 * anew, and whoever is new hears of those that wait.
 */
export async function teamChanged(work: Work, community: string, person: string): Promise<void> {
  const store = caseStore(work);
  for (const row of await store.heldBy(community, person)) {
    const circle = await restaff(work, row.id);
    if (!circle.may.includes(person)) await work.takeBack({ group: groupOf(row.id, person) });
    if (row.staffed && !circle.row.staffed) await callAnew(work, circle);
  }
  for (const row of await store.unstaffed(community)) {
    const circle = await circleOf(work, row);
    // With this person they are enough: until now nobody has been told.
    if (circle.may.includes(person) && circle.may.length === pair) await callAnew(work, circle);
    else if (circle.may.includes(person)) await work.say({ person }, card(row, 0), { group: groupOf(row.id, person) });
    else {
      await withdrawFromSpace(work, circle);
      if (circle.may.length === pair - 1) await tellTooFew(work, circle);
    }
  }
}

/** Takes a case out of the shared space when somebody reads there who may not hear of it. */
export async function withdrawFromSpace(work: Work, circle: Circle): Promise<void> {
  const { row, may, settings } = circle;
  if (row.topic === null || spaceFits(await spaceReaders(work, settings), may, row.reporter ?? undefined)) return;
  await leaveSpace(work, row);
}

/** Takes everything about a case out of the shared space: whoever comes to read there later finds nothing. */
async function leaveSpace(work: Work, row: CaseRow): Promise<void> {
  if (row.topic === null) return;
  await work.takeBack({ group: groupOfSpace(row.id) });
  await caseStore(work).set(row.id, { topic: null });
  await work.audit('case.left-space', row.id);
}

/** The case as one of the two reads it. */
export async function show(work: Work, circle: Circle): Promise<Message> {
  const store = caseStore(work);
  const facts = await store.facts(circle.row);
  const entries = await store.entries(circle.row.id);
  const names = new Map<string, string>();
  const colleagues = [
    circle.pair.lead,
    circle.pair.second,
    ...entries.filter((each) => each.kind !== 'said').map((each) => each.by),
  ];
  for (const person of colleagues) if (person) names.set(person, await nameOf(work, person));
  return dossier({
    row: circle.row,
    facts,
    entries,
    evidence: await store.evidence(circle.row.id),
    names,
    ...circle.pair,
    reporter: await reporterName(work, circle.row, facts),
    language: circle.row.reporter === null ? undefined : (await personOf(work, circle.row.reporter))?.locale,
  });
}

/** Closes a case; what a witness reads says nothing of how it ended. */
export async function close(work: Work, circle: Circle, outcome: string, words: string | undefined): Promise<void> {
  const { row, settings } = circle;
  const store = caseStore(work);
  await store.set(row.id, { state: 'closed', closedAt: work.now, outcome });
  await rest(work, row.id);
  await work.later('cases.erase', erasedAt(settings, work.now), { case: row.id }, { key: `erase/${row.id}` });
  await work.audit('case.closed', row.id, { outcome });
  await leaveSpace(work, row);
  if (!row.reporter) return;
  const facts = await store.facts(row);
  // Whoever wanted it on record only is not written to.
  if (facts.contact === 'record') return;
  const target = facts.relation !== 'saw';
  const parts: Part[] = [
    ...say(text(target ? 'cases-closed' : 'cases-closed-witness', { code: row.code })).parts,
    ...(target ? say(`cases-outcome-${outcome}-told`).parts : []),
    ...(target && words !== undefined ? quote(words, text('cases-team')) : []),
    ...say(text('cases-closed-kept', { days: settings.retention })).parts,
  ];
  await work.say({ person: row.reporter }, { parts }, { urgency: 'answer' });
}

/** The reporter takes it all back: the words go, also where the two have read them; they learn only that it is over. */
export async function withdraw(work: Work, row: CaseRow): Promise<void> {
  const { lead, second } = (await circleOf(work, row)).pair;
  await erase(work, row.id, 'withdrawn');
  for (const person of [lead, second]) {
    if (person !== undefined) await work.say({ person }, say(text('cases-withdrawn-team', { code: row.code })));
  }
}

/** Nothing of a case remains: neither here, nor in what was said of it to the team. */
export async function erase(work: Work, caseId: string, outcome: string): Promise<void> {
  for (const key of [ladder(caseId), truthAt(caseId), `page/${caseId}`, `erase/${caseId}`, `draft/${caseId}`])
    await work.never(key);
  await work.takeBack({ group: groupOfAll(caseId) });
  await caseStore(work).erase(caseId, outcome);
  await work.audit('case.erased', caseId, { outcome });
}

/** A draft that nobody finished is kept this long after its last word. */
export const draftLife = days(30);
