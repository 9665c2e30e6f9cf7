/** The whole app around one platform: a database of its own, and a note of all that the platform hands over. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '#dialect';
import { openApp, type App } from '../../src/app.ts';
import { loadTexts } from '../../src/app/texts.ts';
import type { Arrival, Platform } from '../../src/chat/platform.ts';
import type { House, Log } from '../../src/chat/ports.ts';
import { openKeys, seals } from '../../src/store/casekeys.ts';
import { systemChance } from '../../src/store/ids.ts';
import { passingKeys } from '../../src/store/keys.ts';
import { verifyMark } from '../../src/store/mark.ts';
import { movableClock, systemClock, type MovableClock } from '../../src/time/clock.ts';

/** Memory, where there is a folder in it: each commit waits for the disk, and a test gains nothing by that. */
export const scratch = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
const root = join(import.meta.dirname, '..', '..');
const texts = loadTexts(['en', 'es']);

export interface Whole {
  /** The app that runs just now. */
  readonly app: App;
  /** Can be moved; runs on, unless another one was given. */
  readonly clock: MovableClock;
  /** For databases and whatever a platform keeps there. */
  readonly folder: string;
  /** What was logged, a line each. */
  readonly lines: string[];
  /** Everything that the platform handed over and that was new, in order. */
  readonly arrivals: readonly Arrival[];
  /** What the platform keeps for itself below a prefix. */
  kept(prefix: string): ReturnType<House['keep']['list']>;
  /** Lets time pass, with all that becomes due meanwhile, in order. */
  pass(milliseconds: number): Promise<void>;
  /** Starts with a platform; on the same databases, after `stop`. */
  start(platform: Platform): Promise<void>;
  stop(): Promise<void>;
  /** Leaves nothing behind. */
  end(): void;
}

/** `at`: when an arrival happened by the clock of the world, where the other side goes by a clock of its own. */
export function whole(
  at: (arrival: Arrival) => Date = (arrival) => arrival.at,
  clock: MovableClock = movableClock(systemClock.now(), systemClock),
): Whole {
  const folder = mkdtempSync(join(scratch, 'haven-whole-'));
  const ring = passingKeys();
  const lines: string[] = [];
  const write = (level: string) => (label: string, facts?: object) =>
    void lines.push(JSON.stringify({ level, label, ...facts }));
  const log: Log = { info: write('info'), warn: write('warn'), error: write('error') };
  const arrivals: Arrival[] = [];
  let close = async (): Promise<void> => {};
  let app: App;
  let keep: House['keep'];

  /** The platform as it is, with a note of all that it hands over. */
  const noted = (platform: Platform): Platform =>
    Object.create(platform, {
      start: {
        value: (house: House) => {
          keep = house.keep;
          return platform.start({
            ...house,
            async receive(arrival, also) {
              const got = await house.receive({ ...arrival, at: at(arrival) }, also);
              if (got === 'new') arrivals.push(arrival);
              return got;
            },
          });
        },
      },
    });
  const latest = (to: Date) => (to < clock.now() ? clock.now() : to);

  return {
    get app() {
      return app;
    },
    clock,
    folder,
    lines,
    arrivals,
    kept: (prefix) => keep.list(prefix),
    pass: (milliseconds) =>
      app.advance(new Date(clock.now().getTime() + milliseconds), (to) => clock.moveTo(latest(to))),
    async start(platform) {
      const store = await connect(join(folder, 'haven.db'), { name: 'haven' });
      await store.migrate(join(root, 'drizzle', 'sqlite'));
      const keyStore = await connect(join(folder, 'keys.db'), { name: 'keys' });
      await keyStore.migrate(join(root, 'drizzle', 'sqlite-keys'));
      await verifyMark({ main: store, keys: keyStore, ring, kind: 'real', chance: systemChance });
      const keys = openKeys({ store: keyStore, ring, clock, chance: systemChance });
      app = openApp({
        store,
        seals: seals(ring, keys),
        destroyKeys: (ids) => keys.destroy(ids),
        clock,
        log,
        texts,
        platforms: [noted(platform)],
        heartbeat: false,
      });
      close = async () => {
        close = async () => {};
        await app.stop();
        await store.close();
        await keyStore.close();
      };
      await app.start();
    },
    stop: () => close(),
    end: () => rmSync(folder, { recursive: true, force: true }),
  };
}
