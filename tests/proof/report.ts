/** One report after another by the same person, step by step, the same whatever happens to the program. */
import { type Onlooker, send } from './onlooker.ts';
import type { Program } from './program.ts';

/** How a report goes: the first of a person, a later one, or one that the team answers meanwhile. */
export type Kind = 'first' | 'later' | 'answered';

/** One report, with everything that must stand in it and nowhere else. */
export interface Told {
  readonly by: string;
  readonly kind: Kind;
  /** Ids of its first and of its last message, as they stand in the views. */
  readonly from: string;
  readonly code: string;
  /** What its reporter wrote, in this order. */
  readonly sentences: readonly string[];
  /** What the team answered. */
  readonly reply: string | undefined;
}

export interface Field {
  readonly program: Program;
  readonly onlooker: Onlooker;
  /** Called before each request. */
  step(): void;
}

const codeName = /\b[a-z]+-[a-z]+-\d\d\b/u;

/** How many requests one report takes. */
export const requestsOf = (kind: Kind): number => (kind === 'answered' ? 11 : 8);

export async function tell({ program, onlooker, step }: Field, by: string, number: number, kind: Kind): Promise<Told> {
  const story = `${by}-${number}`;
  const sentence = (which: string) => `This is ${which} of ${story}, and it stands once.`;
  const sentences = ['the first sentence', 'the second sentence', 'what was added'].map(sentence);
  let count = 0;
  const eventId = () => `${story}-event-${(count += 1)}`;
  const direct = (account: string) => ({ kind: 'direct', account });
  const says = async (text: string, as = by) => {
    step();
    const event = eventId();
    await send(program, 'say', { as, place: direct(as), text, eventId: event });
    return `m-${event}`;
  };
  const before = onlooker.heardBy(by).length;
  const hears = (what: string, pattern: RegExp) =>
    onlooker.when(`${what} of ${story}`, () =>
      onlooker
        .heardBy(by)
        .slice(before)
        .find(({ text }) => pattern.test(text)),
    );

  const from = await says(kind === 'first' ? 'hello' : 'new');
  await says('yes');
  await says(sentences[0]!);
  await says(sentences[1]!);
  await says('done');
  await says('done');
  const summary = await hears('the summary', /Is it right\?/u);
  step();
  await send(program, 'press', { as: by, token: summary.message!.choices[0]!.token, eventId: eventId() });
  const receipt = await hears('the receipt', /Your case is called/u);
  const code = codeName.exec(receipt.text)![0];
  const reply = kind === 'answered' ? sentence('the answer') : undefined;
  if (reply !== undefined) {
    await says(`/case take ${code}`, 'rosa');
    await says(`/case take ${code}`, 'sam');
    await says(`/case reply ${code} ${reply}`, 'rosa');
  }
  await says(sentences[2]!);
  // All that is said to one person comes in order, so whatever was said before has come, too.
  await hears('the last answer', new RegExp(`^Added to ${code}`, 'u'));
  return { by, kind, from, code, sentences, reply };
}
