/**
 * What a chat platform must be able to do, and what it may be able to do besides.
 *
 * A platform turns what happens on its side into `Arrival`s and hands them to its `House`; it delivers
 * `Post`s. It decides nothing, keeps nothing but its own bookkeeping (in `House.keep`), and knows no rule
 * of the domain. Ask for a facet, never for a platform's name.
 */
import type { FileRef } from './field.ts';
import type { Rendered, Text } from './message.ts';
import type { House, Keep } from './ports.ts';

/** An account on a platform, by the platform's own id. */
export interface Account {
  readonly account: string;
  /** The name that others see there. */
  readonly name: string;
  /** The language that the person set on the platform, as a BCP 47 tag. */
  readonly locale?: string;
}

/** Where something was said, and where an answer belongs. */
export type Place =
  /** Between one person and the bot. */
  | { readonly kind: 'direct'; readonly account: string }
  /**
   * A space that several people read. `topic` is a thread in it, by the opaque name that the app gave it in
   * a `Post`; a platform opens the thread at the first post that names it.
   */
  | {
      readonly kind: 'shared';
      readonly space: string;
      readonly topic?: string;
      /** A part of the space that people opened for themselves, by the platform's id. */
      readonly part?: string;
      /** In a space where each topic has readers of its own: the accounts that may read this one. */
      readonly among?: readonly string[];
    };

/** Somebody, or a message of theirs, as the platform itself gives it: nobody on its way could have changed it. */
export interface Subject {
  readonly person: Account;
  /** It is the bot's own account. */
  readonly ours?: true;
  readonly message?: {
    readonly id: string;
    /** What the place is called in which it was written, where that is told. */
    readonly place?: string;
    readonly at: Date;
    readonly edited?: Date;
    readonly text: string;
    readonly files: readonly FileRef[];
  };
}

/** Something that happened on a platform. */
export interface Arrival {
  /** The platform's own id of the event; a second arrival with the same id is dropped. */
  readonly eventId: string;
  readonly at: Date;
  readonly from: Account;
  readonly place: Place;
  /** The server, space or guild that it belongs to, by the platform's id; in private: none. */
  readonly server?: string;
  /** What people call the shared place there, where the platform tells it. */
  readonly called?: string;
  /** The platform lets this account run that server, so it may set the community up. */
  readonly runsServer?: boolean;
  /** The platform's ids of the roles that the account has in that server; not there where it doesn't tell them. */
  readonly roles?: readonly string[];
  /**
   * The servers that the account shares with the bot, by the platform's ids; told with a first private message.
   * Not there where that can't be known.
   */
  readonly shares?: readonly string[];
  /**
   * What an interaction is answered by (a token that expires). An answer that finds it expired is sent to
   * the person directly instead.
   */
  readonly reply?: string;
  /** As `Limits.file`, of an answer by `reply`, where the platform takes more there. In bytes. */
  readonly replyFile?: number;
  readonly what: What;
}

export type What =
  /** `toUs`: said in private, or addressed to the bot by name. */
  | {
      readonly kind: 'message';
      readonly id: string;
      readonly text: string;
      readonly files: readonly FileRef[];
      readonly toUs: boolean;
      /** The message of the bot's that this one answers, where the platform links the two. */
      readonly answers?: Delivered;
    }
  /**
   * A command with what was filled in; names as declared, values as typed. A person who was picked from a
   * list of the platform's own is given as a mention with account and name: `<@1234|Rosa>`; a place as
   * `<#1234|staff>`, a role as `<@&1234|Responders>`.
   */
  | {
      readonly kind: 'command';
      readonly name: string;
      readonly args: Readonly<Record<string, string>>;
      /** What it was used on, where it was chosen in the menu of a message or of a person. */
      readonly subject?: Subject;
      /** The message in which it was typed, by the platform's id, where it stands for others to read. */
      readonly typed?: string;
    }
  /** A button, by the token that came with it. */
  | { readonly kind: 'press'; readonly token: string }
  /** A form that was sent in; values by field name, several of one field with commas between them. */
  | {
      readonly kind: 'form';
      readonly token: string;
      readonly values: Readonly<Record<string, string>>;
      readonly files?: readonly FileRef[];
    }
  /**
   * A message was changed or taken back by its author; `id` as in the message. `Arrival.at` of a change is when
   * these words were written. Where several write, nobody may know who took a message away: then `from` is the bot.
   */
  | { readonly kind: 'edited'; readonly id: string; readonly text: string }
  | { readonly kind: 'deleted'; readonly id: string }
  /**
   * Something came that could not be read: its writer is told `how` to send it again, by its text key. `unasked`: it
   * may have been long ago, so whoever wishes for silence is told when they come back.
   */
  | { readonly kind: 'unreadable'; readonly how: string; readonly unasked?: true }
  /** The bot is in a server; told at each start and whenever its name changes. */
  | { readonly kind: 'server'; readonly name: string }
  /** Somebody's roles in a server have changed, or they left it; told where the platform lets the bot know. */
  | { readonly kind: 'roles'; readonly of: Account; readonly roles: readonly string[] }
  /**
   * Who can read a shared space just now, everyone of them, administrators too. `undefined`: can't be known,
   * which is treated as "anyone". Told at start and at each change.
   */
  | {
      readonly kind: 'readers';
      readonly accounts: readonly Account[] | undefined;
      /** Its topics are read by these, and besides by nobody but those whom a post lets in (`Place.among`). */
      readonly invites?: true;
    }
  /**
   * The bot could not hear during this time, and not all that was written meanwhile can be found: told to each
   * server, once an outage. Never for one that the platform could make up for.
   */
  | { readonly kind: 'outage'; readonly since: Date; readonly until: Date };

/** One message on its way out. Made from a stored row; the same `key` at each try. */
export interface Post {
  /** At most 25 characters; the same at each try, so that a platform can drop a second one. */
  readonly key: string;
  readonly to: Place;
  /** The interaction that this answers, if it is fresh enough. */
  readonly reply?: string;
  /** Of the message that is answered, by the platform's id; where the platform shows such a link. */
  readonly message: Rendered;
  /** Files that go with it, all in the one message; only to one person, and where there is a `Limits.file`. */
  readonly files?: readonly Sending[];
  /** Fields to be filled in at once, where the platform has forms; their answers arrive as a `form`. */
  readonly form?: Form;
  /** `page`: wakes people. Only a page may mention somebody. */
  readonly urgency: Urgency;
  /** Set when an earlier try may have arrived: look it up before saying it again, where that is possible. */
  readonly unsureSince?: Date;
}

/** A file on its way out. A platform must show its name without any power, and its bytes must arrive unchanged. */
export interface Sending {
  readonly name: string;
  /** A media type, as whoever gave the file called it: not to be relied upon. */
  readonly type: string;
  /** To be covered until its reader uncovers it, where that can be done. */
  readonly spoiler: boolean;
  readonly bytes: Uint8Array;
  /** What is said in its place where it turns out to be larger than the platform takes there. */
  readonly tooLarge?: string;
}

export type Urgency = 'page' | 'answer' | 'rest';

export interface Form {
  readonly token: string;
  readonly title: string;
  readonly fields: readonly {
    readonly name: string;
    readonly label: string;
    /** As of a declared field; `choices`: several of the options; `files`: files, which arrive beside the values. */
    readonly kind: string;
    readonly long: boolean;
    readonly optional: boolean;
    readonly max?: number;
    readonly options?: readonly { readonly value: string; readonly label: string }[];
  }[];
}

/** Where a post ended up, as the platform calls it: enough to take it back or to change it. */
export interface Delivered {
  readonly place: string;
  readonly message: string;
  /** In private it could not be delivered: it stands in answer to what the person did last, which they can read. */
  readonly instead?: true;
}

export interface Limits {
  /** Characters in one message, buttons not counted. */
  readonly text: number;
  /** How many characters a text takes once it is written the platform's way; without it, its length. */
  readonly measure?: (text: string) => number;
  /** What stands before a typed command: `/` or `!haven `. */
  readonly prefix: string;
  /** Buttons on one message; 0: choices are shown as a numbered list. */
  readonly choices: number;
  /** Characters on a button. */
  readonly label: number;
  /** Bytes of all files of one message together; without it, no message can carry a file. */
  readonly file?: number;
  /** Text key of a sentence: where more than `file` fits; said of a file that is too large. */
  readonly larger?: string;
}

/**
 * The mandatory part. `name` is a noun in lower case and never changes: it stands in stored rows.
 */
export interface Platform {
  readonly name: string;
  readonly limits: Limits;
  /** Text keys of the honest sentences about who else can see what is written here; shown before any question. */
  readonly candour: readonly string[];

  /**
   * Called once, after the database is ready. Connects, hands over what arrived while the program was
   * down, and returns when it is ready to send. Throws `OperatorError` when the operator must act first.
   */
  start(house: House): Promise<void>;

  /** Called once. Takes nothing in from here on; returns when what was being handed over is stored. */
  stop(): Promise<void>;

  /**
   * Delivers one message. What can't be delivered in private may go in answer to the newest interaction of its
   * reader (`instead`). Called again with the same `key` until it returns, or throws a `Fault` that is
   * not worth another try. Must not queue, nor try again by itself, nor change the order.
   */
  send(post: Post): Promise<Delivered>;

  /** Takes back a message of the bot's own. A message that is gone already is no fault. */
  readonly remove?: (what: Delivered) => Promise<void>;
  /**
   * Puts other words into a message of the bot's own, where it stands. One that is gone stays gone: that is no
   * fault, and it must not be said anew. Throws an `unreachable` when it may still be read but can't be changed
   * there any longer: then the new words are said by a message of their own.
   */
  readonly edit?: (what: Delivered, message: Rendered) => Promise<void>;
  /**
   * Shows how a topic stands, by short labels that take the place of those it had (tags, for one). Called before
   * a topic's first post as well, which is then to bear them. `over`: nothing more is expected there; it may be
   * put away, and a later post brings it back. Without a topic: all labels that may ever be used in the space, to
   * be made ready at once, so that making one tells nothing of any case. What can't be shown is left out.
   */
  readonly mark?: (place: Place, labels: readonly string[], over: boolean) => Promise<void>;
  /**
   * Looks whether an unsure post arrived. `undefined`: it did not. Throws a `Fault` when that can't be told.
   * `others`: messages in that place, by their ids, that are known to be other posts, whatever they say.
   */
  readonly find?: (post: Post, others?: ReadonlySet<string>) => Promise<Delivered | undefined>;
  /** Fetches a file that a person attached, whole. Called only once somebody decided that it may be. */
  readonly fetch?: (file: FileRef) => Promise<Uint8Array>;
  /** Takes away what somebody else wrote in a shared space. Throws a `Fault` where the bot may not; gone is gone. */
  readonly redact?: (place: Place, messageId: string) => Promise<void>;
  /** In private too: what is secret is typed there, since there are no forms. */
  readonly redactsPrivate?: true;
  /** Forms can be shown as the answer to an interaction. */
  readonly forms?: true;
  /** People hold roles in a server, and one of them can be that of the responders. */
  readonly roles?: true;
  /**
   * A diagnosis for `haven check`: what is missing, what does not work without it, how to grant it. `of`: for one
   * community, and nothing about any other server; without it, for the operator. Works before `start`; `kept` is
   * then what stands in `House.keep`, where there is a database already.
   */
  readonly check?: (of?: CheckOf, kept?: Pick<Keep, 'get'>) => Promise<readonly Finding[]>;
  /** Everyone who has a role in a server; `undefined` where that can't be known. */
  readonly holders?: (server: string, role: string) => Promise<readonly Account[] | undefined>;
}

/** The servers of a community on one platform, and what the bot is to do in which of its places. */
export interface CheckOf {
  readonly servers: readonly string[];
  readonly places: readonly { readonly space: string; readonly use: 'cases' | 'announcements' }[];
}

/** One line of a check; `how` says what to do about it. A `hint` can be left as it is. */
export interface Finding {
  readonly level: 'good' | 'hint' | 'warning' | 'bad';
  readonly text: Text;
  readonly how?: Text;
}
