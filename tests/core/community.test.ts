/** A community sets itself up, and its members learn from time to time that they can write. */
import { describe, expect, it } from 'vitest';
import { importSheet, sheet } from '../../src/core/community/index.ts';
import { days } from '../../src/time/clock.ts';
import { world, type World } from '../support/world.ts';

const told = (here: World): number =>
  here.room
    .views('bo')
    .filter(({ place }) => place.kind === 'shared' && place.space === 'square')
    .flatMap(({ entries }) => entries)
    .filter((entry) => entry.text.includes('write to me in private')).length;

describe('members are told that they can write', () => {
  it('once a month, in the room that was named, however often the community is set up', async () => {
    const here = await world();
    const setUp = async (event: string) => {
      const place = { kind: 'shared', space: 'responders' } as const;
      await here.room.command('rosa', place, 'haven setup', { language: 'en', announce: 'square' }, event);
      await here.settle();
    };
    expect(told(here)).toBe(0);
    await setUp('first');
    expect(told(here)).toBe(1);
    await setUp('second');
    expect(told(here)).toBe(1);
    await here.pass(days(29));
    expect(told(here)).toBe(1);
    await here.pass(days(2));
    expect(told(here)).toBe(2);
    await here.stop();
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

  it('once, and never over what was set in chat', async () => {
    const here = await world();
    expect(await here.app.run('import', (work) => importSheet(work, sheet.parse(given)))).toBe(true);
    const again = sheet.parse({ ...given, settings: { card: 'Another one.' } });
    expect(await here.app.run('import', (work) => importSheet(work, again))).toBe(false);
    await here.stop();
  });

  it('and a mistake in it is named', () => {
    const read = sheet.safeParse({ ...given, teem: [], settings: { retention: 'long' } });
    expect(read.error?.issues.map((issue) => issue.path.join('.') || issue.message).join()).toMatch(
      /settings.retention.*teem/u,
    );
  });
});
