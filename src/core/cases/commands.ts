/** What responders do with a case, each declared once. Whoever may not hear of a case is told of none. */
import { command } from '../../chat/command.ts';
import { choice, number, person, text as textField } from '../../chat/field.ts';
import { cut, said, say, text, type Choice, type Message } from '../../chat/message.ts';
import { asks, done, refused } from '../../chat/outcome.ts';
import type { Work } from '../../chat/ports.ts';
import { emergencyCard, settingsOf } from '../community/index.ts';
import { policyParts } from '../escalation/index.ts';
import { nameOf } from '../people/index.ts';
import { about, onIt, standing } from './about.ts';
import { answering, firstRelief, longestReply, proposedPart, send, silenced } from './answering.ts';
import { callAnew } from './calling.ts';
import { casesFor, circleById, restaff, there, type Circle } from './circle.ts';
import { agree, exception } from './duty.ts';
import { close } from './endings.ts';
import { guardCase, keepOut } from './hearing.ts';
import { answered, judged, levelOf, missed, nextCall, rest, tellTooFew } from './ladder.ts';
import { mark } from './marks.ts';
import { openCaseFile } from './opening.ts';
import { both, isOn, taking } from './rules.ts';
import { caseStore } from './store/cases.ts';
import { entryStore } from './store/entries.ts';
import { proposalStore } from './store/proposals.ts';
import { groupOf, show, shownPart, tellOne, tellPair, tellReporter, tellSpace } from './telling.ts';
import { cantChoice, command as button, standbyChoice } from './sayings.ts';

const list = command({
  name: 'case list',
  summary: 'cases-command-list',
  who: 'responder',
  fields: {},
  async run(_, scene, work) {
    const circles = scene.community === undefined ? [] : await casesFor(work, scene.community, scene.person);
    if (circles.length === 0) return done(say('cases-list-empty'));
    return done({
      parts: [
        ...say('cases-list').parts,
        {
          kind: 'list',
          items: circles.map(({ row, pair }) =>
            text(row.urgent ? 'cases-list-urgent' : 'cases-list-line', {
              code: row.code,
              minutes: Math.floor((work.now.getTime() - (row.waitingSince ?? row.openedAt!).getTime()) / 60_000),
              state: standing(pair, scene.person),
            }),
          ),
        },
      ],
    });
  },
});

/** How much of one entry is shown when it is asked for by its number. In characters. */
const longestEntry = 50_000;

const entryField = { entry: number({ summary: 'cases-field-entry', min: 1, max: 9_999, optional: true }) };

const readCase: Parameters<typeof about<typeof entryField>>[2] = async ({ entry: at }, circle, scene, work) => {
  if (!isOn(circle.pair, scene.person)) return done(say(text('cases-show-first', { code: circle.row.code })));
  await work.audit('case.read', circle.row.id);
  const entry = at === undefined ? undefined : (await entryStore(work).of(circle.row.id))[at - 1];
  if (entry && !entry.takenBack) {
    const message: Message = { parts: [{ kind: 'quote', text: cut(entry.text, longestEntry), by: said(`${at}`) }] };
    return done(message, `${groupOf(circle.row.id, scene.person)}/${shownPart}`);
  }
  return done(await show(work, circle), `${groupOf(circle.row.id, scene.person)}/${shownPart}`);
};
const showCase = about('show', entryField, readCase, undefined, true);

const take = about(
  'take',
  {},
  async (_, circle, scene, work) => {
    const { row, standings, pair } = circle;
    const store = caseStore(work);
    const what = taking(standings, pair, scene.person);
    if (row.state !== 'open') return refused('cases-closed-already', { code: row.code });
    if (!circle.able.includes(scene.person)) return refused('cases-untrained');
    if (what.kind === 'already') return refused('cases-already-on', { code: row.code });
    if (what.kind === 'full') return refused('cases-full', { code: row.code });
    const role = what.kind === 'instead' ? what.role : what.kind;
    if (what.kind === 'instead') {
      await store.unstand(row.id, what.of, ['lead', 'second']);
      await store.unstand(row.id, scene.person, ['offered']);
      const name = await nameOf(work, scene.person);
      await tellOne(work, row.id, what.of, say(text('cases-handed-over', { code: row.code, name })));
    }
    // Somebody who may no longer hear it leaves their place to whoever takes it.
    await store.clearStandings(row.id, [role]);
    await store.stand(row.id, scene.person, role);
    await work.audit('case.taken', row.id, { role });
    const now = await restaff(work, row.id);
    const name = await nameOf(work, scene.person);
    await tellPair(work, now, say(text(`cases-taken-${role}`, { code: row.code, name })), { but: scene.person });
    await tellSpace(work, now, {
      ...say(text(`cases-taken-${role}`, { code: row.code, name })),
      choices: both(now.pair) ? [button('cases-button-reply', 'case reply', { case: row.code })] : [],
    });
    await mark(work, now);
    if (await answered(work, now)) await rest(work, row.id);
    if (what.kind !== 'instead') await tellProgress(work, now, both(now.pair) ? 'cases-hears-two' : 'cases-hears-one');
    const dossier = await show(work, now);
    return done(
      { ...dossier, parts: [...say(both(now.pair) ? 'cases-you-two' : 'cases-you-first').parts, ...dossier.parts] },
      `${groupOf(row.id, scene.person)}/${shownPart}`,
    );
  },
  ({ pair }, person) => !isOn(pair, person),
);

/** What the person affected hears of how it goes. A witness hears nothing between receipt and thanks. */
async function tellProgress(work: Work, { row }: Circle, key: string): Promise<void> {
  const { relation, contact } = await caseStore(work).facts(row);
  if (relation === 'saw' || contact === 'record') return;
  await tellReporter(work, row, say(text(key, { code: row.code })));
}

const reply = onIt(
  'reply',
  {
    text: textField({ summary: 'cases-field-reply', max: longestReply, long: true, secret: true, optional: true }),
    relief: choice({
      summary: 'cases-field-relief',
      of: ['safe', 'medical', 'someone'],
      labels: 'cases-relief',
      optional: true,
    }),
  },
  async (answers, circle, scene, work) => {
    const { row, pair } = circle;
    const why = await silenced(work, circle);
    if (why) return why;
    if (answers.relief === undefined && answers.text === undefined && both(pair)) return asks('text');
    if (answers.relief === undefined && !both(pair)) return done(firstRelief(row.code, answers.text));
    const entry = work.orderedId();
    const words = answers.relief === undefined ? answers.text! : `[${answers.relief}]`;
    await entryStore(work).write(row.id, { id: entry, kind: 'reply', by: scene.person, text: words });
    if (answers.relief === undefined) await send(work, circle, entry, scene.person, words);
    else {
      await answering(work, circle, { relief: answers.relief });
      const { parts } = say('cases-relief-from', `cases-relief-${answers.relief}`, 'cases-reply-how');
      await tellReporter(work, row, { parts });
    }
    return done(say(text('cases-replied', { code: row.code })));
  },
);

/** What was written in plain text goes out: its author has read it once more. */
const sendProposed = onIt(
  'send',
  { answer: textField({ summary: 'cases-field-answer', max: 40, optional: true }) },
  async ({ answer }, circle, scene, work) => {
    const { row, pair } = circle;
    const why = await silenced(work, circle);
    if (why) return why;
    const proposals = proposalStore(work);
    const proposal = await proposals.of(row.id, scene.person, answer);
    if (!proposal || proposal.takenBack) return refused('cases-draft-gone', { code: row.code });
    if (proposal.sentAs !== null) return refused('cases-sent-already', { code: row.code });
    if (!both(pair)) return done(firstRelief(row.code, proposal.text));
    // The question is answered; what was written stands once, where its author can change it.
    await work.takeBack({ group: `${groupOf(row.id, scene.person)}/${proposedPart(proposal.id)}` });
    await send(work, circle, await proposals.confirm(proposal), scene.person, proposal.text);
    return done(say(text('cases-sent', { code: row.code })));
  },
);

const note = onIt(
  'note',
  { text: textField({ summary: 'cases-field-note', long: true, secret: true }) },
  async ({ text: words }, { row }, scene, work) => {
    await entryStore(work).write(row.id, { id: work.orderedId(), kind: 'note', by: scene.person, text: words });
    return done(say(text('cases-noted', { code: row.code })));
  },
);

const severity = onIt(
  'severity',
  { level: choice({ summary: 'cases-field-severity', of: ['s0', 's1', 's2', 's3', 's4'], labels: 'cases-severity' }) },
  async ({ level }, circle, scene, work) => {
    const { row } = circle;
    const severity = Number(level.slice(1));
    await caseStore(work).set(row.id, { severity });
    await mark(work, { ...circle, row: { ...row, severity } });
    await work.audit('case.severity', row.id, { level });
    const said = say(text('cases-severity-set', { code: row.code, level: text(`cases-severity-${level}`) }));
    await tellPair(work, circle, said, { but: scene.person });
    if (row.state === 'open') await judged(work, circle);
    return done(said);
  },
);

const takeChoice = (code: string): Choice => ({
  label: text('cases-button-take'),
  does: { kind: 'command', name: 'case take', args: { case: code } },
  style: 'primary',
});

const handover = onIt(
  'handover',
  { person: person({ summary: 'cases-field-person' }) },
  async ({ person: to }, circle, scene, work) => {
    const { row } = circle;
    if (row.state !== 'open') return refused('cases-closed-already', { code: row.code });
    await guardCase(work, row, to);
    const { able, pair } = await circleById(work, row.id);
    const free = await there(work, row, true);
    // One word for holiday, conflict, rest and anything else: being passed over says nothing.
    if (!able.includes(to) || !free.includes(to) || isOn(pair, to)) return refused('cases-unavailable');
    const store = caseStore(work);
    await store.clearStandings(row.id, ['offered']);
    await store.stand(row.id, to, 'offered', scene.person);
    await work.audit('case.offered', row.id);
    await tellOne(work, row.id, to, {
      ...say(text('cases-offered', { code: row.code, name: await nameOf(work, scene.person) })),
      choices: [takeChoice(row.code)],
    });
    return done(say(text('cases-offer-made', { code: row.code, name: await nameOf(work, to) })));
  },
);

const recuse = about('recuse', {}, async (_, circle, scene, work) => {
  const { row, pair } = circle;
  const wasOn = isOn(pair, scene.person);
  const now = await keepOut(work, row.id, [scene.person], 'recused');
  await work.audit('case.recused', row.id);
  if (row.state === 'open' && wasOn) await callAnew(work, row.id);
  else if (row.state === 'open' && now.called.length === 0) await tellTooFew(work, now);
  return done(say(text('cases-recused', { code: row.code })));
});

/** Whoever was called can't come now: whoever is next is called, at once where nobody else was. Nobody hears who it was. */
const cant = about(
  'cant',
  {},
  async (_, circle, scene, work) => {
    const { row, pair } = circle;
    if (row.state !== 'open') return refused('cases-closed-already', { code: row.code });
    if (isOn(pair, scene.person)) return refused('cases-cant-on', { code: row.code });
    const store = caseStore(work);
    const stoodBy = circle.standings.some(({ role, person: who }) => role === 'standby' && who === scene.person);
    if ((await answered(work, circle)) && !stoodBy) return refused('cases-full', { code: row.code });
    await store.unstand(row.id, scene.person, ['declined', 'standby']);
    await store.stand(row.id, scene.person, 'declined');
    await work.audit('case.cant', row.id);
    await missed(work, row.id, scene.person);
    return done(say(text('cases-cant-noted', { code: row.code })));
  },
  ({ pair }, person) => !isOn(pair, person),
);

/** Beside the two, for where a team wants more to have answered. */
const standBy = about(
  'standby',
  {},
  async (_, circle, scene, work) => {
    const { row, pair, able } = circle;
    if (row.state !== 'open') return refused('cases-closed-already', { code: row.code });
    if (isOn(pair, scene.person)) return refused('cases-already-on', { code: row.code });
    if (!able.includes(scene.person)) return refused('cases-untrained');
    await caseStore(work).stand(row.id, scene.person, 'standby');
    await work.audit('case.standby', row.id);
    const now = await circleById(work, row.id);
    if (await answered(work, now)) await rest(work, row.id);
    await tellPair(
      work,
      now,
      say(text('cases-standby-told', { code: row.code, name: await nameOf(work, scene.person) })),
    );
    return done(say(text('cases-standby-noted', { code: row.code })));
  },
  ({ pair }, person) => !isOn(pair, person),
);

/** One of the two needs somebody now: all who may hear and are there are called. */
const backup = onIt('backup', {}, async (_, { row, pair, able }, scene, work) => {
  if (row.state !== 'open') return refused('cases-closed-already', { code: row.code });
  const free = (await there(work, row, true)).filter((each) => able.includes(each) && !isOn(pair, each));
  await work.audit('case.backup', row.id, { people: free.length });
  const ask: Message = {
    ...say(text('cases-backup', { code: row.code, name: await nameOf(work, scene.person) })),
    choices: [both(pair) ? standbyChoice(row.code) : takeChoice(row.code), cantChoice(row.code)],
  };
  for (const person of free) await tellOne(work, row.id, person, ask, 'page');
  return done({
    parts: [
      ...say(text('cases-backup-called', { count: free.length })).parts,
      ...(await emergencyCard(work, row.community)).parts,
    ],
  });
});

/** What happens next while a case waits, and why: the steps, without any name that it does not tell already. */
const explain = about('explain', {}, async (_, { row, pair }, __, work) => {
  const { parts } = await policyParts(work, row.community, levelOf(row));
  const due = await nextCall(work, row.id);
  const { zone } = await settingsOf(work, row.community);
  const next =
    due === undefined
      ? text('cases-explain-rest')
      : text('cases-explain-next', { at: { at: due, zone, show: 'zoned' } });
  const on = [pair.lead, pair.second].filter((each) => each !== undefined).length;
  return done({
    parts: [...say(text('cases-explain', { code: row.code, step: row.step, on }), next).parts, ...parts],
  });
});

const closeCase = onIt(
  'close',
  {
    outcome: choice({
      summary: 'cases-field-outcome',
      of: ['resolved', 'measures', 'referred', 'recorded', 'unfounded'],
      labels: 'cases-outcome',
    }),
    words: textField({ summary: 'cases-field-words', max: longestReply, long: true, secret: true, optional: true }),
    assessment: choice({
      summary: 'cases-field-assessment',
      of: ['credible', 'insufficient', 'unfounded', 'malicious'],
      labels: 'cases-assessment',
      optional: true,
    }),
    basis: textField({ summary: 'cases-field-basis', long: true, secret: true, optional: true }),
  },
  async (answers, circle, scene, work) => {
    const { row, pair } = circle;
    if (row.state !== 'open') return refused('cases-closed-already', { code: row.code });
    if (!both(pair)) return refused('cases-close-needs-two', { code: row.code });
    if (answers.assessment !== undefined) {
      if (answers.basis === undefined) return refused('cases-basis-needed');
      await caseStore(work).set(row.id, { assessment: answers.assessment });
      await entryStore(work).write(row.id, {
        id: work.orderedId(),
        kind: 'note',
        by: scene.person,
        text: answers.basis,
      });
    }
    await close(work, circle, answers.outcome, answers.words);
    await tellPair(work, circle, say(text('cases-space-closed', { code: row.code })), { but: scene.person });
    return done(say(text('cases-space-closed', { code: row.code })));
  },
);

export const commands = [
  list,
  showCase,
  openCaseFile,
  take,
  reply,
  sendProposed,
  note,
  severity,
  handover,
  recuse,
  closeCase,
  exception,
  agree,
  cant,
  standBy,
  backup,
  explain,
];
