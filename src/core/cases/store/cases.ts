/** Cases, what is known of them, and who stands where to them. */
import { and, asc, count, desc, eq, gt, inArray, isNotNull, lt, ne, or, sql } from 'drizzle-orm';
import { on, prepared } from '#dialect';
import type { Cell, Work } from '../../../chat/ports.ts';
import { after, hours } from '../../../time/clock.ts';
import type { HarmName } from '../harms.ts';
import { codeName, pseudonym } from '../names.ts';
import { bars, type Role, type Standing } from '../rules.ts';
import { calls, cases, entries, evidence, proposals, standings } from '../tables.ts';
import { keyOf } from './key.ts';

/** What the reporter said of it besides the story itself. `null`: asked, and skipped. */
export interface Facts {
  readonly relation?: 'me' | 'saw' | 'passing' | null;
  readonly kind?: HarmName | null;
  readonly where?: string | null;
  readonly when?: string | null;
  readonly who?: string | null;
  readonly witnesses?: string | null;
  /** Whether something like it happened before: a pattern is seen best by whoever lives it. */
  readonly before?: 'first' | 'once' | 'often' | null;
  readonly weight?: 'light' | 'medium' | 'heavy' | 'unbearable' | null;
  readonly named?: boolean | null;
  readonly contact?: 'write' | 'record' | 'unsure' | 'call' | null;
  /** Whom they chose in the menu of a person or of a message: by the platform's own name and id. */
  readonly subject?: string | null;
  /** Whom they kept out and could not be found in the team: for the two to know. */
  readonly unfound?: string | null;
  /** One of the two wishes to pass it on against the person's will; the other has to agree. */
  readonly exception?: Exception | null;
}

/** Why what was told is passed on against the will of whoever told it. */
export interface Exception {
  readonly by: string;
  readonly basis: 'child' | 'life' | 'law';
  readonly words: string;
  /** To tell the person of it would put somebody in danger. */
  readonly silent: boolean;
  readonly agreed: boolean;
}

export type CaseRow = typeof cases.$inferSelect;

const factsOf = (row: string): Cell => ({ table: 'cases', column: 'facts', row });

const of = sql.placeholder;
const addDraft = prepared('cases_add_draft', (db) =>
  db
    .insert(cases)
    .values({
      id: of('id'),
      community: of('community'),
      state: 'draft',
      code: of('code'),
      pseudonym: of('pseudonym'),
      reporter: of('reporter'),
      urgent: false,
      staffed: false,
      madeAt: of('now'),
      assessment: 'unassessed',
    })
    .returning(),
);
const caseById = prepared('cases_by_id', (db) =>
  db
    .select()
    .from(cases)
    .where(eq(cases.id, of('id'))),
);
const byReporter = prepared('cases_by_reporter', (db) =>
  db
    .select()
    .from(cases)
    .where(eq(cases.reporter, of('reporter')))
    .orderBy(desc(cases.madeAt), desc(cases.id)),
);
const standingsOf = prepared('standings_of_case', (db) =>
  db
    .select()
    .from(standings)
    .where(eq(standings.case, of('case')))
    .orderBy(asc(standings.at), asc(standings.person)),
);
const anyEntry = prepared('entries_any', (db) =>
  db
    .select({ id: entries.id })
    .from(entries)
    .where(eq(entries.case, of('case')))
    .limit(1),
);
const anyEvidence = prepared('evidence_any', (db) =>
  db
    .select({ id: evidence.id })
    .from(evidence)
    .where(eq(evidence.case, of('case')))
    .limit(1),
);
/** Of a community, or heard by its team for another one. */
const concerns = (community: string) => or(eq(cases.community, community), eq(cases.helper, community));

export const caseStore = (work: Work) => {
  const db = on(work.tables);

  return {
    /** A draft: it exists so that no word is lost, and for nobody but its reporter. */
    async draft(community: string, reporter: string): Promise<CaseRow> {
      const id = await work.seal.spare();
      await work.seal.create(id);
      let code = codeName(work.random);
      while ((await db.select({ id: cases.id }).from(cases).where(eq(cases.code, code)).limit(1)).length > 0) {
        code = codeName(work.random);
      }
      const [row] = await addDraft(work.tables).execute({
        id,
        community,
        code,
        pseudonym: pseudonym(work.random),
        reporter,
        now: work.now,
      });
      return row!;
    },

    async get(id: string): Promise<CaseRow | undefined> {
      const [row] = await caseById(work.tables).execute({ id });
      return row;
    },

    /** Those of the ids that are cases with something to read. */
    async among(ids: readonly string[]): Promise<string[]> {
      const rows = await db
        .select({ id: cases.id })
        .from(cases)
        .where(and(inArray(cases.id, [...ids]), ne(cases.state, 'gone')));
      return rows.map((row) => row.id);
    },

    async byCode(community: string, code: string): Promise<CaseRow | undefined> {
      const [row] = await db
        .select()
        .from(cases)
        .where(and(concerns(community), eq(cases.code, code)))
        .limit(1);
      return row;
    },

    /** The latest first. */
    async ofReporter(reporter: string, states: readonly CaseRow['state'][]): Promise<CaseRow[]> {
      const rows = await byReporter(work.tables).execute({ reporter });
      return rows.filter((row) => states.includes(row.state));
    },

    async byTopic(topic: string): Promise<CaseRow | undefined> {
      const [row] = await db.select().from(cases).where(eq(cases.topic, topic)).limit(1);
      return row;
    },

    /** Open cases on which two are not yet. */
    async unstaffed(community: string): Promise<CaseRow[]> {
      return db
        .select()
        .from(cases)
        .where(and(concerns(community), eq(cases.state, 'open'), eq(cases.staffed, false)));
    },

    /** Open cases on which somebody is. */
    async heldBy(community: string, person: string): Promise<CaseRow[]> {
      const rows = await db
        .selectDistinct({ row: cases })
        .from(standings)
        .innerJoin(cases, eq(cases.id, standings.case))
        .where(
          and(
            eq(standings.person, person),
            eq(standings.active, true),
            inArray(standings.role, ['lead', 'second']),
            concerns(community),
            eq(cases.state, 'open'),
          ),
        );
      return rows.map(({ row }) => row);
    },

    /** Closed cases that somebody was on, the latest first; `most`: no more of them. */
    async closedWith(community: string, person: string, most: number): Promise<CaseRow[]> {
      const rows = await db
        .selectDistinct({ row: cases })
        .from(standings)
        .innerJoin(cases, eq(cases.id, standings.case))
        .where(
          and(
            eq(standings.person, person),
            inArray(standings.role, ['lead', 'second']),
            concerns(community),
            eq(cases.state, 'closed'),
          ),
        )
        .orderBy(desc(cases.closedAt))
        .limit(most);
      return rows.map(({ row }) => row);
    },

    /** Those of which something stands in the shared space; some may be closed. */
    async inSpace(community: string): Promise<CaseRow[]> {
      return db
        .select()
        .from(cases)
        .where(and(eq(cases.community, community), isNotNull(cases.topic)));
    },

    /** All cases of a community belong to another one; gives those that are open. */
    async moveAll(from: string, into: string): Promise<CaseRow[]> {
      await db.update(cases).set({ helper: into }).where(eq(cases.helper, from));
      const rows = await db.update(cases).set({ community: into }).where(eq(cases.community, from)).returning();
      return rows.filter((row) => row.state === 'open');
    },

    /** Whether a test is under way. */
    async anyTrial(community: string): Promise<boolean> {
      const rows = await db
        .select({ id: cases.id })
        .from(cases)
        .where(and(eq(cases.community, community), eq(cases.state, 'trial')))
        .limit(1);
      return rows.length > 0;
    },

    /** A page has gone out for a case; remembered by person, for as long as it can slow another one. */
    async called(id: string, by: string): Promise<void> {
      const person = work.seal.lookup('call', by);
      await db.update(cases).set({ pagedAt: work.now }).where(eq(cases.id, id));
      await db.delete(calls).where(lt(calls.at, after(work.now, -hours(24))));
      await db.insert(calls).values({ id: work.id(), by: person, at: work.now });
    },

    async callsSince(by: string, since: Date): Promise<number> {
      const [row] = await db
        .select({ count: count() })
        .from(calls)
        .where(and(eq(calls.by, work.seal.lookup('call', by)), gt(calls.at, since)));
      return row?.count ?? 0;
    },

    /** A case is closed, or open again. */
    async activate(id: string, active: boolean): Promise<void> {
      await db.update(standings).set({ active }).where(eq(standings.case, id));
    },

    async set(id: string, change: Partial<Omit<CaseRow, 'id' | 'facts'>>): Promise<void> {
      await db.update(cases).set(change).where(eq(cases.id, id));
    },

    async facts(row: CaseRow): Promise<Facts> {
      if (!row.facts) return {};
      return JSON.parse((await keyOf(work, row.id)).open(factsOf(row.id), row.facts)) as Facts;
    },

    async tell(id: string, more: Facts): Promise<Facts> {
      const row = (await this.get(id))!;
      const facts = { ...(await this.facts(row)), ...more };
      const sealed = (await keyOf(work, id)).seal(factsOf(id), JSON.stringify(facts));
      await db.update(cases).set({ facts: sealed }).where(eq(cases.id, id));
      return facts;
    },

    /** Whether anything was told: words, or a file. */
    async hasStory(caseId: string): Promise<boolean> {
      if ((await anyEntry(work.tables).execute({ case: caseId })).length > 0) return true;
      return (await anyEvidence(work.tables).execute({ case: caseId })).length > 0;
    },

    async standings(caseId: string): Promise<Standing[]> {
      const rows = await standingsOf(work.tables).execute({ case: caseId });
      return rows.map((row) => ({
        person: row.person,
        role: row.role,
        at: row.at,
        ...(row.from === null ? {} : { from: row.from }),
      }));
    },

    async stand(caseId: string, person: string, role: Role, from?: string): Promise<void> {
      await db
        .insert(standings)
        .values({ case: caseId, person, role, from: from ?? null, at: work.now, active: true })
        .onConflictDoNothing();
    },

    async unstand(caseId: string, person: string, roles: readonly Role[]): Promise<void> {
      await db
        .delete(standings)
        .where(and(eq(standings.case, caseId), eq(standings.person, person), inArray(standings.role, [...roles])));
    },

    async clearStandings(caseId: string, roles: readonly Role[]): Promise<void> {
      await db.delete(standings).where(and(eq(standings.case, caseId), inArray(standings.role, [...roles])));
    },

    /** Whatever one person told, wrote, or stood for is the other's. */
    async join(from: string, into: string): Promise<void> {
      await db.update(cases).set({ reporter: into }).where(eq(cases.reporter, from));
      await db.update(entries).set({ by: into }).where(eq(entries.by, from));
      await db.update(proposals).set({ by: into }).where(eq(proposals.by, from));
      await db.update(standings).set({ from: into }).where(eq(standings.from, from));
      for (const row of await db.select().from(standings).where(eq(standings.person, from)))
        await db
          .insert(standings)
          .values({ ...row, person: into })
          .onConflictDoNothing();
      await db.delete(standings).where(eq(standings.person, from));
    },

    /** From what somebody is kept, or what they reported themselves, another one is kept as well. */
    async barAlike(one: string, other: string): Promise<void> {
      const kept = await db
        .select({ case: standings.case, role: standings.role })
        .from(standings)
        .where(and(eq(standings.person, one), inArray(standings.role, [...bars])));
      const own = await db.select({ id: cases.id }).from(cases).where(eq(cases.reporter, one));
      for (const { case: id, role } of kept) await this.stand(id, other, role);
      for (const { id } of own) await this.stand(id, other, 'excluded');
    },

    /** The cases that are not erased, of which somebody is the reporter, or around which they stand in any way. */
    async around(person: string): Promise<CaseRow[]> {
      const stood = db.select({ id: standings.case }).from(standings).where(eq(standings.person, person));
      return db
        .select()
        .from(cases)
        .where(and(ne(cases.state, 'gone'), or(eq(cases.reporter, person), inArray(cases.id, stood))));
    },

    /** Nothing of it remains but that there was a case, and how it ended. */
    async erase(caseId: string, outcome: string): Promise<void> {
      await db.delete(entries).where(eq(entries.case, caseId));
      await db.delete(proposals).where(eq(proposals.case, caseId));
      await db.delete(evidence).where(eq(evidence.case, caseId));
      await db.delete(standings).where(eq(standings.case, caseId));
      await db
        .update(cases)
        .set({ state: 'gone', reporter: null, helper: null, facts: null, topic: null, pagedAt: null, outcome })
        .where(eq(cases.id, caseId));
      await work.seal.destroy(caseId);
    },
  };
};
