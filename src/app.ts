/**
 * The composition of the house: capabilities in, one command table out. The program, the playground and the
 * tests all build this same app; what differs is handed in.
 */
import cron from 'node-cron';
import type { Clock } from './time/clock.ts';
import { after, days, minutes, seconds } from './time/clock.ts';
import { say, text } from './chat/message.ts';
import { Fault } from './chat/outcome.ts';
import type { Delivered, Platform } from './chat/platform.ts';
import type { Came, House, Log, Seals, Tables } from './chat/ports.ts';
import { casesAmong } from './core/cases/index.ts';
import { capabilities } from './core/index.ts';
import { found, lost } from './core/people/index.ts';
import { auditStore } from './store/audit.ts';
import { dueStore, type DueRow } from './store/due.ts';
import { orderedIds, randomId, systemChance, type Chance } from './store/ids.ts';
import { inboxStore, type StoredArrival } from './store/inbox.ts';
import { dropLease, holderName, holdsLease, takeLease } from './store/lease.ts';
import type { Outgoing } from './store/deeds.ts';
import { outboxStore } from './store/outbox.ts';
import type { Store } from './store/store.ts';
import { talkStore } from './store/talks.ts';
import { waitingStore } from './store/waiting.ts';
import { begin, silence } from './app/converse.ts';
import { openCourier, type Courier } from './app/deliver.ts';
import { openTable } from './app/dispatch.ts';
import type { AppWork, Ground } from './app/ground.ts';
import { openHouse } from './app/house.ts';
import { mostTries, openIntake, whereOf, type Kept } from './app/receive.ts';
import { redacted, redactedJob } from './app/secrets.ts';
import type { Texts } from './app/texts.ts';
import { openWork } from './app/work.ts';

export interface AppOptions {
  readonly store: Store;
  readonly seals: Omit<Seals, 'destroy'>;
  /** Destroys the keys of cases; called after the commit that asks for it, and again until it succeeds. */
  readonly destroyKeys: (caseIds: readonly string[]) => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
  readonly texts: Texts;
  readonly platforms: readonly Platform[];
  /** What the operator's side keeps in order once a day: keys, copies. Told which ids are cases. */
  readonly chores?: (casesAmong: (ids: readonly string[]) => Promise<readonly string[]>) => Promise<void>;
  /** Where ids and draws come from, by what a transaction was begun by; the system's own where not given. */
  readonly chanceOf?: (cause: string) => Chance;
  /** Beats once a second by the machine's clock; switched off where a test moves the clock itself. */
  readonly heartbeat?: boolean;
}

export interface App {
  /**
   * Starts every platform, then what has become due. Stands by while another process holds a connection, until
   * that one is gone or `signal` is aborted.
   */
  start(signal?: AbortSignal): Promise<void>;
  stop(): Promise<void>;
  house(platform: Platform): House;
  /** Does what is due now, and what arrived and could not be acted upon. */
  beat(): Promise<void>;
  /** Resolves when nothing is left to do at this moment: all said, all noted. */
  settle(): Promise<void>;
  /** Moves a clock to a moment by way of everything that becomes due before it, in order. */
  advance(to: Date, move: (at: Date) => void): Promise<void>;
  /**
   * What waits for the operator: arrivals that could not be acted upon, messages that the bot lacks a permission
   * for, and what failed in the last week.
   */
  left(): Promise<{ stuck: number; refused: number; faults: readonly string[] }>;
  /** The latest moment that is written down: a clock that is behind it would turn the order of things round. */
  latest(): Promise<Date | undefined>;
  /** Looks something up, changing nothing; for the command line. */
  look<T>(work: (work: AppWork) => Promise<T>): Promise<T>;
  /** Runs one piece of work in a transaction; for the command line (an import). */
  run<T>(cause: string, work: (work: AppWork) => Promise<T>): Promise<T>;
}

/** How long a connection stays held without being renewed. */
const leaseLife = seconds(30);
/** How often a process that stands by looks whether it may take over. */
const standBy = seconds(2);

export function openApp(options: AppOptions): App {
  const { store, clock, log, texts } = options;
  const platforms = new Map(options.platforms.map((each) => [each.name, each]));
  const chanceOf = options.chanceOf ?? (() => systemChance);
  const ids = orderedIds(chanceOf('ids'));
  const seal: Seals = { ...options.seals, destroy: async () => {} };
  const ground: Ground = {
    clock,
    seal,
    texts,
    platforms,
    orderedId: ids,
    chanceOf,
    async notice(notice, work) {
      if (notice.kind === 'same') {
        await talkStore(work.tables, seal).join(notice.from, notice.into);
        await waitingStore(work.tables, seal).join(notice.from, notice.into);
      }
      for (const each of capabilities) await each.notice?.(notice, work);
    },
  };
  const table = openTable(capabilities, ground);
  const jobs = new Map([
    [redactedJob, redacted] as const,
    ...capabilities.flatMap((each) => Object.entries(each.jobs ?? {})),
  ]);
  const couriers = new Map<string, Courier>();
  const receiving = new Set<Promise<unknown>>();
  const held = new Set<Platform>();
  let renewedAt = new Date(0);
  let stopped = false;
  let beating: Promise<void> | undefined;
  let timer: { stop(): void | Promise<void> } | undefined;

  for (const platform of options.platforms) {
    couriers.set(
      platform.name,
      openCourier(platform, {
        store,
        seal,
        clock,
        log,
        open: (tables, file) => openFile(openWork(ground, tables, { id: 'open' }), file),
        endings: {
          failed: (tables, row, gone) => failed(openWork(ground, tables, { id: `failed/${row.id}` }), row, gone),
          unchanged: (tables, row) => openWork(ground, tables, { id: `unchanged/${row.id}` }).sayAnew(row),
          instead: (tables, row) => instead(openWork(ground, tables, { id: `instead/${row.id}` }), row),
          arrived: async (tables, { id, person, platform }) => {
            if (person !== undefined) await found(openWork(ground, tables, { id: `arrived/${id}` }), person, platform);
          },
          strayed: (tables, row, what, became) =>
            strayed(openWork(ground, tables, { id: `strayed/${row.id}` }), row, what, became),
          came: (tables, row, what) => came(tables, row, what),
        },
      }),
    );
  }

  /** Only what this process holds: another one sends the rest. */
  const kick = () => held.forEach((platform) => couriers.get(platform.name)!.kick());

  /** What can't be delivered is told to whoever must know: the capabilities, by what it was about. */
  async function failed(work: AppWork, row: Outgoing, gone: boolean): Promise<void> {
    const { deed, person, group, platform, told } = row;
    if (deed.act !== 'say') return;
    if (person !== undefined && gone) await lost(work, person, platform);
    // Whoever has another way is reached by that, and nobody need hear of it.
    if (gone && (await work.sayElsewhere(row))) return;
    if (person !== undefined && !told) await work.notice({ kind: 'unreachable', person });
    else if (person === undefined && group !== undefined) await work.notice({ kind: 'undelivered', group });
  }

  /** It was read where they are just now; what comes later waits, which they learn once. */
  async function instead(work: AppWork, { person, platform }: Outgoing): Promise<void> {
    if (person === undefined || !(await lost(work, person, platform))) return;
    const answer = { label: text('undelivered-answer'), does: { kind: 'command', name: 'report', args: {} } } as const;
    await work.say({ person }, { ...say('direct-closed'), choices: [answer] }, { urgency: 'answer' });
  }

  /** It arrived all the same: it is removed there, and where it was only to be held, it waits from now on. */
  async function strayed(work: AppWork, row: Outgoing, what: Delivered, became: 'withdrawn' | 'held'): Promise<void> {
    await work.removeMessage(row.platform, what);
    if (became === 'held' && row.person !== undefined) await work.holdAgain(row);
  }

  async function came(tables: Tables, { id, deed, madeAt }: Outgoing, what: Came): Promise<void> {
    if (!('job' in deed)) return;
    const { job, args, actor } = deed;
    const work = openWork(ground, tables, { id: `came/${id}`, ...(actor ? { actor } : {}) });
    await jobs.get(job)?.({ args, dueAt: madeAt, ...what }, work);
  }

  /** A file that goes with a message, from the capability that keeps it. */
  async function openFile(work: AppWork, file: string): Promise<Uint8Array | undefined> {
    const [, keeper, reference] = /^([^/]+)\/(.+)$/su.exec(file) ?? [];
    return capabilities.find(({ name }) => name === keeper)?.open?.(reference!, work);
  }

  /** Destroys the keys that committed transactions have given up. */
  async function bury(): Promise<void> {
    const pending = await store.read((tables) => auditStore(tables, seal).erased(true));
    if (pending.length === 0) return;
    await options.destroyKeys(pending);
    await store.write(async (tables) => {
      for (const each of pending) await auditStore(tables, seal).destroyed(each);
    });
    await store.scrub();
  }

  const intake = openIntake({
    store,
    ground,
    table,
    clock,
    log,
    before: () => couriers.forEach((courier) => courier.note()),
    after: kick,
  });

  async function runDue(row: DueRow): Promise<void> {
    if (row.job === 'app.retry') {
      if (!(await store.write((tables) => dueStore(tables).done(row.id)))) return undefined;
      return intake.retry(row.args['id']!);
    }
    try {
      await store.write(async (tables) => {
        if (!(await dueStore(tables).done(row.id))) return;
        const work = openWork(ground, tables, {
          id: `due/${row.job}/${row.dueAt.getTime()}/${JSON.stringify(row.args)}`,
        });
        if (row.late === 'skip' && work.now.getTime() - row.dueAt.getTime() > minutes(5)) return;
        if (row.job === 'talk.silence') await silence(table.engine, work, row, (person) => table.sceneOf(work, person));
        else await jobs.get(row.job)?.(row, work);
        for (const { flow, given, person } of work.begun.splice(0)) {
          const scene = person === undefined ? undefined : await table.sceneOf(work, person);
          if (scene) await begin(table.engine, work, scene, flow, given);
        }
      });
    } catch (error) {
      if (error instanceof Fault) throw error;
      log.error('due: a job failed', { job: row.job, tries: row.tries + 1, ...whereOf(error) });
      await store.write((tables) => dueStore(tables).postpone(row.id, after(clock.now(), minutes(2 ** row.tries))));
    }
  }

  async function beatOnce(): Promise<void> {
    const now = clock.now();
    await renew();
    for (;;) {
      const row = await store.read((tables) => dueStore(tables).first(now, mostTries));
      if (!row) break;
      await runDue(row);
    }
    await bury();
    kick();
  }

  const beat = (): Promise<void> =>
    (beating ??= beatOnce()
      .catch(() => log.error('heartbeat: missed'))
      .finally(() => {
        beating = undefined;
      }));

  const holder = holderName(randomId(systemChance));
  const leaseOf = (platform: Platform) => `platform/${platform.name}`;
  const hold = (platform: Platform): Promise<boolean> =>
    store.write((tables) => takeLease(tables, leaseOf(platform), holder, clock.now(), after(clock.now(), leaseLife)));

  /** Renews what this process holds, at most every few seconds. */
  async function renew(): Promise<void> {
    if (held.size === 0 || after(renewedAt, leaseLife / 3) > clock.now()) return;
    renewedAt = clock.now();
    for (const platform of held) {
      if (await hold(platform)) continue;
      log.error('lease: another process has taken over', { platform: platform.name });
      held.delete(platform);
      await platform.stop();
    }
  }

  async function settle(): Promise<void> {
    await Promise.allSettled(receiving);
    await beat();
    kick();
    for (const courier of couriers.values()) await courier.quiet();
  }

  const houses = new Map<string, House>();
  function house(platform: Platform): House {
    const known = houses.get(platform.name);
    if (known) return known;
    const made = openHouse(platform.name, {
      store,
      ground,
      table,
      clock,
      log,
      receive,
      retry: () => couriers.get(platform.name)?.retry(),
      holds: (tables) => holdsLease(tables, leaseOf(platform), holder),
    });
    houses.set(platform.name, made);
    return made;
  }

  /** The same, known of until it is done, so that a stop can wait for it. */
  function receive(arrival: StoredArrival, keep: Kept): Promise<'new' | 'known'> {
    const received = intake.receive(arrival, keep);
    receiving.add(received);
    const forget = () => receiving.delete(received);
    received.then(forget, forget);
    return received;
  }

  /** What nobody needs any more: once a day. */
  const housekeeping = async () => {
    await store.write(async (tables) => {
      const month = after(clock.now(), -days(30));
      await inboxStore(tables, seal).forgetBefore(month);
      await outboxStore(tables, seal).forgetBefore(month);
      await talkStore(tables, seal).forgetTokensBefore(clock.now());
    });
    await options.chores?.((ids) =>
      store.read((tables) => casesAmong(openWork(ground, tables, { id: 'chores' }), ids)),
    );
  };

  return {
    house,
    beat,
    settle,

    async start(signal) {
      // A restored backup brings nothing back to life: every erasure is carried out again.
      const erased = await store.read((tables) => auditStore(tables, seal).erased(false));
      if (erased.length > 0) await options.destroyKeys(erased);
      for (const platform of options.platforms) {
        for (let told = false; !(await hold(platform)); told = true) {
          if (stopped || signal?.aborted) return;
          if (!told) log.warn('lease: another process holds this connection; standing by', { platform: platform.name });
          await new Promise((resolve) => setTimeout(resolve, standBy));
        }
        held.add(platform);
        renewedAt = clock.now();
        await store.write(async (tables) => {
          await outboxStore(tables, seal).doubt(platform.name);
          await outboxStore(tables, seal).retryRefused(platform.name, clock.now());
        });
        await platform.start(house(platform));
      }
      await beat();
      if (options.heartbeat === false) return;
      const beats = cron.schedule('* * * * * *', () => void beat());
      const chores = cron.schedule('17 3 * * *', () => {
        housekeeping().catch(() => log.error('housekeeping: failed'));
      });
      timer = { stop: () => (beats.stop(), chores.stop()) };
    },

    async stop() {
      stopped = true;
      await timer?.stop();
      for (const platform of held) await platform.stop();
      await Promise.allSettled(receiving);
      await beating;
      for (const courier of couriers.values()) await courier.stop();
      await store.write(async (tables) => {
        for (const platform of held) await dropLease(tables, leaseOf(platform), holder);
      });
    },

    async advance(to, move) {
      await settle();
      for (;;) {
        const next = await store.read(async (tables) => {
          const now = clock.now();
          const times = [await dueStore(tables).nextAt(now), await outboxStore(tables, seal).nextAt(now)];
          return times.filter((at): at is Date => at !== undefined).toSorted((a, b) => +a - +b)[0];
        });
        if (!next || next > to) break;
        move(next);
        await settle();
      }
      if (to > clock.now()) move(to);
      await settle();
    },

    left: () =>
      store.read(async (tables) => ({
        stuck: (await inboxStore(tables, seal).stuck(mostTries)) + (await dueStore(tables).dead(mostTries)),
        refused: await outboxStore(tables, seal).refusedCount(),
        faults: (await auditStore(tables, seal).faultsSince(after(clock.now(), -days(7)))).map(({ id }) => id),
      })),
    latest: () => store.read((tables) => auditStore(tables, seal).latest()),
    look: (work) => store.read((tables) => work(openWork(ground, tables, { id: 'look' }))),
    run: (cause, work) => store.write((tables) => work(openWork(ground, tables, { id: cause }))).finally(kick),
  };
}
