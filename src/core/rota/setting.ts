/** Setting a rota up: who takes turns, and at which hours. */
import { choice, number, people, text as textField } from '../../chat/field.ts';
import { paragraph, say, text, type Part } from '../../chat/message.ts';
import { done, refused, type Outcome } from '../../chat/outcome.ts';
import type { Scene, Work } from '../../chat/ports.ts';
import { hoursOfWeek, momentOf, timeOfDay, weekdays, when, zone, type When } from '../../chat/when.ts';
import { days } from '../../time/clock.ts';
import { wallAt } from '../../time/zone.ts';
import { zoneOf } from '../availability/index.ts';
import { settingsOf } from '../community/index.ts';
import { nameOf, responders } from '../people/index.ts';
import { aboutDuty } from './about.ts';
import { isFull, mostParts, partsOf, preview, unreached, unreachedParts } from './preview.ts';
import type { Layer } from './rules.ts';
import { button, dutyIn, inText, layerLine, namesOf, overrideLine } from './sayings.ts';
import { rotaStore, type Duty } from './store.ts';
import { settle, tell } from './watch.ts';

const everyOf = {
  hour: { every: 1, unit: 'hour' },
  day: { every: 1, unit: 'day' },
  week: { every: 1, unit: 'week' },
  fortnight: { every: 2, unit: 'week' },
  month: { every: 1, unit: 'month' },
} as const;
const turns = ['week', 'day', 'fortnight', 'month', 'hour'] as const;

/** People who take turns. With what is asked for alone, five people have a weekly rota after four answers. */
const add = aboutDuty(
  'rota add',
  'team',
  {
    people: people({ summary: 'rota-field-people' }),
    every: choice({ summary: 'rota-field-every', of: turns, labels: 'rota-every' }),
    start: when({ summary: 'rota-field-start' }),
    seats: number({ summary: 'rota-field-seats', optional: true, min: 1, max: 10 }),
    zone: zone({ summary: 'rota-field-zone', optional: true }),
    hours: hoursOfWeek({ summary: 'rota-field-within', optional: true }),
  },
  async ({ people: all, every, start, seats, zone: clock, hours = [] }, duty, scene, work) => {
    if (hours.length > 1) return refused('rota-one-window');
    const stranger = await strangerIn(work, duty, all);
    if (stranger) return stranger;
    const changed = await counted(work, duty, { seats, clock });
    if (!changed) return refused('rota-other-zone', { zone: duty.zone });
    if (all.length < changed.seats) return refused('rota-too-few', { seats: changed.seats, count: all.length });
    const first = momentOf(start, changed.zone, work.now, 'from');
    if (Math.abs(first - work.now.getTime()) > days(366)) return refused('rota-start-far');
    const [window] = hours;
    return setLayer(work, changed, scene, {
      kind: 'rotation',
      people: all,
      ...everyOf[every],
      start: begins(first, changed.zone, every, isDated(start) || first <= work.now.getTime()),
      seats: changed.seats,
      ...(window ? { within: window } : {}),
    });
  },
  { also: true },
);

const isDated = (written: When): boolean => 'in' in written || 'at' in written || typeof written.day === 'string';

/** Where it was said when turns change, and not on which day the first one begins, that turn has begun already. */
function begins(first: number, clock: string, turn: keyof typeof everyOf, dated: boolean): string {
  const { every, unit } = everyOf[turn];
  const at = wallAt(first, clock);
  return (dated ? at : at.subtract({ [`${unit}s`]: every })).toString({ smallestUnit: 'minute' });
}

/** The same people on the same days. */
const shift = aboutDuty(
  'rota shift',
  'team',
  {
    people: people({ summary: 'rota-field-people' }),
    days: weekdays({ summary: 'rota-field-days' }),
    from: timeOfDay({ summary: 'rota-field-from-time' }),
    to: timeOfDay({ summary: 'rota-field-to-time' }),
    zone: zone({ summary: 'rota-field-zone', optional: true }),
  },
  async ({ people: all, days: on, from, to, zone: clock }, duty, scene, work) => {
    const stranger = await strangerIn(work, duty, all);
    if (stranger) return stranger;
    const changed = await counted(work, duty, { clock });
    if (!changed) return refused('rota-other-zone', { zone: duty.zone });
    return setLayer(work, changed, scene, { kind: 'fixed', people: all, hours: { days: on, from, to } });
  },
  { also: true },
);

async function strangerIn(work: Work, { community }: Duty, all: readonly string[]): Promise<Outcome | undefined> {
  const team = await responders(work, community);
  const other = all.find((each) => !team.includes(each));
  return other === undefined ? undefined : refused('rota-not-in-team', { name: await nameOf(work, other) });
}

/**
 * The duty with another zone or number of seats; where nobody is on it yet, it goes by the present clock of the team.
 * Nothing: people are on it by another zone already.
 */
async function counted(
  work: Work,
  duty: Duty,
  { seats = duty.seats, clock }: { seats?: number | undefined; clock?: string | undefined },
): Promise<Duty | undefined> {
  const isNew = (await rotaStore(work).layersOf(duty.id)).length === 0;
  if (isNew) return { ...duty, zone: clock ?? (await settingsOf(work, duty.community)).zone, seats };
  return clock === undefined || clock === duty.zone ? { ...duty, seats } : undefined;
}

/** From now on these people are on as well: they hear it, and whoever set it reads what comes of it. */
async function setLayer(work: Work, duty: Duty, scene: Scene, shape: Layer['shape']): Promise<Outcome> {
  if (await isFull(work, duty)) return refused('rota-too-many', { most: mostParts });
  const store = rotaStore(work);
  await store.change(duty.id, { zone: duty.zone, seats: duty.seats });
  const layer = await store.addLayer(duty.id, shape);
  await work.audit('rota.set', duty.id, { kind: shape.kind, people: shape.people.length });
  const lost = await unreached(work, duty, shape.people);
  for (const person of shape.people) {
    if (person === scene.person) continue;
    const late = lost.includes(person) ? ['rota-put-on-late'] : [];
    await tell(work, person, say(text('rota-put-on', { duty: dutyIn(duty) }), ...late, 'rota-put-on-how'));
  }
  await settle(work, duty, { by: scene.person });
  const undo = button(text('rota-button-remove'), 'rota remove', { part: layer, duty: duty.name });
  const message = await preview(work, duty, duty.zone);
  // Where people are on at certain hours only, these may be all that the team wants.
  const hourly = (await store.layersOf(duty.id)).some(({ shape: each }) => each.kind === 'fixed' || each.within);
  return done({
    parts: [
      ...say(text('rota-set', { duty: dutyIn(duty), zone: duty.zone })).parts,
      ...message.parts,
      // A team that has told no zone goes by UTC, which few live by.
      ...(duty.zone === 'UTC' ? [paragraph('rota-set-zone')] : []),
      ...(hourly && duty.hours.length === 0 ? [paragraph('rota-set-hours')] : []),
      ...(await unreachedParts(work, duty, shape.people)),
      ...(await otherwiseBusy(work, duty, shape.people)),
    ],
    choices: [undo],
  });
}

/** Who has another duty though one of the two wants them alone. */
async function otherwiseBusy(work: Work, duty: Duty, all: readonly string[]): Promise<Part[]> {
  const store = rotaStore(work);
  const found: Part[] = [];
  for (const other of await store.duties(duty.community)) {
    if (other.id === duty.id || !(duty.dedicated || other.dedicated)) continue;
    const on = new Set((await store.layersOf(other.id)).flatMap(({ shape }) => shape.people));
    const both = all.filter((each) => on.has(each));
    if (both.length === 0) continue;
    await work.audit('rota.two-duties', duty.id, { people: both.length });
    const names = inText(await namesOf(work, both));
    found.push(paragraph('rota-two-duties', { names, one: dutyIn(duty), other: dutyIn(other) }));
  }
  return found;
}

/** By its number in `rota show`, or as its button says. Whom it concerns hears of it. */
const remove = aboutDuty(
  'rota remove',
  'team',
  { part: textField({ summary: 'rota-field-part', max: 60 }) },
  async ({ part }, duty, scene, work) => {
    const store = rotaStore(work);
    const parts = await partsOf(work, duty, duty.zone);
    const id = parts.find((each, at) => each.id === part || String(at + 1) === part.trim())?.id;
    const layer = (await store.layersOf(duty.id)).find((each) => each.id === id);
    const change = (await store.overridesOf(duty.id)).find((each) => each.id === id);
    if (id === undefined || !((await store.endLayer(duty.id, id)) || (await store.endOverride(duty.id, id))))
      return refused('rota-part-unknown');
    await work.audit('rota.removed', duty.id);
    const name = await nameOf(work, scene.person);
    for (const person of new Set([...(layer?.shape.people ?? []), change?.person, change?.by])) {
      if (person === undefined || person === scene.person) continue;
      const zone = await zoneOf(work, person, duty.community);
      const what = layer ? await layerLine(work, layer) : await overrideLine(work, zone, change!);
      await tell(work, person, say(text('rota-taken-out', { name, duty: dutyIn(duty), what })));
    }
    await settle(work, duty, { by: scene.person });
    const { parts: coming } = await preview(work, duty, duty.zone);
    return done({ parts: [...say('rota-removed').parts, ...coming] });
  },
  {
    offers: async (field, duty, scene, work) =>
      field === 'part'
        ? (await partsOf(work, duty, await zoneOf(work, scene.person, duty.community))).map(({ id, line }) => ({
            label: line,
            value: id,
          }))
        : [],
  },
);

export const setting = [add, shift, remove];
