/** A community: its servers, its settings, its emergency card, and who reads its shared space. */
import { capability } from '../../chat/capability.ts';
import { introduce } from '../people/index.ts';
import { announce } from './announce.ts';
import { check, checked } from './check.ts';
import { changeCommunity, commands } from './commands.ts';
import { heardOfOutage } from './outage.ts';
import { setupFlow } from './setup.ts';
import { askHolders, holdersCame, rolesTold } from './roles.ts';
import { linking } from './linking.ts';
import { puttingOut } from './putout.ts';
import { communityStore } from './store.ts';
import { forgetUnplaced } from './unplaced.ts';
import { askWhich, which } from './which.ts';

export {
  communityOf,
  communityOfServer,
  emergencyCard,
  languageOf,
  mentionsCrisis,
  nameOfCommunity,
  outsideOf,
  settingsOf,
  sharesTold,
  spaceInvites,
  spaceReaders,
  type Settings,
} from './directory.ts';
export { checkCommunities, checksOf } from './check.ts';
export { askWhich, cardsOf } from './which.ts';
export { rolesTold } from './roles.ts';
export { forgetUnplaced, keepUnplaced, placeAll } from './unplaced.ts';
export { importSheet, sheet } from './import.ts';

export const community = capability({
  name: 'community',
  commands: [...commands, check, ...linking],
  flows: [setupFlow, which, puttingOut],
  always: { 'word-community': changeCommunity },
  jobs: {
    'community.announce': announce,
    'community.checked': checked,
    'community.holders': holdersCame,
    'community.unplaced': (job, work) => forgetUnplaced(work, job.args['person']!),
  },
  async notice(notice, work) {
    if (notice.kind === 'same') await communityStore(work).join(notice.from, notice.into);
  },
  async hear(arrival, scene, work) {
    const { what, platform, server, place } = arrival;
    const store = communityStore(work);
    if (what.kind === 'server' && server !== undefined) {
      if (scene.community === undefined) await store.found(platform, server, what.name);
      else await store.rename(platform, server, what.name);
      if (scene.community !== undefined) await askHolders(work, scene.community, platform, server);
      return true;
    }
    if (what.kind === 'roles') {
      if (scene.community !== undefined && server !== undefined)
        await rolesTold(work, { community: scene.community, platform, server }, what.of, what.roles);
      return true;
    }
    if (what.kind === 'edited' || what.kind === 'deleted') {
      return store.changeWords(scene.person, what.id, what.kind === 'edited' ? what.text : undefined);
    }
    if (what.kind === 'message' && place.kind === 'direct') return askWhich(work, scene, { told: true });
    if (what.kind === 'outage' && server !== undefined) {
      const concerned = await store.ofServer(platform, server);
      const outage = { since: what.since.getTime(), until: what.until.getTime() };
      if (concerned !== undefined) await heardOfOutage(work, concerned, outage);
      return true;
    }
    if (what.kind === 'readers' && place.kind === 'shared') {
      const people = what.accounts && (await Array.fromAsync(what.accounts, (each) => introduce(work, platform, each)));
      await store.tellReaders(platform, place.space, people, what.invites === true);
      return false;
    }
    return false;
  },
});
