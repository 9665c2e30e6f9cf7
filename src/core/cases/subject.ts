/**
 * What is reported by the menu of a message or of a person. The copy comes from the platform itself, so it proves
 * what was written and by whom; it is evidence, and no words of the reporter.
 */
import { createHash } from 'node:crypto';
import { say, text } from '../../chat/message.ts';
import type { Subject } from '../../chat/platform.ts';
import { responders } from '../people/index.ts';
import { draftOf, keepAttached, note, type ReportTalk } from './draft.ts';
import { keepOut } from './hearing.ts';
import { caseStore, type CaseRow } from './store/cases.ts';
import { entryStore, type Copy } from './store/entries.ts';

/** What need not be asked, because it can be read in what was reported. */
const answered = { message: ['story', 'where', 'when', 'who'], person: ['who'] } as const;

/**
 * Keeps what was chosen with what is being told. Whoever wrote it is who the report is about, and kept out; unless
 * it is the reporter, or the bot, which speaks for others.
 */
export async function takeIn(talk: ReportTalk, subject: Subject & { readonly id: string }): Promise<void> {
  const row = await draftOf(talk);
  if (!row) return;
  const own = subject.id === talk.scene.person;
  if (subject.message) await keepCopy(talk, row, subject, subject.message);
  if (own) return talk.say(say(subject.message ? 'cases-subject-own' : 'cases-subject-yourself'));
  if (subject.ours) return talk.say(say('cases-subject-carried'));
  const { name, account } = subject.person;
  const { subject: before } = await caseStore(talk.work).facts((await draftOf(talk))!);
  const named = `${name} (${account})`;
  // Several messages may be reported together, and several people.
  if (!before?.split(', ').includes(named)) await note(talk, { subject: before ? `${before}, ${named}` : named });
  await keepOut(talk.work, row.id, [subject.id], 'subject');
  const known = subject.message ? answered.message : answered.person;
  talk.answers.known = [...new Set([...talk.answers.known, ...known])];
  if (!subject.message) await talk.say(say(text('cases-subject-noted', { name })));
  // The same sentence as for anybody of the team who is named.
  if ((await responders(talk.work, row.community)).includes(subject.id)) await talk.say(say('cases-kept-out'));
}

/** The message as it was given, with its own hash; once, unless it has been edited since. */
async function keepCopy(
  talk: ReportTalk,
  row: CaseRow,
  { person }: Subject,
  message: NonNullable<Subject['message']>,
): Promise<void> {
  const { work, scene } = talk;
  const entries = entryStore(work);
  const copy = copyOf(scene.platform, person, message);
  const kept = (await entries.of(row.id)).flatMap((each) => each.copy ?? []);
  if (kept.some((each) => each.sha256 === copy.sha256)) return talk.say(say('cases-copy-already'));
  await entries.write(row.id, {
    id: work.orderedId(),
    kind: 'copy',
    by: scene.person,
    text: JSON.stringify(copy),
  });
  await talk.say(say(text('cases-copy-kept', { platform: text(`platform-${scene.platform}`), name: person.name })));
  if (message.files.length === 0) return;
  await keepAttached(talk, { text: '', files: message.files });
  await talk.say(say(text('cases-files-noted', { count: message.files.length })));
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
