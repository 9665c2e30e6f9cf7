/** What a community still lacks, and what its platforms find missing: for whoever runs the program, or the server. */
import { command } from '../../chat/command.ts';
import { say, text, type Message, type Part } from '../../chat/message.ts';
import { done, refused } from '../../chat/outcome.ts';
import type { CheckOf, Finding } from '../../chat/platform.ts';
import type { Job, Work } from '../../chat/ports.ts';
import { after, days } from '../../time/clock.ts';
import { nameOf, responders, teamOf } from '../people/index.ts';
import { nameOfCommunity, spaceReaders } from './directory.ts';
import { whenOf } from './outage.ts';
import { communityStore } from './store.ts';

/** What each community lacks by itself; `called` is its name, where there are several. */
export async function checkCommunities(
  work: Work,
): Promise<readonly { called: string | undefined; findings: readonly Finding[] }[]> {
  const all = await communityStore(work).all();
  if (all.length === 0)
    return [{ called: undefined, findings: [{ level: 'warning', text: text('community-check-none') }] }];
  return Array.fromAsync(all, async (each) => ({
    called: all.length === 1 ? undefined : await nameOfCommunity(work, each),
    findings: await checkOne(work, each),
  }));
}

/** What the platforms are to be asked about one community, or about all of them. */
export async function checksOf(work: Work, community?: string): Promise<ReadonlyMap<string, CheckOf>> {
  const store = communityStore(work);
  const checks = new Map<string, { servers: string[]; places: CheckOf['places'][number][] }>();
  const of = (platform: string) => {
    const known = checks.get(platform) ?? { servers: [], places: [] };
    checks.set(platform, known);
    return known;
  };
  for (const each of community === undefined ? await store.all() : [community]) {
    for (const { platform, server } of await store.serversOf(each)) of(platform).servers.push(server);
    const { space, announce } = await store.settings(each);
    if (space) of(space.platform).places.push({ space: space.id, use: 'cases' });
    if (announce) of(announce.platform).places.push({ space: announce.id, use: 'announcements' });
  }
  return checks;
}

/** How long the operator is reminded of an outage that members could not be told of. */
const remind = days(7);

async function checkOne(work: Work, community: string): Promise<Finding[]> {
  const settings = await communityStore(work).settings(community);
  const team = await teamOf(work, community);
  const count = team.filter(({ reachable }) => reachable).length;
  const lost = await Array.fromAsync(
    team.filter(({ reachable }) => !reachable),
    ({ person }) => nameOf(work, person),
  );
  const names = await Array.fromAsync(team, ({ person }) => nameOf(work, person));
  const others = await strangersIn(work, community);
  const outage = settings.announce === null ? await communityStore(work).outageOf(community) : null;
  const how = text('community-check-setup');
  return [
    ...(settings.card === '' ? [{ level: 'bad', text: text('community-check-card'), how } as const] : []),
    ...(settings.outside === '' ? [{ level: 'warning', text: text('community-check-outside'), how } as const] : []),
    ...(count < 3
      ? [
          {
            level: count < 2 ? 'bad' : 'warning',
            text: text('community-check-team', { count }),
            how: text('community-check-team-how'),
          } as const,
        ]
      : []),
    ...(lost.length > 0
      ? [
          {
            level: 'warning',
            text: text('community-check-lost', { names: lost.join(', ') }),
            how: text('community-check-lost-how'),
          } as const,
        ]
      : []),
    ...(others.length > 0
      ? [
          {
            level: 'warning',
            text: text('community-check-readers', { names: others.join(', ') }),
            how: text('community-check-readers-how'),
          } as const,
        ]
      : []),
    ...(outage && outage.until > after(work.now, -remind).getTime()
      ? [{ level: 'warning', text: text('community-check-outage', whenOf(outage)), how } as const]
      : []),
    ...(settings.announce === null ? [{ level: 'hint', text: text('community-check-announce') } as const] : []),
    ...(settings.space === null ? [{ level: 'hint', text: text('community-check-space') } as const] : []),
    ...(names.length > 0
      ? [{ level: 'hint', text: text('community-check-members', { names: names.join(', ') }) } as const]
      : []),
  ];
}

/** Who reads the shared space without being in the team, by name; nobody where the readers are not known. */
export async function strangersIn(work: Work, community: string): Promise<string[]> {
  const readers = await spaceReaders(work, await communityStore(work).settings(community));
  const team = await responders(work, community);
  const others = (readers ?? []).filter((each) => !team.includes(each));
  return Array.fromAsync(others, (each) => nameOf(work, each));
}

/** Says at once what the community lacks; what the platforms find follows. */
export const check = command({
  name: 'haven check',
  summary: 'community-check-command',
  who: 'steward',
  fields: {},
  async run(_, scene, work) {
    if (scene.community === undefined) return refused('no-community');
    const checks = await checksOf(work, scene.community);
    for (const [platform, of] of checks) await work.check({ platform, ...of }, 'community.checked', {});
    return done(findings(await checkOne(work, scene.community), own));
  },
});

/** A platform has answered. `quiet`: only what is wrong is worth a word. */
export async function checked({ findings: found, args }: Job, work: Work): Promise<void> {
  const quiet = args['quiet'] === 'yes';
  if (!found) return quiet ? undefined : work.answer(say('community-check-away'));
  const bad = quiet ? found.filter(({ level }) => level === 'bad') : found;
  if (!quiet || bad.length > 0) await work.answer(findings(bad, there));
}

/** What is wrong first, each with what to do about it; what several have in common is said once, after the last. */
function findings(found: readonly Finding[], titles: { wrong: string; good: string }): Message {
  const wrong = found.filter(({ level }) => level === 'bad' || level === 'warning');
  const hints = found.filter(({ level }) => level === 'hint');
  const parts: Part[] = [...say(wrong.length === 0 ? titles.good : titles.wrong).parts];
  for (const each of [...wrong, ...hints]) {
    const last = parts.at(-1)!;
    const before = parts.at(-2);
    if (each.how && last.kind === 'paragraph' && before?.kind === 'list' && same(last.text, each.how))
      parts.splice(-2, 2, { kind: 'list', items: [...before.items, each.text] }, last);
    else parts.push({ kind: 'list', items: [each.text] }, ...(each.how ? say(each.how).parts : []));
  }
  return { parts };
}

const own = { wrong: 'community-check-own', good: 'community-check-own-good' };
const there = { wrong: 'community-check-there', good: 'community-check-there-good' };

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
