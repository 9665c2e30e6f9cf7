/** Discord's REST API: one try a call, and every failure told as a `Fault` that names nobody. */
import {
  DefaultRestOptions,
  DiscordAPIError,
  HTTPError,
  RateLimitError,
  REST,
  RESTEvents,
  type RawFile,
  type RouteLike,
} from 'discord.js';
import { Fault, type FaultKind } from '../../chat/outcome.ts';
import { minutes, seconds } from '../../time/clock.ts';

/** A fault with Discord's own number for it, where there is one. */
export class DiscordFault extends Fault {
  /** From Discord's list of JSON error codes; 0 when it gave none. */
  readonly code: number;
  constructor(kind: FaultKind, label: string, code: number, retryAfterMs?: number, here = false) {
    super(kind, label, retryAfterMs, here);
    this.code = code;
  }
}

/** The numbers that this platform acts upon (Discord's documentation, "JSON error codes"). */
export const code = {
  unknownMember: 10_007,
  unknownUser: 10_013,
  unknownChannel: 10_003,
  unknownMessage: 10_008,
  unknownWebhook: 10_015,
  unknownInteraction: 10_062,
  openingTooFast: 40_003,
  tagRequired: 40_067,
  alreadyAcknowledged: 40_060,
  missingAccess: 50_001,
  closedDirect: 50_007,
  missingPermissions: 50_013,
  invalidWebhookToken: 50_027,
  archived: 50_083,
  noMutualServer: 50_278,
  tooLarge: 40_005,
  tooManyThreads: 160_006,
} as const;

export const tokenRefused = 'discord: the token is refused; put a new one into the config and start again';

export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: RouteLike;
  readonly body?: unknown;
  readonly query?: Readonly<Record<string, string>>;
  /** Stands in the server's audit log, for everybody who may read that: 512 characters at most, and nobody's name. */
  readonly reason?: string;
  /** Interactions carry their own token. */
  readonly withoutToken?: boolean;
  /** Sent beside the body, which then stands in `payload_json` ("Uploading files" in Discord's reference). */
  readonly files?: readonly RawFile[];
}

export interface Rest {
  call<T = unknown>(call: Call): Promise<T>;
}

/** What real Discord answers within; longer than its own gateways wait. */
const patience = seconds(15);
/** Files go up over lines that are slow in that direction. */
const patienceWithFiles = minutes(2);

export interface RestSettings {
  readonly api: string;
  readonly requests_per_second: number;
}

/** A limit without a time is waited for this long. In milliseconds. */
const shortestWait = 100;

/** The time to wait stands in a header and in the body; discord.js looks at the header alone. */
const makeRequest: typeof DefaultRestOptions.makeRequest = async (url, init) => {
  const response = await DefaultRestOptions.makeRequest(url, init);
  if (response.status !== 429 || response.headers.has('retry-after')) return response;
  const told = (await response.json().catch(() => undefined)) as { retry_after?: number; global?: boolean } | undefined;
  response.headers.set('retry-after', String(told?.retry_after ?? 1));
  if (told?.global) response.headers.set('x-ratelimit-global', 'true');
  return response;
};

/** The options of discord.js for talking to the API: the outbox alone tries again, so nothing here does. */
export const restOptions = ({ api, requests_per_second: most }: RestSettings) => ({
  api,
  globalRequestsPerSecond: most,
  version: '10',
  retries: 0,
  timeout: patience,
  rejectOnRateLimit: () => true,
  makeRequest,
  // Ten thousand refused requests in ten minutes shut a whole address out: say so long before.
  invalidRequestWarningInterval: 500,
});

/** `refusedOften` is called when hundreds of requests were refused within ten minutes. */
export function newRest(options: RestSettings & { readonly token: string }, refusedOften?: () => void): Rest {
  const rest = new REST(restOptions(options)).setToken(options.token);
  const uploads = new REST({ ...restOptions(options), timeout: patienceWithFiles }).setToken(options.token);
  if (refusedOften) rest.on(RESTEvents.InvalidRequestWarning, refusedOften);
  return {
    async call<T>({ method, path, body, query, reason, withoutToken, files }: Call): Promise<T> {
      const way = files ? uploads : rest;
      try {
        return (await way.request({
          method: method as never,
          fullRoute: path,
          ...(body === undefined ? {} : { body }),
          ...(reason === undefined ? {} : { reason }),
          ...(query ? { query: new URLSearchParams(query) } : {}),
          ...(withoutToken ? { auth: false } : {}),
          ...(files ? { files: [...files] } : {}),
        })) as T;
      } catch (error) {
        // discord.js forgets its token when it is refused once; then each later call would fail in another way.
        if (error instanceof DiscordAPIError && error.status === 401) way.setToken(options.token);
        throw faultOf(error);
      }
    },
  };
}

/** Never carries the cause along: it holds addresses and bodies. */
export function faultOf(error: unknown): DiscordFault {
  if (error instanceof RateLimitError) {
    const wait = Math.max(shortestWait, error.retryAfter);
    return new DiscordFault('limited', 'discord: asked too often', 0, wait, !error.global);
  }
  if (error instanceof DiscordAPIError) return apiFault(error.status, Number(error.code));
  if (error instanceof HTTPError) {
    const unsure = error.status === 502 || error.status === 504;
    return new DiscordFault(unsure ? 'unsure' : 'down', 'discord: an error of its own', 0);
  }
  const why = reasonOf(error);
  return neverSent.has(why)
    ? new DiscordFault('down', 'discord: can not be reached', 0)
    : new DiscordFault('unsure', 'discord: the connection was cut', 0);
}

/** Discord doesn't say how long to wait. */
const openingPause = minutes(1);

/** Of one private channel, or of the next: those that are open can be written to. */
export const openingTooFast = (wait = openingPause): DiscordFault =>
  new DiscordFault('limited', 'discord: private channels opened too fast', code.openingTooFast, wait, true);

function apiFault(status: number, number: number): DiscordFault {
  const fault = (kind: FaultKind, label: string) => new DiscordFault(kind, label, number);
  if (number === code.closedDirect) return fault('unreachable', 'discord: takes no private messages');
  if (number === code.noMutualServer) return fault('unreachable', 'discord: shares no server with the bot');
  if (number === code.openingTooFast) return openingTooFast();
  if (number === code.unknownUser) return fault('unreachable', 'discord: the account is gone');
  if (number === code.tooManyThreads)
    return fault('invalid', 'discord: the server has as many open threads as it may; archive some');
  if (number === code.tagRequired)
    return fault('denied', 'discord: the forum asks for a tag that the bot can’t set; make it optional there');
  // What is to be said waits: the operator puts a new token in.
  if (status === 413) return new DiscordFault('invalid', 'discord: a file is too large', code.tooLarge);
  if (status === 401 && number !== code.invalidWebhookToken) return fault('down', tokenRefused);
  if (status === 403) return fault('denied', 'discord: a permission is missing');
  if (status === 404) return fault('denied', 'discord: what was asked for is gone');
  return fault('invalid', 'discord: the request is refused');
}

/** Failures after which nothing can have arrived. */
const neverSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

function reasonOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  const { code: name, cause } = error as { code?: unknown; cause?: unknown };
  return typeof name === 'string' ? name : reasonOf(cause);
}

const gone: ReadonlySet<number> = new Set([
  code.unknownMessage,
  code.unknownChannel,
  code.unknownWebhook,
  code.invalidWebhookToken,
]);

/** What the request was about is not there any longer. */
export const isGone = (error: unknown): boolean => error instanceof DiscordFault && gone.has(error.code);
