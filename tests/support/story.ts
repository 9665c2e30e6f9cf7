/** A story: a world of its own, in which nothing may fail by a bug and no sentence may be left unfinished. */
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { onMatrix, world, type World, type WorldOptions } from './world.ts';

export interface StoryOptions extends WorldOptions {
  /** How long it may take on the playground; in milliseconds. */
  readonly patience?: number;
}

/** On a homeserver that others use as well; in milliseconds. */
const patienceOnMatrix = 240_000;

const file = basename(expect.getState().testPath!);
const names = new Set<string>();
const { sample, untold }: typeof import('../matrix/stories.ts') = onMatrix
  ? await import('../matrix/stories.ts')
  : { sample: {}, untold: {} };
const absent: Readonly<Record<string, string>> = untold[file] ?? {};
const all = !onMatrix || process.env['HAVEN_STORIES'] === 'all';
const told = new Set(sample[file]);

export const story = (name: string, tell: (here: World) => Promise<void>, options: StoryOptions = {}): void => {
  const { patience = 20_000, ...how } = options;
  names.add(name);
  const run = all || told.has(name) ? test : test.skip;
  run(name, { timeout: onMatrix ? patienceOnMatrix : patience }, async ({ skip }) => {
    skip(name in absent, absent[name]);
    const here = await world(how);
    try {
      await tell(here);
      expect(await here.faults()).toEqual([]);
    } finally {
      await here.stop();
    }
  });
};

if (onMatrix)
  test('every story that is named for Matrix is there', () => {
    expect([...Object.keys(absent), ...told].filter((name) => !names.has(name))).toEqual([]);
    expect([...told].filter((name) => name in absent)).toEqual([]);
    const files = readdirSync(join(import.meta.dirname, '..', 'core'));
    expect([...Object.keys(untold), ...Object.keys(sample)].filter((each) => !files.includes(each))).toEqual([]);
  });
