/** What one report conversation remembers, and the draft that holds what was told in it. */
import type { Talk, Utterance } from '../../chat/flow.ts';
import { say } from '../../chat/message.ts';
import { after } from '../../time/clock.ts';
import { circleOf, draftLife, keepOutNamed, relay } from './circle.ts';
import { keepFiles, keepWords } from './intake.ts';
import { caseStore, type CaseRow, type Facts } from './store.ts';

export interface Report {
  /** The draft that holds what was written; none before the first words of a story. */
  case: string | null;
  /** The first message has been answered. */
  greeted: boolean;
  urgent: boolean;
  /** It is a case already: what is added now is told to the two. */
  opened: boolean;
  /** Which people question was chosen: nobody in particular, who must not, or who alone may. */
  hear: 'all' | 'not' | 'only' | null;
  /** The people whom the last list showed, in its order. */
  shown: readonly string[];
  /** The one answer that is being corrected. */
  fixing: string | null;
  /** They asked to be left in peace: no reminder. */
  paused: boolean;
  /** Files wait for the question whether they may be copied. */
  files: boolean;
  /** It is about images that nobody may copy. */
  never: boolean;
  /** Where to go on when the question "take it all back?" is answered with no. */
  back: string | null;
}

export type ReportTalk = Talk<Report>;

export const fresh: Report = {
  case: null,
  greeted: false,
  urgent: false,
  opened: false,
  hear: null,
  shown: [],
  fixing: null,
  paused: false,
  files: false,
  never: false,
  back: null,
};

/** The draft of this conversation; made at the first words that must not be lost, and anew when it was erased. */
export async function draftOf(talk: ReportTalk): Promise<CaseRow | undefined> {
  const { work, scene, answers } = talk;
  const known = answers.case === null ? undefined : await caseStore(work).get(answers.case);
  if (known && known.state !== 'gone') return known;
  if (scene.community === undefined) return undefined;
  const row = await caseStore(work).draft(scene.community, scene.person);
  Object.assign(answers, { case: row.id, urgent: false, opened: false });
  await work.later('cases.draft', after(work.now, draftLife), { case: row.id }, { key: `draft/${row.id}` });
  return row;
}

/** The case as it stands, if this conversation has one. */
export async function caseOf(talk: ReportTalk): Promise<CaseRow | undefined> {
  const row = talk.answers.case === null ? undefined : await caseStore(talk.work).get(talk.answers.case);
  return row?.state === 'gone' ? undefined : row;
}

/** Keeps what was written as a part of the story; false when there was nothing to keep. */
export async function keep(talk: ReportTalk, utterance: Utterance): Promise<boolean> {
  if (utterance.text.trim() === '' && utterance.files.length === 0) return false;
  const row = await draftOf(talk);
  if (!row) return false;
  const words = await keepWords(talk.work, row.id, talk.scene.person, utterance);
  if (words) await guard(talk, utterance.text, 'subject');
  await keepAttached(talk, utterance);
  if (words && row.state === 'open')
    await relay(talk.work, await circleOf(talk.work, row), utterance.text, 'cases-entry-more');
  return true;
}

/** Notes the files that came with an answer. */
export async function keepAttached(talk: ReportTalk, { files }: Utterance): Promise<void> {
  if (files.length === 0) return;
  const row = await draftOf(talk);
  if (!row) return;
  await keepFiles(talk.work, row.id, talk.scene.platform, files, talk.answers.never);
  if (!talk.answers.never) talk.answers.files = true;
}

/** Notes one of the facts. */
export async function note(talk: ReportTalk, facts: Facts): Promise<void> {
  const row = await draftOf(talk);
  if (row) await caseStore(talk.work).tell(row.id, facts);
}

export const hasStory = async (talk: ReportTalk): Promise<boolean> => {
  const row = await caseOf(talk);
  return row !== undefined && caseStore(talk.work).hasStory(row.id);
};

/** Whom the person names in the team is kept out, and they read so. */
export async function guard(talk: ReportTalk, words: string, role: 'subject' | 'witness'): Promise<void> {
  const row = await draftOf(talk);
  if (row && (await keepOutNamed(talk.work, row, words, role))) await talk.say(say('cases-kept-out'));
}
