/**
 * The rota against an oracle that walks minute by minute: over random rotas, around every change of the clocks of ten
 * zones from 2015 to 2035, and in whole weeks. In a usual run a sample; `HAVEN_RUNS` tells how many rotas for each
 * change, and then no change is left out.
 */
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { Availability } from '../../../src/core/availability/rules.ts';
import { gaps, onDuty, shifts, type Rota } from '../../../src/core/rota/rules.ts';
import type { Span } from '../../../src/time/hours.ts';
import { changesOf, inRows, walked, walkedGaps } from '../../support/rotaoracle.ts';
import { rotaNear, teamNear, zones } from '../../support/rotas.ts';

/** How many rotas for each change of the clocks; none is a sample, of some changes only. */
const runs = Number(process.env['HAVEN_RUNS'] ?? 0);
const seed = process.env['HAVEN_SEED'] === undefined ? 20_261_201 : Number(process.env['HAVEN_SEED']);
const sampled = 3;

// On a busy machine many random cases take longer than a usual test may.
vi.setConfig({ testTimeout: 60_000 });

const minute = 60_000;
const since = Date.UTC(2015, 0, 1) / minute;
const until = Date.UTC(2036, 0, 1) / minute;
/** The day that Samoa left out, to be on the other side of the date line. */
const missingDay = Date.UTC(2011, 11, 30, 10) / minute;

const changesIn = (zone: string): number[] => changesOf(zone, since, until);

/** Some of a list, an odd number apart, for clocks go forward and back by turns; all of it in a long proof. */
function some(all: readonly number[]): readonly number[] {
  if (runs > 0 || all.length <= sampled) return all;
  const apart = Math.floor(all.length / sampled) | 1;
  return Array.from({ length: sampled }, (_, nth) => all[(seed + nth * apart) % all.length]!);
}

interface Told {
  readonly rota: Rota;
  readonly team: readonly Availability[];
  readonly seats: number;
}

const near = (zone: string, at: number, minutesAround: number): fc.Arbitrary<Told> =>
  fc.record({
    rota: rotaNear(zone, at, minutesAround),
    team: teamNear(at, minutesAround),
    seats: fc.integer({ min: 1, max: 3 }),
  });

/** The same answer from both; `each` tells which minutes are asked for by themselves. */
function agree({ rota, team, seats }: Told, window: Span, each: (at: number) => boolean): number {
  const minutes = walked(rota, window);
  expect(shifts(rota, window).map((shift) => ({ ...shift, people: shift.people.toSorted() }))).toEqual(inRows(minutes));
  for (const { at, on } of minutes.filter((one) => each(one.at)))
    expect({ at, on: onDuty(rota, at).toSorted() }).toEqual({ at, on });
  const found = gaps(rota, seats, team, window);
  const sorted = found.map((gap) => ({ ...gap, on: gap.on.toSorted(), free: gap.free.toSorted() }));
  expect(sorted).toEqual(walkedGaps(minutes, seats, team));
  return minutes.length;
}

describe('who is on is the same, minute by minute', () => {
  test.each(zones)('two hours around each change of the clocks in %s', { timeout: 60_000 + runs * 120_000 }, (zone) => {
    const changes = [...(zone === 'Pacific/Apia' ? [missingDay] : []), ...some(changesIn(zone))];
    let compared = 0;
    // Where the clocks never change, any moment is as good as another one.
    for (const at of changes.length > 0 ? changes : [since]) {
      const window = { start: (at - 120) * minute, end: (at + 121) * minute };
      fc.assert(
        fc.property(near(zone, at, 150), (told) => {
          compared += agree(told, window, () => true);
        }),
        { numRuns: Math.max(runs, 2), seed: seed + at, endOnFailure: process.env['CI'] !== undefined },
      );
    }
    if (runs > 0) console.log(`${zone}: ${changes.length} changes, ${compared} minutes compared`);
    expect(compared).toBeGreaterThanOrEqual(2 * 241 * Math.max(changes.length, 1));
  });

  test('in whole weeks', { timeout: 60_000 + runs * 120_000 }, () => {
    const week = fc
      .record({ zone: fc.constantFrom(...zones), at: fc.integer({ min: since, max: until }) })
      .chain(({ zone, at }) => near(zone, at + 5_040, 5_500).map((told) => ({ at, told })));
    let compared = 0;
    fc.assert(
      fc.property(week, ({ at, told }) => {
        const window = { start: at * minute, end: (at + 10_080) * minute };
        compared += agree(told, window, (moment) => (moment / minute) % 97 === 0);
      }),
      { numRuns: Math.max(runs * 20, 10), seed, endOnFailure: process.env['CI'] !== undefined },
    );
    if (runs > 0) console.log(`whole weeks: ${compared} minutes compared`);
    expect(compared).toBeGreaterThanOrEqual(10 * 10_080);
  });
});

describe('the oracle sees what it is to judge', () => {
  test('every zone with changes has as many as its law says', () => {
    expect(Object.fromEntries(zones.map((zone) => [zone, changesIn(zone).length]))).toMatchObject({
      'America/Chicago': 42,
      'Europe/London': 42,
      'Australia/Lord_Howe': 42,
      'Antarctica/Troll': 42,
      'Asia/Kathmandu': 0,
      UTC: 0,
    });
    for (const zone of ['Africa/Casablanca', 'Africa/Cairo', 'Asia/Gaza', 'Pacific/Apia'])
      expect(changesIn(zone).length).toBeGreaterThan(10);
  });

  test('random rotas have people on and nobody, gaps and none, overlaps and overrides that act', () => {
    const seen = { on: 0, nobody: 0, gap: 0, full: 0, acts: 0, several: 0 };
    const at = changesIn('Antarctica/Troll')[20]!;
    const window = { start: (at - 120) * minute, end: (at + 121) * minute };
    for (const { rota, team, seats } of fc.sample(near('Antarctica/Troll', at, 150), { numRuns: 40, seed })) {
      const minutes = walked(rota, window);
      const plain = walked({ ...rota, overrides: [] }, window);
      if (minutes.some(({ on }) => on.length > 0)) seen.on += 1;
      if (minutes.some(({ on }) => on.length === 0)) seen.nobody += 1;
      if (inRows(minutes).length > 4) seen.several += 1;
      if (JSON.stringify(plain) !== JSON.stringify(minutes)) seen.acts += 1;
      if (walkedGaps(minutes, seats, team).length > 0) seen.gap += 1;
      if (walkedGaps(minutes, 1, team).length === 0) seen.full += 1;
    }
    for (const [what, often] of Object.entries(seen)) expect({ what, often: often > 3 }).toEqual({ what, often: true });
  });
});
