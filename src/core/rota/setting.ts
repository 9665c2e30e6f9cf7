/** Setting a rota up: who takes turns, at which hours, and what a duty asks for. */
import { command, type Command } from '../../chat/command.ts';
import { choice, number, people, text as textField, yesno, type Answers, type Fields } from '../../chat/field.ts';
import { paragraph, said, say, text, type Message, type Part, type Text } from '../../chat/message.ts';
import { asks, done, refused, type Outcome } from '../../chat/outcome.ts';
import type { Scene, Work } from '../../chat/ports.ts';
import { hoursOfWeek, hoursText, momentOf, timeOfDay, weekdays, when, zone, type When } from '../../chat/when.ts';
import { days } from '../../time/clock.ts';
import { wallAt } from '../../time/zone.ts';
import { nameOf, responders } from '../people/index.ts';
import { dutyCalled, dutyFor, dutyName, dutyOffers, isUsual, newDuty, usual } from './duties.ts';
import { shifts, type Layer } from './rules.ts';
import { ahead, forget, gapsOf, settle, tell } from './watch.ts';
import { button, dutyIn, gapParts, inText, layerLine, namesOf, overrideLine, shiftLine } from './sayings.ts';
import { rotaStore, type Duty } from './store.ts';

const longestName = 60;
const dutyField = { duty: textField({ summary: 'rota-field-duty', max: longestName, optional: true }) };

/**
 * A command about one duty of the team. Which one is asked only where it can't be told: most teams have one, and
 * whoever changes their own shift means the duty that they have.
 */
export const aboutDuty = <const F extends Fields>(
  name: string,
  who: 'responder' | 'team',
  fields: F,
  run: (answers: Answers<F>, duty: Duty, scene: Scene, work: Work) => Promise<Outcome>,
  /** `also`: one that nobody has needed yet is made. */
  how: { readonly also: boolean } = { also: false },
): Command =>
  command({
    name,
    summary: `rota-command-${name.replaceAll(' ', '-')}`,
    who,
    fields: { ...fields, ...dutyField },
    async run(given, scene, work) {
      const { community } = scene;
      if (community === undefined) return refused('no-community');
      const answers = given as unknown as Answers<F> & { duty?: string };
      const all = await rotaStore(work).duties(community);
      if (answers.duty === undefined && all.length > 1) return asks('duty');
      const [only = usual[0]] = all.map((each) => each.name);
      const called = answers.duty === undefined ? only : await dutyCalled(work, community, answers.duty);
      const known = all.find((each) => each.name === called);
      if (called === undefined) return refused('rota-duty-unknown');
      if (!known && !how.also) return refused(answers.duty === undefined ? 'rota-duty-none' : 'rota-duty-unknown');
      return run(answers, known ?? (await dutyFor(work, community, called)), scene, work);
    },
    suggest: async (field, scene, work) =>
      field === 'duty' ? dutyOffers(work, scene.community, how) : colleagues(field, scene, work),
  });

/** Whom a field may mean: for those that ask for one person of the team. */
export async function colleagues(field: string, scene: Scene, work: Work) {
  if (!['person', 'by', 'people'].includes(field) || scene.community === undefined) return [];
  return Array.fromAsync(await responders(work, scene.community), async (each) => {
    const name = await nameOf(work, each);
    return { label: said(name), value: name };
  });
}

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
      start: begins(first, changed.zone, every, isDated(start)),
      seats: changed.seats,
      ...(window ? { within: window } : {}),
    });
  },
  { also: true },
);

const isDated = (written: When): boolean => 'in' in written || typeof written.day === 'string';

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

/** The duty with another zone or number of seats. Nothing: people are on it by another zone already. */
async function counted(
  work: Work,
  duty: Duty,
  { seats = duty.seats, clock = duty.zone }: { seats?: number | undefined; clock?: string | undefined },
): Promise<Duty | undefined> {
  const store = rotaStore(work);
  if (clock !== duty.zone && (await store.layersOf(duty.id)).length > 0) return undefined;
  if (clock !== duty.zone || seats !== duty.seats) await store.change(duty.id, { zone: clock, seats });
  return { ...duty, zone: clock, seats };
}

/** From now on these people are on as well: they hear it, and whoever set it reads what comes of it. */
async function setLayer(work: Work, duty: Duty, scene: Scene, shape: Layer['shape']): Promise<Outcome> {
  const store = rotaStore(work);
  const layer = await store.addLayer(duty.id, shape);
  await work.audit('rota.set', duty.id, { kind: shape.kind, people: shape.people.length });
  for (const person of shape.people)
    if (person !== scene.person)
      await tell(work, person, say(text('rota-put-on', { duty: dutyIn(duty) }), 'rota-put-on-how'));
  await settle(work, duty, scene.person);
  const undo = button(text('rota-button-remove'), 'rota remove', { part: layer, duty: duty.name });
  const message = await preview(work, duty, duty.zone);
  const busy = await otherwiseBusy(work, duty, shape.people);
  return done({
    parts: [...say(text('rota-set', { duty: dutyIn(duty) })).parts, ...message.parts, ...busy],
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

/** How many of the coming shifts are shown at once. */
const shown = 12;

/** The coming shifts in words, and where somebody is missing. `weeks`: how far ahead. */
export async function preview(work: Work, duty: Duty, clock: string, weeks = ahead / days(7)): Promise<Message> {
  const now = work.now.getTime();
  const window = { start: now, end: now + days(7 * weeks) };
  const rota = await rotaStore(work).rota(duty, window);
  // Where a team has hours, that nobody is on outside of them is no news.
  const all = shifts(rota, window).filter((each) => each.people.length > 0 || duty.hours.length === 0);
  const found = await gapsOf(work, duty, window);
  return {
    parts: [
      { kind: 'list', items: await Array.fromAsync(all.slice(0, shown), (each) => shiftLine(work, clock, each)) },
      ...(all.length > shown ? [paragraph('rota-more', { count: all.length - shown })] : []),
      ...(found.length === 0
        ? [paragraph('rota-full', { seats: duty.seats })]
        : [paragraph('rota-gap', { duty: dutyIn(duty) }), ...(await gapParts(work, duty, clock, found))]),
    ],
  };
}

/** The parts of a rota that are in force: who is on by the rota itself, and what was changed about it. */
async function partsOf(work: Work, duty: Duty): Promise<{ id: string; line: Text }[]> {
  const store = rotaStore(work);
  return [
    ...(await Array.fromAsync(await store.layersOf(duty.id), async (each) => ({
      id: each.id,
      line: await layerLine(work, each),
    }))),
    ...(await Array.fromAsync(await store.overridesOf(duty.id), async (each) => ({
      id: each.id,
      line: await overrideLine(work, duty.zone, each),
    }))),
  ];
}

/** By its number in `rota show`, or as its button says. */
const remove = aboutDuty(
  'rota remove',
  'team',
  { part: textField({ summary: 'rota-field-part', max: 60 }) },
  async ({ part }, duty, _, work) => {
    const store = rotaStore(work);
    const parts = await partsOf(work, duty);
    const id = parts.find((each, at) => each.id === part || String(at + 1) === part.trim())?.id;
    if (id === undefined || !((await store.endLayer(duty.id, id)) || (await store.endOverride(duty.id, id))))
      return refused('rota-part-unknown');
    await work.audit('rota.removed', duty.id);
    await settle(work, duty);
    const { parts: coming } = await preview(work, duty, duty.zone);
    return done({ parts: [...say('rota-removed').parts, ...coming] });
  },
);

/** What a rota is made of, with what can be taken out of it. */
export async function madeOf(work: Work, duty: Duty): Promise<Message> {
  const parts = await partsOf(work, duty);
  if (parts.length === 0) return { parts: [] };
  const items = parts.map(({ line: what }, at) => text('rota-part', { number: at + 1, what }));
  return {
    parts: [paragraph('rota-made-of'), { kind: 'list', items }],
    choices: parts
      .slice(0, mostButtons)
      .map(({ id }, at) =>
        button(text('rota-button-remove-part', { number: at + 1 }), 'rota remove', { part: id, duty: duty.name }),
      ),
  };
}

const mostButtons = 5;

const dutyList = command({
  name: 'duty list',
  summary: 'rota-command-duty-list',
  who: 'responder',
  fields: {},
  async run(_, { community }, work) {
    if (community === undefined) return refused('no-community');
    const all = await rotaStore(work).duties(community);
    if (all.length === 0) return done(say('rota-duty-none'));
    return done({ parts: [...say('rota-duties').parts, { kind: 'list', items: all.map(dutyLine) }] });
  },
});

const dutyLine = (duty: Duty) =>
  text('rota-duty-line', {
    duty: dutyIn(duty),
    seats: duty.seats,
    zone: duty.zone,
    hours: hoursText(duty.hours),
    remind: duty.remind,
    dedicated: text(duty.dedicated ? 'rota-dedicated' : 'rota-shared'),
  });

const dutyAdd = command({
  name: 'duty add',
  summary: 'rota-command-duty-add',
  who: 'team',
  fields: { name: textField({ summary: 'rota-field-name', max: longestName }) },
  async run({ name }, { community }, work) {
    if (community === undefined) return refused('no-community');
    if ((await dutyCalled(work, community, name)) !== undefined) return refused('rota-duty-there');
    await rotaStore(work).add(await newDuty(work, community, name));
    await work.audit('rota.duty', community);
    return done(say(text('rota-duty-added', { duty: name })));
  },
});

const dutySet = aboutDuty(
  'duty set',
  'team',
  {
    seats: number({ summary: 'rota-field-seats', optional: true, min: 1, max: 10 }),
    hours: hoursOfWeek({ summary: 'rota-field-hours', optional: true }),
    remind: number({ summary: 'rota-field-remind', optional: true, min: 0, max: 10_080 }),
    dedicated: yesno({ summary: 'rota-field-dedicated', optional: true }),
    tells: yesno({ summary: 'rota-field-tells', optional: true }),
  },
  async (answers, duty, _, work) => {
    if (Object.keys(answers).length > 1) await rotaStore(work).change(duty.id, changeOf(answers));
    const now = (await rotaStore(work).byId(duty.id))!;
    await settle(work, now);
    return done(say(dutyLine(now)));
  },
  { also: true },
);

function changeOf({ seats, hours, remind, dedicated, tells }: Partial<Duty>): Partial<Duty> {
  const given = { seats, hours, remind, dedicated, tells };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

const dutyRemove = aboutDuty('duty remove', 'team', {}, async (_, duty, __, work) => {
  await forget(work, duty);
  await rotaStore(work).remove(duty.id);
  await work.audit('rota.duty-removed', duty.community);
  return done(
    say(text(isUsual(duty.name) ? 'rota-duty-emptied' : 'rota-duty-removed', { duty: inText(dutyName(duty.name)) })),
  );
});

export const setting = [add, shift, remove, dutyList, dutyAdd, dutySet, dutyRemove];
