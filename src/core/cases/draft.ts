/** What a report conversation remembers, and the draft that holds what was told in it. */
import type { Talk, Utterance } from '../../chat/flow.ts';
import { say } from '../../chat/message.ts';
import type { Reported } from '../../chat/ports.ts';
import { after } from '../../time/clock.ts';
import { guardWords } from './hearing.ts';
import { draftLife, keepFiles, keepWords } from './intake.ts';
import { caseStore, type CaseRow, type Facts } from './store/cases.ts';
import { callAnew } from './calling.ts';
import { answerTooFew } from './ladder.ts';
import { circleById } from './circle.ts';
import { relay } from './telling.ts';
import type { Pieces } from './rewording.ts';

export interface Report extends Pieces {
  /** To whom it is told, where they may be somewhere else by now. */
  readonly community?: string;
  /** It was begun by a command, which may mean a report that is there already. */
  asked: boolean;
  /** What was chosen in a menu, until it is taken in. */
  reported: readonly Reported[];
  /** They said that it belongs to no report that is there already. */
  anew: boolean;
  /** The first message has been answered. */
  greeted: boolean;
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
  /** Where to go on when a question that came in between is answered. */
  back: string | null;
  /** Questions that are answered by what was reported. */
  known: readonly string[];
  /** Where to go on once the kind of harm is known, which is asked before files of others are copied. */
  afterKind: string | null;
}

export type ReportTalk = Talk<Report>;

export const fresh: Report = {
  case: null,
  asked: false,
  reported: [],
  anew: false,
  greeted: false,
  hear: null,
  shown: [],
  fixing: null,
  paused: false,
  files: false,
  never: false,
  back: null,
  known: [],
  afterKind: null,
};

/** The case of this conversation, if it has one that still exists. */
export async function caseOf(talk: ReportTalk): Promise<CaseRow | undefined> {
  const row = talk.answers.case === null ? undefined : await caseStore(talk.work).get(talk.answers.case);
  return row?.state === 'gone' ? undefined : row;
}

/** The same; made at the first words that must not be lost. None where there is no community to hear them. */
export async function draftOf(talk: ReportTalk): Promise<CaseRow | undefined> {
  const { work, scene, answers } = talk;
  const known = await caseOf(talk);
  const community = answers.community ?? scene.community;
  if (known || community === undefined) return known;
  const row = await caseStore(work).draft(community, scene.person);
  answers.case = row.id;
  await work.later('cases.draft', after(work.now, draftLife), { case: row.id }, { key: `draft/${row.id}` });
  return row;
}

/** Keeps what was written as a part of the story; false when there was nothing to keep. */
export async function keep(talk: ReportTalk, utterance: Utterance): Promise<boolean> {
  if (utterance.text.trim() === '' && utterance.files.length === 0) return false;
  const row = await draftOf(talk);
  if (!row) return false;
  await keepAttached(talk, utterance);
  const entry = await keepWords(talk.work, row.id, talk.scene.person, utterance);
  if (entry !== undefined) await told(talk, row, { words: utterance.text, entry });
  return true;
}

/**
 * Words have been told: whoever they name is kept out, and where two are on the case already they read them.
 * `role`: they answer who did it, or who saw it, so a name in them is no word of thanks.
 */
export async function told(
  talk: ReportTalk,
  row: CaseRow,
  said: { readonly words: string; readonly entry?: string },
  role?: 'subject' | 'witness',
): Promise<void> {
  const { work } = talk;
  const { out, onIt } = await guardWords(work, row, said.words, role, role !== undefined);
  if (out) await talk.say(say('cases-kept-out'));
  if (row.state !== 'open') return;
  const now = await circleById(work, row.id);
  if (out && now.called.length === 0) await talk.say(await answerTooFew(work, now));
  else if (out && row.staffed && !now.row.staffed) await callAnew(work, row.id);
  await relay(work, now, said, 'cases-entry-more', onIt);
  if (onIt.length > 0 && said.entry !== undefined)
    await work.converse('doubt', { case: row.id, people: onIt, entries: [said.entry] });
}

/** Notes the files that came with an answer. */
export async function keepAttached(talk: ReportTalk, said: Utterance): Promise<void> {
  const row = said.files.length === 0 ? undefined : await draftOf(talk);
  if (!row) return;
  await keepFiles(talk.work, row.id, talk.scene.platform, said, talk.answers.never);
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
