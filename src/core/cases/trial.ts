/**
 * A test of the whole way to the team, for whoever sets a community up: a case that nobody reported. It is called
 * out as a real one is, everybody it reaches presses that they see it, and it is erased when that is known.
 */
import { text, paragraph, say, type Message, type Text, type Words, said } from '../../chat/message.ts';
import { done, type Outcome } from '../../chat/outcome.ts';
import type { Work } from '../../chat/ports.ts';
import { after, hours } from '../../time/clock.ts';
import { nameOf, teamOf } from '../people/index.ts';
import { circleById, type Circle } from './circle.ts';
import { erase } from './endings.ts';
import { tellAll } from './ladder.ts';
import { caseStore } from './store/cases.ts';
import { groupOfSpace } from './telling.ts';

/** How long a test waits for those who have not looked yet. */
const lasts = hours(1);
const keyOf = (caseId: string): string => `trial/${caseId}`;

export async function beginTrial(work: Work, community: string, owner: string): Promise<void> {
  const store = caseStore(work);
  if (await store.anyTrial(community)) return work.answer(say('cases-trial-running'));
  const { id } = await store.draft(community, owner);
  // It has no reporter: what its owner writes in private is none of it, and they may be one of the team.
  await store.set(id, { state: 'trial', reporter: null, openedAt: work.now, waitingSince: work.now });
  await store.stand(id, owner, 'owner');
  const circle = await circleById(work, id);
  if (!(await tellAll(work, circle, 0))) {
    await erase(work, id, 'trial');
    return work.answer(say('cases-trial-few'));
  }
  await work.later('cases.trial', after(work.now, lasts), { case: id }, { key: keyOf(id) });
  return work.answer(say(text('cases-trial-begun', { count: circle.called.length })));
}

/** Somebody of the team has pressed that they see it. */
export async function seen(work: Work, { row, called }: Circle, person: string): Promise<Outcome> {
  await caseStore(work).stand(row.id, person, 'seen');
  const { standings } = await circleById(work, row.id);
  const all = called.every((each) => standings.some((one) => one.role === 'seen' && one.person === each));
  if (all) await endTrial(work, row.id);
  else await tellOwner(work, row.id, 'cases-trial-progress');
  return done(say('cases-trial-seen'));
}

/** All have seen it, or it has waited long enough: its owner reads how it went, and nothing of it remains. */
export async function endTrial(work: Work, caseId: string): Promise<void> {
  const row = await caseStore(work).get(caseId);
  if (row?.state !== 'trial') return;
  await tellOwner(work, caseId, 'cases-trial-over');
  await work.never(keyOf(caseId));
  await erase(work, caseId, 'trial');
}

/** Its card did not reach the shared space. */
export async function trialLostSpace(work: Work, group: string): Promise<void> {
  const [, caseId = ''] = group.split('/');
  if (group !== groupOfSpace(caseId)) return;
  const row = await caseStore(work).get(caseId);
  const owner = row?.state === 'trial' ? await ownerOf(work, caseId) : undefined;
  if (owner !== undefined) await work.say({ person: owner }, say('cases-trial-space'), { duty: true });
}

const ownerOf = async (work: Work, caseId: string): Promise<string | undefined> =>
  (await caseStore(work).standings(caseId)).find(({ role }) => role === 'owner')?.person;

async function tellOwner(work: Work, caseId: string, key: string): Promise<void> {
  const { row, standings } = await circleById(work, caseId);
  const owner = await ownerOf(work, caseId);
  if (owner === undefined) return;
  const team = await teamOf(work, row.community);
  const has = (person: string) => standings.some((each) => each.role === 'seen' && each.person === person);
  const names = async (people: readonly { person: string }[]): Promise<Words> =>
    people.length === 0
      ? text('cases-trial-nobody')
      : said((await Array.fromAsync(people, ({ person }) => nameOf(work, person))).join(', '));
  const facts: (readonly [Text, Words])[] = [
    [text('cases-trial-fact-seen'), await names(team.filter(({ person }) => has(person)))],
    [text('cases-trial-fact-waiting'), await names(team.filter(({ person, reachable }) => reachable && !has(person)))],
    [text('cases-trial-fact-lost'), await names(team.filter(({ person, reachable }) => !reachable && !has(person)))],
  ];
  const message: Message = { parts: [paragraph(key), { kind: 'facts', facts }] };
  await work.say({ person: owner }, message, { duty: true });
}
