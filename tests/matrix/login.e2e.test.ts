/** Who the bot is on a homeserver, and what the operator is told where that does not work out. */
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { OperatorError } from '../../src/chat/outcome.ts';
import { logIn, type Credentials } from '../../src/platforms/matrix/login.ts';
import { recordingHouse, type RecordingHouse } from '../support/house.ts';
import { startSynapse, type Registered, type Synapse } from './synapse.ts';

let synapse: Synapse;
beforeAll(async () => {
  synapse = await startSynapse();
});

let bot: Registered;
let house: RecordingHouse;
let byPassword: Credentials;
let byToken: Credentials;
beforeEach(async () => {
  bot = await synapse.register('Haven');
  house = recordingHouse();
  const { user, password, token } = bot;
  byPassword = { homeserver: synapse.url, user, password };
  byToken = { homeserver: synapse.url, user, access_token: token };
});

const asks = (token: string, method: string, path: string, body: object = {}) =>
  fetch(`${synapse.url}/_matrix/client/v3${path}`, {
    method,
    headers: { authorization: `Bearer ${token}` },
    ...(method === 'GET' ? {} : { body: JSON.stringify(body) }),
  });

describe('a session', () => {
  test('by password is a device of its own, and is the same at the next start', async () => {
    const first = await logIn(house, byPassword, false);
    expect(first.device).not.toBe(bot.device);
    expect(await logIn(house, byPassword, false)).toEqual(first);
    expect(await (await asks(first.token, 'GET', '/account/whoami')).json()).toMatchObject({
      user_id: bot.user,
      device_id: first.device,
    });
  });

  test('by access token is the device of that token', async () => {
    const first = await logIn(house, byToken, false);
    expect(first).toMatchObject({ user: bot.user, device: bot.device, token: bot.token });
    expect(await logIn(house, byToken, false)).toEqual(first);
  });

  test('stays where the config names the password in the place of the token, and ends with another token', async () => {
    const first = await logIn(house, byToken, false);
    expect(await logIn(house, byPassword, false)).toMatchObject({ device: first.device });
    const other = await logIn(recordingHouse(), byPassword, false);
    expect(await logIn(house, { ...byToken, access_token: other.token }, false)).toMatchObject({
      device: other.device,
      lost: first.device,
    });
  });

  test('that was ended elsewhere is begun anew, and that is logged', async () => {
    const first = await logIn(house, byPassword, false);
    await asks(first.token, 'POST', '/logout');
    const second = await logIn(house, byPassword, false);
    expect(second).toMatchObject({ lost: first.device });
    expect(second.device).not.toBe(first.device);
    expect(house.logged).toContainEqual(
      expect.objectContaining({ level: 'error', label: 'matrix: the homeserver refuses the access token' }),
    );
  });

  test('whose keys are lost is another device; the lost one is named', async () => {
    const first = await logIn(house, byPassword, false);
    const second = await logIn(house, byPassword, true);
    expect(second.device).not.toBe(first.device);
    expect(second.lost).toBe(first.device);
  });
});

describe('the operator is told', () => {
  const told = async (given: Credentials, fresh = false): Promise<string> => {
    const seen = await logIn(house, given, fresh).catch((error: unknown) => error);
    expect(seen).toBeInstanceOf(OperatorError);
    const { label, message } = seen as OperatorError;
    // Read by a person, and written into logs: whole sentences that name nobody.
    expect(message).toMatch(/^[A-Z].*\.$/u);
    for (const secret of [bot.user, bot.password, bot.token, bot.device]) expect(message).not.toContain(secret);
    expect(await house.keep.get('session')).toBe(undefined);
    return label;
  };
  /** A server that is something else. */
  const another = async (answer: string, status: number): Promise<string> => {
    const server = createServer((_, response) => response.writeHead(status).end(answer)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    server.unref();
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };

  test.each<[string, () => Promise<Credentials> | Credentials, string]>([
    ['a wrong password', () => ({ ...byPassword, password: 'wrong' }), 'matrix: the password is refused'],
    ['an unknown user', () => ({ ...byPassword, user: '@nobody:localhost' }), 'matrix: the password is refused'],
    ['a user of another homeserver', () => ({ ...byPassword, user: '@a:x.org' }), 'matrix: the password is refused'],
    ['a wrong token', () => ({ ...byToken, access_token: 'wrong' }), 'matrix: the token is refused'],
    [
      'the token of somebody else',
      async () => ({ ...byToken, access_token: (await synapse.register('Other')).token }),
      'matrix: the account of somebody else',
    ],
    [
      'neither token nor password',
      () => ({ homeserver: synapse.url, user: bot.user }),
      'matrix: neither password nor token',
    ],
    [
      'nobody at that address',
      () => ({ ...byPassword, homeserver: 'http://127.0.0.1:9' }),
      'matrix: the homeserver can not be reached',
    ],
    [
      'no homeserver there',
      async () => ({ ...byPassword, homeserver: await another('<p>hello</p>', 200) }),
      'matrix: no homeserver',
    ],
    [
      'a page that is not there',
      async () => ({ ...byPassword, homeserver: await another('', 404) }),
      'matrix: no homeserver',
    ],
    [
      'a homeserver that is being mended',
      async () => ({ ...byPassword, homeserver: await another('', 503) }),
      'matrix: the homeserver can not be reached',
    ],
  ])('of %s', async (_, given, label) => {
    expect(await told(await given())).toBe(label);
  });

  test('of lost keys of the only token', async () => {
    await logIn(house, byToken, false);
    await house.keep.put('kept', (await house.keep.get('session'))!);
    await expect(logIn(house, byToken, true)).rejects.toMatchObject({ label: 'matrix: the keys are lost' });
  });
});
