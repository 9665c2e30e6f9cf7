/** Which rooms belong to which space, and who reads a room: told to the house at the start and at each change. */
import type { House } from '../../chat/ports.ts';
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
  /** State of this room has changed: what follows from it is told. */
  changed(room: Room): Promise<void>;
  /** Whether the readers of a room are told as they are now. */
  isCurrent(room: string): boolean;
}

export interface SpacesGiven {
  readonly house: House;
  readonly rooms: Rooms;
  readonly self: string;
  readonly plainAllowed: boolean;
}

export function watchSpaces(_given: SpacesGiven): Spaces {
  throw new Error('not built');
}
