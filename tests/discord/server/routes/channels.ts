/** Channels and threads. */
import { audited, log, put, Refusal, type Ground } from '../ground.ts';
import { may, permission, sees } from '../permissions.ts';
import { channelJson, channelType, messageJson, requireTag, type Channel, type Tag } from '../state.ts';
import { missingPermissions, seen, type Route } from './route.ts';

/** Discord's number for the line that tells that somebody was brought in. */
const recipientAdd = 1;

export const channels: readonly Route[] = [
  { method: 'GET', path: /^\/channels\/(\d+)$/, run: ({ state }, [id]) => channelJson(seen(state, id!), state) },
  { method: 'PATCH', path: /^\/channels\/(\d+)$/, body: 'itself', run: changeChannel },
  {
    method: 'DELETE',
    path: /^\/channels\/(\d+)$/,
    run(ground, [id], _body, _query, _files, reason) {
      const thread = seen(ground.state, id!);
      if (thread.parent === undefined || !may(ground.state, thread, ground.state.bot.id, permission.manageThreads))
        throw missingPermissions();
      ground.state.channels.delete(thread.id);
      const { guild, parent, type } = thread;
      log(ground, thread, audited.threadDelete, { name: thread.name }, reason);
      ground.gateway.dispatch('THREAD_DELETE', { id, guild_id: guild, parent_id: parent, type }, 1);
      return channelJson(thread, ground.state);
    },
  },
  {
    method: 'GET',
    path: /^\/channels\/(\d+)\/thread-members$/,
    run: ({ state }, [id]) => [...seen(state, id!).joined!].map((user) => ({ id, user_id: user })),
  },
  ...(['PUT', 'DELETE'] as const).map((method): Route => ({
    method,
    path: /^\/channels\/(\d+)\/thread-members\/(\d+)$/,
    run(ground, [id, user]) {
      const { state } = ground;
      const thread = seen(state, id!);
      if (thread.archived) throw new Refusal(400, 50083, 'Thread is archived');
      const mine = thread.owner === state.bot.id && thread.type === channelType.privateThread;
      const needed = method === 'PUT' ? permission.sendInThreads : permission.manageThreads;
      if (!(method === 'DELETE' && mine) && !may(state, thread, state.bot.id, needed)) throw missingPermissions();
      if (method === 'PUT' && !may(state, state.channels.get(thread.parent!)!, user!, permission.view))
        throw new Refusal(403, 50001, 'Missing Access');
      if (method === 'PUT' && !thread.joined!.has(user!)) {
        thread.joined!.add(user!);
        // Discord says so in the thread, under the name of whoever did it.
        put(ground, thread, { content: '' }, { type: recipientAdd });
      } else if (method === 'DELETE') thread.joined!.delete(user!);
      return undefined;
    },
  })),
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
  { method: 'POST', path: /^\/channels\/(\d+)\/threads$/, body: 'itself', run: openThread },
];

/** A thread is archived, tagged or brought back; of a forum only the tags can be changed here. */
function changeChannel(
  ground: Ground,
  [id]: string[],
  body: any,
  _query: unknown,
  _files: unknown,
  reason: string | undefined,
) {
  const { state } = ground;
  const channel = seen(state, id!);
  const mayHere = (what: bigint) => may(state, channel, state.bot.id, what);
  if (channel.parent === undefined) {
    ground.measure('channelChange', body);
    if (!mayHere(permission.manageChannels)) throw missingPermissions();
    const names = body.available_tags.map((each: Tag) => each.name);
    if (names.some((name: string) => name.length < 1 || name.length > 20) || new Set(names).size !== names.length)
      ground.refuse('channelChange: a tag has a name of its own, of 1 to 20 characters');
    channel.tags = body.available_tags.map((each: Tag) => ({
      id: each.id ?? state.id(),
      name: each.name,
      moderated: each.moderated ?? false,
    }));
    log(ground, channel, audited.channelUpdate, { tags: names }, reason);
    ground.gateway.dispatch('CHANNEL_UPDATE', channelJson(channel, state), 1);
    return channelJson(channel, state);
  }
  ground.measure('threadChange', body);
  const owner = channel.owner === state.bot.id;
  if (!owner && !mayHere(permission.manageThreads)) throw missingPermissions();
  if (channel.archived && body.archived !== false) throw new Refusal(400, 50083, 'Thread is archived');
  if (body.applied_tags !== undefined) {
    mayBear(ground, channel, body.applied_tags);
    channel.applied = body.applied_tags;
  }
  if (body.archived !== undefined) channel.archived = body.archived;
  log(ground, channel, audited.threadUpdate, body, reason);
  ground.gateway.dispatch('THREAD_UPDATE', channelJson(channel, state), 1);
  return channelJson(channel, state);
}

/** Whether the tags are those of the forum, and may be set by the bot. */
function mayBear({ state }: Ground, where: Channel, tags: readonly string[]): void {
  const forum = where.parent === undefined ? where : state.channels.get(where.parent)!;
  const known = tags.map((id) => (forum.tags ?? []).find((each) => each.id === id));
  if (known.some((each) => each === undefined)) throw new Refusal(400, 10087, 'Unknown tag');
  const moderated = known.some((each) => each!.moderated);
  if (moderated && !may(state, forum, state.bot.id, permission.manageThreads)) throw missingPermissions();
  if (((forum.flags ?? 0) & requireTag) !== 0 && tags.length === 0)
    throw new Refusal(400, 40067, 'A tag is required to create a forum post in this channel');
}

function openThread(
  ground: Ground,
  [id]: string[],
  body: any,
  _query: unknown,
  _files: unknown,
  reason: string | undefined,
) {
  const { state } = ground;
  const parent = seen(state, id!);
  const forum = parent.type === channelType.forum;
  ground.measure(forum ? 'post' : 'thread', body);
  const type = forum ? channelType.publicThread : (body.type ?? channelType.privateThread);
  const opens = type === channelType.publicThread ? permission.publicThreads : permission.privateThreads;
  if (!forum && parent.type !== channelType.text)
    throw new Refusal(400, 50024, 'Cannot execute action on this channel type');
  // In a forum, to send a message is to open a post.
  if (!may(state, parent, state.bot.id, forum ? permission.send : opens)) throw missingPermissions();
  if (forum) mayBear(ground, parent, body.applied_tags ?? []);
  const thread: Channel = {
    id: state.id(),
    type,
    guild: parent.guild!,
    name: body.name,
    parent: parent.id,
    owner: state.bot.id,
    joined: new Set([state.bot.id]),
    ...(forum ? { applied: body.applied_tags ?? [] } : {}),
    ...(type === channelType.privateThread ? { invitable: body.invitable ?? true } : {}),
    overwrites: [],
    messages: [],
  };
  state.channels.set(thread.id, thread);
  log(ground, thread, audited.threadCreate, { name: body.name, tags: thread.applied }, reason);
  // Discord tells in a text channel that the bot has opened a public thread.
  if (!forum && type === channelType.publicThread)
    put(ground, parent, { content: body.name }, { type: 18, thread: thread.id });
  ground.gateway.dispatch('THREAD_CREATE', { ...channelJson(thread, state), newly_created: true }, 1);
  if (!forum) return channelJson(thread, state);
  // The message that a post is made of has the id of the post.
  const message = put(ground, thread, body.message, { id: thread.id });
  return { ...channelJson(thread, state), message: messageJson(message, state, ground.fileUrl) };
}
