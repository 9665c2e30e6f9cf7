/**
 * Several servers, one community: a code from the first lets another server in, once and for a day. Settings, team
 * and cases are shared from then on.
 */
import { command } from '../../chat/command.ts';
import { text as textField } from '../../chat/field.ts';
import { said, say, text } from '../../chat/message.ts';
import { done, refused } from '../../chat/outcome.ts';
import type { Scene, Work } from '../../chat/ports.ts';
import { after, days, minutes } from '../../time/clock.ts';
import { responders } from '../people/index.ts';
import { nameOfCommunity } from './directory.ts';
import { changeRole } from './roles.ts';
import { communityStore } from './store.ts';

const life = days(1);
/** So many wrong codes are forgiven to one person within the time; then it is to be waited for. */
const mostGuesses = 5;
const guessLife = minutes(15);

/** A server on which a steward acts, or why not. */
const onServer = (scene: Scene) =>
  scene.community === undefined || scene.server === undefined
    ? undefined
    : { community: scene.community, platform: scene.platform, server: scene.server };

const link = command({
  name: 'haven link',
  summary: 'community-link-command',
  who: 'steward',
  fields: {},
  async run(_, scene, work) {
    const at = onServer(scene);
    if (!at) return refused('community-on-server');
    const code = work.id();
    await communityStore(work).addLink(code, at.community, after(work.now, life));
    await work.audit('community.link', at.community);
    return done({
      parts: [
        ...say('community-link').parts,
        { kind: 'paragraph', text: said(code) },
        ...say('community-link-means').parts,
      ],
    });
  },
});

const join = command({
  name: 'haven join',
  summary: 'community-join-command',
  who: 'steward',
  fields: { code: textField({ summary: 'community-join-code', secret: true, max: 60 }) },
  async run({ code }, scene, work) {
    const at = onServer(scene);
    if (!at) return refused('community-on-server');
    const store = communityStore(work);
    if ((await store.guessesSince(scene.person, after(work.now, -guessLife))) >= mostGuesses)
      return refused('community-join-slow');
    const into = await store.linkOf(code.trim().toLowerCase());
    if (into === undefined) {
      await store.guessed(scene.person, guessLife);
      return refused('community-join-wrong');
    }
    if (into === at.community) return refused('community-join-same');
    if ((await store.serversOf(at.community)).length > 1) return refused('community-join-shared');
    // Nothing here may depend on whether there are cases: a refusal would tell of them.
    const team = await responders(work, at.community);
    if (team.length > 0) return refused('community-join-team', { count: team.length });
    await store.spendLink(code.trim().toLowerCase());
    await store.move(at.platform, at.server, into);
    await work.notice({ kind: 'joined', from: at.community, into });
    await store.dissolve(at.community, into);
    await work.audit('community.joined', into);
    return done(say(text('community-joined', { name: await nameOfCommunity(work, into) }), 'community-joined-means'));
  },
});

const leave = command({
  name: 'haven leave',
  summary: 'community-leave-command',
  who: 'steward',
  fields: {},
  async run(_, scene, work) {
    const at = onServer(scene);
    if (!at) return refused('community-on-server');
    const store = communityStore(work);
    const here = (await store.serversOf(at.community)).find((each) => each.server === at.server);
    if (!here || (await store.serversOf(at.community)).length < 2) return refused('community-leave-alone');
    const name = await nameOfCommunity(work, at.community);
    await changeRole(work, at.community, at, null);
    await leavePlaces(work, at);
    // Nobody can tell which of the people are from here: those of both are looked for anew.
    await store.forgetMembers(at.community);
    const own = await store.foundAnew(at.platform, at.server);
    await work.audit('community.left', own);
    return done(say(text('community-left', { name }), 'community-left-means'));
  },
});

/** Channels of a server that leaves are no places of the community any more. */
async function leavePlaces(work: Work, at: { community: string; server: string }): Promise<void> {
  const store = communityStore(work);
  const { space, announce } = await store.settings(at.community);
  await store.change(at.community, {
    ...(space?.server === at.server ? { space: null } : {}),
    ...(announce?.server === at.server ? { announce: null } : {}),
  });
  if (space?.server === at.server) await work.notice({ kind: 'space', community: at.community });
}

export const linking = [link, join, leave];
