/** What the routes and the people stand on; how messages come, change and go. */
import type { Gateway } from './gateway.ts';
import type { Interaction } from './interactions.ts';
import type { Judged } from './judge.ts';
import { sees } from './permissions.ts';
import {
  channelType,
  memberJson,
  messageJson,
  type Attachment,
  type Channel,
  type Message,
  type State,
} from './state.ts';

export interface Ground {
  readonly state: State;
  readonly gateway: Gateway;
  readonly interactions: Map<string, Interaction>;
  now(): number;
  /** Throws `Refusal` when the body breaks a rule. */
  measure(what: Judged, body: unknown): void;
  /** Notes what is against the rules, and refuses the request for it. */
  refuse(what: string): void;
  fileUrl(where: Pick<Message, 'channel'>, file: Attachment): string;
  gatewayUrl(): string;
  /** The flags of the application: which privileged intents it was granted. */
  applicationFlags(): number;
  said(message: Message, channel: Channel): void;
}

/** Discord's numbers for what stands in an audit log. */
export const audited = {
  channelUpdate: 11,
  messageDelete: 72,
  threadCreate: 110,
  threadUpdate: 111,
  threadDelete: 112,
} as const;

/** Notes something in a server's audit log, for whoever may read that. */
export function log(
  { state }: Ground,
  { guild, id }: Channel,
  action: number,
  changes: unknown,
  reason?: string,
): void {
  if (reason !== undefined && (reason.length < 1 || reason.length > 512)) throw new Refusal(400, 50035, 'reason');
  if (guild !== undefined) state.audit.push({ guild, action, target: id, changes, reason });
}

/** An answer that is an error, by Discord's numbers. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: number;
  constructor(status: number, code: number, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export function directChannel(state: State, recipient: string): Channel {
  const known = [...state.channels.values()].find((each) => each.recipient === recipient);
  if (known) return known;
  const made: Channel = { id: state.id(), type: channelType.dm, recipient, overwrites: [], messages: [] };
  state.channels.set(made.id, made);
  return made;
}

/** Stores what the bot says and tells everybody who listens. */
export function put(
  ground: Ground,
  channel: Channel,
  body: any,
  more: Partial<
    Pick<
      Message,
      'id' | 'nonce' | 'ephemeralFor' | 'author' | 'attachments' | 'type' | 'thread' | 'answers' | 'mentions'
    >
  > = {},
): Message {
  const { state } = ground;
  const message: Message = {
    id: more.id ?? state.id(),
    channel: channel.id,
    author: more.author ?? state.bot.id,
    content: body.content ?? '',
    components: body.components ?? [],
    flags: body.flags ?? 0,
    attachments: more.attachments ?? [],
    rings: ringing(state, channel, body),
    ...(more.nonce === undefined ? {} : { nonce: more.nonce }),
    ...(more.type === undefined ? {} : { type: more.type }),
    ...(more.thread === undefined ? {} : { thread: more.thread }),
    ...(more.answers === undefined ? {} : { answers: more.answers }),
    ...(more.mentions === undefined ? {} : { mentions: more.mentions }),
    ...(more.ephemeralFor === undefined ? {} : { ephemeralFor: more.ephemeralFor }),
  };
  channel.messages.push(message);
  if (message.type === undefined || message.type === 19) ground.said(message, channel);
  if (message.ephemeralFor === undefined) {
    const event: any = {
      ...messageJson(message, state, ground.fileUrl),
      channel_type: channel.type,
      ...(message.nonce === undefined ? {} : { nonce: message.nonce }),
      ...(channel.guild === undefined
        ? {}
        : { guild_id: channel.guild, ...memberOf(state, channel.guild, message.author) }),
    };
    ground.gateway.dispatchMessage('MESSAGE_CREATE', event, channel);
  }
  return message;
}

/** What Discord tells, with a message in a server, of its author there: all but the user. */
function memberOf(state: State, guildId: string, user: string): { member?: unknown } {
  const guild = state.guilds.get(guildId);
  return guild?.members.has(user) ? { member: memberJson(guild, user) } : {};
}

/** For whom a message rings. Without `allowed_mentions` Discord reads every mention in it. */
function ringing(state: State, channel: Channel, { content = '', allowed_mentions: allowed }: any): Set<string> {
  const rings = new Set<string>();
  const parse: string[] = allowed ? (allowed.parse ?? []) : ['everyone', 'roles', 'users'];
  const audience = [...state.users.keys()].filter((id) => id !== state.bot.id && sees(state, channel, id));
  if (parse.includes('everyone') && /@(everyone|here)/.test(content)) audience.forEach((id) => rings.add(id));
  for (const [, id] of content.matchAll(/<@!?(\d+)>/g)) {
    if ((parse.includes('users') || allowed?.users?.includes(id)) && audience.includes(id)) rings.add(id);
  }
  return rings;
}

/** An edit, or the answer for which a message of an interaction has waited. */
export function change(ground: Ground, message: Message, body: any, files: readonly Attachment[] = []): Message {
  message.attachments.push(...files);
  if (body.content !== undefined) message.content = body.content ?? '';
  if (body.components !== undefined) message.components = body.components ?? [];
  const waited = (message.flags & (1 << 7)) !== 0;
  message.flags = (message.flags & ~(1 << 7)) | (body.flags ?? 0);
  message.edited = new Date(ground.now());
  const channel = ground.state.channels.get(message.channel)!;
  if (waited) ground.said(message, channel);
  if (message.ephemeralFor === undefined) {
    ground.gateway.dispatchMessage(
      'MESSAGE_UPDATE',
      {
        ...messageJson(message, ground.state, ground.fileUrl),
        channel_type: channel.type,
        ...(channel.guild === undefined ? {} : { guild_id: channel.guild }),
      },
      channel,
    );
  }
  return message;
}

/** Takes a message away and tells everybody who listens. */
export function take(ground: Ground, channel: Channel, message: Message): void {
  channel.messages.splice(channel.messages.indexOf(message), 1);
  if (message.ephemeralFor !== undefined) return;
  const event = {
    id: message.id,
    channel_id: channel.id,
    ...(channel.guild === undefined ? {} : { guild_id: channel.guild }),
  };
  ground.gateway.dispatchMessage('MESSAGE_DELETE', event, channel);
}
