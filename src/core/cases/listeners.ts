/** Reading who is meant: numbers of the list that was shown, names, mentions. */
import { digits, splitList, tidy } from '../../chat/field.ts';
import type { Choice } from '../../chat/message.ts';
import { said } from '../../chat/message.ts';
import type { Work } from '../../chat/ports.ts';
import { aliasesOf, nameOf, responders, sameName } from '../people/index.ts';
import { teamsFor } from './circle.ts';
import { namedIn } from './rules.ts';
import type { CaseRow } from './store/cases.ts';

export interface Listener {
  readonly person: string;
  readonly aliases: readonly string[];
}

/** Who may come to hear a case, in a fixed order: its team, and the one that was asked to help. */
export const listeners = async (work: Work, row: Pick<CaseRow, 'community' | 'helper'>): Promise<Listener[]> =>
  Array.fromAsync(await respondersFor(work, row), async (person) => ({
    person,
    aliases: await aliasesOf(work, person),
  }));

const respondersFor = async (work: Work, row: Pick<CaseRow, 'community' | 'helper'>): Promise<string[]> => [
  ...new Set((await Array.fromAsync(teamsFor(row), (each) => responders(work, each))).flat()),
];

/** The list that is shown. Its order is kept in `kept`: a number means who stood there when it was asked. */
export async function listenerChoices(
  work: Work,
  row: Pick<CaseRow, 'community' | 'helper'>,
  kept: { shown: readonly string[] },
): Promise<Choice[]> {
  kept.shown = await respondersFor(work, row);
  return Array.fromAsync(kept.shown, async (person, at): Promise<Choice> => ({
    label: said(await nameOf(work, person)),
    does: { kind: 'answer', value: String(at + 1) },
  }));
}

export interface Meant {
  readonly people: readonly string[];
  /** What was written beside that means nobody whom we know. */
  readonly unfound: string | undefined;
}

/**
 * Whom a line means: "1, 3", "Rosa and @tariq", or words in which a name occurs. `shown`: the list by which
 * numbers are read; where none was shown, a number is but a number.
 */
export function meant(
  raw: string,
  team: readonly Listener[],
  shown: readonly string[] = [],
  how: 'any' | 'sure' = 'any',
): Meant {
  const people = new Set<string>();
  const rest: string[] = [];
  for (const piece of splitList(raw)) {
    const at = shown.length > 0 ? digits(tidy(piece)) : undefined;
    const found =
      at === undefined
        ? team.find(({ aliases }) => aliases.some((alias) => sameName(alias, piece.replace(/^<@!?(.+)>$/u, '$1'))))
            ?.person
        : shown[at - 1];
    if (found !== undefined) people.add(found);
    else rest.push(piece);
  }
  const named = namedIn(raw, team, how);
  for (const person of named) people.add(person);
  // A piece of somebody's name is found; any other word is not.
  const left = rest.filter((piece) => namedIn(piece, team, how).length === 0).join(' ');
  return { people: [...people], unfound: left === '' ? undefined : left };
}
