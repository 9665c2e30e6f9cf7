/** What a community still lacks, for whoever runs the program: in plain English, like everything on its command line. */
import type { Finding } from '../../chat/platform.ts';
import type { Work } from '../../chat/ports.ts';
import { teamOf } from '../people/index.ts';
import { communityStore } from './store.ts';

export async function checkCommunities(work: Work): Promise<readonly Finding[]> {
  const store = communityStore(work);
  const all = await store.all();
  if (all.length === 0) {
    return [
      { level: 'warning', text: 'No community is known yet. Invite the bot to a server, then type there: haven setup' },
    ];
  }
  return (await Array.fromAsync(all, (each) => checkOne(work, each))).flat();
}

async function checkOne(work: Work, community: string): Promise<Finding[]> {
  const settings = await communityStore(work).settings(community);
  const count = (await teamOf(work, community)).filter(({ reachable }) => reachable).length;
  const findings: Finding[] = [];
  if (settings.card === '') {
    findings.push({
      level: 'bad',
      text: 'The emergency card is empty: somebody in danger would find no number. Write it in chat: haven setup',
    });
  }
  if (settings.outside === '') {
    findings.push({
      level: 'warning',
      text: 'No outside contact is named. A reporter whom the team cannot hear has nobody else to turn to. In chat: haven setup',
    });
  }
  if (count < 3) {
    findings.push({
      level: count < 2 ? 'bad' : 'warning',
      text: `${count} of the team can be reached. It takes two to hear anybody, and three so that a report about one of them can still be heard. In chat: team add`,
    });
  }
  if (settings.space === null) {
    findings.push({
      level: 'warning',
      text: 'No shared space is set: responders are told by direct message only. In chat: haven setup',
    });
  }
  return findings;
}
