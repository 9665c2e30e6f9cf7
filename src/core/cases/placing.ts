/**
 * Something was chosen in a menu while the team has a report of that person already: to which one it belongs only they
 * can tell. Until they have, it waits with whatever else they write, and nobody hears of it.
 */
import { choice, digits, tidy } from '../../chat/field.ts';
import { again, end, flow, goTo, next, stay, type Talk, type Turn, type Utterance } from '../../chat/flow.ts';
import { say, text, type Choice } from '../../chat/message.ts';
import { emergencyCard, forgetUnplaced, keepUnplaced, mentionsCrisis, placeAll } from '../community/index.ts';
import { askCopiesNow, noteFiles } from './attached.ts';
import { fresh, keep, type Report, type ReportTalk } from './draft.ts';
import { reopen } from './endings.ts';
import { neverFetched } from './harms.ts';
import { draftLife } from './intake.ts';
import { copies, facts, settle } from './questions.ts';
import { word } from './sayings.ts';
import { caseStore, type CaseRow } from './store/cases.ts';
import { takeAllIn } from './subject.ts';
import { groupOfReporter } from './telling.ts';

interface Placing extends Report {
  /** Their reports that it may belong to, the latest first. */
  readonly among: readonly string[];
  /** They are in danger since, and the two of this one read what they write. */
  readonly alarmed?: string;
}

/** True when they have to be asked; then what they chose waits, unless something waits for another community. */
export async function askWhere(talk: ReportTalk): Promise<boolean> {
  const { work, scene, answers } = talk;
  const open = await caseStore(work).ofReporter(scene.person, ['open']);
  const among = open.filter(({ community }) => community === scene.community).map(({ id }) => id);
  if (among.length === 0) return false;
  let waits: string | undefined;
  await work.leave(scene.person, 'placing', (earlier) => {
    if (earlier.case === null) waits = earlier.community as string | undefined;
    return false;
  });
  if (waits !== undefined && waits !== scene.community) return (await talk.say(say('cases-subject-elsewhere')), true);
  for (const reported of answers.reported) await keepUnplaced(work, scene.person, { text: '', files: [], reported });
  await work.converse('placing', { among, community: scene.community }, { resume: true });
  return true;
}

const rowsOf = async ({ work, answers }: Talk<Placing>): Promise<CaseRow[]> => {
  const rows = await Array.fromAsync(answers.among, (id) => caseStore(work).get(id));
  return rows.filter((row) => row?.state === 'open' || row?.state === 'closed') as CaseRow[];
};

/** Behind the one choice that is there always. */
const firstCase = 2;

const forgotten = async (talk: Talk<Placing>): Promise<void> => forgetUnplaced(talk.work, talk.scene.person);

export const placing = flow<Placing>({
  name: 'placing',
  version: 1,
  upcasts: {},
  begin: (given) => ({ ...fresh, among: [], ...(given as Partial<Placing>) }),
  // In danger nobody is asked before they have written.
  open: async (_, { answers }) => (answers.alarmed === undefined ? again : stay),
  group: ({ case: known, among }) => groupOfReporter({ case: known ?? among[0] ?? null }),
  steps: {
    where: {
      field: choice({ summary: 'cases-ask-where-belongs', of: ['new'], labels: 'cases-belongs' }),
      needed: true,
      async offers(talk) {
        const rows = await rowsOf(talk);
        const add = rows.map(({ code }): Choice => ({
          label: text('cases-belongs-add', { code }),
          does: { kind: 'answer', value: code },
          style: 'primary',
        }));
        return [...add, word('word-stop')];
      },
      async take(_new, { work, scene, answers: { community } }) {
        const { words, reported } = await placeAll(work, scene.person);
        await work.converse('report', { reported, anew: true, community }, { resume: true });
        for (const each of words) await work.hear(each);
        return end;
      },
      async aside(utterance, talk) {
        const rows = await rowsOf(talk);
        const said = tidy(utterance.text);
        const row = rows.find(({ code }) => code === said) ?? rows[(digits(said) ?? 0) - firstCase];
        if (row && utterance.files.length === 0) return addTo(talk, row);
        const alarmed = rows.find(({ id }) => id === talk.answers.alarmed);
        return alarmed?.state === 'open' ? passOn(talk, alarmed, utterance) : wait(talk, utterance);
      },
    },
    kind: { ...facts['kind']!, when: ({ files, known }) => files && !known.includes('kind') },
    copies,
  },
  anytime: {
    async 'word-stop'(talk) {
      if (talk.step !== 'where') return talk.step === 'copies' ? settle(talk, false) : next;
      await forgotten(talk);
      await talk.say(say('cases-belongs-left'));
      return end;
    },
    'word-skip': async (talk) => (talk.step === 'where' ? again : talk.step === 'copies' ? settle(talk, false) : next),
    async 'word-withdraw'(talk) {
      await forgotten(talk);
      return { go: 'leave' };
    },
  },
  silence: [{ after: draftLife, act: async () => end }],
});

/** It goes to the two with all that was written meanwhile, but to nobody whom it is about. */
async function addTo(talk: Talk<Placing>, known: CaseRow): Promise<Turn> {
  const { work, scene, answers } = talk;
  const row = known.state === 'closed' ? await reopen(work, known) : known;
  const { words, reported } = await placeAll(work, scene.person);
  answers.case = row.id;
  const { kind } = await caseStore(work).facts(row);
  answers.never = kind != null && neverFetched.has(kind);
  if (kind !== undefined) answers.known = ['kind'];
  await takeAllIn(talk, reported);
  for (const each of words) await keep(talk, each);
  await talk.say(say(text('cases-added', { code: row.code })));
  // Before files of others are copied, the kind of harm must be known: some nobody may have.
  return answers.files && kind === undefined ? goTo('kind') : next;
}

/** The two read it at once; what was chosen in a menu waits on. */
async function passOn(talk: Talk<Placing>, row: CaseRow, utterance: Utterance): Promise<Turn> {
  talk.answers.case = row.id;
  if (await keep(talk, { ...utterance, files: [] })) await talk.say(say(text('cases-added', { code: row.code })));
  talk.answers.case = null;
  await noteFiles(talk, row, utterance);
  if (utterance.files.length === 0) return again;
  await askCopiesNow(talk.work, row.id);
  return stay;
}

/** Words of a crisis bring the card at once; everything else can wait for the answer. */
async function wait(talk: Talk<Placing>, utterance: Utterance): Promise<Turn> {
  const { work, scene } = talk;
  await keepUnplaced(work, scene.person, utterance);
  if (scene.community !== undefined && (await mentionsCrisis(work, scene.community, utterance.text))) {
    await talk.say(await emergencyCard(work, scene.community));
    await talk.say({ ...say('cases-crisis'), choices: [word('word-danger', 'danger')] });
  }
  await talk.say(say('cases-belongs-kept'));
  return again;
}
