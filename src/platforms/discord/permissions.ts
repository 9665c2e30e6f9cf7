/** What the bot does in a server, by Discord's permissions: the invite link and the check are made of this list. */
import { ChannelType, PermissionFlagsBits as Flag, type APIOverwrite, type APIRole } from 'discord.js';

/**
 * In which kind of place something is needed: where cases go (`threads`: a closed channel, `private`: a channel
 * that others read as well, `posts`: a forum), or where members are told.
 */
export type Use = 'threads' | 'private' | 'posts' | 'announcements';

export interface Needed {
  readonly bit: bigint;
  /** A part of text keys: what Discord's own pages call it, and what fails without it. */
  readonly name: string;
  readonly for: readonly Use[];
}

const everywhere: readonly Use[] = ['threads', 'private', 'posts', 'announcements'];

/** Without one of these something fails. Discord's documentation, "Permissions". */
export const needed: readonly Needed[] = [
  { bit: Flag.ViewChannel, name: 'view', for: everywhere },
  { bit: Flag.SendMessages, name: 'send', for: ['threads', 'announcements'] },
  { bit: Flag.SendMessages, name: 'post', for: ['posts'] },
  { bit: Flag.ReadMessageHistory, name: 'history', for: everywhere },
  { bit: Flag.CreatePublicThreads, name: 'threads', for: ['threads'] },
  { bit: Flag.CreatePrivateThreads, name: 'private-threads', for: ['private'] },
  { bit: Flag.SendMessagesInThreads, name: 'in-threads', for: ['threads', 'private'] },
  { bit: Flag.SendMessagesInThreads, name: 'in-posts', for: ['posts'] },
  { bit: Flag.ManageThreads, name: 'manage-threads', for: ['threads', 'private'] },
  { bit: Flag.ManageThreads, name: 'manage-posts', for: ['posts'] },
];

/** What the bot uses where it has it; no link asks for it. In a whole server, and in a forum for cases. */
export const useful = {
  server: { bit: Flag.ManageMessages, name: 'manage-messages' },
  forum: { bit: Flag.ManageChannels, name: 'manage-channels' },
} as const;

/** All that is needed in one, as Discord's bit field; private threads everyone may open, unless a server says no. */
export const least: bigint = needed
  .filter((each) => each.for.join() !== 'private')
  .reduce((sum, { bit }) => sum | bit, 0n);

/** Invites the bot into a server, with what it needs and nothing more (Discord's documentation, "OAuth2"). */
export const inviteLink = (application: string): string =>
  `https://discord.com/oauth2/authorize?${String(
    new URLSearchParams({
      client_id: application,
      scope: 'bot applications.commands',
      integration_type: '0',
      permissions: String(least),
    }),
  )}`;

/** What a place is used for, by Discord's kind of channel. */
export const useOf = (type: ChannelType, use: 'cases' | 'announcements', open: boolean): Use => {
  if (use === 'announcements') return use;
  return type === ChannelType.GuildForum ? 'posts' : open ? 'private' : 'threads';
};

/** What a member may do in a server by their roles; everything where they administrate it. */
export function permissionsOf(server: string, roles: readonly APIRole[], mine: readonly string[]): bigint {
  const sum = roles
    .filter(({ id }) => id === server || mine.includes(id))
    .reduce((bits, { permissions }) => bits | BigInt(permissions), 0n);
  return (sum & Flag.Administrator) === 0n ? sum : ~0n;
}

/** The same in one channel: everyone's overwrite, then those of roles, then the member's own. */
export function permissionsIn(
  base: bigint,
  overwrites: readonly APIOverwrite[],
  who: { readonly server: string; readonly roles: readonly string[]; readonly user: string },
): bigint {
  if (base === ~0n) return base;
  const layers = [
    overwrites.filter(({ id }) => id === who.server),
    overwrites.filter(({ id }) => who.roles.includes(id)),
    overwrites.filter(({ id }) => id === who.user),
  ];
  return layers.reduce((bits, layer) => {
    const denied = layer.reduce((sum, { deny }) => sum | BigInt(deny), 0n);
    const allowed = layer.reduce((sum, { allow }) => sum | BigInt(allow), 0n);
    return (bits & ~denied) | allowed;
  }, base);
}
