/** A Postgres of our own: made for one run in a temporary folder, on loopback, and removed afterwards. */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

export interface Cluster {
  readonly port: number;
  /** Makes an empty database and gives its URL. */
  database(): Promise<string>;
  url(database: string, password?: string): string;
  /** As a power cut: nothing is written down first. */
  crash(): void;
  start(): void;
  remove(): void;
}

const password = 'only-for-tests';

export async function startCluster(): Promise<Cluster> {
  const bin = binaries();
  const folder = mkdtempSync(join(tmpdir(), 'haven-postgres-'));
  const data = join(folder, 'data');
  const port = await freePort();
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, password);
  const run = asServer(folder);
  run(join(bin, 'initdb'), [
    '-D',
    data,
    '-U',
    'haven',
    '-A',
    'scram-sha-256',
    `--pwfile=${passwordFile}`,
    '-E',
    'UTF8',
    '--locale-provider=icu',
    '--icu-locale=en-US',
    '--locale=C',
  ]);
  const start = () =>
    run(join(bin, 'pg_ctl'), [
      '-D',
      data,
      '-w',
      '-l',
      join(folder, 'log'),
      '-o',
      `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${folder}`,
      'start',
    ]);
  const stop = () => run(join(bin, 'pg_ctl'), ['-D', data, '-m', 'immediate', '-w', 'stop']);
  start();
  const url = (database: string, secret = password) => `postgres://haven:${secret}@127.0.0.1:${port}/${database}`;
  let made = 0;
  return {
    port,
    url,
    start,
    crash: stop,
    async database() {
      const client = new pg.Client(url('postgres'));
      await client.connect();
      const name = `test${(made += 1)}`;
      await client.query(`CREATE DATABASE ${name}`);
      await client.end();
      return url(name);
    },
    remove() {
      if (existsSync(join(data, 'postmaster.pid'))) stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function binaries(): string {
  const root = '/usr/lib/postgresql';
  const versions = existsSync(root)
    ? readdirSync(root)
        .map(Number)
        .filter((each) => each >= 15)
    : [];
  const newest = Math.max(...versions);
  if (versions.length > 0) return join(root, String(newest), 'bin');
  throw new Error(
    `These tests need the programs of Postgres 15 or later in ${root}. On Debian: apt-get install postgresql`,
  );
}

/** Postgres refuses to run as root, so root lends itself to the user that came with Postgres. */
function asServer(folder: string): (program: string, args: readonly string[]) => void {
  const isRoot = process.getuid?.() === 0;
  if (isRoot) {
    const entry = readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .find((line) => line.startsWith('postgres:'));
    if (!entry)
      throw new Error('These tests were started by root, so they need a user named postgres to run the server as.');
    const [, , uid, gid] = entry.split(':').map(Number);
    chmodSync(folder, 0o700);
    chownSync(folder, uid!, gid!);
  }
  return (program, args) => {
    const [command, all] = isRoot ? ['runuser', ['-u', 'postgres', '--', program, ...args]] : [program, args];
    const { status, stderr } = spawnSync(command, all as string[], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    if (status !== 0) throw new Error(`${program} failed: ${stderr}`);
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
