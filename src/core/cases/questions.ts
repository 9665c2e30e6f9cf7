/** The questions about what happened. Each can be skipped; each answer is kept the moment it is given. */
import { choice, text as textField } from '../../chat/field.ts';
import { again, goTo, next, type Step, type Turn } from '../../chat/flow.ts';
import { say, text } from '../../chat/message.ts';
import { settingsOf } from '../community/index.ts';
import { changeHearing } from './changes.ts';
import { caseOf, draftOf, keep, keepAttached, note, told, type Report, type ReportTalk } from './draft.ts';
import { harmNames, neverFetched, type HarmName } from './harms.ts';
import { dropFiles, settleFiles } from './intake.ts';
import { listenerChoices, listeners, meant } from './listeners.ts';
import { pair } from './rules.ts';
import { childContact, word } from './sayings.ts';

/** Shorter than this, what does not answer a question is a slip, and is asked again; longer, it is told. */
const shortestWords = 4;

/** Longer than this, an answer to "who?" is no name. In characters. */
export const longestName = 60;

/** Asks whether files may be copied, and remembers where to go on. */
export function askCopies(talk: ReportTalk, back: string): Turn {
  talk.answers.back = back;
  return goTo('copies');
}

/** Words or files that do not answer the question are kept as a part of the story, and it is asked again. */
export const keepAside: NonNullable<Step<Report>['aside']> = async (utterance, talk) => {
  if (utterance.files.length === 0 && utterance.text.trim().length < shortestWords) return undefined;
  if (!(await keep(talk, utterance))) return undefined;
  await talk.say(say('cases-kept-aside'));
  return talk.answers.files ? askCopies(talk, talk.step) : again;
};

export const onlyFor = (name: string) => (answers: Report) =>
  answers.fixing === null ? !answers.known.includes(name) : answers.fixing === name;

/** A question whose answer is a fact in the person's own words. */
const inWords = (name: 'where' | 'when' | 'who' | 'witnesses', role?: 'subject' | 'witness'): Step<Report> => ({
  field: textField({ summary: `cases-ask-${name}`, title: `cases-correct-${name}`, optional: true, long: true }),
  when: onlyFor(name),
  async take(value: string, talk, utterance) {
    await note(talk, { [name]: value });
    await keepAttached(talk, utterance);
    const row = await caseOf(talk);
    if (row) await told(talk, row, { words: value }, role);
    return next;
  },
  aside: keepAside,
});

/** A question with a few answers, each of them a fact. */
const ofFew = (name: 'relation' | 'before' | 'weight' | 'contact', of: readonly string[]): Step<Report> => ({
  field: choice({ summary: `cases-ask-${name}`, of, labels: `cases-${name}`, optional: true }),
  when: onlyFor(name),
  async take(value: string, talk) {
    await note(talk, { [name]: value });
    return next;
  },
  aside: keepAside,
});

export const copies: Step<Report> = {
  field: choice({ summary: 'cases-ask-copies', of: ['copy', 'leave'], labels: 'cases-copies' }),
  when: (answers) => answers.files && !answers.never,
  needed: true,
  take: (value: 'copy' | 'leave', talk) => settle(talk, value === 'copy'),
  async aside(utterance, talk) {
    if (!(await keep(talk, utterance))) return undefined;
    await talk.say(say('cases-kept-aside'));
    return again;
  },
};

/** Copies the files that wait, or leaves them, and goes on where the question came in between. */
export async function settle(talk: ReportTalk, copy: boolean): Promise<Turn> {
  const { answers } = talk;
  answers.files = false;
  const row = await caseOf(talk);
  const { settled, left } = row ? await settleFiles(talk.work, row.id, copy) : { settled: 0, left: [] };
  // All of them may have been taken back meanwhile.
  if (settled > 0) await talk.say(say(copy ? 'cases-copies-on' : 'cases-copies-off'));
  for (const name of left) await talk.say(say(text('cases-file-too-large', { name })));
  const { back } = answers;
  answers.back = null;
  return back === null ? next : goTo(back);
}

/** The kind is known, or was skipped: where it was asked ahead of its turn, files come next. */
export function afterKind(talk: ReportTalk): Turn {
  const { answers } = talk;
  const on = answers.afterKind;
  if (on === null) return next;
  answers.afterKind = null;
  answers.known = [...answers.known, 'kind'];
  return answers.files ? askCopies(talk, on) : goTo(on);
}

/** What can be asked about a case, in order; the same while it is a draft and once it is open. */
export const facts: Readonly<Record<string, Step<Report>>> = {
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
        await talk.say(say(childContact(await settingsOf(talk.work, (await draftOf(talk))!.community))));
      }
      return afterKind(talk);
    },
    aside: keepAside,
  },

  where: inWords('where'),
  when: inWords('when'),
  who: inWords('who', 'subject'),
  witnesses: inWords('witnesses', 'witness'),
  before: ofFew('before', ['first', 'once', 'often']),
  weight: ofFew('weight', ['light', 'medium', 'heavy', 'unbearable']),
};

/** The plainest of them, at a glance. */
export const factsPage = { title: 'cases-title-page', steps: ['relation', 'kind', 'where', 'when', 'who'] } as const;

/** How the team may deal with it. */
export const wishes: Readonly<Record<string, Step<Report>>> = {
  hear: {
    field: choice({ summary: 'cases-ask-hear', of: ['all', 'not', 'only'], labels: 'cases-hear', optional: true }),
    when: onlyFor('hear'),
    async take(hear: 'all' | 'not' | 'only', talk) {
      talk.answers.hear = hear;
      const row = await caseOf(talk);
      if (hear === 'all' && row) await changeHearing(talk.work, row, { kind: 'all' });
      return next;
    },
    async aside(utterance, talk) {
      // A name alone does not say whether they may or must not know: the question is asked again.
      const { people, unfound } = meant(utterance.text, await listeners(talk.work, (await draftOf(talk))!));
      return people.length > 0 && unfound === undefined ? undefined : keepAside(utterance, talk);
    },
  },

  people: {
    field: textField({ summary: 'cases-ask-people', title: 'cases-title-people', long: true }),
    several: true,
    when: (answers) => answers.hear === 'not' || answers.hear === 'only',
    ask: async (talk) =>
      say(talk.answers.hear === 'only' ? 'cases-ask-people-only' : 'cases-ask-people-not', 'cases-ask-people-how'),
    async offers(talk) {
      return [...(await listenerChoices(talk.work, (await draftOf(talk))!, talk.answers)), word('word-skip')];
    },
    async take(value: string, talk, utterance) {
      const kind = talk.answers.hear === 'only' ? 'only' : 'not';
      const row = (await draftOf(talk))!;
      const team = await listeners(talk.work, row);
      const { people, unfound } = meant(value, team, talk.answers.shown, kind === 'only' ? 'sure' : 'any');
      await keepAttached(talk, utterance);
      if (people.length === 0) {
        // Longer than a name, it is told rather than answered.
        if (value.length > longestName) return (await keepAside(utterance, talk)) ?? again;
        if (kind === 'not' && unfound !== undefined) await note(talk, { unfound });
        await talk.say(say('cases-people-not-found'));
        return again;
      }
      if (kind === 'only' && people.length < pair) return (await talk.say(say('cases-people-two')), again);
      const enough = await changeHearing(talk.work, row, { kind, people });
      await talk.say(say('cases-people-set', ...(enough ? [] : ['cases-people-too-few'])));
      talk.answers.hear = null;
      return next;
    },
    aside: keepAside,
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

  contact: ofFew('contact', ['write', 'record', 'unsure', 'call']),
};
