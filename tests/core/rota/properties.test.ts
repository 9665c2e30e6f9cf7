/** What holds for every rota, at any moment; half of the moments are close to a change of the clocks. */
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import {
  gaps,
  onDuty,
  shifts,
  type Layer,
  type Override,
  type Rota,
  type Rotation,
} from '../../../src/core/rota/rules.ts';
import type { Span } from '../../../src/time/hours.ts';
import { changesOf } from '../../support/rotaoracle.ts';
import { rota, rotaNear, teamNear, turns, zones } from '../../support/rotas.ts';

// On a busy machine many random cases take longer than a usual test may.
vi.setConfig({ testTimeout: 60_000 });

const minute = 60_000;
const seed = Number(process.env['HAVEN_SEED'] ?? 20_261_201);
const around = 1_500;
const from = Date.UTC(2023, 0) / minute;
const to = Date.UTC(2027, 0) / minute;
const changes = new Map(zones.map((zone) => [zone, changesOf(zone, from, to)]));

interface Case {
  readonly zone: string;
  readonly at: number;
}
const moment: fc.Arbitrary<Case> = fc.constantFrom(...zones).chain((zone) => {
  const any = fc.integer({ min: from, max: to });
  const near = changes.get(zone)!;
  return fc.record({ zone: fc.constant(zone), at: near.length > 0 ? fc.oneof(any, fc.constantFrom(...near)) : any });
});
const windowAt = (at: number): fc.Arbitrary<Span> =>
  fc
    .tuple(fc.integer({ min: 0, max: around }), fc.integer({ min: 1, max: around }))
    .map(([before, after]) => ({ start: (at - before) * minute, end: (at + after) * minute }));
const any: fc.Arbitrary<{ of: Rota; window: Span; at: number }> = moment.chain(({ zone, at }) =>
  fc.record({ of: rotaNear(zone, at, around), window: windowAt(at), at: fc.constant(at * minute) }),
);
const holds = <T>(arbitrary: fc.Arbitrary<T>, law: (value: T) => void, numRuns = 100) =>
  fc.assert(fc.property(arbitrary, law), { numRuns, seed });
const sorted = (people: readonly string[]): string[] => people.toSorted();
const person = fc.constantFrom('a', 'b', 'c', 'x');

describe('shifts', () => {
  test('lie side by side over the whole window, and neighbours differ', () => {
    holds(any, ({ of, window }) => {
      const found = shifts(of, window);
      expect([found[0]!.start, found.at(-1)!.end]).toEqual([window.start, window.end]);
      for (const [at, { start, end, people }] of found.entries()) {
        expect(start).toBeLessThan(end);
        expect(new Set(people).size).toBe(people.length);
        const next = found[at + 1];
        if (!next) continue;
        expect(next.start).toBe(end);
        expect(sorted(next.people)).not.toEqual(sorted(people));
      }
    });
  });

  test('say what `onDuty` says, at their first and last moment and between', () => {
    holds(any, ({ of, window }) => {
      for (const { start, end, people } of shifts(of, window))
        for (const at of [start, Math.floor((start + end) / 2), end - 1])
          expect(sorted(onDuty(of, at))).toEqual(sorted(people));
    });
  });

  test('do not depend on the window in which they are asked for', () => {
    holds(any, ({ of, window, at }) => {
      const whole = shifts(of, window).flatMap(({ start, end, people }) =>
        [
          { start, end: Math.min(end, at), people },
          { start: Math.max(start, at), end, people },
        ].filter((each) => each.start < each.end),
      );
      const parts = [...shifts(of, { start: window.start, end: at }), ...shifts(of, { start: at, end: window.end })];
      const plain = (all: typeof whole) => all.map((each) => ({ ...each, people: sorted(each.people) }));
      expect(plain(parts)).toEqual(plain(whole));
    });
  });
});

describe('what is set later', () => {
  test('changes nothing before it', () => {
    const later = moment.chain(({ zone, at }) =>
      fc.record({ of: rotaNear(zone, at, around), more: rotaNear(zone, at, around), at: fc.constant(at * minute) }),
    );
    holds(later, ({ of, more, at }) => {
      const ends = (layer: Layer): Layer => ({
        ...layer,
        ends: Math.min(layer.ends ?? Infinity, Math.max(at, layer.begins)),
      });
      const changed: Rota = {
        zone: of.zone,
        layers: [...of.layers.map(ends), ...more.layers.map((each) => ({ ...each, begins: at, ends: undefined }))],
        overrides: [
          ...of.overrides,
          ...more.overrides.map((each) => ({ ...each, start: at, end: Math.max(at, each.end) })),
        ],
      };
      const before = { start: at - around * minute, end: at };
      expect(shifts(changed, before)).toEqual(shifts(of, before));
      expect(onDuty(changed, at - 1)).toEqual(onDuty(of, at - 1));
    });
  });
});

describe('overrides', () => {
  test('a swap leaves as many on as there were, where either was on alone', () => {
    const swapped = moment.chain(({ zone, at }) =>
      fc.record({
        zone: fc.constant(zone),
        at: fc.constant(at),
        hour: fc.nat(23),
        every: fc.integer({ min: 1, max: 3 }),
        nth: fc.nat(3),
      }),
    );
    let swaps = 0;
    holds(swapped, ({ zone, at, hour, every, nth }) => {
      const start = `2022-12-01T${String(hour).padStart(2, '0')}:00`;
      const of = rota(zone, [turns('a b c', every, 'day', start)]);
      const window = { start: (at - 10_000) * minute, end: (at + 10_000) * minute };
      const before = shifts(of, window);
      const one = before.filter(({ people }) => people.join() === 'a')[nth % 2];
      const other = before.filter(({ people }) => people.join() === 'b')[nth >> 1];
      if (!one || !other) return;
      swaps += 1;
      const swap: Override[] = [
        { kind: 'replace', person: 'a', by: 'b', start: one.start, end: one.end },
        { kind: 'replace', person: 'b', by: 'a', start: other.start, end: other.end },
      ];
      const after = { ...of, overrides: swap };
      for (const each of before) expect(onDuty(after, each.start)).toHaveLength(each.people.length);
      expect([onDuty(after, one.start), onDuty(after, other.start)]).toEqual([['b'], ['a']]);
      expect(shifts({ ...of, overrides: [...swap, ...swap.map(back)] }, window)).toEqual(before);
    });
    expect(swaps).toBeGreaterThan(50);
  });

  test('removing twice is removing once, and so is adding', () => {
    const kind = fc.constantFrom('add' as const, 'remove' as const);
    const twice = fc.record({ any, kind, person });
    holds(twice, ({ any: { of, window }, ...change }) => {
      const once = [...of.overrides, { ...change, ...window }];
      const found = shifts({ ...of, overrides: once }, window);
      expect(shifts({ ...of, overrides: [...once, { ...change, ...window }] }, window)).toEqual(found);
      for (const { people } of found) expect(people.includes(change.person)).toBe(change.kind === 'add');
    });
  });

  test('one that never meets its person, or its time, changes nothing', () => {
    holds(any, ({ of, window }) => {
      const idle: Override[] = [
        { kind: 'replace', person: 'nobody', by: 'x', ...window },
        { kind: 'remove', person: 'nobody', ...window },
        { kind: 'add', person: 'x', start: window.end, end: window.end + minute },
        { kind: 'add', person: 'x', start: window.start - minute, end: window.start },
      ];
      expect(shifts({ ...of, overrides: [...of.overrides, ...idle] }, window)).toEqual(shifts(of, window));
    });
  });
});

/** Undoes a replacement, when it is made after it. */
const back = ({ person: who, by, ...when }: Override): Override => ({ ...when, person: by!, by: who });

describe('turns', () => {
  test('of a day are turns of 24 hours, by ones and by the whole', () => {
    const cases = fc.record({ moment, hour: fc.nat(23), seats: fc.integer({ min: 1, max: 2 }) });
    holds(
      cases,
      ({ moment: { zone, at }, hour, seats }) => {
        const start = `2022-12-01T${String(hour).padStart(2, '0')}:00`;
        const window = { start: (at - around) * minute, end: (at + around) * minute };
        const of = (shape: Rotation) => shifts(rota(zone, [shape]), window);
        const daily = of(turns('a b c', 1, 'day', start, { seats }));
        expect(of(turns('a b c', 24, 'hour', start, { seats }))).toEqual(daily);
        expect(of(turns('a b c', 7, 'day', start, { seats }))).toEqual(of(turns('a b c', 1, 'week', start, { seats })));
        const hours = ['a', 'b', 'c'].flatMap((who) => Array.from({ length: 24 }, () => who)).join(' ');
        expect(of(turns(hours, 1, 'hour', start))).toEqual(of(turns('a b c', 1, 'day', start)));
      },
      60,
    );
  });

  test('leave no hole, wherever the clocks go', () => {
    const unit = fc.constantFrom('hour' as const, 'day' as const, 'week' as const, 'month' as const);
    const cases = fc.record({
      moment,
      unit,
      every: fc.integer({ min: 1, max: 9 }),
      quarter: fc.nat(95),
      day: fc.integer({ min: 1, max: 31 }),
    });
    holds(
      cases,
      ({ moment: { zone, at }, unit: of, every, quarter, day }) => {
        const start = new Date(Date.UTC(2022, 11, day, 0, quarter * 15)).toISOString().slice(0, 16);
        const window = { start: (at - around) * minute, end: (at + around) * minute };
        const began = { start: Math.max(window.start, Date.UTC(2023, 1, 2)), end: window.end };
        if (began.start >= began.end) return;
        for (const { people } of shifts(rota(zone, [turns('a b c', every, of, start)]), began))
          expect(people.length).toBeGreaterThan(0);
      },
      300,
    );
  });
});

describe('gaps', () => {
  test('need not be told of where nobody is missing, and grow with what is wanted', () => {
    const cases = moment.chain(({ zone, at }) =>
      fc.record({ of: rotaNear(zone, at, around), team: teamNear(at, around), window: windowAt(at) }),
    );
    const long = (spans: readonly Span[]) => spans.reduce((sum, { start, end }) => sum + end - start, 0);
    holds(cases, ({ of, team, window }) => {
      expect(gaps(of, 0, team, window)).toEqual([]);
      const [one, two, seven] = [1, 2, 7].map((seats) => gaps(of, seats, team, window));
      expect(long(one!)).toBeLessThanOrEqual(long(two!));
      expect(long(seven!)).toBe(window.end - window.start);
      expect(long(gaps(of, 1, [], window))).toBe(window.end - window.start);
      for (const gap of seven!) for (const who of gap.free) expect(gap.on).not.toContain(who);
    });
  });
});
