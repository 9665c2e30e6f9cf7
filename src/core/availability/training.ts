/** Whoever is called only while they are trained hears in time that this ends, and when it has ended. */
import { say, text, type Message } from '../../chat/message.ts';
import type { Work } from '../../chat/ports.ts';
import { days, hours } from '../../time/clock.ts';
import { availabilityOf, isTrained, zoneOf } from './directory.ts';

/** How long before it ends they hear of it. In milliseconds. */
const before = days(14);
/** How long there is to note what was not noted yet, before it is told that it is missing. In milliseconds. */
const toBeNoted = hours(1);

/** After it has changed how long a training of somebody counts: asks for the next thing that they are to hear. */
export async function planTraining(work: Work, community: string, person: string): Promise<void> {
  const key = `training/${community}/${person}`;
  const until = (await availabilityOf(work, community)).find((each) => each.person === person)?.trainedUntil;
  if (until === undefined || until === Infinity) return work.never(key);
  const now = work.now.getTime();
  const next = until - before > now ? until - before : until > now ? until : now + toBeNoted;
  return work.later('availability.training', new Date(next), { community, person }, { key });
}

/** Tells somebody how long they are called still, or that they are not called any more. */
export async function tellTraining(work: Work, community: string, person: string): Promise<void> {
  const one = (await availabilityOf(work, community)).find((each) => each.person === person);
  if (!one || one.trainedUntil === Infinity) return;
  const counts = isTrained(one, work.now.getTime());
  if (counts) await planTraining(work, community, person);
  const until = { at: new Date(one.trainedUntil), zone: await zoneOf(work, person, community), show: 'day' } as const;
  const message: Message =
    one.trainedUntil === -Infinity
      ? say('availability-training-missing')
      : say(text(counts ? 'availability-training-ends' : 'availability-training-over', { until }));
  await work.say({ person }, message, { duty: true });
  if (!counts) await work.notice({ kind: 'availability', community, person });
}
