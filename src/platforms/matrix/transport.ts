/** How matrix-bot-sdk sends its requests: by `fetch`, in the place of the abandoned `request`, and telling nobody of them. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { LogService, setRequestFn } from 'matrix-bot-sdk';

/** By which requests are ended before their time; the SDK has no place for such a signal. */
export const cutOff = new AsyncLocalStorage<AbortSignal>();

/** `Retry-After` is seconds or a date (RFC 9110); in milliseconds. */
export function retryAfter(header: string | null): number | undefined {
  if (header === null) return undefined;
  const wait = /^\d+$/u.test(header) ? Number(header) * 1_000 : Date.parse(header) - Date.now();
  return Number.isFinite(wait) ? Math.max(0, wait) : undefined;
}

interface Params {
  readonly uri: string;
  readonly method: string;
  readonly qs?: Readonly<Record<string, unknown>> | null;
  readonly body?: string | Buffer<ArrayBuffer>;
  readonly headers: Record<string, string>;
  readonly timeout: number;
  readonly encoding?: null;
}

/** By `fetch`, in the place of the abandoned `request`; the SDK would drop `Retry-After`, so it is put into the body. */
async function requested(given: Params): Promise<readonly [unknown, string | Buffer]> {
  const url = new URL(given.uri);
  for (const [key, value] of Object.entries(given.qs ?? {}))
    for (const each of Array.isArray(value) ? value : [value])
      if (each !== undefined && each !== null) url.searchParams.append(key, String(each));
  const [stopped, late] = [cutOff.getStore(), AbortSignal.timeout(given.timeout)];
  const answer = await fetch(url, {
    method: given.method,
    headers: given.headers,
    body: given.body === undefined ? null : Buffer.from(given.body),
    signal: stopped ? AbortSignal.any([stopped, late]) : late,
    redirect: 'error',
  });
  const bytes = Buffer.from(await answer.arrayBuffer());
  const wait = answer.status === 429 ? retryAfter(answer.headers.get('retry-after')) : undefined;
  const body =
    wait === undefined ? bytes : Buffer.from(JSON.stringify({ errcode: 'M_LIMIT_EXCEEDED', retry_after_ms: wait }));
  const told = { statusCode: answer.status, headers: Object.fromEntries(answer.headers) };
  const words = given.encoding === null && answer.ok ? body : body.toString();
  return [{ ...told, body: words }, words];
}

setRequestFn((given: Params, done: (error: unknown, response?: unknown, body?: unknown) => void) => {
  void (async () => {
    try {
      const [response, body] = await requested(given);
      done(undefined, response, body);
    } catch (error) {
      done(error);
    }
  })();
});
const nothing = () => {};
// It would print what people wrote.
LogService.setLogger({ info: nothing, warn: nothing, error: nothing, debug: nothing, trace: nothing });
