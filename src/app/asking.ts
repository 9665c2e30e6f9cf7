/** Commands that lack an answer, where there are no forms: asked for one by one. */
import type { Field } from '../chat/field.ts';
import { goTo, type Flow, type Step, type Talk } from '../chat/flow.ts';
import { text } from '../chat/message.ts';

/**
 * A command with fields missing, asked for one by one. `elsewhere`: what is no answer is heard as an ordinary
 * message, since whoever writes may have something to tell.
 */
export function askingFlow(
  fields: Readonly<Record<string, Field>>,
  name: string,
  elsewhere: boolean,
  run: (args: Record<string, string>, talk: Talk<any>) => Promise<void>,
): Flow {
  type Asked = { given: Record<string, string>; also: readonly string[] };
  const lacks = ({ given, also }: Asked, key: string): boolean =>
    given[key] === undefined && (!fields[key]!.optional || also.includes(key));
  return {
    name,
    version: 1,
    upcasts: {},
    begin: (given) => given as Asked,
    open: async (_, { answers }) => goTo(Object.keys(fields).find((key) => lacks(answers, key))!),
    steps: Object.fromEntries(
      Object.entries(fields).map(([key, field]): [string, Step<any>] => [
        key,
        {
          field,
          when: (answers) => lacks(answers, key),
          needed: true,
          async take(_value, talk, said) {
            talk.answers.given[key] = said.text;
            return { go: 'next' };
          },
          ...(elsewhere ? { aside: async () => ({ go: 'leave' as const }) } : {}),
        },
      ]),
    ),
    anytime: {
      'word-stop': async (talk) => (
        await talk.say({ parts: [{ kind: 'paragraph', text: text('command-stopped') }] }),
        { go: 'end' }
      ),
    },
    async finish(talk) {
      await run(talk.answers.given as Record<string, string>, talk);
    },
  };
}
