/** Times in which nothing was heard, and which no replay filled: told to every server. */
import type { Client } from 'discord.js';
import type { House } from '../../chat/ports.ts';
import { minutes } from '../../time/clock.ts';
import type { Intake } from './intake.ts';

/** What is shorter is no news: private channels that are known are looked through in any case. In milliseconds. */
const shortest = minutes(1);

export function tellOutage(client: Client, house: House, intake: Intake, since: Date): void {
  const until = house.clock.now();
  if (until.getTime() - since.getTime() < shortest) return;
  house.log.warn('discord: nothing was heard for a while', {
    since: since.toISOString(),
    until: until.toISOString(),
  });
  for (const guild of client.guilds.cache.keys()) {
    // After the server itself is told of.
    void intake.put(`space ${guild}`, async () => {
      await house.receive({
        eventId: `outage/${guild}/${since.getTime()}`,
        at: until,
        from: { account: client.user!.id, name: client.user!.username },
        place: { kind: 'shared', space: guild },
        server: guild,
        what: { kind: 'outage', since, until },
      });
    });
  }
}
