/** What could not be acted upon is kept whole, and comes back as it arrived. */
import { describe, expect } from 'vitest';
import type { What } from '../../src/chat/platform.ts';
import { inboxStore } from '../../src/store/inbox.ts';
import { story } from '../support/story.ts';

const at = new Date('2026-03-02T08:00:00Z');
const edited = new Date('2026-03-02T08:01:00Z');

const whats: readonly What[] = [
  { kind: 'message', id: 'm', text: 'since 2026-03-02T08:00:00Z', files: [], toUs: true },
  { kind: 'command', name: 'ban', args: { until: '7d', at: 'noon' } },
  {
    kind: 'command',
    name: 'report message',
    args: {},
    subject: {
      person: { account: '1', name: 'Troll' },
      message: { id: 'm', at, edited, text: 'at', files: [{ id: 'f', name: 'a.png', type: 'image/png', size: 1 }] },
    },
  },
  { kind: 'outage', since: at, until: edited },
];

describe('an arrival that waits for another try', () => {
  story('is the same when it is read again, its dates too', async (here) => {
    const read = await here.app.run('test', async (work) => {
      const inbox = inboxStore(work.tables, work.seal);
      for (const [place, what] of whats.entries()) {
        const from = { account: 'ana', name: 'Ana' };
        const direct = { kind: 'direct', account: 'ana' } as const;
        const arrival = { eventId: `e${place}`, at, from, place: direct, platform: 'playground', what };
        await inbox.hold(work.orderedId(), `event ${place}`, arrival, work.now);
      }
      return inbox.waiting(6);
    });
    expect(read.map(({ arrival }) => arrival.what)).toEqual(whats);
    expect(read.map(({ arrival }) => arrival.at)).toEqual(whats.map(() => at));
  });
});
