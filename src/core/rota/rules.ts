/**
 * Who is on duty, and when: computed from what a team has set, never from a state that somebody must move on, so that
 * the past stays as it was and a stop of the program changes nothing.
 *
 * All is counted on the wall clock of the rota's own zone. A shift begins with the first moment of the day at which
 * that clock shows its time, and ends with the last; a time that does not exist is the first moment after the gap.
 * So shifts overlap where clocks go back, and nowhere is a hole (GoAlert, "util/timeutil/clock.go", has the same rule).
 * A moment is a number of milliseconds since 1970; spans include their start and not their end.
 */
import { covers, overlaps, shared, windows, type Hours, type Span } from '../../time/hours.ts';
import { firstAt, lastAt, wall, wallAt, type Wall } from '../../time/zone.ts';
import { counts, type Availability } from '../availability/index.ts';

export const units = ['hour', 'day', 'week', 'month'] as const;
export type Unit = (typeof units)[number];

/** People who take turns. */
export interface Rotation {
  readonly kind: 'rotation';
  readonly people: readonly string[];
  /** One turn lasts so many of these. */
  readonly every: number;
  readonly unit: Unit;
  /** When the first turn begins, on the wall clock: `2026-12-07T09:00`. */
  readonly start: string;
  /** How many are on at once, each a different one; whoever is second now is first in the next turn. */
  readonly seats: number;
  /** On duty only within these. */
  readonly within?: Hours;
}

/** The same people at the same hours, week by week. */
export interface Fixed {
  readonly kind: 'fixed';
  readonly people: readonly string[];
  readonly hours: Hours;
}

export interface Layer {
  readonly id: string;
  /** What was set later does not change what was before. */
  readonly begins: number;
  readonly ends: number | undefined;
  readonly shape: Rotation | Fixed;
}

/**
 * A change for a while. `remove` and `replace` do something only where the person is on; `add` always does. They
 * act in the order in which they were made.
 */
export interface Override {
  readonly kind: 'add' | 'remove' | 'replace';
  readonly person: string;
  /** Who takes the place, in a `replace`. */
  readonly by?: string | undefined;
  readonly start: number;
  readonly end: number;
}

export interface Rota {
  readonly zone: string;
  readonly layers: readonly Layer[];
  /** In the order in which they were made. */
  readonly overrides: readonly Override[];
}

/** Who is on from a moment to another one. */
export interface Shift extends Span {
  readonly people: readonly string[];
}

/** Who is on duty at a moment, in the order of the layers. */
export function onDuty(rota: Rota, at: number): string[] {
  const window = { start: at, end: at + 1 };
  const turns = rota.layers.flatMap((layer) => turnsOf(layer, rota.zone, window));
  return standing(
    turns.flatMap(({ people }) => people),
    rota.overrides.filter((each) => covers(each, at)),
  );
}

/** Who is on when, in a window, without holes: where nobody is on, `people` is empty. Neighbours differ. */
export function shifts(rota: Rota, window: Span): Shift[] {
  const turns = rota.layers.flatMap((layer) => turnsOf(layer, rota.zone, window));
  const overrides = rota.overrides.filter((each) => overlaps(each, window));
  const found: Shift[] = [];
  for (const piece of pieces(window, [...turns, ...overrides])) {
    const people = standing(
      turns.filter((each) => covers(each, piece.start)).flatMap((each) => each.people),
      overrides.filter((each) => covers(each, piece.start)),
    );
    const last = found.at(-1);
    if (last && samePeople(last.people, people)) found[found.length - 1] = { ...last, end: piece.end };
    else found.push({ ...piece, people });
  }
  return found;
}

/** A window cut wherever something in it begins or ends. */
export function pieces(window: Span, spans: readonly Span[]): Span[] {
  const inside = spans.flatMap(({ start, end }) => [start, end]).filter((at) => window.start < at && at < window.end);
  const cuts = [...new Set([window.start, ...inside, window.end])].toSorted((a, b) => a - b);
  return cuts.slice(1).map((end, at) => ({ start: cuts[at]!, end }));
}

const samePeople = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((each) => b.includes(each));

/** Those who are on by the layers, after what was changed. */
function standing(byLayers: readonly string[], overrides: readonly Override[]): string[] {
  let on = [...new Set(byLayers)];
  for (const { kind, person, by } of overrides) {
    if (kind === 'add') on.push(person);
    else if (kind === 'remove') on = on.filter((each) => each !== person);
    else on = on.map((each) => (each === person ? by! : each));
    on = [...new Set(on)];
  }
  return on;
}

/** The turns of a layer that touch a window; they may overlap one another where clocks go back. */
export function turnsOf({ shape, begins, ends = Infinity }: Layer, zone: string, window: Span): Shift[] {
  const valid = shared(window, { start: begins, end: ends });
  if (valid.start >= valid.end || shape.people.length === 0) return [];
  const turns =
    shape.kind === 'fixed'
      ? windows(shape.hours, zone, valid).map((each) => ({ ...each, people: shape.people }))
      : rotated(shape, zone, valid);
  return turns.map((each) => ({ ...each, ...shared(each, { start: begins, end: ends }) }));
}

function rotated({ people, every, unit, start, seats, within: hours }: Rotation, zone: string, span: Span): Shift[] {
  const first = wall(start);
  const begins = (turn: number): Wall => first.add({ [`${unit}s`]: turn * every });
  const found: Shift[] = [];
  // Two before the one that the wall clock tells: where clocks go back, an earlier one may still last.
  const told = first.until(wallAt(span.start, zone), { largestUnit: unit });
  for (let turn = Math.max(0, Math.floor(told[`${unit}s`] / every) - 2); ; turn += 1) {
    const each = { start: firstAt(begins(turn), zone), end: lastAt(begins(turn + 1), zone) };
    if (each.start >= span.end) break;
    if (each.start < each.end && overlaps(each, span)) found.push({ ...each, people: taking(people, turn, seats) });
  }
  if (!hours) return found;
  const open = windows(hours, zone, span);
  return found.flatMap((turn) =>
    open.filter((each) => overlaps(each, turn)).map((each) => ({ ...shared(turn, each), people: turn.people })),
  );
}

/** Whose turn it is. */
function taking(people: readonly string[], turn: number, seats: number): string[] {
  const count = Math.min(seats, people.length);
  return Array.from({ length: count }, (_, seat) => people[(turn + seat) % people.length]!);
}

/** A time in which fewer are on than are wanted. */
export interface Gap extends Span {
  readonly on: readonly string[];
  /** Who of the team could be, for all of it. */
  readonly free: readonly string[];
}

/** Where a rota leaves a hole in a window: fewer than `seats` who can be counted on. Neighbours differ. */
export function gaps(rota: Rota, seats: number, team: readonly Availability[], window: Span): Gap[] {
  const known = new Map(team.map((each) => [each.person, each]));
  const lapses = team
    .filter(({ trainedUntil }) => Number.isFinite(trainedUntil))
    .map(({ trainedUntil: at }) => ({ start: at, end: at }));
  const changes = [...team.flatMap(({ away }) => away), ...lapses];
  const found: Omit<Gap, 'free'>[] = [];
  for (const shift of shifts(rota, window)) {
    for (const piece of pieces(shift, changes)) {
      const on = shift.people.filter((person) => {
        const of = known.get(person);
        return of !== undefined && counts(of, piece.start);
      });
      if (on.length >= seats) continue;
      const last = found.at(-1);
      if (last?.end === piece.start && samePeople(last.on, on)) found[found.length - 1] = { ...last, end: piece.end };
      else found.push({ ...piece, on });
    }
  }
  return found.map((gap) => ({ ...gap, free: team.filter((each) => free(each, gap)).map(({ person }) => person) }));
}

const free = (one: Availability, gap: Omit<Gap, 'free'>): boolean =>
  !gap.on.includes(one.person) &&
  counts(one, gap.start) &&
  gap.end <= one.trainedUntil &&
  !one.away.some((each) => overlaps(each, gap));
