/** One person with accounts on two platforms: two playgrounds side by side, in one house. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { connect } from '#dialect';
import { openApp } from '../../src/app.ts';
import { loadTexts } from '../../src/app/texts.ts';
import { Fault } from '../../src/chat/outcome.ts';
import type { Platform, Post } from '../../src/chat/platform.ts';
import { playground, type Playground } from '../../src/platforms/playground/index.ts';
import type { Person } from '../../src/platforms/playground/people.ts';
import { openKeys, seals } from '../../src/store/casekeys.ts';
import { systemChance } from '../../src/store/ids.ts';
import { passingKeys } from '../../src/store/keys.ts';
import { verifyMark } from '../../src/store/mark.ts';
import { minutes } from '../../src/time/clock.ts';
import { movableClock } from '../../src/time/clock.ts';
import { codeIn, reports, sentence } from '../support/report.ts';

const here = (account: string, name: string, role: Person['role'], runsServer = false): Person => ({
  account,
  name,
  role,
  runsServer,
});
const team = [
  here('rosa', 'Rosa', 'responder', true),
  here('sam', 'Sam', 'responder'),
  here('tariq', 'Tariq', 'responder'),
];
const members = [here('ana', 'Ana', 'member')];
/** Who is on the other platform: Sam once more, and somebody who is nobody else. */
const others = [here('sam-there', 'Robin', 'member'), here('eve', 'Eve', 'member')];

interface Houses {
  /** Writes in private on one of the two; gives what was answered there. */
  says(at: 'discord' | 'matrix', account: string, text: string): Promise<string>;
  presses(at: 'discord' | 'matrix', account: string, label: string): Promise<string>;
  /** Writes in a room of one of the two: the responders', or that of all. */
  inRoom(at: 'discord' | 'matrix', account: string, space: 'responders' | 'square', text: string): Promise<string>;
  reads(at: 'discord' | 'matrix', account: string): string[];
  pass(milliseconds: number): Promise<void>;
  /** From now on nothing can be delivered to somebody on one of the two. */
  close(at: 'discord' | 'matrix', account: string): void;
  open(at: 'discord' | 'matrix', account: string): void;
  readonly folder: string;
  readonly lines: string[];
}

async function houses(tell: (both: Houses) => Promise<void>, there: readonly Person[] = others): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'haven-two-'));
  const clock = movableClock(new Date('2026-03-02T09:00:00Z'));
  const ring = passingKeys();
  const store = await connect(join(folder, 'haven.db'), { name: 'haven' });
  await store.migrate(join(import.meta.dirname, '..', '..', 'drizzle', 'sqlite'));
  const keyStore = await connect(join(folder, 'keys.db'), { name: 'keys' });
  await keyStore.migrate(join(import.meta.dirname, '..', '..', 'drizzle', 'sqlite-keys'));
  await verifyMark({ main: store, keys: keyStore, ring, kind: 'playground', chance: systemChance });
  const keys = openKeys({ store: keyStore, ring, clock, chance: systemChance });
  const lines: string[] = [];
  const write = (level: string) => (label: string, facts?: object) =>
    void lines.push(JSON.stringify({ level, label, ...facts }));
  const closed = new Set<string>();
  const advance = (to: Date) => app.advance(to, (at) => clock.moveTo(at));
  const played: Record<'discord' | 'matrix', Playground> = {
    discord: playground({ clock, advance, people: [...members, ...team] }),
    matrix: playground({ clock, advance, people: there }),
  };
  const named = (name: 'discord' | 'matrix'): Platform =>
    Object.create(played[name], {
      name: { value: name },
      send: {
        value: async (post: Post) => {
          if (post.to.kind === 'direct' && closed.has(`${name}/${post.to.account}`))
            throw new Fault('unreachable', 'test: closed');
          return played[name].send(post);
        },
      },
    });
  const app = openApp({
    store,
    seals: seals(ring, keys),
    destroyKeys: (ids) => keys.destroy(ids),
    clock,
    log: { info: write('info'), warn: write('warn'), error: write('error') },
    texts: loadTexts(['en', 'es']),
    platforms: [named('discord'), named('matrix')],
    heartbeat: false,
  });
  await app.start();
  await app.settle();
  let count = 0;
  const entries = (at: 'discord' | 'matrix', account: string) =>
    played[at].room
      .views(account)
      .filter(({ place }) => place.kind === 'direct')
      .flatMap((each) => each.entries)
      .filter((entry) => entry.by === 'haven');
  const hears = async (at: 'discord' | 'matrix', account: string, act: (event: string) => Promise<unknown>) => {
    const before = new Set(entries(at, account).map(({ id }) => id));
    await act(`${at}-${(count += 1)}`);
    await app.settle();
    return entries(at, account)
      .filter(({ id }) => !before.has(id))
      .map((entry) => entry.text)
      .join('\n\n');
  };
  try {
    await tell({
      folder,
      lines,
      says: (at, account, text) =>
        hears(at, account, (event) => played[at].room.say(account, { kind: 'direct', account }, text, [], event)),
      presses: (at, account, label) =>
        hears(at, account, (event) => {
          const all = entries(at, account).flatMap((entry) => entry.message?.choices ?? []);
          return played[at].room.press(account, all.findLast((choice) => choice.label === label)!.token, event);
        }),
      async inRoom(at, account, space, text) {
        const all = () => played[at].room.views(account).flatMap((each) => each.entries);
        const before = new Set(all().map(({ id }) => id));
        await played[at].room.say(account, { kind: 'shared', space }, text, [], `room-${(count += 1)}`);
        await app.settle();
        return all()
          .filter(({ id, by }) => by === 'haven' && !before.has(id))
          .map((entry) => entry.text)
          .join('\n\n');
      },
      reads: (at, account) => entries(at, account).map((entry) => entry.text),
      pass: (milliseconds) => advance(new Date(clock.now().getTime() + milliseconds)),
      close: (at, account) => void closed.add(`${at}/${account}`),
      open: (at, account) => void closed.delete(`${at}/${account}`),
    });
    expect(lines.filter((line) => line.includes('"error"'))).toEqual([]);
  } finally {
    await app.stop();
    await store.close();
    await keyStore.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Sam shows that the other account is his as well. */
async function linked({ says, presses }: Houses): Promise<void> {
  const made = await says('discord', 'sam', '/account link');
  const line = /account link \S+/u.exec(made)![0];
  expect(await says('matrix', 'sam-there', `/${line}`)).toContain(sentence('people-link-sure'));
  expect(await presses('matrix', 'sam-there', sentence('people-link-yes'))).toBe(sentence('people-linked'));
}

/** Whoever runs the server on Matrix, which belongs to the same community, and has let Sam in there as well. */
const nora = here('nora', 'Nora', 'member', true);
async function twiceInTheTeam({ inRoom, reads }: Houses): Promise<void> {
  const code = /^\w{20,}$/mu.exec(await inRoom('discord', 'rosa', 'responders', '/haven link'))![0];
  await inRoom('matrix', 'nora', 'square', `/haven join ${code}`);
  await inRoom('matrix', 'nora', 'square', '/team add <@sam-there|Robin>');
  expect(reads('matrix', 'sam-there').join()).toContain(sentence('people-welcome'));
}

const told = ({ says, reads }: Houses) => ({
  says: (text: string) => says('discord', 'ana', text),
  last: () => reads('discord', 'ana').at(-1) ?? '',
});

describe('one person, two accounts', () => {
  test('both are theirs after a code, and whoever made it is told at once', () =>
    houses(async (both) => {
      await linked(both);
      expect(both.reads('discord', 'sam').join()).toContain(
        sentence('people-linked-told', { platform: sentence('platform-matrix') }),
      );
      const shown = await both.says('matrix', 'sam-there', '/me show');
      for (const each of ['matrix', 'discord']) expect(shown).toContain(each);
      expect(await both.says('matrix', 'sam-there', '/case list')).toBe(sentence('cases-list-empty'));
    }));

  test('a code is good once, for a quarter of an hour, and for people of a team', () =>
    houses(async (both) => {
      const { says, pass } = both;
      const line = `/${/account link \S+/u.exec(await says('discord', 'sam', '/account link'))![0]}`;
      expect(await says('matrix', 'eve', '/account link wrong')).toBe(sentence('people-link-wrong'));
      expect(await says('matrix', 'eve', '/account link')).toBe(sentence('people-link-team'));
      await pass(minutes(16));
      expect(await says('matrix', 'sam-there', line)).toBe(sentence('people-link-wrong'));
      await linked(both);
      expect(await says('matrix', 'eve', line)).toBe(sentence('people-link-wrong'));
      expect(await says('matrix', 'eve', '/case list')).toBe(sentence('not-yours'));
    }));

  test('calls go where they want them first, and by the other way where that is closed, once', () =>
    houses(async (both) => {
      await linked(both);
      await both.says('discord', 'sam', '/me set --routes "matrix, discord"');
      const code = codeIn(await reports(told(both), 'He hit me'));
      const calls = (at: 'discord' | 'matrix', who: string) =>
        both.reads(at, who).filter((each) => each.includes(sentence('cases-card', { code }))).length;
      expect([calls('matrix', 'sam-there'), calls('discord', 'sam')]).toEqual([1, 0]);
      both.close('matrix', 'sam-there');
      await both.pass(minutes(15));
      expect([calls('matrix', 'sam-there'), calls('discord', 'sam')]).toEqual([1, 1]);
      // It came by the other way: nothing waits any more.
      both.open('matrix', 'sam-there');
      expect(await both.says('matrix', 'sam-there', '/inbox')).toBe(sentence('people-inbox-nothing'));
    }));

  test('who is kept out is kept out on both', () =>
    houses(async (both) => {
      await linked(both);
      const code = codeIn(await reports(told(both), 'It was Sam'));
      for (const [at, who] of [
        ['discord', 'sam'],
        ['matrix', 'sam-there'],
      ] as const) {
        expect(both.reads(at, who).join()).not.toContain(code);
        expect(await both.says(at, who, `/case take ${code}`)).toBe(sentence('cases-unknown'));
      }
    }));

  test('what they reported with the other account is never theirs to hear', () =>
    houses(async (both) => {
      const { says, reads } = both;
      const there = {
        says: (text: string) => says('matrix', 'sam-there', text),
        last: () => reads('matrix', 'sam-there').at(-1) ?? '',
      };
      const code = codeIn(await reports(there, 'My boss shouts at me'));
      await says('discord', 'sam', `/case take ${code}`);
      await linked(both);
      expect(await says('discord', 'sam', `/case show ${code}`)).toBe(sentence('cases-unknown'));
      expect(reads('discord', 'sam').join()).not.toContain('My boss shouts at me');
      // And it goes on as theirs, wherever they write.
      await says('discord', 'rosa', `/case take ${code}`);
      await says('discord', 'tariq', `/case take ${code}`);
      await says('discord', 'tariq', `/case reply ${code} We are here`);
      expect([...reads('matrix', 'sam-there'), ...reads('discord', 'sam')].join()).toContain('We are here');
    }));

  test('a yes that was typed before the question was read counts for nothing', () =>
    houses(async (both) => {
      const line = /account link \S+/u.exec(await both.says('discord', 'sam', '/account link'))![0];
      expect(await both.says('matrix', 'sam-there', `/${line} --sure yes`)).toContain(sentence('people-link-sure'));
      expect(await both.says('matrix', 'sam-there', '/case list')).toBe(sentence('not-yours'));
      expect(await both.says('matrix', 'sam-there', `/${line} --sure yes`)).toBe(sentence('people-linked'));
    }));

  test('one that is not theirs after all is taken out by the other', () =>
    houses(async (both) => {
      await linked(both);
      expect(await both.says('matrix', 'sam-there', '/account unlink matrix')).toBe(sentence('people-unlink-unknown'));
      expect(await both.says('discord', 'sam', '/account unlink matrix')).toContain(
        sentence('people-unlinked', { platform: sentence('platform-matrix') }),
      );
      expect(await both.says('matrix', 'sam-there', '/case list')).toBe(sentence('not-yours'));
      expect(await both.says('discord', 'sam', '/case list')).toBe(sentence('cases-list-empty'));
    }));

  test('who is talked into typing the code of somebody else is asked first, and nothing has changed', () =>
    houses(async (both) => {
      const { says, reads } = both;
      const eve = {
        says: (text: string) => says('matrix', 'eve', text),
        last: () => reads('matrix', 'eve').at(-1) ?? '',
      };
      const code = codeIn(await reports(eve, 'My boss shouts at me'));
      const line = `/${/account link \S+/u.exec(await says('discord', 'sam', '/account link'))![0]}`;
      expect(await says('matrix', 'eve', line)).toContain(sentence('people-link-sure'));
      expect(await both.presses('matrix', 'eve', sentence('people-link-no'))).toBe(sentence('people-link-not'));
      // The code is spent: it can't be tried on somebody else.
      expect(await says('matrix', 'sam-there', line)).toBe(sentence('people-link-wrong'));
      await says('discord', 'rosa', `/case take ${code}`);
      await says('discord', 'tariq', `/case take ${code}`);
      await says('discord', 'rosa', `/case reply ${code} We are here`);
      expect(reads('matrix', 'eve').join()).toContain('We are here');
      expect(reads('discord', 'sam').join()).not.toContain('We are here');
      expect(await says('matrix', 'eve', '/case list')).toBe(sentence('not-yours'));
    }));

  test('two accounts on the same platform are not one person: neither could be taken out again', () =>
    houses(async (both) => {
      const line = `/${/account link \S+/u.exec(await both.says('discord', 'sam', '/account link'))![0]}`;
      expect(await both.says('discord', 'ana', line)).toBe(sentence('people-link-platform'));
      await linked(both);
    }));

  test('an account that was taken out, and is let in again, hears nothing that its person was kept from', () =>
    houses(async (both) => {
      await linked(both);
      const code = codeIn(await reports(told(both), 'It happened after the meeting', { hear: '2', people: 'Sam' }));
      await both.says('matrix', 'sam-there', '/account unlink discord');
      await both.inRoom('discord', 'rosa', 'responders', '/team add <@sam|Sam>');
      await both.pass(minutes(60));
      expect(both.reads('discord', 'sam').join()).toContain(sentence('people-welcome'));
      expect(both.reads('discord', 'sam').join()).not.toContain(code);
      expect(await both.says('discord', 'sam', `/case take ${code}`)).toBe(sentence('cases-unknown'));
    }));

  test('an account that was taken out does not hear what its person is close to', () =>
    houses(async (both) => {
      await linked(both);
      await both.says('discord', 'sam', '/tie add <@ana|Ana>');
      await both.pass(minutes(1));
      await both.says('matrix', 'sam-there', '/account unlink discord');
      await both.inRoom('discord', 'rosa', 'responders', '/team add <@sam|Sam>');
      await both.pass(minutes(1));
      const code = codeIn(await reports(told(both), 'It happened after the meeting'));
      await both.pass(minutes(60));
      expect(both.reads('discord', 'rosa').join()).toContain(code);
      expect(both.reads('discord', 'sam').join()).not.toContain(code);
    }));

  test('whoever turns out to be kept out keeps nothing of a case that they were on', () =>
    houses(
      async (both) => {
        await twiceInTheTeam(both);
        const given = { hear: '2', people: 'Robin' };
        const code = codeIn(await reports(told(both), 'It happened after the meeting', given));
        await both.says('discord', 'sam', `/case take ${code}`);
        expect(both.reads('discord', 'sam').join()).toContain('It happened after the meeting');
        await linked(both);
        expect(await both.says('discord', 'sam', `/case show ${code}`)).toBe(sentence('cases-unknown'));
        expect(both.reads('discord', 'sam').join()).not.toContain(code);
      },
      [...others, nora],
    ));

  test('what one account was told is taken back as well when they are kept out later', () =>
    houses(
      async (both) => {
        await twiceInTheTeam(both);
        const code = codeIn(await reports(told(both), 'It happened after the meeting'));
        expect(both.reads('matrix', 'sam-there').join()).toContain(code);
        await linked(both);
        await both.says('discord', 'ana', 'It was Sam who did it');
        expect(both.reads('matrix', 'sam-there').join()).not.toContain(code);
      },
      [...others, nora],
    ));

  test('a step that names one account means the person', () =>
    houses(
      async (both) => {
        await twiceInTheTeam(both);
        await both.says('discord', 'rosa', '/escalation set other --steps "Robin 15, team 30"');
        await linked(both);
        const code = codeIn(await reports(told(both), 'It happened after the meeting'));
        const called = (who: string) => both.reads('discord', who).join().includes(code);
        expect([called('rosa'), called('tariq')]).toEqual([false, false]);
        const by = [...both.reads('discord', 'sam'), ...both.reads('matrix', 'sam-there')];
        expect(by.join()).toContain(code);
      },
      [...others, nora],
    ));

  test('the later of two trainings counts', () =>
    houses(
      async (both) => {
        await twiceInTheTeam(both);
        await both.inRoom('discord', 'rosa', 'responders', '/haven setup --training 30');
        await both.inRoom('discord', 'rosa', 'responders', '/training set Sam --date 2026-01-02');
        await both.inRoom('matrix', 'nora', 'square', '/training set Robin');
        await linked(both);
        expect(await both.says('discord', 'sam', '/me show')).not.toContain('once it is renewed');
      },
      [...others, nora],
    ));

  test('nothing of a code stands in clear', () =>
    houses(async (both) => {
      const code = /account link (\S+)/u.exec(await both.says('discord', 'sam', '/account link'))![1]!;
      for (const file of ['haven.db', 'haven.db-wal'])
        expect(readFileSync(join(both.folder, file)).includes(code)).toBe(false);
      expect(both.lines.join()).not.toContain(code);
    }));
});
