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
  readonly what: What;
}

/** In this order, all in the responders' room, by the one who runs the server. */
export function seed(people: readonly Person[]): readonly Seed[] {
  const team = people.filter((person) => person.role === 'responder').map(({ account, name }) => ({ account, name }));
  return [
    { eventId: 'seed-server', what: { kind: 'server', name: 'Playground' } },
    { eventId: 'seed-readers', what: { kind: 'readers', accounts: team } },
    {
      eventId: 'seed-setup',
      what: { kind: 'command', name: 'haven setup', args: { language: 'en', space: responders, card } },
    },
    ...team.map(({ account, name }) => ({
      eventId: `seed-team-${account}`,
      what: { kind: 'command' as const, name: 'team add', args: { person: `<@${account}|${name}>` } },
    })),
  ];
}
