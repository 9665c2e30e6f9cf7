/** Installing and setting up on Discord, as the owner of a server meets it. */
import { describe, expect, test } from 'vitest';
import { inviteLink, least } from '../../src/platforms/discord/permissions.ts';
import { reports, sentence } from '../support/report.ts';
import { permission } from './server/index.ts';
import { story, teamOf, type DiscordWorld } from './world.ts';

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

/** A report whose card stands in the shared space, and is taken back from there. */
async function throughTheSpace(here: DiscordWorld): Promise<void> {
  const insiders = ['Rosa', 'Sam'].map((name) => here.member(name, { insider: true }));
  await here.setUp(here.steward, ...insiders);
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
    expect(heard).toContain(sentence('discord-check-open', { channel: 'general' }, 'es'));
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
