/** The duties of a team: naming them, and what each asks for. */
import { command } from '../../chat/command.ts';
import { number, text as textField, yesno } from '../../chat/field.ts';
import { say, text } from '../../chat/message.ts';
import { done, refused } from '../../chat/outcome.ts';
import { hoursOfWeek, hoursText } from '../../chat/when.ts';
import { nameOf } from '../people/index.ts';
import { aboutDuty, longestName } from './about.ts';
import { dutyCalled, isUsual, newDuty } from './duties.ts';
import { dutyIn } from './sayings.ts';
import { rotaStore, type Duty } from './store.ts';
import { forget, involved, settle, tell } from './watch.ts';

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
    const change = changeOf(answers);
    if (Object.keys(change).length > 0) await rotaStore(work).change(duty.id, change);
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

const dutyRemove = aboutDuty('duty remove', 'team', {}, async (_, duty, scene, work) => {
  const name = await nameOf(work, scene.person);
  for (const person of await involved(work, duty))
    if (person !== scene.person) await tell(work, person, say(text('rota-put-off', { duty: dutyIn(duty), name })));
  await forget(work, duty);
  await rotaStore(work).remove(duty.id);
  await work.audit('rota.duty-removed', duty.community);
  return done(say(text(isUsual(duty.name) ? 'rota-duty-emptied' : 'rota-duty-removed', { duty: dutyIn(duty) })));
});

export const naming = [dutyList, dutyAdd, dutySet, dutyRemove];
