/**
 * A rendered message as the content of an `m.room.message`: a complete plain body beside HTML of the allowed tags
 * (Matrix specification, "m.room.message msgtypes"). All words are inert: people's, and our own.
 */
import { cut, plain, type Rendered, type RenderedPart } from '../../chat/message.ts';

export interface Content {
  readonly msgtype: 'm.text' | 'm.notice';
  readonly body: string;
  readonly format: 'org.matrix.custom.html';
  readonly formatted_body: string;
  /** Empty on all but a page: nobody's name in our words may ring for them (Matrix specification, "User and room mentions"). */
  readonly 'm.mentions': { readonly user_ids?: readonly string[] };
}

/** Clients leave out a message that is empty. */
const nothing = '\u200B';

/** `mentions`: the user ids of those whom it is to ring for. */
export function contentOf(message: Rendered, mentions: readonly string[]): Content {
  const shown = shownOf(message);
  const choices = plain({ ...shown, parts: [] });
  return {
    msgtype: 'm.text',
    body: plain(shown) || nothing,
    format: 'org.matrix.custom.html',
    formatted_body: [...shown.parts.map(partOf), ...(choices === '' ? [] : [paragraph(choices)])].join('') || nothing,
    'm.mentions': mentions.length > 0 ? { user_ids: mentions } : {},
  };
}

/** Of a change, for clients that know none; in characters. */
const beginning = 500;

/**
 * Other words in the place of a message (Matrix specification, "Event replacements"). Two whole copies could be too
 * large for one event, so clients that know no changes are given the beginning.
 */
export const changeOf = (content: Content, message: string): object => ({
  msgtype: content.msgtype,
  body: `* ${cut(content.body, beginning)}`,
  'm.mentions': {},
  'm.new_content': content,
  'm.relates_to': { rel_type: 'm.replace', event_id: message },
});

/** What no homeserver or client would keep is shown as missing; line breaks are of one kind. */
const kept = (text: string): string => text.toWellFormed().replaceAll('\0', '\uFFFD').replaceAll(/\r\n?/gu, '\n');

const shownOf = ({ parts, choices, orWrite }: Rendered): Rendered => ({
  parts: parts.map((part) => {
    if (part.kind === 'paragraph') return { ...part, text: kept(part.text) };
    if (part.kind === 'facts') return { ...part, facts: part.facts.map(([key, value]) => [kept(key), kept(value)]) };
    if (part.kind === 'list') return { ...part, items: part.items.map(kept) };
    return { ...part, text: kept(part.text), ...(part.by === undefined ? {} : { by: kept(part.by) }) };
  }),
  choices: choices.map((choice) => ({ ...choice, label: kept(choice.label), typed: kept(choice.typed) })),
  orWrite: kept(orWrite),
});

function partOf(part: RenderedPart): string {
  if (part.kind === 'paragraph') return paragraph(part.text);
  if (part.kind === 'facts') return paragraph(part.facts.map(([label, value]) => `${label}: ${value}`).join('\n'));
  if (part.kind === 'list') return `<ul>${part.items.map((item) => `<li>${inert(item)}</li>`).join('')}</ul>`;
  const by = part.by ? paragraph(`${part.by}:`) : '';
  return `${by}<blockquote><span data-mx-spoiler>${inert(part.text)}</span></blockquote>`;
}

const paragraph = (text: string): string => `<p>${inert(text)}</p>`;

/** An address in which nothing could be read as markup, without the sign that ends a sentence. */
const address = /https?:\/\/[\w\-.~:/?#@!$&'()+,;=%]*[\w\-~/?#@$&+=%]/giu;
/** Clients show an address that leads into Matrix under the name of a person or a room (Appendices, "matrix.to navigation"). */
const intoMatrix = /matrix\.to|\/#\//iu;

/** The same words as text of HTML; a plain web address is a link, under no other name than its own. */
function inert(text: string): string {
  let out = '';
  let at = 0;
  for (const { 0: found, index } of text.matchAll(address)) {
    if (intoMatrix.test(found)) continue;
    out += `${escape(text.slice(at, index))}<a href="${escape(found)}">${escape(found)}</a>`;
    at = index + found.length;
  }
  return out + escape(text.slice(at));
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\n': '<br>' };
const escape = (text: string): string => text.replaceAll(/[&<>\n]/gu, (sign) => entities[sign]!);

/** Bytes of both forms together that a character may take before it counts as more than one. */
const bytesPerCharacter = 3;

/**
 * How much of a message a text takes up, in characters, or in thirds of the bytes that it takes in both forms where
 * that is more: an event has at most 65,536 bytes, sealed (Matrix specification, "Size limits").
 */
export function measure(text: string): number {
  const words = kept(text);
  const bytes = bytesOf(words) + bytesOf(inert(words));
  return Math.max(text.length, Math.ceil(bytes / bytesPerCharacter));
}

const bytesOf = (text: string): number => Buffer.byteLength(JSON.stringify(text)) - 2;
