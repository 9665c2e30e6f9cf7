/** What `check` tells the operator, before the first start, while the program runs, and when something is lost. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Finding } from '../../src/chat/platform.ts';
import { checkMatrix } from '../../src/platforms/matrix/check.ts';
import { matrixConfig } from '../../src/platforms/matrix/config.ts';
import { matrix } from '../../src/platforms/matrix/index.ts';
import { recordingHouse } from '../support/house.ts';

import { startSynapse, type Synapse } from './synapse.ts';

let synapse: Synapse;
beforeAll(async () => {
  synapse = await startSynapse();
});
const folder = mkdtempSync(join(tmpdir(), 'haven-check-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const keys = (found: readonly Finding[]) => found.map(({ level, text }) => `${level} ${text.key}`);

async function account(name: string) {
  const { user, password, token } = await synapse.register(name);
  const at = { homeserver: synapse.url, user, store: join(folder, name) };
  const devices = async () => {
    const answer = await fetch(`${synapse.url}/_matrix/client/v3/devices`, {
      headers: { authorization: `Bearer ${token}` },
    });
    return ((await answer.json()) as { devices: unknown[] }).devices.length;
  };
  return { user, password, token, at, devices };
}

test('before the first start it leaves nothing behind, and says what is to be done', async () => {
  const { at, password, devices } = await account('Before');
  const options = matrixConfig.parse({ ...at, password });
  expect(keys(await checkMatrix(options, undefined))).toEqual([
    'good matrix-check-account',
    'hint matrix-check-new',
    'warning matrix-check-no-rooms',
    'good matrix-check-not-limited',
  ]);
  expect(await devices()).toBe(1);
});

test('what the homeserver refuses, and where there is none, is said in plain words', async () => {
  const { at, password } = await account('Refused');
  const refused = await checkMatrix(matrixConfig.parse({ ...at, password: `${password}x` }), undefined);
  expect(keys(refused)).toEqual(['bad matrix-check-refused']);
  expect(JSON.stringify(refused)).not.toContain(password);
  const nowhere = { ...at, homeserver: 'http://127.0.0.1:9', password };
  expect(keys(await checkMatrix(matrixConfig.parse(nowhere), undefined))).toEqual(['bad matrix-check-refused']);
  expect(keys(await checkMatrix(matrixConfig.parse(nowhere), { servers: [], places: [] }))).toEqual([
    'bad matrix-check-away',
  ]);
});

test('an access token without a password can’t mend a lost store, and a limit is remembered for a day', async () => {
  const { at, token } = await account('Token');
  const options = matrixConfig.parse({ ...at, access_token: token });
  const limited = { get: async (key: string) => (key === 'limited' ? new Date().toISOString() : undefined) };
  const found = keys(await checkMatrix(options, undefined, limited));
  expect(found).toContain('warning matrix-check-no-password');
  expect(found).toContain('warning matrix-check-limited');
  const old = { get: async (key: string) => (key === 'limited' ? '2026-01-01T00:00:00Z' : undefined) };
  expect(keys(await checkMatrix(options, undefined, old))).toContain('good matrix-check-not-limited');
});

test('once it has run, the signed device is shown by its fingerprint; a lost store is noticed', async () => {
  const { at, password } = await account('Running');
  const options = matrixConfig.parse({ ...at, password });
  const house = recordingHouse();
  const platform = matrix(options);
  await platform.start(house);
  try {
    const shown = (await platform.check!()).find(({ text }) => text.key === 'matrix-check-keys');
    const logged = house.logged.find(({ label }) => label === 'matrix: the keys of this device');
    const { fingerprint } = logged!.facts as { fingerprint: string };
    expect(shown?.text.args?.['fingerprint']).toBe(fingerprint.replaceAll(/(.{4})(?=.)/gu, '$1 '));
    expect(keys(await platform.check!())).not.toContain('bad matrix-check-unsigned');
  } finally {
    await platform.stop();
  }
  rmSync(options.store, { recursive: true });
  expect(keys(await checkMatrix(options, undefined, house.keep))).toContain('bad matrix-check-store-made-anew');
});
