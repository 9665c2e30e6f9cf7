/** Fields about time as people write it: a day, a time of day, hours of the week, a time zone. */
import { everyDay, type Hours, type Span } from '../time/hours.ts';
import { firstAt, onDay, wall, wallAt, zoneName, zonesLike, type Day } from '../time/zone.ts';
import { tidy, type Asking, type Field, type Read } from './field.ts';
import { refused } from './outcome.ts';
import { text, type Moment, type Text } from './message.ts';

/** A moment as it was written; which one it is depends on the zone of whoever means it (`momentOf`). */
export type When =
  /** So many milliseconds from now. */
  | { readonly in: number }
  /** This very moment, in milliseconds since 1970. */
  | { readonly at: number }
  /** `2026-12-24`, the next such weekday (1 is Monday), or so many days from today; with a time, or all of it. */
  | { readonly day?: string | number | { readonly ahead: number }; readonly time?: string };

type Dated = Extract<When, { day?: unknown }>;

interface Ask<Opt extends boolean> {
  readonly summary: string;
  readonly title?: string;
  readonly optional?: Opt;
}

const ok = <T>(value: T): Read<T> => ({ ok: true, value });
const no = (key: string, args?: Text['args']): Read<never> => ({ ok: false, refused: refused(key, args) });

const units = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** "now", "2h", "friday", "fri 18:00", "tomorrow 9am", "yesterday 22:00", "2026-12-24", "24.12. 18:00", "18:00". */
export const when = <const Opt extends boolean = false>(ask: Ask<Opt>): Field<When, Opt> => ({
  ...ask,
  kind: 'instant',
  async parse(raw, asking) {
    const found = readWhen(raw, asking);
    return found ? ok(found) : no('field-when');
  },
});

/** A moment as `exactly` writes it. */
const written = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{3})?)?Z$/u;

function readWhen(raw: string, asking: Asking): When | undefined {
  const exact = written.test(raw.trim().toUpperCase()) ? Date.parse(raw.trim().toUpperCase()) : NaN;
  if (!Number.isNaN(exact)) return { at: exact };
  const typed = plainly(tidy(raw), asking).replace(/^(\d{4}-\d{2}-\d{2})t(?=\d)/u, '$1 ');
  if (means(asking, 'word-now', typed)) return { in: 0 };
  const span = /^\+?(\d{1,5})\s*([mhdw])$/u.exec(typed);
  if (span) return { in: Number(span[1]) * units[span[2] as keyof typeof units] };
  const bare = timeOf(typed);
  // "1.5." with its last dot is a day, and "1.05" a time.
  if (bare !== undefined && /[:.h]|[ap]m/u.test(typed) && !/^\s*\d{1,2}\.\d{1,2}\.\s*$/u.test(raw))
    return { time: bare };
  const [, first = '', rest = ''] = /^(\S+?),?(?:\s+(.+))?$/u.exec(typed) ?? [];
  const day = dayOf(first, asking);
  if (day === undefined) return undefined;
  if (rest === '') return { day };
  const time = timeOf(rest);
  return time === undefined ? undefined : { day, time };
}

/** Without the small words between and before: "on friday at 18:00", "until sunday", "el viernes a las 18:00". */
function plainly(typed: string, asking: Asking): string {
  const known = [...asking.synonyms('word-at'), ...asking.synonyms('word-until'), '-', '–', '—'];
  const small = known.toSorted((a, b) => b.length - a.length);
  return small.reduce((rest, word) => rest.replaceAll(` ${word} `, ' '), ` ${typed} `).trim();
}

function dayOf(typed: string, asking: Asking): Dated['day'] {
  if (means(asking, 'word-yesterday', typed)) return { ahead: -1 };
  if (means(asking, 'word-today', typed)) return { ahead: 0 };
  if (means(asking, 'word-tomorrow', typed)) return { ahead: 1 };
  const weekday = weekdayOf(typed, asking);
  if (weekday !== undefined) return weekday;
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/u.exec(typed);
  if (iso) return realDay(iso[1]!, iso[2]!, iso[3]!);
  const dotted = /^(\d{1,2})\.(\d{1,2})\.?(\d{4})?$/u.exec(typed);
  if (!dotted) return undefined;
  const [, day, month, year] = dotted;
  if (year !== undefined) return realDay(year, month!, day!);
  // Without a year the next one is meant; a few days ago is more likely a slip than next year, and is refused later.
  const now = asking.now;
  const here = realDay(String(now.getUTCFullYear()), month!, day!);
  const passed =
    here !== undefined && wall(`${here}T00:00`).toString() < new Date(now.getTime() - 30 * units.d).toISOString();
  return passed ? realDay(String(now.getUTCFullYear() + 1), month!, day!) : here;
}

function realDay(year: string, month: string, day: string): string | undefined {
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const at = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(iso) ? iso : undefined;
}

const means = (asking: Asking, key: string, typed: string): boolean =>
  asking.synonyms(key).some((word) => tidy(word) === typed);

const weekdayOf = (typed: string, asking: Asking): number | undefined =>
  everyDay.find((day) => means(asking, `weekday-${day}`, typed));

/** "9", "09:00", "9.30", "9h30", "6pm", "6:30 pm". */
function timeOf(typed: string): string | undefined {
  const [, hour, minute = '0', half] = /^(\d{1,2})(?:[:.h](\d{2})?)?\s*([ap]m)?$/u.exec(typed) ?? [];
  if (hour === undefined || Number(minute) > 59) return undefined;
  if (half !== undefined && (Number(hour) < 1 || Number(hour) > 12)) return undefined;
  const count = half === undefined ? Number(hour) : (Number(hour) % 12) + (half === 'pm' ? 12 : 0);
  return count > 23 ? undefined : `${String(count).padStart(2, '0')}:${minute.padStart(2, '0')}`;
}

/** The moment that was meant, in milliseconds since 1970. A day without a time begins at `from`, and is over at `until`. */
export function momentOf(written: When, zone: string, now: Date, edge: 'from' | 'until'): number {
  if ('in' in written) return now.getTime() + written.in;
  if ('at' in written) return written.at;
  const { day, time } = written;
  const here = wallAt(now.getTime(), zone);
  const today = here.toPlainDate();
  if (day === undefined) {
    const soon = firstAt(onDay(today, time!), zone);
    return soon >= now.getTime() ? soon : firstAt(onDay(today.add({ days: 1 }), time!), zone);
  }
  const on = (date: Day): number =>
    time === undefined
      ? firstAt(onDay(edge === 'until' ? date.add({ days: 1 }) : date, '00:00'), zone)
      : firstAt(onDay(date, time), zone);
  if (typeof day === 'string') return on(wall(`${day}T00:00`).toPlainDate());
  if (typeof day === 'object') return on(today.add({ days: day.ahead }));
  const ahead = today.add({ days: (day - today.dayOfWeek + 7) % 7 });
  // Today's weekday means today, unless that time is over.
  return time !== undefined && on(ahead) < now.getTime() ? on(ahead.add({ days: 7 })) : on(ahead);
}

/**
 * From one moment to another as somebody wrote them, not before now. An end is counted from the start: "2h" is how long
 * it lasts, "monday" the first one after it. It is not after the start where it was written the wrong way round.
 */
export function spanOf(from: When, until: When, zone: string, now: Date): Span {
  const start = Math.max(momentOf(from, zone, now, 'from'), now.getTime());
  return { start, end: momentOf(until, zone, new Date(countedFrom(from, until, zone, now, start)), 'until') };
}

function countedFrom(from: When, until: When, zone: string, now: Date, start: number): number {
  if (!('day' in until) || until.day === undefined) return start;
  if (typeof until.day !== 'number') return now.getTime();
  // "friday 20:00" to "friday 18:00" is a slip, and not nearly a week.
  return 'day' in from
    ? Math.max(firstAt(onDay(wallAt(start, zone).toPlainDate(), '00:00'), zone), now.getTime())
    : start;
}

/** A moment to be written down, as `when` reads it. */
export const exactly = (at: number): string => new Date(at).toISOString().replace(/(?::00)?\.000Z$/u, 'Z');

/** The name of a zone of the IANA database; a city is enough where only one has that name. */
export const zone = <const Opt extends boolean = false>(ask: Ask<Opt>): Field<string, Opt> => ({
  ...ask,
  kind: 'text',
  max: 60,
  async parse(raw) {
    const name = zoneName(raw);
    if (name !== undefined) return ok(name);
    const like = zonesLike(raw, 5);
    if (like.length === 1) return ok(like[0]!);
    return like.length === 0 ? no('field-zone') : no('field-zone-like', { zones: like.join(', ') });
  },
});

/** A time of day: `09:00`. */
export const timeOfDay = <const Opt extends boolean = false>(ask: Ask<Opt>): Field<string, Opt> => ({
  ...ask,
  kind: 'text',
  max: 20,
  async parse(raw) {
    const time = timeOf(tidy(raw));
    return time === undefined ? no('field-time') : ok(time);
  },
});

/** Windows of a week: "mon-fri 9:00-17:00; sat 10-14", "22:00-07:00" for every day, "none" for none at all. */
export const hoursOfWeek = <const Opt extends boolean = false>(ask: Ask<Opt>): Field<readonly Hours[], Opt> => ({
  ...ask,
  kind: 'text',
  max: 200,
  async parse(raw, asking) {
    if (means(asking, 'word-none', tidy(raw))) return ok([]);
    const all = raw.split(';').map((each) => readHours(each, asking));
    return all.every((each) => each !== undefined) ? ok(all) : no('field-hours');
  },
});

function readHours(raw: string, asking: Asking): Hours | undefined {
  const typed = raw
    .toLowerCase()
    .replaceAll(/\s*[-–—]\s*/gu, '-')
    .trim();
  const [, days = '', from = '', to = ''] =
    /^(.*?)\s*((?:\d{1,2}(?:[:.h]\d{2})?(?:\s*[ap]m)?))-((?:\d{1,2}(?:[:.h]\d{2})?(?:\s*[ap]m)?))$/u.exec(typed) ?? [];
  const [start, end] = [timeOf(from), to === '24:00' || to === '24' ? '00:00' : timeOf(to)];
  if (start === undefined || end === undefined) return undefined;
  const on = days === '' ? [...everyDay] : daysOf(days, asking);
  return on && { days: on, from: start, to: end };
}

/** "mon-fri", "sat, sun", "monday". In their order, each once. */
function daysOf(typed: string, asking: Asking): number[] | undefined {
  const found = new Set<number>();
  for (const piece of typed.split(/[\s,]+/u).filter((each) => each !== '')) {
    const [first, last, more] = piece.split('-').map((each) => weekdayOf(tidy(each), asking));
    if (first === undefined || more !== undefined || (piece.includes('-') && last === undefined)) return undefined;
    for (let day = first; ; day = (day % 7) + 1) {
      found.add(day);
      if (day === (last ?? first)) break;
    }
  }
  return found.size === 0 ? undefined : [...found].toSorted((a, b) => a - b);
}

/** The days of the week in one field: "mon-fri", "sat, sun". */
export const weekdays = <const Opt extends boolean = false>(ask: Ask<Opt>): Field<readonly number[], Opt> => ({
  ...ask,
  kind: 'text',
  max: 100,
  async parse(raw, asking) {
    const days = daysOf(
      raw
        .toLowerCase()
        .replaceAll(/\s*[-–—]\s*/gu, '-')
        .trim(),
      asking,
    );
    return days === undefined ? no('field-weekdays') : ok(days);
  },
});

const day = (number: number): Text => text(`weekday-${number}`);

/** Hours as people read them: "Monday to Friday 09:00–17:00; every day 22:00–07:00". */
export function hoursText(all: readonly Hours[]): Text {
  const [first, ...rest] = all.map(({ days, from, to }) => text('hours-line', { days: daysText(days), from, to }));
  return rest.reduce((before, each) => text('hours-more', { before, each }), first ?? text('hours-always'));
}

export function daysText(days: readonly number[]): Text {
  if (days.length === 7) return text('hours-every-day');
  const run = days.every((each, at) => each === days[0]! + at);
  if (run && days.length > 2) return text('hours-from-to', { first: day(days[0]!), last: day(days.at(-1)!) });
  const [first, ...rest] = days.map(day);
  return rest.reduce((before, each) => text('hours-and', { before, each }), first!);
}

/** A time from one moment to another, as `start` and `end` of a sentence: whole days are told as days. */
export function spanIn(zone: string, { start, end }: Span): { readonly start: Moment; readonly end: Moment } {
  const atMidnight = (at: number) => {
    const { hour, minute } = wallAt(at, zone);
    return hour === 0 && minute === 0;
  };
  const whole = atMidnight(start) && atMidnight(end);
  return whole
    ? { start: { at: new Date(start), zone, show: 'day' }, end: { at: new Date(end - 1), zone, show: 'day' } }
    : { start: { at: new Date(start), zone }, end: { at: new Date(end), zone } };
}
