/** The REST routes that a bot may use. Whatever is not here doesn't exist, as `GET /users/@me/channels`. */
import { change, directChannel, put, Refusal, take, type Ground } from './ground.ts';
import { firstResponseWithin, tokenLivesFor, type Interaction } from './interactions.ts';
import type { Judged } from './judge.ts';
import { guildPermissions, may, permission, sees } from './permissions.ts';
import {
  channelJson,
  channelType,
  messageJson,
  timeOf,
  userJson,
  type Channel,
  type Message,
  type State,
} from './state.ts';

type Handler = (ground: Ground, params: string[], body: any, query: URLSearchParams) => unknown;

const unknownChannel = () => new Refusal(404, 10003, 'Unknown Channel');
const unknownMessage = () => new Refusal(404, 10008, 'Unknown Message');
const missingAccess = () => new Refusal(403, 50001, 'Missing Access');
const missingPermissions = () => new Refusal(403, 50013, 'Missing Permissions');

export const routes: readonly (readonly [string, RegExp, Handler])[] = [
  [
    'GET',
    /^\/gateway\/bot$/,
    (ground) => ({
      url: ground.gatewayUrl(),
      shards: 1,
      session_start_limit: { total: 1000, remaining: 999, reset_after: 14_400_000, max_concurrency: 1 },
    }),
  ],
  ['GET', /^\/users\/@me$/, ({ state }) => userJson(state.bot)],
  [
    'GET',
    /^\/users\/@me\/guilds$/,
    ({ state }) =>
      [...state.guilds.values()]
        .filter((guild) => guild.members.has(state.bot.id))
        .map((guild) => ({
          id: guild.id,
          name: guild.name,
          owner: false,
          permissions: String(guildPermissions(state, guild.id, state.bot.id)),
          features: [],
        })),
  ],
  [
    'GET',
    /^\/applications\/@me$/,
    (ground) => ({ id: ground.state.bot.id, name: 'haven', flags: ground.applicationFlags() }),
  ],
  [
    'PUT',
    /^\/applications\/(\d+)\/commands$/,
    (ground, _params, body) => {
      if (!Array.isArray(body) || body.length > 100)
        throw new Refusal(400, 30032, 'Maximum number of application commands reached (100)');
      for (const each of body) ground.measure('command', each);
      if (new Set(body.map((each) => each.name)).size !== body.length)
        throw new Refusal(400, 50035, 'Two commands of one name');
      ground.state.commands = body.map((each) => ({ ...each, id: ground.state.id() }));
      return ground.state.commands;
    },
  ],
  [
    'POST',
    /^\/users\/@me\/channels$/,
    (ground, _params, body) => {
      ground.measure('direct', body);
      if (!ground.state.users.has(body.recipient_id)) throw new Refusal(400, 50033, 'Invalid Recipient(s)');
      return channelJson(directChannel(ground.state, body.recipient_id), ground.state);
    },
  ],
  ['GET', /^\/channels\/(\d+)$/, ({ state }, [id]) => channelJson(seen(state, id!), state)],
  [
    'PATCH',
    /^\/channels\/(\d+)$/,
    (ground, [id], body) => {
      const thread = seen(ground.state, id!);
      ground.measure('threadChange', body);
      if (thread.parent === undefined) throw missingPermissions();
      if (body.archived !== undefined) thread.archived = body.archived;
      ground.gateway.dispatch('THREAD_UPDATE', channelJson(thread, ground.state), 1);
      return channelJson(thread, ground.state);
    },
  ],
  [
    'DELETE',
    /^\/channels\/(\d+)$/,
    (ground, [id]) => {
      const thread = seen(ground.state, id!);
      if (thread.parent === undefined || !may(ground.state, thread, ground.state.bot.id, permission.manageThreads))
        throw missingPermissions();
      ground.state.channels.delete(thread.id);
      const { guild, parent, type } = thread;
      ground.gateway.dispatch('THREAD_DELETE', { id, guild_id: guild, parent_id: parent, type }, 1);
      return channelJson(thread, ground.state);
    },
  ],
  [
    'GET',
    /^\/guilds\/(\d+)\/threads\/active$/,
    ({ state }, [id]) => ({
      threads: [...state.channels.values()]
        .filter(
          (each) => each.guild === id && each.parent !== undefined && !each.archived && sees(state, each, state.bot.id),
        )
        .map((each) => channelJson(each, state)),
      members: [],
    }),
  ],
  ['POST', /^\/channels\/(\d+)\/threads$/, openThread],
  [
    'GET',
    /^\/channels\/(\d+)\/messages$/,
    (ground, [id], _body, query) => {
      const channel = seen(ground.state, id!);
      if (!may(ground.state, channel, ground.state.bot.id, permission.readHistory)) throw missingAccess();
      const limit = Number(query.get('limit') ?? 50);
      if (!(limit >= 1 && limit <= 100)) throw new Refusal(400, 50035, 'limit is between 1 and 100');
      const [after, before] = [query.get('after'), query.get('before')];
      let found = channel.messages.filter((each) => each.ephemeralFor === undefined);
      if (after !== null) found = found.filter((each) => BigInt(each.id) > BigInt(after)).slice(0, limit);
      else if (before !== null) found = found.filter((each) => BigInt(each.id) < BigInt(before)).slice(-limit);
      else found = found.slice(-limit);
      return found.toReversed().map((each) => messageJson(each, ground.state, ground.fileUrl));
    },
  ],
  [
    'GET',
    /^\/channels\/(\d+)\/messages\/(\d+)$/,
    (ground, [id, message]) => messageJson(messageIn(seen(ground.state, id!), message!), ground.state, ground.fileUrl),
  ],
  [
    'POST',
    /^\/channels\/(\d+)\/messages$/,
    (ground, [id], body) => {
      const channel = seen(ground.state, id!);
      ground.measure('message', body);
      mayPost(ground.state, channel);
      const twin = body.nonce && channel.messages.find((each) => each.nonce === body.nonce && recent(ground, each));
      if (twin) return { ...messageJson(twin, ground.state, ground.fileUrl), nonce: twin.nonce };
      const message = put(ground, channel, body, { nonce: body.nonce });
      return { ...messageJson(message, ground.state, ground.fileUrl), nonce: body.nonce };
    },
  ],
  [
    'PATCH',
    /^\/channels\/(\d+)\/messages\/(\d+)$/,
    (ground, [id, messageId], body) => {
      const message = messageIn(seen(ground.state, id!), messageId!);
      ground.measure('edit', body);
      if (message.author !== ground.state.bot.id)
        throw new Refusal(403, 50005, 'Cannot edit a message authored by another user');
      return messageJson(change(ground, message, body), ground.state, ground.fileUrl);
    },
  ],
  [
    'DELETE',
    /^\/channels\/(\d+)\/messages\/(\d+)$/,
    (ground, [id, messageId]) => {
      const channel = seen(ground.state, id!);
      const message = messageIn(channel, messageId!);
      if (message.ephemeralFor !== undefined) throw unknownMessage();
      const own = message.author === ground.state.bot.id;
      if (!own && channel.guild === undefined) throw new Refusal(403, 50003, 'Cannot execute action on a DM channel');
      if (!own && !may(ground.state, channel, ground.state.bot.id, permission.manageMessages))
        throw missingPermissions();
      take(ground, channel, message);
      return undefined;
    },
  ],
  ['POST', /^\/interactions\/(\d+)\/([\w-]+)\/callback$/, respond],
  [
    'GET',
    /^\/webhooks\/(\d+)\/([\w-]+)\/messages\/(@original|\d+)$/,
    (ground, [, token, which]) => {
      const interaction = live(ground, token!);
      return messageJson(ofInteraction(ground, interaction, which!), ground.state, ground.fileUrl);
    },
  ],
  [
    'PATCH',
    /^\/webhooks\/(\d+)\/([\w-]+)\/messages\/(@original|\d+)$/,
    (ground, [, token, which], body) => {
      const interaction = live(ground, token!);
      ground.measure('original', body);
      const message = ofInteraction(ground, interaction, which!);
      return messageJson(change(ground, message, body), ground.state, ground.fileUrl);
    },
  ],
  [
    'DELETE',
    /^\/webhooks\/(\d+)\/([\w-]+)\/messages\/(@original|\d+)$/,
    (ground, [, token, which]) => {
      const interaction = live(ground, token!);
      const message = ofInteraction(ground, interaction, which!);
      take(ground, ground.state.channels.get(message.channel)!, message);
      return undefined;
    },
  ],
  [
    'POST',
    /^\/webhooks\/(\d+)\/([\w-]+)$/,
    (ground, [, token], body) => {
      const interaction = live(ground, token!);
      ground.measure('followUp', body);
      if (interaction.response === undefined || interaction.response === 'modal')
        throw new Refusal(404, 10015, 'Unknown Webhook');
      return messageJson(answer(ground, interaction, body), ground.state, ground.fileUrl);
    },
  ],
];

/** Discord compares nonces "in the past few minutes". */
const recent = (ground: Ground, message: Message) => ground.now() - timeOf(message.id).getTime() < 3 * 60_000;

function seen(state: State, id: string): Channel {
  const channel = state.channels.get(id);
  if (!channel) throw unknownChannel();
  if (!sees(state, channel, state.bot.id)) throw missingAccess();
  return channel;
}

function messageIn(channel: Channel, id: string): Message {
  const found = channel.messages.find((each) => each.id === id);
  if (!found) throw unknownMessage();
  return found;
}

function mayPost(state: State, channel: Channel): void {
  if (channel.recipient !== undefined) {
    const shares = [...state.guilds.values()].some(
      (each) => each.members.has(channel.recipient!) && each.members.has(state.bot.id),
    );
    if (!shares) throw new Refusal(403, 50278, 'Cannot send messages to this user due to having no mutual guilds');
    if (state.users.get(channel.recipient)!.closed) throw new Refusal(403, 50007, 'Cannot send messages to this user');
    return;
  }
  const needed = channel.parent === undefined ? permission.send : permission.sendInThreads;
  if (!may(state, channel, state.bot.id, needed)) throw missingPermissions();
  if (channel.archived) throw new Refusal(400, 50083, 'Thread is archived');
}

function openThread(ground: Ground, [id]: string[], body: any) {
  const { state } = ground;
  const parent = seen(state, id!);
  ground.measure('thread', body);
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

function respond(ground: Ground, [id, token]: string[], body: any, query: URLSearchParams) {
  const interaction = ground.interactions.get(token!);
  if (!interaction || interaction.id !== id) throw new Refusal(404, 10062, 'Unknown interaction');
  if (interaction.response !== undefined) throw new Refusal(400, 40060, 'Interaction has already been acknowledged.');
  if (ground.now() - interaction.at > firstResponseWithin) throw new Refusal(404, 10062, 'Unknown interaction');
  const kinds: Record<number, Judged> = {
    4: 'reply',
    5: 'reply',
    6: 'update',
    7: 'update',
    8: 'autocomplete',
    9: 'modal',
  };
  const kind = kinds[body?.type];
  if (!kind) throw new Refusal(400, 50035, 'Invalid Form Body: type');
  ground.measure(kind, body);
  const isAutocomplete = interaction.type === 4;
  if (isAutocomplete !== (body.type === 8)) throw new Refusal(400, 50035, 'A response of the wrong type');
  if (body.type === 9 && interaction.type === 5) throw new Refusal(400, 50035, 'A modal can not answer a modal');
  if ((body.type === 6 || body.type === 7) && interaction.source === undefined)
    throw new Refusal(400, 50035, 'There is no message to update');
  interaction.respondedAt = ground.now();
  interaction.ephemeral = ((body.data?.flags ?? 0) & 64) !== 0;
  if (body.type === 9) {
    interaction.response = 'modal';
    interaction.modal = body.data;
  } else if (body.type === 8) {
    interaction.response = 'autocomplete';
    interaction.choices = body.data?.choices ?? [];
  } else if (body.type === 6 || body.type === 7) {
    interaction.response = 'update';
    const channel = ground.state.channels.get(interaction.channel)!;
    interaction.original = messageIn(channel, interaction.source!);
    if (body.type === 7) change(ground, interaction.original, body.data ?? {});
  } else {
    interaction.response = body.type === 5 ? 'deferred' : 'message';
    const waiting = body.type === 5 ? 1 << 7 : 0;
    interaction.original = answer(ground, interaction, { ...body.data, flags: (body.data?.flags ?? 0) | waiting });
  }
  if (query.get('with_response') !== 'true') return undefined;
  const original = interaction.original;
  return {
    interaction: { id, type: interaction.type, ...(original ? { response_message_id: original.id } : {}) },
    ...(original
      ? { resource: { type: body.type, message: messageJson(original, ground.state, ground.fileUrl) } }
      : {}),
  };
}

/** A message that answers an interaction: it needs no permission, and reaches whoever closed their messages. */
function answer(ground: Ground, interaction: Interaction, body: any): Message {
  const channel = ground.state.channels.get(interaction.channel)!;
  const waiting = interaction.original !== undefined && (interaction.original.flags & (1 << 7)) !== 0;
  const ephemeral = ((body.flags ?? 0) & 64) !== 0;
  // The first follow-up to a deferred response takes its place, by Discord's rules.
  if (waiting) return change(ground, interaction.original!, body);
  return put(ground, channel, body, ephemeral ? { ephemeralFor: interaction.user } : {});
}

function live(ground: Ground, token: string): Interaction {
  const interaction = ground.interactions.get(token);
  if (!interaction || ground.now() - interaction.at > tokenLivesFor)
    throw new Refusal(401, 50027, 'Invalid Webhook Token');
  return interaction;
}

function ofInteraction(ground: Ground, interaction: Interaction, which: string): Message {
  if (which === '@original') {
    const channel = ground.state.channels.get(interaction.channel)!;
    if (!interaction.original || !channel.messages.includes(interaction.original)) throw unknownMessage();
    return interaction.original;
  }
  return messageIn(ground.state.channels.get(interaction.channel)!, which);
}
