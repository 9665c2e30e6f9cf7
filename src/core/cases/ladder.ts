/**
 * The ladder: whom each step calls to a case that waits, until enough have come, and the truth meanwhile. A case that
 * waits always has a next step, or its reporter has read that nobody can come.
 */
import { say, type Message } from '../../chat/message.ts';
import type { Work } from '../../chat/ports.ts';
import { after, hours, minutes } from '../../time/clock.ts';
import { opensAt } from '../../time/hours.ts';
import { callableFrom } from '../availability/index.ts';
import { outsideOf } from '../community/index.ts';
import { callsAgain, meantBy, policyOf, stepAt, type Level, type Step } from '../escalation/index.ts';
import { responders } from '../people/index.ts';
import { anewOf, circleById, circleOf, ladderOf, teamsFor, there, type Circle } from './circle.ts';
import { guardCase } from './hearing.ts';
import { mark } from './marks.ts';
import { askForPartner, mayAskPartner, partnerKey } from './partner.ts';
import { both, isOn, type Came } from './rules.ts';
import { card, standbyCard, tooFew } from './sayings.ts';
import { caseStore, type CaseRow } from './store/cases.ts';
import { fitsSpace, groupOfSpace, leaveSpace, tellOne, tellReporter, topicOf } from './telling.ts';

const truthOf = (caseId: string): string => `truth/${caseId}`;
export const pageOf = (caseId: string): string => `page/${caseId}`;

/** How much there is to a case, as far as it is known. */
export const levelOf = ({ urgent, severity }: CaseRow): Level =>
  urgent ? 'urgent' : severity === null ? 'other' : (`s${severity}` as Level);

/**
 * Starts the ladder anew, and takes its first step: at once, or, for what is not urgent, when the team's hours begin.
 * The truth follows at its time. Whoever can't come is left in peace all the same.
 */
export async function climb(work: Work, { row, settings }: Circle): Promise<Came> {
  await caseStore(work).set(row.id, { step: 0 });
  await caseStore(work).clearStandings(row.id, ['asked', 'standby']);
  const circle = await circleById(work, row.id);
  const came = await callStep(work, circle);
  const truth = after(came.begins, minutes(settings.truth));
  if (!both(circle.pair)) await work.later('cases.truth', truth, { case: row.id }, { key: truthOf(row.id) });
  return came;
}

/** The same, where the reporter has read a receipt before: they hear what has come of it, if there is anything. */
export async function callFirst(work: Work, circle: Circle): Promise<void> {
  await tellOutcome(work, circle.row, await climb(work, circle));
}

/**
 * Whoever is in danger reads at once that nobody is there, and whom else to ask; others at the time that they were
 * told, unless the team wants it earlier.
 */
async function tellOutcome(work: Work, row: CaseRow, { nobody, outside }: Came): Promise<void> {
  if (!outside && !(nobody && row.urgent)) return;
  if ((await work.dueAt(truthOf(row.id))) !== undefined) await tellTruth(work, row.id);
}

/** When the next step is taken; nothing where nobody needs to be called. */
export const nextCall = (work: Work, caseId: string): Promise<Date | undefined> => work.dueAt(ladderOf(caseId));

/** Nobody needs to be called any more. */
export async function rest(work: Work, caseId: string): Promise<void> {
  await caseStore(work).clearStandings(caseId, ['asked', 'declined']);
  for (const key of [ladderOf(caseId), truthOf(caseId), pageOf(caseId), partnerKey(caseId)]) await work.never(key);
}

/** How long somebody who can't come is left alone, unless it becomes urgent. */
const respite = hours(4);

/** Whom a step means of those who may hear, are not on it, and have not said that they can't; there or not. */
function askable({ able, pair, standings }: Circle, meant: readonly string[], now: Date): string[] {
  const out = (person: string) =>
    isOn(pair, person) ||
    standings.some(
      ({ person: who, role, at }) =>
        who === person && ((role === 'standby' && both(pair)) || (role === 'declined' && after(at!, respite) > now)),
    );
  return meant.filter((each) => able.includes(each) && !out(each));
}

/** Those of them who are there. */
async function askedBy(work: Work, circle: Circle, meant: readonly string[]): Promise<string[]> {
  const free = new Set(await there(work, circle.row));
  return askable(circle, meant, work.now).filter((each) => free.has(each));
}

/**
 * Takes the step at which a case is, and asks for the next one. A step with nobody on it is skipped at once; after the
 * last one the whole team is called, on and on, until two are on it. Whom a step means is found at this moment. What is
 * not urgent waits for the team's hours at each step; where nobody is there, the next step comes as soon as somebody is.
 */
async function callStep(work: Work, circle: Circle): Promise<Came> {
  const { row, settings, able, called } = circle;
  const openFrom = (at: Date): Date =>
    row.urgent ? at : new Date(opensAt(settings.hours, settings.zone, at.getTime()));
  const next = (at: Date) => work.later('cases.ladder', at, { case: row.id }, { key: ladderOf(row.id) });
  const begins = openFrom(work.now);
  if (begins > work.now) {
    await next(begins);
    return { begins, nobody: false, outside: false };
  }
  const policy = await policyOf(work, row.community, levelOf(row));
  for (let at = row.step; ; at += 1) {
    const step = stepAt(policy, at);
    const people = await askedBy(work, circle, step ? await whomItMeans(work, row, step) : able);
    const outside = step?.targets.some(({ to }) => to === 'outside') ?? false;
    const partner = (step?.targets.some(({ to }) => to === 'partner') ?? false) && (await mayAskPartner(work, circle));
    if (step && people.length === 0 && !outside && !partner) continue;
    if (partner) await askForPartner(work, row);
    await caseStore(work).set(row.id, { step: at + 1 });
    if (!step && both(circle.pair)) {
      await rest(work, row.id);
      return { begins, nobody: false, outside: false };
    }
    const since = row.waitingSince!;
    const waited = work.now.getTime() - openFrom(since).getTime();
    const usual = after(work.now, step ? minutes(step.wait) : callsAgain(waited));
    const soon = step || people.length > 0 ? undefined : await somebodyFrom(work, circle, usual);
    await next(openFrom(soon ?? usual));
    await askThese(work, circle, people, Math.round((work.now.getTime() - since.getTime()) / 60_000));
    return { begins, nobody: people.length === 0 && called.length > 0, outside };
  }
}

/** Whom a step means; the team of the community that helps, once the reporter wished so. */
async function whomItMeans(work: Work, { community, helper }: CaseRow, step: Step): Promise<string[]> {
  const meant = await meantBy(work, community, step);
  const helps = helper !== null && step.targets.some(({ to }) => to === 'partner');
  return helps ? [...new Set([...meant, ...(await responders(work, helper))])] : meant;
}

/** Those of the team that helps are called now, beside whoever was called before. */
export async function callHelpers(work: Work, caseId: string): Promise<boolean> {
  const circle = await circleById(work, caseId);
  const helpers = circle.row.helper === null ? [] : await responders(work, circle.row.helper);
  const people = await askedBy(work, circle, helpers);
  for (const person of people) await caseStore(work).stand(caseId, person, 'asked');
  await work.audit('case.called', caseId, { step: circle.row.step, people: people.length });
  if (people.length > 0) await tellAll(work, circle, 0, people);
  if ((await nextCall(work, caseId)) === undefined) await climb(work, circle);
  return people.length > 0;
}

/** When the first of those who may hear is there again, or has had their peace, if that is before a moment. */
async function somebodyFrom(work: Work, circle: Circle, until: Date): Promise<Date | undefined> {
  const { row, able, standings } = circle;
  const rested = standings
    .filter(({ role, person }) => role === 'declined' && able.includes(person))
    .map(({ at }) => after(at!, respite));
  const of = askable(circle, able, work.now);
  const free = await Array.fromAsync(teamsFor(row), (each) => callableFrom(work, each, row.urgent, { of, until }));
  return [...rested, ...free.flatMap((at) => at ?? [])]
    .filter((at) => at > work.now && at < until)
    .toSorted((a, b) => a.getTime() - b.getTime())[0];
}

async function askThese(work: Work, circle: Circle, people: readonly string[], waited: number): Promise<void> {
  const store = caseStore(work);
  await store.clearStandings(circle.row.id, ['asked']);
  for (const person of people) await store.stand(circle.row.id, person, 'asked');
  await work.audit('case.called', circle.row.id, { step: circle.row.step, people: people.length });
  // Where nobody is there, whoever looks into the shared space finds it; nobody is called by it again and again.
  if (people.length > 0 || circle.row.topic === null) await tellAll(work, circle, waited, people);
}

/**
 * Tells these people that a case waits, and the shared space, where it may know; false, and nobody is told, where fewer
 * than two could take it.
 */
export async function tellAll(
  work: Work,
  circle: Circle,
  waited: number,
  people: readonly string[] = circle.called,
): Promise<boolean> {
  const { row, called, settings, pair } = circle;
  if (called.length === 0) return false;
  const message = both(pair) ? standbyCard(row) : card(row, waited);
  const urgency = row.urgent ? 'page' : 'rest';
  if (settings.space && (await fitsSpace(work, circle))) {
    const topic = row.topic ?? work.id();
    if (row.topic === null) await caseStore(work).set(row.id, { topic });
    await mark(work, { ...circle, row: { ...row, topic } });
    await work.say(await topicOf(work, circle, topic), message, { urgency, group: groupOfSpace(row.id) });
  } else await leaveSpace(work, row);
  // To each of them besides: not everyone looks into a room that makes no sound.
  for (const person of people) {
    if (!isOn(pair, person)) await tellOne(work, row.id, person, message, urgency);
  }
  return true;
}

/** A rung: the next step is taken, for as long as it takes until enough have come. */
export async function rung(work: Work, caseId: string): Promise<void> {
  const circle = await waiting(work, caseId);
  if (!circle) return;
  await guardCase(work, circle.row);
  const now = await circleById(work, caseId);
  await tellOutcome(work, now.row, await callStep(work, now));
}

/** Those who were called at the present step. */
export const askedOf = ({ standings }: Circle): string[] =>
  standings.filter(({ role }) => role === 'asked').map((each) => each.person);

/** Somebody who was called can't come, or can't be reached: where nobody is left of those, the next step is taken at once. */
export async function missed(work: Work, caseId: string, person: string): Promise<void> {
  const circle = await waiting(work, caseId);
  const asked = circle ? askedOf(circle) : [];
  if (!circle || !asked.includes(person)) return;
  const left = await askedBy(work, circle, asked);
  if (left.length === 0) await rung(work, caseId);
}

/** Somebody is there again: where nobody is left of those who were called, and the present step means them, they are called at once. */
export async function cameBack(work: Work, caseId: string, person: string): Promise<void> {
  const circle = await waiting(work, caseId);
  if (!circle || (await askedBy(work, circle, askedOf(circle))).length > 0) return;
  if (await isMeant(work, circle, person)) await rung(work, caseId);
}

/** Whether somebody who was not called yet is meant by the step at which a case is. */
export async function isMeant(work: Work, circle: Circle, person: string): Promise<boolean> {
  const { row } = circle;
  // Nobody is called before the hours of the team.
  if (row.step === 0 || askedOf(circle).includes(person)) return false;
  const step = stepAt(await policyOf(work, row.community, levelOf(row)), row.step - 1);
  const meant = step ? await whomItMeans(work, row, step) : circle.able;
  return (await askedBy(work, circle, meant)).includes(person);
}

/** Whether enough have answered: the two who are on it, and whoever else was asked for, as far as they may hear it still. */
export async function answered(work: Work, { row, pair, standings, may }: Circle): Promise<boolean> {
  if (!both(pair)) return false;
  const { need } = await policyOf(work, row.community, levelOf(row));
  const beside = standings.filter(
    ({ role, person }) => role === 'standby' && may.includes(person) && !isOn(pair, person),
  );
  return beside.length + 2 >= need;
}

/**
 * A responder has judged how much there is to a case. What is graver than it was known to be, and has steps of its own,
 * begins with the first of those at once: whoever judged it so wants more people, not the rest of the old steps. With
 * the same steps it goes on where it is. What is less grave calls nobody back; it goes on by the new steps from here,
 * and rests where enough have answered by them.
 */
export async function judged(work: Work, before: Circle): Promise<void> {
  const { row } = await circleById(work, before.row.id);
  const circle = await waiting(work, row.id);
  if (!circle) return rest(work, row.id);
  const graver = (row.severity ?? -1) > (before.row.severity ?? -1);
  const [old, now] = [
    await policyOf(work, row.community, levelOf(before.row)),
    await policyOf(work, row.community, levelOf(row)),
  ];
  const idle = (await nextCall(work, row.id)) === undefined;
  if (idle || (graver && JSON.stringify(old) !== JSON.stringify(now))) await callFirst(work, circle);
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
  await askForPartner(work, circle.row);
}

/** What the reporter has read, or reads just now, need not be said again at its time. */
export const truthTold = (work: Work, caseId: string): Promise<void> => work.never(truthOf(caseId));

/** Too few are left, as the reporter reads it in an answer; nothing says it to them once more. */
export async function answerTooFew(work: Work, { row, settings }: Circle): Promise<Message> {
  const key = anewOf(row.id);
  if ((await work.dueAt(key)) !== undefined)
    await work.later('cases.anew', work.now, { case: row.id, told: 'yes' }, { key });
  await truthTold(work, row.id);
  await askForPartner(work, row);
  return tooFew(settings, true);
}

export async function tellTooFew(work: Work, { row, settings }: Circle): Promise<void> {
  await truthTold(work, row.id);
  await tellReporter(work, row, tooFew(settings, true));
  await askForPartner(work, row);
}

/** An open case that not enough have come to yet. */
export async function waiting(work: Work, caseId: string): Promise<Circle | undefined> {
  const row = await caseStore(work).get(caseId);
  if (row?.state !== 'open') return undefined;
  const circle = await circleOf(work, row);
  return (await answered(work, circle)) ? undefined : circle;
}
