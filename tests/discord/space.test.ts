/** Where the team sees cases on Discord: a forum with tags, or threads of a closed channel; and how they answer there. */
import { describe, expect } from 'vitest';
import { codeIn, reports, sentence } from '../support/report.ts';
import { until } from '../support/until.ts';
import { permission, shown, type Channel, type Message } from './server/index.ts';
import { onIt, story, teamOf, type DiscordWorld, type Member } from './world.ts';

const withMembers = { members_intent: true };
const withContent = { members_intent: true, message_content_intent: true };
const { view, send, manageThreads, manageChannels, sendInThreads } = permission;
const label = (name: string) => sentence(`cases-label-${name}`);
const waits = (code: string) => sentence('cases-card', { code });

/** A forum that only insiders read, as the case space of a team of three insiders, the steward among them. */
async function withForum(here: DiscordWorld, how: { needsTag?: boolean; bot?: bigint } = {}) {
  const forum = here.server.forum(
    here.guild,
    'cases',
    [
      { id: here.guild.id, deny: view },
      { id: here.insiders, allow: view },
      {
        id: here.server.state.bot.id,
        type: 1,
        allow: how.bot ?? view | send | sendInThreads | manageThreads | manageChannels,
      },
    ],
    how,
  );
  await told(here, forum);
  const [rosa, sam] = [here.member('Rosa', { insider: true }), here.member('Sam', { insider: true })];
  await here.steward.runs('haven setup', { language: 'en', space: `<#${forum.id}>` }, here.general);
  for (const { account } of [here.steward, rosa, sam])
    await here.steward.runs('team add', { person: account }, here.general);
  return { forum, rosa, sam, ana: here.member('Ana') };
}

/** Waits until the app knows anew who reads a space. */
async function told(here: DiscordWorld, space: Channel, since = 0): Promise<void> {
  await until(() =>
    here.arrivals
      .slice(since)
      .some(({ what, place }) => what.kind === 'readers' && place.kind === 'shared' && place.space === space.id),
  );
  await here.settle();
}

const posts = (here: DiscordWorld, space: Channel) => here.server.threadsOf(space);
const tags = (forum: Channel, post: Channel): string[] =>
  (post.applied ?? []).map((id) => forum.tags!.find((each) => each.id === id)!.name);
/** What was said in a thread, without Discord's own lines about who was brought in. */
const words = (post: Channel): string[] =>
  post.messages.filter(({ type }) => type !== 1).map(({ content }) => shown(content).text);

describe('a forum', () => {
  story(
    'is cleared when cases are to go elsewhere: whoever reads there later finds nothing',
    async (here) => {
      const { forum, rosa, sam, ana } = await withForum(here);
      const code = codeIn(await reports(ana, 'He followed me home'));
      const settle = (space: Channel) =>
        here.steward.runs('haven setup', { language: 'en', space: `<#${space.id}>` }, here.general);
      await settle(forum);
      expect(posts(here, forum).flatMap(words)).toEqual([waits(code)]);
      await settle(here.space);
      expect(posts(here, forum).flatMap(words)).toEqual([]);
      for (const each of [rosa, sam]) await each.runs('case take', { case: code });
      // The next one stands in the new place alone.
      const next = codeIn(await reports(here.member('Bo'), 'He shouts at people'));
      expect(here.threads().join()).toContain(next);
      expect(posts(here, forum).flatMap(words)).toEqual([]);
    },
    withMembers,
  );

  story(
    'holds a post for each case: its first message is the card, its name says nothing, its tags say how it stands',
    async (here) => {
      const { forum, rosa, sam, ana } = await withForum(here);
      const code = codeIn(await reports(ana, 'He followed me home'));
      const [post] = posts(here, forum) as [Channel];
      expect(posts(here, forum)).toHaveLength(1);
      expect(post.name).toMatch(/^Case [0-9a-f]{6}$/u);
      expect(words(post)).toEqual([waits(code)]);
      expect(post.messages[0]!.id).toBe(post.id);
      expect(tags(forum, post)).toEqual([label('needs-two')]);
      await rosa.runs('case take', { case: code });
      expect(tags(forum, post)).toEqual([label('needs-one')]);
      await sam.runs('case take', { case: code });
      expect(tags(forum, post)).toEqual([label('staffed')]);
      await sam.runs('case severity', { case: code, level: 's3' });
      expect(tags(forum, post)).toEqual([label('staffed'), label('s3')]);
      await ana.says('danger');
      expect(tags(forum, post)).toEqual([label('urgent'), label('staffed'), label('s3')]);
      await rosa.runs('case close', { case: code, outcome: 'resolved' });
      expect(tags(forum, post)).toEqual([label('closed'), label('s3')]);
      expect(post.archived).toBe(true);
      expect(words(post).at(-1)).toBe(sentence('cases-space-closed', { code }));
    },
    withMembers,
  );

  story(
    'has its tags before there is any case, so that none of them tells of one',
    async (here) => {
      const { forum, ana } = await withForum(here);
      const before = forum.tags!.map(({ name }) => name);
      expect(before).toHaveLength(10);
      expect(before).toContain(label('s4'));
      for (const name of before) expect(name.length).toBeLessThanOrEqual(20);
      expect(forum.tags!.every(({ moderated }) => moderated)).toBe(true);
      await reports(ana, 'He followed me home');
      expect(forum.tags!.map(({ name }) => name)).toEqual(before);
    },
    withMembers,
  );

  story(
    'keeps its own tags, and is never given more than twenty',
    async (here) => {
      const { forum, rosa, ana } = await withForum(here);
      forum.tags = Array.from({ length: 17 }, (_, at) => ({
        id: here.server.state.id(),
        name: `own ${at}`,
        moderated: false,
      }));
      await here.stop();
      await here.start();
      await until(async () => (await here.settle(), forum.tags!.length === 20));
      expect(forum.tags.slice(0, 17).map(({ name }) => name)).toEqual(
        Array.from({ length: 17 }, (_, at) => `own ${at}`),
      );
      const code = codeIn(await reports(ana, 'He followed me home'));
      await rosa.runs('case take', { case: code });
      const [post] = posts(here, forum) as [Channel];
      expect(tags(forum, post).every((name) => name === label('needs-one'))).toBe(true);
    },
    withMembers,
  );

  story(
    'that asks for a tag gets one',
    async (here) => {
      const { forum, ana } = await withForum(here, { needsTag: true });
      const code = codeIn(await reports(ana, 'He followed me home'));
      expect(words(posts(here, forum)[0]!)).toEqual([waits(code)]);
    },
    withMembers,
  );

  story(
    'that asks for a tag which the bot may not make is said to do so, and the team hears in private',
    async (here) => {
      const bot = view | send | sendInThreads | manageThreads;
      const { forum, rosa, ana } = await withForum(here, { needsTag: true, bot });
      const code = codeIn(await reports(ana, 'He followed me home'));
      expect(posts(here, forum)).toEqual([]);
      expect(rosa.reads().join()).toContain(waits(code));
      expect(here.lines.join()).toContain('the forum asks for a tag');
      expect(here.lines.join()).toContain('Manage Channels');
    },
    withMembers,
  );

  story(
    'of a server that has as many threads as it may: the team hears in private, and the next case is tried anew',
    async (here) => {
      const { forum, rosa, ana } = await withForum(here);
      here.server.break({ method: 'POST', path: /threads$/, how: { refuse: [400, 160_006] } });
      const code = codeIn(await reports(ana, 'He followed me home'));
      expect(posts(here, forum)).toEqual([]);
      expect(rosa.reads().join()).toContain(waits(code));
      expect(here.lines.join()).toContain('as many open threads as it may');
      await reports(here.member('Bo'), 'It hurt');
      expect(posts(here, forum)).toHaveLength(1);
    },
    withMembers,
  );

  story(
    'opens one post where the answer was lost on its way (no slips, no doubles)',
    async (here) => {
      const { forum, ana } = await withForum(here);
      here.server.break({ method: 'POST', path: /threads$/, how: 'lose' });
      const code = codeIn(await reports(ana, 'He followed me home'));
      await until(async () => (await here.pass(2_000), here.lines.join().includes('cut')));
      await here.settle();
      expect(posts(here, forum)).toHaveLength(1);
      expect(words(posts(here, forum)[0]!)).toEqual([waits(code)]);
    },
    withMembers,
  );

  story(
    'whose post a moderator took away gets a new one',
    async (here) => {
      const { forum, rosa, ana } = await withForum(here);
      const code = codeIn(await reports(ana, 'He followed me home'));
      here.server.dropThread(posts(here, forum)[0]!);
      await rosa.runs('case take', { case: code });
      const [post] = posts(here, forum) as [Channel];
      expect(words(post)).toEqual([sentence('cases-taken-lead', { code, name: 'Rosa' })]);
      expect(tags(forum, post)).toEqual([label('needs-one')]);
    },
    withMembers,
  );

  story(
    'brings a closed case back when its person writes again, in the same post, also after a restart',
    async (here) => {
      const { forum, rosa, sam, ana } = await withForum(here);
      const code = codeIn(await reports(ana, 'He followed me home'));
      for (const each of [rosa, sam]) await each.runs('case take', { case: code });
      await rosa.runs('case close', { case: code, outcome: 'resolved' });
      const [post] = posts(here, forum) as [Channel];
      expect(post.archived).toBe(true);
      await here.stop();
      await here.start();
      await ana.says('He is back');
      expect(posts(here, forum)).toEqual([post]);
      expect(post.archived).toBe(false);
      expect(tags(forum, post)).toEqual([label('staffed')]);
    },
    withMembers,
  );

  story(
    'loses the post of a case that is withdrawn, with what others wrote there; the audit log names no case',
    async (here) => {
      const { forum, rosa, sam, ana } = await withForum(here);
      const code = codeIn(await reports(ana, 'He followed me home'));
      const [post] = posts(here, forum) as [Channel];
      const name = post.name;
      await rosa.runs('case take', { case: code });
      sam.human.say(post, 'Shall we meet at nine?');
      await ana.says('withdraw');
      await ana.says('yes');
      expect(posts(here, forum)).toEqual([]);
      const log = here.server.auditLog(here.guild, here.steward.human);
      const reasons = log.map(({ reason }) => reason).filter((each) => each !== undefined);
      expect(reasons.length).toBeGreaterThan(0);
      expect(new Set(reasons)).toEqual(new Set([name]));
      const written = JSON.stringify(log);
      for (const secret of [code, 'Ana', ana.account, 'followed', 'Rosa']) expect(written).not.toContain(secret);
    },
    withMembers,
  );
});

/** Everything that can happen to a case that somebody must not know of. */
async function wholeCase(here: DiscordWorld, team: readonly Member[], given: Readonly<Record<string, string>>) {
  const ana = here.member('Ana');
  const code = codeIn(await reports(ana, 'He followed me home', given));
  for (const each of team) await each.runs('case take', { case: code });
  await team[0]!.runs('case severity', { case: code, level: 's4' });
  await ana.says('danger');
  await team[0]!.runs('case reply', { case: code });
  await team[0]!.fills({ text: 'We are with you' });
  await here.pass(61 * 60_000);
  await team[0]!.runs('case close', { case: code, outcome: 'resolved' });
  await ana.says('He is back');
  return code;
}

describe('the check', () => {
  story(
    'says that a forum is open to all, and what tags need',
    async (here) => {
      const { forum } = await withForum(here, { bot: view | send | sendInThreads | manageThreads });
      const tags = { channel: 'cases', permission: sentence('discord-permission-manage-channels') };
      expect(await here.steward.runs('haven check', {}, here.general)).toContain(sentence('discord-check-tags', tags));
      here.server.changeOverwrites(forum, []);
      expect(await here.steward.runs('haven check', {}, here.general)).toContain(
        sentence('discord-check-open', { channel: 'cases' }),
      );
    },
    withMembers,
  );
});

describe('whoever must not know of a case', () => {
  for (const kind of ['forum', 'threads of a channel'] as const) {
    story(
      `is sent the same, byte for byte, with the case and without it: posts, tags, thread list, audit log (${kind})`,
      async (here) => {
        const { rosa, sam } = kind === 'forum' ? await withForum(here) : await insidersAlone(here);
        // Reads the space and, as a moderator, the audit log; and is on the team.
        const seer = here.server.role(here.guild, 'seers', permission.viewAuditLog);
        const since = here.arrivals.length;
        const vera = here.member('Vera', { insider: true });
        here.server.changeRoles(here.guild, vera.human, [here.insiders, seer]);
        await here.steward.runs('team add', { person: vera.account }, here.general);
        await until(() => here.arrivals.slice(since).some(({ what }) => what.kind === 'readers'));
        await here.settle();
        const before = here.server.clientOf(vera.human);
        expect(before).toContain('responders');
        const code = await wholeCase(here, [rosa, sam], { hear: '2', people: 'Vera' });
        expect(rosa.reads().join()).toContain(code);
        expect(here.server.clientOf(vera.human)).toBe(before);
        expect(await vera.human.complete('case take', 'case', '')).toEqual([]);
        expect(await vera.human.complete('case recuse', 'case', code.slice(0, 4))).toEqual([]);
      },
      withMembers,
    );
  }

  story(
    'and reads the audit log, but not the forum, is sent the same as well',
    async (here) => {
      const { rosa, sam } = await withForum(here);
      const seer = here.server.role(here.guild, 'seers', permission.viewAuditLog);
      const since = here.arrivals.length;
      const vera = here.member('Vera');
      here.server.changeRoles(here.guild, vera.human, [seer]);
      await until(() => here.arrivals.slice(since).some(({ what }) => what.kind === 'readers'));
      await here.settle();
      const before = here.server.clientOf(vera.human);
      await wholeCase(here, [rosa, sam], {});
      expect(here.server.clientOf(vera.human)).toBe(before);
    },
    withMembers,
  );

  story(
    'finds nothing of an open or a closed one when they come to read the forum later',
    async (here) => {
      const { forum, rosa, sam } = await withForum(here);
      await wholeCase(here, [rosa, sam], {});
      const second = codeIn(await reports(here.member('Bo'), 'It hurt'));
      for (const each of [rosa, sam]) await each.runs('case take', { case: second });
      await rosa.runs('case close', { case: second, outcome: 'recorded' });
      expect(posts(here, forum)).toHaveLength(2);
      const since = here.arrivals.length;
      const eve = here.member('Eve');
      here.server.changeRoles(here.guild, eve.human, [here.insiders]);
      await told(here, forum, since);
      expect(posts(here, forum)).toEqual([]);
      // The tags are what they always were.
      expect(forum.tags).toHaveLength(10);
    },
    withMembers,
  );

  story(
    'because they are named in a closed one finds nothing of it when they join the team',
    async (here) => {
      const { forum, rosa, sam } = await withForum(here);
      const ana = here.member('Ana');
      const code = codeIn(await reports(ana, 'Vera shouted at me'));
      for (const each of [rosa, sam]) await each.runs('case take', { case: code });
      await rosa.runs('case close', { case: code, outcome: 'resolved' });
      const since = here.arrivals.length;
      const vera = here.member('Vera');
      await here.steward.runs('team add', { person: vera.account }, here.general);
      here.server.changeRoles(here.guild, vera.human, [here.insiders]);
      await told(here, forum, since);
      expect(posts(here, forum)).toEqual([]);
    },
    withMembers,
  );
});

describe('private threads, where a community has no channel of moderators alone', () => {
  /** A channel that everybody reads. Rosa, Sam and Vera are on the team; whoever owns the server manages threads. */
  async function openChannel(here: DiscordWorld) {
    const space = here.server.textChannel(here.guild, 'help', [
      { id: here.server.state.bot.id, type: 1, allow: view | send | manageThreads },
    ]);
    const [rosa, sam, vera] = ['Rosa', 'Sam', 'Vera'].map((name) => here.member(name)) as [Member, Member, Member];
    await here.steward.runs('haven setup', { language: 'en', space: `<#${space.id}>` }, here.general);
    for (const { account } of [here.steward, rosa, sam, vera])
      await here.steward.runs('team add', { person: account }, here.general);
    await told(here, space);
    return { space, rosa, sam, vera, ana: here.member('Ana') };
  }

  story(
    'each case has one, in which are those who may hear it, and nobody can bring in others',
    async (here) => {
      const { space, rosa, sam, vera, ana } = await openChannel(here);
      const code = codeIn(await reports(ana, 'He followed me home'));
      const [thread] = here.server.threadsOf(space) as [Channel];
      expect(words(thread)).toEqual([waits(code)]);
      expect(thread.type).toBe(12);
      expect(thread.invitable).toBe(false);
      const bot = here.server.state.bot.id;
      expect([...thread.joined!].toSorted()).toEqual(
        [bot, ...[here.steward, rosa, sam, vera].map(({ account }) => account)].toSorted(),
      );
      // Nothing of it stands in the channel itself.
      expect(space.messages).toEqual([]);
    },
    withMembers,
  );

  story(
    'whoever must not know is sent the same, byte for byte, with the case and without it',
    async (here) => {
      const { space, rosa, sam, vera } = await openChannel(here);
      const before = here.server.clientOf(vera.human);
      expect(before).toContain('help');
      const code = await wholeCase(here, [rosa, sam], { hear: '2', people: 'Vera' });
      expect(here.server.threadsOf(space)).toHaveLength(1);
      expect(rosa.reads().join()).toContain(code);
      expect(here.server.clientOf(vera.human)).toBe(before);
    },
    withMembers,
  );

  story(
    'whoever is kept out later loses the thread; the others are called in another one',
    async (here) => {
      const { space, rosa, sam, vera, ana } = await openChannel(here);
      const code = codeIn(await reports(ana, 'He followed me home'));
      const [first] = here.server.threadsOf(space) as [Channel];
      // Discord's lines about who was brought in bear the bot's name, and stay when its card goes.
      expect(first.messages.filter(({ type }) => type === 1)).toHaveLength(4);
      await ana.says('It was Vera');
      expect(here.server.threadsOf(space)).toEqual([]);
      await here.pass(16 * 60_000);
      const [second] = here.server.threadsOf(space) as [Channel];
      expect(second.name).not.toBe(first.name);
      expect(second.joined!.has(vera.account)).toBe(false);
      for (const each of [rosa, sam]) expect(second.joined!.has(each.account)).toBe(true);
      expect(words(second)[0]).toContain(code);
    },
    withMembers,
  );

  story(
    'a responder who is not in that server hears in private; the others have their thread',
    async (here) => {
      const { space, rosa, sam, vera, ana } = await openChannel(here);
      const other = here.server.guild('Elsewhere');
      const ida = here.member('Ida', { guilds: [other] });
      await here.steward.runs('team add', { person: ida.account }, here.general);
      const codes = [
        codeIn(await reports(ana, 'He followed me home')),
        codeIn(await reports(here.member('Bo'), 'It hurt')),
      ];
      const threads = here.server.threadsOf(space);
      expect(threads.map(words)).toEqual(codes.map((code) => [waits(code)]));
      for (const thread of threads) {
        for (const each of [rosa, sam, vera]) expect(thread.joined!.has(each.account)).toBe(true);
        expect(thread.joined!.has(ida.account)).toBe(false);
      }
      for (const code of codes) expect(ida.reads().join()).toContain(code);
    },
    withMembers,
  );

  story(
    'whoever was brought in by hand is out again with the bot’s next word',
    async (here) => {
      const { space, rosa, ana } = await openChannel(here);
      const code = codeIn(await reports(ana, 'He followed me home'));
      const [thread] = here.server.threadsOf(space) as [Channel];
      const eve = here.member('Eve');
      thread.joined!.add(eve.account);
      await rosa.runs('case take', { case: code });
      expect(thread.joined!.has(eve.account)).toBe(false);
    },
    withMembers,
  );

  story(
    'where somebody manages threads who may not hear of it, there is none',
    async (here) => {
      const { space, rosa, ana } = await openChannel(here);
      const keepers = here.server.role(here.guild, 'keepers', manageThreads);
      const since = here.arrivals.length;
      here.server.changeRoles(here.guild, here.member('Eve').human, [keepers]);
      await told(here, space, since);
      const code = codeIn(await reports(ana, 'He followed me home'));
      expect(here.server.threadsOf(space)).toEqual([]);
      expect(rosa.reads().join()).toContain(waits(code));
    },
    withMembers,
  );

  story(
    'what stood in a closed channel leaves it when that is opened to everyone',
    async (here) => {
      const { rosa, ana } = await insidersAlone(here);
      const code = codeIn(await reports(ana, 'He followed me home'));
      expect(here.server.threadsOf(here.space).map(({ type }) => type)).toEqual([11]);
      const since = here.arrivals.length;
      here.server.changeOverwrites(here.space, [
        { id: here.server.state.bot.id, type: 1, allow: view | send | manageThreads },
      ]);
      await told(here, here.space, since);
      expect(here.server.threadsOf(here.space)).toEqual([]);
      expect(here.space.messages).toEqual([]);
      await rosa.runs('case take', { case: code });
      await here.pass(16 * 60_000);
      expect(here.server.threadsOf(here.space).map(({ type }) => type)).toEqual([12]);
    },
    withMembers,
  );

  story('without the members intent there is none: nobody can tell who manages threads', async (here) => {
    const { space, rosa, ana } = await openChannel(here);
    const code = codeIn(await reports(ana, 'He followed me home'));
    expect(here.server.threadsOf(space)).toEqual([]);
    expect(rosa.reads().join()).toContain(waits(code));
  });
});

/** The closed text channel as the space, read by a team of insiders alone. */
async function insidersAlone(here: DiscordWorld) {
  const [rosa, sam] = [here.member('Rosa', { insider: true }), here.member('Sam', { insider: true })];
  await here.setUp(here.steward, rosa, sam);
  return { rosa, sam, ana: here.member('Ana') };
}

/** A case in the thread of the closed channel, that Rosa and Sam are on. */
async function inThread(here: DiscordWorld) {
  const team = await insidersAlone(here);
  const code = codeIn(await reports(team.ana, 'He followed me home'));
  for (const each of [team.rosa, team.sam]) await each.runs('case take', { case: code });
  return { ...team, code, thread: here.server.threadsOf(here.space)[0]! };
}

/** Somebody writes something, and it has been acted upon. */
const writes = (member: Member, write: () => Message): Promise<string> => member.hears(() => write().id);
const newestFor = (member: Member, text: string): Message =>
  member.human.reads().findLast((each) => each.content.includes(text))!;

describe('an answer in plain text', () => {
  story(
    'is given in private as an answer to what the person wrote, and goes out once it is confirmed',
    async (here) => {
      const { rosa, sam, ana, code } = await onIt(here);
      await ana.says('He stood there again');
      const before = ana.reads().length;
      const asked = await writes(rosa, () =>
        rosa.human.answer(newestFor(rosa, 'He stood there again'), 'We are coming'),
      );
      expect(asked).toContain(sentence('cases-draft', { code }));
      expect(asked).toContain('We are coming');
      expect(ana.reads()).toHaveLength(before);
      const button = newestFor(rosa, 'We are coming').components[0].components[0].custom_id;
      expect(await rosa.presses(sentence('cases-button-send'))).toBe(sentence('cases-sent', { code }));
      expect(ana.last()).toContain('We are coming');
      expect(ana.last()).not.toContain('Rosa');
      expect(sam.last()).toContain('We are coming');
      // The question is gone; a second press that was on its way sends nothing twice.
      expect(rosa.reads().join()).not.toContain('We are coming');
      const again = await rosa.hears(() => rosa.human.forge(button, rosa.human.channel()).id);
      expect(again).toBe(sentence('cases-sent-already', { code }));
      expect(ana.reads().filter((each) => each.includes('We are coming'))).toHaveLength(1);
    },
  );

  story('comes before a question of the bot that still waits', async (here) => {
    const { rosa, ana, code } = await onIt(here);
    await ana.says('He stood there again');
    await rosa.says('case note');
    const asked = await writes(rosa, () => rosa.human.answer(newestFor(rosa, 'He stood there again'), 'We are coming'));
    expect(asked).toContain(sentence('cases-draft', { code }));
  });

  story('is not what the two say to each other (modmail-dev/Modmail #107: no slips)', async (here) => {
    const { rosa, sam, ana, code } = await onIt(here);
    await ana.says('He stood there again');
    await rosa.runs('case reply', { case: code });
    await rosa.fills({ text: 'We are with you' });
    const heard = ana.reads();
    // An answer to the colleague's words, and words to nobody.
    await writes(sam, () => sam.human.answer(newestFor(sam, 'We are with you'), 'I would not have said that'));
    expect(sam.last()).not.toContain('I would not have said that');
    await sam.says('I would not have said that');
    expect(ana.reads()).toEqual(heard);
  });

  story('is checked once more when it is confirmed: who has stepped aside meanwhile sends nothing', async (here) => {
    const { rosa, ana, code } = await onIt(here);
    await ana.says('He stood there again');
    await writes(rosa, () => rosa.human.answer(newestFor(rosa, 'He stood there again'), 'We are coming'));
    const send = newestFor(rosa, 'We are coming').components[0].components[0].custom_id;
    await rosa.runs('case recuse', { case: code });
    expect(rosa.reads().join()).not.toContain('We are coming');
    const heard = ana.reads();
    expect(await rosa.hears(() => rosa.human.forge(send, rosa.human.channel()).id)).toBe(sentence('cases-unknown'));
    expect(ana.reads()).toEqual(heard);
  });

  story('can be confirmed after a restart (Snaacky/chiya PR #264: buttons dead after a restart)', async (here) => {
    const { rosa, ana, code } = await onIt(here);
    await ana.says('He stood there again');
    await writes(rosa, () => rosa.human.answer(newestFor(rosa, 'He stood there again'), 'We are coming'));
    await here.stop();
    await here.start();
    expect(await rosa.presses(sentence('cases-button-send'))).toBe(sentence('cases-sent', { code }));
    expect(ana.last()).toContain('We are coming');
  });

  story(
    'is given in the thread by naming the bot, or by answering it; everything else there stays there',
    async (here) => {
      const { rosa, sam, ana, code, thread } = await inThread(here);
      const heard = ana.reads();
      await writes(sam, () => sam.human.say(thread, 'Shall we say that we are coming?'));
      // Not even asked: they talk to each other there.
      expect(sam.reads().join()).not.toContain('Shall we say');
      await writes(rosa, () => rosa.human.say(thread, `${here.server.mention} We are coming`));
      expect(rosa.last()).toContain(sentence('cases-draft', { code }));
      expect(ana.reads()).toEqual(heard);
      await rosa.presses(sentence('cases-button-send'));
      expect(ana.last()).toContain('We are coming');
      await writes(sam, () => sam.human.answer(thread.messages[0]!, 'Are you safe?', { ping: false }));
      await sam.presses(sentence('cases-button-send'));
      expect(ana.last()).toContain('Are you safe?');
      await writes(rosa, () => rosa.human.say(thread, 'Reply: we are at the door'));
      await rosa.presses(sentence('cases-button-send'));
      expect(ana.last()).toContain('we are at the door');
      expect(ana.reads().join()).not.toContain('Shall we say');
    },
    withContent,
  );

  story(
    'needs no privileged intent where the bot is named; without the intent nothing else in the thread is read',
    async (here) => {
      const { rosa, ana, code, thread } = await inThread(here);
      await writes(rosa, () => rosa.human.say(thread, `${here.server.mention} We are coming`));
      expect(rosa.last()).toContain(sentence('cases-draft', { code }));
      const arrived = here.arrivals.length;
      rosa.human.say(thread, 'reply: not read');
      await ana.says('Hello?');
      expect(here.arrivals.slice(arrived).filter(({ place }) => place.kind === 'shared')).toEqual([]);
    },
    withMembers,
  );

  story(
    'is not taken from a colleague who is not on the case',
    async (here) => {
      const { ana, thread, code } = await inThread(here);
      const heard = ana.reads();
      await writes(here.steward, () => here.steward.human.say(thread, `${here.server.mention} hello there`));
      expect(here.steward.last()).toBe(sentence('cases-not-on', { code }));
      expect(ana.reads()).toEqual(heard);
    },
    withContent,
  );
});

describe('the Reply button', () => {
  story(
    'stands beneath what is passed on and in the thread, brings the form, and works after a restart',
    async (here) => {
      const { rosa, sam, ana, code, thread } = await inThread(here);
      await ana.says('He stood there again');
      await here.stop();
      await here.start();
      const beneath = newestFor(rosa, 'He stood there again').components[0].components[0];
      expect(beneath.label).toBe(sentence('cases-button-reply'));
      await rosa.presses(beneath.custom_id);
      await rosa.fills({ text: 'We are coming' });
      expect(ana.last()).toContain('We are coming');
      const there = thread.messages.at(-1)!.components[0].components[0];
      expect(there.label).toBe(sentence('cases-button-reply'));
      await sam.presses(there.custom_id);
      await sam.fills({ text: 'Almost there' });
      expect(ana.last()).toContain('Almost there');
      // Who reads the thread and is not on the case gets no form.
      expect(await here.steward.presses(there.custom_id)).toBe(sentence('cases-not-on', { code }));
    },
    withMembers,
  );

  story('asks for the right again at each press', async (here) => {
    const { rosa, ana, code } = await onIt(here);
    await ana.says('He stood there again');
    const { custom_id: reply } = newestFor(rosa, 'He stood there again').components[0].components[0];
    await rosa.runs('case recuse', { case: code });
    expect(await rosa.hears(() => rosa.human.forge(reply, rosa.human.channel()).id)).toBe(sentence('cases-unknown'));
  });
});

describe('edits and deletions', () => {
  const edit = (member: Member, message: Message, text: string) =>
    member.hears(() => {
      member.human.edit(message.id, text);
      return `${message.id}/edited/${message.edited!.toISOString()}`;
    });
  const unsend = (member: Member, message: Message) =>
    member.hears(() => (member.human.unsend(message.id), `${message.id}/deleted`));

  /** Rosa has answered in plain text. */
  async function answered(here: DiscordWorld) {
    const team = await onIt(here);
    await team.ana.says('He stood there again');
    let message: Message;
    await writes(
      team.rosa,
      () => (message = team.rosa.human.answer(newestFor(team.rosa, 'He stood there again'), 'Come to number nine')),
    );
    return { ...team, message: message! };
  }

  story('of an answer follow to the person, where it stands', async (here) => {
    const { rosa, sam, ana, message } = await answered(here);
    await rosa.presses(sentence('cases-button-send'));
    const count = ana.reads().length;
    await edit(rosa, message, 'Come to number seven');
    expect(ana.reads()).toHaveLength(count);
    expect(ana.last()).toContain('Come to number seven');
    expect([...ana.reads(), ...sam.reads()].join()).not.toContain('number nine');
    await unsend(rosa, message);
    for (const each of [ana, sam]) expect(each.reads().join()).not.toMatch(/number (?:nine|seven)/u);
    expect(ana.last()).toBe(sentence('cases-reply-retracted'));
  });

  story('of words that are not confirmed yet change what is asked', async (here) => {
    const { rosa, ana, message } = await answered(here);
    await edit(rosa, message, 'Come to number seven');
    expect(rosa.reads().join()).not.toContain('number nine');
    await rosa.presses(sentence('cases-button-send'));
    expect(ana.last()).toContain('Come to number seven');
  });

  story('of words that are not confirmed yet: what is deleted can’t be sent any more', async (here) => {
    const { rosa, ana, code, message } = await answered(here);
    const send = newestFor(rosa, 'number nine').components[0].components[0].custom_id;
    await unsend(rosa, message);
    expect(rosa.reads().join()).not.toContain('number nine');
    expect(await rosa.hears(() => rosa.human.forge(send, rosa.human.channel()).id)).toBe(
      sentence('cases-draft-gone', { code }),
    );
    expect(ana.reads().join()).not.toContain('number nine');
  });

  story('of the person take away what the two were shown (ChatSift PR #264)', async (here) => {
    const { rosa, sam, ana, code } = await onIt(here);
    let slip: Message;
    await writes(ana, () => (slip = ana.human.dm('I live at number nine')));
    await edit(ana, slip!, 'I live nearby');
    for (const each of [rosa, sam]) {
      expect(each.reads().join()).not.toContain('number nine');
      expect(each.last()).toContain('I live nearby');
    }
    await unsend(ana, slip!);
    for (const each of [rosa, sam]) {
      expect(each.reads().join()).not.toMatch(/number nine|nearby/u);
      expect(each.last()).toBe(sentence('cases-deleted', { code }));
    }
    expect(await rosa.runs('case show', { case: code })).not.toMatch(/number nine|nearby/u);
  });

  story(
    'in the thread follow as well, whoever takes the message away',
    async (here) => {
      const { rosa, ana, thread } = await inThread(here);
      let message: Message;
      await writes(rosa, () => (message = rosa.human.say(thread, `${here.server.mention} Come to number nine`)));
      await rosa.presses(sentence('cases-button-send'));
      await edit(rosa, message!, `${here.server.mention} Come to number seven`);
      expect(ana.last()).toContain('Come to number seven');
      await unsend(rosa, message!);
      expect(ana.reads().join()).not.toMatch(/number (?:nine|seven)/u);
    },
    withContent,
  );
});

describe('what is offered while typing', () => {
  story(
    '“case show” offers a closed case to read, after the open ones, to those alone who were on it',
    async (here) => {
      const { ana, rosa, sam, tariq, code } = await onIt(here);
      await rosa.runs('case close', { case: code, outcome: 'resolved' });
      await ana.says('new');
      const open = codeIn(await reports(ana, 'He is back'));
      const offered = async (who: Member, name: string) =>
        (await who.human.complete(name, 'case', '', here.general)).map(({ value }) => value);
      for (const each of [rosa, sam]) expect(await offered(each, 'case show')).toEqual([open, code]);
      expect(await offered(rosa, 'case reply')).toEqual([]);
      expect(await offered(tariq, 'case show')).toEqual([open]);
    },
  );

  story('is each case that one may know, by name, state and age, and the colleagues by name', async (here) => {
    const { rosa, tariq, ana, code } = await onIt(here);
    await here.pass(5 * 60_000);
    const second = codeIn(await reports(here.member('Bo'), 'It hurt', { hear: '2', people: 'Rosa' }));
    const mine = await rosa.human.complete('case reply', 'case', '');
    expect(mine).toEqual([{ name: expect.stringMatching(new RegExp(`^${code}: .*first.*5 min`, 'u')), value: code }]);
    expect((await tariq.human.complete('case take', 'case', '')).map(({ value }) => value)).toEqual([second]);
    expect(await tariq.human.complete('case reply', 'case', '')).toEqual([]);
    expect(await ana.human.complete('case take', 'case', '')).toEqual([]);
    const people = await rosa.human.complete('case handover', 'person', '');
    expect(people.map(({ name }) => name)).toEqual(['Sam', 'Tariq']);
    expect(await rosa.runs('case handover', { case: code, person: people[1]!.value })).toBe(
      sentence('cases-offer-made', { code, name: 'Tariq' }),
    );
  });

  story('is at most twenty-five', async (here) => {
    const { rosa } = await teamOf(here);
    for (let at = 0; at < 27; at += 1) await here.member(`P${at}`).says('danger');
    await here.pass(61_000);
    const offered = await rosa.human.complete('case take', 'case', '');
    expect(offered).toHaveLength(25);
  });
});
