/** Two short conversations about a case that is open: taking it back, and changing who may hear it. */
import { choice, text as textField, yesno } from '../../chat/field.ts';
import { again, end, flow, next } from '../../chat/flow.ts';
import { say, text, type Message } from '../../chat/message.ts';
import { circleOf, climb, keepOut, letIn, tellAll, withdraw } from './circle.ts';
import { listenerChoices, listeners, meant } from './listeners.ts';
import { both } from './rules.ts';
import { tooFew, word } from './sayings.ts';
import { caseStore } from './store.ts';

const leave = async (talk: { say(message: Message): Promise<void> }) => (await talk.say(say('cases-left')), end);
const stop = { 'word-stop': leave, 'word-skip': leave };

export const withdrawal = flow<{ case: string; code: string }>({
  name: 'withdraw',
  version: 1,
  upcasts: {},
  begin: (given) => given as { case: string; code: string },
  anytime: stop,
  steps: {
    sure: {
      field: yesno({ summary: 'cases-ask-withdraw' }),
      needed: true,
      ask: async (talk) => say(text('cases-ask-withdraw', { code: talk.answers.code })),
      async take(yes: boolean, talk) {
        const row = await caseStore(talk.work).get(talk.answers.case);
        if (!yes || !row || row.state === 'gone') return (await talk.say(say('cases-left')), end);
        await withdraw(talk.work, row);
        await talk.say(say('cases-withdrawn'));
        return end;
      },
    },
  },
});

export const switching = flow<{ case: string; hear: 'all' | 'not' | 'only' | null; shown: readonly string[] }>({
  name: 'switch',
  version: 1,
  upcasts: {},
  begin: (given) => ({ hear: null, shown: [], ...(given as { case: string }) }),
  anytime: stop,
  steps: {
    hear: {
      field: choice({ summary: 'cases-ask-hear', of: ['all', 'not', 'only'], labels: 'cases-hear' }),
      needed: true,
      async take(hear: 'all' | 'not' | 'only', talk) {
        talk.answers.hear = hear;
        if (hear === 'all') await caseStore(talk.work).clearStandings(talk.answers.case, ['chosen', 'excluded']);
        return next;
      },
    },
    people: {
      field: textField({ summary: 'cases-ask-people', long: true }),
      when: (answers) => answers.hear !== 'all',
      needed: true,
      ask: async (talk) =>
        say(talk.answers.hear === 'only' ? 'cases-ask-people-only' : 'cases-ask-people-not', 'cases-ask-people-how'),
      async offers(talk) {
        const row = await caseStore(talk.work).get(talk.answers.case);
        return [...(await listenerChoices(talk.work, row!.community, talk.answers)), word('word-stop')];
      },
      async take(value: string, talk) {
        const row = (await caseStore(talk.work).get(talk.answers.case))!;
        const only = talk.answers.hear === 'only';
        const team = await listeners(talk.work, row.community);
        const { people } = meant(value, team, talk.answers.shown, only ? 'sure' : 'any');
        if (people.length === 0) return (await talk.say(say('cases-people-not-found')), again);
        const { may } = await circleOf(talk.work, row);
        await caseStore(talk.work).clearStandings(row.id, ['chosen']);
        if (only) await letIn(talk.work, row.id, people);
        // Those who alone may hear keep out everybody else, the two who were on it included.
        const out = only ? may.filter((each) => !people.includes(each)) : people;
        await keepOut(talk.work, row.id, out, 'excluded');
        return next;
      },
    },
  },
  async finish(talk) {
    const row = (await caseStore(talk.work).get(talk.answers.case))!;
    const circle = await circleOf(talk.work, row);
    if (row.state === 'open' && !both(circle.pair)) {
      await climb(talk.work, circle);
      if (!(await tellAll(talk.work, circle, 0))) return talk.say(tooFew(circle.settings));
    }
    await talk.say(say('cases-people-set'));
  },
});
