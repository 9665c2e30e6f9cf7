/** A community sets itself up, and its members learn from time to time that they can write. */
import { describe, expect, it } from 'vitest';
import { importSheet, sheet } from '../../src/core/community/index.ts';
import { days } from '../../src/time/clock.ts';
import { story } from '../support/story.ts';
import type { World } from '../support/world.ts';

const told = (here: World): number =>
  here
    .person('bo')
    .readsInSquare()
    .filter((text) => text.includes('write to me in private')).length;

describe('members are told that they can write', () => {
  story('once a month, in the room that was named, however often the community is set up', async (here) => {
    const square = await here.square();
    const setUp = () => here.person('rosa').runsInSpace(`haven setup en --announce ${square}`);
    expect(told(here)).toBe(0);
    await setUp();
    expect(told(here)).toBe(1);
    await setUp();
    expect(told(here)).toBe(1);
    await here.pass(days(29));
    expect(told(here)).toBe(1);
    await here.pass(days(2));
    expect(told(here)).toBe(2);
  });
});

describe('a file sets a community up', () => {
  const given = {
    platform: 'playground',
    server: 'elsewhere',
    space: 'staff',
    team: ['one', 'two', 'three'],
    settings: { card: 'Call the house phone.', retention: 30 },
  };

  story('once, and never over what was set in chat', async (here) => {
    expect(await here.app.run('import', (work) => importSheet(work, sheet.parse(given)))).toBe(true);
    const again = sheet.parse({ ...given, settings: { card: 'Another one.' } });
    expect(await here.app.run('import', (work) => importSheet(work, again))).toBe(false);
  });

  it('and a mistake in it is named', () => {
    const read = sheet.safeParse({ ...given, teem: [], settings: { retention: 'long' } });
    expect(read.error?.issues.map((issue) => issue.path.join('.') || issue.message).join()).toMatch(
      /settings.retention.*teem/u,
    );
  });
});
