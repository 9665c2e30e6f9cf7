/** What other capabilities ask about whom to call. */
import type { Work } from '../../chat/ports.ts';
import { settingsOf } from '../community/index.ts';
import { responders } from '../people/index.ts';
import { dutyHolders } from '../rota/index.ts';
import { usualPolicy, type Level, type Policy, type Step } from './rules.ts';
import { escalationStore } from './store.ts';

export { callsAgain, stepAt, type Level, type Policy, type Step } from './rules.ts';

/** What a community does at a level: what it set for it, else what it set for all others, else the usual. */
export async function policyOf(work: Work, community: string, level: Level): Promise<Policy> {
  const store = escalationStore(work);
  const own =
    (await store.get(community, level)) ?? (level === 'urgent' ? undefined : await store.get(community, 'other'));
  return own ?? usualPolicy(level, (await settingsOf(work, community)).again);
}

/** Whom a step means at this moment, each once, in its order: before anything is asked about who may hear. */
export async function meantBy(work: Work, community: string, { targets }: Step): Promise<string[]> {
  const meant: string[] = [];
  for (const target of targets) {
    if (target.to === 'duty') meant.push(...(await dutyHolders(work, community, target.duty)));
    else if (target.to === 'team') meant.push(...(await responders(work, community)));
    else if (target.to === 'person') meant.push(target.person);
  }
  return [...new Set(meant)];
}

/** The community whose team may be asked where this one's can't come; nothing where there is none. */
export const partnerOf = (work: Work, community: string): Promise<string | undefined> =>
  escalationStore(work).partnerOf(community);
