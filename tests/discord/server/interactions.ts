/** Interactions: what a person does with the bot, and the three seconds and fifteen minutes that it has. */
import { guildPermissions } from './permissions.ts';
import { uploadLimit } from './uploads.ts';
import {
  channelJson,
  memberJson,
  messageJson,
  roleJson,
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
  /** The bot itself is not where it happened. */
  readonly guest: boolean;
  /** Answers after the first one. */
  further: number;
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
    attachment_size_limit: uploadLimit(guild, user),
    app_permissions: String(guild ? guildPermissions(state, guild.id, state.bot.id) : 0n),
    context: guild ? 0 : channel.recipient === undefined ? 2 : 1,
    ...(asked.message ? { message: messageJson(asked.message, state, fileUrl) } : {}),
    ...(guild
      ? {
          authorizing_integration_owners: {
            ...(interaction.guest ? {} : { 0: guild.id }),
            ...(state.installers.has(asked.user) ? { 1: asked.user } : {}),
          },
          guild_id: guild.id,
          guild_locale: 'en-US',
          guild: { id: guild.id, locale: 'en-US', features: [] },
          member: {
            ...memberJson(guild, asked.user, user),
            permissions: String(guildPermissions(state, guild.id, asked.user)),
          },
        }
      : {
          authorizing_integration_owners: interaction.guest ? { 1: asked.user } : { 0: '0' },
          user: userJson(user),
        }),
  };
}

const optionType = {
  subcommand: 1,
  string: 3,
  integer: 4,
  boolean: 5,
  user: 6,
  channel: 7,
  role: 8,
  number: 10,
} as const;

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
  const registered = state.commands.find((each) => each.name === first && (each.type ?? 1) === 1);
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
  const resolved = resolvedFrom(
    state,
    options.map((each) => ({ type: each['type'] as number, value: each['value'] as string })),
  );
  return {
    id: registered.id,
    name: first,
    type: 1,
    options: second === undefined ? options : [{ name: second, type: 1, options }],
    ...(Object.keys(resolved).length > 0 ? { resolved } : {}),
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
  if (option.type === optionType.role && roleIn(state, value) === undefined)
    throw new Error(`${option.name} is a role`);
  if (option.type === optionType.channel) return channelIn(state, value, option.channel_types).id;
  return value;
}

const roleIn = (state: State, id: string) =>
  [...state.guilds.values()].map(({ roles }) => roles.get(id)).find((each) => each !== undefined);

/** A channel by its id or its mention, if the picker shows channels of its kind. */
function channelIn(state: State, given: string, types: readonly number[] | undefined): Channel {
  const channel = state.channels.get(given.replace(/^<#(\d+)>$/u, '$1'));
  if (!channel || (types && !types.includes(channel.type))) throw new Error('there is no such channel to pick');
  return channel;
}

/** What Discord tells of those who were picked. */
function resolvedFrom(state: State, picked: readonly { type: number; value: string }[]): Record<string, unknown> {
  const of = (type: number, json: (id: string) => unknown) =>
    Object.fromEntries(picked.filter((each) => each.type === type).map(({ value }) => [value, json(value)]));
  const all = {
    users: of(optionType.user, (id) => userJson(state.users.get(id)!)),
    channels: of(optionType.channel, (id) => {
      const { type, name } = state.channels.get(id)!;
      return { id, type, name, permissions: '0' };
    }),
    roles: of(optionType.role, (id) => roleJson(roleIn(state, id)!)),
  };
  return Object.fromEntries(Object.entries(all).filter(([, each]) => Object.keys(each).length > 0));
}

/**
 * The data of an entry of a context menu, as Discord makes it. Throws where it is not offered: by its name in the
 * person's language, by where they are, and by who has installed the application.
 */
export function menuData(
  state: State,
  asked: { name: string; locale: string; user: string; channel: Channel },
  on: { message: Message } | { user: string },
  fileUrl: (message: Message, file: Attachment) => string,
): Record<string, unknown> {
  const type = 'message' in on ? 3 : 2;
  const shownAs = (each: any) => each.name_localizations?.[asked.locale] ?? each.name;
  const found = state.commands.find((each) => each.type === type && shownAs(each) === asked.name);
  if (!found) throw new Error(`“${asked.name}” stands in no menu`);
  if (!offered(state, found, asked.user, asked.channel)) throw new Error(`“${asked.name}” is not offered here`);
  if ('user' in on) {
    const user = state.users.get(on.user)!;
    const guild = asked.channel.guild === undefined ? undefined : state.guilds.get(asked.channel.guild);
    const members = guild?.members.has(user.id) ? { members: { [user.id]: memberJson(guild, user.id) } } : {};
    return resolved(found, type, user.id, { users: { [user.id]: userJson(user) }, ...members });
  }
  const { message } = on;
  return resolved(found, type, message.id, { messages: { [message.id]: messageJson(message, state, fileUrl) } });
}

const resolved = (found: any, type: number, target: string, by: object) => ({
  id: found.id,
  name: found.name,
  type,
  target_id: target,
  resolved: by,
});

/** Whether the bot is a member where it happens. */
export const isGuest = (state: State, channel: Channel): boolean =>
  channel.recipient === undefined && !state.guilds.get(channel.guild ?? '')?.members.has(state.bot.id);

/** Discord offers a command where its contexts and the kinds of its installation say so. */
export function offered(state: State, command: any, user: string, channel: Channel): boolean {
  const context = channel.guild !== undefined ? 0 : channel.recipient === undefined ? 2 : 1;
  if (command.contexts && !command.contexts.includes(context)) return false;
  const kinds: number[] = command.integration_types ?? [0];
  return isGuest(state, channel) ? kinds.includes(1) && state.installers.has(user) : kinds.includes(0);
}

/** A file that is sent in with a form. */
export interface Upload {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/**
 * What a person enters into a modal, measured by what the modal shows. Values by the label of the input or its
 * custom_id; several of one input with commas between them, a person by id.
 */
export function modalData(
  modal: any,
  values: Readonly<Record<string, string>>,
  files: readonly Upload[],
  ground: { state: State; fileUrl: (where: Pick<Message, 'channel'>, file: Attachment) => string },
): Record<string, unknown> {
  const { state } = ground;
  const left = new Map(Object.entries(values));
  const found: Partial<Record<'users' | 'attachments' | 'roles' | 'channels', Record<string, unknown>>> = {};
  let unsent = [...files];
  const components = modal.components.map((label: any) => {
    const input = label.component;
    const key = left.has(input.custom_id) ? input.custom_id : label.label;
    const value = left.get(key) ?? '';
    left.delete(key);
    const base = { type: input.type, id: 2, custom_id: input.custom_id };
    const put = (rest: object) => ({ type: 18, id: 1, component: { ...base, ...rest } });
    if (input.type === 4) {
      if (value === '' && input.required !== false) throw new Error('the modal needs a text');
      if (value.length > (input.max_length ?? 4000)) throw new Error('the text is too long for the modal');
      return put({ value });
    }
    const chosen =
      input.type === 19
        ? unsent.map(() => state.id())
        : value
            .split(',')
            .map((each) => each.trim())
            .filter(Boolean);
    const required = input.required !== false;
    const least = required ? Math.max(1, input.min_values ?? 1) : 0;
    if (chosen.length < least) throw new Error('the modal needs a choice');
    if (chosen.length > (input.type === 22 ? (input.max_values ?? input.options.length) : (input.max_values ?? 1)))
      throw new Error('the modal takes fewer');
    if (input.options && chosen.some((each) => !input.options.some((one: any) => one.value === each)))
      throw new Error('the modal offers no such choice');
    if (input.type === 19) {
      found.attachments = Object.fromEntries(chosen.map((id, at) => [id, uploaded(id, unsent[at]!)]));
      unsent = [];
    }
    if (input.type === 6) found.roles = Object.fromEntries(chosen.map((id) => [id, roleJson(roleIn(state, id)!)]));
    if (input.type === 8)
      found.channels = Object.fromEntries(
        chosen.map((id) => [id, { id, name: channelIn(state, id, input.channel_types).name }]),
      );
    if (input.type === 5) found.users = Object.fromEntries(chosen.map((id) => [id, userJson(state.users.get(id)!)]));
    return put(input.type === 21 ? { value: chosen[0] ?? null } : { values: chosen });
  });
  if (left.size > 0) throw new Error(`the modal has no input ${[...left.keys()].join()}`);
  if (unsent.length > 0) throw new Error('the modal takes no files');
  return {
    custom_id: modal.custom_id,
    components,
    ...(Object.keys(found).length > 0 ? { resolved: found } : {}),
  };

  function uploaded(id: string, { name, type, bytes }: Upload) {
    const file: Attachment = { id, filename: name, content_type: type, bytes };
    state.uploads.set(id, file);
    const url = ground.fileUrl({ channel: 'ephemeral' }, file);
    return { id, filename: name, content_type: type, size: bytes.length, url, proxy_url: url, ephemeral: true };
  }
}
