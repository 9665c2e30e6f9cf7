/** Commands: whether somebody may run one, what it still needs, and what came of it. */
import type { Command } from '../chat/command.ts';
import type { Field } from '../chat/field.ts';
import type { Flow } from '../chat/flow.ts';
import { cut, say, text } from '../chat/message.ts';
import type { Outcome } from '../chat/outcome.ts';
import { refused } from '../chat/outcome.ts';
import type { Scene } from '../chat/ports.ts';
import { may, teamsOf } from '../core/people/index.ts';
import { talkStore } from '../store/talks.ts';
import { askingFlow } from './asking.ts';
import { begin } from './converse.ts';
import { commandFields } from './forms.ts';
import type { AppWork, Ground } from './ground.ts';
import type { Engine } from './turning.ts';

/** How a flow that asks for a command's missing fields is called. */
const askFor = 'command:';

export interface Commands {
  /** The flows that ask for what a command still needs. */
  readonly flows: readonly Flow[];
  /** Whether a person may run a command, by their role and by what the platform says of them. */
  mayRun(work: AppWork, command: Command, scene: Scene): Promise<boolean>;
  /** In private, responders act for their own team, wherever else they were last seen. */
  atHome(work: AppWork, scene: Scene): Promise<Scene>;
  /** By its name; `written`: what came in a form, given back when it can't be used. */
  command(
    name: string,
    args: Readonly<Record<string, string>>,
    scene: Scene,
    work: AppWork,
    written?: readonly string[],
  ): Promise<void>;
  /** Whether a command of the team waits for what they write: then it is theirs, whatever word it is. */
  asked(scene: Scene, work: AppWork): Promise<boolean>;
}

/** In private it is for their own team. */
export const homely = ({ who }: Pick<Command, 'who'>): boolean => who === 'responder' || who === 'team';

export function openCommands(commands: readonly Command[], ground: Ground, engine: Engine): Commands {
  async function mayRun(work: AppWork, command: Command, scene: Scene): Promise<boolean> {
    if (command.who === 'anyone') return true;
    const { who } = command;
    if (who !== 'responder' && scene.runsServer) return true;
    if (who !== 'team') return may(work, scene.community, scene.person, who);
    const { community, person } = scene;
    return (await may(work, community, person, 'responder')) || may(work, community, person, 'steward');
  }

  async function atHome(work: AppWork, scene: Scene): Promise<Scene> {
    if (scene.place.kind !== 'direct' || (await may(work, scene.community, scene.person, 'responder'))) return scene;
    const [community] = await teamsOf(work, scene.person);
    return community === undefined ? scene : { ...scene, community };
  }

  /** Runs a command: rights first, then its fields, then the deed; asks for what is missing. */
  async function run(
    command: Command,
    args: Readonly<Record<string, string>>,
    scene: Scene,
    work: AppWork,
    then: (outcome: Outcome) => Promise<void>,
  ): Promise<void> {
    const here = homely(command) ? await atHome(work, scene) : scene;
    if (!(await mayRun(work, command, here))) {
      // In private nobody says who runs a server.
      const elsewhere = command.who === 'steward' && scene.place.kind === 'direct';
      return then(refused(elsewhere ? 'not-yours-here' : 'not-yours'));
    }
    const asking = engine.asking(work, scene);
    const answers: Record<string, unknown> = {};
    for (const [name, field] of Object.entries(command.fields) as [string, Field][]) {
      const raw = args[name];
      if (raw === undefined || raw === '') {
        if (field.optional) continue;
        return ask(command, args, scene, work, []);
      }
      const read = await field.parse(raw, asking);
      if (!read.ok) return then(read.refused);
      answers[name] = read.value;
    }
    if (command.who !== 'anyone') work.onDuty();
    const outcome = await command.run(answers, here, work);
    return outcome.kind === 'asks' ? ask(command, args, scene, work, [outcome.field]) : then(outcome);
  }

  /** Asks for what a command still needs: in a form where there is one, otherwise one by one. */
  async function ask(
    command: Command,
    args: Readonly<Record<string, string>>,
    scene: Scene,
    work: AppWork,
    also: readonly string[],
  ): Promise<void> {
    const given = Object.fromEntries(Object.entries(args).filter(([, value]) => value !== ''));
    const { actor } = work.cause;
    const missing = (Object.entries(command.fields) as [string, Field][]).filter(
      ([name]) => given[name] === undefined && (also.length === 0 || also.includes(name)),
    );
    const speaking = { texts: ground.texts, locale: scene.locale };
    const forms = ground.platforms.get(scene.platform)?.forms && actor?.reply !== undefined;
    const fields = forms
      ? commandFields(missing, speaking, (name, field) => field.optional !== true || also.includes(name))
      : undefined;
    if (fields) {
      const title = ground.texts.format({ key: command.summary }, scene.locale);
      const means = { kind: 'command', name: command.name, args: given } as const;
      return work.answer(say(text(command.summary)), { form: { title, means, fields } });
    }
    await begin(engine, work, scene, askFor + command.name, { given, also });
  }

  /** `written`: what came in a form, given back when it can't be used, so that nobody has to write it twice. */
  async function sayOutcome(outcome: Outcome, work: AppWork, written: readonly string[] = []): Promise<void> {
    if (outcome.kind === 'done' && outcome.message) {
      await work.answer(outcome.message, outcome.group === undefined ? {} : { group: outcome.group });
    }
    if (outcome.kind !== 'refused') return;
    const quotes = written
      .filter((each) => each !== '')
      .map((each) => ({ kind: 'quote', text: cut(each, 6_000) }) as const);
    await work.answer({ parts: [{ kind: 'paragraph', text: outcome.why }, ...quotes] });
  }

  async function command(
    name: string,
    args: Readonly<Record<string, string>>,
    scene: Scene,
    work: AppWork,
    written: readonly string[] = [],
  ): Promise<void> {
    const found = commands.find((each) => each.name === name);
    if (!found) return work.answer(say('command-unknown'));
    await run(found, args, scene, work, (outcome) => sayOutcome(outcome, work, written));
  }

  async function asked(scene: Scene, work: AppWork): Promise<boolean> {
    const row = await talkStore(work.tables, work.seal).of(scene.person);
    const waiting = row?.flow.startsWith(askFor) ? commands.find((each) => askFor + each.name === row.flow) : undefined;
    return waiting !== undefined && waiting.who !== 'anyone';
  }

  const flows = commands.map((each) =>
    askingFlow(
      each.fields,
      askFor + each.name,
      each.who === 'anyone',
      async (args, talk) => {
        await run(each, args, talk.scene, talk.work as AppWork, (outcome) => sayOutcome(outcome, talk.work as AppWork));
      },
      async (field, talk) => {
        const here = homely(each) ? await atHome(talk.work as AppWork, talk.scene) : talk.scene;
        return (await each.suggest?.(field, here, talk.work)) ?? [];
      },
    ),
  );

  return { flows, mayRun, atHome, command, asked };
}
