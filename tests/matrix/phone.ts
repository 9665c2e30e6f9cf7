/** Somebody on Matrix who tells a story: what they do by their app, and what they read there. */
import type { Upload } from '../../src/platforms/playground/room.ts';
import { sentence } from '../support/report.ts';
import type { Opened, Speaker } from '../support/world.ts';
import { isCovered, type Community } from './harness.ts';
import type { Member, Shown } from './members.ts';
import type { Asked } from './proxy.ts';

export interface Around {
  readonly community: Omit<Community, 'member'>;
  /** Waits until an event has reached the app. */
  arrived(event: string): Promise<unknown>;
  /** What is to be done is done, and everybody has looked. */
  settle(): Promise<void>;
  /** The room that the whole community reads, once there is one. */
  square(): string | undefined;
  /** Mentions as this platform's apps write them. */
  mentions(text: string): string;
}

/** How a room or a person is linked to (Matrix specification, "matrix.to navigation"). */
export const linkTo = (id: string): string => `https://matrix.to/#/${encodeURIComponent(id)}`;

export class Phone implements Speaker {
  readonly account: string;
  readonly member: Member;
  private readonly around: Around;
  /** The rooms in which they talk with the bot; the one that was opened last comes last. */
  private readonly talks = new Set<string>();
  /** What they wrote in private, by id. */
  private readonly written: string[] = [];
  private readonly files = new Map<string, Promise<Uint8Array>>();
  private screen: readonly Shown[] = [];
  /** How much of what the bot did was looked at. */
  private seen = 0;

  constructor(account: string, member: Member, around: Around) {
    this.account = account;
    this.member = member;
    this.around = around;
  }

  says(text: string, files: readonly Upload[] = []): Promise<string> {
    return this.hears(async () => {
      const room = await this.direct();
      const words = this.around.mentions(text);
      const events: string[] = [];
      if (files.length === 0) events.push(await this.member.says(room, words));
      for (const [at, file] of files.entries())
        events.push(await this.attaches(room, file, at === 0 && words !== '' ? words : undefined));
      this.written.push(...events);
      for (const event of events) await this.around.arrived(event);
    });
  }

  runs(line: string): Promise<string> {
    return this.says(commandOf(line));
  }

  async runsInSpace(line: string): Promise<string> {
    const { room } = this.around.community;
    const before = new Set(this.inSpace().map(({ id }) => id));
    const told = await this.hears(async () =>
      this.around.arrived(await this.member.says(room, this.around.mentions(commandOf(line)))),
    );
    const fresh = this.inSpace().filter(({ id }) => !before.has(id));
    return [...fresh.map(textOf), told].join('\n\n').trim();
  }

  async presses(label: string | RegExp): Promise<string> {
    const fits = (each: string) => (typeof label === 'string' ? each === label : label.test(each));
    for (const message of this.reads().toReversed())
      for (const line of message.split('\n').toReversed()) {
        const typed = choicesIn(line).find(([each]) => fits(each))?.[1];
        if (typed !== undefined) return this.says(typed);
      }
    throw new Error(`${this.account} is offered no ${String(label)}`);
  }

  fills(): Promise<string> {
    return Promise.reject(new Error('There are no forms on Matrix.'));
  }

  newest(): string {
    return this.written.at(-1) ?? '';
  }

  edits(id: string, text: string): Promise<string> {
    return this.hears(async () => this.around.arrived(await this.member.edits(await this.direct(), id, text)));
  }

  takesBack(id: string): Promise<string> {
    return this.hears(async () => this.around.arrived(await this.member.redacts(await this.direct(), id)));
  }

  reads(): string[] {
    return this.inPrivate().filter(hasWords).map(textOf);
  }

  last(): string {
    return this.reads().at(-1) ?? '';
  }

  readsInSpace(): string[] {
    return this.inSpace().map(textOf);
  }

  readsInSquare(): string[] {
    const square = this.around.square();
    return square === undefined ? [] : this.member.screen(square).map(textOf);
  }

  async saysInSquare(text: string): Promise<string> {
    return this.hears(async () => this.around.arrived(await this.member.says(this.around.square()!, text)));
  }

  opens(): Promise<Opened[]> {
    return Promise.all(
      this.inPrivate()
        .filter((each) => !hasWords(each))
        .map(async ({ id, content }) => {
          if (!this.files.has(id)) this.files.set(id, this.member.downloads(content));
          const text = Buffer.from(await this.files.get(id)!).toString();
          return { name: content.filename ?? content.body, covered: isCovered(content), text };
        }),
    );
  }

  rang(): number {
    return this.member.rings();
  }

  sees(): string {
    return JSON.stringify(this.shown());
  }

  /** Nothing is offered while somebody types. */
  async offered(): Promise<[]> {
    return [];
  }

  /** No homeserver tells anybody's language. */
  async speaks(): Promise<void> {}

  async wantsPlain(): Promise<void> {}

  async hears(act: () => Promise<unknown>): Promise<string> {
    const before = new Set(this.inPrivate().map(({ id }) => id));
    await act();
    await this.around.settle();
    return this.inPrivate()
      .filter((each) => hasWords(each) && !before.has(each.id))
      .map(textOf)
      .join('\n\n');
  }

  /** All of the bot's messages that stand on the screen. */
  shown(): readonly Shown[] {
    return this.screen;
  }

  /** What they wrote and somebody else has taken away since, by id. */
  lost(): readonly string[] {
    const gone = new Set(
      this.member.told
        .filter(({ event }) => event.type === 'm.room.redaction' && event.sender !== this.member.account)
        .map(({ event }) => event.redacts ?? event.content?.redacts),
    );
    return this.written.filter((id) => gone.has(id));
  }

  /** Looks at the phone where there is news on it, and goes wherever the bot asks for a talk. */
  async looks(): Promise<void> {
    const { member } = this;
    const { bot, proxy } = this.around.community;
    const fresh = proxy.asked.slice(this.seen);
    if (!fresh.some((each) => this.concerns(each))) return;
    const unfinished = fresh.findIndex((each) => each.status === 0 && this.concerns(each));
    this.seen += unfinished < 0 ? fresh.length : unfinished;
    await member.catchUp();
    const asked = [...member.invitations].filter(([, state]) => state.some(({ sender }) => sender === bot.user));
    for (const [room] of asked) {
      await member.joins(room);
      this.talks.add(room);
    }
    if (asked.length > 0) await member.catchUp();
    this.screen = member.screen().filter(({ sender }) => sender === bot.user);
  }

  /** Whether something that the bot did can be seen by this person. */
  private concerns({ method, path }: Asked): boolean {
    const { room } = this.around.community;
    const where = decodeURIComponent(path);
    const near = [...this.talks, room, this.around.square(), this.member.account];
    return method !== 'GET' && near.some((each) => each !== undefined && where.includes(each));
  }

  /** Leaves the talks with the bot; tells whether there were any. */
  async leaves(): Promise<boolean> {
    const any = this.talks.size > 0;
    for (const room of this.talks) await this.member.leaves(room);
    this.talks.clear();
    return any;
  }

  /** The room to write to the bot; a new one, where there is none. It is not waited for that the bot joins. */
  private async direct(): Promise<string> {
    await this.looks();
    const known = [...this.talks].at(-1);
    if (known !== undefined) return known;
    const { bot } = this.around.community;
    const room = await this.member.creates({ encrypted: true, direct: true, invite: [bot.user] });
    this.talks.add(room);
    return room;
  }

  private inPrivate(): readonly Shown[] {
    const { room: team, space } = this.around.community;
    return this.screen.filter(({ room }) => room !== team && room !== space && room !== this.around.square());
  }

  private inSpace(): readonly Shown[] {
    return this.screen.filter(({ room }) => room === this.around.community.room);
  }

  /** Sends a file; one that fails can't be fetched by anybody afterwards. */
  private async attaches(room: string, { fails = false, ...file }: Upload, words: string | undefined): Promise<string> {
    const id = await this.member.attaches(room, file, words);
    if (!fails) return id;
    await this.member.catchUp();
    const { content } = this.member.told.find(({ event }) => event.event_id === id)!.event;
    const media = String(content.file.url).split('/').at(-1)!;
    this.around.community.proxy.break({
      method: 'GET',
      path: new RegExp(`/media/download/.*${media}`, 'u'),
      how: { status: 502 },
      times: Infinity,
    });
    return id;
  }
}

/** In rooms and in private alike; the program's own name stands before each command already. */
const commandOf = (line: string): string => `!haven ${line.replace(/^haven /u, '')}`;

/** Words of the bot's; all else are files. */
export const hasWords = ({ content }: Shown): boolean => content.file === undefined && content.url === undefined;

/** As an app shows it that shows plain text. */
const textOf = ({ content, unreadable }: Shown): string =>
  unreadable ? 'This can not be decrypted.' : content.body.replace(/^\u200B$/u, '');

/** The choices in a line, each with what has to be written for it: a number, a command, or the word itself. */
function choicesIn(line: string): readonly (readonly [string, string])[] {
  const numbered = /^(\d+)\. (.*)$/u.exec(line);
  if (numbered) return [[numbered[2]!, numbered[1]!]];
  const orWrite = sentence('or-write');
  if (line.startsWith(orWrite))
    return line
      .slice(orWrite.length)
      .split(',')
      .map((each) => [each.trim(), each.trim()]);
  const command = /^(.*): (!haven .*)$/u.exec(line);
  return command ? [[command[1]!, command[2]!]] : [];
}
