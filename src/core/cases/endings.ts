/** How a case ends, begins anew, or is gone. */
import { say, text, type Part } from '../../chat/message.ts';
import type { Work } from '../../chat/ports.ts';
import { callAnew } from './calling.ts';
import { anewOf, circleOf, restaff, type Circle } from './circle.ts';
import { rest } from './ladder.ts';
import { mark } from './marks.ts';
import { both } from './rules.ts';
import { erasedAt, quote } from './sayings.ts';
import { caseStore, type CaseRow } from './store/cases.ts';
import { groupOfAll, tellOne, tellPair, tellReporter, tellSpace } from './telling.ts';

/** Conversations that hold something about a case. */
const flows = [
  'report',
  'danger',
  'details',
  'files',
  'doubt',
  'switch',
  'withdraw',
  'add',
  'correct',
  'placing',
  'helper',
];

const eraseOf = (caseId: string): string => `erase/${caseId}`;

/** Closes a case; what a witness reads says nothing of how it ended. */
export async function close(work: Work, circle: Circle, outcome: string, words: string | undefined): Promise<void> {
  const { row, settings } = circle;
  const store = caseStore(work);
  await store.set(row.id, { state: 'closed', closedAt: work.now, outcome });
  await store.activate(row.id, false);
  await rest(work, row.id);
  await work.later('cases.erase', erasedAt(settings, work.now), { case: row.id }, { key: eraseOf(row.id) });
  await work.audit('case.closed', row.id, { outcome });
  const closed = { ...circle, row: { ...row, state: 'closed', closedAt: work.now, outcome } as const };
  await tellSpace(work, closed, say(text('cases-space-closed', { code: row.code })));
  await mark(work, closed);
  const { relation, contact } = await store.facts(row);
  // Whoever wanted it on record only is not written to.
  if (contact === 'record') return;
  const target = relation !== 'saw';
  const parts: Part[] = [
    ...say(text(target ? 'cases-closed' : 'cases-closed-witness', { code: row.code })).parts,
    ...(target ? say(`cases-outcome-${outcome}-told`).parts : []),
    ...(target && words !== undefined ? quote(words, text('cases-team')) : []),
    ...say(text('cases-closed-kept', { days: settings.retention })).parts,
  ];
  await tellReporter(work, row, { parts });
}

/** The person has written more: it is open again, with the same two where they still may hear it. */
export async function reopen(work: Work, row: CaseRow): Promise<CaseRow> {
  await caseStore(work).set(row.id, { state: 'open', closedAt: null, waitingSince: work.now });
  await caseStore(work).activate(row.id, true);
  await work.never(eraseOf(row.id));
  await work.audit('case.reopened', row.id);
  const circle = await restaff(work, row.id);
  await tellPair(work, circle, say(text('cases-reopened', { code: row.code })));
  await tellSpace(work, circle, say(text('cases-reopened', { code: row.code })));
  if (both(circle.pair)) await mark(work, circle);
  else await callAnew(work, row.id);
  return circle.row;
}

/** The reporter takes it all back: the words go, also where the two have read them; they learn only that it is over. */
export async function withdraw(work: Work, row: CaseRow): Promise<void> {
  const { lead, second } = (await circleOf(work, row)).pair;
  await erase(work, row.id, 'withdrawn');
  for (const person of [lead, second]) {
    if (person !== undefined)
      await tellOne(work, row.id, person, say(text('cases-withdrawn-team', { code: row.code })));
  }
}

/** Nothing of a case remains: neither here, nor in what was said of it to the team, nor on its way to anybody. */
export async function erase(work: Work, caseId: string, outcome: string): Promise<void> {
  await rest(work, caseId);
  for (const key of [eraseOf(caseId), anewOf(caseId), `draft/${caseId}`]) await work.never(key);
  const row = await caseStore(work).get(caseId);
  await work.takeBack({ group: groupOfAll(caseId) });
  if (row?.reporter) {
    for (const flow of flows) await work.leave(row.reporter, flow, (answers) => answers.case === caseId);
  }
  await caseStore(work).erase(caseId, outcome);
  await work.audit('case.erased', caseId, { outcome });
}
