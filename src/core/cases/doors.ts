/** The two doors of a report: danger now, and at one's own pace; and how each of them ends. */
import { again, end, goTo, next, stay, type Turn, type Utterance } from '../../chat/flow.ts';
import { cut, say, text, type Message, type Part } from '../../chat/message.ts';
import { seconds } from '../../time/clock.ts';
import { emergencyCard } from '../community/index.ts';
import { hush } from '../people/index.ts';
import { alarm, circleOf, openCase, plan, tellPair, withdraw } from './circle.ts';
import { caseOf, draftOf, hasStory, keep, type ReportTalk } from './draft.ts';
import { mentionsCrisis } from './intake.ts';
import { factsOf, word } from './sayings.ts';
import { caseStore } from './store.ts';

/** After how much silence in danger the page goes out by itself. */
const grace = seconds(60);

/** Danger now: the card first, then one question; the page goes out after a minute whatever happens. */
export async function danger(talk: ReportTalk): Promise<Turn> {
  const { work, scene, answers } = talk;
  await talk.say(await emergencyCard(work, scene.community));
  const row = await draftOf(talk);
  if (!row) return (await talk.say(say('no-community-reporter')), end);
  answers.greeted = true;
  if (row.state === 'open') {
    await talk.say(say(await alarm(work, row)));
    answers.opened = true;
    return talk.step === 'mustnot' ? goTo('story') : stay;
  }
  answers.urgent = true;
  await caseStore(work).set(row.id, { urgent: true });
  const wait = await plan(work, row, grace);
  await talk.say(wait > grace ? slowly(wait) : say('cases-danger'));
  return goTo('mustnot');
}

const slowly = (wait: number): Message => say(text('cases-danger-slowed', { minutes: Math.ceil(wait / 60_000) }));

/** The page goes out now, unless the same person has called just before. */
export async function call(talk: ReportTalk): Promise<Turn> {
  const { work, answers } = talk;
  const row = (await draftOf(talk))!;
  if (row.state === 'draft') {
    const wait = await plan(work, row, 0);
    await talk.say(wait > 0 ? slowly(wait) : await openCase(work, row.id, true));
  }
  answers.opened = true;
  return goTo('story');
}

/** No call after all: the card stays, the story may go on. Once they were called, it is said so. */
export async function dontCall(talk: ReportTalk): Promise<Turn> {
  const { work, answers } = talk;
  const row = await caseOf(talk);
  if (!row || (row.state === 'draft' && !answers.urgent)) return again;
  if (row.state !== 'draft') {
    answers.opened = true;
    await talk.say(say('cases-called-already'));
    return goTo('story');
  }
  await work.never(`page/${row.id}`);
  await caseStore(work).set(row.id, { urgent: false });
  Object.assign(answers, { urgent: false, opened: false });
  await talk.say(say('cases-not-called'));
  return goTo('story');
}

/** Takes the bot's own messages away, and is silent until written to. */
export async function hide(talk: ReportTalk): Promise<Turn> {
  await hush(talk.work, talk.scene.person, 'hidden');
  await talk.work.takeBack({ person: talk.scene.person });
  return stay;
}

/** Words of a story, as many messages as they come in. Says little, so that it does not interrupt. */
export async function story(talk: ReportTalk, utterance: Utterance): Promise<Turn> {
  const before = await hasStory(talk);
  if (!(await keep(talk, utterance))) return again;
  if (await mentionsCrisis(talk.work, talk.scene.community!, utterance.text)) {
    // Words of despair bring the card at once, and the offer of a human; the story goes on undisturbed.
    await talk.say(await emergencyCard(talk.work, talk.scene.community));
    await talk.say({ ...say('cases-crisis'), choices: [word('word-danger', 'danger')] });
  }
  if (utterance.files.length > 0) {
    await talk.say(say(text('cases-files-noted', { count: utterance.files.length })));
    return talk.answers.never ? (await talk.say(say('cases-never-fetched')), stay) : askCopies(talk, 'story');
  }
  await talk.say({ ...say(before ? 'cases-kept' : 'cases-kept-story'), choices: [word('word-done', 'primary')] });
  return stay;
}

/** Asks whether files may be copied, and remembers where to go on. */
export function askCopies(talk: ReportTalk, back: string): Turn {
  talk.answers.back = back;
  return goTo('copies');
}

/** Where to go on once that is answered. */
export function onAfterFiles(talk: ReportTalk): Turn {
  const { back } = talk.answers;
  talk.answers.back = null;
  if (talk.answers.opened) return end;
  return back === null ? next : goTo(back);
}

/** Enough told for now. */
export async function done(talk: ReportTalk): Promise<Turn> {
  if (talk.step !== 'story') return goTo('confirm');
  if (!(await hasStory(talk))) return (await talk.say(say('cases-nothing-yet')), again);
  if (talk.answers.opened) return (await talk.say(say('cases-done-called')), end);
  return next;
}

export async function takeAllBack(talk: ReportTalk): Promise<Turn> {
  const row = await caseOf(talk);
  if (row) await withdraw(talk.work, row);
  await talk.say(say('cases-withdrawn'));
  return end;
}

/** Reads back all that was said, the way the two will read it. */
export async function summary(talk: ReportTalk): Promise<Message> {
  const { work } = talk;
  const store = caseStore(work);
  const row = await caseOf(talk);
  if (!row) return say('cases-summary-empty', 'cases-ask-confirm');
  const facts = await store.facts(row);
  const written = (await store.entries(row.id)).filter((each) => each.kind === 'said' && !each.takenBack);
  const amended = new Set(written.map((each) => each.amends));
  const words = written
    .filter((each) => !amended.has(each.id))
    .map((each) => each.text)
    .join('\n\n');
  const standings = await store.standings(row.id);
  const out = new Set(standings.filter((each) => each.role !== 'chosen').map((each) => each.person)).size;
  const chosen = standings.filter((each) => each.role === 'chosen').length;
  const parts: Part[] = [
    ...say('cases-summary').parts,
    ...(words === '' ? say('cases-summary-no-story').parts : [{ kind: 'quote', text: cut(words, 6_000) } as const]),
    factsOf(facts),
    ...say(facts.named ? 'cases-summary-named' : 'cases-summary-unnamed').parts,
    ...(out > 0 ? say(text('cases-summary-out', { count: out })).parts : []),
    ...(chosen > 0 ? say(text('cases-summary-chosen', { count: chosen })).parts : []),
    ...say('cases-ask-confirm').parts,
  ];
  return { parts };
}

/** The person agrees: the draft becomes a case, or an open case has new answers. */
export async function confirm(talk: ReportTalk): Promise<Turn> {
  const { work, answers } = talk;
  const row = await draftOf(talk);
  if (!row) return (await talk.say(say('no-community-reporter')), end);
  if (row.state === 'draft') {
    await talk.say(await openCase(work, row.id, answers.urgent));
    return end;
  }
  await tellPair(work, await circleOf(work, row), say(text('cases-facts-more', { code: row.code })));
  await talk.say(say('cases-facts-kept'));
  return end;
}
