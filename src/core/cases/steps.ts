/** The questions of a report that are not about what happened: whether it is safe, the story, reading it back. */
import { choice, text as textField } from '../../chat/field.ts';
import { again, end, goTo, stay, type Step, type Turn, type Utterance } from '../../chat/flow.ts';
import { say, text } from '../../chat/message.ts';
import { emergencyCard, mentionsCrisis } from '../community/index.ts';
import { hush } from '../people/index.ts';
import { openCase } from './calling.ts';
import { inDanger } from './danger.ts';
import { caseOf, draftOf, hasStory, keep, type Report, type ReportTalk } from './draft.ts';
import { withdraw } from './endings.ts';
import { askCopies, copies, facts, keepAside, onlyFor, wishes } from './questions.ts';
import { summary } from './readback.ts';
import { anyWords, rewording } from './rewording.ts';
import { word } from './sayings.ts';
import { caseStore } from './store/cases.ts';

/** What people write to begin, without having told anything yet. */
export const openers = ['word-help', 'word-report', 'word-hello', 'word-new', 'word-show'];

export const steps: Readonly<Record<string, Step<Report>>> = {
  safe: {
    field: choice({ summary: 'cases-ask-safe', of: ['yes', 'neutral', 'no', 'danger'], labels: 'cases-safe' }),
    needed: true,
    async ask(talk) {
      if (talk.answers.greeted) return say('cases-ask-safe');
      talk.answers.greeted = true;
      return say('cases-hello', 'cases-who-sees', ...(await talk.work.candour(talk.scene.person)), 'cases-ask-safe');
    },
    async take(value: 'yes' | 'neutral' | 'no' | 'danger', talk) {
      if (value === 'danger') return (await inDanger(talk.work, talk.scene), stay);
      await hush(talk.work, talk.scene.person, value === 'yes' ? 'none' : value === 'neutral' ? 'neutral' : 'hidden');
      if (value === 'no') return (await talk.work.takeBack({ person: talk.scene.person }), stay);
      if (value === 'neutral') await talk.say(say('cases-neutral-on'));
      return begun(talk);
    },
    async aside(utterance, talk) {
      const known = utterance.files.length === 0 && talk.work.meansWord(utterance.text, openers) !== undefined;
      if (!known && (await keep(talk, utterance))) await talk.say(say('cases-kept-first'));
      return again;
    },
  },

  story: {
    field: textField({ summary: 'cases-ask-story', title: 'cases-correct-story', long: true, files: true }),
    when: onlyFor('story'),
    needed: true,
    ask: async (talk) => say((await hasStory(talk)) ? 'cases-ask-story-more' : 'cases-ask-story'),
    offers: async () => [word('word-done', 'primary'), word('word-human'), word('word-danger', 'danger')],
    take: async (_value, talk, utterance) => story(talk, utterance),
    aside: async (utterance, talk) => (utterance.files.length > 0 ? story(talk, utterance) : undefined),
  },

  ...facts,
  ...wishes,
  copies,

  confirm: {
    field: choice({ summary: 'cases-ask-confirm', of: ['confirm', 'correct', 'withdraw'], labels: 'cases-confirm' }),
    needed: true,
    async ask(talk) {
      talk.answers.fixing = null;
      return summary(talk);
    },
    async take(value: 'confirm' | 'correct' | 'withdraw', talk) {
      if (value === 'correct') return goTo('correct');
      if (value === 'withdraw') return takeAllBack(talk);
      const row = await draftOf(talk);
      if (!row) return (await talk.say(say('no-community-reporter')), end);
      await talk.say((await openCase(talk.work, row.id, row.urgent)).message);
      if (talk.scene.place.kind === 'shared') await talk.say(say('cases-receipt-shared'));
      return end;
    },
    aside: keepAside,
  },

  correct: {
    field: choice({
      summary: 'cases-ask-correct',
      of: [
        'story',
        'relation',
        'kind',
        'where',
        'when',
        'who',
        'witnesses',
        'before',
        'weight',
        'hear',
        'named',
        'contact',
      ],
      labels: 'cases-correct',
    }),
    offers: async () => [word('word-skip')],
    when: () => false,
    needed: true,
    async take(value: string, talk) {
      talk.answers.fixing = value;
      return goTo(value === 'story' && (await anyWords(talk)) ? 'piece' : value);
    },
    aside: keepAside,
  },
  ...rewording({ more: async () => goTo('story'), aside: keepAside, done: reworded }),

  sure: {
    field: choice({ summary: 'cases-ask-sure', of: ['yes', 'no'], labels: 'answer' }),
    when: () => false,
    needed: true,
    async take(value: 'yes' | 'no', talk) {
      if (value === 'yes') return takeAllBack(talk);
      await talk.say(say('cases-left'));
      return goTo(talk.answers.back ?? 'story');
    },
    aside: keepAside,
  },
};

/** Part of the story was told anew; files that came with it are asked about before it is read back. */
async function reworded(talk: ReportTalk, files: boolean): Promise<Turn> {
  if (!files || talk.answers.never) return goTo('confirm');
  talk.answers.files = true;
  return askCopies(talk, 'confirm');
}

/** After the first question: what is known already is not asked. */
async function begun(talk: ReportTalk): Promise<Turn> {
  const { known, files } = talk.answers;
  const to = known.includes('story') ? 'relation' : 'story';
  if (!files) return goTo(to);
  return known.length === 0 ? askCopies(talk, to) : filesOfOthers(talk, to);
}

/** Before files of others are copied, the kind of harm must be known: some nobody may have. */
export async function filesOfOthers(talk: ReportTalk, on: string): Promise<Turn> {
  const row = await caseOf(talk);
  const { kind } = row ? await caseStore(talk.work).facts(row) : {};
  if (kind !== undefined || talk.answers.known.includes('kind')) return askCopies(talk, on);
  talk.answers.afterKind = on;
  return goTo('kind');
}

/** Words of a story, as many messages as they come in. Says little, so that it does not interrupt. */
async function story(talk: ReportTalk, utterance: Utterance): Promise<Turn> {
  const before = await hasStory(talk);
  if (!(await keep(talk, utterance))) return again;
  const { community } = (await draftOf(talk))!;
  if (await mentionsCrisis(talk.work, community, utterance.text)) {
    // Words of despair bring the card at once, and the offer of a human; the story goes on undisturbed.
    await talk.say(await emergencyCard(talk.work, community));
    await talk.say({ ...say('cases-crisis'), choices: [word('word-danger', 'danger')] });
  }
  if (utterance.files.length > 0) {
    await talk.say(say(text('cases-files-noted', { count: utterance.files.length })));
    return talk.answers.never ? (await talk.say(say('cases-never-fetched')), stay) : askCopies(talk, 'story');
  }
  await talk.say({ ...say(before ? 'cases-kept' : 'cases-kept-story'), choices: [word('word-done', 'primary')] });
  return stay;
}

async function takeAllBack(talk: ReportTalk): Promise<Turn> {
  const row = await caseOf(talk);
  if (row) await withdraw(talk.work, row);
  await talk.say(say('cases-withdrawn'));
  return end;
}
