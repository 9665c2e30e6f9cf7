/** A capability of a response team: what it adds to the one command table, the flows and the jobs. */
import type { Command } from './command.ts';
import type { Flow } from './flow.ts';
import type { Job, Notice, Scene, Work } from './ports.ts';
import type { Arrival } from './platform.ts';

export interface Capability {
  readonly name: string;
  readonly commands?: readonly Command[];
  readonly flows?: readonly Flow[];
  /** By name; asked for with `work.later`. */
  readonly jobs?: Readonly<Record<string, (job: Job, work: Work) => Promise<void>>>;
  /**
   * Words that mean the same wherever a person is, by the text key that holds their synonyms: they come before
   * any question that is pending.
   */
  readonly always?: Readonly<Record<string, (scene: Scene, work: Work) => Promise<void>>>;
  /**
   * A private message that answers one of the bot's by a link of the platform's (`answers`): it means that one,
   * and comes before any question that is pending. True when it was taken.
   */
  answered?(arrival: Arrival & { readonly platform: string }, scene: Scene, work: Work): Promise<boolean>;
  /**
   * Everything that arrives and is no answer, command or press passes by each capability in order, until
   * one returns true.
   */
  hear?(arrival: Arrival & { readonly platform: string }, scene: Scene, work: Work): Promise<boolean>;
  /**
   * The bytes of a file that goes with a message of this capability, by the reference that it gave, asked for just
   * before each try to send it: whether its reader may have it is decided here once more. Nothing: there is
   * none for them any longer, and the message goes without. Must not change anything.
   */
  open?(reference: string, work: Work): Promise<Uint8Array | undefined>;
  /** Something has changed in another capability. */
  notice?(notice: Notice, work: Work): Promise<void>;
}

export const capability = (declared: Capability): Capability => declared;
