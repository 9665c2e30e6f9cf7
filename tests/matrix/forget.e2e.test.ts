/** The platform, running for weeks, forgets the keys of what it has read, and of nothing else. */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { matrixConfig } from '../../src/platforms/matrix/config.ts';
import { path } from '../../src/platforms/matrix/http.ts';
import { matrix } from '../../src/platforms/matrix/index.ts';
import { after, days, movableClock, systemClock } from '../../src/time/clock.ts';
import { recordingHouse } from '../support/house.ts';
import { scratch } from '../support/whole.ts';
import { openDevice } from './device.ts';
import { openCommunity, openGround, Person, type Ground } from './harness.ts';

let ground: Ground;
beforeAll(async () => {
  ground = await openGround();
});
afterAll(() => ground.end());

test('a key is forgotten weeks after it was used, while the bot listens', async () => {
  const community = await openCommunity(ground);
  const { bot } = community;
  const clock = movableClock(systemClock.now(), systemClock);
  const house = recordingHouse({ clock });
  const store = mkdtempSync(join(scratch, 'haven-forget-'));
  const given = { homeserver: ground.synapse.url, user: bot.user, password: bot.password, store };
  const platform = matrix(matrixConfig.parse(given));
  await platform.start(house);
  try {
    await community.joined();
    const [ana, bo] = await Promise.all(['Ana', 'Bo'].map((name) => community.member(name)));
    const rooms = await Promise.all([ana!, bo!].map((member) => new Person(member, community).direct()));
    const says = async (at: 0 | 1, body: string): Promise<string> => {
      await [ana!, bo!][at]!.says(rooms[at]!, body);
      return (await house.got('message', ({ text }) => text === body)).eventId;
    };
    const first = await says(0, 'it was on Monday');
    let last = await says(1, 'good morning');
    for (let day = 1; day <= 45; day += 1) {
      clock.moveTo(after(clock.now(), days(1)));
      last = await says(1, `good morning ${day}`);
    }
    await platform.stop();
    const device = await openDevice(house, given);
    const opens = async (room: string, id: string) => {
      const event: any = await device.http.call({ method: 'GET', path: path('rooms', room, 'event', id) });
      return device.crypto.open(room, event);
    };
    const seen = [await opens(rooms[0]!, first), await opens(rooms[1]!, last)];
    await device.close();
    expect(seen).toMatchObject([
      { ok: false, waiting: true },
      { ok: true, event: { content: { body: 'good morning 45' } } },
    ]);
  } finally {
    await platform.stop();
    rmSync(store, { recursive: true, force: true });
  }
});
