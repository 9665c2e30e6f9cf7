/** Commands about one case: who may run them, and that whoever may not hear of the case is told of none. */
import { command, type Command } from '../../chat/command.ts';
import { text as textField, type Answers, type Fields } from '../../chat/field.ts';
import { refused, type Outcome } from '../../chat/outcome.ts';
import type { Scene, Work } from '../../chat/ports.ts';
import { casesFor, findCase, type Circle } from './circle.ts';
import { isOn } from './rules.ts';

const caseField = { case: textField({ summary: 'cases-field-case', max: 60 }) };

/** A command about one case. It runs only for whoever may hear of that case. */
export const about = <const F extends Fields>(
  name: string,
  fields: F,
  run: (answers: Answers<F>, circle: Circle, scene: Scene, work: Work) => Promise<Outcome>,
): Command =>
  command({
    name: `case ${name}`,
    summary: `cases-command-${name}`,
    who: 'responder',
    fields: { ...caseField, ...fields },
    async run(answers, scene, work) {
      const circle = await findCase(work, scene.community, scene.person, (answers as unknown as { case: string }).case);
      if (!circle) return refused('cases-unknown');
      return run(answers as unknown as Answers<F>, circle, scene, work);
    },
    async suggest(field, scene, work) {
      if (scene.community === undefined || field !== 'case') return [];
      return (await casesFor(work, scene.community, scene.person)).map(({ row }) => ({
        label: row.code,
        value: row.code,
      }));
    },
  });

/** A command for the two who are on a case. */
export const onIt = <const F extends Fields>(name: string, fields: F, run: Parameters<typeof about<F>>[2]): Command =>
  about(name, fields, async (answers, circle, scene, work) =>
    isOn(circle.pair, scene.person)
      ? run(answers, circle, scene, work)
      : refused('cases-not-on', { code: circle.row.code }),
  );
