/** Who holds which role. Discord tells it of whoever acts; of everybody only with the Server Members Intent. */
import { randomUUID } from 'node:crypto';
import { Events, type Guild, type GuildMember, type PartialGuildMember } from 'discord.js';
import type { Account } from '../../chat/platform.ts';
import type { House } from '../../chat/ports.ts';
import { seconds } from '../../time/clock.ts';
import type { Gateway } from './gateway.ts';
import type { Intake } from './intake.ts';

export interface Members {
  /** Whether all members of a server are known; lists them where they are not yet. */
  listed(guild: Guild): Promise<boolean>;
  /** After a new session nobody tells what happened to the members meanwhile. */
  forget(guild: Guild): void;
  /** Everyone who has a role; nothing where that can't be known. */
  holders(server: string, role: string): Promise<readonly Account[] | undefined>;
}

const patience = seconds(30);

export function watchMembers({ client, intents }: Gateway, house: House, intake: Intake): Members {
  /** Discord gives the whole list of a server once in thirty seconds. */
  const lists = new Map<string, Promise<boolean>>();

  async function list(guild: Guild): Promise<boolean> {
    const all = await guild.members.fetch({ time: patience }).catch(() => undefined);
    if (!all) {
      lists.delete(guild.id);
      house.log.warn('discord: the members of a server could not be listed');
      return false;
    }
    // Whoever left while nobody told us is not among them.
    guild.members.cache.sweep(({ id }) => !all.has(id));
    return true;
  }

  async function listed(guild: Guild): Promise<boolean> {
    if (!intents.members) return false;
    const asked = lists.get(guild.id) ?? list(guild);
    lists.set(guild.id, asked);
    return asked;
  }

  const tell = (member: GuildMember | PartialGuildMember, roles: readonly string[]) =>
    void intake.put(`roles ${member.guild.id}`, async () => {
      await house.receive({
        eventId: randomUUID(),
        at: house.clock.now(),
        from: { account: client.user.id, name: client.user.username },
        place: { kind: 'shared', space: member.guild.id },
        server: member.guild.id,
        what: { kind: 'roles', of: accountOf(member), roles },
      });
    });

  if (intents.members) {
    client.on(Events.GuildMemberUpdate, (before, now) => {
      if (before.partial || rolesOf(before).join() !== rolesOf(now).join()) tell(now, rolesOf(now));
    });
    client.on(Events.GuildMemberAdd, (member) => void (rolesOf(member).length > 0 && tell(member, rolesOf(member))));
    client.on(Events.GuildMemberRemove, (member) => void (rolesOf(member).length > 0 && tell(member, [])));
  }

  return {
    listed,
    forget: (guild) => void lists.delete(guild.id),
    async holders(server, role) {
      const guild = client.guilds.cache.get(server);
      if (!guild || !(await listed(guild))) return undefined;
      return guild.members.cache
        .filter((member) => !member.user.bot && member.roles.cache.has(role))
        .map(accountOf)
        .toSorted((a, b) => (a.account < b.account ? -1 : 1));
    },
  };
}

const accountOf = ({ id, user }: GuildMember | PartialGuildMember): Account => ({
  account: id,
  name: user.globalName ?? user.username,
});

/** Without @everyone, whose id is the server's. */
const rolesOf = (member: GuildMember | PartialGuildMember): string[] =>
  [...member.roles.cache.keys()].filter((id) => id !== member.guild.id).toSorted();
