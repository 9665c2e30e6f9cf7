/** Somebody is in danger now: the card first, one question, and then people are called. */
import { describe, expect } from 'vitest';
import { hours, minutes, seconds } from '../../src/time/clock.ts';
import { answers, cards, codeIn, numberOf, questionIn, reports, sentence } from '../support/report.ts';
import { story } from '../support/story.ts';
import type { Speaker, World } from '../support/world.ts';

const card = 'EXAMPLE ONLY';
const asked = (heard: string) => heard.includes(sentence('cases-ask-mustnot'));
const paged = (speaker: Speaker, code = '') => cards(speaker, code).filter((each) => each.includes('Urgent'));
const team = ['rosa', 'sam', 'tariq'] as const;
const pagedNow = (here: World) => team.filter((who) => paged(here.person(who)).length > 0);

describe('the card comes at once', () => {
  for (const word of ['danger', 'I am in danger', 'Emergency!', 'peligro', 'estoy en peligro']) {
    story(`to somebody whose first word is “${word}”`, async (here) => {
      const heard = await here.person('ana').says(word);
      expect(heard).toContain(card);
      expect(asked(heard)).toBe(true);
      expect(heard.indexOf(card)).toBeLessThan(heard.indexOf(sentence('cases-ask-mustnot')));
    });
  }

  story('to somebody who says so at the first question, by number or button', async (here) => {
    const ana = here.person('ana');
    await ana.says('hello');
    expect(await ana.says('4')).toContain(card);
    const bo = here.person('bo');
    await bo.says('hello');
    expect(await bo.presses('I am in danger now')).toContain(card);
  });

  story('to somebody who says so in the middle of a question', async (here) => {
    const ana = here.person('ana');
    await ana.says('He hit me');
    await answers(ana, {}, 'kind');
    const heard = await ana.says('danger');
    expect(heard).toContain(card);
    expect(asked(heard)).toBe(true);
  });

  story('to words of despair, with the offer of a human, and the story goes on', async (here) => {
    const ana = here.person('ana');
    const heard = await ana.says('I want to die');
    expect(heard).toContain(card);
    expect(questionIn(heard)).toBe('safe');
    await ana.says('1');
    const again = await ana.says('He will kill me one day');
    expect(again).toContain(card);
    expect(again).toContain(sentence('cases-crisis'));
    await ana.says('done');
    expect(await answers(ana, { confirm: undefined })).toContain('He will kill me one day');
  });
});

describe('the page goes out', () => {
  story('at the answer, without a word of what was told, to each of them and in their space', async (here) => {
    const ana = here.person('ana');
    await ana.says('Bo broke my arm');
    await ana.says('danger');
    expect(pagedNow(here)).toEqual([]);
    const receipt = await ana.says('nobody');
    const code = codeIn(receipt);
    expect(pagedNow(here)).toEqual([...team]);
    for (const who of team) {
      const read = [...here.person(who).reads(), ...here.person(who).readsInSpace()].join('\n');
      expect(read).toContain(code);
      expect(read).not.toMatch(/arm|\bAna\b|\bBo\b/u);
    }
    for (const who of team) expect(here.person(who).rang()).toBe(1);
    expect(ana.rang()).toBe(0);
  });

  story('when the question is skipped', async (here) => {
    await here.person('ana').says('danger');
    await here.person('ana').says('skip');
    expect(pagedNow(here)).toEqual([...team]);
  });

  story('by itself after sixty seconds, not before, once', async (here) => {
    await here.person('ana').says('danger');
    await here.pass(seconds(59));
    expect(pagedNow(here)).toEqual([]);
    await here.pass(seconds(1));
    expect(pagedNow(here)).toEqual([...team]);
    await here.pass(minutes(5));
    for (const who of team)
      expect(
        here
          .person(who)
          .reads()
          .filter((each) => each.includes('Urgent')),
      ).toHaveLength(1);
    const receipt = here.person('ana').last();
    expect(receipt).toContain(sentence('cases-receipt-urgent', { code: codeIn(receipt) }));
    expect(receipt).toContain(sentence('cases-receipt-add'));
  });

  story('also when the program was down when its minute was over', async (here) => {
    await here.person('ana').says('danger');
    const later = await here.restart();
    try {
      await later.pass(minutes(3));
      expect(pagedNow(later)).toEqual([...team]);
    } finally {
      await later.stop();
    }
  });

  for (const answer of ['Sam', 'by number', 'sam', 'I think Sam must not know', 'Sam, please']) {
    story(`and never to whom “${answer}” keeps out`, async (here) => {
      const ana = here.person('ana');
      await ana.says('danger');
      await ana.says(answer === 'by number' ? numberOf(ana, 'Sam') : answer);
      await here.pass(hours(3));
      const code = codeIn(ana.reads().join('\n'));
      expect(pagedNow(here)).toEqual(['rosa', 'tariq']);
      const sam = here.person('sam');
      expect([...sam.reads(), ...sam.readsInSpace()].join()).not.toContain(code);
      expect(await sam.runs('case list')).toBe(sentence('cases-list-empty'));
      expect(await sam.runs(`case take ${code}`)).toBe(sentence('cases-unknown'));
    });
  }

  story('a name given after the minute still takes the page back from them', async (here) => {
    const ana = here.person('ana');
    await ana.says('danger');
    await here.pass(seconds(61));
    const sam = here.person('sam');
    expect(paged(sam)).not.toEqual([]);
    await ana.says('Sam');
    expect(paged(sam)).toEqual([]);
    expect(await sam.runs('case list')).toBe(sentence('cases-list-empty'));
    expect(paged(here.person('rosa'))).not.toEqual([]);
  });

  story('to nobody when too few are left; the person reads so at once, and whom else to ask', async (here) => {
    await here.person('rosa').runsInSpace('haven setup en --outside "The night nurse at the hall"');
    const ana = here.person('ana');
    await ana.says('danger');
    const heard = await ana.says('Sam and Tariq');
    expect(heard).toContain(sentence('cases-too-few'));
    expect(heard).toContain('The night nurse at the hall');
    await here.pass(hours(2));
    expect(pagedNow(here)).toEqual([]);
  });
});

describe('afterwards', () => {
  story('“don’t call anyone” calls nobody, and the story may go on', async (here) => {
    const ana = here.person('ana');
    await ana.says('danger');
    expect(await ana.says("don't call anyone")).toContain(sentence('cases-not-called'));
    await here.pass(hours(2));
    expect(pagedNow(here)).toEqual([]);
    await ana.says('He threatens me');
    await ana.says('done');
    expect(await answers(ana, {})).toContain(sentence('cases-receipt-next'));
    expect(cards(here.person('rosa')).join()).not.toContain('Urgent');
  });

  story('once they are called, “don’t call anyone” and “stop” never pretend that they were not', async (here) => {
    for (const [who, word] of [
      ['ana', "don't call anyone"],
      ['bo', 'stop'],
    ] as const) {
      await here.person(who).says('danger');
      await here.pass(seconds(61));
      const heard = await here.person(who).says(word);
      expect(heard).not.toContain(sentence('cases-not-called'));
      expect(heard).not.toBe('');
    }
  });

  story('whoever writes “danger” again before anybody came is heard again', async (here) => {
    const ana = here.person('ana');
    await ana.says('danger');
    const code = codeIn(await ana.says('nobody'));
    await here.pass(minutes(10));
    const before = paged(here.person('sam'), code).length;
    const heard = await ana.says('danger');
    expect(heard).toContain(card);
    expect(paged(here.person('sam'), code).length).toBeGreaterThan(before);
  });

  story('the two who are on it hear it at once', async (here) => {
    const ana = here.person('ana');
    const code = codeIn(await reports(ana, 'He shouts at me'));
    await here.person('rosa').runs(`case take ${code}`);
    await here.person('sam').runs(`case take ${code}`);
    await here.pass(hours(1));
    expect(await ana.says('danger')).toContain(card);
    for (const who of ['rosa', 'sam'])
      expect(here.person(who).last()).toContain(sentence('cases-danger-team', { code }));
    expect(paged(here.person('tariq'))).toEqual([]);
  });

  story(
    'the first call is never refused; those after it within the hour are slowed, and go out all the same',
    async (here) => {
      const ana = here.person('ana');
      const pages = () => new Set(paged(here.person('sam')).map(codeIn)).size;
      await ana.says('danger');
      await ana.says('nobody');
      expect(pages()).toBe(1);
      await ana.says('new');
      await answers(ana, {}, 'story');
      await ana.says('Another one threatens me');
      const heard = await ana.says('danger');
      expect(heard).toContain(card);
      expect(heard).toContain(sentence('cases-danger-slowed', { minutes: 5 }));
      await ana.says('nobody');
      await here.pass(minutes(4));
      expect(pages()).toBe(1);
      await here.pass(minutes(1));
      expect(pages()).toBe(2);
      expect(await here.person('bo').says('danger')).not.toContain('before in this hour');
    },
  );

  story('what happened can be told while people are on their way', async (here) => {
    const ana = here.person('ana');
    await ana.says('danger');
    const code = codeIn(await ana.says('nobody'));
    await here.person('rosa').runs(`case take ${code}`);
    await ana.says('He is outside my door');
    expect(here.person('rosa').last()).toContain('> He is outside my door');
  });
});

describe('a file that somebody in danger sends', () => {
  const photo = { name: 'door.png', type: 'image/png', bytes: new TextEncoder().encode('his face at the door') };
  const kept = sentence('cases-evidence-kept', { number: 1, name: 'door.png', kilobytes: 1 });
  const noted = sentence('cases-files-noted', { count: 1 });
  const copied = async (here: World, code: string) => here.person('rosa').runs(`case take ${code}`);

  for (const words of ['', 'He is at the door']) {
    story(`${words === '' ? 'alone' : 'with words'} is asked about once they are called, and kept`, async (here) => {
      const ana = here.person('ana');
      await ana.says('danger');
      const heard = await ana.says(words, [photo]);
      expect(heard).toContain(noted);
      const called = await ana.says('nobody');
      expect(called).toContain(sentence('cases-ask-copies'));
      await ana.says('yes');
      expect(await copied(here, codeIn(called))).toContain(kept);
    });
  }

  story('is asked about as well when the minute is over, or the program was down meanwhile', async (here) => {
    await here.person('ana').says('danger');
    await here.person('ana').says('', [photo]);
    const later = await here.restart();
    try {
      await later.pass(minutes(2));
      const ana = later.person('ana');
      expect(ana.last()).toContain(sentence('cases-ask-copies'));
      await ana.says('yes');
      expect(await copied(later, codeIn(ana.reads().join('\n')))).toContain(kept);
    } finally {
      await later.stop();
    }
  });

  story('before they said so, is asked about once they are called', async (here) => {
    const ana = here.person('ana');
    await ana.says('Look at this', [photo]);
    await ana.says('danger');
    expect(await ana.says('Tariq')).toContain(sentence('cases-ask-copies'));
  });

  story('is asked about in the report, when nobody is called after all', async (here) => {
    const ana = here.person('ana');
    await ana.says('danger');
    await ana.says('He is at the door', [photo]);
    await ana.says("don't call anyone");
    await ana.says('done');
    const code = codeIn(await answers(ana, { copies: 'yes' }));
    await here.settle();
    expect(await copied(here, code)).toContain(kept);
  });
});
