/** Calling people to a case: all who may hear it, again and again, until two are on it; and the truth meanwhile. */
import { say, text, type Message } from '../../chat/message.ts';
import type { Work } from '../../chat/ports.ts';
import { after, hours, minutes } from '../../time/clock.ts';
import { opensAt } from '../../time/hours.ts';
import { callable } from '../availability/index.ts';
import { outsideOf } from '../community/index.ts';
import { callsAgain, meantBy, policyOf, stepAt, type Level } from '../escalation/index.ts';
import { circleById, circleOf, type Circle } from './circle.ts';
import { guardCase } from './hearing.ts';
import { mark } from './marks.ts';
import { both, isOn, slowed } from './rules.ts';
import { card, receipt, tooFew } from './sayings.ts';
import { caseStore, type CaseRow } from './store/cases.ts';
import { fitsSpace, groupOfSpace, leaveSpace, tellOne, tellPair, tellReporter, topicOf } from './telling.ts';

/**
 * Makes a draft a case: tells all who may hear it, starts the ladder, and gives what the reporter is to read.
 * A case that fewer than two may hear is kept and told to nobody; its reporter learns so at once (`told`: false).
 */
export async function openCase(work: Work, id: string, urgent: boolean): Promise<{ told: boolean; message: Message }> {
  const store = caseStore(work);
  await guardCase(work, (await store.get(id))!);
  await store.set(id, { state: 'open', urgent, openedAt: work.now, waitingSince: work.now });
  await work.never(pageOf(id));
  const circle = await circleById(work, id);
  await work.audit('case.opened', id, { urgent, eligible: circle.may.length });
  if (circle.called.length === 0) {
    await climb(work, circle);
    return { told: false, message: tooFew(circle.settings, false) };
  }
  const facts = await store.facts(circle.row);
  const { begins, came } = await climb(work, circle);
  if (urgent) await store.called(id, circle.row.reporter!);
  // What the receipt says need not be said again.
  if (urgent && came === 'nobody') await work.never(truthOf(id));
  return { told: true, message: receipt(circle.row, circle.settings, work.now, facts, { begins, came }) };
}

/**
 * Tells these people that a case waits, and the shared space, where it may know; false, and nobody is told, where fewer
 * than two could take it.
 */
export async function tellAll(
  work: Work,
  circle: Circle,
  waiting: number,
  people: readonly string[] = circle.called,
): Promise<boolean> {
  const { row, called, settings } = circle;
  if (called.length === 0) return false;
  const message = card(row, waiting);
  const urgency = row.urgent ? 'page' : 'rest';
  if (settings.space && (await fitsSpace(work, circle))) {
    const topic = row.topic ?? work.id();
    if (row.topic === null) await caseStore(work).set(row.id, { topic });
    await mark(work, { ...circle, row: { ...row, topic } });
    await work.say(await topicOf(work, circle, topic), message, { urgency, group: groupOfSpace(row.id) });
  } else await leaveSpace(work, row);
  // To each of them besides: not everyone looks into a room that makes no sound.
  for (const person of people) {
    if (!isOn(circle.pair, person)) await tellOne(work, row.id, person, message, urgency);
  }
  return true;
}

/** A card did not reach the shared space: whoever it was for is told directly, at once. */
export async function spaceLost(work: Work, group: string): Promise<void> {
  const [, caseId = ''] = group.split('/');
  const circle = group === groupOfSpace(caseId) ? await waiting(work, caseId) : undefined;
  if (!circle) return;
  for (const person of circle.called) {
    await tellOne(work, caseId, person, card(circle.row, 0), circle.row.urgent ? 'page' : 'rest');
  }
}

const ladderOf = (caseId: string): string => `ladder/${caseId}`;
const truthOf = (caseId: string): string => `truth/${caseId}`;
const pageOf = (caseId: string): string => `page/${caseId}`;

/** How much there is to a case, as far as it is known. */
export const levelOf = ({ urgent, severity }: CaseRow): Level =>
  urgent ? 'urgent' : severity === null ? 'other' : (`s${severity}` as Level);

/**
 * Starts the ladder anew, and takes its first step: at once, or, for what is not urgent, when the team's hours begin.
 * The truth follows at its time.
 */
async function climb(work: Work, circle: Circle): Promise<{ begins: Date; came: Came }> {
  const { row, settings } = circle;
  const now = work.now.getTime();
  const begins = new Date(row.urgent ? now : opensAt(settings.hours, settings.zone, now));
  const truth = after(begins, minutes(settings.truth));
  await caseStore(work).set(row.id, { step: 0 });
  await caseStore(work).clearStandings(row.id, ['asked', 'declined', 'standby']);
  await work.later('cases.truth', truth, { case: row.id }, { key: truthOf(row.id) });
  if (begins > work.now) {
    await work.later('cases.ladder', begins, { case: row.id }, { key: ladderOf(row.id) });
    return { begins, came: 'called' };
  }
  return { begins, came: await callStep(work, await circleById(work, row.id)) };
}

/** The same, where the reporter has read a receipt before: they hear what has come of it, if there is anything. */
export async function callFirst(work: Work, circle: Circle): Promise<void> {
  const { came } = await climb(work, circle);
  await tellOutcome(work, circle.row, came);
}

/**
 * Whoever is in danger reads at once that nobody is there, and whom else to ask; others at the time that they were
 * told, unless the team wants it earlier.
 */
async function tellOutcome(work: Work, row: CaseRow, came: Came): Promise<void> {
  if (came !== 'outside' && !(came === 'nobody' && row.urgent)) return;
  if ((await work.dueAt(truthOf(row.id))) !== undefined) await tellTruth(work, row.id);
}

/** When the next step is taken; nothing where nobody needs to be called. */
export const nextCall = (work: Work, caseId: string): Promise<Date | undefined> => work.dueAt(ladderOf(caseId));

/** Nobody needs to be called any more. */
export async function rest(work: Work, caseId: string): Promise<void> {
  await caseStore(work).clearStandings(caseId, ['asked', 'declined']);
  for (const key of [ladderOf(caseId), truthOf(caseId), pageOf(caseId)]) await work.never(key);
}

/** How long somebody who can't come is left alone, unless there is a new step that means them. */
const respite = hours(4);

/** Whom a step means of those who may hear, are there, are not on it, and have not said that they can't. */
async function askedBy(work: Work, circle: Circle, meant: readonly string[]): Promise<string[]> {
  const { row, able, pair, standings } = circle;
  const there = new Set(await callable(work, row.community, row.urgent));
  const can = (person: string) =>
    !standings.some(
      ({ person: who, role, at }) =>
        who === person && (role === 'standby' || (role === 'declined' && after(at!, respite) > work.now)),
    );
  return meant.filter((each) => able.includes(each) && there.has(each) && !isOn(pair, each) && can(each));
}

/** What came of a step: somebody was called; nobody of those who may hear is there; the outside is to be named. */
export type Came = 'called' | 'nobody' | 'outside';

/**
 * Takes the step at which a case is, and asks for the next one. A step with nobody on it is skipped at once; after the
 * last one the whole team is called, on and on. Whom a step means is found at this moment.
 */
async function callStep(work: Work, circle: Circle): Promise<Came> {
  const { row, settings } = circle;
  const policy = await policyOf(work, row.community, levelOf(row));
  for (let at = row.step; ; at += 1) {
    const step = stepAt(policy, at);
    const people = await askedBy(work, circle, step ? await meantBy(work, row.community, step) : circle.able);
    const outside = step?.targets.some(({ to }) => to === 'outside') ?? false;
    if (step && people.length === 0 && !outside) continue;
    const since = row.waitingSince!.getTime();
    const open = row.urgent ? since : opensAt(settings.hours, settings.zone, since);
    const next = after(work.now, step ? minutes(step.wait) : callsAgain(work.now.getTime() - open));
    await caseStore(work).set(row.id, { step: step ? at + 1 : at });
    await work.later('cases.ladder', next, { case: row.id }, { key: ladderOf(row.id) });
    await askThese(work, circle, people, Math.round((work.now.getTime() - since) / 60_000));
    if (outside) return 'outside';
    return people.length > 0 || circle.called.length === 0 ? 'called' : 'nobody';
  }
}

async function askThese(work: Work, circle: Circle, people: readonly string[], waited: number): Promise<void> {
  const store = caseStore(work);
  await store.clearStandings(circle.row.id, ['asked']);
  for (const person of people) await store.stand(circle.row.id, person, 'asked');
  await work.audit('case.called', circle.row.id, { step: circle.row.step, people: people.length });
  await tellAll(work, circle, waited, people);
}

/** A rung: the next step is taken, for as long as it takes until enough have come. */
export async function rung(work: Work, caseId: string): Promise<void> {
  const circle = await waiting(work, caseId);
  if (!circle) return;
  await guardCase(work, circle.row);
  const now = await circleById(work, caseId);
  await tellOutcome(work, now.row, await callStep(work, now));
}

/** Somebody who was called can't come, or can't be reached: where nobody is left of those, the next step is taken at once. */
export async function missed(work: Work, caseId: string, person: string): Promise<void> {
  const circle = await waiting(work, caseId);
  const asked = circle?.standings.filter(({ role }) => role === 'asked').map((each) => each.person) ?? [];
  if (!circle || !asked.includes(person)) return;
  const left = await askedBy(work, circle, asked);
  if (left.length === 0) await rung(work, caseId);
}

/** Whether somebody who comes into the team is meant by the step at which a case is. */
export async function isMeant(work: Work, circle: Circle, person: string): Promise<boolean> {
  const { row } = circle;
  const step = stepAt(await policyOf(work, row.community, levelOf(row)), Math.max(0, row.step - 1));
  const meant = step ? await meantBy(work, row.community, step) : circle.able;
  return (await askedBy(work, circle, meant)).includes(person);
}

/** Whether enough have answered: the two who are on it, and whoever else was asked for. */
export async function answered(work: Work, { row, pair, standings }: Circle): Promise<boolean> {
  if (!both(pair)) return false;
  const { need } = await policyOf(work, row.community, levelOf(row));
  return standings.filter(({ role }) => role === 'standby').length + 2 >= need;
}

/** Nobody has come, or one alone: the reporter hears the truth, and whom else to ask. */
export async function tellTruth(work: Work, caseId: string): Promise<void> {
  const circle = await waiting(work, caseId);
  // Two are on it, and only more were asked for: that is no news for whoever waited for the two.
  if (!circle || both(circle.pair)) return;
  await work.never(truthOf(caseId));
  await work.audit('case.truth', caseId);
  if (circle.called.length === 0) return tellTooFew(work, circle);
  const { contact } = await caseStore(work).facts(circle.row);
  if (contact === 'record') return;
  const truth = say(circle.pair.lead ? 'cases-truth-one' : 'cases-truth').parts;
  await tellReporter(work, circle.row, {
    parts: [...truth, outsideOf(circle.settings), ...say('cases-truth-on').parts],
  });
}

/** An open case that not enough have come to yet. */
async function waiting(work: Work, caseId: string): Promise<Circle | undefined> {
  const row = await caseStore(work).get(caseId);
  if (row?.state !== 'open') return undefined;
  const circle = await circleOf(work, row);
  return (await answered(work, circle)) ? undefined : circle;
}

/**
 * After somebody is out: the others are called anew, unless what was told names them; where too few are left,
 * the reporter is told so.
 */
export async function callAnew(work: Work, caseId: string): Promise<void> {
  await guardCase(work, (await caseStore(work).get(caseId))!);
  const circle = await circleById(work, caseId);
  await callFirst(work, circle);
  if (circle.called.length === 0) await tellTooFew(work, circle);
  else await tellPair(work, circle, say(text('cases-partner-gone', { code: circle.row.code })));
}

export const tellTooFew = (work: Work, { row, settings }: Circle): Promise<void> =>
  tellReporter(work, row, tooFew(settings, true));

/** How long after a call another one by the same person says nothing new. */
const freshCall = minutes(5);

/**
 * The person writes that they are in danger, and the case is open: it is urgent from now on, and everyone
 * concerned is told at once. Gives the key of what they are to read.
 */
export async function alarm(work: Work, row: CaseRow): Promise<string> {
  const store = caseStore(work);
  await store.set(row.id, { urgent: true });
  const circle = await circleOf(work, { ...row, urgent: true });
  await work.audit('case.alarm', row.id);
  if (circle.called.length === 0 && circle.pair.lead === undefined) return 'cases-danger-nobody';
  if (row.pagedAt && after(row.pagedAt, freshCall) > work.now) return 'cases-danger-already';
  await store.called(row.id, row.reporter!);
  await tellPair(work, circle, say(text('cases-danger-team', { code: row.code })), { urgency: 'page' });
  if (both(circle.pair)) await mark(work, circle);
  else if ((await climb(work, circle)).came === 'nobody') return 'cases-danger-away';
  return 'cases-danger-again';
}

/**
 * Asks for the page: at once, after the minute of grace, or slowed when the same person has called before.
 * Gives how long it waits, in milliseconds. A page that is planned already is never put off.
 */
export async function planPage(work: Work, row: CaseRow, grace: number): Promise<number> {
  const earlier = await caseStore(work).callsSince(row.reporter!, after(work.now, -hours(1)));
  const planned = await work.dueAt(pageOf(row.id));
  const wait = Math.max(grace, slowed(earlier));
  const at = planned && planned < after(work.now, wait) ? planned : after(work.now, wait);
  await work.later('cases.page', at, { case: row.id }, { key: pageOf(row.id) });
  return at.getTime() - work.now.getTime();
}

export const unplanPage = (work: Work, caseId: string): Promise<void> => work.never(pageOf(caseId));
