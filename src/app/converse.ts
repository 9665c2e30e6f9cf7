/** The ways into a conversation: it begins, is gone on with, is answered in words, by a button or in a form, or rests. */
import type { Turn, Utterance } from '../chat/flow.ts';
import { text } from '../chat/message.ts';
import type { Job, Scene } from '../chat/ports.ts';
import { talkStore, type Conversation } from '../store/talks.ts';
import type { AppWork } from './ground.ts';
import { close, pageWord, privatelyWord, Turning, writeWord, type Engine } from './turning.ts';

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
