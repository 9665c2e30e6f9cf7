/** Files: noted at once, copied only after a yes, never where nobody may copy them. */
import { describe, expect } from 'vitest';
import type { Upload } from '../../src/platforms/playground/room.ts';
import { minutes } from '../../src/time/clock.ts';
import { answers, codeIn, questionIn, reports, sentence } from '../support/report.ts';
import { story } from '../support/story.ts';
import type { World } from '../support/world.ts';

const photo = (name: string, fails = false): Upload => ({
  name,
  type: 'image/png',
  bytes: new TextEncoder().encode(`the bytes of ${name}`),
  ...(fails ? { fails } : {}),
});

/** What the first of the two reads about the files of a case. */
const filesOf = async (here: World, code: string): Promise<string[]> =>
  (await here.person('rosa').runs(`case take ${code}`)).split('\n').filter((line) => /^- .*kB/u.test(line));

describe('files that come with a story', () => {
  story('are asked about before they are touched, and copied after a yes', async (here) => {
    const ana = here.person('ana');
    await ana.says('Look at this', [photo('chat.png')]);
    await ana.says('1');
    await answers(ana, {}, 'copies');
    expect(questionIn(ana.last())).toBe('copies');
    expect(await ana.says('yes')).toContain(sentence('cases-copies-on'));
    const code = codeIn(await answers(ana, {}));
    expect(await filesOf(here, code)).toEqual([
      `- ${sentence('cases-evidence-kept', { number: 1, name: 'chat.png', kilobytes: 1 })}`,
    ]);
  });

  for (const no of ['no', '2', 'skip', 'not sure']) {
    story(`are not copied after “${no}”, and the team knows that there were some`, async (here) => {
      const ana = here.person('ana');
      await ana.says('Look at this', [photo('chat.png')]);
      await answers(ana, {}, 'copies');
      expect(await ana.says(no)).toContain(sentence('cases-copies-off'));
      const code = codeIn(await answers(ana, {}));
      expect(await filesOf(here, code)).toEqual([
        `- ${sentence('cases-evidence-pointer', { number: 1, name: 'chat.png', kilobytes: 1 })}`,
      ]);
    });
  }

  story('are asked about once, however many they are', async (here) => {
    const ana = here.person('ana');
    await ana.says('Look at these', [photo('1.png'), photo('2.png'), photo('3.png')]);
    await answers(ana, { copies: 'yes' });
    expect(ana.reads().filter((each) => each.includes(sentence('cases-ask-copies')))).toHaveLength(1);
  });

  story('may come without a word', async (here) => {
    const ana = here.person('ana');
    await ana.says('', [photo('chat.png')]);
    const code = codeIn(await answers(ana, { copies: 'yes' }));
    expect(await filesOf(here, code)).toHaveLength(1);
  });

  story(
    'ten of them, of which one fails: nine are kept, and the person reads by name which one to send again',
    async (here) => {
      const ana = here.person('ana');
      const ten = Array.from({ length: 10 }, (_, at) => photo(`shot-${at}.png`, at === 4));
      await ana.says('These are all', ten);
      const code = codeIn(await answers(ana, { copies: 'yes' }));
      await here.pass(minutes(30));
      expect(
        ana.reads().filter((each) => each.includes(sentence('cases-file-failed', { name: 'shot-4.png' }))),
      ).toHaveLength(1);
      const files = await filesOf(here, code);
      expect(files.filter((line) => line.includes('kept, encrypted'))).toHaveLength(9);
      expect(files.filter((line) => line.includes('could not be loaded'))).toEqual([
        expect.stringContaining('shot-4.png'),
      ]);
      const read = await here.person('rosa').runs(`case show ${code}`);
      expect(read).toContain('> These are all');
    },
  );

  story('one that is too large is said so by name, and everything else goes on', async (here) => {
    const ana = here.person('ana');
    await ana.says('I have a film');
    await ana.says('1');
    await here.arrives({
      eventId: 'large',
      from: { account: 'ana', name: 'Ana' },
      place: { kind: 'direct', account: 'ana' },
      what: {
        kind: 'message',
        id: 'large',
        text: 'here',
        files: [{ id: 'nowhere', name: 'film.mp4', type: 'video/mp4', size: 900_000_000 }],
        toUs: true,
      },
    });
    const before = ana.reads().length;
    await answers(ana, { copies: 'yes' });
    await ana.says('done');
    const code = codeIn(await answers(ana, {}));
    expect(ana.reads().slice(before).join('\n')).toContain('film.mp4');
    expect((await filesOf(here, code)).join()).toContain(
      sentence('cases-evidence-pointer', { number: 1, name: 'film.mp4', kilobytes: 878_907 }),
    );
  });
});

describe('images that nobody may copy', () => {
  for (const kind of ['7', '8', 'images', 'child']) {
    story(`are not copied when the kind of harm is “${kind}”, whatever was answered about copies`, async (here) => {
      const ana = here.person('ana');
      await ana.says('He sends this around', [photo('secret.png')]);
      const heard = await answers(ana, { copies: 'yes', kind, confirm: undefined });
      expect(ana.reads().join()).toContain(sentence('cases-never-fetched'));
      expect(questionIn(heard)).toBe('confirm');
      const code = codeIn(await ana.says('1'));
      await here.pass(minutes(5));
      expect((await filesOf(here, code)).join()).toContain(
        sentence('cases-evidence-pointer', { number: 1, name: 'secret.png', kilobytes: 1 }),
      );
    });
  }

  story('nor when they come afterwards', async (here) => {
    const ana = here.person('ana');
    const code = codeIn(await reports(ana, 'He sends images of me around', { kind: 'images' }));
    await ana.says('this one', [photo('secret.png')]);
    if (questionIn(ana.last()) === 'copies') await ana.says('yes');
    await here.pass(minutes(5));
    const files = await filesOf(here, code);
    expect(files.join()).toContain('secret.png');
    expect(files.join()).not.toContain('kept, encrypted');
  });

  story('where it is about a child, whom the law names is said', async (here) => {
    await here.person('rosa').runsInSpace('haven setup en --safeguarding "Child protection, room 2"');
    const ana = here.person('ana');
    await reports(ana, 'A child is in danger', { kind: 'child' });
    expect(ana.reads().join()).toContain('Child protection, room 2');
  });
});

describe('files that come to an open case', () => {
  story('with words that name one of the two are asked about when it is known who may see them', async (here) => {
    const ana = here.person('ana');
    const code = codeIn(await reports(ana, 'He hit me'));
    for (const each of ['rosa', 'sam']) await here.person(each).runs(`case take ${code}`);
    expect(await ana.says('Rosa was there, look', [photo('first.png')])).toContain(sentence('cases-ask-doubt'));
    expect(await ana.says('', [photo('second.png')])).toContain(sentence('cases-files-noted', { count: 1 }));
    expect(questionIn(await ana.says('yes'))).toBe('copies');
    await ana.says('yes');
    const read = await here.person('sam').runs(`case show ${code}`);
    for (const [at, name] of ['first.png', 'second.png'].entries())
      expect(read).toContain(sentence('cases-evidence-kept', { number: at + 1, name, kilobytes: 1 }));
    expect(await here.person('rosa').runs(`case file ${code} 1`)).toBe(sentence('cases-unknown'));
  });

  story('are asked about, and nothing else is asked', async (here) => {
    const ana = here.person('ana');
    const code = codeIn(await reports(ana, 'He hit me'));
    const heard = await ana.says('I found this', [photo('wound.png')]);
    expect(questionIn(heard)).toBe('copies');
    const after = await ana.says('yes');
    expect(questionIn(after)).toBeUndefined();
    expect(await filesOf(here, code)).toEqual([
      `- ${sentence('cases-evidence-kept', { number: 1, name: 'wound.png', kilobytes: 1 })}`,
    ]);
    expect(await here.person('rosa').runs(`case show ${code}`)).toContain('> I found this');
  });
});
