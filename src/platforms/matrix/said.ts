/**
 * What a message says: its words and its files. What is shown beside words stands under Matrix's own name for it,
 * since it is in no language of the house.
 */
import type { FileRef } from '../../chat/field.ts';
import { fields, word } from './content.ts';
import type { RoomEvent } from './events.ts';
import { fileOf } from './files.ts';
import { wordsOf, type Names } from './words.ts';

export interface Said {
  readonly text: string;
  readonly files: readonly FileRef[];
}

/** Answers and options of a poll that are read. */
const mostAnswers = 50;
const polls: ReadonlySet<string> = new Set(['m.poll.start', 'org.matrix.msc3381.poll.start']);

/** Nothing where it says nothing to anybody: bots (`m.notice`), verification, other types of events. */
export function saidIn({ type, content }: Pick<RoomEvent, 'type' | 'content'>, names: Names): Said | undefined {
  const said = polls.has(type)
    ? pollOf(content[type])
    : type === 'm.sticker'
      ? shown('sticker', word(fields(content)['body']))
      : type === 'm.room.message'
        ? messageOf(content, names)
        : undefined;
  return said && (said.text.trim() !== '' || said.files.length > 0) ? said : undefined;
}

/** Words in the place of words that were there before; nothing where it is no change. */
export function changeIn(content: unknown, names: Names): { of: string; said: Said } | undefined {
  const { 'm.relates_to': relation, 'm.new_content': now } = fields(content);
  const { rel_type: kind, event_id: of } = fields(relation);
  if (kind !== 'm.replace' || typeof of !== 'string') return undefined;
  // A change never has the fallback of a reply (Matrix specification, "Edits of replies").
  return { of, said: messageOf({ ...fields(now), 'm.relates_to': undefined }, names) ?? { text: '', files: [] } };
}

function messageOf(content: unknown, names: Names): Said | undefined {
  const { msgtype, body, filename, geo_uri: where } = fields(content);
  if (typeof msgtype !== 'string' || msgtype === 'm.notice' || msgtype.startsWith('m.key.verification.'))
    return undefined;
  const file = fileOf(content);
  // Without a name beside it, the body of a file is its name (Matrix specification, "Media captions").
  if (file) return { text: filename === undefined || filename === body ? '' : wordsOf(content, names), files: [file] };
  if (msgtype === 'm.location') return shown('location', word(body), word(where));
  return { text: wordsOf(content, names), files: [] };
}

const shown = (what: string, ...words: readonly (string | undefined)[]): Said => ({
  text: [`[${what}]`, ...words.filter((each) => each !== undefined)].join(' ').toWellFormed(),
  files: [],
});

/** By the stable names and by those before them (MSC3381, MSC1767). */
function pollOf(poll: unknown): Said {
  const { question, answers } = fields(poll);
  const options = Array.isArray(answers) ? answers.slice(0, mostAnswers).map(textIn) : [];
  const lines = [textIn(question), ...options.map((each) => each && `- ${each}`)];
  return shown('poll', lines.filter((each) => each !== undefined && each !== '').join('\n'));
}

function textIn(part: unknown): string | undefined {
  const { 'm.text': text, 'org.matrix.msc1767.text': before, body } = fields(part);
  const first = Array.isArray(text) ? fields(text[0])['body'] : text;
  return word(first) ?? word(before) ?? word(body);
}
