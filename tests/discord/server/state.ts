/** What exists on our Discord: the things that outlive a request, and their ids. */

export interface User {
  readonly id: string;
  readonly username: string;
  readonly global_name: string | null;
  readonly bot: boolean;
  /** Takes no private messages from the bot. */
  closed: boolean;
  /** Bytes of one file that they may send, where they pay Discord for more. */
  uploads?: number;
}

export interface Role {
  readonly id: string;
  readonly name: string;
  permissions: bigint;
  /** Its rank: whoever has only lower roles can be managed by whoever has this one. @everyone is 0. */
  readonly position: number;
}

export interface Guild {
  readonly id: string;
  name: string;
  owner: string;
  readonly roles: Map<string, Role>;
  /** The role ids of each member, by user id. */
  readonly members: Map<string, string[]>;
  /** Who is banned, and the reason that was given. */
  readonly bans: Map<string, string | null>;
  /** Bytes of one file that anybody may send there, where it is boosted. */
  uploads?: number;
}

export interface Overwrite {
  readonly id: string;
  /** 0 role, 1 member. */
  readonly type: 0 | 1;
  readonly allow: bigint;
  readonly deny: bigint;
}

export interface Attachment {
  readonly id: string;
  readonly filename: string;
  readonly content_type: string;
  readonly bytes: Uint8Array;
}

export interface Message {
  readonly id: string;
  readonly channel: string;
  readonly author: string;
  /** Discord's number for what kind of message it is; 0: an ordinary one. */
  readonly type?: number;
  /** Of the line that tells that a thread was opened. */
  readonly thread?: string;
  /** The message that this one answers. */
  readonly answers?: { readonly channel: string; readonly message: string };
  /** Whom it mentions beside those that its text names. */
  readonly mentions?: readonly string[];
  content: string;
  components: any[];
  flags: number;
  readonly nonce?: string;
  readonly attachments: Attachment[];
  edited?: Date;
  /** What it shows beside its words, as Discord tells it: embeds, stickers, a poll, what was passed on. */
  shows?: object;
  /** Only this user sees it. */
  readonly ephemeralFor?: string;
  /** For whom a mention in it rings. */
  readonly rings: ReadonlySet<string>;
}

export const channelType = { text: 0, dm: 1, publicThread: 11, privateThread: 12, forum: 15 } as const;
/** Flag of a forum: each post needs a tag. */
export const requireTag = 1 << 4;

export interface Tag {
  readonly id: string;
  readonly name: string;
  readonly moderated: boolean;
}

/** A line of a server's audit log, for whoever may read that. */
export interface AuditEntry {
  readonly guild: string;
  /** Discord's number for what was done. */
  readonly action: number;
  readonly target: string;
  /** What of it the log shows: names of channels, ids of tags. */
  readonly changes: unknown;
  readonly reason: string | undefined;
}

export interface Channel {
  readonly id: string;
  readonly type: number;
  readonly guild?: string;
  readonly name?: string;
  /** Of a private channel: the human. */
  readonly recipient?: string;
  /** Of a private channel between humans, in which the bot is not. */
  readonly friends?: readonly string[];
  /** Of a thread: the channel that it hangs under, who opened it, who was added to it. */
  readonly parent?: string;
  readonly owner?: string;
  readonly joined?: Set<string>;
  archived?: boolean;
  /** Of a private thread: whether those in it can bring in others. */
  readonly invitable?: boolean;
  /** Of a forum: its tags, and whether each post must bear one. */
  tags?: Tag[];
  flags?: number;
  /** Of a post: the ids of its tags. */
  applied?: string[];
  overwrites: Overwrite[];
  readonly messages: Message[];
}

export interface State {
  readonly bot: User;
  readonly users: Map<string, User>;
  readonly guilds: Map<string, Guild>;
  readonly channels: Map<string, Channel>;
  commands: any[];
  readonly audit: AuditEntry[];
  /** Files that were sent in with a form: they stand in no message. */
  readonly uploads: Map<string, Attachment>;
  /** Who has installed the application for themselves. */
  readonly installers: Set<string>;
  id(): string;
}

/** 2015-01-01, from which Discord counts its milliseconds. */
const epoch = 1_420_070_400_000n;

export function newState(now: () => number): State {
  let last = 0n;
  const id = () => {
    const next = (BigInt(Math.floor(now())) - epoch) << 22n;
    last = next > last ? next : last + 1n;
    return String(last);
  };
  const bot: User = { id: id(), username: 'haven', global_name: null, bot: true, closed: false };
  return {
    bot,
    users: new Map([[bot.id, bot]]),
    guilds: new Map(),
    channels: new Map(),
    commands: [],
    audit: [],
    uploads: new Map(),
    installers: new Set(),
    id,
  };
}

export const timeOf = (snowflake: string): Date => new Date(Number((BigInt(snowflake) >> 22n) + epoch));

export const userJson = (user: User) => ({
  id: user.id,
  username: user.username,
  global_name: user.global_name,
  discriminator: '0',
  avatar: null,
  bot: user.bot,
  public_flags: 0,
});

export const memberJson = (guild: Guild, userId: string, user?: User) => ({
  ...(user ? { user: userJson(user) } : {}),
  roles: guild.members.get(userId) ?? [],
  joined_at: timeOf(guild.id).toISOString(),
  deaf: false,
  mute: false,
  flags: 0,
  nick: null,
  avatar: null,
});

export const roleJson = (role: Role) => ({
  id: role.id,
  name: role.name,
  permissions: String(role.permissions),
  position: role.position,
  color: 0,
  colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
  hoist: false,
  managed: false,
  mentionable: false,
  flags: 0,
});

export function channelJson(channel: Channel, state: State): Record<string, unknown> {
  const thread = channel.parent !== undefined;
  return {
    id: channel.id,
    type: channel.type,
    last_message_id: channel.messages.at(-1)?.id ?? null,
    ...(channel.guild ? { guild_id: channel.guild, name: channel.name } : {}),
    ...(channel.friends ? { recipients: channel.friends.map((id) => userJson(state.users.get(id)!)) } : {}),
    ...(channel.recipient ? { recipients: [userJson(state.users.get(channel.recipient)!)] } : {}),
    ...(thread
      ? {
          parent_id: channel.parent,
          owner_id: channel.owner,
          message_count: channel.messages.length,
          member_count: channel.joined!.size,
          ...(channel.applied ? { applied_tags: channel.applied } : {}),
          thread_metadata: {
            archived: channel.archived ?? false,
            auto_archive_duration: 10_080,
            archive_timestamp: timeOf(channel.id).toISOString(),
            locked: false,
          },
        }
      : {
          ...(channel.type === channelType.forum
            ? {
                available_tags: (channel.tags ?? []).map((tag) => ({ ...tag, emoji_id: null, emoji_name: null })),
                flags: channel.flags ?? 0,
              }
            : {}),
          position: 0,
          permission_overwrites: channel.overwrites.map((each) => ({
            ...each,
            allow: String(each.allow),
            deny: String(each.deny),
          })),
        }),
  };
}

export function messageJson(message: Message, state: State, fileUrl: (message: Message, file: Attachment) => string) {
  const named = [...message.content.matchAll(/<@!?(\d+)>/g)].map(([, id]) => id!);
  const mentioned = [...new Set([...named, ...(message.mentions ?? [])])].flatMap((id) => state.users.get(id) ?? []);
  return {
    id: message.id,
    channel_id: message.channel,
    author: userJson(state.users.get(message.author)!),
    content: message.content,
    timestamp: timeOf(message.id).toISOString(),
    edited_timestamp: message.edited?.toISOString() ?? null,
    tts: false,
    mention_everyone: /@(everyone|here)/.test(message.content) && message.rings.size > 0,
    mentions: mentioned.map(userJson),
    mention_roles: [],
    attachments: message.attachments.map((file) => ({
      id: file.id,
      filename: file.filename,
      content_type: file.content_type,
      size: file.bytes.length,
      url: fileUrl(message, file),
      proxy_url: fileUrl(message, file),
    })),
    embeds: [],
    components: message.components,
    pinned: false,
    type: message.type ?? 0,
    ...(message.answers === undefined
      ? {}
      : {
          message_reference: { type: 0, channel_id: message.answers.channel, message_id: message.answers.message },
        }),
    ...(message.thread === undefined
      ? {}
      : {
          message_reference: {
            type: 0,
            channel_id: message.thread,
            guild_id: state.channels.get(message.channel)!.guild,
          },
        }),
    flags: message.flags,
    ...message.shows,
  };
}
