/**
 * The laws of the `Platform` interface: what everyone above a platform relies upon. One suite, run over each
 * platform by a harness (`PlatformUnderTest`) that lets people speak, shows what they see, and breaks the
 * network on demand. A law that needs what a platform hasn't got (buttons, forms, files) is left out there.
 *
 * To run it: `describe('...', () => runLaws(open))`, where `open` makes a fresh world for each law.
 */
import { test } from 'vitest';
import type { CommandSpec } from '../../src/chat/command.ts';
import type { Platform } from '../../src/chat/platform.ts';
import type { RecordingHouse } from '../support/house.ts';
import { attaching } from './attaching.ts';
import { arriving } from './arriving.ts';
import { sending } from './sending.ts';
import { showing } from './showing.ts';

/** One message of the bot as a reader sees it. */
export interface Seen {
  /** The text on the screen: markup has been carried out, a covering of spoilers lifted, quote bars left out. */
  readonly text: string;
  /** Whatever in it is alive and was not meant to be: bold or other markup, a masked link, a mention. */
  readonly alive: readonly string[];
  /** Labels of its buttons, in order. */
  readonly choices: readonly string[];
  /** What came with it, in order; `covered`: a reader sees it only after a touch. */
  readonly files?: readonly { readonly name: string; readonly covered: boolean; readonly bytes: Uint8Array }[];
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
  pings(): number | Promise<number>;
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

/** Those of `arriving.ts`, `showing.ts`, `sending.ts` and `attaching.ts`. */
export const laws: readonly Law[] = [...arriving, ...showing, ...sending, ...attaching];

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
