/**
 * What people asked other bots for, or suffered from in them: each test is named by where it was reported. The
 * rest of that list stands where its subject does; docs/discord.md names them all.
 */
import { describe, expect } from 'vitest';
import { minutes } from '../../src/time/clock.ts';
import { answers, codeIn, questionIn, reports, sentence } from '../support/report.ts';
import { until } from '../support/until.ts';
import { onIt, story, teamOf, type DiscordWorld, type Member } from './world.ts';

/** All that the bot said anywhere but to one person, as Discord was given it. */
const saidBut = (here: DiscordWorld, who: Member): string =>
  [...here.server.state.channels.values()]
    .flatMap((each) => (each.recipient === who.account ? [] : [each.name, ...each.messages]))
    .filter((each) => typeof each === 'string' || each?.ephemeralFor !== who.account)
    .map((each) => JSON.stringify(each, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value)))
    .join('\n');

describe('who is who', () => {
  story(
    '(modmail-dev/Modmail #313, #3137; Dragory/modmailbot #390; chamburr/modmail #5; rubbergod #517; reactibot #199; SafetyJim #54) the reporter stays unnamed, to moderators too',
    async (here) => {
      const { ana, rosa, sam, code } = await onIt(here);
      await ana.says('He is called Max');
      await rosa.runs('case reply', { case: code });
      await rosa.fills({ text: 'We are here.' });
      await sam.runs('case show', { case: code });
      await rosa.runs('case close', { case: code, outcome: 'resolved' });
      const told = saidBut(here, ana);
      expect(told).toContain('He is called Max');
      expect(told).not.toContain(ana.account);
      expect(told).not.toMatch(/\bAna\b/u);
    },
  );

  story('(TJ-Bot #1260) to be named or not is chosen, and never by leaving a question out', async (here) => {
    const { ana, rosa } = await teamOf(here);
    const code = codeIn(await reports(ana, 'He hit me', {}));
    expect(await rosa.runs('case take', { case: code })).not.toMatch(/\bAna\b/u);
    const bo = here.member('Bo');
    await bo.says('He hit me, too');
    await answers(bo, {}, 'named');
    expect(bo.buttons()).toEqual(
      expect.arrayContaining([sentence('cases-named-unnamed'), sentence('cases-named-named')]),
    );
    await bo.presses(sentence('cases-named-named'));
    const second = codeIn(await answers(bo, {}));
    expect(await rosa.runs('case take', { case: second })).toMatch(/\bBo\b/u);
  });

  story(
    '(Dragory/modmailbot #553, #82; modmail-dev/Modmail #107, #2905; gbans #660) the team has no names towards the reporter, by no path',
    async (here) => {
      const { ana, rosa, sam, tariq, code } = await onIt(here);
      await rosa.runs('case reply', { case: code });
      await rosa.fills({ text: 'We are here.' });
      await sam.runs('case note', { case: code });
      await sam.fills({ text: 'Rosa knows him' });
      await sam.runs('case handover', { case: code, person: tariq.account });
      await tariq.presses(sentence('cases-button-take'));
      await rosa.runs('case recuse', { case: code });
      await tariq.runs('case close', { case: code, outcome: 'resolved' });
      const read = JSON.stringify(ana.human.reads());
      expect(read).toContain('We are here.');
      expect(read).not.toMatch(/Rosa|Sam|Tariq/u);
      for (const each of [rosa, sam, tariq]) expect(read).not.toContain(each.account);
    },
  );

  story('(modmail-dev/Modmail #107; chamburr/modmail #175) among the two it is plain who wrote what', async (here) => {
    const { rosa, sam, code } = await onIt(here);
    await rosa.runs('case reply', { case: code });
    await rosa.fills({ text: 'We are here.' });
    expect(sam.last()).toMatch(/Rosa[\s\S]*We are here\./u);
    expect(await sam.runs('case show', { case: code })).toMatch(/Rosa[\s\S]*We are here\./u);
  });
});

describe('somebody answers', () => {
  story(
    '(modmail-dev/Modmail #115, #407, #2754; Dragory/modmailbot #476) a case is taken, by two and no third',
    async (here) => {
      const { rosa, sam, tariq, ana } = await teamOf(here);
      const code = codeIn(await reports(ana, 'He hit me'));
      const [first, second, third] = await Promise.all(
        [rosa, sam, tariq].map((each) => each.runs('case take', { case: code })),
      );
      const refused = [first, second, third].filter((heard) => !heard!.includes('He hit me'));
      expect(refused).toHaveLength(1);
      expect(ana.last()).toBe(sentence('cases-hears-two', { code }));
    },
  );

  story(
    '(modmail-dev/Modmail #192; chamburr/modmail #108) who is not answered is called for again, and hears the truth',
    async (here) => {
      const { rosa, ana } = await teamOf(here);
      const code = codeIn(await reports(ana, 'He hit me'));
      const calls = () => rosa.reads().filter((each) => each.includes(code)).length;
      expect(calls()).toBe(1);
      await here.pass(minutes(16));
      expect(calls()).toBe(2);
      await here.pass(minutes(46));
      expect(ana.last()).toContain(sentence('cases-truth'));
    },
  );
});

describe('a restart', () => {
  story(
    '(Snaacky/chiya #264; Dragory/modmailbot #10, #671) leaves buttons and forms alive that were shown before it',
    async (here) => {
      const { ana, rosa, sam } = await teamOf(here);
      const code = codeIn(await reports(ana, 'He hit me'));
      const bo = here.member('Bo');
      await bo.says('hello');
      await here.stop();
      await here.start();
      expect(await bo.presses(sentence('cases-safe-yes'))).toContain(sentence('cases-ask-story'));
      expect(await rosa.presses(sentence('cases-button-take'))).toContain('He hit me');
      await sam.runs('case take', { case: code });
      await rosa.presses(sentence('cases-button-reply'));
      await here.stop();
      await here.start();
      expect(await rosa.fills({ text: 'We are here.' })).toBe(sentence('cases-replied', { code }));
      expect(ana.last()).toContain('We are here.');
    },
  );

  story(
    '(modmail-dev/Modmail #3346; Dragory/modmailbot #264; Red-DiscordBot, reports in memory) loses no message and no report',
    async (here) => {
      const { ana, rosa, code } = await onIt(here);
      const bo = here.member('Bo');
      await bo.runs('help');
      await here.stop();
      const more = ana.human.dm('and he came back');
      const first = bo.human.dm('He hit me');
      await here.start();
      await until(() => [more, first].every(({ id }) => here.arrivals.some(({ eventId }) => eventId === id)));
      await here.settle();
      expect(await rosa.runs('case show', { case: code })).toContain('and he came back');
      expect(bo.last()).toContain(sentence('cases-kept-first'));
    },
  );
});

describe('what was given', () => {
  story(
    '(modmail-dev/logviewer #80; discord-tickets/bot #336, #485; python-discord/site #303) files outlive Discord’s links, and no link is shown',
    async (here) => {
      const { ana, rosa } = await teamOf(here);
      await ana.says('Look');
      await ana.says('1');
      const bytes = new Uint8Array([1, 2, 3]);
      await ana.says('', [{ name: 'one.png', type: 'image/png', bytes }]);
      const code = codeIn(await answers({ says: (text) => ana.says(text), last: () => ana.last() }, { copies: '1' }));
      here.server.break({ method: 'GET', path: /./u, how: { error: 404 } });
      await rosa.runs('case take', { case: code });
      const dossier = rosa.reads().join('\n');
      expect(dossier).toContain(sentence('cases-evidence-kept', { number: 1, name: 'one.png', kilobytes: 1 }));
      await rosa.runs('case file', { case: code });
      expect(rosa.human.reads().flatMap((each) => each.attachments)).toMatchObject([{ bytes }]);
      expect(saidBut(here, ana)).not.toMatch(/https?:/u);
    },
  );

  story(
    '(modmail-dev/Modmail #210, #252; Dragory/modmailbot #516; yagpdb #801; sushii-2 #69; hawking #49; MODiX #748; LilyBot #286; Red-DiscordBot, only the last of several) is erased at the word of whoever gave it, each of several reports',
    async (here) => {
      const { ana, rosa } = await teamOf(here);
      const first = codeIn(await reports(ana, 'He hit me'));
      await ana.says('new');
      const second = codeIn(await reports(ana, 'He shouted at me'));
      expect(second).not.toBe(first);
      expect(await rosa.runs('case take', { case: first })).toContain('He hit me');
      for (let left = 2; left > 0; left -= 1) {
        await ana.says('withdraw');
        expect(await ana.says('yes')).toContain(sentence('cases-withdrawn'));
      }
      for (const code of [first, second])
        expect(await rosa.runs('case take', { case: code })).toBe(sentence('cases-unknown'));
      expect(rosa.reads().join()).not.toMatch(/hit me|shouted/u);
    },
  );

  story(
    '(modmail-dev/Modmail #3448) is asked for and read in Discord alone: no link leads anywhere else',
    async (here) => {
      const { ana, rosa, code } = await onIt(here);
      for (const name of ['help', 'privacy', 'card']) await ana.runs(name);
      await rosa.runs('case show', { case: code });
      for (const each of [ana, rosa]) expect(JSON.stringify(each.human.reads())).not.toMatch(/https?:|oauth/iu);
    },
  );
});

describe('room', () => {
  story(
    '(modmail-dev/Modmail #303, #3058; chamburr/modmail #148; Dragory/modmailbot #644, #801; Eruditus #17) a case takes no channel: the limit of fifty in a category is never met',
    async (here) => {
      await teamOf(here);
      await here.steward.runs('team add', { person: here.steward.account }, here.general);
      const opened = () => here.server.threadsOf(here.space);
      const channels = () => [...here.server.state.channels.values()].filter((each) => each.guild === here.guild.id);
      const before = channels().length;
      for (let count = 0; count < 55; count += 1) {
        const someone = here.member(`Person ${count}`);
        await someone.says('danger');
        await someone.says('skip');
      }
      expect(opened()).toHaveLength(55);
      expect(channels()).toHaveLength(before + 55);
    },
    { members_intent: true },
  );

  story('(Dragory/modmailbot #583; chamburr/modmail #191) all that the team does is a slash command', async (here) => {
    const names = here.server.state.commands.flatMap((each) =>
      ((each.options ?? []) as { type: number; name: string }[])
        .filter(({ type }) => type === 1)
        .map(({ name }) => `${each.name} ${name}`),
    );
    for (const verb of ['list', 'show', 'take', 'reply', 'note', 'severity', 'handover', 'recuse', 'close'])
      expect(names).toContain(`case ${verb}`);
  });

  story('(modmail-dev/Modmail #3442) who closed their messages and opens them again is not stuck', async (here) => {
    const { ana, rosa, code } = await onIt(here);
    ana.human.closeDirect();
    await rosa.runs('case reply', { case: code });
    await rosa.fills({ text: 'We are here.' });
    expect(ana.reads().join()).not.toContain('We are here.');
    ana.human.user.closed = false;
    await ana.says('hello?');
    expect(ana.reads().join()).toContain('We are here.');
    expect(questionIn(ana.last())).toBeUndefined();
  });
});
