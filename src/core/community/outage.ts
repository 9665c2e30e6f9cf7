/** A time in which nobody could be heard: members are told so where they read, and asked to write again. */
import { say, text } from '../../chat/message.ts';
import type { Work } from '../../chat/ports.ts';
import { communityStore } from './store.ts';
import type { Outage } from './tables.ts';

/** Once an outage, however many servers the community has. Without a room for it the operator's check tells of it. */
export async function heardOfOutage(work: Work, community: string, outage: Outage): Promise<void> {
  const store = communityStore(work);
  const last = await store.outageOf(community);
  if (last && last.until >= outage.since) return;
  await store.noteOutage(community, outage);
  const { announce, language } = await store.settings(community);
  if (!announce) return;
  const message = {
    parts: [...say(text('community-outage', whenOf(outage))).parts, ...say('community-outage-again').parts],
  };
  await work.say({ space: announce, locale: language }, message);
}

/** As a sentence needs it. */
export const whenOf = ({ since, until }: Outage) => ({ since: new Date(since), until: new Date(until) });
