/** Who lives in the playground, and which rooms there are. */
import type { Place } from '../../chat/platform.ts';

export interface Person {
  readonly account: string;
  readonly name: string;
  /** `responder`: reads the responders' space. `stranger`: outside the community, may write in private. */
  readonly role: 'member' | 'responder' | 'stranger';
  readonly runsServer: boolean;
}

/** Six people are few enough to follow, and enough for every part that there is to play. */
export const sixPeople: readonly Person[] = [
  { account: 'ana', name: 'Ana', role: 'member', runsServer: false },
  { account: 'bo', name: 'Bo', role: 'member', runsServer: false },
  { account: 'rosa', name: 'Rosa', role: 'responder', runsServer: true },
  { account: 'sam', name: 'Sam', role: 'responder', runsServer: false },
  { account: 'tariq', name: 'Tariq', role: 'responder', runsServer: false },
  { account: 'kim', name: 'Kim', role: 'stranger', runsServer: false },
];

export const server = 'playground';

/** The public room that the whole community reads. */
export const square = 'square';
/** The responders' own room, with its threads. */
export const responders = 'responders';

/** Whether a person is in a place: reads what stands there, and may write there. */
export function isIn(person: Person, place: Place): boolean {
  if (place.kind === 'direct') return place.account === person.account;
  if (place.space === square) return person.role !== 'stranger' && place.topic === undefined;
  return place.space === responders && person.role === 'responder';
}

/** A place in one word. */
export const placeName = (place: Place): string =>
  place.kind === 'direct'
    ? `direct/${place.account}`
    : `shared/${place.space}${place.topic === undefined ? '' : `/${place.topic}`}`;

/** The place of a word that `placeName` made. */
export function placeOf(name: string): Place {
  const [kind, first = '', ...topic] = name.split('/');
  if (kind === 'direct') return { kind, account: first };
  return { kind: 'shared', space: first, ...(topic.length > 0 && { topic: topic.join('/') }) };
}
