/** What reporters write when no question is pending, and what reaches us from shared places. */
import { text as textField, type FileRef } from '../../chat/field.ts';
import { end, flow, type Talk, type Turn, type Utterance } from '../../chat/flow.ts';
import { say, text, type Message } from '../../chat/message.ts';
import type { Arrival } from '../../chat/platform.ts';
import type { Job, Scene, Work } from '../../chat/ports.ts';
import { emergencyCard, mentionsCrisis, settingsOf } from '../community/index.ts';
import { may, teamsOf } from '../people/index.ts';
import { inTopic } from './answering.ts';
import { changed } from './corrections.ts';
import { readyLabels } from './marks.ts';
import { casesFor, circleById, circleOf } from './circle.ts';
import { reopen } from './endings.ts';
import { neverFetched } from './harms.ts';
import { guardWords } from './hearing.ts';
import { answerTooFew } from './ladder.ts';
import { keepFiles, keepWords } from './intake.ts';
import { isOn } from './rules.ts';
import { command, word as button } from './sayings.ts';
import { openers } from './steps.ts';
import { caseStore, type CaseRow } from './store/cases.ts';
import { clearSpaces, groupOfReporter, relay } from './telling.ts';

type Heard = Arrival & { readonly platform: string };

export async function hear(arrival: Heard, scene: Scene, work: Work): Promise<boolean> {
  const { what, place } = arrival;
  if (what.kind === 'message' && place.kind === 'direct') return inPrivate(arrival, scene, work);
  if (what.kind === 'message' && (await inTopic(arrival, scene, work))) return true;
  if (what.kind === 'message' && what.toUs) return inPublic(arrival, scene, work);
  if (what.kind === 'edited' || what.kind === 'deleted')
    return changed(arrival, scene, work, [...controls, ...openers, ...idle]);
  if (what.kind === 'readers') return readersChanged(scene, work);
  return false;
}

/** A private message that answers no question: for an open case, or the beginning of a report. */
async function inPrivate({ what, platform }: Heard, scene: Scene, work: Work): Promise<boolean> {
  if (what.kind !== 'message') return false;
  const mine = await caseStore(work).ofReporter(scene.person, ['open', 'closed']);
  const named = mine.find((each) => what.text.toLowerCase().startsWith(each.code));
  const row = named ?? mine.find((each) => each.state === 'open') ?? mine[0];
  const word = what.files.length > 0 ? undefined : work.meansWord(what.text, [...controls, ...openers, ...idle]);
  const onDuty = row || word ? undefined : await dutyOf(work, scene);
  if (onDuty) await work.answer(onDuty);
  else if (!row && word === 'word-help' && (await may(work, scene.community, scene.person, 'responder'))) {
    await work.answer(teamHelp);
  } else if (!row || word === 'word-new') await work.converse('report');
  else if (word === 'word-withdraw') await work.converse('withdraw', { case: row.id, code: row.code });
  else if (row.state === 'closed' && word !== undefined) await work.converse('report');
  else if (word === 'word-switch') await work.converse('switch', { case: row.id });
  else if (word === 'word-add') await work.converse('add', { case: row.id, code: row.code });
  else if (word === 'word-reword') await work.converse('correct', { case: row.id, code: row.code });
  else if (word === 'word-details') await work.converse('details', { case: row.id });
  else if (word !== undefined && !(await isAnswer(work, row))) await work.answer(menu(mine, row));
  else if (what.text.startsWith('word:')) await work.answer(menu(mine, row));
  else await add(work, row, scene, platform, named ? what.text.slice(row.code.length).trim() : what.text, what);
  return true;
}

/** Words that do something about an open case. */
const controls = ['word-new', 'word-withdraw', 'word-switch', 'word-details', 'word-add', 'word-reword'];
/** Words that mean something to a question, and there is none. */
const idle = ['word-done', 'word-stop', 'word-skip', 'word-nobody', 'word-human', 'word-dont-call'];

/** Once somebody of the team is there, whatever is written may be an answer to them: "not now", "help". */
const isAnswer = async (work: Work, row: CaseRow): Promise<boolean> =>
  (await circleOf(work, row)).pair.lead !== undefined;

/** Somebody who is on a case just now writes words that belong nowhere: an answer that lacks its command, rather
 * than a report of their own. */
async function dutyOf(work: Work, scene: Scene): Promise<Message | undefined> {
  const [community] = await teamsOf(work, scene.person);
  if (community === undefined) return undefined;
  const mine = (await casesFor(work, community, scene.person)).filter(({ pair }) => isOn(pair, scene.person));
  if (mine.length === 0) return undefined;
  return {
    ...say('cases-duty-hint'),
    choices: [
      ...mine.slice(0, 5).map(({ row }) => command('cases-button-reply', 'case reply', { case: row.code }, 'primary')),
      command('guidance-talk', 'report', {}),
    ],
  };
}

const teamHelp: Message = {
  ...say('guidance-help-team', 'cases-help-responder'),
  choices: [command('guidance-talk', 'report', {})],
};

const menu = (mine: readonly CaseRow[], row: CaseRow): Message =>
  say(
    text('cases-menu', { code: row.code }),
    ...(mine.length > 1 ? [text('cases-menu-several', { codes: mine.map((each) => each.code).join(', ') })] : []),
  );

/** Adds to a case; one that was closed is open again by that. */
async function add(
  work: Work,
  known: CaseRow,
  scene: Scene,
  platform: string,
  words: string,
  what: { id: string; files: readonly FileRef[] },
): Promise<void> {
  const store = caseStore(work);
  const { kind } = await store.facts(known);
  const never = kind != null && neverFetched.has(kind);
  const kept = await keepWords(work, known.id, scene.person, { text: words, files: what.files, message: what.id });
  await keepFiles(work, known.id, platform, { files: what.files, message: what.id }, never);
  if (kept === undefined && what.files.length === 0) return work.answer(say(text('cases-menu', { code: known.code })));
  const row = known.state === 'closed' ? await reopen(work, known) : known;
  const doubtful = kept !== undefined && (await pass(work, row, scene, { words, entry: kept }));
  if (what.files.length === 0 || doubtful) return;
  if (never) await work.answer(say('cases-never-fetched'));
  else await work.converse('files', { case: row.id });
}

/** Words for the two, who may be named in them: whoever is not on the case is kept out, the others are asked about. */
async function pass(work: Work, row: CaseRow, scene: Scene, said: { words: string; entry: string }): Promise<boolean> {
  const { words, entry } = said;
  const { out, onIt } = await guardWords(work, row, words);
  const now = await circleById(work, row.id);
  await relay(work, now, said, 'cases-entry-more', onIt);
  if (out && now.called.length === 0) await work.answer(await answerTooFew(work, now));
  if (await mentionsCrisis(work, row.community, words)) await work.answer(await emergencyCard(work, row.community));
  if (onIt.length > 0) await work.converse('doubt', { case: row.id, people: onIt, entries: [entry] });
  else {
    // Where others are near nobody can write to us: a button takes what they want to add.
    const choices = scene.place.kind === 'shared' ? [button('word-add')] : [];
    await work.answer({ ...say(...(out ? ['cases-kept-out'] : []), text('cases-added', { code: row.code })), choices });
  }
  return onIt.length > 0;
}

/** What is added to an open case is asked for by a button; in private it can be written at any time. */
export const adding = flow<{ case: string; code: string }>({
  name: 'add',
  version: 1,
  upcasts: {},
  group: groupOfReporter,
  begin: (given) => given as { case: string; code: string },
  async valid({ work, answers }) {
    return ['open', 'closed'].includes((await caseStore(work).get(answers.case))?.state ?? '');
  },
  anytime: {
    'word-stop': async (talk) => (await talk.say(say('cases-left')), end),
    'word-withdraw': async () => ({ go: 'leave' }),
  },
  steps: {
    words: {
      field: textField({ summary: 'cases-ask-add', title: 'cases-title-add', long: true, files: true }),
      needed: true,
      ask: async ({ answers }) => say(text('cases-ask-add', { code: answers.code })),
      offers: async () => [button('word-stop')],
      take: async (_words, talk, utterance) => added(talk, utterance),
      aside: async (utterance, talk) => (utterance.files.length > 0 ? added(talk, utterance) : undefined),
    },
  },
});

async function added({ work, scene, answers }: Talk<{ case: string }>, said: Utterance): Promise<Turn> {
  const row = (await caseStore(work).get(answers.case))!;
  await add(work, row, scene, scene.platform, said.text, { id: said.message ?? work.id(), files: said.files });
  return end;
}

/**
 * Somebody speaks to the bot where others read: answered in private, and taken away there where we may. In the
 * team's own space it stays.
 */
async function inPublic({ what, place, platform }: Heard, scene: Scene, work: Work): Promise<boolean> {
  if (what.kind !== 'message' || place.kind !== 'shared' || place.topic !== undefined) return false;
  const space = scene.community === undefined ? null : (await settingsOf(work, scene.community)).space;
  if (space?.platform === platform && space.id === place.space) {
    if (/^[/!]\p{L}/u.test(what.text)) await work.answer(say('command-unknown'));
    return true;
  }
  await work.redact({ platform, place, message: what.id }, 'cases.redacted', { person: scene.person });
  await work.say({ person: scene.person }, say('cases-invite', 'cases-invite-public'), { urgency: 'answer' });
  return true;
}

/** Whoever wrote it must know whether others can read it still. */
export const redacted = ({ args, redacted: gone = false }: Job, work: Work): Promise<void> =>
  work.say({ person: args['person']! }, say(gone ? 'cases-redacted' : 'cases-not-redacted'), { urgency: 'answer' });

/** Somebody new reads a shared space: what they may not hear of leaves it at once. */
async function readersChanged(scene: Scene, work: Work): Promise<boolean> {
  if (scene.community === undefined) return true;
  await clearSpaces(work, scene.community);
  await readyLabels(work, scene.community);
  return true;
}
