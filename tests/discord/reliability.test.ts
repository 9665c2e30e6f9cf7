/** What must hold on Discord whatever happens: once and not twice, in time, and nothing where others could read it. */
import { describe, expect, test } from 'vitest';
import { after, minutes, seconds } from '../../src/time/clock.ts';
import { codeIn, reports, sentence } from '../support/report.ts';
import { until } from '../support/until.ts';
import { openDiscord } from './harness.ts';
import { permission } from './server/index.ts';
import { faultOf, post, to, words } from '../platforms/posts.ts';
import { firstAnswerAfter, onIt, story, teamOf, type DiscordWorld, type Member } from './world.ts';

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

  story('when it says the same words twice, and stops in between', async (here) => {
    const { ana } = await teamOf(here);
    await reports(ana, 'He followed me home');
    await ana.says('It began in May');
    const same = ana.last();
    here.server.break({ method: 'POST', path: /\/messages$/, how: { error: 503 }, times: 100 });
    await ana.says('and went on until July');
    await here.stop();
    here.server.mend();
    await here.start();
    await here.pass(seconds(5));
    expect(ana.reads().slice(-2)).toEqual([same, same]);
  });

  story('when she wrote a hundred messages before it could look what became of its answer', async (here) => {
    const { ana } = await teamOf(here);
    await ana.says('hello');
    await ana.presses(sentence('cases-safe-yes'));
    here.server.break({ method: 'POST', path: /\/messages$/, how: 'drop' });
    const first = ana.human.dm('It began in May');
    await until(() => here.arrivals.some(({ eventId }) => eventId === first.id));
    await here.settle();
    for (let times = 0; times < 150; times += 1)
      ana.human.channel().messages.push({ ...first, id: here.server.state.id() });
    here.clock.moveTo(after(here.clock.now(), minutes(10)));
    here.server.break({ method: 'POST', path: /\/messages$/, how: 'lose' });
    await here.settle();
    here.clock.moveTo(after(here.clock.now(), minutes(10)));
    await here.settle();
    await here.pass(minutes(1));
    expect(ana.reads().filter((each) => each.includes(sentence('cases-kept-story')))).toHaveLength(1);
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
      here.server.changeOverwrites(here.space, [
        ...here.space.overwrites.filter((each) => each.type !== 1),
        { ...bot, deny: permission.publicThreads },
      ]);
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

describe('a good citizen', () => {
  /** To whom the bot writes from now on, in this order. */
  const written = (here: DiscordWorld): string[] => {
    const order: string[] = [];
    here.server.onMessage = (_message, channel) => void order.push(channel.recipient ?? channel.id);
    return order;
  };
  const asked = (here: DiscordWorld, path: RegExp) => here.server.requests.filter((each) => path.test(each.path));

  story('waits when it asks too often in all, and says the urgent first afterwards', async (here) => {
    const { rosa, ana } = await teamOf(here);
    const kim = here.member('Kim');
    await kim.says('danger');
    const order = written(here);
    here.server.break({ path: /messages$/, how: { limit: 1_000, scope: 'global' } });
    const before = here.server.requests.length;
    await ana.says('hello');
    await here.pass(minutes(1));
    expect(here.server.requests.length).toBe(before + 1);
    await until(() => order.includes(ana.account));
    expect(order.indexOf(rosa.account)).toBeGreaterThanOrEqual(0);
    expect(order.indexOf(rosa.account)).toBeLessThan(order.indexOf(ana.account));
  });

  story('waits for one place, and serves the others meanwhile', async (here) => {
    const { ana } = await teamOf(here);
    const kim = here.member('Kim');
    here.server.break({ path: new RegExp(ana.human.channel().id, 'u'), how: { limit: 1_500 } });
    expect(await ana.says('hello')).toBe('');
    expect(await kim.says('hello')).toContain(sentence('cases-hello'));
    expect(ana.reads()).toEqual([]);
    await until(() => ana.reads().length === 1);
  });

  story('finds the time to wait in the body, too', async (here) => {
    const { ana } = await teamOf(here);
    here.server.break({ path: /messages$/, how: { limit: 1_200, told: 'body' } });
    await ana.says('hello');
    await until(() => ana.reads().length === 1);
    const [refused, sent] = asked(here, new RegExp(`${ana.human.channel().id}/messages$`, 'u'));
    expect(refused!.status).toBe(429);
    expect(sent!.at - refused!.at).toBeGreaterThanOrEqual(1_190);
  });

  story('opens no private channel for a while after 40003, and writes to those that are open', async (here) => {
    const team = ['Rosa', 'Sam', 'Tariq', 'Uma'].map((name) => here.member(name, { insider: true }));
    const [rosa, sam, tariq, uma] = team as [Member, Member, Member, Member];
    for (const each of [rosa, sam]) await each.says('help');
    here.server.break({ path: /users.@me.channels/, how: { refuse: [400, 40_003] } });
    await here.setUp(tariq, uma, rosa, sam);
    const code = codeIn(await reports(here.member('Ana'), 'He followed me home'));
    for (const each of [rosa, sam]) expect(each.reads().join()).toContain(waits(code));
    for (const each of [tariq, uma]) expect(each.reads()).toEqual([]);
    expect(asked(here, /users.@me.channels/u)).toHaveLength(1);
  });

  story(
    'stops at the first refusal, tells the team in private, and goes on by itself once it may',
    async (here) => {
      const team = [here.member('Rosa', { insider: true }), here.member('Sam', { insider: true })];
      await here.setUp(here.steward, ...team);
      const before = here.space.overwrites;
      // Discord tells of the change only later.
      here.space.overwrites = before.map((each) =>
        each.type === 1 ? { ...each, deny: permission.publicThreads } : each,
      );
      const codes: string[] = [];
      for (const name of ['Ana', 'Bea', 'Cem', 'Dora'])
        codes.push(codeIn(await reports(here.member(name), 'He followed me home')));
      expect(here.server.requests.filter(({ status }) => status === 403)).toHaveLength(1);
      for (const code of codes) expect(team[0]!.reads().join()).toContain(waits(code));
      expect((await here.app.left()).refused).toBe(4);
      const told = team[0]!.reads().length;
      here.server.changeOverwrites(here.space, before);
      await until(async () => (await here.settle(), here.threads().length === 4));
      expect((await here.app.left()).refused).toBe(0);
      expect(team[0]!.reads()).toHaveLength(told);
    },
    { members_intent: true },
  );

  story(
    'tries again after a restart, once, and tells nobody again',
    async (here) => {
      const team = [here.member('Rosa', { insider: true }), here.member('Sam', { insider: true })];
      await here.setUp(here.steward, ...team);
      here.space.overwrites = here.space.overwrites.map((each) =>
        each.type === 1 ? { ...each, deny: permission.publicThreads } : each,
      );
      await reports(here.member('Ana'), 'He followed me home');
      await reports(here.member('Bea'), 'He followed me home');
      const told = team[0]!.reads().length;
      await here.stop();
      await here.start();
      const refusals = () => here.server.requests.filter(({ status }) => status === 403);
      await until(() => refusals().length > 1);
      await here.settle();
      expect(refusals()).toHaveLength(2);
      expect(team[0]!.reads()).toHaveLength(told);
    },
    { members_intent: true },
  );

  // discord.js counts in the whole process: somewhere among five hundred it is time to say so.
  test('says so when Discord refuses hundreds of its requests', async () => {
    const world = await openDiscord({ options: { requests_per_second: 10_000 } });
    const ana = { account: world.server.person('Ana').user.id };
    const said = () => world.house.logged.filter(({ label }) => label === 'discord: many requests are refused');
    world.server.break({ path: /messages$/, how: { refuse: [403, 50_001] }, times: 500 });
    for (let times = 0; times < 500; times += 1) {
      expect((await faultOf(world.platform.send(post(to(ana), words('hello'))))).kind).toBe('denied');
    }
    expect(world.server.invalid()).toBe(500);
    expect(said()).toHaveLength(1);
    await world.close();
  });
});

describe('without a privileged intent', () => {
  const members = 'discord: a privileged intent is refused: members_intent';
  const content = 'discord: a privileged intent is refused: message_content_intent';
  const both = { members_intent: true, message_content_intent: true };
  const open = async (granted: { members?: boolean; messageContent?: boolean }) => {
    const world = await openDiscord({ options: both, server: { granted } });
    const { what } = await world.house.got('readers');
    const refused = world.house.logged.map(({ label }) => label).filter((label) => label.includes('privileged'));
    return { world, knowsReaders: what.accounts !== undefined, refused };
  };
  const hearsTalk = async (world: Awaited<ReturnType<typeof openDiscord>>): Promise<boolean> => {
    await world.platform.send(post({ kind: 'shared', space: world.space, topic: 'topic-a' }, words('A case')));
    const [thread] = world.server.threadsOf(world.channel);
    world.server.person('Rosa', { roles: [world.insiders] }).say(thread!, 'I take it');
    const ana = world.server.person('Ana');
    ana.dm('the end');
    await until(() => world.house.messagesOf(ana.user.id).length === 1);
    return world.house.arrivals.some(({ what }) => what.kind === 'message' && what.text === 'I take it');
  };

  test.each([
    ['neither is refused', { members: true, messageContent: true }, []],
    ['the members are refused: what is written in threads is still read', { messageContent: true }, [members]],
    ['the content is refused: who reads a channel is still known', { members: true }, [content]],
    ['both are refused', {}, [members, content]],
  ])('%s', { timeout: 20_000 }, async (_name, granted: { members?: boolean; messageContent?: boolean }, labels) => {
    const { world, knowsReaders, refused } = await open(granted);
    expect(refused).toEqual(labels);
    expect(knowsReaders).toBe(granted.members === true);
    expect(await hearsTalk(world)).toBe(granted.messageContent === true);
    await world.close();
  });
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
    expect((await offered).map(({ value }) => value)).toEqual([code]);
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
