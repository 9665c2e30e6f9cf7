/** What sets the ladder of a case going: it is opened, one of its two is gone, its reporter is in danger. */
import { say, text, type Message } from '../../chat/message.ts';
import type { Work } from '../../chat/ports.ts';
import { after, hours, minutes } from '../../time/clock.ts';
import { anewOf, circleById, circleOf } from './circle.ts';
import { guardCase } from './hearing.ts';
import { answered, callFirst, climb, pageOf, rest, tellTooFew, truthTold, waiting } from './ladder.ts';
import { mark } from './marks.ts';
import { askForPartner } from './partner.ts';
import { both, slowed } from './rules.ts';
import { receipt, tooFew } from './sayings.ts';
import { caseStore, type CaseRow } from './store/cases.ts';
import { tellPair } from './telling.ts';

/**
 * Makes a draft a case: starts the ladder, and gives what the reporter is to read. A case that fewer than two may hear
 * is kept and told to nobody; its reporter learns so at once (`told`: false).
 */
export async function openCase(work: Work, id: string, urgent: boolean): Promise<{ told: boolean; message: Message }> {
  const store = caseStore(work);
  await guardCase(work, (await store.get(id))!);
  await store.set(id, { state: 'open', urgent, openedAt: work.now, waitingSince: work.now });
  await work.never(pageOf(id));
  const circle = await circleById(work, id);
  await work.audit('case.opened', id, { urgent, eligible: circle.may.length });
  const came = await climb(work, circle);
  if (circle.called.length === 0) {
    await truthTold(work, id);
    await askForPartner(work, circle.row);
    return { told: false, message: tooFew(circle.settings, false) };
  }
  if (urgent) await store.called(id, circle.row.reporter!);
  if (urgent && came.nobody) await truthTold(work, id);
  return { told: true, message: receipt(circle.row, circle.settings, work.now, await store.facts(circle.row), came) };
}

/**
 * After somebody is out: the others are called anew, unless what was told names them; where too few are left,
 * the reporter is told so, unless they have read it just now (`told`).
 */
export async function callAnew(work: Work, caseId: string, told = false): Promise<void> {
  await work.never(anewOf(caseId));
  await guardCase(work, (await caseStore(work).get(caseId))!);
  const circle = await circleById(work, caseId);
  await callFirst(work, circle);
  if (circle.called.length === 0) await (told ? truthTold(work, caseId) : tellTooFew(work, circle));
  else await tellPair(work, circle, say(text('cases-partner-gone', { code: circle.row.code })));
}

/** The same, where it was found by itself that two are no longer on it; where they are again, nobody is called. */
export async function restaffed(work: Work, caseId: string, told: boolean): Promise<void> {
  const circle = await waiting(work, caseId);
  if (!circle) await rest(work, caseId);
  else if (!both(circle.pair)) await callAnew(work, caseId, told);
}

/** How long after a call another one by the same person says nothing new. */
const freshCall = minutes(5);

/**
 * The person writes that they are in danger, and the case is open: it is urgent from now on, and everyone
 * concerned is told at once, also who could not come before. Gives the key of what they are to read.
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
  if (await answered(work, circle)) return 'cases-danger-again';
  await store.clearStandings(row.id, ['declined']);
  const { nobody } = await climb(work, circle);
  if (!nobody || both(circle.pair)) return 'cases-danger-again';
  await truthTold(work, row.id);
  return 'cases-danger-away';
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
