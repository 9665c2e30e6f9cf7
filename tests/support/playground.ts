/** The world of a story on the playground, on which all stories are told first. */
import { createHmac } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, dialect } from '#dialect';
import { openApp } from '../../src/app.ts';
import { loadTexts } from '../../src/app/texts.ts';
import { Fault } from '../../src/chat/outcome.ts';
import type { Place, Platform, Post } from '../../src/chat/platform.ts';
import type { Log } from '../../src/chat/ports.ts';
import { playground } from '../../src/platforms/playground/index.ts';
import type { Upload } from '../../src/platforms/playground/room.ts';
import { openKeys, seals } from '../../src/store/casekeys.ts';
import { randomId, systemChance, type Chance } from '../../src/store/ids.ts';
import { passingKeys } from '../../src/store/keys.ts';
import { verifyMark } from '../../src/store/mark.ts';
import { movableClock } from '../../src/time/clock.ts';
import type { Opened, Speaker, World, WorldOptions } from './world.ts';

/** Memory, where there is a folder in it: each commit waits for the disk, and a test gains nothing by that. */
const scratch = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

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
    person: (account) => new Player(made, account, () => event(account)),
    pass: (milliseconds) => played.room.clock(new Date(clock.now().getTime() + milliseconds)),
    settle: () => app.settle(),
    async arrives(arrival) {
      const got = await app.house(outside).receive({ at: clock.now(), ...arrival });
      await app.settle();
      return got;
    },
    close: async (...accounts) => accounts.forEach((account) => closed.add(account)),
    open: async (...accounts) => accounts.forEach((account) => closed.delete(account)),
    square: async () => 'square',
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
    faults: async () => [
      ...lines.filter((line) => line.includes('"error"')),
      ...played.room.people
        .flatMap(({ account }) => played.room.views(account))
        .flatMap(({ entries }) => entries)
        .filter((entry) => entry.by === 'haven' && /\{\s*\$/u.test(entry.text))
        .map((entry) => `a sentence that is not finished: ${entry.text}`),
    ],
    async stop() {
      await close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return made;
}

/** Somebody who speaks, and who reads what there is to read for them. */
class Player implements Speaker {
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

  newest(): string {
    const mine = this.entries().findLast(({ by, kind }) => by === this.account && kind === 'said');
    if (!mine) throw new Error(`${this.account} has written nothing that still stands`);
    return mine.id;
  }

  async edits(id: string, text: string): Promise<string> {
    return this.hears(() => this.world.room.edit(this.account, id, text, this.event()));
  }

  async takesBack(id: string): Promise<string> {
    return this.hears(() => this.world.room.delete(this.account, id, this.event()));
  }

  async opens(): Promise<Opened[]> {
    const sent = this.entries().flatMap(({ by, files }) => (by === 'haven' ? (files ?? []) : []));
    return Promise.all(
      sent.map(async (file) => {
        const { bytes } = (await this.world.room.fileFor(this.account, file.id))!;
        return { name: file.name, covered: 'spoiler' in file && file.spoiler, text: Buffer.from(bytes).toString() };
      }),
    );
  }

  rang(): number {
    return this.entries().filter(({ urgency }) => urgency === 'page').length;
  }

  async offered(command: string, field: string) {
    return this.world.room.suggest(this.account, this.direct, command, field, '');
  }

  async speaks(locale: string): Promise<void> {
    await this.world.room.speak(this.account, locale);
  }

  async wantsPlain(): Promise<void> {
    await this.world.room.setPlain(this.account, true);
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

  readsInSpace(): string[] {
    return this.inSpace().map((entry) => entry.text);
  }

  readsInSquare(): string[] {
    return this.inSpace('square').map((entry) => entry.text);
  }

  async saysInSquare(text: string): Promise<string> {
    const place = { kind: 'shared', space: 'square' } as const;
    return this.hears(() => this.world.room.say(this.account, place, text, [], this.event()));
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

  private inSpace(space = 'responders') {
    return this.world.room
      .views(this.account)
      .filter(({ place }) => place.kind === 'shared' && place.space === space)
      .flatMap(({ entries }) => entries);
  }

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
