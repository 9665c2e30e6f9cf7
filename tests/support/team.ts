/** A team of five, as the stories of rotas need them; and what everybody hears because of something. */
import type { Person } from '../../src/platforms/playground/people.ts';
import type { World } from './world.ts';

export const five: readonly Person[] = [
  { account: 'ana', name: 'Ana', role: 'member', runsServer: false },
  { account: 'rosa', name: 'Rosa', role: 'responder', runsServer: true },
  { account: 'sam', name: 'Sam', role: 'responder', runsServer: false },
  { account: 'tariq', name: 'Tariq', role: 'responder', runsServer: false },
  { account: 'lena', name: 'Lena', role: 'responder', runsServer: false },
  { account: 'noor', name: 'Noor', role: 'responder', runsServer: false },
];

/** What each person hears in private because of something; nothing where they hear nothing. */
export async function allHear(here: World, act: () => Promise<unknown>): Promise<Record<string, string>> {
  const heard: Record<string, string> = {};
  const people = here.room.people.map(({ account }) => here.person(account));
  const hearing = (left: readonly (typeof people)[number][]): Promise<void> => {
    const [first, ...rest] = left;
    if (!first) return act().then(() => {});
    return first.hears(() => hearing(rest)).then((text) => void (text === '' || (heard[first.account] = text)));
  };
  await hearing(people);
  return heard;
}
