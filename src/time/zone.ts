/**
 * Wall time: what a clock on the wall shows in a time zone, and at which moment it does. A moment is a number of
 * milliseconds since 1970, as `Date` counts them. Names of zones are those of the IANA time zone database; its rules
 * are the ones that come with the running Node.
 */
import { Temporal } from 'temporal-polyfill';

/** A date and a time without a zone. */
export type Wall = Temporal.PlainDateTime;
/** A date without a time. */
export type Day = Temporal.PlainDate;

export const wallAt = (at: number, zone: string): Wall =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDateTime();

/** `2026-12-07T09:00`. Throws a `RangeError` where it is no date and time. */
export const wall = (iso: string): Wall => Temporal.PlainDateTime.from(iso);

/** A time of the day, `09:00`, on a day. */
export const onDay = (day: Day, time: string): Wall => day.toPlainDateTime(time);

/**
 * The first moment of the day at which the clock shows this: of two, when clocks go back, the earlier one. When clocks
 * go forward over it, the first moment after the gap. So begins a shift.
 */
export function firstAt(wanted: Wall, zone: string): number {
  const earlier = wanted.toZonedDateTime(zone, { disambiguation: 'earlier' });
  return earlier.toPlainDateTime().equals(wanted) ? earlier.epochMilliseconds : afterGap(earlier);
}

/**
 * The last such moment: of two the later one, so that a shift ends after the one that follows it has begun. Where
 * 03:00 becomes 02:00, what ends at 02:00 lasts until the second 02:00: somebody too many rather than nobody.
 */
export function lastAt(wanted: Wall, zone: string): number {
  const later = wanted.toZonedDateTime(zone, { disambiguation: 'later' });
  if (later.toPlainDateTime().equals(wanted)) return later.epochMilliseconds;
  return afterGap(wanted.toZonedDateTime(zone, { disambiguation: 'earlier' }));
}

/** `before`: a moment before a gap, with no other change of the clock between. */
const afterGap = (before: Temporal.ZonedDateTime): number =>
  before.getTimeZoneTransition('next')?.epochMilliseconds ?? before.epochMilliseconds;

/**
 * The name of a zone as the database spells it, or nothing where it is none. An offset (`+02:00`) and an abbreviation
 * (`EST`) are refused: they know no summer time, which is seldom what was meant. So is `Etc/GMT+5`, which is an offset
 * too, and five hours behind Greenwich, not ahead.
 */
export function zoneName(raw: string): string | undefined {
  const name = raw.trim().replaceAll(' ', '_');
  if (/^(?:utc|gmt|z)$/iu.test(name)) return 'UTC';
  if (!/^[a-z_]+(?:\/[a-z0-9_+-]+){1,2}$/iu.test(name) || /^etc\/gmt[+-]/iu.test(name)) return undefined;
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId;
  } catch {
    return undefined;
  }
}

/**
 * Names of zones that somebody may have meant: by a city, or by the beginning of one of its words. At most `most`. Node
 * lists some cities by a former name only (`Asia/Katmandu`) and knows the other one; so that is tried with each region.
 */
export function zonesLike(raw: string, most: number): string[] {
  const wanted = plain(raw);
  if (wanted === '') return [];
  const all = ['UTC', ...Intl.supportedValuesOf('timeZone')];
  const cities = all.filter((zone) => plain(zone.split('/').at(-1)!).startsWith(wanted));
  const regions = new Set(all.map((zone) => zone.split('/').slice(0, -1).join('/')));
  const renamed = [...regions].flatMap((region) => zoneName(`${region}/${wanted}`) ?? []);
  const others = all.filter((zone) => new RegExp(`(?:^|[/_])${wanted}`, 'u').test(plain(zone)));
  return [...new Set([...cities, ...renamed, ...others])].slice(0, most);
}

const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9/]+/gu, '_')
    .replaceAll(/^_+|_+$/gu, '');
