/**
 * Reactions stand for what could be typed: 2️⃣ on a message of ours for its second choice. Only in shared rooms, since
 * homeservers can read reactions even where everything else is encrypted.
 */
import type { Rendered } from '../../chat/message.ts';
import { fields } from './content.ts';
import type { Crypto } from './crypto/index.ts';
import { eventsOf, type RoomEvent } from './events.ts';
import { MatrixFault, path, type Http } from './http.ts';

/** Beside the words of a message of ours: what to type for each of its choices. */
const choicesField = 'org.haven.choices';

export const typedFor = ({ choices }: Rendered): object =>
  choices.length > 0 ? { [choicesField]: choices.map(({ typed }) => typed) } : {};

/** A choice by its place: a number, also as an emoji (`3`, `3️⃣`, `🔟`); nothing for any other reaction. */
export function numberOf(key: unknown): number | undefined {
  if (key === '🔟') return 10;
  const digit = typeof key === 'string' ? /^([1-9])\uFE0F?\u20E3?$/u.exec(key)?.[1] : undefined;
  return digit === undefined ? undefined : Number(digit);
}

export interface Chosen {
  /** What could have been typed instead. */
  readonly typed: string;
  /** The message of ours that was reacted to, as it was sent. */
  readonly on: RoomEvent;
}

export interface Reactions {
  /** What a reaction in this room chose; nothing where it means nothing to us. Throws a `MatrixFault`. */
  chosenIn(room: string, reaction: RoomEvent): Promise<Chosen | undefined>;
}

/** A message that was reacted to, with what can be typed for its choices. */
interface Offer {
  readonly on: RoomEvent;
  readonly typed: readonly unknown[];
}

/** An event of a room, as the homeserver tells it; nothing where there is none for us. Throws a `MatrixFault`. */
export const eventIn = (http: Http, room: string, id: string): Promise<unknown> =>
  http.call<unknown>({ method: 'GET', path: path('rooms', room, 'event', id), apart: true }).catch((error: unknown) => {
    if (!(error instanceof MatrixFault) || error.kind !== 'denied') throw error;
  });

/** Messages that are remembered: several people react to one. */
const mostRemembered = 200;

export function newReactions({ http, crypto, self }: { http: Http; crypto: Crypto; self: string }): Reactions {
  const looked = new Map<string, Offer | undefined>();

  async function offerOf(room: string, id: string): Promise<Offer | undefined> {
    const [on] = eventsOf([await eventIn(http, room, id)]);
    if (on?.sender !== self) return undefined;
    const opened = on.type === 'm.room.encrypted' ? await crypto.open(room, on) : { ok: true as const, event: on };
    const typed = opened.ok ? opened.event.content[choicesField] : undefined;
    return Array.isArray(typed) ? { on, typed } : undefined;
  }

  return {
    async chosenIn(room, { content }) {
      const { rel_type: kind, event_id: id, key } = fields(content['m.relates_to']);
      const number = numberOf(key);
      if (kind !== 'm.annotation' || typeof id !== 'string' || number === undefined) return undefined;
      const name = `${room}/${id}`;
      if (!looked.has(name)) {
        looked.set(name, await offerOf(room, id));
        if (looked.size > mostRemembered) looked.delete(looked.keys().next().value!);
      }
      const offer = looked.get(name);
      const typed = offer?.typed[number - 1];
      return offer && typeof typed === 'string' ? { typed, on: offer.on } : undefined;
    },
  };
}
