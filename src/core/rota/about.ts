/** Commands about one duty of a team: which one is meant, and what is offered for their questions. */
import { command, type Command, type Offer } from '../../chat/command.ts';
import { text as textField, type Answers, type Fields } from '../../chat/field.ts';
import { said } from '../../chat/message.ts';
import { asks, refused, type Outcome } from '../../chat/outcome.ts';
import type { Scene, Work } from '../../chat/ports.ts';
import { nameOf, responders } from '../people/index.ts';
import { dutyCalled, dutyFor, dutyOffers, usual } from './duties.ts';
import { rotaStore, type Duty } from './store.ts';
import { involved } from './watch.ts';

/** How long the name of a duty can be, in characters. */
export const longestName = 60;
const dutyField = { duty: textField({ summary: 'rota-field-duty', max: longestName, optional: true }) };

interface How {
  /** One that nobody has needed yet is made. */
  readonly also?: boolean;
  /** It is about a shift of their own, so the duty that they have is meant. */
  readonly own?: boolean;
  /** What else is offered than people of the team. */
  readonly offers?: (field: string, duty: Duty, scene: Scene, work: Work) => Promise<readonly Offer[]>;
}

/**
 * A command about one duty of the team. Which one is asked only where it can't be told: most teams have one, and
 * whoever changes their own shift means the duty that they have.
 */
export const aboutDuty = <const F extends Fields>(
  name: string,
  who: 'responder' | 'team',
  fields: F,
  run: (answers: Answers<F>, duty: Duty, scene: Scene, work: Work) => Promise<Outcome>,
  how: How = {},
): Command =>
  command({
    name,
    summary: `rota-command-${name.replaceAll(' ', '-')}`,
    who,
    fields: { ...fields, ...dutyField },
    async run(given, scene, work) {
      const { community } = scene;
      if (community === undefined) return refused('no-community');
      const answers = given as unknown as Answers<F> & { duty?: string };
      const all = await rotaStore(work).duties(community);
      const meant = await meantHere(work, all, scene, how);
      // A team that has another one only can mean the first of the usual as well.
      const another = how.also === true && meant.length === 1 && meant[0]!.name !== usual[0];
      if (answers.duty === undefined && (meant.length > 1 || another)) return asks('duty');
      const [only = usual[0]] = meant.map((each) => each.name);
      const called = answers.duty === undefined ? only : await dutyCalled(work, community, answers.duty);
      const known = all.find((each) => each.name === called);
      if (called === undefined) return refused('rota-duty-unknown');
      if (!known && !how.also) return refused(answers.duty === undefined ? 'rota-duty-none' : 'rota-duty-unknown');
      const duty = known ?? (await dutyFor(work, community, called));
      const outcome = await run(answers, duty, scene, work);
      if (!known && outcome.kind === 'refused') await rotaStore(work).remove(duty.id);
      return outcome;
    },
    async suggest(field, scene, work) {
      const { community } = scene;
      if (community === undefined) return [];
      if (field === 'duty') return dutyOffers(work, community, { also: how.also === true });
      const [duty, another] = await meantHere(work, await rotaStore(work).duties(community), scene, how);
      const offered = duty && !another ? ((await how.offers?.(field, duty, scene, work)) ?? []) : [];
      return offered.length > 0 ? offered : colleagues(field, scene, work, how.own === true);
    },
  });

/** The duties that can be meant where none is named. */
async function meantHere(work: Work, all: readonly Duty[], { person }: Scene, { own }: How): Promise<readonly Duty[]> {
  const mine = own ? await Array.fromAsync(all, async (each) => (await involved(work, each)).has(person)) : [];
  return mine.includes(true) ? all.filter((_, at) => mine[at]) : all;
}

/** Whom a field may mean, where it asks for people of the team. */
async function colleagues(field: string, scene: Scene, work: Work, others: boolean): Promise<Offer[]> {
  if (!['person', 'by', 'people'].includes(field) || scene.community === undefined) return [];
  const team = (await responders(work, scene.community)).filter((each) => !others || each !== scene.person);
  return Array.fromAsync(team, async (each) => {
    const name = await nameOf(work, each);
    return { label: said(name), value: name };
  });
}
