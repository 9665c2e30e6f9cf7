/**
 * The whole app on the Discord platform: real discord.js, our own Discord on loopback, a database of its own,
 * a clock that runs on and can be moved, and people who use Discord's own means.
 */
import { expect, test } from 'vitest';
import type { App } from '../../src/app.ts';
import type { Arrival } from '../../src/chat/platform.ts';
import type { House } from '../../src/chat/ports.ts';
import { discord, discordConfig, type DiscordOptions } from '../../src/platforms/discord/index.ts';
import type { MovableClock } from '../../src/time/clock.ts';
import { codeIn, reports, sentence } from '../support/report.ts';
import { until } from '../support/until.ts';
import { whole } from '../support/whole.ts';
import {
  discordServer,
  permission,
  shown,
  type Channel,
  type DiscordServer,
  type Guild,
  type Interaction,
  type Message,
  type Person,
} from './server/index.ts';

export interface DiscordWorld {
  readonly server: DiscordServer;
  readonly guild: Guild;
  /** The responders' channel: closed to everyone but insiders and the bot. */
  readonly space: Channel;
  /** Open to all. */
  readonly general: Channel;
  readonly insiders: string;
  /** Owns the server, reads everything in it, and is an insider. */
  readonly steward: Member;
  /** The app that runs just now. */
  readonly app: App;
  /** What was logged, a line each. */
  readonly lines: string[];
  /** Everything that the platform handed over and that was new, in order. */
  readonly arrivals: readonly Arrival[];
  /** Somebody in the server. */
  member(name: string, how?: { insider?: boolean; locale?: string; guilds?: readonly Guild[] }): Member;
  /** Sets the community up and lets these people into the team. */
  setUp(...team: readonly Member[]): Promise<void>;
  settle(): Promise<void>;
  /** What the platform keeps for itself below a prefix. */
  kept(prefix: string): ReturnType<House['keep']['list']>;
  readonly clock: MovableClock;
  /** Lets time pass, with all that becomes due meanwhile, in order. */
  pass(milliseconds: number): Promise<void>;
  /** What stands in the threads of the responders' channel, oldest first. */
  threads(): string[];
  stop(): Promise<void>;
  /** On the same databases, after `stop`. */
  start(options?: Partial<DiscordOptions>): Promise<void>;
}

export async function discordWorld(options: Partial<DiscordOptions> = {}): Promise<DiscordWorld & { end(): void }> {
  const around = whole();
  const { clock, lines, arrivals } = around;
  const server = await discordServer({ now: () => clock.now().getTime() });
  const guild = server.guild('Harbour');
  const insiders = server.role(guild, 'insiders', 0n);
  const { view, send, manageMessages, manageThreads } = permission;
  const space = server.textChannel(guild, 'responders', [
    { id: guild.id, deny: view },
    { id: insiders, allow: view },
    { id: server.state.bot.id, type: 1, allow: view | send | manageThreads },
  ]);
  const general = server.textChannel(guild, 'general', [{ id: server.state.bot.id, type: 1, allow: manageMessages }]);
  const here: DiscordWorld & { end(): void } = {
    server,
    guild,
    space,
    general,
    insiders,
    get steward() {
      return steward;
    },
    get app() {
      return around.app;
    },
    lines,
    arrivals,
    clock,
    member: (name, how = {}) =>
      new Member(
        here,
        server.person(name, {
          roles: how.insider ? [insiders] : [],
          ...(how.locale ? { locale: how.locale } : {}),
          ...(how.guilds ? { guilds: how.guilds } : {}),
        }),
        how.locale,
      ),
    async setUp(...team) {
      await steward.runs('haven setup', { language: 'en', space: `<#${space.id}>` }, general);
      for (const { account } of team) await steward.runs('team add', { person: account }, general);
    },
    settle: () => around.app.settle(),
    kept: around.kept,
    pass: around.pass,
    threads: () =>
      server
        .threadsOf(space)
        .flatMap((each) => each.messages)
        .map(({ content }) => shown(content).text),
    stop: around.stop,
    async start(changed = {}) {
      // People here are quicker than anybody; where it matters, a test sets Discord's own limit.
      const settings = { token: server.token, api: server.api, requests_per_second: 10_000, ...options, ...changed };
      const before = arrivals.length;
      await around.start(discord(discordConfig.parse(settings)));
      // Discord tells of the server, and of who reads in it, a moment after the start.
      const told = () => arrivals.slice(before);
      await until(() => told().some(({ what }) => what.kind === 'server'));
      await until(() => told().some(({ what }) => what.kind === 'readers'));
      await around.app.settle();
    },
    end: around.end,
  };
  const steward = here.member('Steward', { insider: true });
  guild.members.delete(guild.owner);
  guild.owner = steward.account;
  await here.start();
  return here;
}

/** A team of three beside the steward, and somebody who reports. */
export async function teamOf(here: DiscordWorld, how: { insider?: boolean } = { insider: true }) {
  const [rosa, sam, tariq] = ['Rosa', 'Sam', 'Tariq'].map((name) => here.member(name, how)) as [Member, Member, Member];
  await here.setUp(rosa, sam, tariq);
  return { rosa, sam, tariq, ana: here.member('Ana') };
}

/** A case that Rosa and Sam are on. */
export async function onIt(here: DiscordWorld) {
  const team = await teamOf(here);
  const code = codeIn(await reports(team.ana, 'He followed me home'));
  await team.rosa.runs('case take', { case: code });
  await team.sam.runs('case take', { case: code });
  return { ...team, code };
}

/** Somebody who uses Discord, and what they read there. */
export class Member {
  private readonly here: DiscordWorld;
  readonly human: Person;
  private readonly locale: string;

  constructor(here: DiscordWorld, human: Person, locale = 'en') {
    this.here = here;
    this.human = human;
    this.locale = locale.split('-')[0]!;
  }

  get account(): string {
    return this.human.user.id;
  }

  /** Writes to the bot in private; gives what this person can read afterwards and could not before. */
  says(text: string, files: Parameters<Person['dm']>[1] = []): Promise<string> {
    return this.hears(() => this.human.dm(text, files).id);
  }

  /** Gives a slash command, in private unless a channel is named. */
  runs(name: string, values: Readonly<Record<string, string>> = {}, where?: Channel): Promise<string> {
    return this.hears(() => this.human.slash(name, values, where).id);
  }

  /** Presses the newest button of this label. */
  presses(label: string): Promise<string> {
    return this.hears(() => this.human.press(label).id);
  }

  /** Sends in the form that was shown last. */
  fills(values: Readonly<Record<string, string>>, files: Parameters<Person['submit']>[1] = []): Promise<string> {
    return this.hears(async () => (await this.human.submit(values, files)).id);
  }

  /** Presses “Write here” and sends in the form that comes. */
  async writesHere(words: string, files: Parameters<Person['submit']>[1] = []): Promise<string> {
    await this.presses(sentence('word-write', undefined, this.locale));
    return this.fills({ words }, files);
  }

  /** Chooses an entry of the menu of a message, or of a person in a channel. */
  chooses(entry: string, on: Message | Person, where?: Channel): Promise<string> {
    return this.hears(() =>
      'content' in on ? this.human.onMessage(entry, on).id : this.human.onPerson(entry, on, where).id,
    );
  }

  /** Waits until what was done has been acted upon and all answers are out. */
  async hears(act: () => string | Promise<string>): Promise<string> {
    const before = new Set(this.seen().map((each) => each.id));
    const event = await act();
    await until(() => this.here.arrivals.some((each) => each.eventId === event));
    await this.here.settle();
    return this.seen()
      .filter((each) => !before.has(each.id))
      .map(({ content }) => shown(content).text)
      .join('\n\n');
  }

  /** All that the bot said and this person can read in private, as it stands on the screen. */
  reads(): string[] {
    return this.seen().map(({ content }) => shown(content).text);
  }

  last(): string {
    return this.reads().at(-1) ?? '';
  }

  /** The buttons of the newest message. */
  buttons(): string[] {
    return (this.seen().at(-1)?.components ?? []).flatMap((row) =>
      row.components.map((each: { label: string }) => each.label),
    );
  }

  private seen(): Message[] {
    return this.human.reads();
  }
}

/** A story in a Discord of its own, in which nothing may be against Discord's rules, late, or left unfinished. */
export const story = (
  name: string,
  tell: (here: DiscordWorld) => Promise<void>,
  options: Partial<DiscordOptions> & { readonly expectErrors?: true } = {},
): void => {
  const { expectErrors, ...settings } = options;
  test(name, { timeout: 30_000 }, async () => {
    const here = await discordWorld(settings);
    try {
      await tell(here);
      if (!expectErrors) expect(here.lines.filter((line) => line.includes('"error"'))).toEqual([]);
      const messages = [...here.server.state.channels.values()].flatMap((each) => each.messages);
      for (const { author, content } of messages) {
        if (author !== here.server.state.bot.id) continue;
        expect(content).not.toMatch(/\{\s*\$/u);
        expect(shown(content).alive).toEqual([]);
      }
      for (const each of here.server.interactions.values())
        if (each.respondedAt !== undefined) expect(firstAnswerAfter(each)).toBeLessThan(3_000);
      expect(here.server.violations).toEqual([]);
    } finally {
      await here.stop();
      await here.server.close();
      here.end();
    }
  });
};

/** In milliseconds. */
export const firstAnswerAfter = (each: Interaction): number => (each.respondedAt ?? Infinity) - each.at;
