/**
 * How the file with the keys of the device grows over two years, by as many messages as wanted: half of them written
 * by the bot, half to it, some of which come days or weeks late. Its own crypto and store; a hundred people with the
 * same library; no homeserver between them. `node tests/proof/keystore.ts [--messages N]`.
 */
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { RoomEvent } from '../../src/platforms/matrix/events.ts';
import { after, days, minutes, movableClock } from '../../src/time/clock.ts';
import { dateFollows, openCrowd, type Crowd, type Person } from '../matrix/keyholders.ts';
import { scratch } from '../support/whole.ts';

export interface KeyStoreResult {
  readonly messages: number;
  readonly people: number;
  readonly days: number;
  /** Keys that were used to seal them. */
  readonly sessions: number;
  /** Of the messages to the bot, how many came late; and by how many days at most. */
  readonly late: number;
  readonly latest: number;
  readonly seconds: number;
  /** The file by the number of messages, in kilobytes, when it is closed. */
  readonly kilobytes: Readonly<Record<string, number>>;
  /** Sessions in it then. */
  readonly kept: Readonly<Record<string, number>>;
  /** At the end, all rows by object store. */
  readonly rows: Readonly<Record<string, number>>;
  /** The file after all messages by what it was at 30% of them. */
  readonly growth: number;
  /** To open it again, in milliseconds. */
  readonly reopened: number;
  /** The longest that a day's forgetting took altogether, in milliseconds. */
  readonly forgetting: number;
  /** Resident memory of the process at the end, in megabytes: the bot and all these people. */
  readonly memory: number;
  readonly unreadable: readonly string[];
  /** Sessions in the file at the end that nobody needs, and those that somebody may need and that are not there. */
  readonly tooOld: number;
  readonly missing: number;
}

/** By how much the file may grow after 30% of the messages. */
const most = 1.2;
const people = 100;
const period = 730;
/** Conversations that begin on a day; each is a person's and goes on by turns. */
const aDay = 3;
/** Days after its last use for which a session must be kept, and after which it must be gone. */
const needed = 37;
const over = 39;

/** A message that is on its way. */
interface OnItsWay {
  readonly day: number;
  readonly person: Person;
  readonly event: RoomEvent;
  readonly number: number;
}

export async function keyStore(wanted: { messages: number; note?: (line: string) => void }): Promise<KeyStoreResult> {
  const { messages, note = () => {} } = wanted;
  const began = performance.now();
  const folder = mkdtempSync(join(scratch, 'haven-keys-'));
  const clock = movableClock(new Date('2026-01-01T08:00:00Z'));
  const undo = dateFollows(clock);
  let crowd: Crowd | undefined;
  try {
    crowd = await openCrowd(folder, clock);
    const crowded: Person[] = [];
    for (let at = 0; at < people; at += 1) crowded.push(await crowd.person(`person-${at}`));
    const unreadable: string[] = [];
    /** The day on which each session was used last by the bot, or came. */
    const used = new Map<string, number>();
    const kilobytes: Record<string, number> = {};
    const kept: Record<string, number> = {};
    let onTheirWay: OnItsWay[] = [];
    let [count, late, latest, forgetting, next] = [0, 0, 0, 0, 1];

    async function arrives({ person, event, number }: OnItsWay, day: number): Promise<void> {
      if ((await crowd!.hears(event, person.room)) !== bodyOf(number)) unreadable.push(`number ${number}`);
      used.set(event.content.session_id, day);
    }

    for (let day = 0; day < period; day += 1) {
      clock.moveTo(after(clock.now(), days(1)));
      // As the first answer of a day: what came is read before anything is forgotten.
      for (const each of onTheirWay.filter(({ day: due }) => due === day)) await arrives(each, day);
      onTheirWay = onTheirWay.filter(({ day: due }) => due > day);
      const before = performance.now();
      await crowd.crypto.forget();
      forgetting = Math.max(forgetting, Math.round(performance.now() - before));
      let speaking: Person | undefined;
      const today = Math.round((messages * (day + 1)) / period) - count;
      for (let at = 0; at < today; at += 1, count += 1) {
        const person = crowded[(day * aDay + Math.floor((at * aDay) / today)) % people]!;
        const number = count;
        if (at % 2 === 0) {
          const event = await (person === speaking ? person.goesOn : person.says)(bodyOf(number));
          speaking = person;
          // One in ten is late, by up to 30 days.
          const delay = at % 20 === 0 ? 1 + (count % 30) : 0;
          if (delay > 0) {
            onTheirWay.push({ day: day + delay, person, event, number });
            // Its key is there already.
            await crowd.receive();
            if (!used.has(event.content.session_id)) used.set(event.content.session_id, day);
          } else await arrives({ day, person, event, number }, day);
          [late, latest] = [late + Math.sign(delay), Math.max(latest, delay)];
        } else {
          const event = await crowd.says(person, bodyOf(number));
          if ((await person.hears(event)) !== bodyOf(number)) unreadable.push(`number ${number}`);
          used.set(event.content.session_id, day);
        }
      }
      clock.moveTo(after(clock.now(), minutes(1)));
      if (count < (next * messages) / 10) continue;
      next += 1;
      await crowd.close();
      kilobytes[count] = sizeOf(folder);
      await crowd.open();
      kept[count] = sessionsIn(await crowd.rows()).size;
      note(`${count} messages, day ${day}, ${kilobytes[count]} kB of keys, ${kept[count]} sessions`);
    }
    const memory = Math.round(process.memoryUsage().rss / 2 ** 20);
    await crowd.close();
    const reopening = performance.now();
    await crowd.open();
    const reopened = Math.round(performance.now() - reopening);
    const rows = await crowd.rows();
    const there = sessionsIn(rows);
    const lastDay = period - 1;
    const age = (session: string) => lastDay - (used.get(session) ?? -Infinity);
    const sizes = Object.values(kilobytes);
    return {
      messages: count,
      people,
      days: period,
      sessions: used.size,
      late,
      latest,
      seconds: Math.round((performance.now() - began) / 1_000),
      kilobytes,
      kept,
      growth: Math.round((sizes.at(-1)! / sizes[2]!) * 100) / 100,
      rows: Object.fromEntries(Object.entries(rows).map(([store, keys]) => [store, keys.length])),
      reopened,
      forgetting,
      memory,
      unreadable,
      tooOld: [...there].filter((session) => age(session) > over).length,
      missing: [...used.keys()].filter((session) => age(session) < needed && !there.has(session)).length,
    };
  } finally {
    await crowd?.close();
    undo();
    rmSync(folder, { recursive: true, force: true });
  }
}

const sessionsIn = (rows: Awaited<ReturnType<Crowd['rows']>>): ReadonlySet<string> =>
  new Set(rows['inbound_group_sessions3']!.map((key) => key.split('\u001D')[1]!));

const bodyOf = (number: number): string => `This is number ${number}, and it has the length of a sentence in a report.`;

/** In kilobytes. */
const sizeOf = (folder: string): number =>
  Math.round(readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0) / 1_000);

if (import.meta.main) {
  const { values } = parseArgs({ options: { messages: { type: 'string', default: '100000' } } });
  const result = await keyStore({
    messages: Number(values.messages),
    note: (line) => console.error(`  … ${line}`),
  });
  console.log(JSON.stringify(result, undefined, 2));
  const { unreadable, growth, tooOld, missing } = result;
  if (unreadable.length > 0 || growth > most || tooOld > 0 || missing > 0) process.exitCode = 1;
}
