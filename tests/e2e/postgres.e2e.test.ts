import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, dialect, on, type Store } from '#dialect';
import { Fault, OperatorError } from '../../src/chat/outcome.ts';
import { openKeys } from '../../src/store/casekeys.ts';
import { systemChance } from '../../src/store/ids.ts';
import { passingKeys } from '../../src/store/keys.ts';
import { caseKeys } from '../../src/store/keytables.ts';
import { verifyMark } from '../../src/store/mark.ts';
import { due } from '../../src/store/tables.ts';
import { minutes, systemClock } from '../../src/time/clock.ts';
import { migrations } from '../store/grounds.ts';
import { find, fresh, laws } from '../store/laws.ts';
import { codeIn, reports, sentence } from '../support/report.ts';
import { world, type Speaker, type World } from '../support/world.ts';
import { startCluster, type Cluster } from './support/cluster.ts';

let cluster: Cluster;
const opened: Store[] = [];
const open = async (url: string, name: 'haven' | 'keys' = 'haven') => {
  const store = await connect(url, { name });
  opened.push(store);
  await store.migrate(migrations[name]);
  return store;
};
beforeAll(async () => {
  expect(dialect).toBe('postgres');
  cluster = await startCluster();
});
afterAll(async () => {
  await Promise.allSettled(opened.map((store) => store.close()));
  cluster.remove();
});

describe('the laws of the store, on a real Postgres', () => {
  let store: Store;
  beforeAll(async () => {
    store = await open(await cluster.database());
  });
  for (const { what, why, holds } of laws) it(`${what}: ${why}`, () => holds(store));
});

describe('two processes on one Postgres', () => {
  it('bring the tables up to date together', async () => {
    const url = await cluster.database();
    const stores = await Promise.all([connect(url, { name: 'haven' }), connect(url, { name: 'haven' })]);
    opened.push(...stores);
    const results = await Promise.all(stores.map((store) => store.migrate(migrations.haven)));
    expect(results.filter(({ applied }) => applied.length > 0)).toHaveLength(1);
  });

  it('write in turn, so that what one has read is still true when it writes', async () => {
    const url = await cluster.database();
    const [one, other] = [await open(url), await open(url)];
    const { id, row } = fresh();
    await one.write((tables) => on(tables).insert(due).values(row));
    const add = async (store: Store) => {
      for (let i = 0; i < 40; i += 1) {
        await store.write(async (tables) => {
          const [found] = await on(tables).select().from(due).where(eq(due.id, id));
          await on(tables)
            .update(due)
            .set({ tries: found!.tries + 1 })
            .where(eq(due.id, id));
        });
      }
    };
    await Promise.all([add(one), add(other)]);
    expect((await find(one, id))?.tries).toBe(80);
  });

  it('go on when one is killed in the middle of a write, and find nothing of it', async () => {
    const url = await cluster.database();
    const store = await open(url);
    const { id, row } = fresh();
    const child = spawn(
      process.execPath,
      ['--conditions=postgres', join(import.meta.dirname, 'support/writer.ts'), url, id],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    await once(child.stdout, 'data');
    const waiting = store.write((tables) =>
      on(tables)
        .insert(due)
        .values({ ...row, id: `${id}-after` }),
    );
    child.kill('SIGKILL');
    await waiting;
    expect(await find(store, id)).toBeUndefined();
    expect(await find(store, `${id}-after`)).toBeDefined();
  });
});

describe('a Postgres that fails', () => {
  it('has lost nothing that was committed when it was cut off, and is written to again when it is back', async () => {
    const store = await open(await cluster.database());
    const [before, after] = [fresh(), fresh()];
    await store.write((tables) => on(tables).insert(due).values(before.row));
    cluster.crash();
    const write = () => store.write((tables) => on(tables).insert(due).values(after.row));
    await expect(write()).rejects.toBeInstanceOf(Fault);
    await expect(find(store, before.id)).rejects.toBeInstanceOf(Fault);
    cluster.start();
    await expect
      .poll(
        () =>
          write().then(
            () => true,
            () => false,
          ),
        { timeout: 20_000 },
      )
      .toBe(true);
    expect(await find(store, before.id)).toBeDefined();
    expect(await find(store, after.id)).toBeDefined();
  });

  it.each([
    ['a wrong password', () => cluster.url('postgres', 'canary-password'), /refused the password/u],
    ['a database that does not exist', () => cluster.url('nowhere'), /has no database of that name/u],
    ['a port where nobody listens', () => 'postgres://haven:canary-password@127.0.0.1:1/x', /does not listen/u],
  ])('says what is wrong with %s, and shows no password', async (_, url, message) => {
    const error: unknown = await connect(url(), { name: 'haven' }).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(OperatorError);
    expect((error as Error).message).toMatch(message);
    expect((error as Error).message).not.toContain('canary');
  });
});

describe('keys in a second Postgres database', () => {
  it('are marked, made and destroyed as on SQLite', async () => {
    const [main, keyStore] = [await open(await cluster.database()), await open(await cluster.database(), 'keys')];
    const ring = passingKeys();
    expect(await verifyMark({ main, keys: keyStore, ring, kind: 'real', chance: systemChance })).toBe('new');
    const keys = openKeys({ store: keyStore, ring, clock: systemClock, chance: systemChance });
    const id = await keys.spare();
    await keys.create(id);
    await keys.destroy([id]);
    expect(await keys.of(id)).toBeUndefined();
    const rows = await keyStore.read((tables) =>
      on(tables)
        .select()
        .from(caseKeys)
        .where(sql`${caseKeys.id} = ${id}`),
    );
    expect(rows).toEqual([]);
  });
});

describe('a story on Postgres', () => {
  it('is told, taken by two, answered, and still there after a restart', async () => {
    const urls = { haven: await cluster.database(), keys: await cluster.database() };
    const first = await world({ urls });
    const ana = first.person('ana');
    for (const words of ['hello', 'yes', 'Somebody pushed me at the meetup.', 'done', 'done']) await ana.says(words);
    const code = /Your case is called ([\w-]+)/u.exec(await ana.says('confirm'))?.[1];
    await first.person('rosa').runs(`case take ${code}`);
    expect(await first.person('sam').runs(`case take ${code}`)).toContain('Somebody pushed me at the meetup.');
    const here = await first.restart();
    try {
      await here.person('rosa').runs(`case reply ${code} "We are with you."`);
      expect(here.person('ana').last()).toContain('We are with you.');
      await here.person('ana').says('Thank you.');
      expect(here.person('sam').last()).toContain('Thank you.');
      expect(here.lines.filter((line) => line.includes('"error"'))).toEqual([]);
    } finally {
      await here.stop();
    }
  });
});

describe('a rota and an escalation on Postgres', () => {
  it('call whoever is on duty, by their order, also after a swap, an absence and a restart', async () => {
    const urls = { haven: await cluster.database(), keys: await cluster.database() };
    const first = await world({ urls });
    const [rosa, sam, tariq] = ['rosa', 'sam', 'tariq'].map((each) => first.person(each)) as [
      Speaker,
      Speaker,
      Speaker,
    ];
    await rosa.runs('duty add "night watch"');
    await rosa.runs('duty set --seats 1 --hours "mon-sun 9:00-18:00" --dedicated yes --duty "night watch"');
    await rosa.runs('rota add "Rosa, Sam" day "9:00" --duty "night watch"');
    await rosa.runs('escalation set other --steps "night watch 10, adjudicator 20, Tariq 10, team 30"');
    const onDuty = async () => /night watch: (\w+)/u.exec(await rosa.runs('who'))?.[1];
    await ((await onDuty()) === 'Rosa' ? rosa : sam).runs('rota swap now Tariq');
    await tariq.runs('rota accept');
    expect(await onDuty()).toBe('Tariq');
    await tariq.runs('tie add <@bo|Bo>');
    await tariq.runs('me set --quiet 23:00-23:30 --zone Europe/Madrid');
    expect(await tariq.runs('away now 2h')).toContain(sentence('availability-away-others'));
    const code = codeIn(await reports(first.person('ana'), 'Somebody pushed me at the meetup.'));
    const called = (here: World) =>
      ['rosa', 'sam', 'tariq'].map((each) => here.person(each).reads().join().includes(code));
    // Nobody of the first three steps is there.
    expect(called(first)).toEqual([true, true, false]);
    const here = await first.restart();
    try {
      expect(await here.person('tariq').runs('back')).toContain(sentence('availability-back-noted'));
      await here.pass(minutes(30));
      expect(called(here)).toEqual([true, true, true]);
      expect(await here.person('tariq').runs('me show')).toContain('Europe/Madrid');
      expect(await here.person('rosa').runs('rota show')).toContain('Tariq');
      expect(await here.person('rosa').runs(`case explain ${code}`)).toContain('night watch');
      await here.person('rosa').runs('duty remove --duty "night watch"');
      expect(await here.person('rosa').runs('who')).toBe(sentence('rota-duty-none'));
      expect(here.lines.filter((line) => line.includes('"error"'))).toEqual([]);
    } finally {
      await here.stop();
    }
  });
});

describe('the program', () => {
  it('speaks to Postgres when the config names one', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'haven-check-'));
    const config = join(folder, 'config.yml');
    writeFileSync(config, `database: ${await cluster.database()}\nkeys_database: ${await cluster.database()}\n`);
    const main = join(import.meta.dirname, '../../src/main.ts');
    const { stdout } = spawnSync(process.execPath, [main, 'check', '--config', config], { encoding: 'utf8' });
    rmSync(folder, { recursive: true });
    expect(stdout).toMatch(/ok .*The database "haven" can be opened/u);
    expect(stdout).toMatch(/ok .*The database "keys" can be opened/u);
  });
});
