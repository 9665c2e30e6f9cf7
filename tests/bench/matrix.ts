/** How long somebody on Matrix waits for the first answer, beside a bare bot with the same transport and encryption. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { until } from '../support/until.ts';
import { openCommunity, openGround, type Community, type Ground } from '../matrix/harness.ts';
import type { Member } from '../matrix/members.ts';
import { openProgram } from '../matrix/program.ts';
import type { Registered } from '../matrix/synapse.ts';
import { openTeam } from '../matrix/team.ts';
import { against, median, quantile, type Bench } from './figures.ts';

const people = 30;
/** Not counted. */
const warmUp = 3;
/** Parts of a story by each of them. */
const parts = 4;
/** In milliseconds. */
const patience = 60_000;

type Name = 'haven' | 'echo';
type Times = Readonly<Record<Name, number[]>>;

export const matrix: Bench = {
  name: 'matrix',
  about: 'an encrypted private message until its answer, over a real Synapse, against a bare echo bot',
  async run(tell, note) {
    const ground = await openGround();
    const folder = mkdtempSync(join(tmpdir(), 'haven-bench-'));
    const community = await openCommunity(ground);
    const { user, password } = community.bot;
    const haven = await openProgram({ homeserver: ground.synapse.url, user, password }, folder);
    let stopEcho = async () => {};
    try {
      haven.start();
      await haven.ready();
      await openTeam(community, []);
      const other = await ground.synapse.register('Echo');
      stopEcho = await echo(ground.synapse.url, other, folder);
      const first = { haven: [] as number[], echo: [] as number[] };
      const story = { haven: [] as number[], echo: [] as number[] };
      for (let at = 0; at < warmUp + people; at += 1) {
        const [firsts, stories] = at < warmUp ? [nowhere(), nowhere()] : [first, story];
        await visit(ground, community, { haven: user, echo: other.user }, at, firsts, stories);
        if ((at + 1) % 10 === 0) note(`${at + 1} people of ${warmUp + people}`);
      }
      for (const [what, took] of Object.entries({ 'first message': first, 'part of a story': story })) {
        const at = (part: number): [number, number] => [quantile(took.haven, part), quantile(took.echo, part)];
        tell(against('matrix', `${what}, median`, 'ms', median(took.haven), median(took.echo), 'ratio <= 1.3'));
        tell(against('matrix', `${what}, p99`, 'ms', ...at(0.99), null));
      }
    } finally {
      await stopEcho();
      await haven.end();
      await community.proxy.close();
      await ground.end();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

const nowhere = (): Times => ({ haven: [], echo: [] });

async function echo(homeserver: string, { user, password }: Registered, folder: string): Promise<() => Promise<void>> {
  const file = join(import.meta.dirname, 'matrixecho.ts');
  const child = spawn(process.execPath, [file, homeserver, user, password, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => line === 'ready' && resolve());
    child.once('exit', (code) => reject(new Error(`The echo bot ended by itself, with ${code}.`)));
  });
  return async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    await exited;
  };
}

/** Somebody new who writes the same to both, by turns; every other one begins with the other. */
async function visit(
  ground: Ground,
  community: Community,
  bots: Readonly<Record<Name, string>>,
  at: number,
  first: Times,
  story: Times,
): Promise<void> {
  const member = await community.member(`Person ${at}`);
  const watch = await openWatch(ground.synapse.url, member);
  const names: readonly Name[] = at % 2 === 0 ? ['haven', 'echo'] : ['echo', 'haven'];
  const rooms = new Map<Name, string>();
  for (const name of names) {
    const room = await member.creates({ encrypted: true, direct: true, invite: [bots[name]] });
    await until(async () => (await member.membersOf(room)).includes(bots[name]), patience);
    rooms.set(name, room);
  }
  const says = async (name: Name, text: string) => {
    const room = rooms.get(name)!;
    const [took] = await Promise.all([watch.answer(room, bots[name]), member.says(room, text)]);
    return took;
  };
  for (const name of names) first[name].push(await says(name, 'hello'));
  for (const name of names) await says(name, '1');
  for (let part = 0; part < parts; part += 1)
    for (const name of names) story[name].push(await says(name, `Somebody pushed me at the meetup, on day ${part}.`));
}

interface Watch {
  /** From the moment at which the homeserver takes the next message of this person in a room to that at which it gives out what the bot says then; in milliseconds. */
  answer(room: string, bot: string): Promise<number>;
}

/** By a second login without keys: what reads on somebody's phone would be a part of every time that is measured. */
async function openWatch(homeserver: string, { account, registered: { password } }: Member): Promise<Watch> {
  const api = `${homeserver}/_matrix/client/v3`;
  const identifier = { type: 'm.id.user', user: account };
  const login = { method: 'POST', body: JSON.stringify({ type: 'm.login.password', identifier, password }) };
  const { access_token: token }: any = await (await fetch(`${api}/login`, login)).json();
  const sync = async (timeout: number, since = '') => {
    const from = since === '' ? '' : `&since=${since}`;
    const answer = await fetch(`${api}/sync?timeout=${timeout}${from}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    return (await answer.json()) as any;
  };
  let since: string = (await sync(0)).next_batch;
  return {
    async answer(room, bot) {
      const end = performance.now() + patience;
      for (let sent: number | undefined; performance.now() < end;) {
        const told = await sync(patience, since);
        const now = Date.now();
        since = told.next_batch;
        for (const event of told.rooms?.join?.[room]?.timeline?.events ?? []) {
          if (event.type !== 'm.room.encrypted') continue;
          if (event.sender === account) sent = event.origin_server_ts;
          else if (event.sender === bot && sent !== undefined) return now - sent;
        }
      }
      throw new Error('A message has no answer.');
    },
  };
}
