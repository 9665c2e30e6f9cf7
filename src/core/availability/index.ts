/** Whom a team can count on: when somebody is away or wants quiet, what they have learned, to whom they are tied. */
import { capability } from '../../chat/capability.ts';
import { commands } from './commands.ts';
import { availabilityStore } from './store.ts';

export * from './directory.ts';
export const availability = capability({
  name: 'availability',
  commands,
  async notice(notice, work) {
    if (notice.kind === 'same') await availabilityStore(work).join(notice.from, notice.into);
    else if (notice.kind === 'parted') await availabilityStore(work).tieAlike(notice.from, notice.into);
  },
});
