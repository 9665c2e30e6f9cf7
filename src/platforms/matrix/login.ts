/** Who we are on the homeserver: an account, a device and its access token, kept sealed. */
import type { House } from '../../chat/ports.ts';

export interface Session {
  readonly user: string;
  readonly device: string;
  readonly token: string;
  /** The device before this one, whose keys are lost: it is still to be removed. */
  readonly lost?: string;
}

export interface Credentials {
  readonly homeserver: string;
  readonly user: string;
  readonly password?: string | undefined;
  readonly access_token?: string | undefined;
}

/** The session of the last start, or a new one; `fresh`: the keys are lost, so it must be a new device. Throws `OperatorError`. */
export async function logIn(_house: House, _given: Credentials, _fresh: boolean): Promise<Session> {
  throw new Error('not built');
}
