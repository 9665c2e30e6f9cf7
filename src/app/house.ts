/** The house as a platform sees it: its commands in a language, its bookkeeping, and the way in. */
import type { Clock } from '../time/clock.ts';
import { readTyped, smallWords, typable, type Command, type CommandSpec } from '../chat/command.ts';
import type { House, Log, Tables } from '../chat/ports.ts';
import { communityOfServer } from '../core/community/index.ts';
import { knownAs, personOf } from '../core/people/index.ts';
import { keepStore } from '../store/keep.ts';
import type { Store } from '../store/store.ts';
import { homely } from './commands.ts';
import type { Table } from './dispatch.ts';
import type { Intake } from './receive.ts';
import type { Ground } from './ground.ts';
import { openWork } from './work.ts';

export function openHouse(
  name: string,
  given: {
    store: Store;
    ground: Ground;
    table: Table;
    clock: Clock;
    log: Log;
    receive: Intake['receive'];
    retry(): void;
    /** Whether this process still holds the platform's connection. */
    holds(tables: Tables): Promise<boolean>;
  },
): House {
  const { store, ground, table, clock, log } = given;
  const { seal, texts } = ground;

  const specOf = (command: Command, locale: string): CommandSpec => ({
    name: command.name,
    summary: texts.format({ key: command.summary }, locale),
    who: command.who,
    ...(command.on === undefined ? {} : { on: command.on }),
    fields: Object.entries(command.fields).map(([name, field]) => ({
      name,
      summary: texts.format({ key: field.summary }, locale),
      kind: field.kind,
      optional: field.optional ?? false,
      long: field.long ?? false,
      secret: field.secret ?? false,
      suggests: command.suggest !== undefined && field.options === undefined,
      ...(field.max === undefined ? {} : { max: field.max }),
      ...(field.options === undefined
        ? {}
        : { options: field.options.map(({ value, label }) => ({ value, label: texts.format(label, locale) })) }),
    })),
  });

  /** What another process has noted since it took the connection over stands. */
  const note = (work: (kept: ReturnType<typeof keepStore>) => Promise<void>): Promise<void> =>
    store.write(async (tables) => {
      if (await given.holds(tables)) await work(keepStore(tables, seal, name));
    });
  const look = <T>(work: (kept: ReturnType<typeof keepStore>) => Promise<T>): Promise<T> =>
    store.read((tables) => work(keepStore(tables, seal, name)));

  return {
    receive: (arrival, { keep: also = [] } = {}) => given.receive({ ...arrival, platform: name }, also),
    retry: given.retry,
    commands: (locale) => table.commands.map((each) => specOf(each, texts.nearest(locale))),
    locales: texts.locales,
    async suggest(from, asked, field, typed) {
      const command = table.commands.find((each) => each.name === asked);
      if (!command?.suggest) return [];
      return store.read(async (tables) => {
        const work = openWork(ground, tables, { id: 'suggest' });
        const person = await knownAs(work, name, from.account.account);
        const known = person && (await table.sceneOf(work, person));
        if (!known) return [];
        const community = from.server && (await communityOfServer(work, name, from.server));
        const there = {
          ...known,
          place: from.place,
          ...(community ? { community } : {}),
          ...(from.server === undefined ? {} : { server: from.server }),
          runsServer: from.runsServer === true,
        };
        const scene = homely(command) ? await table.atHome(work, there) : there;
        if (!(await table.mayRun(work, command, scene))) return [];
        const found = await command.suggest!(field, scene, work);
        // Of a list the last one is offered, and what stands before it remains.
        const [, before = '', last = ''] = /^(.*[,;]\s*)?(.*)$/su.exec(typed.trim()) ?? [];
        const [kept, sought] = command.fields[field]?.many
          ? [before.replace(/\s*$/u, before === '' ? '' : ' '), last]
          : ['', typed.trim()];
        const said = new Set(
          kept
            .toLowerCase()
            .split(/[,;]/u)
            .map((each) => each.trim()),
        );
        return found
          .map(({ label, value }) => ({ label: texts.words(label, scene.locale), value }))
          .filter(({ label, value }) => `${label} ${value}`.toLowerCase().includes(sought.toLowerCase()))
          .filter(({ value }) => !said.has(value.toLowerCase()))
          .map(({ label, value }) => ({ label: kept + label, value: kept + value }))
          .slice(0, 25);
      });
    },
    readCommand: (line) => readTyped(line, typable(table.commands), smallWords(texts.synonyms)),
    isServed: (server) =>
      store.read(async (tables) => {
        const work = openWork(ground, tables, { id: 'served' });
        return (await communityOfServer(work, name, server)) !== undefined;
      }),
    async sentence(key, account) {
      const locale =
        account &&
        (await store.read(async (tables) => {
          const work = openWork(ground, tables, { id: 'sentence' });
          const person = await knownAs(work, name, account);
          return person && (await table.sceneOf(work, person))?.locale;
        }));
      const all = (locale ? [locale] : texts.locales).map((each) => texts.format({ key }, each));
      return [...new Set(all)].join('\n');
    },
    wishesSilence: (account) =>
      store.read(async (tables) => {
        const work = openWork(ground, tables, { id: 'silence' });
        const id = await knownAs(work, name, account);
        const person = id === undefined ? undefined : await personOf(work, id);
        return person !== undefined && person.silence !== 'none';
      }),
    keep: {
      get: (key) => look((kept) => kept.get(key)),
      put: (key, value) => note((kept) => kept.put(key, value)),
      delete: (key) => note((kept) => kept.delete(key)),
      list: (prefix) => look((kept) => kept.list(prefix)),
    },
    clock,
    log,
  };
}
