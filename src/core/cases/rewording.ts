/**
 * What was told, corrected piece by piece: also what was told in a form, where there is no message that could be
 * edited.
 */
import { choice, digits, text as textField, tidy } from '../../chat/field.ts';
import { end, flow, goTo, type Step, type Talk, type Turn, type Utterance } from '../../chat/flow.ts';
import { cut, said, say, type Choice, type Message } from '../../chat/message.ts';
import { hours } from '../../time/clock.ts';
import { emergencyCard, mentionsCrisis } from '../community/index.ts';
import { askCopiesNow, noteFiles } from './attached.ts';
import { circleById } from './circle.ts';
import { deletedEntry, editedEntry } from './corrections.ts';
import { takeBackFiles } from './intake.ts';
import { answerTooFew } from './ladder.ts';
import { quoted, word } from './sayings.ts';
import { caseStore } from './store/cases.ts';
import { entryStore, hashOf } from './store/entries.ts';
import { groupOfReporter } from './telling.ts';

/** The pieces that were shown, by their first entries, and the one that is being written anew. */
export interface Pieces {
  /** The case that holds what was written; none before the first words of a story. */
  case: string | null;
  pieces?: readonly string[];
  piece?: string | null;
}

/** How many of the latest are offered. */
const most = 20;
/** How much of each is shown on its button. In characters. */
const glimpse = 60;
/** Behind the one choice that is there always. */
const firstPiece = 2;

const piecesOf = async ({ work, scene, answers }: Talk<Pieces>) =>
  answers.case === null ? [] : entryStore(work).piecesOf(answers.case, scene.person);

/** Whether anything was told in words. */
export const anyWords = async (talk: Talk<Pieces>): Promise<boolean> => (await piecesOf(talk)).length > 0;

const chosen = async (talk: Talk<Pieces>) => (await piecesOf(talk)).find(({ root }) => root === talk.answers.piece);

/** What happens around these steps: adding instead, what answers nothing, and when it is done. */
interface Around {
  more(talk: Talk<any>): Promise<Turn>;
  aside(utterance: Utterance, talk: Talk<any>): Promise<Turn | undefined>;
  /** `files`: some came with the new words, and may be asked about. */
  done(talk: Talk<any>, files: boolean): Promise<Turn>;
}

export const rewording = ({ more, aside, done }: Around): Readonly<Record<'piece' | 'reword', Step<any>>> => ({
  piece: {
    field: choice({ summary: 'cases-ask-piece', of: ['more'], labels: 'cases-piece' }),
    when: () => false,
    needed: true,
    async offers(talk: Talk<Pieces>) {
      const pieces = (await piecesOf(talk)).slice(-most);
      talk.answers.pieces = pieces.map(({ root }) => root);
      const offers = pieces.map(({ text }, at): Choice => ({
        label: said(cut(text.replaceAll(/\s+/gu, ' '), glimpse)),
        does: { kind: 'answer', value: String(at + firstPiece) },
      }));
      return [...offers, word('word-skip')];
    },
    take: (_more, talk) => more(talk),
    async aside(utterance, talk: Talk<Pieces>) {
      const piece = talk.answers.pieces?.[(digits(tidy(utterance.text)) ?? 0) - firstPiece];
      if (piece === undefined || utterance.files.length > 0) return aside(utterance, talk);
      talk.answers.piece = piece;
      return goTo('reword');
    },
  },
  reword: {
    field: textField({ summary: 'cases-ask-reword', title: 'cases-correct-story', long: true }),
    when: () => false,
    needed: true,
    async ask(talk: Talk<Pieces>): Promise<Message> {
      const piece = await chosen(talk);
      return { parts: [...(piece ? quoted(piece.text) : []), ...say('cases-ask-reword').parts] };
    },
    offers: async () => [word('word-unsay'), word('word-skip')],
    async take(words: string, talk: Talk<Pieces>, said: Utterance) {
      const piece = await chosen(talk);
      if (!piece) {
        // It was taken back meanwhile: what is written now takes the place of nothing.
        const turn = await aside(said, talk);
        return turn === undefined || turn.go === 'again' ? done(talk, false) : turn;
      }
      const { work } = talk;
      if (said.message !== undefined && (await entryStore(work).isUnsaid(said.message))) return done(talk, false);
      const circle = await circleById(work, piece.case);
      const message = said.message === undefined ? {} : { message: hashOf(work, said.message) };
      if (await editedEntry(work, circle, piece, { words, ...message, at: said.at ?? work.now })) {
        await talk.say(say('cases-kept-out'));
        const now = await circleById(work, piece.case);
        if (now.row.state === 'open' && now.called.length === 0) await talk.say(await answerTooFew(work, now));
      }
      await talk.say(say('cases-reworded'));
      if (await mentionsCrisis(work, circle.row.community, words))
        await talk.say(await emergencyCard(work, circle.row.community));
      await noteFiles(talk, circle.row, said);
      return done(talk, said.files.length > 0);
    },
    aside,
  },
});

/** The piece that is being written anew is taken out instead. */
export async function unsay(talk: Talk<Pieces>): Promise<boolean> {
  const piece = talk.step === 'reword' ? await chosen(talk) : undefined;
  if (!piece) return false;
  await entryStore(talk.work).takeBackPiece(piece);
  await takeBackFiles(talk.work, talk.scene.person, piece.messages);
  await deletedEntry(talk.work, await circleById(talk.work, piece.case), piece);
  await talk.say(say('cases-unsaid'));
  return true;
}

const left = async (talk: Talk<any>): Promise<Turn> => (await talk.say(say('cases-left')), end);

/** The same for a case that the team has already. */
export const correcting = flow<Pieces & { case: string; code: string }>({
  name: 'correct',
  version: 1,
  upcasts: {},
  group: groupOfReporter,
  begin: (given) => given as { case: string; code: string },
  valid: async ({ work, answers }) => (await caseStore(work).get(answers.case))?.state === 'open',
  steps: rewording({
    async more({ work, answers }) {
      await work.converse('add', { case: answers.case, code: answers.code });
      return end;
    },
    aside: async () => ({ go: 'leave' }),
    async done({ work, answers }, files) {
      if (files) await askCopiesNow(work, answers.case);
      return end;
    },
  }),
  // Whatever they write later is something new, and takes the place of nothing.
  silence: [{ after: hours(1), act: async () => end }],
  anytime: {
    'word-unsay': async (talk) => ((await unsay(talk)) ? end : undefined),
    'word-skip': left,
    'word-stop': left,
    'word-withdraw': async () => ({ go: 'leave' }),
  },
});
