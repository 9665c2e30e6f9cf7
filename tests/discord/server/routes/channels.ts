/** Channels and threads. */
import { put, Refusal, type Ground } from '../ground.ts';
import { may, permission, sees } from '../permissions.ts';
import { channelJson, channelType, type Channel } from '../state.ts';
import { missingPermissions, seen, type Route } from './route.ts';

export const channels: readonly Route[] = [
  { method: 'GET', path: /^\/channels\/(\d+)$/, run: ({ state }, [id]) => channelJson(seen(state, id!), state) },
  {
    method: 'PATCH',
    path: /^\/channels\/(\d+)$/,
    body: 'threadChange',
    run(ground, [id], body) {
      const thread = seen(ground.state, id!);
      if (thread.parent === undefined) throw missingPermissions();
      if (body.archived !== undefined) thread.archived = body.archived;
      ground.gateway.dispatch('THREAD_UPDATE', channelJson(thread, ground.state), 1);
      return channelJson(thread, ground.state);
    },
  },
  {
    method: 'DELETE',
    path: /^\/channels\/(\d+)$/,
    run(ground, [id]) {
      const thread = seen(ground.state, id!);
      if (thread.parent === undefined || !may(ground.state, thread, ground.state.bot.id, permission.manageThreads))
        throw missingPermissions();
      ground.state.channels.delete(thread.id);
      const { guild, parent, type } = thread;
      ground.gateway.dispatch('THREAD_DELETE', { id, guild_id: guild, parent_id: parent, type }, 1);
      return channelJson(thread, ground.state);
    },
  },
  {
    method: 'GET',
    path: /^\/guilds\/(\d+)\/threads\/active$/,
    run: ({ state }, [id]) => ({
      threads: [...state.channels.values()]
        .filter(
          (each) => each.guild === id && each.parent !== undefined && !each.archived && sees(state, each, state.bot.id),
        )
        .map((each) => channelJson(each, state)),
      members: [],
    }),
  },
  { method: 'POST', path: /^\/channels\/(\d+)\/threads$/, body: 'thread', run: openThread },
];

function openThread(ground: Ground, [id]: string[], body: any) {
  const { state } = ground;
  const parent = seen(state, id!);
  const type = body.type ?? channelType.privateThread;
  const needed = type === channelType.publicThread ? permission.publicThreads : permission.privateThreads;
  if (parent.type !== channelType.text) throw new Refusal(400, 50024, 'Cannot execute action on this channel type');
  if (!may(state, parent, state.bot.id, needed)) throw missingPermissions();
  const thread: Channel = {
    id: state.id(),
    type,
    guild: parent.guild!,
    name: body.name,
    parent: parent.id,
    owner: state.bot.id,
    joined: new Set([state.bot.id]),
    overwrites: [],
    messages: [],
  };
  state.channels.set(thread.id, thread);
  // Discord tells in the channel that the bot has opened a thread.
  put(ground, parent, { content: body.name }, { type: 18, thread: thread.id });
  ground.gateway.dispatch('THREAD_CREATE', { ...channelJson(thread, state), newly_created: true }, 1);
  return channelJson(thread, state);
}
