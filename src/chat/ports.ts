/**
 * The two doors of the house: `Work` is what a capability may do inside a transaction, `House` is what a
 * platform is handed. Nobody reaches around them.
 */
import type { Clock } from '../time/clock.ts';
import type { CommandSpec } from './command.ts';
import type { Utterance } from './flow.ts';
import type { FileRef, Suggestion } from './field.ts';
import type { Message, Text } from './message.ts';
import type { Account, Arrival, CheckOf, Delivered, Finding, Place, Subject, Urgency } from './platform.ts';

declare const tables: unique symbol;
/** The open transaction; the store of a capability turns it into a database handle by `#dialect`. */
export interface Tables {
  readonly [tables]: true;
}

/** To whom something is said. */
export type Audience =
  | { readonly person: string }
  /** The responders' shared space of a community; `topic` is a thread, by an opaque name of ours. */
  | {
      readonly space: { readonly platform: string; readonly id: string };
      readonly topic?: string;
      readonly locale: string;
      /** In a space whose topics have readers of their own: who may read this one. */
      readonly among?: readonly string[];
    };

export interface Saying {
  readonly urgency?: Urgency;
  /**
   * An answer to what this person just did, which they see at once; anything else may be held back while
   * they wish for silence.
   */
  readonly answer?: boolean;
  /** It concerns what they do for others: no silence that they wish for as a member holds it back. */
  readonly duty?: boolean;
  /** A group that can be taken back together, by an opaque name of ours; `a/b` is a part of `a`. */
  readonly group?: string;
}

/** Where a value stands, so that it can't be moved to another row. Never anything that changes. */
export interface Cell {
  readonly table: string;
  readonly column: string;
  readonly row: string;
}

/** Seals under one key. `open` throws when the value was changed, moved or sealed under another key. */
export interface Sealer {
  seal(cell: Cell, plain: string | Uint8Array): Uint8Array;
  open(cell: Cell, sealed: Uint8Array): string;
  openBytes(cell: Cell, sealed: Uint8Array): Uint8Array;
}

export interface Seals {
  /** For what is on its way: inbox, outbox, conversations. */
  readonly transit: Sealer;
  /** For who somebody is. A key of its own, so that a case can outlive its reporter's name. */
  readonly identity: Sealer;
  /** The key of a case; `undefined` once it is destroyed. */
  of(caseId: string): Promise<Sealer | undefined>;
  /** An id for a case whose key is durable already. */
  spare(): Promise<string>;
  /** A key for a case, durable when this returns; at once where the id is a spare one. */
  create(caseId: string): Promise<Sealer>;
  /** Notes that a key must go; it is destroyed right after the transaction is committed. */
  destroy(caseId: string): Promise<void>;
  /** Finds what is sealed: the same for the same value and scope, and nothing without the key. */
  lookup(scope: string, value: string): string;
}

/** What happens when a due row is found late: run it, forget it, or run it and be told that it is late. */
export type WhenLate = 'run' | 'skip';

export interface Work {
  readonly now: Date;
  readonly tables: Tables;
  readonly seal: Seals;
  /** A random id of 128 bits, in lower-case letters and digits. */
  id(): string;
  /** An id that sorts after every id made this way before. */
  orderedId(): string;
  /** A random whole number from 0 up to but not including `below`. */
  random(below: number): number;
  /** Says it to whoever acts, where they acted. */
  answer(message: Message): Promise<void>;
  /** Puts a message into the outbox. It is sent after the commit, or never. */
  say(to: Audience, message: Message, saying?: Saying): Promise<void>;
  /** Asks for a job at a time. A second row with the same `key` takes the place of the first. */
  later(
    job: string,
    at: Date,
    args: Readonly<Record<string, string>>,
    how?: { key?: string; late?: WhenLate },
  ): Promise<void>;
  /** When a job that was asked for under a key is due. */
  dueAt(key: string): Promise<Date | undefined>;
  /** Forgets a job by its key. */
  never(key: string): Promise<void>;
  /**
   * Says it in place of what was said to a person in this group: changed where it stands, if the platform can,
   * otherwise taken back, as far as it can be, and said anew.
   */
  amend(to: { readonly person: string }, message: Message, saying: Saying & { readonly group: string }): Promise<void>;
  /**
   * Shows how a topic of a shared space stands, by short labels; `over`: nothing more is expected there. Without a
   * topic: all labels that may be used in that space. On a platform that has no such thing, nothing happens.
   */
  mark(
    to: Extract<Audience, { readonly space: unknown }>,
    labels: readonly Text[],
    how?: { readonly over?: boolean; readonly group?: string },
  ): Promise<void>;
  /** The group in which a message of the bot's was said, by where it stands. */
  groupOf(platform: string, what: Delivered): Promise<string | undefined>;
  /** Takes back what was said to a person: all of it, or one group. */
  takeBack(of: { person: string } | { group: string }): Promise<void>;
  /** Takes away what somebody wrote in a shared space; `job` is called with whether that could be done. */
  redact(
    what: { platform: string; place: Place; message: string },
    job: string,
    args: Readonly<Record<string, string>>,
  ): Promise<void>;
  /**
   * What could not be delivered to whoever acts is said again, as an answer here, in its order; gives how many
   * messages that were. Nothing that was withdrawn, and nothing that waits because they hide.
   */
  undelivered(): Promise<number>;
  /** Asks for a file's bytes; `job` is called with what came of it, and with `args`. */
  fetch(file: FileRef & { platform: string }, job: string, args: Readonly<Record<string, string>>): Promise<void>;
  /** Asks a platform what is missing there; `job` is called with what was found, and answers whoever acts now. */
  check(of: CheckOf & { platform: string }, job: string, args: Readonly<Record<string, string>>): Promise<void>;
  /** Asks a platform who has a role; `job` is called with them, or with nobody where that can't be known. */
  holders(
    of: { platform: string; server: string; role: string },
    job: string,
    args: Readonly<Record<string, string>>,
  ): Promise<void>;
  /** Tells the other capabilities that something has changed; they act in the same transaction. */
  notice(notice: Notice): Promise<void>;
  /** An entry of the audit log: a fixed action, whom it concerns by id, and facts that are sealed. */
  audit(action: string, about: string, facts?: Readonly<Record<string, string | number | boolean>>): Promise<void>;
  /**
   * Begins a conversation with the person who acts. One in the same flow is over by that; with `resume` it is
   * gone on with instead. In a job nobody acts: there `person` says with whom.
   */
  converse(flow: string, given?: unknown, how?: { resume?: boolean; person?: string }): Promise<void>;
  /**
   * Words of whoever acts that could not be placed when they wrote them: heard after this, as if they had just
   * been written in private.
   */
  hear(said: Utterance): Promise<void>;
  /** Ends a person's conversation in a flow, where its answers are as asked. */
  leave(person: string, flow: string, where: (answers: any) => boolean): Promise<void>;
  /** Whether somebody wrote one of these words and nothing else, in any language of the house. */
  meansWord(said: string, keys: readonly string[]): string | undefined;
  /** The phrases that a text key lists, in every language of the house. */
  phrases(key: string): readonly string[];
  /** The honest sentences of the platforms on which this person writes, and of the house as it is configured. */
  candour(person: string): Promise<readonly Text[]>;
}

/**
 * What one capability lets the others know. `team`: somebody came, left, or can or can't be reached.
 * `unreachable`: a message to somebody, of the team or not, could not be delivered. `undelivered`: a message to
 * a shared space could not, by the group that it was said in. `space`: a community has another shared space. `trial`:
 * `joined`: a community is a part of another one from now on. `trial`: this person, who sets the community up, wants to see whether its team is reached.
 */
export type Notice =
  | { readonly kind: 'team'; readonly community: string; readonly person: string }
  | { readonly kind: 'unreachable'; readonly person: string }
  | { readonly kind: 'undelivered'; readonly group: string }
  /** `left`: cases stood in another space until now. */
  | { readonly kind: 'space'; readonly community: string; readonly left: boolean }
  /** Two accounts turned out to be one person's: whatever was known of `from` is `into`'s from now on. */
  | { readonly kind: 'same'; readonly from: string; readonly into: string }
  /** An account that was `from`'s is known as `into` from now on: what one must not hear, nor must the other. */
  | { readonly kind: 'parted'; readonly from: string; readonly into: string }
  /** A community has other hours for what is not urgent, or another clock. */
  | { readonly kind: 'hours'; readonly community: string }
  /** Somebody of a team is away, is back, or has other hours. */
  | { readonly kind: 'availability'; readonly community: string; readonly person: string }
  /** A community asks for another training than before, or for none. */
  | { readonly kind: 'training'; readonly community: string }
  | { readonly kind: 'joined'; readonly from: string; readonly into: string }
  | { readonly kind: 'trial'; readonly community: string; readonly person: string };

/** What a command was used on; `id`: the person, as the house knows them. */
export type Reported = Subject & { readonly id: string };

/** Who is acting, and where. */
export interface Scene {
  readonly person: string;
  readonly locale: string;
  readonly platform: string;
  readonly place: Place;
  /** The server in which they act, by the platform's id; none in private. */
  readonly server?: string;
  /** The community that this concerns; none while the bot knows no community. */
  readonly community: string | undefined;
  /** The platform says that this account runs the server that the arrival came from. */
  readonly runsServer: boolean;
  readonly subject?: Reported;
  /** What is asked here can be answered in a form. */
  readonly forms?: boolean;
  /** The platform has roles: whoever holds a certain one may be in the team by that. */
  readonly roles?: boolean;
  /** What people call the shared place in which they act. */
  readonly called?: string;
}

/** What was asked of a platform; the one that a job was called with. */
export interface Came {
  readonly file?: { readonly bytes: Uint8Array } | { readonly failed: true };
  readonly findings?: readonly Finding[] | undefined;
  readonly holders?: readonly Account[] | undefined;
  /** What somebody wrote in a shared space is gone from there. */
  readonly redacted?: boolean;
}

/** A due row that is run: `args` as given, `dueAt` as asked for; `work.now` may be later. */
export interface Job extends Came {
  readonly args: Readonly<Record<string, string>>;
  readonly dueAt: Date;
}

/** A platform's own bookkeeping: small sealed values by key. Nothing of a report may stand in a key. */
export interface Keep {
  get(key: string): Promise<string | undefined>;
  put(key: string, value: string): Promise<void>;
  delete(key: string): Promise<void>;
  /**
   * Every key that begins with `prefix`, in order, with its value. A prefix holds at least the part of the
   * key before its first slash, and the slash.
   */
  list(prefix: string): Promise<readonly (readonly [string, string])[]>;
}

/** Static labels and ids only: a log line is a label and facts that can't hold anybody's words. */
export interface Log {
  info(label: string, facts?: Readonly<Record<string, string | number | boolean>>): void;
  warn(label: string, facts?: Readonly<Record<string, string | number | boolean>>): void;
  error(label: string, facts?: Readonly<Record<string, string | number | boolean>>): void;
}

/** What a platform is handed when it starts. */
export interface House {
  /**
   * Stores what arrived; durable when it returns. Acting upon it begins at once, but is not waited for.
   * An arrival whose `eventId` is known already is dropped (`known`). What is given as `keep` is put into
   * `House.keep` in the same transaction, whether the arrival is new or known: neither is there without the
   * other, and nobody waits for a second commit.
   */
  receive(
    arrival: Arrival,
    also?: { readonly keep?: readonly (readonly [key: string, value: string])[] },
  ): Promise<'new' | 'known'>;
  /**
   * What was refused for want of a permission is tried again; called when something changed in what the bot may
   * do. Returns at once, and costs nothing while nothing was refused.
   */
  retry(): void;
  /** Every command, described in one language. */
  commands(locale: string): readonly CommandSpec[];
  /** The languages that the house speaks; the first is the one it falls back to. */
  readonly locales: readonly string[];
  /** What to offer while somebody types; empty for whoever has no right to the command. */
  suggest(
    from: Pick<Arrival, 'place' | 'server' | 'runsServer'> & { readonly account: Account },
    command: string,
    field: string,
    typed: string,
  ): Promise<readonly Suggestion[]>;
  /** Reads a typed line ("case take amber-otter") by the command table, or gives back nothing. */
  readCommand(line: string): { name: string; args: Record<string, string> } | undefined;
  /** Whether a server or space, by the platform's id, belongs to a community. */
  isServed(server: string): Promise<boolean>;
  /**
   * A sentence of the platform's own, by its text key: in the language of whoever has this account, and in every
   * language of the house where that is not known, one below the other.
   */
  sentence(key: string, account?: string): Promise<string>;
  /**
   * Whether whoever has this account wishes that nothing appears on their screen but what the house itself says.
   * To be asked before anything is said to them that did not come as a `Post`.
   */
  wishesSilence(account: string): Promise<boolean>;
  readonly keep: Keep;
  readonly clock: Clock;
  readonly log: Log;
}
