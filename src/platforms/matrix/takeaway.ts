/** Messages taken away, with all that hangs on them. */
import type { RoomEvent } from './events.ts';
import { path, type Http } from './http.ts';
import type { Putter } from './put.ts';

/** How an event hangs on another (Matrix specification, "Forwards-compatible relationships"). */
type Relation = 'm.replace' | 'm.reference' | 'm.thread';

/** What an event hangs on, as its writer says. */
export const relationOf = (event: RoomEvent): { rel_type?: unknown; event_id?: unknown } =>
  event.content?.['m.relates_to'] ?? {};

/** Every event that hangs on another in one way; none of them redacted. */
export async function hangingOn(http: Http, room: string, on: string, how: Relation): Promise<readonly RoomEvent[]> {
  // Younger than what else there is of rooms.
  const from = path('rooms', room, 'relations', on, how).replace('/v3/', '/v1/');
  const all: RoomEvent[] = [];
  for (let next: string | undefined, first = true; first || next !== undefined; first = false) {
    const query = { limit: '100', ...(next === undefined ? {} : { from: next }) };
    const found = await http.call<{ chunk: RoomEvent[]; next_batch?: string }>({ method: 'GET', path: from, query });
    all.push(...found.chunk);
    next = found.next_batch;
  }
  return all;
}

/**
 * Redacts a message, its changes, and, of ours, the files that came before its words; itself last, so that a try
 * that fails can be made again.
 */
export async function takeAway(
  { http, putter, self }: { readonly http: Http; readonly putter: Putter; readonly self: string },
  room: string,
  event: RoomEvent,
): Promise<void> {
  const id = event.event_id;
  const { rel_type: how, event_id: first } = relationOf(event);
  const files = event.sender === self && how === 'm.reference' && typeof first === 'string' ? first : undefined;
  const found = [
    ...(await hangingOn(http, room, id, 'm.replace')),
    ...(files === undefined ? [] : await hangingOn(http, room, files, 'm.reference')),
  ];
  const theirs = found.filter(({ sender }) => sender === event.sender).map(({ event_id: each }) => each);
  for (const each of new Set([...theirs, ...(files === undefined ? [] : [files])]))
    if (each !== id) await putter.redact(room, each);
  await putter.redact(room, id);
}
