/** Someone always answers; where nobody does, the reporter hears the truth at its time. */
import { describe, expect } from 'vitest';
import { days, hours, minutes } from '../../src/time/clock.ts';
import { cards, codeIn, reports, sentence } from '../support/report.ts';
import { story } from '../support/story.ts';

describe('nobody has come', () => {
  story('everyone who may hear is told again after fifteen minutes, not before', async (here) => {
    const code = codeIn(await reports(here.person('ana'), 'He hit me'));
    const count = () => cards(here.person('sam'), code).length;
    // Once in the room, once in private.
    expect(count()).toBe(2);
    await here.pass(minutes(14));
    expect(count()).toBe(2);
    await here.pass(minutes(1));
    expect(count()).toBe(4);
    expect(here.person('sam').last()).toContain(sentence('cases-card-waiting', { minutes: 15 }));
  });

  story('after an hour the reporter hears the truth, and whom else to ask; once', async (here) => {
    await here.person('rosa').runsInSpace('haven setup en --outside "The night nurse"');
    const ana = here.person('ana');
    await reports(ana, 'He hit me');
    const truths = () => ana.reads().filter((each) => each.includes(sentence('cases-truth')));
    await here.pass(minutes(59));
    expect(truths()).toEqual([]);
    await here.pass(minutes(1));
    expect(truths()).toHaveLength(1);
    expect(ana.last()).toContain('The night nurse');
    expect(ana.last()).toContain(sentence('cases-truth-on'));
    await here.pass(hours(10));
    expect(truths()).toHaveLength(1);
  });

  story('one who came is not two: the truth says so', async (here) => {
    const ana = here.person('ana');
    const code = codeIn(await reports(ana, 'He hit me'));
    await here.person('rosa').runs(`case take ${code}`);
    await here.pass(minutes(60));
    expect(ana.last()).toContain(sentence('cases-truth-one'));
    expect(here.person('sam').reads().join()).toContain(code);
  });

  story('they are called on and on, also after days', async (here) => {
    const code = codeIn(await reports(here.person('ana'), 'He hit me'));
    await here.pass(days(3));
    const before = cards(here.person('sam'), code).length;
    await here.pass(days(2));
    expect(cards(here.person('sam'), code).length).toBeGreaterThan(before);
  });

  story('whoever asked that nobody writes is not written to', async (here) => {
    const ana = here.person('ana');
    await reports(ana, 'Only for the record', { contact: '2' });
    const before = ana.reads().length;
    await here.pass(hours(5));
    expect(ana.reads()).toHaveLength(before);
  });
});

describe('two have come', () => {
  story('nobody is called any more, and nobody hears that nobody came', async (here) => {
    const ana = here.person('ana');
    const code = codeIn(await reports(ana, 'He hit me'));
    await here.pass(minutes(5));
    await here.person('rosa').runs(`case take ${code}`);
    await here.person('sam').runs(`case take ${code}`);
    const before = cards(here.person('tariq'), code).length;
    await here.pass(days(2));
    expect(cards(here.person('tariq'), code)).toHaveLength(before);
    expect(ana.reads().join()).not.toContain(sentence('cases-truth'));
  });

  story('until one of them steps aside: then it begins anew', async (here) => {
    const code = codeIn(await reports(here.person('ana'), 'He hit me'));
    await here.person('rosa').runs(`case take ${code}`);
    await here.person('sam').runs(`case take ${code}`);
    await here.pass(hours(5));
    await here.person('sam').runs(`case recuse ${code}`);
    await here.pass(minutes(15));
    expect(here.person('tariq').last()).toContain(code);
    await here.pass(minutes(45));
    expect(here.person('ana').last()).toContain(sentence('cases-truth-one'));
  });

  story('or is shut out: the person hears the truth about that as well', async (here) => {
    const ana = here.person('ana');
    const code = codeIn(await reports(ana, 'He hit me'));
    await here.person('rosa').runs(`case take ${code}`);
    await here.person('sam').runs(`case take ${code}`);
    await here.pass(hours(2));
    await ana.says('change who may hear');
    await ana.says('2');
    await ana.says('Sam');
    expect(cards(here.person('tariq'), code)).not.toEqual([]);
    await here.pass(hours(1));
    expect(ana.last()).toContain(sentence('cases-truth-one'));
  });
});

describe('the times', () => {
  story('are the community’s own', async (here) => {
    await here.person('rosa').runsInSpace('haven setup en --again 5 --truth 20');
    const ana = here.person('ana');
    const receipt = await reports(ana, 'He hit me');
    expect(receipt).toMatch(/within 20 min/u);
    await here.pass(minutes(5));
    expect(here.person('sam').last()).toContain(sentence('cases-card-waiting', { minutes: 5 }));
    await here.pass(minutes(15));
    expect(ana.last()).toContain(sentence('cases-truth'));
  });

  story('hold what the receipt promises, also when people are called less often than that', async (here) => {
    await here.person('rosa').runsInSpace('haven setup en --again 120 --truth 30');
    const ana = here.person('ana');
    expect(await reports(ana, 'He hit me')).toMatch(/within 30 min/u);
    await here.pass(minutes(30));
    expect(ana.last()).toContain(sentence('cases-truth'));
  });

  story('what fell due while the program was down is done once, at the start', async (here) => {
    const ana = here.person('ana');
    await reports(ana, 'He hit me');
    const before = here.person('sam').reads().length;
    const later = await here.restart(hours(7));
    try {
      await later.settle();
      const truths = later
        .person('ana')
        .reads()
        .filter((each) => each.includes(sentence('cases-truth')));
      expect(truths).toHaveLength(1);
      expect(later.person('sam').reads()).toHaveLength(before + 1);
      expect(later.person('sam').last()).toContain(sentence('cases-card-waiting', { minutes: 420 }));
    } finally {
      await later.stop();
    }
  });
});
