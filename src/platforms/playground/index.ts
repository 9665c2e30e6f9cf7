/**
 * The playground: a community of six people on one page, where a newcomer is everyone by turns. It behaves
 * like a chat platform in all that the house can notice, and it is served on loopback only.
 */
import type { Platform } from '../../chat/platform.ts';
import type { House } from '../../chat/ports.ts';
import type { Web } from '../../chat/web.ts';
import { Fault } from '../../chat/outcome.ts';
import { handler } from './pages.ts';
import { placeName, responders, server, sixPeople, type Person } from './people.ts';
import { limits, Room, type Time } from './room.ts';
import { seed } from './seed.ts';

export interface PlaygroundOptions extends Time {
  /** None: nothing is served, and the room is used in the same process. */
  readonly web?: Web;
  /** Other people than the six, for measurements that need many. Whoever runs the server sets it up. */
  readonly people?: readonly Person[];
}

export interface Playground extends Platform {
  /** What can be done, and what each person sees. Throws before `start`. */
  readonly room: Room;
  /** The page's address, with its secret. */
  readonly url: string | undefined;
}

const path = 'playground';

export function playground(options: PlaygroundOptions): Playground {
  const people = options.people ?? sixPeople;
  let opened: Room | undefined;
  const room = () => {
    if (!opened) throw new Fault('down', 'playground-not-started');
    return opened;
  };
  const stopping = new AbortController();
  return {
    name: 'playground',
    limits: { text: 4_000, prefix: '/', choices: 25, label: 80, file: limits.sentBytes },
    candour: ['playground-candour'],
    forms: true,
    roles: true,
    get room() {
      return room();
    },
    url: options.web && `${options.web.url}${path}/`,
    async start(house) {
      opened = await Room.open(house, options, people);
      await opened.catchUp();
      await sow(house, people);
      options.web?.mount(path, handler(opened, stopping.signal));
    },
    async stop() {
      stopping.abort();
      await opened?.close();
    },
    send: (post) => room().deliver(post),
    find: async (post) => room().delivered(post.key),
    remove: (what) => room().takeAway(what.message),
    edit: (what, message) => room().rewrite(what.message, message),
    fetch: (file) => room().file(file.id),
    redact: (place, messageId) => room().redact(place, messageId),
  };
}

async function sow(house: House, people: readonly Person[]): Promise<void> {
  const steward = people.find((person) => person.runsServer);
  if (!steward) return;
  const place = { kind: 'shared', space: responders } as const;
  for (const { eventId, what } of seed(people)) {
    await house.receive({
      eventId,
      at: house.clock.now(),
      from: { account: steward.account, name: steward.name },
      place,
      server,
      runsServer: true,
      ...(what.kind === 'command' && { reply: `${steward.account}@${placeName(place)}` }),
      what,
    });
  }
}
