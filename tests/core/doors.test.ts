/** What passes between people at the worst moments: names that may be thanks, double taps, answers that cross. */
import { describe, expect } from 'vitest';
import { hours, minutes, seconds } from '../../src/time/clock.ts';
import { codeIn, reports, sentence } from '../support/report.ts';
import { story } from '../support/story.ts';
import type { World } from '../support/world.ts';

/** A case with Rosa as its first and Sam as its second. */
async function taken(here: World): Promise<string> {
  const code = codeIn(await reports(here.person('ana'), 'He followed me home'));
  await here.person('rosa').runs(`case take ${code}`);
  await here.person('sam').runs(`case take ${code}`);
  return code;
}

describe('the name of somebody who is on the case', () => {
  story('may be thanks: the person is asked, and until then only the other one reads it', async (here) => {
    const code = await taken(here);
    const ana = here.person('ana');
    expect(await ana.says('Thank you Rosa, that helps')).toContain(sentence('cases-ask-doubt'));
    expect(here.person('sam').last()).toContain('that helps');
    expect(here.person('rosa').reads().join()).not.toContain('that helps');
    expect(await ana.says('no')).toContain(sentence('cases-added', { code }));
    expect(here.person('rosa').last()).toContain('that helps');
    // It stays settled, also when the case is called anew.
    await here.person('sam').runs(`case recuse ${code}`);
    expect(await here.person('rosa').runs(`case show ${code}`)).toContain('He followed me home');
  });

  story('may be an accusation: then they are off it, and somebody else is called', async (here) => {
    const code = await taken(here);
    const ana = here.person('ana');
    await ana.says('Rosa was there and laughed');
    await ana.says('I mean it');
    expect(here.person('rosa').reads().join()).not.toMatch(/laughed|I mean it/u);
    expect(await ana.says('yes')).toContain(sentence('cases-people-set'));
    expect(await here.person('rosa').runs(`case show ${code}`)).toBe(sentence('cases-unknown'));
    expect(here.person('rosa').reads().join()).not.toContain('He followed me home');
    expect(here.person('tariq').last()).toContain(code);
  });

  story('as the answer to who did it, it needs no question', async (here) => {
    const code = await taken(here);
    const ana = here.person('ana');
    await ana.says('answer questions');
    for (const skip of ['skip', 'skip', 'skip', 'skip']) await ana.says(skip);
    expect(await ana.says('Rosa')).toContain(sentence('cases-kept-out'));
    expect(await here.person('rosa').runs(`case show ${code}`)).toBe(sentence('cases-unknown'));
  });
});

describe('danger', () => {
  story('after a greeting, what is written next reaches those who come', async (here) => {
    const ana = here.person('ana');
    await ana.says('hello');
    await ana.says('danger');
    const code = codeIn(await ana.says('nobody'));
    await here.person('rosa').runs(`case take ${code}`);
    expect(await ana.says('He has a knife, I am in tent 12')).toContain(sentence('cases-added', { code }));
    expect(here.person('rosa').last()).toContain('tent 12');
  });

  story('what is told while the minute runs is kept, however short', async (here) => {
    const ana = here.person('ana');
    await ana.says('danger');
    await ana.says('He has a knife');
    await ana.says('I am in tent 12');
    await here.pass(seconds(61));
    const code = codeIn(ana.reads().join('\n'));
    const read = await here.person('rosa').runs(`case take ${code}`);
    expect(read).toContain('He has a knife');
    expect(read).toContain('I am in tent 12');
  });

  story('two taps are one: the question who must not know is asked all the same', async (here) => {
    const ana = here.person('ana');
    await ana.says('danger');
    expect(await ana.says('danger')).toContain(sentence('cases-ask-mustnot'));
    expect(here.person('rosa').reads().join()).not.toContain(sentence('cases-card-urgent', { code: '' }).slice(0, 20));
  });

  story('written again, it calls at once, and never later', async (here) => {
    const ana = here.person('ana');
    await ana.says('danger');
    await here.pass(seconds(50));
    expect(codeIn(await ana.says('danger'))).toMatch(/^[a-z]/u);
    expect(here.person('rosa').last()).toContain('Urgent');
  });

  story('may be taken back while the minute runs', async (here) => {
    const ana = here.person('ana');
    await ana.says('danger');
    expect(await ana.says('withdraw')).toContain(sentence('cases-withdrawn'));
    await here.pass(hours(2));
    expect(here.person('rosa').reads().join()).not.toContain('Urgent');
  });

  story('after the case was closed, it is called as the first time', async (here) => {
    const code = await taken(here);
    await here.person('sam').runs(`case close ${code} resolved`);
    const ana = here.person('ana');
    await ana.says('danger');
    await ana.says('nobody');
    expect(here.person('tariq').last()).toContain('Urgent');
  });
});

describe('answers that cross', () => {
  story('what is said after the team has asked something answers the team', async (here) => {
    const code = await taken(here);
    const ana = here.person('ana');
    await ana.says('withdraw');
    await here.person('rosa').runs(`case reply ${code} Do you need a doctor?`);
    await ana.says('yes');
    expect(here.person('rosa').last()).toContain('> yes');
    expect(await here.person('rosa').runs(`case show ${code}`)).toContain('He followed me home');
  });

  story('a story told at another question is heard by the two', async (here) => {
    await taken(here);
    const ana = here.person('ana');
    await ana.says('change who may hear');
    await ana.says('2');
    await ana.says('He is outside my door right now');
    expect(here.person('sam').last()).toContain('outside my door');
  });

  story('a responder who forgets the command opens no report of their own', async (here) => {
    const code = await taken(here);
    expect(await here.person('rosa').says('Dear you, are you safe tonight?')).toContain(sentence('cases-duty-hint'));
    expect(await here.person('rosa').says(`case show ${code}`)).toContain('He followed me home');
  });
});

describe('what is on its way', () => {
  story('to somebody who is kept out meanwhile never arrives, nor stops the rest', async (here) => {
    await here.close('sam');
    const ana = here.person('ana');
    const code = codeIn(await reports(ana, 'He followed me home'));
    await ana.says('change who may hear');
    await ana.says('2');
    await ana.says('Sam');
    await here.open('sam');
    await here.person('sam').says('hello');
    await here.pass(minutes(20));
    expect(here.person('sam').reads().join()).not.toContain(code);
    expect(await ana.says('Are you there?')).toContain(sentence('cases-added', { code }));
  });
});
