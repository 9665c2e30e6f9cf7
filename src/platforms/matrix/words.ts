/**
 * What somebody wrote, as text: without the fallback of a reply, and with each mention of a user or a room in the
 * one form that the house knows, `<@@user:server|Name>` and `<#!room:server|name>`.
 */
import { cut } from '../../chat/message.ts';
import { fields } from './content.ts';

/** What users and rooms are called where this was written; nothing where that is not known. */
export interface Names {
  user(id: string): string | undefined;
  /** By its id, or by its main address (`#staff:example.org`). */
  room(named: string): { readonly id: string; readonly name: string } | undefined;
}

const longestName = 80;
/** Pills that are looked for in one message. */
const mostPills = 50;

/** A host with its port, as in a user id (Matrix specification, "Server name"). */
const host = String.raw`(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::\d{1,5})?`;
const link = String.raw`(?:https?:\/\/matrix\.to\/#\/|matrix:(?=[ur]\/|roomid\/))[^\s<>()[\]"]+`;
const references = new RegExp(
  [
    // What is quoted stays as it was written. Nothing is looked for beyond the next opening sign: each would read on to the end.
    String.raw`"[^"]*"|“[^“”]*”`,
    // As the house writes it: the name is ours to say.
    String.raw`<[@#](?<own>[@#!][^\s<>|]+)(?:\|[^<>]*)?>`,
    String.raw`\[[^[\]\n]{0,255}\]\(<?(?<titled>${link})>?\)`,
    // Without the sign that ends a sentence, or stands between two of them.
    String.raw`(?<bare>${link}(?<![.,;:!?'’…]))`,
    String.raw`(?<![\p{L}\p{N}@._=/+:-])(?<typed>[@#][a-z0-9._=/+-]+:${host})`,
  ].join('|'),
  'giu',
);

/** The text of a message's content; empty where it has none. Never throws, whatever the content is. */
export function wordsOf(content: unknown, names: Names): string {
  const { body, format, formatted_body: html, 'm.relates_to': relation } = fields(content);
  if (typeof body !== 'string') return '';
  const isReply = fields(fields(relation)['m.in_reply_to'])['event_id'] !== undefined;
  const text = (isReply ? withoutFallback(body) : body).toWellFormed();
  const rich = format === 'org.matrix.custom.html' && typeof html === 'string' ? html.toWellFormed() : '';
  return mentioned(text, pillsOf(isReply ? rich.replace(/^\s*<mx-reply>[\s\S]*?<\/mx-reply>/iu, '') : rich), names);
}

/** Older clients repeat what is answered, as a quote (Matrix specification before 1.13, "Fallbacks for rich replies"). */
function withoutFallback(body: string): string {
  if (!/^> (?:\* )?<@/u.test(body)) return body;
  const lines = body.split('\n');
  const first = lines.findIndex((line) => !line.startsWith('>'));
  return first < 0 ? '' : lines.slice(lines[first] === '' ? first + 1 : first).join('\n');
}

interface Pill {
  readonly id: string;
  readonly label: string;
  /** How often its label stands before it. */
  readonly nth: number;
}

const anchor = /<a(\s[^<>]*)>([^<]*)<\/a>/giu;
const reference = /\shref=(?:"([^"]*)"|'([^']*)')/iu;

/** Links to users and rooms, as clients make them of a name that was chosen. */
function pillsOf(html: string): readonly Pill[] {
  const pills: Pill[] = [];
  for (const match of html.matchAll(anchor)) {
    const [, given = '', inner = ''] = match;
    const [, double, single] = reference.exec(given) ?? [];
    const id = idIn(unescaped(double ?? single ?? ''));
    const label = unescaped(inner).trim();
    if (id === undefined || label === '') continue;
    pills.push({ id, label, nth: countOf(label, unescaped(html.slice(0, match.index).replaceAll(/<[^<>]*>/gu, ''))) });
    if (pills.length === mostPills) break;
  }
  return pills;
}

interface Span {
  readonly at: number;
  readonly length: number;
  /** What it names; nothing where the words stay as they are. */
  readonly id?: string | undefined;
}

function mentioned(text: string, pills: readonly Pill[], names: Names): string {
  const spans: Span[] = [...text.matchAll(references)].map((match) => {
    const { own, titled, bare, typed } = match.groups!;
    const id = own ?? (titled === undefined && bare === undefined ? typed : idIn((titled ?? bare)!));
    return { at: match.index, length: match[0].length, id: id !== undefined && isId(id) ? id : undefined };
  });
  const written = spans.map(({ id }) => id);
  for (const pill of pills) {
    const known = written.indexOf(pill.id);
    if (known >= 0) written.splice(known, 1);
    else {
      const at = placeOf(pill, text, spans);
      if (at !== undefined) spans.push({ at, length: pill.label.length, id: pill.id });
    }
  }
  let said = '';
  let done = 0;
  for (const { at, length, id } of spans.toSorted((one, other) => one.at - other.at)) {
    const as = id === undefined ? undefined : mention(id, names);
    said += text.slice(done, at) + (as ?? text.slice(at, at + length));
    done = at + length;
  }
  return said + text.slice(done);
}

/** Where a pill's label stands in the plain text, as far as nothing else stands there. */
function placeOf({ label, nth }: Pill, text: string, taken: readonly Span[]): number | undefined {
  const free: number[] = [];
  const isFree = (at: number) => taken.every((span) => at + label.length <= span.at || span.at + span.length <= at);
  let found = -1;
  let count = 0;
  for (let at = text.indexOf(label); at >= 0 && count <= nth; at = text.indexOf(label, at + label.length)) {
    if (isFree(at)) free.push(at);
    if (count === nth) found = at;
    count += 1;
  }
  return free.includes(found) ? found : free[0];
}

function countOf(label: string, text: string): number {
  let count = 0;
  for (let at = text.indexOf(label); at >= 0; at = text.indexOf(label, at + label.length)) count += 1;
  return count;
}

/** A mention as the house reads it; nothing where an address is none of a room that we know. */
function mention(id: string, names: Names): string | undefined {
  if (id.startsWith('@')) return `<@${id}|${cleanName(names.user(id)) || id}>`;
  const room = names.room(id) ?? (id.startsWith('!') ? { id, name: '' } : undefined);
  return room && `<#${room.id}|${cleanName(room.name) || room.id}>`;
}

/** A name without any power: on one line, without what would end a mention, and not without end. */
export const cleanName = (name: string | undefined): string =>
  cut(
    (name ?? '')
      .toWellFormed()
      .replaceAll(/[<>|\p{Cf}]/gu, '')
      .replaceAll(/[\s\p{Cc}]+/gu, ' ')
      .trim(),
    longestName,
  );

const isId = (id: string): boolean =>
  id.length <= 255 && /^[@#!][^\s<>|:]+(?::[^\s<>|/?]+)?$/u.test(id) && (!id.startsWith('@') || id.includes(':'));

/** Whom or what a `matrix.to` link or a `matrix:` URI names (Matrix specification, "URIs"); events count as their room. */
function idIn(address: string): string | undefined {
  const to = /^https?:\/\/matrix\.to\/#\/([^/?]+)/iu.exec(address)?.[1];
  const [, kind, rest] = /^matrix:(u|r|roomid)\/([^/?]+)/iu.exec(address) ?? [];
  const sigil = { u: '@', r: '#', roomid: '!' }[kind?.toLowerCase() ?? ''] ?? '';
  const id = decoded(to ?? (rest === undefined ? '' : sigil + rest));
  return id !== undefined && isId(id) ? id : undefined;
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00A0' };

function unescaped(html: string): string {
  return html.replaceAll(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/giu, (whole, decimal, hex, name) => {
    const point = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : undefined;
    if (point === undefined) return entities[String(name).toLowerCase()] ?? whole;
    return point > 0 && point <= 0x10_ff_ff ? String.fromCodePoint(point).toWellFormed() : whole;
  });
}

/** A line without the mention of us, and whether it began with one or held one anywhere. */
export function addressed(text: string, self: string, ownName: string): { text: string; toUs: boolean } {
  const pill = new RegExp(String.raw`<@${literally(self)}\|[^<>]*>[:,]?`, 'gu');
  const without = text.replaceAll(pill, '');
  if (without !== text) return { text: without.trim(), toUs: true };
  const called = ownName !== '' && new RegExp(String.raw`^\s*@?${literally(ownName)}(?:[:,]|\s)`, 'iu').exec(text);
  return called ? { text: text.slice(called[0].length).trim(), toUs: true } : { text, toUs: false };
}

const literally = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`);

/** What stands behind `!haven`; nothing where a text does not begin with it. */
export const commandIn = (text: string): string | undefined =>
  /^\s*!haven(?:\s+([\s\S]*))?$/iu
    .exec(text)
    ?.slice(1)
    .map((each) => each ?? '')[0];
