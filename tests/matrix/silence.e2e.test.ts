/** Somebody may be looking at the phone: what the platform says of its own accord keeps silent as well. */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { days } from '../../src/time/clock.ts';
import { until } from '../support/until.ts';
import { scratch } from '../support/whole.ts';
import { sentence, story, teamOf, withGround, type MatrixWorld } from './world.ts';

withGround();

/** The bot comes back without the keys of its device, and whoever wrote lately is told. */
async function loseKeys(here: MatrixWorld): Promise<void> {
  await here.stop();
  const store = mkdtempSync(join(scratch, 'haven-renewed-'));
  try {
    await here.start({ store });
    await until(async () => (await here.kept('renewed/')).length === 0, 20_000);
    await here.pass(0);
  } finally {
    rmSync(store, { recursive: true });
  }
}

story(
  'who hides is told that the keys are new when they come back, and not before',
  async (here) => {
    const { ana, rosa } = await teamOf(here);
    await ana.says('He reads my phone');
    await rosa.says('hello');
    await ana.says('hide');
    await loseKeys(here);
    expect(rosa.last()).toBe(sentence('matrix-renewed'));
    expect(ana.reads()).toEqual([]);
    expect(await ana.says('hm')).toBe(sentence('neutral-hello'));
    expect(await ana.says('show')).toContain(sentence('matrix-renewed'));
    expect(await ana.says('hide')).toBe('');
    expect(ana.reads()).toEqual([]);
  },
  { expectErrors: true },
);

story(
  'who wants nothing private on the screen reads that something waits, and then what it is',
  async (here) => {
    const { ana } = await teamOf(here);
    await ana.says('hello');
    await ana.says('2');
    await loseKeys(here);
    expect(ana.last()).toBe(sentence('neutral-nudge'));
    expect(await ana.says('I am alone now')).toContain(sentence('matrix-renewed'));
  },
  { expectErrors: true },
);

story(
  'where it goes on is not said to somebody who hides, and “hide” takes away what was said of it',
  async (here) => {
    const { bot } = here.community;
    await teamOf(here);
    const kim = await here.stranger('Kim');
    const plain = await kim.member.creates({ direct: true, invite: [bot.user] });
    const writes = (room: string, text: string) => kim.hears(() => kim.member.says(room, text));
    expect(await writes(plain, 'Somebody hit me')).toContain(sentence('matrix-moved'));
    const apart = kim.inPrivate().find(({ room }) => room !== plain)!.room;
    await writes(apart, 'hide');
    expect(kim.reads()).toEqual([]);
    await kim.member.leaves(apart);
    await here.pass(days(2));
    expect(await writes(plain, 'hm')).toBe(sentence('neutral-hello'));
    expect(kim.reads()).toEqual([sentence('neutral-hello')]);
  },
  { expectPlain: true },
);
