/** What the operator of a bot on Discord is told, and what goes on all the same. */
import { afterEach, describe, expect, test } from 'vitest';
import { OperatorError } from '../../src/chat/outcome.ts';
import { discord, discordConfig } from '../../src/platforms/discord/index.ts';
import { openDiscord, type DiscordUnderTest } from './harness.ts';
import { sentence } from '../support/report.ts';

let world: DiscordUnderTest;
afterEach(() => world.close());

describe('the operator is told', () => {
  test('that the token is refused, and where to get a new one', async () => {
    world = await openDiscord();
    await world.stop();
    const old = world.server.token;
    world.server.revokeToken();
    const platform = discord(discordConfig.parse({ token: old, api: world.server.api }));
    const failed: unknown = await platform.start(world.house).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(OperatorError);
    expect(String(failed)).toMatch(/discord\.com\/developers/);
    expect(String(failed)).not.toContain(old);
    expect(await platform.check!()).toMatchObject([{ level: 'bad' }]);
    await world.start();
  });

  test('that Discord can not be reached', async () => {
    world = await openDiscord();
    const nowhere = discord(discordConfig.parse({ token: 't', api: 'http://127.0.0.1:1/api' }));
    await expect(nowhere.start(world.house)).rejects.toBeInstanceOf(OperatorError);
  });

  test('that a privileged intent is refused; all the rest goes on', async () => {
    world = await openDiscord();
    await world.stop();
    world.server.grant({});
    const options = discordConfig.parse({ token: world.server.token, api: world.server.api, members_intent: true });
    const platform = discord(options);
    await platform.start(world.house);
    const ana = world.server.person('Ana');
    ana.dm('help');
    await world.house.got('message');
    expect(world.house.logged).toContainEqual(
      expect.objectContaining({ level: 'warn', label: expect.stringContaining('intent') }),
    );
    const refused = (await platform.check!()).filter(({ level }) => level === 'bad');
    expect(refused.map(({ how }) => sentence(how!.key, how!.args))).toEqual([
      expect.stringContaining('members_intent'),
    ]);
    await platform.stop();
    await world.start();
  });

  test('with what link the bot is invited, and that it is in no server', async () => {
    world = await openDiscord();
    const found = await world.platform.check!();
    expect(found.map((each) => each.level)).not.toContain('bad');
    const link = found.find(({ text }) => text.key === 'discord-check-invite')?.text.args?.['link'];
    expect(link).toContain(`client_id=${world.server.state.bot.id}&`);
    world.guild.members.delete(world.server.state.bot.id);
    expect(await world.platform.check!()).toContainEqual({
      level: 'bad',
      text: { key: 'discord-check-servers', args: { count: 0 } },
    });
  });
});
