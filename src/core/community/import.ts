/** Setting a community up from a file, once: for operators who keep their set-up in writing. */
import { z } from 'zod';
import type { Work } from '../../chat/ports.ts';
import { introduce, joinTeam, responders } from '../people/index.ts';
import { beginAnnouncing } from './announce.ts';
import { settings } from './settings.ts';
import { communityStore } from './store.ts';

export const sheet = z.strictObject({
  platform: z.string().describe('The platform of the server, such as discord.'),
  server: z.string().describe("The server's id there, in quotes."),
  space: z.string().optional().describe("The id of the responders' shared channel or room."),
  announce: z.string().optional().describe('The id of a channel or room that members read.'),
  team: z.array(z.string()).default([]).describe('Account ids of the responders, in quotes.'),
  stewards: z.array(z.string()).default([]).describe('Account ids of those who may change the set-up, in quotes.'),
  settings: settings.omit({ space: true, announce: true }).partial().default({}),
});

export type Sheet = z.infer<typeof sheet>;

/** False, and nothing is changed, when the community has been set up before: from then on it is set in chat. */
export async function importSheet(work: Work, given: Sheet): Promise<boolean> {
  const store = communityStore(work);
  const community =
    (await store.ofServer(given.platform, given.server)) ?? (await store.found(given.platform, given.server, ''));
  const before = await store.settings(community);
  if (before.space !== null || before.card !== '' || (await responders(work, community)).length > 0) return false;
  await store.change(community, {
    ...settings.omit({ space: true, announce: true }).parse(given.settings),
    ...(given.announce === undefined ? {} : { announce: { platform: given.platform, id: given.announce } }),
    ...(given.space === undefined ? {} : { space: { platform: given.platform, id: given.space } }),
  });
  if (given.announce !== undefined) await beginAnnouncing(work, community);
  for (const account of given.team) {
    await joinTeam(work, community, await introduce(work, given.platform, { account, name: account }), 'responder');
  }
  for (const account of given.stewards) {
    await joinTeam(work, community, await introduce(work, given.platform, { account, name: account }), 'steward');
  }
  await work.audit('community.imported', community);
  return true;
}
