/** The gateway: identify, resume with replay, heartbeats, intents, and the ways in which it breaks. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { channelJson, memberJson, roleJson, userJson, type Channel, type Guild, type State } from './state.ts';
import { sees } from './permissions.ts';

export const intent = {
  guilds: 1 << 0,
  members: 1 << 1,
  moderation: 1 << 2,
  guildMessages: 1 << 9,
  directMessages: 1 << 12,
  messageContent: 1 << 15,
} as const;
const privileged = intent.members | intent.messageContent | (1 << 8);

interface Session {
  readonly id: string;
  readonly intents: number;
  readonly sent: string[];
  socket: WebSocket | undefined;
  /** Since when nobody is connected to it, by the server's clock. */
  leftAt: number;
}

/** From Discord's list of gateway close codes. */
const closeCode = {
  unknownOpcode: 4001,
  notYours: 4003,
  token: 4004,
  twice: 4005,
  tooFast: 4008,
  intents: 4014,
} as const;
/** What a client may send in a minute. */
const mostSent = 120;

export interface GatewayOptions {
  readonly state: State;
  readonly now: () => number;
  /** For how long a session outlives its connection, in milliseconds. */
  readonly resumeWindow: number;
  readonly token: () => string;
  readonly url: () => string;
  /** The privileged intents that the application was granted. */
  readonly granted: () => number;
  readonly violate: (what: string) => void;
}

export interface Gateway {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Sends an event to each session whose intents cover it. */
  dispatch(name: string, data: Record<string, unknown>, needs?: number): void;
  /** As `dispatch`, with the content taken out for whoever may not read it. */
  dispatchMessage(name: string, data: any, channel: Channel): void;
  /** Cuts every connection; without `resumable` the sessions are forgotten, too. */
  kill(how: { resumable: boolean }): void;
  connected(): boolean;
  /** How many milliseconds pass until a session that is taken up is told what happened. */
  slowness: number;
  /** Lists of members that are asked for and not given yet; nothing: each is given at once. */
  held: (() => void)[] | undefined;
  /** Whether new connections are let in. */
  open: boolean;
  askToReconnect(): void;
  /** Sends the last events of each session once more. */
  repeat(events: number): void;
  /** Told of every event, whoever may read it. */
  onEvent: ((name: string, data: any) => void) | undefined;
  /** How many times a session was begun, and how many times one was resumed. */
  readonly counts: { identified: number; resumed: number };
  close(): void;
}

export function newGateway(given: GatewayOptions): Gateway {
  const { state, now, token, url, granted, violate } = given;
  const server = new WebSocketServer({ noServer: true });
  const sessions = new Map<string, Session>();
  const counts = { identified: 0, resumed: 0 };

  const alive = (session: Session): boolean =>
    session.socket !== undefined || now() - session.leftAt <= given.resumeWindow;
  /** The sessions that are told what happens: those that are connected, and those that may still come back. */
  const listening = function* () {
    for (const session of sessions.values()) {
      if (alive(session)) yield session;
      else sessions.delete(session.id);
    }
  };

  const put = (session: Session, name: string, data: unknown) => {
    const frame = `{"op":0,"t":"${name}","s":${session.sent.length + 1},"d":${JSON.stringify(data)}}`;
    session.sent.push(frame);
    session.socket?.send(frame);
  };

  const identify = (socket: WebSocket, data: any): Session | undefined => {
    if (data.token !== token()) return void socket.close(closeCode.token, 'Authentication failed.');
    if ((data.intents & privileged & ~granted()) !== 0)
      return void socket.close(closeCode.intents, 'Disallowed intent(s).');
    counts.identified += 1;
    const session: Session = { id: state.id(), intents: data.intents, sent: [], socket, leftAt: 0 };
    sessions.set(session.id, session);
    put(session, 'READY', {
      v: 10,
      user: userJson(state.bot),
      guilds: [...state.guilds.keys()].map((id) => ({ id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: url(),
      application: { id: state.bot.id, flags: 0 },
      shard: data.shard ?? [0, 1],
    });
    for (const id of state.guilds.keys()) put(session, 'GUILD_CREATE', guildJson(state, id, session.intents));
    return session;
  };

  const resume = (socket: WebSocket, data: any): Session | undefined => {
    if (data.token !== token()) return void socket.close(closeCode.token, 'Authentication failed.');
    const session = sessions.get(data.session_id);
    // Too old, given up by its owner, or told of more than was ever sent: it must begin anew.
    if (!session || !alive(session) || !(data.seq >= 0 && data.seq <= session.sent.length)) {
      sessions.delete(data.session_id);
      return void socket.send(JSON.stringify({ op: 9, d: false }));
    }
    counts.resumed += 1;
    const tell = () => {
      session.socket?.terminate();
      session.socket = socket;
      for (const frame of session.sent.slice(data.seq)) socket.send(frame);
      put(session, 'RESUMED', {});
    };
    if (gateway.slowness > 0) setTimeout(tell, gateway.slowness);
    else tell();
    return session;
  };

  const members = (session: Session, data: any) => {
    if ((session.intents & intent.members) === 0 && data.query === '' && data.limit === 0) {
      violate('gateway: asked for all members without the intent');
      return;
    }
    const guild = state.guilds.get(data.guild_id);
    if (!guild) return;
    if (gateway.held) gateway.held.push(() => list(session, guild, data));
    else list(session, guild, data);
  };

  const list = (session: Session, guild: Guild, data: any) => {
    const wanted = [].concat(data.user_ids ?? []) as string[];
    const ids = [...guild.members.keys()].filter((id) => wanted.length === 0 || wanted.includes(id));
    put(session, 'GUILD_MEMBERS_CHUNK', {
      guild_id: guild.id,
      members: ids.map((id) => memberJson(guild, id, state.users.get(id))),
      chunk_index: 0,
      chunk_count: 1,
      not_found: [],
      ...(data.nonce === undefined ? {} : { nonce: data.nonce }),
    });
  };

  const converse = (socket: WebSocket) => {
    let session: Session | undefined;
    let sent: number[] = [];
    socket.send(JSON.stringify({ op: 10, d: { heartbeat_interval: 41_250 } }));
    socket.on('message', (raw: Buffer) => {
      const { op, d } = JSON.parse(raw.toString('utf8'));
      sent = [...sent.filter((at) => performance.now() - at < 60_000), performance.now()];
      if (sent.length > mostSent) {
        violate('gateway: more than 120 messages in a minute');
        socket.close(closeCode.tooFast, 'You are being rate limited.');
      } else if (op === 1) socket.send(JSON.stringify({ op: 11 }));
      else if ((op === 2 || op === 6) && session) socket.close(closeCode.twice, 'Already authenticated.');
      else if (op === 2) session = identify(socket, d);
      else if (op === 6) session = resume(socket, d);
      else if (![3, 8].includes(op)) {
        violate(`gateway: opcode ${op} is not known`);
        socket.close(closeCode.unknownOpcode, 'Unknown opcode.');
      } else if (!session) socket.close(closeCode.notYours, 'Not authenticated.');
      else if (op === 8) members(session, d);
    });
    socket.on('close', (code) => {
      if (!session || session.socket !== socket) return;
      session.socket = undefined;
      session.leftAt = now();
      // Whoever closes in the ordinary way gives the session up.
      if (code === 1000 || code === 1001) sessions.delete(session.id);
    });
    socket.on('error', () => undefined);
  };

  const gateway: Gateway = {
    counts,
    slowness: 0,
    held: undefined,
    onEvent: undefined,
    open: true,
    upgrade(request, socket, head) {
      if (this.open) server.handleUpgrade(request, socket, head, converse);
      else socket.end('HTTP/1.1 503 Service Unavailable\r\n\r\n');
    },
    askToReconnect() {
      for (const { socket } of sessions.values()) socket?.send(JSON.stringify({ op: 7, d: null }));
    },
    dispatch(name, data, needs = 0) {
      this.onEvent?.(name, data);
      for (const session of listening()) if ((session.intents & needs) === needs) put(session, name, data);
    },
    dispatchMessage(name, data, channel) {
      this.onEvent?.(name, data);
      const direct = channel.guild === undefined;
      const needs = direct ? intent.directMessages : intent.guildMessages;
      if (!direct && !sees(state, channel, state.bot.id)) return;
      const exempt =
        direct ||
        data.author?.id === state.bot.id ||
        data.mentions?.some((each: { id: string }) => each.id === state.bot.id) === true;
      for (const session of listening()) {
        if ((session.intents & needs) === 0) continue;
        const hidden = !exempt && (session.intents & intent.messageContent) === 0 && 'content' in data;
        put(session, name, hidden ? { ...data, content: '', attachments: [], components: [] } : data);
      }
    },
    kill({ resumable }) {
      for (const session of sessions.values()) {
        session.socket?.terminate();
        session.socket = undefined;
        session.leftAt = now();
      }
      if (!resumable) sessions.clear();
    },
    repeat(events) {
      for (const session of sessions.values())
        for (const frame of session.sent.slice(-events)) session.socket?.send(frame);
    },
    connected: () => [...sessions.values()].some((each) => each.socket !== undefined),
    close() {
      for (const each of server.clients) each.terminate();
      server.close();
    },
  };
  return gateway;
}

/** A server as the bot is told of it: without the intent it sees no member but itself. */
function guildJson(state: State, guildId: string, intents: number) {
  const guild = state.guilds.get(guildId)!;
  const visible = [...state.channels.values()].filter((each) => each.guild === guildId);
  const listed = (intents & intent.members) === 0 ? [state.bot.id] : [...guild.members.keys()].slice(0, 1);
  return {
    id: guild.id,
    name: guild.name,
    owner_id: guild.owner,
    icon: null,
    splash: null,
    features: [],
    emojis: [],
    stickers: [],
    roles: [...guild.roles.values()].map(roleJson),
    member_count: guild.members.size,
    members: [...new Set([state.bot.id, ...listed])].map((id) => memberJson(guild, id, state.users.get(id))),
    channels: visible.filter((each) => each.parent === undefined).map((each) => channelJson(each, state)),
    threads: visible
      .filter((each) => each.parent !== undefined && !each.archived && sees(state, each, state.bot.id))
      .map((each) => channelJson(each, state)),
    presences: [],
    voice_states: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
    preferred_locale: 'en-US',
    verification_level: 0,
    default_message_notifications: 0,
    explicit_content_filter: 0,
    mfa_level: 0,
    nsfw_level: 0,
    premium_tier: 0,
    system_channel_flags: 0,
    afk_timeout: 300,
    joined_at: new Date(0).toISOString(),
    large: false,
  };
}
