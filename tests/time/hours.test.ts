/** The hours of a week, by the clock on the wall. */
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { isOpen, opensAt, overlaps, shared, type Hours } from '../../src/time/hours.ts';
import { changesOf, clockOf, walked } from '../support/rotaoracle.ts';
import { at, fixed, hoursNear, iso, rota, zones } from '../support/rotas.ts';

// On a busy machine many random cases take longer than a usual test may.
vi.setConfig({ testTimeout: 60_000 });

const minute = 60_000;
const night: Hours = { days: [1, 2, 3, 4, 5, 6, 7], from: '22:00', to: '07:00' };
const sunday: Hours = { days: [7], from: '02:00', to: '03:00' };

test('hours are those of the own clock', () => {
  expect(isOpen([night], 'Asia/Kathmandu', at('2026-12-01T17:00'))).toBe(true);
  expect(isOpen([night], 'America/Chicago', at('2026-12-01T17:00'))).toBe(false);
  expect(isOpen([], 'UTC', at('2026-12-01T23:00'))).toBe(false);
});

test('they open now, later, or never', () => {
  expect(iso(opensAt([night], 'UTC', at('2026-12-01T23:00')))).toBe('2026-12-01T23:00');
  expect(iso(opensAt([night], 'UTC', at('2026-12-01T12:00')))).toBe('2026-12-01T22:00');
  expect(iso(opensAt([night, sunday], 'UTC', at('2026-12-06T01:00')))).toBe('2026-12-06T01:00');
  // There is no such hour on the Sunday on which clocks go forward: it opens a week later.
  expect(iso(opensAt([sunday], 'America/Chicago', at('2018-03-05T00:00')))).toBe('2018-03-18T07:00');
  expect(iso(opensAt([], 'UTC', at('2026-12-01T12:00')))).toBe('2026-12-01T12:00');
});

test('spans that only touch, or have no length, share nothing', () => {
  expect(overlaps({ start: 1, end: 3 }, { start: 2, end: 4 })).toBe(true);
  expect(overlaps({ start: 1, end: 2 }, { start: 2, end: 4 })).toBe(false);
  expect(overlaps({ start: 2, end: 2 }, { start: 1, end: 4 })).toBe(false);
  expect(shared({ start: 1, end: 3 }, { start: 2, end: 4 })).toEqual({ start: 2, end: 3 });
});

describe('near changes of the clocks', () => {
  const changes = zones.flatMap((zone) =>
    changesOf(zone, Date.UTC(2023, 0) / minute, Date.UTC(2027, 0) / minute).map((when) => ({ zone, when })),
  );
  const cases = fc
    .record({ change: fc.constantFrom(...changes), away: fc.integer({ min: -900, max: 300 }) })
    .chain(({ change: { zone, when }, away }) =>
      fc.record({
        zone: fc.constant(zone),
        from: fc.constant(when + away),
        hours: fc.array(hoursNear(clockOf(zone)(when)), { minLength: 1, maxLength: 2 }),
      }),
    );

  test('the next opening is the first minute at which they are open', () => {
    fc.assert(
      fc.property(cases, ({ zone, from, hours }) => {
        const shapes = hours.map(({ days, from: begin, to }) => fixed('x', begin, to, [...days]));
        const window = { start: from * minute, end: (from + 1_500) * minute };
        const minutes = walked(rota(zone, shapes), window);
        const opens = minutes.find(({ on }) => on.length > 0);
        expect(isOpen(hours, zone, window.start)).toBe(opens?.at === window.start);
        if (opens) expect(opensAt(hours, zone, window.start)).toBe(opens.at);
        else expect(opensAt(hours, zone, window.start)).toBeGreaterThanOrEqual(window.end);
      }),
      { numRuns: 80, seed: Number(process.env['HAVEN_SEED'] ?? 20_261_201) },
    );
  });
});
