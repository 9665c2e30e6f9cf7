/** The connection on which Discord tells what happens. */
import {
  ApplicationFlags,
  Client,
  Events,
  GatewayIntentBits,
  Options,
  Partials,
  Routes,
  SimpleShardingStrategy,
  type APIApplication,
} from 'discord.js';
import { OperatorError } from '../../chat/outcome.ts';
import type { Log } from '../../chat/ports.ts';
import { seconds } from '../../time/clock.ts';
import { newRest, restOptions, tokenRefused, type RestSettings } from './rest.ts';

export interface Intents {
  /** Told of joins and changes of members, and may list them all. */
  readonly members: boolean;
  /** Reads messages in servers that don't mention the bot. */
  readonly content: boolean;
}

export interface Gateway {
  readonly client: Client<true>;
  readonly intents: Intents;
  /** Ends the connection, and leaves the session for the next process to take up. */
  close(): Promise<void>;
}

interface Settings extends RestSettings {
  readonly token: string;
  readonly members_intent: boolean;
  readonly message_content_intent: boolean;
}

/** From Discord's list of gateway close codes. */
const close = { tokenRefused: 4004, intentsRefused: 4014 } as const;
/** Any code but 1000 and 1001 leaves the session for some minutes (Discord's documentation, "Gateway"). */
const leave = 4200;
const patience = seconds(60);

/**
 * Connects, and returns once the bot is ready. `prepare` is called with each client before it connects, so
 * that nothing is missed. Where a privileged intent is refused, it goes on without that one.
 */
export async function openGateway(
  options: Settings,
  log: Log,
  prepare: (client: Client, intents: Intents) => void,
): Promise<Gateway> {
  const wanted: Intents = { members: options.members_intent, content: options.message_content_intent };
  const first = await connect(options, wanted, log, prepare);
  if (first) return first;
  const granted = await grantedOf(options, wanted);
  for (const [intent, setting] of optional)
    if (wanted[intent] && !granted[intent]) log.warn(`discord: a privileged intent is refused: ${setting}`);
  const second = await connect(options, granted, log, prepare);
  if (second) return second;
  const none: Intents = { members: false, content: false };
  const third = granted.members || granted.content ? await connect(options, none, log, prepare) : undefined;
  if (third) return third;
  throw new OperatorError(
    'discord: the intents are refused',
    'Discord refuses the intents that Haven asks for, though none of them is privileged. Check the application in the developer portal.',
  );
}

const optional = [
  ['members', 'members_intent'],
  ['content', 'message_content_intent'],
] as const;

/** Discord refuses all intents for one; which one, the flags of the application tell. Without them: none. */
async function grantedOf(options: Settings, wanted: Intents): Promise<Intents> {
  const { GatewayGuildMembers, GatewayGuildMembersLimited, GatewayMessageContent, GatewayMessageContentLimited } =
    ApplicationFlags;
  const { flags = 0 } = await newRest(options)
    .call<APIApplication>({ method: 'GET', path: Routes.currentApplication() })
    .catch((): Partial<APIApplication> => ({}));
  const may = (...either: number[]) => either.some((flag) => (flags & flag) !== 0);
  const members = wanted.members && may(GatewayGuildMembers, GatewayGuildMembersLimited);
  const content = wanted.content && may(GatewayMessageContent, GatewayMessageContentLimited);
  const all = members === wanted.members && content === wanted.content;
  return all ? { members: false, content: false } : { members, content };
}

/** Nothing when the intents are refused. */
async function connect(
  options: Settings,
  intents: Intents,
  log: Log,
  prepare: (client: Client, intents: Intents) => void,
): Promise<Gateway | undefined> {
  let connection: Connection | undefined;
  const client = newClient(options, intents, (made) => (connection = made));
  client.on(Events.Error, () => log.warn('discord: an error of the connection'));
  client.on(Events.ShardError, () => log.warn('discord: an error of the connection'));
  prepare(client, intents);
  const outcome = new Promise<'ready' | number | 'slow'>((resolve) => {
    client.once(Events.ClientReady, () => resolve('ready'));
    client.on(Events.ShardDisconnect, ({ code }) => resolve(code));
    setTimeout(() => resolve('slow'), patience).unref();
  });
  const refused = new Promise<never>((_resolve, reject) => {
    client.login(options.token).catch((error: unknown) => reject(loginError(error)));
  });
  const came = await Promise.race([outcome, refused]).catch(async (error: unknown) => {
    await client.destroy();
    throw error;
  });
  if (came === 'ready') {
    client.on(Events.ShardDisconnect, ({ code }) =>
      log.error(code === close.tokenRefused ? tokenRefused : 'discord: the connection is over; start again', { code }),
    );
    return {
      client: client as Client<true>,
      intents,
      async close() {
        await connection?.destroy({ code: leave });
        await client.destroy();
      },
    };
  }
  await client.destroy();
  if (came === close.intentsRefused) return undefined;
  if (came === close.tokenRefused) throw refusedToken();
  throw new OperatorError(
    'discord: no connection',
    'Discord did not let Haven connect. Look at discordstatus.com, then start Haven again.',
  );
}

/** What discord.js keeps the connection in. */
type Connection = ConstructorParameters<typeof SimpleShardingStrategy>[0];

function newClient(settings: Settings, { members, content }: Intents, made: (connection: Connection) => void): Client {
  const bits = GatewayIntentBits;
  return new Client({
    intents: [
      bits.Guilds,
      bits.GuildMessages,
      bits.DirectMessages,
      ...(members ? [bits.GuildMembers] : []),
      ...(content ? [bits.MessageContent] : []),
    ],
    partials: [Partials.Channel],
    ws: {
      buildStrategy(connection) {
        made(connection);
        return new SimpleShardingStrategy(connection);
      },
    },
    // Nobody's words are kept in memory longer than it takes to hand them over.
    makeCache: Options.cacheWithLimits({ ...Options.DefaultMakeCacheSettings, MessageManager: 0 }),
    allowedMentions: { parse: [] },
    rest: restOptions(settings),
  });
}

const refusedToken = () =>
  new OperatorError(
    'discord: the token is refused',
    'Discord refuses the token. Open https://discord.com/developers/applications, choose your application, press "Reset Token" on the page "Bot", and put the new token into the config as discord.token.',
  );

function loginError(error: unknown): OperatorError {
  const reason = (error as { code?: unknown } | null)?.code;
  if (reason === 'TokenInvalid') return refusedToken();
  return new OperatorError(
    'discord: can not be reached',
    'Haven can not reach Discord’s API. Check that this machine is online and that discord.api in the config is right, then start again.',
  );
}
