/** The report: a conversation at the person's own pace, in which nothing is required beyond one sentence. */
import { choice, text as textField } from '../../chat/field.ts';
import { again, end, flow, goTo, next, stay, type Step, type Turn, type Utterance } from '../../chat/flow.ts';
import { cut, say, text, type Choice, type Message, type Part } from '../../chat/message.ts';
import { days } from '../../time/clock.ts';
import { emergencyCard, mentionsCrisis } from '../community/index.ts';
import { hush } from '../people/index.ts';
import { openCase, unplanPage } from './calling.ts';
import { circleOf } from './circle.ts';
import { inDanger } from './danger.ts';
import { caseOf, draftOf, fresh, hasStory, keep, note, type Report, type ReportTalk } from './draft.ts';
import { withdraw } from './endings.ts';
import { afterKind, askCopies, copies, facts, factsPage, keepAside, onlyFor, settle, wishes } from './questions.ts';
import { barred } from './rules.ts';
import { copyOf, factsOf, word } from './sayings.ts';
import { caseStore, type CaseRow } from './store/cases.ts';
import { entryStore } from './store/entries.ts';
import { askWhere } from './placing.ts';
import { takeAllIn } from './subject.ts';
import { groupOfReporter } from './telling.ts';

/** What people write to begin, without having told anything yet. */
export const openers = ['word-help', 'word-report', 'word-hello', 'word-new', 'word-show'];

const steps: Readonly<Record<string, Step<Report>>> = {
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
      return goTo(value);
    },
    aside: keepAside,
  },

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

/** After the first question: what is known already is not asked. */
async function begun(talk: ReportTalk): Promise<Turn> {
  const { known, files } = talk.answers;
  const to = known.includes('story') ? 'relation' : 'story';
  if (!files) return goTo(to);
  return known.length === 0 ? askCopies(talk, to) : filesOfOthers(talk, to);
}

/** Before files of others are copied, the kind of harm must be known: some nobody may have. */
async function filesOfOthers(talk: ReportTalk, on: string): Promise<Turn> {
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

/** Reads back all that was said, the way the two will read it, and who may hear it. */
async function summary(talk: ReportTalk): Promise<Message> {
  const store = caseStore(talk.work);
  const row = await caseOf(talk);
  if (!row) return say('cases-summary-empty', 'cases-ask-confirm');
  const known = await store.facts(row);
  const entries = await entryStore(talk.work).of(row.id);
  const written = entries.filter((each) => each.kind === 'said' && !each.takenBack);
  const copied = entries.flatMap(({ copy }) => (copy ? copyOf(copy) : []));
  const amended = new Set(written.map((each) => each.amends));
  const words = written
    .filter((each) => !amended.has(each.id))
    .map((each) => each.text)
    .join('\n\n');
  const { standings } = await circleOf(talk.work, row);
  const out = new Set(standings.filter((each) => barred(standings, each.person)).map((each) => each.person)).size;
  const chosen = standings.filter(({ role, person }) => role === 'chosen' && !barred(standings, person)).length;
  const hearing =
    chosen > 0 ? text('cases-summary-chosen', { count: chosen }) : text('cases-summary-out', { count: out });
  const parts: Part[] = [
    ...say('cases-summary').parts,
    ...copied,
    ...(words === '' && copied.length === 0 ? say('cases-summary-no-story').parts : []),
    ...(words === '' ? [] : [{ kind: 'quote', text: cut(words, 6_000) } as const]),
    ...factsOf(known),
    ...say(known.named ? 'cases-summary-named' : 'cases-summary-unnamed', hearing, 'cases-ask-confirm').parts,
  ];
  return { parts };
}

/** Words that mean the same at every step; `undefined` where they are but an answer like any other. */
const anytime: Readonly<Record<string, (talk: ReportTalk, utterance: Utterance) => Promise<Turn | undefined>>> = {
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
    if (talk.step === 'correct') return goTo('confirm');
    if (steps[talk.step]?.needed) return again;
    talk.answers.hear = null;
    return next;
  },

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
    const { reported = [] } = (given as Partial<Report> | undefined) ?? {};
    if (reported.length === 0) return again;
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
  choices: ['word-add', 'word-details', 'word-switch', 'word-withdraw', 'word-new'].map((each) => word(each)),
});

/** A gentle word after a silence, to whoever has begun and asked for nothing else. */
async function remind(talk: ReportTalk, key: string, choices: readonly Choice[]): Promise<Turn> {
  const row = await caseOf(talk);
  if (row?.state === 'draft' && !talk.answers.paused) await talk.say({ ...say(key), choices });
  return stay;
}
