/** Who may import whom, types included, and what core never does. */
import { describe, expect, test } from 'vitest';
import { importsOf, sources, withoutComments, type Source } from './support/sources.ts';

type Room = 'main' | 'app' | 'config' | 'log' | 'chat' | 'core' | 'time' | 'store' | 'web' | 'platforms';

const roomOf = (path: string): Room => {
  const [first = '', ...rest] = path.split('/');
  if (rest.length > 0) return first as Room;
  if (first === 'app.ts' || first === 'config.ts' || first === 'log.ts') return first.slice(0, -3) as Room;
  return 'main';
};

const everything: readonly Room[] = [
  'main',
  'app',
  'config',
  'log',
  'chat',
  'core',
  'time',
  'store',
  'web',
  'platforms',
];

/** By room: the other rooms of the house that it may know. */
const mayImport: Readonly<Record<Room, readonly Room[]>> = {
  // The command line and its composition.
  main: everything,
  app: ['chat', 'core', 'store', 'time', 'config'],
  core: ['chat', 'time'],
  platforms: ['chat', 'time'],
  web: ['chat', 'time'],
  store: ['chat', 'time'],
  // A house hands its platforms the clock, so the words that all sides share know its type.
  chat: ['time'],
  time: [],
  config: ['chat'],
  log: ['chat'],
};

/** Packages that only some files may see, with the reason. */
const fenced: readonly { name: RegExp; files: RegExp; why: string }[] = [
  {
    name: /^drizzle-orm(\/|$)/u,
    files: /^store\/|^core\/[^/]+\/(?:tables\.ts$|store(?:\.ts$|\/))/u,
    why: 'queries stand in the store and the tables of a capability alone',
  },
  {
    name: /^#dialect$/u,
    files: /^store\/|^run\.ts$|^core\/[^/]+\/(?:tables\.ts$|store(?:\.ts$|\/))/u,
    why: 'everything else works on both databases without knowing which one it is',
  },
  {
    name: /^(?:discord\.js|@discordjs\/|discord-api-types)/u,
    files: /^platforms\/discord\//u,
    why: 'an SDK never leaves its platform',
  },
  {
    name: /^(?:matrix-bot-sdk|@matrix-org\/|fake-indexeddb)/u,
    files: /^platforms\/matrix\//u,
    why: 'an SDK never leaves its platform',
  },
  {
    name: /^(?:better-sqlite3|pg|@electric-sql\/pglite)$/u,
    files: /^store\/|^platforms\/matrix\/crypto\//u,
    why: 'databases are the business of the store; the keys of a device must be on disk before a request leaves',
  },
  { name: /^node:https?$|^node:net$|^ws$/u, files: /^web\/|^platforms\//u, why: 'nothing else talks to a network' },
];

const all = sources();
const ours = (specifier: string): boolean => all.some(({ path }) => path === specifier);
const inCore = all.filter(({ path }) => path.startsWith('core/'));
const capabilityOf = (path: string): string | undefined => /^core\/([^/]+)\//u.exec(path)?.[1];
const platformOf = (path: string): string | undefined => /^platforms\/([^/]+)\//u.exec(path)?.[1];

/** Every import that `wrong` objects to, as `file -> what`. */
const offences = (files: readonly Source[], wrong: (path: string, imported: string) => boolean): string[] =>
  files.flatMap((file) =>
    importsOf(file)
      .filter((imported) => wrong(file.path, imported))
      .map((imported) => `${file.path} -> ${imported}`),
  );

describe('what is read', () => {
  test('files are found in every room, and so are their imports', () => {
    expect(all.length).toBeGreaterThan(60);
    for (const room of everything)
      expect(
        all.filter(({ path }) => roomOf(path) === room),
        room,
      ).not.toEqual([]);
    expect(all.flatMap(importsOf).filter(ours).length).toBeGreaterThan(200);
  });

  test('every relative import leads to a file', () => {
    expect(offences(all, (_, imported) => imported.endsWith('.ts') && !ours(imported))).toEqual([]);
  });

  test.each([
    ["import { a } from './b.ts';", 'core/b.ts'],
    ["import type { A } from '../time/b.ts';", 'time/b.ts'],
    ["import {\n  a,\n  type B,\n} from './b.ts';", 'core/b.ts'],
    ["export * from './b.ts';", 'core/b.ts'],
    ["export { a } from './b.ts';", 'core/b.ts'],
    ["import './b.ts';", 'core/b.ts'],
    ["const a = await import('./b.ts');", 'core/b.ts'],
    ["type A = import('discord.js').Client;", 'discord.js'],
  ])('%s is noticed', (text, imported) => {
    expect(importsOf({ path: 'core/a.ts', text })).toEqual([imported]);
  });
});

describe('who may import whom', () => {
  for (const room of everything) {
    const allowed = mayImport[room];
    test(`${room} knows ${allowed.length === 0 ? 'nothing of ours' : allowed.join(', ')}`, () => {
      const files = all.filter(({ path }) => roomOf(path) === room);
      expect(
        offences(files, (_, imported) => {
          if (!ours(imported)) return false;
          const to = roomOf(imported);
          return to !== room && !allowed.includes(to);
        }),
      ).toEqual([]);
    });
  }

  for (const { name, files, why } of fenced) {
    test(`${name.source} stays where it belongs: ${why}`, () => {
      expect(offences(all, (path, imported) => name.test(imported) && !files.test(path))).toEqual([]);
    });
  }

  test('chat uses no package but zod, and time none but the standard’s own calendar', () => {
    const strange = (room: Room, own: string) =>
      offences(
        all.filter(({ path }) => roomOf(path) === room),
        (_, imported) => !ours(imported) && imported !== own,
      );
    expect(strange('chat', 'zod')).toEqual([]);
    expect(strange('time', 'temporal-polyfill')).toEqual([]);
  });

  test('a platform sees no other platform', () => {
    const inside = all.filter(({ path }) => platformOf(path) !== undefined);
    expect(
      offences(
        inside,
        (path, imported) => imported.startsWith('platforms/') && platformOf(imported) !== platformOf(path),
      ),
    ).toEqual([]);
  });

  test('the list of platforms knows each by its index, and its section of the config, alone', () => {
    const list = all.filter(({ path }) => path === 'platforms/index.ts');
    expect(
      offences(list, (_, imported) => imported.startsWith('platforms/') && !/\/(?:index|config)\.ts$/u.test(imported)),
    ).toEqual([]);
  });

  test('a capability is entered by its index alone', () => {
    const outside = (path: string, imported: string) =>
      capabilityOf(imported) !== undefined && capabilityOf(imported) !== capabilityOf(path);
    expect(offences(all, (path, imported) => outside(path, imported) && !imported.endsWith('/index.ts'))).toEqual([]);
  });

  test('people knows no other capability', () => {
    const people = inCore.filter(({ path }) => capabilityOf(path) === 'people');
    expect(people).not.toEqual([]);
    expect(
      offences(people, (_, imported) => imported.startsWith('core/') && capabilityOf(imported) !== 'people'),
    ).toEqual([]);
  });

  test('capabilities never know each other in a circle', () => {
    const knows = new Map<string, Set<string>>();
    for (const file of inCore) {
      const from = capabilityOf(file.path);
      if (from === undefined) continue;
      const to = importsOf(file).flatMap((imported) => capabilityOf(imported) ?? []);
      knows.set(from, new Set([...(knows.get(from) ?? []), ...to.filter((each) => each !== from)]));
    }
    const reach = (from: string, seen: Set<string>): Set<string> => {
      for (const to of knows.get(from) ?? []) if (!seen.has(to)) reach(to, seen.add(to));
      return seen;
    };
    expect([...knows.keys()].filter((each) => reach(each, new Set()).has(each))).toEqual([]);
  });

  test('modules never import each other in a circle, types apart', () => {
    const graph = new Map(
      all.map((file) => [
        file.path,
        importsOf({ ...file, text: file.text.replaceAll(/import type[^;]+;/gu, '') }).filter(ours),
      ]),
    );
    const circles: string[] = [];
    const done = new Set<string>();
    const walk = (path: string, trail: readonly string[]): void => {
      if (trail.includes(path)) circles.push([...trail.slice(trail.indexOf(path)), path].join(' -> '));
      if (trail.includes(path) || done.has(path)) return;
      for (const to of graph.get(path) ?? []) walk(to, [...trail, path]);
      done.add(path);
    };
    for (const { path } of all) walk(path, []);
    expect(circles.filter((each) => each.startsWith('core/'))).toEqual([]);
  });
});

describe('what core never does', () => {
  const banned: readonly [RegExp, string][] = [
    [/\bDate\.now\s*\(/u, 'time is handed in'],
    [/\bnew Date\s*\(\s*\)/u, 'time is handed in'],
    [/\b(?:setTimeout|setInterval|setImmediate)\b/u, 'work for later is a row'],
    [/\bfetch\s*\(\s*['"`]/u, 'nothing in core waits for the network'],
    [/\bMath\.random\b|\brandom(?:UUID|Bytes|Int)\b/u, 'chance is handed in'],
    [/\bprocess\b/u, 'what the process is told stands in the config'],
  ];
  for (const [pattern, why] of banned) {
    test(`${pattern.source}: ${why}`, () => {
      expect(inCore.filter(({ text }) => pattern.test(withoutComments(text))).map(({ path }) => path)).toEqual([]);
    });
  }

  test('no sentence for people stands in code: what is said is a key of a text', () => {
    const calls = /\b(?:say|text|paragraph|word|refused|asks)\(\s*'([^']*)'/gu;
    const spoken = inCore.flatMap(({ path, text }) =>
      [...withoutComments(text).matchAll(calls)].map((match) => ({ path, words: match[1]! })),
    );
    expect(spoken.length).toBeGreaterThan(50);
    expect(spoken.filter(({ words }) => !/^[a-z][a-z0-9_-]*$/u.test(words))).toEqual([]);
  });

  test('a string of three words or more is for operators or developers, or it is a list of names', () => {
    // Descriptions of settings are read in the operator's file, errors in the operator's log; a list of words is split.
    const exempt = /\.describe\(|\bnew (?:Error|OperatorError|Fault)\(|\bsql`|\.split\(/u;
    const found = inCore
      .filter(({ path }) => !path.endsWith('/names.ts'))
      .flatMap(({ path, text }) =>
        withoutComments(text)
          .replaceAll(/\.describe\([^)]*\)/gu, '')
          .split('\n')
          .filter(
            (line) => !exempt.test(line) && /(['`])(?:(?!\1).)*[\p{L}]+ [\p{L}]+ [\p{L}]+(?:(?!\1).)*\1/u.test(line),
          )
          .map((line) => `${path}: ${line.trim()}`),
      );
    expect(found).toEqual([]);
  });
});
