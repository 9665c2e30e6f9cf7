import { and, asc, count, desc, eq, gt, inArray, isNotNull, lt, ne, sql } from 'drizzle-orm';
import { on, prepared } from '#dialect';
import type { FileRef } from '../../chat/field.ts';
import type { Cell, Sealer, Work } from '../../chat/ports.ts';
import type { HarmName } from './harms.ts';
import { after, hours } from '../../time/clock.ts';
import { codeName, pseudonym } from './names.ts';
import type { Role, Standing } from './rules.ts';
import { calls, cases, entries, evidence, standings } from './tables.ts';

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

export interface Entry {
  readonly id: string;
  readonly at: Date;
  readonly kind: 'said' | 'reply' | 'note';
  readonly by: string | null;
  readonly text: string;
  readonly amends: string | null;
  readonly takenBack: boolean;
}

export interface Evidence {
  readonly id: string;
  readonly case: string;
  readonly state: (typeof evidence.$inferSelect)['state'];
  readonly about: FileRef & { readonly platform: string; readonly sha256?: string };
}

const cell = (table: string, column: string, row: string): Cell => ({ table, column, row });

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
const lastEntry = prepared('entries_last', (db) =>
  db
    .select({ chain: entries.chain })
    .from(entries)
    .where(eq(entries.case, of('case')))
    .orderBy(desc(entries.id))
    .limit(1),
);
const addEntry = prepared('entries_add', (db) =>
  db.insert(entries).values({
    id: of('id'),
    case: of('case'),
    at: of('at'),
    kind: of('kind'),
    by: of('by'),
    body: of('body'),
    amends: of('amends'),
    takenBack: false,
    message: of('message'),
    chain: of('chain'),
  }),
);

export const caseStore = (work: Work) => {
  const db = on(work.tables);

  /** The case's own sealer. A case whose key is gone has nothing left to read. */
  const sealer = async (caseId: string): Promise<Sealer> => {
    const found = await work.seal.of(caseId);
    if (!found) throw new Error('the key of a case is gone');
    return found;
  };

  const link = (before: string | undefined, entry: Omit<Entry, 'takenBack'>): string => {
    const { id, at, kind, by, text, amends } = entry;
    return work.seal.lookup('chain', JSON.stringify([before ?? '', id, at.getTime(), kind, by, amends, text]));
  };

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
        .where(and(eq(cases.community, community), eq(cases.code, code)))
        .limit(1);
      return row;
    },

    /** The latest first. */
    async ofReporter(reporter: string, states: readonly CaseRow['state'][]): Promise<CaseRow[]> {
      const rows = await byReporter(work.tables).execute({ reporter });
      return rows.filter((row) => states.includes(row.state));
    },

    /** Open cases on which two are not yet. */
    async unstaffed(community: string): Promise<CaseRow[]> {
      return db
        .select()
        .from(cases)
        .where(and(eq(cases.community, community), eq(cases.state, 'open'), eq(cases.staffed, false)));
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
            eq(cases.community, community),
            eq(cases.state, 'open'),
          ),
        );
      return rows.map(({ row }) => row);
    },

    async inSpace(community: string): Promise<CaseRow[]> {
      return db
        .select()
        .from(cases)
        .where(and(eq(cases.community, community), eq(cases.state, 'open'), isNotNull(cases.topic)));
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
      return JSON.parse((await sealer(row.id)).open(cell('cases', 'facts', row.id), row.facts)) as Facts;
    },

    async tell(id: string, more: Facts): Promise<Facts> {
      const row = (await this.get(id))!;
      const facts = { ...(await this.facts(row)), ...more };
      const sealed = (await sealer(id)).seal(cell('cases', 'facts', id), JSON.stringify(facts));
      await db.update(cases).set({ facts: sealed }).where(eq(cases.id, id));
      return facts;
    },

    async write(
      caseId: string,
      entry: { id: string; kind: Entry['kind']; by: string; text: string; amends?: string; message?: string },
    ): Promise<void> {
      const { id, kind, by, text } = entry;
      const [last] = await lastEntry(work.tables).execute({ case: caseId });
      const chain = link(last?.chain, { id, at: work.now, kind, by, text, amends: entry.amends ?? null });
      await addEntry(work.tables).execute({
        id,
        case: caseId,
        at: work.now,
        kind,
        by,
        body: (await sealer(caseId)).seal(cell('case_entries', 'body', id), text),
        amends: entry.amends ?? null,
        message: entry.message === undefined ? null : work.seal.lookup('message', `${by}/${entry.message}`),
        chain,
      });
    },

    /** Whether every entry stands as it was written, and none before the last one is missing. */
    async whole(caseId: string): Promise<boolean> {
      const chains = await db
        .select({ chain: entries.chain })
        .from(entries)
        .where(eq(entries.case, caseId))
        .orderBy(asc(entries.id));
      const written = await this.entries(caseId);
      return written.every((each, at) => chains[at]!.chain === link(chains[at - 1]?.chain, each));
    },

    /** In the order in which they were written; `last`: only so many of the latest. */
    async entries(caseId: string, last?: number): Promise<Entry[]> {
      const query = db.select().from(entries).where(eq(entries.case, caseId)).orderBy(desc(entries.id));
      const rows = await (last === undefined ? query : query.limit(last));
      if (rows.length === 0) return [];
      const key = await sealer(caseId);
      return rows.toReversed().map((row) => ({
        id: row.id,
        at: row.at,
        kind: row.kind,
        by: row.by,
        amends: row.amends,
        takenBack: row.takenBack,
        text: key.open(cell('case_entries', 'body', row.id), row.body),
      }));
    },

    /** Whether anything was told: words, or a file. */
    async hasStory(caseId: string): Promise<boolean> {
      if ((await anyEntry(work.tables).execute({ case: caseId })).length > 0) return true;
      return (await anyEvidence(work.tables).execute({ case: caseId })).length > 0;
    },

    /** The entry that came by a message of this person, the latest correction of it. */
    async byMessage(person: string, message: string): Promise<{ id: string; case: string } | undefined> {
      const [row] = await db
        .select({ id: entries.id, case: entries.case })
        .from(entries)
        .where(eq(entries.message, work.seal.lookup('message', `${person}/${message}`)))
        .orderBy(desc(entries.id))
        .limit(1);
      return row;
    },

    async takeBack(person: string, message: string): Promise<void> {
      await db
        .update(entries)
        .set({ takenBack: true })
        .where(eq(entries.message, work.seal.lookup('message', `${person}/${message}`)));
    },

    async standings(caseId: string): Promise<Standing[]> {
      const rows = await standingsOf(work.tables).execute({ case: caseId });
      return rows.map((row) => ({
        person: row.person,
        role: row.role,
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

    async addEvidence(caseId: string, platform: string, file: FileRef, state: 'asked' | 'pointer'): Promise<void> {
      const id = work.id();
      const about = (await sealer(caseId)).seal(
        cell('case_evidence', 'about', id),
        JSON.stringify({ ...file, platform }),
      );
      await db.insert(evidence).values({ id, case: caseId, at: work.now, state, about });
    },

    async evidence(caseId: string): Promise<Evidence[]> {
      const rows = await db
        .select({ id: evidence.id, case: evidence.case, state: evidence.state, about: evidence.about })
        .from(evidence)
        .where(eq(evidence.case, caseId))
        .orderBy(asc(evidence.at), asc(evidence.id));
      if (rows.length === 0) return [];
      const key = await sealer(caseId);
      return rows.map((row) => ({
        ...row,
        about: JSON.parse(key.open(cell('case_evidence', 'about', row.id), row.about)) as Evidence['about'],
      }));
    },

    async markEvidence(id: string, state: Evidence['state']): Promise<void> {
      await db.update(evidence).set({ state }).where(eq(evidence.id, id));
    },

    /** Only where it lies is kept, nothing of what it holds. */
    async dropEvidence(item: Evidence): Promise<void> {
      const { sha256: _, ...about } = item.about;
      const sealed = (await sealer(item.case)).seal(cell('case_evidence', 'about', item.id), JSON.stringify(about));
      await db.update(evidence).set({ state: 'pointer', about: sealed, content: null }).where(eq(evidence.id, item.id));
    },

    async keepEvidence(item: Evidence, bytes: Uint8Array, sha256: string): Promise<void> {
      const key = await sealer(item.case);
      await db
        .update(evidence)
        .set({
          state: 'kept',
          about: key.seal(
            cell('case_evidence', 'about', item.id),
            JSON.stringify({ ...item.about, size: bytes.length, sha256 }),
          ),
          content: key.seal(cell('case_evidence', 'content', item.id), bytes),
        })
        .where(eq(evidence.id, item.id));
    },

    /** Nothing of it remains but that there was a case, and how it ended. */
    async erase(caseId: string, outcome: string): Promise<void> {
      await db.delete(entries).where(eq(entries.case, caseId));
      await db.delete(evidence).where(eq(evidence.case, caseId));
      await db.delete(standings).where(eq(standings.case, caseId));
      await db
        .update(cases)
        .set({ state: 'gone', reporter: null, facts: null, topic: null, pagedAt: null, outcome })
        .where(eq(cases.id, caseId));
      await work.seal.destroy(caseId);
    },
  };
};
