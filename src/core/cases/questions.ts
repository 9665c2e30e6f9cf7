/** The questions of a report, in their order. Each can be skipped but for those without which nothing goes on. */
import { choice, text as textField } from '../../chat/field.ts';
import { again, goTo, next, type Step } from '../../chat/flow.ts';
import { say, text } from '../../chat/message.ts';
import { settingsOf } from '../community/index.ts';
import { hush } from '../people/index.ts';
import { keepOut, letIn } from './circle.ts';
import { askCopies, call, confirm, danger, hide, onAfterFiles, story, summary, takeAllBack } from './doors.ts';
import { caseOf, draftOf, guard, hasStory, keep, keepAttached, note, type Report } from './draft.ts';
import { dropFiles, settleFiles } from './intake.ts';
import { harmNames, neverFetched, type HarmName } from './harms.ts';
import { listenerChoices, listeners, meant } from './listeners.ts';
import { word } from './sayings.ts';
import { caseStore } from './store.ts';

/** What people write to begin, without having told anything yet. */
export const openers = ['word-help', 'word-report', 'word-hello', 'word-new', 'word-show'];

/** Longer than this, an answer to "who must not know?" is no name but the story, and is kept as such. */
const longestName = 60;

/** Shorter than this, what does not answer a question is a slip, and is asked again; longer, it is told. */
const shortestWords = 4;

/** Words or files that do not answer the question are kept as a part of the story, and it is asked again. */
const keepAside: NonNullable<Step<Report>['aside']> = async (utterance, talk) => {
  if (utterance.files.length === 0 && utterance.text.trim().length < shortestWords) return undefined;
  if (!(await keep(talk, utterance))) return undefined;
  await talk.say(say('cases-kept-aside'));
  return talk.answers.files ? askCopies(talk, talk.step) : again;
};

const onlyFor = (name: string) => (answers: Report) => answers.fixing === null || answers.fixing === name;

/** A question whose answer is a fact in the person's own words. */
const inWords = (name: 'where' | 'when' | 'who' | 'witnesses', role?: 'subject' | 'witness'): Step<Report> => ({
  field: textField({ summary: `cases-ask-${name}`, optional: true, long: true }),
  when: onlyFor(name),
  async take(value: string, talk, utterance) {
    await note(talk, { [name]: value });
    await keepAttached(talk, utterance);
    if (role) await guard(talk, value, role);
    return next;
  },
});

/** A question with a few answers, each of them a fact. */
const ofFew = <const V extends string>(name: 'relation' | 'weight' | 'contact', of: readonly V[]): Step<Report> => ({
  field: choice({ summary: `cases-ask-${name}`, of, labels: `cases-${name}`, optional: true }),
  when: onlyFor(name),
  async take(value: V, talk) {
    await note(talk, { [name]: value });
    return next;
  },
  aside: keepAside,
});

export const steps: Readonly<Record<string, Step<Report>>> = {
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
      return talk.answers.files ? askCopies(talk, 'story') : goTo('story');
    },
    async aside(utterance, talk) {
      const opener = utterance.files.length === 0 && talk.work.meansWord(utterance.text, openers) !== undefined;
      if (opener || !(await keep(talk, utterance))) return again;
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
      const team = await listenerChoices(talk.work, talk.scene.community!, talk.answers);
      return [...team, word('word-nobody'), word('word-skip'), word('word-dont-call')];
    },
    async take(value: string, talk, utterance) {
      const { people, unfound } = meant(value, await listeners(talk.work, talk.scene.community!), talk.answers.shown);
      const row = (await draftOf(talk))!;
      if (people.length > 0) {
        await keepOut(talk.work, row.id, people, 'excluded');
        await talk.say(say('cases-people-set'));
      }
      if (unfound !== undefined && unfound.length > longestName) await keep(talk, utterance);
      else if (unfound !== undefined) await note(talk, { unfound });
      return call(talk);
    },
  },

  story: {
    field: textField({ summary: 'cases-ask-story', long: true }),
    when: onlyFor('story'),
    needed: true,
    async ask(talk) {
      if (talk.answers.opened) return say('cases-ask-story-called');
      return say((await hasStory(talk)) ? 'cases-ask-story-more' : 'cases-ask-story');
    },
    offers: async () => [word('word-done', 'primary'), word('word-human'), word('word-danger', 'danger')],
    take: async (_value, talk, utterance) => story(talk, utterance),
    aside: async (utterance, talk) => (utterance.files.length > 0 ? story(talk, utterance) : undefined),
  },

  relation: ofFew('relation', ['me', 'saw', 'passing']),

  kind: {
    field: choice({ summary: 'cases-ask-kind', of: harmNames, labels: 'cases-kind', optional: true }),
    when: onlyFor('kind'),
    async take(kind: HarmName, talk) {
      await note(talk, { kind });
      talk.answers.never = neverFetched.has(kind);
      if (talk.answers.never) {
        talk.answers.files = false;
        await dropFiles(talk.work, talk.answers.case!);
        await talk.say(say('cases-never-fetched'));
      }
      if (kind === 'child') {
        const { safeguarding } = await settingsOf(talk.work, talk.scene.community!);
        await talk.say(say(safeguarding === '' ? 'cases-child-none' : text('cases-child', { contact: safeguarding })));
      }
      return next;
    },
    aside: keepAside,
  },

  where: inWords('where'),
  when: inWords('when'),
  who: inWords('who', 'subject'),
  witnesses: inWords('witnesses', 'witness'),
  weight: ofFew('weight', ['light', 'medium', 'heavy', 'unbearable']),

  hear: {
    field: choice({ summary: 'cases-ask-hear', of: ['all', 'not', 'only'], labels: 'cases-hear', optional: true }),
    when: onlyFor('hear'),
    async take(hear: 'all' | 'not' | 'only', talk) {
      talk.answers.hear = hear;
      const row = await caseOf(talk);
      if (hear === 'all' && row) await caseStore(talk.work).clearStandings(row.id, ['chosen', 'excluded']);
      return next;
    },
    aside: keepAside,
  },

  people: {
    field: textField({ summary: 'cases-ask-people', long: true }),
    when: (answers) => answers.hear === 'not' || answers.hear === 'only',
    ask: async (talk) =>
      say(talk.answers.hear === 'only' ? 'cases-ask-people-only' : 'cases-ask-people-not', 'cases-ask-people-how'),
    async offers(talk) {
      return [
        ...(await listenerChoices(talk.work, talk.scene.community!, talk.answers)),
        word('word-nobody'),
        word('word-skip'),
      ];
    },
    async take(value: string, talk) {
      const only = talk.answers.hear === 'only';
      const team = await listeners(talk.work, talk.scene.community!);
      const { people, unfound } = meant(value, team, talk.answers.shown, only ? 'sure' : 'any');
      if (people.length === 0) {
        if (only || unfound === undefined) return (await talk.say(say('cases-people-not-found')), again);
        await note(talk, { unfound });
        await talk.say(say('cases-people-unknown'));
      } else {
        const { id } = (await draftOf(talk))!;
        const store = caseStore(talk.work);
        await store.clearStandings(id, ['chosen']);
        if (only) await letIn(talk.work, id, people);
        else await keepOut(talk.work, id, people, 'excluded');
        await talk.say(say('cases-people-set'));
      }
      talk.answers.hear = null;
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
    aside: keepAside,
  },

  contact: ofFew('contact', ['write', 'record', 'unsure']),

  copies: {
    field: choice({ summary: 'cases-ask-copies', of: ['copy', 'leave'], labels: 'cases-copies' }),
    when: (answers) => answers.files && !answers.never,
    needed: true,
    async take(value: 'copy' | 'leave', talk) {
      talk.answers.files = false;
      const row = await caseOf(talk);
      const left = row ? await settleFiles(talk.work, row.id, value === 'copy') : [];
      await talk.say(say(value === 'copy' ? 'cases-copies-on' : 'cases-copies-off'));
      for (const name of left) await talk.say(say(text('cases-file-too-large', { name })));
      return onAfterFiles(talk);
    },
    async aside(utterance, talk) {
      if (!(await keep(talk, utterance))) return undefined;
      await talk.say(say('cases-kept-aside'));
      return again;
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
      return value === 'withdraw' ? takeAllBack(talk) : confirm(talk);
    },
    aside: keepAside,
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

  sure: {
    field: choice({ summary: 'cases-ask-sure', of: ['yes', 'no'], labels: 'answer' }),
    when: () => false,
    needed: true,
    async take(value: 'yes' | 'no', talk) {
      if (value === 'yes') return takeAllBack(talk);
      await talk.say(say('cases-left'));
      return goTo(talk.answers.back ?? 'story');
    },
  },
};
