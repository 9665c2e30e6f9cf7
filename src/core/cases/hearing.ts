/**
 * Keeping people out and letting them in. Whoever is kept out is told nothing: not then, and not later; what
 * they could read already is taken back.
 */
import type { Work } from '../../chat/ports.ts';
import { anewOf, circleById, circleOf, ladderOf, restaff, type Circle } from './circle.ts';
import { listeners } from './listeners.ts';
import { barred, isOn, namedIn, type Role } from './rules.ts';
import { caseStore, type CaseRow } from './store/cases.ts';
import { entryStore } from './store/entries.ts';
import { clearSpace, groupOf } from './telling.ts';

export async function keepOut(work: Work, caseId: string, people: readonly string[], role: Role): Promise<Circle> {
  const store = caseStore(work);
  const before = await circleById(work, caseId);
  for (const person of people) {
    // Whoever was chosen stays so: the others may not hear it because of this one.
    await store.unstand(caseId, person, ['lead', 'second', 'offered', 'standby']);
    await store.stand(caseId, person, role);
    await work.takeBack({ group: groupOf(caseId, person) });
  }
  const circle = await restaff(work, caseId);
  // With whom is named go those who are close to them.
  for (const person of before.may.filter((each) => !circle.may.includes(each)))
    await work.takeBack({ group: groupOf(caseId, person) });
  await clearSpace(work, circle);
  await goOn(work, circle);
  return circle;
}

/** Where nobody is left of those who were called, the next step is taken right after this. */
async function goOn(work: Work, { row, able, standings }: Circle): Promise<void> {
  const asked = standings.filter(({ role }) => role === 'asked');
  if (row.state !== 'open' || asked.length === 0 || asked.some(({ person }) => able.includes(person))) return;
  if ((await work.dueAt(ladderOf(row.id))) === undefined || (await work.dueAt(anewOf(row.id))) !== undefined) return;
  await work.later('cases.ladder', work.now, { case: row.id }, { key: ladderOf(row.id) });
}

/** The reporter chose them by name: nothing that was read out of their words speaks against them any more. */
export async function letIn(work: Work, caseId: string, people: readonly string[]): Promise<void> {
  for (const person of people) {
    await caseStore(work).unstand(caseId, person, ['subject', 'witness', 'excluded']);
    await caseStore(work).stand(caseId, person, 'chosen');
  }
}

/** Whom words name in the team and who is neither kept out already nor chosen by the reporter. */
async function newlyNamed(work: Work, row: CaseRow, words: string, among?: string): Promise<string[]> {
  const standings = await caseStore(work).standings(row.id);
  const team = (await listeners(work, row)).filter(({ person }) => among === undefined || person === among);
  return namedIn(words, team).filter(
    (person) =>
      person !== row.reporter &&
      !barred(standings, person) &&
      !standings.some((each) => each.person === person && (each.role === 'chosen' || each.role === 'cleared')),
  );
}

/**
 * Whom new words name in the team is kept out from here on. Those who are on the case already are given back
 * as `onIt` instead: they know of it, and a word of thanks must not cost them the case, so the reporter is
 * asked; `sure`: they were named as an answer to who did it, and are out as well.
 */
export async function guardWords(
  work: Work,
  row: CaseRow,
  words: string,
  role: 'subject' | 'witness' = 'subject',
  sure = false,
): Promise<{ out: boolean; onIt: readonly string[] }> {
  const named = await newlyNamed(work, row, words);
  if (named.length === 0) return { out: false, onIt: [] };
  const { pair } = await circleOf(work, row);
  const out = named.filter((person) => sure || !isOn(pair, person));
  if (out.length > 0) await keepOut(work, row.id, out, role);
  return { out: out.length > 0, onIt: sure ? [] : named.filter((person) => isOn(pair, person)) };
}

/** The reporter said that whoever their words name so far may hear it all the same. */
export async function clearNamed(work: Work, row: CaseRow, people?: readonly string[]): Promise<void> {
  const entries = await entryStore(work).of(row.id);
  const named = people ?? (await newlyNamed(work, row, entries.map((each) => each.text).join('\n')));
  for (const person of named) await caseStore(work).stand(row.id, person, 'cleared');
}

/**
 * Looks through everything that was told, for names of the team as it is now: before a case is opened, and
 * before somebody who was not in the team when it was told hears of it.
 */
export async function guardCase(work: Work, row: CaseRow, only?: string): Promise<void> {
  const store = caseStore(work);
  const { who, witnesses, where, when, unfound } = await store.facts(row);
  const told = (await entryStore(work).of(row.id)).filter((each) => each.kind === 'said').map((each) => each.text);
  const words = [...told, who, witnesses, where, when, unfound].filter((each) => typeof each === 'string').join('\n');
  const { pair } = await circleOf(work, row);
  const named = (await newlyNamed(work, row, words, only)).filter((person) => !isOn(pair, person));
  if (named.length > 0) await keepOut(work, row.id, named, 'subject');
}
