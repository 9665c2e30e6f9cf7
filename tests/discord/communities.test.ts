/** Several servers: each a community, or together one; and people who are in more than one of them. */
import { describe, expect } from 'vitest';
import { answers, codeIn, reports, sentence } from '../support/report.ts';
import { until } from '../support/until.ts';
import { permission, type Channel } from './server/index.ts';
import { harbour, town } from './towns.ts';
import { story, type Member } from './world.ts';

const which = sentence('community-ask-which');

describe('somebody who is in several communities', () => {
  story(
    'is asked once which one they mean, and no word is lost (Dragory/modmailbot #169, modmail-dev #99)',
    async (here) => {
      const [rosa] = await harbour(here);
      const { team } = await town(here, 'Elsewhere');
      const ana = here.member('Ana');
      const asked = await ana.says('He followed me home');
      expect(asked).toContain(which);
      expect(asked).toContain(sentence('community-which-kept'));
      expect(ana.buttons()).toEqual(expect.arrayContaining(['Harbour', 'Elsewhere']));
      await ana.says('and he has my address');
      const heard = await ana.presses('Elsewhere');
      expect(heard).toContain(sentence('cases-ask-safe'));
      const code = codeIn(await answers(ana, {}));
      await team[0]!.runs('case take', { case: code });
      await team[1]!.runs('case take', { case: code });
      const dossier = await team[0]!.runs('case show', { case: code });
      expect(dossier).toContain('He followed me home');
      expect(dossier).toContain('and he has my address');
      expect(rosa!.reads().join()).not.toContain(code);
      expect(await ana.says('one more thing')).not.toContain(which);
    },
  );

  story('and reports a message has it kept through the choice, and need not choose it again', async (here) => {
    const others = await harbour(here);
    const { team } = await town(here, 'Elsewhere');
    const ana = here.member('Ana');
    ana.human.install();
    const stranger = here.member('Stranger');
    const chat = ana.human.chatWith(stranger.human);
    const menu = sentence('cases-command-report-message');
    await ana.says('danger');
    await ana.presses(sentence('word-none'));
    const heard = await ana.chooses(menu, stranger.human.say(chat, 'send me more or else'));
    expect(heard).toContain(which);
    expect(heard).toContain(sentence('community-which-kept'));
    await ana.chooses(menu, stranger.human.say(chat, 'I mean it'));
    const begun = await ana.presses('Elsewhere');
    expect(begun).toContain(sentence('cases-copy-kept', { platform: 'Discord', name: 'Stranger' }));
    expect(begun).toContain(sentence('cases-ask-safe'));
    const code = codeIn(await answers(ana, {}));
    const dossier = await team[0]!.runs('case take', { case: code });
    for (const words of ['send me more or else', 'I mean it']) expect(dossier).toContain(words);
    expect(dossier).toMatch(/written .* UTC, files: 0, kept .* UTC\. SHA-256: [0-9a-f]{64}/u);
    for (const each of others) expect(each.reads().join()).not.toContain(code);
  });

  story('and shares only one with the bot is never asked', async (here) => {
    const [rosa] = await harbour(here);
    await town(here, 'Elsewhere');
    const bo = here.member('Bo', { guilds: [here.guild] });
    expect(await reports(bo, 'He followed me home')).toContain(sentence('cases-receipt-next'));
    expect(rosa!.reads().length).toBeGreaterThan(1);
  });

  story(
    'and is in danger reads every card before anything is asked; the team that they choose is called',
    async (here) => {
      const others = await harbour(here);
      const { team } = await town(here, 'Elsewhere');
      const ana = here.member('Ana');
      const heard = await ana.says('danger');
      expect(heard.indexOf(sentence('community-card'))).toBeLessThan(heard.indexOf(which));
      await ana.presses('Elsewhere');
      await here.pass(61_000);
      const [urgent] = sentence('cases-card-urgent', { code: '§' }).split('§');
      for (const each of team) expect(each.reads().join()).toContain(urgent);
      for (const each of others) expect(each.reads().join()).not.toContain(urgent);
    },
  );

  story('and writes words of a crisis reads the cards with the question', async (here) => {
    await harbour(here);
    const { general, owner } = await town(here, 'Elsewhere');
    await sets(owner, general, 'Call 112 here.');
    const heard = await here.member('Ana').says('I want to die');
    expect(heard.indexOf('Call 112 here.')).toBeGreaterThan(-1);
    expect(heard.indexOf('Call 112 here.')).toBeLessThan(heard.indexOf(which));
  });

  story('can change and take back what they wrote before the choice: it never comes back', async (here) => {
    await harbour(here);
    const { team } = await town(here, 'Elsewhere');
    const ana = here.member('Ana');
    const first = ana.human.dm('a secret that I regret');
    const arrived = (id: string) => until(() => here.arrivals.some((each) => each.eventId === id));
    await arrived(first.id);
    ana.human.unsend(first.id);
    const told = (kind: string) => until(() => here.arrivals.some(({ what }) => what.kind === kind));
    await told('deleted');
    const second = ana.human.dm('he folowed me');
    await arrived(second.id);
    ana.human.edit(second.id, 'he followed me home');
    await told('edited');
    await here.settle();
    await ana.presses('Elsewhere');
    const code = codeIn(await answers(ana, {}));
    for (const each of team) await each.runs('case take', { case: code });
    const dossier = await team[0]!.runs('case show', { case: code });
    expect(dossier).toContain('he followed me home');
    expect(dossier).not.toMatch(/regret|folowed/u);
  });

  story('can choose another one later, by a word or a command (Dragory/modmailbot #306)', async (here) => {
    const [rosa] = await harbour(here);
    await town(here, 'Elsewhere');
    const ana = here.member('Ana');
    await ana.says('hello');
    await ana.presses('Elsewhere');
    expect(await ana.says('other community')).toContain(which);
    expect(await ana.presses('Harbour')).toContain(sentence('community-which-chosen', { name: 'Harbour' }));
    expect(await ana.runs('community')).toContain(which);
    await ana.presses('Harbour');
    await ana.says('new');
    const code = codeIn(await reports(ana, 'He followed me home'));
    expect(rosa!.reads().join()).toContain(code);
  });

  story(
    'of whom Discord does not say where they are is told how to be heard, and no name of a community',
    async (here) => {
      await harbour(here);
      await town(here, 'Elsewhere');
      for (let i = 0; i < 4; i += 1) here.server.break({ method: 'GET', path: /\/members\/\d+$/, how: { error: 503 } });
      const ana = here.member('Ana');
      const heard = await ana.says('He followed me home');
      expect(heard).toContain(sentence('no-community-reporter'));
      expect(heard).not.toMatch(/Harbour|Elsewhere/u);
      // The next message asks again.
      here.server.mend();
      expect(await ana.says('He followed me home')).toContain(which);
    },
  );

  story('and means none of them: nothing is kept', async (here) => {
    await harbour(here);
    await town(here, 'Elsewhere');
    const ana = here.member('Ana');
    await ana.says('He followed me home');
    expect(await ana.presses(sentence('word-none'))).toContain(sentence('community-which-none'));
    await ana.runs('community');
    const heard = await ana.presses('Harbour');
    expect(heard).toContain(sentence('community-which-chosen', { name: 'Harbour' }));
    expect(heard).not.toContain(sentence('cases-kept-first'));
  });
});

describe('somebody who tells one community something', () => {
  story('and reports a message of another one meanwhile: it goes to none but its own', async (here) => {
    const [rosa, sam] = await harbour(here);
    const { general, guild } = await town(here, 'Elsewhere');
    const ana = here.member('Ana');
    await ana.says('He followed me home');
    await ana.presses('Harbour');
    await ana.presses(sentence('cases-safe-yes'));
    const bad = here.member('Troll', { guilds: [guild] }).human.say(general, 'a word from elsewhere');
    expect(await ana.chooses(sentence('cases-command-report-message'), bad)).toContain(
      sentence('cases-subject-elsewhere'),
    );
    await ana.says('and he has my address');
    await ana.says(sentence('word-done'));
    const code = codeIn(await answers(ana, {}));
    for (const each of [rosa!, sam!]) await each.runs('case take', { case: code });
    const read = await rosa!.runs('case show', { case: code });
    expect(read).toContain('and he has my address');
    expect(read).not.toContain('a word from elsewhere');
  });

  story('and is asked to which report a message belongs: what is new goes to where it was written', async (here) => {
    const [rosa] = await harbour(here);
    const { general, guild, team } = await town(here, 'Elsewhere');
    const ana = here.member('Ana');
    await ana.runs('help', {}, general);
    const first = codeIn(await reports(ana, 'He followed me home'));
    expect(team[0]!.reads().join()).toContain(first);
    const bad = here.member('Troll', { guilds: [guild] }).human.say(general, 'a word from elsewhere');
    await ana.chooses(sentence('cases-command-report-message'), bad);
    await ana.runs('help', {}, here.general);
    expect(await ana.says('something new')).toContain(sentence('cases-ask-safe'));
    const code = codeIn(await answers(ana, {}));
    expect(rosa!.reads().join()).not.toContain(code);
    for (const each of team) await each.runs('case take', { case: code }, general);
    expect(await team[0]!.runs('case show', { case: code }, general)).toContain('a word from elsewhere');
  });

  story('and reports a message of each: they are never mixed', async (here) => {
    const [rosa, sam] = await harbour(here);
    const { general, guild } = await town(here, 'Elsewhere');
    const ana = here.member('Ana');
    await ana.runs('help', {}, general);
    await reports(ana, 'He followed me home');
    await ana.runs('help', {}, here.general);
    await ana.says('new');
    const code = codeIn(await reports(ana, 'She shouts at people'));
    for (const each of [rosa!, sam!]) await each.runs('case take', { case: code });
    const troll = here.member('Troll', { guilds: [guild, here.guild] }).human;
    const menu = sentence('cases-command-report-message');
    await ana.chooses(menu, troll.say(here.general, 'a word from here'));
    expect(await ana.chooses(menu, troll.say(general, 'a word from elsewhere'))).toContain(
      sentence('cases-subject-elsewhere'),
    );
    await ana.presses(sentence('cases-belongs-add', { code }));
    const read = await rosa!.runs('case show', { case: code });
    expect(read).toContain('a word from here');
    expect(read).not.toContain('a word from elsewhere');
  });
});

describe('two servers', () => {
  const codeOf = (heard: string) => /\b[0-9a-z]{20,}\b/u.exec(heard)![0];

  story('become one community by a code: one team, one set-up, one card', async (here) => {
    const [rosa, sam] = await harbour(here);
    const { general, owner } = await town(here, 'Elsewhere', { team: false });
    const told = await here.steward.runs('haven link', {}, here.general);
    expect(told).toContain(sentence('community-link-means'));
    expect(await joins(owner, general, codeOf(told))).toContain(sentence('community-joined', { name: 'Harbour' }));
    await here.steward.runs('haven setup', { retention: '33' }, here.general);
    expect(await owner.runs('haven setup', { language: 'en' }, general)).toContain(
      sentence('community-days', { days: 33 }),
    );
    // Somebody who shares both with the bot shares but one community.
    const bo = here.member('Bo');
    const code = codeIn(await reports(bo, 'He followed me home'));
    for (const each of [rosa!, sam!]) expect(each.reads().join()).toContain(code);
  });

  story('take what was reported before there was a team along, and it is heard', async (here) => {
    const [rosa, sam] = await harbour(here);
    const { guild, general, owner } = await town(here, 'Elsewhere', { team: false });
    const bo = here.member('Bo', { guilds: [guild] });
    expect(await reports(bo, 'He followed me home')).toContain(sentence('cases-too-few'));
    const told = await here.steward.runs('haven link', {}, here.general);
    const before = rosa!.reads().length;
    await joins(owner, general, codeOf(told));
    expect(rosa!.reads().length).toBeGreaterThan(before);
    const code = codeIn(rosa!.last());
    await rosa!.runs('case take', { case: code });
    await sam!.runs('case take', { case: code });
    expect(await rosa!.runs('case show', { case: code })).toContain('He followed me home');
  });

  story('a code works once, for a day, and not for somebody who tries many', async (here) => {
    await harbour(here);
    const { general, owner } = await town(here, 'Elsewhere', { team: false });
    const third = await town(here, 'Third', { team: false });
    const old = codeOf(await here.steward.runs('haven link', {}, here.general));
    await here.pass(25 * 60 * 60_000);
    expect(await joins(owner, general, old)).toContain(sentence('community-join-wrong'));
    const code = codeOf(await here.steward.runs('haven link', {}, here.general));
    await joins(owner, general, code);
    expect(await joins(third.owner, third.general, code)).toContain(sentence('community-join-wrong'));
    const good = codeOf(await here.steward.runs('haven link', {}, here.general));
    for (let i = 0; i < 4; i += 1) await joins(third.owner, third.general, `wrong${i}`);
    expect(await joins(third.owner, third.general, good)).toContain(sentence('community-join-slow'));
    await here.pass(16 * 60_000);
    expect(await joins(third.owner, third.general, good)).toContain(sentence('community-joined', { name: 'Harbour' }));
  });

  story('with two teams are not joined; the refusal is the same whether there are cases or none', async (here) => {
    await harbour(here);
    const one = await town(here, 'One');
    const two = await town(here, 'Two');
    await reports(here.member('Bo', { guilds: [one.guild] }), 'He followed me home');
    const code = codeOf(await here.steward.runs('haven link', {}, here.general));
    const refused = await joins(one.owner, one.general, code);
    expect(refused).toContain(sentence('community-join-team', { count: 2 }));
    expect(await joins(two.owner, two.general, code)).toBe(refused);
  });

  story('one of them leaves again, and begins anew', async (here) => {
    const [rosa] = await harbour(here);
    const { general, owner } = await town(here, 'Elsewhere', { team: false });
    expect(await owner.runs('haven leave', {}, general)).toBe(sentence('community-leave-alone'));
    await joins(owner, general, codeOf(await here.steward.runs('haven link', {}, here.general)));
    expect(await owner.runs('team list', {}, general)).toContain('Rosa');
    expect(await owner.runs('haven leave', {}, general)).toContain(sentence('community-left', { name: 'Harbour' }));
    expect(await owner.runs('team list', {}, general)).toBe(sentence('people-team-empty'));
    expect(await here.steward.runs('team list', {}, here.general)).toContain(rosa!.human.user.global_name);
  });

  story('of which the first puts the other out, once it is sure; cases stay, and both are told', async (here) => {
    const [rosa, sam] = await harbour(here);
    const { general, owner, guild } = await town(here, 'Elsewhere', { team: false });
    await joins(owner, general, codeOf(await here.steward.runs('haven link', {}, here.general)));
    const bo = here.member('Bo', { guilds: [guild] });
    const code = codeIn(await reports(bo, 'He followed me home'));
    for (const each of [rosa!, sam!]) await each.runs('case take', { case: code });
    expect(await owner.runs('haven leave', { server: 'Harbour' }, general)).toBe(sentence('community-out-first'));
    expect(await here.steward.runs('haven leave', { server: 'Nowhere' }, here.general)).toBe(
      sentence('community-out-unknown'),
    );
    const offered = await here.steward.human.complete('haven leave', 'server', 'else', here.general);
    expect(offered).toEqual([{ name: 'Elsewhere', value: guild.id }]);
    await here.steward.runs('haven leave', { server: guild.id }, here.general);
    await here.steward.presses(sentence('answer-no'));
    expect(await owner.runs('team list', {}, general)).toContain('Rosa');
    const asked = await here.steward.runs('haven leave', { server: guild.id }, here.general);
    expect(asked).toContain(sentence('community-out-ask', { name: 'Elsewhere' }));
    expect(await here.steward.presses(sentence('answer-yes'))).toContain(
      sentence('community-out-done', { name: 'Elsewhere' }),
    );
    expect(owner.reads().join()).toContain(sentence('community-out-told', { name: 'Elsewhere', community: 'Harbour' }));
    expect(owner.reads().join()).not.toContain(code);
    expect(await owner.runs('team list', {}, general)).toBe(sentence('people-team-empty'));
    // What was told goes on with those to whom it was told.
    expect(await bo.says('He was there again')).toContain(sentence('cases-added', { code }));
    expect(rosa!.reads().join()).toContain('He was there again');
  });

  story('of which one was put out is not let in again by a code that it made before', async (here) => {
    await harbour(here);
    const { general, owner, guild } = await town(here, 'Elsewhere', { team: false });
    await joins(owner, general, codeOf(await here.steward.runs('haven link', {}, here.general)));
    const kept = codeOf(await owner.runs('haven link', {}, general));
    await here.steward.runs('haven leave', { server: guild.id }, here.general);
    await here.steward.presses(sentence('answer-yes'));
    expect(await joins(owner, general, kept)).toContain(sentence('community-join-wrong'));
    expect(await owner.runs('team list', {}, general)).toBe(sentence('people-team-empty'));
  });

  story(
    'of which one was put out keeps nothing of a case that stood in its channel',
    async (here) => {
      const { general, owner, guild } = await town(here, 'Elsewhere', { team: false });
      const [rosa, sam] = await harbour(here);
      await joins(owner, general, codeOf(await here.steward.runs('haven link', {}, here.general)));
      const insiders = here.server.role(guild, 'insiders', 0n);
      const { view, send, manageThreads } = permission;
      const closed = here.server.textChannel(guild, 'cases', [
        { id: guild.id, deny: view },
        { id: insiders, allow: view },
        { id: here.server.state.bot.id, type: 1, allow: view | send | manageThreads },
      ]);
      for (const each of [rosa!, sam!]) here.server.changeRoles(guild, each.human, [insiders]);
      await here.steward.runs('team add', { person: owner.account }, here.general);
      await owner.runs('haven setup', { language: 'en', space: `<#${closed.id}>` }, general);
      await here.stop();
      await here.start();
      const code = codeIn(await reports(here.member('Bo', { guilds: [here.guild] }), 'He followed me home'));
      const threads = () =>
        here.server.threadsOf(closed).flatMap(({ messages }) => messages.map(({ content }) => content));
      expect(threads().join()).toContain(code);
      await here.steward.runs('haven leave', { server: guild.id }, here.general);
      await here.steward.presses(sentence('answer-yes'));
      await here.settle();
      expect(threads().join()).not.toContain(code);
    },
    { members_intent: true },
  );

  story('of which one leaves: who is only there no longer writes to the other’s team', async (here) => {
    const [rosa] = await harbour(here);
    const { general, owner, guild } = await town(here, 'Elsewhere', { team: false });
    await joins(owner, general, codeOf(await here.steward.runs('haven link', {}, here.general)));
    const bo = here.member('Bo', { guilds: [guild] });
    await bo.runs('help', {}, general);
    await bo.says('hello');
    await owner.runs('haven leave', {}, general);
    const before = rosa!.reads();
    await bo.says('new');
    await reports(bo, 'He followed me home');
    expect(rosa!.reads()).toEqual(before);
  });

  story('offer a responder the cases of where they type, wherever they were before', async (here) => {
    const [rosa] = await harbour(here);
    const { general, guild } = await town(here, 'Elsewhere');
    const code = codeIn(await reports(here.member('Bo', { guilds: [here.guild] }), 'He followed me home'));
    here.server.changeRoles(guild, rosa!.human, []);
    await rosa!.runs('help', {}, general);
    expect(await rosa!.human.complete('case take', 'case', '', here.general)).toEqual([
      expect.objectContaining({ value: code }),
    ]);
  });

  story('and a stranger who shares neither learns the name of none', async (here) => {
    await harbour(here);
    const mal = here.member('Mal', { guilds: [] });
    expect(await mal.runs('community')).toBe(sentence('community-only'));
    const bo = here.member('Bo');
    await bo.runs('help', {}, here.general);
    expect(await bo.runs('community')).toContain(sentence('community-this', { name: 'Harbour' }));
  });

  story('are linked and left by those who run them alone', async (here) => {
    await harbour(here);
    const bo = here.member('Bo');
    for (const name of ['haven link', 'haven leave'])
      expect(await bo.runs(name, {}, here.general)).toBe(sentence('not-yours'));
  });
});

/** Writes the emergency card. */
async function sets(owner: Member, where: Channel, card: string): Promise<void> {
  await owner.runs('haven setup', {}, where);
  while (!owner.last().includes(sentence('community-ask-card'))) await owner.presses(sentence('word-skip'));
  await owner.presses(sentence('word-write'));
  await owner.fills({ words: card });
}

/** Gives the code in the form that asks for it, where others can't read it. */
async function joins(owner: Member, where: Channel, code: string): Promise<string> {
  await owner.runs('haven join', {}, where);
  return owner.fills({ code });
}
