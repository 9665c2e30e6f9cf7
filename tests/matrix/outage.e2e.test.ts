/** The homeserver goes away and comes back while people write. */
import { expect } from 'vitest';
import { minutes } from '../../src/time/clock.ts';
import { answers, codeIn } from '../support/report.ts';
import { until } from '../support/until.ts';
import { delivery } from './proxy.ts';
import { sentence, story, teamOf, withGround } from './world.ts';

const around = withGround({ own: true });

story('a homeserver that restarts in the middle of a report costs nobody a word', async (here) => {
  const { ana, rosa, sam } = await teamOf(here);
  await ana.says('It began in May');
  await ana.says('1');
  await around.ground.synapse.restart();
  await ana.says('then he came to my door');
  await ana.says('done');
  const summary = await answers(ana, { confirm: undefined });
  expect(summary).toMatch(/It began in May\s+then he came to my door/u);
  const code = codeIn(await answers(ana, {}));
  await rosa.runs(`case take ${code}`);
  await sam.runs(`case take ${code}`);
  expect(ana.last()).toBe(sentence('cases-hears-two', { code }));
  for (const each of [ana, rosa, sam]) expect(each.inPrivate().filter(({ unreadable }) => unreadable)).toEqual([]);
});

story('an answer that is due while the homeserver is away is said when it is back, once', async (here) => {
  const { ana, rosa } = await teamOf(here);
  await ana.says('hello');
  const { proxy } = here.community;
  for (const how of [{ status: 502 }, { status: 502 }, 'lose'] as const) proxy.break({ ...delivery, how });
  await ana.member.says(await ana.direct(), '1');
  await until(async () => {
    await here.pass(2_000);
    return ana.last().includes(sentence('cases-ask-story'));
  }, 30_000);
  // What was lost was its answer alone: until that is found out, nothing else is said to her.
  await here.pass(minutes(1));
  expect(ana.reads().filter((each) => each.includes(sentence('cases-ask-story')))).toHaveLength(1);
  await ana.says('He followed me home');
  await ana.says('done');
  const code = codeIn(await answers(ana, {}));
  expect(rosa.reads().join()).toContain(code);
});
