/** Rooms by their state, whatever somebody wrote into it: who has which power, who reads, what lies in which space. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { tame } from '../../src/platforms/matrix/content.ts';
import type { RoomEvent } from '../../src/platforms/matrix/events.ts';
import { liesIn, may, unitsAround } from '../../src/platforms/matrix/hierarchy.ts';
import { openHttp } from '../../src/platforms/matrix/http.ts';
import { inviterOf, isForUs } from '../../src/platforms/matrix/invites.ts';
import { openRooms, type Room } from '../../src/platforms/matrix/rooms.ts';
import { readersOf } from '../../src/platforms/matrix/spaces.ts';
import { newState } from '../../src/platforms/matrix/state.ts';

const us = '@haven:example.org';
const ana = '@ana:example.org';
const ben = '@ben:example.org';
const eve = '@eve:elsewhere.example';

let count = 0;
const event = (type: string, content: unknown, { key = '', sender = ana } = {}): RoomEvent => ({
  type,
  content,
  sender,
  state_key: key,
  event_id: `$${(count += 1)}`,
  origin_server_ts: 1_700_000_000_000,
});
const created = (version = '11', more: object = {}) => event('m.room.create', { room_version: version, ...more });
const member = (user: string, membership: string, more: object = {}) =>
  event('m.room.member', { membership, ...more }, { key: user, sender: user });
const levels = (content: unknown) => event('m.room.power_levels', content);
const roomOf = (id: string, ...events: readonly RoomEvent[]): Room => {
  const room = newState(id);
  for (const each of events) room.apply(each);
  return room;
};

const types = [
  'm.room.create',
  'm.room.power_levels',
  'm.room.name',
  'm.room.canonical_alias',
  'm.room.encryption',
  'm.room.join_rules',
  'm.room.history_visibility',
  'm.room.member',
  'm.space.child',
  'm.space.parent',
  'constructor',
  '__proto__',
];
const read =
  'room_version type creator additional_creators users events users_default state_default ban name alias algorithm ' +
  'join_rule history_visibility membership displayname via';
/** The fields that are read, with anything in them. */
const content = fc.oneof(fc.anything(), fc.dictionary(fc.constantFrom(...read.split(' ')), fc.anything()));

describe('what anybody wrote into the state of a room', () => {
  test('is read without a failure, and as nothing but what it may be', () => {
    const hostile = fc.record({ type: fc.constantFrom(...types), content, key: fc.constantFrom('', us, ana, '!a') });
    fc.assert(
      fc.property(fc.array(hostile), (events) => {
        const room = roomOf('!room', ...events.map((each) => event(each.type, each.content, { key: each.key })));
        expect(typeof room.name).toBe('string');
        expect(room.name.length).toBeLessThanOrEqual(100);
        expect(['string', 'undefined']).toContain(typeof room.type);
        for (const text of [room.version, room.joinRule, room.historyVisibility]) expect(typeof text).toBe('string');
        for (const { name, membership } of room.members.values()) {
          expect(name).not.toBe('');
          expect(['join', 'invite']).toContain(membership);
        }
        for (const user of [us, ana, 'constructor']) expect(room.powerOf(user)).not.toBeNaN();
        for (const what of ['ban', 'm.room.name', '__proto__', 'toString'])
          expect(Number.isSafeInteger(room.powerFor(what, true))).toBe(true);
        for (const unit of [room, roomOf('!space', created('11', { type: 'm.space' }))]) liesIn(room, unit);
        readersOf(room, us);
      }),
      { numRuns: 500 },
    );
  });

  test('has no power over the line in which a name stands', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (given) => {
        expect(tame(given)).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u);
      }),
    );
    expect(tame('Ana\u202Egnp.exe\n\nHaven: hello')).toBe('Ana gnp.exe Haven: hello');
    expect(tame('👩‍👧 می‌خواهم')).toBe('👩‍👧 می‌خواهم');
    expect(tame('\u200D\u200C \u200B')).toBe('');
    expect(tame('x'.repeat(10_000))).toHaveLength(100);
    expect(tame({ toString: () => 'Ana' })).toBe('');
    expect(roomOf('!a', member(ana, 'join', { displayname: '\u202E' })).members.get(ana)?.name).toBe(ana);
  });

  test('can not switch encryption off again', () => {
    const on = event('m.room.encryption', { algorithm: 'm.megolm.v1.aes-sha2' });
    expect(roomOf('!a', created()).encrypted).toBe(false);
    for (const off of [{}, null, { algorithm: 'none' }])
      expect(roomOf('!a', on, event('m.room.encryption', off)).encrypted).toBe(true);
  });
});

describe('power', () => {
  const level = fc.integer({ min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER });
  const user = fc.constantFrom(us, ben, eve, '__proto__', 'constructor');

  test('is what the room says, for whom it says it', () => {
    fc.assert(
      fc.property(fc.dictionary(user, level), level, user, (users, rest, who) => {
        const room = roomOf('!a', created(), levels({ users, users_default: rest }));
        expect(room.powerOf(who)).toBe(Object.hasOwn(users, who) ? users[who] : rest);
      }),
    );
  });

  test('of a creator is more than any number from version 12 on, whatever the room says', () => {
    fc.assert(
      fc.property(fc.constantFrom('12', '13', '120'), content, level, (version, said, most) => {
        const room = roomOf(
          '!a',
          created(version, { additional_creators: [ben, 7, null] }),
          levels(said),
          levels({ users: { [eve]: most } }),
        );
        for (const creator of [ana, ben]) expect(room.powerOf(creator)).toBeGreaterThan(Number.MAX_SAFE_INTEGER);
        expect(room.powerOf(eve)).toBe(most);
        expect(roomOf('!a', created(version), levels(said)).powerOf(eve)).toBeLessThan(Number.POSITIVE_INFINITY);
      }),
    );
    const before = roomOf('!a', created('11', { additional_creators: [ben] }), levels({ users: { [ana]: 50 } }));
    expect([before.powerOf(ana), before.powerOf(ben)]).toEqual([50, 0]);
  });

  test('falls back to what the specification says, where the room says nothing', () => {
    const needs = (room: Room) =>
      [room.powerFor('m.room.name', true), room.powerFor('m.room.message')].concat(
        ['ban', 'kick', 'redact', 'invite'].map((what) => room.powerFor(what)),
      );
    const bare = roomOf('!a', created());
    expect([bare.powerOf(ana), bare.powerOf(ben)]).toEqual([100, 0]);
    expect(needs(bare)).toEqual([0, 0, 50, 50, 50, 0]);
    for (const broken of [{}, null, 'x', { users: 7, events: [], ban: '50x', state_default: 0.5, invite: {} }]) {
      const room = roomOf('!a', created(), levels(broken));
      expect([room.powerOf(ana), room.powerOf(ben)]).toEqual([0, 0]);
      expect(needs(room)).toEqual([50, 0, 50, 50, 50, 0]);
    }
    expect(roomOf('!a', created('10', { creator: ben })).powerOf(ben)).toBe(100);
  });

  test('is read from text in rooms of an old version only', () => {
    const powerIn = (version: string) =>
      roomOf('!a', created(version), levels({ users: { [ben]: ' +60 ' } })).powerOf(ben);
    expect([powerIn('1'), powerIn('9'), powerIn('10'), powerIn('11')]).toEqual([60, 60, 0, 0]);
  });

  test('that everybody has, or that is somebody’s who left, lets nobody speak for a room', () => {
    expect(may(ben, 'm.space.parent', roomOf('!a', created(), member(ben, 'join')))).toBe(false);
    const led = [created(), levels({ users: { [ben]: 100 } })];
    expect(may(ben, 'm.space.parent', roomOf('!a', ...led, member(ben, 'join')))).toBe(true);
    for (const gone of ['leave', 'ban', 'invite', 'knock'])
      expect(may(ben, 'm.space.parent', roomOf('!a', ...led, member(ben, gone)))).toBe(false);
  });
});

describe('the readers of a room', () => {
  const step = fc.tuple(fc.constantFrom(ana, ben, eve), fc.constantFrom('join', 'invite', 'leave', 'ban', 'knock'));
  const rooms = loopback();

  test('are those who are in it, and those asked in where they may see what was written before', async () => {
    const { readersOf: sealedFor } = await rooms({});
    fc.assert(
      fc.property(
        fc.array(step),
        fc.constantFrom('shared', 'invited', 'joined', 'world_readable', undefined),
        (steps, visibility) => {
          const said = visibility === undefined ? [] : [{ history_visibility: visibility }];
          const room = roomOf(
            '!a',
            created(),
            member(us, 'join'),
            ...said.map((each) => event('m.room.history_visibility', each)),
            ...steps.map(([user, membership]) => member(user, membership)),
          );
          const last = new Map<string, string>(steps);
          const are = (...which: readonly string[]) =>
            [ana, ben, eve].filter((user) => which.includes(last.get(user) ?? 'none'));
          const expected = visibility === 'joined' ? are('join') : are('join', 'invite');
          expect(sealedFor(room).toSorted()).toEqual([...expected, us].toSorted());
          // Whoever is asked in is counted as a reader in any case.
          const told = readersOf(room, us)?.map((each) => each.user);
          expect(told).toEqual(visibility === 'world_readable' ? undefined : are('join', 'invite'));
        },
      ),
    );
  });

  test('can not be known where people come in by themselves', () => {
    const by = (rule: unknown) =>
      readersOf(roomOf('!a', created(), event('m.room.join_rules', { join_rule: rule })), us);
    for (const rule of ['public', 'restricted', 'knock_restricted', 'something new']) expect(by(rule)).toBeUndefined();
    for (const rule of ['invite', 'private', 'knock', undefined, 7]) expect(by(rule)).toEqual([]);
  });
});

describe('a room lies in a space', () => {
  const via = { via: ['example.org'] };
  const leads = (who: string) => [levels({ users: { [who]: 100 } }), member(who, 'join')];
  const space = (id: string, ...more: readonly RoomEvent[]) => roomOf(id, created('12', { type: 'm.space' }), ...more);
  const child = (room: string, sender: string, how: object = via) => event('m.space.child', how, { key: room, sender });
  const parent = (of: string, sender: string, how: object = via) => event('m.space.parent', how, { key: of, sender });

  test('where both say so', () => {
    const room = roomOf('!r', created(), parent('!s', ben));
    expect(liesIn(room, space('!s', child('!r', eve)))).toBe(true);
    expect(liesIn(room, space('!s'))).toBe(false);
    expect(liesIn(roomOf('!r', created()), space('!s', child('!r', eve)))).toBe(false);
    expect(liesIn(room, roomOf('!s', created(), child('!r', eve)))).toBe(false);
  });

  test('where one says so who may speak for the other', () => {
    const led = roomOf('!r', created(), ...leads(ben));
    expect(liesIn(led, space('!s', child('!r', ben)))).toBe(true);
    expect(liesIn(led, space('!s', child('!r', eve)))).toBe(false);
    expect(liesIn(roomOf('!r', created(), parent('!s', ben)), space('!s', ...leads(ben)))).toBe(true);
    expect(liesIn(roomOf('!r', created(), parent('!s', eve)), space('!s', ...leads(ben)))).toBe(false);
  });

  test('no longer when nobody says how it is reached', () => {
    const led = roomOf('!r', created(), ...leads(ben));
    for (const how of [{}, { via: [] }, { via: 'example.org' }, { via: [''] }, { via: [7] }])
      expect(liesIn(led, space('!s', child('!r', ben), child('!r', ben, how)))).toBe(false);
  });

  test('and that in another, and never without end', () => {
    const room = roomOf('!r', created(), parent('!b', ana), parent('!a', ana));
    const inner = space('!a', child('!r', ana), parent('!c', ana), child('!c', ana));
    const other = space('!b', child('!r', ana));
    const outer = space('!c', child('!a', ana), parent('!a', ana));
    const ids = (...spaces: readonly Room[]) => unitsAround(room, spaces).map(({ id }) => id);
    expect(ids()).toEqual(['!r']);
    expect(ids(other, outer, inner)).toEqual(['!r', '!a', '!c']);
    expect(ids(other)).toEqual(['!r', '!b']);
    const served = unitsAround(room, [inner, other, outer], (id) => id === '!b');
    expect(served.map(({ id }) => id)).toEqual(['!r', '!b']);
  });
});

describe('an invitation', () => {
  test('is read whatever stands in it', () => {
    const stripped = fc.record({ type: fc.constantFrom(...types), content, state_key: fc.constantFrom('', us) });
    fc.assert(
      fc.property(fc.array(stripped), (state) => {
        const events = state.map((each) => ({ ...each, sender: eve }));
        expect([eve, undefined]).toContain(inviterOf(events, us));
        isForUs(events);
      }),
    );
    expect(inviterOf([member(us, 'join')], us)).toBeUndefined();
    expect(inviterOf([{ ...member(us, 'invite'), sender: ben }], us)).toBe(ben);
    expect(inviterOf([member(ana, 'invite')], us)).toBeUndefined();
  });

  test('is for us when it asks into a room or a space', () => {
    expect(
      [undefined, 'm.space', 'm.policy', 'org.example.call'].map((type) => isForUs([created('11', { type })])),
    ).toEqual([true, true, false, false]);
    expect(isForUs([])).toBe(true);
  });
});

describe('the rooms that we are in', () => {
  const open = loopback();
  const state = [created('12'), member(us, 'join'), member(ana, 'join')];

  test('are asked for once, and followed', async () => {
    const rooms = await open({ '!a': state, '!gone': [created(), member(us, 'leave')] });
    const heard: string[] = [];
    rooms.watch((room) => heard.push(room));
    expect([...rooms.joined()].toSorted()).toEqual(['!a', '!gone']);
    const [one, two] = await Promise.all([rooms.of('!a'), rooms.of('!a')]);
    expect(one).toBe(two);
    expect(open.asked()).toEqual(['!a']);
    rooms.apply('!a', [member(ben, 'invite'), { ...member(eve, 'join'), state_key: undefined as unknown as string }]);
    expect([...one.members.keys()]).toEqual([us, ana, ben]);
    expect(heard).toEqual(['!a']);
    rooms.apply('!a', [event('org.example.widget', {}), member(us, 'join', { displayname: 'Harbour' })]);
    expect(one.members.get(us)?.name).toBe('Harbour');
    expect(heard).toEqual(['!a']);
    await expect(rooms.of('!gone')).rejects.toMatchObject({ kind: 'denied' });
    expect([...rooms.joined()]).toEqual(['!a']);
    rooms.left('!a');
    expect(rooms.known('!a')).toBeUndefined();
    rooms.apply('!new', []);
    expect(heard).toEqual(['!a', '!gone', '!a', '!new']);
  });

  test('miss nothing that is told while their state is asked for', async () => {
    const rooms = await open({ '!a': state });
    const asked = rooms.of('!a');
    const [, , anaIn] = state;
    rooms.apply('!a', [anaIn!, member(ben, 'join'), member(ana, 'leave')]);
    expect([...(await asked).members.keys()]).toEqual([us, ben]);
  });

  test('are forgotten when there are too many, but never those that several people share', async () => {
    const ids = Array.from({ length: 1_010 }, (_, at) => `!${at}`);
    const team = [...state, member(ben, 'join')];
    const rooms = await open({ '!team': team, ...Object.fromEntries(ids.map((id) => [id, state])) });
    const first = await rooms.of('!team');
    await rooms.of('!0');
    for (const id of ids) {
      await rooms.of(id);
      if (id === '!500') await rooms.of('!0');
    }
    expect(rooms.known('!team')).toBe(first);
    expect(rooms.known('!0')).toBeDefined();
    expect(rooms.known('!1')).toBeUndefined();
    expect(ids.filter((id) => rooms.known(id))).toHaveLength(999);
    expect((await rooms.of('!1')).members.size).toBe(2);
  });
});

/** Opens the rooms of a homeserver on loopback that knows nothing but their state. */
function loopback() {
  let server: Server | undefined;
  let asked: string[] = [];
  afterEach(() => void server?.close());
  const open = async (rooms: Readonly<Record<string, readonly RoomEvent[]>>) => {
    asked = [];
    server = createServer((request, answer) => {
      const room = /\/rooms\/([^/]+)\/state$/u.exec(request.url ?? '')?.[1];
      if (room !== undefined) asked.push(decodeURIComponent(room));
      const found = room === undefined ? { joined_rooms: Object.keys(rooms) } : rooms[decodeURIComponent(room)];
      answer.setHeader('content-type', 'application/json').end(JSON.stringify(found));
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server!.once('listening', resolve));
    return openRooms(openHttp(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 'token'), us);
  };
  return Object.assign(open, { asked: () => asked });
}
