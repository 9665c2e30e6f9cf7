/** Whether a post whose answer was lost has arrived: a homeserver knows our transactions again only for a while. */
import type { Post } from '../../chat/platform.ts';
import { minutes } from '../../time/clock.ts';
import type { Crypto } from './crypto/index.ts';
import type { RoomEvent } from './events.ts';
import { path, type Http } from './http.ts';

/** Stands in the content of our words, sealed with them: the key of the post. */
export const keyField = 'org.haven.key';

/** How far the homeserver's clock may be behind ours. */
const slack = minutes(5);

/** The event of ours with a post's words, written since `post.unsureSince`. Throws a `Fault`. */
export async function findPost(
  { http, crypto, self }: { readonly http: Http; readonly crypto: Crypto; readonly self: string },
  room: string,
  { key, unsureSince }: Post,
): Promise<RoomEvent | undefined> {
  if (!unsureSince) return undefined;
  const filter = JSON.stringify({ senders: [self], types: ['m.room.encrypted', 'm.room.message'] });
  const oldest = unsureSince.getTime() - slack;
  for (let from: string | undefined, first = true; first || from !== undefined; first = false) {
    const query = { dir: 'b', limit: '100', filter, ...(from === undefined ? {} : { from }) };
    const where = path('rooms', room, 'messages');
    const page = await http.call<{ chunk: RoomEvent[]; end?: string }>({ method: 'GET', path: where, query });
    for (const event of page.chunk) {
      if (event.sender !== self || event.unsigned?.redacted_because) continue;
      if ((await keyOf(crypto, room, event)) === key) return event;
    }
    const last = page.chunk.at(-1);
    if (last && last.origin_server_ts < oldest) return undefined;
    // Where there is nothing more, some homeservers lead back to the same place.
    from = page.end === from ? undefined : page.end;
  }
  return undefined;
}

async function keyOf(crypto: Crypto, room: string, event: RoomEvent): Promise<unknown> {
  if (event.type !== 'm.room.encrypted') return event.content[keyField];
  const opened = await crypto.open(room, event);
  return opened.ok ? opened.event.content[keyField] : undefined;
}
