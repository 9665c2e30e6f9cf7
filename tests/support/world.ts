/**
 * A small world: the same app that the program builds, on a database of its own, with a clock that only
 * moves when it is told to, and people who speak through the playground's front door.
 */
import { createHmac } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, dialect } from '#dialect';
import { openApp, type App } from '../../src/app.ts';
import { loadTexts } from '../../src/app/texts.ts';
import { Fault } from '../../src/chat/outcome.ts';
import type { Arrival, Place, Platform, Post } from '../../src/chat/platform.ts';
import type { Log } from '../../src/chat/ports.ts';
import { playground, type Playground } from '../../src/platforms/playground/index.ts';
import type { Person } from '../../src/platforms/playground/people.ts';
import type { Upload } from '../../src/platforms/playground/room.ts';
import { openKeys, seals } from '../../src/store/casekeys.ts';
import { randomId, systemChance, type Chance } from '../../src/store/ids.ts';
import { passingKeys, type KeyRing } from '../../src/store/keys.ts';
import { verifyMark } from '../../src/store/mark.ts';
import { movableClock, type MovableClock } from '../../src/time/clock.ts';

/** Memory, where there is a folder in it: each commit waits for the disk, and a test gains nothing by that. */
const scratch = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

export interface World {
  readonly app: App;
  readonly room: Playground['room'];
  readonly folder: string;
  readonly clock: MovableClock;
  /** What was logged, a line each. */
  readonly lines: string[];
  /** Messages of people that were to be taken away, by their ids. */
  readonly taken: readonly string[];
  person(account: string): Speaker;
  /** Lets time pass, with all that becomes due meanwhile, in order. */
  pass(milliseconds: number): Promise<void>;
  /** Everything that is to be done just now is done. */
  settle(): Promise<void>;
  /** Something arrives from the platform that nobody there can do by hand: who reads a space, a huge file. */
  arrives(arrival: Omit<Arrival, 'at'> & { readonly at?: Date }): Promise<'new' | 'known'>;
  /** From now on nothing can be delivered to these accounts in private, as with closed direct messages. */
  close(...accounts: readonly string[]): void;
  /** And now it can be again. */
  open(...accounts: readonly string[]): void;
  /** Stops, and starts again on the same database, so many milliseconds later. */
  restart(later?: number): Promise<World>;
  stop(): Promise<void>;
}

export interface WorldOptions {
  readonly folder?: string;
  /** The two databases; by default files in the folder, or a Postgres inside the process. */
  readonly urls?: { readonly haven: string; readonly keys: string };
  readonly ring?: KeyRing;
  readonly start?: Date;
  readonly people?: readonly Person[];
  /** As on a platform without buttons, forms and roles, on which commands are typed; all else is the playground's. */
  readonly wordsOnly?: boolean;
  /** Makes ids and draws the same at each run, by what begins a transaction. */
  readonly seed?: string;
  /** From where events are counted; a world that was started again counts on. */
  readonly events?: number;
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
  const folder = options.folder ?? mkdtempSync(join(scratch, 'haven-world-'));
  const ring = options.ring ?? passingKeys();
  const clock = movableClock(options.start ?? new Date('2026-03-02T09:00:00Z'));
  const lines: string[] = [];
  const write = (level: string) => (label: string, facts?: object) =>
    void lines.push(JSON.stringify({ level, label, ...facts }));
  const log: Log = { info: write('info'), warn: write('warn'), error: write('error') };
  const root = join(import.meta.dirname, '..', '..');
  const chance = options.seed === undefined ? systemChance : seeded(options.seed, 'keys');
  const url = (name: 'haven' | 'keys') =>
    options.urls?.[name] ?? (dialect === 'sqlite' ? join(folder, `${name}.db`) : 'memory://');
  const store = await connect(url('haven'), { name: 'haven' });
  await store.migrate(join(root, 'drizzle', dialect));
  const keyStore = await connect(url('keys'), { name: 'keys' });
  await keyStore.migrate(join(root, 'drizzle', `${dialect}-keys`));
  await verifyMark({ main: store, keys: keyStore, ring, kind: 'playground', chance });
  const keys = openKeys({ store: keyStore, ring, clock, chance });
  const { seed } = options;
  let cause = '';
  /** Draws by cause; whoever draws is the one who was opened last, since writing is a queue. */
  const chanceOf = (by: string): Chance => {
    if (by !== 'suggest' && by !== 'open') cause = by;
    return seeded(seed!, by);
  };
  // The id of a case must not tell how many were made before it: that would differ between two runs.
  const sealed = seals(ring, keys);
  const sealing =
    seed === undefined ? sealed : { ...sealed, spare: async () => randomId(seeded(seed, `case/${cause}`)) };
  const closed = new Set<string>();
  const taken: string[] = [];
  const played = playground({
    clock,
    advance: (to) => app.advance(to, (at) => clock.moveTo(at)),
    ...(options.people ? { people: options.people } : {}),
  });
  // The playground as it is, but for accounts whose direct messages are closed.
  const { wordsOnly = false } = options;
  const outside: Platform = Object.create(played, {
    ...(wordsOnly
      ? {
          limits: { value: { ...played.limits, choices: 0, prefix: '!haven ' } },
          forms: { value: undefined },
          roles: { value: undefined },
          redactsPrivate: { value: true },
          redact: {
            value: async (place: Place, message: string) => {
              taken.push(message);
              if (place.kind === 'shared') await played.redact!(place, message);
            },
          },
        }
      : {}),
    send: {
      value: async (post: Post) => {
        // An answer where others are near needs no open messages.
        const whispered = post.reply !== undefined && !post.reply.includes('@direct');
        if (post.to.kind === 'direct' && closed.has(post.to.account) && !whispered)
          throw new Fault('unreachable', 'test: closed');
        return played.send(post);
      },
    },
  });
  const app = openApp({
    store,
    seals: sealing,
    destroyKeys: (ids) => keys.destroy(ids),
    clock,
    log,
    texts,
    platforms: [outside],
    heartbeat: false,
    ...(seed === undefined ? {} : { chanceOf }),
  });
  await app.start();
  await app.settle();
  if (wordsOnly) for (const { account } of played.room.people) await played.room.setPlain(account, true);
  let over = false;
  const close = async () => {
    if (over) return;
    over = true;
    await app.stop();
    await store.close();
    await keyStore.close();
  };
  const counts = new Map<string, number>();
  const event = (account: string): string => {
    const count = (counts.get(account) ?? options.events ?? 0) + 1;
    counts.set(account, count);
    return `${account}-${count}`;
  };
  const made: World = {
    app,
    room: played.room,
    folder,
    clock,
    lines,
    taken,
    person: (account) => new Speaker(made, account, () => event(account)),
    pass: (milliseconds) => played.room.clock(new Date(clock.now().getTime() + milliseconds)),
    settle: () => app.settle(),
    async arrives(arrival) {
      const got = await app.house(outside).receive({ at: clock.now(), ...arrival });
      await app.settle();
      return got;
    },
    close: (...accounts) => accounts.forEach((account) => closed.add(account)),
    open: (...accounts) => accounts.forEach((account) => closed.delete(account)),
    async restart(later = 0) {
      await close();
      return world({
        ...options,
        folder,
        ring,
        start: new Date(clock.now().getTime() + later),
        events: (options.events ?? 0) + 1_000,
      });
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
  private readonly world: World;
  /** Event ids name who and how often, so that they are the same in two runs of the same story. */
  private readonly event: () => string;
  readonly account: string;

  constructor(world: World, account: string, event: () => string) {
    this.world = world;
    this.account = account;
    this.event = event;
  }

  /** Writes to the bot in private; gives what the bot answered. */
  async says(text: string, files: readonly Upload[] = []): Promise<string> {
    return this.hears(() => this.world.room.say(this.account, this.direct, text, files, this.event()));
  }

  /** Types a command in private. */
  async runs(line: string): Promise<string> {
    return this.says(`/${line}`);
  }

  /** Types a command in the responders' space; gives everything new there and in private. */
  async runsInSpace(line: string): Promise<string> {
    const before = new Set(this.inSpace().map((entry) => entry.id));
    const place = { kind: 'shared', space: 'responders' } as const;
    const told = await this.hears(() => this.world.room.say(this.account, place, `/${line}`, [], this.event()));
    const fresh = this.inSpace().filter((entry) => !before.has(entry.id) && entry.by === 'haven');
    return [...fresh.map((entry) => entry.text), told].join('\n\n').trim();
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
    return this.inSpace().map((entry) => entry.text);
  }

  /**
   * All that this person can observe, for comparisons. Three things in it are opaque and are called by their place
   * among what this person sees: the tokens of buttons, which are chance; the playground's ids of the bot's messages,
   * which are those of their rows and count all rows of a millisecond; and the ids of parts of a rota, which do so too.
   */
  sees(): string {
    const names = new Map<string, string>();
    const opaque = /"h-[0-9a-z]{22}(?:\.\d+)?"|(?<="token":)"[0-9a-z]{26}(?:\.\d+)?"|(?<=remove )[0-9a-z]{22}\b/gu;
    return JSON.stringify(this.world.room.views(this.account)).replaceAll(opaque, (id) => {
      if (!names.has(id)) names.set(id, `"opaque-${names.size + 1}"`);
      return names.get(id)!;
    });
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

  private inSpace() {
    return this.world.room
      .views(this.account)
      .filter(({ place }) => place.kind === 'shared' && place.space === 'responders')
      .flatMap(({ entries }) => entries);
  }

  /** What the bot says to them in private because of something. */
  async hears(act: () => Promise<unknown>): Promise<string> {
    // By their ids: what was said before can be taken back meanwhile.
    const before = new Set(this.entries().map((entry) => entry.id));
    await act();
    await this.world.settle();
    return this.entries()
      .filter((entry) => entry.by === 'haven' && !before.has(entry.id))
      .map((entry) => entry.text)
      .join('\n\n');
  }
}
