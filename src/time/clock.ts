/** Time is handed in. Nothing in `core` reads the machine's clock. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands still until it is moved. For tests, drills and the playground. */
export interface MovableClock extends Clock {
  /** Never backwards: what is due is asked for by "at or before now". */
  moveTo(at: Date): void;
}

/** Starts at `start`; where `flows` is given, it also runs on by that clock between two moves. */
export function movableClock(start: Date, flows?: Clock): MovableClock {
  let base = start.getTime();
  let since = flows?.now().getTime() ?? 0;
  const now = () => new Date(base + (flows ? flows.now().getTime() - since : 0));
  return {
    now,
    moveTo(at) {
      if (at.getTime() < now().getTime()) throw new RangeError('A clock can only be moved forward.');
      base = at.getTime();
      since = flows?.now().getTime() ?? 0;
    },
  };
}

export const seconds = (count: number): number => count * 1_000;
export const minutes = (count: number): number => count * 60_000;
export const hours = (count: number): number => count * 3_600_000;
export const days = (count: number): number => count * 86_400_000;
export const after = (at: Date, milliseconds: number): Date => new Date(at.getTime() + milliseconds);
