/** What was told, read back before it is sent. */
import { cut, say, text, type Message, type Part } from '../../chat/message.ts';
import { responders } from '../people/index.ts';
import { circleOf } from './circle.ts';
import { caseOf, type ReportTalk } from './draft.ts';
import { barred } from './rules.ts';
import { copyOf, factsOf } from './sayings.ts';
import { caseStore } from './store/cases.ts';
import { entryStore } from './store/entries.ts';

/** All that was said, the way the two will read it, and who may hear it. */
export async function summary(talk: ReportTalk): Promise<Message> {
  const store = caseStore(talk.work);
  const row = await caseOf(talk);
  if (!row) return say('cases-summary-empty', 'cases-ask-confirm');
  const known = await store.facts(row);
  const entries = await entryStore(talk.work).of(row.id);
  const written = entries.filter((each) => each.kind === 'said' && !each.takenBack);
  const copied = entries.flatMap(({ copy }) => (copy ? copyOf(copy) : []));
  const amended = new Set(written.map((each) => each.amends));
  const words = written
    .filter((each) => !amended.has(each.id))
    .map((each) => each.text)
    .join('\n\n');
  const { standings } = await circleOf(talk.work, row);
  const out = (await responders(talk.work, row.community)).filter((each) => barred(standings, each)).length;
  const chosen = standings.filter(({ role, person }) => role === 'chosen' && !barred(standings, person)).length;
  const hearing =
    chosen > 0 ? text('cases-summary-chosen', { count: chosen }) : text('cases-summary-out', { count: out });
  const parts: Part[] = [
    ...say('cases-summary').parts,
    ...copied,
    ...(words === '' && copied.length === 0 ? say('cases-summary-no-story').parts : []),
    ...(words === '' ? [] : [{ kind: 'quote', text: cut(words, 6_000) } as const]),
    ...factsOf(known),
    ...say(known.named ? 'cases-summary-named' : 'cases-summary-unnamed', hearing, 'cases-ask-confirm').parts,
  ];
  return { parts };
}
