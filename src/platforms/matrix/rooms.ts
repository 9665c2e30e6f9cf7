/** Rooms as their state tells them, and what they are to us. */
import type { RoomEvent } from './events.ts';
import type { Http } from './http.ts';

export interface Member {
  readonly user: string;
  readonly name: string;
  readonly membership: 'join' | 'invite';
}

export interface Room {
  readonly id: string;
  /** Empty where it has none. */
  readonly name: string;
  /** From `m.room.create`: `m.space` for a space. */
  readonly type: string | undefined;
  readonly version: string;
  readonly encrypted: boolean;
  /** Joined and invited, by user. */
  readonly members: ReadonlyMap<string, Member>;
  readonly joinRule: string;
  readonly historyVisibility: string;
  /** Rooms of this space, or spaces of this room, by `m.space.child` and `m.space.parent`. */
  readonly children: readonly string[];
  readonly parents: readonly string[];
  /** The power of a user; creators of a room of version 12 and later have more than any number (MSC4289). */
  powerOf(user: string): number;
  /** The power that something needs: an event type, or `invite`, `kick`, `ban`, `redact`. */
  powerFor(what: string, state?: boolean): number;
}

export interface Rooms {
  /** The state of a room that we are in; asked for once, and then followed. Throws a `MatrixFault`. */
  of(room: string): Promise<Room>;
  /** As far as it is known already. */
  known(room: string): Room | undefined;
  /** Every room that we are in, by id; asked for at the start, and then followed. */
  joined(): ReadonlySet<string>;
  /** State that came with a sync, in order; and that we joined or left. */
  apply(room: string, events: readonly RoomEvent[]): void;
  left(room: string): void;
  /** Who can read what is written from now on: joined, and invited where they may see it by the history's visibility. */
  readersOf(room: Room): readonly string[];
}

export async function openRooms(_http: Http, _self: string): Promise<Rooms> {
  throw new Error('not built');
}
