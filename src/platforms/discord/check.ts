/** The diagnosis for `haven check`: what is missing, what does not work without it, how to grant it. */
import {
  ApplicationFlags,
  PermissionFlagsBits,
  Routes,
  type APIApplication,
  type APIGuild,
  type APIGuildChannel,
  type APIGuildMember,
  type APIUser,
} from 'discord.js';
import { text } from '../../chat/message.ts';
import { Fault } from '../../chat/outcome.ts';
import type { CheckOf, Finding } from '../../chat/platform.ts';
import { inviteLink, least, needed, permissionsIn, permissionsOf, useful, useOf } from './permissions.ts';
import { code, DiscordFault, newRest, tokenRefused, type Rest, type RestSettings } from './rest.ts';

interface Settings extends RestSettings {
  readonly token: string;
  readonly members_intent: boolean;
  readonly message_content_intent: boolean;
}

const membersIntent = { intent: 'Server Members Intent', key: 'members_intent' };
const contentIntent = { intent: 'Message Content Intent', key: 'message_content_intent' };

/** Without `of`, for whoever runs the program; else for whoever runs the servers, and about these alone. */
export async function checkDiscord(settings: Settings, of?: CheckOf): Promise<Finding[]> {
  const rest = newRest(settings);
  try {
    const application = await rest.call<APIApplication>({ method: 'GET', path: Routes.currentApplication() });
    const intents = intentsOf(settings, application.flags ?? 0);
    if (of) {
      const self = await rest.call<APIUser>({ method: 'GET', path: Routes.user() });
      return [...(await inPlaces(rest, self.id, inviteLink(application.id), of)), ...intents];
    }
    const servers = await rest.call<{ permissions: string }[]>({ method: 'GET', path: Routes.userGuilds() });
    return [
      { level: 'good', text: text('discord-check-token') },
      ...intents,
      { level: servers.length === 0 ? 'bad' : 'good', text: text('discord-check-servers', { count: servers.length }) },
      { level: 'hint', text: text('discord-check-invite', { link: inviteLink(application.id) }) },
    ];
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return [
      error.label === tokenRefused
        ? { level: 'bad', text: text('discord-check-refused'), how: text('discord-check-refused-how') }
        : { level: 'bad', text: text('discord-check-away') },
    ];
  }
}

function intentsOf(settings: Settings, flags: number): Finding[] {
  const granted = (...either: number[]) => either.some((flag) => (flags & flag) !== 0);
  const { GatewayGuildMembers, GatewayGuildMembersLimited, GatewayMessageContent, GatewayMessageContentLimited } =
    ApplicationFlags;
  const finding = (intent: 'members' | 'content', level: Finding['level'], how: string): Finding => ({
    level,
    text: text(`discord-check-${intent}`),
    // As the pages of the portal and the keys of the config are called, in every language.
    how: text(how, intent === 'members' ? membersIntent : contentIntent),
  });
  const findings: Finding[] = [];
  if (!settings.members_intent) findings.push(finding('members', 'warning', 'discord-check-intent-off'));
  else if (!granted(GatewayGuildMembers, GatewayGuildMembersLimited))
    findings.push(finding('members', 'bad', 'discord-check-intent-refused'));
  if (!settings.message_content_intent) findings.push(finding('content', 'hint', 'discord-check-intent-off'));
  else if (!granted(GatewayMessageContent, GatewayMessageContentLimited))
    findings.push(finding('content', 'bad', 'discord-check-intent-refused'));
  return findings;
}

/** Each place of a community as the bot finds it; where there is none yet, each server by its roles. */
async function inPlaces(rest: Rest, self: string, link: string, { servers, places }: CheckOf): Promise<Finding[]> {
  const known = new Map<string, Promise<Server | undefined>>();
  const serverOf = (id: string) => {
    const found = known.get(id) ?? look(rest, self, id);
    known.set(id, found);
    return found;
  };
  const invite = text('discord-check-invite', { link });
  const findings: Finding[] = [];
  for (const { space, use } of places) {
    const channel = await rest
      .call<APIGuildChannel>({ method: 'GET', path: Routes.channel(space) })
      .catch(goneOrHidden);
    const server = typeof channel === 'string' ? undefined : await serverOf(channel.guild_id ?? '');
    if (typeof channel === 'string' || !server) {
      const place = text(`discord-check-${use}`);
      const why = typeof channel === 'string' ? channel : 'hidden';
      findings.push({
        level: 'bad',
        text: text(`discord-check-place-${why}`, { place }),
        how: text(`discord-check-place-${why}-how`),
      });
      continue;
    }
    const may = permissionsIn(server.may, channel.permission_overwrites ?? [], server.who);
    const anybody = permissionsIn(server.everyone, channel.permission_overwrites ?? [], {
      ...server.who,
      roles: [],
      user: '',
    });
    const open = (anybody & PermissionFlagsBits.ViewChannel) !== 0n;
    const kind = useOf(channel.type, use, open);
    if (kind === 'private')
      findings.push({ level: 'hint', text: text('discord-check-private', { channel: channel.name }) });
    if (kind === 'posts' && open) {
      findings.push({
        level: 'bad',
        text: text('discord-check-open', { channel: channel.name }),
        how: text('discord-check-open-how'),
      });
    }
    for (const { name } of needed.filter((each) => each.for.includes(kind) && (may & each.bit) === 0n)) {
      findings.push({
        level: 'bad',
        text: text('discord-check-lacks', {
          channel: channel.name,
          permission: text(`discord-permission-${name}`),
          without: text(`discord-without-${name}`),
        }),
        how: text('discord-check-lacks-how', { bot: server.bot }),
      });
    }
    if (kind === 'posts' && (may & useful.forum.bit) === 0n) {
      const permission = text(`discord-permission-${useful.forum.name}`);
      findings.push({ level: 'hint', text: text('discord-check-tags', { channel: channel.name, permission }) });
    }
  }
  for (const id of servers) {
    const server = await serverOf(id);
    if (!server) findings.push({ level: 'bad', text: text('discord-check-out'), how: invite });
    else if (places.length === 0 && (server.may & least) !== least)
      findings.push({ level: 'warning', text: text('discord-check-role', { server: server.name }), how: invite });
    if (server && (server.may & useful.server.bit) === 0n) {
      findings.push({
        level: 'hint',
        text: text('discord-check-useful', {
          server: server.name,
          permission: text(`discord-permission-${useful.server.name}`),
        }),
      });
    }
  }
  return findings;
}

interface Server {
  readonly name: string;
  /** What the bot is called there. */
  readonly bot: string;
  readonly may: bigint;
  /** What everyone there may. */
  readonly everyone: bigint;
  readonly who: { readonly server: string; readonly roles: readonly string[]; readonly user: string };
}

/** A server and what the bot may do in all of it; nothing where the bot is not in it. */
async function look(rest: Rest, self: string, id: string): Promise<Server | undefined> {
  const guild = await rest.call<APIGuild>({ method: 'GET', path: Routes.guild(id) }).catch(goneOrHidden);
  if (typeof guild === 'string') return undefined;
  const member = await rest.call<APIGuildMember>({ method: 'GET', path: Routes.guildMember(id, self) });
  return {
    name: guild.name,
    bot: member.nick ?? member.user.username,
    may: permissionsOf(id, guild.roles, member.roles),
    everyone: permissionsOf(id, guild.roles, []),
    who: { server: id, roles: member.roles, user: self },
  };
}

/** What the bot may not see, and what isn't there, Discord says in its own ways. */
function goneOrHidden(error: unknown): 'gone' | 'hidden' {
  if (!(error instanceof DiscordFault) || error.kind !== 'denied') throw error;
  return error.code === code.unknownChannel ? 'gone' : 'hidden';
}
