/** Who takes a message away: what the homeserver has judged counts, and only in the room where the message stands. */
import { expect, test } from 'vitest';
import type { Crypto } from '../../src/platforms/matrix/crypto/index.ts';
import type { Directs } from '../../src/platforms/matrix/directs.ts';
import type { RoomEvent } from '../../src/platforms/matrix/events.ts';
import { MatrixFault, type Http } from '../../src/platforms/matrix/http.ts';
import { newListener } from '../../src/platforms/matrix/listen.ts';
import type { Rooms } from '../../src/platforms/matrix/rooms.ts';
import type { Spaces } from '../../src/platforms/matrix/spaces.ts';
import { newState } from '../../src/platforms/matrix/state.ts';
import type { Topics } from '../../src/platforms/matrix/topics.ts';
import { recordingHouse } from '../support/house.ts';

const [us, ana, ben] = ['@haven:example.org', '@ana:example.org', '@ben:example.org'];

const eventOf = (type: string, content: object, more: object = {}): RoomEvent => ({
  type,
  content,
  event_id: `$${type}`,
  sender: ben,
  origin_server_ts: 1,
  ...more,
});

/** A room of the team, in which `$there` stands; what is sealed opens as `sealed`. */
function team(sealed?: RoomEvent) {
  const house = recordingHouse();
  const room = newState('!team');
  for (const user of [us, ana, ben])
    room.apply(eventOf('m.room.member', { membership: 'join' }, { state_key: user, sender: user }));
  const call: Http['call'] = async ({ path }) => {
    if (!path.endsWith(encodeURIComponent('$there'))) throw new MatrixFault('denied', 'not there', { status: 404 });
    return eventOf('m.room.message', {}, { event_id: '$there', sender: ana }) as any;
  };
  const listener = newListener({
    house,
    self: us,
    http: { call } as Http,
    rooms: { of: async () => room, known: () => undefined } as unknown as Rooms,
    directs: { accountOf: () => undefined, isDeserted: () => false } as unknown as Directs,
    topics: { isIn: () => true, topicOf: () => undefined } as unknown as Topics,
    spaces: { spaces: () => [], serverOf: () => '!team', runs: () => false } as unknown as Spaces,
    crypto: { open: async () => ({ ok: true, event: sealed }) } as unknown as Crypto,
  });
  return { house, hear: (event: RoomEvent) => listener.hear(room, event) };
}
const gone = (id: string) => eventOf('m.room.redaction', { redacts: id });

test('a message that stood in this room is taken away', async () => {
  const { house, hear } = team();
  await hear(gone('$there'));
  expect(house.arrivals.map(({ what }) => what)).toEqual([{ kind: 'deleted', id: '$there' }]);
});

test('a message of another room is not: power here is none there', async () => {
  const { house, hear } = team();
  await hear(gone('$elsewhere'));
  expect(house.arrivals).toEqual([]);
});

test('under encryption nobody takes anything away: no homeserver has judged that', async () => {
  const { house, hear } = team(gone('$there'));
  await hear(eventOf('m.room.encrypted', { ciphertext: 'sealed' }));
  expect(house.arrivals).toEqual([]);
});
