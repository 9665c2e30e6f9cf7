/**
 * The whole app on the Matrix platform: a real Synapse, a database of its own, a clock that runs on and can be moved,
 * and people who write with a client of another make.
 */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { App } from '../../src/app.ts';
import { loadTexts } from '../../src/app/texts.ts';
import type { Arrival } from '../../src/chat/platform.ts';
import type { House } from '../../src/chat/ports.ts';
import { matrixConfig, type MatrixOptions } from '../../src/platforms/matrix/config.ts';
import { matrix } from '../../src/platforms/matrix/index.ts';
import { systemClock, type MovableClock } from '../../src/time/clock.ts';
import { codeIn, reports } from '../support/report.ts';
import { until } from '../support/until.ts';
import { whole } from '../support/whole.ts';
import { openCommunity, openGround, Person, screenOf, type Community, type Ground } from './harness.ts';
import type { Member, Shown, Upload } from './members.ts';
import type { SynapseOptions } from './synapse.ts';

const texts = loadTexts(['en', 'es']).on('matrix');

/** A sentence of the house as somebody reads it on Matrix. */
export const sentence = (key: string, args?: Parameters<typeof texts.format>[0]['args'], locale = 'en'): string =>
  texts.format(args ? { key, args } : { key }, locale);

export interface MatrixWorld {
  readonly community: Community;
  /** Made the Space and the room, and reads in both. */
  readonly steward: Speaker;
  readonly app: App;
  /** What was logged, a line each. */
  readonly lines: string[];
  /** Everything that the platform handed over and that was new, in order. */
  readonly arrivals: readonly Arrival[];
  readonly clock: MovableClock;
  /** Somebody in the Space; an insider sits in the responders' room as well. */
  member(name: string, how?: { insider?: boolean }): Promise<Speaker>;
  /** Somebody whom the community doesn't know. */
  stranger(name: string): Promise<Speaker>;
  /** Somebody of another homeserver. */
  guest(member: Member): Speaker;
  /** Sets the community up and lets these people into the team. */
  setUp(...team: readonly Speaker[]): Promise<void>;
  settle(): Promise<void>;
  /** What the platform keeps for itself below a prefix. */
  kept(prefix: string): ReturnType<House['keep']['list']>;
  /** Lets time pass, with all that becomes due meanwhile, in order. */
  pass(milliseconds: number): Promise<void>;
  /** What stands about cases in the responders' room, by thread, as the steward reads it. */
  threads(): string[][];
  stop(): Promise<void>;
  /** On the same databases, after `stop`. */
  start(options?: Partial<MatrixOptions>): Promise<void>;
  end(): Promise<void>;
}

export async function matrixWorld(ground: Ground, how: { version?: string } = {}): Promise<MatrixWorld> {
  const community = await openCommunity(ground, how);
  const { bot, proxy, room } = community;
  // The homeserver goes by a clock of its own, which can't be moved.
  const around = whole(({ at }) => new Date(at.getTime() + clock.now().getTime() - systemClock.now().getTime()));
  const { clock, arrivals } = around;
  const speakers: Speaker[] = [];
  const enter = (member: Member): Speaker => {
    const speaker = new Speaker(here, member, look);
    speakers.push(speaker);
    return speaker;
  };
  const look = async () => void (await Promise.all(speakers.map((each) => each.looks())));

  const here: MatrixWorld = {
    community,
    get steward() {
      return steward;
    },
    get app() {
      return around.app;
    },
    lines: around.lines,
    arrivals,
    clock,
    async member(name, given = {}) {
      const member = await community.member(name, given);
      if (given.insider) {
        const known = ({ what }: Arrival) =>
          what.kind === 'readers' && what.accounts?.some(({ account }) => account === member.account);
        await until(() => arrivals.some(known));
        await here.settle();
      }
      return enter(member);
    },
    stranger: async (name) => enter(await ground.members.member(name)),
    guest: enter,
    async setUp(...team) {
      await steward.runs(`setup --language en --space ${linkTo(room)}`, room);
      for (const { account } of team) await steward.runs(`team add ${account}`, room);
    },
    settle: () => around.app.settle(),
    kept: around.kept,
    async pass(milliseconds) {
      await around.pass(milliseconds);
      await look();
    },
    threads: () =>
      [...Map.groupBy(steward.inRoom(), ({ id, thread = id }) => thread).values()]
        .map((all) => all.map((each) => screenOf(each).text))
        .filter((all) => codeName.test(all.join())),
    stop: around.stop,
    async start(options = {}) {
      const { user, password } = bot;
      const store = join(around.folder, 'keys-of-the-device');
      const before = arrivals.length;
      await around.start(matrix(matrixConfig.parse({ homeserver: proxy.url, user, password, store, ...options })));
      await community.joined();
      const told = (kind: string) => arrivals.slice(before).some(({ what }) => what.kind === kind);
      await until(() => told('server') && told('readers'));
      await around.app.settle();
    },
    async end() {
      await around.stop();
      await proxy.close();
      around.end();
    },
  };
  const steward = enter(community.steward);
  await here.start();
  return here;
}

const codeName = /\b[a-z]+-[a-z]+-\d{2}\b/u;

/** How a room or a person is linked to (Matrix specification, "matrix.to navigation"). */
export const linkTo = (id: string): string => `https://matrix.to/#/${encodeURIComponent(id)}`;

/** A team of three beside the steward, and somebody who reports. */
export async function teamOf(here: MatrixWorld, how: { insider?: boolean } = { insider: true }) {
  const [rosa, sam, tariq] = [
    await here.member('Rosa', how),
    await here.member('Sam', how),
    await here.member('Tariq', how),
  ];
  await here.setUp(rosa, sam, tariq);
  return { rosa, sam, tariq, ana: await here.member('Ana') };
}

/** A case that Rosa and Sam are on. */
export async function onIt(here: MatrixWorld) {
  const team = await teamOf(here);
  const code = codeIn(await reports(team.ana, 'He followed me home'));
  await team.rosa.runs(`case take ${code}`);
  await team.sam.runs(`case take ${code}`);
  return { ...team, code };
}

/** Somebody who writes, and what they read. */
export class Speaker {
  private readonly here: MatrixWorld;
  readonly member: Member;
  private readonly person: Person;
  private readonly look: () => Promise<void>;
  private private: readonly Shown[] = [];
  private room: readonly Shown[] = [];

  constructor(here: MatrixWorld, member: Member, look: () => Promise<void>) {
    this.here = here;
    this.member = member;
    this.person = new Person(member, here.community);
    this.look = look;
  }

  get account(): string {
    return this.member.account;
  }

  get name(): string {
    return this.member.name;
  }

  /** The room in which they write to the bot. */
  direct(): Promise<string> {
    return this.person.direct();
  }

  /** Writes to the bot in private; gives what this person can read afterwards, there or in the room, and could not before. */
  says(text: string, files: readonly Upload[] = []): Promise<string> {
    return this.hears(async () => {
      const room = await this.direct();
      if (files.length === 0) return this.member.says(room, text);
      const [first] = await Promise.all(files.map((file) => this.member.attaches(room, file, text || undefined)));
      return first!;
    });
  }

  /** Types a command: in private, or in a room. */
  runs(line: string, room?: string): Promise<string> {
    return this.hears(async () => this.member.says(room ?? (await this.direct()), `!haven ${line}`));
  }

  edits(id: string, text: string): Promise<string> {
    return this.hears(async () => this.member.edits(await this.direct(), id, text));
  }

  redacts(id: string): Promise<string> {
    return this.hears(async () => this.member.redacts(await this.direct(), id));
  }

  /** Waits until what was done has been acted upon and all answers are out. */
  async hears(act: () => string | Promise<string>): Promise<string> {
    const before = new Set([...this.private, ...this.room].map(({ id }) => id));
    const event = await act();
    await until(() => this.here.arrivals.some(({ eventId }) => eventId === event), 30_000);
    await this.here.settle();
    await this.look();
    return [...this.room, ...this.private]
      .filter(({ id }) => !before.has(id))
      .map((each) => screenOf(each).text)
      .join('\n\n');
  }

  /** All that the bot said and this person can read in private, as it stands on the screen. */
  reads(): string[] {
    return this.private.map((each) => screenOf(each).text);
  }

  last(): string {
    return this.reads().at(-1) ?? '';
  }

  /** The same, as it came. */
  inPrivate(): readonly Shown[] {
    return this.private;
  }

  /** All that the bot said in the responders' room, and that this person reads there. */
  inRoom(): readonly Shown[] {
    return this.room;
  }

  async looks(): Promise<void> {
    this.private = await this.person.reads('private');
    this.room = await this.person.reads('room');
  }

  download(message: Shown): Promise<Uint8Array> {
    return this.person.download(message);
  }
}

let ground: Ground;

/** To be called once in a file that tells stories. With `options`, on a homeserver that nobody else uses. */
export function withGround(options?: SynapseOptions): { readonly ground: Ground } {
  beforeAll(async () => {
    ground = await openGround(options);
  });
  afterAll(() => ground.end());
  return {
    get ground() {
      return ground;
    },
  };
}

export interface StoryOptions {
  readonly version?: string;
  readonly expectErrors?: true;
  /** Something is said in a room that is not encrypted. */
  readonly expectPlain?: true;
  /** How long it may take; in milliseconds. */
  readonly patience?: number;
}

/** A story in a community of its own, in which nothing may be said in the open, come alive, or be left unfinished. */
export const story = (name: string, tell: (here: MatrixWorld) => Promise<void>, options: StoryOptions = {}): void => {
  const { expectErrors, expectPlain, patience = 90_000, ...how } = options;
  test(name, { timeout: patience }, async () => {
    const here = await matrixWorld(ground, how);
    try {
      await tell(here);
      if (!expectErrors) expect(here.lines.filter((line) => line.includes('"error"'))).toEqual([]);
      await here.steward.looks();
      for (const message of [...here.steward.inRoom(), ...here.steward.inPrivate()]) {
        const { text, alive } = screenOf(message);
        expect(text).not.toMatch(/\{\s*\$/u);
        expect(alive).toEqual([]);
      }
      const { asked } = here.community.proxy;
      if (!expectPlain) expect(asked.filter(({ path }) => path.includes('/send/m.room.message/'))).toEqual([]);
      const wrong = asked.filter(({ status }) => [400, 405, 413].includes(status));
      expect(wrong.map(({ method, path, status }) => `${method} ${path}: ${status}`)).toEqual([]);
    } finally {
      await here.end();
    }
  });
};
