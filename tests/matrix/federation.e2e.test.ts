/** Somebody of another homeserver, which goes away in the middle. */
import { afterAll, beforeAll, expect } from 'vitest';
import { answers, codeIn } from '../support/report.ts';
import { until } from '../support/until.ts';
import { openGround, type Ground } from './harness.ts';
import { sentence, story, teamOf, withGround, type MatrixWorld, type Speaker } from './world.ts';

withGround({ federates: true });
let elsewhere: Ground;
beforeAll(async () => {
  elsewhere = await openGround({ federates: true });
});
afterAll(() => elsewhere.end());

story(
  'a member of another homeserver reports and is answered; that it goes away costs nobody a word',
  async (here) => {
    const { rosa, sam } = await teamOf(here);
    const ana = here.guest(await elsewhere.members.member('Ana'));
    expect(ana.account.split(':').slice(1)).not.toEqual(rosa.account.split(':').slice(1));
    const patient = waiting(ana);
    await patient.says('He followed me home');
    await patient.says('1');
    await elsewhere.synapse.restart();
    await patient.says('again and again');
    await patient.says('done');
    const summary = await answers(patient, { where: 'in my street', confirm: undefined });
    expect(summary).toMatch(/He followed me home\s+again and again/u);
    const code = codeIn(await answers(patient, {}));

    await rosa.runs(`case take ${code}`);
    const replies = ['We read it, both of us.', 'Where are you tonight?'];
    await elsewhere.synapse.restart(async () => {
      await acts(here, sam, `case take ${code}`);
      for (const each of replies) await acts(here, rosa, `case reply ${code} ${each}`);
    });
    await until(async () => (await ana.looks(), ana.last().includes(replies[1]!)), 30_000, 200);
    const told = ana
      .reads()
      .flatMap((text) => [sentence('cases-hears-two', { code }), ...replies].filter((each) => text.includes(each)));
    expect(told).toEqual([sentence('cases-hears-two', { code }), ...replies]);
    await ana.says('At my sister’s.');
    for (const each of [rosa, sam]) expect(each.last()).toContain('At my sister’s.');
    for (const each of [ana, rosa, sam]) expect(each.inPrivate().filter(({ unreadable }) => unreadable)).toEqual([]);
  },
  { patience: 180_000 },
);

/** Types a command, while others can't look at their phones. */
async function acts(here: MatrixWorld, who: Speaker, line: string): Promise<void> {
  const event = await who.member.says(await who.direct(), `!haven ${line}`);
  await until(() => here.arrivals.some(({ eventId }) => eventId === event), 30_000);
  await here.settle();
}

/** What is said here is on its way for a while. */
function waiting(ana: Speaker): Pick<Speaker, 'says' | 'last'> {
  return {
    last: () => ana.last(),
    async says(text) {
      const before = ana.reads().length;
      await ana.says(text);
      await until(async () => (await ana.looks(), ana.reads().length > before), 30_000, 50);
      return ana.reads().slice(before).join('\n\n');
    },
  };
}
