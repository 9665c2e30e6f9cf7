/**
 * The long proofs: `npm run proof -- [NAME …]`, all of them without a name. Each run leaves a dated record
 * with the machine and the commit in `docs/proof/`, whether it succeeded or not.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { dirname, join } from 'node:path';

interface Proof {
  readonly name: string;
  /** What holds when it succeeds. */
  readonly claim: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

const root = join(import.meta.dirname, '..', '..');
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');

const proofs: readonly Proof[] = [
  {
    name: 'kill',
    claim: '200 random kills during 1,000 reports on the playground: nothing lost, nothing said twice.',
    args: ['tests/proof/kill.ts'],
  },
  {
    name: 'faults',
    claim:
      '500 reports on the test Discord, which drops, limits, fails and forgets at random, while people close their private messages and the program is killed 25 times: nothing lost, nothing twice, and what could not be delivered is kept for its reader.',
    args: ['tests/proof/faults.ts'],
  },
  {
    name: 'matrix',
    claim:
      '2,000 messages of members in a burst over a real Synapse, while the program is killed five times: nothing lost, nothing twice, nothing unreadable on either side.',
    args: ['tests/proof/matrix.ts'],
  },
  {
    name: 'matrix-keys',
    claim:
      'Over 100,000 encrypted messages and two years all can be read when they come, also up to 30 days late; keys that nobody needs are gone, no other is, and the file with the keys stops growing: at the end it is at most 1.2 times as large as at 30%.',
    args: ['tests/proof/keystore.ts'],
  },
  {
    name: 'matrix-stories',
    claim:
      'Every story of tests/core holds on Matrix as well: on a real Synapse, with people who write by matrix-nio; but those that need what Matrix has not, each with its reason.',
    args: [vitest, 'run', '--config=vitest.e2e.config.ts', '--project=matrix-stories', '--reporter=verbose'],
    env: { HAVEN_STORIES: 'all' },
  },
  {
    name: 'mutations',
    claim: 'Taking out any one filter of who may hear makes the test of non-interference fail.',
    args: ['tests/proof/mutations.ts'],
  },
  {
    name: 'noninterference',
    claim: 'Whoever is excluded sees the same, byte for byte, in a world with the case and in one without it.',
    args: [vitest, 'run', '--reporter=verbose', 'noninterference'],
    env: { HAVEN_RUNS: '500' },
  },
  {
    name: 'rota',
    claim:
      'Who is on duty, and where nobody is, is what an oracle finds that walks minute by minute: ten random rotas around each change of the clocks of ten zones from 2015 to 2035, and two hundred whole weeks.',
    args: [vitest, 'run', '--project=house', '--reporter=verbose', 'rota/oracle'],
    env: { HAVEN_RUNS: '10' },
  },
  {
    name: 'always',
    claim:
      'Whatever happens to a team, over stops of the program for hours: never one alone, no case in silence, each call once, and a shift that begins at nine is told at nine.',
    args: [vitest, 'run', '--reporter=verbose', '--project=house', 'always'],
    env: { HAVEN_RUNS: '500' },
  },
];

const names = process.argv.slice(2);
const unknown = names.filter((name) => !proofs.some((each) => each.name === name));
if (unknown.length > 0) {
  console.error(`There is no proof ${unknown.join(', ')}. There are: ${proofs.map(({ name }) => name).join(', ')}.`);
  process.exitCode = 2;
} else {
  for (const proof of proofs.filter(({ name }) => names.length === 0 || names.includes(name))) {
    console.log(`${proof.name}: ${proof.claim}`);
    const result = await prove(proof);
    const file = join(root, 'docs', 'proof', `${result.began.toISOString().slice(0, 10)}-${proof.name}.md`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, record(proof, result));
    console.log(`${result.good ? 'Holds' : 'FAILS'}. The record is ${file}`);
    if (!result.good) process.exitCode = 1;
  }
}

interface Result {
  readonly began: Date;
  readonly seconds: number;
  readonly good: boolean;
  readonly output: string;
}

/** Runs it in a process of its own; what it says is shown and kept. Its progress is shown only. */
async function prove({ args, env }: Proof): Promise<Result> {
  const began = new Date();
  const child = spawn(process.execPath, [...args], {
    cwd: root,
    env: { ...process.env, NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    output += piece;
    process.stdout.write(piece);
  });
  const [code] = (await once(child, 'close')) as [number | null];
  const seconds = Math.round((Date.now() - began.getTime()) / 1_000);
  return { began, seconds, good: code === 0, output: output.replaceAll(`${root}/`, '').replaceAll(root, '.').trim() };
}

function record({ name, claim, args, env = {} }: Proof, { began, seconds, good, output }: Result): string {
  const set = Object.entries(env).map(([key, value]) => `${key}=${value}`);
  const command = [...set, 'node', ...args].join(' ').replaceAll(`${root}/`, '');
  const memory = Math.round(totalmem() / 2 ** 30);
  return `# ${name}

${claim} ${good ? 'It holds.' : '**It does not hold.**'}

- When: ${began.toISOString()}, ${seconds} s
- Command: \`${command}\`
- Commit: ${commit()}
- Machine: ${cpus()[0]?.model.trim() ?? 'unknown'}, ${cpus().length} cores, ${memory} GB of memory, ${process.platform} ${release()}, Node ${process.version}

\`\`\`
${output}
\`\`\`
`;
}

/** With a word about what was changed since: such a run proves nothing about the commit. */
function commit(): string {
  const git = (...args: string[]) => spawnSync('git', args, { cwd: root, encoding: 'utf8' }).stdout.trim();
  const changed = git('status', '--porcelain', '--', 'src', 'tests', 'drizzle', 'package.json');
  return `${git('rev-parse', 'HEAD')}${changed === '' ? '' : ', with changes that are not committed'}`;
}
