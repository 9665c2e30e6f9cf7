/**
 * How things can end. `Done` and `Refused` are returned; `Fault` is thrown by whatever talks to the
 * outside; anything else that is thrown is a bug and is caught in one place.
 */
import type { Message, Text } from './message.ts';

/** The work was done; `message` is said to the person who asked, and to nobody else. */
export interface Done {
  readonly kind: 'done';
  readonly message?: Message;
  /** By which it can be taken back later, with all else of the group. */
  readonly group?: string;
}

/** The work was not done, for a reason that the person can read and act upon. */
export interface Refused {
  readonly kind: 'refused';
  readonly why: Text;
}

/** An optional field is needed after all, as things stand: it is asked for, and the command runs again. */
export interface Asks {
  readonly kind: 'asks';
  readonly field: string;
}

export type Outcome = Done | Refused | Asks;

export const done = (message?: Message, group?: string): Done => ({
  kind: 'done',
  ...(message ? { message } : {}),
  ...(group === undefined ? {} : { group }),
});

export const asks = (field: string): Asks => ({ kind: 'asks', field });

/** Refuse with a text key and the facts that its sentence needs. */
export const refused = (key: string, facts: Text['args'] = {}): Refused => ({
  kind: 'refused',
  why: { key, args: facts },
});

/**
 * - `unreachable`: this person or place can't be reached until they change something (closed direct messages).
 * - `limited`: asked too often; try again after `retryAfterMs`. `here`: in this one place; others are not concerned.
 * - `down`: the other side did not answer, or answered with its own error; nothing was delivered.
 * - `unsure`: the request may or may not have been carried out (a cut connection after sending).
 * - `denied`: a permission is missing, or the place is gone; trying again will not help until somebody changes that.
 * - `invalid`: the other side refuses the content itself.
 */
export type FaultKind = 'unreachable' | 'limited' | 'down' | 'unsure' | 'denied' | 'invalid';

/**
 * Something outside went wrong. `label` is a fixed string of ours that is safe to log: it must never
 * carry a name, an id or a text from outside.
 */
export class Fault extends Error {
  readonly kind: FaultKind;
  readonly label: string;
  readonly retryAfterMs: number | undefined;
  readonly here: boolean;

  constructor(kind: FaultKind, label: string, retryAfterMs?: number, here = false) {
    super(label);
    this.name = 'Fault';
    this.kind = kind;
    this.label = label;
    this.retryAfterMs = retryAfterMs;
    this.here = here;
  }
}

/**
 * The program can't go on until its operator does something. `message` is read by the operator in the
 * terminal and says what to do next; it may name files and settings, never people.
 */
export class OperatorError extends Error {
  readonly label: string;

  constructor(label: string, message: string) {
    super(message);
    this.name = 'OperatorError';
    this.label = label;
  }
}

/** One line for the operator in the terminal, complete and in plain English. */
export interface Remark {
  readonly level: 'good' | 'hint' | 'warning' | 'bad';
  readonly text: string;
}
