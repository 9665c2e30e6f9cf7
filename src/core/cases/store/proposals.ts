/** Answers in plain text that wait for the yes of their author. */
import { and, desc, eq, isNull } from 'drizzle-orm';
import { on } from '#dialect';
import type { Cell, Work } from '../../../chat/ports.ts';
import { proposals } from '../tables.ts';
import { entryStore, hashOf } from './entries.ts';
import { keyOf } from './key.ts';

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

const bodyOf = (row: string): Cell => ({ table: 'case_proposals', column: 'body', row });

export const proposalStore = (work: Work) => {
  const db = on(work.tables);

  const proposalOf = async (row: typeof proposals.$inferSelect): Promise<Proposal> => ({
    ...row,
    text: (await keyOf(work, row.case)).open(bodyOf(row.id), row.body),
  });

  return {
    async add(
      caseId: string,
      { id, by, text, message, writtenAt }: Pick<Proposal, 'id' | 'by' | 'text' | 'writtenAt'> & { message: string },
    ): Promise<void> {
      const body = (await keyOf(work, caseId)).seal(bodyOf(id), text);
      const values = { id, case: caseId, by, body, takenBack: false, message: hashOf(work, message), writtenAt };
      await db.insert(proposals).values(values);
    },

    /** What somebody proposed for a case: that one, or the latest that still waits. */
    async of(caseId: string, by: string, id?: string): Promise<Proposal | undefined> {
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

    async byMessage(message: string): Promise<Proposal | undefined> {
      const [row] = await db
        .select()
        .from(proposals)
        .where(eq(proposals.message, hashOf(work, message)))
        .limit(1);
      return row && proposalOf(row);
    },

    async reword({ id, case: caseId }: Proposal, text: string, writtenAt: Date): Promise<void> {
      const body = (await keyOf(work, caseId)).seal(bodyOf(id), text);
      await db.update(proposals).set({ body, writtenAt }).where(eq(proposals.id, id));
    },

    /** It becomes an entry of the case: later corrections of its message are corrections of that. */
    async confirm({ id, case: caseId, by, text, writtenAt }: Proposal): Promise<string> {
      const entry = work.orderedId();
      const [row] = await db.update(proposals).set({ sentAs: entry }).where(eq(proposals.id, id)).returning();
      await entryStore(work).writeHashed(caseId, {
        id: entry,
        kind: 'reply',
        by,
        text,
        message: row!.message,
        writtenAt,
      });
      return entry;
    },
  };
};
