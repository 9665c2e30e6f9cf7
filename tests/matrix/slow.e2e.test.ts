/** Somebody's homeserver does not answer: until ours gives up asking it, everybody else is heard and answered. */
import { expect } from 'vitest';
import { until } from '../support/until.ts';
import { sentence, story, teamOf, withGround, type MatrixWorld, type Speaker } from './world.ts';

withGround();

/** What our homeserver would ask the one of this person; answered when the test lets it. */
function holdUp({ community: { proxy } }: MatrixWorld, path: RegExp, account: string): () => void {
  const { promise, resolve } = Promise.withResolvers<void>();
  proxy.break({ method: 'POST', path, body: account, how: { until: promise }, times: Infinity });
  return resolve;
}

const isOpen = ({ community: { proxy } }: MatrixWorld, path: RegExp, account: string): boolean =>
  proxy.asked.some((each) => path.test(each.path) && each.body.includes(account) && each.status === 0);

/** A fraction of a second, on a machine that does nothing else; what hangs would hang for ever. */
const soon = 10_000;

/** Ana calls for help; the team hears of it while that is still unanswered. */
async function isHeard(here: MatrixWorld, team: readonly Speaker[], ana: Speaker, hangs: () => boolean) {
  await ana.member.says(await ana.direct(), 'danger');
  await until(async () => (await ana.looks(), ana.reads().join().includes(sentence('community-card'))), soon, 20);
  await ana.member.says(await ana.direct(), 'skip');
  const isCalled = (each: Speaker) => each.reads().some((text) => text.startsWith('Urgent.'));
  await until(async () => (await Promise.all(team.map((each) => each.looks())), team.every(isCalled)), soon, 20);
  expect(hangs()).toBe(true);
}

story('a call for help reaches the team at once while the devices of a stranger are not told', async (here) => {
  const path = /\/keys\/query$/;
  const { rosa, sam, tariq, ana } = await teamOf(here);
  await ana.says('hello');
  const kim = await here.stranger('Kim');
  const goOn = holdUp(here, path, kim.account);
  const first = await kim.member.says(await kim.direct(), 'Somebody hit me');
  const hangs = () => isOpen(here, path, kim.account);
  await until(hangs, 10_000);
  await isHeard(here, [rosa, sam, tariq], ana, hangs);
  const heard = kim.hears(() => first);
  goOn();
  expect(await heard).toContain(sentence('cases-kept-first'));
});

story('and while a conversation with somebody new can not begin', async (here) => {
  const path = /\/keys\/claim$/;
  const { rosa, sam, tariq, ana } = await teamOf(here);
  await ana.says('hello');
  const kim = await here.member('Kim');
  const goOn = holdUp(here, path, kim.account);
  await here.steward.member.says(here.community.room, `!haven team add ${kim.account}`);
  const hangs = () => isOpen(here, path, kim.account);
  await until(hangs, 10_000);
  await isHeard(here, [rosa, sam, tariq], ana, hangs);
  goOn();
  await until(async () => (await kim.looks(), kim.reads().includes(sentence('people-welcome'))), 10_000);
});
