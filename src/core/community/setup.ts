/**
 * Setting a community up, step by step. What is settled stands in the database at once: whoever leaves, by a word
 * or by closing a window, is led on from there when they come again.
 */
import { choice, place, role, text as textField, type Picked } from '../../chat/field.ts';
import { end, flow, goTo, type Step, type Talk, type Turn } from '../../chat/flow.ts';
import { paragraph, say, text, type Choice, type Message } from '../../chat/message.ts';
import { after, days } from '../../time/clock.ts';
import { may, teamOf } from '../people/index.ts';
import { nameOfCommunity } from './directory.ts';
import { change, open, overview, parts, type At, type Change, type PartName } from './parts.ts';
import { communityStore } from './store.ts';

/** What the flow is begun with. */
export interface Setup extends At {
  /** Begun where there are forms: then whatever is written in private is no answer to it. */
  readonly forms: boolean;
  /** When the platform last said that they run the server, in milliseconds. */
  since: number;
  /** They chose this part from the list of all. */
  fromMenu: boolean;
}

type SetupTalk = Talk<Setup>;

/** In private nobody says whether somebody still runs the server: what was said holds for so long. */
const trusted = days(1);

const word = (key: string): Choice => ({ label: text(key), does: { kind: 'answer', value: `word:${key}` } });

/** The next part that is open, after the present one; then the list of all. */
async function onward(talk: SetupTalk): Promise<Turn> {
  if (talk.answers.fromMenu) return goTo('menu');
  const left = await open(talk.work, talk.answers.community);
  const at = parts.indexOf(talk.step as PartName);
  return goTo(left.find((each) => parts.indexOf(each) > at) ?? 'menu');
}

async function settle(talk: SetupTalk, wanted: Change): Promise<Turn> {
  await change(talk.work, talk.answers, wanted);
  return onward(talk);
}

/** One part: a question that says what it is for, and the ways around it. */
const part = <V>(
  name: Exclude<PartName, 'test'>,
  field: Step<Setup>['field'],
  how: { none?: boolean; ask?: (talk: SetupTalk) => Promise<Message>; take: (value: V) => Change },
): Step<Setup> => ({
  field,
  needed: true,
  ask: how.ask ?? (async () => say(`community-ask-${name}`)),
  offers: async () => [...(how.none ? [word('word-none')] : []), word('word-skip'), word('word-stop')],
  take: async (value: V, talk) => settle(talk, how.take(value)),
});

const steps: Readonly<Record<string, Step<Setup>>> = {
  language: part('language', choice({ summary: 'community-set-language', of: ['en', 'es'], labels: 'language' }), {
    take: (language: string) => ({ language }),
  }),
  name: part('name', textField({ summary: 'community-set-name', max: 100 }), {
    none: true,
    ask: async ({ work, answers }) =>
      say(text('community-ask-name', { name: await nameOfCommunity(work, answers.community) })),
    take: (name: string) => ({ name }),
  }),
  role: part('role', role({ summary: 'community-set-role' }), { none: true, take: (role: Picked) => ({ role }) }),
  space: part('space', place({ summary: 'community-set-space' }), { none: true, take: (space: Picked) => ({ space }) }),
  announce: part('announce', place({ summary: 'community-set-announce' }), {
    none: true,
    take: (announce: Picked) => ({ announce }),
  }),
  card: part('card', textField({ summary: 'community-set-card', long: true, max: 4_000 }), {
    take: (card: string) => ({ card }),
  }),
  outside: part('outside', textField({ summary: 'community-set-outside', long: true, max: 1_000 }), {
    none: true,
    take: (outside: string) => ({ outside }),
  }),

  test: {
    field: choice({ summary: 'community-ask-test', of: ['now', 'later'], labels: 'community-test' }),
    needed: true,
    async ask({ work, answers }) {
      const count = (await teamOf(work, answers.community)).filter(({ reachable }) => reachable).length;
      return say(text('community-ask-test', { count }));
    },
    async take(value: 'now' | 'later', talk) {
      const { work, answers, scene } = talk;
      if (value === 'later') return onward(talk);
      await communityStore(work).settle(answers.community, ['test']);
      await work.notice({ kind: 'trial', community: answers.community, person: scene.person });
      return onward(talk);
    },
  },

  menu: {
    field: choice({ summary: 'community-ask-menu', of: [...parts, 'done'], labels: 'community-menu' }),
    needed: true,
    async ask({ work, answers }) {
      const left = await open(work, answers.community);
      const shown = await overview(work, answers.community);
      return { parts: [...shown.parts, ...remaining(left).parts, paragraph('community-ask-menu')] };
    },
    async take(value: PartName | 'done', talk) {
      if (value === 'done') return leave(talk);
      talk.answers.fromMenu = true;
      return goTo(value);
    },
  },
};

const remaining = (left: readonly PartName[]): Message =>
  left.length === 0
    ? say('community-setup-complete')
    : {
        parts: [
          paragraph('community-setup-remains'),
          { kind: 'list', items: left.map((each) => text(`community-menu-${each}`)) },
        ],
      };

async function leave(talk: SetupTalk): Promise<Turn> {
  const left = await open(talk.work, talk.answers.community);
  await talk.say(
    left.length === 0
      ? say('community-setup-done')
      : { parts: [...remaining(left).parts, paragraph('community-setup-left')] },
  );
  return end;
}

export const setupFlow = flow<Setup>({
  name: 'setup',
  version: 1,
  upcasts: {},
  stays: true,
  steps,
  begin: (given) => given as Setup,

  /** The right is looked at anew at every turn. */
  async valid({ answers, scene, work }) {
    const typedElsewhere = answers.forms && scene.place.kind === 'direct' && scene.forms !== true;
    if (typedElsewhere) return false;
    if (scene.runsServer && scene.community === answers.community) {
      answers.since = work.now.getTime();
      return true;
    }
    if (await may(work, answers.community, scene.person, 'steward')) return true;
    return scene.place.kind === 'direct' && after(new Date(answers.since), trusted) > work.now;
  },

  async open(_, talk) {
    const left = await open(talk.work, talk.answers.community);
    const [first] = left;
    if (first === undefined) return goTo('menu');
    if (left.length === parts.length) await talk.say(say('community-setup-hello'));
    else
      await talk.say({
        parts: [...(await overview(talk.work, talk.answers.community)).parts, ...remaining(left).parts],
      });
    return goTo(first);
  },

  anytime: {
    'word-stop': leave,
    'word-skip': (talk) => onward(talk),
    async 'word-none'(talk) {
      const { step } = talk;
      if (step === 'name' || step === 'outside') return settle(talk, { [step]: '' });
      if (step === 'role' || step === 'space' || step === 'announce') return settle(talk, { [step]: null });
      return undefined;
    },
  },
});
