/**
 * Who is on duty, reckoned a second time and in another way, to hold the first against. It walks minute by minute,
 * asks `Intl.DateTimeFormat` what the clock on the wall shows, counts days and months by itself, and decides by the
 * words of the rule: a shift has begun once the clock has shown its start or a later time, and has not ended while the
 * clock shows a time before its end, or will yet show its end or a time before it. Slow and plain; it shares nothing
 * with `src` but the names of what is put in. All is in minutes: `at` since 1970, wall times as if in Greenwich.
 */
import type { Availability } from '../../src/core/availability/rules.ts';
import type { Gap, Layer, Override, Rota, Shift, Unit } from '../../src/core/rota/rules.ts';
import type { Hours, Span } from '../../src/time/hours.ts';

const dayLong = 24 * 60;
/** Longer than twice the longest time by which a clock has gone back since 2011 (Troll: two hours). */
const memory = 5 * 60;

/** What the wall clock of a zone shows. Each minute is asked for once. */
export function clockOf(zone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  const known = new Map<number, number>();
  return (at) => {
    const before = known.get(at);
    if (before !== undefined) return before;
    const [month, day, year, hour, minute] = format
      .format(at * 60_000)
      .match(/\d+/gu)!
      .map(Number);
    const shown = dayNumber(year!, month!, day!) * dayLong + hour! * 60 + minute!;
    known.set(at, shown);
    return shown;
  };
}

/** The first minutes from which on the clock runs differently, between two moments: by halves. */
export function changesOf(zone: string, from: number, to: number): number[] {
  const clock = clockOf(zone);
  const ahead = (at: number) => clock(at) - at;
  const found: number[] = [];
  for (let day = from; day < to; day += dayLong) {
    let [before, after] = [day, Math.min(day + dayLong, to)];
    if (ahead(before) === ahead(after)) continue;
    while (after - before > 1) {
      const middle = Math.floor((before + after) / 2);
      if (ahead(middle) === ahead(day)) before = middle;
      else after = middle;
    }
    found.push(after);
  }
  return found;
}

/** Days since 1970 in the calendar of Gregory, counted year by year. */
export function dayNumber(year: number, month: number, day: number): number {
  let days = day - 1;
  for (let each = 1970; each < year; each += 1) days += isLeap(each) ? 366 : 365;
  for (let each = 1; each < month; each += 1) days += daysIn(year, each);
  return days;
}

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const daysIn = (year: number, month: number): number =>
  month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;

/** 1 is Monday; the first of January 1970 was a Thursday. */
const weekday = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1;
const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** When a turn begins on the wall clock. A month after the 31st is the last day of a shorter month. */
function turnStart(start: string, turn: number, every: number, unit: Unit): number {
  const [year, month, day, hour, minute] = start.match(/\d+/gu)!.map(Number) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const time = hour * 60 + minute;
  const steps = turn * every;
  if (unit === 'month') {
    const months = year * 12 + month - 1 + steps;
    const [then, of] = [Math.floor(months / 12), (months % 12) + 1];
    return dayNumber(then, of, Math.min(day, daysIn(then, of))) * dayLong + time;
  }
  const lasts = { hour: 60, day: dayLong, week: 7 * dayLong }[unit];
  return dayNumber(year, month, day) * dayLong + time + steps * lasts;
}

/** A minute of the walk. */
interface Minute {
  readonly at: number;
  /** What the clock shows, the highest that it has shown until now, and the lowest that it will show after now. */
  readonly shown: number;
  readonly reached: number;
  readonly coming: number;
}

function walk(clock: (at: number) => number, from: number, to: number): Minute[] {
  const shown = Array.from({ length: to - from + 2 * memory }, (_, index) => clock(from - memory + index));
  const reached = [...shown];
  for (let at = 1; at < shown.length; at += 1) reached[at] = Math.max(reached[at - 1]!, shown[at]!);
  const coming = shown.map(() => Infinity);
  for (let at = shown.length - 2; at >= 0; at -= 1) coming[at] = Math.min(coming[at + 1]!, shown[at + 1]!);
  return shown
    .map((each, at) => ({ at: from - memory + at, shown: each, reached: reached[at]!, coming: coming[at]! }))
    .slice(memory, -memory);
}

const lasts = ({ shown, reached, coming }: Minute, start: number, end: number): boolean =>
  start <= reached && (shown < end || coming <= end);

function open({ days, from, to }: Hours, minute: Minute): boolean {
  const latest = Math.floor(minute.reached / dayLong);
  for (let day = Math.floor(Math.min(minute.shown, minute.coming) / dayLong) - 2; day <= latest; day += 1) {
    const start = day * dayLong + minutesOf(from);
    const end = (minutesOf(to) > minutesOf(from) ? day : day + 1) * dayLong + minutesOf(to);
    if (days.includes(weekday(day)) && lasts(minute, start, end)) return true;
  }
  return false;
}

/** Who a layer puts on duty at a minute; turns are counted from the first one. */
function byLayer({ shape, begins, ends }: Layer, walked: readonly Minute[]): (minute: Minute) => string[] {
  const valid = ({ at }: Minute) => begins <= at * 60_000 && !(ends !== undefined && ends <= at * 60_000);
  if (shape.kind === 'fixed') return (minute) => (valid(minute) && open(shape.hours, minute) ? [...shape.people] : []);
  const { people, every, unit, start, seats, within } = shape;
  const [first, last] = [Math.min(walked[0]!.shown, walked[0]!.coming), walked.at(-1)!.reached];
  const turns: { begin: number; end: number; who: string[] }[] = [];
  for (let turn = 0; ; turn += 1) {
    const [begin, end] = [turnStart(start, turn, every, unit), turnStart(start, turn + 1, every, unit)];
    if (begin > last) break;
    if (end < first) continue;
    const who: string[] = [];
    for (let seat = 0; seat < seats && seat < people.length; seat += 1)
      who.push(people[(turn + seat) % people.length]!);
    turns.push({ begin, end, who });
  }
  return (minute) => {
    if (!valid(minute) || (within && !open(within, minute))) return [];
    return turns.filter(({ begin, end }) => lasts(minute, begin, end)).flatMap(({ who }) => who);
  };
}

function changed(on: Set<string>, { kind, person, by }: Override): void {
  if (kind === 'add') on.add(person);
  else if (on.delete(person) && kind === 'replace') on.add(by!);
}

/** Who is on at each minute of a window, sorted by name. */
export function walked(rota: Rota, window: Span): { readonly at: number; readonly on: string[] }[] {
  const minutes = walk(clockOf(rota.zone), window.start / 60_000, window.end / 60_000);
  const layers = rota.layers.map((layer) => byLayer(layer, minutes));
  return minutes.map((minute) => {
    const at = minute.at * 60_000;
    const on = new Set(layers.flatMap((layer) => layer(minute)));
    for (const each of rota.overrides) if (each.start <= at && at < each.end) changed(on, each);
    return { at, on: [...on].toSorted() };
  });
}

/** Minutes in a row with the same people, as one. */
export function inRows(minutes: readonly { readonly at: number; readonly on: string[] }[]): Shift[] {
  const rows: { start: number; end: number; people: string[] }[] = [];
  for (const { at, on } of minutes) {
    const last = rows.at(-1);
    if (last?.end === at && last.people.join() === on.join()) last.end = at + 60_000;
    else rows.push({ start: at, end: at + 60_000, people: on });
  }
  return rows;
}

/** Whether somebody can be counted on at a minute, as their team knows them. */
function countedOn(one: Availability | undefined, at: number): boolean {
  if (!one?.reachable || at >= one.trainedUntil) return false;
  return one.away.every(({ start, end }) => at < start || at >= end);
}

/** Where fewer than `seats` can be counted on, and who of the team could be, at every minute of it. */
export function walkedGaps(
  minutes: readonly { readonly at: number; readonly on: string[] }[],
  seats: number,
  team: readonly Availability[],
): Gap[] {
  const counted = minutes.map(({ at, on }) => ({
    at,
    on: on.filter((person) =>
      countedOn(
        team.find((each) => each.person === person),
        at,
      ),
    ),
  }));
  return inRows(counted.filter(({ on }) => on.length < seats)).map(({ start, end, people: on }) => {
    const free = team
      .filter(({ person }) => !on.includes(person))
      .filter((each) => {
        for (let at = start; at < end; at += 60_000) if (!countedOn(each, at)) return false;
        return true;
      });
    return { start, end, on, free: free.map(({ person }) => person).toSorted() };
  });
}
