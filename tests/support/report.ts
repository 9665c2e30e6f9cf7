/** Telling a whole report the way a patient person does: reading each question, and answering that one. */
import { loadTexts } from '../../src/app/texts.ts';
import { onMatrix, type Speaker } from './world.ts';

export const texts = loadTexts(['en', 'es']);

const said = onMatrix ? texts.on('matrix') : texts;

/** A sentence of the house as somebody reads it on the platform on which the story is told. */
export const sentence = (key: string, args?: Parameters<typeof texts.format>[0]['args'], locale = 'en'): string =>
  said.format(args ? { key, args } : { key }, locale);

/** What the platform says of who else could see it, by its text key. */
export const candour = onMatrix ? 'matrix-candour' : 'playground-candour';

/** What is answered to which question; everything else is skipped. */
export interface Answers {
  readonly safe?: string;
  readonly copies?: string;
  readonly relation?: string;
  readonly kind?: string;
  readonly where?: string;
  readonly when?: string;
  readonly who?: string;
  readonly witnesses?: string;
  readonly before?: string;
  readonly weight?: string;
  readonly hear?: string;
  readonly people?: string;
  readonly named?: string;
  readonly contact?: string;
  /** What is answered when it is read back. Nothing: the report stays unconfirmed. */
  readonly confirm?: string | undefined;
  readonly correct?: string;
}

const questions: readonly (readonly [keyof Answers, string])[] = [
  ['confirm', 'cases-ask-confirm'],
  ['safe', 'cases-ask-safe'],
  ['copies', 'cases-ask-copies'],
  ['relation', 'cases-ask-relation'],
  ['kind', 'cases-ask-kind'],
  ['where', 'cases-ask-where'],
  ['when', 'cases-ask-when'],
  ['who', 'cases-ask-who'],
  ['witnesses', 'cases-ask-witnesses'],
  ['before', 'cases-ask-before'],
  ['weight', 'cases-ask-weight'],
  ['hear', 'cases-ask-hear'],
  ['people', 'cases-ask-people-not'],
  ['people', 'cases-ask-people-only'],
  ['named', 'cases-ask-named'],
  ['contact', 'cases-ask-contact'],
  ['correct', 'cases-ask-correct'],
];

/** The question that a message ends with, in any language. */
export function questionIn(message: string): keyof Answers | 'story' | undefined {
  for (const locale of texts.locales) {
    for (const [name, key] of questions) if (message.includes(sentence(key, undefined, locale))) return name;
    for (const key of ['cases-ask-story', 'cases-ask-story-more'])
      if (message.includes(sentence(key, undefined, locale))) return 'story';
  }
  return undefined;
}

/** Answers what is asked, from the last message on, until nothing more is asked or `until` is. */
export async function answers(
  speaker: Pick<Speaker, 'says' | 'last'>,
  given: Answers,
  until?: keyof Answers | 'story',
  words: { skip: string; done: string } = { skip: 'skip', done: 'done' },
): Promise<string> {
  const asked: string[] = [];
  let heard = speaker.last();
  for (let turn = 0; turn < 40; turn += 1) {
    const question = questionIn(heard);
    if (question === undefined || question === until) return heard;
    // What was answered in vain is skipped.
    const answered = question !== 'story' && asked.at(-1) === question;
    asked.push(question);
    if (answered) heard = await speaker.says(words.skip);
    else if (question === 'story') heard = await speaker.says(words.done);
    else if (question === 'confirm') {
      if ('confirm' in given && given.confirm === undefined) return heard;
      heard = await speaker.says(given.confirm ?? '1');
    } else if (question === 'safe') heard = await speaker.says(given.safe ?? '1');
    else heard = await speaker.says(given[question] ?? words.skip);
  }
  throw new Error(`asked without an end: ${asked.join(', ')}`);
}

/** The code name in what somebody reads. */
export const codeIn = (message: string): string => {
  const code = /\b[a-z]+-[a-z]+-\d{2}\b/u.exec(message)?.[0];
  if (code === undefined) throw new Error(`no code name in: ${message}`);
  return code;
};

/** Tells a story and gives the receipt; everything that is not answered is skipped. */
export async function reports(
  speaker: Pick<Speaker, 'says' | 'last'>,
  story: string,
  given: Answers = {},
): Promise<string> {
  await speaker.says(story);
  return answers(speaker, given);
}

/** The calls to take a case that somebody reads, in private and in the responders' space; of one case or of all. */
export const cards = (speaker: Speaker, code = ''): string[] =>
  [...speaker.reads(), ...speaker.readsInSpace()].filter(
    (message) => message.includes('It needs two of you') && message.includes(code),
  );

/** The number under which somebody stands in the list that was shown last. */
export function numberOf(speaker: Pick<Speaker, 'last'>, name: string): string {
  const number = new RegExp(`^(\\d+)\\. ${name}$`, 'mu').exec(speaker.last())?.[1];
  if (number === undefined) throw new Error(`${name} does not stand in: ${speaker.last()}`);
  return number;
}
