/**
 * Between the bot and its homeserver: passes everything on, notes what was asked, and breaks what a test wants
 * broken. What it answers in the homeserver's place is what the Matrix specification has for that.
 */
import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request of the bot's. */
export interface Asked {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Buffer;
  /** The status of its answer; 0 while there is none, or when it was lost. */
  status: number;
}

export type Breakage =
  /** It is carried out, and its answer is lost. */
  | 'lose'
  /** The connection ends before anything is carried out. */
  | 'cut'
  /** It is carried out, and its answer comes when this has come true, as from a homeserver that asks a slow one. */
  | { readonly until: Promise<unknown> }
  /** It is not carried out; this is answered instead. */
  | { readonly status: number; readonly errcode?: string }
  /** One too many (Matrix specification, "Rate limiting"), told in one of the ways in which homeservers do that. */
  | { readonly limit: number; readonly by?: 'header' | 'body' };

export interface Break {
  readonly method: string;
  readonly path: RegExp;
  /** What its body must hold. */
  readonly body?: string;
  readonly how: Breakage;
  /** How often; once, if nothing is said. */
  readonly times?: number;
}

export interface Proxy {
  readonly url: string;
  /** Everything that was asked, in order. */
  readonly asked: readonly Asked[];
  /** Gives what ends it before its time. */
  break(what: Break): () => void;
  /** Ends the open request for what is new, as when a connection drops. */
  dropSync(): void;
  close(): Promise<void>;
}

/** What is said in a room. */
export const delivery = { method: 'PUT', path: /\/rooms\/[^/]+\/send\/m\.room\.(?:encrypted|message)\// };
export const download = { method: 'GET', path: /\/media\/download\// };

/** Somebody takes no invitations (MSC4380). */
export const refusedBy = (account: string): Break => ({
  method: 'PUT',
  path: new RegExp(`/state/m\\.room\\.member/${account}$`),
  how: { status: 403, errcode: 'M_INVITE_BLOCKED' },
  times: Infinity,
});

export async function openProxy(homeserver: string): Promise<Proxy> {
  const asked: Asked[] = [];
  const syncs = new Set<ServerResponse>();
  let breaks: (Break & { left: number })[] = [];

  const server = createServer((incoming, answer) => {
    // A test that is over is no longer interested.
    handle(incoming, answer).catch(() => answer.destroy());
  });

  async function handle(incoming: IncomingMessage, answer: ServerResponse): Promise<void> {
    const url = new URL(incoming.url!, homeserver);
    const parts: Buffer[] = [];
    for await (const part of incoming) parts.push(part);
    const body = Buffer.concat(parts);
    const note: Asked = { method: incoming.method!, path: url.pathname, query: url.searchParams, body, status: 0 };
    asked.push(note);
    const broken = breaks.find((each) => fits(each, note));
    if (broken) broken.left -= 1;
    breaks = breaks.filter(({ left }) => left > 0);
    const how = broken?.how;
    if (how === 'cut') return void answer.destroy();
    if (typeof how === 'object' && !('until' in how)) return refuse(answer, how, note);
    if (note.path.endsWith('/sync')) {
      syncs.add(answer);
      answer.on('close', () => syncs.delete(answer));
    }
    const upstream = await forward(url, incoming, body);
    if (how === 'lose') return void answer.destroy();
    if (typeof how === 'object') await how.until;
    note.status = upstream.statusCode!;
    answer.writeHead(upstream.statusCode!, upstream.headers);
    upstream.pipe(answer);
  }

  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    break(what) {
      const broken = { ...what, left: what.times ?? 1 };
      breaks.push(broken);
      return () => void (breaks = breaks.filter((each) => each !== broken));
    },
    dropSync: () => syncs.forEach((each) => each.destroy()),
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

const fits = ({ method, path, body }: Break, asked: Asked): boolean =>
  method === asked.method &&
  path.test(decodeURIComponent(asked.path)) &&
  (body === undefined || asked.body.includes(body));

function refuse(answer: ServerResponse, how: Exclude<Breakage, string | { until: unknown }>, note: Asked): void {
  const status = 'status' in how ? how.status : 429;
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  const body: Record<string, unknown> = { error: 'as a test wants it' };
  if ('status' in how) body['errcode'] = how.errcode ?? 'M_UNKNOWN';
  else {
    const { limit, by = 'header' } = how;
    body['errcode'] = 'M_LIMIT_EXCEEDED';
    if (by === 'header') headers['retry-after'] = String(Math.ceil(limit / 1_000));
    else body['retry_after_ms'] = limit;
  }
  note.status = status;
  answer.writeHead(status, headers);
  answer.end(JSON.stringify(body));
}

async function forward(url: URL, incoming: IncomingMessage, body: Buffer): Promise<IncomingMessage> {
  const { connection: _, ...headers } = incoming.headers;
  const passed = request(url, { method: incoming.method!, headers: { ...headers, host: url.host } });
  passed.end(body);
  const [upstream] = await once(passed, 'response');
  return upstream as IncomingMessage;
}
