/** The door for danger: the card at once, one question, and the page goes out after a minute whatever happens. */
import { text as textField } from '../../chat/field.ts';
import { again, end, flow, stay, type Talk, type Turn } from '../../chat/flow.ts';
import { say, text } from '../../chat/message.ts';
import type { Scene, Work } from '../../chat/ports.ts';
import { after, seconds } from '../../time/clock.ts';
import { askWhich, cardsOf, emergencyCard } from '../community/index.ts';
import { askCopiesNow, filesWait, noteFiles } from './attached.ts';
import { alarm, openCase, planPage, unplanPage } from './calling.ts';
import { changeHearing } from './changes.ts';
import { withdraw } from './endings.ts';
import { clearNamed } from './hearing.ts';
import { draftLife, keepWords } from './intake.ts';
import { listenerChoices, listeners, meant } from './listeners.ts';
import { word } from './sayings.ts';
import { caseStore } from './store/cases.ts';
import { groupOfReporter } from './telling.ts';

/** After how much silence in danger the page goes out by itself. */
const grace = seconds(60);

/** Longer than this, an answer to "who must not know?" is no name but the story. In characters. */
const longestName = 60;

/** Two taps within so long are one. */
const doubleTap = seconds(10);

interface Danger {
  case: string;
  shown: readonly string[];
  /** When they first wrote that they are in danger, in milliseconds. */
  since: number;
  /** They wrote it again, later than by a double tap. */
  again: boolean;
}

/** Somebody is in danger now, wherever they are in a conversation. */
export async function inDanger(work: Work, scene: Scene): Promise<void> {
  const store = caseStore(work);
  let told: string | null = null;
  let before: Danger | undefined;
  // What they were telling goes on here; a report that they had stopped long ago does not.
  await work.leave(scene.person, 'report', (answers) => {
    if (answers.paused !== true) told = answers.case;
    return true;
  });
  await work.leave(scene.person, 'danger', (answers) => ((before = answers), true));
  const held = before?.case ?? told;
  const row = held === null ? undefined : await store.get(held);
  const [open] = row?.state === 'draft' ? [] : await store.ofReporter(scene.person, ['open']);
  if (open) {
    // What is written from here on is for the two: it corrects nothing, and waits for no choice.
    await work.leave(scene.person, 'correct', () => true);
    let placing: object | undefined;
    await work.leave(scene.person, 'placing', (answers) => {
      if (answers.case === null) placing = { among: answers.among, community: answers.community };
      return true;
    });
    if (placing) await work.converse('placing', { ...placing, alarmed: open.id });
    const card = await emergencyCard(work, open.community);
    return work.answer({ parts: [...card.parts, ...say(await alarm(work, open)).parts] });
  }
  if (await askWhich(work, scene, { next: 'word-danger' })) return work.answer({ parts: await cardsOf(work, scene) });
  if (scene.community === undefined) {
    const card = await emergencyCard(work, undefined);
    return work.answer({ parts: [...card.parts, ...say('no-community-reporter').parts] });
  }
  const draft = row?.state === 'draft' ? row : await store.draft(scene.community, scene.person);
  await work.later('cases.draft', after(work.now, draftLife), { case: draft.id }, { key: `draft/${draft.id}` });
  const since = before?.since ?? work.now.getTime();
  const given: Danger = { case: draft.id, shown: [], since, again: work.now.getTime() - since > doubleTap };
  await work.converse('danger', given);
}

/** The page goes out now, unless the same person has called just before; until then they are listened to here. */
async function call(talk: Talk<Danger>): Promise<Turn> {
  const { work, answers } = talk;
  const wait = await planPage(work, (await caseStore(work).get(answers.case))!, 0);
  if (wait > 0) {
    await talk.say(say(text('cases-danger-slowed', { minutes: Math.ceil(wait / 60_000) })));
    return stay;
  }
  const { told, message } = await openCase(work, answers.case, true);
  await talk.say(message);
  if (told) await talk.say(say('cases-tell-here'));
  await askCopiesNow(work, answers.case);
  return end;
}

/** Nobody in particular must not know; whoever their words have named so far may. */
async function callAnyone(talk: Talk<Danger>): Promise<Turn> {
  await clearNamed(talk.work, (await caseStore(talk.work).get(talk.answers.case))!);
  return call(talk);
}

/** No call after all: the card stays, the story may go on. */
async function dontCall(talk: Talk<Danger>): Promise<Turn> {
  const { work, answers } = talk;
  await unplanPage(work, answers.case);
  await caseStore(work).set(answers.case, { urgent: false });
  await talk.say(say('cases-not-called'));
  await work.converse('report', { case: answers.case, greeted: true, files: await filesWait(work, answers.case) });
  return end;
}

export const danger = flow<Danger>({
  name: 'danger',
  version: 1,
  upcasts: {},
  group: groupOfReporter,
  begin: (given) => given as Danger,
  valid: async (talk) => (await caseStore(talk.work).get(talk.answers.case))?.state === 'draft',
  anytime: {
    'word-skip': call,
    'word-done': call,
    'word-nobody': callAnyone,
    'word-dont-call': dontCall,
    'word-stop': dontCall,
    async 'word-withdraw'(talk) {
      await withdraw(talk.work, (await caseStore(talk.work).get(talk.answers.case))!);
      await talk.say(say('cases-withdrawn'));
      return end;
    },
  },

  async open(_, talk) {
    const { work, answers } = talk;
    await talk.say(await emergencyCard(work, talk.scene.community));
    // Whoever writes it twice is not asked twice.
    if (answers.again) return call(talk);
    await caseStore(work).set(answers.case, { urgent: true });
    const wait = await planPage(work, (await caseStore(work).get(answers.case))!, grace);
    const slowed = text('cases-danger-slowed', { minutes: Math.ceil(wait / 60_000) });
    await talk.say(say(wait > grace ? slowed : 'cases-danger'));
    return again;
  },

  steps: {
    mustnot: {
      field: textField({ summary: 'cases-ask-mustnot', title: 'cases-title-people', long: true }),
      several: true,
      needed: true,
      async offers(talk) {
        const row = (await caseStore(talk.work).get(talk.answers.case))!;
        return [...(await listenerChoices(talk.work, row, talk.answers)), word('word-nobody'), word('word-dont-call')];
      },
      async take(value: string, talk, utterance) {
        const { work, answers } = talk;
        const row = (await caseStore(work).get(answers.case))!;
        const { people, unfound } = meant(value, await listeners(work, row), answers.shown);
        await noteFiles(talk, row, utterance);
        // Nothing but names and numbers: those are out, and the others are called.
        if (people.length > 0 && unfound === undefined) {
          await changeHearing(work, row, { kind: 'not', people });
          await talk.say(say('cases-people-set'));
          return call(talk);
        }
        // Anything else is told: kept, whatever it is, while the minute goes on. A name in it may be somebody to
        // fear or somebody to fetch; only a name by itself is taken for the answer.
        await keepWords(work, row.id, talk.scene.person, utterance);
        if (value.length <= longestName) await caseStore(work).tell(row.id, { unfound: value });
        await talk.say(say('cases-kept', people.length > 0 ? 'cases-mustnot-named' : 'cases-mustnot-who'));
        return stay;
      },
      async aside(utterance, talk) {
        await noteFiles(talk, (await caseStore(talk.work).get(talk.answers.case))!, utterance);
        return again;
      },
    },
  },
});
