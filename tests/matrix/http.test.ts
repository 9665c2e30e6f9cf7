/** Requests to a homeserver: one try each, and every failure told by a kind, a fixed label and nothing else. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MatrixFault, openHttp, path, type Http } from '../../src/platforms/matrix/http.ts';
import { logIn } from '../../src/platforms/matrix/login.ts';
import { recordingHouse } from '../support/house.ts';
import { until } from '../support/until.ts';

type Handler = (request: IncomingMessage, response: ServerResponse, body: string) => void;

/** The homeserver, by what it answers next. */
let answer: Handler;
let asked: { method: string; url: string; body: string; authorization: string | undefined }[];
let url: string;
let close: () => void;
const open: Http[] = [];

beforeEach(async () => {
  asked = [];
  answer = json(200, {});
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (some) => (body += some));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      asked.push({ method, url, body, authorization: headers.authorization });
      answer(request, response, body);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  close = () => (server.closeAllConnections(), server.close());
});
afterEach(() => {
  for (const each of open.splice(0)) each.stop();
  close();
});

function http(refused?: () => void): Http {
  const made = openHttp(url, 'secret-token', refused);
  open.push(made);
  return made;
}

const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Handler =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };

async function faultOf(call: Promise<unknown>): Promise<MatrixFault> {
  const seen = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(seen).toBeInstanceOf(MatrixFault);
  return seen as MatrixFault;
}

const whoami = { method: 'GET', path: path('account', 'whoami') } as const;

test('what is asked for arrives as it is, and every part of a path is encoded', async () => {
  answer = json(200, { event_id: '$1' });
  const sent = { method: 'PUT', path: path('rooms', '!a/b:x', 'send', 'm.x', '1'), body: { words: 'ä' } } as const;
  expect(await http().call({ ...sent, query: { 'a b': 'c&d' } })).toEqual({ event_id: '$1' });
  expect(asked).toEqual([
    {
      method: 'PUT',
      url: '/_matrix/client/v3/rooms/!a%2Fb%3Ax/send/m.x/1?a+b=c%26d',
      body: JSON.stringify({ words: 'ä' }),
      authorization: 'Bearer secret-token',
    },
  ]);
});

describe('a failure', () => {
  test.each<[string, Handler, object]>([
    ['a missing permission', json(403, { errcode: 'M_FORBIDDEN', error: 'Ana' }), { kind: 'denied', status: 403 }],
    ['gone', json(404, { errcode: 'M_NOT_FOUND' }), { kind: 'denied', errcode: 'M_NOT_FOUND' }],
    ['refused content', json(400, { errcode: 'M_BAD_JSON' }), { kind: 'invalid' }],
    ['too large', json(413, { errcode: 'M_TOO_LARGE' }), { kind: 'invalid' }],
    ['an error over there', json(500, { errcode: 'M_UNKNOWN' }), { kind: 'down' }],
    ['a gateway that gave up', (_, response) => response.writeHead(504).end('<p>gateway</p>'), { kind: 'unsure' }],
    ['no invitations', json(403, { errcode: 'M_INVITE_BLOCKED' }), { kind: 'unreachable' }],
    ['the password is asked for', json(401, { session: 's', flows: [] }), { kind: 'denied', session: 's' }],
    ['a token that ran out', json(401, { errcode: 'M_UNKNOWN_TOKEN', soft_logout: true }), { softLogout: true }],
    ['a page elsewhere', (_, response) => response.writeHead(302, { location: 'http://x/' }).end(), {}],
    ['a cut connection', (_, response) => void response.socket!.destroy(), { kind: 'unsure', status: 0 }],
    ['half an answer', (_, response) => void (response.write('{"a":'), response.socket!.destroy()), { kind: 'unsure' }],
    ['fields of another kind', json(400, { errcode: 7, session: {}, error: null }), { kind: 'invalid' }],
  ])('is told as what it is: %s', async (_, handler, expected) => {
    answer = handler;
    const fault = await faultOf(http().call({ ...whoami, query: { who: 'Ana' } }));
    expect(fault).toMatchObject(expected);
    expect(fault.label).toMatch(/^matrix: [a-z ]+$/u);
    expect(JSON.stringify([fault.message, fault.stack, fault.cause])).not.toMatch(/Ana|secret-token/u);
  });

  test('nobody there: nothing was sent', async () => {
    close();
    expect(await faultOf(http().call(whoami))).toMatchObject({ kind: 'down', status: 0 });
  });

  test('an answer that takes too long may have been carried out', async () => {
    answer = () => {};
    expect(await faultOf(http().call({ ...whoami, patience: 50 }))).toMatchObject({ kind: 'unsure' });
  });
});

describe('asked too often', () => {
  const inTime = (seconds: number) => new Date(Date.now() + seconds * 1_000).toUTCString();
  test.each<[string, Handler, number, number]>([
    ['in seconds', json(429, { errcode: 'M_LIMIT_EXCEEDED' }, { 'retry-after': '7' }), 7_000, 7_000],
    ['by a date', json(429, {}, { 'retry-after': inTime(30) }), 25_000, 31_000],
    ['in the body', json(429, { errcode: 'M_LIMIT_EXCEEDED', retry_after_ms: 1_500 }), 1_500, 1_500],
    ['for years', json(429, {}, { 'retry-after': '999999999' }), 3_600_000, 3_600_000],
    ['in both', json(429, { retry_after_ms: 1 }, { 'retry-after': '7' }), 7_000, 7_000],
    ['not at all', json(429, { errcode: 'M_LIMIT_EXCEEDED' }), 2_000, 2_000],
    ['by a proxy', (_, response) => response.writeHead(429).end('<p>slow</p>'), 2_000, 2_000],
    ['in no sense', json(429, { retry_after_ms: 'soon' }, { 'retry-after': 'soon' }), 2_000, 2_000],
  ])('says for how long, told %s', async (_, handler, least, most) => {
    answer = handler;
    const fault = await faultOf(http().call(whoami));
    expect(fault.kind).toBe('limited');
    expect(fault.retryAfterMs).toBeGreaterThanOrEqual(least);
    expect(fault.retryAfterMs).toBeLessThanOrEqual(most);
  });

  test('leaves the homeserver alone until then', async () => {
    answer = json(429, { errcode: 'M_LIMIT_EXCEEDED', retry_after_ms: 300 });
    const there = http();
    await faultOf(there.call(whoami));
    answer = json(200, { user_id: 'me' });
    expect(await faultOf(there.call(whoami))).toMatchObject({ kind: 'limited' });
    expect(asked).toHaveLength(1);
    expect(await there.insist(whoami)).toEqual({ user_id: 'me' });
    expect(asked).toHaveLength(2);
  });
});

describe('insisting', () => {
  test('goes on until there is an answer', async () => {
    let left = 2;
    answer = (...given) => json(left-- > 0 ? 503 : 200, { user_id: 'me' })(...given);
    expect(await http().insist(whoami)).toEqual({ user_id: 'me' });
    expect(asked).toHaveLength(3);
  });

  test.each([
    ['what is refused', 403, 'M_FORBIDDEN'],
    ['a token that is not taken', 401, 'M_UNKNOWN_TOKEN'],
  ])('does not repeat %s', async (_, status, errcode) => {
    answer = json(status, { errcode });
    expect(await faultOf(http().insist(whoami))).toMatchObject({ errcode });
    expect(asked).toHaveLength(1);
  });

  test('ends when it is stopped', async () => {
    answer = json(503, {});
    const there = http();
    const insisting = faultOf(there.insist(whoami));
    await until(() => asked.length > 0);
    there.stop();
    await insisting;
    expect(await faultOf(there.call(whoami))).toMatchObject({ kind: 'down', label: 'matrix: stopped' });
  });
});

test('a stop cuts off what is under way', async () => {
  answer = () => {};
  const there = http();
  const waiting = faultOf(there.call({ ...whoami, patience: 60_000 }));
  await until(() => asked.length === 1);
  there.stop();
  expect(await waiting).toMatchObject({ kind: 'unsure' });
});

test('a token that is not taken any more is told once', async () => {
  let refused = 0;
  const there = http(() => (refused += 1));
  answer = json(401, { errcode: 'M_MISSING_TOKEN' });
  await faultOf(there.call(whoami));
  expect(refused).toBe(0);
  answer = json(401, { errcode: 'M_UNKNOWN_TOKEN' });
  await faultOf(there.call(whoami));
  await faultOf(there.call(whoami));
  expect(refused).toBe(1);
});

describe('a file', () => {
  test('is fetched whole', async () => {
    answer = (_, response) => response.end(Buffer.from([0, 255, 1]));
    expect([...(await http().download('mxc://x.org/a b', 3))]).toEqual([0, 255, 1]);
    expect(asked[0]!.url).toBe('/_matrix/client/v1/media/download/x.org/a%20b');
  });

  test('that is larger than it said is not taken in', async () => {
    answer = (_, response) => response.end(Buffer.alloc(1_000_000));
    expect(await faultOf(http().download('mxc://x.org/a', 999_999))).toMatchObject({ kind: 'invalid' });
  });

  test.each(['https://x.org/a', 'mxc://x.org', 'mxc://x.org/../a/b', '', 'mxc:///a'])(
    'is nowhere at %j',
    async (address) => {
      expect(await faultOf(http().download(address, 1))).toMatchObject({ kind: 'invalid' });
      expect(asked).toEqual([]);
    },
  );
});

test('a device whose token ran out is taken up again by the password, with its keys', async () => {
  const house = recordingHouse();
  const given = { homeserver: url, user: '@haven:x', password: 'word' };
  const device = { user_id: '@haven:x', device_id: 'D1' };
  let good = 'one';
  answer = (request, response, body) => {
    const { url: where, headers } = request;
    if (where!.endsWith('/versions')) json(200, { versions: ['v1.11'] })(request, response, '');
    else if (where!.endsWith('/login')) {
      const { device_id: wanted = 'D1' } = JSON.parse(body);
      json(200, { ...device, device_id: wanted, access_token: good })(request, response, '');
    } else if (headers.authorization === `Bearer ${good}`) json(200, device)(request, response, '');
    else json(401, { errcode: 'M_UNKNOWN_TOKEN', soft_logout: true })(request, response, '');
  };
  await logIn(house, given, false);
  good = 'two';
  expect(await logIn(house, given, false)).toEqual({ user: '@haven:x', device: 'D1', token: 'two' });
  expect(asked.map(({ body }) => body).filter((body) => body.includes('device_id'))).toHaveLength(1);
});
