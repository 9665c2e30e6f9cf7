/** What must hold on Discord whatever happens: once and not twice, in time, and nothing where others could read it. */
import { describe, expect } from 'vitest';
import { after, minutes, seconds } from '../../src/time/clock.ts';
import { codeIn, reports, sentence } from '../support/report.ts';
import { until } from '../support/until.ts';
import { permission } from './server/index.ts';
import { firstAnswerAfter, onIt, story, teamOf } from './world.ts';

const waits = (code: string) => sentence('cases-card', { code });

describe('nothing is lost, nothing is said twice', () => {
  story('when an answer goes out and Discord’s receipt is lost, also over a restart', async (here) => {
    const { ana } = await teamOf(here);
    here.server.break({ method: 'POST', path: /\/messages$/, how: 'lose' });
    await ana.says('hello');
    await here.stop();
    await here.start();
    await here.pass(seconds(5));
    expect(ana.reads()).toHaveLength(1);
  });

  story('when it stays away for longer than Discord remembers what it was sent', async (here) => {
    const { ana } = await teamOf(here);
    here.server.break({ method: 'POST', path: /\/messages$/, how: 'lose' });
    await ana.says('hello');
    await here.stop();
    here.clock.moveTo(after(here.clock.now(), minutes(10)));
    await here.start();
    await here.pass(minutes(1));
    expect(ana.reads()).toHaveLength(1);
  });

  story('when the bot stops before the answer could go out', async (here) => {
    const { ana } = await teamOf(here);
    here.server.break({ method: 'POST', path: /\/messages$/, how: { error: 503 }, times: 100 });
    await ana.says('hello');
    await here.stop();
    here.server.mend();
    await here.start();
    await here.pass(seconds(5));
    expect(ana.reads()).toHaveLength(1);
  });

  story('of a long answer, when nobody knows what became of its second part', async (here) => {
    const { rosa, ana, code } = await onIt(here);
    await ana.says(`${'a'.repeat(1_800)} second part`);
    here.server.break({ method: 'POST', path: /^\/webhooks\//, how: { error: 502 } });
    await rosa.runs('case show', { case: code }, here.general);
    await here.pass(seconds(5));
    const told = here.general.messages.filter((each) => each.ephemeralFor === rosa.account);
    expect(told.map(({ content }) => content).join()).toContain('second part');
    expect(told.at(-1)!.components).not.toEqual([]);
  });

  for (const [name, how] of [
    ['says that it is asked too often', { limit: 1_500 }],
    ['fails by itself', { error: 500 }],
  ] as const) {
    story(`when Discord ${name}`, async (here) => {
      const { ana } = await teamOf(here);
      here.server.break({ method: 'POST', path: /\/messages$/, how });
      expect(await ana.says('hello')).toBe('');
      await until(async () => (await here.pass(100), ana.last().includes(sentence('cases-hello'))));
      await here.pass(seconds(30));
      expect(ana.reads()).toHaveLength(1);
    });
  }

  story('when Discord tells the same things again', async (here) => {
    const { ana } = await teamOf(here);
    await ana.says('hello');
    await ana.presses(sentence('cases-safe-yes'));
    const before = ana.reads();
    here.server.repeat(6);
    // What comes after it has been acted upon.
    await ana.runs('help');
    expect(ana.reads().slice(0, -1)).toEqual(before);
  });

  story('when the connection is cut and taken up again', async (here) => {
    const { ana } = await teamOf(here);
    await ana.says('hello');
    here.server.cut();
    expect(await ana.says('1')).toContain(sentence('cases-ask-story'));
    expect(here.server.connections.resumed).toBe(1);
  });
});

describe('what Discord does not allow', () => {
  story('a refused token holds answers back until there is a new one', async (here) => {
    const { ana } = await teamOf(here);
    here.server.revokeToken();
    expect(await ana.says('hello')).toBe('');
    await here.stop();
    await here.start();
    await here.pass(minutes(1));
    expect(ana.reads()).toHaveLength(1);
    expect(here.lines.join()).toContain('put a new one into the config');
  });

  story(
    'threads: then the team is told by direct message',
    async (here) => {
      const [rosa, sam] = [here.member('Rosa', { insider: true }), here.member('Sam', { insider: true })];
      await here.setUp(here.steward, rosa, sam);
      const bot = here.space.overwrites.find((each) => each.type === 1)!;
      const unknown = () => here.arrivals.filter(({ what }) => what.kind === 'readers' && !what.accounts).length;
      const before = unknown();
      here.server.changeOverwrites(here.space, [
        ...here.space.overwrites.filter((each) => each.type !== 1),
        { ...bot, deny: permission.publicThreads },
      ]);
      await until(() => unknown() > before);
      const code = codeIn(await reports(here.member('Ana'), 'He followed me home'));
      expect(rosa.reads().join()).toContain(waits(code));
    },
    { members_intent: true },
  );

  story(
    'taking a thread away: then it stays empty',
    async (here) => {
      const [rosa, sam] = [here.member('Rosa', { insider: true }), here.member('Sam', { insider: true })];
      await here.setUp(here.steward, rosa, sam);
      const { view, send } = permission;
      here.server.changeOverwrites(
        here.space,
        here.space.overwrites.map((each) => (each.type === 1 ? { ...each, allow: view | send } : each)),
      );
      const ana = here.member('Ana');
      await reports(ana, 'He followed me home');
      expect(here.threads()).toHaveLength(1);
      await ana.says('withdraw');
      await ana.says('1');
      expect(here.threads()).toEqual([]);
      expect(here.lines.filter((line) => line.includes('empty thread'))).toHaveLength(1);
    },
    { members_intent: true },
  );
});

describe('every interaction is answered in time', () => {
  story('though the database is busy for as long as it takes', async (here) => {
    const { rosa, ana, code } = await onIt(here);
    await ana.says('hello');
    const asked = [
      ana.human.slash('help'),
      // One after the other by one person.
      rosa.human.slash('case list'),
      rosa.human.slash('case note', { case: code }),
      rosa.human.press(sentence('cases-button-reply')),
    ];
    await here.app.run('busy', () => until(() => asked.every((each) => each.response !== undefined)));
    for (const each of asked) expect(firstAnswerAfter(each)).toBeLessThan(3_000);
    await until(() => asked.every((each) => here.arrivals.some(({ eventId }) => eventId === each.id)));
    await here.settle();
    expect(ana.last()).toContain(sentence('guidance-help'));
    expect(rosa.reads().join()).toContain(code);
    // A form can't be shown that late: a button opens it.
    await rosa.presses(sentence('cases-command-reply'));
    expect(await rosa.fills({ text: 'We are here.' })).toBe(sentence('cases-replied', { code }));
  });

  story('what is offered while somebody types comes from what is known, however busy it is', async (here) => {
    const { rosa, code } = await onIt(here);
    const offered = rosa.human.complete('case show', 'case', '');
    await here.app.run('busy', () => offered);
    expect(await offered).toEqual([{ name: code, value: code }]);
  });
});

story(
  'nothing of a report stands where others could read it',
  async (here) => {
    const [rosa, sam] = [here.member('Rosa', { insider: true }), here.member('Sam', { insider: true })];
    await here.setUp(here.steward, rosa, sam);
    const ana = here.member('Ana Canary');
    const code = codeIn(
      await reports(ana, 'canary-story', {
        where: 'canary-where',
        when: 'canary-when',
        who: 'canary-who',
        witnesses: 'canary-witness',
      }),
    );
    await rosa.presses(sentence('cases-button-take'));
    await sam.presses(sentence('cases-button-take'));
    await rosa.runs('case reply', { case: code }, here.space);
    await rosa.fills({ text: 'canary-reply' });
    await rosa.runs('case note', { case: code }, here.space);
    await rosa.fills({ text: 'canary-note' });
    expect(ana.last()).toContain('canary-reply');
    const { server } = here;
    expect(server.requests.filter((each) => each.reason !== undefined)).toEqual([]);
    const threads = server.threadsOf(here.space);
    const seen = JSON.stringify([
      server.requests,
      here.lines,
      threads.map((each) => each.name),
      threads.flatMap((each) => each.messages.filter((one) => one.ephemeralFor === undefined)),
      here.space.messages.filter((each) => each.ephemeralFor === undefined),
      server.state.commands,
      [...server.state.channels.values()].flatMap((each) => each.messages.flatMap(tokensOf)),
      [...server.interactions.values()].map((each) => each.modal?.custom_id),
    ]);
    expect(seen).not.toMatch(/canary/iu);
    expect(threads).toHaveLength(1);
  },
  { members_intent: true },
);

const tokensOf = ({ components }: { components: any[] }): string[] =>
  components.flatMap((row) => row.components.map((each: { custom_id: string }) => each.custom_id));
