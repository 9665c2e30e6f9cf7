/** From the config to an account with a device whose keys are at hand. */
import type { House } from '../../chat/ports.ts';
import type { MatrixOptions } from './config.ts';
import { openCrypto, type Crypto } from './crypto/index.ts';
import { KeysLost } from './crypto/store.ts';
import { openHttp, type Http } from './http.ts';
import { dropLost, logIn } from './login.ts';
import { noteRenewal } from './renewed.ts';

export interface Connection {
  readonly self: string;
  readonly http: Http;
  readonly crypto: Crypto;
}

/**
 * Where the keys of the device are lost, by a new device. `over` is called when the device is of no use any more:
 * its access token is refused, or its keys are (`fresh`). Throws `OperatorError`.
 */
export async function connect(
  options: MatrixOptions,
  house: House,
  over: (fresh: boolean) => void,
  fresh = false,
): Promise<Connection> {
  const session = await logIn(house, options, fresh);
  const { user, device } = session;
  const { store: folder, password } = options;
  const http = openHttp(options.homeserver, session.token, () => over(false));
  const fatal = () => {
    // What can't be kept must not be said; the next start begins from what is on the disk.
    house.log.error('matrix: the keys can not be written any more, so the program ends');
    process.exit(1);
  };
  try {
    const crypto = await openCrypto({ house, http, user, device, folder, password, fatal, stale: () => over(true) });
    if (session.lost !== undefined) await noteRenewal(house.keep);
    await dropLost(house, http, session, password);
    return { self: user, http, crypto };
  } catch (error) {
    http.stop();
    if (!(error instanceof KeysLost) || fresh) throw error;
    return connect(options, house, over, true);
  }
}
