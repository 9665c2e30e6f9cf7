/**
 * Edits and deletions, wherever what they concern has gone on to. What was taken back never comes back: not by an
 * edit that arrives later, nor by the message itself when that comes last. Of several edits the one that was
 * written last counts, in whatever order they arrive.
 */
import { say, text } from '../../chat/message.ts';
import type { Arrival } from '../../chat/platform.ts';
import type { Scene, Work } from '../../chat/ports.ts';
import { correct, longestReply, proposed, proposedPart, retract } from './answering.ts';
import { circleById, circleOf, type Circle } from './circle.ts';
import { guardWords } from './hearing.ts';
import { keepWords, takeBackFiles } from './intake.ts';
import { isOn } from './rules.ts';
import { caseStore } from './store/cases.ts';
import { entryStore, hashOf, type Piece } from './store/entries.ts';
import { proposalStore, type Proposal } from './store/proposals.ts';
import { groupOf, relay, saidPart, shownPart, tellOne, tellPair } from './telling.ts';

type Heard = Arrival & { readonly platform: string };

/** True when it concerned something that we know. `words`: those that mean something by themselves. */
export async function changed(
  { what, at, place }: Heard,
  scene: Scene,
  work: Work,
  words: readonly string[],
): Promise<boolean> {
  if (what.kind !== 'edited' && what.kind !== 'deleted') return false;
  const entries = entryStore(work);
  const known = await entries.byMessage(what.id);
  const waiting = known ? undefined : await proposalStore(work).byMessage(what.id);
  // In private only its author can have done it; where several write, nobody tells who took it away.
  const by = known?.by ?? waiting?.by;
  if (by !== undefined && by !== scene.person && (what.kind === 'edited' || place.kind === 'direct')) return false;
  if (what.kind === 'deleted') await entries.takeBack(what.id);
  const emptied =
    what.kind === 'deleted' && place.kind === 'direct'
      ? await takeBackFiles(work, scene.person, known?.messages ?? [hashOf(work, what.id)])
      : undefined;
  if (emptied && !known) return (await tellDeleted(work, await circleOf(work, emptied)), true);
  if (waiting) return changedProposal(work, waiting, what.kind === 'edited' ? { words: what.text, at } : undefined);
  // What somebody changes among others was never a report.
  if (!known)
    return what.kind === 'edited' && place.kind === 'direct' && unknownEdit({ ...what, at }, scene, work, words);
  const row = await caseStore(work).get(known.case);
  if (!row || row.state === 'gone' || known.takenBack) return true;
  const circle = await circleOf(work, row);
  if (what.kind === 'deleted') await deletedEntry(work, circle, known);
  else if (at >= known.writtenAt)
    await editedEntry(work, circle, known, { words: what.text, message: hashOf(work, what.id), at });
  return true;
}

/** Nobody has read it yet but its author. */
async function changedProposal(
  work: Work,
  proposal: Proposal,
  now: { words: string; at: Date } | undefined,
): Promise<boolean> {
  const row = await caseStore(work).get(proposal.case);
  if (!row || proposal.takenBack) return true;
  const group = `${groupOf(row.id, proposal.by)}/${proposedPart(proposal.id)}`;
  if (!now) await work.takeBack({ group });
  else if (now.at < proposal.writtenAt) return true;
  else if (now.words.length > longestReply) {
    const facts = { max: longestReply, length: now.words.length };
    await tellOne(work, row.id, proposal.by, say(text('field-too-long', facts), 'cases-draft-unchanged'));
  } else {
    await proposalStore(work).reword(proposal, now.words, now.at);
    const message = proposed(row, proposal.id, now.words);
    await work.amend({ person: proposal.by }, message, { urgency: 'answer', duty: true, group });
  }
  return true;
}

/** What was taken back is no longer read by anybody. */
export async function deletedEntry(work: Work, circle: Circle, known: Piece): Promise<void> {
  const { row, may } = circle;
  if (known.kind === 'reply') return retract(work, circle, known.root, known.by!);
  for (const person of may) await work.takeBack({ group: `${groupOf(row.id, person)}/${saidPart(known.root)}` });
  await tellDeleted(work, circle);
}

/** The case as it was read before shows what is taken back now: that goes, too. */
async function tellDeleted(work: Work, circle: Circle): Promise<void> {
  const { row, may } = circle;
  for (const person of may) await work.takeBack({ group: `${groupOf(row.id, person)}/${shownPart}` });
  if (row.state === 'open') await tellPair(work, circle, say(text('cases-deleted', { code: row.code })));
}

/**
 * Other words in the place of those that were told; true where somebody is kept out by them. `message`: the hash of the
 * message that they came by, if they came by one.
 */
export async function editedEntry(
  work: Work,
  circle: Circle,
  known: Piece,
  { words, message, at }: { words: string; message?: string; at: Date },
): Promise<boolean> {
  const { row } = circle;
  const by = known.by!;
  // Whoever is no longer on it can take back what they said, and say nothing new.
  if (known.kind === 'reply' && !isOn(circle.pair, by)) return false;
  await entryStore(work).writeHashed(row.id, {
    id: work.orderedId(),
    kind: known.kind,
    by,
    text: words,
    amends: known.id,
    ...(message === undefined ? {} : { message }),
    writtenAt: at,
  });
  if (known.kind === 'reply') return (await correct(work, circle, known.root, by, words), false);
  const { out, onIt } = await guardWords(work, row, words);
  if (row.state === 'open')
    await relay(work, await circleById(work, row.id), { words, entry: known.root }, 'cases-entry-edited', onIt);
  if (onIt.length > 0) await work.converse('doubt', { case: row.id, people: onIt, entries: [known.root] });
  return out;
}

/**
 * The edit of an answer to a question, or of a message that comes only later: its new words are told like any
 * others, so that nothing in them is missed.
 */
async function unknownEdit(
  { id, text: said, at }: { id: string; text: string; at: Date },
  scene: Scene,
  work: Work,
  words: readonly string[],
): Promise<boolean> {
  const store = caseStore(work);
  const mine = await store.ofReporter(scene.person, ['draft', 'open']);
  const row = mine.find((each) => each.state === 'draft') ?? mine[0];
  if (!row || said.trim().length < shortestEdit || work.meansWord(said, words)) return false;
  const entry = await keepWords(work, row.id, scene.person, { text: said, files: [], message: id, at });
  if (entry === undefined) return true;
  const { onIt } = await guardWords(work, row, said);
  if (row.state !== 'open') return true;
  await relay(work, await circleById(work, row.id), { words: said, entry }, 'cases-entry-edited', onIt);
  if (onIt.length > 0) await work.converse('doubt', { case: row.id, people: onIt, entries: [entry] });
  return true;
}

/** Shorter than this, an edited answer is a number or a "yes". In characters. */
const shortestEdit = 4;
