/**
 * What somebody wrote, or chose in a menu, that belongs nowhere until they have answered a question: kept sealed, in
 * its order, and no longer than a draft.
 */
import type { Utterance } from '../../chat/flow.ts';
import type { Reported, Work } from '../../chat/ports.ts';
import { after, days } from '../../time/clock.ts';
import { communityStore } from './store.ts';

/** Words, or what they chose in a menu instead of words. */
export interface Unplaced extends Utterance {
  readonly reported?: Reported;
}

const kept = days(30);
const key = (person: string): string => `words/${person}`;

export async function keepUnplaced(work: Work, person: string, said: Unplaced): Promise<void> {
  await communityStore(work).keepWords(person, said);
  await work.later('community.unplaced', after(work.now, kept), { person }, { key: key(person) });
}

/** All of it, what was reported apart from what was written; from here on it is whoever asks who keeps it. */
export async function placeAll(
  work: Work,
  person: string,
): Promise<{ readonly words: readonly Utterance[]; readonly reported: readonly Reported[] }> {
  const all = await communityStore(work).wordsOf(person);
  await forgetUnplaced(work, person);
  return {
    words: all.filter((each) => each.reported === undefined),
    reported: all.flatMap((each) => each.reported ?? []),
  };
}

export async function forgetUnplaced(work: Work, person: string): Promise<void> {
  await communityStore(work).forgetWords(person);
  await work.never(key(person));
}
