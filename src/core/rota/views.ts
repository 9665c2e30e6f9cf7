/** Who is on duty: now, next, at any minute that was, and in the coming weeks. */
import { command } from '../../chat/command.ts';
import { number } from '../../chat/field.ts';
import { say, text, type Text } from '../../chat/message.ts';
import { done, refused } from '../../chat/outcome.ts';
import type { Scene, Work } from '../../chat/ports.ts';
import { momentOf, spanIn, when } from '../../chat/when.ts';
import { availabilityOf, counts, zoneOf } from '../availability/index.ts';
import { nameOf } from '../people/index.ts';
import { aboutDuty } from './about.ts';
import { ahead } from './alarm.ts';
import { madeOf, preview } from './preview.ts';
import { onDuty, shiftOf, shifts } from './rules.ts';
import { dutyIn, inText, momentIn, namesOf } from './sayings.ts';
import { rotaStore, type Duty } from './store.ts';

const who = command({
  name: 'who',
  summary: 'rota-command-who',
  who: 'responder',
  fields: {},
  async run(_, scene, work) {
    const { community } = scene;
    if (community === undefined) return refused('no-community');
    const all = await rotaStore(work).duties(community);
    if (all.length === 0) return done(say('rota-duty-none'));
    const zone = await zoneOf(work, scene.person, community);
    const items = await Array.fromAsync(all, (each) => nowLine(work, each, zone));
    return done({ parts: [{ kind: 'list', items }, ...say(await ownLine(work, all, scene, zone)).parts] });
  },
});

/** By the same computation that everybody is called by. */
async function nowLine(work: Work, duty: Duty, zone: string): Promise<Text> {
  const now = work.now.getTime();
  const window = { start: now, end: now + ahead };
  const [present, next] = shifts(await rotaStore(work).rota(duty, window), window);
  const names = await thereNow(work, duty, present!.people);
  if (!next) return text('rota-who', { duty: dutyIn(duty), names });
  const after = inText(await namesOf(work, next.people));
  return text('rota-who-next', { duty: dutyIn(duty), names, at: momentIn(zone, next.start), after });
}

/** Who is on; of whoever can't be counted on just now, others see that and nothing else. */
async function thereNow(work: Work, { community }: Duty, on: readonly string[]): Promise<Text | string> {
  const team = await availabilityOf(work, community);
  const now = work.now.getTime();
  const [first, ...rest] = await Array.fromAsync(on, async (person): Promise<Text | string> => {
    const name = await nameOf(work, person);
    const there = team.some((each) => each.person === person && counts(each, now));
    return there ? name : text('rota-unavailable', { name });
  });
  return rest.reduce((before, each) => text('hours-and', { before, each }), first ?? text('rota-nobody'));
}

/** What whoever asks has to do with it. */
async function ownLine(work: Work, all: readonly Duty[], { person }: Scene, zone: string): Promise<Text> {
  const now = work.now.getTime();
  const window = { start: now, end: now + ahead * 4 };
  const mine = await Array.fromAsync(all, async (duty) => ({
    duty,
    span: shiftOf(await rotaStore(work).rota(duty, window), person, window),
  }));
  const [first] = mine
    .flatMap(({ duty, span }) => (span ? [{ duty, ...span }] : []))
    .toSorted((a, b) => a.start - b.start);
  if (!first) return text('rota-none-yours');
  const { duty, start, end } = first;
  if (start > now) return text('rota-next-yours', { duty: dutyIn(duty), ...spanIn(zone, { start, end }) });
  if (end === window.end) return text('rota-on', { duty: dutyIn(duty) });
  return text('rota-on-until', { duty: dutyIn(duty), end: momentIn(zone, end) });
}

const show = aboutDuty(
  'rota show',
  'responder',
  { weeks: number({ summary: 'rota-field-weeks', optional: true, min: 1, max: 12 }) },
  async ({ weeks }, duty, scene, work) => {
    const zone = await zoneOf(work, scene.person, duty.community);
    const { parts } = await preview(work, duty, zone, weeks);
    const made = await madeOf(work, duty, zone);
    const above = say(text('rota-of', { duty: dutyIn(duty), zone })).parts;
    return done({ ...made, parts: [...above, ...parts, ...made.parts] });
  },
);

/** For whoever looks into what happened: the past stays as it was, whatever has been set since. */
const at = aboutDuty(
  'rota at',
  'responder',
  { time: when({ summary: 'rota-field-at' }) },
  async ({ time }, duty, scene, work) => {
    const zone = await zoneOf(work, scene.person, duty.community);
    const moment = momentOf(time, zone, work.now, 'from');
    const rota = await rotaStore(work).rota(duty, { start: moment, end: moment + 1 });
    const names = inText(await namesOf(work, onDuty(rota, moment)));
    return done(say(text('rota-was', { duty: dutyIn(duty), at: momentIn(zone, moment), names })));
  },
);

export const views = [who, show, at];
