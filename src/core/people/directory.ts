/** Who is who: by account, by name, by role; and how somebody is reached. */
import type { Account } from '../../chat/platform.ts';
import type { Work } from '../../chat/ports.ts';
import { tidy } from '../../chat/field.ts';
import { say } from '../../chat/message.ts';
import { after, minutes } from '../../time/clock.ts';
import { peopleStore } from './store.ts';

export type Silence = 'none' | 'neutral' | 'hidden';

/** A person as others need to address them. */
export interface Person {
  readonly id: string;
  /** A BCP 47 tag; not there while no platform has told it. */
  readonly locale?: string;
  readonly silence: Silence;
  /** Until now messages could not be delivered to them: what waits can be tried again. */
  readonly back?: boolean;
}

/** How long after a message was lost somebody who is seen elsewhere is tried again in private. */
const tryAgain = minutes(10);

/**
 * Whoever just did something on a platform; made known when they are new. `inPrivate`: where messages to them go,
 * so these arrive again.
 */
export async function arrive(
  work: Work,
  platform: string,
  from: Account,
  nearest: (tag?: string) => string,
  inPrivate: boolean,
): Promise<Person> {
  const store = peopleStore(work);
  const known = await store.byAccount(platform, from.account);
  const row = known ?? (await store.add(platform, { account: from.account, name: from.name }));
  // A name can be missing, where only a deletion was told; it is never forgotten for that.
  const name = from.name === '' ? (known?.name ?? from.account) : from.name;
  const lostAt = known?.unreachableSince ?? null;
  const back = lostAt !== null && (inPrivate || after(lostAt, tryAgain) <= work.now);
  const there = lostAt === null || !inPrivate || (await isReached(work, row.person));
  if (known) await store.seen(known, { account: from.account, name }, inPrivate ? null : back ? work.now : lostAt);
  if (known && (!there || known.name !== name)) await tellTeams(work, known.person);
  const person = (await store.get(row.person))!;
  const told = from.locale === undefined ? person.locale : nearest(from.locale);
  if (told !== person.locale) await store.set(person.id, { locale: told });
  return { id: person.id, ...spoken(told), silence: person.silence, back };
}

const spoken = (locale: string): Pick<Person, 'locale'> => (locale === '' ? {} : { locale });

/** The person behind an account, if they were ever here. */
export const knownAs = async (work: Work, platform: string, account: string): Promise<string | undefined> =>
  (await peopleStore(work).byAccount(platform, account))?.person;

export async function personOf(work: Work, id: string): Promise<Person | undefined> {
  const row = await peopleStore(work).get(id);
  return row && { id: row.id, ...spoken(row.locale), silence: row.silence };
}

/**
 * By which account somebody is reached: the first in the order that they chose, else the one used last; one that can't
 * be reached only where there is no other.
 */
export async function routeOf(work: Work, person: string): Promise<{ platform: string; account: string } | undefined> {
  const store = peopleStore(work);
  const accounts = await store.accountsOf(person);
  const order = (await store.get(person))?.routes ?? [];
  const open = accounts.filter(({ unreachableSince }) => unreachableSince === null);
  const chosen = order.flatMap((platform) => open.filter((each) => each.platform === platform));
  return chosen[0] ?? accounts[0];
}

/** Whether messages to somebody arrive on a platform, as far as is known. */
export const isOpen = async (work: Work, person: string, platform: string): Promise<boolean> =>
  (await peopleStore(work).accountsOf(person)).some(
    (each) => each.platform === platform && each.unreachableSince === null,
  );

/** The platforms on which somebody is known, in the order in which they are tried. */
export async function routeOrder(work: Work, person: string): Promise<string[]> {
  const store = peopleStore(work);
  const known = (await store.accountsOf(person)).map(({ platform }) => platform);
  const order = ((await store.get(person))?.routes ?? []).filter((each) => known.includes(each));
  return [...new Set([...order, ...known])];
}

/** False, and nothing is changed: on one of these they are not known. */
export async function setRouteOrder(work: Work, person: string, order: readonly string[]): Promise<boolean> {
  const known = await routeOrder(work, person);
  if (order.length === 0 || order.some((each) => !known.includes(each))) return false;
  await peopleStore(work).set(person, { routes: [...new Set(order)] });
  return true;
}

/** The accounts of these people on one platform; whoever has none there is left out. */
export async function accountsOn(work: Work, platform: string, people: readonly string[]): Promise<string[]> {
  const all = await Array.fromAsync(people, (person) => peopleStore(work).accountsOf(person));
  return all.flat().flatMap((each) => (each.platform === platform ? [each.account] : []));
}

/** The responders of a community, in the order of joining, and whether a message to them can arrive. */
export const teamOf = (work: Work, community: string): Promise<{ person: string; reachable: boolean }[]> =>
  peopleStore(work).reach(community);

const isReached = async (work: Work, person: string): Promise<boolean> =>
  (await peopleStore(work).accountsOf(person)).some(({ unreachableSince }) => unreachableSince === null);

/** Messages to somebody can't be delivered on a platform, until they write there in private. False: known already. */
export async function lost(work: Work, person: string, platform: string): Promise<boolean> {
  const news = await peopleStore(work).unreachable(person, platform);
  // Whoever has another way is as much there as before.
  if (news && !(await isReached(work, person))) await tellTeams(work, person);
  return news;
}

/** One of the messages that had been lost has arrived. */
export async function found(work: Work, person: string, platform: string): Promise<void> {
  const before = await isReached(work, person);
  if ((await peopleStore(work).reachable(person, platform)) && !before) await tellTeams(work, person);
}

async function tellTeams(work: Work, person: string): Promise<void> {
  for (const community of await peopleStore(work).communitiesOf(person)) {
    await work.notice({ kind: 'team', community, person });
  }
}

export const hush = (work: Work, person: string, silence: Silence): Promise<void> =>
  peopleStore(work).set(person, { silence });

/** The name under which somebody is known where they write from. For colleagues, never for reporters. */
export async function nameOf(work: Work, person: string): Promise<string> {
  return (await peopleStore(work).accountsOf(person))[0]?.name ?? '?';
}

/** Whom an account id, a mention or a name of a colleague means; by name only inside `among`. */
export async function findPerson(
  work: Work,
  platform: string,
  raw: string,
  among: readonly string[],
): Promise<string | undefined> {
  const store = peopleStore(work);
  const bare = raw.replace(/^<@!?([^>|]+)(?:\|[^>]*)?>$/u, '$1').replace(/^@(?!.*:)/u, '');
  const account = await store.byAccount(platform, bare);
  if (account) return account.person;
  const found: string[] = [];
  for (const person of among) {
    if ((await store.accountsOf(person)).some((row) => sameName(row.name, bare))) found.push(person);
  }
  return found.length === 1 ? found[0] : undefined;
}

/** The person behind an account that may not have been here yet; its name is learned where it is new. */
export async function introduce(work: Work, platform: string, who: Account): Promise<string> {
  const store = peopleStore(work);
  const known = await store.byAccount(platform, who.account);
  if (!known) return (await store.add(platform, { account: who.account, name: who.name })).person;
  if (known.name !== who.name && who.name !== who.account) {
    await store.rename(known, who.name);
    await tellTeams(work, known.person);
  }
  return known.person;
}

export const joinTeam = (work: Work, community: string, person: string, role: 'responder' | 'steward'): Promise<void> =>
  peopleStore(work).join(community, person, role, null);

/**
 * Somebody is a responder from now on, and is told so. `byRole`: because of a role on the platform, which brings
 * nobody back whom a steward took out by name.
 */
export async function letIn(work: Work, community: string, person: string, byRole: string | null): Promise<void> {
  const store = peopleStore(work);
  const roles = await store.roles(community, person);
  if (byRole !== null && (roles.includes('responder') || roles.includes('out'))) return;
  if (roles.includes('out')) await store.leave(community, person, 'out');
  await store.join(community, person, 'responder', byRole);
  if (roles.includes('responder')) return;
  await work.audit('team.joined', person);
  await work.notice({ kind: 'team', community, person });
  await work.say({ person }, say('people-welcome'), { duty: true });
}

/** Somebody is no responder any more: what they are on is handed to others. */
export async function takeOut(work: Work, community: string, person: string): Promise<void> {
  await peopleStore(work).leave(community, person, 'responder');
  await work.audit('team.left', person);
  await work.notice({ kind: 'team', community, person });
}

/** Somebody has lost a role; out is only who came by it. */
export async function lostRole(work: Work, community: string, person: string, byRole: string): Promise<void> {
  const held = await peopleStore(work).standings(community, person);
  if (held.some((each) => each.byRole === byRole)) await takeOut(work, community, person);
}

export const cameByRole = (work: Work, community: string, byRole: string): Promise<string[]> =>
  peopleStore(work).byRole(community, byRole);

/** All names and account ids by which a text may mean somebody. */
export async function aliasesOf(work: Work, person: string): Promise<readonly string[]> {
  return (await peopleStore(work).accountsOf(person)).flatMap((row) => [row.name, row.account]);
}

export const sameName = (a: string, b: string): boolean => tidy(a).replace(/^@/u, '') === tidy(b).replace(/^@/u, '');

/** The responders of a community, in the order in which they joined it. */
export const responders = (work: Work, community: string): Promise<string[]> =>
  peopleStore(work).members(community, 'responder');

export async function may(
  work: Work,
  community: string | undefined,
  person: string,
  role: 'responder' | 'steward',
): Promise<boolean> {
  return community !== undefined && (await peopleStore(work).roles(community, person)).includes(role);
}

/** The communities in whose team somebody is. */
export const teamsOf = (work: Work, person: string): Promise<string[]> => peopleStore(work).communitiesOf(person);

/**
 * Two accounts are one person's: every capability brings together what it knows of the two, and everything that
 * depends on who may hear what is looked at anew.
 */
export async function join(work: Work, from: string, into: string): Promise<void> {
  await peopleStore(work).merge(from, into);
  await work.audit('people.joined', into);
  await work.notice({ kind: 'same', from, into });
  await tellTeams(work, into);
}

/**
 * An account is no longer theirs. Whose it is now is known to nobody, so it hears nothing that they are kept from: or
 * whoever is kept out of a case would take an account out, have it let in again, and hear of it.
 */
export async function part(work: Work, person: string, platform: string): Promise<void> {
  const into = await peopleStore(work).part(person, platform);
  await work.audit('people.parted', person);
  await work.notice({ kind: 'parted', from: person, into });
  await tellTeams(work, person);
}
