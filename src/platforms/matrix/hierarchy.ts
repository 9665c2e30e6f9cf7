/** Which room lies in which space (Matrix specification, "Spaces"). */
import type { Room } from './rooms.ts';

export const isSpace = (room: Room): boolean => room.type === 'm.space';

/**
 * A room lies in a space when both sides say so: anybody can list somebody else's room, or claim somebody else's
 * space. Where one side is silent, it is enough that whoever spoke for the other may speak for it as well.
 */
export function liesIn(room: Room, space: Room): boolean {
  if (!isSpace(space)) return false;
  const listedBy = space.children.get(room.id);
  const claimedBy = room.parents.get(space.id);
  if (listedBy !== undefined && claimedBy !== undefined) return true;
  return (
    (listedBy !== undefined && may(listedBy, 'm.space.parent', room)) ||
    (claimedBy !== undefined && may(claimedBy, 'm.space.child', space))
  );
}

/**
 * Whether a user who is in a room may send a kind of state event there. What everybody may says nothing about anyone,
 * so some power is always needed.
 */
export const may = (user: string, type: string, room: Room): boolean =>
  room.members.get(user)?.membership === 'join' && room.powerOf(user) >= Math.max(1, room.powerFor(type, true));

/**
 * A room, and the spaces around it from the inside out. Where several are next, one that is served, so that nobody
 * takes a room out of its community by listing it in another space as well; then the first by id, so that it is the
 * same at each look.
 */
export function unitsAround(
  room: Room,
  spaces: readonly Room[],
  isServed: (space: string) => boolean = () => false,
): readonly Room[] {
  const around = [room];
  for (;;) {
    const [next] = spaces
      .filter((each) => !around.includes(each) && liesIn(around.at(-1)!, each))
      .toSorted((a, b) => Number(isServed(b.id)) - Number(isServed(a.id)) || (a.id < b.id ? -1 : 1));
    if (!next) return around;
    around.push(next);
  }
}
