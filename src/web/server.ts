/**
 * The one HTTP server of the house. It listens on loopback only. A browser may be led to it by any page of
 * the web, so every request must know the secret in the path, name this host, and not come from a foreign
 * origin (OWASP, "Cross-Site Request Forgery Prevention"; DNS rebinding is why `Host` is looked at).
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { pipeline } from 'node:stream/promises';
import { OperatorError } from '../chat/outcome.ts';
import { WebError, type Answer, type Asked, type Handler, type Web } from '../chat/web.ts';
import type { Log } from '../chat/ports.ts';

/** The longest body that is taken in: ten files of some size, as base64. In bytes. */
export const longestBody = 24 * 1024 * 1024;

export interface WebServer extends Web {
  readonly port: number;
  /** Takes no more requests; returns when those that are open have ended or were cut. */
  close(): Promise<void>;
}

export interface WebOptions {
  /** 0, the default, takes any port that is free. */
  readonly port?: number;
  /** 16 characters or more of A-Z, a-z, 0-9, - and _. By default a new one is made at each start. */
  readonly secret?: string;
  readonly log: Log;
}

const headers: Readonly<Record<string, string>> = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
};

/** Opens the server. Throws `OperatorError` when the port is taken or the secret is too weak. */
export async function openWeb(options: WebOptions): Promise<WebServer> {
  const secret = options.secret ?? randomBytes(24).toString('base64url');
  if (!/^[\w-]{16,}$/u.test(secret)) {
    throw new OperatorError('web-secret', 'The secret of the web address needs 16 or more of A-Z, a-z, 0-9, - and _.');
  }
  const handlers = new Map<string, Handler>();
  let hosts: readonly string[] = [];
  const server = createServer((request, response) => {
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    void answer(request, gone.signal, { hosts, secret: digest(secret), handlers })
      .catch((error: unknown) => {
        if (!(error instanceof WebError)) options.log.error('web-answer-failed');
        return sorry(error);
      })
      .then((made) => write(request, response, made))
      .catch(() => {
        // Whoever hangs up in the middle of an answer, as a page does that is closed, is no trouble of ours.
        if (!gone.signal.aborted) options.log.warn('web-answer-cut');
        response.destroy();
      });
  });
  await listen(server, options.port ?? 0);
  const { port } = server.address() as AddressInfo;
  hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  return {
    port,
    url: `http://127.0.0.1:${port}/${secret}/`,
    mount: (path, handler) => void handlers.set(path, handler),
    async close() {
      server.close();
      server.closeIdleConnections();
      const cut = setTimeout(() => server.closeAllConnections(), 2_000);
      if (server.listening) await once(server, 'close');
      clearTimeout(cut);
    },
  };
}

interface Rules {
  readonly hosts: readonly string[];
  /** SHA-256 of the secret. */
  readonly secret: Buffer;
  readonly handlers: ReadonlyMap<string, Handler>;
}

async function answer(request: IncomingMessage, gone: AbortSignal, rules: Rules): Promise<Answer> {
  const { host = '', origin } = request.headers;
  if (!rules.hosts.includes(host.toLowerCase()))
    throw new WebError(403, 'Use the address that was printed at the start.');
  if (origin !== undefined && origin !== `http://${host.toLowerCase()}`)
    throw new WebError(403, 'Not from another site.');
  if (['cross-site', 'same-site'].includes(String(request.headers['sec-fetch-site'])) && request.method !== 'GET') {
    throw new WebError(403, 'Not from another site.');
  }
  const [target = '', search = ''] = (request.url ?? '').split(/\?(.*)/su);
  if (target === '/health') return { status: 200, type: 'text/plain; charset=utf-8', body: 'ok\n' };
  const [, given = '', mounted = '', ...rest] = target.split('/');
  // Digests have one length, and comparing them takes as long whatever was given.
  if (!timingSafeEqual(digest(given), rules.secret)) throw nothing();
  const handler = rules.handlers.get(mounted);
  if (!handler) throw nothing();
  if (rest.length === 0) {
    // Relative addresses on a page need the slash at the end of its own.
    return { status: 308, type: 'text/plain', body: '', headers: { Location: `${target}/` } };
  }
  return handler(asked(request, gone, rest.join('/'), search));
}

const nothing = () => new WebError(404, 'There is nothing at this address. Use the one that was printed at the start.');

function asked(request: IncomingMessage, gone: AbortSignal, path: string, search: string): Asked {
  return {
    method: request.method ?? 'GET',
    path,
    query: new URLSearchParams(search),
    headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
    body: () => body(request),
    gone,
  };
}

async function body(request: IncomingMessage): Promise<Uint8Array> {
  const tooLong = () => new WebError(413, 'This is too much at once: 24 MB is the most. Send fewer or smaller files.');
  if (Number(request.headers['content-length'] ?? 0) > longestBody) throw tooLong();
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > longestBody) throw tooLong();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** What is said of a failure: our own fixed sentence, or nothing about it at all. */
function sorry(error: unknown): Answer {
  const known = error instanceof WebError;
  return {
    status: known ? error.status : 500,
    type: 'application/json; charset=utf-8',
    body: JSON.stringify({ error: known ? error.message : 'Something went wrong on our side. Try again.' }),
  };
}

async function write(request: IncomingMessage, response: ServerResponse, made: Answer): Promise<void> {
  const stream = typeof made.body === 'object' && Symbol.asyncIterator in made.body ? made.body : undefined;
  // A body that was not read to its end leaves the connection in a state that can't be used again.
  const unread = !request.complete && request.method !== 'GET' && request.method !== 'HEAD';
  response.writeHead(made.status, {
    ...headers,
    'Content-Type': made.type,
    ...(unread && { Connection: 'close' }),
    ...made.headers,
  });
  if (request.method === 'HEAD') response.end();
  else if (!stream) response.end(made.body as string | Uint8Array);
  else {
    response.flushHeaders();
    await pipeline(stream, response);
  }
  if (unread) request.resume();
}

async function listen(server: Server, port: number): Promise<void> {
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
    const why = taken ? `Port ${port} is taken by another program` : `Port ${port} can't be opened`;
    throw new OperatorError('web-port', `${why}. Choose another one, or 0 for any that is free.`);
  }
}

const digest = (value: string): Buffer => createHash('sha256').update(value).digest();
