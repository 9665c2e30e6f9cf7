/** Who has which devices, asked of several homeservers: what one of them does is of no matter to the others. */
import { DeviceId, DeviceLists, OlmMachine, UserId, initAsync } from '@matrix-org/matrix-sdk-crypto-wasm';
import { beforeAll, expect, test } from 'vitest';
import { anyDevice } from '../../src/platforms/matrix/crypto/messages.ts';
import { newRequests, userIds } from '../../src/platforms/matrix/crypto/requests.ts';
import type { Call, Http } from '../../src/platforms/matrix/http.ts';
import { inTurn } from '../../src/platforms/matrix/turns.ts';

beforeAll(() => initAsync());

const [ana, kim] = ['@ana:near', '@kim:far'];
const nothing = (user: string) => Promise.resolve({ device_keys: { [user]: {} } });

/** A device, and a homeserver that answers for each person as it is told to. */
async function open(tells: Readonly<Record<string, () => Promise<object>>>) {
  const machine = await OlmMachine.initialize(new UserId('@haven:near'), new DeviceId('HAVEN'));
  const asked: string[] = [];
  const call = async ({ path, body }: Call): Promise<object> => {
    if (!path.endsWith('/keys/query')) return { one_time_key_counts: {} };
    const users = Object.keys((body as { device_keys: object }).device_keys);
    asked.push(...users);
    const answers = await Promise.all(users.map((user) => (tells[user] ?? (() => nothing(user)))()));
    return { device_keys: Object.assign({}, ...answers.map((each) => (each as { device_keys: object }).device_keys)) };
  };
  const requests = newRequests(machine, call as Http['call'], inTurn(), () => {});
  const track = (...users: string[]) => machine.updateTrackedUsers(userIds(users));
  const changed = async (user: string) => {
    requests.changed([user]);
    await machine.receiveSyncChanges('[]', new DeviceLists(userIds([user])), new Map(), undefined, anyDevice());
  };
  return { asked, requests, track, changed, times: (user: string) => asked.filter((each) => each === user).length };
}

test('one that does not answer is waited for by nobody but its own people', async () => {
  const { promise, resolve } = Promise.withResolvers<object>();
  const { requests, track, times } = await open({ [kim]: () => promise });
  await track(ana, kim);
  let isKnown = false;
  const known = requests.know([kim]).then(() => (isKnown = true));
  await requests.know([ana]);
  expect(isKnown).toBe(false);
  resolve({ device_keys: { [kim]: {} } });
  await known;
  await requests.know([ana, kim]);
  expect([times(ana), times(kim)]).toEqual([1, 1]);
});

test('one that tells nonsense spoils nothing of the others', async () => {
  const { requests, track, times } = await open({ [kim]: async () => ({ device_keys: { [kim]: 5 } }) });
  await track(ana, kim);
  await Promise.all([requests.know([kim]), requests.know([ana])]);
  await requests.know([ana]);
  expect(times(ana)).toBe(1);
});

test('what has changed while it was told is asked for again', async () => {
  const { promise, resolve } = Promise.withResolvers<object>();
  const { requests, track, changed, times } = await open({ [ana]: () => promise });
  await track(ana);
  const known = requests.know([ana]);
  await expect.poll(() => times(ana)).toBe(1);
  await changed(ana);
  resolve({ device_keys: { [ana]: {} } });
  await known;
  await requests.know([ana]);
  expect(times(ana)).toBe(2);
  await requests.know([ana]);
  expect(times(ana)).toBe(2);
});
