/** A community: its servers, its settings, its emergency card, and who reads its shared space. */
import { capability } from '../../chat/capability.ts';
import { introduce } from '../people/index.ts';
import { announce } from './announce.ts';
import { check, checked } from './check.ts';
import { commands } from './commands.ts';
import { heardOfOutage } from './outage.ts';
import { communityStore } from './store.ts';

export * from './directory.ts';
export { checkCommunities, checksOf } from './check.ts';
export { importSheet, sheet } from './import.ts';

export const community = capability({
  name: 'community',
  commands: [...commands, check],
  jobs: { 'community.announce': announce, 'community.checked': checked },
  async hear(arrival, scene, work) {
    const { what, platform, server, place } = arrival;
    const store = communityStore(work);
    if (what.kind === 'server' && server !== undefined) {
      if (scene.community === undefined) await store.found(platform, server, what.name);
      else await store.rename(platform, server, what.name);
      return true;
    }
    if (what.kind === 'outage' && server !== undefined) {
      const concerned = await store.ofServer(platform, server);
      const outage = { since: what.since.getTime(), until: what.until.getTime() };
      if (concerned !== undefined) await heardOfOutage(work, concerned, outage);
      return true;
    }
    if (what.kind === 'readers' && place.kind === 'shared') {
      const people =
        what.accounts &&
        (await Array.fromAsync(what.accounts, (each) => introduce(work, platform, each, scene.locale)));
      await store.tellReaders(platform, place.space, people);
      return false;
    }
    return false;
  },
});
