/** What came and could not be read: its writer is told how to send it again, and nobody else hears of it. */
import { describe, expect } from 'vitest';
import { sentence } from '../support/report.ts';
import { story } from '../support/story.ts';

describe('a message that could not be read', () => {
  story('is answered once, and keeps no question waiting', async (here) => {
    const ana = here.person('ana');
    await ana.says('He hit me');
    const question = ana.last();
    const arrival = {
      eventId: 'unreadable/1',
      from: { account: 'ana', name: 'Ana' },
      place: { kind: 'direct', account: 'ana' },
      what: { kind: 'unreadable', how: 'matrix-unreadable' },
    } as const;
    await here.arrives(arrival);
    await here.arrives(arrival);
    expect(ana.reads().filter((text) => text === sentence('matrix-unreadable'))).toHaveLength(1);
    await ana.says('1');
    expect(ana.last()).not.toBe(question);
    expect(ana.last()).not.toBe(sentence('matrix-unreadable'));
    for (const who of ['rosa', 'sam', 'tariq']) expect(here.person(who).reads().join()).not.toContain('He hit me');
  });

  story('may have come long ago: then it keeps silent for whoever hides', async (here) => {
    const ana = here.person('ana');
    await ana.says('He reads my phone');
    await ana.says('hide');
    await here.arrives({
      eventId: 'renewed/1',
      from: { account: 'ana', name: 'Ana' },
      place: { kind: 'direct', account: 'ana' },
      what: { kind: 'unreadable', how: 'matrix-renewed', unasked: true },
    });
    expect(ana.reads()).toEqual([]);
    await ana.says('show');
    expect(ana.reads().filter((text) => text === sentence('matrix-renewed'))).toHaveLength(1);
  });
});
