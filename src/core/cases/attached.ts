/** Files that come in the middle of something else: noted at once, and asked about when there is time. */
import type { Talk, Utterance } from '../../chat/flow.ts';
import { say, text } from '../../chat/message.ts';
import type { Work } from '../../chat/ports.ts';
import { neverFetched } from './harms.ts';
import { keepFiles } from './intake.ts';
import { caseStore, type CaseRow } from './store/cases.ts';
import { evidenceStore } from './store/evidence.ts';

/** Files came with what was said: they are noted, and that is told. */
export async function noteFiles(talk: Talk<any>, row: CaseRow, said: Utterance): Promise<void> {
  if (said.files.length === 0) return;
  const { kind } = await caseStore(talk.work).facts(row);
  const never = kind != null && neverFetched.has(kind);
  await keepFiles(talk.work, row.id, talk.scene.platform, said, never);
  await talk.say(say(never ? 'cases-never-fetched' : text('cases-files-noted', { count: said.files.length })));
}

/** Whether files wait for the question whether they may be copied. */
export const filesWait = async (work: Work, caseId: string): Promise<boolean> =>
  (await evidenceStore(work).of(caseId)).some(({ state }) => state === 'asked');

/** Asks about the files of an open case that wait. `person`: its reporter, where somebody else acts, or nobody. */
export async function askCopiesNow(work: Work, caseId: string, person?: string): Promise<void> {
  if (await filesWait(work, caseId))
    await work.converse('files', { case: caseId }, person === undefined ? {} : { person });
}
