/** Who may hear a case and who is on it: the one place that everything else asks. */
import type { Work } from '../../chat/ports.ts';
import { settingsOf, type Settings } from '../community/index.ts';
import { availabilityOf, callable, isTrained, tiesOf } from '../availability/index.ts';
import { both, eligible, isOn, pair as two, pairOf, type Pair, type Standing } from './rules.ts';
import { caseStore, type CaseRow } from './store/cases.ts';

/** A case with everyone around it, as it stands in this transaction. */
export interface Circle {
  readonly row: CaseRow;
  readonly standings: readonly Standing[];
  /** Against whom nothing speaks. */
  readonly may: readonly string[];
  /** For whom it exists: all of those, or nobody where fewer than two of them can be asked to take it. */
  readonly called: readonly string[];
  /** Those of them who are trained, where a community asks for that: they can take it. */
  readonly able: readonly string[];
  readonly pair: Pair;
  readonly settings: Settings;
}

/** What all cases of a community have in common at one moment. */
interface Around {
  readonly team: readonly { readonly person: string; readonly reachable: boolean; readonly trained: boolean }[];
  readonly tied: (person: string, at: Date) => readonly string[];
  readonly settings: Settings;
}

/** The teams that hear a case, each with its community: its own, and the one that the reporter wished for. */
export const teamsFor = ({ community, helper }: Pick<CaseRow, 'community' | 'helper'>): string[] =>
  helper === null ? [community] : [community, helper];

async function around(work: Work, row: Pick<CaseRow, 'community' | 'helper'>): Promise<Around> {
  const all = await Array.fromAsync(teamsFor(row), (each) => availabilityOf(work, each));
  // Whoever is in both counts once, and as their own team counts them.
  const team = [
    ...new Map(
      all
        .flat()
        .toReversed()
        .map((each) => [each.person, each]),
    ).values(),
  ].toReversed();
  return {
    team: team.map((each) => ({
      person: each.person,
      reachable: each.reachable,
      trained: isTrained(each, work.now.getTime()),
    })),
    tied: await tiesOf(
      work,
      team.map(({ person }) => person),
    ),
    settings: await settingsOf(work, row.community),
  };
}

export async function circleOf(work: Work, row: CaseRow, given?: Around): Promise<Circle> {
  const { team, tied, settings } = given ?? (await around(work, row));
  const standings = await caseStore(work).standings(row.id);
  // What was declared later would tell whoever declares it whose case it is.
  const at = row.openedAt ?? work.now;
  const members = team.map((each) => ({ ...each, tied: tied(each.person, at) }));
  const may = eligible(members, standings, row.reporter ?? undefined);
  const trained = new Set(team.filter((each) => each.trained).map(({ person }) => person));
  const able = may.filter((each) => trained.has(each));
  const enough = able.length >= two;
  // One who is left alone of those who may hear is not on it any more: never one, whatever was before.
  const pair = pairOf(standings, may.length < two ? [] : may);
  return { row, standings, may, called: enough ? may : [], able: enough ? able : [], pair, settings };
}

/** A case by its id, with everyone around it, read anew. */
export const circleById = async (work: Work, caseId: string): Promise<Circle> =>
  circleOf(work, (await caseStore(work).get(caseId))!);

/** Whether a case exists for somebody: they may take it, or are on it. */
const existsFor = (circle: Circle, person: string): boolean =>
  circle.called.includes(person) || isOn(circle.pair, person);

/**
 * A case by its code name, for somebody who may hear it. For everybody else there is no such case, whatever
 * they type.
 */
export async function findCase(
  work: Work,
  community: string | undefined,
  person: string,
  code: string,
): Promise<Circle | undefined> {
  if (community === undefined) return undefined;
  const row = await caseStore(work).byCode(community, code.trim().toLowerCase());
  if (!row || row.state === 'draft' || row.state === 'gone') return undefined;
  const circle = await circleOf(work, row);
  return existsFor(circle, person) ? circle : undefined;
}

/** The open cases that exist for somebody: those that they are on, and those that need another person. */
export async function casesFor(work: Work, community: string, person: string): Promise<Circle[]> {
  const store = caseStore(work);
  const common = await around(work, { community, helper: null });
  const rows = new Map<string, CaseRow>();
  for (const row of await store.heldBy(community, person)) rows.set(row.id, row);
  for (const row of await store.unstaffed(community)) rows.set(row.id, row);
  const commonTo = ({ helper }: CaseRow) => (helper === null ? common : undefined);
  const circles = await Array.fromAsync(rows.values(), (row) => circleOf(work, row, commonTo(row)));
  return circles
    .filter((circle) => existsFor(circle, person) && (isOn(circle.pair, person) || !both(circle.pair)))
    .toSorted(
      ({ row: a }, { row: b }) =>
        Number(b.urgent) - Number(a.urgent) || +a.openedAt! - +b.openedAt! || (a.code < b.code ? -1 : 1),
    );
}

/** How many closed cases are looked through for one list. */
const mostClosed = 50;

/** The closed cases that somebody was on to the end and may still read, the latest first. */
export async function closedFor(work: Work, community: string, person: string): Promise<Circle[]> {
  const common = await around(work, { community, helper: null });
  const rows = await caseStore(work).closedWith(community, person, mostClosed);
  const circles = await Array.fromAsync(rows, (row) => circleOf(work, row, row.helper === null ? common : undefined));
  return circles.filter(({ pair }) => isOn(pair, person));
}

/** Under this key the next step of a case's ladder is due. */
export const ladderOf = (caseId: string): string => `ladder/${caseId}`;
/** Under this key a case that has lost one of its two is called out anew, and one that has both again rests. */
export const anewOf = (caseId: string): string => `anew/${caseId}`;

/**
 * Notes whether two are on a case, after something about its people has changed. An open one that has lost one of them
 * is called out anew by itself, right after this, unless whoever changed it does so: nothing is owned by nobody. One
 * that has both again calls nobody any more.
 */
export async function restaff(work: Work, caseId: string): Promise<Circle> {
  const circle = await circleById(work, caseId);
  const staffed = both(circle.pair);
  if (staffed === circle.row.staffed) return circle;
  // From here on it waits anew, however long ago it was opened.
  const change = { staffed, ...(staffed ? {} : { waitingSince: work.now }) };
  await caseStore(work).set(caseId, change);
  if (circle.row.state === 'open') await work.later('cases.anew', work.now, { case: caseId }, { key: anewOf(caseId) });
  return { ...circle, row: { ...circle.row, ...change } };
}

/** Who of the teams that hear a case can be called now. */
export const there = async (work: Work, row: CaseRow, urgent = row.urgent): Promise<string[]> =>
  (await Array.fromAsync(teamsFor(row), (each) => callable(work, each, urgent))).flat();
