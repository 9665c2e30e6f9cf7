/** Cases: from a private message to an answered report. */
import { capability } from '../../chat/capability.ts';
import { switching, withdrawal } from './afterwards.ts';
import { erase, openCase, reporterLost, rung, teamChanged, tellTruth } from './circle.ts';
import type { Work } from '../../chat/ports.ts';
import { commands } from './commands.ts';
import { report } from './report.ts';
import { hear } from './hear.ts';
import { fileCame } from './intake.ts';
import { caseStore } from './store.ts';

/** Which of these ids are cases whose keys are needed. */
export const casesAmong = (work: Work, ids: readonly string[]): Promise<string[]> => caseStore(work).among(ids);

export const cases = capability({
  name: 'cases',
  commands,
  flows: [report, withdrawal, switching],
  hear,
  async notice(notice, work) {
    if (notice.kind === 'team') await teamChanged(work, notice.community, notice.person);
    else await reporterLost(work, notice.person);
  },
  jobs: {
    'cases.ladder': (job, work) => rung(work, job.args['case']!),
    'cases.truth': (job, work) => tellTruth(work, job.args['case']!),
    'cases.file': (job, work) => fileCame(job, work),
    /** The minute of grace is over: the page goes out to all whom nothing speaks against. */
    async 'cases.page'(job, work) {
      const row = await caseStore(work).get(job.args['case']!);
      if (row?.state !== 'draft' || row.reporter === null) return;
      await work.say({ person: row.reporter }, await openCase(work, row.id, true), { urgency: 'page' });
    },
    async 'cases.erase'(job, work) {
      const row = await caseStore(work).get(job.args['case']!);
      if (row?.state === 'closed') await erase(work, row.id, row.outcome ?? 'closed');
    },
    async 'cases.draft'(job, work) {
      const row = await caseStore(work).get(job.args['case']!);
      if (row?.state === 'draft') await erase(work, row.id, 'unfinished');
    },
  },
});
