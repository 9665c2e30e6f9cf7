/** A rendered message as Discord's content and buttons. All words are inert: people's, and our own. */
import { ButtonStyle, ComponentType, MessageFlags, type RESTPostAPIChannelMessageJSONBody } from 'discord.js';
import type { Rendered, RenderedChoice, RenderedPart } from '../../chat/message.ts';

export interface Body {
  readonly content: string;
  readonly components: NonNullable<RESTPostAPIChannelMessageJSONBody['components']>;
  readonly allowed_mentions: { readonly parse: [] };
  readonly flags: number;
}

const buttonsInRow = 5;
const styles = { plain: ButtonStyle.Secondary, primary: ButtonStyle.Primary, danger: ButtonStyle.Danger } as const;
/** Discord refuses an empty message and an empty label. */
const nothing = '\u200B';

export function bodyOf(message: Rendered): Body {
  return {
    content: message.parts.map(partOf).join('\n\n') || nothing,
    components: rowsOf(message.choices),
    allowed_mentions: { parse: [] },
    // A link must not fetch a picture of what it leads to.
    flags: MessageFlags.SuppressEmbeds,
  };
}

function partOf(part: RenderedPart): string {
  if (part.kind === 'paragraph') return inert(part.text);
  if (part.kind === 'facts') return part.facts.map(([label, value]) => `${inert(label)}: ${inert(value)}`).join('\n');
  if (part.kind === 'list') return part.items.map((item) => `• ${inert(item)}`).join('\n');
  const quoted = `||${inert(part.text)}||`
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n');
  return part.by === undefined ? quoted : `${inert(part.by)}:\n${quoted}`;
}

function rowsOf(choices: readonly RenderedChoice[]): Body['components'] {
  const buttons = choices.map(({ label, token, style }) => ({
    type: ComponentType.Button as const,
    style: styles[style],
    label: label.trim() || nothing,
    custom_id: token,
  }));
  return Array.from({ length: Math.ceil(buttons.length / buttonsInRow) }, (_, row) => ({
    type: ComponentType.ActionRow as const,
    components: buttons.slice(row * buttonsInRow, (row + 1) * buttonsInRow),
  }));
}

/** How long a text becomes once it is inert and stands in a quote, in characters. */
export const measure = (text: string): number => inert(text).length + 2 * (text.split('\n').length - 1);

const address = /https?:\/\/\S+/giu;
/** An address in which nothing could be read as markup. */
const plainAddress = /^https?:\/\/[\w\-.~:/?#@!$&'()+,;=%]+$/iu;

/**
 * The same words without any power: no markup, no mention, no link under another name. A plain web address
 * stays a link, without a preview.
 */
export function inert(text: string): string {
  let out = '';
  let at = 0;
  for (const match of text.matchAll(address)) {
    const bare = match[0].replace(/[.,:;!?'")\]}>*_~|`]+$/u, '');
    if (!plainAddress.test(bare)) continue;
    out += `${escape(text.slice(at, match.index))}<${bare}>`;
    at = match.index + bare.length;
  }
  return startsOfLines(out + escape(text.slice(at)));
}

const escape = (text: string): string => text.replaceAll(/[\\*_~`|<>[\]@]|:(?=\/\/)/gu, '\\$&');

/** Headings, small print and lists are markup at the start of a line only. */
const startsOfLines = (text: string): string =>
  text
    .replaceAll(/^(\s*)([#+-]+)/gmu, (_whole, space: string, signs: string) => space + signs.replaceAll(/./gu, '\\$&'))
    .replaceAll(/^(\s*\d+)\./gmu, '$1\\.');
