/** Events of rooms as arrivals. */
import type { Account, Arrival, Delivered, Place, What } from '../../chat/platform.ts';
import { Fault, type FaultKind } from '../../chat/outcome.ts';
import type { House } from '../../chat/ports.ts';
import { fields, word } from './content.ts';
import type { Crypto } from './crypto/index.ts';
import type { Directs } from './directs.ts';
import { eventsOf, timeOf, type RoomEvent } from './events.ts';
import type { Http } from './http.ts';

import { eventIn, newReactions } from './reactions.ts';
import type { Room, Rooms } from './rooms.ts';
import { changeIn, saidIn } from './said.ts';
import type { Spaces } from './spaces.ts';
import type { Topics } from './topics.ts';
import { openWaiting } from './waiting.ts';
import { addressed, cleanName, commandIn, type Names } from './words.ts';

export interface Ears {
  readonly house: House;
  readonly http: Http;
  readonly rooms: Rooms;
  readonly directs: Directs;
  readonly topics: Topics;
  readonly spaces: Spaces;
  readonly crypto: Crypto;
  readonly self: string;
}

export interface Listener {
  /** Takes up what could not be read before; called once, before anything is heard. */
  begin(): Promise<void>;
  /** Hands over what an event means to us, and returns when it is stored. Throws a `Fault` when it could not be stored. */
  hear(room: Room, event: RoomEvent): Promise<void>;
  stop(): Promise<void>;
}

const worthATry: ReadonlySet<FaultKind> = new Set(['down', 'limited', 'unsure']);

/** Under which the last event is kept that was handed over of a room. */
export const seenKey = (room: string): string => `seen/${room}`;

export function newListener(ears: Ears): Listener {
  const { house, http, rooms, directs, topics, spaces, crypto, self } = ears;

  const reactions = newReactions({ http, crypto, self });
  const waiting = openWaiting({
    house,
    async hear({ room: id, event }) {
      const room = await rooms.of(id).catch((error: unknown) => {
        if (!(error instanceof Fault) || error.kind !== 'denied') throw error;
      });
      // Where we are not any longer, nothing can be answered.
      await (room ? hear(room, event) : waiting.forget(event.event_id));
    },
    async tell({ room: id, event, session }) {
      const room = await rooms.of(id);
      const place = placeOf(room, event.sender, fields(event.content['m.relates_to']));
      // Among others it may not have been for us at all.
      if (place.kind === 'shared' && place.topic === undefined) return;
      const what = { kind: 'unreadable', how: 'matrix-unreadable' } as const;
      const eventId = `unreadable/${session || event.event_id}/${event.sender}`;
      await house.receive({ ...arrivalOf(room, event, place, what), eventId });
    },
  });
  crypto.onKeys = (sessions) => waiting.came(sessions);

  async function hear(room: Room, event: RoomEvent): Promise<void> {
    if (event.sender === self || fields(event.unsigned)['redacted_because'] !== undefined) return;
    const heard = await understood(room, event).catch((error: unknown): Heard => {
      if (error instanceof Fault && worthATry.has(error.kind)) throw error;
      // What somebody sent must never keep us from hearing what comes after it.
      house.log.error('matrix: an event could not be read');
      return { session: '', hopeless: true };
    });
    if (heard.session !== undefined) {
      await waiting.note({ room: room.id, event, session: heard.session }, heard.hopeless);
      return;
    }
    if (heard.meant) {
      const { place, what } = heard.meant;
      if (directs.accountOf(room) === event.sender) await directs.met(event.sender, room.id);
      else if (what.kind === 'command' && spaces.runs(event.sender, room)) await directs.use(room.id);
      const keep = [[seenKey(room.id), event.event_id]] as const;
      await house.receive(arrivalOf(room, event, place, what), { keep });
      if (what.kind === 'deleted') await waiting.forget(what.id);
    }
    await waiting.forget(event.event_id);
  }

  async function understood(room: Room, event: RoomEvent): Promise<Heard> {
    if (event.type !== 'm.room.encrypted') return { meant: await meaningOf(room, event, event) };
    // Redacted.
    if (event.content.ciphertext === undefined) return { meant: undefined };
    const found = await crypto.open(room.id, event);
    if (!found.ok) return { session: found.session, hopeless: !found.waiting };
    return { meant: await meaningOf(room, found.event, event) };
  }

  /** `sent`: as the homeserver told it, with what is never sealed. */
  async function meaningOf(room: Room, event: RoomEvent, sent: RoomEvent): Promise<Meant | undefined> {
    if (event.type === 'm.reaction') return reacted(room, event);
    const relation = fields(sent.content['m.relates_to'] ?? event.content['m.relates_to']);
    const place = placeOf(room, sent.sender, relation);
    if (event.type === 'm.room.redaction') {
      const gone = word(sent.redacts) ?? word(fields(event.content)['redacts']);
      // Whether somebody may take it away is judged by the homeserver, which sees nothing of what is sealed.
      if (gone === undefined || sent.type !== event.type) return undefined;
      const matters = place.kind === 'direct' || (await standsAmongOthers(room, gone));
      return matters ? { place, what: { kind: 'deleted', id: gone } } : undefined;
    }
    const names = namesIn(room);
    const change = changeIn({ ...event.content, 'm.relates_to': relation }, names);
    if (change) {
      // What was written under encryption can't be changed from outside of it.
      if (room.encrypted && sent.type !== 'm.room.encrypted') return undefined;
      const where = await placeOfChange(room, sent, place, change.of);
      return where && { place: where, what: { kind: 'edited', id: change.of, text: change.said.text } };
    }
    const said = saidIn(event, names);
    if (!said) return undefined;
    const what = { kind: 'message', id: sent.event_id, ...said, ...answersOf(room, relation) } as const;
    if (place.kind === 'direct') return { place, what: { ...what, toUs: true } };
    const { text, toUs } = addressed(said.text, self, room.members.get(self)?.name ?? '');
    const users = fields(event.content['m.mentions'])['user_ids'];
    const mentioned = toUs || (Array.isArray(users) && users.includes(self));
    const meant = commandOr({ ...what, text, toUs: mentioned });
    // Where several read, only what is addressed to us or stands in a thread of ours is for us.
    return meant.kind === 'command' || meant.toUs || place.topic !== undefined ? { place, what: meant } : undefined;
  }

  /** A reaction counts as if what it stands for had been typed below the message that it stands on. */
  async function reacted(room: Room, event: RoomEvent): Promise<Meant | undefined> {
    if (placeOf(room, event.sender, {}).kind === 'direct') return undefined;
    const chosen = await reactions.chosenIn(room.id, event);
    if (!chosen) return undefined;
    const { typed, on } = chosen;
    const relation = fields(on.content['m.relates_to']);
    // The first message of a thread does not say that it is one.
    const inThread = relation['rel_type'] === 'm.thread' ? relation : { rel_type: 'm.thread', event_id: on.event_id };
    const place = placeOf(room, event.sender, inThread);
    if (place.kind === 'direct' || place.topic === undefined) return undefined;
    const answers = { place: room.id, message: on.event_id };
    return {
      place,
      what: commandOr({ kind: 'message', id: event.event_id, text: typed, files: [], toUs: true, answers }),
    };
  }

  /** A command, where a message is one. */
  function commandOr(message: Message): Message | Extract<What, { kind: 'command' }> {
    const command = message.files.length > 0 ? undefined : commandIn(message.text);
    const read = command === undefined ? undefined : house.readCommand(command);
    return read
      ? { kind: 'command', ...read, typed: message.id }
      : { ...message, toUs: message.toUs || command !== undefined };
  }

  /** Whoever may take away all that stands in a room may not by that take away what stands in another one. */
  const standsAmongOthers = async (room: Room, id: string): Promise<boolean> =>
    topics.isIn(room.id) && eventsOf([await eventIn(http, room.id, id)]).length > 0;

  /** Of a change only the message that it changes tells the thread; outside of threads of ours it is not for us. */
  async function placeOfChange(room: Room, change: RoomEvent, place: Place, of: string): Promise<Place | undefined> {
    if (place.kind === 'direct') return place;
    if (!topics.isIn(room.id)) return undefined;
    const [changed] = eventsOf([await eventIn(http, room.id, of)]);
    if (changed?.sender !== change.sender) return undefined;
    const where = placeOf(room, change.sender, fields(changed.content['m.relates_to']));
    return where.kind === 'shared' && where.topic !== undefined ? where : undefined;
  }

  function placeOf(room: Room, sender: string, { rel_type: kind, event_id: root }: Relation): Place {
    // Whoever wrote it may have left since.
    if (directs.accountOf(room) !== undefined || directs.isDeserted(room)) return { kind: 'direct', account: sender };
    const topic = kind === 'm.thread' && typeof root === 'string' ? topics.topicOf(room.id, root) : undefined;
    return { kind: 'shared', space: room.id, ...(topic === undefined ? {} : { topic }) };
  }

  function arrivalOf(room: Room, event: RoomEvent, place: Place, what: What): Arrival {
    const { event_id: eventId, sender } = event;
    const nobody = what.kind === 'deleted' && place.kind === 'shared';
    const from: Account = nobody
      ? { account: self, name: '' }
      : { account: sender, name: room.members.get(sender)?.name ?? sender };
    const at = timeOf(event, house.clock.now());
    if (place.kind === 'direct') return { eventId, at, from, place, shares: spaces.sharedWith(sender), what };
    const server = spaces.serverOf(room);
    const called = cleanName(room.name);
    const runsServer = spaces.runs(sender, room);
    return { eventId, at, from, place, server, runsServer, ...(called === '' ? {} : { called }), what };
  }

  /** Whoever is named may not be in this room, but in a space of ours. */
  const namesIn = (room: Room): Names => ({
    user: (id) =>
      [room, ...rooms.spaces()].map(({ members }) => members.get(id)?.name).find((name) => name !== undefined),
    room: (named) =>
      rooms.known(named) ??
      (named.startsWith('#')
        ? [...rooms.joined()].map(rooms.known).find((each) => each?.address === named)
        : undefined),
  });

  return { begin: () => waiting.begin(), hear, stop: () => waiting.stop() };
}

/** Beside what is sealed, never in it (Matrix specification, "Relationships and encryption"). */
type Relation = Readonly<Record<string, unknown>>;
type Message = Extract<What, { kind: 'message' }>;
/** What an event means to us, where it means anything; of one that can't be read, the session whose key is missing. */
type Heard =
  | { readonly meant: Meant | undefined; readonly session?: undefined }
  | { readonly session: string; readonly hopeless: boolean };

/** What an event means to us, and where. */
interface Meant {
  readonly place: Place;
  readonly what: What;
}

/** What this one answers; in a thread, clients without threads are told of its last message, which is no answer. */
function answersOf(room: Room, relation: Relation): { answers?: Delivered } {
  const { 'm.in_reply_to': answered, is_falling_back: fallingBack } = relation;
  const message = fields(answered)['event_id'];
  if (typeof message !== 'string' || fallingBack === true) return {};
  return { answers: { place: room.id, message } };
}
