/** The report: a conversation at the person's own pace, in which nothing is required beyond one sentence. */
import { choice, text as textField } from '../../chat/field.ts';
import {
  flow,
  again,
  end,
  goTo,
  next,
  stay,
  type Step,
  type Talk,
  type Turn,
  type Utterance,
} from '../../chat/flow.ts';
import type { Choice, Message, Part } from '../../chat/message.ts';
import { say, text } from '../../chat/message.ts';
import { days, hours, seconds } from '../../time/clock.ts';
import { emergencyCard, settingsOf } from '../community/index.ts';
import { hush } from '../people/index.ts';
import { circleOf, keepOut, openCase, plan, relay, tellPair, withdraw, withdrawFromSpace } from './circle.ts';
import { keepFiles, keepWords, mentionsCrisis, settleFiles } from './intake.ts';
import { harmNames, neverFetched, type HarmName } from './harms.ts';
import { listenerChoices, listeners, meant } from './listeners.ts';
import { factsOf, word } from './sayings.ts';
import { caseStore, type Facts } from './store.ts';

export interface Report {
  /** The draft that holds what was written; none before the first words of a story. */
  case: string | null;
  /** The first message has been answered. */
  greeted: boolean;
  urgent: boolean;
  /** It is a case already: what is added now is told to the two. */
  opened: boolean;
  relation: 'me' | 'saw' | 'passing' | null;
  /** Which people question was chosen: nobody in particular, who must not, or who alone may. */
  hear: 'all' | 'not' | 'only' | null;
  /** The one answer that is being corrected. */
  fixing: string | null;
  /** They asked to be left in peace: no reminder. */
  paused: boolean;
  /** Files wait for the question whether they may be copied. */
  files: boolean;
}

/** What people write to begin, without having told anything yet. */
export const openers = ['word-help', 'word-report', 'word-hello'];

type ReportTalk = Talk<Report>;

/** Minutes of silence in danger after which the page goes out by itself are counted in seconds: 60. */
const grace = seconds(60);

/** The draft of this conversation, made at the first words that must not be lost. */
export async function draftOf(talk: ReportTalk): Promise<string | undefined> {
  if (talk.answers.case === null) {
    if (talk.scene.community === undefined) return undefined;
    talk.answers.case = (await caseStore(talk.work).draft(talk.scene.community, talk.scene.person)).id;
  }
  return talk.answers.case;
}

/** Keeps what was written as a part of the story. */
async function keep(talk: ReportTalk, utterance: Utterance): Promise<boolean> {
  const id = await draftOf(talk);
  if (id === undefined) return false;
  const words = await keepWords(talk.work, id, talk.scene.person, utterance);
  const files = await keepFiles(talk.work, id, talk.scene.platform, utterance.files);
  if (files > 0) talk.answers.files = true;
  if (words && talk.answers.opened) await toPair(talk, utterance.text, 'cases-entry-more');
  return words || files > 0;
}

async function toPair(talk: ReportTalk, words: string, key: string): Promise<void> {
  const row = await caseStore(talk.work).get(talk.answers.case!);
  if (row?.state === 'open') await relay(talk.work, await circleOf(talk.work, row), words, key);
}

/** Notes one of the facts. */
async function note(talk: ReportTalk, facts: Facts): Promise<void> {
  const id = await draftOf(talk);
  if (id !== undefined) await caseStore(talk.work).tell(id, facts);
}

/** Whom the answers name in the team is kept out, and the person reads so. */
async function keepOutNamed(talk: ReportTalk, words: string, role: 'subject' | 'witness'): Promise<void> {
  const { work, scene } = talk;
  const found = meant(words, await listeners(work, scene.community!)).people;
  if (found.length === 0 || talk.answers.case === null) return;
  await keepOut(work, talk.answers.case, found, role);
  await talk.say(say('cases-kept-out'));
}

const onlyFor = (name: string) => (answers: Report) => answers.fixing === null || answers.fixing === name;

/** A question whose answer is a fact in the person's own words. */
const inWords = (name: 'where' | 'when' | 'who' | 'witnesses', role?: 'subject' | 'witness'): Step<Report> => ({
  field: textField({ summary: `cases-ask-${name}`, optional: true, long: true }),
  when: onlyFor(name),
  async take(value: string, talk, utterance) {
    await note(talk, { [name]: value });
    const id = await draftOf(talk);
    if (
      id !== undefined &&
      utterance.files.length > 0 &&
      (await keepFiles(talk.work, id, talk.scene.platform, utterance.files)) > 0
    ) {
      talk.answers.files = true;
    }
    if (role) await keepOutNamed(talk, value, role);
    return next;
  },
});

const steps: Record<string, Step<Report>> = {
  safe: {
    field: choice({ summary: 'cases-ask-safe', of: ['yes', 'neutral', 'no', 'danger'], labels: 'cases-safe' }),
    needed: true,
    async ask(talk) {
      if (talk.answers.greeted) return say('cases-ask-safe');
      talk.answers.greeted = true;
      const candour = await talk.work.candour(talk.scene.person);
      return say('cases-hello', 'cases-who-sees', ...candour, 'cases-ask-safe');
    },
    async take(value: 'yes' | 'neutral' | 'no' | 'danger', talk) {
      if (value === 'danger') return danger(talk);
      if (value === 'no') return hide(talk);
      if (value === 'neutral') {
        await hush(talk.work, talk.scene.person, 'neutral');
        await talk.say(say('cases-neutral-on'));
      }
      return goTo('story');
    },
    async aside(utterance, talk) {
      if (!(await keep(talk, utterance))) return undefined;
      await talk.say(say('cases-kept-first'));
      return again;
    },
  },

  mustnot: {
    field: textField({ summary: 'cases-ask-mustnot', long: true }),
    when: (answers) => answers.urgent && !answers.opened,
    needed: true,
    ask: async () => say('cases-ask-mustnot', 'cases-ask-mustnot-how'),
    async offers(talk) {
      return [
        ...(await listenerChoices(talk.work, talk.scene.community!)),
        word('word-nobody'),
        word('word-skip'),
        word('word-dont-call'),
      ];
    },
    async take(value: string, talk, utterance) {
      const { people, unfound } = meant(value, await listeners(talk.work, talk.scene.community!));
      const row = await caseStore(talk.work).get((await draftOf(talk))!);
      if (people.length > 0) await keepOut(talk.work, row!.id, people, 'excluded');
      else if (unfound !== undefined && unfound.length > 60) await keep(talk, utterance);
      else if (unfound !== undefined) await note(talk, { unfound });
      if (people.length > 0) await talk.say(say('cases-kept-out'));
      return call(talk);
    },
  },

  story: {
    field: textField({ summary: 'cases-ask-story', long: true }),
    when: onlyFor('story'),
    needed: true,
    async ask(talk) {
      if (talk.answers.opened) return say('cases-ask-story-called');
      const has = talk.answers.case !== null && (await caseStore(talk.work).hasStory(talk.answers.case));
      return say(has ? 'cases-ask-story-more' : 'cases-ask-story');
    },
    offers: async () => [word('word-done', 'primary'), word('word-human'), word('word-danger', 'danger')],
    take: async (_value, talk, utterance) => story(talk, utterance),
    aside: async (utterance, talk) => (utterance.files.length > 0 ? story(talk, utterance) : undefined),
  },

  copies: {
    field: choice({ summary: 'cases-ask-copies', of: ['copy', 'leave'], labels: 'cases-copies' }),
    when: (answers) => answers.files,
    async take(value: 'copy' | 'leave', talk) {
      talk.answers.files = false;
      await settleFiles(talk.work, talk.answers.case!, value === 'copy');
      await talk.say(say(value === 'copy' ? 'cases-copies-on' : 'cases-copies-off'));
      return talk.answers.opened ? end : next;
    },
  },

  relation: {
    field: choice({
      summary: 'cases-ask-relation',
      of: ['me', 'saw', 'passing'],
      labels: 'cases-relation',
      optional: true,
    }),
    when: onlyFor('relation'),
    async take(relation: 'me' | 'saw' | 'passing', talk) {
      talk.answers.relation = relation;
      await note(talk, { relation });
      return next;
    },
  },

  kind: {
    field: choice({ summary: 'cases-ask-kind', of: harmNames, labels: 'cases-kind', optional: true }),
    when: onlyFor('kind'),
    async take(kind: HarmName, talk) {
      await note(talk, { kind });
      const { safeguarding } = await settingsOf(talk.work, talk.scene.community!);
      if (neverFetched.has(kind) && talk.answers.case !== null) {
        talk.answers.files = false;
        await settleFiles(talk.work, talk.answers.case, false);
        await talk.say(say('cases-never-fetched'));
      }
      if (kind === 'child') {
        await talk.say(
          say(safeguarding === '' ? text('cases-child-none') : text('cases-child', { contact: safeguarding })),
        );
      }
      return next;
    },
  },

  where: inWords('where'),
  when: inWords('when'),
  who: inWords('who', 'subject'),
  witnesses: inWords('witnesses', 'witness'),

  weight: {
    field: choice({
      summary: 'cases-ask-weight',
      of: ['light', 'medium', 'heavy', 'unbearable'],
      labels: 'cases-weight',
      optional: true,
    }),
    when: onlyFor('weight'),
    async take(weight: NonNullable<Facts['weight']>, talk) {
      await note(talk, { weight });
      return next;
    },
  },

  hear: {
    field: choice({ summary: 'cases-ask-hear', of: ['all', 'not', 'only'], labels: 'cases-hear', optional: true }),
    when: (answers) => onlyFor('hear')(answers) || answers.fixing === 'people',
    async take(hear: 'all' | 'not' | 'only', talk) {
      talk.answers.hear = hear;
      if (talk.answers.case !== null) await caseStore(talk.work).clearStandings(talk.answers.case, ['chosen']);
      return next;
    },
  },

  people: {
    field: textField({ summary: 'cases-ask-people', long: true }),
    when: (answers) => answers.hear === 'not' || answers.hear === 'only',
    ask: async (talk) =>
      say(talk.answers.hear === 'only' ? 'cases-ask-people-only' : 'cases-ask-people-not', 'cases-ask-people-how'),
    offers: async (talk) => [
      ...(await listenerChoices(talk.work, talk.scene.community!)),
      word('word-nobody'),
      word('word-skip'),
    ],
    async take(value: string, talk) {
      const { people, unfound } = meant(value, await listeners(talk.work, talk.scene.community!));
      const id = (await draftOf(talk))!;
      if (people.length === 0) {
        if (unfound !== undefined) await note(talk, { unfound });
        await talk.say(say('cases-people-unknown'));
        talk.answers.hear = null;
        return next;
      }
      if (talk.answers.hear === 'not') await keepOut(talk.work, id, people, 'excluded');
      else for (const person of people) await caseStore(talk.work).stand(id, person, 'chosen');
      talk.answers.hear = null;
      await talk.say(say('cases-people-set'));
      return next;
    },
  },

  named: {
    field: choice({ summary: 'cases-ask-named', of: ['unnamed', 'named'], labels: 'cases-named', optional: true }),
    when: onlyFor('named'),
    async take(value: 'unnamed' | 'named', talk) {
      await note(talk, { named: value === 'named' });
      return next;
    },
  },

  contact: {
    field: choice({
      summary: 'cases-ask-contact',
      of: ['write', 'record', 'unsure'],
      labels: 'cases-contact',
      optional: true,
    }),
    when: onlyFor('contact'),
    async take(contact: NonNullable<Facts['contact']>, talk) {
      await note(talk, { contact });
      return next;
    },
  },

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
      return confirm(talk);
    },
    async aside(utterance, talk) {
      if (!(await keep(talk, utterance))) return undefined;
      await talk.say(say('cases-kept'));
      return again;
    },
  },

  correct: {
    field: choice({
      summary: 'cases-ask-correct',
      of: ['story', 'relation', 'kind', 'where', 'when', 'who', 'witnesses', 'weight', 'hear', 'named', 'contact'],
      labels: 'cases-correct',
    }),
    when: () => false,
    needed: true,
    async take(value: string, talk) {
      talk.answers.fixing = value;
      return goTo(value);
    },
  },
};

/** Words of a story, as many messages as they come in. Says little, so that it does not interrupt. */
async function story(talk: ReportTalk, utterance: Utterance): Promise<Turn> {
  const before = talk.answers.case !== null && (await caseStore(talk.work).hasStory(talk.answers.case));
  if (!(await keep(talk, utterance))) return again;
  if (utterance.files.length > 0) {
    await talk.say(say(text('cases-files-noted', { count: utterance.files.length })));
    return goTo('copies');
  }
  if (await mentionsCrisis(talk.work, talk.scene.community!, utterance.text)) return crisis(talk);
  await talk.say({
    ...say(before ? 'cases-kept' : 'cases-kept-story'),
    choices: [word('word-done', 'primary')],
  });
  return stay;
}

/** Words of despair bring the card at once, and the offer of a human; the story goes on undisturbed. */
async function crisis(talk: ReportTalk): Promise<Turn> {
  await talk.say(await emergencyCard(talk.work, talk.scene.community));
  await talk.say({ ...say('cases-crisis'), choices: [word('word-danger', 'danger'), word('word-done')] });
  return stay;
}

/** Danger now: the card first, then one question; the page goes out after a minute whatever happens. */
async function danger(talk: ReportTalk): Promise<Turn> {
  const { work, scene, answers } = talk;
  await talk.say(await emergencyCard(work, scene.community));
  if (answers.opened) {
    await talk.say(say('cases-danger-already'));
    const row = await caseStore(work).get(answers.case!);
    if (row?.state === 'open')
      await tellPair(work, await circleOf(work, row), say(text('cases-danger-team', { code: row.code })));
    return stay;
  }
  const id = await draftOf(talk);
  if (id === undefined) return (await talk.say(say('no-community-reporter')), end);
  answers.urgent = true;
  const row = (await caseStore(work).get(id))!;
  await caseStore(work).set(id, { urgent: true });
  const wait = await plan(work, row, grace);
  await talk.say(
    say(wait > grace ? text('cases-danger-slowed', { minutes: Math.ceil(wait / 60_000) }) : 'cases-danger'),
  );
  return goTo('mustnot');
}

/** The page goes out now, unless the same person has called just before. */
async function call(talk: ReportTalk): Promise<Turn> {
  const { work, answers } = talk;
  const row = (await caseStore(work).get(answers.case!))!;
  if (row.state === 'draft') {
    const wait = await plan(work, row, 0);
    if (wait > 0) {
      await talk.say(say(text('cases-danger-slowed', { minutes: Math.ceil(wait / 60_000) })));
      answers.opened = true;
      return goTo('story');
    }
    const opened = await openCase(work, row.id, true);
    await talk.say(opened);
  } else {
    await withdrawFromSpace(work, await circleOf(work, row));
  }
  answers.opened = true;
  return goTo('story');
}

async function hide(talk: ReportTalk): Promise<Turn> {
  await hush(talk.work, talk.scene.person, 'hidden');
  await talk.work.takeBack({ person: talk.scene.person });
  return stay;
}

async function takeAllBack(talk: ReportTalk): Promise<Turn> {
  if (talk.answers.case !== null) {
    const row = await caseStore(talk.work).get(talk.answers.case);
    if (row) await withdraw(talk.work, row);
  }
  await talk.say(say('cases-withdrawn'));
  return end;
}

/** Reads back all that was said, the way the two will read it. */
async function summary(talk: ReportTalk): Promise<Message> {
  const { work, answers } = talk;
  const store = caseStore(work);
  const row = answers.case === null ? undefined : await store.get(answers.case);
  if (!row) return say('cases-summary-empty');
  const facts = await store.facts(row);
  const written = (await store.entries(row.id)).filter((each) => each.kind === 'said' && !each.takenBack);
  const words = written.map((each) => each.text).join('\n\n');
  const out = (await store.standings(row.id)).filter((each) => each.role !== 'chosen').length;
  const parts: Part[] = [
    ...say('cases-summary').parts,
    ...(words === ''
      ? say('cases-summary-no-story').parts
      : ([{ kind: 'quote', text: words.slice(0, 6_000) + (words.length > 6_000 ? '…' : '') }] satisfies Part[])),
    factsOf(facts),
    ...say(facts.named ? 'cases-summary-named' : 'cases-summary-unnamed').parts,
    ...(out > 0 ? say(text('cases-summary-out', { count: out })).parts : []),
    ...say('cases-ask-confirm').parts,
  ];
  return { parts };
}

async function confirm(talk: ReportTalk): Promise<Turn> {
  const { work, answers } = talk;
  const id = await draftOf(talk);
  if (id === undefined) return (await talk.say(say('no-community-reporter')), end);
  if (answers.opened) {
    const row = await caseStore(work).get(id);
    if (row?.state === 'open')
      await tellPair(work, await circleOf(work, row), say(text('cases-facts-more', { code: row.code })));
    await talk.say(say('cases-facts-kept'));
    return end;
  }
  await talk.say(await openCase(work, id, answers.urgent));
  return end;
}

const done = async (talk: ReportTalk): Promise<Turn> => {
  if (talk.step === 'people' || talk.step === 'mustnot') return nobody(talk);
  const has = talk.answers.case !== null && (await caseStore(talk.work).hasStory(talk.answers.case));
  if (talk.step !== 'story') return goTo('confirm');
  if (!has) return (await talk.say(say('cases-nothing-yet')), again);
  if (talk.answers.opened) return (await talk.say(say('cases-done-called')), end);
  return next;
};

const nobody = async (talk: ReportTalk): Promise<Turn> => {
  if (talk.step === 'mustnot') return call(talk);
  talk.answers.hear = null;
  return next;
};

/** Words that mean the same at every step. */
const anytime: Record<string, (talk: ReportTalk, utterance: Utterance) => Promise<Turn>> = {
  'word-hide': hide,
  'word-danger': danger,
  'word-done': done,
  'word-nobody': nobody,
  async 'word-skip'(talk) {
    if (talk.step === 'mustnot') return call(talk);
    if (talk.step === 'safe') return (await talk.say(say('cases-ask-safe-why')), again);
    if (talk.step === 'story') return done(talk);
    if (talk.step === 'copies') {
      talk.answers.files = false;
      await settleFiles(talk.work, talk.answers.case!, false);
      await talk.say(say('cases-copies-off'));
      return talk.answers.opened ? end : next;
    }
    if (talk.step === 'confirm' || talk.step === 'correct') return again;
    talk.answers.hear = null;
    return next;
  },
  /** Stop means stop asking: what was written is kept, and nothing is sent to anybody. */
  async 'word-stop'(talk, utterance) {
    if (talk.step === 'mustnot') return anytime['word-dont-call']!(talk, utterance);
    if (talk.answers.opened) return (await talk.say(say('cases-done-called')), end);
    talk.answers.paused = true;
    await talk.say(say(talk.answers.case === null ? 'cases-stopped-nothing' : 'cases-stopped'));
    return stay;
  },
  async 'word-help'(talk) {
    await talk.say(say('cases-help'));
    return again;
  },
  /** No call after all: the card stays, the story may go on. */
  async 'word-dont-call'(talk) {
    if (talk.answers.case === null || talk.answers.opened) return again;
    await talk.work.never(`page/${talk.answers.case}`);
    await caseStore(talk.work).set(talk.answers.case, { urgent: false });
    talk.answers.urgent = false;
    await talk.say(say('cases-not-called'));
    return goTo('story');
  },
  /** A human rather than questions: who must not hear is asked all the same. */
  async 'word-human'(talk) {
    await note(talk, { contact: 'write' });
    talk.answers.urgent = false;
    await talk.say(say('cases-human'));
    return goTo('hear');
  },
  async 'word-withdraw'(talk) {
    return takeAllBack(talk);
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
  steps,
  begin: (given) => ({
    case: null,
    greeted: false,
    urgent: false,
    opened: false,
    relation: null,
    hear: null,
    fixing: null,
    files: false,
    paused: false,
    ...(given as Partial<Report> | undefined),
  }),

  async open(utterance, talk) {
    if (talk.answers.opened) return goTo(talk.answers.files ? 'copies' : 'relation');
    const word = talk.work.meansWord(utterance.text, [...Object.keys(anytime), ...openers, 'word-new']);
    if (word === 'word-danger' || word === 'word-human' || word === 'word-hide') return anytime[word]!(talk, utterance);
    const told = word === undefined && (await keep(talk, utterance));
    const { community } = talk.scene;
    if (told && community !== undefined && (await mentionsCrisis(talk.work, community, utterance.text))) {
      await talk.say(await emergencyCard(talk.work, community));
    }
    if (told) await talk.say(say('cases-kept-first'));
    return again;
  },

  anytime,

  silence: [
    { after: days(1), act: async (talk) => (await remind(talk, 'cases-reminder', [word('word-stop')]), stay) },
    {
      after: hours(48),
      act: async (talk) => (await remind(talk, 'cases-offer-human', [word('word-human'), word('word-stop')]), stay),
    },
  ],
});

async function remind(talk: ReportTalk, key: string, choices: readonly Choice[]): Promise<void> {
  if (talk.answers.opened || talk.answers.paused) return;
  await talk.say({ ...say(key), choices: [...choices] });
}
