/**
 * What is reported by the menu of a message or of a person. The copy comes from the platform itself, so it proves
 * what was written and by whom; it is evidence, and no words of the reporter.
 */
import { createHash } from 'node:crypto';
import { say, text } from '../../chat/message.ts';
import type { Subject } from '../../chat/platform.ts';
import type { Reported } from '../../chat/ports.ts';
import { responders } from '../people/index.ts';
import { callAnew } from './calling.ts';
import { circleById, circleOf } from './circle.ts';
import { caseOf, draftOf, keepAttached, note, type ReportTalk } from './draft.ts';
import { keepOut } from './hearing.ts';
import { answerTooFew } from './ladder.ts';
import { isOn } from './rules.ts';
import { caseStore, type CaseRow } from './store/cases.ts';
import { entryStore, type Copy } from './store/entries.ts';
import { relayCopy, tellPair, type KeptCopy } from './telling.ts';

/** What need not be asked, because it can be read in what was reported. */
const answered = { message: ['story', 'where', 'when', 'who'], person: ['who'] } as const;

/** Keeps what was chosen in a menu with what is being told, or with a case that the two hear already. */
export async function takeAllIn(talk: ReportTalk, reported: readonly Reported[]): Promise<void> {
  for (const each of reported) {
    const row = await draftOf(talk);
    if (row) await takeIn(talk, row, each);
  }
}

async function takeIn(talk: ReportTalk, row: CaseRow, reported: Reported): Promise<void> {
  const { message } = reported;
  const copy = message ? await keepCopy(talk, row, reported, message) : undefined;
  const about = await noteSubject(talk, row, reported);
  if (row.state !== 'open') return;
  // Only now is it known who may read it.
  const now = await circleById(talk.work, row.id);
  if (copy) await relayCopy(talk.work, now, copy);
  else if (about) await tellPair(talk.work, now, say(text('cases-facts-more', { code: row.code })));
}

/**
 * Whoever wrote it is who the report is about, and kept out; unless it is the reporter, or the bot, which speaks for
 * others.
 */
async function noteSubject(talk: ReportTalk, row: CaseRow, reported: Reported): Promise<boolean> {
  const { work } = talk;
  if (reported.id === talk.scene.person) {
    await talk.say(say(reported.message ? 'cases-subject-own' : 'cases-subject-yourself'));
    return false;
  }
  if (reported.ours) return (await talk.say(say('cases-subject-carried')), false);
  const { name, account } = reported.person;
  const { subject: before } = await caseStore(work).facts((await caseOf(talk))!);
  const named = `${name} (${account})`;
  // Several messages may be reported together, and several people.
  if (!before?.split(', ').includes(named)) await note(talk, { subject: before ? `${before}, ${named}` : named });
  await shutOut(talk, row, reported.id);
  const known = reported.message ? answered.message : answered.person;
  talk.answers.known = [...new Set([...talk.answers.known, ...known])];
  if (!reported.message) await talk.say(say(text('cases-subject-noted', { name })));
  // The same sentence as for anybody of the team who is named.
  if ((await responders(work, row.community)).includes(reported.id)) await talk.say(say('cases-kept-out'));
  return true;
}

/** Kept out of it, whatever they were told before; where they were on the case, the others are called. */
async function shutOut(talk: ReportTalk, row: CaseRow, person: string): Promise<void> {
  const before = await circleOf(talk.work, row);
  const now = await keepOut(talk.work, row.id, [person], 'subject');
  if (row.state !== 'open') return;
  if (now.called.length === 0 && before.called.length > 0) await talk.say(await answerTooFew(talk.work, now));
  else if (isOn(before.pair, person)) await callAnew(talk.work, row.id);
}

/** The message as it was given, with its own hash; once, unless it has been edited since. */
async function keepCopy(
  talk: ReportTalk,
  row: CaseRow,
  { person }: Subject,
  message: NonNullable<Subject['message']>,
): Promise<KeptCopy | undefined> {
  const { work, scene } = talk;
  const entries = entryStore(work);
  const copy = copyOf(scene.platform, person, message);
  const kept = (await entries.of(row.id)).flatMap((each) => each.copy ?? []);
  if (kept.some((each) => each.sha256 === copy.sha256)) {
    await talk.say(say('cases-copy-already'));
    return undefined;
  }
  const entry = work.orderedId();
  await entries.write(row.id, { id: entry, kind: 'copy', by: scene.person, text: JSON.stringify(copy) });
  await talk.say(say(text('cases-copy-kept', { platform: text(`platform-${scene.platform}`), name: person.name })));
  if (message.files.length > 0) {
    await keepAttached(talk, { text: '', files: message.files });
    await talk.say(say(text('cases-files-noted', { count: message.files.length })));
  }
  return { entry, copy };
}

function copyOf(platform: string, person: Subject['person'], message: NonNullable<Subject['message']>): Copy {
  const { id, place, at, edited, text: words, files } = message;
  const copy = {
    platform,
    message: id,
    author: { account: person.account, name: person.name },
    ...(place === undefined ? {} : { place }),
    at: at.toISOString(),
    ...(edited === undefined ? {} : { edited: edited.toISOString() }),
    text: words,
    files: files.map(({ id: file, name, size }) => ({ id: file, name, size })),
  };
  return { ...copy, sha256: createHash('sha256').update(JSON.stringify(copy)).digest('hex') };
}
