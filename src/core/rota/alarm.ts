/** Gaps: where a rota leaves a hole ahead, the team hears of it, with who could fill it. */
import { say, text } from '../../chat/message.ts';
import type { Work } from '../../chat/ports.ts';
import { exactly, spanIn } from '../../chat/when.ts';
import { days } from '../../time/clock.ts';
import { overlaps, shared, windows, type Span } from '../../time/hours.ts';
import { availabilityOf, quietUntil, zoneOf } from '../availability/index.ts';
import { responders } from '../people/index.ts';
import { gaps, type Gap } from './rules.ts';
import { button, dutyIn, gapParts } from './sayings.ts';
import { rotaStore, type Duty } from './store.ts';

/** How far ahead gaps are looked for, and shifts of one person. In milliseconds. */
export const ahead = days(14);
/** How long before a gap it is told once more. */
const reminded = days(1);

export const lookOf = ({ id }: Duty): string => `rota/look/${id}`;

/** The gaps of a duty in a window, in the hours in which somebody must be on. */
export async function gapsOf(work: Work, duty: Duty, window: Span): Promise<Gap[]> {
  const rota = await rotaStore(work).rota(duty, window);
  const team = await availabilityOf(work, duty.community);
  const open =
    duty.hours.length === 0
      ? [window]
      : duty.hours
          .flatMap((each) => windows(each, duty.zone, window))
          .map((each) => shared(each, window))
          .toSorted((a, b) => a.start - b.start);
  return open.flatMap((each) => gaps(rota, duty.seats, team, each));
}

/** The gaps ahead; none of a duty that nobody was ever put on, which is one that nobody has needed. */
export async function gapsAhead(work: Work, duty: Duty): Promise<Gap[]> {
  const store = rotaStore(work);
  if ((await store.layersOf(duty.id)).length === 0 && (await store.overridesOf(duty.id)).length === 0) return [];
  const now = work.now.getTime();
  return gapsOf(work, duty, { start: now, end: now + ahead });
}

/** Looks for gaps. One that the team has not been told of is told, and once more the day before. */
export async function look(work: Work, duty: Duty, by?: string): Promise<void> {
  const store = rotaStore(work);
  const now = work.now.getTime();
  await store.forget();
  const found = await gapsAhead(work, duty);
  const nears = found.map(({ start }) => start - reminded).filter((at) => at > now);
  const next = new Date(Math.min(now + days(1), ...nears));
  await work.later('rota.look', next, { duty: duty.id }, { key: lookOf(duty) });
  const told = await store.alarms(duty.id);
  const known = (gap: Gap) => told.filter(({ start, end }) => overlaps({ start: +start, end: +end }, gap));
  const near = (gap: Gap) => gap.start - now <= reminded;
  // One may have grown with what is seen of it, or have been filled in part.
  const raised = found.map((gap) => ({
    ...gap,
    count: gap.on.length,
    again: near(gap) || known(gap).some(({ again }) => again),
  }));
  const fresh = raised.filter(
    (gap) =>
      known(gap).every(({ count }) => gap.count < count) ||
      (near(gap) && gap.start > now && known(gap).every(({ again }) => !again)),
  );
  await store.raise(duty.id, raised);
  if (fresh.length === 0) return;
  // All of the team hear of it where they are told things, since any of them may fill it.
  for (const person of await responders(work, duty.community))
    if (person !== by) await tellOrWait(work, duty, person, fresh);
}

/** Whoever wants quiet hears of it when that is over, unless it begins before. */
async function tellOrWait(work: Work, duty: Duty, person: string, found: readonly Gap[]): Promise<void> {
  const quiet = await quietUntil(work, person, duty.community);
  if (quiet === undefined || found.some(({ start }) => start < quiet)) return tellGaps(work, duty, person, found);
  const key = `rota/gaps/${duty.id}/${person}`;
  await work.later('rota.gaps', new Date(quiet), { duty: duty.id, person }, { key });
}

/** What is still missing by now is told to somebody for whom it was to wait. */
export async function tellLater(work: Work, id: string, person: string): Promise<void> {
  const duty = await rotaStore(work).byId(id);
  if (!duty || !(await responders(work, duty.community)).includes(person)) return;
  const found = await gapsAhead(work, duty);
  if (found.length > 0) await tellGaps(work, duty, person, found);
}

async function tellGaps(work: Work, duty: Duty, person: string, found: readonly Gap[]): Promise<void> {
  const zone = await zoneOf(work, person, duty.community);
  const parts = await gapParts(work, duty, zone, found);
  const mine = found.find(({ free }) => free.includes(person));
  const take =
    mine &&
    button(text('rota-button-fill', { ...spanIn(zone, mine) }), 'rota fill', {
      gap: exactly(mine.start),
      duty: duty.name,
    });
  await work.say(
    { person },
    { parts: [...say(text('rota-gap', { duty: dutyIn(duty) })).parts, ...parts], choices: take ? [take] : [] },
    { duty: true },
  );
}
