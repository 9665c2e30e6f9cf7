/** Nothing times out into loss: one gentle reminder, then a human is offered, and after thirty days it is erased. */
import { describe, expect } from 'vitest';
import { days, hours } from '../../src/time/clock.ts';
import { answers, cards, codeIn, reports, sentence } from '../support/report.ts';
import { story } from '../support/story.ts';

describe('somebody falls silent', () => {
  story('after a day there is one reminder, then the offer of a human, then nothing more', async (here) => {
    const ana = here.person('ana');
    await ana.says('He hit me');
    await ana.says('1');
    const before = ana.reads().length;
    await here.pass(hours(23));
    expect(ana.reads()).toHaveLength(before);
    await here.pass(hours(1));
    expect(ana.last()).toContain(sentence('cases-reminder'));
    await here.pass(days(3));
    expect(ana.last()).toContain(sentence('cases-offer-human'));
    await here.pass(days(20));
    expect(ana.reads()).toHaveLength(before + 2);
    for (const who of ['rosa', 'sam', 'tariq']) expect(cards(here.person(who))).toEqual([]);
  });

  story('whoever comes back goes on where they were', async (here) => {
    const ana = here.person('ana');
    await ana.says('He hit me');
    await answers(ana, {}, 'where');
    await here.pass(days(12));
    await ana.says('in the yard');
    const summary = await answers(ana, { confirm: undefined });
    expect(summary).toContain('> He hit me');
    expect(summary).toContain('Where: in the yard');
  });

  story('the human who was offered comes', async (here) => {
    const ana = here.person('ana');
    await ana.says('He hit me');
    await ana.says('1');
    await here.pass(days(4));
    await ana.presses('talk to a person');
    const code = codeIn(await answers(ana, {}));
    expect(cards(here.person('rosa'), code)).not.toEqual([]);
  });

  story('a word is answered as if no time had passed, and the silence is counted anew', async (here) => {
    const ana = here.person('ana');
    await ana.says('He hit me');
    await ana.says('1');
    await here.pass(hours(23));
    await ana.says('and kicked me');
    await here.pass(hours(23));
    expect(ana.last()).not.toContain(sentence('cases-reminder'));
    await here.pass(hours(1));
    expect(ana.last()).toContain(sentence('cases-reminder'));
  });

  story('whoever asked to be left in peace is', async (here) => {
    const ana = here.person('ana');
    await ana.says('He hit me');
    await ana.says('1');
    await ana.says('stop');
    const before = ana.reads().length;
    await here.pass(days(10));
    expect(ana.reads()).toHaveLength(before);
  });

  story('neutral: the reminder is but the bland line', async (here) => {
    const ana = here.person('ana');
    await ana.says('He hit me');
    await ana.says('2');
    const before = ana.reads().length;
    await here.pass(days(1));
    expect(ana.reads().slice(before)).toEqual([sentence('neutral-nudge')]);
  });

  story('whoever hid everything hears nothing', async (here) => {
    const ana = here.person('ana');
    await ana.says('He hit me');
    await ana.says('hide');
    await here.pass(days(10));
    expect(ana.reads()).toEqual([]);
  });

  story('after thirty days the words are erased, and the next ones begin anew', async (here) => {
    const ana = here.person('ana');
    await ana.says('He hit me');
    await ana.says('1');
    await here.pass(days(31));
    const heard = await ana.says('I want to try again');
    expect(heard).not.toBe('');
    await ana.says('done');
    const summary = await answers(ana, { confirm: undefined });
    expect(summary).toContain('I want to try again');
    expect(summary).not.toContain('He hit me');
    expect(await ana.says('1')).toContain(sentence('cases-receipt-next'));
  });

  story('a case that was sent is not waited for: no reminder comes', async (here) => {
    const ana = here.person('ana');
    const code = codeIn(await reports(ana, 'He hit me'));
    await here.person('rosa').runs(`case take ${code}`);
    await here.person('sam').runs(`case take ${code}`);
    const before = ana.reads().length;
    await here.pass(days(9));
    expect(ana.reads()).toHaveLength(before);
  });
});
