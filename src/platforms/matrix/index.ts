/** Matrix. What it can't do stands in the readme beside this file. */
import { z } from 'zod';
import { Fault } from '../../chat/outcome.ts';
import type { Platform } from '../../chat/platform.ts';
import type { House } from '../../chat/ports.ts';
import { checkMatrix } from './check.ts';
import { openCrypto, type Crypto } from './crypto/index.ts';
import { openDirects } from './directs.ts';
import { openHttp, type Http } from './http.ts';
import { openInvites } from './invites.ts';
import { newListener } from './listen.ts';
import { logIn } from './login.ts';
import { openRooms } from './rooms.ts';
import { newSender, type Sender } from './send.ts';
import { watchSpaces } from './spaces.ts';
import { newSync, type Sync } from './sync.ts';
import { openTopics } from './topics.ts';

export const matrixConfig = z.strictObject({
  homeserver: z
    .url({ protocol: /^https?$/ })
    .meta({ example: 'https://matrix.example.org' })
    .describe('The address of the homeserver on which the bot has its account.'),
  user: z
    .string()
    .regex(/^@[^:]+:.+$/u, 'expected a whole user id such as @haven:example.org')
    .meta({ example: '@haven:example.org' })
    .describe('The user id of the bot’s account, which nobody else uses.'),
  password: z
    .string()
    .min(1)
    .optional()
    .describe('The password of the account; with it the bot can mend a lost key store by itself.')
    .meta({ secret: true }),
  access_token: z
    .string()
    .min(1)
    .optional()
    .describe('An access token of its own, in the place of the password.')
    .meta({ secret: true }),
  store: z
    .string()
    .min(1)
    .default('./data/matrix')
    .meta({ path: true })
    .describe(
      'The folder in which the bot’s encryption keys are kept, sealed. It must not be lost, nor restored from an old backup.',
    ),
  cases_without_encryption: z
    .boolean()
    .default(false)
    .describe(
      'Whether cases may go into rooms that are not encrypted, where the homeserver can read them; better not.',
    ),
});

export type MatrixOptions = z.infer<typeof matrixConfig>;

/** Everything that lives from `start` to `stop`. */
interface Running {
  readonly http: Http;
  readonly crypto: Crypto;
  readonly sender: Sender;
  readonly sync: Sync;
}

/** Bytes of a file that homeservers take by default. */
const largestFile = 50_000_000;

export function matrix(options: MatrixOptions): Platform {
  let running: Running | undefined;
  const up = (): Running => {
    if (!running) throw new Fault('down', 'matrix: not started');
    return running;
  };
  return {
    name: 'matrix',
    limits: { text: 8_000, prefix: '!haven ', choices: 0, label: 80, file: largestFile },
    candour: [options.cases_without_encryption ? 'matrix-candour-plain' : 'matrix-candour'],
    async start(house) {
      running = await begin(options, house);
      await running.sync.start();
    },
    async stop() {
      if (!running) return;
      const { sync, crypto, http } = running;
      running = undefined;
      http.stop();
      await sync.stop();
      await crypto.close();
    },
    send: async (post) => up().sender.send(post),
    find: async (post, others) => up().sender.find(post, others),
    remove: async (what) => up().sender.remove(what),
    edit: async (what, message) => up().sender.edit(what, message),
    redact: async (place, message) => up().sender.redact(place, message),
    check: async (of) => checkMatrix(options, of),
  };
}

async function begin(options: MatrixOptions, house: House): Promise<Running> {
  const session = await logIn(house, options, false);
  const http = openHttp(options.homeserver, session.token);
  const { user: self, device } = session;
  const fatal = () => process.exit(1);
  const crypto = await openCrypto({
    house,
    http,
    user: self,
    device,
    folder: options.store,
    password: options.password,
    fatal,
  });
  const plainAllowed = options.cases_without_encryption;
  const rooms = await openRooms(http, self);
  const directs = await openDirects({ house, http, rooms, crypto, self });
  const topics = await openTopics(house);
  const invites = await openInvites({ house, http, rooms, self });
  const spaces = watchSpaces({ house, rooms, self, plainAllowed });
  await spaces.begin();
  const listener = newListener({ house, rooms, directs, topics, crypto, self });
  const sender = newSender({ house, http, rooms, directs, topics, crypto, self, plainAllowed });
  const sync = newSync({ house, http, rooms, crypto, listener, invites, self });
  return { http, crypto, sender, sync };
}
