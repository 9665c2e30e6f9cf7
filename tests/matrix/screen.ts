/**
 * HTML as a Matrix client shows it: gives the text on the screen, and names whatever in it came alive. Written from
 * the specification's list of elements ("m.room.message msgtypes"), apart from the code that writes it.
 */
export interface OnScreen {
  readonly text: string;
  readonly alive: readonly string[];
}

/** What the bot sets itself to order its own words; anything else counts as alive. */
const order = new Set(['p', 'br', 'strong', 'ul', 'ol', 'li', 'blockquote', 'span', 'div']);
/** With a line of their own. */
const blocks = new Set(['ul', 'ol', 'li', 'div']);
/** With an empty line around them. */
const paragraphs = new Set(['p', 'blockquote']);
const attributes: Readonly<Record<string, RegExp>> = {
  span: /^(?: data-mx-spoiler(?:="[^"<>]*")?)?$/u,
  ol: /^(?: start="\d+")?$/u,
};
const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", nbsp: '\u00A0' };

export function onScreen(html: string): OnScreen {
  const alive: string[] = [];
  const counters: number[] = [];
  const open: string[] = [];
  let text = '';
  const line = (size: number) => {
    if (text === '') return;
    const missing = size - /\n*$/u.exec(text)![0].length;
    text += '\n'.repeat(Math.max(0, missing));
  };
  // An address under its own name hides nothing.
  const written = html.replaceAll(/<a href="([^"<>]*)">([^<>]*)<\/a>/gu, (whole, address: string, name) =>
    address === name && /^https?:/u.test(address) && !address.includes('matrix.to') ? address : whole,
  );
  for (const [piece, closing, tag, rest] of written.matchAll(/<(\/?)([a-z][a-z0-9-]*)([^<>]*)>|[^<]+|</giu)) {
    if (tag === undefined) {
      // A line break in HTML is a space.
      text += piece.replaceAll('\n', ' ').replaceAll(/&(#x[0-9a-f]+|#\d+|[a-z]+);/giu, decoded);
      continue;
    }
    const name = tag.toLowerCase();
    if (!order.has(name)) alive.push(`<${name}>`);
    if (!closing && !(attributes[name] ?? /^ ?\/?$/u).test(rest!)) alive.push(`<${name} …>`);
    if (name === 'br') text += '\n';
    if (blocks.has(name)) line(1);
    if (paragraphs.has(name)) line(2);
    if (closing) {
      if (open.pop() !== name) alive.push(`a <${name}> that is not closed`);
      if (name === 'ol') counters.pop();
    } else if (name !== 'br') {
      open.push(name);
      if (name === 'ol') counters.push(Number(/\d+/u.exec(rest!)?.[0] ?? 1));
      if (name === 'li' && open.at(-2) === 'ol') text += `${(counters[counters.length - 1]! += 1) - 1}. `;
    }
  }
  if (open.length > 0) alive.push('something is not closed');
  return { text: text.replace(/\n+$/u, ''), alive };
}

function decoded(whole: string, name: string): string {
  if (name.startsWith('#x')) return String.fromCodePoint(Number.parseInt(name.slice(2), 16));
  if (name.startsWith('#')) return String.fromCodePoint(Number(name.slice(1)));
  return entities[name] ?? whole;
}

/** The words of a text, whatever stands between them: for comparing a plain body with its HTML. */
export const wordsOf = (text: string): string => text.replaceAll(/[^\p{L}\p{N}]/gu, '');
