/** Turns of a conversation: reads an answer, lets the flow decide, asks what comes next. */
import type { Asking } from '../chat/field.ts';
import { choicesOf } from '../chat/field.ts';
import type { Flow, Step, Talk, Turn, Utterance } from '../chat/flow.ts';
import type { Choice, Message, Part } from '../chat/message.ts';
import { text } from '../chat/message.ts';
import type { Form } from '../chat/platform.ts';
import type { Job, Scene } from '../chat/ports.ts';
import { after } from '../time/clock.ts';
import { talkStore, type Conversation } from '../store/talks.ts';
import { fieldsOf, questionFields } from './forms.ts';
import type { AppWork } from './ground.ts';
import { wordIn } from './texts.ts';

/** The words that the engine itself understands at every step. */
const skipWord = 'word-skip';
/** The buttons by which a question can be answered where others are near: in a form, and in a private message. */
const writeWord = 'word-write';
const privatelyWord = 'word-privately';
/** Several questions at once, where there are forms. */
const pageWord = 'word-page';

/** Whether a button is one of the engine's own, which mean nothing without their question. */
export const isOwn = (value: string): boolean =>
  [writeWord, privatelyWord, pageWord].some((word) => value === `word:${word}`);

export interface Engine {
  flow(name: string): Flow | undefined;
  asking(work: AppWork, scene: Scene): Asking;
}

/** Begins a conversation; `first` is what the person had already written, if they began it. */
export async function begin(
  engine: Engine,
  work: AppWork,
  scene: Scene,
  name: string,
  given: unknown,
  first?: Utterance,
): Promise<void> {
  const flow = engine.flow(name)!;
  const talks = talkStore(work.tables, work.seal);
  const earlier = await talks.of(scene.person, name);
  if (earlier) await close(work, earlier);
  const talk = new Turning(engine, work, scene, flow, {
    id: work.ground.orderedId(work.now),
    person: scene.person,
    flow: name,
    version: flow.version,
    step: Object.keys(flow.steps)[0]!,
    turn: 0,
    answers: flow.begin(given),
    touchedAt: work.now,
  });
  await talk.follow(flow.open ? await flow.open(first ?? { text: '', files: [] }, talk) : { go: 'again' });
}

/** Asks the question of a flow at which a person was left; false when they are in none of it. */
export async function goOn(
  engine: Engine,
  work: AppWork,
  scene: Scene,
  flow: string,
  given: unknown,
): Promise<boolean> {
  const row = await talkStore(work.tables, work.seal).of(scene.person, flow);
  const talk = row && resume(engine, work, scene, row);
  if (!row || !talk) return false;
  if (!(await talk.valid())) {
    await close(work, row);
    return false;
  }
  if (talk.flow.resumed) await talk.follow(await talk.flow.resumed(talk, given));
  else await talk.ask();
  return true;
}

/** Hands a person's words to the conversation that they are in; false when they are in none that takes them. */
export async function turn(engine: Engine, work: AppWork, scene: Scene, said: Utterance): Promise<boolean> {
  for (;;) {
    const row = await talkStore(work.tables, work.seal).of(scene.person);
    if (!row) return false;
    const talk = resume(engine, work, scene, row);
    const what: Turn = (await talk.valid()) ? await talk.hear(said) : { go: 'leave' };
    if (what.go !== 'leave') {
      await talk.follow(what);
      return true;
    }
    await close(work, row);
  }
}

/**
 * A button of a question was pressed. `over`: the conversation that it belongs to has ended. An earlier
 * question of the same conversation is not answered twice: the present one is asked instead.
 */
export async function press(
  engine: Engine,
  work: AppWork,
  scene: Scene,
  pressed: { conversation: string; turn: number; value: string },
): Promise<'taken' | 'over'> {
  const row = await talkStore(work.tables, work.seal).of(scene.person);
  if (row?.id !== pressed.conversation) return 'over';
  const talk = resume(engine, work, scene, row);
  if (!(await talk.valid())) {
    await close(work, row);
    return 'over';
  }
  if (pressed.value === `word:${writeWord}`) await talk.form();
  else if (pressed.value === `word:${pageWord}` && row.turn === pressed.turn) await talk.page();
  else if (pressed.value === `word:${privatelyWord}`) await talk.goPrivate();
  else if (row.turn === pressed.turn) await talk.follow(await talk.hear({ text: pressed.value, files: [] }));
  else {
    await talk.say({ parts: [{ kind: 'paragraph', text: text('answered-already') }] });
    await talk.ask();
  }
  return 'taken';
}

/**
 * The form of a question was sent in. Words that come when their question has been answered meanwhile are given
 * back, and the present question is asked.
 */
export async function fill(
  engine: Engine,
  work: AppWork,
  scene: Scene,
  filled: { kind: 'words' | 'page'; conversation: string; turn: number },
  said: Utterance,
  values: Readonly<Record<string, string>>,
): Promise<'taken' | 'over'> {
  const row = await talkStore(work.tables, work.seal).of(scene.person);
  if (row?.id !== filled.conversation) return 'over';
  const talk = resume(engine, work, scene, row);
  if (!(await talk.valid())) {
    await close(work, row);
    return 'over';
  }
  if (row.turn === filled.turn && filled.kind === 'page') await talk.hearPage(values);
  else if (row.turn === filled.turn) await talk.follow(await talk.hear(said));
  else {
    const quote = said.text === '' ? [] : [{ kind: 'quote', text: said.text } as const];
    await talk.say({ parts: [{ kind: 'paragraph', text: text('answered-already') }, ...quote] });
    if (said.files.length > 0) await talk.follow(await talk.hear({ text: '', files: said.files }));
    else await talk.ask();
  }
  return 'taken';
}

/** A silence has lasted: runs what the flow says about it. `index` counts its steps from 0. */
export async function silence(
  engine: Engine,
  work: AppWork,
  job: Job,
  sceneOf: (person: string) => Promise<Scene | undefined>,
): Promise<void> {
  const { person = '', conversation, index = '0' } = job.args;
  const row = await talkStore(work.tables, work.seal).of(person);
  const scene = await sceneOf(person);
  if (!row || !scene || row.id !== conversation) return;
  const talk = resume(engine, work, scene, row);
  const at = Number(index);
  const rule = talk.flow.silence?.[at];
  if (!rule) return;
  const what = await rule.act(talk, job);
  if (what.go === 'end') return talk.follow(what);
  await talk.flush(row.turn);
  await talk.store(row.touchedAt, at + 1);
}

function resume(engine: Engine, work: AppWork, scene: Scene, row: Conversation): Turning {
  const flow = engine.flow(row.flow);
  if (!flow) throw new Error('a stored conversation has no flow');
  let answers = row.answers;
  for (let version = row.version; version < flow.version; version += 1) {
    const upcast = flow.upcasts[version];
    if (!upcast) throw new Error('a stored conversation has no upcast');
    answers = upcast(answers);
  }
  const step = flow.steps[row.step] ? row.step : Object.keys(flow.steps)[0]!;
  return new Turning(engine, work, scene, flow, { ...row, version: flow.version, step, answers });
}

const silenceKey = (row: { id: string }) => `silence/${row.id}`;

async function close(work: AppWork, row: Conversation): Promise<void> {
  await talkStore(work.tables, work.seal).drop(row.id);
  await work.never(silenceKey(row));
}

/** One conversation while it is being moved. What it says is gathered, and goes out as one message. */
class Turning implements Talk<any> {
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

  private waysToAnswer(): Choice[] {
    const { field } = this.flow.steps[this.step]!;
    const way = (word: string): Choice => ({ label: text(word), does: { kind: 'answer', value: `word:${word}` } });
    const ways = this.flow.stays ? [] : [way(privatelyWord)];
    if (!field.options) ways.unshift({ ...way(writeWord), style: 'primary' });
    return ways;
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
      if (this.row.turn === 0)
        this.parts.push({ kind: 'paragraph', text: text(this.flow.stays ? 'only-you-here' : 'only-you') });
      this.choices.push(...this.waysToAnswer());
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
