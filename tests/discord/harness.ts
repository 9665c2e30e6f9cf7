/** The Discord platform under the laws: real discord.js, our own Discord, and people who use it. */
import { discord, discordConfig, type DiscordOptions } from '../../src/platforms/discord/index.ts';
import type { Platform } from '../../src/chat/platform.ts';
import { recordingHouse, type RecordingHouse } from '../support/house.ts';
import { lawCommands, type PersonUnderTest, type PlatformUnderTest, type Seen } from '../platforms/laws.ts';
import {
  discordServer,
  permission,
  shown,
  type Attachment,
  type Channel,
  type DiscordServer,
  type DiscordServerOptions,
  type Guild,
  type Message,
  type Person,
} from './server/index.ts';

/** As a reader sees a file: without the mark that covers it. */
const asSeen = ({ filename, bytes }: Attachment) => ({
  name: filename.replace(/^SPOILER_/u, ''),
  covered: filename.startsWith('SPOILER_'),
  bytes,
});

export interface DiscordUnderTest extends PlatformUnderTest {
  readonly server: DiscordServer;
  readonly guild: Guild;
  /** Closed to everyone but insiders and the bot. */
  readonly channel: Channel;
  readonly insiders: string;
  readonly house: RecordingHouse;
  human(person: PersonUnderTest): Person;
}

export async function openDiscord(
  given: { options?: Partial<DiscordOptions>; server?: DiscordServerOptions; house?: RecordingHouse } = {},
): Promise<DiscordUnderTest> {
  const server = await discordServer(given.server);
  const guild = server.guild('Harbour');
  const insiders = server.role(guild, 'insiders', 0n);
  const { view, send } = permission;
  const channel = server.textChannel(guild, 'responders', [
    { id: guild.id, deny: view },
    { id: insiders, allow: view },
    { id: server.state.bot.id, type: 1, allow: view | send },
  ]);
  const house = given.house ?? recordingHouse({ commands: lawCommands });
  const people = new Map<string, Person>();
  let platform: Platform;
  const start = async () => {
    platform = discord(discordConfig.parse({ token: server.token, api: server.api, ...given.options }));
    await platform.start(house);
  };
  await start();

  const see = (message: Message): Seen => {
    const where = server.state.channels.get(message.channel)!;
    return {
      ...shown(message.content),
      choices: message.components.flatMap((row) => row.components.map((each: { label: string }) => each.label)),
      ...(message.attachments.length === 0 ? {} : { files: message.attachments.map(asSeen) }),
      ...(where.parent === undefined ? {} : { thread: where.id }),
    };
  };

  return {
    server,
    guild,
    channel,
    insiders,
    house,
    get platform() {
      return platform;
    },
    space: channel.id,
    human: ({ account }) => people.get(account)!,
    async person(name, how = {}) {
      const human = server.person(name, { roles: how.insider ? [insiders] : [] });
      people.set(human.user.id, human);
      return {
        account: human.user.id,
        writes: async (text, files) => human.dm(text, files).id,
        edits: async (id, text) => human.edit(id, text),
        deletes: async (id) => human.unsend(id),
        reads: async () => human.reads().map(see),
        readsSpace: async () =>
          [channel, ...server.threadsOf(channel)]
            .flatMap((each) => each.messages.filter(({ type }) => type === undefined))
            .toSorted((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1))
            .map(see),
        presses: async (label) => void human.press(label),
        runs: async (command, args) => void human.slash(command, args),
        fillsIn: async (values) => void (await human.submit(values)),
        pings: human.rings,
      };
    },
    start,
    stop: () => platform.stop(),
    async close() {
      await platform.stop();
      await server.close();
      if (server.violations.length > 0) throw new Error(`Against Discord’s rules: ${server.violations.join('; ')}`);
    },
    loseNextAnswer: () => server.break({ method: 'POST', path: /\/messages$/, how: 'lose' }),
    breakNext: () => server.break({ method: 'POST', path: /\/messages$/, how: { error: 500 } }),
    limitNext: (ms) => server.break({ method: 'POST', path: /\/messages$/, how: { limit: ms } }),
    closeDirect: ({ account }) => people.get(account)!.closeDirect(),
    dropConnection: () => server.cut(),
    failNextFile: () => server.failNextFile(404),
  };
}
