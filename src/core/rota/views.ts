/** Who is on duty: now, next, at any minute that was, and in the coming weeks. */
import { command } from '../../chat/command.ts';
import { number } from '../../chat/field.ts';
import { say, text, type Text } from '../../chat/message.ts';
import { done, refused } from '../../chat/outcome.ts';
import type { Work } from '../../chat/ports.ts';
import { momentOf, when } from '../../chat/when.ts';
import { zoneOf } from '../availability/index.ts';
import { onDuty, shifts } from './rules.ts';
import { dutyIn, inText, momentIn, namesOf } from './sayings.ts';
import { aboutDuty, madeOf, preview } from './setting.ts';
import { rotaStore, type Duty } from './store.ts';
import { ahead } from './watch.ts';

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
    return done({ parts: [{ kind: 'list', items: await Array.fromAsync(all, (each) => nowLine(work, each, zone)) }] });
  },
});

/** By the same computation that everybody is called by. */
async function nowLine(work: Work, duty: Duty, zone: string): Promise<Text> {
  const now = work.now.getTime();
  const window = { start: now, end: now + ahead };
  const [present, next] = shifts(await rotaStore(work).rota(duty, window), window);
  const names = inText(await namesOf(work, present!.people));
  if (!next) return text('rota-who', { duty: dutyIn(duty), names });
  const after = inText(await namesOf(work, next.people));
  return text('rota-who-next', { duty: dutyIn(duty), names, at: momentIn(zone, next.start), after });
}

const show = aboutDuty(
  'rota show',
  'responder',
  { weeks: number({ summary: 'rota-field-weeks', optional: true, min: 1, max: 12 }) },
  async ({ weeks }, duty, scene, work) => {
    const zone = await zoneOf(work, scene.person, duty.community);
    const { parts } = await preview(work, duty, zone, weeks);
    const made = await madeOf(work, duty);
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
