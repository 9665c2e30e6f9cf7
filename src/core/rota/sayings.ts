import { daysText, hoursText, spanIn } from '../../chat/when.ts';
import { said, text, type Choice, type Moment, type Part, type Text, type Words } from '../../chat/message.ts';
import type { Work } from '../../chat/ports.ts';
import { nameOf } from '../people/index.ts';
import { dutyName } from './duties.ts';
import type { Gap, Layer, Override, Shift } from './rules.ts';
import type { Duty } from './store.ts';

export const momentIn = (zone: string, at: number): Moment => ({ at: new Date(at), zone, show: 'zoned' });

export const button = (label: Text, name: string, args: Readonly<Record<string, string>>): Choice => ({
  label,
  does: { kind: 'command', name, args },
});

export async function namesOf(work: Work, people: readonly string[]): Promise<Words> {
  if (people.length === 0) return text('rota-nobody');
  return said((await Array.fromAsync(people, (each) => nameOf(work, each))).join(', '));
}

/** A text takes no `Words`: what somebody is called stands in it as it is. */
export const inText = (words: Words): string | Text => ('said' in words ? words.said : words);

export const dutyIn = ({ name }: Duty): string | Text => inText(dutyName(name));

/** `sight`: the end of what has been looked at; a shift that lasts until then has no end that is known. */
export async function shiftLine(work: Work, zone: string, { start, end, people }: Shift, sight: number): Promise<Text> {
  const names = inText(await namesOf(work, people));
  return end === sight
    ? text('rota-line-open', { start: { at: new Date(start), zone }, names })
    : text('rota-line', { ...spanIn(zone, { start, end }), names });
}

/** How many gaps are told at once. */
const mostGaps = 5;

/** Where nobody, or too few, are on; and who could be. */
export async function gapParts(work: Work, duty: Duty, zone: string, gaps: readonly Gap[]): Promise<Part[]> {
  const items = await Array.fromAsync(gaps.slice(0, mostGaps), async ({ start, end, on, free }) =>
    text(on.length === 0 ? 'rota-gap-empty' : 'rota-gap-few', {
      ...spanIn(zone, { start, end }),
      names: inText(await namesOf(work, on)),
      missing: duty.seats - on.length,
      free: inText(await namesOf(work, free)),
    }),
  );
  const more = gaps.length - items.length;
  return [
    { kind: 'list', items },
    ...(more > 0 ? [{ kind: 'paragraph', text: text('rota-gap-more', { count: more }) } as const] : []),
  ];
}

export async function layerLine(work: Work, { shape }: Layer): Promise<Text> {
  const names = inText(await namesOf(work, shape.people));
  if (shape.kind === 'fixed') {
    const { days, from, to } = shape.hours;
    return text('rota-fixed', { names, days: daysText(days), from, to });
  }
  const { every, unit, seats, within } = shape;
  const turns = text(`rota-turns-${unit}`, { every });
  return within
    ? text('rota-rotation-within', { names, turns, seats, hours: hoursText([within]) })
    : text('rota-rotation', { names, turns, seats });
}

export async function overrideLine(
  work: Work,
  zone: string,
  { kind, person, by, start, end }: Override,
): Promise<Text> {
  return text(`rota-override-${kind}`, {
    name: inText(await namesOf(work, [person])),
    by: inText(await namesOf(work, by === undefined ? [] : [by])),
    ...spanIn(zone, { start, end }),
  });
}
