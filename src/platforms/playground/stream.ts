/**
 * The page's news as Server-Sent Events (WHATWG HTML, "Server-sent events"). Each change carries its number;
 * a browser that reconnects names the last number it has, and gets what came after it.
 */
import type { Answer, Asked } from '../../chat/web.ts';
import type { Entry } from './entries.ts';
import type { Room } from './room.ts';
import { sees, shown } from './views.ts';

/** How often the time is told, and a dead connection noticed. In milliseconds. */
const beat = 5_000;

/** Every change of the room, those of the past first, until either side ends it. */
export function changes(room: Room, asked: Asked, stopping: AbortSignal): Answer {
  const [era, number] = (asked.headers['last-event-id'] ?? asked.query.get('after') ?? '').split('.');
  // Another database than the one that the page has shown: it must begin anew.
  const after = era === room.era && /^\d+$/u.test(number ?? '') ? Number(number) : 0;
  return {
    status: 200,
    type: 'text/event-stream; charset=utf-8',
    body: follow(room, after, AbortSignal.any([asked.gone, stopping])),
  };
}

async function* follow(room: Room, after: number, over: AbortSignal): AsyncGenerator<string> {
  const waiting: Entry[] = [];
  let wake = () => {};
  const unwatch = room.entries.watch((entry) => {
    waiting.push(entry);
    wake();
  });
  const ticking = setInterval(() => wake(), beat);
  over.addEventListener('abort', () => wake(), { once: true });
  try {
    if (after === 0) yield event('anew', {});
    waiting.unshift(...room.entries.since(after));
    while (!over.aborted) {
      const next = new Promise<void>((resolve) => (wake = resolve));
      for (const entry of waiting.splice(0)) {
        if (entry.change <= after) continue;
        after = entry.change;
        yield event('entry', told(room, entry), `${room.era}.${entry.change}`);
      }
      yield event('clock', { now: room.now.toISOString() });
      if (waiting.length === 0 && !over.aborted) await next;
    }
  } finally {
    clearInterval(ticking);
    unwatch();
  }
}

/** What each person who can see it sees; without `seen`, it is gone from their eyes. */
function told(room: Room, entry: Entry): unknown {
  const viewers = room.people.filter((person) => sees(person, entry)).map((person) => person.account);
  return { id: entry.id, order: entry.order, place: entry.place, viewers, seen: shown(entry) };
}

const event = (name: string, data: unknown, id?: string): string =>
  `${id === undefined ? '' : `id: ${id}\n`}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
