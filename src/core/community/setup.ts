/**
 * Setting a community up, step by step. What is settled stands in the database at once: whoever leaves, by a word
 * or by closing a window, is led on from there when they come again.
 */
import { choice, people, place, role, text as textField, type Picked } from '../../chat/field.ts';
import { end, flow, goTo, type Step, type Talk, type Turn } from '../../chat/flow.ts';
import { paragraph, say, text, type Choice, type Message } from '../../chat/message.ts';
import { after, days } from '../../time/clock.ts';
import { letIn, may, nameOf, teamOf } from '../people/index.ts';
import { nameOfCommunity } from './directory.ts';
import { change, open, overview, parts, type At, type Change, type PartName } from './parts.ts';
import { communityStore } from './store.ts';

/** What the flow is begun with. */
export interface Setup extends At {
  /** Begun where there are forms: then whatever is written in private is no answer to it. */
  readonly forms: boolean;
  /** The platform has roles, by which a team can be named. */
  readonly roles: boolean;
  /** The room in which it was begun. */
  readonly room?: Picked;
  /** When the platform last said that they run the server, in milliseconds. */
  since: number;
  /** They chose this part from the list of all. */
  fromMenu: boolean;
}

type SetupTalk = Talk<Setup>;

/** Where a room can be picked from a list, that is the way; elsewhere a word does for the room where it was begun. */
const mayBeHere = ({ forms, room }: Setup): boolean => !forms && room !== undefined;

/** In private nobody says whether somebody still runs the server: what was said holds for so long. */
const trusted = days(1);

const word = (key: string): Choice => ({ label: text(key), does: { kind: 'answer', value: `word:${key}` } });

const remainingOf = ({ work, answers }: SetupTalk) => open(work, answers.community, answers.roles);

/** The next part that is open, after the present one; then the list of all. */
async function onward(talk: SetupTalk): Promise<Turn> {
  if (talk.answers.fromMenu) return goTo('menu');
  const left = await remainingOf(talk);
  const at = parts.indexOf(talk.step === 'team' ? 'role' : (talk.step as PartName));
  const next = left.find((each) => parts.indexOf(each) > at);
  return next === undefined ? goTo('menu') : goToPart(talk, next);
}

/** Where there are no roles, the team is named itself. */
const goToPart = ({ answers }: SetupTalk, name: PartName): Turn =>
  goTo(name === 'role' && !answers.roles ? 'team' : name);

async function settle(talk: SetupTalk, wanted: Change): Promise<Turn> {
  await change(talk.work, talk.answers, wanted);
  return onward(talk);
}

/** One part: a question that says what it is for, and the ways around it. */
const part = <V>(
  name: Exclude<PartName, 'test'>,
  field: Step<Setup>['field'],
  how: { none?: boolean; here?: boolean; ask?: (talk: SetupTalk) => Promise<Message>; take: (value: V) => Change },
): Step<Setup> => ({
  field,
  needed: true,
  ask: how.ask ?? (async () => say(`community-ask-${name}`)),
  offers: async ({ answers }) => [
    ...(how.here && mayBeHere(answers) ? [word('word-here')] : []),
    ...(how.none ? [word('word-none')] : []),
    word('word-skip'),
    word('word-stop'),
  ],
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
  team: {
    field: people({ summary: 'community-set-team' }),
    needed: true,
    ask: async () => say('community-ask-team'),
    offers: async () => [word('word-none'), word('word-skip'), word('word-stop')],
    async take(value: readonly string[], talk) {
      const { work, answers } = talk;
      for (const each of value) await letIn(work, answers.community, each, null);
      await communityStore(work).settle(answers.community, ['role']);
      const names = await Array.fromAsync(value, (each) => nameOf(work, each));
      await talk.say(say(text('community-team-added', { count: names.length, names: names.join(', ') })));
      return onward(talk);
    },
  },
  space: part('space', place({ summary: 'community-set-space' }), {
    none: true,
    here: true,
    take: (space: Picked) => ({ space }),
  }),
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
    async ask(talk) {
      const { work, answers } = talk;
      const shown = await overview(work, answers.community, answers.roles);
      return { parts: [...shown.parts, ...remaining(await remainingOf(talk)).parts, paragraph('community-ask-menu')] };
    },
    async take(value: PartName | 'done', talk) {
      if (value === 'done') return leave(talk);
      talk.answers.fromMenu = true;
      return goToPart(talk, value);
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
  const left = await remainingOf(talk);
  await talk.say(
    left.length === 0
      ? say('community-setup-done')
      : { parts: [...remaining(left).parts, paragraph('community-setup-left')] },
  );
  return end;
}

export const setupFlow = flow<Setup>({
  name: 'setup',
  version: 2,
  upcasts: { 1: (answers: object) => ({ ...answers, roles: true }) },
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
    const { work, answers } = talk;
    const left = await remainingOf(talk);
    const [first] = left;
    if (first === undefined) return goTo('menu');
    if (left.length === parts.length) await talk.say(say('community-setup-hello'));
    else
      await talk.say({
        parts: [...(await overview(work, answers.community, answers.roles)).parts, ...remaining(left).parts],
      });
    return goToPart(talk, first);
  },

  anytime: {
    'word-stop': leave,
    'word-skip': (talk) => onward(talk),
    async 'word-none'(talk) {
      const { step } = talk;
      if (step === 'name' || step === 'outside') return settle(talk, { [step]: '' });
      if (step === 'role' || step === 'space' || step === 'announce') return settle(talk, { [step]: null });
      if (step !== 'team') return undefined;
      await communityStore(talk.work).settle(talk.answers.community, ['role']);
      return onward(talk);
    },
    'word-here': async (talk) =>
      talk.step === 'space' && mayBeHere(talk.answers) ? settle(talk, { space: talk.answers.room! }) : undefined,
  },
});
