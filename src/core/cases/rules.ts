/** Decisions about a case. Pure: what is known goes in, what follows comes out. */

import { plainWords } from '../../chat/field.ts';
import { everydayNames, notNames } from './names.ts';

export type Role =
  | 'subject'
  | 'witness'
  | 'excluded'
  | 'recused'
  /** Named in the reporter's words, but not as somebody to keep out: they have said so. */
  | 'cleared'
  /** Named by the reporter as one of the only people who may hear. */
  | 'chosen'
  | 'lead'
  | 'second'
  /** Was let into the case's topic, in a space where each topic has readers of its own. */
  | 'invited'
  /** Was asked to take over; `from` is who asked. */
  | 'offered'
  /** Was called at the present step of the escalation. */
  | 'asked'
  /** Was called, and can't come now. */
  | 'declined'
  /** Stands by beside the two. */
  | 'standby'
  /** Of a test: whoever wants to know how it goes, and who has seen it. */
  | 'owner'
  | 'seen';

export interface Standing {
  readonly person: string;
  readonly role: Role;
  readonly from?: string | undefined;
  readonly at?: Date;
}

export interface Member {
  readonly person: string;
  readonly reachable: boolean;
  /** Whom they have declared, or who has declared them, as close. */
  readonly tied?: readonly string[];
}

/** Roles that keep a person from ever hearing of a case from us. */
export const bars: ReadonlySet<Role> = new Set(['subject', 'witness', 'excluded', 'recused']);

/** How many it takes. Never fewer. */
export const pair = 2;

/** Whether a case must not exist for this person. */
export const barred = (standings: readonly Standing[], person: string): boolean =>
  standings.some((each) => each.person === person && bars.has(each.role));

/**
 * The one answer to who may hear a case: in the team, reachable, not its reporter, and nothing that speaks
 * against them; not close to whom it is about, nor to whoever reports it, unless the reporter chose them; where the
 * reporter chose people, only those. In the order of the team.
 */
export function eligible(
  team: readonly Member[],
  standings: readonly Standing[],
  reporter: string | undefined,
): string[] {
  const chosen = new Set(standings.filter((each) => each.role === 'chosen').map((each) => each.person));
  const about = new Set(standings.filter((each) => each.role === 'subject').map((each) => each.person));
  if (reporter !== undefined) about.add(reporter);
  const close = ({ person, tied = [] }: Member) => !chosen.has(person) && tied.some((each) => about.has(each));
  return team
    .filter(
      (each) =>
        each.reachable &&
        each.person !== reporter &&
        !barred(standings, each.person) &&
        !close(each) &&
        (chosen.size === 0 || chosen.has(each.person)),
    )
    .map((each) => each.person);
}

/** The two who are on a case, as far as they still may hear it. */
export interface Pair {
  readonly lead: string | undefined;
  readonly second: string | undefined;
}

export function pairOf(standings: readonly Standing[], may: readonly string[]): Pair {
  const holder = (role: Role) => standings.find((each) => each.role === role && may.includes(each.person))?.person;
  return { lead: holder('lead'), second: holder('second') };
}

export const both = (on: Pair): boolean => on.lead !== undefined && on.second !== undefined;
export const isOn = (on: Pair, person: string): boolean => on.lead === person || on.second === person;

/**
 * Whether a shared space may carry anything about a case: only when everyone who reads it may hear of it.
 * Readers that can't be known are anyone.
 */
export const spaceFits = (
  readers: readonly string[] | undefined,
  may: readonly string[],
  reporter: string | undefined,
): boolean =>
  readers !== undefined && readers.length > 0 && readers.every((each) => may.includes(each) || each === reporter);

export type Taking =
  | { readonly kind: 'lead' | 'second' }
  /** Takes over from somebody who handed over. */
  | { readonly kind: 'instead'; readonly of: string; readonly role: 'lead' | 'second' }
  | { readonly kind: 'already' }
  | { readonly kind: 'full' };

/** What it means when this person takes the case now. */
export function taking(standings: readonly Standing[], on: Pair, person: string): Taking {
  if (isOn(on, person)) return { kind: 'already' };
  const from = standings.find((each) => each.role === 'offered' && each.person === person)?.from;
  if (from !== undefined && isOn(on, from))
    return { kind: 'instead', of: from, role: on.lead === from ? 'lead' : 'second' };
  if (on.lead === undefined) return { kind: 'lead' };
  return on.second === undefined ? { kind: 'second' } : { kind: 'full' };
}

/**
 * How long a page waits because the same person has called before: none for the first, then 5 minutes,
 * doubled each time, an hour at most. `earlier`: their pages within the last hour.
 */
export const slowed = (earlier: number): number => (earlier === 0 ? 0 : Math.min(5 * 2 ** (earlier - 1), 60) * 60_000);

/** Scripts that put no space between words. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;

/** A piece of a name that is shorter than this names nobody by itself. In characters. */
const shortestName = 3;

/**
 * Who of the team a text names: by a whole name or account id, or by any single word of one ("Rosa" means
 * "Rosa Müller (she/her)"). It rather finds one too many: being kept out by mistake is mended by a word, being
 * told by mistake is not. `sure`: a single word counts only where it means one person; for choosing who may hear.
 */
export function namedIn(
  said: string,
  team: readonly { person: string; aliases: readonly string[] }[],
  how: 'any' | 'sure' = 'any',
): string[] {
  const hay = ` ${plainWords(said)} `;
  const has = (needle: string) => needle !== '' && hay.includes(unspaced.test(needle) ? needle : ` ${needle} `);
  // The first word of a sentence has a capital whatever it is.
  const capital = new Set(said.match(/(?<![.!?:\n]\s*|^\s*)\p{Lu}[\p{L}\p{M}]*/gu)?.map(plainWords) ?? []);
  const hasName = (piece: string) => has(piece) && (!everydayNames.has(piece) || capital.has(piece));
  const names = team.map(({ person, aliases }) => {
    const whole = aliases.map(plainWords);
    // What stands in brackets or after a bar, or after the colon of an account id, says where somebody is from, not
    // who they are.
    const pieces = aliases
      .flatMap((each) => plainWords(each.replace(each.startsWith('@') ? /[:([{|/].*$/u : /[([{|/].*$/u, '')).split(' '))
      .filter((each) => (each.length >= shortestName || unspaced.test(each)) && !notNames.has(each));
    return { person, whole, pieces };
  });
  const meansOne = (piece: string) => names.filter(({ pieces }) => pieces.includes(piece)).length === 1;
  return names
    .filter(
      ({ whole, pieces }) =>
        whole.some((each) => (each.includes(' ') ? has(each) : hasName(each))) ||
        pieces.some((each) => hasName(each) && (how === 'any' || meansOne(each))),
    )
    .map((each) => each.person);
}

/** What came of a step. */
export interface Came {
  /** When people are called: now, or when the team's hours begin. */
  readonly begins: Date;
  /** Two could take it, and none of those who may is there. */
  readonly nobody: boolean;
  /** The outside is to be named. */
  readonly outside: boolean;
}
