/** The program is killed while somebody writes to it: nothing is lost, said twice, or unreadable. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answers, questionIn, sentence } from '../support/report.ts';
import { until } from '../support/until.ts';
import { openCommunity, openGround, Person, type Ground } from './harness.ts';
import { openProgram } from './program.ts';
import { heard, hears, openTeam, patience } from './team.ts';

let ground: Ground;
beforeAll(async () => {
  ground = await openGround();
});
afterAll(() => ground.end());

test('a story told over five kills is kept whole, in order and once', { timeout: 300_000 }, async () => {
  const community = await openCommunity(ground);
  const { bot, proxy, steward } = community;
  const program = await openProgram({ homeserver: proxy.url, user: bot.user, password: bot.password });
  try {
    program.start();
    await program.ready();
    await openTeam(community, ['Rosa', 'Sam']);
    const stewards = new Person(steward, community);

    const ana = new Person(await community.member('Ana'), community);
    const direct = await ana.direct();
    await ana.member.says(direct, 'It began in May.');
    await hears(ana, sentence('cases-ask-safe'));
    await ana.member.says(direct, '1');
    await hears(ana, sentence('cases-ask-story-more'));

    const sentences = Array.from({ length: 50 }, (_, at) => `Then came day ${at + 1} of it.`);
    for (const [at, each] of sentences.entries()) {
      await ana.member.says(direct, each);
      if (at % 10 !== 4) continue;
      await program.kill();
      program.start();
      // Every other one is killed while it starts.
      if (at % 20 === 4) await program.ready();
    }
    await program.ready();

    let summary = '';
    const speaker = {
      last: () => summary,
      async says(text: string) {
        const before = (await heard(ana)).length;
        await ana.member.says(direct, text);
        summary = await until(async () => {
          const fresh = (await heard(ana)).slice(before).join('\n\n');
          return questionIn(fresh) !== undefined && fresh;
        }, patience);
        return summary;
      },
    };
    await speaker.says('done');
    await answers(speaker, { confirm: undefined });
    const told = ['It began in May.', ...sentences];
    expect(told.map((each) => summary.split(each).length - 1)).toEqual(told.map(() => 1));
    expect(told.map((each) => summary.indexOf(each))).toEqual(
      told.map((each) => summary.indexOf(each)).toSorted((a, b) => a - b),
    );

    for (const person of [ana, stewards]) {
      const all = [...(await person.reads('private')), ...(await person.reads('room'))];
      expect(all.filter(({ unreadable }) => unreadable)).toEqual([]);
      const keys = all.map(({ content }) => content['org.haven.key']);
      expect(keys.length).toBeGreaterThan(0);
      expect(new Set(keys).size).toBe(keys.length);
    }
    expect(proxy.asked.filter(({ path }) => path.includes('/send/m.room.message/'))).toEqual([]);
  } finally {
    await program.end();
    await proxy.close();
  }
});
