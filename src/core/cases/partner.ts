/**
 * Where a team can't come, the team of another community that has agreed to it: never without the reporter's yes, and
 * they are asked once. From then on both teams hear the case by the same rules.
 */
import type { Work } from '../../chat/ports.ts';
import { partnerOf } from '../escalation/index.ts';
import type { Circle } from './circle.ts';
import { both } from './rules.ts';
import { caseStore, type CaseRow } from './store/cases.ts';

/** Under this key the reporter is asked. */
export const partnerKey = (caseId: string): string => `partner/${caseId}`;

/** Whether there is another team to ask the reporter for, and they were not asked, nor chose by themselves who hears. */
export async function mayAskPartner(work: Work, { row, pair, standings }: Omit<Circle, 'may'>): Promise<boolean> {
  if (row.state !== 'open' || row.reporter === null || row.askedForHelper || both(pair)) return false;
  if (standings.some(({ role }) => role === 'chosen')) return false;
  if ((await caseStore(work).facts(row)).contact === 'record') return false;
  return (await partnerOf(work, row.community)) !== undefined;
}

/** Right after this the reporter is asked, where there is another team. */
export async function askForPartner(work: Work, row: CaseRow): Promise<void> {
  if (row.askedForHelper || (await partnerOf(work, row.community)) === undefined) return;
  await work.later('cases.partner', work.now, { case: row.id }, { key: partnerKey(row.id) });
}
