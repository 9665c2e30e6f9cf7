/** What an answer of `/sync` tells the bot's device. */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { movableClock } from '../../src/time/clock.ts';
import { scratch } from '../support/whole.ts';
import { dateFollows, openCrowd } from './keyholders.ts';

test('a key that comes twice in one answer opens all that it opened at first', async () => {
  const folder = mkdtempSync(join(scratch, 'haven-receive-'));
  const clock = movableClock(new Date('2026-03-01T09:00:00Z'));
  const undo = dateFollows(clock);
  const crowd = await openCrowd(folder, clock);
  try {
    const ana = await crowd.person('ana');
    const first = await ana.says('first');
    // Both began a conversation between their devices, so her program tells the key anew, from here on.
    expect(await ana.hears(await crowd.says(ana, 'hello'))).toBe('hello');
    const second = await ana.says('second');
    expect(second.content.session_id).toBe(first.content.session_id);
    expect(await crowd.hears(second, ana.room)).toBe('second');
    expect(await crowd.hears(first, ana.room)).toBe('first');
  } finally {
    await crowd.close();
    undo();
    rmSync(folder, { recursive: true, force: true });
  }
});
