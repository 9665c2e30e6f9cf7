/** The duties of a team: finding them, and what they are called. */
import { plainWords } from '../../chat/field.ts';
import type { Offer as Choosable } from '../../chat/command.ts';
import { said, text, type Words } from '../../chat/message.ts';
import type { Work } from '../../chat/ports.ts';
import { settingsOf } from '../community/index.ts';
import { rotaStore, type Duty } from './store.ts';

/**
 * Those that every team has something to do with: who answers first, who writes reports down, who decides, and who
 * goes along when somebody has to be brought out ("Keeping events safe", on roles).
 */
export const usual = ['first-responder', 'report-taker', 'adjudicator', 'escort'] as const;

/** Two are on at once where somebody is to be heard: never one. */
const seatsOf = (name: string): number => (name === 'first-responder' ? 2 : 1);
/** Minutes. */
const remindBefore = 60;

export const isUsual = (name: string): boolean => (usual as readonly string[]).includes(name);
export const dutyName = (name: string): Words => (isUsual(name) ? text(`rota-duty-${name}`) : said(name));

/** Which duty was meant: one of the usual, in any language of the house, or one that the team has named. */
export async function dutyCalled(work: Work, community: string, raw: string): Promise<string | undefined> {
  const typed = plainWords(raw);
  const known = usual.find((each) => each === raw || work.meansWord(raw, [`rota-duty-${each}`]) !== undefined);
  if (known) return known;
  const all = await rotaStore(work).duties(community);
  // A name of signs alone, such as an emoji, has no words by which it could be meant.
  const alike = (name: string) => typed !== '' && plainWords(name) === typed;
  return (all.find(({ name }) => name === raw.trim()) ?? all.find(({ name }) => alike(name)))?.name;
}

/** A duty of a team as it stands, made where it is one of the usual and nobody has needed it yet. */
export async function dutyFor(work: Work, community: string, name: string): Promise<Duty> {
  const store = rotaStore(work);
  return (await store.duty(community, name)) ?? store.add(await newDuty(work, community, name));
}

export const newDuty = async (
  work: Work,
  community: string,
  name: string,
): Promise<Parameters<ReturnType<typeof rotaStore>['add']>[0]> => ({
  community,
  name,
  zone: (await settingsOf(work, community)).zone,
  seats: seatsOf(name),
  hours: [],
  dedicated: false,
  remind: remindBefore,
  tells: false,
});

/** What is offered where a duty is to be chosen. */
export async function dutyOffers(
  work: Work,
  community: string | undefined,
  how: { also: boolean },
): Promise<Choosable[]> {
  if (community === undefined) return [];
  const own = (await rotaStore(work).duties(community)).map(({ name }) => name);
  const names = how.also ? [...new Set([...usual, ...own])] : own;
  return names.map((name) => ({ label: dutyName(name), value: name }));
}
