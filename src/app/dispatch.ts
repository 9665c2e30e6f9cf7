/** What arrived: whose it is, and which conversation, command or capability it belongs to. */
import type { Capability } from '../chat/capability.ts';
import { readLine, smallWords, typable, type Command } from '../chat/command.ts';
import { tidy, type Asking, type FileRef } from '../chat/field.ts';
import type { Flow, Utterance } from '../chat/flow.ts';
import { say, text, type Choice, type Text } from '../chat/message.ts';
import type { Scene } from '../chat/ports.ts';
import type { StoredArrival } from '../store/inbox.ts';
import { talkStore } from '../store/talks.ts';
import { communityOf, languageOf, rolesTold, sharesTold } from '../core/community/index.ts';
import {
  arrive,
  findPerson,
  hush,
  introduce,
  may,
  personOf,
  responders,
  routeOf,
  type Person,
} from '../core/people/index.ts';
import { hinted, release, revive } from './again.ts';
import { homely, openCommands, type Commands } from './commands.ts';
import { begin, fill, goOn, press, turn } from './converse.ts';
import type { AppWork, Ground } from './ground.ts';
import { wordIn } from './texts.ts';
import { isOwn, type Engine } from './turning.ts';
import { openTyped } from './typed.ts';

export interface Table extends Pick<Commands, 'atHome' | 'mayRun'> {
  readonly capabilities: readonly Capability[];
  readonly commands: readonly Command[];
  readonly engine: Engine;
  act(work: AppWork, arrival: StoredArrival, person: Person): Promise<void>;
  /** Where a person stands when nobody but the clock acts. */
  sceneOf(work: AppWork, person: string): Promise<Scene | undefined>;
}

const inboxChoice: Choice = { label: text('undelivered-show'), does: { kind: 'command', name: 'inbox', args: {} } };

/** What looks like a command and is none: a sign and one word, alone on its line. */
const unknownCommand = /^[/!]\p{L}[\p{L}-]{0,30}(?: \S{1,30})?$/u;

export function openTable(capabilities: readonly Capability[], ground: Ground): Table {
  const commands = capabilities.flatMap((each) => each.commands ?? []);
  const flows = new Map<string, Flow>();
  for (const each of capabilities.flatMap((one) => one.flows ?? [])) flows.set(each.name, each);

  const engine: Engine = {
    flow: (name) => flows.get(name),
    asking: (work, scene): Asking => ({
      now: work.now,
      locale: scene.locale,
      synonyms: (key) => ground.texts.synonyms(key),
      async person(raw) {
        const among = scene.community === undefined ? [] : await responders(work, scene.community);
        const found = await findPerson(work, scene.platform, raw, among);
        // A mention names an account beyond doubt, even one that nobody has heard of yet.
        const [, account, name] = /^<@!?([^>|]+)(?:\|([^>]*))?>$/u.exec(raw) ?? [];
        if (account === undefined) return found;
        return introduce(work, scene.platform, { account, name: name ?? account });
      },
    }),
  };

  const { flows: askingFlows, mayRun, atHome, command, asked } = openCommands(commands, ground, engine);
  for (const each of askingFlows) flows.set(each.name, each);

  const { asCommand, takeAwayTyped } = openTyped(commands, ground);
  const small = smallWords(ground.texts.synonyms);
  const twoWords = typable(commands).filter(({ name }) => name.includes(' '));
  const oneWord = commands.filter((each) => homely(each) && !each.name.includes(' ')).map(({ name }) => name);

  /** A button, or a form that was sent in. Gives it back as what it was heard as. */
  async function pressed(
    { token, values = {}, files = [] }: Pressed,
    arrival: StoredArrival,
    scene: Scene,
    person: Person,
    work: AppWork,
  ): Promise<StoredArrival> {
    const read = await talkStore(work.tables, work.seal).read(token, work.now);
    const said = async (key: string) => (await work.answer(say(key)), arrival);
    if (!read || (read.person !== undefined && read.person !== scene.person)) return said('button-gone');
    const { means } = read;
    if (means.kind === 'command') {
      if (means.once) await talkStore(work.tables, work.seal).spend(token);
      await command(means.name, { ...means.args, ...values }, scene, work, Object.values(values));
      return arrival;
    }
    const written = means.kind !== 'answer';
    const words = written ? wordsOf(values) : means.value;
    if (files.length === 0 && (await atOnce(words, scene, work))) return arrival;
    const utterance: Utterance = { text: words, files, ...(written ? { message: arrival.eventId } : {}) };
    const moved = written
      ? await fill(engine, work, scene, means, utterance, values)
      : await press(engine, work, scene, means);
    if (moved === 'taken') return arrival;
    // A word like "withdraw" means the same after its question is gone, and words of their own are heard whatever
    // became of it; any other answer has lost its meaning.
    const lasts = written || (words.startsWith('word:') && !isOwn(words));
    if (!lasts) return said('answered-already');
    // Only the bot hears it, wherever it was pressed.
    const place = { kind: 'direct', account: arrival.from.account } as const;
    const what = { kind: 'message', id: arrival.eventId, text: words, files, toUs: true } as const;
    await message({ ...arrival, place, what }, utterance, scene, person, work);
    return written ? { ...arrival, place, what } : arrival;
  }

  const always = new Map(capabilities.flatMap((each) => Object.entries(each.always ?? {})));

  /** Whoever typed half of a command reads which ones there are. */
  async function meantPerhaps(typed: string, scene: Scene, work: AppWork): Promise<Text> {
    const first = tidy(typed)
      .replace(/^[/!](?:haven\s+)?/u, '')
      .split(' ')[0]!;
    const near = commands.filter(({ name, on }) => on === undefined && name.startsWith(`${first} `));
    const mine = await Array.fromAsync(near, async (each) =>
      mayRun(work, each, homely(each) ? await atHome(work, scene) : scene),
    );
    const names = near.filter((_, at) => mine[at]).map(({ name }) => name);
    return names.length === 0 ? text('command-unknown') : text('command-which', { names: names.join(', ') });
  }

  /** Words that come before any question; true when it was one of them. */
  async function atOnce(said: string, scene: Scene, work: AppWork): Promise<boolean> {
    const word = wordIn(ground.texts, said, [...always.keys()]);
    if (word !== undefined) await always.get(word)!(scene, work);
    return word !== undefined;
  }

  async function message(
    arrival: StoredArrival,
    said: Utterance,
    scene: Scene,
    person: Person,
    work: AppWork,
  ): Promise<void> {
    let back = false;
    if (person.silence === 'hidden') {
      const word = wordIn(ground.texts, said.text, ['word-show', 'word-danger']);
      // Somebody who hides is answered with one bland line, until they ask to go on; what they write meanwhile
      // is kept as ever, and the answers to it wait with the rest.
      if (word === undefined) await work.answer(say('neutral-hello'), { unheld: true });
      else {
        await hush(work, person.id, 'neutral');
        const waited = await release(work, person.id);
        if (word === 'word-show' && waited > 0) return;
        back = word === 'word-show';
      }
    }
    if (said.files.length === 0 && !(await asked(scene, work)) && (await atOnce(said.text, scene, work))) return;
    if (arrival.what.kind === 'message' && arrival.what.answers)
      for (const each of capabilities) if (await each.answered?.(arrival, scene, work)) return;
    if (unknownCommand.test(said.text)) return work.answer(say(await meantPerhaps(said.text, scene, work)));
    if (await turn(engine, work, scene, said)) return;
    if (back) return work.answer(say('neutral-nothing'));
    // The team writes commands in private without the sign before them; one of a single word, alone.
    const alone = oneWord.find((name) => name === tidy(said.text));
    const typed =
      said.files.length > 0 ? undefined : alone ? { name: alone, args: {} } : readLine(said.text, twoWords, small);
    if (typed && (await may(work, (await atHome(work, scene)).community, scene.person, 'responder'))) {
      return command(typed.name, typed.args, scene, work);
    }
    for (const each of capabilities) if (await each.hear?.(arrival, scene, work)) return;
  }

  async function beginWhatWasAsked(work: AppWork, scene: Scene, arrival: StoredArrival): Promise<void> {
    // One that begins may lead to another.
    for (let asked = work.begun.shift(); asked; asked = work.begun.shift()) {
      const { flow, given, resume } = asked;
      // Which community they mean may have been said just now.
      const community = scene.community ?? (await communityOf(work, scene.platform, undefined, scene.person));
      const now = { ...scene, community };
      if (resume && (await goOn(engine, work, now, flow, given))) continue;
      await begin(engine, work, now, flow, given, utteranceOf(arrival));
    }
  }

  /** Words that were written before, and belong to the community that was chosen only now. */
  async function hearAgain(
    said: Utterance,
    arrival: StoredArrival,
    scene: Scene,
    person: Person,
    work: AppWork,
  ): Promise<void> {
    const place = { kind: 'direct', account: arrival.from.account } as const;
    const { text: words, files, message: id = arrival.eventId } = said;
    const again: StoredArrival = { ...arrival, place, what: { kind: 'message', id, text: words, files, toUs: true } };
    const now = { ...scene, place, community: await communityOf(work, scene.platform, undefined, person.id) };
    await message(again, said, now, person, work);
    await beginWhatWasAsked(work, now, again);
  }

  /** What they do shows that they are there: what waited for them is let go. */
  async function comeBack(
    work: AppWork,
    person: Person,
    kind: StoredArrival['what']['kind'],
    direct: boolean,
  ): Promise<void> {
    const acts = kind === 'command' || kind === 'press' || kind === 'form';
    // Somebody who hides and runs a command asks for its answer, and for no more than that.
    if (person.silence === 'hidden' && acts) work.openly();
    else if (person.silence === 'neutral' && direct && (acts || kind === 'message')) await release(work, person.id);
  }

  return {
    capabilities,
    commands,
    engine,
    atHome,
    mayRun,

    async sceneOf(work, id) {
      const person = await personOf(work, id);
      const route = await routeOf(work, id);
      if (!person || !route) return undefined;
      const community = await communityOf(work, route.platform, undefined, id);
      return {
        person: id,
        locale: ground.texts.nearest(await languageOf(work, person, community)),
        platform: route.platform,
        place: { kind: 'direct', account: route.account },
        community,
        runsServer: false,
      };
    },

    async act(work, given, person) {
      const arrival = asCommand(given);
      const { what, platform, place } = arrival;
      if (arrival.shares) await sharesTold(work, platform, person.id, arrival.shares);
      const community = await communityOf(work, platform, arrival.server, person.id);
      const scene: Scene = {
        person: person.id,
        locale: ground.texts.nearest(await languageOf(work, person, community)),
        platform,
        place,
        ...(arrival.server === undefined ? {} : { server: arrival.server }),
        community,
        runsServer: arrival.runsServer === true,
        forms: arrival.reply !== undefined && ground.platforms.get(platform)?.forms === true,
        roles: ground.platforms.get(platform)?.roles === true,
        ...(arrival.called === undefined ? {} : { called: arrival.called }),
        ...(what.kind === 'command' && what.subject
          ? { subject: { ...what.subject, id: await introduce(work, platform, what.subject.person) } }
          : {}),
      };
      if (arrival.roles && scene.community !== undefined && scene.server !== undefined) {
        const at = { community: scene.community, platform, server: scene.server };
        await rolesTold(work, at, arrival.from, arrival.roles);
      }
      let heardAs = arrival;
      await comeBack(work, person, what.kind, place.kind === 'direct');
      if (what.kind === 'unreadable')
        await (what.unasked ? work.say({ person: person.id }, say(what.how)) : work.answer(say(what.how)));
      else if (what.kind === 'command') {
        await takeAwayTyped(work, what, scene);
        await command(what.name, what.args, scene, work);
      } else if (what.kind === 'press' || what.kind === 'form')
        heardAs = await pressed(what, arrival, scene, person, work);
      else if (what.kind === 'message' && place.kind === 'direct') {
        await message(arrival, { text: what.text, files: what.files, message: what.id }, scene, person, work);
      } else {
        for (const each of capabilities) if (await each.hear?.(arrival, scene, work)) break;
      }
      await beginWhatWasAsked(work, scene, heardAs);
      for (const said of work.heard.splice(0)) await hearAgain(said, arrival, scene, person, work);
      if (person.back) await revive(work, person.id);
      else if (
        place.kind === 'shared' &&
        arrival.reply !== undefined &&
        person.silence !== 'hidden' &&
        (await hinted(work, person.id, platform))
      ) {
        await work.answer({ ...say('undelivered-waits'), choices: [inboxChoice] });
      }
    },
  };
}

interface Pressed {
  readonly token: string;
  readonly values?: Readonly<Record<string, string>>;
  readonly files?: readonly FileRef[];
}

/** What was chosen and written in a form, in its order. */
const wordsOf = (values: Readonly<Record<string, string>>): string =>
  Object.values(values)
    .filter((each) => each.trim() !== '')
    .join(', ');

const utteranceOf = ({ what, place }: StoredArrival): Utterance | undefined =>
  what.kind === 'message' && place.kind === 'direct'
    ? { text: what.text, files: what.files, message: what.id }
    : undefined;

/** Makes the person of an arrival known, and gives what they are called by. */
export const personIn = (work: AppWork, arrival: StoredArrival): Promise<Person> =>
  arrive(work, arrival.platform, arrival.from, work.ground.texts.nearest, arrival.place.kind === 'direct');
