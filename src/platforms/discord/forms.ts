/** Forms as Discord's modals: each question in the component that suits it best. */
import {
  ChannelType,
  ComponentType,
  TextInputStyle,
  type APIAttachment,
  type APIComponentInLabel,
  type APIModalInteractionResponseCallbackData,
  type APIModalSubmission,
} from 'discord.js';
import type { Rendered } from '../../chat/message.ts';
import type { Form, Post } from '../../chat/platform.ts';

type Field = Form['fields'][number];

/** Discord's limits of a modal (documentation of components and of interaction responses). */
const most = {
  fields: 5,
  title: 45,
  label: 45,
  description: 100,
  text: 4_000,
  /** In a group of buttons or boxes, all of which are in sight. */
  group: 10,
  /** In a menu that is opened. */
  options: 25,
  option: 100,
  files: 10,
} as const;

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
    component: componentOf(field),
  };
}

function componentOf(field: Field): APIComponentInLabel {
  const shared = { custom_id: field.name, required: !field.optional };
  const least = field.optional ? 0 : 1;
  const options = (field.options ?? []).map(({ value, label }) => ({ value, label: cut(label, most.option) }));
  if (field.kind === 'files')
    return { ...shared, type: ComponentType.FileUpload, min_values: least, max_values: most.files };
  const one = { ...shared, min_values: least, max_values: 1 };
  if (field.kind === 'person') return { ...one, type: ComponentType.UserSelect };
  if (field.kind === 'role') return { ...one, type: ComponentType.RoleSelect };
  if (field.kind === 'place') return { ...one, type: ComponentType.ChannelSelect, channel_types: placeTypes };
  if (options.length === 0) return inputOf(field);
  const inSight = options.length <= most.group;
  if (field.kind === 'choices' && inSight)
    return { ...shared, type: ComponentType.CheckboxGroup, options, min_values: least, max_values: options.length };
  if (field.kind !== 'choices' && inSight && options.length > 1)
    return { ...shared, type: ComponentType.RadioGroup, options };
  const atOnce = field.kind === 'choices' ? options.length : 1;
  return { ...shared, type: ComponentType.StringSelect, options, min_values: least, max_values: atOnce };
}

/** The kinds of channels in which something can be said and threads can be opened. */
export const placeTypes: (ChannelType.GuildText | ChannelType.GuildForum)[] = [
  ChannelType.GuildText,
  ChannelType.GuildForum,
];

const inputOf = (field: Field) => ({
  type: ComponentType.TextInput as const,
  custom_id: field.name,
  style: field.long ? TextInputStyle.Paragraph : TextInputStyle.Short,
  required: !field.optional,
  max_length: Math.min(field.max ?? most.text, most.text),
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

/** What was filled in: values by field name, as they would have been typed, and files. What was left empty is left out. */
export function submittedIn(data: APIModalSubmission): { values: Record<string, string>; files: APIAttachment[] } {
  const values: Record<string, string> = {};
  const files: APIAttachment[] = [];
  for (const each of data.components) {
    if (each.type !== ComponentType.Label) continue;
    const { component } = each;
    if (component.type === ComponentType.FileUpload) {
      files.push(...component.values.flatMap((id) => data.resolved?.attachments?.[id] ?? []));
      continue;
    }
    const given = 'values' in component ? component.values : [component.value ?? ''];
    const sign = signOf[component.type];
    const typed = sign ? given.map((id) => mentionOf(sign, String(id), data.resolved ?? {})) : given;
    const value = typed.join(', ');
    if (value !== '') values[component.custom_id] = value;
  }
  return { values, files };
}

/** How somebody or something that was picked from a list is mentioned. */
const signOf: Partial<Record<ComponentType, '@' | '@&' | '#'>> = {
  [ComponentType.UserSelect]: '@',
  [ComponentType.RoleSelect]: '@&',
  [ComponentType.ChannelSelect]: '#',
};

export const cut = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length - 1).trimEnd()}…`;

/** What Discord tells of those who were picked from its lists. */
export interface Named {
  readonly users?: Readonly<Record<string, { readonly username: string; readonly global_name: string | null }>>;
  readonly roles?: Readonly<Record<string, { readonly name: string }>>;
  readonly channels?: Readonly<Record<string, { readonly name?: string | null }>>;
}

/** A mention with its name, as `What.command` wants it. */
export function mentionOf(sign: '@' | '@&' | '#', id: string, { users, roles, channels }: Named): string {
  const user = users?.[id];
  const name = { '@': user?.global_name ?? user?.username, '@&': roles?.[id]?.name, '#': channels?.[id]?.name }[sign];
  return name == null ? `<${sign}${id}>` : `<${sign}${id}|${name.replaceAll(/[<>|]/gu, '')}>`;
}
