/** A homeserver as it comes, which lets nobody send much at once (Synapse, "Ratelimiting"). */
import { expect } from 'vitest';
import { answers, codeIn, questionIn } from '../support/report.ts';
import { until } from '../support/until.ts';
import { delivery } from './proxy.ts';
import { sentence, story, withGround, type MatrixWorld, type Speaker } from './world.ts';

withGround({ limits: 'default' });

/** Ten messages pass at once, and then one in five seconds. */
const patience = 150_000;
/** How often people look at the phone. */
const glances = 500;

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
        if (heard === '') await sees(here, () => ana.reads().length > before);
        return heard === '' ? ana.reads().slice(before).join('\n\n') : heard;
      },
    };
    for (const each of ['He followed me home', '1', 'again and again', 'done']) await patient.says(each);
    const summary = await answers(patient, { where: 'in my street', when: 'on Monday', confirm: undefined });
    expect(summary).toMatch(/He followed me home\s+again and again/u);
    expect(questionIn(summary)).toBe('confirm');
    const code = codeIn(await answers(patient, {}));
    await sees(here, () => [rosa, sam].every((each) => each.reads().join().includes(code)));

    for (const each of [rosa, sam]) await each.runs(`case take ${code}`);
    await sees(here, () => ana.last() === sentence('cases-hears-two', { code }));
    // Nobody waits for anybody: both sides write as fast as the homeserver lets them.
    const replies = ['We read it, both of us.', 'You did right to tell us.', 'Where are you tonight?'];
    const back = ['At my sister’s.', 'He has my address.', 'I am afraid to go home.', 'Thank you.'];
    const commands = replies.map((each) => `!haven case reply ${code} ${each}`);
    await rosa.member.hurries(await rosa.direct(), commands);
    await ana.member.hurries(await ana.direct(), back);
    spoken.push(...back);
    await sees(here, () => [rosa, sam].every((each) => inOrder(each, back).length === back.length));
    for (const each of [ana, sam]) await sees(here, () => inOrder(each, replies).length === replies.length);

    expect(spoken.length + replies.length).toBeGreaterThanOrEqual(20);
    expect(saidBy(here, ana)).toEqual(spoken);
    for (const each of [ana, sam]) expect(inOrder(each, replies)).toEqual(replies);
    for (const each of [rosa, sam]) expect(inOrder(each, back)).toEqual(back);
    expect(ana.reads().filter((each) => each.includes(sentence('cases-receipt-next')))).toHaveLength(1);
    for (const each of [ana, rosa, sam]) {
      expect(each.inPrivate().filter(({ unreadable }) => unreadable)).toEqual([]);
      const keys = each.inPrivate().map(({ content }) => content['org.haven.key']);
      expect(new Set(keys).size).toBe(keys.length);
    }
    const tried = tries(here);
    // The limits were met, and what was refused was not said twice for that.
    expect(tried.filter((statuses) => statuses.includes(429)).length).toBeGreaterThan(10);
    const said = tried.map((statuses) => statuses.filter((status) => status === 200).length);
    expect(Math.max(...said)).toBe(1);
    expect(said.filter((times) => times === 1).length).toBeGreaterThanOrEqual(20);
  },
  { patience: 420_000 },
);

/** Waits until people read something. The clock goes no faster than the homeserver's, or more would become due than it lets out. */
const sees = (here: MatrixWorld, what: () => boolean): Promise<unknown> =>
  until(async () => (await here.pass(0), what()), patience, glances);

/** Which of these somebody reads, once for each time, in the order in which they came. */
const inOrder = (who: Speaker, texts: readonly string[]): string[] =>
  who.reads().flatMap((message) => texts.filter((each) => message.includes(each)));

/** What somebody said, in the order in which the house heard it. */
const saidBy = (here: MatrixWorld, { account }: Speaker): string[] =>
  here.arrivals.flatMap(({ from, what }) => (from.account === account && what.kind === 'message' ? [what.text] : []));

/** Of each message that the bot wanted to say, how the homeserver answered at each try. */
function tries({ community: { proxy } }: MatrixWorld): number[][] {
  const said = proxy.asked.filter(
    ({ method, path }) => method === delivery.method && delivery.path.test(decodeURIComponent(path)),
  );
  return [...Map.groupBy(said, ({ path }) => path).values()].map((all) => all.map(({ status }) => status));
}
