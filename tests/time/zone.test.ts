/** The clock on the wall, where it is put forward and back. */
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { firstAt, lastAt, wall, wallAt, zoneName, zonesLike } from '../../src/time/zone.ts';

// On a busy machine many random cases take longer than a usual test may.
vi.setConfig({ testTimeout: 60_000 });

const iso = (at: number): string => new Date(at).toISOString().slice(0, 16);

describe('a wall time begins with its first moment and ends with its last', () => {
  test.each([
    ['America/Chicago', '2018-03-11T01:59', 'before the gap', '2018-03-11T07:59', '2018-03-11T07:59'],
    ['America/Chicago', '2018-03-11T02:00', '02:00 becomes 03:00', '2018-03-11T08:00', '2018-03-11T08:00'],
    ['America/Chicago', '2018-03-11T02:30', 'inside the gap', '2018-03-11T08:00', '2018-03-11T08:00'],
    ['America/Chicago', '2018-03-11T03:00', 'where the gap ends', '2018-03-11T08:00', '2018-03-11T08:00'],
    ['America/Chicago', '2018-11-04T00:59', 'before 02:00 becomes 01:00', '2018-11-04T05:59', '2018-11-04T05:59'],
    ['America/Chicago', '2018-11-04T01:00', 'the hour that comes twice', '2018-11-04T06:00', '2018-11-04T07:00'],
    ['America/Chicago', '2018-11-04T01:59', 'the hour that comes twice', '2018-11-04T06:59', '2018-11-04T07:59'],
    ['America/Chicago', '2018-11-04T02:00', 'comes once', '2018-11-04T08:00', '2018-11-04T08:00'],
    ['Europe/London', '2026-03-29T01:30', '01:00 becomes 02:00', '2026-03-29T01:00', '2026-03-29T01:00'],
    ['Europe/London', '2026-10-25T01:30', '02:00 becomes 01:00', '2026-10-25T00:30', '2026-10-25T01:30'],
    ['Australia/Lord_Howe', '2020-10-04T02:15', '02:00 becomes 02:30', '2020-10-03T15:30', '2020-10-03T15:30'],
    ['Australia/Lord_Howe', '2020-04-05T01:45', '02:00 becomes 01:30', '2020-04-04T14:45', '2020-04-04T15:15'],
    ['Antarctica/Troll', '2026-03-29T02:00', '01:00 becomes 03:00', '2026-03-29T01:00', '2026-03-29T01:00'],
    ['Antarctica/Troll', '2026-10-25T02:00', '03:00 becomes 01:00', '2026-10-25T00:00', '2026-10-25T02:00'],
    ['Africa/Cairo', '2026-04-24T00:00', 'no midnight: it is 01:00', '2026-04-23T22:00', '2026-04-23T22:00'],
    ['Africa/Cairo', '2026-10-29T23:30', '24:00 becomes 23:00', '2026-10-29T20:30', '2026-10-29T21:30'],
    ['Africa/Cairo', '2026-10-30T00:00', 'comes once', '2026-10-29T22:00', '2026-10-29T22:00'],
    ['Asia/Gaza', '2015-03-28T00:00', 'no midnight: it is 01:00', '2015-03-27T22:00', '2015-03-27T22:00'],
    ['Asia/Gaza', '2015-10-23T00:00', '01:00 becomes 00:00', '2015-10-22T21:00', '2015-10-22T22:00'],
    ['Africa/Casablanca', '2024-03-10T02:30', 'Ramadan: 03:00 becomes 02:00', '2024-03-10T01:30', '2024-03-10T02:30'],
    ['Africa/Casablanca', '2024-04-14T02:30', 'after it: 02:00 becomes 03:00', '2024-04-14T02:00', '2024-04-14T02:00'],
    ['Pacific/Apia', '2011-12-30T09:00', 'a day that never was', '2011-12-30T10:00', '2011-12-30T10:00'],
    ['Pacific/Apia', '2011-12-31T00:00', 'the day after it', '2011-12-30T10:00', '2011-12-30T10:00'],
    ['Asia/Kathmandu', '2026-12-07T09:00', 'never changes', '2026-12-07T03:15', '2026-12-07T03:15'],
    ['UTC', '2026-12-07T09:00', 'never changes', '2026-12-07T09:00', '2026-12-07T09:00'],
  ])('%s, %s: %s', (zone, shown, _why, first, last) => {
    expect([iso(firstAt(wall(shown), zone)), iso(lastAt(wall(shown), zone))]).toEqual([first, last]);
  });

  test('what a clock shows leads back to its moment', () => {
    const zone = fc.constantFrom('America/Chicago', 'Australia/Lord_Howe', 'Antarctica/Troll', 'Asia/Gaza', 'UTC');
    const at = fc.integer({ min: Date.UTC(2015, 0) / 1_000, max: Date.UTC(2036, 0) / 1_000 }).map((one) => one * 1_000);
    fc.assert(
      fc.property(zone, at, (where, moment) => {
        const shown = wallAt(moment, where);
        const both = [firstAt(shown, where), lastAt(shown, where)];
        expect(both).toContain(moment);
        expect(both[0]).toBeLessThanOrEqual(both[1]!);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the name of a zone', () => {
  test.each([
    ['Europe/Berlin', 'Europe/Berlin'],
    ['  europe/berlin ', 'Europe/Berlin'],
    ['america/new york', 'America/New_York'],
    ['America/Argentina/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
    ['America/Port-au-Prince', 'America/Port-au-Prince'],
    ['Europe/Kyiv', 'Europe/Kyiv'],
    ['utc', 'UTC'],
    ['GMT', 'UTC'],
    ['Z', 'UTC'],
  ])('%j is read', (raw, name) => {
    expect(zoneName(raw)).toBe(name);
  });

  test.each([
    ['+02:00', 'an offset'],
    ['UTC+2', 'an offset'],
    ['GMT-5', 'an offset'],
    ['Etc/GMT+5', 'an offset, and its sign is the other way round'],
    ['etc/gmt-14', 'an offset, and its sign is the other way round'],
    ['EST', 'an abbreviation'],
    ['CET', 'an abbreviation'],
    ['EST5EDT', 'an abbreviation'],
    ['Berlin', 'half a name'],
    ['Europe', 'half a name'],
    ['Europe/', 'half a name'],
    ['Europe/Atlantis', 'nowhere'],
    ['../etc/passwd', 'rubbish'],
    ['a\u017Fia/tokyo', 'a letter that only looks the same'],
    ['Europe/Berlin[u-ca=hebrew]', 'more than a name'],
    ['2026-12-07T09:00[Europe/Berlin]', 'a date'],
    ['', 'nothing'],
  ])('%j is refused: %s', (raw) => {
    expect(zoneName(raw)).toBeUndefined();
  });

  test('is read or refused, whatever is typed, and what is read can be used', () => {
    const part = fc.constantFrom(
      'Europe',
      'Asia',
      'Etc',
      'GMT',
      'berlin',
      '/',
      '+',
      '-',
      '5',
      ' ',
      '_',
      '\u212A',
      '[',
      '',
    );
    const raw = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.array(part, { maxLength: 6 }).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(raw, (typed) => {
        const name = zoneName(typed);
        if (name === undefined) return;
        expect(zoneName(name)).toBe(name);
        expect(Number.isFinite(firstAt(wallAt(0, name), name))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe('zones that somebody may have meant', () => {
  test.each([
    ['Berlin', 'Europe/Berlin'],
    ['berl', 'Europe/Berlin'],
    ['Berlin?', 'Europe/Berlin'],
    ['new york', 'America/New_York'],
    ['NEW-YORK', 'America/New_York'],
    ['Port au Prince', 'America/Port-au-Prince'],
    ['S\u00E3o Paulo', 'America/Sao_Paulo'],
    ['Buenos Aires', 'America/Buenos_Aires'],
    ['Indiana/Knox', 'America/Indiana/Knox'],
    ['Lord Howe', 'Australia/Lord_Howe'],
    ['Apia', 'Pacific/Apia'],
    ['utc', 'UTC'],
    // Cities that the running Node lists by a former name.
    ['Kyiv', 'Europe/Kyiv'],
    ['Kathmandu', 'Asia/Kathmandu'],
    ['kolkata', 'Asia/Kolkata'],
    ['Ho Chi Minh', 'Asia/Ho_Chi_Minh'],
    ['Yangon', 'Asia/Yangon'],
    ['Nuuk', 'America/Nuuk'],
  ])('%s: %s comes first', (raw, zone) => {
    expect(zonesLike(raw, 5)[0]).toBe(zone);
  });

  test('are none for nothing, few for much, and each can be used', () => {
    for (const nothing of ['', '   ', '!?', '___']) expect(zonesLike(nothing, 5)).toEqual([]);
    expect(zonesLike('a', 3)).toHaveLength(3);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 12 }), fc.nat(6), (typed, most) => {
        const found = zonesLike(typed, most);
        expect(found.length).toBeLessThanOrEqual(most);
        expect(new Set(found).size).toBe(found.length);
        for (const zone of found) expect(zoneName(zone)).toBe(zone);
      }),
      { numRuns: 200 },
    );
  });
});
