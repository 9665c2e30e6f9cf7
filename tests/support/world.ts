/**
 * A small world for a story: the same app that the program builds, on a database of its own, with a clock that only
 * moves when it is told to, and people who speak through a platform's front door. On which platform is decided by
 * whoever runs the stories: on the playground, or, with `HAVEN_GROUND=matrix`, on a real homeserver.
 */
import type { App } from '../../src/app.ts';
import type { Suggestion } from '../../src/chat/field.ts';
import type { Arrival } from '../../src/chat/platform.ts';
import type { Playground } from '../../src/platforms/playground/index.ts';
import type { Person } from '../../src/platforms/playground/people.ts';
import type { Upload } from '../../src/platforms/playground/room.ts';
import type { KeyRing } from '../../src/store/keys.ts';
import type { MovableClock } from '../../src/time/clock.ts';

/** The platform on which stories are told. */
export const onMatrix = process.env['HAVEN_GROUND'] === 'matrix';

export interface World {
  readonly app: App;
  /** What only the playground has: buttons by their tokens, forms, and rooms besides the team's. Throws elsewhere. */
  readonly room: Playground['room'];
  readonly folder: string;
  readonly clock: MovableClock;
  /** What was logged, a line each. */
  readonly lines: string[];
  /** Messages of people that were to be taken away, by their ids. */
  readonly taken: readonly string[];
  /** By the account that the playground's people have, such as `ana`, on every platform. */
  person(account: string): Speaker;
  /** Lets time pass, with all that becomes due meanwhile, in order. */
  pass(milliseconds: number): Promise<void>;
  /** Everything that is to be done just now is done. */
  settle(): Promise<void>;
  /**
   * Something arrives from the platform that nobody there can do by hand: who reads a space, a huge file. People and
   * places are named as on the playground.
   */
  arrives(arrival: Omit<Arrival, 'at'> & { readonly at?: Date }): Promise<'new' | 'known'>;
  /** From now on nothing can be delivered to these accounts in private, as with closed direct messages. */
  close(...accounts: readonly string[]): Promise<void>;
  /** And now it can be again. */
  open(...accounts: readonly string[]): Promise<void>;
  /** Makes sure that there is a room which the whole community reads; gives what is typed to name it. */
  square(): Promise<string>;
  /** Stops, and starts again on the same database, so many milliseconds later. */
  restart(later?: number): Promise<World>;
  /** What no story may leave behind: bugs in the log, and messages that are not as they should be. */
  faults(): Promise<readonly string[]>;
  stop(): Promise<void>;
}

export interface WorldOptions {
  readonly folder?: string;
  /** The two databases; by default files in the folder, or a Postgres inside the process. */
  readonly urls?: { readonly haven: string; readonly keys: string };
  readonly ring?: KeyRing;
  readonly start?: Date;
  readonly people?: readonly Person[];
  /** As on a platform without buttons, forms and roles, on which commands are typed; all else is the playground's. */
  readonly wordsOnly?: boolean;
  /** Makes ids and draws the same at each run, by what begins a transaction. */
  readonly seed?: string;
  /** From where events are counted; a world that was started again counts on. */
  readonly events?: number;
}

/** A file of the bot's, as whoever reads in private can open it. */
export interface Opened {
  readonly name: string;
  readonly covered: boolean;
  readonly text: string;
}

/** Somebody who speaks, and who reads what there is to read for them. */
export interface Speaker {
  readonly account: string;
  /** Writes to the bot in private; gives what the bot answered. */
  says(text: string, files?: readonly Upload[]): Promise<string>;
  /** Types a command in private. */
  runs(line: string): Promise<string>;
  /** Types a command in the responders' space; gives everything new there and in private. */
  runsInSpace(line: string): Promise<string>;
  /** Chooses what stands under this label in private: the last button, or what has to be written for it. */
  presses(label: string | RegExp): Promise<string>;
  /** Sends in the form that was shown last. */
  fills(values: Readonly<Record<string, string>>): Promise<string>;
  /** The id of what they wrote last in private. */
  newest(): string;
  /** Changes something that they wrote in private, by its id. */
  edits(id: string, text: string): Promise<string>;
  /** Takes back something that they wrote in private, by its id. */
  takesBack(id: string): Promise<string>;
  /** Everything of the bot's in private, oldest first, as plain text. */
  reads(): string[];
  last(): string;
  /** Everything in the responders' space that this person sees. */
  readsInSpace(): string[];
  /** Everything in the square that this person sees, whoever wrote it. */
  readsInSquare(): string[];
  saysInSquare(text: string): Promise<string>;
  /** The files of the bot's that they can open just now, in private. */
  opens(): Promise<Opened[]>;
  /** How often something called them that wakes people. */
  rang(): number;
  /** All that this person can observe. */
  sees(): string;
  /** What is offered to them for a field of a command while they type, where the platform offers anything. */
  offered(command: string, field: string): Promise<readonly Suggestion[]>;
  /** Sets the language that the platform tells of them, where it tells one. */
  speaks(locale: string): Promise<void>;
  /** Gets no buttons and no forms from now on, as everybody does where there are none. */
  wantsPlain(): Promise<void>;
  /** What the bot says to them in private because of something. */
  hears(act: () => Promise<unknown>): Promise<string>;
}

const ground = onMatrix ? import('../matrix/ground.ts') : import('./playground.ts');

export async function world(options: WorldOptions = {}): Promise<World> {
  return (await ground).world(options);
}
