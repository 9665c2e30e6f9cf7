/** What can't be read waits for its key, as long as it takes, and over a restart. */
import { afterEach, expect, test } from 'vitest';
import { openWaiting, type Unread, type Waiting } from '../../src/platforms/matrix/waiting.ts';
import { recordingHouse, type RecordingHouse } from '../support/house.ts';
import { until } from '../support/until.ts';

const unread = (id: string, session: string): Unread => ({
  room: '!room',
  session,
  event: { type: 'm.room.encrypted', event_id: id, sender: '@ana:example.org', origin_server_ts: 1, content: {} },
});

const opened: Waiting[] = [];
afterEach(async () => {
  for (const each of opened.splice(0)) await each.stop();
});

/** One run of the program: the sessions in `keys` can be read. */
function run(house: RecordingHouse, keys: Set<string>) {
  const heard: string[] = [];
  const told: string[] = [];
  const waiting = openWaiting({
    house,
    async hear({ event, session }) {
      if (house.full) throw new Error('Nothing can be stored.');
      if (!keys.has(session)) return;
      heard.push(event.event_id);
      await waiting.forget(event.event_id);
    },
    tell: async ({ event }) => void told.push(event.event_id),
  });
  opened.push(waiting);
  return { waiting, heard, told };
}
const kept = async (house: RecordingHouse) => (await house.keep.list('waiting/')).map(([key]) => key);

test('it is handed over when its key comes, in the order in which it was written', async () => {
  const [house, keys] = [recordingHouse(), new Set<string>()];
  const { waiting, heard, told } = run(house, keys);
  await waiting.begin();
  for (const [id, session] of [
    ['$1', 'a'],
    ['$2', 'b'],
    ['$3', 'a'],
  ] as const)
    await waiting.note(unread(id, session), false);
  keys.add('a');
  waiting.came(['a']);
  await until(() => heard.length === 2);
  expect(heard).toEqual(['$1', '$3']);
  expect(await kept(house)).toEqual(['waiting/$2']);
  expect(told).toEqual([]);
});

test('also after a restart', async () => {
  const [house, keys] = [recordingHouse(), new Set<string>()];
  const before = run(house, keys);
  await before.waiting.note(unread('$1', 'a'), false);
  await before.waiting.stop();
  keys.add('a');
  const { waiting, heard } = run(house, keys);
  await waiting.begin();
  expect(heard).toEqual(['$1']);
  expect(await kept(house)).toEqual([]);
});

test('what can never be read is told at once, and what was taken back is forgotten', async () => {
  const house = recordingHouse();
  const { waiting, told } = run(house, new Set());
  await waiting.note(unread('$1', 'a'), true);
  await waiting.note(unread('$2', 'a'), true);
  await waiting.forget('$2');
  await until(() => told.length > 0);
  expect(told).toEqual(['$1']);
});

test('nobody is told whose key came before it was noted', async () => {
  const { waiting, heard, told } = run(recordingHouse(), new Set(['a']));
  await waiting.note(unread('$1', 'a'), true);
  await until(() => heard.length > 0);
  await waiting.note(unread('$2', 'b'), true);
  await until(() => told.length > 0);
  expect(told).toEqual(['$2']);
});

test('it goes on waiting while it can not be stored', async () => {
  const [house, keys] = [recordingHouse(), new Set(['a'])];
  const { waiting, heard } = run(house, keys);
  await waiting.note(unread('$1', 'a'), false);
  house.full = true;
  waiting.came(['a']);
  await until(() => house.logged.length > 0);
  expect([heard, await kept(house)]).toEqual([[], ['waiting/$1']]);
});

test('nobody fills the disk with what can not be read', async () => {
  const house = recordingHouse();
  const { waiting } = run(house, new Set());
  for (let at = 0; at < 230; at += 1) await waiting.note(unread(`$${String(at).padStart(3, '0')}`, 'a'), false);
  const left = await kept(house);
  expect(left).toHaveLength(200);
  expect(left[0]).toBe('waiting/$030');
});
