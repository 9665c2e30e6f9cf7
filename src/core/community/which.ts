/**
 * Somebody writes in private and may mean one of several communities: they are asked once. What they have written
 * belongs to none until then, and is heard from its first word on as soon as they have chosen.
 */
import { digits, text as textField, tidy } from '../../chat/field.ts';
import { again, end, flow, type Talk, type Turn } from '../../chat/flow.ts';
import { paragraph, said, say, text, type Choice, type Part } from '../../chat/message.ts';
import type { Scene, Work } from '../../chat/ports.ts';
import { sameName } from '../people/index.ts';
import { choicesOf, emergencyCard, mentionsCrisis, nameOfCommunity } from './directory.ts';
import { communityStore } from './store.ts';
import { forgetUnplaced, keepUnplaced, placeAll, type Unplaced } from './unplaced.ts';

interface Which {
  /** The communities of the list, in its order. */
  shown: readonly string[];
  /** What they have just written is a part of what they have to tell, and no word that asks for something. */
  told?: boolean;
  /** A word that is heard after their own, as if they had written it: what they pressed or asked for. */
  next?: string;
  /** Stored by an earlier version, which did not keep what they chose in a menu: they choose it once more. */
  repeat?: boolean;
}

/** True when they were asked; `how`: as they are to go on when they have chosen. What they reported waits until then. */
export async function askWhich(work: Work, scene: Scene, how: Omit<Which, 'shown' | 'repeat'>): Promise<boolean> {
  if (scene.community !== undefined) return false;
  const shown = await choicesOf(work, scene.person);
  if (shown.length < 2) return false;
  if (scene.subject) await keepUnplaced(work, scene.person, { text: '', files: [], reported: scene.subject });
  await work.converse('which', { ...how, shown } satisfies Which);
  return true;
}

/** The cards of all communities that they may mean: in danger nobody is asked first. */
export async function cardsOf(work: Work, scene: Scene): Promise<Part[]> {
  const store = communityStore(work);
  const parts: Part[] = [];
  for (const each of await choicesOf(work, scene.person)) {
    const { card } = await store.settings(each);
    if (card !== '') parts.push({ kind: 'quote', text: card, by: said(await nameOfCommunity(work, each)) });
  }
  return parts.length === 0
    ? [...(await emergencyCard(work, undefined)).parts]
    : [...say('community-card').parts, ...parts];
}

/** Kept until they have chosen. Words of a crisis bring the cards at once: they wait for no choice. */
async function keep(talk: Talk<Which>, utterance: Unplaced): Promise<void> {
  const { work, scene, answers } = talk;
  for (const each of answers.shown) {
    if (!(await mentionsCrisis(work, each, utterance.text))) continue;
    await talk.say({ parts: await cardsOf(work, scene) });
    break;
  }
  await keepUnplaced(work, scene.person, utterance);
}

async function choose(talk: Talk<Which>, community: string): Promise<Turn> {
  const { work, scene, answers } = talk;
  const store = communityStore(work);
  await store.seen(scene.person, community);
  await talk.say(say(text('community-which-chosen', { name: await nameOfCommunity(work, community) })));
  const { words, reported } = await placeAll(work, scene.person);
  if (reported.length > 0) await work.converse('report', { reported }, { resume: true });
  for (const each of words) await work.hear(each);
  if (answers.repeat) await talk.say(say('community-which-repeat'));
  if (answers.next !== undefined) await work.hear({ text: `word:${answers.next}`, files: [] });
  return end;
}

export const which = flow<Which>({
  name: 'which',
  version: 1,
  upcasts: {},
  begin: (given) => given as Which,

  async open(utterance, talk) {
    if (talk.answers.told) await keep(talk, utterance);
    return again;
  },

  steps: {
    which: {
      field: textField({ summary: 'community-ask-which', long: true }),
      needed: true,
      async ask(talk) {
        const waits = (await communityStore(talk.work).wordsOf(talk.scene.person)).length > 0;
        return { parts: [paragraph('community-ask-which'), ...(waits ? [paragraph('community-which-kept')] : [])] };
      },
      async offers({ work, answers }) {
        const names = await Array.fromAsync(answers.shown, (each) => nameOfCommunity(work, each));
        const none: Choice = { label: text('word-none'), does: { kind: 'answer', value: 'word:word-none' } };
        return [
          ...names.map((name, at): Choice => ({ label: said(name), does: { kind: 'answer', value: String(at + 1) } })),
          none,
        ];
      },
      async take(value: string, talk, utterance) {
        const { work, answers } = talk;
        const at = utterance.files.length > 0 ? undefined : digits(tidy(value));
        if (at !== undefined && answers.shown[at - 1] !== undefined) return choose(talk, answers.shown[at - 1]!);
        const names = await Array.fromAsync(answers.shown, (each) => nameOfCommunity(work, each));
        const named = answers.shown.filter((_, i) => sameName(names[i]!, value));
        if (named.length === 1 && utterance.files.length === 0) return choose(talk, named[0]!);
        await keep(talk, utterance);
        return again;
      },
      async aside(utterance, talk) {
        await keep(talk, utterance);
        return again;
      },
    },
  },

  anytime: {
    async 'word-none'(talk) {
      await forgetUnplaced(talk.work, talk.scene.person);
      await talk.say(say('community-which-none'));
      return end;
    },
  },
});
