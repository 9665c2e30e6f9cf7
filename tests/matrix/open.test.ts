/** Where cases may go into rooms that are not encrypted: still not where anybody could come in and read. */
import { expect, test } from 'vitest';
import type { Crypto } from '../../src/platforms/matrix/crypto/index.ts';
import { openDirects } from '../../src/platforms/matrix/directs.ts';
import type { RoomEvent } from '../../src/platforms/matrix/events.ts';
import type { Http } from '../../src/platforms/matrix/http.ts';
import type { Rooms } from '../../src/platforms/matrix/rooms.ts';
import { newState } from '../../src/platforms/matrix/state.ts';
import { recordingHouse } from '../support/house.ts';

const [us, ana] = ['@haven:example.org', '@ana:example.org'];

function roomWith(id: string, members: readonly string[], state: Readonly<Record<string, object>> = {}) {
  const room = newState(id);
  const apply = (type: string, key: string, sender: string, content: object) =>
    void room.apply({ type, content, state_key: key, sender, event_id: '$', origin_server_ts: 1 } satisfies RoomEvent);
  for (const user of members) apply('m.room.member', user, user, { membership: 'join' });
  apply('m.room.power_levels', '', ana, { users: { [ana]: 100 } });
  for (const [type, content] of Object.entries(state)) apply(type, '', ana, content);
  return room;
}

/** The room in which Ana is answered who wrote in one with this state. */
async function answeredIn(state: Readonly<Record<string, object>>): Promise<string> {
  const all = new Map([roomWith('!theirs', [us, ana], state), roomWith('!ours', [us])].map((each) => [each.id, each]));
  const http = {
    call: async ({ path }: { path: string }) => (path.endsWith('createRoom') ? { room_id: '!ours' } : {}),
    insist: async () => ({}),
  } as unknown as Http;
  const rooms = {
    of: async (id: string) => all.get(id),
    joined: () => new Set(['!theirs']),
    spaces: () => [],
    watch: () => {},
    apply: () => {},
  } as unknown as Rooms;
  const crypto = { isEncrypted: async () => false, encrypted: async () => {} } as unknown as Crypto;
  const directs = await openDirects({ house: recordingHouse(), http, rooms, crypto, self: us, plainAllowed: true });
  try {
    return (await directs.roomOf(ana)).id;
  } finally {
    directs.stop();
  }
}

test('by invitation only, it is used', async () => {
  expect(await answeredIn({ 'm.room.join_rules': { join_rule: 'invite' } })).toBe('!theirs');
});

test('where anybody can come in, or read without that, it goes on elsewhere', async () => {
  expect(await answeredIn({ 'm.room.join_rules': { join_rule: 'public' } })).toBe('!ours');
  expect(await answeredIn({ 'm.room.history_visibility': { history_visibility: 'world_readable' } })).toBe('!ours');
});
