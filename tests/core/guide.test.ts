/** Help at once: the card, first steps under attack, and what one can do here. Nothing of it is kept. */
import { describe, expect } from 'vitest';
import { candour, questionIn, sentence } from '../support/report.ts';
import { story } from '../support/story.ts';

describe('first steps', () => {
  for (const topic of ['doxxing', 'account', 'images', 'pileon', 'stalking']) {
    story(`when it is ${topic}: three steps, and a human if wanted`, async (here) => {
      const heard = await here.person('kim').runs(`guide ${topic}`);
      for (const key of ['', '-1', '-2', '-3']) expect(heard).toContain(sentence(`guidance-${topic}${key}`));
      expect(heard).toContain(sentence('guidance-human'));
    });
  }

  story('which, is asked for where it was not said, and chosen by number or word', async (here) => {
    const ana = here.person('ana');
    await ana.wantsPlain();
    expect(await ana.runs('guide')).toContain(sentence('guidance-about'));
    expect(await ana.says('2')).toContain(sentence('guidance-account'));
    await ana.runs('guide');
    expect(await ana.says('hacked')).toContain(sentence('guidance-account'));
    await ana.runs('guide');
    expect(await ana.says('stop')).toContain(sentence('command-stopped'));
  });

  story('leads to a human by its button', async (here) => {
    const ana = here.person('ana');
    await ana.runs('guide stalking');
    await ana.presses(sentence('guidance-talk'));
    expect(questionIn(ana.last())).toBe('safe');
  });
});

describe('the card and the help', () => {
  story('the card is there for everyone, strangers too', async (here) => {
    expect(await here.person('kim').runs('card')).toContain('EXAMPLE ONLY');
  });

  story('an empty card says so, and never invents a number', async (here) => {
    await here.person('rosa').runsInSpace('haven setup en --card " "');
    const heard = await here.person('kim').runs('card');
    expect(heard).not.toMatch(/\d{3}/u);
  });

  story('the help tells members what they can do, and responders what they can', async (here) => {
    expect(await here.person('ana').runs('help')).toContain(sentence('guidance-help-words'));
    expect(await here.person('ana').runs('help')).not.toContain(sentence('guidance-help-team'));
    expect(await here.person('sam').runs('help')).toContain(sentence('guidance-help-team'));
  });

  story('the privacy text is made from what is set', async (here) => {
    await here.person('rosa').runsInSpace('haven setup en --retention 45');
    const heard = await here.person('kim').runs('privacy');
    expect(heard).toContain('45');
    expect(heard).toContain(sentence(candour));
  });
});
