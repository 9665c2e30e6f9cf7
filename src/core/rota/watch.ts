/** What happens by itself: people hear that their shift begins, and that they are on or off. */
import { say, text, type Message } from '../../chat/message.ts';
import type { Work } from '../../chat/ports.ts';
import { minutes } from '../../time/clock.ts';
import type { Span } from '../../time/hours.ts';
import { availabilityOf, counts, zoneOf } from '../availability/index.ts';
import { settingsOf } from '../community/index.ts';
import { responders } from '../people/index.ts';
import { ahead, look, lookOf } from './alarm.ts';
import { onDuty, shiftOf, shifts } from './rules.ts';
import { dutyIn, inText, momentIn, namesOf } from './sayings.ts';
import { rotaStore, type Duty } from './store.ts';

const turnOf = ({ id }: Duty): string => `rota/turn/${id}`;
const remindOf = ({ id }: Duty): string => `rota/remind/${id}`;
const soon = (now: number): Span => ({ start: now, end: now + ahead });

/**
 * After something about a rota has changed: who is on now, what is to be done when, and whether there is a gap. `by`:
 * whoever changed it reads all that in the answer. `knows`: who has been told in other words.
 */
export async function settle(
  work: Work,
  duty: Duty,
  { by, knows = [] }: { readonly by?: string; readonly knows?: readonly string[] } = {},
): Promise<void> {
  await tellTurn(work, duty, by === undefined ? knows : [...knows, by]);
  await plan(work, duty);
  await look(work, duty, by);
}

/** All duties of a community, after something about one of the team has changed. */
export async function settleAll(work: Work, community: string): Promise<void> {
  for (const duty of await rotaStore(work).duties(community)) await settle(work, duty);
}

/** Whoever leaves the team is on no rota any more, and is on again as before when they come back. */
export async function follow(work: Work, community: string, person: string): Promise<void> {
  const store = rotaStore(work);
  const inTeam = (await responders(work, community)).includes(person);
  for (const duty of await store.duties(community)) {
    const left = (await store.gone(duty.id)).includes(person);
    if (inTeam && left) await store.comeBack(duty.id, person);
    else if (!inTeam && !left && (await involved(work, duty)).has(person)) await store.leave(duty.id, person);
  }
  await settleAll(work, community);
}

/** Everybody who is or will be on by something that is in force. */
export async function involved(work: Work, { id }: Duty): Promise<ReadonlySet<string>> {
  const store = rotaStore(work);
  const changed = (await store.overridesOf(id)).flatMap(({ person, by }) => [person, by]);
  const layers = (await store.layersOf(id)).flatMap(({ shape }) => shape.people);
  return new Set([...layers, ...changed].filter((each) => each !== undefined));
}

export async function forget(work: Work, duty: Duty): Promise<void> {
  for (const key of [turnOf(duty), remindOf(duty), lookOf(duty)]) await work.never(key);
}

/** Asks for the next moment at which somebody else can be on, and for the reminder before a shift. */
async function plan(work: Work, duty: Duty): Promise<void> {
  const now = work.now.getTime();
  const all = shifts(await rotaStore(work).rota(duty, soon(now)), soon(now));
  const team = await availabilityOf(work, duty.community);
  const edges = team.flatMap(({ away, trainedUntil }) => [
    trainedUntil,
    ...away.flatMap(({ start, end }) => [start, end]),
  ]);
  // Without a change in sight, it is looked for again when some time of that has gone by.
  const next = Math.min(now + ahead / 2, ...[...all.map(({ start }) => start), ...edges].filter((at) => at > now));
  await work.later('rota.turn', new Date(next), { duty: duty.id }, { key: turnOf(duty) });
  await planReminder(work, duty);
}

async function planReminder(work: Work, { id }: Duty): Promise<void> {
  const duty = (await rotaStore(work).byId(id))!;
  const now = work.now.getTime();
  const all = shifts(await rotaStore(work).rota(duty, soon(now)), soon(now));
  const from = Math.max(now, duty.remindedUntil.getTime());
  const first = all.find(
    ({ start, people }, at) => start > from && people.some((each) => !all[at - 1]!.people.includes(each)),
  );
  if (!first || duty.remind === 0) return work.never(remindOf(duty));
  const remind = new Date(Math.max(now, first.start - minutes(duty.remind)));
  return work.later('rota.remind', remind, { duty: id, at: String(first.start) }, { key: remindOf(duty) });
}

/** Somebody else may be on from now. */
export async function turn(work: Work, id: string): Promise<void> {
  const duty = await rotaStore(work).byId(id);
  if (duty) await settle(work, duty);
}

/**
 * Whoever is on from now on hears it, and so does whoever is not any more. After a stop of the program, it is what has
 * become of it that is told, not each change in between. Who is not there is not on, and hears nothing meanwhile.
 */
async function tellTurn(work: Work, { id }: Duty, knows: readonly string[]): Promise<void> {
  const store = rotaStore(work);
  const duty = (await store.byId(id))!;
  const now = work.now.getTime();
  const rota = await store.rota(duty, soon(now));
  const team = await availabilityOf(work, duty.community);
  const on = onDuty(rota, now).filter((each) => team.some((one) => one.person === each && counts(one, now)));
  const come = on.filter((each) => !duty.told.includes(each));
  const gone = duty.told.filter((each) => !on.includes(each));
  if (come.length + gone.length === 0) return;
  await store.change(duty.id, { told: on });
  for (const person of come.filter((each) => !knows.includes(each))) {
    const zone = await zoneOf(work, person, duty.community);
    const { end } = shiftOf(rota, person, soon(now))!;
    const others = on.filter((each) => each !== person);
    await tell(
      work,
      person,
      say(
        end === soon(now).end
          ? text('rota-on', { duty: dutyIn(duty) })
          : text('rota-on-until', { duty: dutyIn(duty), end: momentIn(zone, end) }),
        ...(others.length === 0 ? [] : [text('rota-on-with', { names: inText(await namesOf(work, others)) })]),
      ),
    );
  }
  const lost = new Set(team.filter(({ reachable }) => !reachable).map(({ person }) => person));
  for (const person of gone.filter((each) => !knows.includes(each) && !lost.has(each)))
    await tell(work, person, say(text('rota-off', { duty: dutyIn(duty) })));
  if (duty.tells)
    await tellSpace(work, duty, say(text('rota-now', { duty: dutyIn(duty), names: inText(await namesOf(work, on)) })));
}

/** Soon it is somebody's turn. */
export async function remind(work: Work, id: string, at: number): Promise<void> {
  const store = rotaStore(work);
  const duty = await store.byId(id);
  if (!duty) return;
  if (at > work.now.getTime()) {
    const rota = await store.rota(duty, { start: at - 1, end: at + 1 });
    const before = onDuty(rota, at - 1);
    const there = (await availabilityOf(work, duty.community)).filter((each) => counts(each, at));
    const come = new Set(onDuty(rota, at).filter((each) => !before.includes(each)));
    for (const { person } of there.filter((each) => come.has(each.person))) {
      const zone = await zoneOf(work, person, duty.community);
      const start = momentIn(zone, at);
      await tell(work, person, say(text('rota-soon', { duty: dutyIn(duty), start }), 'rota-soon-how'));
    }
    await store.change(id, { remindedUntil: new Date(at) });
  }
  await planReminder(work, duty);
}

/** Says something to one of the team, whatever silence they wish for as a member. */
export const tell = (work: Work, person: string, message: Message): Promise<void> =>
  work.say({ person }, message, { duty: true });

async function tellSpace(work: Work, duty: Duty, message: Message): Promise<void> {
  const { space, language } = await settingsOf(work, duty.community);
  if (space) await work.say({ space, locale: language }, message);
}
