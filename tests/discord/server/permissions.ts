/** Who may do what where, by Discord's own order: everyone, then roles, then the one member. */
import type { Channel, Guild, State } from './state.ts';

export const permission = {
  kick: 1n << 1n,
  ban: 1n << 2n,
  administrator: 1n << 3n,
  manageChannels: 1n << 4n,
  manageGuild: 1n << 5n,
  viewAuditLog: 1n << 7n,
  view: 1n << 10n,
  send: 1n << 11n,
  manageMessages: 1n << 13n,
  readHistory: 1n << 16n,
  manageRoles: 1n << 28n,
  manageThreads: 1n << 34n,
  publicThreads: 1n << 35n,
  privateThreads: 1n << 36n,
  sendInThreads: 1n << 38n,
} as const;

const all = (1n << 53n) - 1n;

/** What @everyone may do in a new server. */
export const usual =
  permission.view |
  permission.send |
  permission.readHistory |
  permission.publicThreads |
  permission.privateThreads |
  permission.sendInThreads;

export function guildPermissions(state: State, guildId: string, userId: string): bigint {
  const guild = state.guilds.get(guildId);
  const roles = guild?.members.get(userId);
  if (!guild || !roles) return 0n;
  if (guild.owner === userId) return all;
  const sum = [guild.id, ...roles].reduce((bits, id) => bits | (guild.roles.get(id)?.permissions ?? 0n), 0n);
  return (sum & permission.administrator) === 0n ? sum : all;
}

/** Whether somebody stands above another in a guild; nobody above its owner, and nobody above themselves. */
export function outranks(guild: Guild, who: string, whom: string): boolean {
  if (who === whom || guild.owner === whom) return false;
  const rank = (id: string) =>
    Math.max(0, ...(guild.members.get(id) ?? []).map((each) => guild.roles.get(each)?.position ?? 0));
  return guild.owner === who || rank(who) > rank(whom);
}

export function permissionsIn(state: State, channel: Channel, userId: string): bigint {
  if (channel.recipient !== undefined) return userId === channel.recipient || userId === state.bot.id ? all : 0n;
  if (channel.friends !== undefined) return channel.friends.includes(userId) ? all : 0n;
  const base = guildPermissions(state, channel.guild!, userId);
  if (base === all || base === 0n) return base;
  const home = channel.parent === undefined ? channel : state.channels.get(channel.parent)!;
  const mine = state.guilds.get(channel.guild!)!.members.get(userId)!;
  const layers = [
    home.overwrites.filter((each) => each.id === channel.guild),
    home.overwrites.filter((each) => each.type === 0 && mine.includes(each.id)),
    home.overwrites.filter((each) => each.type === 1 && each.id === userId),
  ];
  return layers.reduce((bits, layer) => {
    const denied = layer.reduce((sum, each) => sum | each.deny, 0n);
    const allowed = layer.reduce((sum, each) => sum | each.allow, 0n);
    return (bits & ~denied) | allowed;
  }, base);
}

export const may = (state: State, channel: Channel, userId: string, what: bigint): boolean =>
  (permissionsIn(state, channel, userId) & what) === what;

/** Whether somebody can read a channel; a private thread only by being added, or by managing threads. */
export function sees(state: State, channel: Channel, userId: string): boolean {
  if (!may(state, channel, userId, permission.view)) return false;
  if (channel.type !== 12) return true;
  return channel.joined!.has(userId) || may(state, channel, userId, permission.manageThreads);
}
