/** Discord. What it can't do stands in the readme beside this file. */
import type { Client } from 'discord.js';
import { z } from 'zod';
import { Fault } from '../../chat/outcome.ts';
import type { Platform } from '../../chat/platform.ts';
import type { House } from '../../chat/ports.ts';
import { fetchFile } from './attachments.ts';
import { checkDiscord } from './check.ts';
import { register } from './commands.ts';
import { openDirects, type Directs } from './directs.ts';
import { openGateway, type Gateway } from './gateway.ts';
import { newIntake, type Intake } from './intake.ts';
import { openInteractions, type Interactions } from './interactions.ts';
import { openLinks, type Links } from './links.ts';
import { listen, type Told } from './listen.ts';
import { tellOutage } from './outage.ts';
import { measure } from './render.ts';
import { takeUp } from './replay.ts';
import { newRest, type Rest } from './rest.ts';
import { newSender, type Sender } from './send.ts';
import { openSessions, type Sessions } from './sessions.ts';
import { openTags } from './tags.ts';
import { watchMembers, type Members } from './members.ts';
import { openShares } from './shares.ts';
import { openTopics } from './topics.ts';
import { mostBytes } from './uploads.ts';
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

/** How long a post waits before it is looked at again. In milliseconds. */
const moment = 200;

export type DiscordOptions = z.infer<typeof discordConfig>;

/** Everything that lives from `start` to `stop`. */
interface Running {
  readonly rest: Rest;
  readonly gateway: Gateway;
  readonly intake: Intake;
  readonly directs: Directs;
  readonly interactions: Interactions;
  readonly links: Links;
  readonly sender: Sender;
  readonly sessions: Sessions;
  readonly members: Members;
  readonly watch: SpaceWatch;
  /** Hears what was missed, and gives the sessions of the last process up. */
  catchUp(): Promise<void>;
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
    limits: { text: 1_900, measure, prefix: '/', choices: 25, label: 80, file: mostBytes, larger: 'discord-larger' },
    candour: ['discord-candour'],
    forms: true,
    roles: true,
    async start(house) {
      running = await begin(options, house);
      // What was missed is heard when it can be answered.
      await running.catchUp();
    },
    async stop() {
      if (!running) return;
      const { gateway, sessions, watch, intake, interactions, directs } = running;
      running = undefined;
      watch.stop();
      sessions.stop();
      await gateway.close();
      directs.stop();
      await intake.drain();
      interactions.stop();
      await directs.save();
      await sessions.end();
    },
    async send(post) {
      const { watch, sender } = up();
      if (post.to.kind === 'shared' && post.to.topic !== undefined && !watch.isCurrent(post.to.space))
        throw new Fault('limited', 'discord: who reads a space is not known yet', moment, true);
      return sender.send(post);
    },
    remove: async (what) => up().sender.remove(what),
    edit: async (what, message) => up().sender.edit(what, message),
    async mark(place, labels, over) {
      const { watch, sender } = up();
      if (place.kind === 'shared' && place.topic === undefined) await watch.care(place.space);
      await sender.mark(place, labels, over);
    },
    find: async (post, others) => up().sender.find(post, others),
    redact: async (place, message) => up().sender.redact(place, message),
    holders: async (server, role) => up().members.holders(server, role),
    fetch: async (file) => fetchFile(up().rest, up().links, file),
    check: async (of) => checkDiscord(options, of),
  };
}

async function begin(options: DiscordOptions, house: House): Promise<Running> {
  const rest = newRest(options, () => house.log.warn('discord: many requests are refused'));
  const self = { user: '', application: '' };
  const ours = new Set<string>();
  const topics = await openTopics(house, rest, self);
  const tags = openTags(rest, house.log);
  const intake = newIntake(house.log);
  let listening: Client | undefined;
  const shares = openShares(rest, () => listening);
  const directs = await openDirects(house, rest, intake, shares);
  const links = openLinks(house);
  const interactions = openInteractions({ house, rest, topics, links, shares, self });
  const sender = newSender({ rest, directs, topics, tags, ours, interactions, self });
  const sessions = await openSessions(house, intake);
  const replays = [...sessions.kept.values()].map((each) => ({ each, replay: takeUp(each, options.token, house.log) }));
  let hear: (told: Told, replayed?: boolean) => void = () => {};
  /** What was written since the new connection stands is heard after what was written before it. */
  let held: Told[] | undefined = replays.length > 0 ? [] : undefined;
  const gateway = await openGateway(options, house.log, (client, intents) => {
    listening = client;
    hear = listen(client, { house, intake, directs, topics, interactions, self, ours, content: intents.content });
    client.on(
      'raw' as never,
      ((told: Told) => {
        if (held && told.t?.startsWith('MESSAGE_')) held.push(told);
        else hear(told);
      }) as never,
    );
    sessions.follow(client, (since) => tellOutage(client, house, intake, since));
  }).catch((error: unknown) => {
    for (const { replay } of replays) replay.close(false);
    throw error;
  });
  const members = watchMembers(gateway, house, intake);
  const watch = await watchSpaces(gateway, house, intake, members);
  // The new connection stands before the old session is given up, so that nothing falls between the two.
  const catchUp = async () => {
    for (const { each, replay } of replays)
      if (!(await replay.handOver((told) => hear(told, true))))
        tellOutage(gateway.client, house, intake, new Date(each.at));
    const late = held ?? [];
    held = undefined;
    for (const told of late) hear(told);
    await sessions.begin();
    for (const { replay } of replays) replay.close(true);
  };
  try {
    await register(house, rest, self.application);
  } catch (error) {
    // Without new slash commands everything can still be done in plain text.
    house.log.warn('discord: the commands could not be registered', {
      why: error instanceof Fault ? error.label : 'a bug',
    });
  }
  return { rest, gateway, intake, directs, interactions, links, sender, sessions, members, watch, catchUp };
}
