/**
 * A real homeserver for tests: Synapse from Debian's packages (`synapse.sh`), or one that the environment names
 * (`HAVEN_TEST_HOMESERVER` and `HAVEN_TEST_REGISTRATION_SECRET`, which the set-up of a run sets as well). One
 * Synapse serves a whole run, so every test makes users and rooms of its own.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createHmac, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../support/until.ts';

export interface Registered {
  /** The whole user id. */
  readonly user: string;
  readonly password: string;
  readonly token: string;
  readonly device: string;
}

export interface Synapse {
  readonly url: string;
  /** Its `registration_shared_secret`. */
  readonly secret: string;
  /** A new account; something is added to the name, so that the same one can be asked for again and again. */
  register(name: string, how?: { admin?: boolean }): Promise<Registered>;
  /** From now on nothing that this account does comes too soon (Synapse's admin API, "Override ratelimiting"). */
  overrideRateLimit(user: string): Promise<void>;
  /** Only of one that was started by `own`; what is to happen while it is away. */
  restart(meanwhile?: () => Promise<void>): Promise<void>;
  /** Ends it; does nothing to one that others use as well. */
  stop(): Promise<void>;
}

export interface SynapseOptions {
  /** `default`: as Synapse comes. */
  readonly limits?: 'generous' | 'default';
  /** Used by nobody else: it can be restarted, and is ended by `stop`. One with default limits always is. */
  readonly own?: boolean;
  /** It speaks with other homeservers on this machine; then nobody else uses it. */
  readonly federates?: boolean;
}

const script = join(import.meta.dirname, 'synapse.sh');
/** Where Synapse and nio are unpacked; below it, in `srv`, lies the data of what runs in there. */
export const root = process.env['HAVEN_SYNAPSE_ROOT'] ?? join(tmpdir(), 'haven-synapse');

/** The environment of what runs in there: nothing of this process's is needed. */
const environment = {
  HAVEN_SYNAPSE_ROOT: root,
  PATH: process.env['PATH'] ?? '',
  LANG: 'C.UTF-8',
  PYTHONUNBUFFERED: '1',
};

export async function startSynapse(options: SynapseOptions = {}): Promise<Synapse> {
  const { limits = 'generous', federates = false, own = federates } = options;
  const url = process.env['HAVEN_TEST_HOMESERVER'];
  const secret = process.env['HAVEN_TEST_REGISTRATION_SECRET'];
  if (url && secret && limits === 'generous' && !own) return speaker(url.replace(/\/$/u, ''), secret);
  unpack();
  return run(limits, federates);
}

/** Runs Python where nio is installed: in the unpacked packages, else what the machine calls python3. */
export function spawnPython(args: readonly string[]): ChildProcess {
  const [program, all] = hasPackages() ? [script, ['python', ...args]] : ['python3', args];
  return spawn(program, all, { env: environment, stdio: ['pipe', 'pipe', 'pipe'] });
}

export const hasPackages = (): boolean => missing() === undefined;

/** What is missing for unpacking Debian's packages; they are unpacked, if nothing is. */
function missing(): string | undefined {
  const { status, stdout, stderr } = spawnSync(script, ['build'], {
    env: { ...process.env, ...environment },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return status === 0 ? undefined : `${stdout}\n${stderr}`.trim().split('\n').at(-1);
}

function unpack(): void {
  const reason = missing();
  if (reason !== undefined)
    throw new Error(
      `These tests need a Synapse, and none can be started here: ${reason}. Name one by HAVEN_TEST_HOMESERVER (its ` +
        'address) and HAVEN_TEST_REGISTRATION_SECRET (its registration_shared_secret).',
    );
}

async function run(limits: 'generous' | 'default', federates: boolean): Promise<Synapse> {
  const id = randomBytes(6).toString('hex');
  const [folder, inside] = [join(root, 'srv', id), `/srv/${id}`];
  const secret = randomBytes(24).toString('hex');
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  mkdirSync(folder, { recursive: true });
  // JSON is YAML.
  const write = (name: string, content: unknown) => writeFileSync(join(folder, name), JSON.stringify(content));
  write('homeserver.yaml', {
    ...settings(inside, port, secret),
    ...(limits === 'generous' ? generous() : {}),
    ...(federates ? await amongOthers(inside, port) : {}),
  });
  write('log.yaml', logging(inside));
  writeFileSync(
    join(folder, 'signing.key'),
    `ed25519 a_test ${randomBytes(32).toString('base64').replace(/=+$/u, '')}\n`,
  );

  let child: ChildProcess;
  const start = async () => {
    child = spawnPython(['-m', 'synapse.app.homeserver', '-c', `${inside}/homeserver.yaml`]);
    let said = '';
    for (const stream of [child.stdout!, child.stderr!])
      stream.on('data', (some) => (said = (said + some).slice(-2_000)));
    const ready = await until(async () => {
      if (child.exitCode !== null) return 'ended';
      return (await fetch(`${url}/_matrix/client/versions`)).ok && 'serves';
    }, 90_000);
    if (ready === 'ended') throw new Error(`Synapse ended at its start: ${said}`);
  };
  const end = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  };
  await start();
  return {
    ...speaker(url, secret),
    async restart(meanwhile = async () => {}) {
      await end();
      await meanwhile();
      await start();
    },
    async stop() {
      await end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A homeserver that runs already. */
function speaker(url: string, secret: string): Synapse {
  let admin: Promise<Registered> | undefined;
  const api = `${url}/_synapse/admin/v1`;
  const ask = async (path: string, body?: object, token?: string): Promise<any> => {
    const answer = await fetch(api + path, {
      method: body ? 'POST' : 'GET',
      ...(body ? { body: JSON.stringify(body) } : {}),
      headers: token ? { authorization: `Bearer ${token}` } : {},
    });
    if (!answer.ok) throw new Error(`Synapse's admin API refused ${path.split('/')[1]}: ${answer.status}`);
    return answer.json();
  };
  const here: Synapse = {
    url,
    secret,
    async register(name, how = {}) {
      const { nonce } = await ask('/register');
      const username = `${name.toLowerCase().replaceAll(/[^a-z0-9]/gu, '')}-${randomBytes(5).toString('hex')}`;
      const password = randomBytes(9).toString('hex');
      const parts = [nonce, username, password, how.admin ? 'admin' : 'notadmin'];
      const mac = createHmac('sha1', secret).update(parts.join('\0')).digest('hex');
      const made = { nonce, username, displayname: name, password, admin: how.admin ?? false, mac };
      const { user_id: user, access_token: token, device_id: device } = await ask('/register', made);
      return { user, password, token, device };
    },
    async overrideRateLimit(user) {
      admin ??= here.register('admin', { admin: true });
      const none = { messages_per_second: 0, burst_count: 0 };
      await ask(`/users/${encodeURIComponent(user)}/override_ratelimit`, none, (await admin).token);
    },
    restart: () => Promise.reject(new Error('Others use this Synapse, too.')),
    async stop() {},
  };
  return here;
}

const settings = (inside: string, port: number, secret: string) => ({
  server_name: 'localhost',
  public_baseurl: `http://127.0.0.1:${port}/`,
  listeners: [{ port, type: 'http', tls: false, bind_addresses: ['127.0.0.1'], resources: [{ names: ['client'] }] }],
  database: { name: 'sqlite3', args: { database: `${inside}/homeserver.db` } },
  media_store_path: `${inside}/media`,
  signing_key_path: `${inside}/signing.key`,
  log_config: `${inside}/log.yaml`,
  pid_file: `${inside}/homeserver.pid`,
  report_stats: false,
  trusted_key_servers: [],
  suppress_key_server_warning: true,
  federation_domain_whitelist: [],
  macaroon_secret_key: `${secret}-m`,
  form_secret: `${secret}-f`,
  registration_shared_secret: secret,
  presence: { enabled: false },
  bcrypt_rounds: 4,
  // Whom somebody takes invitations from.
  experimental_features: { msc4155_enabled: true },
  max_upload_size: '60M',
});

/**
 * A homeserver that others on this machine find by its name, which is an address (Matrix specification, "Server
 * discovery"). Nobody vouches for its certificate, and whoever was away is asked again soon.
 */
async function amongOthers(inside: string, port: number): Promise<object> {
  const at = await freePort();
  const [key, certificate] = [`${inside}/tls.key`, `${inside}/tls.crt`];
  const made = `req -x509 -newkey rsa:2048 -nodes -subj /CN=127.0.0.1 -days 2 -keyout ${key} -out ${certificate}`;
  const openssl = spawnPython([
    '-c',
    'import os, sys; os.execvp("openssl", ["openssl", *sys.argv[1:]])',
    ...made.split(' '),
  ]);
  const [code] = (await once(openssl, 'exit')) as [number | null];
  if (code !== 0) throw new Error('A certificate for Synapse could not be made.');
  const listener = { type: 'http', bind_addresses: ['127.0.0.1'] };
  const retries = { destination_min_retry_interval: '1s', destination_max_retry_interval: '2s', client_timeout: '10s' };
  return {
    server_name: `127.0.0.1:${at}`,
    listeners: [
      { ...listener, port, tls: false, resources: [{ names: ['client'] }] },
      { ...listener, port: at, tls: true, resources: [{ names: ['federation'] }] },
    ],
    tls_certificate_path: certificate,
    tls_private_key_path: key,
    federation_domain_whitelist: null,
    federation_verify_certificates: false,
    ip_range_blacklist: [],
    federation_ip_range_blacklist: [],
    federation: retries,
    rc_federation: { window_size: 1_000, sleep_limit: 10_000, sleep_delay: 1, reject_limit: 10_000, concurrent: 30 },
  };
}

const logging = (inside: string) => ({
  version: 1,
  formatters: { plain: { format: '%(asctime)s %(levelname)s %(name)s %(message)s' } },
  handlers: { file: { class: 'logging.FileHandler', formatter: 'plain', filename: `${inside}/log` } },
  root: { level: 'WARNING', handlers: ['file'] },
  disable_existing_loggers: false,
});

/** Every limit of Synapse's, lifted: with one forgotten a test would wait in silence. */
function generous(): object {
  const all = { per_second: 100_000, burst_count: 100_000 };
  const plain = (
    'message registration registration_token_validity admin_redaction reports room_creation key_requests ' +
    'third_party_invite media_create 3pid_validation joins_per_room user_directory delayed_event_mgmt'
  ).split(' ');
  return {
    ...Object.fromEntries(plain.map((name) => [`rc_${name}`, all])),
    rc_login: { address: all, account: all, failed_attempts: all },
    rc_joins: { local: all, remote: all },
    rc_invites: { per_room: all, per_user: all, per_issuer: all },
    rc_presence: { per_user: all },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
