/** The HTTP side: reads requests, applies what was broken on demand, answers in Discord's manner. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Refusal, type Ground } from './ground.ts';
import { limited, newLimits, type Headers, type Limits } from './limits.ts';
import { routes } from './routes/index.ts';
import { take } from './uploads.ts';

/** What goes wrong with a request. */
export type Trouble =
  /** 429 with this many milliseconds to wait; for this route, for the whole bot, or for everybody alike. */
  | { readonly limit: number; readonly scope?: 'user' | 'global' | 'shared'; readonly told?: 'body' }
  /** An error of the server's own. */
  | { readonly error: number }
  /** A refusal by Discord's own number. */
  | { readonly refuse: readonly [status: number, code: number] }
  /** Carried out, and the answer lost. */
  | 'lose'
  /** The connection is cut before anything is done. */
  | 'drop';

/** Something that goes wrong with the next requests to a route. */
export interface Breakage {
  readonly method?: string;
  readonly path: RegExp;
  /** How many requests; one, unless told otherwise. */
  times?: number;
  readonly how: Trouble;
}

export interface Logged {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  /** When it was answered, by `performance.now()`. */
  readonly at: number;
  /** What the bot wants to stand in the server's audit log. */
  readonly reason: string | undefined;
}

export interface Http {
  readonly breakages: Breakage[];
  readonly log: Logged[];
  /** Asked before each request: what goes wrong with it. */
  trouble: ((method: string, path: string) => Trouble | undefined) | undefined;
  /** Requests of the last ten minutes that Discord counts as invalid. */
  invalid(): number;
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

export function newHttp(
  ground: Ground,
  given: { token: () => string; violate: (what: string) => void; limits: Limits },
): Http {
  const breakages: Breakage[] = [];
  const log: Logged[] = [];
  const limits = newLimits(given.limits);

  const broken = (method: string, path: string): Trouble | undefined => {
    const at = breakages.findIndex((each) => (each.method ?? method) === method && each.path.test(path));
    if (at < 0) return http.trouble?.(method, path);
    const found = breakages[at]!;
    found.times = (found.times ?? 1) - 1;
    if (found.times <= 0) breakages.splice(at, 1);
    return found.how;
  };

  const http: Http = {
    breakages,
    log,
    trouble: undefined,
    invalid: () => limits.invalid,
    async handle(request, response) {
      const url = new URL(request.url!, 'http://discord.invalid');
      const method = request.method!;
      const path = decodeURIComponent(url.pathname).replace(/^\/api\/v10/, '');
      const reply = (status: number, body?: unknown, headers: Headers = {}) => {
        const reason = request.headers['x-audit-log-reason'] as string | undefined;
        log.push({ method, path: path + url.search, status, at: performance.now(), reason });
        limits.ended(status, headers['x-ratelimit-scope']);
        if (body === undefined) response.writeHead(204, headers).end();
        else response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
      };
      const bytes = await read(request);
      // Cloudflare answers in Discord's stead, and not in JSON.
      if (limits.shutOut()) return void response.writeHead(429, { 'retry-after': '600' }).end('error code: 1015');
      const how = broken(method, path);
      if (how === 'drop') return void request.socket.destroy();
      if (typeof how === 'object' && 'limit' in how) {
        const scope = how.scope ?? 'user';
        const told = limited(how.limit, { global: scope === 'global', scope });
        if (how.told === 'body') delete told.headers['retry-after'];
        return reply(429, told.body, told.headers);
      }
      if (typeof how === 'object' && 'refuse' in how)
        return reply(how.refuse[0], { message: 'Refused', code: how.refuse[1] });
      if (typeof how === 'object') return reply(how.error, { message: 'Internal', code: 0 });
      const forTheToken = !/^\/(interactions|webhooks)\//.test(path);
      if (forTheToken && request.headers.authorization !== `Bot ${given.token()}`)
        return reply(401, { message: '401: Unauthorized', code: 0 });
      const route = routes.find((each) => each.method === method && each.path.test(path));
      if (!route || !url.pathname.startsWith('/api/v10/')) {
        given.violate(`${method} ${path.replaceAll(/\d{5,}/g, ':id')} does not exist`);
        return reply(404, { message: '404: Not Found', code: 0 });
      }
      const asked = limits.ask(route, path);
      if (!asked.allowed) return reply(429, asked.body, asked.headers);
      try {
        const { body, files } = await take(ground, path, bytes, request.headers);
        const parsed = parse(body);
        if (files.length > 0 && !route.files) ground.refuse(`${method} ${route.path.source}: files where none belong`);
        for (const name of url.searchParams.keys())
          if (!route.query?.includes(name)) ground.refuse(`${method} ${route.path.source}: unknown parameter ${name}`);
        if (route.body === undefined && parsed !== undefined)
          ground.refuse(`${method} ${route.path.source}: a body where none belongs`);
        if (route.body !== undefined && route.body !== 'itself') ground.measure(route.body, parsed ?? {});
        const reason = request.headers['x-audit-log-reason'] as string | undefined;
        const params = route.path.exec(path)!.slice(1);
        const result = route.run(ground, params, parsed, url.searchParams, files, reason && decodeURIComponent(reason));
        if (how === 'lose') return void request.socket.destroy();
        reply(200, result, asked.headers);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        reply(error.status, { message: error.message, code: error.code }, asked.headers);
      }
    },
  };

  function parse(body: string): any {
    if (body.length === 0) return undefined;
    try {
      return JSON.parse(body);
    } catch {
      given.violate('the body is no JSON');
      throw new Refusal(400, 50109, 'The request body contains invalid JSON.');
    }
  }
  return http;
}

async function read(request: IncomingMessage): Promise<Buffer<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
