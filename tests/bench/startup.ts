/** How long a start takes when the database holds ten thousand cases, beside the bare SDK's. */
import { join } from 'node:path';
import { connect } from '#dialect';
import { openApp } from '../../src/app.ts';
import { loadTexts } from '../../src/app/texts.ts';
import type { Log } from '../../src/chat/ports.ts';
import { openKeys, seals } from '../../src/store/casekeys.ts';
import { systemChance } from '../../src/store/ids.ts';
import { readKeyFile } from '../../src/store/keys.ts';
import { systemClock } from '../../src/time/clock.ts';
import { until } from '../support/until.ts';
import { echo, haven, type Bot } from './bots.ts';
import { median, round, type Bench } from './figures.ts';
import { addPast } from './past.ts';

const cases = 10_000;
const starts = 7;

export const startup: Bench = {
  name: 'startup',
  about: `from the start of the process until it is ready, with ${cases} cases, against bare discord.js`,
  async run(tell, note) {
    const bots = { haven: await haven(), echo: await echo() };
    try {
      await bots.haven.stop();
      await addCases(bots.haven.folder, note);
      const ready = { haven: [] as number[], echo: [] as number[] };
      const answered = { haven: [] as number[], echo: [] as number[] };
      // The first start of each fills the caches of the disk, and is not counted.
      for (let count = 0; count <= starts; count += 1) {
        note(`start ${count} of ${starts}`);
        for (const name of ['haven', 'echo'] as const) {
          const took = await startAndWrite(bots[name]);
          if (count === 0) continue;
          ready[name].push(took.ready);
          answered[name].push(took.answered);
        }
      }
      for (const [metric, took, goal] of [
        ['above the bare SDK, until ready', ready, 'value <= 1'],
        ['above the bare SDK, until answered', answered, null],
      ] as const) {
        const [ours, bare] = [median(took.haven) / 1_000, median(took.echo) / 1_000];
        const ratio = round(ours / bare);
        tell({ bench: 'startup', metric, value: round(ours - bare), unit: 's', yardstick: round(bare), ratio, goal });
      }
    } finally {
      await bots.haven.remove();
      await bots.echo.remove();
    }
  },
};

/** Milliseconds from the start of the process until it is ready, and until it has answered a first message. */
async function startAndWrite(bot: Bot): Promise<{ ready: number; answered: number }> {
  const began = performance.now();
  const ready = await bot.start();
  const person = bot.server.person('newcomer');
  let at: number | undefined;
  bot.server.onMessage = (_message, channel, when) => {
    if (channel.id === person.channel().id) at ??= when;
  };
  bot.server.inject(person, 'hello');
  const answered = await until(() => at, 20_000);
  await bot.stop();
  return { ready, answered: answered - began };
}

/** Into the databases of a Haven that is stopped. */
async function addCases(folder: string, note: (line: string) => void): Promise<void> {
  const store = await connect(join(folder, 'data', 'haven.db'), { name: 'haven' });
  const keyStore = await connect(join(folder, 'data', 'keys.db'), { name: 'keys' });
  const ring = readKeyFile(join(folder, 'haven.keys'));
  const keys = openKeys({ store: keyStore, ring, clock: systemClock, chance: systemChance });
  const quiet: Log = { info() {}, warn() {}, error() {} };
  const app = openApp({
    store,
    seals: seals(ring, keys),
    destroyKeys: (ids) => keys.destroy(ids),
    clock: systemClock,
    log: quiet,
    texts: loadTexts(['en']),
    platforms: [],
  });
  try {
    await addPast(app, { platform: 'discord', closed: cases - 200, busy: 190, waiting: 10 }, note);
  } finally {
    await store.close();
    await keyStore.close();
  }
}
