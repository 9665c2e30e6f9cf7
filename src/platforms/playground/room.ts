/**
 * What can be done in the playground, and what each person sees of it. The page, the JSON endpoints and
 * tests all call this one object.
 */
import type { CommandSpec } from '../../chat/command.ts';
import type { FileRef, Suggestion } from '../../chat/field.ts';
import { type Rendered, fileName } from '../../chat/message.ts';
import { Fault } from '../../chat/outcome.ts';
import type { Account, Arrival, Delivered, Place, Post, What } from '../../chat/platform.ts';
import type { House } from '../../chat/ports.ts';
import type { Clock } from '../../time/clock.ts';
import { Entries, type Body, type Draft, type Entry } from './entries.ts';
import { isIn, placeName, placeOf, server, type Person } from './people.ts';
import { sees, viewsOf, type PlaceView } from './views.ts';

/** A file that comes with a message. */
export interface Upload {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
  /** It is announced and can't be fetched later, as happens with real files. */
  readonly fails?: boolean;
}

/** What is asked for can't be done here. `message` is a fixed sentence that says what can. */
export class NotPossible extends Error {
  override readonly name = 'NotPossible';
}

/** The clock that everyone in the room shares, and how to move it. */
export interface Time {
  readonly clock: Clock;
  /** Moves the clock stepwise through everything that falls due; never called with a time that has passed. */
  advance(to: Date): Promise<void>;
}

/** `files`: on one message; `fileBytes`: of each that somebody attaches; `sentBytes`: of all that the bot sends at once. */
export const limits = { files: 10, fileBytes: 10 * 1024 * 1024, sentBytes: 25 * 1024 * 1024 };

export class Room {
  readonly #house: House;
  readonly #time: Time;
  readonly people: readonly Person[];
  readonly #byAccount: ReadonlyMap<string, Person>;
  readonly entries: Entries;
  readonly #locales = new Map<string, string>();
  readonly #plain = new Set<string>();
  readonly #giving = new Set<Promise<unknown>>();
  /** Another one for each database, so that a page notices when it looks at a new playground. */
  readonly era: string;
  #open = true;

  private constructor(house: House, time: Time, people: readonly Person[], entries: Entries, era: string) {
    this.people = people;
    this.#byAccount = new Map(people.map((person) => [person.account, person]));
    this.#house = house;
    this.#time = time;
    this.entries = entries;
    this.era = era;
  }

  /** Reads what is stored. */
  static async open(house: House, time: Time, people: readonly Person[]): Promise<Room> {
    const era = (await house.keep.get('era')) ?? crypto.randomUUID();
    await house.keep.put('era', era);
    const room = new Room(house, time, people, await Entries.open(house.keep), era);
    for (const [key, locale] of await house.keep.list('locale/'))
      room.#locales.set(key.slice('locale/'.length), locale);
    for (const [key] of await house.keep.list('plain/')) room.#plain.add(key.slice('plain/'.length));
    return room;
  }

  /** Hands over what a crash kept from being handed over. Answers may come before this returns. */
  async catchUp(): Promise<void> {
    for (const entry of this.entries.all()) {
      if (!entry.unhanded) continue;
      await this.#give(entry.unhanded);
      await this.entries.handed(entry.id);
    }
  }

  /** Takes nothing in from here on; returns when what was taken in is stored. */
  async close(): Promise<void> {
    this.#open = false;
    // What was let in just before is first written down, then handed over, then noted as handed over.
    await this.entries.settled();
    await Promise.allSettled(this.#giving);
    await this.entries.settled();
  }

  get now(): Date {
    return this.#time.clock.now();
  }

  get locales(): readonly string[] {
    return this.#house.locales;
  }

  /**
   * Somebody writes. A line that begins with `/` or `!haven ` and names a command runs it; anything else is a
   * message. `eventId` is made by the caller, and makes a second try harmless. Durable when it returns.
   */
  async say(
    as: string,
    place: Place,
    text: string,
    files: readonly Upload[],
    eventId: string,
  ): Promise<'new' | 'known'> {
    const person = this.#mayAct(as, place);
    if (text.trim() === '' && files.length === 0) throw new NotPossible('Write something, or attach a file.');
    const typed = /^(?:\/|!haven\s)\s*(.*)$/isu.exec(text.trim())?.[1];
    const read = typed !== undefined && files.length === 0 ? this.#house.readCommand(typed) : undefined;
    if (read) return this.command(as, place, read.name, read.args, eventId);
    checkFiles(files);
    const id = `m-${eventId}`;
    const refs = await this.#keepFiles(id, files);
    const toUs = place.kind === 'direct' || /^\s*(?:@?haven\b|!haven\s)/iu.test(text);
    const what: What = { kind: 'message', id, text, files: refs, toUs };
    return this.#hand(
      this.#draft(id, person, place, { kind: 'said', text, files: refs }),
      this.#arrival(person, place, what, eventId),
    );
  }

  /** Somebody runs a command; `args` by field name, as typed. */
  async command(
    as: string,
    place: Place,
    name: string,
    args: Readonly<Record<string, string>>,
    eventId: string,
  ): Promise<'new' | 'known'> {
    const person = this.#mayAct(as, place);
    const spec = this.#house.commands(this.localeOf(as)).find((each) => each.name === name);
    const shown = Object.entries(args).map(([field, value]) =>
      spec?.fields.find((each) => each.name === field)?.secret === false ? `--${field} ${value}` : `--${field} …`,
    );
    const body: Body = { kind: 'did', how: 'command', text: [`/${name}`, ...shown].join(' ') };
    const arrival = this.#arrival(person, place, { kind: 'command', name, args }, eventId);
    return this.#hand(this.#draft(`c-${eventId}`, person, place, body), arrival);
  }

  /** Somebody presses a button, wherever it stands. Whether they may is for the house to say. */
  async press(as: string, token: string, eventId: string): Promise<'new' | 'known'> {
    const entry = this.entries.withToken(token);
    const place = this.#placeOf(as, entry);
    const person = this.#mayAct(as, place);
    const choices = entry?.body?.kind === 'haven' ? entry.body.message.choices : [];
    const label = choices.find((choice) => choice.token === token)?.label ?? '';
    const body: Body = { kind: 'did', how: 'press', text: label };
    return this.#hand(
      this.#draft(`p-${eventId}`, person, place, body),
      this.#arrival(person, place, { kind: 'press', token }, eventId),
    );
  }

  /** Somebody sends a form in; `values` by field name, as typed. */
  async form(
    as: string,
    token: string,
    values: Readonly<Record<string, string>>,
    eventId: string,
    files: readonly Upload[] = [],
  ): Promise<'new' | 'known'> {
    const entry = this.entries.withToken(token);
    const place = this.#placeOf(as, entry);
    const person = this.#mayAct(as, place);
    const form = entry?.body?.kind === 'haven' ? entry.body.form : undefined;
    const body: Body = { kind: 'did', how: 'form', text: form?.title ?? '' };
    checkFiles(files);
    const refs = await this.#keepFiles(`f-${eventId}`, files);
    const what: What = { kind: 'form', token, values, ...(refs.length > 0 && { files: refs }) };
    const arrival = this.#arrival(person, place, what, eventId);
    const got = await this.#hand(this.#draft(`f-${eventId}`, person, place, body), arrival);
    const theirsAlone = entry?.onlyFor === as || entry?.place.kind === 'direct';
    if (entry && theirsAlone)
      await this.entries.change(entry.id, (old) => (old.kind === 'haven' ? { ...old, sent: true } : old));
    return got;
  }

  /** Somebody changes what they wrote. */
  async edit(as: string, id: string, text: string, eventId: string): Promise<'new' | 'known'> {
    const { person, entry } = this.#own(as, id);
    if (entry.body?.kind !== 'said') throw new NotPossible('Only a message that still stands can be changed.');
    if (text.trim() === '') throw new NotPossible('Write something; to take a message back, delete it.');
    if (entry.unhanded) await this.#give(entry.unhanded);
    const got = await this.#give(this.#arrival(person, entry.place, { kind: 'edited', id, text }, eventId));
    await this.entries.change(id, (body) => (body.kind === 'said' ? { ...body, text, edited: true } : body));
    return got;
  }

  /** Somebody takes back what they wrote; what they only did is taken out of their own sight. */
  async delete(as: string, id: string, eventId: string): Promise<'new' | 'known'> {
    const { person, entry } = this.#own(as, id);
    const told = id.startsWith('m-');
    const got = told ? await this.#give(this.#arrival(person, entry.place, { kind: 'deleted', id }, eventId)) : 'new';
    await this.#wipe(entry);
    return got;
  }

  /** Moves the clock, through everything that falls due on the way. Forward only. */
  async clock(to: Date): Promise<void> {
    if (to.getTime() < this.now.getTime()) throw new NotPossible('The clock can only be moved forward.');
    await this.#time.advance(to);
  }

  /** Sets the language that a person has on the platform. */
  async speak(as: string, locale: string): Promise<void> {
    if (!this.#byAccount.get(as)) throw new NotPossible(unknownPerson);
    if (!this.locales.includes(locale)) throw new NotPossible('Choose one of the languages of the house.');
    await this.#house.keep.put(`locale/${as}`, locale);
    this.#locales.set(as, locale);
  }

  localeOf(as: string): string {
    return this.#locales.get(as) ?? this.locales[0] ?? 'en';
  }

  /** Sets whether a person gets plain text only: no buttons, no forms, everything asked and answered in words. */
  async setPlain(as: string, plain: boolean): Promise<void> {
    if (!this.#byAccount.has(as)) throw new NotPossible(unknownPerson);
    await (plain ? this.#house.keep.put(`plain/${as}`, 'yes') : this.#house.keep.delete(`plain/${as}`));
    if (plain) this.#plain.add(as);
    else this.#plain.delete(as);
  }

  wantsPlain(as: string): boolean {
    return this.#plain.has(as);
  }

  commands(as: string): readonly CommandSpec[] {
    return this.#house.commands(this.localeOf(as)).filter(({ on }) => on === undefined);
  }

  async suggest(
    as: string,
    place: Place,
    command: string,
    field: string,
    typed: string,
  ): Promise<readonly Suggestion[]> {
    const person = this.#mayAct(as, place);
    return this.#house.suggest({ account: this.#account(person), place, ...inServer(place) }, command, field, typed);
  }

  /** Everything that a person sees: their private talk, then the shared rooms, then threads in order of age. */
  views(as: string): readonly PlaceView[] {
    const person = this.#byAccount.get(as);
    if (!person) throw new NotPossible(unknownPerson);
    return viewsOf(person, this.entries.all());
  }

  /** Puts a message of the bot where it belongs, once for each key. */
  async deliver(post: Post): Promise<Delivered> {
    const { place, onlyFor } = this.#destination(post);
    if (!this.people.some((person) => isIn(person, place))) throw new Fault('unreachable', 'playground-no-such-place');
    const id = `h-${post.key}`;
    const known = this.entries.get(id);
    if (known) return delivered(known);
    const given = (post.files ?? []).map((file) => ({ ...file, name: fileName(file.name) }));
    if (given.reduce((sum, { bytes }) => sum + bytes.length, 0) > limits.sentBytes)
      throw new Fault('invalid', 'playground-file-too-large');
    const refs = await this.#keepFiles(id, given);
    const files = refs.map((ref, at) => ({ ...ref, spoiler: given[at]!.spoiler }));
    const entry = await this.entries.add({
      id,
      at: this.now.toISOString(),
      place,
      by: 'haven',
      ...(onlyFor !== undefined && { onlyFor }),
      body: {
        kind: 'haven',
        message: post.message,
        urgency: post.urgency,
        ...(files.length > 0 && { files }),
        ...(post.form && { form: post.form }),
      },
    });
    return delivered(entry);
  }

  delivered(key: string): Delivered | undefined {
    const entry = this.entries.get(`h-${key}`);
    return entry && delivered(entry);
  }

  /** Puts other words into a message of the bot; one that is gone stays gone. */
  async rewrite(id: string, message: Rendered): Promise<void> {
    await this.entries.change(id, (body) => (body.kind === 'haven' ? { ...body, message } : body));
  }

  /** Takes an entry away; one that is gone already is no fault. */
  async takeAway(id: string): Promise<void> {
    const entry = this.entries.get(id);
    if (entry) await this.#wipe(entry);
  }

  /** Takes away what a person wrote in a shared place. */
  async redact(place: Place, id: string): Promise<void> {
    const entry = this.entries.get(id);
    if (place.kind !== 'shared') throw new Fault('denied', 'playground-redact-in-private');
    if (entry && placeName(entry.place) === placeName(place)) await this.#wipe(entry);
  }

  /** A file of the bot's that stands before a person's eyes, with its bytes. */
  async fileFor(as: string, id: string): Promise<{ file: FileRef; bytes: Uint8Array } | undefined> {
    const person = this.#byAccount.get(as);
    const entry = this.entries.get(id.split('.')[0]!);
    const { body } = entry ?? {};
    if (!person || !entry || body?.kind !== 'haven' || !sees(person, entry)) return undefined;
    const file = body.files?.find((each) => each.id === id);
    return file && { file, bytes: await this.file(id) };
  }

  /** A file that somebody attached, or that the bot sent. */
  async file(id: string): Promise<Uint8Array> {
    const stored = await this.#house.keep.get(`file/${id}`);
    if (stored === undefined) throw new Fault('denied', 'playground-file-gone');
    const { fails, data } = JSON.parse(stored) as { fails: boolean; data: string };
    if (fails) throw new Fault('down', 'playground-file-fails');
    return Buffer.from(data, 'base64');
  }

  async #keepFiles(id: string, files: readonly Upload[]): Promise<FileRef[]> {
    const refs: FileRef[] = [];
    for (const [index, file] of files.entries()) {
      const ref = { id: `${id}.${index}`, name: file.name, type: file.type, size: file.bytes.length };
      const data = Buffer.from(file.bytes).toString('base64');
      await this.#house.keep.put(`file/${ref.id}`, JSON.stringify({ fails: file.fails === true, data }));
      refs.push(ref);
    }
    return refs;
  }

  async #wipe(entry: Entry): Promise<void> {
    await this.entries.change(entry.id, () => undefined);
    if (!entry.body || entry.body.kind === 'did') return;
    for (const file of entry.body.files ?? []) await this.#house.keep.delete(`file/${file.id}`);
  }

  /** Shown first, then handed over: so nothing is answered before it can be read, and a crash between loses nothing. */
  async #hand(draft: Draft, arrival: Arrival): Promise<'new' | 'known'> {
    const entry = await this.entries.add({ ...draft, unhanded: arrival });
    const got = await this.#give(entry.unhanded ?? arrival);
    // Not waited for: should this be lost, the next start hands it over again, and it is dropped as known.
    this.entries.handed(entry.id).catch(() => this.#house.log.warn('playground-handed-not-noted'));
    return got;
  }

  /** Hands over; noted until it is stored, so that closing can wait for it. */
  async #give(arrival: Arrival): Promise<'new' | 'known'> {
    const giving = this.#house.receive(arrival);
    this.#giving.add(giving);
    try {
      return await giving;
    } finally {
      this.#giving.delete(giving);
    }
  }

  #draft(id: string, person: Person, place: Place, body: Body): Draft {
    const alone = body.kind === 'did' ? { onlyFor: person.account } : {};
    return { id, at: this.now.toISOString(), place, by: person.account, ...alone, body };
  }

  #arrival(person: Person, place: Place, what: What, eventId: string): Arrival {
    const answerable = what.kind === 'command' || what.kind === 'press' || what.kind === 'form';
    return {
      eventId,
      at: this.now,
      from: this.#account(person),
      place,
      ...inServer(place),
      ...(place.kind === 'shared' && person.runsServer && { runsServer: true }),
      // Never expires. Whoever wants plain text only gives no such handle, as on platforms that have none.
      ...(answerable && !this.wantsPlain(person.account) && { reply: `${person.account}@${placeName(place)}` }),
      what,
    };
  }

  /** An answer to what somebody did stands where they did it; if others are there, for that person's eyes only. */
  #destination(post: Post): { place: Place; onlyFor?: string } {
    const [, account = '', name = ''] = /^([^@]+)@(.+)$/u.exec(post.reply ?? '') ?? [];
    const person = this.#byAccount.get(account);
    const place = placeOf(name);
    if (!person || !isIn(person, place)) return { place: post.to };
    return place.kind === 'direct' ? { place } : { place, onlyFor: account };
  }

  #account(person: Person): Account {
    return { account: person.account, name: person.name, locale: this.localeOf(person.account) };
  }

  #placeOf(as: string, entry: Entry | undefined): Place {
    const person = this.#byAccount.get(as);
    return entry && person && sees(person, entry) ? entry.place : { kind: 'direct', account: as };
  }

  #mayAct(as: string, place: Place): Person {
    if (!this.#open) throw new Fault('down', 'playground-closed');
    const person = this.#byAccount.get(as);
    if (!person) throw new NotPossible(unknownPerson);
    if (!isIn(person, place)) throw new NotPossible('This person is not in that place.');
    return person;
  }

  #own(as: string, id: string): { person: Person; entry: Entry } {
    const entry = this.entries.get(id);
    if (!entry || entry.by !== as) throw new NotPossible('There is no such message of this person.');
    return { person: this.#mayAct(as, entry.place), entry };
  }
}

const unknownPerson = 'There is no such person here.';

const inServer = (place: Place): { server?: string } => (place.kind === 'shared' ? { server } : {});

const delivered = (entry: Entry): Delivered => ({ place: placeName(entry.place), message: entry.id });

function checkFiles(files: readonly Upload[]): void {
  if (files.length > limits.files) throw new NotPossible('Attach ten files at most.');
  if (files.some((file) => file.bytes.length > limits.fileBytes))
    throw new NotPossible('A file can have 10 MB at most.');
}
