/** Several servers on the loopback Discord, each with a team. */
import { until } from '../support/until.ts';
import type { Channel, Guild } from './server/index.ts';
import type { DiscordWorld, Member } from './world.ts';

export interface Town {
  readonly guild: Guild;
  readonly general: Channel;
  readonly owner: Member;
  readonly team: readonly Member[];
}

/** Another server with a team of its own. */
export async function town(
  here: DiscordWorld,
  name: string,
  how: { team?: boolean; card?: string } = {},
): Promise<Town> {
  const guild = here.server.guild(name);
  const general = here.server.textChannel(guild, 'general');
  const owner = here.member(`${name} owner`, { guilds: [guild] });
  guild.owner = owner.account;
  const team = [1, 2].map((at) => here.member(`${name} ${at}`, { guilds: [guild] }));
  await here.stop();
  await here.start();
  await until(() => here.arrivals.some(({ server, what }) => server === guild.id && what.kind === 'server'));
  if (how.team !== false) for (const each of team) await owner.runs('team add', { person: each.account }, general);
  return { guild, general, owner, team };
}

/** The server that is there, with a team. */
export async function harbour(here: DiscordWorld): Promise<readonly Member[]> {
  const team = ['Rosa', 'Sam'].map((name) => here.member(name, { guilds: [here.guild] }));
  await here.setUp(...team);
  return team;
}
