import { describe, expect, test } from 'vitest';
import { Fault } from '../../src/chat/outcome.ts';
import type { Platform, Post } from '../../src/chat/platform.ts';
import { playground, type Playground } from '../../src/platforms/playground/index.ts';
import type { Person } from '../../src/platforms/playground/people.ts';
import { NotPossible } from '../../src/platforms/playground/room.ts';
import type { Seen as RoomSeen } from '../../src/platforms/playground/views.ts';
import { movableClock, systemClock } from '../../src/time/clock.ts';
import { recordingHouse, type RecordingHouse } from '../support/house.ts';
import { lawCommands, runLaws, type PersonUnderTest, type PlatformUnderTest, type Seen } from './laws.ts';

const still = movableClock(new Date('2026-03-02T10:00:00Z'));
const square = { kind: 'shared', space: 'square' } as const;
const space = { kind: 'shared', space: 'responders' } as const;
const direct = (account: string) => ({ kind: 'direct', account }) as const;
const id = () => crypto.randomUUID();

describe('the laws, on the playground', () => runLaws(openUnderLaws));

describe('the playground', () => {
  test('sets itself up once, by the one who runs the server', async () => {
    const { house, restart } = await opened();
    const setUp = house.arrivals.map(({ what, from, runsServer }) => [what.kind, from.account, runsServer]);
    expect(setUp).toEqual([
      ['server', 'rosa', true],
      ['readers', 'rosa', true],
      ['command', 'rosa', true],
      ['command', 'rosa', true],
      ['command', 'rosa', true],
      ['command', 'rosa', true],
    ]);
    await restart();
    expect(house.arrivals).toHaveLength(6);
    const readers = house.arrivals.flatMap(({ what }) => (what.kind === 'readers' ? (what.accounts ?? []) : []));
    expect(readers.map(({ name }) => name)).toEqual(['Rosa', 'Sam', 'Tariq']);
  });

  test('a second try of the same event is one message', async () => {
    const { room, house, restart } = await opened();
    const eventId = id();
    expect(await room().say('ana', direct('ana'), 'hello', [], eventId)).toBe('new');
    await restart();
    expect(await room().say('ana', direct('ana'), 'hello', [], eventId)).toBe('known');
    expect(texts(room().views('ana')[0]!.entries)).toEqual(['hello']);
    expect(house.messagesOf('ana')).toEqual(['hello']);
  });

  test('what could not be handed over is handed over at the next start', async () => {
    const { room, house, restart } = await opened();
    house.full = true;
    await expect(room().say('ana', direct('ana'), 'please hear this', [], id())).rejects.toThrow();
    expect(house.messagesOf('ana')).toEqual([]);
    house.full = false;
    await restart();
    expect(house.messagesOf('ana')).toEqual(['please hear this']);
    await restart();
    expect(house.messagesOf('ana')).toEqual(['please hear this']);
  });

  test('each person sees their own talk and the rooms that they are in', async () => {
    const { room } = await opened();
    await room().say('ana', direct('ana'), 'for Haven alone', [], id());
    await room().say('bo', square, 'good morning', [], id());
    await room().say('sam', space, 'who is on today?', [], id());
    const seen = (as: string) =>
      room()
        .views(as)
        .flatMap((view) => texts(view.entries));
    expect(seen('ana')).toEqual(['for Haven alone', 'good morning']);
    expect(seen('bo')).toEqual(['good morning']);
    expect(seen('tariq')).toEqual(['good morning', 'who is on today?']);
    expect(seen('kim')).toEqual([]);
  });

  test('nobody acts where they are not', async () => {
    const { room } = await opened();
    await expect(room().say('ana', space, 'hello?', [], id())).rejects.toThrow(NotPossible);
    await expect(room().say('kim', square, 'hello?', [], id())).rejects.toThrow(NotPossible);
    await expect(room().say('bo', direct('ana'), 'hello?', [], id())).rejects.toThrow(NotPossible);
    await room().say('ana', direct('ana'), 'mine', [], 'event-of-ana');
    await expect(room().edit('bo', 'm-event-of-ana', 'changed', id())).rejects.toThrow(NotPossible);
    await expect(room().delete('bo', 'm-event-of-ana', id())).rejects.toThrow(NotPossible);
    await room().say('ana', square, 'in the square', [], 'square-of-ana');
    await expect(room().edit('bo', 'm-square-of-ana', 'changed', id())).rejects.toThrow(NotPossible);
    await expect(room().delete('bo', 'm-square-of-ana', id())).rejects.toThrow(NotPossible);
  });

  test('an answer to a command in a shared room is seen by nobody else', async () => {
    const { room, house, platform } = await opened();
    await room().say('sam', space, '/case take "amber otter"', [], id());
    const { what, reply } = await house.got('command', (command) => command.name === 'case take');
    expect(what.args).toEqual({ note: 'amber otter' });
    await platform().send(post(direct('sam'), 'for Sam alone', { reply: reply! }));
    const inSpace = (as: string) =>
      room()
        .views(as)
        .find((view) => view.place.kind === 'shared' && view.place.space === 'responders')!;
    expect(inSpace('sam').entries.map(({ text, onlyYou }) => [text, onlyYou])).toEqual([
      ['/case take --note amber otter', true],
      ['for Sam alone', true],
    ]);
    expect(inSpace('tariq').entries).toEqual([]);
  });

  test('whoever wants plain text only is answered in private and asked in words', async () => {
    const { room, house, restart } = await opened();
    await room().setPlain('sam', true);
    await restart();
    await room().say('sam', space, '/case take "amber otter"', [], id());
    expect((await house.got('command', (command) => command.name === 'case take')).reply).toBeUndefined();
  });

  test('a secret value of a command is not shown again', async () => {
    const { room } = await opened();
    await room().command('ana', direct('ana'), 'whisper', { word: 'canary', place: 'hall' }, id());
    expect(texts(room().views('ana')[0]!.entries)).toEqual(['/whisper --word … --place hall']);
  });

  test('a line that is no command is a message', async () => {
    const { room, house } = await opened();
    await room().say('ana', direct('ana'), '/shrug nobody listens', [], id());
    expect(house.messagesOf('ana')).toEqual(['/shrug nobody listens']);
  });

  test('in a shared room, only what begins with its name is for the bot', async () => {
    const { room, house } = await opened();
    await room().say('ana', square, 'this is a safe haven', [], id());
    await room().say('ana', square, '@Haven are you there?', [], id());
    const heard = house.arrivals.flatMap(({ what }) => (what.kind === 'message' ? [what.toUs] : []));
    expect(heard).toEqual([false, true]);
  });

  test('what was taken back leaves nothing behind', async () => {
    const { room, house } = await opened();
    const file = { name: 'a.png', type: 'image/png', bytes: Buffer.from('canary-bytes') };
    await room().say('ana', direct('ana'), 'canary-words', [file], 'taken-back');
    await room().delete('ana', 'm-taken-back', id());
    await room().entries.settled();
    const stored = JSON.stringify(await house.keep.list(''));
    expect(stored).not.toContain('canary-words');
    expect(stored).not.toContain(file.bytes.toString('base64'));
    expect(room().views('ana')[0]!.entries).toEqual([]);
  });

  test('a post that was taken back is not said again under its key', async () => {
    const { room, platform } = await opened();
    const hidden = post(direct('ana'), 'hide me');
    await platform().remove!(await platform().send(hidden));
    await platform().send(hidden);
    expect(room().views('ana')[0]!.entries).toEqual([]);
  });

  test('the bot takes away what stands in the square, and nothing elsewhere', async () => {
    const { room, platform } = await opened();
    await room().say('bo', square, 'unkind words', [], 'in-the-square');
    await platform().redact!(space, 'm-in-the-square');
    expect(texts(room().views('ana')[1]!.entries)).toEqual(['unkind words']);
    await platform().redact!(square, 'm-in-the-square');
    expect(room().views('ana')[1]!.entries).toEqual([]);
  });

  test('a file that is marked to fail is announced and never comes', async () => {
    const { room, house, platform } = await opened();
    const file = { name: 'a.png', type: 'image/png', bytes: new Uint8Array([1, 2]), fails: true };
    await room().say('ana', direct('ana'), 'see', [file, { ...file, fails: false }], id());
    const { what } = await house.got('message');
    await expect(platform().fetch!(what.files[0]!)).rejects.toThrow(Fault);
    expect([...(await platform().fetch!(what.files[1]!))]).toEqual([1, 2]);
  });

  test('the language that somebody chose comes with all they do, also after a restart', async () => {
    const { room, house, restart } = await opened();
    await room().speak('ana', 'es');
    await restart();
    await room().say('ana', direct('ana'), 'hola', [], id());
    expect((await house.got('message')).from.locale).toBe('es');
    await expect(room().speak('ana', 'tlh')).rejects.toThrow(NotPossible);
  });

  test('a person’s view is the same whatever happened out of their sight', async () => {
    const [quiet, busy] = [await opened(), await opened()];
    await busy.room().say('ana', direct('ana'), 'something happened', [], id());
    await busy.platform().send(post(space, 'a card'));
    for (const world of [quiet, busy]) {
      await world.room().say('bo', square, 'hello', [], 'hello-of-bo');
      await world.platform().send(post(direct('bo'), 'hello Bo', { key: 'same' }));
    }
    expect(JSON.stringify(busy.room().views('bo'))).toBe(JSON.stringify(quiet.room().views('bo')));
  });
});

const texts = (entries: readonly RoomSeen[]) => entries.map((entry) => entry.text);

let keys = 0;
const post = (to: Post['to'], text: string, more: Partial<Post> = {}): Post => ({
  key: `post-${(keys += 1)}`,
  to,
  urgency: 'rest',
  message: { parts: [{ kind: 'paragraph', text }], choices: [], orWrite: '' },
  ...more,
});

const field = (name: string, secret: boolean) =>
  ({ name, summary: name, kind: 'text', optional: false, long: false, secret, suggests: false }) as const;
const commands = [
  ...lawCommands,
  { name: 'whisper', summary: 'Whisper', who: 'anyone', fields: [field('word', true), field('place', false)] },
] as const;

async function opened(house: RecordingHouse = recordingHouse({ commands, clock: still })) {
  const start = async () => {
    const made = playground({ clock: house.clock, advance: async () => {} });
    await made.start(house);
    return made;
  };
  let running = await start();
  return {
    house,
    platform: (): Platform => running,
    room: () => running.room,
    async restart() {
      await running.stop();
      running = await start();
    },
  };
}

async function openUnderLaws(): Promise<PlatformUnderTest> {
  const house = recordingHouse({ commands: lawCommands });
  const named = (account: string, role: Person['role']): Person => ({
    account,
    name: account,
    role,
    runsServer: false,
  });
  const people = [
    ...Array.from({ length: 20 }, (_, i) => named(`member-${i}`, 'member')),
    ...Array.from({ length: 3 }, (_, i) => named(`responder-${i}`, 'responder')),
  ];
  const free = {
    member: people.filter((one) => one.role === 'member'),
    responder: people.filter((one) => one.role === 'responder'),
  };
  const start = async () => {
    const made = playground({ clock: systemClock, advance: async () => {}, people });
    await made.start(house);
    return made;
  };
  let running: Playground = await start();
  const wrap = (account: string): PersonUnderTest => {
    const bots = (places: 'direct' | 'shared') =>
      running.room
        .views(account)
        .flatMap((view) =>
          view.place.kind !== places
            ? []
            : view.entries.flatMap((entry) => (entry.message ? [{ entry, place: view.place }] : [])),
        );
    const asSeen = ({ entry, place }: ReturnType<typeof bots>[number]): Seen => ({
      text: textOf(entry),
      alive: [],
      choices: entry.message!.choices.map((choice) => choice.label),
      ...(place.kind === 'shared' && place.topic !== undefined && { thread: place.topic }),
    });
    const withFiles = async (bot: ReturnType<typeof bots>[number]): Promise<Seen> => {
      const files = await Promise.all(
        (bot.entry.files ?? []).map(async (file) => ({
          name: file.name,
          covered: 'spoiler' in file && file.spoiler,
          bytes: (await running.room.fileFor(account, file.id))!.bytes,
        })),
      );
      return { ...asSeen(bot), ...(files.length > 0 && { files }) };
    };
    return {
      account,
      async writes(text, files = []) {
        const eventId = id();
        // What is written while the program is down is kept by the page, which tries again until it is up.
        await untilTaken(() => running.room.say(account, direct(account), text, files, eventId));
        return `m-${eventId}`;
      },
      edits: async (message, text) => void (await running.room.edit(account, message, text, id())),
      deletes: async (message) => void (await running.room.delete(account, message, id())),
      reads: () => Promise.all(bots('direct').map(withFiles)),
      readsSpace: async () => bots('shared').map(asSeen),
      async presses(label) {
        const all = [...bots('direct'), ...bots('shared')].flatMap(({ entry }) => entry.message!.choices);
        await running.room.press(account, all.findLast((choice) => choice.label === label)!.token, id());
      },
      runs: async (name, args) => void (await running.room.command(account, direct(account), name, args, id())),
      async fillsIn(values) {
        const form = bots('direct').findLast(({ entry }) => entry.form)!.entry.form!;
        await running.room.form(account, form.token, values, id());
      },
      pings: () => 0,
    };
  };
  const waiting: (() => void)[] = [];
  const untilTaken = async (say: () => Promise<unknown>) => {
    try {
      await say();
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      waiting.push(() => void say());
    }
  };
  return {
    get platform() {
      return running;
    },
    house,
    space: 'responders',
    person: async (_name, how) => wrap(free[how?.insider ? 'responder' : 'member'].shift()!.account),
    stop: () => running.stop(),
    async start() {
      running = await start();
      for (const again of waiting.splice(0)) again();
    },
    close: () => running.stop(),
  };
}

/** As the page shows it: each part by its own element, with nothing of ours around somebody's words. */
const textOf = (entry: RoomSeen): string =>
  entry
    .message!.parts.map((part) => {
      if (part.kind === 'facts') return part.facts.map(([label, value]) => `${label}: ${value}`).join('\n');
      if (part.kind === 'list') return part.items.join('\n');
      return part.kind === 'quote' && part.by ? `${part.by}\n${part.text}` : part.text;
    })
    .join('\n');
