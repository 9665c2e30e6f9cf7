/** The door for danger: the card at once, one question, and the page goes out after a minute whatever happens. */
import { text as textField } from '../../chat/field.ts';
import { again, end, flow, stay, type Talk, type Turn } from '../../chat/flow.ts';
import { say, text } from '../../chat/message.ts';
import type { Scene, Work } from '../../chat/ports.ts';
import { after, seconds } from '../../time/clock.ts';
import { emergencyCard } from '../community/index.ts';
import { alarm, openCase, planPage, unplanPage } from './calling.ts';
import { changeHearing } from './changes.ts';
import { draftLife, keepFiles, keepWords } from './intake.ts';
import { listenerChoices, listeners, meant } from './listeners.ts';
import { word } from './sayings.ts';
import { caseStore } from './store.ts';
import { groupOfReporter } from './telling.ts';

/** After how much silence in danger the page goes out by itself. */
const grace = seconds(60);

/** Longer than this, an answer to "who must not know?" is no name but the story. In characters. */
const longestName = 60;

interface Danger {
  case: string;
  shown: readonly string[];
  /** They wrote again that they are in danger while the minute was running. */
  at: 'first' | 'again';
}

/** Somebody is in danger now, wherever they are in a conversation. */
export async function inDanger(work: Work, scene: Scene): Promise<void> {
  const store = caseStore(work);
  const [draft] = await store.ofReporter(scene.person, ['draft']);
  const [open] = draft ? [] : await store.ofReporter(scene.person, ['open']);
  if (open) {
    const card = await emergencyCard(work, scene.community);
    return work.answer({ parts: [...card.parts, ...say(await alarm(work, open)).parts] });
  }
  if (scene.community === undefined) {
    const card = await emergencyCard(work, undefined);
    return work.answer({ parts: [...card.parts, ...say('no-community-reporter').parts] });
  }
  const row = draft ?? (await store.draft(scene.community, scene.person));
  if (!draft) await work.later('cases.draft', after(work.now, draftLife), { case: row.id }, { key: `draft/${row.id}` });
  await work.converse('danger', { case: row.id, at: row.urgent ? 'again' : 'first', shown: [] });
}

/** The page goes out now, unless the same person has called just before. */
async function call(talk: Talk<Danger>): Promise<Turn> {
  const { work, answers } = talk;
  const wait = await planPage(work, (await caseStore(work).get(answers.case))!, 0);
  if (wait > 0) {
    await talk.say(say(text('cases-danger-slowed', { minutes: Math.ceil(wait / 60_000) })));
    return end;
  }
  const { told, message } = await openCase(work, answers.case, true);
  await talk.say(message);
  if (told) await talk.say(say('cases-tell-here'));
  await work.leave(talk.scene.person, 'report', (other) => other.case === answers.case);
  return end;
}

/** No call after all: the card stays, the story may go on. */
async function dontCall(talk: Talk<Danger>): Promise<Turn> {
  const { work, answers } = talk;
  await unplanPage(work, answers.case);
  await caseStore(work).set(answers.case, { urgent: false });
  await talk.say(say('cases-not-called'));
  await work.converse('report', { case: answers.case, greeted: true }, { resume: true });
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
    'word-nobody': call,
    'word-done': call,
    'word-dont-call': dontCall,
    'word-stop': dontCall,
  },

  async open(_, talk) {
    const { work, answers } = talk;
    await talk.say(await emergencyCard(work, talk.scene.community));
    // Whoever writes it twice is not asked twice.
    if (answers.at === 'again') return call(talk);
    await caseStore(work).set(answers.case, { urgent: true });
    const wait = await planPage(work, (await caseStore(work).get(answers.case))!, grace);
    const slowed = text('cases-danger-slowed', { minutes: Math.ceil(wait / 60_000) });
    await talk.say(say(wait > grace ? slowed : 'cases-danger'));
    return again;
  },

  steps: {
    mustnot: {
      field: textField({ summary: 'cases-ask-mustnot', long: true }),
      needed: true,
      async offers(talk) {
        const row = (await caseStore(talk.work).get(talk.answers.case))!;
        return [
          ...(await listenerChoices(talk.work, row.community, talk.answers)),
          word('word-nobody'),
          word('word-dont-call'),
        ];
      },
      async take(value: string, talk, utterance) {
        const { work, answers } = talk;
        const store = caseStore(work);
        const row = (await store.get(answers.case))!;
        const { people, unfound } = meant(value, await listeners(work, row.community), answers.shown);
        await keepFiles(work, row.id, talk.scene.platform, utterance.files, false);
        if (people.length > 0) {
          await changeHearing(work, row, { kind: 'not', people });
          await talk.say(say('cases-people-set'));
        }
        // A long answer is the story, told at once; a short one that is no name of the team is asked again, while
        // the minute goes on.
        if (value.length > longestName) await keepWords(work, row.id, talk.scene.person, utterance);
        else if (people.length === 0) {
          if (unfound !== undefined) await store.tell(row.id, { unfound });
          await talk.say(say('cases-mustnot-who'));
          return stay;
        }
        return call(talk);
      },
      async aside(utterance, talk) {
        await keepFiles(talk.work, talk.answers.case, talk.scene.platform, utterance.files, false);
        return again;
      },
    },
  },
});
