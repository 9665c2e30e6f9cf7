/** The bot itself: its connection, its application, its commands, its private channels. */
import { directChannel, Refusal } from '../ground.ts';
import { guildPermissions } from '../permissions.ts';
import { channelJson, userJson } from '../state.ts';
import type { Route } from './route.ts';

export const account: readonly Route[] = [
  {
    method: 'GET',
    path: /^\/gateway\/bot$/,
    run: (ground) => ({
      url: ground.gatewayUrl(),
      shards: 1,
      session_start_limit: { total: 1000, remaining: 999, reset_after: 14_400_000, max_concurrency: 1 },
    }),
  },
  { method: 'GET', path: /^\/users\/@me$/, run: ({ state }) => userJson(state.bot) },
  {
    method: 'GET',
    path: /^\/users\/@me\/guilds$/,
    query: ['limit', 'after', 'before', 'with_counts'],
    run: ({ state }) =>
      [...state.guilds.values()]
        .filter((guild) => guild.members.has(state.bot.id))
        .map((guild) => ({
          id: guild.id,
          name: guild.name,
          owner: false,
          permissions: String(guildPermissions(state, guild.id, state.bot.id)),
          features: [],
        })),
  },
  {
    method: 'GET',
    path: /^\/applications\/@me$/,
    run: (ground) => ({ id: ground.state.bot.id, name: 'haven', flags: ground.applicationFlags() }),
  },
  {
    method: 'PUT',
    path: /^\/applications\/(\d+)\/commands$/,
    body: 'itself',
    run(ground, _params, body) {
      if (!Array.isArray(body)) throw new Refusal(400, 50035, 'Invalid Form Body');
      for (const each of body) ground.measure('command', each);
      // One name may stand for a slash command and for entries of the context menus.
      const kinds = body.map((each) => `${each.type ?? 1}/${each.name}`);
      if (new Set(kinds).size !== body.length) throw new Refusal(400, 50035, 'Two commands of one name');
      const most = { 1: 100, 2: 15, 3: 15 };
      for (const [type, limit] of Object.entries(most))
        if (kinds.filter((each) => each.startsWith(`${type}/`)).length > limit)
          throw new Refusal(400, 30032, `Maximum number of application commands reached (${limit})`);
      ground.state.commands = body.map((each) => ({ ...each, id: ground.state.id() }));
      return ground.state.commands;
    },
  },
  {
    method: 'POST',
    path: /^\/users\/@me\/channels$/,
    body: 'direct',
    run({ state }, _params, body) {
      if (!state.users.has(body.recipient_id)) throw new Refusal(400, 50033, 'Invalid Recipient(s)');
      return channelJson(directChannel(state, body.recipient_id), state);
    },
  },
];
