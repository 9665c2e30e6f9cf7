/** The people of these tests: what one of them sends, another reads, by a client that is not ours. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openMembers, type Members } from './members.ts';
import { startSynapse } from './synapse.ts';

let members: Members;
beforeAll(async () => {
  members = openMembers(await startSynapse());
});
afterAll(() => members.end());

test('an encrypted room carries words, edits, redactions and files', async () => {
  const [ana, bo] = [await members.member('Ana'), await members.member('Bo')];
  const room = await ana.creates({ encrypted: true, direct: true, invite: [bo.account] });
  const early = await ana.says(room, 'are you there?');
  await bo.catchUp();
  expect([...bo.invitations.keys()]).toEqual([room]);
  await bo.joins(room);
  const second = await ana.says(room, 'it was on Monday', { 'm.mentions': { user_ids: [bo.account] } });
  const third = await ana.says(room, 'a slip');
  const bytes = new TextEncoder().encode('screen\0shot');
  await ana.attaches(room, { name: 'proof.png', type: 'image/png', bytes });
  await ana.edits(room, second, 'it was on Tuesday');
  await ana.redacts(room, third);
  await bo.catchUp();
  const seen = bo.screen(room);
  expect(seen.map(({ content }) => content.body)).toEqual(['are you there?', 'it was on Tuesday', 'proof.png']);
  expect(seen.every((each) => each.encrypted && !each.unreadable)).toBe(true);
  expect(seen[0]!.id).toBe(early);
  expect(Buffer.from(await bo.downloads(seen[2]!.content)).equals(Buffer.from(bytes))).toBe(true);
  expect([ana.rings(), bo.rings()]).toEqual([0, 1]);
});
