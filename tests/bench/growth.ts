/** What one more report costs when the database holds ten thousand cases instead of a thousand. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { world, type World } from '../support/world.ts';
import type { Person } from '../../src/platforms/playground/people.ts';
import { against, median, type Bench } from './figures.ts';
import { addPast } from './past.ts';

const sizes = { small: 1_000, large: 10_000 } as const;
const waiting = 10;
const repetitions = 60;
const warmUp = 10;

/** From the first message to the receipt. */
const report = [
  'hello',
  'yes',
  'Somebody pushed me at the meetup.',
  'He did it twice, and others saw it.',
  'done',
  'it happened to me',
  'skip',
  'in the hall',
  'skip',
  'done',
  'confirm',
];

interface Cost {
  /** Milliseconds as they pass, waiting for the disk included; and those of the processor alone. */
  readonly passed: number[];
  readonly worked: number[];
}

export const growth: Bench = {
  name: 'growth',
  about: `one report, and one \`case list\`, at ${sizes.large} cases against ${sizes.small}; playground, in process`,
  async run(tell, note) {
    const small = await peopled(sizes.small, note);
    const large = await peopled(sizes.large, note);
    try {
      const compare = async (metric: string, act: (where: World, count: number) => Promise<void>) => {
        note(metric);
        const [cheap, dear] = await inTurns(small, large, act);
        for (const kind of ['passed', 'worked'] as const) {
          const unit = kind === 'passed' ? 'ms' : 'ms CPU';
          tell(against('growth', metric, unit, median(dear[kind]), median(cheap[kind]), 'ratio <= 1.1'));
        }
      };
      // Who asks was on all of them.
      await compare('case list, the others closed', list('closed', 'rosa'));
      await compare('report', async ({ app, room }, count) => {
        const account = `person${count}`;
        for (const [at, words] of report.entries()) {
          await room.say(account, { kind: 'direct', account }, words, [], `${account}-message-${at}`);
          await app.settle();
        }
      });
      // Far more than a team ever has open at a time; who asks is on none, and only a few need somebody.
      await addPast(small.app, { ...nothing, busy: sizes.small }, note);
      await addPast(large.app, { ...nothing, busy: sizes.large }, note);
      await compare('case list, as many open', list('open', 'tariq'));
    } finally {
      await small.stop();
      await large.stop();
    }
  },
};

const nothing = { platform: 'playground', closed: 0, busy: 0, waiting: 0, two: ['rosa', 'sam'] } as const;

/** What is there to do, asked by somebody of the team. */
const list =
  (metric: string, account: string) =>
  async ({ app, room }: World, count: number): Promise<void> => {
    await room.command(account, { kind: 'direct', account }, 'case list', {}, `list-${metric}-${count}`);
    await app.settle();
  };

async function peopled(cases: number, note: (line: string) => void): Promise<World> {
  const reporters = Array.from({ length: repetitions + warmUp }, (_, count): Person => ({
    account: `person${count}`,
    name: `Person ${count}`,
    role: 'member',
    runsServer: false,
  }));
  const team = ['rosa', 'sam', 'tariq'].map((account): Person => ({
    account,
    name: account,
    role: 'responder',
    runsServer: account === 'rosa',
  }));
  const folder = mkdtempSync(join(tmpdir(), 'haven-growth-'));
  const made = await world({ folder, people: [...team, ...reporters] });
  await addPast(made.app, { ...nothing, closed: cases - waiting, waiting }, note);
  await made.settle();
  return made;
}

/** Does the same in both, by turns and in changing order, so that what slows the machine slows both. */
async function inTurns(
  small: World,
  large: World,
  act: (where: World, count: number) => Promise<void>,
): Promise<[Cost, Cost]> {
  const costs: [Cost, Cost] = [
    { passed: [], worked: [] },
    { passed: [], worked: [] },
  ];
  for (let count = 0; count < warmUp + repetitions; count += 1) {
    for (const which of count % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
      const began = performance.now();
      const worked = process.cpuUsage();
      await act(which === 0 ? small : large, count);
      const { user, system } = process.cpuUsage(worked);
      if (count < warmUp) continue;
      costs[which].passed.push(performance.now() - began);
      costs[which].worked.push((user + system) / 1_000);
    }
  }
  return costs;
}
