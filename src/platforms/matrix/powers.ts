/** Who may do what in a room (Matrix specification, `m.room.power_levels`; endless power of creators: MSC4289). */
import { fields, word } from './content.ts';
import type { RoomEvent } from './events.ts';

export interface Powers {
  of(user: string): number;
  needed(what: string, state: boolean): number;
}

/** What is needed for these where nothing, or no number, is said. */
const usual = new Map([
  ['ban', 50],
  ['kick', 50],
  ['redact', 50],
  ['invite', 0],
]);

/** From the event that created the room, and the content of its `m.room.power_levels` where there is such an event. */
export function powersOf(create: RoomEvent | undefined, levels: RoomEvent | undefined): Powers {
  const version = versionOf(create);
  const level = levelIn(version);
  const given = fields(levels?.content);
  const users = numbers(given['users'], level);
  const events = numbers(given['events'], level);
  const creators = creatorsOf(create);
  const endless = creatorsAreEndless(version);
  const otherUsers = level(given['users_default']) ?? 0;
  const otherEvents = level(given['events_default']) ?? 0;
  const otherState = level(given['state_default']) ?? (levels ? 50 : 0);
  return {
    of(user) {
      if (endless && creators.has(user)) return Number.POSITIVE_INFINITY;
      if (!levels) return creators.has(user) ? 100 : 0;
      return users.get(user) ?? otherUsers;
    },
    needed(what, state) {
      const own = usual.get(what);
      if (own !== undefined) return level(given[what]) ?? own;
      return events.get(what) ?? (state ? otherState : otherEvents);
    },
  };
}

/** A room without one was made before there were versions. */
export const versionOf = (create: RoomEvent | undefined): string =>
  word(fields(create?.content)['room_version']) ?? '1';

const ordinal = (version: string): number => (/^\d+$/u.test(version) ? Number(version) : Number.NaN);

/** From version 12 on, and in the version in which that was tried. */
const creatorsAreEndless = (version: string) => ordinal(version) >= 12 || version === 'org.matrix.hydra.11';

function creatorsOf(create: RoomEvent | undefined): ReadonlySet<string> {
  if (!create) return new Set();
  const content = fields(create.content);
  if (!creatorsAreEndless(versionOf(create))) {
    // Before version 11 the creator stood in the content.
    const named = ordinal(versionOf(create)) < 11 ? word(content['creator']) : undefined;
    return new Set([named ?? create.sender]);
  }
  const more = content['additional_creators'];
  return new Set([create.sender, ...(Array.isArray(more) ? more.filter((each) => typeof each === 'string') : [])]);
}

type Level = (value: unknown) => number | undefined;

/** Up to version 9 a level may be a number written as text. */
const levelIn =
  (version: string): Level =>
  (value) => {
    const number =
      typeof value === 'string' && ordinal(version) < 10 && /^\s*[+-]?\d+\s*$/u.test(value) ? Number(value) : value;
    return Number.isSafeInteger(number) ? (number as number) : undefined;
  };

/** As a map, so that no name of a user or event means more than it says. */
const numbers = (given: unknown, level: Level): ReadonlyMap<string, number> =>
  new Map(
    Object.entries(fields(given)).flatMap(([key, value]) => {
      const number = level(value);
      return number === undefined ? [] : [[key, number] as const];
    }),
  );
