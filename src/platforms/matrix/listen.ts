/** Events of rooms as arrivals. */
import type { Account, Arrival, Delivered, Place, What } from '../../chat/platform.ts';
import type { House } from '../../chat/ports.ts';
import { fields, word } from './content.ts';
import type { Crypto } from './crypto/index.ts';
import type { Directs } from './directs.ts';
import { timeOf, type RoomEvent } from './events.ts';
import type { Http } from './http.ts';

import type { Room, Rooms } from './rooms.ts';
import { changeIn, saidIn, type Said } from './said.ts';
import type { Spaces } from './spaces.ts';
import type { Topics } from './topics.ts';
import { openWaiting, type Unread } from './waiting.ts';
import { addressed, commandIn, type Names } from './words.ts';

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

/** Under which the last event is kept that was handed over of a room. */
export const seenKey = (room: string): string => `seen/${room}`;

export function newListener(ears: Ears): Listener {
  const { house, http, rooms, directs, topics, spaces, crypto, self } = ears;

  const waiting = openWaiting({
    house,
    hear: async ({ room, event }) => hear(await rooms.of(room), event),
    async tell({ room: id, event, session }) {
      const room = await rooms.of(id);
      const place = placeOf(room, event);
      // Among others it may not have been for us at all.
      if (place.kind === 'shared' && place.topic === undefined) return;
      const what = { kind: 'unreadable', how: 'matrix-unreadable' } as const;
      const eventId = `unreadable/${session || event.event_id}/${event.sender}`;
      await house.receive({ ...arrivalOf(room, event, place, what), eventId });
    },
  });
  crypto.onKeys = (sessions) => waiting.came(sessions);

  async function hear(room: Room, event: RoomEvent): Promise<void> {
    if (event.sender === self) return;
    if (event.type !== 'm.room.encrypted') return heard(room, event, event);
    const opened = await crypto.open(room.id, event);
    if (!opened.ok) {
      const { session, waiting: mayCome } = opened;
      return waiting.note({ room: room.id, event, session }, !mayCome);
    }
    await heard(room, opened.event, event);
    await waiting.read(event.event_id);
  }

  /** `sent`: as the homeserver told it, with what is never encrypted. */
  async function heard(room: Room, event: RoomEvent, sent: RoomEvent): Promise<void> {
    const place = placeOf(room, sent);
    const what = await meaningOf(room, event, sent, place);
    if (!what) return;
    if (place.kind === 'direct') await directs.met(place.account, room.id);
    await house.receive(arrivalOf(room, sent, place, what), { keep: [[seenKey(room.id), sent.event_id]] });
  }

  async function meaningOf(room: Room, event: RoomEvent, sent: RoomEvent, place: Place): Promise<What | undefined> {
    if (event.type === 'm.room.redaction') {
      const gone = word(sent.redacts) ?? word(fields(event.content)['redacts']);
      return gone === undefined ? undefined : { kind: 'deleted', id: gone };
    }
    const isShared = place.kind === 'shared';
    const names = namesIn(room);
    const change = changeIn(withRelation(event, sent), names);
    if (change) {
      // What was written under encryption can't be changed from outside of it.
      if (room.encrypted && sent.type !== 'm.room.encrypted') return undefined;
      if (isShared && place.topic === undefined) return undefined;
      return { kind: 'edited', id: change.of, text: change.said.text };
    }
    const said = saidIn(event, names);
    if (!said) return undefined;
    const { event_id: id } = sent;
    const answers = answersOf(room, relationOf(event, sent));
    if (!isShared) return { kind: 'message', id, ...said, toUs: true, ...answers };
    return amongOthers(room, event, said, { id, inTopic: place.topic !== undefined, ...answers });
  }

  /** Where several read, only what is addressed to us or stands in a thread of ours is for us. */
  function amongOthers(
    room: Room,
    { content }: RoomEvent,
    said: Said,
    { id, inTopic, ...answers }: { id: string; inTopic: boolean; answers?: Delivered },
  ): What | undefined {
    const { text, toUs } = addressed(said.text, self, room.members.get(self)?.name ?? '');
    const command = said.files.length > 0 ? undefined : commandIn(text);
    if (command !== undefined) {
      const read = house.readCommand(command);
      return read ? { kind: 'command', ...read } : { kind: 'message', id, text, files: [], toUs: true };
    }
    const users = fields(content['m.mentions'])['user_ids'];
    const mentioned = toUs || (Array.isArray(users) && users.includes(self));
    if (!mentioned && !inTopic) return undefined;
    return { kind: 'message', id, text, files: said.files, toUs: mentioned, ...answers };
  }

  function placeOf(room: Room, event: RoomEvent): Place {
    const account = directs.accountOf(room);
    if (account !== undefined) return { kind: 'direct', account };
    // Whoever wrote it may have left since.
    const alone = [...room.members.keys()].every((user) => user === self || user === event.sender);
    if (alone && room.type !== 'm.space' && !directs.isUsed(room.id)) return { kind: 'direct', account: event.sender };
    const { rel_type: kind, event_id: root } = fields(event.content['m.relates_to']);
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
    return { eventId, at, from, place, server: spaces.serverOf(room), runsServer: spaces.runs(sender, room), what };
  }

  const namesIn = (room: Room): Names => ({
    user: (id) => room.members.get(id)?.name,
    room: (id) => (id === room.id ? room.name : rooms.known(id)?.name),
  });

  return { begin: () => waiting.begin(), hear, stop: () => waiting.stop() };
}

/** Relations are never encrypted, so the one beside the sealed content counts (Matrix specification, "Relationships and encryption"). */
const relationOf = (event: RoomEvent, sent: RoomEvent) =>
  fields(sent.content['m.relates_to'] ?? event.content['m.relates_to']);
const withRelation = (event: RoomEvent, sent: RoomEvent) => ({
  ...event.content,
  'm.relates_to': relationOf(event, sent),
});

/** What this one answers; in a thread, clients without threads are told of its last message, which is no answer. */
function answersOf(room: Room, relation: Readonly<Record<string, unknown>>): { answers?: Delivered } {
  const { 'm.in_reply_to': answered, is_falling_back: fallingBack } = relation;
  const message = fields(answered)['event_id'];
  if (typeof message !== 'string' || fallingBack === true) return {};
  return { answers: { place: room.id, message } };
}
