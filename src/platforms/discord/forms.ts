/** Forms as Discord's modals. */
import {
  ComponentType,
  TextInputStyle,
  type APIModalInteractionResponseCallbackData,
  type APIModalSubmission,
} from 'discord.js';
import type { Rendered } from '../../chat/message.ts';
import type { Form, Post } from '../../chat/platform.ts';

type Field = Form['fields'][number];

/** Discord's limits of a modal (documentation of components and of interaction responses). */
const most = { fields: 5, title: 45, label: 45, description: 100, text: 4_000, options: 25, option: 100 } as const;

/** The modal; nothing when Discord has no room for the form, which is then asked in plain text. */
export function modalOf(form: Form): APIModalInteractionResponseCallbackData | undefined {
  const { fields } = form;
  const fits =
    fields.length >= 1 &&
    fields.length <= most.fields &&
    fields.every((each) => (each.options?.length ?? 0) <= most.options);
  if (!fits) return undefined;
  return { custom_id: form.token, title: cut(form.title, most.title), components: fields.map(labelOf) };
}

function labelOf(field: Field): APIModalInteractionResponseCallbackData['components'][number] {
  const tooLong = field.label.length > most.label;
  return {
    type: ComponentType.Label,
    label: cut(field.label, most.label),
    ...(tooLong ? { description: cut(field.label, most.description) } : {}),
    component: field.options && field.options.length > 0 ? selectOf(field, field.options) : inputOf(field),
  };
}

const inputOf = (field: Field) => ({
  type: ComponentType.TextInput as const,
  custom_id: field.name,
  style: field.long ? TextInputStyle.Paragraph : TextInputStyle.Short,
  required: !field.optional,
  max_length: Math.min(field.max ?? most.text, most.text),
});

const selectOf = (field: Field, options: NonNullable<Field['options']>) => ({
  type: ComponentType.StringSelect as const,
  custom_id: field.name,
  required: !field.optional,
  min_values: field.optional ? 0 : 1,
  max_values: field.kind === 'choices' ? options.length : 1,
  options: options.map(({ value, label }) => ({ value, label: cut(label, most.option) })),
});

/**
 * What is said where the form itself can't be shown: after Discord was asked for patience, and in answer to
 * another form. A button by the form's own token brings it, since its press is a new interaction.
 */
export const inPlain = ({ message, form }: Post): Rendered =>
  form === undefined || !modalOf(form)
    ? message
    : {
        ...message,
        choices: [
          ...message.choices,
          { label: cut(form.title, most.title), token: form.token, style: 'primary', typed: form.title },
        ],
      };

/** What was filled in, by field name; what was left empty is left out. */
export function valuesOf(submitted: APIModalSubmission): Record<string, string> {
  const values: Record<string, string> = {};
  for (const each of submitted.components) {
    if (each.type !== ComponentType.Label) continue;
    const { component } = each;
    if (component.type === ComponentType.TextInput && component.value !== '')
      values[component.custom_id] = component.value;
    if (component.type === ComponentType.StringSelect && component.values.length > 0) {
      values[component.custom_id] = component.values.join(', ');
    }
  }
  return values;
}

export const cut = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length - 1).trimEnd()}…`;
