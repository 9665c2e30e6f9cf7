/** The parts of a community's set-up: changing them, showing them, and what remains to be done. */
import type { Picked } from '../../chat/field.ts';
import { paragraph, said, text, type Message, type Part, type Text, type Words } from '../../chat/message.ts';
import type { Work } from '../../chat/ports.ts';
import { hoursText } from '../../chat/when.ts';
import { teamOf } from '../people/index.ts';
import { beginAnnouncing } from './announce.ts';
import { strangersIn } from './check.ts';
import { nameOfCommunity, spaceReaders } from './directory.ts';
import { changeRole } from './roles.ts';
import type { Settings } from './settings.ts';
import { communityStore } from './store.ts';

/** What an owner is led through, in this order. */
export const parts = ['language', 'name', 'role', 'space', 'announce', 'card', 'outside', 'test'] as const;
export type PartName = (typeof parts)[number];

/** Where somebody sets a community up. */
export interface At {
  readonly community: string;
  readonly platform: string;
  /** None in private. */
  readonly server?: string | undefined;
}

/** `null`: there is to be none. */
export type Change = Partial<Omit<Settings, 'roles' | 'space' | 'announce'>> & {
  readonly role?: Picked | null;
  readonly space?: Picked | null;
  readonly announce?: Picked | null;
};

/** Changes what is given, and has the platform looked at where a place has changed: only what is wrong is said. */
export async function change(work: Work, at: At, wanted: Change): Promise<void> {
  const { role, space, announce, ...rest } = wanted;
  const store = communityStore(work);
  const { platform, server } = at;
  const { space: before } = await store.settings(at.community);
  const place = (picked: Picked | null) =>
    picked && { platform, ...(server === undefined ? {} : { server }), ...picked };
  await store.change(at.community, {
    ...(Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)) as Partial<Settings>),
    ...(space === undefined ? {} : { space: place(space) }),
    ...(announce === undefined ? {} : { announce: place(announce) }),
  });
  if (role !== undefined && server !== undefined) await changeRole(work, at.community, { platform, server }, role);
  const changed = Object.keys(wanted).filter((each) => wanted[each as keyof Change] !== undefined);
  await store.settle(at.community, changed);
  await work.audit('community.setup', at.community, { changed: changed.join(' ') });
  if (space !== undefined) {
    const left = before !== null && (before.platform !== platform || before.id !== space?.id);
    await work.notice({ kind: 'space', community: at.community, left });
  }
  // Who can be called, and when, may be other people from now on.
  if (rest.hours !== undefined || rest.zone !== undefined)
    await work.notice({ kind: 'hours', community: at.community });
  if (rest.training !== undefined) await work.notice({ kind: 'training', community: at.community });
  if ([rest.training, rest.hours, rest.zone].some((each) => each !== undefined))
    for (const { person } of await teamOf(work, at.community))
      await work.notice({ kind: 'availability', community: at.community, person });
  if (announce) await beginAnnouncing(work, at.community);
  const places = [
    ...(space ? [{ space: space.id, use: 'cases' } as const] : []),
    ...(announce ? [{ space: announce.id, use: 'announcements' } as const] : []),
  ];
  if (places.length > 0) await work.check({ platform, servers: [], places }, 'community.checked', { quiet: 'yes' });
}

/**
 * The parts that nobody has settled yet; the card is never settled by leaving it out. `roles`: on a platform without
 * them the team itself stands in the place of its role.
 */
export async function open(work: Work, community: string, roles: boolean): Promise<PartName[]> {
  const store = communityStore(work);
  const settled = await store.settled(community);
  const { card } = await store.settings(community);
  const named = roles ? [] : await teamOf(work, community);
  const isSettled = (each: PartName) => settled.includes(each) || (each === 'role' && named.length > 0);
  return parts.filter((each) => !isSettled(each) || (each === 'card' && card === ''));
}

const nothing = text('community-nothing');
const orNothing = (words: string): Words => (words === '' ? nothing : said(words));
const placeName = (place: Settings['space']): Words =>
  place ? said(place.name ? `#${place.name}` : place.id) : nothing;

/** All that is set, as the owner reads it, and what does not work as they may think. */
export async function overview(work: Work, community: string, roles = true): Promise<Message> {
  const now = await communityStore(work).settings(community);
  const team = await teamOf(work, community);
  const facts: (readonly [Text, Words])[] = [
    [text('community-fact-name'), orNothing(await nameOfCommunity(work, community))],
    [text('community-fact-language'), text(`language-${now.language}`)],
    ...(roles || now.roles.length > 0
      ? [
          [
            text('community-fact-role'),
            orNothing(now.roles.map(({ id, name }) => (name ? `@${name}` : id)).join(', ')),
          ] as const,
        ]
      : []),
    [text('community-fact-team'), text('community-team', { count: team.length })],
    [text('community-fact-space'), placeName(now.space)],
    [text('community-fact-announce'), placeName(now.announce)],
    [text('community-fact-card'), orNothing(now.card)],
    [text('community-fact-outside'), orNothing(now.outside)],
    [text('community-fact-times'), text('community-times', { again: now.again, truth: now.truth })],
    [text('community-fact-zone'), said(now.zone)],
    [text('community-fact-hours'), hoursText(now.hours)],
    ...(now.training > 0
      ? [[text('community-fact-training'), text('community-training', { days: now.training })] as const]
      : []),
    [text('community-fact-retention'), text('community-days', { days: now.retention })],
  ];
  return {
    parts: [paragraph('community-set'), { kind: 'facts', facts }, ...(await warnings(work, community, now))],
  };
}

async function warnings(work: Work, community: string, now: Settings): Promise<Part[]> {
  const unknown = now.space !== null && (await spaceReaders(work, now)) === undefined;
  const others = await strangersIn(work, community);
  return [
    ...(unknown ? [paragraph('community-readers-unknown')] : []),
    ...(others.length > 0 ? [paragraph('community-check-readers', { names: others.join(', ') })] : []),
    ...(now.card === '' ? [paragraph('community-card-missing')] : []),
  ];
}
