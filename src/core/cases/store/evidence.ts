/** Files of a case: where each lies, and the bytes of those that were copied. */
import { and, asc, eq } from 'drizzle-orm';
import { on } from '#dialect';
import type { FileRef } from '../../../chat/field.ts';
import type { Cell, Work } from '../../../chat/ports.ts';
import { evidence } from '../tables.ts';
import { keyOf } from './key.ts';

export interface Evidence {
  readonly id: string;
  readonly case: string;
  readonly state: (typeof evidence.$inferSelect)['state'];
  /** `message`: the platform's id of the message that it came by. */
  readonly about: FileRef & { readonly platform: string; readonly message?: string; readonly sha256?: string };
}

const aboutOf = (row: string): Cell => ({ table: 'case_evidence', column: 'about', row });
const contentOf = (row: string): Cell => ({ table: 'case_evidence', column: 'content', row });

export const evidenceStore = (work: Work) => {
  const db = on(work.tables);

  return {
    async add(
      caseId: string,
      file: FileRef & Pick<Evidence['about'], 'platform' | 'message'>,
      state: 'asked' | 'pointer',
    ): Promise<void> {
      // Of those that come in one moment, the first has the first number.
      const id = work.orderedId();
      const about = (await keyOf(work, caseId)).seal(aboutOf(id), JSON.stringify(file));
      await db.insert(evidence).values({ id, case: caseId, at: work.now, state, about });
    },

    async of(caseId: string): Promise<Evidence[]> {
      const rows = await db
        .select({ id: evidence.id, case: evidence.case, state: evidence.state, about: evidence.about })
        .from(evidence)
        .where(eq(evidence.case, caseId))
        .orderBy(asc(evidence.at), asc(evidence.id));
      if (rows.length === 0) return [];
      const key = await keyOf(work, caseId);
      return rows.map((row) => ({
        ...row,
        about: JSON.parse(key.open(aboutOf(row.id), row.about)) as Evidence['about'],
      }));
    },

    async mark(id: string, state: Evidence['state']): Promise<void> {
      await db.update(evidence).set({ state }).where(eq(evidence.id, id));
    },

    /** Only where it lies is kept, nothing of what it holds. */
    async drop(item: Evidence): Promise<void> {
      const { sha256: _, ...about } = item.about;
      const sealed = (await keyOf(work, item.case)).seal(aboutOf(item.id), JSON.stringify(about));
      await db.update(evidence).set({ state: 'pointer', about: sealed, content: null }).where(eq(evidence.id, item.id));
    },

    /** Its author took it back: nothing remains but that there was one, so that the others keep their numbers. */
    async takeBack(item: Evidence): Promise<void> {
      const about: Evidence['about'] = { id: '', name: '', type: '', size: 0, platform: item.about.platform };
      const sealed = (await keyOf(work, item.case)).seal(aboutOf(item.id), JSON.stringify(about));
      await db.update(evidence).set({ state: 'taken', about: sealed, content: null }).where(eq(evidence.id, item.id));
    },

    async keep(item: Evidence, bytes: Uint8Array, sha256: string): Promise<void> {
      const key = await keyOf(work, item.case);
      await db
        .update(evidence)
        .set({
          state: 'kept',
          about: key.seal(aboutOf(item.id), JSON.stringify({ ...item.about, size: bytes.length, sha256 })),
          content: key.seal(contentOf(item.id), bytes),
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
      const key = await keyOf(work, caseId);
      try {
        return key.openBytes(contentOf(id), row.content);
      } catch {
        return undefined;
      }
    },
  };
};
