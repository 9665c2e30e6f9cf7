/**
 * The fault run: people report on the test Discord while it drops connections, answers 429 and 5xx, loses
 * answers and forgets sessions, while people close their private messages, and while the program is killed now
 * and then. `node tests/proof/faults.ts [--reports N] [--kills N] [--people N] [--seed N]`.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { haven, type Haven } from '../bench/bots.ts';
import { shown, type Person } from '../discord/server/index.ts';
import { until } from '../support/until.ts';
import { settled } from './databases.ts';
import { judge, type Reported, type Verdict } from './delivered.ts';
import { randomOf } from './random.ts';
import { storm } from './storm.ts';

export interface FaultOptions {
  readonly reports: number;
  readonly kills: number;
  /** How many people report side by side, one report after the other each. */
  readonly people: number;
  readonly seed: number;
  readonly note?: (line: string) => void;
}

export interface FaultResult extends Verdict {
  readonly reports: number;
  readonly kills: number;
  readonly seed: number;
  readonly seconds: number;
  readonly went: Readonly<Record<string, number>>;
}

/** Longer than the program needs for anything, kills and pauses included. In milliseconds. */
const patience = 300_000;
/** How many of ten private messages are closed while their reader writes, and for how long they stay so. */
const closes = 0.1;

export async function faultTest(given: FaultOptions): Promise<FaultResult> {
  const began = performance.now();
  const random = randomOf(given.seed);
  const quiet = { again: '10080', truth: '10080' };
  const limits = { global: 50, route: { requests: 5, seconds: 1 } };
  const bot = await haven({ server: { judge: true, limits }, requestsPerSecond: 50, setUp: quiet, log: 'error' });
  const { server, team } = bot;
  try {
    const unheard = new Set<Person>();
    const weather = storm(server, random, () => unheard.size === 0);
    const reports: Reported[] = [];
    const people = Array.from({ length: given.people }, (_, at) => server.person(`person ${at}`));
    const share = (at: number) =>
      Math.floor(given.reports / people.length) + (at < given.reports % people.length ? 1 : 0);
    let done = false;
    const work = Promise.all(
      people.map(async (person, at) => {
        for (let number = 0; number < share(at); number += 1) {
          const last = number === share(at) - 1;
          reports.push(await tell({ server, random, unheard }, person, `${at}-${number}`, number === 0, last));
          if (reports.length % 50 === 0) given.note?.(`${reports.length} reports`);
        }
      }),
    ).finally(() => (done = true));
    const killing = kill(bot, given, random, reports, () => done);
    await Promise.race([Promise.all([work, killing]), killing.then(() => work)]);
    await weather.end();
    await settled(bot.folder);
    await bot.stop();
    const verdict = await judge(server, bot.folder, reports, [team.rosa, team.sam, team.tariq]);
    const against = server.violations.map((each) => `against Discord’s rules: ${each}`);
    return {
      ...verdict,
      otherwise: [...verdict.otherwise, ...against],
      reports: reports.length,
      kills: given.kills,
      seed: given.seed,
      seconds: Math.round((performance.now() - began) / 1_000),
      went: {
        ...Object.fromEntries(weather.counts),
        'sessions begun': server.connections.identified,
        'sessions taken up': server.connections.resumed,
        'private messages closed for good': people.filter(({ user }) => user.closed).length,
        'requests that Discord counts as invalid': server.invalid(),
      },
    };
  } finally {
    await bot.remove();
  }
}

interface Field {
  readonly server: Haven['server'];
  readonly random: () => number;
  /** Who has written for the first time and has no answer yet. */
  readonly unheard: Set<Person>;
}

/** One report by one person, who waits for each answer; sometimes with closed private messages. */
async function tell(field: Field, person: Person, story: string, first: boolean, last: boolean): Promise<Reported> {
  const { server, random, unheard } = field;
  const sentence = (which: string) => `This is ${which} of ${story}, and it stands once.`;
  const sentences = ['the first sentence', 'the second sentence', 'what was added', 'what was added later'].map(
    sentence,
  );
  // By ids and not by number: what is taken back meanwhile would shift the rest.
  const newest = () => BigInt(person.reads().at(-1)?.id ?? 0);
  let read = newest();
  const heard = () =>
    person
      .reads()
      .filter(({ id }) => BigInt(id) > read)
      .map(({ content }) => shown(content).text);
  const hears = async (what: RegExp): Promise<string> => {
    const text = await until(() => heard().find((each) => what.test(each)), patience);
    read = newest();
    return text;
  };

  if (first) unheard.add(person);
  person.dm(first ? 'hello' : 'new');
  await hears(/Is it safe/u);
  unheard.delete(person);
  person.dm('yes');
  await hears(/What happened\?/u);
  if (random() < closes) await whileClosed(server, person, () => person.dm(sentences[0]!));
  else {
    person.dm(sentences[0]!);
    await hears(/kept/iu);
  }
  person.dm(sentences[1]!);
  await hears(/kept/iu);
  person.dm('done');
  await hears(/\?/u);
  person.dm('done');
  await hears(/Is it right\?/u);
  person.dm('1');
  const code = /\b[a-z]+-[a-z]+-\d\d\b/u.exec(await hears(/Your case is called/u))![0];
  const added = new RegExp(`^Added to ${code}`, 'u');
  // The same words are said twice: one must not be taken for the other.
  person.dm(sentences[2]!);
  await hears(added);
  const closed = last && random() < closes * 2;
  if (closed) {
    person.closeDirect();
    await refusedTo(server, person, () => person.dm(sentences[3]!));
  } else {
    person.dm(sentences[3]!);
    await hears(added);
  }
  return { by: person, code, sentences, closed };
}

/** Writes with closed private messages, and opens them once an answer could not be delivered. */
async function whileClosed(server: Haven['server'], person: Person, write: () => unknown): Promise<void> {
  person.closeDirect();
  await refusedTo(server, person, write);
  person.user.closed = false;
}

async function refusedTo(server: Haven['server'], person: Person, write: () => unknown): Promise<void> {
  const path = `/channels/${person.channel().id}/messages`;
  const from = server.requests.length;
  write();
  await until(() => server.requests.slice(from).some((each) => each.status === 403 && each.path === path), patience);
}

/** Each kill at a random moment of its share of the run; some while the program starts. */
async function kill(
  bot: Haven,
  { kills, reports }: FaultOptions,
  random: () => number,
  told: readonly Reported[],
  done: () => boolean,
): Promise<void> {
  for (let count = 0; count < kills; count += 1) {
    const at = Math.floor(((count + random()) / kills) * reports * 0.9);
    await until(() => told.length >= at || done(), 3_600_000);
    await pause(random() * 500);
    await bot.kill();
    const starting = bot.start();
    if (random() < 0.3) {
      await pause(random() * 1_500);
      starting.catch(() => undefined);
      await bot.kill();
      await bot.start();
    } else await starting;
  }
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      reports: { type: 'string', default: '500' },
      kills: { type: 'string', default: '25' },
      people: { type: 'string', default: '50' },
      seed: { type: 'string', default: '1' },
    },
  });
  const result = await faultTest({
    reports: Number(values.reports),
    kills: Number(values.kills),
    people: Number(values.people),
    seed: Number(values.seed),
    note: (line) => console.error(`  … ${line}`),
  });
  console.log(JSON.stringify(result, undefined, 2));
  if (result.lost.length + result.twice.length + result.otherwise.length > 0) process.exitCode = 1;
}
