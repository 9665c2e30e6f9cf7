/** What reporters write when no question is pending, and what reaches us from shared places. */
import type { Arrival } from '../../chat/platform.ts';
import { say, text } from '../../chat/message.ts';
import type { Scene, Work } from '../../chat/ports.ts';
import { after } from '../../time/clock.ts';
import { emergencyCard } from '../community/index.ts';
import { hush } from '../people/index.ts';
import { circleOf, relay, tellPair, withdrawFromSpace } from './circle.ts';
import { keepFiles, keepWords } from './intake.ts';
import { openers } from './flows.ts';
import { erasedAt } from './sayings.ts';
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
  const store = caseStore(work);
  if (work.meansWord(what.text, ['word-hide'])) {
    await hush(work, scene.person, 'hidden');
    await work.takeBack({ person: scene.person });
    return true;
  }
  const mine = await store.ofReporter(scene.person, ['open', 'closed']);
  const named = mine.find((row) => what.text.toLowerCase().startsWith(row.code));
  const row = named ?? mine[0];
  if (!row || work.meansWord(what.text, ['word-new'])) {
    await work.converse('report');
    return true;
  }
  if (work.meansWord(what.text, ['word-danger'])) {
    if (row.state === 'open' && row.urgent) return stillInDanger(work, row, scene);
    await work.converse('report');
    return true;
  }
  if (work.meansWord(what.text, ['word-withdraw'])) {
    await work.converse('withdraw', { case: row.id, code: row.code });
    return true;
  }
  if (work.meansWord(what.text, ['word-switch'])) {
    await work.converse('switch', { case: row.id });
    return true;
  }
  if (work.meansWord(what.text, ['word-details'])) {
    await work.converse('report', { case: row.id, opened: true, greeted: true, urgent: row.urgent });
    return true;
  }
  if (work.meansWord(what.text, [...openers, 'word-show', 'word-done', 'word-stop', 'word-skip'])) {
    await work.answer(menu(mine, row));
    return true;
  }
  await add(work, row, scene, platform, named ? what.text.slice(row.code.length).trim() : what.text, what);
  return true;
}

const menu = (mine: readonly CaseRow[], row: CaseRow) => ({
  parts: say(
    text('cases-menu', { code: row.code }),
    ...(mine.length > 1 ? [text('cases-menu-several', { codes: mine.map((each) => each.code).join(', ') })] : []),
  ).parts,
});

/** Adds to a case; one that was closed is open again by that, with the same two. */
async function add(
  work: Work,
  row: CaseRow,
  scene: Scene,
  platform: string,
  words: string,
  what: { id: string; files: Parameters<typeof keepFiles>[3] },
): Promise<void> {
  const store = caseStore(work);
  const kept = await keepWords(work, row.id, scene.person, { text: words, files: what.files, message: what.id });
  const files = await keepFiles(work, row.id, platform, what.files);
  const circle = await circleOf(work, row);
  if (row.state === 'closed') {
    await store.set(row.id, { state: 'open', closedAt: null });
    await work.later('cases.erase', erasedAt(circle.settings, work.now), { case: row.id }, { key: `erase/${row.id}` });
    await tellPair(work, circle, say(text('cases-reopened', { code: row.code })));
    await work.later('cases.ladder', after(work.now, 0), { case: row.id, rung: '1' }, { key: `ladder/${row.id}` });
  }
  if (kept) await relay(work, circle, words, 'cases-entry-more');
  await work.answer(say(text(kept || files > 0 ? 'cases-added' : 'cases-menu', { code: row.code })));
  if (files > 0) await work.converse('report', { case: row.id, opened: true, greeted: true, files: true });
}

async function stillInDanger(work: Work, row: CaseRow, scene: Scene): Promise<boolean> {
  const card = await emergencyCard(work, scene.community);
  const circle = await circleOf(work, row);
  await tellPair(work, circle, say(text('cases-danger-team', { code: row.code })));
  await work.answer({ parts: [...card.parts, ...say('cases-danger-already').parts] });
  return true;
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
