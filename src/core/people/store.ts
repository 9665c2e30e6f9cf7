import { and, asc, desc, eq, gt, isNotNull, isNull, lt, ne, sql } from 'drizzle-orm';
import { on, prepared } from '#dialect';
import type { Cell, Work } from '../../chat/ports.ts';
import { after, minutes } from '../../time/clock.ts';
import { accounts, claims, people, team } from './tables.ts';

export interface Who {
  readonly account: string;
  readonly name: string;
}

export interface AccountRow extends Who {
  readonly id: string;
  readonly person: string;
  readonly platform: string;
  readonly seenAt: Date;
  readonly unreachableSince: Date | null;
}

const who = (row: string): Cell => ({ table: 'accounts', column: 'who', row });
const lookupOf = (work: Work, platform: string, account: string): string =>
  work.seal.lookup('account', `${platform}:${account}`);

/** When somebody was last here is kept this exactly: to write it at every message would cost more than it tells. */
const seenEvery = minutes(1);

const of = sql.placeholder;
const addPerson = prepared('people_add', (db) =>
  db.insert(people).values({ id: of('id'), locale: '', silence: 'none', madeAt: of('now') }),
);
const addAccount = prepared('accounts_add', (db) =>
  db
    .insert(accounts)
    .values({
      id: of('id'),
      person: of('person'),
      platform: of('platform'),
      lookup: of('lookup'),
      who: of('who'),
      seenAt: of('now'),
    })
    .returning(),
);
const byLookup = prepared('accounts_by_lookup', (db) =>
  db
    .select()
    .from(accounts)
    .where(eq(accounts.lookup, of('lookup'))),
);
const ofPerson = prepared('accounts_of_person', (db) =>
  db
    .select()
    .from(accounts)
    .where(eq(accounts.person, of('person')))
    .orderBy(desc(isNull(accounts.unreachableSince)), desc(accounts.seenAt)),
);
const personById = prepared('people_by_id', (db) =>
  db
    .select()
    .from(people)
    .where(eq(people.id, of('id'))),
);
const inReach = prepared('team_in_reach', (db) =>
  db
    .select({ person: team.person, account: accounts.id })
    .from(team)
    .leftJoin(accounts, and(eq(accounts.person, team.person), isNull(accounts.unreachableSince)))
    .where(and(eq(team.community, of('community')), eq(team.role, 'responder')))
    .orderBy(asc(team.since), asc(team.person)),
);
const byRole = prepared('team_by_role', (db) =>
  db
    .select({ person: team.person })
    .from(team)
    .where(and(eq(team.community, of('community')), eq(team.role, of('role'))))
    .orderBy(asc(team.since), asc(team.person)),
);
const teamsByPerson = prepared('team_by_person', (db) =>
  db
    .select({ community: team.community })
    .from(team)
    .where(and(eq(team.person, of('person')), ne(team.role, 'out'))),
);

export const peopleStore = (work: Work) => {
  const db = on(work.tables);
  const opened = (row: typeof accounts.$inferSelect): AccountRow => ({
    ...row,
    ...(JSON.parse(work.seal.identity.open(who(row.id), row.who)) as Who),
  });
  return {
    async byAccount(platform: string, account: string): Promise<AccountRow | undefined> {
      const [row] = await byLookup(work.tables).execute({ lookup: lookupOf(work, platform, account) });
      return row && opened(row);
    },

    /** The latest used first, by the minute; those that can't be reached last. */
    async accountsOf(person: string): Promise<AccountRow[]> {
      const rows = await ofPerson(work.tables).execute({ person });
      return rows.map(opened);
    },

    async add(platform: string, given: Who): Promise<AccountRow> {
      const person = work.id();
      const id = work.id();
      await addPerson(work.tables).execute({ id: person, now: work.now });
      const [row] = await addAccount(work.tables).execute({
        id,
        person,
        platform,
        lookup: lookupOf(work, platform, given.account),
        who: work.seal.identity.seal(who(id), JSON.stringify(given)),
        now: work.now,
      });
      return opened(row!);
    },

    /** Notes that somebody is here, and what they are called now; writes only what it would change. */
    async seen(row: AccountRow, given: Who, unreachableSince: Date | null): Promise<void> {
      const known = given.name === row.name && unreachableSince?.getTime() === row.unreachableSince?.getTime();
      if (known && work.now < after(row.seenAt, seenEvery)) return;
      await db
        .update(accounts)
        .set({
          seenAt: work.now,
          unreachableSince,
          ...(given.name === row.name ? {} : { who: work.seal.identity.seal(who(row.id), JSON.stringify(given)) }),
        })
        .where(eq(accounts.id, row.id));
    },

    async rename(row: AccountRow, name: string): Promise<void> {
      const sealed = work.seal.identity.seal(who(row.id), JSON.stringify({ account: row.account, name }));
      await db.update(accounts).set({ who: sealed }).where(eq(accounts.id, row.id));
    },

    /** False: it was known. */
    async unreachable(person: string, platform: string): Promise<boolean> {
      const rows = await db
        .update(accounts)
        .set({ unreachableSince: work.now })
        .where(and(eq(accounts.person, person), eq(accounts.platform, platform), isNull(accounts.unreachableSince)))
        .returning({ id: accounts.id });
      return rows.length > 0;
    },

    /** False: it was known. */
    async reachable(person: string, platform: string): Promise<boolean> {
      const rows = await db
        .update(accounts)
        .set({ unreachableSince: null })
        .where(and(eq(accounts.person, person), eq(accounts.platform, platform), isNotNull(accounts.unreachableSince)))
        .returning({ id: accounts.id });
      return rows.length > 0;
    },

    async get(person: string) {
      const [row] = await personById(work.tables).execute({ id: person });
      return row;
    },

    async set(
      person: string,
      change: { locale?: string; silence?: 'none' | 'neutral' | 'hidden'; routes?: readonly string[] },
    ): Promise<void> {
      await db.update(people).set(change).where(eq(people.id, person));
    },

    /** Whoever is let in by name stays, whatever becomes of a role that they have. */
    async join(
      community: string,
      person: string,
      role: 'responder' | 'steward' | 'out',
      byRole: string | null,
    ): Promise<void> {
      const row = db.insert(team).values({ community, person, role, byRole, since: work.now });
      await (byRole === null
        ? row.onConflictDoUpdate({ target: [team.community, team.person, team.role], set: { byRole } })
        : row.onConflictDoNothing());
    },

    /** Who came into a team by a role. */
    async byRole(community: string, byRole: string): Promise<string[]> {
      const rows = await db
        .select({ person: team.person })
        .from(team)
        .where(and(eq(team.community, community), eq(team.byRole, byRole)));
      return rows.map((row) => row.person);
    },

    async leave(community: string, person: string, role: 'responder' | 'steward' | 'out'): Promise<void> {
      await db.delete(team).where(and(eq(team.community, community), eq(team.person, person), eq(team.role, role)));
    },

    async roles(community: string, person: string): Promise<string[]> {
      return (await this.standings(community, person)).map((row) => row.role);
    },

    standings: async (community: string, person: string) =>
      db
        .select({ role: team.role, byRole: team.byRole })
        .from(team)
        .where(and(eq(team.community, community), eq(team.person, person))),

    /** The responders of a community, and whether any account of theirs can be reached; in the order of joining. */
    async reach(community: string): Promise<{ person: string; reachable: boolean }[]> {
      const rows = await inReach(work.tables).execute({ community });
      const reached = new Map<string, boolean>();
      for (const { person, account } of rows) reached.set(person, reached.get(person) === true || account !== null);
      return [...reached].map(([person, reachable]) => ({ person, reachable }));
    },

    async communitiesOf(person: string): Promise<string[]> {
      const rows = await teamsByPerson(work.tables).execute({ person });
      return [...new Set(rows.map((row) => row.community))];
    },

    async members(community: string, role: 'responder' | 'steward'): Promise<string[]> {
      const rows = await byRole(work.tables).execute({ community, role });
      return rows.map((row) => row.person);
    },

    async claim(code: string, person: string, expiresAt: Date): Promise<void> {
      await db.delete(claims).where(lt(claims.expiresAt, work.now));
      await db.insert(claims).values({ id: work.seal.lookup('claim', code), person, expiresAt });
    },

    /** Whose code it is, while it can be used, and who was asked. */
    async claimed(code: string): Promise<{ person: string; askedOf: string | null } | undefined> {
      const [row] = await db
        .select({ person: claims.person, askedOf: claims.askedOf })
        .from(claims)
        .where(and(eq(claims.id, work.seal.lookup('claim', code)), gt(claims.expiresAt, work.now)));
      return row;
    },

    async asked(code: string, of: string): Promise<void> {
      await db
        .update(claims)
        .set({ askedOf: of })
        .where(eq(claims.id, work.seal.lookup('claim', code)));
    },

    async spend(code: string): Promise<void> {
      await db.delete(claims).where(eq(claims.id, work.seal.lookup('claim', code)));
    },

    /** The accounts of one are those of the other, and so is their place in every team. */
    async merge(from: string, into: string): Promise<void> {
      await db.update(accounts).set({ person: into }).where(eq(accounts.person, from));
      const held = await db.select().from(team).where(eq(team.person, from));
      for (const row of held)
        await db
          .insert(team)
          .values({ ...row, person: into })
          .onConflictDoNothing();
      await db.delete(team).where(eq(team.person, from));
    },

    /** The accounts on a platform are somebody's of whom nothing is known, whose id it gives; who was taken out stays so. */
    async part(person: string, platform: string): Promise<string> {
      const id = work.id();
      await addPerson(work.tables).execute({ id, now: work.now });
      await db
        .update(accounts)
        .set({ person: id })
        .where(and(eq(accounts.person, person), eq(accounts.platform, platform)));
      const out = await db
        .select()
        .from(team)
        .where(and(eq(team.person, person), eq(team.role, 'out')));
      for (const { community } of out) await this.join(community, id, 'out', null);
      return id;
    },
  };
};
