/** Tags of a forum, by name. A post bears those that there are; they are made all at once, before there is any post. */
import { ChannelType, Routes, type APIGuildForumChannel, type APIGuildForumTag } from 'discord.js';
import { Fault } from '../../chat/outcome.ts';
import type { Log } from '../../chat/ports.ts';
import type { Rest } from './rest.ts';

/** Discord's limits (documentation, "Forum Tag Object" and "Channel Object"). */
const most = { inForum: 20, onPost: 5, name: 20 } as const;

export type Space = Pick<APIGuildForumChannel, 'id' | 'available_tags'> & {
  readonly type: number;
  readonly guild_id?: string;
};

export interface Tags {
  /** Makes those that are missing, where the channel is a forum and the bot may change it. */
  ready(space: string, labels: readonly string[]): Promise<void>;
}

/** The ids of the tags that bear these names; nothing in a channel that is no forum. */
export function tagsOf(space: Space, labels: readonly string[]): string[] | undefined {
  if (space.type !== ChannelType.GuildForum) return undefined;
  return labels
    .flatMap((label) => space.available_tags.find(({ name }) => name === label)?.id ?? [])
    .slice(0, most.onPost);
}

export function openTags(rest: Rest, log: Log): Tags {
  return {
    async ready(space, labels) {
      const forum = await rest.call<Space>({ method: 'GET', path: Routes.channel(space) });
      if (forum.type !== ChannelType.GuildForum) return;
      const there = forum.available_tags;
      const missing = labels
        .filter((label) => label.length <= most.name && !there.some(({ name }) => name === label))
        .slice(0, Math.max(0, most.inForum - there.length));
      if (missing.length === 0) return;
      // Only whoever manages threads can set these by hand.
      const made = missing.map((name): Partial<APIGuildForumTag> => ({ name, moderated: true }));
      const body = { available_tags: [...there, ...made] };
      await rest.call({ method: 'PATCH', path: Routes.channel(space), body }).catch((error: unknown) => {
        if (!(error instanceof Fault) || error.kind !== 'denied') throw error;
        log.warn('discord: the forum’s tags can not be made; allow the bot “Manage Channels” there');
      });
    },
  };
}
