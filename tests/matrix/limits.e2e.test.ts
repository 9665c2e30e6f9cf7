/** A homeserver as it comes, which lets nobody send much at once (Synapse, "Ratelimiting"). */
import { expect } from 'vitest';
import { answers, codeIn, questionIn } from '../support/report.ts';
import { until } from '../support/until.ts';
import { sentence, story, withGround } from './world.ts';

withGround({ limits: 'default' });

story(
  'a whole report and its answers arrive, in order, none lost',
  async (here) => {
    const { steward } = here;
    const [rosa, sam] = [await here.member('Rosa'), await here.member('Sam')];
    await here.setUp(rosa, sam, steward);
    const ana = await here.stranger('Ana');
    const spoken: string[] = [];
    const patient = {
      last: () => ana.last(),
      async says(text: string) {
        const before = ana.reads().length;
        const heard = await ana.says(text);
        spoken.push(text);
        if (heard !== '') return heard;
        await until(async () => (await here.pass(1_000), ana.reads().length > before), 60_000);
        return ana.reads().slice(before).join('\n\n');
      },
    };
    for (const each of ['He followed me home', '1', 'again and again', 'done']) await patient.says(each);
    const summary = await answers(patient, { where: 'in my street', when: 'on Monday', confirm: undefined });
    expect(summary).toMatch(/He followed me home\s+again and again/u);
    expect(questionIn(summary)).toBe('confirm');
    const code = codeIn(await answers(patient, {}));
    expect(spoken.length).toBeGreaterThan(15);
    await until(async () => (await here.pass(1_000), rosa.reads().join().includes(code)), 60_000);
    expect(ana.reads().filter((each) => each.includes(sentence('cases-receipt-next')))).toHaveLength(1);
    expect(ana.inPrivate().filter(({ unreadable }) => unreadable)).toEqual([]);
    const keys = ana.inPrivate().map(({ content }) => content['org.haven.key']);
    expect(new Set(keys).size).toBe(keys.length);
  },
  { patience: 400_000 },
);
