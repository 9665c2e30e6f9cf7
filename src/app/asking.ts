/** Commands that lack an answer, where there are no forms: asked for one by one. */
import type { Offer } from '../chat/command.ts';
import { digits, splitList, tidy, type Field } from '../chat/field.ts';
import { goTo, type Flow, type Step, type Talk } from '../chat/flow.ts';
import { text, type Choice } from '../chat/message.ts';

/** More than these are no help to anybody who reads them on a phone. */
const mostOffers = 12;

/**
 * A command with fields missing, asked for one by one. `elsewhere`: what is no answer is heard as an ordinary
 * message, since whoever writes may have something to tell.
 */
export function askingFlow(
  fields: Readonly<Record<string, Field>>,
  name: string,
  elsewhere: boolean,
  run: (args: Record<string, string>, talk: Talk<any>) => Promise<void>,
  offersOf: (field: string, talk: Talk<any>) => Promise<readonly Offer[]> = async () => [],
): Flow {
  /** `shown`: what the numbers of the present question stand for. */
  type Asked = { given: Record<string, string>; also: readonly string[]; shown?: readonly string[] };
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
          async offers(talk) {
            const all = field.options ? [] : await offersOf(key, talk);
            const offered = all.length > mostOffers ? [] : all;
            talk.answers.shown = offered.map(({ value }) => value);
            return offered.map(({ label, value }): Choice => ({ label, does: { kind: 'answer', value } }));
          },
          ...(field.many ? { several: true } : {}),
          async take(_value, talk, said) {
            // Any text is an answer to a question of words, so the number of an offer can look like one.
            talk.answers.given[key] = meantBy(field, talk.answers, said.text) ?? said.text;
            return { go: 'next' };
          },
          async aside({ text: typed }, talk) {
            const meant = meantBy(field, talk.answers, typed);
            if (meant === undefined) return elsewhere ? { go: 'leave' } : undefined;
            talk.answers.given[key] = meant;
            return { go: 'next' };
          },
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

/** What numbers of the list that was shown stand for; nothing where anything else was written. */
function meantBy(field: Field, { shown = [] }: { shown?: readonly string[] }, typed: string): string | undefined {
  const meant = shown.includes(typed) ? [] : splitList(typed).map((each) => shown[(digits(tidy(each)) ?? 0) - 1]);
  const one = meant.length === 1 || (meant.length > 1 && field.many === true);
  return one && meant.every((each) => each !== undefined) ? meant.join(', ') : undefined;
}
