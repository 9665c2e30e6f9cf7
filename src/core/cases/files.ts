/** The files of a case as the two read of them: in a list, by a button each, and why one can't be opened. */
import { text, type Choice, type Part, type Text } from '../../chat/message.ts';
import type { CaseRow } from './store/cases.ts';
import type { Evidence } from './store/evidence.ts';

/** Buttons for files on one message; all of them can be opened by their number. */
const mostButtons = 10;

/** By which all files that one of the team was sent can be taken back; one of them stands under its id. */
export const filesPart = 'file';

/** Numbered in the order in which they came. */
export const fileList = (evidence: readonly Evidence[]): Part => ({
  kind: 'list',
  items: evidence.map((each, at) =>
    text(`cases-evidence-${each.state}`, {
      number: at + 1,
      name: each.about.name,
      kilobytes: Math.ceil(each.about.size / 1024),
    }),
  ),
});

/** A button for each that can be opened; the latest where they are many. */
export const fileChoices = ({ code }: CaseRow, evidence: readonly Evidence[]): Choice[] =>
  evidence.flatMap(({ state }, at) => (state === 'kept' ? [fileChoice(code, at + 1)] : [])).slice(-mostButtons);

export const fileChoice = (code: string, number: number): Choice => ({
  label: text('cases-button-file', { number }),
  does: { kind: 'command', name: 'case file', args: { case: code, number: String(number) } },
});

/** Why there is nothing to open. `never`: files of this case must not be copied. */
export function nothingToOpen({ state, about: { name, size } }: Evidence, largest: number, never: boolean): Text {
  if (state !== 'pointer') return text(`cases-open-${state}`, { name });
  if (never) return text('cases-open-never', { name });
  return text(size > largest ? 'cases-open-large' : 'cases-open-pointer', { name });
}
