/**
 * A field is one question: what it asks, how an answer is read, what it suggests, and whether the answer
 * is secret. A command's options and a conversation's steps are both made of fields.
 */
import { z } from 'zod';
import { refused, type Refused } from './outcome.ts';
import { text as textOf, type Choice, type Text, type Words } from './message.ts';

/** What is known of whoever answers, and of when. */
export interface Asking {
  readonly now: Date;
  readonly locale: string;
  /** Reads a person out of what was typed: a mention, an account name, a number of a list. */
  person(raw: string): Promise<string | undefined>;
  /** The words that a language uses for something, all in lower case ("yes", "y", "yep"). */
  synonyms(key: string): readonly string[];
}

export interface Suggestion {
  readonly label: string;
  readonly value: string;
}

/** A file as the platform names it; its bytes are fetched only when somebody decided that they may be. */
export interface FileRef {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  /** In bytes, as announced by the platform. */
  readonly size: number;
}

interface Ask<Opt extends boolean> {
  /** Text key of the question; the label of an option, a form's field, a line of the help. */
  readonly summary: string;
  /** Text key of a few words in its place, where a question is too long to be a title. */
  readonly title?: string;
  readonly optional?: Opt;
}

export interface Field<T = unknown, Opt extends boolean = boolean> extends Ask<Opt> {
  readonly kind: 'text' | 'person' | 'place' | 'role' | 'instant' | 'choice' | 'number' | 'yesno';
  /** Reads what was typed. A refusal says in plain words what would be understood. */
  parse(raw: string, asking: Asking): Promise<Read<T>>;
  /** What can be chosen, in order, where the field is a choice: shown as buttons or as a numbered list. */
  readonly options?: readonly { readonly value: string; readonly label: Text }[];
  /** Many lines are welcome; on a platform with forms it is asked in one. */
  readonly long?: boolean;
  /** The typed answer must not stay readable in the place where it was given. */
  readonly secret?: boolean;
  /** The longest answer, in characters. */
  readonly max?: number;
  /** Files are welcome beside the words, or in their place. */
  readonly files?: boolean;
  /** One answer can name several. */
  readonly many?: boolean;
}

export type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refused: Refused };

const ok = <T>(value: T): Read<T> => ({ ok: true, value });
const no = (key: string, args?: Text['args']): Read<never> => ({ ok: false, refused: refused(key, args) });

/** Far above any story that people tell, far below what would stop the program. In characters. */
export const longestText = 8_000_000;

export function text<const Opt extends boolean = false>(
  ask: Ask<Opt> & { long?: boolean; secret?: boolean; max?: number; files?: boolean },
): Field<string, Opt> {
  const max = ask.max ?? (ask.long ? longestText : 400);
  const shape = z.string().trim().min(1).max(max);
  return {
    ...ask,
    kind: 'text',
    max,
    async parse(raw) {
      const read = shape.safeParse(raw);
      if (read.success) return ok(read.data);
      return raw.trim() === '' ? no('field-empty') : no('field-too-long', { max, length: raw.length });
    },
  };
}

/** Reads to the id of a person whom the community knows. */
export const person = <const Opt extends boolean = false>(ask: Ask<Opt>): Field<string, Opt> => ({
  ...ask,
  kind: 'person',
  async parse(raw, asking) {
    const found = await asking.person(raw.trim());
    return found === undefined ? no('field-person-unknown') : ok(found);
  },
});

/** Several of them, by mentions or by what they are called; reads to their ids. */
export const people = <const Opt extends boolean = false>(ask: Ask<Opt>): Field<readonly string[], Opt> => ({
  ...ask,
  kind: 'person',
  many: true,
  async parse(raw, asking) {
    // In the order in which they are named, whichever way.
    const parts = await Array.fromAsync(raw.split(/(<@[^>]+>)/u), async (each, at) =>
      at % 2 === 1 ? [await asking.person(each)] : named(each.replaceAll(/[()!.:]/gu, ' '), asking),
    );
    const found = parts.flat();
    const known = found.filter((each) => each !== undefined);
    return known.length === 0 || known.length < found.length ? no('field-people-unknown') : ok([...new Set(known)]);
  },
});

/** What parts a list of names, from what can't be part of a name to what can: “Mary Ann, Sam and Jo”. */
const betweenNames = [/[,;、،\n]+/u, /\s(?:and|y|e|&|\+)\s/iu, /\s+/u];

/** Whom a list of names means; nothing for each that nobody bears. A name can have several words. */
async function named(raw: string, asking: Asking, between = betweenNames): Promise<(string | undefined)[]> {
  const words = splitList(raw);
  if (words.length === 0) return [];
  const [first, ...rest] = between;
  const whole = words.length === 1 ? words[0]! : raw.trim();
  const known = await asking.person(whole);
  if (known !== undefined || !first || words.length === 1) return [known];
  const parts = await Array.fromAsync(raw.split(first), (each) => named(each, asking, rest));
  return parts.flat();
}

/** Something of the platform's own, by its id; its name as far as it was told. */
export interface Picked {
  readonly id: string;
  readonly name?: string;
}

/** A mention as it is handed over, `<#1234|staff>` or `<@&1234>`, or the bare id. */
const picked = <const Opt extends boolean>(kind: 'place' | 'role', ask: Ask<Opt>): Field<Picked, Opt> => ({
  ...ask,
  kind,
  async parse(raw) {
    const mention = /^<(?:#|@&)([^>|]+)(?:\|([^>]*))?>$/u.exec(raw.trim());
    const [id, name] = mention ? [mention[1]!, mention[2]] : [raw.trim(), undefined];
    if (id === '' || id.length > 200 || /\s/u.test(id)) return no(`field-${kind}`);
    return ok({ id, ...(name === undefined || name === '' ? {} : { name }) });
  },
});

/** A channel or room. */
export const place = <const Opt extends boolean = false>(ask: Ask<Opt>): Field<Picked, Opt> => picked('place', ask);
/** A role of a server. */
export const role = <const Opt extends boolean = false>(ask: Ask<Opt>): Field<Picked, Opt> => picked('role', ask);

/**
 * One of a few. Understood are its number in the list, its value, its label's synonyms (the text key of
 * the label with `.words`), in any language of the house.
 */
export function choice<const V extends string, const Opt extends boolean = false>(
  ask: Ask<Opt> & { of: readonly V[]; labels: string },
): Field<V, Opt> {
  const options = ask.of.map((value) => ({ value, label: textOf(`${ask.labels}-${value}`) }));
  return {
    ...ask,
    kind: 'choice',
    options,
    async parse(raw, asking) {
      const value = pick(raw, options, asking);
      return value === undefined ? no('field-choice', { count: options.length }) : ok(value as V);
    },
  };
}

/** "1, 2 and 4", "1 2 4" or "amber, blue": the pieces between commas, semicolons and white space. */
export const splitList = (raw: string): string[] =>
  raw
    .split(/[\s,;、،]+/u)
    .map((each) => each.trim())
    .filter((each) => each !== '' && !['and', 'y', 'e', '&', '+'].includes(each.toLowerCase()));

function pick(raw: string, options: readonly { value: string; label: Text }[], asking: Asking): string | undefined {
  const typed = tidy(raw);
  const at = digits(typed);
  if (at !== undefined) return options[at - 1]?.value;
  return options.find(
    (option) => option.value === typed || asking.synonyms(option.label.key).some((word) => tidy(word) === typed),
  )?.value;
}

/** What people type for a choice, without what a phone's keyboard adds. */
export const tidy = (raw: string): string =>
  raw
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/[.!?)\]¡¿"'“”«»]+$/u, '')
    .replace(/^[¡¿("'“”«»/]+/u, '')
    .trim();

/** Letters and digits only, without accents, in lower case, one space between: for finding words in words. */
export const plainWords = (raw: string): string =>
  raw
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** A positive whole number in the digits of any script, or undefined. */
export function digits(raw: string): number | undefined {
  if (!/^\p{Nd}{1,4}$/u.test(raw)) return undefined;
  let value = 0;
  for (const digit of raw) {
    const point = digit.codePointAt(0)!;
    let zero = point;
    // The digits of each script stand in an unbroken run of ten that starts at its zero.
    while (point - zero < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
    value = value * 10 + (point - zero);
  }
  return value;
}

export function number<const Opt extends boolean = false>(
  ask: Ask<Opt> & { min: number; max: number },
): Field<number, Opt> {
  return {
    summary: ask.summary,
    ...(ask.optional === undefined ? {} : { optional: ask.optional }),
    kind: 'number',
    async parse(raw) {
      // "10,080" and "10.080" are the same number, written as it was shown.
      const value = digits(tidy(raw)) ?? Number(raw.trim().replace(/[.,' \u00A0\u202F](?=\d{3}(?:\D|$))/gu, ''));
      if (raw.trim() === '' || !Number.isFinite(value) || value < ask.min || value > ask.max) {
        return no('field-number', { min: ask.min, max: ask.max });
      }
      return ok(value);
    },
  };
}

export const yesno = <const Opt extends boolean = false>(ask: Ask<Opt>): Field<boolean, Opt> => {
  const options = [
    { value: 'yes', label: textOf('answer-yes') },
    { value: 'no', label: textOf('answer-no') },
  ];
  return {
    ...ask,
    kind: 'yesno',
    options,
    async parse(raw, asking) {
      const value = pick(raw, options, asking);
      return value === undefined ? no('field-yesno') : ok(value === 'yes');
    },
  };
};

/** A moment: an ISO date and time, or a duration from now such as `30m`, `2h`, `7d`. */
export const instant = <const Opt extends boolean = false>(ask: Ask<Opt>): Field<Date, Opt> => ({
  ...ask,
  kind: 'instant',
  async parse(raw, asking) {
    const span = /^\+?(\d{1,5})\s*([mhdw])$/i.exec(raw.trim());
    if (span) {
      const unit = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }[span[2]!.toLowerCase() as 'm'];
      return ok(new Date(asking.now.getTime() + Number(span[1]) * unit));
    }
    const iso = z.iso.datetime({ offset: true, local: true }).or(z.iso.date()).safeParse(raw.trim());
    const at = iso.success ? new Date(iso.data) : undefined;
    return at && !Number.isNaN(at.getTime()) ? ok(at) : no('field-instant');
  },
});

export type Fields = Readonly<Record<string, Field<any>>>;
type RequiredOf<F extends Fields> = { [K in keyof F]: F[K] extends Field<any, true> ? never : K }[keyof F];
type Value<F> = F extends Field<infer T> ? T : never;

/** The answers to a set of fields, with their types. */
export type Answers<F extends Fields> = { readonly [K in RequiredOf<F>]: Value<F[K]> } & {
  readonly [K in Exclude<keyof F, RequiredOf<F>>]?: Value<F[K]>;
};

/** The buttons of a field's question. */
export const choicesOf = (field: Field): readonly Choice[] =>
  (field.options ?? []).map(({ value, label }): Choice => ({ label: label as Words, does: { kind: 'answer', value } }));
