/** A homeserver that says “too often” is remembered for a day, since its limits can't be asked for. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openHttp, path } from '../../src/platforms/matrix/http.ts';
import { notingLimits, wasLimited } from '../../src/platforms/matrix/limited.ts';
import { after, days, minutes } from '../../src/time/clock.ts';
import { recordingHouse } from '../support/house.ts';
import { until } from '../support/until.ts';

let status = 429;
const server = createServer((_, answer) => answer.writeHead(status, { 'retry-after': '0' }).end('{}'));
beforeAll(async () => {
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => void server.close());

const asked = { method: 'GET', path: path('joined_rooms') } as const;

function visit() {
  const house = recordingHouse();
  const { port } = server.address() as AddressInfo;
  return { house, http: notingLimits(openHttp(`http://127.0.0.1:${port}`, 'token'), house) };
}

test('is told to check for a day, and no longer', async () => {
  status = 429;
  const { house, http } = visit();
  const now = house.clock.now();
  expect(await wasLimited(house.keep, now)).toBe(false);
  await expect(http.call(asked)).rejects.toMatchObject({ kind: 'limited' });
  await until(() => wasLimited(house.keep, now));
  expect(await wasLimited(house.keep, after(now, days(1) + minutes(1)))).toBe(false);
});

test('is not mistaken for a homeserver that fails in another way', async () => {
  status = 500;
  const { house, http } = visit();
  await expect(http.call(asked)).rejects.toMatchObject({ kind: 'down' });
  expect(await house.keep.get('limited')).toBeUndefined();
});
