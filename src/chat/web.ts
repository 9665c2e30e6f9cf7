/**
 * The one HTTP server of the house, as those see it who put pages on it. It listens on loopback only, and
 * whatever is mounted stands behind a secret in the address.
 */

/** A request, after the server has checked where it comes from and that it knows the secret. */
export interface Asked {
  readonly method: string;
  /** What follows the path of the mount, without a slash in front; '' for the mount itself. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The whole body. Throws `WebError` 413 above the limit of the server. May be called once. */
  body(): Promise<Uint8Array>;
  /** Aborts when the other side hangs up. */
  readonly gone: AbortSignal;
}

export interface Answer {
  readonly status: number;
  /** The media type of the body. */
  readonly type: string;
  /** An iterable is sent piece by piece as it comes, until it ends or the other side hangs up. */
  readonly body: string | Uint8Array | AsyncIterable<string>;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Handler = (asked: Asked) => Promise<Answer>;

export interface Web {
  /** The address that holds the secret, with a slash at the end. For its owner's eyes: never log it. */
  readonly url: string;
  /** Serves everything below `url` + `path` + '/'. `path` is one word; a second mount takes the place of the first. */
  mount(path: string, handler: Handler): void;
}

/**
 * An answer that is no success. `message` is read by whoever asked: a fixed sentence that says what to do
 * instead, and never repeats what was sent.
 */
export class WebError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'WebError';
    this.status = status;
  }
}
