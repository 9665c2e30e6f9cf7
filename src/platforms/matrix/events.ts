/** What a homeserver tells, as far as this platform reads it. Matrix specification, "Client-Server API". */

/** An event of a room's timeline or state; its content is whatever somebody sent, and is never to be relied upon. */
export interface RoomEvent {
  readonly type: string;
  readonly event_id: string;
  readonly sender: string;
  readonly origin_server_ts: number;
  readonly content: any;
  readonly state_key?: string;
  readonly redacts?: string;
  readonly unsigned?: { readonly transaction_id?: string; readonly redacted_because?: unknown; readonly age?: number };
}

/** As in an invitation: it has no id and no time. */
export type StrippedEvent = Pick<RoomEvent, 'type' | 'sender' | 'content' | 'state_key'>;

export interface JoinedRoom {
  readonly state?: { readonly events?: readonly RoomEvent[] };
  readonly timeline?: {
    readonly events?: readonly RoomEvent[];
    readonly limited?: boolean;
    readonly prev_batch?: string;
  };
}

/** The answer of `GET /sync`. */
export interface SyncAnswer {
  readonly next_batch: string;
  readonly rooms?: {
    readonly join?: Readonly<Record<string, JoinedRoom>>;
    readonly invite?: Readonly<
      Record<string, { readonly invite_state?: { readonly events?: readonly StrippedEvent[] } }>
    >;
    readonly leave?: Readonly<Record<string, JoinedRoom>>;
  };
  readonly account_data?: { readonly events?: readonly { readonly type: string; readonly content: any }[] };
  readonly to_device?: { readonly events?: readonly unknown[] };
  readonly device_lists?: { readonly changed?: readonly string[]; readonly left?: readonly string[] };
  readonly device_one_time_keys_count?: Readonly<Record<string, number>>;
  readonly device_unused_fallback_key_types?: readonly string[];
}

/** What among this are events of a room; anything else is left out. */
export const eventsOf = (given: unknown): readonly RoomEvent[] =>
  Array.isArray(given) ? given.filter(isRoomEvent) : [];

const isRecord = (given: unknown): given is Record<string, unknown> =>
  typeof given === 'object' && given !== null && !Array.isArray(given);
const isRoomEvent = (given: unknown): given is RoomEvent =>
  isRecord(given) &&
  isRecord(given['content']) &&
  [given['type'], given['event_id'], given['sender']].every((each) => typeof each === 'string');

/** What among this is the state of a room as an invitation tells it. */
export const strippedIn = (given: unknown): readonly StrippedEvent[] =>
  Array.isArray(given) ? given.filter((each) => isRecord(each) && typeof each['type'] === 'string') : [];

/** When it was written, as its homeserver tells it: never in the future, and always a time. */
export function timeOf({ origin_server_ts: at }: RoomEvent, now: Date): Date {
  return Number.isFinite(at) && at >= 0 && at < now.getTime() ? new Date(at) : now;
}
