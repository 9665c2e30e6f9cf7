/**
 * What the gateway tells, by Discord's own event names. The raw events are read: discord.js drops a private
 * message whose channel it doesn't know when the event lacks `channel_type`, and that could be a first report.
 */
import {
  GatewayDispatchEvents as Name,
  type APIInteraction,
  type Client,
  type GatewayMessageDeleteBulkDispatchData,
  type GatewayMessageDeleteDispatchData,
  type GatewayReadyDispatchData,
} from 'discord.js';
import type { House } from '../../chat/ports.ts';
import type { Place } from '../../chat/platform.ts';
import type { Directs } from './directs.ts';
import type { Intake } from './intake.ts';
import { inPrivate } from './handle.ts';
import type { Interactions } from './interactions.ts';
import { edited, gone, heard, isHuman, type ToldMessage } from './messages.ts';
import type { Topics } from './topics.ts';

interface Ears {
  readonly house: House;
  readonly intake: Intake;
  readonly directs: Directs;
  readonly topics: Topics;
  readonly interactions: Interactions;
  readonly self: { user: string; application: string };
  /** Messages of ours in servers that are being taken back: that they go is no news. */
  readonly ours: Set<string>;
  /** The bot may read what doesn't mention it. */
  readonly content: boolean;
}

/** An event as the gateway tells it: its name, and what happened. */
export interface Told {
  readonly t: string;
  readonly d: unknown;
}

/** Gives what hears events; `replayed`: they happened while nobody listened, and are told late. */
export function listen(client: Client, ears: Ears): (told: Told, replayed?: boolean) => void {
  const { intake, directs, interactions, self } = ears;
  const acts: Partial<Record<string, (data: any, replayed: boolean) => void>> = {
    [Name.Ready](ready: GatewayReadyDispatchData) {
      self.user = ready.user.id;
      self.application = ready.application.id;
      // A new session: what happened since the last one may be told by nobody.
      directs.sweep();
    },
    [Name.MessageCreate](message: ToldMessage) {
      if (!isHuman(message)) return;
      if (message.guild_id === undefined) directs.heard(message);
      else inServer(client, message, ears);
    },
    [Name.MessageUpdate](message: ToldMessage) {
      const byAuthor = message.edited_timestamp != null && message.author !== undefined && isHuman(message);
      if (!byAuthor) return;
      if (message.guild_id === undefined) directs.edited(message);
      else editedInServer(client, message, ears);
    },
    [Name.MessageDelete]({ id, channel_id: channel, guild_id: server }: GatewayMessageDeleteDispatchData) {
      if (server === undefined) directs.deleted(channel, id);
      else goneInServer(client, { id, channel, server }, ears);
    },
    [Name.MessageDeleteBulk]({ ids, channel_id: channel, guild_id: server }: GatewayMessageDeleteBulkDispatchData) {
      if (server !== undefined) for (const id of ids) goneInServer(client, { id, channel, server }, ears);
    },
    [Name.InteractionCreate](interaction: APIInteraction, replayed) {
      const user = (interaction.member?.user ?? interaction.user)!.id;
      if (inPrivate(interaction) && interaction.channel) directs.met(interaction.channel.id, user, interaction.id);
      // Discord's three seconds run from now on, whatever this person did before.
      const hand = interactions.heard(interaction, replayed);
      if (hand) void intake.put(`interactions of ${user}`, hand);
    },
  };
  return ({ t, d }, replayed = false) => acts[t]?.(d, replayed);
}

/** In servers only what mentions the bot, or stands in a thread of ours, is for us. */
function inServer(client: Client, message: ToldMessage, ears: Ears): void {
  const { house, intake, topics, self, content } = ears;
  const toUs = message.mentions.some((each) => each.id === self.user);
  if (!toUs && (topics.topicOf(message.channel_id) === undefined || !content)) return;
  const place = placeOf(client, message.channel_id, topics);
  const text = withoutUs(message, self);
  void intake.put(message.channel_id, async () => void (await house.receive(heard(message, place, { toUs, text }))));
}

/** Somebody changes what they wrote in a thread of ours. */
function editedInServer(client: Client, message: ToldMessage, ears: Ears): void {
  const { house, intake, topics, self, content } = ears;
  // Without the intent, Discord leaves the words out of whatever doesn't mention the bot.
  const readable = content || message.mentions.some((each) => each.id === self.user);
  if (topics.topicOf(message.channel_id) === undefined || !readable) return;
  const arrival = edited(message, placeOf(client, message.channel_id, topics), withoutUs(message, self));
  void intake.put(message.channel_id, async () => void (await house.receive(arrival)));
}

function goneInServer(
  client: Client,
  { id, channel, server }: { id: string; channel: string; server: string },
  { house, intake, topics, self, ours }: Ears,
): void {
  if (ours.delete(id) || topics.topicOf(channel) === undefined) return;
  const place = placeOf(client, channel, topics);
  const arrival = { ...gone(id, { account: self.user, name: '' }, place, house.clock.now()), server };
  void intake.put(channel, async () => void (await house.receive(arrival)));
}

function placeOf(client: Client, id: string, topics: Topics): Place {
  const topic = topics.topicOf(id);
  const channel = client.channels.cache.get(id);
  const space = channel?.isThread() && channel.parentId ? channel.parentId : id;
  if (topic !== undefined) return { kind: 'shared', space, topic };
  return { kind: 'shared', space, ...(space === id ? {} : { part: id }) };
}

const withoutUs = ({ content }: ToldMessage, self: { readonly user: string }): string =>
  content.replaceAll(new RegExp(`<@!?${self.user}>`, 'g'), '').trim();
