/** The HTTP side: reads requests, applies what was broken on demand, answers in Discord's manner. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Refusal, type Ground } from './ground.ts';
import { routes } from './routes.ts';

/** Something that goes wrong with the next requests to a route. */
export interface Breakage {
  readonly method?: string;
  readonly path: RegExp;
  /** How many requests; one, unless told otherwise. */
  times?: number;
  /** 429 with this many milliseconds to wait; or an error of the server's own; or carried out and the answer lost. */
  readonly how: { readonly limit: number } | { readonly error: number } | 'lose';
}

export interface Logged {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  /** What the bot wants to stand in the server's audit log. */
  readonly reason: string | undefined;
}

export interface Http {
  readonly breakages: Breakage[];
  readonly log: Logged[];
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

export function newHttp(ground: Ground, token: () => string, violate: (what: string) => void): Http {
  const breakages: Breakage[] = [];
  const log: Logged[] = [];

  const broken = (method: string, path: string): Breakage['how'] | undefined => {
    const at = breakages.findIndex((each) => (each.method ?? method) === method && each.path.test(path));
    if (at < 0) return undefined;
    const found = breakages[at]!;
    found.times = (found.times ?? 1) - 1;
    if (found.times <= 0) breakages.splice(at, 1);
    return found.how;
  };

  return {
    breakages,
    log,
    async handle(request, response) {
      const url = new URL(request.url!, 'http://discord.invalid');
      const method = request.method!;
      const path = decodeURIComponent(url.pathname).replace(/^\/api\/v10/, '');
      const reply = (status: number, body?: unknown, headers: Record<string, string> = {}) => {
        const reason = request.headers['x-audit-log-reason'] as string | undefined;
        log.push({ method, path: path + url.search, status, reason });
        if (body === undefined) response.writeHead(204, headers).end();
        else response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
      };
      const body = await read(request);
      const how = broken(method, path);
      if (typeof how === 'object' && 'limit' in how) {
        const seconds = how.limit / 1000;
        return reply(
          429,
          { message: 'You are being rate limited.', retry_after: seconds, global: false },
          {
            'retry-after': String(seconds),
            'x-ratelimit-scope': 'user',
          },
        );
      }
      if (typeof how === 'object') return reply(how.error, { message: 'Internal', code: 0 });
      const forTheToken = !/^\/(interactions|webhooks)\//.test(path);
      if (forTheToken && request.headers.authorization !== `Bot ${token()}`) {
        return reply(401, { message: '401: Unauthorized', code: 0 });
      }
      const found = routes.find(([verb, pattern]) => verb === method && pattern.test(path));
      if (!found || !url.pathname.startsWith('/api/v10/')) {
        violate(`${method} ${path.replaceAll(/\d{5,}/g, ':id')} does not exist`);
        return reply(404, { message: '404: Not Found', code: 0 });
      }
      let parsed: unknown;
      try {
        parsed = body.length > 0 ? JSON.parse(body) : undefined;
      } catch {
        violate(`${method}: the body is no JSON`);
        return reply(400, { message: 'The request body contains invalid JSON.', code: 50109 });
      }
      try {
        const result = found[2](ground, found[1].exec(path)!.slice(1), parsed, url.searchParams);
        if (how === 'lose') return void request.socket.destroy();
        reply(200, result);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        reply(error.status, { message: error.message, code: error.code });
      }
    },
  };
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
