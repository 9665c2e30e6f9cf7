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
const others = [here('sam-there', 'Sam over there', 'member'), here('eve', 'Eve', 'member')];

interface Houses {
  /** Writes in private on one of the two; gives what was answered there. */
  says(at: 'discord' | 'matrix', account: string, text: string): Promise<string>;
  reads(at: 'discord' | 'matrix', account: string): string[];
  pass(milliseconds: number): Promise<void>;
  /** From now on nothing can be delivered to somebody on one of the two. */
  close(at: 'discord' | 'matrix', account: string): void;
  open(at: 'discord' | 'matrix', account: string): void;
  readonly folder: string;
  readonly lines: string[];
}

async function houses(tell: (both: Houses) => Promise<void>): Promise<void> {
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
    matrix: playground({ clock, advance, people: others }),
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
  try {
    await tell({
      folder,
      lines,
      async says(at, account, text) {
        const before = new Set(entries(at, account).map(({ id }) => id));
        await played[at].room.say(account, { kind: 'direct', account }, text, [], `${at}-${(count += 1)}`);
        await app.settle();
        return entries(at, account)
          .filter(({ id }) => !before.has(id))
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
async function linked({ says }: Houses): Promise<void> {
  const made = await says('discord', 'sam', '/account link');
  const line = /account link \S+/u.exec(made)![0];
  expect(await says('matrix', 'sam-there', `/${line}`)).toBe(sentence('people-linked'));
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

  test('nothing of a code stands in clear', () =>
    houses(async (both) => {
      const code = /account link (\S+)/u.exec(await both.says('discord', 'sam', '/account link'))![1]!;
      for (const file of ['haven.db', 'haven.db-wal'])
        expect(readFileSync(join(both.folder, file)).includes(code)).toBe(false);
      expect(both.lines.join()).not.toContain(code);
    }));
});
