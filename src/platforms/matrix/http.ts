/**
 * The homeserver's client-server API, by matrix-bot-sdk's transport: one try a call, and every failure told as a
 * `Fault` that names nobody. The SDK's own senders are not used: without its crypto client they write plain text
 * into encrypted rooms.
 */
import { MatrixClient } from 'matrix-bot-sdk';
import { z } from 'zod';
import { Fault, type FaultKind } from '../../chat/outcome.ts';
import { hours, minutes, seconds } from '../../time/clock.ts';
import { cutOff, retryAfter } from './transport.ts';

/** A fault with the homeserver's own name for it (Matrix specification, "Standard error response"). */
export class MatrixFault extends Fault {
  /** Such as `M_FORBIDDEN`; empty when it gave none. */
  readonly errcode: string;
  /** The HTTP status; 0 when there was no answer. */
  readonly status: number;
  /** The session of user-interactive authentication, where the homeserver asks for that. */
  readonly session: string | undefined;
  /** The token has run out, and the device is still there (Matrix specification, "Soft logout"). */
  readonly softLogout: boolean;
  constructor(
    kind: FaultKind,
    label: string,
    given: {
      errcode?: string;
      status?: number;
      retryAfterMs?: number;
      here?: boolean;
      session?: string | undefined;
      softLogout?: boolean;
    } = {},
  ) {
    super(kind, label, given.retryAfterMs, given.here);
    this.errcode = given.errcode ?? '';
    this.status = given.status ?? 0;
    this.session = given.session;
    this.softLogout = given.softLogout ?? false;
  }
}

export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** From `/_matrix` on, with every part encoded (`path`). */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** How long an answer may take, in milliseconds. */
  readonly patience?: number;
  /** What the homeserver limits by itself, such as opening rooms: nothing else is held back (`Fault.here`), nor is this. */
  readonly apart?: true;
}

export interface Http {
  /**
   * One try. Throws a `MatrixFault`: `limited` at once, without asking, while the homeserver wants to be left alone.
   */
  call<T = any>(call: Call): Promise<T>;
  /**
   * Tries again until there is an answer, waiting as long as the homeserver wants. For what nobody else tries again,
   * such as keys and joining. Throws what another try would not change, and `down` once `stop` was called.
   */
  insist<T = any>(call: Call): Promise<T>;
  /** Gives the `mxc:` address of what was uploaded. */
  upload(bytes: Uint8Array, type: string): Promise<string>;
  /** What stands behind an `mxc:` address, whole; throws `invalid` when it is more than `most` bytes. */
  download(mxc: string, most: number): Promise<Uint8Array>;
  stop(): void;
}

const base = '/_matrix/client/v3';
/** A path of the client-server API; each part is encoded. */
export const path = (...parts: readonly string[]): string => [base, ...parts.map(encodeURIComponent)].join('/');

const usualPatience = seconds(30);
const patienceWithFiles = minutes(2);
const longestPause = minutes(1);
export const tokenRefused = 'matrix: the homeserver refuses the access token';

/** `refused` is called once, when the homeserver does not take the access token any more. */
export function openHttp(homeserver: string, token: string, refused: () => void = () => {}): Http {
  const client = new MatrixClient(homeserver, token);
  const stopping = new AbortController();
  /** Until when the homeserver wants to be left alone; by this process's clock. */
  let quietUntil = 0;
  let isRefused = false;

  async function once<T>(call: () => Promise<T>, apart?: true): Promise<T> {
    if (stopping.signal.aborted) throw new MatrixFault('down', 'matrix: stopped');
    const left = apart ? 0 : quietUntil - performance.now();
    if (left > 0) throw new MatrixFault('limited', 'matrix: asked too often', { status: 429, retryAfterMs: left });
    try {
      return await cutOff.run(stopping.signal, call);
    } catch (error) {
      const fault = faultOf(error, apart);
      if (fault.kind === 'limited' && !fault.here) quietUntil = performance.now() + fault.retryAfterMs!;
      if (fault.errcode === 'M_UNKNOWN_TOKEN' && !isRefused) {
        isRefused = true;
        refused();
      }
      throw fault;
    }
  }

  const ask = ({ method, path: where, query, body, patience = usualPatience }: Call) =>
    client.doRequest(method, where, query ?? null, body ?? null, patience);

  return {
    call: (call) => once(() => ask(call), call.apart),
    async insist(call) {
      for (let tries = 0; ; tries += 1) {
        try {
          return await once(() => ask(call), call.apart);
        } catch (error) {
          const fault = error as MatrixFault;
          const again = fault.kind === 'limited' || fault.kind === 'down' || fault.kind === 'unsure';
          if (!again || fault.status === 401 || stopping.signal.aborted) throw fault;
          await pause(fault.retryAfterMs ?? Math.min(longestPause, 500 * 2 ** Math.min(tries, 10)), stopping.signal);
        }
      }
    },
    upload: (bytes, type) =>
      once(async () => {
        const made = await client.doRequest(
          'POST',
          '/_matrix/media/v3/upload',
          null,
          Buffer.from(bytes),
          patienceWithFiles,
          false,
          type,
        );
        return (made as { content_uri: string }).content_uri;
      }),
    download: (mxc, most) =>
      once(async () => {
        const [, server, id] = /^mxc:\/\/([^/]+)\/([^/]+)$/u.exec(mxc) ?? [];
        if (server === undefined || id === undefined)
          throw new MatrixFault('invalid', 'matrix: not an address of a file');
        const where = `/_matrix/client/v1/media/download/${encodeURIComponent(server)}/${encodeURIComponent(id)}`;
        const answer = await fetch(new URL(homeserver.replace(/\/$/u, '') + where), {
          headers: { authorization: `Bearer ${token}` },
          signal: AbortSignal.any([AbortSignal.timeout(patienceWithFiles), stopping.signal]),
        });
        if (!answer.ok) throw apiFault(answer.status, {}, retryAfter(answer.headers.get('retry-after')));
        return await whole(answer, most);
      }),
    stop: () => stopping.abort(),
  };
}

async function whole(answer: Response, most: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of answer.body ?? []) {
    size += part.length;
    // What it says about its own size is not to be relied upon.
    if (size > most) throw new MatrixFault('invalid', 'matrix: a file is larger than it said');
    parts.push(part);
  }
  return Buffer.concat(parts);
}

const pause = (milliseconds: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const done = () => (clearTimeout(timer), signal.removeEventListener('abort', done), resolve());
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done);
  });

/** The wait where a homeserver names none. */
const usualWait = seconds(2);
/** After this it is asked again, whatever it named: a timer can't hold more than some weeks. */
const longestWait = hours(1);

/** Matrix specification, "Standard error response", and what some errors tell besides. */
const errorBody = z.object({
  errcode: z.string().catch(''),
  retry_after_ms: z.number().nonnegative().optional().catch(undefined),
  session: z.string().optional().catch(undefined),
  soft_logout: z.boolean().catch(false),
});

function apiFault(status: number, body: unknown, wait?: number, here = false): MatrixFault {
  const { errcode, session, soft_logout: softLogout, retry_after_ms: told } = errorBody.parse(Object(body));
  const fault = (kind: FaultKind, label: string) =>
    new MatrixFault(kind, label, { errcode, status, session, softLogout });
  if (status === 429 || errcode === 'M_LIMIT_EXCEEDED') {
    const retryAfterMs = Math.min(longestWait, Math.max(100, wait ?? told ?? usualWait));
    return new MatrixFault('limited', 'matrix: asked too often', { errcode, status, retryAfterMs, here });
  }
  if (errcode === 'M_UNKNOWN_TOKEN' || errcode === 'M_MISSING_TOKEN') return fault('down', tokenRefused);
  if (status === 401) return fault('denied', 'matrix: the homeserver asks for the password');
  if (status === 502 || status === 504) return fault('unsure', 'matrix: a gateway of the homeserver gave up');
  if (status >= 500) return fault('down', 'matrix: an error of the homeserver');
  if (errcode === 'M_INVITE_BLOCKED') return fault('unreachable', 'matrix: takes no invitations');
  if (status === 403) return fault('denied', 'matrix: a permission is missing');
  if (status === 404) return fault('denied', 'matrix: what was asked for is not there');
  return fault('invalid', 'matrix: the request is refused');
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

/** Never carries the cause along: it holds addresses and bodies. */
function faultOf(error: unknown, here = false): MatrixFault {
  if (error instanceof MatrixFault) return error;
  // An answer without an error code: of a proxy, or one that asks for the password.
  const { statusCode, body } = Object(error) as { statusCode?: unknown; body?: unknown };
  if (typeof statusCode === 'number') return apiFault(statusCode, body, undefined, here);
  return neverSent.has(reasonOf(error))
    ? new MatrixFault('down', 'matrix: the homeserver can not be reached')
    : new MatrixFault('unsure', 'matrix: the connection was cut');
}

function reasonOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  const { code: name, cause } = error as { code?: unknown; cause?: unknown };
  return typeof name === 'string' ? name : reasonOf(cause);
}
