/**
 * What an answer of `/sync` left out: homeservers cut long timelines (`limited`), and tell of a room that we have
 * just joined only its end. Asked for by `/messages`, going back in time (Matrix specification, "Syncing").
 */
import { days, minutes } from '../../time/clock.ts';
import { fields, word } from './content.ts';
import { eventsOf, type RoomEvent } from './events.ts';
import { MatrixFault, path, type Http } from './http.ts';

/** Clocks of homeservers differ by so much at most. In milliseconds. */
const slack = minutes(10);
/** Homeservers that could not reach each other hand over what was written meanwhile so late at most. */
const longestDelay = days(14);
/** Events on a page on the way back, and on the way forth, where more may have been found meanwhile. */
const pageSize = 100;
const largestPage = 1_000;

/** Tells of events, newest first, whether everything from this one on is known or none of our business. */
export type End = (event: RoomEvent) => boolean;

/**
 * Where what is new to us begins in a room: after `seen`, the last event that was handed over. Without it, at our
 * invitation where we talk with one person (what they wrote before we joined is meant for us), else where we joined;
 * in a room where we have been for longer, with what was written after `since`.
 */
export function endAt(given: { seen: string | undefined; since: Date; self: string; direct: boolean }): End {
  const { seen, since, self, direct } = given;
  let joined = false;
  return ({ event_id: id, type, state_key: key, content, origin_server_ts: at, unsigned }) => {
    if (seen !== undefined) return id === seen || at < since.getTime() - longestDelay;
    if (type !== 'm.room.member' || key !== self) return !joined && at < since.getTime() - slack;
    if (joined) return true;
    const before = fields(fields(unsigned)['prev_content'])['membership'];
    joined = content.membership === 'join' && before !== 'join';
    return joined && !direct;
  };
}

export interface Gap {
  readonly room: string;
  /** What `/sync` told, oldest first. */
  readonly timeline: readonly RoomEvent[];
  /** `prev_batch`: where it begins. */
  readonly from: string | undefined;
  /** A token beyond which nothing is new. */
  readonly to?: string | undefined;
  /** Called when the homeserver does not tell what came before, and would not by another try. */
  refused(): void;
}

interface Page {
  readonly events: readonly RoomEvent[];
  readonly end: string | undefined;
}

/** Everything that is new in a room up to the end of the timeline, oldest first. Throws a `MatrixFault`. */
export async function* missed(http: Http, gap: Gap, isEnd: End): AsyncGenerator<RoomEvent> {
  const { timeline, from, to } = gap;
  const told = newerThan(timeline.toReversed(), isEnd);
  // Only where each page begins is kept on the way back: how many there are is up to others.
  const starts: string[] = [];
  let oldest: readonly RoomEvent[] = [];
  for (let at = told.length < timeline.length ? undefined : from; at !== undefined;) {
    const { events, end }: Page = await page(http, gap, { from: at, to, limit: pageSize });
    starts.push(at);
    oldest = newerThan(events, isEnd);
    at = oldest.length < events.length || end === at ? undefined : end;
  }
  yield* oldest.toReversed();
  for (let next = starts.pop(), start = starts.pop(); start !== undefined; next = start, start = starts.pop()) {
    const { events } = await page(http, gap, { from: start, to: next, limit: largestPage });
    yield* events.toReversed();
  }
  yield* told.toReversed();
}

function newerThan(newestFirst: readonly RoomEvent[], isEnd: End): readonly RoomEvent[] {
  const end = newestFirst.findIndex(isEnd);
  return end < 0 ? newestFirst : newestFirst.slice(0, end);
}

async function page(
  http: Http,
  { room, refused }: Gap,
  { from, to, limit }: { from: string; to: string | undefined; limit: number },
): Promise<Page> {
  const query = { dir: 'b', from, limit: String(limit), ...(to === undefined ? {} : { to }) };
  try {
    const told = await http.call<unknown>({ method: 'GET', path: path('rooms', room, 'messages'), query, apart: true });
    const { chunk, end } = fields(told);
    return { events: eventsOf(chunk), end: word(end) };
  } catch (error) {
    if (!(error instanceof MatrixFault) || (error.kind !== 'denied' && error.kind !== 'invalid')) throw error;
    refused();
    return { events: [], end: undefined };
  }
}
