/** Which thread is a topic's: known by both names, in one room, and after a restart. */
import { expect, test } from 'vitest';
import { openTopics } from '../../src/platforms/matrix/topics.ts';
import { recordingHouse } from '../support/house.ts';

const [room, elsewhere] = ['!room:example.org', '!elsewhere:example.org'];

test('a topic and its root lead to each other, also after a restart', async () => {
  const house = recordingHouse();
  await (await openTopics(house)).opened(room, 'amber', '$root');
  const topics = await openTopics(house);
  expect(topics.rootOf(room, 'amber')).toBe('$root');
  expect(topics.topicOf(room, '$root')).toBe('amber');
  expect(topics.rootOf(room, 'birch')).toBeUndefined();
});

test('a thread is one of its room only', async () => {
  const topics = await openTopics(recordingHouse());
  await topics.opened(room, 'amber', '$root');
  expect(topics.rootOf(elsewhere, 'amber')).toBeUndefined();
  expect(topics.topicOf(elsewhere, '$root')).toBeUndefined();
  await topics.forget(elsewhere, 'amber');
  expect(topics.rootOf(room, 'amber')).toBe('$root');
});

test('a topic that moves to another room leaves its old thread', async () => {
  const topics = await openTopics(recordingHouse());
  await topics.opened(room, 'amber', '$root');
  await topics.opened(elsewhere, 'amber', '$other');
  expect(topics.rootOf(elsewhere, 'amber')).toBe('$other');
  expect(topics.rootOf(room, 'amber')).toBeUndefined();
  expect(topics.topicOf(room, '$root')).toBeUndefined();
});

test('a thread that is forgotten is nobody’s, also after a restart', async () => {
  const house = recordingHouse();
  const topics = await openTopics(house);
  await topics.opened(room, 'amber', '$root');
  await topics.forget(room, 'amber');
  for (const each of [topics, await openTopics(house)]) {
    expect(each.rootOf(room, 'amber')).toBeUndefined();
    expect(each.topicOf(room, '$root')).toBeUndefined();
  }
});
