/** What follows when it changes who may hear a case: by its reporter's word, or because the team has changed. */
import type { Work } from '../../chat/ports.ts';
import { after, hours } from '../../time/clock.ts';
import { may } from '../people/index.ts';
import { callAnew } from './calling.ts';
import { anewOf, circleById, circleOf, restaff, type Circle } from './circle.ts';
import { guardCase, keepOut, letIn } from './hearing.ts';
import { askedOf, callFirst, cameBack, isMeant, missed, nextCall, rung, tellTooFew } from './ladder.ts';
import { barred, both, pair as two } from './rules.ts';
import { card } from './sayings.ts';
import { caseStore, type CaseRow } from './store/cases.ts';
import { clearSpace, clearSpaces, groupOf, leaveSpaces, tellOne } from './telling.ts';

/** The reporter's word on who may hear: anyone, anyone but these, or these alone. */
export type Hearing =
  | { readonly kind: 'all' }
  | { readonly kind: 'not'; readonly people: readonly string[] }
  | { readonly kind: 'only'; readonly people: readonly string[] };

/**
 * Carries the reporter's word out, whatever state the case is in. A draft is told to nobody yet; in an open
 * case, whoever is out is out at once, and the others are called where two are no longer on it. False: fewer
 * than two are left.
 */
export async function changeHearing(work: Work, row: CaseRow, hearing: Hearing): Promise<boolean> {
  const store = caseStore(work);
  const before = await circleOf(work, row);
  await store.clearStandings(row.id, hearing.kind === 'all' ? ['chosen', 'excluded'] : ['chosen']);
  if (hearing.kind === 'not') await keepOut(work, row.id, hearing.people, 'excluded');
  if (hearing.kind === 'only') {
    await letIn(work, row.id, hearing.people);
    await dropAllBut(work, before, hearing.people);
  }
  const now = await restaff(work, row.id);
  await clearSpace(work, now);
  if (row.state === 'open' && !both(now.pair)) {
    // Whoever may hear it from now on is called; the reporter reads at once if they are too few.
    if (now.called.length > 0) await callAnew(work, row.id);
  }
  return now.called.length > 0;
}

/** Those who may no longer hear it because others were chosen lose what they had; nothing else speaks against them. */
async function dropAllBut(work: Work, before: Circle, people: readonly string[]): Promise<void> {
  for (const person of before.may.filter((each) => !people.includes(each))) {
    await caseStore(work).unstand(before.row.id, person, ['lead', 'second', 'offered']);
    await work.takeBack({ group: groupOf(before.row.id, person) });
  }
}

/**
 * Somebody came into the team, left it, has another name, or can or can't be reached: cases that lost one of
 * their two call anew, and whoever is new hears of those that wait, unless they are named in them.
 */
export async function teamChanged(work: Work, community: string, person: string): Promise<void> {
  const store = caseStore(work);
  // Whoever is new may be named in what stands there, however long ago it was told.
  for (const row of await store.inSpace(community)) await guardCase(work, row, person);
  await clearSpaces(work, community);
  for (const row of await store.heldBy(community, person)) {
    const circle = await restaff(work, row.id);
    // Who can't be reached for a while keeps what is on its way to them; who has left the team keeps nothing.
    if (!(await may(work, community, person, 'responder'))) await work.takeBack({ group: groupOf(row.id, person) });
    if (row.staffed && !circle.row.staffed) await callAnew(work, row.id);
  }
  for (const row of await store.unstaffed(community)) {
    await missed(work, row.id, person);
    await guardCase(work, row, person);
    const circle = await circleById(work, row.id);
    if (makesEnough(circle, person)) await callFirst(work, circle);
    else if (circle.called.includes(person)) {
      if (await isMeant(work, circle, person)) {
        await store.stand(row.id, person, 'asked');
        await tellOne(work, row.id, person, card(circle.row, 0), circle.row.urgent ? 'page' : 'rest');
      }
    } else if (circle.may.length === two - 1 && madeTheDifference(circle, person)) await tellTooFew(work, circle);
  }
}

/**
 * A community without a team has become a part of another: its cases are that one's, as if its team had come into
 * the old one. Whoever is named in them is kept out; the others are called.
 */
export async function communityJoined(work: Work, from: string, into: string): Promise<void> {
  const store = caseStore(work);
  await leaveSpaces(work, from);
  for (const row of await store.moveAll(from, into)) {
    await guardCase(work, row);
    const circle = await restaff(work, row.id);
    if (both(circle.pair)) continue;
    await work.never(anewOf(row.id));
    await callFirst(work, circle);
  }
}

/** Whether somebody who is not among those who may hear would be, but for the team's change. */
const madeTheDifference = ({ may, standings, row }: Circle, person: string): boolean =>
  !may.includes(person) && person !== row.reporter && !barred(standings, person);

/** With this person they are enough: until now nobody has been told. */
const makesEnough = (circle: Circle, person: string): boolean =>
  circle.able.length === two && circle.able.includes(person) && askedOf(circle).length === 0;

/**
 * Somebody of the team is away, or there again, or trained again: where they were all who had been called, the next
 * are; where nobody was there, they are.
 */
export async function availabilityChanged(work: Work, community: string, person: string): Promise<void> {
  for (const row of await caseStore(work).unstaffed(community)) {
    const before = await circleById(work, row.id);
    if (before.called.length === 0) {
      // They were enough when these were called: whoever waits for them must not wait in vain.
      const wereEnough = askedOf(before).length > 0;
      await caseStore(work).clearStandings(row.id, ['asked']);
      if (wereEnough) await tellTooFew(work, before);
      continue;
    }
    await missed(work, row.id, person);
    const circle = await circleById(work, row.id);
    if (makesEnough(circle, person)) await callFirst(work, circle);
    else await cameBack(work, row.id, person);
  }
}

/**
 * Two accounts are one person's: what they report with the one, or are kept from with it, they never hear with the
 * other, nor have they ever.
 */
export async function becameOne(work: Work, from: string, into: string): Promise<void> {
  const store = caseStore(work);
  await store.join(from, into);
  for (const row of await store.around(into)) {
    const { may: hear, standings } = await circleOf(work, row);
    const inTeam = await may(work, row.community, into, 'responder');
    const kept = row.reporter === into || barred(standings, into) || (inTeam && !hear.includes(into));
    if (!kept) continue;
    await store.unstand(row.id, into, ['lead', 'second', 'offered', 'invited', 'standby']);
    await work.takeBack({ group: groupOf(row.id, into) });
    const now = await restaff(work, row.id);
    await clearSpace(work, now);
    if (row.state === 'open' && row.staffed && !now.row.staffed) await callAnew(work, row.id);
  }
}

/** How long somebody may still wait by hours that are no more. */
const longestWait = hours(1);

/** A team has other hours: whoever waits for the old ones waits for the new ones, or is called out now. */
export async function hoursChanged(work: Work, community: string): Promise<void> {
  for (const row of await caseStore(work).unstaffed(community)) {
    if (row.urgent || row.community !== community) continue;
    const due = await nextCall(work, row.id);
    if (row.step === 0) await callFirst(work, await circleById(work, row.id));
    else if (due !== undefined && due > after(work.now, longestWait)) await rung(work, row.id);
  }
}
