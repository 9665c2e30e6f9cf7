/** Calling people to a case: all who may hear it, again and again, until two are on it; and the truth meanwhile. */
import { say, text, type Message } from '../../chat/message.ts';
import type { Work } from '../../chat/ports.ts';
import { after, days, hours, minutes } from '../../time/clock.ts';
import { outsideOf } from '../community/index.ts';
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
  await climb(work, circle);
  if (!(await tellAll(work, circle, 0))) return { told: false, message: tooFew(circle.settings, false) };
  if (urgent) await store.called(id, circle.row.reporter!);
  return { told: true, message: receipt(circle.row, circle.settings, work.now, await store.facts(circle.row)) };
}

/** Tells everyone who may hear that a case waits; false, and nobody is told, when they are fewer than two. */
export async function tellAll(work: Work, circle: Circle, waiting: number): Promise<boolean> {
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
  for (const person of called) {
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

/** Starts the ladder anew: told again after a while, then hour by hour, and the truth at its time. */
async function climb(work: Work, { row, settings }: Circle): Promise<void> {
  await work.later(
    'cases.ladder',
    after(work.now, minutes(settings.again)),
    { case: row.id },
    { key: ladderOf(row.id) },
  );
  await work.later('cases.truth', after(work.now, minutes(settings.truth)), { case: row.id }, { key: truthOf(row.id) });
}

/** Nobody needs to be called any more. */
export async function rest(work: Work, caseId: string): Promise<void> {
  for (const key of [ladderOf(caseId), truthOf(caseId), pageOf(caseId)]) await work.never(key);
}

/** How long a case is called out hour by hour; after that once a day, and never not at all. */
const hourly = hours(24);

/** A rung: all who may hear are told again, for as long as it takes until two are on the case. */
export async function rung(work: Work, caseId: string): Promise<void> {
  const circle = await waiting(work, caseId);
  if (!circle) return;
  const since = work.now.getTime() - circle.row.waitingSince!.getTime();
  await guardCase(work, circle.row);
  await tellAll(work, await circleById(work, caseId), Math.round(since / 60_000));
  const next = after(work.now, since < hourly ? hours(1) : days(1));
  await work.later('cases.ladder', next, { case: caseId }, { key: ladderOf(caseId) });
}

/** Nobody has come, or one alone: the reporter hears the truth, and whom else to ask. */
export async function tellTruth(work: Work, caseId: string): Promise<void> {
  const circle = await waiting(work, caseId);
  if (!circle) return;
  await work.audit('case.truth', caseId);
  if (circle.called.length === 0) return tellTooFew(work, circle);
  const { contact } = await caseStore(work).facts(circle.row);
  if (contact === 'record') return;
  const truth = say(circle.pair.lead ? 'cases-truth-one' : 'cases-truth').parts;
  await tellReporter(work, circle.row, {
    parts: [...truth, outsideOf(circle.settings), ...say('cases-truth-on').parts],
  });
}

/** An open case that two are not on yet. */
async function waiting(work: Work, caseId: string): Promise<Circle | undefined> {
  const row = await caseStore(work).get(caseId);
  if (row?.state !== 'open') return undefined;
  const circle = await circleOf(work, row);
  return both(circle.pair) ? undefined : circle;
}

/**
 * After somebody is out: the others are called anew, unless what was told names them; where too few are left,
 * the reporter is told so.
 */
export async function callAnew(work: Work, caseId: string): Promise<void> {
  await guardCase(work, (await caseStore(work).get(caseId))!);
  const circle = await circleById(work, caseId);
  await climb(work, circle);
  if (!(await tellAll(work, circle, 0))) await tellTooFew(work, circle);
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
  else await tellAll(work, circle, 0);
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
