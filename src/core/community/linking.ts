/**
 * Several servers, one community: a code from the first lets another server in, once and for a day. Settings, team
 * and cases are shared from then on.
 */
import { command, type Offer } from '../../chat/command.ts';
import { text as textField } from '../../chat/field.ts';
import { said, say, text } from '../../chat/message.ts';
import { done, refused } from '../../chat/outcome.ts';
import type { Scene } from '../../chat/ports.ts';
import { after, days, minutes } from '../../time/clock.ts';
import { responders } from '../people/index.ts';
import { nameOfCommunity } from './directory.ts';
import { askPutOut, takeAway } from './putout.ts';
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
    const [here] = await store.serversOf(at.community);
    await store.move(here!, into, scene.person);
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
  fields: { server: textField({ summary: 'community-leave-server', optional: true, max: 100 }) },
  async run({ server: other }, scene, work) {
    const at = onServer(scene);
    if (!at) return refused('community-on-server');
    const all = await communityStore(work).serversOf(at.community);
    const here = all.find((each) => each.server === at.server);
    if (!here || all.length < 2) return refused('community-leave-alone');
    if (other !== undefined) return askPutOut(work, at.community, all, at.server, other);
    const name = await nameOfCommunity(work, at.community);
    await takeAway(work, at.community, here);
    return done(say(text('community-left', { name }), 'community-left-means'));
  },
  async suggest(_field, scene, work): Promise<readonly Offer[]> {
    const at = onServer(scene);
    const [first, ...others] = at ? await communityStore(work).serversOf(at.community) : [];
    if (first?.server !== at?.server) return [];
    return others.map(({ server, name }) => ({ label: said(name), value: server }));
  },
});

export const linking = [link, join, leave];
