/**
 * Which servers somebody shares with the bot. Discord gives no list of them: each server is asked for this one
 * member (documentation, "Get Guild Member"), which needs no intent.
 */
import { Routes, type Client } from 'discord.js';
import { days, seconds } from '../../time/clock.ts';
import { code, DiscordFault, type Rest } from './rest.ts';

export interface Shares {
  /** Whether it is worth asking: there is more than one server, and it was not told of this account lately. */
  unknown(account: string): boolean;
  /** Nothing where it is not worth asking, or can't be known within a second: nobody's words wait for longer. */
  of(account: string): Promise<readonly string[] | undefined>;
}

/** More servers than this are not asked one by one. */
const most = 25;
const patience = seconds(1);
/** How long an answer holds. */
const lasts = days(1);

export function openShares(rest: Rest, client: () => Client | undefined): Shares {
  /** When it was told, by account; in milliseconds of this process. */
  const told = new Map<string, number>();
  const servers = () => [...(client()?.guilds.cache.keys() ?? [])];

  async function shared(server: string, account: string): Promise<boolean> {
    if (client()?.guilds.cache.get(server)?.members.cache.has(account)) return true;
    try {
      await rest.call({ method: 'GET', path: Routes.guildMember(server, account) });
      return true;
    } catch (error) {
      if (error instanceof DiscordFault && error.code === code.unknownMember) return false;
      throw error;
    }
  }

  const unknown = (account: string): boolean => {
    const count = servers().length;
    return count > 1 && count <= most && !(performance.now() - (told.get(account) ?? -Infinity) < lasts);
  };

  return {
    unknown,
    async of(account) {
      if (!unknown(account)) return undefined;
      const all = servers();
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<undefined>((resolve) => {
        timer = setTimeout(resolve, patience, undefined);
      });
      const asked = Promise.all(all.map((each) => shared(each, account))).catch(() => undefined);
      const found = await Promise.race([asked, late]);
      clearTimeout(timer);
      if (found) told.set(account, performance.now());
      return found && all.filter((_, at) => found[at]);
    },
  };
}
