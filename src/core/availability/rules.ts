/** Whether somebody can be counted on at a moment. A moment is a number of milliseconds since 1970. */
import { covers, type Span } from '../../time/hours.ts';

/** What is known of somebody's time. */
export interface Availability {
  readonly person: string;
  /** A message to them can arrive. */
  readonly reachable: boolean;
  /** The first moment at which what they have learned counts no more; `Infinity`: it never lapses. */
  readonly trainedUntil: number;
  /** They have said that they are not there; nobody asks why. */
  readonly away: readonly Span[];
}

export const isTrained = ({ trainedUntil }: Availability, at: number): boolean => at < trainedUntil;

/** One answer for every reason, which nobody else learns. */
export const counts = (one: Availability, at: number): boolean =>
  one.reachable && isTrained(one, at) && !one.away.some((each) => covers(each, at));

/** A declared tie between two people. */
export interface Tie extends Span {
  readonly one: string;
  readonly other: string;
}

/**
 * Who was tied to somebody just before a moment, whoever of the two declared it: what is declared or taken back at that
 * moment, or later, changes nothing.
 */
export const tiedTo = (ties: readonly Tie[], person: string, at: number): string[] => [
  ...new Set(
    ties
      .filter((each) => each.start < at && at <= each.end && (each.one === person || each.other === person))
      .map(({ one, other }) => (one === person ? other : one)),
  ),
];
