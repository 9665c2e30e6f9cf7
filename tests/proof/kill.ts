/**
 * The kill test: people report while the program is killed at random moments and started again. Afterwards
 * each sentence stands exactly once in its case, and everyone has been told exactly what they are told when
 * nothing is killed: `node tests/proof/kill.ts [--reports N] [--kills N] [--seed N]`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { judge, pattern, type Verdict } from './judge.ts';
import { Onlooker, views } from './onlooker.ts';
import { Program } from './program.ts';
import { randomOf } from './random.ts';
import { requestsOf, tell, type Kind, type Told } from './report.ts';

export interface KillOptions {
  readonly reports: number;
  readonly kills: number;
  readonly seed: number;
  readonly note?: (line: string) => void;
}

export interface KillResult extends Verdict {
  readonly reports: number;
  readonly kills: number;
  /** Kills that came before the program was ready again. */
  readonly duringStart: number;
  readonly seed: number;
  readonly seconds: number;
}

const reporters = ['ana', 'bo', 'kim'];
const everyone = [...reporters, 'rosa', 'sam', 'tariq'];
/** One report in so many is answered by the team. */
const answered = 4;

const kindOf = (number: number): Kind =>
  number === 0 ? 'first' : number % answered === answered - 1 ? 'answered' : 'later';

export async function killTest({ reports, kills, seed, note = () => {} }: KillOptions): Promise<KillResult> {
  const began = performance.now();
  note('the same reports without a kill');
  const calm = await run({ reports: answered, reporters: ['ana'], kills: 0, seed, note, judge: pattern });
  note(`${reports} reports, ${kills} kills, seed ${seed}`);
  const { found, duringStart } = await run({
    reports,
    reporters,
    kills,
    seed,
    note,
    judge: async (...given) => judge(...given, calm.found),
  });
  return { ...found, reports, kills, duringStart, seed, seconds: Math.round((performance.now() - began) / 1_000) };
}

interface Run<T> {
  readonly reports: number;
  readonly reporters: readonly string[];
  readonly kills: number;
  readonly seed: number;
  readonly note: (line: string) => void;
  judge(told: readonly Told[], seen: Awaited<ReturnType<typeof everyonesViews>>, folder: string): Promise<T>;
}

async function run<T>(given: Run<T>): Promise<{ found: T; duringStart: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'haven-kill-'));
  const program = new Program(folder);
  const onlooker = new Onlooker(program);
  const following = onlooker.follow();
  const told: Told[] = [];
  const steps = stepCounter();
  program.start();
  try {
    const share = Math.ceil(given.reports / given.reporters.length);
    const work = given.reporters.map(async (by, at) => {
      const mine = Math.min(share, given.reports - at * share);
      for (let number = 0; number < mine; number += 1) {
        told.push(await tell({ program, onlooker, step: steps.step }, by, number, kindOf(number)));
        if (told.length % 50 === 0) given.note(`${told.length} reports`);
      }
    });
    const total = (given.reports * (requestsOf('later') * (answered - 1) + requestsOf('answered'))) / answered;
    const killing = kill(program, { ...given, steps, total: Math.floor(total * 0.95) });
    await Promise.race([Promise.all([...work, killing]), killing.then(() => Promise.all(work))]);
    const seen = await everyonesViews(program);
    await program.stop();
    return { found: await given.judge(told, seen, folder), duringStart: await killing };
  } finally {
    onlooker.stop();
    await program.kill();
    await following;
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Evenly over the run, each at a random moment: after some requests and some milliseconds, or while it starts. */
async function kill(
  program: Program,
  given: { kills: number; seed: number; total: number; steps: ReturnType<typeof stepCounter> },
): Promise<number> {
  const random = randomOf(given.seed);
  let duringStart = 0;
  for (let count = 0; count < given.kills; count += 1) {
    if (count > 0 && random() < 0.2) {
      await pause(random() * 1_200);
      duringStart += 1;
    } else {
      await program.address();
      await given.steps.reached(Math.floor(((count + random()) / given.kills) * given.total));
      await pause(random() * 30);
    }
    await program.kill();
    program.start();
  }
  await program.address();
  return duringStart;
}

async function everyonesViews(program: Program) {
  const found = await Promise.all(everyone.map(async (as) => [as, await views(program, as)] as const));
  return new Map(found);
}

/** Counts requests, and lets others wait for a number of them. */
function stepCounter() {
  let count = 0;
  let waiting: { at: number; wake: () => void } | undefined;
  return {
    step() {
      count += 1;
      if (waiting && count >= waiting.at) waiting.wake();
    },
    reached: (at: number): Promise<void> =>
      count >= at ? Promise.resolve() : new Promise((wake) => (waiting = { at, wake })),
  };
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      reports: { type: 'string', default: '1000' },
      kills: { type: 'string', default: '200' },
      seed: { type: 'string', default: '1' },
    },
  });
  const result = await killTest({
    reports: Number(values.reports),
    kills: Number(values.kills),
    seed: Number(values.seed),
    note: (line) => console.error(`  … ${line}`),
  });
  console.log(JSON.stringify(result, undefined, 2));
  if (result.lost.length + result.twice.length + result.otherwise.length > 0) process.exitCode = 1;
}
