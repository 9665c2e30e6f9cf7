/**
 * Our own Discord, on loopback, which real discord.js talks to. It keeps to Discord's published contract and
 * is strict where Discord would be lenient; what it has caught stands in `violations`, which each test
 * expects to be empty. It proves conformity with the contract, not with Discord itself.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { newGateway, intent } from './gateway.ts';
import { newFiles } from './files.ts';
import { newHttp, type Breakage, type Logged, type Trouble } from './http.ts';
import type { Interaction } from './interactions.ts';
import { judge } from './judge.ts';
import { realLimits, wideLimits, type Limits } from './limits.ts';
import { newPerson, type Person } from './people.ts';
import { guildPermissions, permission as permissionBits, sees, usual } from './permissions.ts';
import { put, Refusal, type Ground } from './ground.ts';
import {
  channelJson,
  channelType,
  memberJson,
  messageJson,
  newState,
  requireTag,
  roleJson,
  type AuditEntry,
  type Channel,
  type Guild,
  type Attachment,
  type Message,
  type Overwrite,
  type State,
  type User,
} from './state.ts';

export { permission } from './permissions.ts';
export { shown } from './markdown.ts';
export { realLimits };
export type { Attachment, Breakage, Channel, Guild, Interaction, Message, Person, Trouble };

export interface DiscordServerOptions {
  /** Off: bodies are not measured. For benchmarks alone, where the judge would be what is measured. */
  readonly judge?: boolean;
  /** Milliseconds since 1970; the limits of interactions are counted by it. */
  readonly now?: () => number;
  /** Some events of private messages come without `channel_type`, as they did before 2026. */
  readonly withoutChannelType?: boolean;
  /** The privileged intents that its owner switched on; both unless told otherwise. */
  readonly granted?: { readonly members?: boolean; readonly messageContent?: boolean };
  /** How often the bot may ask; hardly limited unless told otherwise. */
  readonly limits?: Partial<Limits>;
  /** For how long a session can be taken up again, in milliseconds by `now`; two minutes unless told otherwise. */
  readonly resumeWindow?: number;
}

export interface DiscordServer {
  readonly token: string;
  /** What `discord.api` is set to. */
  readonly api: string;
  readonly state: State;
  /** Everything that the bot did against the rules, in plain words. */
  readonly violations: string[];
  readonly requests: readonly Logged[];
  readonly connections: { readonly identified: number; readonly resumed: number };
  readonly interactions: ReadonlyMap<string, Interaction>;
  /** Called for each message of the bot, with `performance.now()` at its arrival. */
  onMessage: ((message: Message, channel: Channel, at: number) => void) | undefined;
  /** How the bot is mentioned. */
  readonly mention: string;
  guild(name: string, how?: { admin?: boolean }): Guild;
  /** Above every role that there is, the bot's among them, unless a rank is given. */
  role(guild: Guild, name: string, permissions: bigint, position?: number): string;
  /** Without overwrites everybody in the guild can read and write there. */
  textChannel(guild: Guild, name: string, overwrites?: readonly Partial<Overwrite>[]): Channel;
  /** A forum; `needsTag`: each post must bear a tag. */
  forum(guild: Guild, name: string, overwrites?: readonly Partial<Overwrite>[], how?: { needsTag?: boolean }): Channel;
  /** A public thread that somebody opens under a channel; the bot is not brought in. */
  thread(under: Channel, name: string, by: Person): Channel;
  /** The audit log of a server, as somebody in it can read it; nothing for whoever may not. */
  auditLog(guild: Guild, person: Pick<Person, 'user'>): readonly AuditEntry[];
  /**
   * All that Discord shows somebody besides what they did themselves: every channel, thread, tag and message that
   * they can see, the audit log where they may read it, and each event that
   * their client was sent.
   */
  clientOf(person: Person): string;
  /** Somebody who manages threads takes one away. */
  dropThread(thread: Channel): void;
  changeOverwrites(channel: Channel, overwrites: readonly Partial<Overwrite>[]): void;
  /** A human, in these guilds; in all of them when none are named. */
  person(name: string, how?: { locale?: string; guilds?: readonly Guild[]; roles?: readonly string[] }): Person;
  changeRoles(guild: Guild, person: Person, roles: readonly string[]): void;
  /** The messages in a channel, by anybody; threads apart. */
  threadsOf(channel: Channel): Channel[];
  break(breakage: Breakage): void;
  /** Everything that was broken works again. */
  mend(): void;
  /** Asked before each request: what goes wrong with it. */
  trouble(how: (method: string, path: string) => Trouble | undefined): void;
  /** Nobody can connect to the gateway, until it is mended. Connections that stand are not cut. */
  closeGateway(): void;
  /** Requests within ten minutes that Discord counts as invalid; ten thousand shut the bot's address out. */
  invalid(): number;
  /** The next fetch of an attachment is answered with this status. */
  failNextFile(status: number): void;
  /** Links to attachments that were given out so far stop working. */
  expireFiles(): void;
  /** Cuts the gateway. Resumable: the bot may take its session up again, and gets what it missed. */
  cut(how?: { resumable: boolean }): void;
  /** Somebody is connected to the gateway just now. */
  connected(): boolean;
  /** Takes its time to tell whoever takes a session up what happened; in milliseconds. */
  slowToReplay(milliseconds: number): void;
  /** Lists no members until `release`; `asked`: how many lists wait for it. */
  holdLists(): { asked(): number; release(): void };
  /** Asks every connection to come again, as Discord does before it moves them elsewhere. */
  askToReconnect(): void;
  /** Tells the last events once more, as Discord does when it takes a session up again. */
  repeat(events: number): void;
  /** The token stops working. */
  revokeToken(): void;
  /** What the application's owner switched on; both intents unless told otherwise. */
  grant(intents: { members?: boolean; messageContent?: boolean }): void;
  /** Open loop: a private message by this person now. Gives back `performance.now()` at its sending. */
  inject(person: Person, text: string): number;
  close(): Promise<void>;
}

export async function discordServer(options: DiscordServerOptions = {}): Promise<DiscordServer> {
  const now = options.now ?? Date.now;
  const state = newState(now);
  const violations: string[] = [];
  const interactions = new Map<string, Interaction>();
  let token = `test-token-${state.bot.id}`;
  const bitsOf = ({ members = false, messageContent = false }: NonNullable<typeof options.granted>) =>
    (members ? intent.members : 0) | (messageContent ? intent.messageContent : 0);
  let granted = bitsOf(options.granted ?? { members: true, messageContent: true });
  let base = '';
  const violate = (what: string) => void violations.push(what);

  const files = newFiles(state, now, () => base);
  const gateway = newGateway({
    state,
    now,
    resumeWindow: options.resumeWindow ?? 2 * 60_000,
    token: () => token,
    url: () => base.replace('http', 'ws'),
    granted: () => granted,
    violate,
  });
  if (options.withoutChannelType) {
    const send = gateway.dispatchMessage.bind(gateway);
    gateway.dispatchMessage = (name, { channel_type: _dropped, ...data }, channel) => send(name, data, channel);
  }
  const ground: Ground = {
    state,
    gateway,
    interactions,
    now,
    measure(what, body) {
      if (options.judge === false) return;
      const wrong = judge(what, body, false);
      violations.push(...wrong);
      if (wrong.length > 0) throw new Refusal(400, 50035, 'Invalid Form Body');
    },
    refuse(what) {
      violate(what);
      throw new Refusal(400, 50035, 'Invalid Form Body');
    },
    fileUrl: files.url,
    gatewayUrl: () => base.replace('http', 'ws'),
    applicationFlags: () =>
      ((granted & intent.members) === 0 ? 0 : 1 << 15) | ((granted & intent.messageContent) === 0 ? 0 : 1 << 19),
    said: (message, channel) => {
      if (message.author === state.bot.id) server.onMessage?.(message, channel, performance.now());
    },
  };
  const http = newHttp(ground, { token: () => token, violate, limits: { ...wideLimits, ...options.limits } });
  const listener = createServer((request, response) => {
    if (request.url!.startsWith('/attachments/')) return files.serve(request.url!, response);
    http.handle(request, response).catch((error: unknown) => {
      violate(`the test server itself failed: ${String(error)}`);
      response.writeHead(500).end();
    });
  });
  listener.on('upgrade', (request, socket, head) => gateway.upgrade(request, socket, head));

  const everyMessage = function* () {
    for (const channel of state.channels.values()) yield* channel.messages;
  };

  /** What each human's client was sent, in order. */
  const sent = new Map<string, string[]>();
  gateway.onEvent = (name, data) => {
    if (name === 'INTERACTION_CREATE' || name.startsWith('GUILD_')) return;
    const where = state.channels.get(data.channel_id ?? data.id) ?? state.channels.get(data.parent_id);
    if (!where) return;
    for (const id of state.users.keys())
      if (sees(state, where, id)) sent.set(id, [...(sent.get(id) ?? []), JSON.stringify([name, data], plainly)]);
  };

  const server: DiscordServer = {
    get token() {
      return token;
    },
    get api() {
      return `${base}/api`;
    },
    state,
    violations,
    requests: http.log,
    connections: gateway.counts,
    interactions,
    onMessage: undefined,
    mention: `<@${state.bot.id}>`,
    guild(name, how = {}) {
      const id = state.id();
      const owner = newUser(state, `${name} owner`);
      const guild: Guild = { id, name, owner: owner.id, roles: new Map(), members: new Map(), bans: new Map() };
      guild.roles.set(id, { id, name: '@everyone', permissions: usual, position: 0 });
      guild.members.set(owner.id, []);
      const botRole = state.id();
      guild.roles.set(botRole, { id: botRole, name: 'bot', permissions: how.admin ? 8n : 0n, position: 1 });
      guild.members.set(state.bot.id, [botRole]);
      state.guilds.set(id, guild);
      return guild;
    },
    role(guild, name, permissions, position = guild.roles.size) {
      const id = state.id();
      const role = { id, name, permissions, position };
      guild.roles.set(id, role);
      gateway.dispatch('GUILD_ROLE_CREATE', { guild_id: guild.id, role: roleJson(role) }, intent.guilds);
      return id;
    },
    textChannel(guild, name, overwrites = []) {
      const channel: Channel = {
        id: state.id(),
        type: channelType.text,
        guild: guild.id,
        name,
        overwrites: overwrites.map(whole),
        messages: [],
      };
      state.channels.set(channel.id, channel);
      gateway.dispatch('CHANNEL_CREATE', channelJson(channel, state), intent.guilds);
      return channel;
    },
    forum(guild, name, overwrites = [], { needsTag = false } = {}) {
      const channel: Channel = {
        id: state.id(),
        type: channelType.forum,
        guild: guild.id,
        name,
        tags: [],
        flags: needsTag ? requireTag : 0,
        overwrites: overwrites.map(whole),
        messages: [],
      };
      state.channels.set(channel.id, channel);
      gateway.dispatch('CHANNEL_CREATE', channelJson(channel, state), intent.guilds);
      return channel;
    },
    thread(under, name, by) {
      const made: Channel = {
        id: state.id(),
        type: channelType.publicThread,
        guild: under.guild!,
        name,
        parent: under.id,
        owner: by.user.id,
        joined: new Set([by.user.id]),
        overwrites: [],
        messages: [],
      };
      state.channels.set(made.id, made);
      gateway.dispatch('THREAD_CREATE', { ...channelJson(made, state), newly_created: true }, intent.guilds);
      return made;
    },
    auditLog: (guild, { user }) =>
      (guildPermissions(state, guild.id, user.id) & permissionBits.viewAuditLog) === 0n
        ? []
        : state.audit.filter((each) => each.guild === guild.id),
    clientOf: ({ user }) => {
      const channels = [...state.channels.values()].filter((each) =>
        each.recipient === undefined
          ? state.guilds.get(each.guild!)!.members.has(user.id) && sees(state, each, user.id)
          : each.recipient === user.id,
      );
      const messages = channels
        .flatMap((each) => each.messages)
        .filter((each) => (each.ephemeralFor ?? user.id) === user.id)
        .map((each) => messageJson(each, state, ground.fileUrl));
      const logs = [...state.guilds.values()].flatMap((guild) => server.auditLog(guild, { user }));
      const shown = channels.map((each) => channelJson(each, state));
      return JSON.stringify({ channels: shown, messages, logs, events: sent.get(user.id) ?? [] }, plainly);
    },
    dropThread({ id, guild, parent, type }) {
      state.channels.delete(id);
      gateway.dispatch('THREAD_DELETE', { id, guild_id: guild, parent_id: parent, type }, intent.guilds);
    },
    changeOverwrites(channel, overwrites) {
      channel.overwrites = overwrites.map(whole);
      gateway.dispatch('CHANNEL_UPDATE', channelJson(channel, state), intent.guilds);
    },
    person(name, how = {}) {
      const user = newUser(state, name);
      for (const guild of how.guilds ?? state.guilds.values()) {
        guild.members.set(user.id, [...(how.roles ?? [])]);
        gateway.dispatch(
          'GUILD_MEMBER_ADD',
          { ...memberJson(guild, user.id, user), guild_id: guild.id },
          intent.members,
        );
      }
      return newPerson(ground, user, how.locale ?? 'en-US', { gateway, everyMessage });
    },
    changeRoles(guild, { user }, roles) {
      guild.members.set(user.id, [...roles]);
      gateway.dispatch(
        'GUILD_MEMBER_UPDATE',
        { ...memberJson(guild, user.id, user), guild_id: guild.id },
        intent.members,
      );
    },
    threadsOf: (channel) => [...state.channels.values()].filter((each) => each.parent === channel.id),
    break: (breakage) => void http.breakages.push(breakage),
    mend() {
      http.breakages.splice(0);
      http.trouble = undefined;
      gateway.open = true;
    },
    trouble(how) {
      http.trouble = how;
    },
    closeGateway() {
      gateway.open = false;
    },
    invalid: http.invalid,
    failNextFile: files.failNext,
    expireFiles: files.expire,
    cut: (how = { resumable: true }) => gateway.kill(how),
    connected: gateway.connected,
    holdLists() {
      const held: (() => void)[] = [];
      gateway.held = held;
      return {
        asked: () => held.length,
        release() {
          gateway.held = undefined;
          for (const list of held) list();
        },
      };
    },
    slowToReplay(milliseconds) {
      gateway.slowness = milliseconds;
    },
    askToReconnect: gateway.askToReconnect,
    repeat: gateway.repeat,
    revokeToken() {
      token = `another-${token}`;
    },
    grant(intents) {
      granted = bitsOf(intents);
    },
    inject(person, text) {
      const at = performance.now();
      put(ground, person.channel(), { content: text }, { author: person.user.id });
      return at;
    },
    async close() {
      gateway.close();
      listener.closeAllConnections();
      await new Promise((resolve) => listener.close(resolve));
    },
  };
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(listener.address() as AddressInfo).port}`;
  return server;
}

const plainly = (_key: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value);

const whole = (each: Partial<Overwrite>): Overwrite => ({
  id: each.id!,
  type: each.type ?? 0,
  allow: each.allow ?? 0n,
  deny: each.deny ?? 0n,
});

function newUser(state: State, name: string): User {
  const user: User = {
    id: state.id(),
    username: name.toLowerCase().replaceAll(/[^a-z0-9_.]/g, '_'),
    global_name: name,
    bot: false,
    closed: false,
  };
  state.users.set(user.id, user);
  return user;
}
