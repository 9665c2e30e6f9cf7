/** The report: a conversation at the person's own pace, in which nothing is required beyond one sentence. */
import { again, end, flow, goTo, stay, type Turn } from '../../chat/flow.ts';
import { say, text, type Choice, type Message } from '../../chat/message.ts';
import { days } from '../../time/clock.ts';
import { emergencyCard, mentionsCrisis } from '../community/index.ts';
import { anytime } from './anytime.ts';
import { caseOf, fresh, keep, type Report, type ReportTalk } from './draft.ts';
import { askWhere } from './placing.ts';
import { factsPage } from './questions.ts';
import { word } from './sayings.ts';
import { filesOfOthers, openers, steps } from './steps.ts';
import { caseStore, type CaseRow } from './store/cases.ts';
import { takeAllIn } from './subject.ts';
import { groupOfReporter } from './telling.ts';

export const report = flow<Report>({
  name: 'report',
  version: 1,
  upcasts: {},
  group: groupOfReporter,
  page: factsPage,
  steps,
  begin: (given) => ({ ...fresh, ...(given as Partial<Report> | undefined) }),
  /** Once the case is open, whatever is written goes to the two. */
  valid: async (talk) => ((await caseOf(talk))?.state ?? 'draft') === 'draft',

  /** A greeting or a word of help begins; anything else is the story, and is kept as such. */
  async open(utterance, talk) {
    if (talk.scene.community === undefined) return (await talk.say(say('no-community-reporter')), end);
    if (talk.answers.case !== null) return goTo('story');
    if (talk.answers.reported.length > 0) {
      if (!talk.answers.anew && (await askWhere(talk))) return end;
      await takeAllIn(talk, talk.answers.reported);
      talk.answers.reported = [];
      return again;
    }
    if (talk.answers.asked) {
      const [open] = await caseStore(talk.work).ofReporter(talk.scene.person, ['open']);
      if (open) return (await talk.say(reportMenu(open)), end);
    }
    const known =
      utterance.files.length === 0
        ? talk.work.meansWord(utterance.text, [...Object.keys(anytime), ...openers])
        : undefined;
    if (known === 'word-human') return (await anytime[known]!(talk, utterance)) ?? again;
    if (known !== undefined || !(await keep(talk, utterance))) return again;
    if (await mentionsCrisis(talk.work, talk.scene.community, utterance.text)) {
      await talk.say(await emergencyCard(talk.work, talk.scene.community));
    }
    await talk.say(say('cases-kept-first'));
    return again;
  },

  /** A command was given in the middle of it: what it was used on belongs to what is being told. */
  async resumed(talk, given) {
    const { reported = [], community } = (given as Partial<Report> | undefined) ?? {};
    if (reported.length === 0) return again;
    // What is from another community is not for the team that hears this.
    const meant = community ?? (talk.scene.server === undefined ? undefined : talk.scene.community);
    if (meant !== undefined && ((await caseOf(talk))?.community ?? meant) !== meant)
      return (await talk.say(say('cases-subject-elsewhere')), again);
    await takeAllIn(talk, reported);
    if (talk.step === 'safe' || !talk.answers.files) return again;
    // Where a question came in between already, the telling goes on from where that one would have led.
    const inBetween = talk.step === 'copies' || talk.answers.afterKind !== null;
    return filesOfOthers(talk, (inBetween ? (talk.answers.afterKind ?? talk.answers.back) : talk.step) ?? 'story');
  },

  anytime,

  silence: [
    { after: days(1), act: (talk) => remind(talk, 'cases-reminder', [word('word-stop')]) },
    { after: days(2), act: (talk) => remind(talk, 'cases-offer-human', [word('word-human'), word('word-stop')]) },
  ],
});

/** What somebody can do about a report that the team has already. */
const reportMenu = (row: CaseRow): Message => ({
  ...say(text('cases-report-open', { code: row.code })),
  choices: ['word-add', 'word-reword', 'word-details', 'word-switch', 'word-withdraw', 'word-new'].map((each) =>
    word(each),
  ),
});

/** A gentle word after a silence, to whoever has begun and asked for nothing else. */
async function remind(talk: ReportTalk, key: string, choices: readonly Choice[]): Promise<Turn> {
  const row = await caseOf(talk);
  if (row?.state === 'draft' && !talk.answers.paused) await talk.say({ ...say(key), choices });
  return stay;
}
