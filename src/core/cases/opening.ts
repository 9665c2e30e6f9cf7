/** Opening a file of a case: whoever may read the case may, one of the two alone, asked anew each time. */
import { number } from '../../chat/field.ts';
import { said, say, text, type Message, type Part } from '../../chat/message.ts';
import { done, refused } from '../../chat/outcome.ts';
import type { Work } from '../../chat/ports.ts';
import { about } from './about.ts';
import { circleOf, type Circle } from './circle.ts';
import { fileChoice, fileChoices, fileList, filesPart, nothingToOpen } from './files.ts';
import { neverFetched } from './harms.ts';
import { largestFile } from './intake.ts';
import { isOn } from './rules.ts';
import { childContact } from './sayings.ts';
import { caseStore } from './store/cases.ts';
import { evidenceStore, type Evidence } from './store/evidence.ts';
import { groupOf, shownPart } from './telling.ts';

export const openCaseFile = about(
  'file',
  { number: number({ summary: 'cases-field-file', min: 1, max: 9_999, optional: true }) },
  async ({ number: asked }, circle, scene, work) => {
    const { row, pair } = circle;
    if (!isOn(pair, scene.person)) return done(say(text('cases-show-first', { code: row.code })));
    const evidence = await evidenceStore(work).of(row.id);
    if (evidence.length === 0) return refused('cases-file-none', { code: row.code });
    const group = groupOf(row.id, scene.person);
    if (asked === undefined && evidence.length > 1) {
      const { parts } = say(text('cases-file-which', { code: row.code }));
      return done(
        { parts: [...parts, fileList(evidence)], choices: fileChoices(row, evidence) },
        `${group}/${shownPart}`,
      );
    }
    const at = (asked ?? 1) - 1;
    const item = evidence[at];
    if (!item) return refused('cases-file-unknown', { code: row.code });
    if (item.state !== 'kept') return done(await nothing(work, circle, item), `${group}/${shownPart}`);
    await work.audit('case.file', row.id, { number: at + 1 });
    const message: Message = {
      parts: fileParts(circle, item, at + 1, scene.person),
      choices: evidence[at + 1]?.state === 'kept' ? [fileChoice(row.code, at + 2)] : [],
    };
    return done(message, `${group}/${filesPart}/${item.id}`);
  },
  ({ pair }, person) => isOn(pair, person),
);

/** What is said beside a file stands as words, so that it can be compared wherever the file goes. */
function fileParts({ row: { id: caseId, code } }: Circle, item: Evidence, at: number, reader: string): Part[] {
  const { name, type, size, sha256 = '' } = item.about;
  const megabytes = Math.ceil((size / 1024 / 1024) * 10) / 10;
  return [
    ...say(text('cases-file', { number: at, code })).parts,
    {
      kind: 'facts',
      facts: [
        [text('cases-fact-file-name'), said(name)],
        [text('cases-fact-file-type'), said(type)],
        [text('cases-fact-file-size'), text('cases-file-bytes', { bytes: size })],
        [text('cases-fact-file-hash'), said(sha256)],
      ],
    },
    {
      kind: 'file',
      file: { id: `cases/${caseId}/${item.id}/${reader}`, name, type, size, spoiler: true },
      tooLarge: text('cases-file-too-large-here', { name, code, megabytes }),
      gone: text('cases-file-gone', { name }),
    },
  ];
}

/** Said plainly, with whom the law names where it may be an image that nobody may copy. */
async function nothing(work: Work, { row, settings }: Circle, item: Evidence): Promise<Message> {
  const { kind } = await caseStore(work).facts(row);
  const why = nothingToOpen(item, largestFile, kind != null && neverFetched.has(kind));
  return say(why, ...(item.state === 'pointer' && item.about.size <= largestFile ? [childContact(settings)] : []));
}

/** The bytes for whoever they were sent to, if they are on the case still. What was changed can't be opened. */
export async function fileFor(reference: string, work: Work): Promise<Uint8Array | undefined> {
  const [caseId = '', file = '', reader = ''] = reference.split('/');
  const store = caseStore(work);
  const row = await store.get(caseId);
  if (!row || row.state === 'gone') return undefined;
  return isOn((await circleOf(work, row)).pair, reader) ? evidenceStore(work).content(caseId, file) : undefined;
}
