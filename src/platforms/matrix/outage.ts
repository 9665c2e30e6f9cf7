/** A time of which the homeserver does not tell everything any more: told to every server that it concerns. */
import type { House } from '../../chat/ports.ts';

export async function tellOutage(house: House, self: string, servers: readonly string[], since: Date): Promise<void> {
  const until = house.clock.now();
  house.log.warn('matrix: not all that happened meanwhile can be found');
  for (const server of servers)
    await house.receive({
      eventId: `outage/${server}/${since.getTime()}`,
      at: until,
      from: { account: self, name: self },
      place: { kind: 'shared', space: server },
      server,
      what: { kind: 'outage', since, until },
    });
}
