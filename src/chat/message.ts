/**
 * What can be said. A `Message` is made by a capability and holds text keys; a `Rendered` is the same
 * message in one person's language, and is all that a platform ever sees.
 */

/**
 * A moment as clocks show it in a zone of the IANA database: `day`, the day alone; `zoned`, day and time with the name
 * of the zone; else day and time.
 */
export interface Moment {
  readonly at: Date;
  readonly zone: string;
  readonly show?: 'day' | 'zoned';
}

/** A sentence by its key in the texts of a capability, with the facts that it needs. */
export interface Text {
  readonly key: string;
  readonly args?: Readonly<Record<string, string | number | Date | Moment | Text>>;
}

/** Words that a person wrote. Shown as they are: never read as markup, never as a mention. */
export interface Said {
  readonly said: string;
}

export type Words = Text | Said;

/** Something to press. On a platform without buttons it is a numbered line or a command to type. */
export interface Choice {
  readonly label: Words;
  /** Answers the question of the conversation, or runs a command as the person who presses. */
  readonly does:
    | { readonly kind: 'answer'; readonly value: string }
    | { readonly kind: 'command'; readonly name: string; readonly args: Readonly<Record<string, string>> };
  readonly style?: 'plain' | 'primary' | 'danger';
}

export type Part =
  /** One paragraph of ours. */
  | { readonly kind: 'paragraph'; readonly text: Words }
  /** Short facts, label and value. */
  | { readonly kind: 'facts'; readonly facts: readonly (readonly [Text, Words])[] }
  | { readonly kind: 'list'; readonly items: readonly Words[] }
  /** Somebody's words, set apart; `by` is how they are to be called. Covered by a spoiler where there is one. */
  | { readonly kind: 'quote'; readonly text: string; readonly by?: Words }
  /**
   * A file that goes with the message: to one person, never to a shared space. `tooLarge` is said in its place
   * where the platform can't carry it, with the platform's limit in megabytes as `most`, 0 where it carries none;
   * `gone`, when there is nothing any more to be sent.
   */
  | { readonly kind: 'file'; readonly file: Attached; readonly tooLarge: Text; readonly gone: Text };

/** A file by what is said of it: its bytes stand in no row, and are asked for at the moment when they are sent. */
export interface Attached {
  /** The name of the capability that keeps it, a slash, and a reference that means something to that one only. */
  readonly id: string;
  readonly name: string;
  /** A media type. */
  readonly type: string;
  /** In bytes. */
  readonly size: number;
  /** To be covered until its reader uncovers it, where the platform can do that. */
  readonly spoiler: boolean;
}

export interface Message {
  readonly parts: readonly Part[];
  readonly choices?: readonly Choice[];
}

/** A message in one language, cut to the size of its platform, with buttons as tokens of stored rows. */
export interface Rendered {
  readonly parts: readonly RenderedPart[];
  readonly choices: readonly RenderedChoice[];
  /** Introduces the words that can be written instead of pressing a button that has no number. */
  readonly orWrite: string;
  /** What goes with it; no platform sees this, but `Post.files` with the bytes. */
  readonly files?: readonly (Attached & { readonly gone: string; readonly tooLarge?: string })[];
}

export type RenderedPart =
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'facts'; readonly facts: readonly (readonly [string, string])[] }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'quote'; readonly text: string; readonly by?: string };

export interface RenderedChoice {
  readonly label: string;
  /** Opaque; means nothing outside the database. */
  readonly token: string;
  readonly style: 'plain' | 'primary' | 'danger';
  /** What to type instead of pressing: a number of the list, a word, or a command line. */
  readonly typed: string;
}

export const text = (key: string, args?: Text['args']): Text => (args ? { key, args } : { key });
export const said = (words: string): Said => ({ said: words });
export const paragraph = (key: string, args?: Text['args']): Part => ({ kind: 'paragraph', text: text(key, args) });

/** A message of paragraphs, each by its key. */
export const say = (...keys: readonly (string | Text | Part)[]): Message => ({
  parts: keys.map((each) =>
    typeof each === 'string' ? paragraph(each) : 'key' in each ? { kind: 'paragraph', text: each } : each,
  ),
});

/** A file's name is cut to this, its ending kept. In characters. */
const longestFileName = 100;

/**
 * A file's name without any power over whoever reads or saves it: no folder, no control character, no mark that
 * turns the direction of writing and hides an ending, nothing that a file system can't hold.
 */
export function fileName(given: string): string {
  const name = given
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}\p{Cn}]/gu, '')
    .replace(/^.*[\\/]/su, '')
    .replaceAll(/[<>:"|?*]/gu, '_')
    .replace(/^[.\s]+|[.\s]+$/gu, '');
  if (name === '') return 'file';
  if (name.length <= longestFileName) return name;
  const ending = /\.[\p{L}\p{N}]{1,10}$/u.exec(name)?.[0] ?? '';
  return cut(name.slice(0, name.length - ending.length), longestFileName - ending.length) + ending;
}

/** The beginning of a text, cut between characters as people see them; an ellipsis says that there is more. */
export function cut(text: string, size: number): string {
  if (text.length <= size) return text;
  let short = '';
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(
    text.slice(0, size * 2),
  )) {
    if (short.length + segment.length > size - 1) break;
    short += segment;
  }
  return `${short}…`;
}

/**
 * The plain-text form of a rendered message: complete, without markup, for platforms without rich text
 * and for the text that accompanies it everywhere else.
 */
export function plain(message: Rendered, options: { choices: boolean } = { choices: true }): string {
  const blocks = message.parts.map((part) => {
    if (part.kind === 'paragraph') return part.text;
    if (part.kind === 'facts') return part.facts.map(([label, value]) => `${label}: ${value}`).join('\n');
    if (part.kind === 'list') return part.items.map((item) => `- ${item}`).join('\n');
    const quoted = part.text
      .split('\n')
      .map((line) => `> ${line}`)
      .join('\n');
    return part.by ? `${part.by}:\n${quoted}` : quoted;
  });
  if (options.choices && message.choices.length > 0) {
    const words = message.choices.filter((choice) => choice.typed === choice.label);
    const lines = message.choices
      .filter((choice) => choice.typed !== choice.label)
      .map(({ typed, label }) => (/^\d+$/.test(typed) ? `${typed}. ${label}` : `${label}: ${typed}`));
    if (words.length > 0) lines.push(`${message.orWrite} ${words.map((choice) => choice.label).join(', ')}`);
    blocks.push(lines.join('\n'));
  }
  return blocks.join('\n\n');
}
