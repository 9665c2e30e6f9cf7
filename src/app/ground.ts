/** What an app gives to each of its transactions, and what one transaction has at hand. */
import type { Utterance } from '../chat/flow.ts';
import type { Message } from '../chat/message.ts';
import type { Delivered, Form, Platform } from '../chat/platform.ts';
import type { Notice, Seals, Tables, Work } from '../chat/ports.ts';
import type { Chance } from '../store/ids.ts';
import type { Actor, NewRow, Outgoing } from '../store/deeds.ts';
import type { standingStore } from '../store/standing.ts';
import type { waitingStore } from '../store/waiting.ts';
import type { Meaning } from '../store/talks.ts';
import type { Clock } from '../time/clock.ts';
import type { Texts } from './texts.ts';

/** What the transactions of one app share. */
export interface Ground {
  readonly clock: Clock;
  readonly seal: Seals;
  readonly texts: Texts;
  readonly platforms: ReadonlyMap<string, Platform>;
  readonly orderedId: (now: Date) => string;
  /** Where ids and draws of one transaction come from; `cause` is what it was begun by. */
  chanceOf(cause: string): Chance;
  /** Hands a notice to every capability. */
  notice(notice: Notice, work: Work): Promise<void>;
}

/** What a transaction was begun by. */
export interface Cause {
  readonly id: string;
  readonly actor?: Actor;
}

/** A `Work` with what only the app may do besides. */
export interface AppWork extends Work {
  /**
   * Says it to the actor, where they acted. `conversation` lets its choices be answers; `unheld`: even to
   * somebody who hides.
   */
  answer(
    message: Message,
    how?: {
      conversation?: { id: string; turn: number };
      form?: Omit<Form, 'token'> & { means: Extract<Meaning, { kind: 'command' | 'words' | 'page' }> };
      unheld?: boolean;
      group?: string;
      /** As a private message, wherever they acted. */
      inPrivate?: boolean;
    },
  ): Promise<void>;
  /** Says it unasked, with choices that answer the question of a conversation. */
  remind(
    person: string,
    message: Message,
    conversation: { id: string; turn: number },
    group: string | undefined,
  ): Promise<void>;
  /** What is answered in this transaction is shown also to somebody who hides: they have just asked for it. */
  openly(): void;
  /** Removes a message of the bot's own that has arrived. */
  removeMessage(platform: string, what: Delivered): Promise<void>;
  /** Puts a message that came out too early back among those that wait for their reader. */
  holdAgain(row: Outgoing): Promise<void>;
  /** Says by a message of its own what could not be changed where it stands. */
  sayAnew(row: Outgoing): Promise<void>;
  /** Says to a person on another platform what could not be delivered to them; false: they have no other way. */
  sayElsewhere(row: Outgoing): Promise<boolean>;
  /** Whoever acts does so for the team, and stands in the audit log. Members don't: their acts name no one. */
  onDuty(): void;
  readonly ground: Ground;
  readonly cause: Cause;
  /** Set by `converse`: a conversation that is to be begun when the work is done. */
  readonly begun: { flow: string; given: unknown; resume: boolean; person: string | undefined }[];
  /** Set by `hear`: words that are to be heard when the work is done. */
  readonly heard: Utterance[];
}

/** One transaction, as the parts of its `Work` share it. */
export interface Unit {
  readonly ground: Ground;
  readonly tables: Tables;
  readonly cause: Cause;
  readonly now: Date;
  readonly chance: Chance;
  readonly waiting: ReturnType<typeof waitingStore>;
  readonly standing: ReturnType<typeof standingStore>;
  /** A row for the outbox, made now. */
  put(row: Omit<NewRow, 'id' | 'now'>): Promise<void>;
  /** A key under which a platform takes a message once. Not the row's id: that one counts what else the house does. */
  key(): string;
  /** What is answered is shown also to somebody who hides. */
  openly: boolean;
}
