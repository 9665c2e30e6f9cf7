/** What reporters write when no question is pending, and what reaches us from shared places. */
import type { FileRef } from '../../chat/field.ts';
import { say, text } from '../../chat/message.ts';
import type { Arrival } from '../../chat/platform.ts';
import type { Scene, Work } from '../../chat/ports.ts';
import { emergencyCard } from '../community/index.ts';
import { hush } from '../people/index.ts';
import { alarm, callAnew, circleOf, keepOutNamed, relay, tellPair, withdrawFromSpace } from './circle.ts';
import { neverFetched } from './harms.ts';
import { keepFiles, keepWords } from './intake.ts';
import { openers } from './questions.ts';
import { both } from './rules.ts';
import { caseStore, type CaseRow } from './store.ts';

type Heard = Arrival & { readonly platform: string };

export async function hear(arrival: Heard, scene: Scene, work: Work): Promise<boolean> {
  const { what, place } = arrival;
  if (what.kind === 'message' && place.kind === 'direct') return inPrivate(arrival, scene, work);
  if (what.kind === 'message' && what.toUs) return inPublic(arrival, scene, work);
  if (what.kind === 'edited' || what.kind === 'deleted') return changed(arrival, scene, work);
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
  if (word === 'word-hide') {
    await hush(work, scene.person, 'hidden');
    await work.takeBack({ person: scene.person });
  } else if (!row || word === 'word-new') await work.converse('report');
  else if (word === 'word-withdraw') await work.converse('withdraw', { case: row.id, code: row.code });
  else if (row.state === 'closed' && word !== undefined) await work.converse('report');
  else if (word === 'word-danger') await inDanger(work, row, scene);
  else if (word === 'word-switch') await work.converse('switch', { case: row.id });
  else if (word === 'word-details') await work.converse('report', { case: row.id, opened: true, greeted: true });
  else if (word !== undefined && !(await isAnswer(work, row))) await work.answer(menu(mine, row));
  else await add(work, row, scene, platform, named ? what.text.slice(row.code.length).trim() : what.text, what);
  return true;
}

/** Words that do something about an open case. */
const controls = ['word-hide', 'word-new', 'word-withdraw', 'word-danger', 'word-switch', 'word-details'];
/** Words that mean something to a question, and there is none. */
const idle = ['word-done', 'word-stop', 'word-skip', 'word-nobody', 'word-human'];

/** Once somebody of the team is there, whatever is written may be an answer to them: "not now", "help". */
async function isAnswer(work: Work, row: CaseRow): Promise<boolean> {
  return (await circleOf(work, row)).pair.lead !== undefined;
}

const menu = (mine: readonly CaseRow[], row: CaseRow) =>
  say(
    text('cases-menu', { code: row.code }),
    ...(mine.length > 1 ? [text('cases-menu-several', { codes: mine.map((each) => each.code).join(', ') })] : []),
  );

/** Adds to a case; one that was closed is open again by that, with the same two. */
async function add(
  work: Work,
  row: CaseRow,
  scene: Scene,
  platform: string,
  words: string,
  what: { id: string; files: readonly FileRef[] },
): Promise<void> {
  const store = caseStore(work);
  const { kind } = await store.facts(row);
  const never = kind != null && neverFetched.has(kind);
  const kept = await keepWords(work, row.id, scene.person, { text: words, files: what.files, message: what.id });
  await keepFiles(work, row.id, platform, what.files, never);
  if (row.state === 'closed') await reopen(work, row);
  const guarded = kept && (await keepOutNamed(work, (await store.get(row.id))!, words, 'subject'));
  const circle = await circleOf(work, (await store.get(row.id))!);
  if (kept) await relay(work, circle, words, 'cases-entry-more');
  const files = what.files.length;
  const added = text(kept || files > 0 ? 'cases-added' : 'cases-menu', { code: row.code });
  await work.answer(say(...(guarded ? ['cases-kept-out'] : []), added));
  if (files > 0 && never) await work.answer(say('cases-never-fetched'));
  else if (files > 0) await work.converse('report', { case: row.id, opened: true, greeted: true, files: true });
}

async function reopen(work: Work, row: CaseRow): Promise<void> {
  await caseStore(work).set(row.id, { state: 'open', closedAt: null, openedAt: work.now });
  await work.never(`erase/${row.id}`);
  await work.audit('case.reopened', row.id);
  const circle = await circleOf(work, { ...row, state: 'open', openedAt: work.now });
  await tellPair(work, circle, say(text('cases-reopened', { code: row.code })));
  if (!both(circle.pair)) await callAnew(work, circle);
}

async function inDanger(work: Work, row: CaseRow, scene: Scene): Promise<void> {
  const card = await emergencyCard(work, scene.community);
  await work.answer({ parts: [...card.parts, ...say(await alarm(work, row)).parts] });
}

/** Somebody asks for help where others read: answered in private, and taken away there where we may. */
async function inPublic({ what, place, platform }: Heard, scene: Scene, work: Work): Promise<boolean> {
  if (what.kind !== 'message' || place.kind !== 'shared' || place.topic !== undefined) return false;
  await work.redact({ platform, place, message: what.id });
  await work.say({ person: scene.person }, say('cases-invite', 'cases-invite-public'), { urgency: 'answer' });
  return true;
}

/** An edit becomes a new entry that corrects the old one; what was deleted is no longer shown to anybody. */
async function changed({ what }: Heard, scene: Scene, work: Work): Promise<boolean> {
  if (what.kind !== 'edited' && what.kind !== 'deleted') return false;
  const store = caseStore(work);
  const entry = await store.byMessage(scene.person, what.id);
  if (!entry) return false;
  const row = await store.get(entry.case);
  if (!row) return false;
  const circle = await circleOf(work, row);
  if (what.kind === 'deleted') {
    await store.takeBack(scene.person, what.id);
    if (row.state !== 'draft') await tellPair(work, circle, say(text('cases-deleted', { code: row.code })));
    return true;
  }
  await store.write(row.id, {
    id: work.orderedId(),
    kind: 'said',
    by: scene.person,
    text: what.text,
    amends: entry.id,
    message: what.id,
  });
  if (row.state !== 'draft') await relay(work, circle, what.text, 'cases-entry-edited');
  return true;
}

/** Somebody new reads a shared space: what they may not hear of leaves it at once. */
async function readersChanged(scene: Scene, work: Work): Promise<boolean> {
  if (scene.community === undefined) return false;
  for (const row of await caseStore(work).inSpace(scene.community))
    await withdrawFromSpace(work, await circleOf(work, row));
  return true;
}
