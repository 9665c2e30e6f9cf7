/** The diagnosis for `haven check`: what is missing, what does not work without it, how to grant it. */
import { ApplicationFlags, PermissionFlagsBits, Routes, type APIApplication } from 'discord.js';
import { Fault } from '../../chat/outcome.ts';
import type { Finding } from '../../chat/platform.ts';
import { newRest, tokenRefused, type RestSettings } from './rest.ts';

interface Settings extends RestSettings {
  readonly token: string;
  readonly members_intent: boolean;
  readonly message_content_intent: boolean;
}

const portal = 'https://discord.com/developers/applications';

/** What the bot does in a server, and what of it fails without each permission. */
const needed: readonly (readonly [bigint, string, string])[] = [
  [PermissionFlagsBits.ViewChannel, 'View Channels', 'it can’t find the responders’ channel'],
  [PermissionFlagsBits.SendMessages, 'Send Messages', 'it can’t tell the responders that a case waits'],
  [
    PermissionFlagsBits.ReadMessageHistory,
    'Read Message History',
    'it can’t tell after a cut connection whether a message arrived',
  ],
  [PermissionFlagsBits.CreatePublicThreads, 'Create Public Threads', 'it can’t open a thread for each case'],
  [PermissionFlagsBits.SendMessagesInThreads, 'Send Messages in Threads', 'it can’t write into the thread of a case'],
  [
    PermissionFlagsBits.ManageThreads,
    'Manage Threads',
    'it can’t take an empty thread away, and whoever reads the channel later sees that there was a case',
  ],
];

export async function checkDiscord(settings: Settings): Promise<Finding[]> {
  const rest = newRest(settings);
  try {
    const application = await rest.call<APIApplication>({ method: 'GET', path: Routes.currentApplication() });
    const servers = await rest.call<{ permissions: string }[]>({ method: 'GET', path: Routes.userGuilds() });
    return [
      { level: 'good', text: 'Discord accepts the token.' },
      ...intents(settings, application.flags ?? 0),
      ...inServers(servers.map((each) => BigInt(each.permissions))),
    ];
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return [error.label === tokenRefused ? refused : unreachable];
  }
}

const refused: Finding = {
  level: 'bad',
  text: `Discord refuses the token, so the bot can’t start there. Open ${portal}, choose your application, press "Reset Token" on the page "Bot", and put the new token into the config as discord.token.`,
};
const unreachable: Finding = {
  level: 'bad',
  text: 'Discord’s API can’t be reached from here, so nothing can be said about it. Check that this machine is online and that discord.api is right.',
};

function intents(settings: Settings, flags: number): Finding[] {
  const granted = (...either: number[]) => either.some((flag) => (flags & flag) !== 0);
  const { GatewayGuildMembers, GatewayGuildMembersLimited, GatewayMessageContent, GatewayMessageContentLimited } =
    ApplicationFlags;
  const missing = (name: string, key: string, without: string): Finding => ({
    level: 'bad',
    text: `${key} is on in the config, but the "${name}" is off at Discord: ${without}. Switch it on at ${portal} on the page "Bot", or switch ${key} off.`,
  });
  const off = (name: string, key: string, without: string): Finding => ({
    level: 'warning',
    text: `${key} is off: ${without}. To change that, switch the "${name}" on at ${portal} on the page "Bot", and ${key} in the config.`,
  });
  const members = 'the bot can’t know who reads a channel, so cases are told to responders in private messages only';
  const content =
    'responders answer by commands and buttons; what they write in a case’s thread reaches the bot only where it mentions it';
  const findings: Finding[] = [];
  if (!settings.members_intent) findings.push(off('Server Members Intent', 'discord.members_intent', members));
  else if (!granted(GatewayGuildMembers, GatewayGuildMembersLimited))
    findings.push(missing('Server Members Intent', 'discord.members_intent', members));
  if (settings.message_content_intent && !granted(GatewayMessageContent, GatewayMessageContentLimited))
    findings.push(missing('Message Content Intent', 'discord.message_content_intent', content));
  return findings;
}

function inServers(servers: readonly bigint[]): Finding[] {
  if (servers.length === 0) {
    return [
      {
        level: 'bad',
        text: `The bot is in no server, so nobody can write to it. Invite it with a link from ${portal}, page "OAuth2", scopes "bot" and "applications.commands".`,
      },
    ];
  }
  const lacking = needed.flatMap(([bit, name, without]): Finding[] => {
    const count = servers.filter((each) => (each & (bit | PermissionFlagsBits.Administrator)) === 0n).length;
    if (count === 0) return [];
    return [
      {
        level: 'warning',
        text: `In ${count} of ${servers.length} servers the bot’s role lacks "${name}": ${without}. Grant it to the role, or to the bot in the responders’ channel.`,
      },
    ];
  });
  return [{ level: 'good', text: `The bot is in ${servers.length} server(s).` }, ...lacking];
}
