/** What is erased is erased: the words, the key, and what was still to be done. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect } from 'vitest';
import { days } from '../../src/time/clock.ts';
import { answers, codeIn, questionIn, reports, sentence } from '../support/report.ts';
import { story } from '../support/story.ts';
import type { World } from '../support/world.ts';

/** Counts rows in the files as they lie on disk. */
function count(here: World, file: 'haven' | 'keys', query: string): number {
  const db = new Database(join(here.folder, `${file}.db`), { readonly: true });
  try {
    return (db.prepare(query).get() as { n: number }).n;
  } finally {
    db.close();
  }
}
const words = (here: World) =>
  ['case_entries', 'case_evidence', 'case_people'].map((table) =>
    count(here, 'haven', `select count(*) n from ${table}`),
  );
const keysOfCases = (here: World): number => {
  const ids = idsOf(here);
  return ids.filter((id) => count(here, 'keys', `select count(*) n from case_keys where id = '${id}'`) > 0).length;
};
const idsOf = (here: World): string[] => {
  const db = new Database(join(here.folder, 'haven.db'), { readonly: true });
  try {
    return (db.prepare('select id from cases').all() as { id: string }[]).map((row) => row.id);
  } finally {
    db.close();
  }
};
const left = (here: World) =>
  count(
    here,
    'haven',
    'select count(*) n from cases where reporter is not null or facts is not null or topic is not null',
  );

async function closed(here: World): Promise<string> {
  const code = codeIn(await reports(here.person('ana'), 'He hit me', { where: 'here', who: 'Tariq' }));
  await here.person('rosa').runs(`case take ${code}`);
  await here.person('sam').runs(`case take ${code}`);
  await here.person('rosa').runs(`case note ${code} keep this short`);
  await here.person('rosa').runs(`case close ${code} --outcome resolved`);
  return code;
}

describe('a closed case', () => {
  story('is there until its day, and gone on it: rows, key and name', async (here) => {
    const code = await closed(here);
    await here.pass(days(179));
    expect(await here.person('rosa').runs(`case show ${code}`)).toContain('> He hit me');
    expect(keysOfCases(here)).toBe(1);
    await here.pass(days(1));
    expect(await here.person('rosa').runs(`case show ${code}`)).toBe(sentence('cases-unknown'));
    expect(words(here)).toEqual([0, 0, 0]);
    expect(left(here)).toBe(0);
    expect(keysOfCases(here)).toBe(0);
  });

  story('goes on the day that the community set', async (here) => {
    await here.person('rosa').runsInSpace('haven setup en --retention 30');
    const code = await closed(here);
    expect(here.person('ana').last()).toContain(sentence('cases-closed-kept', { days: 30 }));
    await here.pass(days(30));
    expect(await here.person('rosa').runs(`case show ${code}`)).toBe(sentence('cases-unknown'));
    expect(keysOfCases(here)).toBe(0);
  });

  story('whose reporter writes after that begins something new', async (here) => {
    await closed(here);
    await here.pass(days(181));
    expect(questionIn(await here.person('ana').says('It is me again'))).toBe('safe');
  });
});

describe('withdrawal', () => {
  story('is asked for once more, and then everything goes at once', async (here) => {
    const ana = here.person('ana');
    const code = codeIn(await reports(ana, 'He hit me', { where: 'here' }));
    await here.person('rosa').runs(`case take ${code}`);
    await here.person('sam').runs(`case take ${code}`);
    expect(await ana.says('withdraw')).toContain(sentence('cases-ask-withdraw', { code }));
    expect(keysOfCases(here)).toBe(1);
    expect(await ana.says('yes')).toContain(sentence('cases-withdrawn'));
    await here.settle();
    expect(words(here)).toEqual([0, 0, 0]);
    expect(left(here)).toBe(0);
    expect(keysOfCases(here)).toBe(0);
    expect(here.person('sam').last()).toContain(sentence('cases-withdrawn-team', { code }));
    expect(await here.person('sam').runs(`case show ${code}`)).toBe(sentence('cases-unknown'));
    await here.pass(days(2));
    expect(here.person('tariq').last()).not.toContain('waited');
  });

  story('leaves nothing of the words with the two either', async (here) => {
    const ana = here.person('ana');
    const code = codeIn(await reports(ana, 'He hit me'));
    await here.person('rosa').runs(`case take ${code}`);
    await here.person('sam').runs(`case take ${code}`);
    await ana.says('and my little brother');
    await ana.says('withdraw');
    await ana.says('yes');
    for (const who of ['rosa', 'sam']) expect(here.person(who).reads().join()).not.toMatch(/hit me|little brother/u);
  });

  story('can be thought better of', async (here) => {
    const ana = here.person('ana');
    const code = codeIn(await reports(ana, 'He hit me'));
    await ana.says('withdraw');
    expect(await ana.says('no')).toContain(sentence('cases-left', { code }));
    expect(keysOfCases(here)).toBe(1);
    expect(await ana.says('He did it again')).toContain(sentence('cases-added', { code }));
  });

  story('in the middle of telling erases the draft', async (here) => {
    const ana = here.person('ana');
    await ana.says('He hit me');
    await answers(ana, {}, 'where');
    await ana.says('withdraw');
    await ana.says('yes');
    await here.settle();
    expect(words(here)).toEqual([0, 0, 0]);
    expect(keysOfCases(here)).toBe(0);
    expect(questionIn(await ana.says('Something else happened'))).toBe('safe');
  });
});

describe('a draft', () => {
  for (const [what, told] of [
    ['with words', ['He hit me', '1']],
    ['without a word, after a call that was called off', ['danger', "don't call anyone"]],
    ['with nothing but the wish for a human', ['hello', '1', 'talk to a person']],
  ] as const) {
    story(`${what} is erased thirty days after its last word`, async (here) => {
      for (const line of told) await here.person('ana').says(line);
      await here.pass(days(29));
      expect(keysOfCases(here)).toBe(1);
      await here.pass(days(2));
      expect(keysOfCases(here)).toBe(0);
      expect(words(here)).toEqual([0, 0, 0]);
      expect(left(here)).toBe(0);
    });
  }
});
