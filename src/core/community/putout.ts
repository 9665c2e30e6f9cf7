/** How a server goes out of a community: by itself, or put out by the first server, which is asked once more. */
import { yesno } from '../../chat/field.ts';
import { end, flow, type Talk, type Turn } from '../../chat/flow.ts';
import { say, text } from '../../chat/message.ts';
import { done, refused, type Outcome } from '../../chat/outcome.ts';
import type { Work } from '../../chat/ports.ts';
import { may, sameName } from '../people/index.ts';
import { nameOfCommunity } from './directory.ts';
import { changeRole } from './roles.ts';
import { communityStore, type Server } from './store.ts';

interface PutOut {
  readonly community: string;
  /** The server that is to go, by the platform's id. */
  readonly server: string;
  readonly name: string;
}

/** `all`: the servers of the community, the first one first; `here`: where it is asked for; `other`: id or name. */
export async function askPutOut(
  work: Work,
  community: string,
  all: readonly Server[],
  here: string,
  other: string,
): Promise<Outcome> {
  const [first, ...others] = all;
  if (first?.server !== here) return refused('community-out-first');
  const byId = others.find(({ server }) => server === other);
  const named = others.filter(({ name }) => sameName(name, other));
  const found = byId ?? (named.length === 1 ? named[0] : undefined);
  if (!found) return refused('community-out-unknown');
  await work.converse('putting-out', { community, server: found.server, name: found.name } satisfies PutOut);
  return done();
}

const left = async (talk: Talk<PutOut>): Promise<Turn> => (await talk.say(say('community-out-not')), end);

export const puttingOut = flow<PutOut>({
  name: 'putting-out',
  version: 1,
  upcasts: {},
  stays: true,
  begin: (given) => given as PutOut,
  steps: {
    sure: {
      field: yesno({ summary: 'community-out-ask' }),
      needed: true,
      ask: async ({ answers: { name } }) => say(text('community-out-ask', { name }), 'community-out-cases'),
      take: async (yes: boolean, talk) => (yes ? putOut(talk) : left(talk)),
      aside: async () => ({ go: 'leave' }),
    },
  },
  anytime: { 'word-stop': left, 'word-skip': left },
});

/** Much may have changed since it was asked: who runs the first server, and whether the other one is still here. */
async function putOut(talk: Talk<PutOut>): Promise<Turn> {
  const { work, scene, answers } = talk;
  const { community, server, name } = answers;
  const [first, ...others] = await communityStore(work).serversOf(community);
  const found = others.find((each) => each.server === server);
  const runs = scene.runsServer || (await may(work, community, scene.person, 'steward'));
  if (!found || !runs || first?.server !== scene.server) return left(talk);
  const from = await nameOfCommunity(work, community);
  await takeAway(work, community, found);
  if (found.by !== undefined && found.by !== scene.person)
    await work.say(
      { person: found.by },
      say(text('community-out-told', { name, community: from }), 'community-left-means'),
      {
        urgency: 'answer',
        duty: true,
      },
    );
  await talk.say(say(text('community-out-done', { name }), 'community-out-cases'));
  return end;
}

/** A server goes out of its community: it begins anew, and cases stay with the team that they were told to. */
export async function takeAway(work: Work, community: string, from: Server): Promise<void> {
  const store = communityStore(work);
  const at = { community, platform: from.platform, server: from.server };
  await changeRole(work, community, at, null);
  await leavePlaces(work, at);
  // Nobody can tell which of the people are from here: those of both are looked for anew.
  await store.forgetMembers(community);
  // Whoever goes may have been given a code, and would be back by it.
  await store.dropLinks(community);
  await work.audit('community.left', await store.foundAnew(from));
}

/** Channels of a server that leaves are no places of the community any more. */
async function leavePlaces(work: Work, at: { community: string; server: string }): Promise<void> {
  const store = communityStore(work);
  const { space, announce } = await store.settings(at.community);
  await store.change(at.community, {
    ...(space?.server === at.server ? { space: null } : {}),
    ...(announce?.server === at.server ? { announce: null } : {}),
  });
  if (space?.server === at.server) await work.notice({ kind: 'space', community: at.community, left: true });
}
