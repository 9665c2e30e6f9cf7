/** Direct rooms, invitations and spaces on a real homeserver: where people are answered, and where the bot stays. */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { matrixConfig } from '../../src/platforms/matrix/config.ts';
import { matrix } from '../../src/platforms/matrix/index.ts';
import { days, minutes, movableClock, systemClock } from '../../src/time/clock.ts';
import { faultOf, post, words } from '../platforms/posts.ts';
import { recordingHouse } from '../support/house.ts';
import { until } from '../support/until.ts';
import { scratch } from '../support/whole.ts';
import { startSynapse, type Registered, type Synapse } from './synapse.ts';

let synapse: Synapse;
beforeAll(async () => {
  synapse = await startSynapse();
});
const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  vi.useRealTimers();
  for (const end of ends.splice(0)) await end();
});

const patience = 15_000;
const sealed = { type: 'm.room.encryption', state_key: '', content: { algorithm: 'm.megolm.v1.aes-sha2' } };

/** Somebody with a client that reads nothing: what matters here is which rooms there are. */
class Somebody {
  readonly user: string;
  private readonly registered: Registered;
  constructor(registered: Registered) {
    this.registered = registered;
    this.user = registered.user;
  }
  async asks(method: string, path: string, body?: object): Promise<any> {
    const answer = await fetch(`${synapse.url}/_matrix/client/v3${path}`, {
      method,
      headers: { authorization: `Bearer ${this.registered.token}` },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return answer.json();
  }
  creates = async (how: object): Promise<string> => (await this.asks('POST', '/createRoom', how)).room_id;
  writesTo = (bot: Registered, how: object = {}) =>
    this.creates({ preset: 'trusted_private_chat', is_direct: true, invite: [bot.user], ...how });
  state = (room: string, type: string, key = ''): Promise<any> =>
    this.asks('GET', `/rooms/${encodeURIComponent(room)}/state/${type}/${encodeURIComponent(key)}`);
  sets = (room: string, type: string, content: object, key = '') =>
    this.asks('PUT', `/rooms/${encodeURIComponent(room)}/state/${type}/${encodeURIComponent(key)}`, content);
  does = (what: 'join' | 'leave' | 'invite', room: string, body: object = {}) =>
    this.asks('POST', `/rooms/${encodeURIComponent(room)}/${what}`, body);
  /** What stands in a room, but for its state; the last comes first. */
  messages = async (room: string): Promise<readonly any[]> =>
    (await this.asks('GET', `/rooms/${encodeURIComponent(room)}/messages?dir=b&limit=20`)).chunk.filter(
      (each: { state_key?: string }) => each.state_key === undefined,
    );
  says = (room: string) =>
    this.asks('PUT', `/rooms/${encodeURIComponent(room)}/send/m.room.message/1`, { msgtype: 'm.text', body: 'hi' });
  /** Rooms into which they are asked, with what each says of itself. */
  async invitations(): Promise<Readonly<Record<string, readonly any[]>>> {
    const { rooms } = await this.asks('GET', '/sync');
    const invited = Object.entries<any>(rooms?.invite ?? {});
    return Object.fromEntries(invited.map(([room, { invite_state: state }]) => [room, state.events]));
  }
}
const somebody = async (name: string) => new Somebody(await synapse.register(name));

/** A bot and its house, which outlives its restarts. */
async function openBot(how: { plain?: boolean } = {}) {
  const account = await synapse.register('haven');
  const store = mkdtempSync(join(scratch, 'haven-rooms-'));
  const clock = movableClock(systemClock.now(), systemClock);
  const house = recordingHouse({ clock });
  const { user, password } = account;
  const options = matrixConfig.parse({
    homeserver: synapse.url,
    user,
    password,
    store,
    cases_without_encryption: how.plain === true,
  });
  let platform = matrix(options);
  await platform.start(house);
  ends.push(async () => {
    await platform.stop();
    rmSync(store, { recursive: true });
  });
  const self = new Somebody(account);
  return {
    account,
    house,
    clock,
    writes: (to: Somebody) => platform.send(post({ kind: 'direct', account: to.user }, words('Hello'))),
    stop: () => platform.stop(),
    async start() {
      platform = matrix(options);
      await platform.start(house);
    },
    /** The rooms that it is in, by the homeserver's word. */
    rooms: async (): Promise<string[]> => (await self.asks('GET', '/joined_rooms')).joined_rooms,
    self,
    /** What was told of a room last: its name, or who reads it. */
    told(kind: 'server' | 'readers', room: string): string | undefined {
      const last = house.arrivals.findLast(
        ({ what, place }) => what.kind === kind && 'space' in place && place.space === room,
      );
      if (last?.what.kind === 'server') return last.what.name;
      if (last?.what.kind !== 'readers') return undefined;
      return last.what.accounts?.map(({ account }) => account).join(' ') ?? 'anyone';
    },
    serverOf: (room: string) =>
      house.arrivals.findLast(({ place }) => 'space' in place && place.space === room)?.server,
  };
}
const all = (...who: readonly Somebody[]) =>
  who
    .map(({ user }) => user)
    .toSorted()
    .join(' ');
const become = (look: () => unknown, value: unknown) => until(() => look() === value, patience);

describe('somebody in private', () => {
  test('who never wrote is asked into one room, encrypted and marked as direct', async () => {
    const [bot, ana] = await Promise.all([openBot(), somebody('ana')]);
    const [one, two] = await Promise.all([bot.writes(ana), bot.writes(ana)]);
    expect(one.place).toBe(two.place);
    const invitations = await ana.invitations();
    expect(Object.keys(invitations)).toEqual([one.place]);
    const asked = invitations[one.place]!.find((each) => each.state_key === ana.user);
    expect(asked).toMatchObject({ sender: bot.account.user, content: { membership: 'invite', is_direct: true } });
    await ana.does('join', one.place);
    expect((await ana.messages(one.place)).map(({ type }) => type)).toEqual(['m.room.encrypted', 'm.room.encrypted']);
    expect(await ana.state(one.place, 'm.room.history_visibility')).toEqual({ history_visibility: 'invited' });
    const listed = () => bot.self.asks('GET', `/user/${encodeURIComponent(bot.account.user)}/account_data/m.direct`);
    await until(async () => (await listed())[ana.user]?.includes(one.place), patience);
  });

  test('who asks is joined, also when they asked while nobody was there', async () => {
    const [bot, ana, ben] = await Promise.all([openBot(), somebody('ana'), somebody('ben')]);
    const now = await ana.writesTo(bot.account, { initial_state: [sealed] });
    await until(async () => (await bot.rooms()).includes(now), patience);
    await bot.stop();
    const meanwhile = await ben.writesTo(bot.account, { initial_state: [sealed], room_version: '12' });
    await bot.start();
    await until(async () => (await bot.rooms()).includes(meanwhile), patience);
    for (const [who, room] of [
      [ana, now],
      [ben, meanwhile],
    ] as const) {
      await until(() => bot.writes(who), patience);
      expect((await bot.writes(who)).place).toBe(room);
      expect((await who.messages(room))[0].type).toBe('m.room.encrypted');
    }
  });

  test('is answered under encryption, in their room where we may switch it on', async () => {
    const [bot, ana, eve] = await Promise.all([openBot(), somebody('ana'), somebody('eve')]);
    const writes = async (who: Somebody, how: object) => {
      const room = await who.writesTo(bot.account, how);
      await who.says(room);
      await bot.house.got('message', (_what, { from }) => from.account === who.user);
      return room;
    };
    const ours = await writes(ana, {});
    expect((await bot.writes(ana)).place).toBe(ours);
    expect(await ana.state(ours, 'm.room.encryption')).toMatchObject(sealed.content);

    const theirs = await writes(eve, { preset: 'private_chat' });
    const { place } = await bot.writes(eve);
    expect(place).not.toBe(theirs);
    expect((await eve.messages(theirs))[0]).toMatchObject({
      sender: bot.account.user,
      content: { body: 'matrix-moved' },
    });
    expect((await bot.writes(eve)).place).toBe(place);
    expect((await eve.invitations())[place]).toBeDefined();
  });

  test('is answered in a plain room only where the operator lets cases into such rooms', async () => {
    const [bot, eve] = await Promise.all([openBot({ plain: true }), somebody('eve')]);
    const room = await eve.writesTo(bot.account, { preset: 'private_chat' });
    await eve.says(room);
    await bot.house.got('message');
    expect((await bot.writes(eve)).place).toBe(room);
    expect((await eve.messages(room))[0]).toMatchObject({ type: 'm.room.message', sender: bot.account.user });
  });

  test('who leaves is asked again the next day, and not before', async () => {
    const [bot, ana] = await Promise.all([openBot(), somebody('ana')]);
    const { place } = await bot.writes(ana);
    await ana.does('leave', place);
    const fault = await until(async () => {
      const tried = await bot.writes(ana).catch((error: unknown) => error);
      return tried instanceof Error ? tried : undefined;
    }, patience);
    expect(fault).toMatchObject({ kind: 'unreachable' });
    const membership = async () => (await bot.self.state(place, 'm.room.member', ana.user)).membership;
    expect(await membership()).toBe('leave');
    bot.clock.moveTo(new Date(bot.clock.now().getTime() + days(1)));
    expect((await bot.writes(ana)).place).toBe(place);
    expect(await membership()).toBe('invite');
  });

  test('who takes no invitations is unreachable, and no empty room is left for each try', async () => {
    const [bot, ana] = await Promise.all([openBot(), somebody('ana')]);
    const blocked = `/user/${encodeURIComponent(ana.user)}/account_data/m.invite_permission_config`;
    await ana.asks('PUT', blocked, { default_action: 'block' });
    await ana.asks('PUT', blocked.replace('m.invite', 'org.matrix.msc4155.invite'), { blocked_users: ['*'] });
    const labels: string[] = [];
    for (let tries = 0; tries < 3; tries += 1) {
      const fault = await faultOf(bot.writes(ana));
      expect(fault.kind).toBe('unreachable');
      labels.push(fault.label);
    }
    // She is asked once, and not at each try.
    expect(new Set(labels.slice(1))).not.toContain(labels[0]);
    expect(await bot.rooms()).toHaveLength(1);
  });

  test('is answered while somebody else asks without end', async () => {
    const [bot, ana, eve] = await Promise.all([openBot(), somebody('ana'), somebody('eve')]);
    for (let count = 0; count < 14; count += 1) await eve.writesTo(bot.account);
    const room = await ana.writesTo(bot.account);
    await until(async () => (await bot.rooms()).includes(room), patience);
    expect((await bot.rooms()).length).toBeLessThanOrEqual(11);
  });
});

describe('a community', () => {
  test('is known by its space, and each reader of its room as soon as they are asked in', async () => {
    const [bot, ana, ben, eve] = await Promise.all([openBot(), somebody('ana'), somebody('ben'), somebody('eve')]);
    const version = { room_version: '12' };
    const asked = { invite: [bot.account.user], ...version };
    const space = await ana.creates({ ...asked, name: 'Kite\u202E Club', creation_content: { type: 'm.space' } });
    await become(() => bot.told('server', space), 'Kite Club');
    const team = await ana.creates({
      name: 'Team',
      initial_state: [sealed],
      ...version,
      invite: [bot.account.user, ben.user],
    });
    await become(() => bot.told('readers', team), all(ana, ben));
    expect(bot.serverOf(team)).toBe(team);

    // Who has no say in the room can't make it theirs.
    const trap = await eve.creates({ ...asked, name: 'Trap', creation_content: { type: 'm.space' } });
    await eve.sets(trap, 'm.space.child', { via: ['localhost'] }, team);
    await become(() => bot.told('server', trap), 'Trap');
    await ana.sets(space, 'm.space.child', { via: ['localhost'] }, team);
    await ana.does('invite', team, { user_id: eve.user });
    await become(() => bot.told('readers', team), all(ana, ben, eve));
    expect(bot.serverOf(team)).toBe(space);

    await ben.does('leave', team);
    await become(() => bot.told('readers', team), all(ana, eve));
    for (const [type, content, told] of [
      ['m.room.join_rules', { join_rule: 'public' }, 'anyone'],
      ['m.room.join_rules', { join_rule: 'knock' }, all(ana, eve)],
      ['m.room.history_visibility', { history_visibility: 'world_readable' }, 'anyone'],
      ['m.room.history_visibility', { history_visibility: 'joined' }, all(ana, eve)],
    ] as const) {
      await ana.sets(team, type, content);
      await become(() => bot.told('readers', team), told);
    }
    await ana.sets(space, 'm.room.name', { name: 'Kites' });
    await become(() => bot.told('server', space), 'Kites');
  });

  test('is its Space also where the bot is asked into that and into its rooms at once', async () => {
    const bot = await openBot();
    await bot.stop();
    const [ana, ben] = [await somebody('ana'), await somebody('ben')];
    const rooms: string[] = [];
    const space = await ana.creates({ creation_content: { type: 'm.space' } });
    for (const name of ['team', 'square', 'garden']) {
      const room = await ana.creates({ name, initial_state: [sealed], invite: [ben.user] });
      await ben.does('join', room);
      await ana.sets(space, 'm.space.child', { via: ['localhost'] }, room);
      rooms.push(room);
    }
    for (const room of [...rooms, space]) await ana.does('invite', room, { user_id: bot.account.user });
    await bot.start();
    await until(() => rooms.every((room) => bot.told('readers', room) !== undefined), patience);
    const servers = bot.house.arrivals.filter(({ what }) => what.kind === 'server').map(({ server }) => server);
    expect(servers).toEqual([space]);
  });

  test('is told of anew at each start, and stays what it was when its room is put into a space', async () => {
    const [bot, ana, ben] = await Promise.all([openBot(), somebody('ana'), somebody('ben')]);
    const team = await ana.creates({ name: 'Team', initial_state: [sealed], invite: [bot.account.user, ben.user] });
    await become(() => bot.told('readers', team), all(ana, ben));
    bot.house.served.add(team);
    await bot.stop();
    const before = bot.house.arrivals.length;
    await ben.does('leave', team);
    const eve = await somebody('eve');
    await ana.does('invite', team, { user_id: eve.user });
    await bot.start();
    expect(bot.house.arrivals.slice(before).map(({ what }) => what.kind)).toEqual(
      expect.arrayContaining(['server', 'readers']),
    );
    expect(bot.told('readers', team)).toBe(all(ana, eve));
    const space = await ana.creates({
      name: 'Club',
      creation_content: { type: 'm.space' },
      invite: [bot.account.user],
    });
    await become(() => bot.told('server', space), 'Club');
    await ana.sets(space, 'm.space.child', { via: ['localhost'] }, team);
    await ana.does('invite', team, { user_id: ben.user });
    await become(() => bot.told('readers', team), all(ana, ben, eve));
    expect(bot.serverOf(team)).toBe(team);

    // Its only reader besides us can not turn it into a talk of two.
    await eve.does('leave', team);
    await ana.does('leave', team);
    await ben.does('join', team);
    await become(() => bot.told('readers', team), ben.user);
  });

  test('is nothing that a room with several people becomes by itself: it is left after a day, with a reason', async () => {
    const [bot, ana, ben] = await Promise.all([openBot(), somebody('ana'), somebody('ben')]);
    const invite = [bot.account.user, ben.user];
    const [idle, team] = [await ana.creates({ name: 'Idle', invite }), await ana.creates({ name: 'Team', invite })];
    const space = await ana.creates({ name: 'Club', creation_content: { type: 'm.space' }, invite });
    const talk = await ana.writesTo(bot.account, { initial_state: [sealed] });
    await until(async () => (await bot.rooms()).length === 4, patience);
    await become(() => bot.told('readers', idle), 'anyone');
    await bot.stop();
    bot.clock.moveTo(new Date(bot.clock.now().getTime() + days(0.9)));
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    await bot.start();
    await ana.sets(space, 'm.room.name', { name: 'Kites' });
    await become(() => bot.told('server', space), 'Kites');
    expect(await bot.rooms()).toHaveLength(4);
    // Nothing in the room tells that it was set up.
    bot.house.served.add(team);
    bot.clock.moveTo(new Date(bot.clock.now().getTime() + days(0.1)));
    vi.advanceTimersByTime(minutes(10));
    await until(async () => !(await bot.rooms()).includes(idle), patience);
    expect((await bot.rooms()).toSorted()).toEqual([team, space, talk].toSorted());
    expect(await ana.state(idle, 'm.room.member', bot.account.user)).toMatchObject({ reason: 'matrix-left-room' });
  });
});
