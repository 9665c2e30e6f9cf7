/**
 * What the gateway tells, by Discord's own event names. The raw events are read: discord.js drops a private
 * message whose channel it doesn't know when the event lacks `channel_type`, and that could be a first report.
 */
import {
  GatewayDispatchEvents as Name,
  type APIInteraction,
  type Client,
  type GatewayMessageDeleteDispatchData,
  type GatewayReadyDispatchData,
} from 'discord.js';
import type { House } from '../../chat/ports.ts';
import type { Place } from '../../chat/platform.ts';
import type { Directs } from './directs.ts';
import type { Intake } from './intake.ts';
import type { Interactions } from './interactions.ts';
import { heard, isHuman, type ToldMessage } from './messages.ts';
import type { Topics } from './topics.ts';

interface Ears {
  readonly house: House;
  readonly intake: Intake;
  readonly directs: Directs;
  readonly topics: Topics;
  readonly interactions: Interactions;
  readonly self: { user: string; application: string };
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
      if (message.guild_id === undefined && byAuthor) directs.edited(message);
    },
    [Name.MessageDelete]({ id, channel_id: channel, guild_id: server }: GatewayMessageDeleteDispatchData) {
      if (server === undefined) directs.deleted(channel, id);
    },
    [Name.InteractionCreate](interaction: APIInteraction, replayed) {
      const user = (interaction.member?.user ?? interaction.user)!.id;
      if (interaction.guild_id === undefined && interaction.channel)
        directs.met(interaction.channel.id, user, interaction.id);
      // Discord's three seconds run from now on, whatever this person did before.
      const hand = interactions.heard(interaction, replayed);
      if (hand) void intake.put(`interactions of ${user}`, hand);
    },
  };
  return ({ t, d }, replayed = false) => acts[t]?.(d, replayed);
}

/** In servers only what mentions the bot, or stands in a thread of ours, is for us. */
function inServer(client: Client, message: ToldMessage, { house, intake, topics, self, content }: Ears): void {
  const toUs = message.mentions.some((each) => each.id === self.user);
  const topic = topics.topicOf(message.channel_id);
  if (!toUs && (topic === undefined || !content)) return;
  const channel = client.channels.cache.get(message.channel_id);
  const space = channel?.isThread() && channel.parentId ? channel.parentId : message.channel_id;
  const place: Place = { kind: 'shared', space, ...(topic === undefined ? {} : { topic }) };
  const text = message.content.replaceAll(new RegExp(`<@!?${self.user}>`, 'g'), '').trim();
  void intake.put(message.channel_id, async () => void (await house.receive(heard(message, place, { toUs, text }))));
}
