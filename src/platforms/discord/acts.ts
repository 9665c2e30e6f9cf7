/** What people do by interactions, as the house hears of it: commands, menus, buttons, forms. */
import {
  ChannelType,
  InteractionType,
  PermissionFlagsBits,
  type APIChatInputApplicationCommandInteraction,
  type APIInteraction,
} from 'discord.js';
import type { Arrival, Place, What } from '../../chat/platform.ts';
import type { House } from '../../chat/ports.ts';
import { entered, menuNamed } from './commands.ts';
import { submittedIn } from './forms.ts';
import { inOurServer, inPrivate, type Handle } from './handle.ts';
import type { Links } from './links.ts';
import { accountOf, timeOf } from './messages.ts';
import { isMenu, subjectOf } from './subject.ts';
import type { Topics } from './topics.ts';
import { mostBytes } from './uploads.ts';

interface Given {
  readonly house: House;
  readonly links: Links;
  readonly self: { readonly user: string };
}

/** Whoever did it. */
export const userOf = (interaction: APIInteraction) => (interaction.member?.user ?? interaction.user)!;

/** Where it was done. */
export function placeOf(interaction: APIInteraction, topics: Topics): Place {
  const { channel } = interaction;
  if (inPrivate(interaction) || !channel) return { kind: 'direct', account: userOf(interaction).id };
  const inThread = channel.type === ChannelType.PublicThread || channel.type === ChannelType.PrivateThread;
  const topic = topics.topicOf(channel.id);
  const space = inThread && 'parent_id' in channel && channel.parent_id ? channel.parent_id : channel.id;
  return { kind: 'shared', space, ...(topic === undefined ? {} : { topic }) };
}

/** What somebody did, and what must be kept with it until its files are fetched. */
export function actOf(
  interaction: APIInteraction,
  { house, links, self }: Given,
): { what: What; keep: (readonly [string, string])[] } | undefined {
  if (interaction.type === InteractionType.ApplicationCommand) {
    const { data } = interaction;
    if (isMenu(data)) {
      const name = menuNamed(house, data.type, data.name);
      if (name === undefined) return undefined;
      const found = subjectOf(interaction as Parameters<typeof subjectOf>[0], self.user, links);
      return {
        what: { kind: 'command', name, args: {}, ...(found ? { subject: found.subject } : {}) },
        keep: found?.keep ?? [],
      };
    }
    const { name, args } = entered((interaction as APIChatInputApplicationCommandInteraction).data);
    return { what: { kind: 'command', name, args }, keep: [] };
  }
  if (interaction.type === InteractionType.MessageComponent)
    return { what: { kind: 'press', token: interaction.data.custom_id }, keep: [] };
  if (interaction.type !== InteractionType.ModalSubmit) return undefined;
  const { values, files } = submittedIn(interaction.data);
  const noted = files.map((file) => links.note(file));
  return {
    what: {
      kind: 'form',
      token: interaction.data.custom_id,
      values,
      ...(noted.length === 0 ? {} : { files: noted.map(({ file }) => file) }),
    },
    keep: noted.map(({ keep }) => keep),
  };
}

/**
 * Discord says with each interaction how large a file its answer may be: more where the server is boosted, or for
 * people who pay Discord. In private an answer to a button goes as an ordinary message, which may not.
 */
const roomierIn = ({ attachment_size_limit: bytes }: APIInteraction, { whisper, from }: Handle) =>
  bytes > mostBytes && (whisper || from !== 'button') ? { replyFile: bytes } : {};

/** An owner has every permission there is. */
export function runsServer({ member }: Pick<APIInteraction, 'member'>): boolean {
  const runs = PermissionFlagsBits.Administrator | PermissionFlagsBits.ManageGuild;
  return (BigInt(member?.permissions ?? 0) & runs) !== 0n;
}

export function arrivalOf(interaction: APIInteraction, what: What, handle: Handle, topics: Topics): Arrival {
  const { member } = interaction;
  // Where the bot is not, the server is none of ours.
  const server = inOurServer(interaction) ? interaction.guild_id : undefined;
  const user = userOf(interaction);
  return {
    eventId: interaction.id,
    at: timeOf(interaction.id),
    from: { ...accountOf(user), ...('locale' in interaction ? { locale: interaction.locale } : {}) },
    place: placeOf(interaction, topics),
    ...(server === undefined ? {} : { server, runsServer: runsServer(interaction) }),
    ...(server !== undefined && member ? { roles: member.roles } : {}),
    reply: handle.written,
    ...roomierIn(interaction, handle),
    what,
  };
}
