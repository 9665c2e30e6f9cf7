/** Whom a team can count on: when somebody is away or wants quiet, what they have learned, to whom they are tied. */
import { capability } from '../../chat/capability.ts';
import { responders, teamsOf } from '../people/index.ts';
import { commands } from './commands.ts';
import { availabilityStore } from './store.ts';
import { planTraining, tellTraining } from './training.ts';

export * from './directory.ts';
export const availability = capability({
  name: 'availability',
  commands,
  async notice(notice, work) {
    const store = availabilityStore(work);
    if (notice.kind === 'parted') await store.tieAlike(notice.from, notice.into);
    else if (notice.kind === 'same') {
      await store.join(notice.from, notice.into);
      for (const community of await teamsOf(work, notice.into)) await planTraining(work, community, notice.into);
    } else if (notice.kind === 'training')
      for (const person of await responders(work, notice.community)) await planTraining(work, notice.community, person);
  },
  jobs: {
    'availability.training': (job, work) => tellTraining(work, job.args['community']!, job.args['person']!),
  },
});
