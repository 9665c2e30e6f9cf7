/**
 * Everything that was written in the playground or sent into it, durable by key: an entry that is added
 * twice under the same id stands once, across restarts too.
 *
 * Each change of an entry gets the next number of one sequence, and is told to watchers after it is stored and
 * in that order; so whoever knows the last number that they heard can catch up without a gap.
 */
import type { FileRef } from '../../chat/field.ts';
import type { Rendered } from '../../chat/message.ts';
import type { Arrival, Form, Place, Urgency } from '../../chat/platform.ts';
import type { Keep } from '../../chat/ports.ts';

/** A file that the bot sent. `spoiler`: not shown before its reader asks for it. */
export interface Covered extends FileRef {
  readonly spoiler: boolean;
}

export type Body =
  /** Words of a person. */
  | { readonly kind: 'said'; readonly text: string; readonly files: readonly FileRef[]; readonly edited?: true }
  /** What a person did other than by words; shown to nobody else. */
  | { readonly kind: 'did'; readonly how: 'command' | 'press' | 'form'; readonly text: string }
  /** A message of the bot. `sent`: its form was filled in. */
  | {
      readonly kind: 'haven';
      readonly message: Rendered;
      readonly urgency: Urgency;
      readonly files?: readonly Covered[];
      readonly form?: Form;
      readonly sent?: true;
    };

export interface Entry {
  readonly id: string;
  /** Where it stands among all the others. */
  readonly order: number;
  /** The number of its latest change; equals `order` while it is as it was. */
  readonly change: number;
  /** ISO date and time. */
  readonly at: string;
  readonly place: Place;
  /** An account, or `haven`. */
  readonly by: string;
  /** The one person who can see it, where the place has more. */
  readonly onlyFor?: string;
  /** None once it was taken back: the id stays, so that nothing is said again under it. */
  readonly body?: Body;
  /** Not yet handed to the house; after a crash it is handed over at the next start. */
  readonly unhanded?: Arrival;
}

export type Draft = Omit<Entry, 'order' | 'change'>;

export class Entries {
  readonly #keep: Keep;
  /** In the order in which they were added. */
  readonly #byId = new Map<string, Entry>();
  readonly #byToken = new Map<string, string>();
  readonly #watchers = new Set<(entry: Entry) => void>();
  #last = 0;
  #queue: Promise<unknown> = Promise.resolve();

  private constructor(keep: Keep) {
    this.#keep = keep;
  }

  static async open(keep: Keep): Promise<Entries> {
    const entries = new Entries(keep);
    const stored = (await keep.list('entry/')).map(([, value]) => JSON.parse(value) as Entry);
    for (const entry of stored.toSorted((a, b) => a.order - b.order)) entries.#remember(revived(entry));
    return entries;
  }

  /** The number of the latest change. */
  get last(): number {
    return this.#last;
  }

  get(id: string): Entry | undefined {
    return this.#byId.get(id);
  }

  /** The message that carried a button or a form. */
  withToken(token: string): Entry | undefined {
    return this.#byId.get(this.#byToken.get(token) ?? '');
  }

  /** All of them, oldest first. */
  all(): Entry[] {
    return [...this.#byId.values()];
  }

  /** What changed after a number of the sequence, in the order of the changes. */
  since(change: number): Entry[] {
    return this.all()
      .filter((entry) => entry.change > change)
      .toSorted((a, b) => a.change - b.change);
  }

  /** Told of every change, after it is stored. Returns how to stop. */
  watch(told: (entry: Entry) => void): () => void {
    this.#watchers.add(told);
    return () => this.#watchers.delete(told);
  }

  /** Adds an entry, or gives back the one that stands under this id already. */
  add(draft: Draft): Promise<Entry> {
    return this.#inTurn(async () => {
      const known = this.#byId.get(draft.id);
      if (known) return known;
      const number = this.#last + 1;
      return this.#store({ ...draft, order: number, change: number }, 'told');
    });
  }

  /** Gives an entry another body; none takes it away for good. An entry that is gone stays gone. */
  change(id: string, to: (body: Body) => Body | undefined): Promise<void> {
    return this.#inTurn(async () => {
      const entry = this.#byId.get(id);
      if (!entry?.body) return;
      const { body: _, unhanded: __, ...rest } = entry;
      const body = to(entry.body);
      await this.#store({ ...rest, change: this.#last + 1, ...(body && { body }) }, 'told');
    });
  }

  /** Notes that the house has it. Nobody sees a difference, so nobody is told. */
  handed(id: string): Promise<void> {
    return this.#inTurn(async () => {
      const entry = this.#byId.get(id);
      if (!entry?.unhanded) return;
      const { unhanded: _, ...rest } = entry;
      await this.#store(rest, 'untold');
    });
  }

  /** Returns when everything that was asked for so far is stored. */
  async settled(): Promise<void> {
    await this.#queue;
  }

  async #store(entry: Entry, telling: 'told' | 'untold'): Promise<Entry> {
    await this.#keep.put(`entry/${entry.id}`, JSON.stringify(entry));
    this.#remember(entry);
    if (telling === 'told') for (const told of this.#watchers) told(entry);
    return entry;
  }

  #remember(entry: Entry): void {
    this.#byId.set(entry.id, entry);
    this.#last = Math.max(this.#last, entry.change);
    if (entry.body?.kind !== 'haven') return;
    for (const choice of entry.body.message.choices) this.#byToken.set(choice.token, entry.id);
    if (entry.body.form) this.#byToken.set(entry.body.form.token, entry.id);
  }

  /** One after the other: a number is given, stored and told before the next one is given. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#queue.then(work);
    this.#queue = mine.catch(() => undefined);
    return mine;
  }
}

const revived = (entry: Entry): Entry =>
  entry.unhanded ? { ...entry, unhanded: { ...entry.unhanded, at: new Date(entry.unhanded.at) } } : entry;
