/**
 * What the playground does at its first start, so that a newcomer finds a team that is ready: each line is
 * handed over through the front door, with a fixed event id, so that later starts repeat nothing.
 */
import type { What } from '../../chat/platform.ts';
import { responders, type Person } from './people.ts';

const card =
  'EXAMPLE ONLY, this is a playground: in a real community, the team writes here whom to call when somebody ' +
  'is in danger (the local emergency number, a crisis line, a person at the venue). There is no real number here.';

export interface Seed {
  readonly eventId: string;
  /** Who does it; where nobody is named, the one who runs the server. */
  readonly by?: string;
  readonly what: What;
}

/** In this order, all in the responders' room. */
export function seed(people: readonly Person[]): readonly Seed[] {
  const team = people.filter((person) => person.role === 'responder').map((person) => person.account);
  return [
    { eventId: 'seed-server', what: { kind: 'server', name: 'Playground' } },
    // They come in one after the other, so that each is known by name before being taken into the team.
    ...team.map((person, index) => ({
      eventId: `seed-readers-${person}`,
      by: person,
      what: { kind: 'readers' as const, accounts: team.slice(0, index + 1) },
    })),
    {
      eventId: 'seed-setup',
      what: { kind: 'command', name: 'haven setup', args: { language: 'en', space: responders, card } },
    },
    ...team.map((person) => ({
      eventId: `seed-team-${person}`,
      what: { kind: 'command' as const, name: 'team add', args: { person } },
    })),
  ];
}
