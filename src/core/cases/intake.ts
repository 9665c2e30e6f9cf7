/** Keeping what a reporter gives: words at once, files only once somebody said that they may be copied. */
import { createHash } from 'node:crypto';
import type { Utterance } from '../../chat/flow.ts';
import { fileName, say, text } from '../../chat/message.ts';
import type { Job, Work } from '../../chat/ports.ts';
import { after, days } from '../../time/clock.ts';
import { teamOf } from '../people/index.ts';
import { filesPart } from './files.ts';
import { neverFetched } from './harms.ts';
import { caseStore, type CaseRow } from './store/cases.ts';
import { entryStore, hashOf } from './store/entries.ts';
import { evidenceStore } from './store/evidence.ts';
import { groupOf, tellReporter } from './telling.ts';

/** A draft that nobody finished is kept this long after its last word. */
export const draftLife = days(30);

/** Files larger than this are noted, not copied. In bytes. */
export const largestFile = 25 * 1024 * 1024;
/** Files that one case copies. */
const mostFiles = 100;
/** What may stand as the type of a file ("type/subtype" of RFC 6838, a little wider). */
const mediaType = /^[\w.+-]{1,60}\/[\w.+-]{1,60}$/u;

/**
 * Keeps words as the next entry of a case, and gives its id; nothing when there were none, or when their author
 * has taken them back or corrected them before they came.
 */
export async function keepWords(
  work: Work,
  caseId: string,
  by: string,
  { text: words, message, at }: Utterance,
): Promise<string | undefined> {
  if (words.trim() === '') return undefined;
  const entries = entryStore(work);
  if (message !== undefined && ((await entries.isUnsaid(message)) || (await entries.byMessage(message))))
    return undefined;
  const id = work.orderedId();
  await entries.write(caseId, {
    id,
    kind: 'said',
    by,
    text: words,
    ...(message === undefined ? {} : { message }),
    ...(at === undefined ? {} : { writtenAt: at }),
  });
  const row = await caseStore(work).get(caseId);
  if (row?.state === 'draft')
    await work.later('cases.draft', after(work.now, draftLife), { case: caseId }, { key: `draft/${caseId}` });
  return id;
}

/**
 * Notes files without looking at them, unless their message was taken back before it came. `never`: they must not
 * be copied, so nobody will be asked.
 */
export async function keepFiles(
  work: Work,
  caseId: string,
  platform: string,
  { files, message }: Pick<Utterance, 'files' | 'message'>,
  never: boolean,
): Promise<void> {
  if (message !== undefined && (await entryStore(work).isUnsaid(message))) return;
  for (const { id, name, type, size } of files) {
    const plain = { id, name: fileName(name), type: mediaType.test(type) ? type : 'application/octet-stream', size };
    const from = { platform, ...(message === undefined ? {} : { message }) };
    await evidenceStore(work).add(caseId, { ...plain, ...from }, never ? 'pointer' : 'asked');
  }
}

/**
 * Somebody took back messages, given by their hashes: what came with them goes, also where it was opened. Gives the
 * case that it was for.
 */
export async function takeBackFiles(
  work: Work,
  person: string,
  messages: readonly string[],
): Promise<CaseRow | undefined> {
  const evidence = evidenceStore(work);
  for (const row of await caseStore(work).ofReporter(person, ['draft', 'open', 'closed'])) {
    const all = await evidence.of(row.id);
    const gone = all.filter(
      ({ about: { message } }) => message !== undefined && messages.includes(hashOf(work, message)),
    );
    if (gone.length === 0) continue;
    for (const item of gone) {
      await evidence.takeBack(item);
      for (const { person: reader } of await teamOf(work, row.community))
        await work.takeBack({ group: `${groupOf(row.id, reader)}/${filesPart}/${item.id}` });
    }
    // Whether they may be copied is no question any more.
    if (!all.some((each) => each.state === 'asked' && !gone.includes(each)))
      await work.leave(person, 'files', (open) => open.case === row.id);
    return row;
  }
  return undefined;
}

/**
 * The question has been answered: copies them, or keeps but where they are. Gives the names of those that
 * are too large, or too many, to be copied, and how many there were in all.
 */
export async function settleFiles(
  work: Work,
  caseId: string,
  copy: boolean,
): Promise<{ settled: number; left: readonly string[] }> {
  const evidence = evidenceStore(work);
  const all = await evidence.of(caseId);
  const left: string[] = [];
  let copied = all.filter((each) => each.state === 'kept' || each.state === 'fetching').length;
  const asked = all.filter((each) => each.state === 'asked');
  for (const item of asked) {
    const fits = item.about.size <= largestFile && copied < mostFiles;
    if (!copy || !fits) {
      if (copy) left.push(item.about.name);
      await evidence.mark(item.id, 'pointer');
      continue;
    }
    copied += 1;
    await evidence.mark(item.id, 'fetching');
    await work.fetch(item.about, 'cases.file', { case: caseId, file: item.id });
  }
  return { settled: asked.length, left };
}

/** It turns out that nobody may have copies of these: what was copied already is removed, also where it was opened. */
export async function dropFiles(work: Work, caseId: string): Promise<void> {
  const { community } = (await caseStore(work).get(caseId))!;
  for (const { person } of await teamOf(work, community))
    await work.takeBack({ group: `${groupOf(caseId, person)}/${filesPart}` });
  const evidence = evidenceStore(work);
  for (const item of await evidence.of(caseId)) if (item.state !== 'taken') await evidence.drop(item);
}

/** A file has come, or it will not: kept sealed with its hash, or said plainly by name to whoever sent it. */
export async function fileCame(job: Job, work: Work): Promise<void> {
  const { case: caseId = '', file: fileId = '' } = job.args;
  const store = caseStore(work);
  const row = await store.get(caseId);
  if (!row || row.state === 'gone') return;
  const evidence = evidenceStore(work);
  const item = (await evidence.of(caseId)).find((each) => each.id === fileId);
  if (!item || item.state !== 'fetching') return;
  const { kind } = await store.facts(row);
  if (kind && neverFetched.has(kind)) return evidence.drop(item);
  if (job.file && 'bytes' in job.file) {
    await evidence.keep(item, job.file.bytes, createHash('sha256').update(job.file.bytes).digest('hex'));
    return;
  }
  await evidence.mark(fileId, 'failed');
  await tellReporter(work, row, say(text('cases-file-failed', { name: item.about.name })));
}
