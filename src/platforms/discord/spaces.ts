/**
 * Servers, and who can read which space in them. Discord has no notion of a responders' space, so the readers
 * are told of every text channel and forum that is closed to @everyone and in which the bot can write; and of an
 * open text channel once cases are to go there. From then on they are told though the bot may not write there.
 */
import { randomUUID } from 'node:crypto';
import {
  ChannelType,
  Events,
  PermissionFlagsBits,
  type Client,
  type ForumChannel,
  type Guild,
  type GuildMember,
  type TextChannel,
} from 'discord.js';
import type { Account, What } from '../../chat/platform.ts';
import type { House } from '../../chat/ports.ts';
import { seconds } from '../../time/clock.ts';
import type { Gateway } from './gateway.ts';
import type { Intake } from './intake.ts';
import type { Members } from './members.ts';

/** Where topics can be opened. */
type Channel = TextChannel | ForumChannel;

export interface SpaceWatch {
  /** Cases go there: its readers are told also where it is no closed channel, and each case has a private thread. */
  care(space: string): Promise<void>;
  /** Whether the readers of a space are told as they are now, not as an earlier session knew them. */
  isCurrent(space: string): boolean;
  stop(): void;
}

const prefix = 'space/';
/** Spaces that cases go to. */
const caredFor = 'cases/';
/** Many changes often come at once. */
const settling = 100;

export async function watchSpaces(
  { client }: Gateway,
  house: House,
  intake: Intake,
  members: Members,
): Promise<SpaceWatch> {
  /** What was told last, by channel. */
  const told = new Map<string, string>();
  /** Whose readers were told by an earlier session: others may have come since. */
  const stale = new Set<string>();
  const distrust = (space: string) => {
    told.set(space, 'by an earlier session');
    stale.add(space);
  };
  for (const [key] of await house.keep.list(prefix)) distrust(key.slice(prefix.length));
  const cared = new Set((await house.keep.list(caredFor)).map(([key]) => key.slice(caredFor.length)));
  const timers = new Map<string, NodeJS.Timeout>();
  let stopped = false;

  const tell = (guild: Guild, space: string, what: What, first?: Promise<void>): Promise<boolean> => {
    let received = false;
    const hand = async () => {
      await first;
      await house.receive({
        eventId: randomUUID(),
        at: house.clock.now(),
        from: { account: client.user.id, name: client.user.username },
        place: { kind: 'shared', space },
        server: guild.id,
        what,
      });
      received = true;
    };
    return intake.put(`space ${space}`, hand).then(() => received);
  };

  async function look(guild: Guild): Promise<void> {
    const complete = await members.listed(guild);
    const spaces = guild.channels.cache.filter(
      (each): each is Channel =>
        (each.type === ChannelType.GuildText || each.type === ChannelType.GuildForum) &&
        (cared.has(each.id) ? isClosed(each) || canInvite(each) : isClosed(each) && canOpen(each)),
    );
    for (const channel of spaces.values()) readersOf(channel, complete);
    for (const space of told.keys()) {
      const channel = client.channels.cache.get(space);
      // Opened to everyone, or gone: whatever was known of its readers holds no longer.
      if (!spaces.has(space) && (!channel || ('guildId' in channel && channel.guildId === guild.id)))
        say(guild, space, undefined);
    }
  }

  function readersOf(channel: Channel, complete: boolean): void {
    const invites = !isClosed(channel);
    const accounts = complete
      ? channel.guild.members.cache
          .filter((member) => member.id !== client.user.id && learnsOf(channel, member, invites))
          .map(({ id, user }) => ({ account: id, name: user.globalName ?? user.username }))
          .toSorted((a, b) => (a.account < b.account ? -1 : 1))
      : undefined;
    say(channel.guild, channel.id, accounts, invites);
  }

  function say(guild: Guild, space: string, accounts: readonly Account[] | undefined, invites = false): void {
    const who = accounts?.map(({ account }) => account).join() ?? 'anyone';
    const now = invites ? `${who} and who is let in` : who;
    if (stopped || told.get(space) === now) return;
    const noted = told.has(space) ? undefined : house.keep.put(prefix + space, '');
    told.set(space, now);
    void tell(guild, space, { kind: 'readers', accounts, ...(invites ? { invites } : {}) }, noted).then((received) => {
      if (told.get(space) !== now) return;
      if (received) stale.delete(space);
      else askAgain(guild, space);
    });
  }

  /** What could not be handed over is told once more. */
  function askAgain(guild: Guild, space: string): void {
    distrust(space);
    setTimeout(soon, seconds(1), guild);
  }

  const soon = (guild: Guild) => {
    if (stopped || timers.has(guild.id)) return;
    const timer = setTimeout(() => {
      timers.delete(guild.id);
      void look(guild).catch(() => house.log.error('discord: the readers of a space could not be told'));
    }, settling);
    timers.set(guild.id, timer);
  };

  const greet = (guild: Guild) => {
    void tell(guild, guild.id, { kind: 'server', name: guild.name });
    soon(guild);
  };

  const mayHere = (channel: Channel, what: bigint): boolean =>
    channel.guild.members.me !== null && channel.permissionsFor(channel.guild.members.me).has(what);

  const isClosed = (channel: Channel): boolean => {
    const { ViewChannel } = PermissionFlagsBits;
    return !channel.permissionsFor(channel.guild.roles.everyone).has(ViewChannel) && mayHere(channel, ViewChannel);
  };

  const canOpen = (channel: Channel): boolean => {
    const { SendMessages, CreatePublicThreads, SendMessagesInThreads } = PermissionFlagsBits;
    // In a forum, to send a message is to open a post.
    const open = channel.type === ChannelType.GuildForum ? 0n : CreatePublicThreads;
    return mayHere(channel, SendMessages | SendMessagesInThreads | open);
  };

  /** A text channel that others read as well: a case can stand there in a private thread. */
  const canInvite = (channel: Channel): boolean => {
    const { ViewChannel, CreatePrivateThreads, SendMessagesInThreads } = PermissionFlagsBits;
    return (
      channel.type === ChannelType.GuildText &&
      channel.permissionsFor(channel.guild.roles.everyone).has(ViewChannel) &&
      mayHere(channel, ViewChannel | CreatePrivateThreads | SendMessagesInThreads)
    );
  };

  attach(client, soon, greet);
  onPermissions(client, () => house.retry());
  // After a new session nobody tells what happened to the members meanwhile: they are listed anew.
  client.on(Events.GuildAvailable, (guild) => {
    members.forget(guild);
    for (const space of told.keys()) if (guild.channels.cache.has(space)) distrust(space);
    greet(guild);
  });
  for (const guild of client.guilds.cache.values()) greet(guild);
  return {
    async care(space) {
      if (cared.has(space)) return;
      await house.keep.put(caredFor + space, '');
      cared.add(space);
      const channel = client.channels.cache.get(space);
      if (channel && 'guild' in channel) soon(channel.guild);
    },
    isCurrent: (space) => !stale.has(space),
    stop() {
      stopped = true;
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}

/** Everything that can change what the bot itself may do. */
function onPermissions(client: Client<true>, changed: () => void): void {
  client.on(Events.GuildAvailable, changed);
  client.on(Events.GuildCreate, changed);
  client.on(Events.GuildMemberUpdate, (_before, { id }) => void (id === client.user.id && changed()));
  for (const event of [Events.GuildRoleCreate, Events.GuildRoleUpdate, Events.GuildRoleDelete] as const)
    client.on(event as Events.GuildRoleCreate, changed);
  for (const event of [Events.ChannelCreate, Events.ChannelUpdate, Events.ChannelDelete] as const)
    client.on(event as Events.ChannelCreate, changed);
}

/**
 * Whoever may see a channel reads it; a private thread is read by whoever manages threads, besides those in it. And
 * whoever may read the server's audit log learns there that a thread was opened, tagged or taken away, by what
 * name, and when.
 */
function learnsOf(channel: Channel, member: GuildMember, invites: boolean): boolean {
  const { ViewChannel, ManageThreads, ViewAuditLog } = PermissionFlagsBits;
  const reads = invites ? ViewChannel | ManageThreads : ViewChannel;
  return channel.permissionsFor(member).has(reads) || member.permissions.has(ViewAuditLog);
}

/** Everything that can change who reads what. */
function attach(client: Client<true>, soon: (guild: Guild) => void, greet: (guild: Guild) => void): void {
  client.on(Events.GuildCreate, greet);
  client.on(Events.GuildUpdate, (before, now) => (before.name === now.name ? soon(now) : greet(now)));
  client.on(Events.GuildMemberAdd, (member) => soon(member.guild));
  client.on(Events.GuildMemberRemove, (member) => soon(member.guild));
  client.on(Events.GuildMemberUpdate, (_before, now) => soon(now.guild));
  client.on(Events.GuildRoleCreate, (role) => soon(role.guild));
  client.on(Events.GuildRoleUpdate, (_before, now) => soon(now.guild));
  client.on(Events.GuildRoleDelete, (role) => soon(role.guild));
  client.on(Events.ChannelCreate, (channel) => soon(channel.guild));
  client.on(Events.ChannelUpdate, (_before, now) => void ('guild' in now && soon(now.guild)));
  client.on(Events.ChannelDelete, (channel) => void ('guild' in channel && soon(channel.guild)));
}
