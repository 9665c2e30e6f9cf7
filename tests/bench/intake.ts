/** How long somebody waits for the first answer, beside a bot that only commits a row and echoes. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Person } from '../discord/server/index.ts';
import { until } from '../support/until.ts';
import { echo, haven, type Bot } from './bots.ts';
import { against, median, quantile, type Bench } from './figures.ts';

const rates = [
  { rate: 20, seconds: 10 },
  { rate: 100, seconds: 5 },
] as const;
const rounds = 4;
const warmUp = 100;
/** How long an answer may take before it counts as missing. In milliseconds. */
const patience = 20_000;

/** Writes at these moments, whether or not earlier ones are answered; gives how long each answer took. */
type Load = (bot: Bot, people: readonly Person[], moments: readonly number[]) => Promise<number[]>;

export const intake: Bench = {
  name: 'intake',
  about: 'a private message until its answer, on the test Discord, against an echo bot that commits a row',
  async run(tell, note) {
    const bots = { haven: await haven(), echo: await echo() };
    try {
      await bots.echo.start();
      for (const bot of [bots.haven, bots.echo]) await load('hello')(bot, crowd(bot, warmUp), moments(50, warmUp));
      for (const { rate, seconds } of rates) {
        const first = { haven: [] as number[], echo: [] as number[] };
        const story = { haven: [] as number[], echo: [] as number[] };
        for (let round = 0; round < rounds; round += 1) {
          note(`${rate} messages a second, round ${round + 1} of ${rounds}`);
          const when = moments(rate, rate * seconds);
          for (const name of ['haven', 'echo'] as const) {
            const bot = bots[name];
            const people = crowd(bot, when.length);
            first[name].push(...(await load('hello')(bot, people, when)));
            await load('yes')(bot, people, moments(100, people.length));
            story[name].push(...(await load('Somebody pushed me at the meetup.')(bot, people, when)));
          }
        }
        for (const [what, took] of Object.entries({ 'first message': first, 'part of a story': story })) {
          const label = `${what}, ${rate}/s`;
          const at = (part: number): [number, number] => [quantile(took.haven, part), quantile(took.echo, part)];
          tell(against('intake', `${label}, median`, 'ms', median(took.haven), median(took.echo), 'ratio <= 1.5'));
          tell(against('intake', `${label}, p99`, 'ms', ...at(0.99), 'ratio <= 2'));
        }
      }
    } finally {
      await bots.haven.remove();
      await bots.echo.remove();
    }
  },
};

let named = 0;
const crowd = (bot: Bot, count: number): Person[] =>
  Array.from({ length: count }, () => bot.server.person(`person ${(named += 1)}`));

/** Milliseconds from the start, at random distances: people do not write in step with a clock. */
function moments(rate: number, count: number): number[] {
  let at = 0;
  return Array.from({ length: count }, () => (at += (-Math.log(1 - Math.random()) / rate) * 1_000));
}

const load =
  (text: string): Load =>
  async ({ server }, people, when) => {
    const sent = new Map<string, number>();
    const took: number[] = [];
    server.onMessage = (_message, channel, at) => {
      const began = sent.get(channel.id);
      // Of an answer in several messages, the first one counts.
      if (began !== undefined && sent.delete(channel.id)) took.push(at - began);
    };
    const start = performance.now();
    for (const [index, person] of people.entries()) {
      const wait = start + when[index]! - performance.now();
      if (wait > 0) await pause(wait);
      const channel = person.channel().id;
      sent.set(channel, Number.NaN);
      sent.set(channel, server.inject(person, text));
    }
    await until(() => sent.size === 0, patience);
    return took;
  };
