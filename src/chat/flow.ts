/**
 * A conversation: named steps made of fields. What has been answered is a stored row, so a conversation
 * survives a restart and a deploy; a flow that changes gets a new version and an upcast for old rows.
 */
import type { Field } from './field.ts';
import type { Choice, Message } from './message.ts';
import type { FileRef } from './field.ts';
import type { Job, Scene, Work } from './ports.ts';

/** What somebody wrote, with what they attached. */
export interface Utterance {
  readonly text: string;
  readonly files: readonly FileRef[];
  /** The platform's id of the message, to follow a later edit. */
  readonly message?: string;
  /** When these words were written, where they are a correction. */
  readonly at?: Date;
}

export interface Talk<A> {
  readonly work: Work;
  readonly scene: Scene;
  readonly conversation: string;
  /** The answers so far; a change is kept when the turn ends. */
  readonly answers: A;
  readonly step: string;
  /** Said now, as an answer to what was just written. */
  say(message: Message): Promise<void>;
}

/**
 * What comes next: the next step in order, a named step, the same question again, silence, or the end. `leave`
 * ends the conversation, and what was written is heard as if there had been none.
 */
export type Turn =
  { readonly go: 'next' | 'again' | 'stay' | 'end' | 'leave' } | { readonly go: 'step'; readonly step: string };

export const next: Turn = { go: 'next' };
export const again: Turn = { go: 'again' };
/** Says nothing more and waits; the step's question has been asked in other words. */
export const stay: Turn = { go: 'stay' };
export const end: Turn = { go: 'end' };
export const goTo = (step: string): Turn => ({ go: 'step', step });

export interface Step<A> {
  readonly field: Field;
  /** Whether the step is asked at all, by what is known so far. */
  when?(answers: A): boolean;
  /** The question. Where it is not given, the field's summary is asked. */
  ask?(talk: Talk<A>): Promise<Message>;
  /** Further choices beneath the question; each answers with a value that `aside` or `anytime` understands. */
  offers?(talk: Talk<A>): Promise<readonly Choice[]>;
  /** Of the choices that `offers` numbers, several may be chosen at once. */
  readonly several?: boolean;
  /** The answer was read. Where it is not given, it is kept under the step's name, and the next step follows. */
  take?(value: any, talk: Talk<A>, utterance: Utterance): Promise<Turn>;
  /** What was written is not an answer to the question. Where it is not given, the refusal is said. */
  aside?(utterance: Utterance, talk: Talk<A>): Promise<Turn | undefined>;
  /** Can't be skipped: without it nothing can go on. Rare. */
  readonly needed?: boolean;
}

export interface Flow<A = any> {
  readonly name: string;
  readonly version: number;
  /** From a version to the next one; a test replays a stored example of every past version. */
  readonly upcasts: Readonly<Record<number, (answers: any) => unknown>>;
  /** In the order in which they are asked. */
  readonly steps: Readonly<Record<string, Step<A>>>;
  /** Steps of fields alone that can be answered on one page where there are forms; offered at the first of them. */
  readonly page?: { readonly title: string; readonly steps: readonly string[] };
  /** What is asked where others are near is answered there, in forms, and never moves to private messages. */
  readonly stays?: true;
  begin(given: unknown): A;
  /** By which all that is said in it can be taken back, with what it is about. */
  group?(answers: A): string | undefined;
  /** Whether it still makes sense; if not, it is over, and what was written is heard as if there had been none. */
  valid?(talk: Talk<A>): Promise<boolean>;
  /** Before the first question, with what the person wrote when they began it; empty where they pressed a button. */
  open?(utterance: Utterance, talk: Talk<A>): Promise<Turn>;
  /**
   * It is gone on with instead of being begun with `given`; where this is not there, the question is asked again.
   */
  resumed?(talk: Talk<A>, given: unknown): Promise<Turn>;
  /**
   * Words that mean the same at every step, by the text key that holds their synonyms. A choice of the present
   * question comes before them; `undefined` hands the word back as an answer like any other.
   */
  readonly anytime?: Readonly<Record<string, (talk: Talk<A>, utterance: Utterance) => Promise<Turn | undefined>>>;
  /** After the last step. */
  finish?(talk: Talk<A>): Promise<void>;
  /** Silence: how long until each gentle step, in milliseconds since the last word, and what is then done. */
  readonly silence?: readonly { readonly after: number; act(talk: Talk<A>, job: Job): Promise<Turn> }[];
}

export const flow = <A>(declared: Flow<A>): Flow => declared;
