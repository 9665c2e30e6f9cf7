/** The rota: who is on duty, how that changes, and that somebody always is. */
import { capability } from '../../chat/capability.ts';
import type { Work } from '../../chat/ports.ts';
import { look, tellLater } from './alarm.ts';
import { changes } from './changes.ts';
import { naming } from './naming.ts';
import { offering } from './offers.ts';
import { onDuty } from './rules.ts';
import { setting } from './setting.ts';
import { rotaStore } from './store.ts';
import { views } from './views.ts';
import { follow, remind, settleAll, turn } from './watch.ts';

export { dutyCalled, dutyName } from './duties.ts';

/** Who has a duty now, in the order of the rota; nobody where a team has no such duty. */
export async function dutyHolders(work: Work, community: string, name: string): Promise<string[]> {
  const store = rotaStore(work);
  const duty = await store.duty(community, name);
  if (!duty) return [];
  const now = work.now.getTime();
  return onDuty(await store.rota(duty, { start: now, end: now + 1 }), now);
}

export const rota = capability({
  name: 'rota',
  commands: [...views, ...setting, ...changes, ...offering, ...naming],
  async notice(notice, work) {
    if (notice.kind === 'same') await rotaStore(work).join(notice.from, notice.into);
    else if (notice.kind === 'team') await follow(work, notice.community, notice.person);
    else if (notice.kind === 'availability') await settleAll(work, notice.community);
  },
  jobs: {
    'rota.turn': (job, work) => turn(work, job.args['duty']!),
    'rota.remind': (job, work) => remind(work, job.args['duty']!, Number(job.args['at'])),
    async 'rota.look'(job, work) {
      const duty = await rotaStore(work).byId(job.args['duty']!);
      if (duty) await look(work, duty);
    },
    'rota.gaps': (job, work) => tellLater(work, job.args['duty']!, job.args['person']!),
  },
});
