/** What was said, or was to be said, is said once more: it came too early, could not be changed, or did not arrive. */
import type { Work } from '../chat/ports.ts';
import { plain } from '../chat/message.ts';
import { accountsOn, isOpen, personOf, routeOf } from '../core/people/index.ts';
import type { Outgoing } from '../store/deeds.ts';
import { waitingStore } from '../store/waiting.ts';
import type { AppWork, Unit } from './ground.ts';

/** Puts a message that came out too early back among those that wait for their reader. */
export async function holdAgain({ put, key }: Unit, { platform, person, group, deed }: Outgoing): Promise<void> {
  if (deed.act !== 'say' || deed.post.to.kind !== 'direct') return;
  // A key of its own: under the old one it would be taken for a second try, and dropped.
  const { reply: _, ...post } = deed.post;
  await put({
    platform,
    lane: `direct/${deed.post.to.account}`,
    deed: { act: 'say', post: { ...post, key: key() } },
    held: true,
    person,
    group,
  });
}

/** Says by a message of its own what could not be changed where it stands. */
export async function sayAnew(
  { put, key }: Unit,
  work: Work,
  { platform, group, duty, deed, ...row }: Outgoing,
): Promise<void> {
  const person = row.person === undefined ? undefined : await personOf(work, row.person);
  if (deed.act !== 'edit' || !person) return;
  const [account] = await accountsOn(work, platform, [person.id]);
  if (account === undefined) return;
  await put({
    platform,
    lane: `direct/${account}`,
    deed: {
      act: 'say',
      post: {
        key: key(),
        to: { kind: 'direct', account },
        message: deed.message,
        urgency: 'answer',
      },
    },
    held: !duty && (person.silence === 'hidden' || person.silence === 'neutral'),
    person: person.id,
    group,
    duty,
  });
}

/**
 * Says on another platform what could not be delivered on one: in the words in which it was to be said, where they fit
 * there. It is that other way by which they are reached from now on, so what was lost is lost once.
 */
export async function sayElsewhere({ put, key, ground, waiting }: Unit, work: Work, row: Outgoing): Promise<boolean> {
  const { deed, person, group, duty, platform } = row;
  if (deed.act !== 'say' || person === undefined || deed.post.to.kind !== 'direct') return false;
  const route = await routeOf(work, person);
  if (!route || route.platform === platform || !(await isOpen(work, person, route.platform))) return false;
  const { reply: _, ...post } = deed.post;
  const limits = ground.platforms.get(route.platform)?.limits;
  if (!limits || plain(post.message).length > limits.text) return false;
  await put({
    platform: route.platform,
    lane: `direct/${route.account}`,
    deed: { act: 'say', post: { ...post, key: key(), to: { kind: 'direct', account: route.account } } },
    person,
    group,
    duty,
  });
  await waiting.wentElsewhere(row.id);
  return true;
}

/** Says where somebody acts what could not be delivered to them; gives how many messages that were. */
export async function undelivered({ put, key, cause, waiting }: Unit, work: Work): Promise<number> {
  const { actor } = cause;
  const person = actor && (await personOf(work, actor.person));
  if (!person || person.silence === 'hidden') return 0;
  const rows = await waiting.undelivered(person.id, actor.platform, person.silence === 'neutral');
  for (const { post: earlier, ...row } of rows) {
    const { reply: _, ...said } = earlier;
    await put({
      platform: actor.platform,
      lane: actor.reply === undefined ? `direct/${actor.account}` : `answer/${actor.reply}`,
      deed: {
        act: 'say',
        post: {
          ...said,
          key: key(),
          urgency: 'answer',
          ...(actor.reply === undefined ? {} : { reply: actor.reply }),
        },
      },
      person: person.id,
      duty: row.duty,
      group: row.group,
    });
  }
  return rows.length;
}

/** Lets go of what waited for a person, in its order. */
export const release = (work: AppWork, person: string): Promise<number> =>
  waitingStore(work.tables, work.ground.seal).release(person, work.now);

/** Whether something waits that could not be delivered to a person, and of which they have not been told yet. */
export const hinted = (work: AppWork, person: string, platform: string): Promise<boolean> =>
  waitingStore(work.tables, work.ground.seal).hint(person, platform);

/** Tries what could not be delivered to a person anew: they are here again. */
export const revive = (work: AppWork, person: string): Promise<void> =>
  waitingStore(work.tables, work.ground.seal).revive(person, work.now);
