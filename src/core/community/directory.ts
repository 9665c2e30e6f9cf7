/** What other capabilities ask about a community. */
import { plainWords } from '../../chat/field.ts';
import { text, type Message, type Part } from '../../chat/message.ts';
import type { Work } from '../../chat/ports.ts';
import { responders, teamsOf, type Person } from '../people/index.ts';
import { communityStore } from './store.ts';
import type { Settings } from './settings.ts';

export type { Settings } from './settings.ts';

/**
 * The community that something belongs to: of the server that it came from; in private, the one that the person
 * has chosen or was last active in, or in whose team they are, or the only one that it can be. None where that
 * can't be told: a report must not go to a team that it was not meant for.
 */
export async function communityOf(
  work: Work,
  platform: string,
  server: string | undefined,
  person: string,
): Promise<string | undefined> {
  const store = communityStore(work);
  if (server !== undefined) {
    const community = await store.ofServer(platform, server);
    if (community !== undefined) await store.seen(person, community);
    return community;
  }
  const last = await store.lastOf(person);
  if (last !== undefined) return last;
  const teams = await teamsOf(work, person);
  if (teams.length === 1) return teams[0];
  const possible = await staffedOf(work, (await store.sharesOf(person)) ?? (await store.all()));
  return possible.length === 1 ? possible[0] : undefined;
}

/** In which language somebody is spoken to: their own, or else that of the community that they are in. */
export async function languageOf(
  work: Work,
  person: Person,
  community: string | undefined,
): Promise<string | undefined> {
  if (person.locale !== undefined || community === undefined) return person.locale;
  return (await communityStore(work).settings(community)).language;
}

/**
 * The communities that somebody may mean in private, where it could be more than one: those whose servers they
 * share with the bot; where that can't be known, those that let anybody read their name.
 */
export async function choicesOf(work: Work, person: string): Promise<string[]> {
  const store = communityStore(work);
  const shares = await store.sharesOf(person);
  if (shares) return staffedOf(work, shares);
  const listed: string[] = [];
  for (const each of await store.all()) if ((await store.settings(each)).listed) listed.push(each);
  return staffedOf(work, listed);
}

/** A server that somebody merely invited the bot to is no community yet, unless there is no other. */
async function staffedOf(work: Work, among: readonly string[]): Promise<string[]> {
  const staffed: string[] = [];
  for (const each of among) if ((await responders(work, each)).length > 0) staffed.push(each);
  return staffed.length > 0 ? staffed : [...among];
}

/** The platform tells which servers somebody shares with the bot. */
export const sharesTold = (work: Work, platform: string, person: string, servers: readonly string[]): Promise<void> =>
  communityStore(work).tellShares(person, platform, servers);

/** What members know a community by: its own name, else that of its first server. */
export async function nameOfCommunity(work: Work, community: string): Promise<string> {
  const store = communityStore(work);
  const { name } = await store.settings(community);
  return name === '' ? ((await store.serversOf(community))[0]?.name ?? '') : name;
}

/** The same for somebody who may not belong to it: nothing, unless they do or anybody may read its name. */
export async function nameFor(work: Work, person: string, community: string): Promise<string> {
  const store = communityStore(work);
  const known =
    (await store.settings(community)).listed ||
    (await store.lastOf(person)) === community ||
    ((await store.sharesOf(person)) ?? []).includes(community) ||
    (await teamsOf(work, person)).includes(community);
  return known ? nameOfCommunity(work, community) : '';
}

/** The community of a server, if there is one. */
export const communityOfServer = (work: Work, platform: string, server: string): Promise<string | undefined> =>
  communityStore(work).ofServer(platform, server);

export const settingsOf = (work: Work, community: string): Promise<Settings> =>
  communityStore(work).settings(community);

/** Everyone who can read the community's shared space; `undefined`: it has none, or nobody can tell. */
export async function spaceReaders(work: Work, settings: Settings): Promise<readonly string[] | undefined> {
  return settings.space ? communityStore(work).readersOf(settings.space.platform, settings.space.id) : undefined;
}

/** Whether each topic of the community's shared space is read only by those who are let into it. */
export async function spaceInvites(work: Work, settings: Settings): Promise<boolean> {
  return settings.space !== null && communityStore(work).invitesIn(settings.space.platform, settings.space.id);
}

/** Whether words contain one of the community's crisis phrases. A hint for a card, never a judgement. */
export async function mentionsCrisis(work: Work, community: string, words: string): Promise<boolean> {
  const hay = ` ${plainWords(words)} `;
  const { crisisWords } = await settingsOf(work, community);
  return [...crisisWords, ...work.phrases('crisis-phrases')].some((phrase) => hay.includes(` ${plainWords(phrase)} `));
}

/** The emergency card. While it is empty it says so: a number is never invented. */
export async function emergencyCard(work: Work, community: string | undefined): Promise<Message> {
  const card = community === undefined ? '' : (await settingsOf(work, community)).card;
  const parts: Part[] = [{ kind: 'paragraph', text: text('community-card') }];
  parts.push(
    card === ''
      ? { kind: 'paragraph', text: text('community-card-empty') }
      : { kind: 'paragraph', text: { said: card } },
  );
  return { parts };
}

/** Whom to turn to outside the team, as a sentence, or the honest sentence that nobody was named. */
export const outsideOf = (settings: Settings): Part =>
  settings.outside === ''
    ? { kind: 'paragraph', text: text(settings.card === '' ? 'community-outside-none' : 'community-outside-card') }
    : { kind: 'paragraph', text: text('community-outside', { outside: settings.outside }) };
