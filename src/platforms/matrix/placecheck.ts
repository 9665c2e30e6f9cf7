/** What is wrong with a room that a community uses, by its state alone, and how to mend it in Element's words. */
import { text } from '../../chat/message.ts';
import type { CheckOf, Finding } from '../../chat/platform.ts';
import type { Room } from './rooms.ts';

export interface Looked {
  readonly self: string;
  /** The operator lets cases into rooms that are not encrypted. */
  readonly plainAllowed: boolean;
}

export type Use = CheckOf['places'][number]['use'];

const finding = (level: Finding['level'], name: string, room: Room, more: Readonly<Record<string, string>> = {}) => ({
  level,
  text: text(`matrix-check-${name}`, { room: room.name || room.id, ...more }),
  how: text(`matrix-check-${name}-how`, more),
});

/** In the order in which they are to be mended. */
export function findingsOf(room: Room, use: Use, { self, plainAllowed }: Looked): Finding[] {
  const mayDo = (what: string) => room.powerOf(self) >= room.powerFor(what);
  const found: Finding[] = [];
  const level = String(room.powerFor('redact'));
  if (use === 'cases' && !room.encrypted)
    found.push(finding(plainAllowed ? 'warning' : 'bad', plainAllowed ? 'plain' : 'unsealed', room));
  if (use === 'cases' && strangersJoin(room)) found.push(finding('bad', 'open', room));
  if (use === 'cases' && room.historyVisibility === 'world_readable') found.push(finding('bad', 'world', room));
  if (!mayDo(room.encrypted ? 'm.room.encrypted' : 'm.room.message')) found.push(finding('bad', 'silent', room));
  if (!mayDo('redact')) found.push(finding('hint', 'redact', room, { level }));
  return found;
}

/** People whom nobody in the room has asked in: all, or all of a Space (Matrix specification, "m.room.join_rules"). */
const strangersJoin = ({ joinRule }: Room): boolean => ['public', 'restricted', 'knock_restricted'].includes(joinRule);
