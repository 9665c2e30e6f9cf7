/** What responders do with a case, each declared once. Whoever may not hear of a case is told of none. */
import { command, type Command } from '../../chat/command.ts';
import { choice, number, person, text as textField, type Answers, type Fields } from '../../chat/field.ts';
import { cut, said, say, text, type Message } from '../../chat/message.ts';
import { asks, done, refused, type Outcome } from '../../chat/outcome.ts';
import type { Scene, Work } from '../../chat/ports.ts';
import { nameOf } from '../people/index.ts';
import {
  callAnew,
  casesFor,
  circleOf,
  close,
  findCase,
  groupOf,
  keepOut,
  rest,
  restaff,
  show,
  tellPair,
  tellSpace,
  tellTooFew,
  type Circle,
} from './circle.ts';
import { both, isOn, pair as pairSize, taking } from './rules.ts';
import { caseStore } from './store.ts';
import { quote } from './sayings.ts';

const caseField = { case: textField({ summary: 'cases-field-case', max: 60 }) };

/** Longer than this, an answer would be cut for whoever reads it. In characters. */
const longestReply = 6_000;

/** A command about one case. It runs only for whoever may hear of that case. */
const about = <const F extends Fields>(
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
const onIt = <const F extends Fields>(name: string, fields: F, run: Parameters<typeof about<F>>[2]): Command =>
  about(name, fields, async (answers, circle, scene, work) =>
    isOn(circle.pair, scene.person)
      ? run(answers, circle, scene, work)
      : refused('cases-not-on', { code: circle.row.code }),
  );

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
              minutes: Math.floor((work.now.getTime() - row.openedAt!.getTime()) / 60_000),
              state: isOn(pair, scene.person)
                ? text(pair.lead === scene.person ? 'cases-list-lead' : 'cases-list-second')
                : text(pair.lead === undefined ? 'cases-list-needs-two' : 'cases-list-needs-one'),
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

const showCase = about('show', entryField, async ({ entry: at }, circle, scene, work) => {
  if (!isOn(circle.pair, scene.person)) return done(say(text('cases-show-first', { code: circle.row.code })));
  await work.audit('case.read', circle.row.id);
  const entry = at === undefined ? undefined : (await caseStore(work).entries(circle.row.id))[at - 1];
  if (entry && !entry.takenBack) {
    const message: Message = { parts: [{ kind: 'quote', text: cut(entry.text, longestEntry), by: said(`${at}`) }] };
    return done(message, groupOf(circle.row.id, scene.person));
  }
  return done(await show(work, circle), groupOf(circle.row.id, scene.person));
});

const take = about('take', {}, async (_, circle, scene, work) => {
  const { row, standings, pair } = circle;
  const store = caseStore(work);
  const what = taking(standings, pair, scene.person);
  if (row.state !== 'open') return refused('cases-closed-already', { code: row.code });
  if (what.kind === 'already') return refused('cases-already-on', { code: row.code });
  if (what.kind === 'full') return refused('cases-full', { code: row.code });
  const role = what.kind === 'instead' ? what.role : what.kind;
  if (what.kind === 'instead') {
    await store.unstand(row.id, what.of, ['lead', 'second']);
    await store.unstand(row.id, scene.person, ['offered']);
    await work.say(
      { person: what.of },
      say(text('cases-handed-over', { code: row.code, name: await nameOf(work, scene.person) })),
    );
  }
  // Somebody who may no longer hear it leaves their place to whoever takes it.
  await store.clearStandings(row.id, [role]);
  await store.stand(row.id, scene.person, role);
  await work.audit('case.taken', row.id, { role });
  const now = await restaff(work, row.id);
  const name = await nameOf(work, scene.person);
  await tellPair(work, now, say(text(`cases-taken-${role}`, { code: row.code, name })), scene.person);
  await tellSpace(work, now, say(text(`cases-taken-${role}`, { code: row.code, name })));
  if (both(now.pair)) await rest(work, row.id);
  if (what.kind !== 'instead') await tellReporter(work, now, both(now.pair) ? 'cases-hears-two' : 'cases-hears-one');
  const dossier = await show(work, now);
  return done(
    { ...dossier, parts: [...say(both(now.pair) ? 'cases-you-two' : 'cases-you-first').parts, ...dossier.parts] },
    groupOf(row.id, scene.person),
  );
});

/** What the person affected hears of how it goes. A witness hears nothing between receipt and thanks. */
async function tellReporter(work: Work, { row }: Circle, key: string): Promise<void> {
  if (!row.reporter) return;
  const facts = await caseStore(work).facts(row);
  if (facts.relation === 'saw' || facts.contact === 'record') return;
  await work.say({ person: row.reporter }, say(text(key, { code: row.code })), { urgency: 'answer' });
}

/** Whoever wanted it on record only is not written to, unless they have written again since. */
async function wantsWords(work: Work, { row }: Circle): Promise<boolean> {
  const store = caseStore(work);
  if ((await store.facts(row)).contact !== 'record') return true;
  return (await store.entries(row.id)).some((each) => each.kind === 'said' && each.at > row.openedAt!);
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
    if (row.state !== 'open' || !row.reporter) return refused('cases-closed-already', { code: row.code });
    if (!(await wantsWords(work, circle))) return refused('cases-no-contact', { code: row.code });
    const two = both(pair);
    if (answers.relief === undefined && answers.text === undefined && two) return asks('text');
    if (answers.relief === undefined && !two) {
      return done({
        ...say('cases-reply-needs-two'),
        choices: (['safe', 'medical', 'someone'] as const).map((relief) => ({
          label: text(`cases-relief-${relief}`),
          does: { kind: 'command', name: 'case reply', args: { case: row.code, relief } },
        })),
      });
    }
    const words = answers.relief === undefined ? answers.text! : '';
    const id = work.orderedId();
    const shown = answers.relief === undefined ? words : `[${answers.relief}]`;
    await caseStore(work).write(row.id, { id, kind: 'reply', by: scene.person, text: shown });
    await work.audit('case.replied', row.id, { relief: answers.relief ?? 'no' });
    await work.say(
      { person: row.reporter },
      answers.relief === undefined
        ? { parts: [...quote(words, text('cases-team')), ...say('cases-reply-how').parts] }
        : say('cases-relief-from', `cases-relief-${answers.relief}`, 'cases-reply-how'),
      { urgency: 'answer' },
    );
    if (answers.relief === undefined) {
      await tellPair(
        work,
        circle,
        {
          parts: quote(words, text('cases-partner-replied', { who: await nameOf(work, scene.person), code: row.code })),
        },
        scene.person,
      );
    }
    return done(say(text('cases-replied', { code: row.code })));
  },
);

const note = onIt(
  'note',
  { text: textField({ summary: 'cases-field-note', long: true, secret: true }) },
  async ({ text: words }, { row }, scene, work) => {
    await caseStore(work).write(row.id, { id: work.orderedId(), kind: 'note', by: scene.person, text: words });
    return done(say(text('cases-noted', { code: row.code })));
  },
);

const severity = onIt(
  'severity',
  { level: choice({ summary: 'cases-field-severity', of: ['s0', 's1', 's2', 's3', 's4'], labels: 'cases-severity' }) },
  async ({ level }, circle, scene, work) => {
    const { row } = circle;
    await caseStore(work).set(row.id, { severity: Number(level.slice(1)) });
    await work.audit('case.severity', row.id, { level });
    await tellPair(
      work,
      circle,
      say(text('cases-severity-set', { code: row.code, level: text(`cases-severity-${level}`) })),
      scene.person,
    );
    return done(say(text('cases-severity-set', { code: row.code, level: text(`cases-severity-${level}`) })));
  },
);

const handover = onIt(
  'handover',
  { person: person({ summary: 'cases-field-person' }) },
  async ({ person: to }, circle, scene, work) => {
    const { row, may, pair } = circle;
    // One word for holiday, conflict, rest and anything else: being passed over says nothing.
    if (!may.includes(to) || isOn(pair, to)) return refused('cases-unavailable');
    const store = caseStore(work);
    await store.clearStandings(row.id, ['offered']);
    await store.stand(row.id, to, 'offered', scene.person);
    await work.audit('case.offered', row.id);
    await work.say(
      { person: to },
      {
        ...say(text('cases-offered', { code: row.code, name: await nameOf(work, scene.person) })),
        choices: [
          {
            label: text('cases-button-take'),
            does: { kind: 'command', name: 'case take', args: { case: row.code } },
            style: 'primary',
          },
        ],
      },
      { urgency: 'answer', group: groupOf(row.id, to) },
    );
    return done(say(text('cases-offer-made', { code: row.code, name: await nameOf(work, to) })));
  },
);

const recuse = about('recuse', {}, async (_, circle, scene, work) => {
  const { row, pair } = circle;
  const wasOn = isOn(pair, scene.person);
  await keepOut(work, row.id, [scene.person], 'recused');
  await work.audit('case.recused', row.id);
  const now = await circleOf(work, (await caseStore(work).get(row.id))!);
  if (!wasOn && row.state === 'open' && now.may.length < pairSize) await tellTooFew(work, now);
  if (wasOn && row.state === 'open') {
    await tellPair(work, now, say(text('cases-partner-gone', { code: row.code })));
    await callAnew(work, now);
  }
  return done(say(text('cases-recused', { code: row.code })));
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
      of: ['credible', 'insufficient', 'unfounded'],
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
      await caseStore(work).write(row.id, {
        id: work.orderedId(),
        kind: 'note',
        by: scene.person,
        text: answers.basis,
      });
    }
    await close(work, circle, answers.outcome, answers.words);
    await tellPair(work, circle, say(text('cases-space-closed', { code: row.code })), scene.person);
    return done(say(text('cases-space-closed', { code: row.code })));
  },
);

const report = command({
  name: 'report',
  summary: 'cases-command-report',
  who: 'anyone',
  fields: {},
  async run(_, scene, work) {
    if (scene.place.kind === 'direct') {
      await work.converse('report', undefined, { resume: true });
      return done();
    }
    await work.say({ person: scene.person }, say('cases-invite'), { urgency: 'answer' });
    return done(say('cases-invite-sent'));
  },
});

export const commands = [report, list, showCase, take, reply, note, severity, handover, recuse, closeCase];
