/** Somebody writes in private, is asked gently, reads it back, and holds a receipt. */
import { describe, expect } from 'vitest';
import { minutes } from '../../src/time/clock.ts';
import { answers, candour, cards, codeIn, questionIn, reports, sentence } from '../support/report.ts';
import { story } from '../support/story.ts';
import { onMatrix } from '../support/world.ts';

describe('any private message begins it', () => {
  for (const opener of [
    'help',
    'hello',
    'report',
    'Hi there!',
    'I want to report something',
    'HELP ME',
    '“help”',
    'hola',
    'ayuda',
    'quiero denunciar algo',
  ]) {
    story(`“${opener}” is a greeting, and is not taken for the story`, async (here) => {
      const ana = here.person('ana');
      expect(questionIn(await ana.says(opener))).toBe('safe');
      expect(await ana.says('1')).toContain(sentence('cases-ask-story'));
      await ana.says('I was pushed');
      await ana.says('done');
      const summary = await answers(ana, { confirm: undefined });
      expect(summary).toContain('> I was pushed');
      expect(summary).not.toContain(`> ${opener}`);
    });
  }

  story('the story itself is kept, and never asked for again', async (here) => {
    const ana = here.person('ana');
    const first = await ana.says('Somebody pushed me down the stairs');
    expect(first).toContain(sentence('cases-kept-first'));
    const heard = await ana.says('1');
    expect(heard).not.toContain(sentence('cases-ask-story'));
    expect(heard).toContain(sentence('cases-ask-story-more'));
    const summary = await answers(ana, { confirm: undefined });
    expect(summary.split('Somebody pushed me down the stairs')).toHaveLength(2);
  });

  story('what is written before the first question is answered is kept as well, greetings apart', async (here) => {
    const ana = here.person('ana');
    await ana.says('hello');
    await ana.says('hello');
    await ana.says('He follows me everywhere');
    await ana.says('yes');
    const summary = await answers(ana, { confirm: undefined });
    expect(summary).toContain('> He follows me everywhere');
    expect(summary).not.toContain('hello');
  });

  story('a stranger to the community may report', async (here) => {
    const receipt = await reports(here.person('kim'), 'I was hit at your party');
    expect(receipt).toContain(sentence('cases-receipt-next'));
    expect(here.person('rosa').readsInSpace().join()).toContain(codeIn(receipt));
  });
});

describe('the first message', () => {
  story('says in one what this is, who could see it, and asks whether it is safe to write', async (here) => {
    const ana = here.person('ana');
    const first = await ana.says('hello');
    expect(ana.reads()).toHaveLength(1);
    for (const key of ['cases-hello', 'cases-who-sees', candour, 'cases-ask-safe'])
      expect(first).toContain(sentence(key));
  });

  story('somebody for whom it is not safe sees the messages go, by number, word or button', async (here) => {
    for (const [who, answer] of [
      ['ana', 'no'],
      ['bo', '3'],
    ] as const) {
      await here.person(who).says('hello');
      expect(await here.person(who).says(answer)).toBe('');
      expect(here.person(who).reads()).toEqual([]);
    }
    const kim = here.person('kim');
    await kim.says('hello');
    await kim.presses(sentence('cases-safe-no'));
    expect(kim.reads()).toEqual([]);
  });
});

describe('at one’s own pace', () => {
  story('every question can be skipped; one sentence is enough', async (here) => {
    const receipt = await reports(here.person('ana'), 'He shouted at me');
    expect(receipt).toContain(sentence('cases-receipt-add'));
  });

  story('without a sentence there is nothing to send yet, and it says so kindly', async (here) => {
    const ana = here.person('ana');
    await ana.says('hello');
    await ana.says('1');
    const heard = await ana.says('done');
    expect(heard).toContain(sentence('cases-nothing-yet'));
    expect(questionIn(heard)).toBe('story');
  });

  story('many messages are one story, in their order', async (here) => {
    const ana = here.person('ana');
    await ana.says('It began in May.');
    await ana.says('1');
    expect(await ana.says('Then he wrote every day.')).toContain(sentence('cases-kept'));
    await ana.says('Now he waits outside.');
    await ana.says('done');
    const summary = await answers(ana, { confirm: undefined });
    expect(summary).toMatch(/> It began in May\.[\s>]+Then he wrote every day\.[\s>]+Now he waits outside\./u);
  });

  story('“stop” means: nothing more is asked, nobody is told, and any word goes on', async (here) => {
    const ana = here.person('ana');
    await ana.says('It hurt');
    await ana.says('1');
    await ana.says('done');
    expect(await ana.says('stop')).toBe(sentence('cases-stopped'));
    expect(cards(here.person('rosa'))).toEqual([]);
    expect(questionIn(await ana.says('show'))).toBe('relation');
    await answers(ana, {});
    expect(ana.last()).toContain(sentence('cases-receipt-add'));
  });

  story('“stop” before a word was said leaves nothing behind', async (here) => {
    const ana = here.person('ana');
    await ana.says('hello');
    expect(await ana.says('stop')).toBe(sentence('cases-stopped-nothing'));
  });

  story('questions can be answered later, and the two are told', async (here) => {
    const ana = here.person('ana');
    const code = codeIn(await reports(ana, 'It happened at the bar'));
    await here.person('rosa').runs(`case take ${code}`);
    await here.person('sam').runs(`case take ${code}`);
    expect(questionIn(await ana.says('answer questions'))).toBe('relation');
    expect(await answers(ana, { where: 'behind the bar' })).toContain(sentence('cases-facts-kept'));
    expect(here.person('sam').last()).toContain(sentence('cases-facts-more', { code }));
    expect(await here.person('rosa').runs(`case show ${code}`)).toContain('Where: behind the bar');
  });

  story('“talk to a person” asks no more about what happened', async (here) => {
    const ana = here.person('ana');
    await ana.says('hello');
    await ana.says('1');
    const heard = await ana.says('talk to a person');
    expect(heard).toContain(sentence('cases-human'));
    const receipt = await answers(ana, {});
    expect(here.person('rosa').readsInSpace().join()).toContain(codeIn(receipt));
    expect(ana.reads().join()).not.toContain(sentence('cases-ask-where'));
  });

  story('“help” in the middle says which words work, and asks the same again', async (here) => {
    const ana = here.person('ana');
    await ana.says('He hit me');
    await ana.says('1');
    await ana.says('done');
    const heard = await ana.says('help');
    expect(heard).toContain(sentence('cases-help'));
    expect(questionIn(heard)).toBe('relation');
  });

  story('a start of the program in the middle changes nothing: the same question waits', async (here) => {
    const ana = here.person('ana');
    await ana.says('He took my phone');
    await ana.says('1');
    await ana.says('done');
    await ana.says('1');
    await ana.says('2');
    const later = await here.restart();
    try {
      const again = later.person('ana');
      expect(questionIn(again.last())).toBe('where');
      expect(questionIn(await again.says('in the kitchen'))).toBe('when');
      const summary = await answers(again, { confirm: undefined });
      expect(summary).toContain('> He took my phone');
      expect(summary).toContain('Where: in the kitchen');
    } finally {
      await later.stop();
    }
  });
});

describe('an answer is understood', () => {
  const ways = ['2', '２', '٢', '२', '2.', '“2”', 'saw', 'I saw it', 'WITNESS', 'lo vi'];
  for (const way of ways) {
    story(`“${way}” means the second of the list`, async (here) => {
      const ana = here.person('ana');
      await ana.says('There was a fight');
      await answers(ana, {}, 'relation');
      expect(questionIn(await ana.says(way))).toBe('kind');
      expect(await answers(ana, { confirm: undefined })).toContain('Whom it happened to: I saw it');
    });
  }

  story('a button is as good as a number', async (here) => {
    const ana = here.person('ana');
    await ana.says('There was a fight');
    await answers(ana, {}, 'relation');
    expect(questionIn(await ana.presses('I pass it on for somebody'))).toBe('kind');
  });

  story('“no” is an answer where the question has one', async (here) => {
    const ana = here.person('ana');
    const receipt = await reports(ana, 'Only so that it is known', { named: 'no', contact: 'no' });
    expect(receipt).toContain(sentence('cases-receipt-record'));
    expect(receipt).not.toContain(sentence('cases-receipt-next'));
  });

  for (const question of ['relation', 'kind', 'weight', 'hear', 'named', 'contact', 'confirm'] as const) {
    story(`words that do not answer “${question}” are kept all the same`, async (here) => {
      const ana = here.person('ana');
      await ana.says('There was a fight');
      await answers(ana, { confirm: undefined }, question);
      expect(questionIn(await ana.says('He also hit my little brother'))).toBe(question);
      expect(await answers(ana, { confirm: undefined })).toContain('He also hit my little brother');
    });
  }

  story('something else is not: it says what would be understood, and asks again', async (here) => {
    const ana = here.person('ana');
    await ana.says('There was a fight');
    await answers(ana, {}, 'relation');
    const heard = await ana.says('12');
    expect(heard).toContain(sentence('field-choice', { count: 3 }));
    expect(questionIn(heard)).toBe('relation');
  });
});

describe('reading back', () => {
  story('the summary holds every answer, and is confirmed', async (here) => {
    const ana = here.person('ana');
    await ana.says('He grabbed me');
    const summary = await answers(ana, {
      relation: 'me',
      kind: '1',
      where: 'in the hall',
      when: 'last night',
      who: 'a man in a red coat',
      witnesses: 'my sister',
      weight: '3',
      contact: 'yes',
      confirm: undefined,
    });
    for (const line of [
      '> He grabbed me',
      'Whom it happened to: It happened to me',
      `Kind of harm: ${sentence('cases-kind-touch')}`,
      'Where: in the hall',
      'When: last night',
      'Who did it: a man in a red coat',
      'Who saw it: my sister',
      'How heavy it feels: Heavy',
      sentence('cases-summary-unnamed'),
    ])
      expect(summary).toContain(line);
    expect(await ana.says('yes, send it')).toContain(sentence('cases-receipt-next'));
  });

  for (const [what, answer, line] of [
    ['where', 'on the roof', 'Where: on the roof'],
    ['who', 'somebody with a dog', 'Who did it: somebody with a dog'],
    ['relation', '2', 'Whom it happened to: I saw it'],
    ['weight', '4', 'How heavy it feels: I can hardly bear it'],
    ['named', 'yes', 'They will learn your name.'],
    ['story', 'It was on Tuesday', 'It was on Tuesday'],
  ] as const) {
    story(`${what} can be corrected, and nothing else is asked`, async (here) => {
      const ana = here.person('ana');
      await ana.says('He grabbed me');
      await answers(ana, { where: 'in the hall', confirm: undefined });
      expect(questionIn(await ana.says('correct'))).toBe('correct');
      // Of a story the parts can be corrected as well.
      const asked = await ana.says(what);
      if (what === 'story') expect(asked).toContain(sentence('cases-ask-piece'));
      expect(questionIn(what === 'story' ? await ana.says('add more') : asked)).toBe(what);
      let summary = await ana.says(answer);
      if (what === 'story') summary = await ana.says('done');
      expect(questionIn(summary)).toBe('confirm');
      expect(summary).toContain(line);
      expect(summary).toContain('> He grabbed me');
    });
  }

  story('words written instead of an answer are kept, and it is read back again', async (here) => {
    const ana = here.person('ana');
    await ana.says('He grabbed me');
    await answers(ana, { confirm: undefined });
    expect(await ana.says('I forgot: he had a knife')).toContain('I forgot: he had a knife');
    expect(questionIn(ana.last())).toBe('confirm');
  });

  story('taken back, it is told to nobody', async (here) => {
    const ana = here.person('ana');
    await ana.says('He grabbed me');
    await answers(ana, { confirm: 'withdraw' });
    expect(ana.last()).toContain(sentence('cases-withdrawn'));
    for (const who of ['rosa', 'sam', 'tariq']) expect(cards(here.person(who))).toEqual([]);
  });
});

describe('the receipt', () => {
  story('comes at once, with the name of the case, what happens by when, and what is kept until when', async (here) => {
    const ana = here.person('ana');
    const receipt = await reports(ana, 'He grabbed me');
    const code = codeIn(receipt);
    const at = new Date(here.clock.now().getTime() + minutes(60));
    for (const text of [
      sentence('cases-receipt', { code }),
      sentence('cases-receipt-next'),
      sentence('cases-receipt-when', { minutes: 60, at: { at, zone: 'UTC', show: 'zoned' } }),
      sentence('cases-receipt-add'),
      sentence('cases-receipt-keep', { days: 180 }),
    ])
      expect(receipt).toContain(text);
    // A homeserver goes by a clock of its own.
    if (onMatrix) return;
    const entry = here.room.views('ana')[0]!.entries.findLast((each) => each.by === 'haven')!;
    expect(entry.at).toBe(here.clock.now().toISOString());
  });

  story('the two call the person by a made-up name, always the same one', async (here) => {
    const receipt = await reports(here.person('ana'), 'He grabbed me');
    const code = codeIn(receipt);
    const name = /For the two you are “([^”]+)”/u.exec(receipt)![1]!;
    for (const who of ['rosa', 'sam']) {
      const read = await here.person(who).runs(`case take ${code}`);
      expect(read).toContain(`The person: ${name}`);
      expect(here.person(who).reads().join()).not.toMatch(/\bAna\b/u);
    }
  });

  story('whoever wants to be named is, and reads so', async (here) => {
    const receipt = await reports(here.person('ana'), 'He grabbed me', { named: '2' });
    expect(receipt).toContain(sentence('cases-receipt-named'));
    expect(await here.person('rosa').runs(`case take ${codeIn(receipt)}`)).toContain('The person: Ana');
  });

  story('“new” begins another one, and a code name says to which of them words belong', async (here) => {
    const ana = here.person('ana');
    const first = codeIn(await reports(ana, 'He grabbed me'));
    await ana.says('new');
    await answers(ana, {}, 'story');
    await ana.says('And somebody else threatens me');
    await ana.says('done');
    const second = codeIn(await answers(ana, {}));
    expect(second).not.toBe(first);
    expect(await ana.says(`${first} he did it again`)).toContain(sentence('cases-added', { code: first }));
    await here.person('rosa').runs(`case take ${first}`);
    expect(await here.person('rosa').runs(`case show ${first}`)).toContain('> he did it again');
  });
});

describe('quiet', () => {
  story('neutral: unasked there is but one bland line; the rest is there once they write', async (here) => {
    const ana = here.person('ana');
    await ana.says('He grabbed me');
    const code = codeIn(await answers(ana, { safe: '2' }));
    await here.person('rosa').runs(`case take ${code}`);
    await here.person('sam').runs(`case take ${code}`);
    await here.person('rosa').runs(`case reply ${code} We believe you`);
    const unasked = ana
      .reads()
      .slice(ana.reads().findIndex((each) => each.includes(sentence('cases-receipt-add'))) + 1);
    expect(unasked).toEqual([sentence('neutral-nudge')]);
    await ana.says('I am here now');
    expect(ana.reads().join()).toContain('> We believe you');
  });

  story('hide: the bot’s messages are gone, it is silent until written to, and nothing is lost', async (here) => {
    const ana = here.person('ana');
    const code = codeIn(await reports(ana, 'He grabbed me'));
    expect(await ana.says('hide')).toBe('');
    expect(ana.reads()).toEqual([]);
    await here.person('rosa').runs(`case take ${code}`);
    await here.person('sam').runs(`case take ${code}`);
    await here.person('rosa').runs(`case reply ${code} We believe you`);
    await here.pass(minutes(90));
    expect(ana.reads()).toEqual([]);
    expect(await ana.says('are you there?')).toBe(sentence('neutral-hello'));
    await ana.says('show');
    expect(ana.reads().join()).toContain('> We believe you');
  });

  story('“show” with nothing waiting still gets an answer', async (here) => {
    const ana = here.person('ana');
    await ana.says('hello');
    await ana.says('hide');
    expect(questionIn(await ana.says('show'))).toBe('safe');
  });
});

describe('asked for help where others read', () => {
  story('the answer comes in private, and the message there is taken away', async (here) => {
    await here.square();
    await here.person('ana').saysInSquare('haven help, Bo hit me');
    expect(here.person('ana').reads().at(-2)).toContain(sentence('cases-invite'));
    expect(here.person('ana').last()).toBe(sentence('cases-redacted'));
    expect(here.person('bo').readsInSquare().join()).not.toContain('hit me');
  });
});
