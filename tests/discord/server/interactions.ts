/** Interactions: what a person does with the bot, and the three seconds and fifteen minutes that it has. */
import { guildPermissions } from './permissions.ts';
import {
  channelJson,
  memberJson,
  messageJson,
  userJson,
  type Attachment,
  type Channel,
  type Message,
  type State,
} from './state.ts';

export interface Interaction {
  readonly id: string;
  readonly token: string;
  readonly type: 2 | 3 | 4 | 5;
  readonly user: string;
  readonly channel: string;
  readonly at: number;
  /** The message whose button was pressed. */
  readonly source?: string;
  /** What the bot's first response was. */
  response?: 'message' | 'deferred' | 'update' | 'modal' | 'autocomplete';
  respondedAt?: number;
  /** The message that `@original` means. */
  original?: Message;
  ephemeral: boolean;
  modal?: any;
  choices?: { name: string; value: string }[];
}

export const firstResponseWithin = 3_000;
export const tokenLivesFor = 15 * 60_000;

export interface Asked {
  readonly type: Interaction['type'];
  readonly user: string;
  readonly channel: Channel;
  readonly data: Record<string, unknown>;
  readonly locale: string;
  readonly message?: Message;
}

/** What the gateway tells the bot of an interaction. */
export function interactionJson(
  state: State,
  interaction: Interaction,
  asked: Asked,
  fileUrl: (message: Message, file: Attachment) => string,
): Record<string, unknown> {
  const { channel } = asked;
  const user = state.users.get(asked.user)!;
  const guild = channel.guild === undefined ? undefined : state.guilds.get(channel.guild)!;
  return {
    id: interaction.id,
    application_id: state.bot.id,
    type: asked.type,
    token: interaction.token,
    version: 1,
    data: asked.data,
    channel_id: channel.id,
    channel: channelJson(channel, state),
    locale: asked.locale,
    entitlements: [],
    attachment_size_limit: 10_485_760,
    app_permissions: String(guild ? guildPermissions(state, guild.id, state.bot.id) : 0n),
    context: guild ? 0 : 1,
    ...(asked.message ? { message: messageJson(asked.message, state, fileUrl) } : {}),
    ...(guild
      ? {
          authorizing_integration_owners: { 0: guild.id },
          guild_id: guild.id,
          guild_locale: 'en-US',
          guild: { id: guild.id, locale: 'en-US', features: [] },
          member: {
            ...memberJson(guild, asked.user, user),
            permissions: String(guildPermissions(state, guild.id, asked.user)),
          },
        }
      : { authorizing_integration_owners: { 0: '0' }, user: userJson(user) }),
  };
}

const optionType = { subcommand: 1, string: 3, integer: 4, boolean: 5, user: 6, number: 10 } as const;

/**
 * The data of a slash command as Discord makes it from what was registered. Throws for whatever a person
 * could not have entered: an unknown command or option, a missing one, a choice that is not offered.
 */
export function slashData(
  state: State,
  name: string,
  given: Readonly<Record<string, string>>,
  focused?: string,
): Record<string, unknown> {
  const [first, second] = name.split(' ');
  const registered = state.commands.find((each) => each.name === first);
  if (!registered) throw new Error(`/${first} is not registered`);
  const leaf =
    second === undefined
      ? registered
      : registered.options?.find((each: any) => each.type === 1 && each.name === second);
  if (!leaf) throw new Error(`/${name} is not registered`);
  if (second === undefined && leaf.options?.some((each: any) => each.type === 1))
    throw new Error(`/${name} needs a subcommand`);
  const left = new Map(Object.entries(given));
  const options: Record<string, unknown>[] = [];
  for (const option of leaf.options ?? []) {
    const value = left.get(option.name);
    left.delete(option.name);
    if (value === undefined) {
      if (option.required && focused === undefined) throw new Error(`/${name} needs ${option.name}`);
      continue;
    }
    const isFocused = option.name === focused;
    if (isFocused && !option.autocomplete) throw new Error(`${option.name} offers nothing`);
    options.push({
      name: option.name,
      type: option.type,
      value: isFocused ? value : typed(option, value, state),
      ...(isFocused ? { focused: true } : {}),
    });
  }
  if (left.size > 0) throw new Error(`/${name} has no option ${[...left.keys()].join()}`);
  const users = Object.fromEntries(
    options
      .filter((each) => each['type'] === optionType.user)
      .map((each) => [each['value'], userJson(state.users.get(each['value'] as string)!)]),
  );
  return {
    id: registered.id,
    name: first,
    type: 1,
    options: second === undefined ? options : [{ name: second, type: 1, options }],
    ...(Object.keys(users).length > 0 ? { resolved: { users } } : {}),
  };
}

function typed(option: any, value: string, state: State): string | number | boolean {
  if (option.choices && !option.choices.some((each: any) => each.value === value)) {
    throw new Error(`${option.name} offers no ${value}`);
  }
  if (option.type === optionType.boolean) return value === 'true';
  if (option.type === optionType.number || option.type === optionType.integer) {
    if (Number.isNaN(Number(value))) throw new Error(`${option.name} is a number`);
    return Number(value);
  }
  if (option.type === optionType.user && !state.users.has(value)) throw new Error(`${option.name} is a person`);
  return value;
}

/** What a person enters into a modal, measured by what the modal shows. Values by the label of the input or its custom_id. */
export function modalData(modal: any, values: Readonly<Record<string, string>>): Record<string, unknown> {
  const left = new Map(Object.entries(values));
  const components = modal.components.map((label: any) => {
    const input = label.component;
    const key = left.has(input.custom_id) ? input.custom_id : label.label;
    const value = left.get(key);
    left.delete(key);
    if (input.type === 3 || input.type === 5) {
      const chosen = value === undefined || value === '' ? [] : value.split(',');
      if (chosen.length === 0 && input.required !== false) throw new Error('the modal needs a choice');
      if (chosen.some((each) => input.options && !input.options.some((one: any) => one.value === each))) {
        throw new Error('the modal offers no such choice');
      }
      return { type: 18, id: 1, component: { type: input.type, id: 2, custom_id: input.custom_id, values: chosen } };
    }
    if ((value ?? '') === '' && input.required !== false) throw new Error('the modal needs a text');
    if ((value?.length ?? 0) > (input.max_length ?? 4000)) throw new Error('the text is too long for the modal');
    return { type: 18, id: 1, component: { type: 4, id: 2, custom_id: input.custom_id, value: value ?? '' } };
  });
  if (left.size > 0) throw new Error(`the modal has no input ${[...left.keys()].join()}`);
  return { custom_id: modal.custom_id, components };
}
