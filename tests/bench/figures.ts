/** What a benchmark says: figures, each beside what it is compared with and what is hoped for. */

export interface Figure {
  readonly bench: string;
  readonly metric: string;
  readonly value: number;
  readonly unit: string;
  /** The same measured on what it is compared with, in the same run and unit. */
  readonly yardstick: number | null;
  /** `value` divided by `yardstick`. */
  readonly ratio: number | null;
  /** What is hoped for, as a comparison of one of the others: `ratio <= 1.5`. None: it is told for orientation. */
  readonly goal: string | null;
}

export interface Bench {
  readonly name: string;
  /** One line: what is measured, and against what. */
  readonly about: string;
  /** Tells each figure as soon as it is known. `note` takes progress, for whoever waits. */
  run(tell: (figure: Figure) => void, note: (line: string) => void): Promise<void>;
}

/** A figure beside its yardstick, rounded to what can be told apart. */
export function against(
  bench: string,
  metric: string,
  unit: string,
  value: number,
  yardstick: number,
  goal: string | null,
): Figure {
  const ratio = round(value / yardstick);
  return { bench, metric, value: round(value), unit, yardstick: round(yardstick), ratio, goal };
}

export const round = (value: number): number => Number(value.toPrecision(4));

/** The value below which this part (0 to 1) of the values lie: the nearest of them. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** Whether a figure is what was hoped for; nothing where nothing was. */
export function met({ value, ratio, goal }: Figure): boolean | undefined {
  const [, what, limit] = /^(value|ratio) <= ([\d.]+)$/u.exec(goal ?? '') ?? [];
  if (what === undefined) return undefined;
  return (what === 'ratio' ? (ratio ?? Number.POSITIVE_INFINITY) : value) <= Number(limit);
}
