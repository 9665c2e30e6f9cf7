/**
 * The world of a story on Matrix: the people of the playground on a real Synapse, by matrix-nio, before the app as it
 * is. Rosa runs the Space, and nobody but the team sits in the responders' room. The clock stands still until it is
 * moved, as on the playground.
 */
import { join } from 'node:path';
import type { Account, Arrival, Place } from '../../src/chat/platform.ts';
import { matrixConfig } from '../../src/platforms/matrix/config.ts';
import { matrix } from '../../src/platforms/matrix/index.ts';
import { sixPeople, type Person } from '../../src/platforms/playground/people.ts';
import { movableClock, systemClock } from '../../src/time/clock.ts';
import { until } from '../support/until.ts';
import { whole } from '../support/whole.ts';
import type { World, WorldOptions } from '../support/world.ts';
import { openCrowd, type Crowd } from './crowd.ts';
import { openGround, screenOf } from './harness.ts';
import { hasWords, linkTo, Phone, type Around } from './phone.ts';
import { refusedBy } from './proxy.ts';

/** As the playground has it. */
const card = 'EXAMPLE ONLY: whom to call.';
/** For what the homeserver, the bot and people's apps do by themselves; in milliseconds. */
const patience = 30_000;

/** Of this file; their process ends with this one. */
let opened: ReturnType<typeof openGround> | undefined;
const crowds = new Map<readonly Person[], Promise<Crowd>>();

async function crowdOf(people: readonly Person[]): Promise<Crowd> {
  const ground = await (opened ??= openGround());
  if (!crowds.has(people)) crowds.set(people, openCrowd(ground, people));
  return crowds.get(people)!;
}

export async function world({ people = sixPeople }: WorldOptions = {}): Promise<World> {
  const crowd = await crowdOf(people);
  const team = people.filter(({ role }) => role === 'responder');
  const community = await crowd.meets();
  const { bot, proxy, room, space } = community;
  const clock = movableClock(systemClock.now());
  const around = whole(() => clock.now(), clock);

  const phones = new Map<string, Phone>();
  let square: string | undefined;
  const here: Around = {
    community,
    arrived: (event) => until(() => around.arrivals.some(({ eventId }) => eventId === event), patience),
    settle: () => made.settle(),
    square: () => square,
    mentions: (text) =>
      text.replaceAll(/<@(\w+)(?:\|[^>]*)?>/gu, (whole, name: string) => {
        const account = phones.get(name)?.member.account;
        return account === undefined ? whole : linkTo(account);
      }),
  };
  for (const [account, member] of crowd.members) phones.set(account, new Phone(account, member, here));

  const person = (account: string): Phone => {
    const phone = phones.get(account);
    if (!phone) throw new Error(`There is no ${account} here.`);
    return phone;
  };
  const look = () => Promise.all([...phones.values()].map((each) => each.looks()));
  const platform = () => {
    const { user, password } = bot;
    const store = join(around.folder, 'keys-of-the-device');
    return matrix(matrixConfig.parse({ homeserver: proxy.url, user, password, store }));
  };
  let running = platform();
  const start = async () => {
    const before = around.arrivals.length;
    running = platform();
    await around.start(running);
    await community.joined();
    const insiders = new Set(team.map(({ account }) => person(account).member.account));
    const told = (fits: (arrival: Arrival) => boolean) =>
      until(() => around.arrivals.slice(before).some(fits), patience);
    await told(({ what, server }) => what.kind === 'server' && server === space);
    await told(
      ({ what }) =>
        what.kind === 'readers' &&
        what.accounts?.filter(({ account }) => insiders.has(account)).length === insiders.size,
    );
    await made.settle();
  };
  let over = false;
  const refusals = new Map<string, () => void>();

  /** People and places by what they are on this homeserver. */
  const account = (given: Account): Account => {
    const phone = phones.get(given.account);
    return phone ? { ...given, account: phone.member.account } : given;
  };
  const place = (given: Place): Place =>
    given.kind === 'direct'
      ? { ...given, account: person(given.account).member.account }
      : { ...given, space: given.space === 'responders' ? room : given.space };

  const made: World = {
    get app() {
      return around.app;
    },
    get room(): never {
      throw new Error('This is told on the playground only.');
    },
    folder: around.folder,
    clock,
    lines: around.lines,
    get taken() {
      return [...phones.values()].flatMap((each) => each.lost());
    },
    person,
    async pass(milliseconds) {
      await around.pass(milliseconds);
      await look();
    },
    async settle() {
      await around.app.settle();
      await look();
    },
    async arrives({ from, place: where, server, what, ...rest }) {
      const heard = what.kind === 'readers' ? { ...what, accounts: what.accounts?.map(account) } : what;
      const got = await around.app.house(running).receive({
        at: clock.now(),
        ...rest,
        from: account(from),
        place: place(where),
        ...(server === undefined ? {} : { server: space }),
        what: heard,
      });
      await made.settle();
      return got;
    },
    async close(...accounts) {
      for (const each of accounts) {
        refusals.set(each, proxy.break(refusedBy(person(each).member.account)));
        const asked = proxy.asked.length;
        // The bot has heard that they left when it asks for what comes after that.
        if (await person(each).leaves()) await until(() => proxy.asked.slice(asked).some(isSync), patience);
      }
      await made.settle();
    },
    async open(...accounts) {
      for (const each of accounts) refusals.get(each)?.();
    },
    async square() {
      const { steward } = community;
      const power = { users: { [steward.account]: 100, [bot.user]: 50 } };
      square ??= await steward.creates({ name: 'square', encrypted: true, power });
      await steward.places(square, space);
      for (const { account: each, role, runsServer } of people) {
        if (runsServer || role === 'stranger') continue;
        await steward.invites(square, person(each).member.account);
        await person(each).member.joins(square);
      }
      await steward.invites(square, bot.user);
      const heard = ({ what, place: where }: Arrival) =>
        what.kind === 'readers' && where.kind === 'shared' && where.space === square;
      await until(() => around.arrivals.some(heard), patience);
      await made.settle();
      return linkTo(square);
    },
    async restart(later = 0) {
      await around.stop();
      clock.moveTo(new Date(clock.now().getTime() + later));
      await start();
      return made;
    },
    async faults() {
      await look();
      const wrong = proxy.asked.filter(({ status }) => [400, 405, 413].includes(status));
      return [
        ...around.lines.filter((line) => line.includes('"error"')),
        ...around.arrivals
          .filter(({ what, server }) => what.kind === 'server' && server !== space)
          .map(() => 'a room of the Space was taken for a community of its own'),
        ...[...phones.values()].flatMap((each) => each.shown().filter(hasWords).flatMap(wrongWith)),
        ...proxy.asked.filter(({ path }) => path.includes('/send/m.room.message/')).map(() => 'said in the open'),
        ...wrong.map(({ method, path, status }) => `against the specification: ${method} ${path}: ${status}`),
      ];
    },
    async stop() {
      if (over) return;
      over = true;
      await around.stop();
      await community.end();
      around.end();
    },
  };

  await start();
  const setUp = [
    `!haven setup --language en --space ${linkTo(room)} --card "${card}"`,
    ...team.map((each) => `!haven team add ${linkTo(person(each.account).member.account)}`),
  ];
  const typed = setUp.length + around.arrivals.filter(({ what }) => what.kind === 'command').length;
  await community.steward.hurries(room, setUp);
  await until(() => around.arrivals.filter(({ what }) => what.kind === 'command').length >= typed, patience);
  await made.settle();
  return made;
}

const isSync = ({ path }: { path: string }): boolean => path.endsWith('/sync');

/** What no message of the bot's may be: in the open, alive, without its words, or not finished. */
function wrongWith(message: Parameters<typeof screenOf>[0]): string[] {
  const { text, alive } = screenOf(message);
  const unfinished = /\{\s*\$/u.test(text) ? ['a sentence that is not finished'] : [];
  return [...alive, ...unfinished].map((each) => `${each}: ${text}`);
}
