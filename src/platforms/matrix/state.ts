/**
 * The state of one room, as far as it concerns us (Matrix specification, "Room Events" and "Rooms"). Anybody with
 * the power to send a state event chose its content, so each field is read as if it could be anything.
 */
import { fields, tame, word } from './content.ts';
import type { RoomEvent } from './events.ts';
import { powersOf, versionOf, type Powers } from './powers.ts';
import type { Member, Room } from './rooms.ts';

export interface RoomState extends Room {
  /** Takes in a state event; any other is left alone. Says whether it can have changed anything here. */
  apply(event: RoomEvent): boolean;
}

/** A child or parent is none when nobody says by which servers it is reached (specification, "Spaces"). */
const isLink = (content: unknown): boolean => {
  const { via } = fields(content);
  return Array.isArray(via) && via.some((each) => typeof each === 'string' && each !== '');
};

export function newState(id: string): RoomState {
  const members = new Map<string, Member>();
  const children = new Map<string, string>();
  const parents = new Map<string, string>();
  let create: RoomEvent | undefined;
  let levels: RoomEvent | undefined;
  let powers: Powers | undefined;
  let name = '';
  let alias = '';
  let encrypted = false;
  let joinRule: string | undefined;
  let historyVisibility: string | undefined;

  function link(to: Map<string, string>, event: RoomEvent): void {
    if (isLink(event.content)) to.set(event.state_key!, event.sender);
    else to.delete(event.state_key!);
  }

  function member({ state_key: user, content }: RoomEvent): void {
    const { membership, displayname } = fields(content);
    if (membership === 'join' || membership === 'invite')
      members.set(user!, { user: user!, name: tame(displayname) || user!, membership });
    else members.delete(user!);
  }

  /** By type; those of the whole room have an empty state key. */
  const keyed: Readonly<Record<string, (event: RoomEvent) => void>> = {
    'm.room.member': member,
    'm.space.child': (event) => link(children, event),
    'm.space.parent': (event) => link(parents, event),
  };
  const whole: Readonly<Record<string, (event: RoomEvent) => void>> = {
    'm.room.create': (event) => ((create = event), (powers = undefined)),
    'm.room.power_levels': (event) => ((levels = event), (powers = undefined)),
    'm.room.name': ({ content }) => (name = tame(fields(content)['name'])),
    'm.room.canonical_alias': ({ content }) => (alias = tame(fields(content)['alias'])),
    // Encryption can't be switched off again, whatever its event becomes.
    'm.room.encryption': () => (encrypted = true),
    'm.room.join_rules': ({ content }) => (joinRule = word(fields(content)['join_rule'])),
    'm.room.history_visibility': ({ content }) => (historyVisibility = word(fields(content)['history_visibility'])),
  };
  const power = () => (powers ??= powersOf(create, levels));

  return {
    id,
    members,
    children,
    parents,
    get name() {
      return name || alias;
    },
    get address() {
      return alias;
    },
    get type() {
      return word(fields(create?.content)['type']);
    },
    get version() {
      return versionOf(create);
    },
    get encrypted() {
      return encrypted;
    },
    // Defaults of the specification, "Join rules" and "Room history visibility".
    get joinRule() {
      return joinRule ?? 'invite';
    },
    get historyVisibility() {
      return historyVisibility ?? 'shared';
    },
    powerOf: (user) => power().of(user),
    powerFor: (what, state) => power().needed(what, state === true),
    apply(event) {
      if (typeof event.state_key !== 'string') return false;
      const from = event.state_key === '' ? whole : keyed;
      if (!Object.hasOwn(from, event.type)) return false;
      from[event.type]!(event);
      return true;
    },
  };
}

/** Ways into a room that always need somebody inside who lets a person in (Matrix specification, "Join rules"). */
const closed = new Set(['invite', 'private', 'knock']);

/** Others can come in, or read, by themselves. */
export const isOpen = ({ joinRule, historyVisibility }: Room): boolean =>
  !closed.has(joinRule) || historyVisibility === 'world_readable';
