/** One conversation while it is being moved: it hears, follows what its flow decides, and asks. */
import type { Asking } from '../chat/field.ts';
import { choicesOf } from '../chat/field.ts';
import type { Flow, Step, Talk, Turn, Utterance } from '../chat/flow.ts';
import type { Choice, Message, Part } from '../chat/message.ts';
import { text } from '../chat/message.ts';
import type { Form } from '../chat/platform.ts';
import type { Scene } from '../chat/ports.ts';
import { after } from '../time/clock.ts';
import { talkStore, type Conversation } from '../store/talks.ts';
import { fieldsOf, questionFields } from './forms.ts';
import type { AppWork } from './ground.ts';
import { takeAway } from './secrets.ts';
import { wordIn } from './texts.ts';

/** The words that the engine itself understands at every step. */
const skipWord = 'word-skip';
/** The buttons by which a question can be answered where others are near: in a form, and in a private message. */
export const writeWord = 'word-write';
export const privatelyWord = 'word-privately';
/** Several questions at once, where there are forms. */
export const pageWord = 'word-page';

/** Whether a button is one of the engine's own, which mean nothing without their question. */
export const isOwn = (value: string): boolean =>
  [writeWord, privatelyWord, pageWord].some((word) => value === `word:${word}`);

export interface Engine {
  flow(name: string): Flow | undefined;
  asking(work: AppWork, scene: Scene): Asking;
}

const silenceKey = (row: { id: string }) => `silence/${row.id}`;

/** It is over, and its silence means nothing any more. */
export async function close(work: AppWork, row: Conversation): Promise<void> {
  await talkStore(work.tables, work.seal).drop(row.id);
  await work.never(silenceKey(row));
}

const way = (word: string): Choice => ({ label: text(word), does: { kind: 'answer', value: `word:${word}` } });

/** What it says is gathered, and goes out as one message. */
export class Turning implements Talk<any> {
  readonly work: AppWork;
  readonly scene: Scene;
  readonly flow: Flow;
  readonly conversation: string;
  readonly answers: any;
  step: string;
  private readonly engine: Engine;
  private readonly row: Conversation;
  private parts: Part[] = [];
  private choices: Choice[] = [];

  constructor(engine: Engine, work: AppWork, scene: Scene, flow: Flow, row: Conversation) {
    this.engine = engine;
    this.work = work;
    this.scene = scene;
    this.flow = flow;
    this.row = row;
    this.conversation = row.id;
    this.answers = row.answers;
    this.step = row.step;
  }

  async say(message: Message): Promise<void> {
    this.parts.push(...message.parts);
    this.choices.push(...(message.choices ?? []));
  }

  async valid(): Promise<boolean> {
    return (await this.flow.valid?.(this)) ?? true;
  }

  /** Reads what was said at this step. */
  async hear(said: Utterance): Promise<Turn> {
    const step = this.flow.steps[this.step]!;
    const asking = this.engine.asking(this.work, this.scene);
    if (step.field.options) {
      const chosen = await step.field.parse(said.text, asking);
      if (chosen.ok) return this.take(step, chosen.value, said);
    }
    const word = said.files.length === 0 ? this.wordIn(said.text) : undefined;
    const meant = word === undefined ? undefined : await this.flow.anytime?.[word]?.(this, said);
    if (meant) return meant;
    if (word === skipWord && !step.needed && !this.flow.anytime?.[skipWord]) {
      this.answers[this.step] = null;
      return { go: 'next' };
    }
    // A button's word that nobody understands here is no answer, and nobody's words.
    if (said.text.startsWith('word:')) {
      await this.say({ parts: [{ kind: 'paragraph', text: text('button-gone') }] });
      return { go: 'again' };
    }
    const read = await step.field.parse(said.text, asking);
    if (read.ok) return this.take(step, read.value, said);
    const aside = await step.aside?.(said, this);
    if (aside) return aside;
    await this.say({ parts: [{ kind: 'paragraph', text: read.refused.why }] });
    return { go: 'again' };
  }

  private async take(step: Step<any>, value: unknown, said: Utterance): Promise<Turn> {
    if (step.field.secret && said.message !== undefined && this.scene.place.kind === 'direct')
      await takeAway(this.work, this.scene, said.message);
    if (step.take) return step.take(value, this, said);
    this.answers[this.step] = value;
    return { go: 'next' };
  }

  private wordIn(raw: string): string | undefined {
    return wordIn(this.work.ground.texts, raw, [...Object.keys(this.flow.anytime ?? {}), skipWord]);
  }

  /** Does what the flow decided, asks the next question, and stores where the conversation stands. */
  async follow(what: Turn): Promise<void> {
    const names = Object.keys(this.flow.steps);
    if (what.go === 'step') this.step = what.step;
    if (what.go === 'next') this.step = names[names.indexOf(this.step) + 1] ?? '';
    // A step that is named is asked; those that follow in order are asked where they apply.
    while (what.go === 'next' && this.step !== '' && this.flow.steps[this.step]!.when?.(this.answers) === false) {
      this.step = names[names.indexOf(this.step) + 1] ?? '';
    }
    if (what.go === 'end' || what.go === 'leave' || this.step === '') {
      if (this.step === '') await this.flow.finish?.(this);
      await close(this.work, this.row);
      await this.flush(undefined);
      return;
    }
    if (what.go !== 'stay') await this.question();
    const turned = what.go === 'stay' ? this.row.turn : this.row.turn + 1;
    await this.flush(turned);
    await this.store(this.work.now, 0, turned);
  }

  /** Asks the present question once more. */
  async ask(): Promise<void> {
    await this.question();
    await this.flush(this.row.turn);
    await this.store(this.work.now, 0);
  }

  private async question(): Promise<void> {
    const step = this.flow.steps[this.step]!;
    await this.say(
      step.ask ? await step.ask(this) : { parts: [{ kind: 'paragraph', text: text(step.field.summary) }] },
    );
    if (step.field.secret && this.work.ground.platforms.get(this.scene.platform)?.redactsPrivate)
      this.parts.push({ kind: 'paragraph', text: text('secret-goes') });
    this.choices.push(...choicesOf(step.field));
    this.choices.push(...((await step.offers?.(this)) ?? []));
    if (!step.needed && step.field.optional) {
      this.choices.push({ label: text(skipWord), does: { kind: 'answer', value: `word:${skipWord}` } });
    }
    if (this.offersPage())
      this.choices.push({ label: text(pageWord), does: { kind: 'answer', value: `word:${pageWord}` } });
  }

  /** Whoever acts where others are near can't write there; a form or a private message takes their words. */
  private amongOthers(): boolean {
    const { actor } = this.work.cause;
    return (
      actor?.person === this.scene.person &&
      actor.amongOthers === true &&
      actor.reply !== undefined &&
      this.work.ground.platforms.get(actor.platform)?.forms === true
    );
  }

  private waysToWrite(): Choice[] {
    const { field } = this.flow.steps[this.step]!;
    return field.options ? [] : [{ ...way(writeWord), style: 'primary' }];
  }

  private waysElsewhere(): Choice[] {
    return this.flow.stays ? [] : [way(privatelyWord)];
  }

  /** The question as a form, in answer to a press. */
  async form(): Promise<void> {
    const step = this.flow.steps[this.step]!;
    const choices = step.several ? ((await step.offers?.(this)) ?? []) : [];
    await this.show(
      step.field.title ?? step.field.summary,
      'words',
      questionFields(step.field, choices, this.speaking),
    );
  }

  private get speaking() {
    return { texts: this.work.ground.texts, locale: this.scene.locale };
  }

  private async show(title: string, kind: 'words' | 'page', fields: Form['fields']): Promise<void> {
    const means = { kind, conversation: this.row.id, turn: this.row.turn } as const;
    await this.work.answer(
      { parts: [{ kind: 'paragraph', text: text(title) }] },
      { form: { title: this.speaking.texts.format({ key: title }, this.scene.locale), means, fields } },
    );
    await this.store(this.row.touchedAt, 0);
  }

  /** The steps that could be answered on one page from here on. */
  private pageSteps(): readonly (readonly [string, Step<any>])[] {
    const named = (this.flow.page?.steps ?? []).map((name) => [name, this.flow.steps[name]!] as const);
    return named.filter(([, step]) => step.when?.(this.answers) !== false);
  }

  private offersPage(): boolean {
    const steps = this.pageSteps();
    const forms = this.work.ground.platforms.get(this.scene.platform)?.forms === true;
    return forms && steps.length > 1 && steps[0]![0] === this.step;
  }

  /** Several questions as one form, in answer to a press. */
  async page(): Promise<void> {
    const fields = this.pageSteps().map(([name, { field }]) => [name, field] as const);
    await this.show(
      this.flow.page!.title,
      'page',
      fieldsOf(fields, this.speaking, () => false),
    );
  }

  /** A page was sent in: each answer is heard at its step; what was left empty is skipped. */
  async hearPage(values: Readonly<Record<string, string>>): Promise<void> {
    let then: Turn | undefined;
    for (const [name] of this.pageSteps()) {
      this.step = name;
      const answer = values[name];
      if (answer === undefined) continue;
      const turned = await this.hear({ text: answer, files: [] });
      if (turned.go === 'next') continue;
      then ??= turned.go === 'again' ? { go: 'step', step: name } : turned;
    }
    await this.follow(then ?? { go: 'next' });
  }

  /** Asks the present question once more, in a private message. */
  async goPrivate(): Promise<void> {
    await this.work.answer({ parts: [{ kind: 'paragraph', text: text('privately-sent') }] });
    await this.question();
    const group = this.flow.group?.(this.answers);
    await this.work.answer(
      { parts: this.parts, choices: this.choices },
      {
        conversation: { id: this.row.id, turn: this.row.turn },
        inPrivate: true,
        ...(group === undefined ? {} : { group }),
      },
    );
    this.parts = [];
    this.choices = [];
    await this.store(this.work.now, 0);
  }

  async flush(turned: number | undefined): Promise<void> {
    if (this.parts.length === 0 && this.choices.length === 0) return;
    if (turned !== undefined && this.amongOthers()) {
      const { stays, steps } = this.flow;
      const remind = (key: string) => this.parts.push({ kind: 'paragraph', text: text(key) });
      if (this.row.turn === 0) remind(stays ? 'only-you-here' : 'only-you');
      // Whoever is asked to write might do so where everyone reads.
      if (!stays && !steps[this.step]!.field.options) remind('only-you-words');
      // To answer comes before whatever else can be done.
      this.choices.unshift(...this.waysToWrite());
      this.choices.push(...this.waysElsewhere());
    }
    const message = { parts: this.parts, choices: this.choices };
    const conversation = turned === undefined ? undefined : { id: this.row.id, turn: turned };
    const group = this.flow.group?.(this.answers);
    const { person } = this.scene;
    if (this.work.cause.actor?.person === person) {
      await this.work.answer(message, {
        ...(conversation ? { conversation } : {}),
        ...(group === undefined ? {} : { group }),
      });
    } else if (conversation) await this.work.remind(person, message, conversation, group);
    else await this.work.say({ person }, message, group === undefined ? {} : { group });
    this.parts = [];
    this.choices = [];
  }

  async store(touchedAt: Date, silences: number, turned: number = this.row.turn): Promise<void> {
    await talkStore(this.work.tables, this.work.seal).save({
      ...this.row,
      step: this.step,
      turn: turned,
      answers: this.answers,
      touchedAt,
    });
    const rule = this.flow.silence?.[silences];
    if (!rule) return;
    await this.work.later(
      'talk.silence',
      after(this.work.now, rule.after),
      { person: this.scene.person, conversation: this.row.id, index: String(silences) },
      { key: silenceKey(this.row) },
    );
  }
}
