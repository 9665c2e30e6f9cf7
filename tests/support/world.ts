/**
 * A small world: the same app that the program builds, on a database of its own, with a clock that only
 * moves when it is told to, and people who speak through the playground's front door.
 */
import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, dialect } from '#dialect';
import { openApp, type App } from '../../src/app.ts';
import { loadTexts } from '../../src/app/texts.ts';
import type { Log } from '../../src/chat/ports.ts';
import { playground, type Playground } from '../../src/platforms/playground/index.ts';
import type { Person } from '../../src/platforms/playground/people.ts';
import type { Upload } from '../../src/platforms/playground/room.ts';
import { openKeys, seals } from '../../src/store/casekeys.ts';
import { systemChance, type Chance } from '../../src/store/ids.ts';
import { passingKeys, type KeyRing } from '../../src/store/keys.ts';
import { verifyMark } from '../../src/store/mark.ts';
import { movableClock, type MovableClock } from '../../src/time/clock.ts';

export interface World {
  readonly app: App;
  readonly room: Playground['room'];
  readonly folder: string;
  readonly clock: MovableClock;
  /** What was logged, a line each. */
  readonly lines: string[];
  person(account: string): Speaker;
  /** Lets time pass, with all that becomes due meanwhile, in order. */
  pass(milliseconds: number): Promise<void>;
  /** Everything that is to be done just now is done. */
  settle(): Promise<void>;
  /** Stops, and starts again on the same database. */
  restart(): Promise<World>;
  stop(): Promise<void>;
}

export interface WorldOptions {
  readonly folder?: string;
  readonly ring?: KeyRing;
  readonly start?: Date;
  readonly people?: readonly Person[];
  /** Makes ids and draws the same at each run, by what begins a transaction. */
  readonly seed?: string;
}

const texts = loadTexts(['en', 'es']);

/** Draws that depend on the seed and on what a transaction was begun by, and on nothing else. */
export function seeded(seed: string, cause: string): Chance {
  let count = 0;
  const bytes = (size: number) =>
    createHmac('sha512', seed)
      .update(`${cause}/${(count += 1)}`)
      .digest()
      .subarray(0, size);
  return { bytes, below: (limit) => bytes(6).readUIntBE(0, 6) % limit };
}

export async function world(options: WorldOptions = {}): Promise<World> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'haven-world-'));
  const ring = options.ring ?? passingKeys();
  const clock = movableClock(options.start ?? new Date('2026-03-02T09:00:00Z'));
  const lines: string[] = [];
  const write = (level: string) => (label: string, facts?: object) =>
    void lines.push(JSON.stringify({ level, label, ...facts }));
  const log: Log = { info: write('info'), warn: write('warn'), error: write('error') };
  const root = join(import.meta.dirname, '..', '..');
  const chance = options.seed === undefined ? systemChance : seeded(options.seed, 'keys');
  const store = await connect(dialect === 'sqlite' ? join(folder, 'haven.db') : 'memory://', { name: 'haven' });
  await store.migrate(join(root, 'drizzle', dialect));
  const keyStore = await connect(dialect === 'sqlite' ? join(folder, 'keys.db') : 'memory://', { name: 'keys' });
  await keyStore.migrate(join(root, 'drizzle', `${dialect}-keys`));
  await verifyMark({ main: store, keys: keyStore, ring, kind: 'playground', chance });
  const keys = openKeys({ store: keyStore, ring, clock, chance });
  const played = playground({
    clock,
    advance: (to) => app.advance(to, (at) => clock.moveTo(at)),
    ...(options.people ? { people: options.people } : {}),
  });
  const app = openApp({
    store,
    seals: seals(ring, keys),
    destroyKeys: (ids) => keys.destroy(ids),
    clock,
    log,
    texts,
    platforms: [played],
    heartbeat: false,
    ...(options.seed === undefined ? {} : { chanceOf: (cause: string) => seeded(options.seed!, cause) }),
  });
  await app.start();
  await app.settle();
  const close = async () => {
    await app.stop();
    await store.close();
    await keyStore.close();
  };
  const made: World = {
    app,
    room: played.room,
    folder,
    clock,
    lines,
    person: (account) => new Speaker(made, account),
    pass: (milliseconds) => played.room.clock(new Date(clock.now().getTime() + milliseconds)),
    settle: () => app.settle(),
    async restart() {
      await close();
      return world({ ...options, folder, ring, start: clock.now() });
    },
    async stop() {
      await close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return made;
}

/** Somebody who speaks, and who reads what there is to read for them. */
export class Speaker {
  private static count = 0;
  private readonly world: World;
  readonly account: string;

  constructor(world: World, account: string) {
    this.world = world;
    this.account = account;
  }

  /** Event ids name who and how often, so that they are the same in two runs of the same story. */
  private event(): string {
    return `${this.account}-${(Speaker.count += 1)}`;
  }

  /** Writes to the bot in private; gives what the bot answered. */
  async says(text: string, files: readonly Upload[] = []): Promise<string> {
    return this.hears(() => this.world.room.say(this.account, this.direct, text, files, this.event()));
  }

  /** Types a command in private. */
  async runs(line: string): Promise<string> {
    return this.says(`/${line}`);
  }

  /** Presses the last button with this label among the messages in private. */
  async presses(label: string | RegExp): Promise<string> {
    const button = this.entries()
      .flatMap((entry) => entry.message?.choices ?? [])
      .findLast((choice) => (typeof label === 'string' ? choice.label === label : label.test(choice.label)));
    if (!button) throw new Error(`${this.account} sees no button ${String(label)}`);
    return this.hears(() => this.world.room.press(this.account, button.token, this.event()));
  }

  /** Sends in the form that was shown last. */
  async fills(values: Readonly<Record<string, string>>): Promise<string> {
    const form = this.entries().findLast((entry) => entry.form)?.form;
    if (!form) throw new Error(`${this.account} sees no form`);
    return this.hears(() => this.world.room.form(this.account, form.token, values, this.event()));
  }

  /** Everything in private, oldest first, as plain text. */
  reads(): string[] {
    return this.entries()
      .filter((entry) => entry.by === 'haven')
      .map((entry) => entry.text);
  }

  last(): string {
    return this.reads().at(-1) ?? '';
  }

  /** Everything in the responders' space that this person sees. */
  readsInSpace(): string[] {
    return this.world.room
      .views(this.account)
      .filter(({ place }) => place.kind === 'shared' && place.space === 'responders')
      .flatMap(({ entries }) => entries.map((entry) => entry.text));
  }

  /** All that this person can observe, for comparisons. */
  sees(): unknown {
    return this.world.room.views(this.account);
  }

  private get direct() {
    return { kind: 'direct', account: this.account } as const;
  }

  private entries() {
    return this.world.room
      .views(this.account)
      .filter(({ place }) => place.kind === 'direct')
      .flatMap(({ entries }) => entries);
  }

  private async hears(act: () => Promise<unknown>): Promise<string> {
    const before = this.reads().length;
    await act();
    await this.world.settle();
    return this.reads().slice(before).join('\n\n');
  }
}
