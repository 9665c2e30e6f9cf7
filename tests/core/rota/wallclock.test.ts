/** Where clocks are put forward and back: cases by hand, each with what the clocks of its zone do. */
import { describe, expect, test } from 'vitest';
import type { Fixed, Rotation } from '../../../src/core/rota/rules.ts';
import { fixed, rota, told, turns } from '../../support/rotas.ts';

describe('turns change by the wall clock', () => {
  const day = (time: string, start: string) => turns('a b', 1, 'day', `${start}T${time}`);
  test.each<[string, string, Rotation, string, string, string[]]>([
    [
      'America/Chicago',
      '2018-03-11, 02:00 becomes 03:00: what begins at 02:30 begins at 03:00',
      day('02:30', '2018-03-10'),
      '2018-03-10T12:00',
      '2018-03-12T12:00',
      ['2018-03-10T12:00 a', '2018-03-11T08:00 b', '2018-03-12T07:30 a'],
    ],
    [
      'America/Chicago',
      '2018-11-04, 02:00 becomes 01:00: who ends at 01:30 stays until the second one',
      day('01:30', '2018-11-03'),
      '2018-11-04T00:00',
      '2018-11-05T12:00',
      ['2018-11-04T00:00 a', '2018-11-04T06:30 a b', '2018-11-04T07:30 b', '2018-11-05T07:30 a'],
    ],
    [
      'America/Chicago',
      '2018-11-04, by the hour: the turn until 01:00 lasts until 01:00 comes again',
      turns('a b c', 1, 'hour', '2018-11-04T00:00'),
      '2018-11-04T05:00',
      '2018-11-04T10:00',
      ['2018-11-04T05:00 a', '2018-11-04T06:00 a b', '2018-11-04T07:00 b', '2018-11-04T08:00 c', '2018-11-04T09:00 a'],
    ],
    [
      'America/Chicago',
      '2018-03-11, by the hour: the turn that does not exist is left out',
      turns('a b c', 1, 'hour', '2018-03-11T00:00'),
      '2018-03-11T06:00',
      '2018-03-11T09:00',
      ['2018-03-11T06:00 a', '2018-03-11T07:00 b', '2018-03-11T08:00 a'],
    ],
    [
      'Europe/London',
      '2026-03-29, 01:00 becomes 02:00',
      day('01:15', '2026-03-28'),
      '2026-03-28T12:00',
      '2026-03-30T12:00',
      ['2026-03-28T12:00 a', '2026-03-29T01:00 b', '2026-03-30T00:15 a'],
    ],
    [
      'Europe/London',
      '2026-10-25, 02:00 becomes 01:00; at nine nobody notices',
      day('09:00', '2026-10-24'),
      '2026-10-24T12:00',
      '2026-10-26T12:00',
      ['2026-10-24T12:00 a', '2026-10-25T09:00 b', '2026-10-26T09:00 a'],
    ],
    [
      'Australia/Lord_Howe',
      '2020-10-04, half an hour: 02:15 becomes 02:30',
      day('02:15', '2020-10-03'),
      '2020-10-03T00:00',
      '2020-10-05T00:00',
      ['2020-10-03T00:00 a', '2020-10-03T15:30 b', '2020-10-04T15:15 a'],
    ],
    [
      'Australia/Lord_Howe',
      '2020-04-05, half an hour: 01:45 comes twice',
      day('01:45', '2020-04-04'),
      '2020-04-04T00:00',
      '2020-04-05T00:00',
      ['2020-04-04T00:00 a', '2020-04-04T14:45 a b', '2020-04-04T15:15 b'],
    ],
    [
      'Antarctica/Troll',
      '2026-10-25, two hours: three turns of an hour at once',
      turns('a b c d', 1, 'hour', '2026-10-25T00:30'),
      '2026-10-24T22:30',
      '2026-10-25T03:30',
      [
        '2026-10-24T22:30 a',
        '2026-10-24T23:30 a b',
        '2026-10-25T00:30 a b c',
        '2026-10-25T01:30 b c',
        '2026-10-25T02:30 c',
      ],
    ],
    [
      'Antarctica/Troll',
      '2026-03-29, 01:00 becomes 03:00',
      day('02:00', '2026-03-28'),
      '2026-03-28T12:00',
      '2026-03-29T12:00',
      ['2026-03-28T12:00 a', '2026-03-29T01:00 b'],
    ],
    [
      'Africa/Cairo',
      '2026-04-24 has no midnight, it begins at 01:00',
      day('00:00', '2026-04-23'),
      '2026-04-23T00:00',
      '2026-04-24T23:00',
      ['2026-04-23T00:00 a', '2026-04-23T22:00 b', '2026-04-24T21:00 a'],
    ],
    [
      'Africa/Cairo',
      '2026-10-29, midnight becomes 23:00: 23:30 comes twice on the same day',
      day('23:30', '2026-10-28'),
      '2026-10-29T12:00',
      '2026-10-30T12:00',
      ['2026-10-29T12:00 a', '2026-10-29T20:30 a b', '2026-10-29T21:30 b'],
    ],
    [
      'Asia/Gaza',
      '2015-10-23, 01:00 becomes midnight, which comes twice',
      day('00:00', '2015-10-22'),
      '2015-10-22T12:00',
      '2015-10-23T12:00',
      ['2015-10-22T12:00 a', '2015-10-22T21:00 a b', '2015-10-22T22:00 b'],
    ],
    [
      'Africa/Casablanca',
      '2024, summer time is off in Ramadan: from 2024-03-10 to 2024-04-14',
      turns('a b', 5, 'week', '2024-03-10T02:30'),
      '2024-03-10T00:00',
      '2024-04-15T00:00',
      ['2024-03-10T00:00', '2024-03-10T01:30 a', '2024-04-14T02:00 b'],
    ],
    [
      'Pacific/Apia',
      '2011-12-30 never was: its turn begins with the day after, and is short',
      turns('a b c', 1, 'day', '2011-12-29T09:00'),
      '2011-12-29T19:00',
      '2012-01-01T00:00',
      ['2011-12-29T19:00 a', '2011-12-30T10:00 b', '2011-12-30T19:00 c', '2011-12-31T19:00 a'],
    ],
    [
      'Asia/Kathmandu',
      'never changes',
      day('09:00', '2026-03-28'),
      '2026-03-28T12:00',
      '2026-03-30T12:00',
      ['2026-03-28T12:00 a', '2026-03-29T03:15 b', '2026-03-30T03:15 a'],
    ],
    [
      'UTC',
      'months end as they end, counted from the first',
      turns('a b c', 1, 'month', '2027-01-31T09:00'),
      '2027-01-31T09:00',
      '2027-05-31T09:00',
      ['2027-01-31T09:00 a', '2027-02-28T09:00 b', '2027-03-31T09:00 c', '2027-04-30T09:00 a'],
    ],
    [
      'UTC',
      'nobody before the first turn',
      turns('a b', 1, 'week', '2026-12-07T09:00'),
      '2026-12-01T00:00',
      '2026-12-15T00:00',
      ['2026-12-01T00:00', '2026-12-07T09:00 a', '2026-12-14T09:00 b'],
    ],
  ])('%s: %s', (zone, _what, shape, from, to, expected) => {
    expect(told(rota(zone, [shape]), from, to)).toEqual(expected);
  });
});

describe('the same hours every week', () => {
  test.each<[string, Fixed, string, string, string[]]>([
    [
      'America/Chicago',
      fixed('a', '01:30', '02:30'),
      '2018-03-11T00:00',
      '2018-03-12T00:00',
      ['2018-03-11T00:00', '2018-03-11T07:30 a', '2018-03-11T08:00'],
    ],
    ['America/Chicago', fixed('a', '02:00', '03:00'), '2018-03-11T00:00', '2018-03-12T00:00', ['2018-03-11T00:00']],
    [
      'America/Chicago',
      fixed('a', '01:15', '01:30'),
      '2018-11-04T00:00',
      '2018-11-05T00:00',
      ['2018-11-04T00:00', '2018-11-04T06:15 a', '2018-11-04T07:30'],
    ],
    [
      'Europe/London',
      fixed('a', '22:00', '06:00', [6]),
      '2026-10-24T00:00',
      '2026-10-26T00:00',
      ['2026-10-24T00:00', '2026-10-24T21:00 a', '2026-10-25T06:00'],
    ],
    [
      'Pacific/Apia',
      fixed('a', '22:00', '06:00', [4, 5]),
      '2011-12-29T12:00',
      '2012-01-01T00:00',
      ['2011-12-29T12:00', '2011-12-30T08:00 a', '2011-12-30T16:00'],
    ],
    [
      // 2010-11-07, 00:01 becomes 23:01 of the day before: what began two days ago is not over.
      'America/St_Johns',
      fixed('a', '23:50', '23:50', [5]),
      '2010-11-07T02:30',
      '2010-11-07T12:00',
      ['2010-11-07T02:30 a', '2010-11-07T03:20'],
    ],
    [
      'Asia/Kathmandu',
      fixed('a', '09:00', '09:00', [1]),
      '2026-12-06T00:00',
      '2026-12-09T00:00',
      ['2026-12-06T00:00', '2026-12-07T03:15 a', '2026-12-08T03:15'],
    ],
  ])('%s: %j', (zone, shape, from, to, expected) => {
    expect(told(rota(zone, [shape]), from, to)).toEqual(expected);
  });
});
