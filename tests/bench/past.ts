/** A past for a database: cases as they are after a year, written through the stores, not by conversation. */
import type { App } from '../../src/app.ts';
import type { Work } from '../../src/chat/ports.ts';
import { caseStore } from '../../src/core/cases/store/cases.ts';
import { entryStore } from '../../src/core/cases/store/entries.ts';
import { communityStore } from '../../src/core/community/store.ts';
import { knownAs, responders } from '../../src/core/people/index.ts';
import { peopleStore } from '../../src/core/people/store.ts';
import { inboxStore } from '../../src/store/inbox.ts';
import { outboxStore } from '../../src/store/outbox.ts';
import { talkStore } from '../../src/store/talks.ts';
import { after, days, hours } from '../../src/time/clock.ts';

export interface Past {
  readonly platform: string;
  /** How many of each: over and done; open, with two on them; open, with nobody on them yet. */
  readonly closed: number;
  readonly busy: number;
  readonly waiting: number;
  /** The accounts of the two who are, or were, on all that anybody is on. By default any two of the team. */
  readonly two?: readonly [string, string];
}

const together = 200;

/** The community and its team must stand already. All that is added was said, told and sent long ago. */
export async function addPast(app: App, past: Past, note: (line: string) => void): Promise<void> {
  const states = [
    ...Array.from({ length: past.closed }, () => 'closed' as const),
    ...Array.from({ length: past.busy }, () => 'busy' as const),
    ...Array.from({ length: past.waiting }, () => 'waiting' as const),
  ];
  for (let done = 0; done < states.length; done += together) {
    await app.run(`past/${done}`, async (work) => {
      const [community = ''] = await communityStore(work).all();
      const team = await responders(work, community);
      for (const [at, account] of (past.two ?? []).entries()) team[at] = (await knownAs(work, past.platform, account))!;
      for (const state of states.slice(done, done + together)) await addCase(work, { community, team, state, past });
    });
    if (done % 2_000 === 0) note(`${done} of ${states.length} cases`);
  }
}

async function addCase(
  work: Work,
  given: { community: string; team: readonly string[]; state: 'closed' | 'busy' | 'waiting'; past: Past },
): Promise<void> {
  const { community, team, state, past } = given;
  const store = caseStore(work);
  const made = after(work.now, -(days(30) + hours(work.random(8_000))));
  const account = `past-${work.id()}`;
  const { person } = await peopleStore(work).add(past.platform, { account, name: account });
  const { id } = await store.draft(community, person);
  await store.tell(id, { relation: 'me', kind: 'harassment', where: 'at the meetup', weight: 'medium', named: false });
  for (let count = 0; count < 3; count += 1) {
    await entryStore(work).write(id, {
      id: work.orderedId(),
      kind: 'said',
      by: person,
      text: 'What happened. '.repeat(20),
    });
  }
  if (state !== 'waiting') {
    await store.stand(id, team[0]!, 'lead');
    await store.stand(id, team[1]!, 'second');
    await entryStore(work).write(id, {
      id: work.orderedId(),
      kind: 'reply',
      by: team[0]!,
      text: 'We are here. '.repeat(20),
    });
  }
  const topic = state === 'waiting' ? null : work.id();
  await store.set(id, {
    state: state === 'closed' ? 'closed' : 'open',
    madeAt: made,
    openedAt: made,
    topic,
    staffed: state !== 'waiting',
    ...(state === 'closed' ? { closedAt: after(made, days(3)), outcome: 'resolved' } : {}),
  });
  if (state === 'closed') {
    await store.activate(id, false);
    await work.later('cases.erase', after(work.now, days(90)), { case: id }, { key: `erase/${id}` });
  }
  await work.audit('case.opened', id, { urgent: false, eligible: team.length });
  await leaveTraces(work, past.platform, account, person);
}

/** What a conversation leaves in the house's own tables. */
async function leaveTraces(work: Work, platform: string, account: string, person: string): Promise<void> {
  const outbox = outboxStore(work.tables, work.seal);
  const message = { parts: [{ kind: 'paragraph', text: 'Kept.' }], choices: [], orWrite: '' } as const;
  for (let count = 0; count < 6; count += 1) {
    const id = work.orderedId();
    await inboxStore(work.tables, work.seal).acted(work.orderedId(), work.id(), platform, work.now);
    await outbox.add({
      id,
      platform,
      lane: `direct/${account}`,
      now: work.now,
      person,
      deed: { act: 'say', post: { key: id, to: { kind: 'direct', account }, message, urgency: 'answer' } },
    });
    await outbox.sent({ id, platform: 'echo' }, work.now, { place: account, message: id });
    await talkStore(work.tables, work.seal).mint({
      id: work.id(),
      means: [{ kind: 'command', name: 'case list', args: {} }],
      person,
      expiresAt: after(work.now, days(90)),
    });
  }
}
