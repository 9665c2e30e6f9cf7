/** Members, roles and bans: what a bot may do to people, never above its own rank. */
import { Refusal, type Ground } from '../ground.ts';
import { guildPermissions, outranks, permission } from '../permissions.ts';
import { intent } from '../gateway.ts';
import { memberJson, roleJson, userJson, type Guild } from '../state.ts';
import { invalidForm, missingAccess, missingPermissions, type Route } from './route.ts';

const unknownMember = () => new Refusal(404, 10007, 'Unknown Member');
const unknownUser = () => new Refusal(404, 10013, 'Unknown User');
const unknownBan = () => new Refusal(404, 10026, 'Unknown Ban');
const mostAtOnce = 200;

export const guilds: readonly Route[] = [
  {
    method: 'GET',
    path: /^\/guilds\/(\d+)$/,
    run({ state }, [id]) {
      const guild = inside(state, id!);
      const roles = [...guild.roles.values()].map(roleJson);
      return { id: guild.id, name: guild.name, owner_id: guild.owner, roles, features: [] };
    },
  },
  {
    method: 'GET',
    path: /^\/guilds\/(\d+)\/members\/(\d+)$/,
    run({ state }, [id, user]) {
      const guild = inside(state, id!);
      if (!guild.members.has(user!)) throw unknownMember();
      return memberJson(guild, user!, state.users.get(user!));
    },
  },
  ...(['PUT', 'DELETE'] as const).map((method): Route => ({
    method,
    path: /^\/guilds\/(\d+)\/members\/(\d+)\/roles\/(\d+)$/,
    run({ state, gateway }, [id, user, role]) {
      const guild = inside(state, id!);
      const roles = guild.members.get(user!);
      if (!roles) throw unknownMember();
      const given = guild.roles.get(role!);
      if (!given) throw new Refusal(404, 10011, 'Unknown Role');
      needs(state, guild, permission.manageRoles);
      const mine = guild.members.get(state.bot.id)!.map((each) => guild.roles.get(each)!.position);
      if (guild.owner !== state.bot.id && given.position >= Math.max(0, ...mine)) throw missingPermissions();
      const others = roles.filter((each) => each !== role);
      guild.members.set(user!, method === 'PUT' ? [...others, role!] : others);
      const member = { ...memberJson(guild, user!, state.users.get(user!)), guild_id: guild.id };
      gateway.dispatch('GUILD_MEMBER_UPDATE', member, intent.members);
      return undefined;
    },
  })),
  {
    method: 'DELETE',
    path: /^\/guilds\/(\d+)\/members\/(\d+)$/,
    run(ground, [id, user]) {
      const guild = inside(ground.state, id!);
      if (!guild.members.has(user!)) throw unknownMember();
      needs(ground.state, guild, permission.kick);
      mayTouch(ground, guild, user!);
      remove(ground, guild, user!);
      return undefined;
    },
  },
  {
    method: 'GET',
    path: /^\/guilds\/(\d+)\/bans\/(\d+)$/,
    run({ state }, [id, user]) {
      const guild = inside(state, id!);
      needs(state, guild, permission.ban);
      if (!guild.bans.has(user!)) throw unknownBan();
      return { user: userJson(state.users.get(user!)!), reason: guild.bans.get(user!) };
    },
  },
  {
    method: 'PUT',
    path: /^\/guilds\/(\d+)\/bans\/(\d+)$/,
    body: 'ban',
    run(ground, [id, user]) {
      const guild = inside(ground.state, id!);
      needs(ground.state, guild, permission.ban);
      if (!ground.state.users.has(user!)) throw unknownUser();
      mayTouch(ground, guild, user!);
      ban(ground, guild, user!);
      return undefined;
    },
  },
  {
    method: 'DELETE',
    path: /^\/guilds\/(\d+)\/bans\/(\d+)$/,
    body: 'unban',
    run({ state, gateway }, [id, user]) {
      const guild = inside(state, id!);
      needs(state, guild, permission.ban);
      if (!guild.bans.delete(user!)) throw unknownBan();
      gateway.dispatch(
        'GUILD_BAN_REMOVE',
        { guild_id: id, user: userJson(state.users.get(user!)!) },
        intent.moderation,
      );
      return undefined;
    },
  },
  {
    method: 'POST',
    path: /^\/guilds\/(\d+)\/bulk-ban$/,
    body: 'bulkBan',
    run(ground, [id], body) {
      const guild = inside(ground.state, id!);
      needs(ground.state, guild, permission.ban | permission.manageGuild);
      const ids: string[] = body.user_ids;
      if (ids.length < 1 || ids.length > mostAtOnce) throw invalidForm('user_ids: 1 to 200');
      // Discord leaves the bot itself out without a word, and doesn't say why it could not ban somebody.
      const wanted = ids.filter((each) => each !== ground.state.bot.id);
      const able = wanted.filter(
        (each) => ground.state.users.has(each) && !guild.bans.has(each) && touchable(ground, guild, each),
      );
      if (able.length === 0) throw new Refusal(400, 500000, 'Failed to ban users');
      for (const each of able) ban(ground, guild, each);
      return { banned_users: able, failed_users: wanted.filter((each) => !able.includes(each)) };
    },
  },
];

/** A guild that the bot is in. */
function inside(state: Ground['state'], id: string): Guild {
  const guild = state.guilds.get(id);
  if (!guild) throw new Refusal(404, 10004, 'Unknown Guild');
  if (!guild.members.has(state.bot.id)) throw missingAccess();
  return guild;
}

function needs(state: Ground['state'], guild: Guild, what: bigint): void {
  if ((guildPermissions(state, guild.id, state.bot.id) & what) !== what) throw missingPermissions();
}

/** Whoever is not in the server can be banned by anybody who may ban. */
const touchable = ({ state }: Ground, guild: Guild, user: string): boolean =>
  !guild.members.has(user) || outranks(guild, state.bot.id, user);

function mayTouch(ground: Ground, guild: Guild, user: string): void {
  if (!touchable(ground, guild, user)) throw missingPermissions();
}

function ban(ground: Ground, guild: Guild, user: string): void {
  guild.bans.set(user, null);
  const event = { guild_id: guild.id, user: userJson(ground.state.users.get(user)!) };
  ground.gateway.dispatch('GUILD_BAN_ADD', event, intent.moderation);
  if (guild.members.has(user)) remove(ground, guild, user);
}

function remove({ state, gateway }: Ground, guild: Guild, user: string): void {
  guild.members.delete(user);
  const event = { guild_id: guild.id, user: userJson(state.users.get(user)!) };
  gateway.dispatch('GUILD_MEMBER_REMOVE', event, intent.members);
}
