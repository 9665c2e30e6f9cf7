/** A rota in words: the coming shifts, where somebody is missing, and what it is made of. */
import { paragraph, text, type Message, type Part, type Text } from '../../chat/message.ts';
import type { Work } from '../../chat/ports.ts';
import { days } from '../../time/clock.ts';
import { availabilityOf } from '../availability/index.ts';
import { ahead, gapsOf } from './alarm.ts';
import { shifts } from './rules.ts';
import { button, dutyIn, gapParts, inText, layerLine, namesOf, overrideLine, shiftLine } from './sayings.ts';
import { rotaStore, type Duty } from './store.ts';

/** How many of the coming shifts are shown at once. */
const shown = 12;

/** The coming shifts in words, and where somebody is missing. `weeks`: how far ahead. */
export async function preview(work: Work, duty: Duty, clock: string, weeks = ahead / days(7)): Promise<Message> {
  const now = work.now.getTime();
  const window = { start: now, end: now + days(7 * weeks) };
  // Further than is shown, so that the last one is told with its own end.
  const far = { start: now, end: window.end + days(35) };
  // That nobody is on is told with the gaps.
  const all = shifts(await rotaStore(work).rota(duty, far), far).filter(
    ({ start, people }) => people.length > 0 && start < window.end,
  );
  if (all.length === 0 && (await partsOf(work, duty, clock)).length === 0)
    return { parts: [paragraph('rota-empty', { duty: dutyIn(duty) })] };
  const found = await gapsOf(work, duty, window);
  return {
    parts: [
      {
        kind: 'list',
        items: await Array.fromAsync(all.slice(0, shown), (each) => shiftLine(work, clock, each, far.end)),
      },
      ...(all.length > shown ? [paragraph('rota-more', { count: all.length - shown })] : []),
      ...(found.length === 0
        ? [paragraph('rota-full', { seats: duty.seats })]
        : [paragraph('rota-gap', { duty: dutyIn(duty) }), ...(await gapParts(work, duty, clock, found))]),
    ],
  };
}

/** Whom of these no message reaches: whoever puts them on a rota must know at once that nobody can count on them. */
export async function unreached(work: Work, { community }: Duty, people: readonly string[]): Promise<string[]> {
  const team = await availabilityOf(work, community);
  return people.filter((each) => team.some(({ person, reachable }) => person === each && !reachable));
}

export async function unreachedParts(work: Work, duty: Duty, people: readonly string[]): Promise<Part[]> {
  const lost = await unreached(work, duty, people);
  if (lost.length === 0) return [];
  return [paragraph('rota-unreached', { names: inText(await namesOf(work, lost)) })];
}

/** The parts of a rota that are in force: who is on by the rota itself, and what was changed about it. */
export async function partsOf(work: Work, duty: Duty, clock: string): Promise<{ id: string; line: Text }[]> {
  const store = rotaStore(work);
  return [
    ...(await Array.fromAsync(await store.layersOf(duty.id), async (each) => ({
      id: each.id,
      line: await layerLine(work, each),
    }))),
    ...(await Array.fromAsync(await store.overridesOf(duty.id), async (each) => ({
      id: each.id,
      line: await overrideLine(work, clock, each),
    }))),
  ];
}

/**
 * Of so many parts a rota can be made. All of them are looked through whenever it is asked who is on, while everything
 * else waits. Filling a gap and taking over are never refused for it.
 */
export const mostParts = 200;

export async function isFull(work: Work, { id }: Duty): Promise<boolean> {
  const store = rotaStore(work);
  return (await store.layersOf(id)).length + (await store.overridesOf(id)).length >= mostParts;
}

const mostButtons = 5;
/** How many of them are shown at once. */
const shownParts = 30;

/** What a rota is made of, with what can be taken out of it. */
export async function madeOf(work: Work, duty: Duty, clock: string): Promise<Message> {
  const parts = await partsOf(work, duty, clock);
  const gone = await rotaStore(work).gone(duty.id);
  const left = gone.length === 0 ? [] : [paragraph('rota-left', { names: inText(await namesOf(work, gone)) })];
  if (parts.length === 0) return { parts: left };
  const items = parts.slice(0, shownParts).map(({ line: what }, at) => text('rota-part', { number: at + 1, what }));
  const count = parts.length - items.length;
  const more = count > 0 ? [paragraph('rota-parts-more', { count })] : [];
  return {
    parts: [paragraph('rota-made-of'), { kind: 'list', items }, ...more, ...left],
    choices: parts
      .slice(0, mostButtons)
      .map(({ id }, at) =>
        button(text('rota-button-remove-part', { number: at + 1 }), 'rota remove', { part: id, duty: duty.name }),
      ),
  };
}
