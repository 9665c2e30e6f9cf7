/** Discord. What it can't do stands in the readme beside this file. */
import { z } from 'zod';
import { Fault } from '../../chat/outcome.ts';
import type { Platform } from '../../chat/platform.ts';
import type { House } from '../../chat/ports.ts';
import { fetchFile } from './attachments.ts';
import { checkDiscord } from './check.ts';
import { register } from './commands.ts';
import { openDirects, type Directs } from './directs.ts';
import { closeGateway, openGateway, type Gateway } from './gateway.ts';
import { newIntake, type Intake } from './intake.ts';
import { openInteractions, type Interactions } from './interactions.ts';
import { listen } from './listen.ts';
import { measure } from './render.ts';
import { newRest, type Rest } from './rest.ts';
import { newSender, type Sender } from './send.ts';
import { openTopics } from './topics.ts';
import { watchSpaces, type SpaceWatch } from './spaces.ts';

export const discordConfig = z.strictObject({
  token: z
    .string()
    .min(1)
    .describe('The token of the bot, from the page "Bot" of your application in the Discord developer portal.')
    .meta({ secret: true }),
  api: z
    .url({ protocol: /^https?$/ })
    .default('https://discord.com/api')
    .describe('The address of Discord’s API, without a version; only for tests is it another one than Discord’s own.'),
  requests_per_second: z
    .int()
    .min(1)
    .default(50)
    .describe('How many requests Discord allows in a second; 50, unless it granted more to a very large bot.'),
  members_intent: z
    .boolean()
    .default(false)
    .describe(
      'Whether the privileged "Server Members Intent" is switched on in the developer portal; with it the bot knows who can read a channel.',
    ),
  message_content_intent: z
    .boolean()
    .default(false)
    .describe(
      'Whether the privileged "Message Content Intent" is switched on in the developer portal; nothing needs it: responders answer by commands, buttons and forms.',
    ),
});

export type DiscordOptions = z.infer<typeof discordConfig>;

/** Everything that lives from `start` to `stop`. */
interface Running {
  readonly rest: Rest;
  readonly gateway: Gateway;
  readonly intake: Intake;
  readonly directs: Directs;
  readonly interactions: Interactions;
  readonly sender: Sender;
  readonly watch: SpaceWatch;
}

export function discord(options: DiscordOptions): Platform {
  let running: Running | undefined;
  const up = (): Running => {
    if (!running) throw new Fault('down', 'discord: not started');
    return running;
  };
  return {
    name: 'discord',
    // A hundred characters below Discord's 2000, for what the platform itself sets around the words.
    limits: { text: 1_900, measure, prefix: '/', choices: 25, label: 80 },
    candour: ['discord-candour'],
    forms: true,
    async start(house) {
      running = await begin(options, house);
    },
    async stop() {
      if (!running) return;
      const { gateway, watch, intake, interactions, directs } = running;
      running = undefined;
      watch.stop();
      await closeGateway(gateway);
      directs.stop();
      await intake.drain();
      interactions.stop();
      await directs.save();
    },
    send: async (post) => up().sender.send(post),
    remove: async (what) => up().sender.remove(what),
    find: async (post) => up().sender.find(post),
    redact: async (place, message) => up().sender.redact(place, message),
    fetch: async (file) => fetchFile(up().rest, file),
    check: async (of) => checkDiscord(options, of),
  };
}

async function begin(options: DiscordOptions, house: House): Promise<Running> {
  const rest = newRest(options, () => house.log.warn('discord: many requests are refused'));
  const self = { user: '', application: '' };
  const topics = await openTopics(house, rest);
  const intake = newIntake(house.log);
  const directs = await openDirects(house, rest, intake);
  const interactions = openInteractions({ house, rest, topics, self });
  const sender = newSender({ house, rest, directs, topics, interactions, self });
  const gateway = await openGateway(options, house.log, (client, intents) =>
    listen(client, { house, intake, directs, topics, interactions, self, content: intents.content }),
  );
  try {
    await register(house, rest, self.application);
  } catch (error) {
    // Without new slash commands everything can still be done in plain text.
    house.log.warn('discord: the commands could not be registered', {
      why: error instanceof Fault ? error.label : 'a bug',
    });
  }
  const watch = await watchSpaces(gateway, house, intake);
  return { rest, gateway, intake, directs, interactions, sender, watch };
}
