/** Declared commands as Discord's slash commands, and what people entered as it was declared. */
import { createHash } from 'node:crypto';
import {
  ApplicationCommandOptionType as OptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  Locale,
  Routes,
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandInteractionDataBasicOption,
  type APIApplicationCommandInteractionDataOption,
  type APIApplicationCommandSubcommandOption,
  type RESTPostAPIChatInputApplicationCommandsJSONBody as SlashCommand,
  type RESTPostAPIContextMenuApplicationCommandsJSONBody as MenuCommand,
} from 'discord.js';
import type { CommandSpec } from '../../chat/command.ts';
import type { House } from '../../chat/ports.ts';
import { cut, mentionOf, placeTypes, type Named } from './forms.ts';
import type { Rest } from './rest.ts';

type Registered = SlashCommand | MenuCommand;
type FieldSpec = CommandSpec['fields'][number];
/** The same declaration in each language of the house; the first is the one that Discord falls back to. */
type InLocales<T> = readonly (readonly [string, T])[];

/** Discord's limits (documentation of application commands). */
const most = { name: 32, description: 100, choices: 25, options: 25, choice: 100 } as const;
const keepKey = 'commands';

/** Registers every command for all servers and for private messages, unless that was done already. */
export async function register(house: House, rest: Rest, application: string): Promise<void> {
  const commands = allCommands(house);
  const body = JSON.stringify(commands);
  const hash = createHash('sha256').update(`${application} ${body}`).digest('hex');
  if ((await house.keep.get(keepKey)) === hash) return;
  await rest.call({ method: 'PUT', path: Routes.applicationCommands(application), body: commands });
  await house.keep.put(keepKey, hash);
}

export function allCommands({ locales, commands }: Pick<House, 'locales' | 'commands'>): Registered[] {
  const tables = locales.map((locale) => [locale, commands(locale)] as const);
  const all = (tables[0]?.[1] ?? []).map((spec, i): InLocales<CommandSpec> =>
    tables.map(([locale, table]) => [locale, table[i] ?? spec]),
  );
  const typed = all.filter((spec) => spec[0]![1].on === undefined);
  return [...slashCommands(typed), ...all.filter((each) => !typed.includes(each)).map(menuCommand)];
}

/**
 * Whatever anybody may use goes along with whoever installs the bot for themselves, wherever they are: so they can
 * report what reaches them where the bot is not.
 */
const reach = (anyone: boolean) =>
  anyone
    ? {
        integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
        contexts: [InteractionContextType.Guild, InteractionContextType.BotDM, InteractionContextType.PrivateChannel],
      }
    : {
        integration_types: [ApplicationIntegrationType.GuildInstall],
        contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
      };

/** In the menu of a message or of a person it has no description: its summary is its name. */
function menuCommand(spec: InLocales<CommandSpec>): MenuCommand {
  const [, first] = spec[0]!;
  return {
    name: cut(first.summary, most.name),
    name_localizations: localized(spec, (one) => one.summary, most.name),
    type: first.on === 'message' ? ApplicationCommandType.Message : ApplicationCommandType.User,
    ...reach(first.who === 'anyone'),
  };
}

/** The command that was chosen in a menu, by the name under which it stands there. */
export function menuNamed({ locales, commands }: House, type: ApplicationCommandType, name: string) {
  const on = type === ApplicationCommandType.Message ? 'message' : 'person';
  const there = commands(locales[0]!).filter((each) => each.on === on);
  // Under another name it was registered by an earlier version, and means the same.
  return (there.find((each) => cut(each.summary, most.name) === name) ?? there[0])?.name;
}

function slashCommands(specs: readonly InLocales<CommandSpec>[]): SlashCommand[] {
  const families = Map.groupBy(specs, (spec) => named(spec).split(' ')[0]!);
  return [...families].map(([name, members]): SlashCommand => {
    const alone = members.find((spec) => named(spec) === name);
    const shared = {
      name,
      type: ApplicationCommandType.ChatInput as const,
      ...reach(members.every((spec) => spec[0]![1].who === 'anyone')),
    };
    if (alone && members.length === 1) return { ...shared, ...described(alone), options: optionsOf(alone) };
    // Discord has no command that stands beside its own subcommands.
    const subs = members.filter((spec) => spec !== alone).map(subcommand);
    const list = subs.map((each) => each.name).join(', ');
    return { ...shared, description: cut(`${name}: ${list}`, most.description), options: subs };
  });
}

const named = (spec: InLocales<CommandSpec>): string => spec[0]![1].name;

const subcommand = (spec: InLocales<CommandSpec>): APIApplicationCommandSubcommandOption => ({
  type: OptionType.Subcommand,
  name: named(spec).split(' ').slice(1).join('-'),
  ...described(spec),
  options: optionsOf(spec),
});

function described(each: InLocales<{ readonly summary: string }>) {
  const [, first] = each[0]!;
  return {
    description: cut(first.summary, most.description),
    description_localizations: localized(each, (one) => one.summary, most.description),
  };
}

function localized<T>(each: InLocales<T>, text: (one: T) => string, length: number): Partial<Record<Locale, string>> {
  return Object.fromEntries(
    each.slice(1).flatMap(([locale, one]) => discordLocales(locale).map((tag) => [tag, cut(text(one), length)])),
  );
}

/** Discord knows two kinds of English and of Spanish, and most other languages by their bare name. */
const discordLocales = (locale: string): Locale[] =>
  Object.values(Locale).filter((tag) => tag === locale || tag.split('-')[0] === locale);

/** What is long or secret is asked for in a form, so that it is never an option, which everybody near can read. */
function optionsOf(spec: InLocales<CommandSpec>): APIApplicationCommandBasicOption[] {
  const [, { fields: declared }] = spec[0]!;
  // What is long and may be left out comes only in the form, which Discord shows for a command without options.
  const formAsks = declared.some((field) => field.optional && (field.long || field.secret));
  const fields = declared
    .map((_field, i): InLocales<FieldSpec> => spec.map(([locale, { fields: all }]) => [locale, all[i]!]))
    .filter((field) => !field[0]![1].long && !field[0]![1].secret);
  return (
    fields
      // Discord wants the required ones first.
      .toSorted((a, b) => Number(a[0]![1].optional) - Number(b[0]![1].optional))
      .slice(0, most.options)
      .map((field) => option(field, !formAsks))
  );
}

function option(field: InLocales<FieldSpec>, mayRequire: boolean): APIApplicationCommandBasicOption {
  const [, spec] = field[0]!;
  const shared = { name: spec.name.toLowerCase(), required: mayRequire && !spec.optional, ...described(field) };
  // Discord's own list holds everyone of the server, and in private nobody.
  if (spec.kind === 'person' && !spec.suggests) return { ...shared, type: OptionType.User };
  if (spec.kind === 'place') return { ...shared, type: OptionType.Channel, channel_types: placeTypes };
  if (spec.kind === 'role') return { ...shared, type: OptionType.Role };
  if (spec.kind === 'number') return { ...shared, type: OptionType.Number };
  if (spec.kind === 'yesno') return { ...shared, type: OptionType.Boolean };
  const text = {
    ...shared,
    type: OptionType.String as const,
    ...(spec.max ? { max_length: Math.min(spec.max, 6_000) } : {}),
  };
  const choices = spec.kind === 'choice' ? (spec.options ?? []) : [];
  if (choices.length > 0 && choices.length <= most.choices) {
    return {
      ...shared,
      type: OptionType.String,
      choices: choices.map(({ value, label }, i) => ({
        value,
        name: cut(label, most.choice),
        name_localizations: localized(field, (one) => one.options?.[i]?.label ?? label, most.choice),
      })),
    };
  }
  return spec.suggests ? { ...text, autocomplete: true } : text;
}

/** The declared name and the values as they would have been typed. */
export function entered(data: {
  name: string;
  options?: APIApplicationCommandInteractionDataOption[] | undefined;
  resolved?: Named;
}): {
  name: string;
  args: Record<string, string>;
  focused: { field: string; typed: string } | undefined;
} {
  const [first] = data.options ?? [];
  const sub = first?.type === OptionType.Subcommand ? first : undefined;
  const options = (
    sub ? (sub.options ?? []) : (data.options ?? [])
  ) as APIApplicationCommandInteractionDataBasicOption[];
  const focused = options.find((each) => 'focused' in each && each.focused);
  return {
    name: sub ? `${data.name} ${sub.name.replaceAll('-', ' ')}` : data.name,
    args: Object.fromEntries(options.map((each) => [each.name, asTyped(each, data.resolved ?? {})])),
    focused: focused && { field: focused.name, typed: String(focused.value) },
  };
}

function asTyped(each: APIApplicationCommandInteractionDataBasicOption, named: Named): string {
  if (each.type === OptionType.Boolean) return each.value ? 'yes' : 'no';
  if (each.type === OptionType.User) return mentionOf('@', each.value, named);
  if (each.type === OptionType.Role) return mentionOf('@&', each.value, named);
  if (each.type === OptionType.Channel) return mentionOf('#', each.value, named);
  return String(each.value);
}
