/**
 * The duty of care: what was told is passed on against the will of whoever told it. Never by one alone, never
 * without a ground, and never in silence unless to say it would put somebody in danger. The program passes
 * nothing on by itself: it makes sure that two decided, that it is on record, and that the person knows.
 */
import { choice, text as textField, yesno } from '../../chat/field.ts';
import { say, text } from '../../chat/message.ts';
import { done, refused } from '../../chat/outcome.ts';
import { nameOf } from '../people/index.ts';
import { onIt } from './about.ts';
import { both } from './rules.ts';
import { command } from './sayings.ts';
import { caseStore } from './store/cases.ts';
import { entryStore } from './store/entries.ts';
import { tellPair, tellReporter } from './telling.ts';

/** One of the two asks the other. */
export const exception = onIt(
  'exception',
  {
    basis: choice({ summary: 'cases-field-exception', of: ['child', 'life', 'law'], labels: 'cases-exception' }),
    words: textField({ summary: 'cases-field-exception-words', long: true, secret: true, max: 2_000 }),
    silent: yesno({ summary: 'cases-field-exception-silent', optional: true }),
  },
  async ({ basis, words, silent = false }, circle, scene, work) => {
    const { row, pair } = circle;
    if (row.state !== 'open') return refused('cases-closed-already', { code: row.code });
    if (!both(pair)) return refused('cases-exception-needs-two', { code: row.code });
    await caseStore(work).tell(row.id, { exception: { by: scene.person, basis, words, silent, agreed: false } });
    await work.audit('case.exception-asked', row.id, { basis, silent });
    const ask = text('cases-exception-ask', {
      who: await nameOf(work, scene.person),
      code: row.code,
      basis: text(`cases-exception-${basis}`),
    });
    await tellPair(
      work,
      circle,
      {
        parts: [
          { kind: 'paragraph', text: ask },
          { kind: 'quote', text: words },
          { kind: 'paragraph', text: text(silent ? 'cases-exception-silent' : 'cases-exception-open') },
        ],
        choices: [command('cases-button-agree', 'case agree', { case: row.code })],
      },
      { but: scene.person },
    );
    return done(say(text('cases-exception-asked', { code: row.code })));
  },
);

/** The other one agrees: from now on it is on record, and the person is told. */
export const agree = onIt('agree', {}, async (_, circle, scene, work) => {
  const { row, pair } = circle;
  const store = caseStore(work);
  const asked = (await store.facts(row)).exception;
  if (!asked || asked.agreed) return refused('cases-exception-none', { code: row.code });
  // Whoever asked may have left the case since: then nobody stands behind it any longer.
  if (asked.by !== pair.lead && asked.by !== pair.second) return refused('cases-exception-none', { code: row.code });
  if (asked.by === scene.person) return refused('cases-exception-own', { code: row.code });
  await store.tell(row.id, { exception: { ...asked, agreed: true } });
  const [asker, agreed] = [await nameOf(work, asked.by), await nameOf(work, scene.person)];
  await entryStore(work).write(row.id, {
    id: work.orderedId(),
    kind: 'note',
    by: scene.person,
    text: `[exception: ${asked.basis}; ${asker}, ${agreed}] ${asked.words}`,
  });
  await work.audit('case.exception', row.id, { basis: asked.basis, silent: asked.silent });
  if (!asked.silent) {
    const basis = text(`cases-exception-${asked.basis}`);
    await tellReporter(work, row, {
      parts: [
        { kind: 'paragraph', text: text('cases-exception-told', { basis }) },
        { kind: 'quote', text: asked.words, by: text('cases-team') },
        ...say('cases-exception-on').parts,
      ],
    });
  }
  const now = say(text('cases-exception-agreed', { code: row.code }));
  await tellPair(work, circle, now, { but: scene.person });
  return done(now);
});
