/** Words that mean the same at every step of a report. */
import { again, goTo, next, stay, type Turn, type Utterance } from '../../chat/flow.ts';
import { say } from '../../chat/message.ts';
import { unplanPage } from './calling.ts';
import { caseOf, hasStory, note, type ReportTalk } from './draft.ts';
import { afterKind, settle } from './questions.ts';
import { unsay } from './rewording.ts';
import { steps } from './steps.ts';

/** `undefined` where the word is but an answer like any other. */
type Meaning = (talk: ReportTalk, utterance: Utterance) => Promise<Turn | undefined>;

/** By the text key of their synonyms. */
export const anytime: Readonly<Record<string, Meaning>> = {
  async 'word-done'(talk) {
    if (talk.step === 'people') return undefined;
    if (talk.step !== 'story') return goTo('confirm');
    return (await hasStory(talk)) ? next : (await talk.say(say('cases-nothing-yet')), again);
  },

  async 'word-nobody'(talk) {
    if (talk.step !== 'people' && talk.step !== 'who' && talk.step !== 'witnesses') return undefined;
    talk.answers.hear = null;
    return next;
  },

  async 'word-skip'(talk, utterance) {
    if (talk.step === 'safe') return (await talk.say(say('cases-ask-safe-why')), again);
    if (talk.step === 'story') return anytime['word-done']!(talk, utterance);
    if (talk.step === 'copies') return settle(talk, false);
    if (talk.step === 'kind') return afterKind(talk);
    if (['correct', 'piece', 'reword'].includes(talk.step)) return goTo('confirm');
    if (steps[talk.step]?.needed) return again;
    talk.answers.hear = null;
    return next;
  },

  'word-unsay': async (talk) => ((await unsay(talk)) ? goTo('confirm') : undefined),

  /** Stop means stop asking: what was written is kept, and nothing is sent to anybody. */
  async 'word-stop'(talk) {
    const row = await caseOf(talk);
    if (row) await unplanPage(talk.work, row.id);
    talk.answers.paused = true;
    await talk.say(say(row ? 'cases-stopped' : 'cases-stopped-nothing'));
    return stay;
  },

  async 'word-help'(talk) {
    await talk.say(say('cases-help'));
    return again;
  },

  /** A human rather than questions: who must not hear is asked all the same. */
  async 'word-human'(talk) {
    await note(talk, { contact: 'write' });
    await talk.say(say('cases-human'));
    return goTo('hear');
  },

  async 'word-withdraw'(talk) {
    talk.answers.back = talk.step;
    return goTo('sure');
  },

  async 'word-show'(talk) {
    await talk.say(say('cases-going-on'));
    return again;
  },
};
