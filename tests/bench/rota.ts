/**
 * Who is on duty now, for rotas as large as they get: 50 people, three layers, a year with an override a day, in all
 * zones. Beside it a plain way to compute it, which counts the turns from the first one; they must agree.
 */
import type { Availability } from '../../src/core/availability/rules.ts';
import { gaps, onDuty, units, type Layer, type Override, type Rota } from '../../src/core/rota/rules.ts';
import { firstAt, lastAt, wall } from '../../src/time/zone.ts';
import { randomOf } from '../proof/random.ts';
import { against, median, quantile, round, type Bench } from './figures.ts';

const rotas = 1_000;
const people = Array.from({ length: 50 }, (_, at) => `person ${at}`);
const zones = Intl.supportedValuesOf('timeZone');
const day = 86_400_000;
/** The year of the overrides begins here; the rotations did a year before. */
const begins = Date.UTC(2026, 0, 1);
const random = randomOf(20_261_201);
const below = (limit: number): number => Math.floor(random() * limit);
const anyone = (): string => people[below(people.length)]!;

/** A rotation of one unit, one within the hours of the day, and the same people on some nights. */
function layersOf(nth: number): Layer[] {
  const unit = units[nth % units.length]!;
  const start = new Date(Date.UTC(2025, 0, 1 + below(28), below(24))).toISOString().slice(0, 16);
  const layer = (shape: Layer['shape']): Layer => ({ id: `${nth}`, begins: 0, ends: undefined, shape });
  const within = { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' };
  return [
    layer({ kind: 'rotation', people, every: 1 + below(3), unit, start, seats: 2 }),
    layer({ kind: 'rotation', people: people.toReversed(), every: 1, unit: 'day', start, seats: 1, within }),
    layer({ kind: 'fixed', people: [anyone(), anyone()], hours: { days: [5, 6, 7], from: '20:00', to: '02:00' } }),
  ];
}

function rotaOf(nth: number): Rota {
  const overrides = Array.from({ length: 365 }, (_, at): Override => {
    const start = begins + at * day + below(24) * 3_600_000;
    const span = { start, end: start + (1 + below(48)) * 3_600_000 };
    const kind = (['add', 'remove', 'replace'] as const)[below(3)]!;
    return { kind, person: anyone(), ...(kind === 'replace' && { by: anyone() }), ...span };
  });
  return { zone: zones[nth % zones.length]!, layers: layersOf(nth), overrides };
}

const team = people.map((person): Availability => {
  const away = Array.from({ length: 12 }, (_, month) => {
    const start = begins + month * 30 * day + below(20) * day;
    return { start, end: start + below(10) * day };
  });
  return { person, reachable: true, trainedUntil: Infinity, away };
});

/** The yardstick, for the first layer alone: turn after turn from the first one, until one covers the moment. */
function counted({ zone, layers }: Rota, at: number): string[] {
  const shape = layers[0]!.shape;
  if (shape.kind !== 'rotation') return [];
  const first = wall(shape.start);
  const on: string[] = [];
  for (let turn = 0; ; turn += 1) {
    const begin = firstAt(first.add({ [`${shape.unit}s`]: turn * shape.every }), zone);
    if (begin > at) return [...new Set(on)];
    if (lastAt(first.add({ [`${shape.unit}s`]: (turn + 1) * shape.every }), zone) <= at) continue;
    for (let seat = 0; seat < shape.seats; seat += 1) on.push(people[(turn + seat) % people.length]!);
  }
}

const took = (act: () => unknown): number => {
  const began = performance.now();
  act();
  return performance.now() - began;
};
const nineTimes = (act: () => unknown): number[] => Array.from({ length: 9 }, () => took(act));
/** Of nine times the middle one, so that most of what else the machine does is left out. */
const usually = (act: () => unknown): number => median(nineTimes(act));

export const rota: Bench = {
  name: 'rota',
  about: `who is on duty now, for ${rotas} rotas of ${people.length} people with a year of overrides`,
  async run(tell, note) {
    const all = Array.from({ length: rotas }, (_, nth) => ({ of: rotaOf(nth), at: begins + below(365 * day) }));
    note('first questions');
    // They find out when the clocks of each zone change, which is then known.
    const first = all.map(({ of, at }) => took(() => onDuty(of, at)));
    note('on duty');
    const asked = all.map(({ of, at }) => nineTimes(() => onDuty(of, at)));
    const ours = asked.map(median);
    note('counted from the first turn');
    // A fifth of them, of every unit, is enough of what is so slow.
    const plain = all
      .filter((_, nth) => nth % 5 === 0)
      .map(({ of, at }) => {
        const bare = { ...of, layers: of.layers.slice(0, 1), overrides: [] };
        if (onDuty(bare, at).join() !== counted(bare, at).join()) throw new Error('They tell others.');
        return took(() => counted(bare, at));
      });
    note('gaps');
    const fortnights = all
      .filter((_, nth) => nth % 5 === 0)
      .map(({ of, at }) => usually(() => gaps(of, 2, team, { start: at, end: at + 14 * day })));
    tell(against('rota', 'on duty, median', 'ms', median(ours), median(plain), 'value <= 1'));
    tell(against('rota', 'on duty, p99', 'ms', quantile(ours, 0.99), quantile(plain, 0.99), 'value <= 1'));
    for (const [metric, value] of [
      ['on duty, slowest rota', Math.max(...ours)],
      ['on duty, slowest rota at its best', Math.max(...asked.map((times) => Math.min(...times)))],
      ['on duty, asked once, median', median(first)],
      ['on duty, asked once, p99', quantile(first, 0.99)],
      ['gaps of 14 days, median', median(fortnights)],
      ['gaps of 14 days, p99', quantile(fortnights, 0.99)],
    ] as const)
      tell({ bench: 'rota', metric, value: round(value), unit: 'ms', yardstick: null, ratio: null, goal: null });
  },
};
