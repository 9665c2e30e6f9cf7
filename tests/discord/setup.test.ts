/** Installing and setting up on Discord, as the owner of a server meets it. */
import { describe, expect, test } from 'vitest';
import { inviteLink, least } from '../../src/platforms/discord/permissions.ts';
import { codeIn, reports, sentence } from '../support/report.ts';
import { until } from '../support/until.ts';
import { permission } from './server/index.ts';
import { story, teamOf, type DiscordWorld, type Member } from './world.ts';

const withMembers = { members_intent: true };

/**
 * The bot as the link installs it: it has what the link asks for, but for `lacking`, and nobody has anything by
 * \@everyone. Whoever made the responders' channel lets the team and the bot's role see it.
 */
async function install(here: DiscordWorld, lacking = 0n): Promise<void> {
  const { guild, server, insiders, space, general } = here;
  await here.stop();
  guild.roles.get(guild.id)!.permissions = permission.view;
  const [mine] = guild.members.get(server.state.bot.id)!;
  guild.roles.get(mine!)!.permissions = least & ~lacking;
  const sees = (lacking & permission.view) === 0n ? [{ id: mine!, allow: permission.view }] : [];
  server.changeOverwrites(space, [
    { id: guild.id, deny: permission.view },
    { id: insiders, allow: permission.view },
    ...sees,
  ]);
  server.changeOverwrites(general, []);
  await here.start();
}

/** Members are told that they can write; and a report whose card stands in the shared space is taken back from there. */
async function throughTheSpace(here: DiscordWorld): Promise<void> {
  const insiders = ['Rosa', 'Sam'].map((name) => here.member(name, { insider: true }));
  await here.setUp(here.steward, ...insiders);
  await here.steward.runs('haven setup', { language: 'en', announce: `<#${here.general.id}>` }, here.general);
  await here.settle();
  const ana = here.member('Ana');
  await reports(ana, 'He followed me home');
  await ana.says('withdraw');
  await ana.says('1');
}

/** Whether nothing was refused, a card stood in the space, and nothing of it is left there. */
function went(here: DiscordWorld): boolean {
  const { requests } = here.server;
  const opened = requests.some(({ method, path }) => method === 'POST' && path.endsWith('/threads'));
  const refused = requests.some(({ status }) => status === 403);
  return opened && !refused && here.server.threadsOf(here.space).length === 0;
}

describe('the invite link', () => {
  test('names both scopes, the server as the place of installing, and each permission that is needed', () => {
    expect(Object.fromEntries(new URL(inviteLink('123')).searchParams)).toEqual({
      client_id: '123',
      scope: 'bot applications.commands',
      integration_type: '0',
      permissions: String(least),
    });
  });

  story(
    'gives all that is needed: a report goes its whole way and nothing is refused',
    async (here) => {
      await install(here);
      await throughTheSpace(here);
      expect(went(here)).toBe(true);
    },
    withMembers,
  );

  const bits = Object.entries(permission).filter(([, bit]) => (least & bit) !== 0n);
  test('asks for nothing that the test Discord does not know', () => {
    expect(bits.reduce((sum, [, bit]) => sum | bit, 0n)).toBe(least);
  });
  for (const [name, bit] of bits) {
    story(
      `asks for nothing that could be left out: not ${name}`,
      async (here) => {
        await install(here, bit);
        await throughTheSpace(here);
        expect(went(here)).toBe(false);
      },
      withMembers,
    );
  }
});

describe('what is missing', () => {
  story(
    'is shown channel by channel, with what does not work and how to grant it, to the asker alone',
    async (here) => {
      const { server, space, general, steward } = here;
      await install(here);
      await teamOf(here);
      const { view, send, publicThreads } = permission;
      server.changeOverwrites(space, [
        { id: here.guild.id, deny: view },
        { id: server.state.bot.id, type: 1, allow: view, deny: publicThreads | send },
      ]);
      const before = general.messages.length;
      const heard = await steward.runs('haven check', {}, general);
      const lacks = (permissionKey: string) =>
        sentence('discord-check-lacks', {
          channel: 'responders',
          permission: { key: `discord-permission-${permissionKey}` },
          without: { key: `discord-without-${permissionKey}` },
        });
      expect(heard).toContain(sentence('community-check-card'));
      expect(heard).toContain(lacks('send'));
      expect(heard).toContain(lacks('threads'));
      expect(heard).not.toContain(lacks('in-threads'));
      expect(heard.split(sentence('discord-check-lacks-how', { bot: 'haven' }))).toHaveLength(2);
      expect(heard).toContain('Server Members Intent');
      for (const message of general.messages.slice(before)) expect(message.ephemeralFor).toBe(steward.account);
    },
  );

  story('is shown in the language of whoever asks', async (here) => {
    const boss = here.member('Inés', { locale: 'es-ES' });
    here.guild.owner = boss.account;
    await boss.runs('haven setup', { language: 'es', space: `<#${here.general.id}>` }, here.general);
    const heard = await boss.runs('haven check', {}, here.general);
    expect(heard).toContain(sentence('discord-check-private', { channel: 'general' }, 'es'));
    expect(heard).toContain(sentence('community-check-card', undefined, 'es'));
  });

  story('is no business of members, and none of other servers', async (here) => {
    const elsewhere = here.server.guild('Elsewhere');
    here.server.textChannel(elsewhere, 'other');
    expect(await here.member('Bo').runs('haven check', {}, here.general)).toBe(sentence('not-yours'));
    expect(await here.steward.runs('haven check', {}, here.general)).not.toContain('Elsewhere');
  });

  story('a channel that is gone, and a server that the bot has left, are said as such', async (here) => {
    await teamOf(here);
    here.server.state.channels.delete(here.space.id);
    const heard = await here.steward.runs('haven check', {}, here.general);
    expect(heard).toContain(sentence('discord-check-place-gone', { place: { key: 'discord-check-cases' } }));
  });

  story('Discord not answering is said, and asked no further', async (here) => {
    await teamOf(here);
    for (let i = 0; i < 8; i += 1)
      here.server.break({ method: 'GET', path: /\/applications\/@me$/, how: { error: 503 } });
    expect(await here.steward.runs('haven check', {}, here.general)).toContain(sentence('discord-check-away'));
  });
});

describe('the responders’ role', () => {
  const responders = (here: DiscordWorld) => here.steward.runs('team list', {}, here.general);

  story('lets somebody in with their first command, and is lost with the role, without any intent', async (here) => {
    const { server, guild, general, steward } = here;
    const role = server.role(guild, 'Responders', 0n);
    const rosa = here.member('Rosa');
    server.changeRoles(guild, rosa.human, [role]);
    await steward.runs('haven setup', { role }, general);
    expect(await responders(here)).toBe(sentence('people-team-empty'));
    await rosa.runs('help', {}, general);
    expect(await responders(here)).toContain('Rosa');
    expect(rosa.reads().join()).toContain(sentence('people-welcome'));
    server.changeRoles(guild, rosa.human, []);
    await rosa.runs('help', {}, general);
    expect(await responders(here)).not.toContain('Rosa');
  });

  story('somebody of whom nobody knows has it or not by what they write to the bot in a channel', async (here) => {
    const { server, guild, general, steward } = here;
    const role = server.role(guild, 'Responders', 0n);
    const rosa = here.member('Rosa');
    server.changeRoles(guild, rosa.human, [role]);
    await steward.runs('haven setup', { role }, general);
    await rosa.hears(() => rosa.human.say(general, `${server.mention} hello`).id);
    expect(await responders(here)).toContain('Rosa');
  });

  story(
    'is known of everyone at once with the intent, and when it is given, taken, or its holder leaves',
    async (here) => {
      const { server, guild, general, steward } = here;
      const role = server.role(guild, 'Responders', 0n);
      const [rosa, sam, tariq] = ['Rosa', 'Sam', 'Tariq'].map((name) => here.member(name));
      server.changeRoles(guild, rosa!.human, [role]);
      const told = (count: number) =>
        until(() => here.arrivals.filter(({ what }) => what.kind === 'roles').length >= count).then(here.settle);
      await told(1);
      await steward.runs('haven setup', { role }, general);
      expect(await responders(here)).toContain('Rosa');
      await steward.runs('team add', { person: tariq!.account }, general);
      server.changeRoles(guild, sam!.human, [role]);
      await told(2);
      expect(await responders(here)).toContain('Sam');
      server.changeRoles(guild, sam!.human, []);
      rosa!.human.leave(guild.id);
      await told(4);
      const left = await responders(here);
      expect(left).not.toMatch(/Rosa|Sam/u);
      expect(left).toContain('Tariq');
    },
    withMembers,
  );

  story(
    'that was given and taken while the bot was away is known after its next start',
    async (here) => {
      const { server, guild, general, steward } = here;
      const role = server.role(guild, 'Responders', 0n);
      const [rosa, sam] = ['Rosa', 'Sam'].map((name) => here.member(name));
      server.changeRoles(guild, rosa!.human, [role]);
      await steward.runs('haven setup', { role }, general);
      await here.stop();
      server.changeRoles(guild, rosa!.human, []);
      server.changeRoles(guild, sam!.human, [role]);
      await here.start();
      const left = await responders(here);
      expect(left).toContain('Sam');
      expect(left).not.toContain('Rosa');
    },
    withMembers,
  );

  story('takes nobody out whom a steward let in, and brings nobody back whom a steward took out', async (here) => {
    const { server, guild, general, steward } = here;
    const role = server.role(guild, 'Responders', 0n);
    const [rosa, sam] = ['Rosa', 'Sam'].map((name) => here.member(name));
    await steward.runs('haven setup', { role }, general);
    await steward.runs('team add', { person: rosa!.account }, general);
    await rosa!.runs('help', {}, general);
    expect(await responders(here)).toContain('Rosa');
    server.changeRoles(guild, sam!.human, [role]);
    await sam!.runs('help', {}, general);
    expect(await steward.runs('team remove', { person: sam!.account }, general)).toContain(
      sentence('people-team-removed-role'),
    );
    await sam!.runs('help', {}, general);
    expect(await responders(here)).not.toContain('Sam');
    await steward.runs('team add', { person: sam!.account }, general);
    expect(await responders(here)).toContain('Sam');
    // Nor whom a steward had let in by name, and who holds the role besides, or is given it later.
    await steward.runs('team remove', { person: sam!.account }, general);
    await steward.runs('team remove', { person: rosa!.account }, general);
    server.changeRoles(guild, rosa!.human, [role]);
    for (const each of [rosa!, sam!]) await each.runs('help', {}, general);
    const left = await responders(here);
    for (const name of ['Rosa', 'Sam']) expect(left).not.toContain(name);
  });

  story('losing it takes one off a case, and the others are called', async (here) => {
    const { server, guild, general, steward } = here;
    const role = server.role(guild, 'Responders', 0n);
    const [rosa, sam, tariq] = ['Rosa', 'Sam', 'Tariq'].map((name) => here.member(name));
    for (const each of [rosa!, sam!, tariq!]) server.changeRoles(guild, each.human, [role]);
    await steward.runs('haven setup', { role }, general);
    for (const each of [rosa!, sam!, tariq!]) await each.runs('help', {}, general);
    const code = codeIn(await reports(here.member('Ana'), 'He followed me home'));
    await rosa!.runs('case take', { case: code });
    await sam!.runs('case take', { case: code });
    server.changeRoles(guild, sam!.human, []);
    await sam!.runs('help', {}, general);
    expect(await sam!.runs('case show', { case: code })).toBe(sentence('not-yours'));
    expect(tariq!.last()).toContain(sentence('cases-card', { code }));
    expect(rosa!.last()).toContain(sentence('cases-partner-gone', { code }));
  });
});

describe('`/haven setup`', () => {
  const ask = (part: string, args?: Parameters<typeof sentence>[1]) => sentence(`community-ask-${part}`, args);

  /** Presses "Write here", and sends the form in. */
  const answers = async (who: Member, words: string) => {
    await who.presses(sentence('word-write'));
    return who.fills({ words });
  };

  story(
    'leads an owner through everything by buttons and forms, to a test that the team has seen; nobody else reads it',
    async (here) => {
      const { server, guild, general, space, steward } = here;
      const role = server.role(guild, 'Responders', 0n);
      const team = ['Rosa', 'Sam'].map((name) => here.member(name, { insider: true }));
      for (const each of [...team, steward]) server.changeRoles(guild, each.human, [role, here.insiders]);
      const news = server.textChannel(guild, 'news');
      expect(await steward.runs('haven setup', {}, general)).toContain(ask('language'));
      expect(await steward.presses('English')).toContain(ask('name', { name: 'Harbour' }));
      expect(await answers(steward, 'Tidewater')).toContain(ask('role'));
      expect(await answers(steward, role)).toContain(ask('space'));
      expect(await answers(steward, space.id)).toContain(ask('announce'));
      expect(await answers(steward, news.id)).toContain(ask('card'));
      expect(await answers(steward, 'Call 112.')).toContain(ask('outside'));
      expect(await answers(steward, 'The night line')).toContain(ask('test', { count: 3 }));
      const done = await steward.presses(sentence('community-test-now'));
      expect(done).toContain(sentence('cases-trial-begun', { count: 3 }));
      for (const line of ['Tidewater', '@Responders', '#responders', '#news', 'Call 112.', 'The night line'])
        expect(done).toContain(line);
      expect(done).toContain(sentence('community-setup-complete'));
      // The card of the test takes the way of a real one.
      expect(here.threads()).toEqual([sentence('cases-card-trial')]);
      for (const each of [...team, steward]) await each.presses(sentence('cases-button-see'));
      await here.settle();
      expect(steward.last()).toContain(sentence('cases-trial-over'));
      expect(here.threads()).toEqual([]);
      for (const message of general.messages) expect(message.ephemeralFor).toBe(steward.account);
    },
    withMembers,
  );

  story('is left by closing the window, and goes on from there after a restart', async (here) => {
    const { general, steward } = here;
    await steward.runs('haven setup', {}, general);
    await steward.presses('English');
    await answers(steward, 'Tidewater');
    await here.stop();
    await here.start();
    // What she writes in private meanwhile is no answer to it.
    expect(await steward.says('He followed me home')).toContain(sentence('cases-kept-first'));
    const again = await steward.runs('haven setup', {}, general);
    expect(again).toContain('Tidewater');
    expect(again).toContain(sentence('community-setup-remains'));
    expect(again).toContain(ask('role'));
  });

  story('looks at the channel at once, and says what is missing there', async (here) => {
    const { general, steward } = here;
    await steward.runs('haven setup', {}, general);
    for (let i = 0; i < 3; i += 1) await steward.presses(sentence('word-skip'));
    const heard = await answers(steward, general.id);
    expect(heard).toContain(ask('announce'));
    expect(heard).toContain(sentence('discord-without-manage-threads'));
  });

  story('its buttons do nothing any more for somebody who has lost the right', async (here) => {
    const { server, guild, general } = here;
    const role = server.role(guild, 'Managers', permission.manageGuild);
    const boss = here.member('Boss');
    server.changeRoles(guild, boss.human, [role]);
    await boss.runs('haven setup', {}, general);
    server.changeRoles(guild, boss.human, []);
    expect(await boss.presses('English')).not.toContain(ask('name', { name: 'Harbour' }));
    expect(await boss.runs('haven setup', {}, general)).toBe(sentence('not-yours'));
  });
});
