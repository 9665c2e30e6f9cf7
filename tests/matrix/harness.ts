/** The Matrix platform under the laws: a real Synapse, people by matrix-nio, and a proxy that breaks things. */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Platform } from '../../src/chat/platform.ts';
import { matrixConfig } from '../../src/platforms/matrix/config.ts';
import { matrix } from '../../src/platforms/matrix/index.ts';
import { recordingHouse, type RecordingHouse } from '../support/house.ts';
import { until } from '../support/until.ts';
import { scratch } from '../support/whole.ts';
import { lawCommands, type PersonUnderTest, type PlatformUnderTest, type Seen } from '../platforms/laws.ts';
import { openMembers, type Member, type Members, type Shown } from './members.ts';
import { delivery, download, openProxy, refusedBy, type Proxy } from './proxy.ts';
import { onScreen, wordsOf } from './screen.ts';
import { startSynapse, type Registered, type Synapse, type SynapseOptions } from './synapse.ts';

/** What the tests of one file share: the homeserver of the run, and a client for many people. */
export interface Ground {
  readonly synapse: Synapse;
  readonly members: Members;
  end(): Promise<void>;
}

/** With `options`, a homeserver that nobody else uses. */
export async function openGround(options?: SynapseOptions): Promise<Ground> {
  const synapse = await startSynapse(options);
  const members = openMembers(synapse);
  return {
    synapse,
    members,
    async end() {
      members.end();
      await synapse.stop();
    },
  };
}

/** An account for a bot, and a community for it: a Space with an encrypted room, to both of which it is invited. */
export interface Community {
  readonly bot: Registered;
  readonly proxy: Proxy;
  readonly steward: Member;
  readonly space: string;
  readonly room: string;
  /** The bot is in both. */
  joined(): Promise<void>;
  /** Somebody in the Space; an insider sits in the room as well. */
  member(name: string, how?: { insider?: boolean }): Promise<Member>;
}

export async function openCommunity({ synapse, members }: Ground, how: { version?: string } = {}): Promise<Community> {
  const [bot, steward, proxy] = await Promise.all([
    synapse.register('Haven'),
    members.member('Steward'),
    openProxy(synapse.url),
  ]);
  const wanted = { ...how, invite: [bot.user] };
  const space = await steward.creates({ ...wanted, name: 'Harbour', space: true });
  const room = await steward.creates({ ...wanted, name: 'responders', encrypted: true });
  await steward.places(room, space);
  const enter = async (member: Member, where: string) => {
    await steward.invites(where, member.account);
    await member.joins(where);
  };
  return {
    bot,
    proxy,
    steward,
    space,
    room,
    joined: async () => {
      for (const each of [space, room])
        await until(async () => (await steward.membersOf(each)).includes(bot.user), 15_000);
    },
    async member(name, { insider = false } = {}) {
      const member = await members.member(name);
      await enter(member, space);
      if (insider) await enter(member, room);
      return member;
    },
  };
}

/** One person before the bot: their direct rooms with it, and what it said there. */
export class Person {
  readonly member: Member;
  private readonly community: Community;
  private readonly files = new Map<string, Promise<Uint8Array>>();

  constructor(member: Member, community: Community) {
    this.member = member;
    this.community = community;
  }

  /** Looks at the phone, and goes wherever the bot asks for a talk. */
  async looks(): Promise<void> {
    await this.member.catchUp();
    const { bot } = this.community;
    const asked = [...this.member.invitations].filter(([, state]) => state.some(({ sender }) => sender === bot.user));
    for (const [room] of asked) await this.member.joins(room);
    if (asked.length > 0) await this.member.catchUp();
  }

  /** The room to write to the bot; a new one, where there is none. It is not waited for that the bot joins. */
  async direct(): Promise<string> {
    await this.looks();
    const { room, space, bot } = this.community;
    const last = this.member.told.findLast((each) => each.room !== room && each.room !== space)?.room;
    return last ?? this.member.creates({ encrypted: true, direct: true, invite: [bot.user] });
  }

  /** The bot's messages in private, or in the responders' room. */
  async reads(where: 'private' | 'room'): Promise<Shown[]> {
    await this.looks();
    const { room, space, bot } = this.community;
    return this.member
      .screen()
      .filter(
        (each) =>
          each.sender === bot.user &&
          (where === 'room' ? each.room === room : each.room !== room && each.room !== space),
      );
  }

  download(message: Shown): Promise<Uint8Array> {
    const { id, content } = message;
    if (!this.files.has(id)) this.files.set(id, this.member.downloads(content));
    return this.files.get(id)!;
  }
}

/** The text on the screen, and what is wrong with it. */
export function screenOf({ content, encrypted, unreadable }: Shown): { text: string; alive: readonly string[] } {
  if (unreadable) return { text: 'This can not be decrypted.', alive: [] };
  const { text, alive } =
    content.formatted_body === undefined
      ? { text: String(content.body ?? ''), alive: [] }
      : onScreen(content.formatted_body);
  const wrong = [...alive];
  if (wordsOf(text) !== wordsOf(content.body)) wrong.push('the plain body has other words');
  if (content['m.mentions'] === undefined) wrong.push('no m.mentions');
  if (!encrypted) wrong.push('not encrypted');
  return { text, alive: wrong };
}

/** MSC4193. */
const coverings = ['m.spoiler', 'page.codeberg.everypizza.msc4193.spoiler'];
export const isCovered = (content: any): boolean => coverings.some((key) => content[key] === true);

/** What was sent as one: the files stand before the words, and all but the first refer to it. */
const groupOf = ({ id, content }: Shown): string => {
  const related = content['m.relates_to'];
  return related?.rel_type === 'm.reference' ? related.event_id : id;
};

async function seen(person: Person, messages: readonly Shown[]): Promise<Seen[]> {
  const groups = Map.groupBy(messages, groupOf);
  return Promise.all(
    [...groups.values()].map(async (group) => {
      const files = group.filter(({ content }) => content.file !== undefined || content.url !== undefined);
      const words = group.find((each) => !files.includes(each));
      return {
        ...(words ? screenOf(words) : { text: '', alive: ['files without their words'] }),
        choices: [],
        ...(words?.thread === undefined ? {} : { thread: words.thread }),
        ...(files.length === 0
          ? {}
          : {
              files: await Promise.all(
                files.map(async (each) => ({
                  name: each.content.filename ?? each.content.body,
                  covered: isCovered(each.content),
                  bytes: await person.download(each),
                })),
              ),
            }),
      };
    }),
  );
}

export async function openMatrix(ground: Ground): Promise<PlatformUnderTest> {
  const community = await openCommunity(ground);
  const { bot, proxy, room } = community;
  const house: RecordingHouse = recordingHouse({ commands: lawCommands });
  const folder = mkdtempSync(join(scratch, 'haven-matrix-'));
  const options = matrixConfig.parse({ homeserver: proxy.url, user: bot.user, password: bot.password, store: folder });
  let platform: Platform;
  const start = async () => {
    platform = matrix(options);
    await platform.start(house);
  };
  await start();
  await community.joined();
  await house.got('readers', (_, { place }) => place.kind === 'shared' && place.space === room);

  return {
    house,
    get platform() {
      return platform;
    },
    space: room,
    async person(name, how = {}): Promise<PersonUnderTest> {
      const member = await community.member(name, how);
      if (how.insider)
        await house.got(
          'readers',
          ({ accounts }) => accounts?.some(({ account }) => account === member.account) === true,
        );
      const person = new Person(member, community);
      return {
        account: member.account,
        async writes(text, files = []) {
          const where = await person.direct();
          const id =
            files.length === 0 ? await member.says(where, text) : await member.attaches(where, files[0]!, text);
          for (const file of files.slice(1)) await member.attaches(where, file);
          return id;
        },
        edits: async (id, text) => void (await member.edits(await person.direct(), id, text)),
        deletes: async (id) => void (await member.redacts(await person.direct(), id)),
        reads: async () => seen(person, await person.reads('private')),
        readsSpace: async () => seen(person, await person.reads('room')),
        async pings() {
          await person.looks();
          return member.rings();
        },
      };
    },
    start,
    stop: () => platform.stop(),
    async close() {
      await platform.stop();
      await proxy.close();
      rmSync(folder, { recursive: true, force: true });
      const wrong = proxy.asked
        .filter(({ status }) => [400, 405, 413].includes(status))
        .map(({ method, path, status }) => `${method} ${path}: ${status}`);
      if (wrong.length > 0) throw new Error(`Against the specification: ${wrong.join('; ')}`);
      if (proxy.asked.some(({ path }) => path.includes('/send/m.room.message/')))
        throw new Error('Something was said without encryption.');
    },
    loseNextAnswer: () => void proxy.break({ ...delivery, how: 'lose' }),
    breakNext: () => void proxy.break({ ...delivery, how: { status: 500 } }),
    limitNext: (ms) => void proxy.break({ ...delivery, how: { limit: ms } }),
    closeDirect: ({ account }) => void proxy.break(refusedBy(account)),
    dropConnection: () => proxy.dropSync(),
    failNextFile: () => void proxy.break({ ...download, how: { status: 404, errcode: 'M_NOT_FOUND' } }),
  };
}
