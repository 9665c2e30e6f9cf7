/** What other capabilities ask about whom can be counted on. */
import type { Work } from '../../chat/ports.ts';
import { days } from '../../time/clock.ts';
import { isOpen, windows } from '../../time/hours.ts';
import { settingsOf } from '../community/index.ts';
import { teamOf } from '../people/index.ts';
import { counts, tiedTo, type Availability } from './rules.ts';
import { availabilityStore } from './store.ts';

export { counts, isTrained, type Availability } from './rules.ts';

/** The team of a community, in the order of joining, as it can be counted on from now on. */
export async function availabilityOf(work: Work, community: string, from: Date = work.now): Promise<Availability[]> {
  const store = availabilityStore(work);
  const team = await teamOf(work, community);
  const { training } = await settingsOf(work, community);
  const trained = training === 0 ? undefined : await store.trainings(community);
  const absences = Map.groupBy(
    await store.absences(
      team.map(({ person }) => person),
      from,
    ),
    ({ person }) => person,
  );
  return team.map(({ person, reachable }) => ({
    person,
    reachable,
    trainedUntil: trained === undefined ? Infinity : lapse(trained.get(person), training),
    away: absences.get(person) ?? [],
  }));
}

const lapse = (at: Date | undefined, training: number): number =>
  at === undefined ? -Infinity : at.getTime() + days(training);

/**
 * Who of the team can be called now, in its order. What is urgent breaks quiet hours. Everybody who is left out is
 * `unavailable`, and nobody but they themselves can tell why.
 */
export async function callable(work: Work, community: string, urgent: boolean): Promise<string[]> {
  const now = work.now.getTime();
  const able = (await availabilityOf(work, community)).filter((each) => counts(each, now)).map(({ person }) => person);
  if (urgent) return able;
  const { zone } = await settingsOf(work, community);
  const habits = await availabilityStore(work).habitsOf(able);
  return able.filter((person) => {
    const { quiet = [], zone: own = null } = habits.get(person) ?? {};
    return !isOpen(quiet, own ?? zone, now);
  });
}

/** Until when somebody wants quiet, in milliseconds since 1970; nothing where they do not just now. */
export async function quietUntil(work: Work, person: string, community: string): Promise<number | undefined> {
  const now = work.now.getTime();
  const { quiet } = await availabilityStore(work).habits(person);
  const zone = await zoneOf(work, person, community);
  const ends = quiet.flatMap((each) => windows(each, zone, { start: now, end: now + 1 })).map(({ end }) => end);
  return ends.length === 0 ? undefined : Math.max(...ends);
}

/**
 * When the first of these people can be called again, before a moment and as far as it is known by now: their absence,
 * or their quiet hours, are over. Nothing where none of them can.
 */
export async function callableFrom(
  work: Work,
  community: string,
  urgent: boolean,
  { of, until }: { readonly of: readonly string[]; readonly until: Date },
): Promise<Date | undefined> {
  const span = { start: work.now.getTime(), end: until.getTime() };
  const { zone } = await settingsOf(work, community);
  const habits = urgent ? new Map<string, never>() : await availabilityStore(work).habitsOf(of);
  const found = (await availabilityOf(work, community))
    .filter(({ person }) => of.includes(person))
    .flatMap((each) => {
      const { quiet = [], zone: own = null } = habits.get(each.person) ?? {};
      const clock = own ?? zone;
      const ends = [...each.away, ...quiet.flatMap((hours) => windows(hours, clock, span))].map(({ end }) => end);
      return ends.filter((at) => span.start < at && at < span.end && counts(each, at) && !isOpen(quiet, clock, at));
    });
  return found.length === 0 ? undefined : new Date(Math.min(...found));
}

/** The zone by whose clock somebody lives; their team's where they have told none. */
export async function zoneOf(work: Work, person: string, community: string | undefined): Promise<string> {
  const { zone } = await availabilityStore(work).habits(person);
  if (zone !== null) return zone;
  return community === undefined ? 'UTC' : (await settingsOf(work, community)).zone;
}

/** To whom each of these people was tied at a moment, whoever of the two declared it. */
export async function tiesOf(work: Work, people: readonly string[]): Promise<(person: string, at: Date) => string[]> {
  const all = people.length === 0 ? [] : await availabilityStore(work).ties(people);
  return (person, at) => tiedTo(all, person, at.getTime());
}
