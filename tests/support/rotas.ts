/** Rotas in few words, and random ones whose times lie close to a moment, so that what is hard happens there. */
import fc from 'fast-check';
import type { Availability } from '../../src/core/availability/rules.ts';
import {
  shifts,
  type Fixed,
  type Layer,
  type Override,
  type Rota,
  type Rotation,
  type Unit,
} from '../../src/core/rota/rules.ts';
import type { Hours } from '../../src/time/hours.ts';
import { clockOf } from './rotaoracle.ts';

/** Each changes its clocks in a way of its own, or never. */
export const zones = [
  'America/Chicago',
  'Europe/London',
  'Australia/Lord_Howe',
  'Antarctica/Troll',
  'Africa/Casablanca',
  'Africa/Cairo',
  'Asia/Gaza',
  'Pacific/Apia',
  'Asia/Kathmandu',
  'UTC',
] as const;

export const at = (iso: string): number => Date.parse(`${iso}Z`);
export const iso = (moment: number): string => new Date(moment).toISOString().slice(0, 16);
export const always = (shape: Rotation | Fixed): Layer => ({ id: 'one', begins: 0, ends: undefined, shape });
export const rota = (
  zone: string,
  shapes: readonly (Rotation | Fixed)[],
  overrides: readonly Override[] = [],
): Rota => ({
  zone,
  layers: shapes.map(always),
  overrides,
});
export const turns = (people: string, every: number, unit: Rotation['unit'], start: string, more = {}): Rotation => ({
  kind: 'rotation',
  people: people.split(' '),
  every,
  unit,
  start,
  seats: 1,
  ...more,
});
export const fixed = (people: string, from: string, to: string, days = [1, 2, 3, 4, 5, 6, 7]): Fixed => ({
  kind: 'fixed',
  people: people.split(' '),
  hours: { days, from, to },
});
/** Who is on from when, in UTC: `2018-03-11T08:00 a b`. */
export const told = (of: Rota, from: string, to: string): string[] => {
  const found = shifts(of, { start: at(from), end: at(to) });
  return found.map(({ start, people }) => [iso(start), ...people].join(' '));
};

const minute = 60_000;
const day = 1_440;
const person = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
const people = fc.uniqueArray(person, { minLength: 1, maxLength: 5 });

/** How far back the first turn of a rotation may lie, in days. */
const back: Readonly<Record<Unit, number>> = { hour: 40, day: 400, week: 800, month: 1_500 };

/** A wall time as a rota writes it: `2026-12-07T09:00`, from minutes since 1970. */
const written = (wall: number): string => new Date(wall * minute).toISOString().slice(0, 16);
const timeOf = (wall: number): string => written(wall).slice(11);

/** Hours of the day, most of them close to a wall time in minutes. */
export const hoursNear = (wall: number): fc.Arbitrary<Hours> => {
  // Times of the day in quarters of an hour, more of them close to what the clock shows.
  const time = fc
    .oneof({ weight: 3, arbitrary: fc.integer({ min: -14, max: 14 }) }, { weight: 1, arbitrary: fc.nat(95) })
    .map((quarters) => timeOf(Math.floor(wall / 15) * 15 + quarters * 15));
  const days = fc.oneof(fc.constant([1, 2, 3, 4, 5, 6, 7]), fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 2 }));
  return fc.record({ days, from: time, to: time });
};

/**
 * @param at Minutes since 1970 of the moment.
 * @param around How many minutes before and after it changes may fall.
 */
export function rotaNear(zone: string, at: number, around: number): fc.Arbitrary<Rota> {
  const wall = clockOf(zone)(at);
  const moment = fc.integer({ min: at - around, max: at + around }).map((each) => each * minute);
  const rotation = fc
    .record({
      people,
      unit: fc.constantFrom<Unit>('hour', 'day', 'week', 'month'),
      every: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 30 })),
      seats: fc.integer({ min: 1, max: 3 }),
      quarters: fc.integer({ min: -14, max: 14 }),
      days: fc.nat(),
      within: fc.option(hoursNear(wall), { nil: undefined, freq: 3 }),
    })
    .map(({ quarters, days, within, ...shape }) => {
      const start = Math.floor(wall / 15) * 15 + quarters * 15 - (days % back[shape.unit]) * day;
      return { kind: 'rotation' as const, ...shape, start: written(start), ...(within && { within }) };
    });
  const fixed = fc.record({ kind: fc.constant('fixed' as const), people, hours: hoursNear(wall) });
  const layer: fc.Arbitrary<Layer> = fc.record({
    id: fc.constant('layer'),
    begins: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: moment }),
    ends: fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: moment }),
    shape: fc.oneof({ weight: 3, arbitrary: rotation }, { weight: 2, arbitrary: fixed }),
  });
  const span = fc.tuple(moment, moment).map(([one, other]) => ({
    start: Math.min(one, other),
    end: Math.max(one, other) + minute,
  }));
  const override: fc.Arbitrary<Override> = fc
    .record({ kind: fc.constantFrom('add' as const, 'remove' as const, 'replace' as const), person, by: person, span })
    .map(({ span: when, by, ...change }) => ({ ...change, ...when, ...(change.kind === 'replace' && { by }) }));
  const swap = fc
    .record({ one: person, other: person, first: span, second: span })
    .map(({ one, other, first, second }): Override[] => [
      { kind: 'replace', person: one, by: other, ...first },
      { kind: 'replace', person: other, by: one, ...second },
    ]);
  const changes = fc.oneof({ weight: 3, arbitrary: override.map((each) => [each]) }, { weight: 1, arbitrary: swap });
  return fc.noBias(
    fc.record({
      zone: fc.constant(zone),
      layers: fc.array(layer, { maxLength: 3, minLength: 1 }),
      overrides: fc.array(changes, { maxLength: 4 }).map((each) => each.flat()),
    }),
  );
}

/** What is known of some of those people; of others nothing, so that they do not count. */
export function teamNear(at: number, around: number): fc.Arbitrary<Availability[]> {
  const moment = fc.integer({ min: at - around, max: at + around }).map((each) => each * minute);
  const away = fc
    .tuple(moment, moment)
    .map(([one, other]) => ({ start: Math.min(one, other), end: Math.max(one, other) + minute }));
  const one: fc.Arbitrary<Availability> = fc.record({
    person,
    reachable: fc.nat(9).map((each) => each > 0),
    trainedUntil: fc.oneof({ weight: 4, arbitrary: fc.constant(Infinity) }, { weight: 1, arbitrary: moment }),
    away: fc.array(away, { maxLength: 2 }),
  });
  return fc.noBias(fc.uniqueArray(one, { minLength: 4, maxLength: 6, selector: (each) => each.person }));
}
