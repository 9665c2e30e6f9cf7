/**
 * People who tell one story after the other: they keep their accounts, their Space and the responders' room, and meet
 * a bot that is new to all of them each time.
 */
import type { Person } from '../../src/platforms/playground/people.ts';
import { until } from '../support/until.ts';
import type { Community, Ground } from './harness.ts';
import type { Member } from './members.ts';
import { openProxy } from './proxy.ts';

export interface Crowd {
  /** By the accounts that they have on the playground. */
  readonly members: ReadonlyMap<string, Member>;
  /** Asks a new bot into the Space and the room. */
  meets(): Promise<Met>;
}

export interface Met extends Omit<Community, 'member'> {
  /** Shows the bot the door. */
  end(): Promise<void>;
}

/** For what a homeserver does that others use as well; in milliseconds. */
const patience = 60_000;
const enc = encodeURIComponent;

export async function openCrowd({ synapse, members: nio }: Ground, people: readonly Person[]): Promise<Crowd> {
  const entered = people.map(async ({ account, name }) => [account, await nio.member(name)] as const);
  const members = new Map(await Promise.all(entered));
  const runs = people.find(({ runsServer }) => runsServer)!;
  const steward = members.get(runs.account)!;
  const space = await steward.creates({ name: 'Playground', space: true });
  const room = await steward.creates({ name: 'responders', encrypted: true });
  await steward.places(room, space);
  for (const { account, role } of people.filter((each) => each !== runs && each.role !== 'stranger'))
    for (const where of role === 'responder' ? [space, room] : [space]) {
      await steward.invites(where, members.get(account)!.account);
      await members.get(account)!.joins(where);
    }
  return {
    members,
    async meets() {
      const [bot, proxy] = await Promise.all([synapse.register('Haven'), openProxy(synapse.url)]);
      for (const where of [space, room]) await steward.invites(where, bot.user);
      for (const each of members.values()) {
        await each.catchUp();
        each.forgets();
      }
      return {
        bot,
        proxy,
        steward,
        space,
        room,
        async joined() {
          for (const where of [space, room])
            await until(async () => (await steward.membersOf(where)).includes(bot.user), patience);
        },
        async end() {
          await proxy.close();
          for (const where of [room, space])
            await steward.asks('POST', `/rooms/${enc(where)}/kick`, { user_id: bot.user });
        },
      };
    },
  };
}
