/** The responders' role: whoever holds it on a server of the community is in the team, by that alone. */
import type { Account } from '../../chat/platform.ts';
import type { Job, Work } from '../../chat/ports.ts';
import { cameByRole, introduce, knownAs, letIn, lostRole } from '../people/index.ts';
import { communityStore } from './store.ts';

interface RoleAt {
  readonly platform: string;
  readonly server: string;
  readonly id: string;
  readonly name?: string | undefined;
}

/** By what somebody came into the team: the same for the same role, and nothing without the key. */
const keyOf = (work: Work, { platform, id }: RoleAt): string => work.seal.lookup('role', `${platform}:${id}`);

const rolesAt = async (work: Work, community: string, platform: string, server: string): Promise<RoleAt[]> =>
  (await communityStore(work).settings(community)).roles.filter(
    (each) => each.platform === platform && each.server === server,
  );

/** The platform tells which roles somebody has in a server. A stranger without the role stays unknown to us. */
export async function rolesTold(
  work: Work,
  at: { readonly community: string; readonly platform: string; readonly server: string },
  of: Account,
  roles: readonly string[],
): Promise<void> {
  for (const role of await rolesAt(work, at.community, at.platform, at.server)) {
    if (roles.includes(role.id)) await comeIn(work, at.community, role, of);
    else {
      const person = await knownAs(work, at.platform, of.account);
      if (person !== undefined) await lostRole(work, at.community, person, keyOf(work, role));
    }
  }
}

async function comeIn(work: Work, community: string, role: RoleAt, of: Account): Promise<void> {
  await letIn(work, community, await introduce(work, role.platform, of), keyOf(work, role));
}

/** Asks who has the responders' roles of a server: at each start, since nobody told what changed meanwhile. */
export async function askHolders(work: Work, community: string, platform: string, server: string): Promise<void> {
  for (const { id } of await rolesAt(work, community, platform, server)) {
    await work.holders({ platform, server, role: id }, 'community.holders', { community, platform, server, role: id });
  }
}

/** Everyone who has a role just now; nobody where the platform can't tell, and then nothing changes. */
export async function holdersCame({ args, holders }: Job, work: Work): Promise<void> {
  const { community = '', platform = '', server = '', role: id = '' } = args;
  const role = (await rolesAt(work, community, platform, server)).find((each) => each.id === id);
  if (!role || !holders) return;
  for (const each of holders) await comeIn(work, community, role, each);
  const here = await Promise.all(holders.map((each) => knownAs(work, platform, each.account)));
  const key = keyOf(work, role);
  for (const person of await cameByRole(work, community, key)) {
    if (!here.includes(person)) await lostRole(work, community, person, key);
  }
}

/** Another role, or none, lets people of a server into the team from now on. */
export async function changeRole(
  work: Work,
  community: string,
  at: { readonly platform: string; readonly server: string },
  to: { readonly id: string; readonly name?: string } | null,
): Promise<void> {
  const store = communityStore(work);
  const before = await rolesAt(work, community, at.platform, at.server);
  const { roles } = await store.settings(community);
  const others = roles.filter((each) => each.platform !== at.platform || each.server !== at.server);
  await store.change(community, {
    roles: to === null ? others : [...others, { platform: at.platform, server: at.server, ...to }],
  });
  for (const role of before.filter((each) => each.id !== to?.id)) {
    const key = keyOf(work, role);
    for (const person of await cameByRole(work, community, key)) await lostRole(work, community, person, key);
  }
  await askHolders(work, community, at.platform, at.server);
}
