/** Forms: the question of a conversation, several of them on one page, and what a command still needs. */
import type { Field } from '../chat/field.ts';
import type { Choice } from '../chat/message.ts';
import type { Form } from '../chat/platform.ts';
import type { Texts } from './texts.ts';

type FormField = Form['fields'][number];

/** In what language, by which texts. */
export interface Speaking {
  readonly texts: Texts;
  readonly locale: string;
}

/** More than this no form takes: what needs more is asked question by question. */
const mostFields = 5;

type Named = readonly (readonly [string, Field])[];

/**
 * What a command lacks, as a form. What can stand on the line of a command is left to that line where there is no
 * room for all; nothing when there is none even for what is needed, long or secret.
 */
export function commandFields(
  missing: Named,
  speaking: Speaking,
  needed: (name: string, field: Field) => boolean,
): FormField[] | undefined {
  const isMust = ([name, field]: Named[number]) => needed(name, field) || field.long === true || field.secret === true;
  const room = mostFields - missing.filter(isMust).length;
  if (room < 0) return undefined;
  const may = new Set(missing.filter((each) => !isMust(each)).slice(0, room));
  return fieldsOf(
    missing.filter((each) => isMust(each) || may.has(each)),
    speaking,
    needed,
  );
}

/** Fields by their names, as parts of a form. */
export const fieldsOf = (
  fields: Named,
  { texts, locale }: Speaking,
  needed: (name: string, field: Field) => boolean,
): FormField[] =>
  fields.map(([name, field]) => ({
    name,
    label: texts.format({ key: field.title ?? field.summary }, locale),
    kind: field.kind,
    long: field.long ?? false,
    optional: !needed(name, field),
    ...(field.max === undefined ? {} : { max: field.max }),
    ...(field.options === undefined
      ? {}
      : { options: field.options.map(({ value, label }) => ({ value, label: texts.format(label, locale) })) }),
  }));

/** One question: its words, the choices of which several may be made, and files where they are welcome. */
export function questionFields(field: Field, choices: readonly Choice[], { texts, locale }: Speaking): FormField[] {
  const label = (key: string) => texts.format({ key }, locale);
  const options = choices.flatMap((each) =>
    each.does.kind === 'answer' && !each.does.value.startsWith('word:')
      ? [{ value: each.does.value, label: texts.words(each.label, locale) }]
      : [],
  );
  // What is picked from the platform's own lists is not typed.
  const kind = field.kind === 'place' || field.kind === 'role' ? field.kind : 'text';
  const words: FormField = {
    name: 'words',
    label: label(kind === 'text' ? 'form-words' : 'form-one'),
    kind,
    long: field.long === true,
    optional: field.files === true || options.length > 0,
    ...(field.max === undefined ? {} : { max: field.max }),
  };
  const beside = { long: false, optional: true };
  return [
    ...(options.length === 0
      ? []
      : [{ ...beside, name: 'choices', label: label('form-choices'), kind: 'choices', options }]),
    words,
    ...(field.files ? [{ ...beside, name: 'files', label: label('form-files'), kind: 'files' }] : []),
  ];
}
