/** Cases: from a private message to an answered report. */
import { capability } from '../../chat/capability.ts';
import type { Scene, Work } from '../../chat/ports.ts';
import { hush } from '../people/index.ts';
import { attaching, details, doubt, switching, withdrawal } from './afterwards.ts';
import { answered } from './answering.ts';
import { askCopiesNow } from './attached.ts';
import { beginnings } from './begin.ts';
import { openCase, restaffed } from './calling.ts';
import { availabilityChanged, becameOne, communityJoined, hoursChanged, teamChanged } from './changes.ts';
import { commands } from './commands.ts';
import { danger, inDanger } from './danger.ts';
import { erase } from './endings.ts';
import { adding, hear, redacted } from './hear.ts';
import { askReporter, helper } from './helping.ts';
import { fileCame } from './intake.ts';
import { rung, tellTruth } from './ladder.ts';
import { readyLabels } from './marks.ts';
import { fileFor } from './opening.ts';
import { placing } from './placing.ts';
import { report } from './report.ts';
import { correcting } from './rewording.ts';
import { caseStore } from './store/cases.ts';
import { leaveSpaces, reporterLost, tellReporter } from './telling.ts';
import { beginTrial, endTrial, trialLostSpace } from './trial.ts';

/** Which of these ids are cases whose keys are needed. */
export const casesAmong = (work: Work, ids: readonly string[]): Promise<string[]> => caseStore(work).among(ids);

/** Takes the bot's own messages away, and is silent until written to. */
async function hide(scene: Scene, work: Work): Promise<void> {
  await hush(work, scene.person, 'hidden');
  await work.takeBack({ person: scene.person });
}

export const cases = capability({
  name: 'cases',
  commands: [...beginnings, ...commands],
  flows: [helper, report, placing, danger, details, adding, correcting, attaching, doubt, withdrawal, switching],
  always: { 'word-danger': (scene, work) => inDanger(work, scene), 'word-hide': hide },
  answered,
  hear,
  open: fileFor,
  async notice(notice, work) {
    if (notice.kind === 'team') await teamChanged(work, notice.community, notice.person);
    else if (notice.kind === 'availability') await availabilityChanged(work, notice.community, notice.person);
    else if (notice.kind === 'hours') await hoursChanged(work, notice.community);
    else if (notice.kind === 'same') await becameOne(work, notice.from, notice.into);
    else if (notice.kind === 'parted') await caseStore(work).barAlike(notice.from, notice.into);
    else if (notice.kind === 'unreachable') await reporterLost(work, notice.person);
    else if (notice.kind === 'undelivered') await trialLostSpace(work, notice.group);
    else if (notice.kind === 'trial') await beginTrial(work, notice.community, notice.person);
    else if (notice.kind === 'joined') await communityJoined(work, notice.from, notice.into);
    else if (notice.kind === 'space') {
      if (notice.left) await leaveSpaces(work, notice.community);
      await readyLabels(work, notice.community);
    }
  },
  jobs: {
    'cases.ladder': (job, work) => rung(work, job.args['case']!),
    'cases.anew': (job, work) => restaffed(work, job.args['case']!, job.args['told'] !== undefined),
    'cases.partner': (job, work) => askReporter(work, job.args['case']!),
    'cases.truth': (job, work) => tellTruth(work, job.args['case']!),
    'cases.trial': (job, work) => endTrial(work, job.args['case']!),
    'cases.file': (job, work) => fileCame(job, work),
    'cases.redacted': redacted,
    /** The minute of grace is over: the page goes out to all whom nothing speaks against. */
    async 'cases.page'(job, work) {
      const row = await caseStore(work).get(job.args['case']!);
      if (row?.state !== 'draft' || row.reporter === null) return;
      // Whatever they write from now on is for the two, also where a report had only just been begun.
      for (const flow of ['danger', 'report']) {
        await work.leave(row.reporter, flow, ({ case: about }) => about === row.id || about === null);
      }
      await tellReporter(work, row, (await openCase(work, row.id, true)).message);
      await askCopiesNow(work, row.id, row.reporter);
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
