/** Spans of time, and the hours of a week at which they come again on the wall clock of a zone. */
import { firstAt, lastAt, onDay, wallAt } from './zone.ts';

/** From a moment to another one, in milliseconds since 1970: with its start, and without its end. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export const covers = ({ start, end }: Span, at: number): boolean => start <= at && at < end;
/** They share a moment; what has no length shares none. */
export const overlaps = (a: Span, b: Span): boolean => Math.max(a.start, b.start) < Math.min(a.end, b.end);
/** What two spans share; empty where its start is not before its end. */
export const shared = (a: Span, b: Span): Span => ({
  start: Math.max(a.start, b.start),
  end: Math.min(a.end, b.end),
});

/** A window on some days of the week. Where it ends no later than it begins, it ends on the day after. */
export interface Hours {
  /** 1 is Monday, 7 is Sunday. */
  readonly days: readonly number[];
  /** `09:00` */
  readonly from: string;
  readonly to: string;
}

export const everyDay: readonly number[] = [1, 2, 3, 4, 5, 6, 7];

/** The windows of some hours that touch a span. */
export function windows({ days, from, to }: Hours, zone: string, span: Span): Span[] {
  const found: Span[] = [];
  const last = wallAt(span.end, zone).toPlainDate().add({ days: 1 });
  // What began two days ago can last until now where a day has more than its hours.
  for (let day = wallAt(span.start, zone).toPlainDate().subtract({ days: 2 }); ; day = day.add({ days: 1 })) {
    if (day.since(last).days > 0) return found;
    if (!days.includes(day.dayOfWeek)) continue;
    const each = {
      start: firstAt(onDay(day, from), zone),
      end: lastAt(onDay(to > from ? day : day.add({ days: 1 }), to), zone),
    };
    if (each.start < each.end && overlaps(each, span)) found.push(each);
  }
}

export const isOpen = (hours: readonly Hours[], zone: string, at: number): boolean =>
  hours.some((each) => windows(each, zone, { start: at, end: at + 1 }).length > 0);

/** Further than a week and a missing day; in milliseconds. */
const fortnight = 14 * 86_400_000;

/** The first moment from `at` on at which one of these windows is open; `at` itself where one is, or there are none. */
export function opensAt(hours: readonly Hours[], zone: string, at: number): number {
  const soon = { start: at, end: at + fortnight };
  const starts = hours.flatMap((each) => windows(each, zone, soon)).map(({ start }) => Math.max(start, at));
  return starts.length === 0 ? at : Math.min(...starts);
}
