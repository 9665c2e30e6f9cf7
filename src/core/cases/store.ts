import { and, asc, count, desc, eq, gt, inArray, isNotNull, isNull, lt, ne, sql } from 'drizzle-orm';
import { on, prepared } from '#dialect';
import type { FileRef } from '../../chat/field.ts';
import type { Cell, Sealer, Work } from '../../chat/ports.ts';
import type { HarmName } from './harms.ts';
import { after, days, hours } from '../../time/clock.ts';
import { codeName, pseudonym } from './names.ts';
import type { Role, Standing } from './rules.ts';
import { calls, cases, entries, evidence, proposals, standings, unsaid } from './tables.ts';

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

/** A message as its platform gave it. */
export interface Copy {
  readonly platform: string;
  readonly message: string;
  readonly author: { readonly account: string; readonly name: string };
  readonly place?: string;
  /** ISO dates. */
  readonly at: string;
  readonly edited?: string;
  readonly text: string;
  readonly files: readonly { readonly id: string; readonly name: string; readonly size: number }[];
  /** Of all the rest, as JSON in the order of these fields. */
  readonly sha256: string;
}

export interface Entry {
  readonly id: string;
  readonly at: Date;
  readonly kind: 'said' | 'reply' | 'note' | 'copy';
  readonly by: string | null;
  /** The words; of a copy, those of its author. */
  readonly text: string;
  readonly copy?: Copy;
  readonly amends: string | null;
  readonly takenBack: boolean;
}

interface NewEntry {
  readonly id: string;
  readonly kind: Entry['kind'];
  readonly by: string;
  readonly text: string;
  readonly amends?: string;
  readonly message?: string;
  readonly writtenAt?: Date;
}

/** An answer in plain text that its author has not confirmed yet. */
export interface Proposal {
  readonly id: string;
  readonly case: string;
  readonly by: string;
  readonly text: string;
  readonly takenBack: boolean;
  readonly sentAs: string | null;
  readonly writtenAt: Date;
}

/** The latest words that came by a message, and the entry that it began with. */
export interface ByMessage extends Pick<Entry, 'id' | 'kind' | 'by' | 'takenBack'> {
  readonly case: string;
  readonly root: string;
  readonly writtenAt: Date;
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
    writtenAt: of('writtenAt'),
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

  const hashOf = (message: string) => work.seal.lookup('message', message);

  async function writeHashed(caseId: string, entry: NewEntry): Promise<void> {
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
      chain,
      message: entry.message ?? null,
      writtenAt: entry.writtenAt ?? new Date(0),
    });
  }

  const proposalOf = async (row: typeof proposals.$inferSelect): Promise<Proposal> => ({
    ...row,
    text: (await sealer(row.case)).open(cell('case_proposals', 'body', row.id), row.body),
  });

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

    async byTopic(topic: string): Promise<CaseRow | undefined> {
      const [row] = await db.select().from(cases).where(eq(cases.topic, topic)).limit(1);
      return row;
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

    /** Those of which something stands in the shared space; some may be closed. */
    async inSpace(community: string): Promise<CaseRow[]> {
      return db
        .select()
        .from(cases)
        .where(and(eq(cases.community, community), isNotNull(cases.topic)));
    },

    /** All cases of a community belong to another one; gives those that are open. */
    async moveAll(from: string, into: string): Promise<CaseRow[]> {
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
      return JSON.parse((await sealer(row.id)).open(cell('cases', 'facts', row.id), row.facts)) as Facts;
    },

    async tell(id: string, more: Facts): Promise<Facts> {
      const row = (await this.get(id))!;
      const facts = { ...(await this.facts(row)), ...more };
      const sealed = (await sealer(id)).seal(cell('cases', 'facts', id), JSON.stringify(facts));
      await db.update(cases).set({ facts: sealed }).where(eq(cases.id, id));
      return facts;
    },

    /** `message`: the platform's id of the message that it came by. */
    write: (caseId: string, { message, ...entry }: NewEntry): Promise<void> =>
      writeHashed(caseId, { ...entry, ...(message === undefined ? {} : { message: hashOf(message) }) }),

    /** Whether every entry stands as it was written, and none before the last one is missing. */
    async whole(caseId: string): Promise<boolean> {
      const chains = await db
        .select({ chain: entries.chain })
        .from(entries)
        .where(eq(entries.case, caseId))
        .orderBy(asc(entries.id));
      const written = await this.entries(caseId);
      return written.every((each, at) => {
        const whole = { ...each, text: each.copy ? JSON.stringify(each.copy) : each.text };
        return chains[at]!.chain === link(chains[at - 1]?.chain, whole);
      });
    },

    /** In the order in which they were written; `last`: only so many of the latest. */
    async entries(caseId: string, last?: number): Promise<Entry[]> {
      const query = db.select().from(entries).where(eq(entries.case, caseId)).orderBy(desc(entries.id));
      const rows = await (last === undefined ? query : query.limit(last));
      if (rows.length === 0) return [];
      const key = await sealer(caseId);
      return rows.toReversed().map((row) => {
        const { id, at, kind, by, amends, takenBack } = row;
        const text = key.open(cell('case_entries', 'body', id), row.body);
        const copy = kind === 'copy' ? (JSON.parse(text) as Copy) : undefined;
        return { id, at, kind, by, amends, takenBack, text: copy?.text ?? text, ...(copy ? { copy } : {}) };
      });
    },

    /** Whether anything was told: words, or a file. */
    async hasStory(caseId: string): Promise<boolean> {
      if ((await anyEntry(work.tables).execute({ case: caseId })).length > 0) return true;
      return (await anyEvidence(work.tables).execute({ case: caseId })).length > 0;
    },

    /** What came by a message, as it stands after all corrections. */
    async byMessage(message: string): Promise<ByMessage | undefined> {
      const rows = await db
        .select()
        .from(entries)
        .where(eq(entries.message, hashOf(message)))
        .orderBy(asc(entries.id));
      const last = rows.at(-1);
      return last && { ...last, root: rows[0]!.id, takenBack: rows.some((row) => row.takenBack) };
    },

    /** Its author took it back, with all corrections; where it is not known yet, it won't be kept when it comes. */
    async takeBack(message: string): Promise<void> {
      const taken = await db
        .update(entries)
        .set({ takenBack: true })
        .where(eq(entries.message, hashOf(message)))
        .returning({ id: entries.id });
      const dropped = await db
        .update(proposals)
        .set({ takenBack: true })
        .where(eq(proposals.message, hashOf(message)))
        .returning({ id: proposals.id });
      if (taken.length + dropped.length > 0) return;
      await db.delete(unsaid).where(lt(unsaid.at, after(work.now, -days(30))));
      await db
        .insert(unsaid)
        .values({ message: hashOf(message), at: work.now })
        .onConflictDoNothing();
    },

    async isUnsaid(message: string): Promise<boolean> {
      const rows = await db
        .select({ message: unsaid.message })
        .from(unsaid)
        .where(eq(unsaid.message, hashOf(message)));
      return rows.length > 0;
    },

    /** The words of an entry after all corrections; nothing when they were taken back. */
    async latest(caseId: string, root: string): Promise<string | undefined> {
      const all = await this.entries(caseId);
      const first = all.find((each) => each.id === root);
      let last = first;
      for (const each of all) if (each.amends === last?.id) last = each;
      return last && !first!.takenBack && !last.takenBack ? last.text : undefined;
    },

    async propose(
      caseId: string,
      { id, by, text, message, writtenAt }: Pick<Proposal, 'id' | 'by' | 'text' | 'writtenAt'> & { message: string },
    ): Promise<void> {
      const body = (await sealer(caseId)).seal(cell('case_proposals', 'body', id), text);
      const values = { id, case: caseId, by, body, takenBack: false, message: hashOf(message), writtenAt };
      await db.insert(proposals).values(values);
    },

    /** What somebody proposed for a case: that one, or the latest that still waits. */
    async proposal(caseId: string, by: string, id?: string): Promise<Proposal | undefined> {
      const which =
        id === undefined ? and(isNull(proposals.sentAs), eq(proposals.takenBack, false)) : eq(proposals.id, id);
      const [row] = await db
        .select()
        .from(proposals)
        .where(and(eq(proposals.case, caseId), eq(proposals.by, by), which))
        .orderBy(desc(proposals.id))
        .limit(1);
      return row && proposalOf(row);
    },

    async proposalBy(message: string): Promise<Proposal | undefined> {
      const [row] = await db
        .select()
        .from(proposals)
        .where(eq(proposals.message, hashOf(message)))
        .limit(1);
      return row && proposalOf(row);
    },

    async reword({ id, case: caseId }: Proposal, text: string, writtenAt: Date): Promise<void> {
      const body = (await sealer(caseId)).seal(cell('case_proposals', 'body', id), text);
      await db.update(proposals).set({ body, writtenAt }).where(eq(proposals.id, id));
    },

    /** It becomes an entry of the case: later corrections of its message are corrections of that. */
    async confirm({ id, case: caseId, by, text, writtenAt }: Proposal): Promise<string> {
      const entry = work.orderedId();
      const [row] = await db.update(proposals).set({ sentAs: entry }).where(eq(proposals.id, id)).returning();
      await writeHashed(caseId, { id: entry, kind: 'reply', by, text, message: row!.message, writtenAt });
      return entry;
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
      // Of those that come in one moment, the first has the first number.
      const id = work.orderedId();
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

    /** The bytes of a file; nothing where none are kept, or where they were changed outside Haven. */
    async content(caseId: string, id: string): Promise<Uint8Array | undefined> {
      const [row] = await db
        .select({ content: evidence.content })
        .from(evidence)
        .where(and(eq(evidence.id, id), eq(evidence.case, caseId), eq(evidence.state, 'kept')))
        .limit(1);
      if (!row?.content) return undefined;
      const key = await sealer(caseId);
      try {
        return key.openBytes(cell('case_evidence', 'content', id), row.content);
      } catch {
        return undefined;
      }
    },

    /** Nothing of it remains but that there was a case, and how it ended. */
    async erase(caseId: string, outcome: string): Promise<void> {
      await db.delete(entries).where(eq(entries.case, caseId));
      await db.delete(proposals).where(eq(proposals.case, caseId));
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
