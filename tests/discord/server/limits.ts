/**
 * How often a bot may ask: fifty requests a second in all, and some a route and channel. By the machine's own
 * clock, since that is what the client waits by (Discord's documentation, "Rate limits").
 */
import { createHash } from 'node:crypto';
import type { Route } from './routes/route.ts';

export interface Limits {
  /** Requests a second, interactions apart. */
  readonly global: number;
  /** Requests to one route of one channel, server or webhook. */
  readonly route: { readonly requests: number; readonly seconds: number };
  /** Refused requests (401, 403, 429) in ten minutes after which the whole address is shut out. */
  readonly invalid: number;
}

/** As on Discord, as far as practitioners could tell; it publishes but the first and the last. */
export const realLimits: Limits = { global: 50, route: { requests: 5, seconds: 5 }, invalid: 10_000 };
/** People in stories are quicker than anybody. The headers are there all the same. */
export const wideLimits: Limits = { global: 1e6, route: { requests: 1e6, seconds: 1 }, invalid: 10_000 };

const invalidWindow = 10 * 60_000;

export type Headers = Record<string, string>;
export type Asked = { readonly headers: Headers } & (
  { readonly allowed: true } | { readonly allowed: false; readonly body: object }
);

export function newLimits(limits: Limits) {
  const buckets = new Map<string, { left: number; resets: number }>();
  const all = { left: limits.global, resets: 0 };
  let refused: number[] = [];

  /** Takes one from what is left; gives the milliseconds until there is more when nothing was. */
  const take = (bucket: { left: number; resets: number }, most: number, window: number): number => {
    const now = performance.now();
    if (now >= bucket.resets) Object.assign(bucket, { left: most, resets: now + window });
    if (bucket.left <= 0) return bucket.resets - now;
    bucket.left -= 1;
    return 0;
  };

  return {
    /** Refused requests within the last ten minutes. */
    get invalid(): number {
      refused = refused.filter((at) => performance.now() - at < invalidWindow);
      return refused.length;
    },
    /** Notes how a request ended. What is limited for everybody alike isn't held against the bot. */
    ended(status: number, scope?: string): void {
      if ([401, 403, 429].includes(status) && scope !== 'shared') refused.push(performance.now());
    },
    shutOut(): boolean {
      return this.invalid >= limits.invalid;
    },
    ask(route: Route, path: string): Asked {
      const [, major = '', token = ''] = route.path.exec(path)!;
      const isToken = path.startsWith('/webhooks/') || path.startsWith('/interactions/');
      const key = `${route.method} ${route.path.source} ${major}${isToken ? token : ''}`;
      const bucket = buckets.get(key) ?? { left: 0, resets: 0 };
      buckets.set(key, bucket);
      const globally = route.ofInteraction ? 0 : take(all, limits.global, 1_000);
      if (globally > 0) return { allowed: false, ...limited(globally, { global: true, scope: 'global' }) };
      const wait = take(bucket, limits.route.requests, limits.route.seconds * 1_000);
      const until = Math.max(0, bucket.resets - performance.now());
      const headers = {
        'x-ratelimit-limit': String(limits.route.requests),
        'x-ratelimit-remaining': String(bucket.left),
        'x-ratelimit-reset': String((Date.now() + until) / 1_000),
        'x-ratelimit-reset-after': String(Math.ceil(until) / 1_000),
        'x-ratelimit-bucket': createHash('md5').update(`${route.method} ${route.path.source}`).digest('hex'),
      };
      if (wait === 0) return { allowed: true, headers };
      const told = limited(wait, { global: false, scope: 'user' });
      return { allowed: false, body: told.body, headers: { ...headers, ...told.headers } };
    },
  };
}

/** What Discord says to whoever asks too often. */
export function limited(wait: number, { global, scope }: { global: boolean; scope: string }) {
  const seconds = Math.ceil(wait) / 1_000;
  const headers: Headers = {
    'retry-after': String(seconds),
    'x-ratelimit-scope': scope,
    ...(global ? { 'x-ratelimit-global': 'true' } : {}),
  };
  return { headers, body: { message: 'You are being rate limited.', retry_after: seconds, global } };
}
