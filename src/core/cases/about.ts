/** Commands about one case: which one is meant, whether it exists for whoever asks, and what is offered while they type. */
import { command, type Command, type Offer } from '../../chat/command.ts';
import { text as textField, type Answers, type Fields } from '../../chat/field.ts';
import { said, text, type Text } from '../../chat/message.ts';
import { refused, type Outcome } from '../../chat/outcome.ts';
import type { Scene, Work } from '../../chat/ports.ts';
import { nameOf, responders, routeOf } from '../people/index.ts';
import { casesFor, closedFor, findCase, type Circle } from './circle.ts';
import { isOn, type Pair } from './rules.ts';
import { seen } from './trial.ts';

const caseField = { case: textField({ summary: 'cases-field-case', max: 60 }) };

/** A command about one case. It runs only for whoever may hear of that case. */
export const about = <const F extends Fields>(
  name: string,
  fields: F,
  run: (answers: Answers<F>, circle: Circle, scene: Scene, work: Work) => Promise<Outcome>,
  /** Whether a case is offered to somebody who types. */
  fits: (circle: Circle, person: string) => boolean = () => true,
  /** Whether it can be done with a case that is closed as well. */
  closed = false,
): Command =>
  command({
    name: `case ${name}`,
    summary: `cases-command-${name}`,
    who: 'responder',
    fields: { ...caseField, ...fields },
    async run(answers, scene, work) {
      const circle = await findCase(work, scene.community, scene.person, (answers as unknown as { case: string }).case);
      if (!circle) return refused('cases-unknown');
      // Of a test nothing can be done but say that one sees it.
      if (circle.row.state === 'trial')
        return name === 'take' ? seen(work, circle, scene.person) : refused('cases-unknown');
      return run(answers as unknown as Answers<F>, circle, scene, work);
    },
    async suggest(field, scene, work) {
      if (scene.community === undefined) return [];
      if (field === 'person') return colleagues(work, scene.community, scene);
      if (field !== 'case') return [];
      const circles = await casesFor(work, scene.community, scene.person);
      const over = closed ? await closedFor(work, scene.community, scene.person) : [];
      return [...circles, ...over]
        .filter((circle) => fits(circle, scene.person))
        .map((circle) => offer(work, circle, scene.person));
    },
  });

/** A case as somebody may choose it while they type: its name, how it stands, how old it is. Never what it is about. */
const offer = (work: Work, { row, pair }: Circle, person: string): Offer => ({
  label: text('cases-offer', {
    code: row.code,
    minutes: Math.floor((work.now.getTime() - row.openedAt!.getTime()) / 60_000),
    state: row.state === 'closed' ? text('cases-state-closed') : standing(pair, person),
  }),
  value: row.code,
});

export const standing = (pair: Pair, person: string): Text =>
  isOn(pair, person)
    ? text(pair.lead === person ? 'cases-list-lead' : 'cases-list-second')
    : text(pair.lead === undefined ? 'cases-list-needs-two' : 'cases-list-needs-one');

/** The whole team but oneself: whom of them something speaks against must not be told from what is offered. */
const colleagues = async (work: Work, community: string, { person, platform }: Scene): Promise<Offer[]> =>
  Array.fromAsync(
    (await responders(work, community)).filter((each) => each !== person),
    async (each) => {
      const name = await nameOf(work, each);
      const route = await routeOf(work, each);
      // A mention means one person, also where two have the same name.
      return { label: said(name), value: route?.platform === platform ? `<@${route.account}|${name}>` : name };
    },
  );

/** A command for the two who are on a case. */
export const onIt = <const F extends Fields>(name: string, fields: F, run: Parameters<typeof about<F>>[2]): Command =>
  about(
    name,
    fields,
    async (answers, circle, scene, work) =>
      isOn(circle.pair, scene.person)
        ? run(answers, circle, scene, work)
        : refused('cases-not-on', { code: circle.row.code }),
    ({ pair }, person) => isOn(pair, person),
  );
