/** Which rooms belong to which space, and who reads a room: told to the house at the start and at each change. */
import type { House } from '../../chat/ports.ts';
import type { Directs } from './directs.ts';
import type { Room, Rooms } from './rooms.ts';

export interface Spaces {
  /** The unit of a community that a room belongs to: its space where we are in it, else the room itself. */
  serverOf(room: Room): string;
  /** Whether somebody runs a room's server: they may change its power levels. */
  runs(user: string, room: Room): boolean;
  /** The servers that an account shares with us. */
  sharedWith(user: string): readonly string[];
  /** Tells of every server, and of the readers of each room that is no direct one. */
  begin(): Promise<void>;
  /** Whether the readers of a room are told as they are now; nothing may be posted there before that. */
  isCurrent(room: string): boolean;
  /** Returns when every change that came until now is told. */
  settled(): Promise<void>;
}

export interface SpacesGiven {
  readonly house: House;
  readonly rooms: Rooms;
  readonly directs: Directs;
  readonly self: string;
  readonly plainAllowed: boolean;
}

export function watchSpaces(_given: SpacesGiven): Spaces {
  throw new Error('not built');
}
