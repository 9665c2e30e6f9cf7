/** Who is called in which order when somebody waits. Pure: what a team has set goes in, whom to call comes out. */

/** How much there is to it: urgent by the person's own word, or as a responder has judged it. `other`: all else. */
export const levels = ['urgent', 's4', 's3', 's2', 's1', 's0', 'other'] as const;
export type Level = (typeof levels)[number];

export type Target =
  /** Whoever has a duty at the moment of the step. */
  | { readonly to: 'duty'; readonly duty: string }
  | { readonly to: 'team' }
  | { readonly to: 'person'; readonly person: string }
  /** The team of another community that has agreed to it: its people, where the reporter wishes that they are asked. */
  | { readonly to: 'partner' }
  /** Nobody of the team: the reporter hears that nobody came, and whom else they can ask. */
  | { readonly to: 'outside' };

export interface Step {
  readonly targets: readonly Target[];
  /** Minutes until the next step is taken, unless enough have come. */
  readonly wait: number;
}

export interface Policy {
  readonly steps: readonly Step[];
  /** How many times all of the steps are gone through. After that the whole team is called on and on. */
  readonly rounds: number;
  /** How many must have answered before nobody is called any more: the two who are on it, or more who stand by. */
  readonly need: number;
}

/** What a team has that has set nothing: whoever is on duty, then everybody. What is urgent calls everybody at once. */
export const usualPolicy = (level: Level, again: number): Policy => ({
  steps: [
    ...(level === 'urgent' ? [] : [{ targets: [{ to: 'duty', duty: 'first-responder' } as const], wait: again }]),
    { targets: [{ to: 'team' }], wait: again },
  ],
  rounds: 1,
  need: 2,
});

/** The step at a place in all rounds; nothing once they are gone through. */
export const stepAt = ({ steps, rounds }: Policy, at: number): Step | undefined =>
  at < steps.length * rounds ? steps[at % steps.length] : undefined;

/** How many minutes after the first step all of the team are called, unless enough have come. */
export function untilAll({ steps, rounds }: Policy): number {
  const all = steps.findIndex(({ targets }) => targets.some(({ to }) => to === 'team'));
  const minutes = (some: readonly Step[]) => some.reduce((sum, { wait }) => sum + wait, 0);
  return all < 0 ? minutes(steps) * rounds : minutes(steps.slice(0, all));
}

/** How many minutes that may take at most: whoever is in danger can't wait for a day. */
export const latest = (level: Level): number => (level === 'urgent' || level === 's4' ? 60 : 1_440);

/** How long a case is called out hour by hour once all steps are taken; after that once a day. In milliseconds. */
const hourly = 24 * 3_600_000;

/** When the whole team is called once more, after so long a wait. In milliseconds from now. */
export const callsAgain = (waited: number): number => (waited < hourly ? 3_600_000 : 24 * 3_600_000);
