/** The sentences of the house, in Fluent, by capability; and the words by which people answer. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { FluentBundle, FluentDateTime, FluentResource } from '@fluent/bundle';
import { tidy } from '../chat/field.ts';
import type { Moment, Text, Words } from '../chat/message.ts';

export interface Texts {
  /** The languages that the house speaks; the first is the one it falls back to. */
  readonly locales: readonly string[];
  /** The nearest language of ours to a BCP 47 tag. */
  nearest(tag: string | undefined): string;
  /** A sentence in a language. A key that does not exist is a bug, and throws. */
  format(text: Text, locale: string): string;
  words(words: Words, locale: string): string;
  /** What people may write for something, in every language of the house, in lower case. */
  synonyms(key: string): readonly string[];
  /**
   * The same, as it is said on a platform: what it calls by other words than the house (a channel, a role, a server)
   * it says in its own words, by `matrix-says-` and the key.
   */
  on(platform: string): Texts;
  /** Every key with the languages that have it. */
  keys(): ReadonlyMap<string, readonly string[]>;
}

const root = join(import.meta.dirname, '..');

/** The folders in which texts stand: the house's own, one for each capability, and one for each platform. */
export const textFolders = (): string[] => [
  join(root, 'app', 'texts'),
  ...['core', 'platforms'].flatMap((room) =>
    readdirSync(join(root, room), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(root, room, entry.name, 'texts'))
      .filter((folder) => existsSync(folder)),
  ),
];

export function loadTexts(locales: readonly string[]): Texts {
  const bundles = new Map(locales.map((locale) => [locale, bundleOf(locale)]));
  const fallback = locales[0]!;
  const synonyms = new Map<string, readonly string[]>();

  const format = (text: Text, locale: string, platform?: string): string => {
    const own = `${platform}-says-${text.key}`;
    const key = bundles.get(fallback)?.hasMessage(own) ? own : text.key;
    const at = [locale, fallback].find((each) => bundles.get(each)?.hasMessage(key));
    const bundle = at === undefined ? undefined : bundles.get(at)!;
    const pattern = bundle?.getMessage(key)?.value;
    if (!bundle || !pattern) throw new Error(`text key without a sentence: ${text.key}`);
    const args = Object.fromEntries(
      Object.entries(text.args ?? {}).map(([name, value]) => [name, argument(value, at!, platform)] as const),
    );
    return bundle.formatPattern(pattern, args);
  };
  const argument = (value: NonNullable<Text['args']>[string], locale: string, platform?: string) =>
    value instanceof Date
      ? new FluentDateTime(value.getTime(), { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' })
      : typeof value !== 'object'
        ? value
        : 'zone' in value
          ? moment(value)
          : format(value, locale, platform);

  const texts: Texts = {
    locales,
    on: (platform) => ({
      ...texts,
      format: (text, locale) => format(text, locale, platform),
      words: (words, locale) => ('said' in words ? words.said : format(words, locale, platform)),
    }),
    nearest: (tag) =>
      locales.find((locale) => locale.toLowerCase() === tag?.toLowerCase()) ??
      locales.find((locale) => locale.split('-')[0] === tag?.split('-')[0]?.toLowerCase()) ??
      fallback,
    format: (text, locale) => format(text, locale),
    words: (words, locale) => ('said' in words ? words.said : format(words, locale)),
    synonyms(key) {
      const known = synonyms.get(key);
      if (known) return known;
      const found = [...bundles.values()].flatMap((bundle) => {
        const message = bundle.getMessage(key);
        const list = message?.attributes['words'];
        return [
          ...(message?.value ? [bundle.formatPattern(message.value)] : []),
          ...(list ? bundle.formatPattern(list).split(',') : []),
        ].map((word) => word.trim().toLowerCase());
      });
      synonyms.set(key, found);
      return found;
    },
    keys() {
      const found = new Map<string, string[]>();
      for (const [locale, bundle] of bundles) {
        for (const key of bundle._messages.keys()) found.set(key, [...(found.get(key) ?? []), locale]);
      }
      return found;
    },
  };
  return texts;
}

/** On the clock of its zone, with the weekday by which people go, and by twenty-four hours, which nobody mistakes. */
function moment({ at, zone, show }: Moment): FluentDateTime {
  const day = { weekday: 'short', day: 'numeric', month: 'short' } as const;
  const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const name = show === 'zoned' ? ({ timeZoneName: 'short' } as const) : {};
  return new FluentDateTime(at.getTime(), { ...day, ...(show === 'day' ? {} : time), ...name, timeZone: zone });
}

function bundleOf(locale: string): FluentBundle {
  // No isolation marks: they show up as boxes in some clients, and commands are copied from messages.
  const bundle = new FluentBundle(locale, { useIsolating: false });
  for (const folder of textFolders()) {
    let source: string;
    try {
      source = readFileSync(join(folder, `${locale}.ftl`), 'utf8');
    } catch {
      continue;
    }
    const errors = bundle.addResource(new FluentResource(source));
    if (errors.length > 0) throw new Error(`${locale}.ftl: ${errors[0]!.message}`);
  }
  return bundle;
}

/** The longest message that can be a word like "stop" and not a part of a story, in characters. */
const longestWord = 40;

/** Which of these words somebody wrote, alone; a button answers with `word:` and the key. */
export function wordIn(texts: Texts, said: string, keys: readonly string[]): string | undefined {
  if (said.length > longestWord) return undefined;
  const typed = tidy(said);
  if (typed === '') return undefined;
  return keys.find((key) => typed === `word:${key}` || texts.synonyms(key).some((word) => tidy(word) === typed));
}
