/** A community before the program as it runs: what people there read, and a team for it. */
import { sentence } from '../support/report.ts';
import { until } from '../support/until.ts';
import { Person, screenOf, type Community } from './harness.ts';

/** Longer than any answer takes, kills and limits included. In milliseconds. */
export const patience = 300_000;
/** How often somebody looks at the phone who waits: more would keep the homeserver from what is waited for. */
export const glances = 500;

/** What the bot said to somebody, in the responders' room and in private. */
export const heard = async (person: Person): Promise<string[]> =>
  [...(await person.reads('room')), ...(await person.reads('private'))].map((each) => screenOf(each).text);

export const hears = (person: Person, text: string): Promise<unknown> =>
  until(async () => (await heard(person)).some((each) => each.includes(text)), patience, glances);

/** Sets the community up, with a team by these names. */
export async function openTeam(community: Community, names: readonly string[], options = ''): Promise<Person[]> {
  const { steward, room } = community;
  await community.joined();
  const stewards = new Person(steward, community);
  await steward.says(room, `!haven setup --language en ${options}`);
  await hears(stewards, sentence('community-set'));
  const team: Person[] = [];
  for (const name of names) {
    const member = await community.member(name);
    await steward.says(room, `!haven team add ${member.account}`);
    await hears(stewards, sentence('people-team-added', { name }));
    team.push(new Person(member, community));
  }
  return team;
}
