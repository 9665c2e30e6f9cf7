import { asc, eq, sql } from 'drizzle-orm';
import { on, prepared } from '#dialect';
import type { Cell, Work } from '../../chat/ports.ts';
import { defaults, type Settings } from './settings.ts';
import { communities, members, readers, servers, type Outage } from './tables.ts';

const about = (row: string): Cell => ({ table: 'servers', column: 'about', row });
const list = (row: string): Cell => ({ table: 'readers', column: 'people', row });

const of = sql.placeholder;
const byPerson = prepared('members_by_person', (db) =>
  db
    .select()
    .from(members)
    .where(eq(members.person, of('person'))),
);
const allIds = prepared('communities_all', (db) =>
  db.select({ id: communities.id }).from(communities).orderBy(asc(communities.madeAt)),
);
const settingsById = prepared('communities_settings', (db) =>
  db
    .select({ settings: communities.settings })
    .from(communities)
    .where(eq(communities.id, of('id'))),
);

/** A server of a community, by the platform's id, and what it is called there. */
export interface Server {
  readonly platform: string;
  readonly server: string;
  readonly name: string;
}

export const communityStore = (work: Work) => {
  const db = on(work.tables);
  const serverId = (platform: string, server: string) => work.seal.lookup('server', `${platform}:${server}`);
  const spaceId = (platform: string, space: string) => work.seal.lookup('space', `${platform}:${space}`);
  return {
    async ofServer(platform: string, server: string): Promise<string | undefined> {
      const [row] = await db
        .select()
        .from(servers)
        .where(eq(servers.id, serverId(platform, server)))
        .limit(1);
      return row?.community;
    },

    /** A community of its own for a server; `name`: of the server. */
    async found(platform: string, server: string, name: string): Promise<string> {
      const community = work.id();
      await db.insert(communities).values({ id: community, settings: defaults, settled: [], madeAt: work.now });
      const id = serverId(platform, server);
      const sealed = work.seal.identity.seal(about(id), JSON.stringify({ server, name }));
      await db.insert(servers).values({ id, community, platform, about: sealed, since: work.now });
      return community;
    },

    async rename(platform: string, server: string, name: string): Promise<void> {
      const id = serverId(platform, server);
      const sealed = work.seal.identity.seal(about(id), JSON.stringify({ server, name }));
      await db.update(servers).set({ about: sealed }).where(eq(servers.id, id));
    },

    /** The servers of a community, the first one first. */
    async serversOf(community: string): Promise<Server[]> {
      const rows = await db
        .select()
        .from(servers)
        .where(eq(servers.community, community))
        .orderBy(asc(servers.since), asc(servers.id));
      return rows.map(({ id, platform, about: sealed }) => ({
        platform,
        ...(JSON.parse(work.seal.identity.open(about(id), sealed)) as { server: string; name: string }),
      }));
    },

    async seen(person: string, community: string): Promise<void> {
      const [row] = await byPerson(work.tables).execute({ person });
      if (row?.community === community) return;
      await db
        .insert(members)
        .values({ person, community })
        .onConflictDoUpdate({ target: members.person, set: { community } });
    },

    async lastOf(person: string): Promise<string | undefined> {
      const [row] = await byPerson(work.tables).execute({ person });
      return row?.community ?? undefined;
    },

    async all(): Promise<string[]> {
      return (await allIds(work.tables).execute()).map((row) => row.id);
    },

    async settings(community: string): Promise<Settings> {
      const [row] = await settingsById(work.tables).execute({ id: community });
      return { ...defaults, ...row?.settings };
    },

    async announcedAt(community: string): Promise<Date | null> {
      const [row] = await db.select().from(communities).where(eq(communities.id, community)).limit(1);
      return row?.announcedAt ?? null;
    },

    async announced(community: string): Promise<void> {
      await db.update(communities).set({ announcedAt: work.now }).where(eq(communities.id, community));
    },

    async outageOf(community: string): Promise<Outage | null> {
      const [row] = await db.select().from(communities).where(eq(communities.id, community)).limit(1);
      return row?.outage ?? null;
    },

    async noteOutage(community: string, outage: Outage): Promise<void> {
      await db.update(communities).set({ outage }).where(eq(communities.id, community));
    },

    async change(community: string, change: Partial<Settings>): Promise<void> {
      const next = { ...(await this.settings(community)), ...change };
      await db.update(communities).set({ settings: next }).where(eq(communities.id, community));
    },

    async tellReaders(platform: string, space: string, people: readonly string[] | undefined): Promise<void> {
      const id = spaceId(platform, space);
      const values = {
        people: people ? work.seal.identity.seal(list(id), JSON.stringify(people)) : null,
        toldAt: work.now,
      };
      await db
        .insert(readers)
        .values({ id, platform, ...values })
        .onConflictDoUpdate({ target: readers.id, set: values });
    },

    /** Everyone who can read a space; `undefined` while that can't be known. */
    async readersOf(platform: string, space: string): Promise<readonly string[] | undefined> {
      const id = spaceId(platform, space);
      const [row] = await db.select().from(readers).where(eq(readers.id, id)).limit(1);
      return row?.people ? (JSON.parse(work.seal.identity.open(list(id), row.people)) as string[]) : undefined;
    },
  };
};
