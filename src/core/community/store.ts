import { and, asc, count, eq, gt, inArray, lt, sql } from 'drizzle-orm';
import { on, prepared } from '#dialect';
import type { Cell, Work } from '../../chat/ports.ts';
import { after } from '../../time/clock.ts';
import { defaults, type Settings } from './settings.ts';
import { communities, firstWords, guesses, links, members, readers, servers, type Outage } from './tables.ts';
import type { Unplaced } from './unplaced.ts';

const about = (row: string): Cell => ({ table: 'servers', column: 'about', row });
const words = (row: string): Cell => ({ table: 'first_words', column: 'body', row });
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

/** JSON knows no dates. */
const unplacedOf = (json: string): Unplaced =>
  JSON.parse(json, (key, value) => (key === 'at' || key === 'edited' ? new Date(value as string) : value)) as Unplaced;

/** A server of a community, by the platform's id, and what it is called there. */
export interface Server {
  readonly platform: string;
  readonly server: string;
  readonly name: string;
  /** Who brought it into the community, where that is known. */
  readonly by?: string;
}

export const communityStore = (work: Work) => {
  const db = on(work.tables);
  const serverId = (platform: string, server: string) => work.seal.lookup('server', `${platform}:${server}`);
  const messageId = (person: string, message: string) => work.seal.lookup('message', `${person}/${message}`);
  const linkId = (code: string) => work.seal.lookup('link', code);
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
      const [row] = await db.select().from(servers).where(eq(servers.id, id)).limit(1);
      const known = row && (JSON.parse(work.seal.identity.open(about(id), row.about)) as object);
      const sealed = work.seal.identity.seal(about(id), JSON.stringify({ ...known, server, name }));
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
        ...(JSON.parse(work.seal.identity.open(about(id), sealed)) as Omit<Server, 'platform'>),
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

    /** Where its people write in private is to be found out anew. */
    async forgetMembers(community: string): Promise<void> {
      await db.update(members).set({ community: null }).where(eq(members.community, community));
    },

    async lastOf(person: string): Promise<string | undefined> {
      const [row] = await byPerson(work.tables).execute({ person });
      return row?.community ?? undefined;
    },

    /** The communities that somebody shares with the bot; nothing while that can't be known. */
    async sharesOf(person: string): Promise<string[] | undefined> {
      const [row] = await byPerson(work.tables).execute({ person });
      if (!row?.shares) return undefined;
      const rows = await db
        .select({ community: servers.community })
        .from(servers)
        .where(inArray(servers.id, row.shares));
      return rows.length === 0 ? undefined : [...new Set(rows.map(({ community }) => community))];
    },

    async tellShares(person: string, platform: string, shared: readonly string[]): Promise<void> {
      const shares = shared.map((each) => serverId(platform, each));
      await db
        .insert(members)
        .values({ person, community: null, shares })
        .onConflictDoUpdate({ target: members.person, set: { shares } });
    },

    async keepWords(person: string, said: Unplaced): Promise<void> {
      const id = work.orderedId();
      await db.insert(firstWords).values({
        id,
        person,
        message: said.message === undefined ? null : messageId(person, said.message),
        body: work.seal.transit.seal(words(id), JSON.stringify(said)),
      });
    },

    /** In the order in which they were written. */
    async wordsOf(person: string): Promise<Unplaced[]> {
      const rows = await db.select().from(firstWords).where(eq(firstWords.person, person)).orderBy(asc(firstWords.id));
      return rows.map((row) => unplacedOf(work.seal.transit.open(words(row.id), row.body)));
    },

    /** The message was changed, or taken back where there is no text; false when it is none of these. */
    async changeWords(person: string, message: string, text: string | undefined): Promise<boolean> {
      const wanted = eq(firstWords.message, messageId(person, message));
      const [row] = await db.select().from(firstWords).where(wanted).limit(1);
      if (!row) return false;
      if (text === undefined) await db.delete(firstWords).where(wanted);
      else {
        const said = unplacedOf(work.seal.transit.open(words(row.id), row.body));
        const body = work.seal.transit.seal(words(row.id), JSON.stringify({ ...said, text }));
        await db.update(firstWords).set({ body }).where(wanted);
      }
      return true;
    },

    async forgetWords(person: string): Promise<void> {
      await db.delete(firstWords).where(eq(firstWords.person, person));
    },

    async addLink(code: string, community: string, expiresAt: Date): Promise<void> {
      await db.delete(links).where(lt(links.expiresAt, work.now));
      await db.insert(links).values({ id: linkId(code), community, expiresAt });
    },

    /** The community that a code leads to; nothing when it is unknown or too old. */
    async linkOf(code: string): Promise<string | undefined> {
      const [row] = await db
        .select()
        .from(links)
        .where(eq(links.id, linkId(code)))
        .limit(1);
      return row && row.expiresAt > work.now ? row.community : undefined;
    },

    /** No code that was given so far leads into a community any more. */
    async dropLinks(community: string): Promise<void> {
      await db.delete(links).where(eq(links.community, community));
    },

    async spendLink(code: string): Promise<void> {
      await db.delete(links).where(eq(links.id, linkId(code)));
    },

    /** A code was wrong; `life`: how long that is remembered, in milliseconds. */
    async guessed(by: string, life: number): Promise<void> {
      await db.delete(guesses).where(lt(guesses.at, after(work.now, -life)));
      await db.insert(guesses).values({ id: work.id(), by: work.seal.lookup('guess', by), at: work.now });
    },

    async guessesSince(by: string, since: Date): Promise<number> {
      const [row] = await db
        .select({ count: count() })
        .from(guesses)
        .where(and(eq(guesses.by, work.seal.lookup('guess', by)), gt(guesses.at, since)));
      return row?.count ?? 0;
    },

    /** A server belongs to another community from now on; it is the latest of its servers. `by`: who brought it in. */
    async move({ platform, server, name }: Server, community: string, by?: string): Promise<void> {
      const id = serverId(platform, server);
      const sealed = work.seal.identity.seal(about(id), JSON.stringify({ server, name, ...(by ? { by } : {}) }));
      await db.update(servers).set({ community, about: sealed, since: work.now }).where(eq(servers.id, id));
    },

    /** A server goes its own way: a community of its own, with nothing set. */
    async foundAnew(server: Server): Promise<string> {
      const community = work.id();
      await db.insert(communities).values({ id: community, settings: defaults, settled: [], madeAt: work.now });
      await this.move(server, community);
      return community;
    },

    /** A community has become a part of another: whoever belonged to it belongs to that one. */
    async dissolve(from: string, into: string): Promise<void> {
      await db.update(members).set({ community: into }).where(eq(members.community, from));
      await db.delete(communities).where(eq(communities.id, from));
    },

    async all(): Promise<string[]> {
      return (await allIds(work.tables).execute()).map((row) => row.id);
    },

    async settings(community: string): Promise<Settings> {
      const [row] = await settingsById(work.tables).execute({ id: community });
      return { ...defaults, ...row?.settings };
    },

    async settled(community: string): Promise<string[]> {
      const [row] = await db.select().from(communities).where(eq(communities.id, community)).limit(1);
      return row?.settled ?? [];
    },

    async settle(community: string, parts: readonly string[]): Promise<void> {
      const settled = [...new Set([...(await this.settled(community)), ...parts])];
      await db.update(communities).set({ settled }).where(eq(communities.id, community));
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

    async tellReaders(
      platform: string,
      space: string,
      people: readonly string[] | undefined,
      invites: boolean,
    ): Promise<void> {
      const id = spaceId(platform, space);
      const values = {
        people: people ? work.seal.identity.seal(list(id), JSON.stringify(people)) : null,
        invites,
        toldAt: work.now,
      };
      await db
        .insert(readers)
        .values({ id, platform, ...values })
        .onConflictDoUpdate({ target: readers.id, set: values });
    },

    async invitesIn(platform: string, space: string): Promise<boolean> {
      const id = spaceId(platform, space);
      const [row] = await db.select({ invites: readers.invites }).from(readers).where(eq(readers.id, id)).limit(1);
      return row?.invites ?? false;
    },

    /** Everyone who can read a space; `undefined` while that can't be known. */
    async readersOf(platform: string, space: string): Promise<readonly string[] | undefined> {
      const id = spaceId(platform, space);
      const [row] = await db.select().from(readers).where(eq(readers.id, id)).limit(1);
      return row?.people ? (JSON.parse(work.seal.identity.open(list(id), row.people)) as string[]) : undefined;
    },

    /** What is known of one is known of the other: where they wrote last, what they wrote, what they read. */
    async join(from: string, into: string): Promise<void> {
      const [theirs] = await byPerson(work.tables).execute({ person: into });
      if (theirs) await db.delete(members).where(eq(members.person, from));
      else await db.update(members).set({ person: into }).where(eq(members.person, from));
      await db.update(firstWords).set({ person: into }).where(eq(firstWords.person, from));
      for (const { id, people } of await db.select().from(readers)) {
        const all = people ? (JSON.parse(work.seal.identity.open(list(id), people)) as string[]) : [];
        if (!all.includes(from)) continue;
        const now = [...new Set(all.map((each) => (each === from ? into : each)))];
        const sealed = work.seal.identity.seal(list(id), JSON.stringify(now));
        await db.update(readers).set({ people: sealed }).where(eq(readers.id, id));
      }
    },
  };
};
