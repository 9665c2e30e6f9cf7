/** From a message of text keys to messages in one language, cut to the size of a platform. */
import type { Limits } from '../chat/platform.ts';
import {
  cut,
  fileName,
  type Attached,
  type Choice,
  type Message,
  type Part,
  type Rendered,
  type RenderedChoice,
  type RenderedPart,
  type Text,
} from '../chat/message.ts';
import type { Texts } from './texts.ts';

/** A choice whose meaning has been stored under its token. */
export interface Minted {
  readonly choice: Choice;
  readonly token: string;
  /** Its place in the numbered list, where it has one. */
  readonly number: number | undefined;
}

export function render(
  message: Message,
  minted: readonly Minted[],
  locale: string,
  texts: Texts,
  limits: Limits,
  /** Bytes that the files may have together where this one message goes; without it, `Limits.file`. */
  roomier?: number,
): Rendered[] {
  const orWrite = texts.format({ key: 'or-write' }, locale);
  const measure = limits.measure ?? ((text: string) => text.length);
  const files: (Attached & { gone: string; tooLarge: string })[] = [];
  const refused = (why: Text, bytes = 0) =>
    [
      { ...why, args: { ...why.args, most: Math.floor(bytes / 1024 / 1024) } },
      ...(limits.larger ? [{ key: limits.larger }] : []),
    ]
      .map((each) => texts.format(each, locale))
      .join('\n');
  const parts = message.parts.flatMap((part) => {
    if (part.kind !== 'file') return [renderPart(part, locale, texts)];
    const { file, gone, tooLarge } = part;
    const used = files.reduce((sum, { size }) => sum + size, 0);
    const fits = roomier ?? limits.file;
    if (fits === undefined || used + file.size > fits)
      return [{ kind: 'paragraph', text: refused(tooLarge, fits) } as const];
    const instead = { gone: texts.format(gone, locale), tooLarge: refused(tooLarge, limits.file) };
    files.push({ ...file, name: fileName(file.name), ...instead });
    return [];
  });
  // What may have to be said in the place of a file has room as well.
  const instead = files.map(({ gone, tooLarge }) => Math.max(measure(gone), measure(tooLarge)) + frame);
  const size = limits.text - instead.reduce((sum, each) => sum + each, 0);
  // What can be chosen by its number stands in the text, where there are more than the platform has buttons for.
  const crowd = limits.choices > 0 && minted.length > limits.choices ? minted.filter((each) => !unnumbered(each)) : [];
  const items = crowd.map(({ choice, number }) => `${number}. ${texts.words(choice.label, locale)}`);
  if (items.length > 0) parts.push({ kind: 'list', items });
  const pages = paginate(
    parts.flatMap((part) => split(part, size, measure)),
    size,
    measure,
  );
  const buttons = minted.length > limits.choices && limits.choices > 0 ? minted.filter(unnumbered) : minted;
  const choices = buttons.map(({ choice, token, number }): RenderedChoice => {
    const label = texts.words(choice.label, locale);
    const typed =
      choice.does.kind === 'command'
        ? limits.prefix + commandLine(choice.does.name, choice.does.args)
        : number === undefined
          ? label
          : String(number);
    return { label: cut(label, limits.label), token, style: choice.style ?? 'plain', typed };
  });
  return pages.map((page, at) => {
    const isLast = at === pages.length - 1;
    return { parts: page, choices: isLast ? choices : [], orWrite, ...(isLast && files.length > 0 ? { files } : {}) };
  });
}

const unnumbered = ({ number }: Minted): boolean => number === undefined;

/** The first argument stands by itself, the others by their names: `case reply amber-otter-47 --relief safe`. */
const commandLine = (name: string, args: Readonly<Record<string, string>>): string =>
  Object.entries(args).reduce(
    (line, [key, value], at) =>
      `${line} ${at === 0 ? '' : `--${key} `}${/\s/.test(value) ? JSON.stringify(value) : value}`,
    name,
  );

function renderPart(part: Exclude<Part, { kind: 'file' }>, locale: string, texts: Texts): RenderedPart {
  switch (part.kind) {
    case 'paragraph':
      return { kind: 'paragraph', text: texts.words(part.text, locale) };
    case 'facts':
      return {
        kind: 'facts',
        facts: part.facts.map(([label, value]) => [texts.format(label, locale), texts.words(value, locale)] as const),
      };
    case 'list':
      return { kind: 'list', items: part.items.map((item) => texts.words(item, locale)) };
    default:
      return {
        kind: 'quote',
        text: part.text,
        ...(part.by === undefined ? {} : { by: texts.words(part.by, locale) }),
      };
  }
}

/** What a part adds around its text, at most: marks of a quote, line breaks between parts. */
const frame = 16;

const sizeOf = (part: RenderedPart, measure: (text: string) => number): number => {
  if (part.kind === 'facts')
    return part.facts.reduce((sum, [label, value]) => sum + measure(label) + measure(value) + frame, 0);
  if (part.kind === 'list') return part.items.reduce((sum, item) => sum + measure(item) + frame, 0);
  const lines = part.kind === 'quote' ? part.text.split('\n').length * 4 + measure(part.by ?? '') : 0;
  return measure(part.text) + lines + frame;
};

/** Cuts a part that does not fit on a page; a long fact becomes a quote beneath its label. */
function split(part: RenderedPart, size: number, measure: (text: string) => number): RenderedPart[] {
  if (sizeOf(part, measure) <= size) return [part];
  if (part.kind === 'facts') {
    return part.facts.flatMap(([label, value]) => {
      const one: RenderedPart = { kind: 'facts', facts: [[label, value]] };
      return sizeOf(one, measure) <= size ? [one] : split({ kind: 'quote', text: value, by: label }, size, measure);
    });
  }
  if (part.kind === 'list') {
    return part.items.flatMap((item) => {
      const one: RenderedPart = { kind: 'list', items: [item] };
      return sizeOf(one, measure) <= size ? [one] : split({ kind: 'paragraph', text: item }, size, measure);
    });
  }
  const half = cutAt(part.text, Math.floor(part.text.length / 2));
  const [head, tail] = [part.text.slice(0, half).trimEnd(), part.text.slice(half).trimStart()];
  return [
    ...split({ ...part, text: head }, size, measure),
    ...split(part.kind === 'quote' ? { kind: 'quote', text: tail } : { ...part, text: tail }, size, measure),
  ];
}

/** A place near `at` where a text can be cut: after a line, else after a word, never inside a character. */
function cutAt(text: string, at: number): number {
  for (const pattern of ['\n', ' ']) {
    const found = text.lastIndexOf(pattern, at);
    if (found > at / 2) return found + 1;
  }
  return /[\uDC00-\uDFFF]/.test(text[at] ?? '') ? at - 1 : at;
}

function paginate(parts: readonly RenderedPart[], size: number, measure: (text: string) => number): RenderedPart[][] {
  const pages: RenderedPart[][] = [[]];
  let used = 0;
  for (const part of parts) {
    const needs = sizeOf(part, measure);
    if (used > 0 && used + needs > size) {
      pages.push([]);
      used = 0;
    }
    pages.at(-1)!.push(part);
    used += needs;
  }
  return pages;
}
