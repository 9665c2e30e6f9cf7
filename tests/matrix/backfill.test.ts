/** What a homeserver left out of its answer, by a homeserver that has one room and nothing but `/messages`. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { endAt, missed } from '../../src/platforms/matrix/backfill.ts';
import { type RoomEvent, timeOf } from '../../src/platforms/matrix/events.ts';
import { openHttp, type Http } from '../../src/platforms/matrix/http.ts';

const self = '@haven:example.org';
const start = Date.parse('2026-01-01T00:00:00Z');
const minute = 60_000;

const said = (at: number): RoomEvent => ({
  type: 'm.room.message',
  event_id: `$${at}`,
  sender: '@ana:example.org',
  origin_server_ts: start + at * minute,
  content: { body: String(at) },
});
const member = (at: number, membership: string, before?: string): RoomEvent => ({
  ...said(at),
  type: 'm.room.member',
  state_key: self,
  content: { membership },
  ...(before === undefined ? {} : { unsigned: { prev_content: { membership: before } } as object }),
});

/** Oldest first; a token is the number of the events before it. */
let room: readonly RoomEvent[] = [];
let refuses = false;
let asked = 0;
const server = createServer((request, answer) => {
  const query = new URL(request.url!, 'http://localhost').searchParams;
  const [from, to, limit] = ['from', 'to', 'limit'].map((key) => Number(query.get(key) ?? 0)) as [
    number,
    number,
    number,
  ];
  const begin = Math.max(to, from - limit);
  asked += 1;
  answer.writeHead(refuses ? 403 : 200, { 'content-type': 'application/json' });
  const chunk = room.slice(begin, from).toReversed();
  answer.end(
    JSON.stringify(refuses ? { errcode: 'M_FORBIDDEN' } : { chunk, ...(begin > to ? { end: String(begin) } : {}) }),
  );
});

let http: Http;
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  http = openHttp(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 'token');
});
afterAll(() => server.close());

async function found(timeline: number, end: Parameters<typeof endAt>[0], to?: number) {
  const ids: string[] = [];
  let refused = 0;
  const gap = {
    room: '!room',
    timeline: room.slice(room.length - timeline),
    from: String(room.length - timeline),
    to: to === undefined ? undefined : String(to),
    refused: () => void (refused += 1),
  };
  for await (const event of missed(http, gap, endAt(end))) ids.push(event.event_id);
  return { ids, refused };
}
const idsFrom = (at: number) => room.slice(at).map(({ event_id: id }) => id);
const direct = { seen: undefined, since: new Date(start), self, direct: true };
const shared = { ...direct, direct: false };

test('everything after the last event that was handed over comes once, oldest first', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 450 }), fc.nat(450), fc.nat(450), async (size, told, seen) => {
      room = Array.from({ length: size }, (_, at) => said(at));
      const last = seen % size;
      const { ids, refused } = await found(Math.min(told, size), { ...direct, seen: `$${last}` });
      expect(ids).toEqual(idsFrom(last + 1));
      expect(refused).toBe(0);
    }),
    { numRuns: 60 },
  );
});

test('in a direct room all since the invitation is new, in another one all since we joined', async () => {
  room = [
    said(0),
    member(1, 'invite'),
    said(2),
    member(3, 'join', 'invite'),
    said(4),
    member(5, 'join', 'join'),
    said(6),
  ];
  expect((await found(2, direct)).ids).toEqual(idsFrom(2));
  expect((await found(2, shared)).ids).toEqual(idsFrom(4));
});

test('where we have been for longer, what was written before we began is none of our business', async () => {
  room = [said(0), said(1), said(100), said(101)];
  expect((await found(1, { ...direct, since: new Date(start + 90 * minute) })).ids).toEqual(['$100', '$101']);
});

test('nothing is asked for beyond a token before which all is known', async () => {
  room = Array.from({ length: 300 }, (_, at) => said(at));
  expect((await found(10, { ...shared, since: new Date(0) }, 120)).ids).toEqual(idsFrom(120));
});

test('one page is asked for once', async () => {
  room = Array.from({ length: 50 }, (_, at) => said(at));
  asked = 0;
  await found(10, { ...direct, seen: '$20' });
  expect(asked).toBe(1);
  await found(29, { ...direct, seen: '$20' });
  expect(asked).toBe(2);
  // What was told already holds the last one.
  await found(30, { ...direct, seen: '$20' });
  expect(asked).toBe(2);
});

test('a homeserver that refuses is not asked for ever: what it told is handed over, and that is known', async () => {
  room = [said(0), said(1), said(2)];
  refuses = true;
  expect(await found(1, { ...direct, seen: '$0' })).toEqual({ ids: ['$2'], refused: 1 });
  refuses = false;
});

test('a time that nobody can have meant is now', () => {
  const now = new Date(start);
  for (const at of [Number.NaN, -1, start + 1, Infinity, 8.7e15, '5' as never, undefined as never])
    expect(timeOf({ ...said(0), origin_server_ts: at }, now)).toEqual(now);
  expect(timeOf({ ...said(0), origin_server_ts: start - 1 }, now).getTime()).toBe(start - 1);
});
