/** Keys that nobody needs any more are forgotten, and no others. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isOver, rotationOf } from '../../src/platforms/matrix/crypto/forget.ts';
import { after, days, hours, movableClock, type MovableClock } from '../../src/time/clock.ts';
import { scratch } from '../support/whole.ts';
import { dateFollows, openCrowd, type Crowd } from './keyholders.ts';

describe('which keys go', () => {
  const duration = (most: number) => fc.integer({ min: 0, max: days(most) });
  /** Named by a room; what is not a number of milliseconds counts as not named. */
  const named = fc.oneof(fc.constantFrom(undefined, null, 'x', {}, -1, 0, NaN, 1e300), duration(800));
  /** The times at which it was looked which go: a day after the last time, or later. */
  const looks = fc
    .array(
      fc.oneof(
        fc.constant(days(1)),
        duration(20).map((more) => days(1) + more),
      ),
      { minLength: 1, maxLength: 500 },
    )
    .map((gaps) => gaps.map((_, at) => gaps.slice(0, at + 1).reduce((sum, gap) => sum + gap)));

  const looksBefore = (all: readonly number[], at: number) => all.filter((each) => each <= at).length;

  test('none that may still be needed: its sender may go on with it, and what was sent may be on its way', () => {
    fc.assert(
      fc.property(named, looks, duration(400), (milliseconds, all, used) => {
        const rotation = rotationOf(milliseconds);
        // The sender's program begins a new one after this; half of the programs go by the default alone.
        const period = typeof milliseconds === 'number' && milliseconds > 0 ? milliseconds : 0;
        const lastNeeded = used + Math.max(Math.min(period, days(365)), days(7)) + days(30);
        const noted = looksBefore(all, used);
        for (const [at, time] of all.entries())
          if (time > used && time <= lastNeeded) expect(isOver(noted, at + 1, rotation)).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  test('each that may not: after its time, and at most two days of listening', () => {
    fc.assert(
      fc.property(named, fc.nat(1_000), fc.nat(1_000), (milliseconds, used, later) => {
        const rotation = rotationOf(milliseconds);
        expect(rotation).toBeGreaterThanOrEqual(7);
        expect(rotation).toBeLessThanOrEqual(365);
        if (later >= rotation + 30 + 1) expect(isOver(used, used + later, rotation)).toBe(true);
      }),
    );
  });
});

const start = new Date('2026-03-01T09:00:00Z');
let folder: string;
let clock: MovableClock;
let crowd: Crowd;
let undo: () => void;

beforeEach(async () => {
  folder = mkdtempSync(join(scratch, 'haven-forget-'));
  clock = movableClock(start);
  undo = dateFollows(clock);
  crowd = await openCrowd(folder, clock);
});
afterEach(async () => {
  await crowd.close();
  undo();
  rmSync(folder, { recursive: true, force: true });
});

/** Goes by, with the bot listening; `daily` happens on each of the days. */
async function pass(count: number, daily = async () => {}): Promise<void> {
  for (let day = 0; day < count; day += 1) {
    clock.moveTo(after(clock.now(), days(1)));
    await daily();
    await crowd.crypto.forget();
  }
}

/** How many rows there are in each object store of its file. */
const rows = async (): Promise<Record<string, number>> =>
  Object.fromEntries(Object.entries(await crowd.rows()).map(([store, keys]) => [store, keys.length]));

describe('a key of somebody', () => {
  test('opens what comes weeks later, and is gone after that, with all that belonged to it', async () => {
    const ana = await crowd.person('ana');
    const [first, late, later] = [await ana.says('first'), await ana.says('late'), await ana.says('later')];
    expect(await crowd.hears(first, ana.room)).toBe('first');
    await pass(36);
    expect(await crowd.hears(late, ana.room)).toBe('late');
    await pass(37);
    expect(await rows()).toMatchObject({ inbound_group_sessions3: 1 });
    await pass(1);
    expect(await crowd.crypto.open(ana.room, later)).toMatchObject({ ok: false, waiting: true });
    expect(await rows()).toMatchObject({
      inbound_group_sessions3: 0,
      olm_hashes: 0,
      'haven: inbound_group_sessions3': 0,
      'haven: olm_hashes': 0,
    });
    // The program reads whoever writes again.
    expect(await crowd.hears(await ana.says('again'), ana.room)).toBe('again');
  });

  test('that has opened nothing goes after the same time', async () => {
    const ana = await crowd.person('ana');
    const lost = await ana.says('never told');
    await crowd.receive();
    await pass(37);
    expect(await rows()).toMatchObject({ inbound_group_sessions3: 1 });
    await pass(1);
    expect(await crowd.crypto.open(ana.room, lost)).toMatchObject({ ok: false, waiting: true });
    expect(await rows()).toMatchObject({ inbound_group_sessions3: 0 });
  });

  test('stays for as long as it is used, and as its room says', async () => {
    const ana = await crowd.person('ana', { rotation_period_ms: days(200), rotation_period_msgs: 1_000 });
    await crowd.hears(await ana.says('first'), ana.room);
    const [silent, later] = [await ana.says('after half a year'), await ana.says('later')];
    await pass(190);
    expect(await crowd.hears(silent, ana.room)).toBe('after half a year');
    await pass(200);
    expect(await crowd.hears(later, ana.room)).toBe('later');
    // The room may become quicker; a key may have been begun before that.
    await crowd.crypto.encrypted(ana.room, { algorithm: 'm.megolm.v1.aes-sha2', rotation_period_ms: hours(1) });
    await crowd.close();
    await crowd.open();
    await pass(230);
    expect(await rows()).toMatchObject({ inbound_group_sessions3: 1 });
    await pass(1);
    expect(await rows()).toMatchObject({ inbound_group_sessions3: 0 });
  });

  test('of a room that names no end goes all the same', async () => {
    const ana = await crowd.person('ana', { rotation_period_ms: Number.MAX_SAFE_INTEGER });
    await crowd.hears(await ana.says('first'), ana.room);
    await pass(395);
    expect(await rows()).toMatchObject({ inbound_group_sessions3: 1 });
    await pass(1);
    expect(await rows()).toMatchObject({ inbound_group_sessions3: 0 });
  });

  test('is not older by the time that the program was down, nor by a clock that was wrong', async () => {
    const ana = await crowd.person('ana');
    await crowd.hears(await ana.says('first'), ana.room);
    const [meanwhile, last] = [await ana.says('meanwhile'), await ana.says('last')];
    await pass(3);
    await crowd.close();
    clock.moveTo(after(clock.now(), days(400)));
    await crowd.open();
    await crowd.crypto.forget();
    expect(await crowd.hears(meanwhile, ana.room)).toBe('meanwhile');
    clock.moveTo(after(clock.now(), days(4_000)));
    await crowd.crypto.forget();
    expect(await crowd.hears(last, ana.room)).toBe('last');
  });

  test('is counted by days, however often the program starts', async () => {
    const ana = await crowd.person('ana');
    await crowd.hears(await ana.says('first'), ana.room);
    const late = await ana.says('late');
    for (let at = 0; at < 60; at += 1) {
      await crowd.crypto.forget();
      if (at % 20 === 0) await rows();
    }
    expect(await crowd.hears(late, ana.room)).toBe('late');
  });

  test('that was not sent: why is forgotten after the same time as well', async () => {
    const ana = await crowd.person('ana');
    await crowd.sends({
      type: 'm.room_key.withheld',
      sender: ana.user,
      content: {
        algorithm: 'm.megolm.v1.aes-sha2',
        code: 'm.unverified',
        reason: 'not verified',
        room_id: ana.room,
        sender_key: ana.machine.identityKeys.curve25519.toBase64(),
        session_id: 'a-session',
      },
    });
    await pass(37);
    expect(await rows()).toMatchObject({ withheld_sessions: 1 });
    await pass(1);
    expect(await rows()).toMatchObject({ withheld_sessions: 0, 'haven: withheld_sessions': 0 });
  });

  test('that is sent again is taken again', async () => {
    // Her program goes on with the same key for longer than the bot was told.
    const ana = await crowd.person('ana', { rotation_period_ms: days(300) }, { told: {}, stored: true });
    const first = await ana.says('first');
    expect(await crowd.hears(first, ana.room)).toBe('first');
    expect(await ana.hears(await crowd.says(ana, 'an answer'))).toBe('an answer');
    await pass(38);
    expect(await crowd.hears(await ana.says('missed'), ana.room)).toBe(undefined);
    await ana.tellsKeyAgain();
    const again = await ana.says('again');
    expect(again.content.session_id).toBe(first.content.session_id);
    expect(await crowd.hears(again, ana.room)).toBe('again');
    await pass(37);
    expect(await rows()).toMatchObject({ inbound_group_sessions3: 1 });
    await pass(1);
    expect(await rows()).toMatchObject({ inbound_group_sessions3: 0 });
  });
});

describe('a key of our own', () => {
  test('goes together with the copy by which we read ourselves; the next message has a new one', async () => {
    const ana = await crowd.person('ana');
    const first = await crowd.says(ana, 'first');
    expect(await ana.hears(first)).toBe('first');
    // By the library's own time it would go on with it.
    undo();
    await pass(37);
    expect(await crowd.hears(first, ana.room)).toBe('first');
    await pass(38);
    expect(await crowd.hears(first, ana.room)).toBe(undefined);
    expect(await rows()).toMatchObject({ inbound_group_sessions3: 0, outbound_group_sessions: 0 });
    const next = await crowd.says(ana, 'next');
    expect(next.content.session_id).not.toBe(first.content.session_id);
    expect(await ana.hears(next)).toBe('next');
    expect(await crowd.hears(next, ana.room)).toBe('next');
    undo = dateFollows(clock);
  });

  test('stays while it seals', async () => {
    const ana = await crowd.person('ana', { rotation_period_ms: days(7) });
    undo();
    const first = await crowd.says(ana, 'first');
    await pass(80, async () => {
      const event = await crowd.says(ana, 'again');
      expect(event.content.session_id).toBe(first.content.session_id);
      expect(await ana.hears(event)).toBe('again');
    });
    expect(await crowd.hears(first, ana.room)).toBe('first');
    undo = dateFollows(clock);
  });

  test('is forgotten in the memory of the library as well', async () => {
    const ana = await crowd.person('ana');
    undo();
    const first = await crowd.says(ana, 'first');
    await pass(38);
    const next = await crowd.says(ana, 'next');
    expect(next.content.session_id).not.toBe(first.content.session_id);
    expect(await ana.hears(next)).toBe('next');
    undo = dateFollows(clock);
  });
});

describe('the file', () => {
  const bytesThere = () => Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name))));

  const writtenAt = () =>
    readdirSync(folder)
      .map((name) => statSync(join(folder, name), { bigint: true }))
      .map(({ size, mtimeNs }) => `${size} ${mtimeNs}`)
      .join();

  /** A piece of each sealed row of a session. */
  async function sealedRows(): Promise<Buffer[]> {
    await crowd.close();
    const [name] = readdirSync(folder);
    const sql = new Sqlite(join(folder, name!), { readonly: true });
    const all = sql
      .prepare<[], { value: Buffer }>(
        "SELECT value FROM records JOIN stores ON stores.id = store WHERE stores.name = 'inbound_group_sessions3' AND database LIKE '%crypto'",
      )
      .all();
    sql.close();
    await crowd.open();
    return all.map(({ value }) => Buffer.from(value.subarray(100, 148)));
  }

  test('holds nothing of a key that is forgotten, not even sealed, nor does the log of what was written', async () => {
    const ana = await crowd.person('ana', { rotation_period_msgs: 1 });
    for (let at = 0; at < 5; at += 1) await crowd.hears(await ana.says('words'), ana.room);
    const sealed = await sealedRows();
    expect(sealed).toHaveLength(5);
    for (const each of sealed) expect(bytesThere().includes(each)).toBe(true);
    await pass(38);
    for (const each of sealed) expect(bytesThere().includes(each)).toBe(false);
    expect(crowd.logged.map(({ label }) => label)).not.toContain('matrix: old keys can not be forgotten now');
  });

  test('opens wherever the program may end, and lacks no key that is needed', async () => {
    const [ana, bo] = [
      await crowd.person('ana', { rotation_period_msgs: 1 }),
      await crowd.person('bo', { rotation_period_msgs: 1 }),
    ];
    const old = [];
    for (let at = 0; at < 120; at += 1) old.push(await ana.says(`old ${at}`));
    for (const event of old) await crowd.hears(event, ana.room);
    await crowd.says(ana, 'old');
    await pass(37);
    const needed = await Promise.all(Array.from({ length: 30 }, (_, at) => bo.says(`needed ${at}`)));
    await crowd.receive();
    const ours = await crowd.says(bo, 'ours');
    // All that a kill can leave: the files as they are each time that something else gets its turn.
    const left: string[] = [];
    const copy = () =>
      cpSync(folder, left[left.push(mkdtempSync(join(scratch, 'haven-left-'))) - 1]!, { recursive: true });
    copy();
    clock.moveTo(after(clock.now(), days(1)));
    const over = new AbortController();
    const forgotten = crowd.crypto.forget().finally(() => over.abort());
    for (let before = ''; !over.signal.aborted; await turn()) {
      const now = writtenAt();
      if (now !== before) copy();
      before = now;
    }
    await forgotten;
    copy();
    await crowd.close();
    expect(left.length).toBeGreaterThan(8);
    const counts = new Set<number>();
    for (const [at, each] of left.entries()) {
      await crowd.open(each);
      const readable = [];
      for (const event of old.filter((_, number) => number % 10 === 0))
        if ((await crowd.hears(event, ana.room)) !== undefined) readable.push(event);
      counts.add(readable.length);
      for (const [number, event] of needed.slice(at % 3, (at % 3) + 3).entries())
        expect(await crowd.hears(event, bo.room)).toBe(`needed ${number + (at % 3)}`);
      expect(await crowd.hears(ours, bo.room)).toBe('ours');
      // One alone, since a device that goes back in time uses keys twice.
      if (at === 5) expect(await ana.hears(await crowd.says(ana, 'next'))).toBe('next');
      await crowd.close();
      rmSync(each, { recursive: true });
    }
    expect(counts).toContain(0);
    expect(counts).toContain(12);
    expect(counts.size).toBeGreaterThan(2);
    await crowd.open();
  }, 60_000);

  test('that was left in the middle is gone on with at the next start', async () => {
    const ana = await crowd.person('ana', { rotation_period_msgs: 1 });
    for (let at = 0; at < 60; at += 1) await crowd.hears(await ana.says('words'), ana.room);
    await pass(37);
    expect(await rows()).toMatchObject({ inbound_group_sessions3: 60 });
    clock.moveTo(after(clock.now(), days(1)));
    const forgotten = crowd.crypto.forget();
    await turn();
    await crowd.close();
    await forgotten;
    await crowd.open();
    const between = (await rows())['inbound_group_sessions3'];
    expect(between).toBeGreaterThan(0);
    await crowd.crypto.forget();
    expect(await rows()).toMatchObject({ inbound_group_sessions3: 0 });
  }, 60_000);
});
