/** Short conversations about a case that is open: more answers, files, who may hear it, and taking it back. */
import { choice, text as textField, yesno } from '../../chat/field.ts';
import { again, end, flow, next, type Talk, type Turn } from '../../chat/flow.ts';
import { say, text } from '../../chat/message.ts';
import { askCopiesNow, noteFiles } from './attached.ts';
import { changeHearing } from './changes.ts';
import { circleOf } from './circle.ts';
import { fresh, type Report } from './draft.ts';
import { withdraw } from './endings.ts';
import { clearNamed, keepOut } from './hearing.ts';
import { keepWords } from './intake.ts';
import { callAnew } from './calling.ts';
import { answerTooFew } from './ladder.ts';
import { listenerChoices, listeners, meant } from './listeners.ts';
import { copies, facts, factsPage, longestName, settle } from './questions.ts';
import { both, pair } from './rules.ts';
import { word } from './sayings.ts';
import { caseStore, type CaseRow } from './store/cases.ts';
import { entryStore } from './store/entries.ts';
import { groupOfReporter, relay, tellPair } from './telling.ts';

interface AboutCase {
  case: string;
}

const rowOf = async (talk: Talk<any>): Promise<CaseRow | undefined> =>
  caseStore(talk.work).get((talk.answers as AboutCase).case);

/** These make sense only as long as there is a case; then whatever is written is heard as ever. */
const whileThere = async (talk: Talk<any>): Promise<boolean> =>
  ['open', 'closed'].includes((await rowOf(talk))?.state ?? '');
const whileOpen = async (talk: Talk<any>): Promise<boolean> => (await rowOf(talk))?.state === 'open';

const leave = async (talk: Talk<any>): Promise<Turn> => (await talk.say(say('cases-left')), end);
const stop = { 'word-stop': leave, 'word-skip': leave };
/** What answers no question here may be meant for the two: it is heard as an ordinary message. */
const elsewhere = async (): Promise<Turn> => ({ go: 'leave' });
const withdrawing = { 'word-withdraw': elsewhere };

export const withdrawal = flow<AboutCase & { code: string }>({
  name: 'withdraw',
  version: 1,
  upcasts: {},
  group: groupOfReporter,
  begin: (given) => given as AboutCase & { code: string },
  valid: whileThere,
  anytime: stop,
  steps: {
    sure: {
      field: yesno({ summary: 'cases-ask-withdraw' }),
      needed: true,
      ask: async (talk) => say(text('cases-ask-withdraw', { code: talk.answers.code })),
      async take(yes: boolean, talk) {
        if (!yes) return leave(talk);
        await withdraw(talk.work, (await rowOf(talk))!);
        await talk.say(say('cases-withdrawn'));
        return end;
      },
      aside: elsewhere,
    },
  },
});

export const switching = flow<AboutCase & { hear: 'all' | 'not' | 'only' | null; shown: readonly string[] }>({
  name: 'switch',
  version: 1,
  upcasts: {},
  group: groupOfReporter,
  begin: (given) => ({ hear: null, shown: [], ...(given as AboutCase) }),
  valid: whileThere,
  anytime: { ...stop, ...withdrawing },
  steps: {
    hear: {
      field: choice({ summary: 'cases-ask-hear', of: ['all', 'not', 'only'], labels: 'cases-hear' }),
      needed: true,
      async take(hear: 'all' | 'not' | 'only', talk) {
        talk.answers.hear = hear;
        return hear === 'all' ? change(talk, { kind: 'all' }) : next;
      },
      aside: elsewhere,
    },
    people: {
      field: textField({ summary: 'cases-ask-people', long: true }),
      needed: true,
      ask: async (talk) =>
        say(talk.answers.hear === 'only' ? 'cases-ask-people-only' : 'cases-ask-people-not', 'cases-ask-people-how'),
      async offers(talk) {
        const row = (await rowOf(talk))!;
        return [...(await listenerChoices(talk.work, row, talk.answers)), word('word-stop')];
      },
      async take(value: string, talk) {
        const row = (await rowOf(talk))!;
        const kind = talk.answers.hear === 'only' ? 'only' : 'not';
        const team = await listeners(talk.work, row);
        const { people } = meant(value, team, talk.answers.shown, kind === 'only' ? 'sure' : 'any');
        // Longer than a name, it may be meant for the two.
        if (people.length === 0 && value.length > longestName / 3) return { go: 'leave' };
        if (people.length === 0) return (await talk.say(say('cases-people-not-found')), again);
        if (kind === 'only' && people.length < pair) return (await talk.say(say('cases-people-two')), again);
        return change(talk, { kind, people });
      },
    },
  },
});

async function change(talk: Talk<any>, hearing: Parameters<typeof changeHearing>[2]): Promise<Turn> {
  const row = (await rowOf(talk))!;
  const enough = await changeHearing(talk.work, row, hearing);
  await talk.say(enough ? say('cases-people-set') : await answerTooFew(talk.work, await circleOf(talk.work, row)));
  return end;
}

/** More answers, whenever the person feels like it; each goes to the two at once. */
export const details = flow<Report>({
  name: 'details',
  version: 1,
  upcasts: {},
  group: groupOfReporter,
  begin: (given) => ({ ...fresh, ...(given as AboutCase) }),
  valid: whileOpen,
  anytime: { 'word-stop': async (talk) => thanks(talk), 'word-done': async (talk) => thanks(talk), ...withdrawing },
  page: factsPage,
  steps: { ...facts, copies },
  finish: async (talk) => void (await thanks(talk)),
});

async function thanks(talk: Talk<Report>): Promise<Turn> {
  const row = (await rowOf(talk))!;
  await tellPair(talk.work, await circleOf(talk.work, row), say(text('cases-facts-more', { code: row.code })));
  await talk.say(say('cases-facts-kept'));
  return end;
}

/** Files that came to an open case wait for one question. */
export const attaching = flow<Report>({
  name: 'files',
  version: 1,
  upcasts: {},
  group: groupOfReporter,
  begin: (given) => ({ ...fresh, files: true, ...(given as AboutCase) }),
  valid: whileOpen,
  anytime: { 'word-skip': (talk) => settle(talk, false), 'word-stop': (talk) => settle(talk, false), ...withdrawing },
  steps: { copies: { ...copies, aside: elsewhere } },
});

/** The person wrote the name of somebody who is on their case: thanks, or an accusation? Only they can tell. */
export const doubt = flow<AboutCase & { people: readonly string[]; entries: readonly string[] }>({
  name: 'doubt',
  version: 1,
  upcasts: {},
  group: groupOfReporter,
  begin: (given) => given as AboutCase & { people: readonly string[]; entries: readonly string[] },
  valid: whileOpen,
  anytime: withdrawing,
  steps: {
    out: {
      field: yesno({ summary: 'cases-ask-doubt' }),
      needed: true,
      async take(yes: boolean, talk, utterance) {
        const row = (await rowOf(talk))!;
        await noteFiles(talk, row, utterance);
        if (yes) {
          const circle = await keepOut(talk.work, row.id, talk.answers.people, 'subject');
          if (circle.called.length === 0) await talk.say(await answerTooFew(talk.work, circle));
          else await talk.say(say('cases-people-set'));
          if (!both(circle.pair) && circle.called.length > 0) await callAnew(talk.work, row.id);
          await askCopiesNow(talk.work, row.id);
          return end;
        }
        await clearNamed(talk.work, row, talk.answers.people);
        const circle = await circleOf(talk.work, row);
        const others = [circle.pair.lead, circle.pair.second].filter(
          (each) => each !== undefined && !talk.answers.people.includes(each),
        ) as string[];
        // As they stand now: what was corrected or taken back meanwhile is not passed on as it was.
        for (const entry of talk.answers.entries) {
          const words = await entryStore(talk.work).latest(row.id, entry);
          if (words !== undefined) await relay(talk.work, circle, { words, entry }, 'cases-entry-more', others);
        }
        await talk.say(say(text('cases-added', { code: row.code })));
        await askCopiesNow(talk.work, row.id);
        return end;
      },
      /** Not an answer, but more words: they wait with the first ones, and the question stands. */
      async aside(utterance, talk) {
        const row = (await rowOf(talk))!;
        await noteFiles(talk, row, utterance);
        const entry = await keepWords(talk.work, row.id, talk.scene.person, utterance);
        if (entry === undefined) return again;
        const said = { words: utterance.text, entry };
        await relay(talk.work, await circleOf(talk.work, row), said, 'cases-entry-more', talk.answers.people);
        talk.answers.entries = [...talk.answers.entries, entry];
        await talk.say(say(text('cases-added', { code: row.code })));
        return again;
      },
    },
  },
});
