/** Members learn from time to time that they can write to us: in a room that they read, and not too often. */
import { say } from '../../chat/message.ts';
import type { Job, Work } from '../../chat/ports.ts';
import { after, days } from '../../time/clock.ts';
import { communityStore } from './store.ts';

/** Begins, at once or when it is time again. */
export const beginAnnouncing = (work: Work, community: string, at: Date = work.now): Promise<void> =>
  work.later('community.announce', at, { community }, { key: `announce/${community}` });

export async function announce(job: Job, work: Work): Promise<void> {
  const { community = '' } = job.args;
  const store = communityStore(work);
  const settings = await store.settings(community);
  if (!settings.announce) return;
  const last = await store.announcedAt(community);
  const due = last ? after(last, days(settings.announceEvery)) : work.now;
  // Setting the community up again and again must not fill the room.
  if (due > work.now) return beginAnnouncing(work, community, due);
  await work.say({ space: settings.announce, locale: settings.language }, say('community-announcement'));
  await store.announced(community);
  await beginAnnouncing(work, community, after(work.now, days(settings.announceEvery)));
}
