/** What happens by itself: people hear that their shift begins, and the team that one is missing. */
import { say, text, type Message } from '../../chat/message.ts';
import type { Work } from '../../chat/ports.ts';
import { after, days, minutes } from '../../time/clock.ts';
import { overlaps, shared, windows, type Span } from '../../time/hours.ts';
import { availabilityOf, zoneOf } from '../availability/index.ts';
import { settingsOf } from '../community/index.ts';
import { responders } from '../people/index.ts';
import { gaps, onDuty, shifts, type Gap } from './rules.ts';
import { button, dutyIn, gapParts, inText, momentIn, namesOf, typed } from './sayings.ts';
import { rotaStore, type Duty } from './store.ts';

/** How far ahead gaps are looked for, and shifts of one person. In milliseconds. */
export const ahead = days(14);

const turnOf = ({ id }: Duty): string => `rota/turn/${id}`;
const remindOf = ({ id }: Duty): string => `rota/remind/${id}`;
const lookOf = ({ id }: Duty): string => `rota/look/${id}`;

/**
 * After something about a rota has changed: what is to be done when, and whether there is a gap. `by`: whoever changed
 * it reads that in the answer.
 */
export async function settle(work: Work, duty: Duty, by?: string): Promise<void> {
  await plan(work, duty);
  await look(work, duty, by);
}

/** Of all duties of a community. */
export async function lookAt(work: Work, community: string): Promise<void> {
  for (const duty of await rotaStore(work).duties(community)) await look(work, duty);
}

export async function forget(work: Work, duty: Duty): Promise<void> {
  for (const key of [turnOf(duty), remindOf(duty), lookOf(duty)]) await work.never(key);
}

/** Asks for the next change, and for the reminder before it. */
async function plan(work: Work, duty: Duty): Promise<void> {
  const now = work.now.getTime();
  const [present, next] = shifts(await rotaStore(work).rota(duty, soon(now)), soon(now));
  const args = { duty: duty.id };
  // Without a change in sight, it is looked for again when some time of that has gone by.
  const at = next?.start ?? now + ahead / 2;
  await work.later('rota.turn', new Date(at), args, { key: turnOf(duty) });
  const remind = at - minutes(duty.remind);
  const anybody = next?.people.some((each) => !present!.people.includes(each)) ?? false;
  if (duty.remind === 0 || !anybody || remind <= now) return work.never(remindOf(duty));
  return work.later('rota.remind', new Date(remind), { ...args, at: String(at) }, { key: remindOf(duty), late: 'run' });
}

const soon = (now: number): Span => ({ start: now, end: now + ahead });

/** A change has come: whoever is on from now on hears it, and so does whoever is not any more. */
export async function turn(work: Work, id: string): Promise<void> {
  const store = rotaStore(work);
  const duty = await store.byId(id);
  if (!duty) return;
  await tellTurn(work, duty, duty.toldUntil.getTime());
  await settle(work, { ...duty, toldUntil: work.now });
}

/** After a stop of the program, it is what has become of it that is told, not each change in between. */
async function tellTurn(work: Work, duty: Duty, since: number): Promise<void> {
  const now = work.now.getTime();
  const window = { start: Math.min(since, now), end: now + ahead };
  const rota = await rotaStore(work).rota(duty, window);
  const [before, on] = [onDuty(rota, window.start), onDuty(rota, now)];
  await rotaStore(work).change(duty.id, { toldUntil: work.now });
  const come = on.filter((each) => !before.includes(each));
  const gone = before.filter((each) => !on.includes(each));
  for (const person of come) {
    const end = shifts(rota, soon(now)).find((each) => !each.people.includes(person))?.start;
    const zone = await zoneOf(work, person, duty.community);
    const others = on.filter((each) => each !== person);
    await tell(
      work,
      person,
      say(
        end === undefined
          ? text('rota-on', { duty: dutyIn(duty) })
          : text('rota-on-until', { duty: dutyIn(duty), end: momentIn(zone, end) }),
        ...(others.length === 0 ? [] : [text('rota-on-with', { names: inText(await namesOf(work, others)) })]),
      ),
    );
  }
  for (const person of gone) await tell(work, person, say(text('rota-off', { duty: dutyIn(duty) })));
  if (duty.tells && come.length + gone.length > 0)
    await tellSpace(work, duty, say(text('rota-now', { duty: dutyIn(duty), names: inText(await namesOf(work, on)) })));
}

/** Soon it is somebody's turn. */
export async function remind(work: Work, id: string, at: number): Promise<void> {
  const duty = await rotaStore(work).byId(id);
  if (!duty || at <= work.now.getTime()) return;
  const rota = await rotaStore(work).rota(duty, { start: at - 1, end: at + 1 });
  const before = onDuty(rota, at - 1);
  for (const person of onDuty(rota, at).filter((each) => !before.includes(each))) {
    const zone = await zoneOf(work, person, duty.community);
    await tell(
      work,
      person,
      say(text('rota-soon', { duty: dutyIn(duty), start: momentIn(zone, at) }), 'rota-soon-how'),
    );
  }
}

/** Says something to one of the team, whatever silence they wish for as a member. */
export const tell = (work: Work, person: string, message: Message): Promise<void> =>
  work.say({ person }, message, { duty: true });

async function tellSpace(work: Work, duty: Duty, message: Message): Promise<void> {
  const { space, language } = await settingsOf(work, duty.community);
  if (space) await work.say({ space, locale: language }, message);
}

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

/** How long before a gap it is told once more. */
const reminded = days(1);

/** Looks for gaps ahead. One that the team has not been told of is told, and once more when it comes near. */
export async function look(work: Work, duty: Duty, by?: string): Promise<void> {
  const store = rotaStore(work);
  const now = work.now.getTime();
  await work.later('rota.look', after(work.now, days(1)), { duty: duty.id }, { key: lookOf(duty) });
  // A duty that nobody was ever put on is one that nobody has needed.
  if ((await store.layersOf(duty.id)).length === 0 && (await store.overridesOf(duty.id)).length === 0) return;
  const found = await gapsOf(work, duty, soon(now));
  const told = (await store.alarms(duty.id)).map(({ start, end, again }) => ({ start: +start, end: +end, again }));
  const known = (gap: Gap) => told.filter((each) => overlaps(each, gap));
  const near = (gap: Gap) => gap.start - now <= reminded;
  // One may have grown with what is seen of it, or have been filled in part.
  const raised = found.map((gap) => ({ ...gap, again: near(gap) || known(gap).some(({ again }) => again) }));
  const fresh = raised.filter(
    (gap) => known(gap).length === 0 || (near(gap) && gap.start > now && known(gap).every(({ again }) => !again)),
  );
  await store.raise(duty.id, raised);
  if (fresh.length > 0) await tellTeam(work, duty, fresh, by);
}

/** All of the team hear of it where they are told things, since any of them may fill it. */
async function tellTeam(work: Work, duty: Duty, found: readonly Gap[], by: string | undefined): Promise<void> {
  const first = found[0]!;
  const take = button(text('rota-button-fill'), 'rota cover', { ...typed(first), duty: duty.name });
  for (const person of await responders(work, duty.community)) {
    if (person === by) continue;
    const zone = await zoneOf(work, person, duty.community);
    const parts = await gapParts(work, duty, zone, found);
    const choices = first.free.includes(person) ? [take] : [];
    await tell(work, person, { parts: [...say(text('rota-gap', { duty: dutyIn(duty) })).parts, ...parts], choices });
  }
}
