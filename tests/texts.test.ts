/** The sentences of the house: complete in every language, none that nobody says, none that is missing. */
import { readFileSync, readdirSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { FluentResource } from '@fluent/bundle';
import { describe, expect, test } from 'vitest';
import { textFolders } from '../src/app/texts.ts';
import { tidy, type Field } from '../src/chat/field.ts';
import { capabilities } from '../src/core/index.ts';
import { root, sources, withoutComments } from './support/sources.ts';

const languages = ['en', 'es'];

interface Sentence {
  readonly key: string;
  readonly language: string;
  readonly file: string;
  readonly variables: readonly string[];
  readonly attributes: ReadonlyMap<string, string>;
}

/** The names of the variables anywhere in a parsed pattern. */
function variablesOf(pattern: unknown): string[] {
  if (Array.isArray(pattern)) return pattern.flatMap(variablesOf);
  if (typeof pattern !== 'object' || pattern === null) return [];
  const part = pattern as Record<string, unknown>;
  return [...(part['type'] === 'var' ? [String(part['name'])] : []), ...Object.values(part).flatMap(variablesOf)];
}

const files = textFolders()
  .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
  .filter((path) => path.endsWith('.ftl'))
  .map((path) => ({
    path: relative(root, path),
    language: basename(path, '.ftl'),
    source: readFileSync(path, 'utf8'),
  }));

const sentences: Sentence[] = files.flatMap(({ path, language, source }) =>
  new FluentResource(source).body.map((entry) => ({
    key: entry.id,
    language,
    file: path,
    variables: [...new Set([entry.value, ...Object.values(entry.attributes)].flatMap(variablesOf))].toSorted(),
    attributes: new Map(
      Object.entries(entry.attributes).map(([name, value]) => [name, typeof value === 'string' ? value : '']),
    ),
  })),
);
const of = (language: string) =>
  new Map(sentences.filter((each) => each.language === language).map((each) => [each.key, each]));
const english = of('en');

/** The fields of all commands and all steps of all flows. */
const fields: Field[] = capabilities.flatMap((each) => [
  ...(each.commands ?? []).flatMap((command) => Object.values(command.fields) as Field[]),
  ...(each.flows ?? []).flatMap((flow) => Object.values(flow.steps).map((step) => step.field)),
]);
const declared = [
  ...capabilities.flatMap((each) => (each.commands ?? []).map((command) => command.summary)),
  ...capabilities.flatMap((each) => (each.flows ?? []).flatMap((flow) => Object.keys(flow.anytime ?? {}))),
  ...fields.flatMap((field) => [field.summary, ...(field.options ?? []).map((option) => option.label.key)]),
];
const code = sources().map(({ path, text }) => ({ path, text: withoutComments(text) }));
const literals = code.flatMap(({ path, text }) =>
  [...text.matchAll(/'([a-z][a-z0-9-]*)'/gu)].map((match) => ({ path, key: match[1]! })),
);
/** Keys that are put together: `cases-kind-${kind}`. */
const templates = code.flatMap(({ path, text }) =>
  [...text.matchAll(/`([a-z]+-[a-z-]*)\$\{[^`}]*\}([a-z-]*)`/gu)].map((match) => ({
    path,
    pattern: new RegExp(`^${match[1]}[a-z0-9-]+${match[2]}$`, 'u'),
  })),
);
/** What the keys of a capability begin with; a literal that begins so is meant as a key. */
const families = [
  'cases-',
  'community-',
  'guidance-',
  'people-',
  'availability-',
  'rota-',
  'escalation-',
  'field-',
  'word-',
  'answer-',
  'neutral-',
  'command-',
  'discord-',
  'matrix-',
];
const inOwnWords = /^[a-z]+-says-/u;
/** Not keys: a package, and the beginnings of the keys of a choice's labels. */
const prefixes = new Set([
  'matrix-bot-sdk',
  ...declared.flatMap((key) => key.split('-').map((_, at, all) => all.slice(0, at).join('-'))),
]);

describe('every sentence', () => {
  test('files are read, and each language has one wherever another has', () => {
    expect(sentences.length).toBeGreaterThan(400);
    for (const folder of textFolders()) {
      expect(
        readdirSync(folder)
          .filter((name) => name.endsWith('.ftl'))
          .toSorted(),
        folder,
      ).toEqual(languages.map((each) => `${each}.ftl`));
    }
  });

  test('nothing in a file is junk that the parser steps over', () => {
    for (const { path, source } of files) {
      const begun = [...source.matchAll(/^([a-zA-Z][\w-]*)\s*=/gmu)].map((match) => match[1]);
      const read = sentences.filter((each) => each.file === path).map((each) => each.key);
      expect(read, path).toEqual(begun);
      const strange = source
        .split('\n')
        .filter((line) => line !== '' && !/^(?:#|\s|[a-z][\w-]*\s*=\s*|\})/u.test(line));
      expect(strange, path).toEqual([]);
    }
  });

  test('stands once', () => {
    for (const language of languages) {
      const keys = sentences.filter((each) => each.language === language).map((each) => each.key);
      expect(
        keys.filter((key, at) => keys.indexOf(key) !== at),
        language,
      ).toEqual([]);
    }
  });

  test.each(languages.slice(1))(
    'is said in %s as well, with the same facts and the same words to answer by',
    (language) => {
      const other = of(language);
      expect([...other.keys()].toSorted()).toEqual([...english.keys()].toSorted());
      const shape = ({ variables, attributes }: Sentence) => ({
        variables,
        attributes: [...attributes.keys()].toSorted(),
      });
      for (const [key, sentence] of english) expect(shape(other.get(key)!), key).toEqual(shape(sentence));
    },
  );
});

describe('the code', () => {
  test('says only what exists', () => {
    expect([...new Set(declared)].filter((key) => !english.has(key))).toEqual([]);
    const meant = literals.filter(({ key }) => families.some((family) => key.startsWith(family)) && !prefixes.has(key));
    expect(meant.length).toBeGreaterThan(150);
    expect(meant.filter(({ key }) => !english.has(key))).toEqual([]);
    const keys = [...english.keys()];
    const spoken = templates.filter(
      ({ path, pattern }) =>
        /^(?:core|app|chat|platforms\/discord)\//u.test(path) || pattern.source.startsWith('^matrix-'),
    );
    expect(spoken.filter(({ pattern }) => !keys.some((key) => pattern.test(key)))).toEqual([]);
  });

  test('has a label for each value that it puts together from an option', () => {
    const families = new Map<string, string[]>();
    for (const field of fields) {
      for (const { value, label } of field.options ?? []) {
        const prefix = label.key.slice(0, -value.length);
        families.set(prefix, [...(families.get(prefix) ?? []), value]);
      }
    }
    const told = (families.get('cases-outcome-') ?? []).map((outcome) => `cases-outcome-${outcome}-told`);
    expect(told).not.toEqual([]);
    expect(told.filter((key) => !english.has(key))).toEqual([]);
  });

  test('has a use for everything that could be said', () => {
    const used = new Set([...declared, ...literals.map(({ key }) => key)]);
    const unused = [...english.keys()].filter(
      (key) => !inOwnWords.test(key) && !used.has(key) && !templates.some(({ pattern }) => pattern.test(key)),
    );
    expect(unused).toEqual([]);
  });
});

describe('what a platform says in its own words', () => {
  test('is said by the house as well, with the same facts', () => {
    const own = [...english].filter(([key]) => inOwnWords.test(key));
    expect(own.length).toBeGreaterThan(0);
    for (const [key, { variables, attributes }] of own) {
      const house = english.get(key.replace(inOwnWords, ''));
      expect(house, key).toBeDefined();
      expect([variables, [...attributes.keys()]], key).toEqual([house!.variables, [...house!.attributes.keys()]]);
    }
  });
});

describe('the words by which people answer', () => {
  /** All that can be written for a key, in every language. */
  const words = (key: string): string[] =>
    languages
      .flatMap((language) => [
        tidy(source(language, key)),
        ...(of(language).get(key)?.attributes.get('words') ?? '').split(',').map(tidy),
      ])
      .filter((each) => each !== '');
  const source = (language: string, key: string): string => {
    const entry = files
      .filter((file) => file.language === language)
      .flatMap((file) => new FluentResource(file.source).body)
      .find((each) => each.id === key);
    return typeof entry?.value === 'string' ? entry.value : '';
  };

  test('mean one option of a question only', () => {
    const twice = fields.flatMap((field) => {
      const seen = new Map<string, string>();
      return (field.options ?? []).flatMap(({ label }) =>
        [...new Set(words(label.key))].flatMap((word) => {
          const other = seen.get(word);
          seen.set(word, label.key);
          return other === undefined ? [] : [`“${word}”: ${other} and ${label.key}`];
        }),
      );
    });
    expect([...new Set(twice)]).toEqual([]);
  });
});
