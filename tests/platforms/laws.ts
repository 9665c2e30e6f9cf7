/**
 * The laws of the `Platform` interface: what everyone above a platform relies upon. One suite, run over each
 * platform by a harness (`PlatformUnderTest`) that lets people speak, shows what they see, and breaks the
 * network on demand. A law that needs what a platform hasn't got (buttons, forms, files) is left out there.
 *
 * To run it: `describe('...', () => runLaws(open))`, where `open` makes a fresh world for each law.
 */
import { expect, test } from 'vitest';
import type { CommandSpec } from '../../src/chat/command.ts';
import type { Rendered, RenderedPart } from '../../src/chat/message.ts';
import { Fault } from '../../src/chat/outcome.ts';
import type { Form, Place, Platform, Post } from '../../src/chat/platform.ts';
import type { RecordingHouse } from '../support/house.ts';
import { until } from '../support/until.ts';

/** One message of the bot as a reader sees it. */
export interface Seen {
  /** The text on the screen: markup has been carried out, a covering of spoilers lifted, quote bars left out. */
  readonly text: string;
  /** Whatever in it is alive and was not meant to be: bold or other markup, a masked link, a mention. */
  readonly alive: readonly string[];
  /** Labels of its buttons, in order. */
  readonly choices: readonly string[];
  /** The thread in which it stands, by any name that tells threads apart; none outside of threads. */
  readonly thread?: string;
}

export interface PersonUnderTest {
  /** As in `Account.account`. */
  readonly account: string;
  /** Writes to the bot in private, also while the program is stopped. Gives back the platform's message id. */
  writes(text: string, files?: readonly { name: string; type: string; bytes: Uint8Array }[]): Promise<string>;
  /** Changes or takes back what she wrote in private. Absent where nobody can. */
  readonly edits?: (message: string, text: string) => Promise<void>;
  readonly deletes?: (message: string) => Promise<void>;
  /** The bot's messages to her in private, oldest first. */
  reads(): Promise<readonly Seen[]>;
  /** The bot's messages in the shared space and in its threads, oldest first. Only for those who sit in it. */
  readsSpace(): Promise<readonly Seen[]>;
  /** Presses the newest button with this label that she can see. Absent where there are no buttons. */
  readonly presses?: (label: string) => Promise<void>;
  /** Gives a command in private, by what the platform offers for it; names and values as declared. */
  readonly runs?: (name: string, args: Readonly<Record<string, string>>) => Promise<void>;
  /** Fills in the form that she was shown last; values by field name. Absent where there are no forms. */
  readonly fillsIn?: (values: Readonly<Record<string, string>>) => Promise<void>;
  /** How many mentions rang for her. A message alone, without a mention, counts as none. */
  pings(): number;
}

/**
 * A platform, its other side and the people there. `start` and `stop` are a deploy: after `start`, `platform`
 * is a new object over the same house. Opened with the platform running.
 */
export interface PlatformUnderTest {
  readonly platform: Platform;
  readonly house: RecordingHouse;
  /** The shared space that insiders read. */
  readonly space: string;
  /** A person who shares a server with the bot; an insider also sits in the shared space. */
  person(name: string, how?: { insider?: boolean }): Promise<PersonUnderTest>;
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Ends everything. Fails when the other side was ever asked for something that it doesn't allow. */
  close(): Promise<void>;

  /** Breaking things. Each is absent where it can't happen. */
  /** The next delivery is carried out, and its answer is lost on the way back. */
  readonly loseNextAnswer?: () => void;
  /** The next delivery is refused with the other side's own error; nothing is delivered. */
  readonly breakNext?: () => void;
  /** The next delivery is refused as one too many; the next may come after `ms`. */
  readonly limitNext?: (ms: number) => void;
  /** The person takes no private messages from the bot any longer. */
  readonly closeDirect?: (person: PersonUnderTest) => void;
  /** The connection on which arrivals come drops; the program goes on. */
  readonly dropConnection?: () => void;
  /** The next fetch of a file fails. */
  readonly failNextFile?: () => void;
}

/** The commands that the harness puts into its house, so that a law can run one. */
export const lawCommands: readonly CommandSpec[] = [
  { name: 'ask', summary: 'Ask for a form', who: 'anyone', fields: [] },
  {
    name: 'case take',
    summary: 'Take a case',
    who: 'responder',
    fields: [
      { name: 'note', summary: 'A note', kind: 'text', optional: true, long: false, secret: false, suggests: false },
      {
        name: 'case',
        summary: 'Which case',
        kind: 'text',
        optional: false,
        long: false,
        secret: false,
        suggests: true,
      },
    ],
  },
];

export interface Law {
  readonly name: string;
  readonly what: string;
  readonly why: string;
  /** Whether the world has what the law speaks of. */
  needs?(world: PlatformUnderTest, person: PersonUnderTest): boolean;
  holds(world: PlatformUnderTest, person: PersonUnderTest): Promise<void>;
}

let keys = 0;
const nextKey = () => `law-${(keys += 1)}`;

const rendered = (parts: readonly RenderedPart[], choices: Rendered['choices'] = []): Rendered => ({
  parts,
  choices,
  orWrite: 'Or write:',
});
const words = (text: string): Rendered => rendered([{ kind: 'paragraph', text }]);
const to = (person: PersonUnderTest): Place => ({ kind: 'direct', account: person.account });
const post = (place: Place, message: Rendered, more: Partial<Post> = {}): Post => ({
  key: nextKey(),
  to: place,
  message,
  urgency: 'answer',
  ...more,
});
const faultOf = async (sending: Promise<unknown>): Promise<Fault> => {
  const failed = await sending.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(failed).toBeInstanceOf(Fault);
  return failed as Fault;
};
const texts = async (person: PersonUnderTest) => (await person.reads()).map((seen) => seen.text);

/** What would do harm if anything read it as markup, a mention or a command of the page. */
const tricks = [
  '**not bold** __not underlined__ *nor* _slanted_ ~~struck~~ `code` ||hidden||',
  '# no heading\n> no quote\n- no list\n1. no list either\n-# not small',
  '[a bank](https://example.org/steal) <https://example.org> https://example.org/a_b_c?d=*e*',
  '@everyone @here <@1> <@!1> <@&1> <#1> <t:0:R> <:smile:1> </help:1>',
  '<b>no tag</b> &amp; <script>alert(1)</script> <img src=x onerror=alert(1)>',
  'a \\ backslash, a \\*pair\\*, ```\na block\n``` and a ` alone, ¯\\_(ツ)_/¯',
];

export const laws: readonly Law[] = [
  {
    name: 'what is said arrives once and whole',
    what: 'A private message is handed over once, with its text, its author, its place and its time.',
    why: 'Whoever writes to us for the first time may not find the courage to write a second time.',
    async holds({ house }, person) {
      const id = await person.writes('something happened\nyesterday');
      const arrival = await house.got('message');
      expect(arrival.what).toMatchObject({ text: 'something happened\nyesterday', id, toUs: true, files: [] });
      expect(arrival.place).toEqual(to(person));
      expect(arrival.from.account).toBe(person.account);
      expect(Math.abs(arrival.at.getTime() - house.clock.now().getTime())).toBeLessThan(3_600_000);
      await person.writes('that is all');
      await house.got('message', (what) => what.text === 'that is all');
      expect(house.messagesOf(person.account)).toEqual(['something happened\nyesterday', 'that is all']);
    },
  },
  {
    name: 'the order of a story is kept',
    what: 'Messages of one person are handed over in the order in which she wrote them.',
    why: 'A story told in twenty short messages is another story when two of them change places.',
    async holds({ house }, person) {
      const story = Array.from({ length: 20 }, (_, i) => `line ${i}`);
      for (const line of story) await person.writes(line);
      await until(() => house.messagesOf(person.account).length === story.length);
      expect(house.messagesOf(person.account)).toEqual(story);
    },
  },
  {
    name: 'any script passes unharmed',
    what: 'Right-to-left text, joined emoji, marks and control characters arrive and are shown as they were written.',
    why: 'People report in their own language, and evidence must not be changed.',
    async holds({ house, platform }, person) {
      const samples = [
        'שלום, היא איימה עליי 2 פעמים',
        'مرحبا \u202Bالنص\u202C',
        '👩🏽‍🚒 e\u0301 नमस्ते',
        'bell\u0007 tab\tend \u200Bzero',
      ];
      for (const sample of samples) {
        await person.writes(sample);
        await house.got('message', (what) => what.text === sample);
        await platform.send(post(to(person), rendered([{ kind: 'quote', text: sample }])));
      }
      await until(async () => (await person.reads()).length === samples.length);
      expect(await texts(person)).toEqual(samples);
    },
  },
  {
    name: 'downtime loses nothing',
    what: 'What people who are known wrote while the program was down is handed over at start, in order, once.',
    why: 'Deploys happen; silence after a report looks like not being believed.',
    async holds(world, person) {
      await person.writes('before');
      await world.house.got('message');
      await world.stop();
      await person.writes('during, one');
      await person.writes('during, two');
      await world.start();
      await until(() => world.house.messagesOf(person.account).length >= 3);
      await person.writes('after');
      await world.house.got('message', (what) => what.text === 'after');
      expect(world.house.messagesOf(person.account)).toEqual(['before', 'during, one', 'during, two', 'after']);
    },
  },
  {
    name: 'stopping loses nothing',
    what: 'What comes in while the program stops is stored before `stop` returns, or handed over at the next start.',
    why: 'A program is stopped at a time that no reporter chose.',
    async holds(world, person) {
      await person.writes('first');
      await world.house.got('message');
      const release = world.house.hold();
      const burst = Array.from({ length: 10 }, (_, i) => `burst ${i}`);
      const writing = burst.map((line) => person.writes(line));
      await until(() => world.house.storing > 0);
      const stopping = world.stop();
      release();
      await stopping;
      expect(world.house.storing, 'nothing may be left half stored').toBe(0);
      const stored = world.house.arrivals.length;
      await Promise.allSettled(writing);
      await world.start();
      await until(() => world.house.messagesOf(person.account).length === burst.length + 1);
      expect(world.house.messagesOf(person.account)).toEqual(['first', ...burst]);
      expect(stored, 'what was being stored is stored when stop returns').toBeGreaterThan(1);
    },
  },
  {
    name: 'a dropped connection loses nothing',
    what: 'What is written while the connection is gone is handed over when it is back, once.',
    why: 'Connections drop every day, and nobody sees it.',
    needs: (world) => world.dropConnection !== undefined,
    async holds(world, person) {
      await person.writes('before');
      await world.house.got('message');
      world.dropConnection!();
      await person.writes('meanwhile');
      await world.house.got('message', (what) => what.text === 'meanwhile');
      await person.writes('after');
      await world.house.got('message', (what) => what.text === 'after');
      expect(world.house.messagesOf(person.account)).toEqual(['before', 'meanwhile', 'after']);
    },
  },
  {
    name: 'what can not be stored is not forgotten',
    what: 'An arrival that the house could not store is handed over again, at the latest after the next start.',
    why: 'A full disk must cost time, never a report.',
    async holds(world, person) {
      await person.writes('known');
      await world.house.got('message');
      world.house.full = true;
      await person.writes('into the full disk').catch(() => undefined);
      await until(() => world.house.refusals > 0);
      await world.stop();
      world.house.full = false;
      await world.start();
      await world.house.got('message', (what) => what.text === 'into the full disk');
      expect(world.house.messagesOf(person.account)).toEqual(['known', 'into the full disk']);
    },
  },
  {
    name: 'what is sent is read',
    what: 'A post in private is read by that person, with all its parts, and by nobody else.',
    why: 'It is what a platform is for.',
    async holds(world, person) {
      const other = await world.person('Somebody else');
      const delivered = await world.platform.send(
        post(
          to(person),
          rendered([
            { kind: 'paragraph', text: 'We heard you.' },
            { kind: 'facts', facts: [['Code name', 'amber otter']] },
            { kind: 'list', items: ['first', 'second'] },
            { kind: 'quote', text: 'one line\nand another', by: 'You' },
          ]),
        ),
      );
      expect(delivered.place).not.toBe('');
      expect(delivered.message).not.toBe('');
      const [seen] = await until(async () => (await person.reads()).length === 1 && (await person.reads()));
      for (const piece of [
        'We heard you.',
        'Code name',
        'amber otter',
        'first',
        'second',
        'You',
        'one line\nand another',
      ]) {
        expect(seen!.text).toContain(piece);
      }
      expect(await other.reads()).toEqual([]);
    },
  },
  {
    name: 'the longest message passes',
    what: 'A message as long as `limits` says, in its own measure, is delivered whole, whatever it is made of.',
    why: 'The house cuts by these numbers; a limit that only holds for letters loses somebody’s words.',
    async holds({ platform }, person) {
      const { text: most, measure = (text: string) => text.length } = platform.limits;
      const fill = (piece: string) => piece.repeat(Math.floor(Math.min(most, 20_000) / Math.max(1, measure(piece))));
      const longest = ['x', '*', '`', '|> ', 'é👩🏽‍🚒', '\n> x'].map((piece) => fill(piece).trim());
      for (const text of longest) await platform.send(post(to(person), rendered([{ kind: 'quote', text }])));
      await until(async () => (await person.reads()).length === longest.length);
      const seen = await person.reads();
      expect(seen.map((each) => each.text)).toEqual(longest);
      expect(seen.flatMap((each) => each.alive)).toEqual([]);
    },
  },
  {
    name: 'a key is delivered once',
    what: 'Sending the same key again delivers nothing more, and gives back where the first one stands.',
    why: 'The outbox tries again after a crash, and must not say everything twice.',
    async holds({ platform }, person) {
      const once = post(to(person), words('said once'));
      const first = await platform.send(once);
      expect(await platform.send(once)).toEqual(first);
      expect(await texts(person)).toEqual(['said once']);
    },
  },
  {
    name: 'an unsure post can be looked up',
    what: 'When the answer is lost the fault is `unsure`; `find` gives back where it stands; a second try adds nothing.',
    why: 'Otherwise the choice is between losing an answer and saying it twice.',
    needs: (world) => world.loseNextAnswer !== undefined,
    async holds(world, person) {
      await world.platform.send(post(to(person), words('earlier')));
      const lost = post(to(person), words('did it arrive?'));
      const unsureSince = world.house.clock.now();
      world.loseNextAnswer!();
      expect((await faultOf(world.platform.send(lost))).kind).toBe('unsure');
      const again = { ...lost, unsureSince };
      const found = await world.platform.find?.(again);
      if (world.platform.find) expect(found).toBeDefined();
      const second = await world.platform.send(again);
      if (found) expect(second).toEqual(found);
      expect(await texts(person)).toEqual(['earlier', 'did it arrive?']);
    },
  },
  {
    name: 'what never arrived is not found',
    what: '`find` gives back nothing for a post that did not arrive, though others of the same words did, before.',
    why: 'A wrong find is a lost answer.',
    needs: ({ platform, breakNext }) => platform.find !== undefined && breakNext !== undefined,
    async holds(world, person) {
      await world.platform.send(post(to(person), words('Noted.')));
      const unsureSince = new Date(world.house.clock.now().getTime() + 1);
      await until(() => world.house.clock.now() > unsureSince);
      const failed = post(to(person), words('Noted, too.'));
      world.breakNext!();
      await faultOf(world.platform.send(failed));
      expect(await world.platform.find!({ ...failed, unsureSince })).toBeUndefined();
    },
  },
  {
    name: 'words are shown as they are',
    what: 'Markup, links and mentions in any part of a message are inert, and every character stays visible.',
    why: 'What people wrote is evidence; and nobody may hide words, fake a link or speak in our name.',
    async holds({ platform }, person) {
      for (const trick of tricks) await platform.send(post(to(person), rendered([{ kind: 'quote', text: trick }])));
      for (const trick of tricks) await platform.send(post(to(person), words(trick)));
      await until(async () => (await person.reads()).length === tricks.length * 2);
      const seen = await person.reads();
      expect(seen.map((each) => each.text)).toEqual([...tricks, ...tricks]);
      expect(seen.flatMap((each) => each.alive)).toEqual([]);
    },
  },
  {
    name: 'nobody is pinged by words',
    what: 'A message that names everyone, or one person by her mention, rings for nobody, in private and in the space.',
    why: 'A reporter’s words must not wake a server, nor tell the subject of a report that there is one.',
    async holds(world, person) {
      const insider = await world.person('Insider', { insider: true });
      const call = `@everyone @here @room <@${insider.account}> <@!${insider.account}> ${insider.account}`;
      await world.platform.send(post({ kind: 'shared', space: world.space }, words(call)));
      await world.platform.send(
        post({ kind: 'shared', space: world.space }, rendered([{ kind: 'quote', text: call, by: call }])),
      );
      await world.platform.send(post(to(person), words(call)));
      await until(async () => (await insider.readsSpace()).length === 2);
      expect([insider.pings(), person.pings()]).toEqual([0, 0]);
    },
  },
  {
    name: 'a post can be taken back, also twice',
    what: 'After `remove` the message is gone; removing it again, or what never was, is no fault.',
    why: 'Someone whose screen is watched says "hide", and presses it twice.',
    needs: ({ platform }) => platform.remove !== undefined,
    async holds({ platform }, person) {
      const delivered = await platform.send(post(to(person), words('for your eyes')));
      await platform.send(post(to(person), words('stays')));
      await platform.remove!(delivered);
      await until(async () => (await texts(person)).join() === 'stays');
      await platform.remove!(delivered);
    },
  },
  {
    name: 'a press carries its token',
    what: 'A button hands over exactly the token that was sent with it, as the person who pressed, each time she presses.',
    why: 'The token is all that the house knows of a button.',
    needs: ({ platform }, person) => platform.limits.choices > 0 && person.presses !== undefined,
    async holds({ platform, house }, person) {
      const choices = Array.from({ length: Math.min(platform.limits.choices, 7) }, (_, i) => ({
        label: `Choice ${i}`,
        token: `token-${i}-Az09_~`,
        style: i === 0 ? ('primary' as const) : i === 1 ? ('danger' as const) : ('plain' as const),
        typed: String(i + 1),
      }));
      await platform.send(post(to(person), rendered([{ kind: 'paragraph', text: 'Which?' }], choices)));
      const [seen] = await until(async () => (await person.reads()).length === 1 && (await person.reads()));
      expect(seen!.choices).toEqual(choices.map((each) => each.label));
      await person.presses!('Choice 5');
      const press = await house.got('press');
      expect(press).toMatchObject({ what: { token: 'token-5-Az09_~' }, from: { account: person.account } });
      expect(press.place).toEqual(to(person));
      await person.presses!('Choice 5');
      await until(() => house.arrivals.filter((each) => each.what.kind === 'press').length === 2);
    },
  },
  {
    name: 'a press can be answered',
    what: 'A post with the `reply` of a press is read by whoever pressed.',
    why: 'Platforms give a person who presses only seconds before they say that it failed.',
    needs: ({ platform }, person) => platform.limits.choices > 0 && person.presses !== undefined,
    async holds({ platform, house }, person) {
      const choice = { label: 'Go on', token: 'go-on', style: 'plain' as const, typed: '1' };
      await platform.send(post(to(person), rendered([{ kind: 'paragraph', text: 'Ready?' }], [choice])));
      await until(async () => (await person.reads()).length === 1);
      await person.presses!('Go on');
      const { reply } = await house.got('press');
      for (const answer of ['First answer.', 'Second answer.']) {
        await platform.send(post(to(person), words(answer), reply === undefined ? {} : { reply }));
      }
      expect(await texts(person)).toEqual(['Ready?', 'First answer.', 'Second answer.']);
    },
  },
  {
    name: 'without buttons, choices can be typed',
    what: 'Where a platform has no buttons, the message shows what to type for each choice.',
    why: 'Everything must be possible in plain text.',
    needs: ({ platform }) => platform.limits.choices === 0,
    async holds({ platform }, person) {
      const choice = { label: 'Go on', token: 'go-on', style: 'plain' as const, typed: '1' };
      await platform.send(post(to(person), rendered([{ kind: 'paragraph', text: 'Ready?' }], [choice])));
      const [seen] = await until(async () => (await person.reads()).length === 1 && (await person.reads()));
      expect(seen!.text).toMatch(/1.*Go on/u);
    },
  },
  {
    name: 'a topic is one thread',
    what: 'The first post with a topic opens a thread, later ones land in it, also after a restart; another topic is another thread.',
    why: 'Two cases that share a thread are a leak; a case in two threads is confusion.',
    async holds(world) {
      const insider = await world.person('Insider', { insider: true });
      const place = (topic?: string): Place => ({ kind: 'shared', space: world.space, ...(topic ? { topic } : {}) });
      await world.platform.send(post(place(), words('in the space')));
      await world.platform.send(post(place('topic-a'), words('a, first')));
      await world.platform.send(post(place('topic-b'), words('b, first')));
      await world.platform.send(post(place('topic-a'), words('a, second')));
      await world.stop();
      await world.start();
      await world.platform.send(post(place('topic-a'), words('a, third')));
      await until(async () => (await insider.readsSpace()).length === 5);
      const seen = await insider.readsSpace();
      const threadOf = (text: string) => seen.find((each) => each.text === text)?.thread;
      expect(threadOf('in the space')).toBeUndefined();
      const inA = ['a, first', 'a, second', 'a, third'].map(threadOf);
      expect(new Set(inA).size).toBe(1);
      expect(inA[0]).toBeDefined();
      expect(threadOf('b, first')).toBeDefined();
      expect(threadOf('b, first')).not.toBe(inA[0]);
    },
  },
  {
    name: 'the space is for insiders',
    what: 'What is posted to the space is not read in private by anybody.',
    why: 'A card for responders must never reach the people that it is about.',
    async holds(world, person) {
      const insider = await world.person('Insider', { insider: true });
      await world.platform.send(post({ kind: 'shared', space: world.space }, words('A case waits.')));
      await until(async () => (await insider.readsSpace()).length === 1);
      expect(await person.reads()).toEqual([]);
      expect(await insider.reads()).toEqual([]);
    },
  },
  {
    name: 'unreachable is said as unreachable',
    what: 'A person who takes no private messages makes `send` throw a fault of kind `unreachable`.',
    why: 'Then somebody else must be told, and trying again is no use.',
    needs: (world) => world.closeDirect !== undefined,
    async holds(world, person) {
      world.closeDirect!(person);
      expect((await faultOf(world.platform.send(post(to(person), words('hello'))))).kind).toBe('unreachable');
    },
  },
  {
    name: 'limited says how long',
    what: 'A post that comes too soon makes `send` throw `limited` at once, with the time to wait; nothing was delivered.',
    why: 'The outbox orders by urgency while it waits; a platform that waits by itself would hold a page behind a chat.',
    needs: (world) => world.limitNext !== undefined,
    async holds(world, person) {
      await world.platform.send(post(to(person), words('earlier')));
      world.limitNext!(1_500);
      const began = performance.now();
      const fault = await faultOf(world.platform.send(post(to(person), words('too soon'))));
      expect(fault.kind).toBe('limited');
      expect(fault.retryAfterMs).toBeGreaterThan(500);
      expect(fault.retryAfterMs).toBeLessThanOrEqual(3_000);
      expect(performance.now() - began).toBeLessThan(1_000);
      expect(await texts(person)).toEqual(['earlier']);
    },
  },
  {
    name: 'an error of the other side is down',
    what: 'When the other side fails, `send` throws `down` after one try, and delivers when it is called again.',
    why: 'Only the outbox tries again, since only it knows what is more urgent by then.',
    needs: (world) => world.breakNext !== undefined,
    async holds(world, person) {
      await world.platform.send(post(to(person), words('earlier')));
      world.breakNext!();
      const late = post(to(person), words('in the end'));
      expect((await faultOf(world.platform.send(late))).kind).toBe('down');
      expect(await texts(person)).toEqual(['earlier']);
      await world.platform.send(late);
      expect(await texts(person)).toEqual(['earlier', 'in the end']);
    },
  },
  {
    name: 'a fault names nobody',
    what: 'The label of a fault holds nothing of the message, and no id of a person.',
    why: 'Labels are logged.',
    needs: (world) => world.closeDirect !== undefined,
    async holds(world, person) {
      world.closeDirect!(person);
      const fault = await faultOf(world.platform.send(post(to(person), words('canary-4711'))));
      const said = `${fault.label} ${fault.message} ${String(fault.stack)} ${JSON.stringify(world.house.logged)}`;
      expect(said).not.toContain('canary-4711');
      expect(said).not.toContain(person.account);
      expect(fault.cause).toBeUndefined();
    },
  },
  {
    name: 'a command comes as declared',
    what: 'A command is handed over with its declared name and the values by their declared names.',
    why: 'It was declared once; the same declaration reads it.',
    needs: (_world, person) => person.runs !== undefined,
    async holds({ house }, person) {
      await person.runs!('case take', { case: 'amber otter' });
      const arrival = await house.got('command');
      expect(arrival.what).toEqual({ kind: 'command', name: 'case take', args: { case: 'amber otter' } });
      expect(arrival.from.account).toBe(person.account);
    },
  },
  {
    name: 'a form comes back by name',
    what: 'A form that answers a command is shown; its values come back by field name, with its token.',
    why: 'Long and secret answers are asked for in forms where there are any.',
    needs: ({ platform }, person) =>
      platform.forms === true && person.fillsIn !== undefined && person.runs !== undefined,
    async holds({ platform, house }, person) {
      await person.runs!('ask', {});
      const { reply } = await house.got('command');
      const form: Form = {
        token: 'form-token-1',
        title: 'A title that is a good deal longer than forty-five characters',
        fields: [
          {
            name: 'story',
            label: 'What happened? Take all the space and all the time you need.',
            kind: 'text',
            long: true,
            optional: false,
            max: 8_000,
          },
          { name: 'where', label: 'Where', kind: 'text', long: false, optional: true },
          {
            name: 'weight',
            label: 'How heavy does it feel',
            kind: 'choice',
            long: false,
            optional: true,
            options: [
              { value: 'light', label: 'Light' },
              { value: 'heavy', label: 'Heavy' },
            ],
          },
        ],
      };
      await platform.send(
        post(to(person), words('What happened?'), { form, ...(reply === undefined ? {} : { reply }) }),
      );
      await person.fillsIn!({ story: 'line one\nline *two*', weight: 'heavy' });
      const arrival = await house.got('form');
      expect(arrival.what).toMatchObject({
        token: 'form-token-1',
        values: { story: 'line one\nline *two*', weight: 'heavy' },
      });
      expect(arrival.from.account).toBe(person.account);
    },
  },
  {
    name: 'a change of mind arrives',
    what: 'An edit and a deletion by the author are handed over with the id of the message.',
    why: 'Whoever takes words back must find them taken back here too.',
    needs: (_world, person) => person.edits !== undefined && person.deletes !== undefined,
    async holds({ house }, person) {
      const id = await person.writes('it was on Monday');
      await house.got('message');
      await person.edits!(id, 'it was on Tuesday');
      expect((await house.got('edited')).what).toMatchObject({ id, text: 'it was on Tuesday' });
      await person.deletes!(id);
      const gone = await house.got('deleted');
      expect(gone.what).toMatchObject({ id });
      expect(gone.from.account).toBe(person.account);
    },
  },
  {
    name: 'a file can be fetched later',
    what: 'A file is announced with name, type and size; its bytes come when asked for, also after a restart.',
    why: 'Evidence; and nothing is fetched before somebody decided that it may be.',
    needs: ({ platform }) => platform.fetch !== undefined,
    async holds(world, person) {
      const bytes = new TextEncoder().encode('screen\u0000shot');
      await person.writes('see this', [{ name: 'proof.png', type: 'image/png', bytes }]);
      const { what } = await world.house.got('message');
      expect(what.files).toMatchObject([{ name: 'proof.png', type: 'image/png', size: bytes.length }]);
      await world.stop();
      await world.start();
      expect(Buffer.from(await world.platform.fetch!(what.files[0]!))).toEqual(Buffer.from(bytes));
    },
  },
  {
    name: 'a file that fails is a fault',
    what: 'When a file can’t be fetched, `fetch` throws a fault, and the next try may work.',
    why: 'One broken attachment of ten must not cost the other nine.',
    needs: ({ platform, failNextFile }) => platform.fetch !== undefined && failNextFile !== undefined,
    async holds(world, person) {
      await person.writes('see this', [{ name: 'proof.png', type: 'image/png', bytes: new Uint8Array([1, 2, 3]) }]);
      const { what } = await world.house.got('message');
      world.failNextFile!();
      await faultOf(world.platform.fetch!(what.files[0]!));
      expect([...(await world.platform.fetch!(what.files[0]!))]).toEqual([1, 2, 3]);
    },
  },
  {
    name: 'many posts do not mix',
    what: 'Posts to many people at the same time each reach the one whom they are for.',
    why: 'An answer that reaches the wrong person is the worst that can happen.',
    async holds(world) {
      const people = await Promise.all(Array.from({ length: 10 }, (_, i) => world.person(`Person ${i}`)));
      await Promise.all(people.map((each, i) => world.platform.send(post(to(each), words(`for ${i}`)))));
      for (const [i, each] of people.entries()) expect(await texts(each)).toEqual([`for ${i}`]);
    },
  },
];

/** Registers a test a law; what a platform hasn't got is skipped, by name, so that it stays visible. */
export function runLaws(open: () => Promise<PlatformUnderTest>): void {
  for (const law of laws) {
    test(law.name, async (context) => {
      const world = await open();
      try {
        const person = await world.person('Ana');
        context.skip(law.needs?.(world, person) === false, 'this platform has nothing of the kind');
        await law.holds(world, person);
      } finally {
        await world.close();
      }
    });
  }
}
