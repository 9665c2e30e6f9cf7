/** A story: a world of its own, in which nothing may fail by a bug and no sentence may be left unfinished. */
import { expect, test } from 'vitest';
import { world, type World, type WorldOptions } from './world.ts';

export const story = (name: string, tell: (here: World) => Promise<void>, options: WorldOptions = {}): void => {
  test(name, { timeout: 20_000 }, async () => {
    const here = await world(options);
    try {
      await tell(here);
      expect(here.lines.filter((line) => line.includes('"error"'))).toEqual([]);
      for (const { account } of here.room.people) {
        const unfinished = here.room
          .views(account)
          .flatMap(({ entries }) => entries.filter((entry) => entry.by === 'haven' && /\{\s*\$/u.test(entry.text)));
        expect(unfinished).toEqual([]);
      }
    } finally {
      await here.stop();
    }
  });
};
