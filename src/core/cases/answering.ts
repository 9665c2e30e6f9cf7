/**
 * Answers to the person. Whoever is on a case gives them by command, button and form, or writes them in plain
 * text; what is written in plain text goes out only when its author has looked at it once more and pressed a
 * button, since the two talk to each other in the same places.
 */
import { say, text, type Message } from '../../chat/message.ts';
import { refused, type Refused } from '../../chat/outcome.ts';
import type { Arrival } from '../../chat/platform.ts';
import type { Scene, Work } from '../../chat/ports.ts';
import { nameOf } from '../people/index.ts';
import { circleById, circleOf, findCase, type Circle } from './circle.ts';
import { both, isOn } from './rules.ts';
import { command, quote } from './sayings.ts';
import { caseStore, type CaseRow } from './store/cases.ts';
import { entryStore } from './store/entries.ts';
import { proposalStore } from './store/proposals.ts';
import { groupOf, groupOfSpace, tellOne, tellReporter } from './telling.ts';

/** Longer than this, an answer would be cut for whoever reads it. In characters. */
export const longestReply = 6_000;

type Heard = Arrival & { readonly platform: string };

/** Why nothing can be said to the person just now; nothing when it can. */
export async function silenced(work: Work, { row }: Circle): Promise<Refused | undefined> {
  if (row.state !== 'open' || !row.reporter) return refused('cases-closed-already', { code: row.code });
  const store = caseStore(work);
  // Whoever wanted it on record only is not written to, unless they have written again since.
  if ((await store.facts(row)).contact !== 'record') return undefined;
  const wrote = (await entryStore(work).of(row.id)).some((each) => each.kind === 'said' && each.at > row.openedAt!);
  return wrote ? undefined : refused('cases-no-contact', { code: row.code });
}

/** What one alone may send; words of their own are given back, so that they are not lost. */
export const firstRelief = (code: string, words: string | undefined): Message => ({
  parts: [
    ...say('cases-reply-needs-two').parts,
    ...(words === undefined ? [] : [{ kind: 'quote', text: words } as const]),
  ],
  choices: (['safe', 'medical', 'someone'] as const).map((relief) =>
    command(`cases-relief-${relief}`, 'case reply', { case: code, relief }),
  ),
});

const partOf = (entry: string): string => `reply/${entry}`;
const toPerson = (words: string): Message => ({
  parts: [...quote(words, text('cases-team')), ...say('cases-reply-how').parts],
});
const toPartner = async (work: Work, row: CaseRow, by: string, words: string): Promise<Message> => ({
  parts: quote(words, text('cases-partner-replied', { who: await nameOf(work, by), code: row.code })),
});
const partnerOf = ({ pair }: Circle, by: string): string | undefined =>
  [pair.lead, pair.second].find((each) => each !== undefined && each !== by);

/** What the person writes next answers the team, not a question of the bot's that still waits. */
export async function answering(work: Work, { row }: Circle, facts: { relief: string }): Promise<void> {
  for (const flow of ['withdraw', 'switch', 'files', 'correct', 'placing'])
    await work.leave(row.reporter!, flow, (open) => open.case === row.id);
  await work.audit('case.replied', row.id, facts);
}

/** Words that stand in the case as an answer (`entry`) go to the person, and to the other of the two. */
export async function send(work: Work, circle: Circle, entry: string, by: string, words: string): Promise<void> {
  await answering(work, circle, { relief: 'no' });
  await tellReporter(work, circle.row, toPerson(words), partOf(entry));
  const partner = partnerOf(circle, by);
  const copy = await toPartner(work, circle.row, by, words);
  if (partner !== undefined) await tellOne(work, circle.row.id, partner, copy, 'answer', partOf(entry));
}

/** Other words for an answer that is out: they take the place of the first ones, wherever somebody reads them. */
export async function correct(work: Work, circle: Circle, entry: string, by: string, words: string): Promise<void> {
  const { row } = circle;
  const group = (whose: string) =>
    ({ urgency: 'answer', group: `${groupOf(row.id, whose)}/${partOf(entry)}` }) as const;
  if (row.reporter !== null) await work.amend({ person: row.reporter }, toPerson(words), group('reporter'));
  const partner = partnerOf(circle, by);
  if (partner === undefined) return;
  await work.amend({ person: partner }, await toPartner(work, row, by, words), { ...group(partner), duty: true });
}

/** An answer is taken back: it goes from wherever somebody could read it. The person is told that it went. */
export async function retract(work: Work, circle: Circle, entry: string, by: string): Promise<void> {
  const { row, may } = circle;
  for (const whose of ['reporter', ...may])
    await work.takeBack({ group: `${groupOf(row.id, whose)}/${partOf(entry)}` });
  if (row.state === 'open') await tellReporter(work, row, say('cases-reply-retracted'));
  const partner = partnerOf(circle, by);
  const told = say(text('cases-partner-retracted', { who: await nameOf(work, by), code: row.code }));
  if (partner !== undefined) await tellOne(work, row.id, partner, told);
}

/** The question whether to send what somebody wrote. */
export const proposedPart = (proposal: string): string => `proposed/${proposal}`;

/** What somebody wrote in plain text, as they read it before it goes out. */
export const proposed = (row: CaseRow, proposal: string, words: string): Message => ({
  parts: [...say(text('cases-draft', { code: row.code })).parts, { kind: 'quote', text: words }],
  choices: [command('cases-button-send', 'case send', { case: row.code, answer: proposal }, 'primary')],
});

/** Plain words of one of the two: kept, and shown to them alone with the question whether to send them. */
async function propose(
  work: Work,
  circle: Circle,
  by: string,
  written: { words: string; message: string; at: Date },
): Promise<void> {
  const { row } = circle;
  const words = written.words.trim();
  const tell = (message: Message) => tellOne(work, row.id, by, message);
  const why = await silenced(work, circle);
  if (why) return tell({ parts: [{ kind: 'paragraph', text: why.why }] });
  if (words === '') return tell(say('cases-draft-empty'));
  if (words.length > longestReply)
    return tell(say(text('field-too-long', { max: longestReply, length: words.length })));
  if (!both(circle.pair)) return tell(firstRelief(row.code, words));
  const proposals = proposalStore(work);
  if ((await entryStore(work).isUnsaid(written.message)) || (await proposals.byMessage(written.message))) return;
  const id = work.orderedId();
  await proposals.add(row.id, { id, by, text: words, message: written.message, writtenAt: written.at });
  await tellOne(work, row.id, by, proposed(row, id, words), 'answer', proposedPart(id));
}

/** Somebody of the two answers, by a link of the platform's, what was passed on to them in private. */
export async function answered({ what, at, platform }: Heard, scene: Scene, work: Work): Promise<boolean> {
  if (what.kind !== 'message' || !what.answers) return false;
  const group = await work.groupOf(platform, what.answers);
  const [, caseId, whose] = /^case\/([^/]+)\/([^/]+)\/said\//u.exec(group ?? '') ?? [];
  const row = caseId === undefined || whose !== scene.person ? undefined : await caseStore(work).get(caseId);
  if (!row || row.state === 'gone') return false;
  const circle = await circleOf(work, row);
  if (isOn(circle.pair, scene.person)) {
    await propose(work, circle, scene.person, { words: what.text, message: what.id, at });
    return true;
  }
  // Whoever is no longer on it has not begun a report of their own by this.
  const known = await findCase(work, row.community, scene.person, row.code);
  await work.answer(known ? say(text('cases-not-on', { code: row.code })) : say('cases-unknown'));
  return true;
}

/**
 * Something is written in the thread of a case. The two talk there, so only what speaks to the bot may be meant
 * for the person: by naming it, by answering one of its messages, or by beginning with a word for it.
 */
export async function inTopic({ what, at, place, platform }: Heard, scene: Scene, work: Work): Promise<boolean> {
  if (what.kind !== 'message' || place.kind !== 'shared' || place.topic === undefined) return false;
  const row = await caseStore(work).byTopic(place.topic);
  if (!row) return false;
  const opening = work
    .phrases('cases-word-to-person')
    .find((word) => what.text.trimStart().toLowerCase().startsWith(word.toLowerCase()));
  const answersUs = what.answers !== undefined && (await work.groupOf(platform, what.answers)) === groupOfSpace(row.id);
  if (!what.toUs && !answersUs && opening === undefined) return true;
  const circle = await circleById(work, row.id);
  if (!isOn(circle.pair, scene.person)) {
    const known = await findCase(work, row.community, scene.person, row.code);
    if (known) await work.say({ person: scene.person }, say(text('cases-not-on', { code: row.code })), { duty: true });
    return true;
  }
  const words = opening === undefined ? what.text : what.text.trimStart().slice(opening.length);
  await propose(work, circle, scene.person, { words, message: what.id, at });
  return true;
}
