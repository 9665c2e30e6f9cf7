/** Matrix. What it can't do stands in the readme beside this file. */
import { setTimeout as pause } from 'node:timers/promises';
import { Fault, OperatorError } from '../../chat/outcome.ts';
import type { Platform } from '../../chat/platform.ts';
import type { House, Keep } from '../../chat/ports.ts';
import { minutes } from '../../time/clock.ts';
import { checkMatrix } from './check.ts';
import type { MatrixOptions } from './config.ts';
import { connect, type Connection } from './connect.ts';
import type { Crypto } from './crypto/index.ts';
import { openDirects, type Directs } from './directs.ts';
import { fetchFile } from './files.ts';
import { tokenRefused, type Http } from './http.ts';
import { openInvites, type Invites } from './invites.ts';
import { notingLimits } from './limited.ts';
import { newListener } from './listen.ts';
import { homeserverDown } from './login.ts';
import { measure } from './render.ts';
import { openRenewed, type Renewed } from './renewed.ts';
import { openRooms } from './rooms.ts';
import { newSender, type Sender } from './send.ts';
import { watchSpaces, type Spaces } from './spaces.ts';
import { newSync, type Sync } from './sync.ts';
import { openTopics } from './topics.ts';
import { openVisits, type Visits } from './visits.ts';

/** Everything that lives from `start` to `stop`. */
interface Running {
  readonly http: Http;
  readonly crypto: Crypto;
  readonly sender: Sender;
  readonly sync: Sync;
  readonly renewed: Renewed;
  readonly invites: Invites;
  readonly visits: Visits;
  readonly spaces: Spaces;
  readonly directs: Directs;
}

/** Bytes of a file that homeservers take by default. */
const largestFile = 50_000_000;
const betweenTries = minutes(1);

export function matrix(options: MatrixOptions): Platform {
  let running: Running | undefined;
  let renewal: Promise<void> | undefined;
  let keep: Keep | undefined;
  const stopping = new AbortController();
  const up = (): Running => {
    if (!running) throw new Fault('down', 'matrix: not started');
    return running;
  };

  async function begins(house: House, fresh = false): Promise<void> {
    keep = house.keep;
    const over = (fresh: boolean) => {
      if (running) renewal = renew(house, fresh);
    };
    running = await begin(options, house, over, fresh);
    await running.sync.start();
    running?.renewed.begin();
  }

  async function ends(): Promise<void> {
    if (!running) return;
    const { sync, crypto, http, invites, visits, spaces, directs, renewed } = running;
    running = undefined;
    http.stop();
    for (const each of [invites, visits, spaces, directs, renewed]) each.stop();
    await sync.stop();
    await crypto.close();
  }

  /** Its device is of no use any more: the bot logs in anew, where it can. */
  async function renew(house: House, fresh: boolean): Promise<void> {
    house.log.error(fresh ? 'matrix: the keys of this device are older than the homeserver’s' : tokenRefused);
    await ends();
    while (!stopping.signal.aborted) {
      try {
        return await begins(house, fresh);
      } catch (error) {
        await ends();
        const label = error instanceof Fault || error instanceof OperatorError ? error.label : 'matrix: a bug';
        house.log.error(label);
        if (!(error instanceof Fault) && label !== homeserverDown) return;
        await pause(betweenTries, undefined, { signal: stopping.signal }).catch(() => {});
      }
    }
  }

  return {
    name: 'matrix',
    limits: { text: 8_000, measure, prefix: '!haven ', choices: 0, label: 80, file: largestFile },
    candour: [options.cases_without_encryption ? 'matrix-candour-plain' : 'matrix-candour'],
    start: (house) => begins(house),
    async stop() {
      stopping.abort();
      await ends();
      await renewal;
      await ends();
    },
    send: async (post) => up().sender.send(post),
    find: async (post) => up().sender.find(post),
    remove: async (what) => up().sender.remove(what),
    edit: async (what, message) => up().sender.edit(what, message),
    redact: async (place, message) => up().sender.redact(place, message),
    fetch: async (file) => fetchFile(up().http, up().crypto, file, largestFile),
    redactsPrivate: true,
    check: async (of, kept) => checkMatrix(options, of, kept ?? keep),
  };
}

async function begin(
  options: MatrixOptions,
  house: House,
  over: (fresh: boolean) => void,
  fresh: boolean,
): Promise<Running> {
  const connection = await connect(options, house, over, fresh);
  try {
    return await run(options, house, connection);
  } catch (error) {
    connection.http.stop();
    await connection.crypto.close();
    throw error;
  }
}

async function run(options: MatrixOptions, house: House, connection: Connection): Promise<Running> {
  const { self, crypto } = connection;
  const http = notingLimits(connection.http, house);
  const plainAllowed = options.cases_without_encryption;
  const rooms = await openRooms(http, self);
  const directs = await openDirects({ house, http, rooms, crypto, self, plainAllowed });
  const topics = await openTopics(house);
  const invites = await openInvites({ house, http, rooms, directs, self });
  const visits = await openVisits({ house, http, rooms, directs });
  const spaces = watchSpaces({ house, rooms, directs, self, plainAllowed });
  await spaces.begin();
  const listener = newListener({ house, http, rooms, directs, spaces, topics, crypto, self });
  const sender = newSender({ house, http, rooms, directs, spaces, topics, crypto, self, plainAllowed });
  const sync = newSync({ house, http, rooms, directs, spaces, crypto, listener, invites, self });
  const renewed = openRenewed({ house, http, rooms, directs, crypto });
  return { http, crypto, sender, sync, invites, visits, spaces, directs, renewed };
}
