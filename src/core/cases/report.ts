/** The report: a conversation at the person's own pace, in which nothing is required beyond one sentence. */
import { again, end, flow, goTo, next, stay, type Turn, type Utterance } from '../../chat/flow.ts';
import { say, type Choice } from '../../chat/message.ts';
import { days } from '../../time/clock.ts';
import { emergencyCard } from '../community/index.ts';
import { call, danger, done, dontCall, hide, onAfterFiles } from './doors.ts';
import { caseOf, fresh, keep, note, type Report, type ReportTalk } from './draft.ts';
import { mentionsCrisis, settleFiles } from './intake.ts';
import { openers, steps } from './questions.ts';
import { word } from './sayings.ts';

/** Words that mean the same at every step; `undefined` where they are but an answer like any other. */
const anytime: Readonly<Record<string, (talk: ReportTalk, utterance: Utterance) => Promise<Turn | undefined>>> = {
  'word-hide': hide,
  'word-danger': danger,
  'word-done': done,
  'word-dont-call': dontCall,

  async 'word-nobody'(talk) {
    if (talk.step === 'mustnot') return call(talk);
    if (talk.step !== 'people' && talk.step !== 'who' && talk.step !== 'witnesses') return undefined;
    talk.answers.hear = null;
    return next;
  },

  async 'word-skip'(talk) {
    if (talk.step === 'mustnot') return call(talk);
    if (talk.step === 'safe') return (await talk.say(say('cases-ask-safe-why')), again);
    if (talk.step === 'story') return done(talk);
    if (talk.step === 'copies') {
      talk.answers.files = false;
      const row = await caseOf(talk);
      if (row) await settleFiles(talk.work, row.id, false);
      await talk.say(say('cases-copies-off'));
      return onAfterFiles(talk);
    }
    if (steps[talk.step]?.needed) return again;
    talk.answers.hear = null;
    return next;
  },

  /** Stop means stop asking: what was written is kept, and nothing is sent to anybody. */
  async 'word-stop'(talk) {
    if (talk.step === 'mustnot') return dontCall(talk);
    const row = await caseOf(talk);
    if (row && row.state !== 'draft') return (await talk.say(say('cases-done-called')), end);
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

/** What a first message can be besides a greeting and a story. */
const doors = ['word-danger', 'word-human', 'word-hide'];

export const report = flow<Report>({
  name: 'report',
  version: 1,
  upcasts: {},
  steps,
  begin: (given) => ({ ...fresh, ...(given as Partial<Report> | undefined) }),

  /** A greeting or a word of help begins; anything else is the story, and is kept as such. */
  async open(utterance, talk) {
    if (talk.answers.opened) return goTo(talk.answers.files ? 'copies' : 'relation');
    const known =
      utterance.files.length === 0 ? talk.work.meansWord(utterance.text, [...doors, ...openers]) : undefined;
    if (known !== undefined && doors.includes(known)) return (await anytime[known]!(talk, utterance)) ?? again;
    if (known !== undefined || !(await keep(talk, utterance))) return again;
    const { community } = talk.scene;
    if (community !== undefined && (await mentionsCrisis(talk.work, community, utterance.text))) {
      await talk.say(await emergencyCard(talk.work, community));
    }
    await talk.say(say('cases-kept-first'));
    return again;
  },

  anytime,

  silence: [
    { after: days(1), act: (talk) => remind(talk, 'cases-reminder', [word('word-stop')]) },
    { after: days(2), act: (talk) => remind(talk, 'cases-offer-human', [word('word-human'), word('word-stop')]) },
  ],
});

/** A gentle word after a silence, to whoever has begun and asked for nothing else. */
async function remind(talk: ReportTalk, key: string, choices: readonly Choice[]): Promise<Turn> {
  const row = await caseOf(talk);
  const begun = row?.state === 'draft' && !talk.answers.paused;
  if (begun) await talk.say({ ...say(key), choices });
  return stay;
}
