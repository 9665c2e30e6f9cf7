/** What each person sees of what stands in the playground. */
import type { FileRef } from '../../chat/field.ts';
import { plain, type Rendered } from '../../chat/message.ts';
import type { Form, Place, Urgency } from '../../chat/platform.ts';
import type { Body, Covered, Entry } from './entries.ts';
import { isIn, placeName, responders, square, type Person } from './people.ts';

/** One message as one person sees it. */
export interface Seen {
  readonly id: string;
  readonly at: string;
  /** An account, or `haven`. */
  readonly by: string;
  readonly kind: Body['kind'];
  /** Complete, without buttons; of the bot's messages with numbered choices. */
  readonly text: string;
  /** Nobody else in the place sees it. */
  readonly onlyYou: boolean;
  readonly files?: readonly (FileRef | Covered)[];
  readonly edited?: true;
  readonly how?: 'command' | 'press' | 'form';
  readonly message?: Rendered;
  readonly urgency?: Urgency;
  /** Waits to be filled in. */
  readonly form?: Form;
}

/** A place with what one person sees there, oldest first. */
export interface PlaceView {
  readonly place: Place;
  readonly entries: readonly Seen[];
}

/**
 * Everything that a person sees, by place. Holds nothing from which could be told what happens elsewhere: no
 * number of the sequence that all share, and no place that they are not in.
 */
export function viewsOf(person: Person, entries: readonly Entry[]): readonly PlaceView[] {
  const always: Place[] = [
    { kind: 'direct', account: person.account },
    { kind: 'shared', space: square },
    { kind: 'shared', space: responders },
  ];
  const places = new Map<string, { place: Place; entries: Seen[] }>();
  const at = (place: Place) => {
    const name = placeName(place);
    if (!places.has(name)) places.set(name, { place, entries: [] });
    return places.get(name)!.entries;
  };
  for (const place of always) if (isIn(person, place)) at(place);
  for (const entry of entries) {
    if (!sees(person, entry)) continue;
    const seen = shown(entry);
    if (seen) at(entry.place).push(seen);
  }
  return [...places.values()];
}

/** Whether an entry stands, or stood, before a person's eyes. */
export const sees = (person: Person, entry: Entry): boolean =>
  isIn(person, entry.place) && (entry.onlyFor ?? person.account) === person.account;

/** An entry as all see it who see it; nothing once it is gone. */
export function shown({ id, at, by, place, onlyFor, body }: Entry): Seen | undefined {
  if (!body) return undefined;
  const base = { id, at, by, kind: body.kind, onlyYou: place.kind === 'shared' && onlyFor !== undefined };
  if (body.kind === 'said')
    return { ...base, text: body.text, files: body.files, ...(body.edited && { edited: true }) };
  if (body.kind === 'did') return { ...base, text: body.text, how: body.how };
  const form = body.sent ? undefined : body.form;
  return {
    ...base,
    text: plain(body.message),
    message: body.message,
    urgency: body.urgency,
    ...(body.files && { files: body.files }),
    ...(form && { form }),
  };
}
