/**
 * The burst on Matrix: over a real Synapse without its limits, people of another program (matrix-nio) write in private
 * as fast as they can while the program is killed. Half of them tell what happened; the others add to cases that are
 * open, some of which two people of the team are on.
 * `node tests/proof/matrix.ts [--messages N] [--people N] [--kills N] [--seed N]`.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { codeIn, sentence } from '../support/report.ts';
import { until } from '../support/until.ts';
import { openCommunity, openGround, Person, type Community, type Ground } from '../matrix/harness.ts';
import { openProgram, type Program } from '../matrix/program.ts';
import { glances, heard, hears, openTeam, patience } from '../matrix/team.ts';
import { answersAmong, judge, type Verdict, type Writer } from './answered.ts';
import { settled } from './databases.ts';
import { randomOf } from './random.ts';

export interface BurstOptions {
  readonly messages: number;
  /** How many people write side by side. */
  readonly people: number;
  readonly kills: number;
  readonly seed: number;
  readonly note?: (line: string) => void;
}

export interface BurstResult extends Verdict {
  readonly kills: number;
  /** Kills that came before the program was ready again. */
  readonly duringStart: number;
  readonly seed: number;
  /** From the first message of the burst to the last answer. */
  readonly seconds: number;
}

/** What somebody writes without looking at the phone: Synapse gives no more than a hundred events of a room at once. */
const atOnce = 10;
/** One open case in so many has two people of the team on it. */
const taken = 5;

export async function burst(given: BurstOptions): Promise<BurstResult> {
  const ground = await openGround();
  try {
    return await inCommunity(ground, given);
  } finally {
    await ground.end();
  }
}

async function inCommunity(ground: Ground, given: BurstOptions): Promise<BurstResult> {
  const { note = () => {} } = given;
  const community = await openCommunity(ground);
  const { bot, proxy } = community;
  const program = await openProgram({ homeserver: proxy.url, user: bot.user, password: bot.password });
  try {
    program.start();
    await program.ready();
    const team = await openTeam(community, ['Rosa', 'Sam'], '--again 10080 --truth 10080');
    const writers: Writer[] = [];
    for (let at = 0; at < given.people; at += 1) writers.push(await writer(community, at, given));
    note(`${writers.length} people are there`);
    await Promise.all(writers.map((each) => begin(each)));
    await Promise.all(writers.filter((_, at) => isTaken(at)).map((each) => take(team, each)));
    note('the burst begins');

    const began = performance.now();
    const sent = { count: 0 };
    const over = { yet: false };
    const looking = look(team, over);
    const killing = kill(program, given, sent);
    await Promise.all([killing, ...writers.map((each) => write(each, sent, note))]);
    for (const each of writers) await until(() => answered(each), patience, glances);
    const seconds = Math.round((performance.now() - began) / 1_000);
    note('all are answered');
    await Promise.all(writers.filter(({ code }) => code === undefined).map(finish));
    await settled(program.folder);
    over.yet = true;
    await looking;
    await program.stop();
    const verdict = await judge(program.folder, writers, team, proxy.asked);
    return { ...verdict, kills: given.kills, duringStart: await killing, seed: given.seed, seconds };
  } finally {
    await program.end();
    await proxy.close();
  }
}

const isTaken = (at: number): boolean => at % 2 === 1 && at % (2 * taken) === 1;

/** The messages are shared out evenly. */
async function writer(community: Community, at: number, { messages, people }: BurstOptions): Promise<Writer> {
  const share = Math.floor(messages / people) + (at < messages % people ? 1 : 0);
  const person = new Person(await community.member(`Person ${at}`), community);
  const sentences = Array.from(
    { length: share },
    (_, number) => `Person ${at} writes number ${number}, and only once.`,
  );
  return { person, room: '', sentences, open: at % 2 === 1, code: undefined, taken: isTaken(at) };
}

/** The first message, and where a case shall be open, all that makes one. */
async function begin(one: Writer): Promise<void> {
  const { person } = one;
  one.room = await person.direct();
  await says(one, 'It began in May.', sentence('cases-ask-safe'));
  await says(one, '1', sentence('cases-ask-story-more'));
  if (one.open) await finish(one);
}

/** Skips the questions, and confirms. */
async function finish(one: Writer): Promise<void> {
  await says(one, 'done', '?');
  await says(one, 'done', sentence('cases-ask-confirm'));
  one.code = codeIn(await says(one, '1', sentence('cases-receipt-next')));
}

async function take(team: readonly Person[], { code }: Writer): Promise<void> {
  for (const each of team) {
    const room = await each.direct();
    await each.member.says(room, `!haven case take ${code}`);
    await hears(each, 'It began in May.');
  }
}

async function write({ person, room, sentences }: Writer, sent: { count: number }, note: (line: string) => void) {
  for (let at = 0; at < sentences.length; at += atOnce) {
    const some = sentences.slice(at, at + atOnce);
    await person.member.hurries(room, some);
    const before = sent.count;
    sent.count += some.length;
    if (Math.floor(before / 200) < Math.floor(sent.count / 200)) note(`${sent.count} messages`);
  }
}

/** Whether the last sentence has its answer; all that is said to one person comes in order. */
async function answered({ person, open, sentences }: Writer): Promise<boolean> {
  await person.looks();
  const said = person.member.screen().filter(({ sender }) => sender !== person.member.account);
  return answersAmong(said, open).length >= sentences.length;
}

/** The team's phones are on, or more would be in a room than comes at once. */
async function look(team: readonly Person[], over: { readonly yet: boolean }): Promise<void> {
  while (!over.yet) {
    for (const each of team) await each.looks();
    await pause(glances);
  }
}

/** Each at a random moment of its share of the burst; some while the program starts. */
async function kill(program: Program, { kills, messages, seed }: BurstOptions, sent: { count: number }) {
  const random = randomOf(seed);
  let duringStart = 0;
  for (let count = 0; count < kills; count += 1) {
    const starts = count > 0 && random() < 0.3;
    const at = Math.floor(((count + random()) / kills) * messages * 0.9);
    await until(() => sent.count >= at, 3_600_000, 50);
    if (starts) duringStart += 1;
    else await program.ready();
    await pause(random() * 800);
    await program.kill();
    program.start();
  }
  await program.ready();
  return duringStart;
}

async function says(one: Writer, text: string, expected: string): Promise<string> {
  const { person, room } = one;
  const before = (await heard(person)).length;
  await person.member.says(room, text);
  return until(
    async () => (await heard(person)).slice(before).find((each) => each.includes(expected)),
    patience,
    glances,
  );
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      messages: { type: 'string', default: '2000' },
      people: { type: 'string', default: '20' },
      kills: { type: 'string', default: '5' },
      seed: { type: 'string', default: '1' },
    },
  });
  const result = await burst({
    messages: Number(values.messages),
    people: Number(values.people),
    kills: Number(values.kills),
    seed: Number(values.seed),
    note: (line) => console.error(`  … ${line}`),
  });
  console.log(JSON.stringify(result, undefined, 2));
  if ([result.lost, result.twice, result.unreadable, result.otherwise].some(({ length }) => length > 0))
    process.exitCode = 1;
}
