/** Who we are on the homeserver: an account, a device and its access token, kept sealed. */
import { OperatorError } from '../../chat/outcome.ts';
import type { House, Keep } from '../../chat/ports.ts';
import { MatrixFault, openHttp, path, tokenRefused, type Http } from './http.ts';
import { withPassword } from './password.ts';

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

/** As it is kept; `given`: the access token that stood in the config at that time. */
interface Kept extends Session {
  readonly given?: string;
}

const shelf = 'session';
const deviceName = 'Haven';
export const homeserverDown = 'matrix: the homeserver can not be reached';

/** The session of the last start, or a new one; `fresh`: the keys are lost, so it must be a new device. Throws `OperatorError`. */
export async function logIn(house: House, given: Credentials, fresh: boolean): Promise<Session> {
  await reach(given.homeserver);
  const found = await house.keep.get(shelf);
  const last = found === undefined ? undefined : (JSON.parse(found) as Kept);
  const kept = last?.user === given.user ? last : undefined;
  const state = kept && !fresh && isStill(kept, given) ? await stateOf(given, kept) : 'none';
  if (kept && state === 'good') return kept;
  if (state !== 'none') house.log.error(tokenRefused);
  const reusable = state === 'expired' ? kept?.device : undefined;
  const made = await newSession(given, kept, reusable);
  const lost = kept && kept.device !== made.device ? kept.device : kept?.lost;
  const session: Kept = {
    ...made,
    ...(lost === undefined ? {} : { lost }),
    ...(given.access_token === undefined ? {} : { given: given.access_token }),
  };
  await house.keep.put(shelf, JSON.stringify(session));
  return session;
}

/**
 * A short visit that leaves nothing behind: with the session that is kept, or with the access token; with the
 * password alone a session is made and ended. The work is told whose device it is, where that one is kept. Throws
 * `OperatorError` where neither is accepted.
 */
export async function visit<T>(
  given: Credentials,
  kept: Pick<Keep, 'get'>,
  work: (http: Http, session: Session | undefined) => Promise<T>,
): Promise<T> {
  const found = await kept.get(shelf);
  const last = found === undefined ? undefined : (JSON.parse(found) as Kept);
  const mine = last?.user === given.user && isStill(last, given) ? last : undefined;
  if (mine && (await stateOf(given, mine)) === 'good') return work(openHttp(given.homeserver, mine.token), mine);
  const made = await newSession(given, mine, undefined);
  const http = openHttp(given.homeserver, made.token);
  try {
    return await work(http, mine && { ...mine, token: made.token });
  } finally {
    if (made.token !== given.access_token)
      await http.call({ method: 'POST', path: path('logout'), body: {} }).catch(() => undefined);
  }
}

/** Another access token in the config is another device. */
const isStill = (kept: Kept, { access_token: token }: Credentials): boolean =>
  token === undefined || token === kept.given;

/** Takes the lost device off the account, where the homeserver lets us, and notes that nothing is left to be done. */
export async function dropLost(house: House, http: Http, session: Session, password?: string): Promise<void> {
  if (session.lost === undefined) return;
  const call = { method: 'DELETE', path: path('devices', session.lost), body: {} } as const;
  await withPassword(http.insist, call, { user: session.user, password }).catch((error: unknown) => {
    if (!(error instanceof MatrixFault)) throw error;
    if (error.status !== 404) house.log.warn('matrix: the device whose keys are lost could not be removed');
  });
  const { lost: _, ...rest } = JSON.parse((await house.keep.get(shelf))!) as Kept;
  await house.keep.put(shelf, JSON.stringify(rest));
}

async function newSession(given: Credentials, kept: Kept | undefined, device: string | undefined): Promise<Session> {
  const { access_token: token, password } = given;
  if (token === undefined && password === undefined) throw noCredentials();
  const owner = token === undefined ? undefined : await ownerOf(given, token);
  // A device that was given up does not come back: its keys are gone.
  const known = owner !== undefined && kept !== undefined && [kept.device, kept.lost].includes(owner.device);
  if (owner && !known) return { ...owner, token: token! };
  if (password !== undefined) return byPassword(given, password, device);
  throw owner ? needsNewToken() : refusedToken();
}

async function byPassword(given: Credentials, password: string, device: string | undefined): Promise<Session> {
  const http = openHttp(given.homeserver, '');
  try {
    const answer = await http.insist<{ user_id: string; device_id: string; access_token: string }>({
      method: 'POST',
      path: path('login'),
      body: {
        type: 'm.login.password',
        identifier: { type: 'm.id.user', user: given.user },
        password,
        initial_device_display_name: deviceName,
        ...(device === undefined ? {} : { device_id: device }),
      },
    });
    if (answer.user_id !== given.user) throw otherUser();
    return { user: answer.user_id, device: answer.device_id, token: answer.access_token };
  } catch (error) {
    if (!(error instanceof MatrixFault)) throw error;
    throw error.errcode === 'M_FORBIDDEN' || error.errcode === 'M_USER_DEACTIVATED' ? refusedPassword() : noPasswords();
  }
}

/** Whose a token is; nothing where the homeserver refuses it. */
async function ownerOf(given: Credentials, token: string): Promise<Omit<Session, 'token'> | undefined> {
  try {
    const { user_id: user, device_id: device } = await whoAmI(given.homeserver, token);
    if (user !== given.user) throw otherUser();
    if (device === undefined) throw noDevice();
    return { user, device };
  } catch (error) {
    if (error instanceof MatrixFault && error.status === 401) return undefined;
    throw error instanceof MatrixFault ? unreachable() : error;
  }
}

/** `expired`: the device is still there, and only its token has run out (Matrix specification, "Soft logout"). */
async function stateOf(given: Credentials, { token, device }: Session): Promise<'good' | 'expired' | 'gone'> {
  try {
    return (await whoAmI(given.homeserver, token)).device_id === device ? 'good' : 'gone';
  } catch (error) {
    if (!(error instanceof MatrixFault)) throw error;
    if (error.status !== 401) throw unreachable();
    return error.softLogout ? 'expired' : 'gone';
  }
}

async function whoAmI(homeserver: string, token: string): Promise<{ user_id: string; device_id?: string }> {
  return openHttp(homeserver, token).insist({ method: 'GET', path: path('account', 'whoami') });
}

/** Throws `OperatorError` where there is no homeserver. */
export async function reach(homeserver: string): Promise<void> {
  const asked = openHttp(homeserver, '').call({ method: 'GET', path: '/_matrix/client/versions' });
  const answer = await asked.catch((error: unknown) => {
    throw error instanceof MatrixFault && error.status >= 400 && error.status < 500 ? noHomeserver() : unreachable();
  });
  if (!Array.isArray(Object(answer).versions)) throw noHomeserver();
}

const unreachable = () =>
  new OperatorError(
    homeserverDown,
    'Haven can not reach the homeserver. Check that this machine is online, that the homeserver is running and that matrix.homeserver in the config is right, then start again.',
  );

const noHomeserver = () =>
  new OperatorError(
    'matrix: no homeserver',
    'At the address in matrix.homeserver there is no Matrix homeserver. It often has another name than the one in user ids: look at https://<name>/.well-known/matrix/client, and put the base_url from there into the config.',
  );

const noCredentials = () =>
  new OperatorError(
    'matrix: neither password nor token',
    'Haven needs the password of its Matrix account. Put it into the config as matrix.password, or an access token as matrix.access_token.',
  );

const refusedPassword = () =>
  new OperatorError(
    'matrix: the password is refused',
    'The homeserver knows no account with this user id and password. Check matrix.user and matrix.password in the config, and that the account is not deactivated.',
  );

const noPasswords = () =>
  new OperatorError(
    'matrix: no log in by password',
    'The homeserver does not let an account log in by its password. Get an access token from whoever runs the homeserver, and put it into the config as matrix.access_token.',
  );

const refusedToken = () =>
  new OperatorError(
    'matrix: the token is refused',
    'The homeserver refuses the access token. Make a new one, on which nothing else runs, and put it into the config as matrix.access_token; or put the password into matrix.password, and Haven logs in by itself.',
  );

const otherUser = () =>
  new OperatorError(
    'matrix: the account of somebody else',
    'What stands in the config as matrix.access_token or matrix.password does not belong to the account in matrix.user. Put the user id and the token or password of the same account there.',
  );

const noDevice = () =>
  new OperatorError(
    'matrix: a token without a device',
    'The access token belongs to no device, so nothing can be encrypted with it. Log in to the account of Haven by its password to get another one, or put the password into the config as matrix.password.',
  );

const needsNewToken = () =>
  new OperatorError(
    'matrix: the keys are lost',
    'The encryption keys that belong to this access token are not in the folder of matrix.store, or can not be read. If you have moved the folder, put it back. If they are gone, make a new access token by logging in once more, and put it into the config as matrix.access_token; or put the password into matrix.password, and Haven mends this by itself.',
  );
