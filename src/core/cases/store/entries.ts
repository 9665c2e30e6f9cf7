/** The words of a case, as they were written: each sealed, and chained to the one before by a keyed hash. */
import { and, asc, desc, eq, inArray, lt, sql } from 'drizzle-orm';
import { on, prepared } from '#dialect';
import type { Cell, Work } from '../../../chat/ports.ts';
import { after, days } from '../../../time/clock.ts';
import { entries, proposals, unsaid } from '../tables.ts';
import { keyOf } from './key.ts';

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

/** The latest words of one piece, and the entry that it began with. */
export interface Piece extends Pick<Entry, 'id' | 'kind' | 'by' | 'takenBack'> {
  /** The hashes of the messages that its words came by: an edit has that of what it edits. */
  readonly messages: readonly string[];
  /** All its entries, the first one first. */
  readonly ids: readonly string[];
  readonly case: string;
  readonly root: string;
  readonly writtenAt: Date;
}

const bodyOf = (row: string): Cell => ({ table: 'case_entries', column: 'body', row });

const given = sql.placeholder;
const lastEntry = prepared('entries_last', (db) =>
  db
    .select({ chain: entries.chain })
    .from(entries)
    .where(eq(entries.case, given('case')))
    .orderBy(desc(entries.id))
    .limit(1),
);
const addEntry = prepared('entries_add', (db) =>
  db.insert(entries).values({
    id: given('id'),
    case: given('case'),
    at: given('at'),
    kind: given('kind'),
    by: given('by'),
    body: given('body'),
    amends: given('amends'),
    takenBack: false,
    message: given('message'),
    chain: given('chain'),
    writtenAt: given('writtenAt'),
  }),
);

/** By what a message is found again: its platform's id, hashed. */
export const hashOf = (work: Work, message: string): string => work.seal.lookup('message', message);

type Row = typeof entries.$inferSelect;
type Stored = Piece & { readonly body: Row['body'] };

/** Each piece with all that took its place, one after the other. `rows`: of one case, oldest first. */
function piecesIn(rows: readonly Row[]): Stored[] {
  const roots = new Map<string, string>();
  for (const { id, amends } of rows) roots.set(id, (amends === null ? undefined : roots.get(amends)) ?? id);
  return [...Map.groupBy(rows, ({ id }) => roots.get(id)!)].map(([root, of]) => {
    const last = of.at(-1)!;
    const messages = of.flatMap(({ message }) => message ?? []);
    return { ...last, messages, root, ids: of.map(({ id }) => id), takenBack: of.some((row) => row.takenBack) };
  });
}

export const entryStore = (work: Work) => {
  const db = on(work.tables);

  const link = (before: string | undefined, entry: Omit<Entry, 'takenBack'>): string => {
    const { id, at, kind, by, text, amends } = entry;
    return work.seal.lookup('chain', JSON.stringify([before ?? '', id, at.getTime(), kind, by, amends, text]));
  };

  return {
    /** `message`: the platform's id of the message that it came by. */
    async write(caseId: string, { message, ...entry }: NewEntry): Promise<void> {
      return this.writeHashed(caseId, {
        ...entry,
        ...(message === undefined ? {} : { message: hashOf(work, message) }),
      });
    },

    /** The same for a message that is known by its hash. */
    async writeHashed(caseId: string, entry: NewEntry): Promise<void> {
      const { id, kind, by, text } = entry;
      const [last] = await lastEntry(work.tables).execute({ case: caseId });
      const chain = link(last?.chain, { id, at: work.now, kind, by, text, amends: entry.amends ?? null });
      await addEntry(work.tables).execute({
        id,
        case: caseId,
        at: work.now,
        kind,
        by,
        body: (await keyOf(work, caseId)).seal(bodyOf(id), text),
        amends: entry.amends ?? null,
        chain,
        message: entry.message ?? null,
        writtenAt: entry.writtenAt ?? new Date(0),
      });
    },

    /** Whether every entry stands as it was written, and none before the last one is missing. */
    async whole(caseId: string): Promise<boolean> {
      const chains = await db
        .select({ chain: entries.chain })
        .from(entries)
        .where(eq(entries.case, caseId))
        .orderBy(asc(entries.id));
      const written = await this.of(caseId);
      return written.every((each, at) => {
        const whole = { ...each, text: each.copy ? JSON.stringify(each.copy) : each.text };
        return chains[at]!.chain === link(chains[at - 1]?.chain, whole);
      });
    },

    /** In the order in which they were written; `last`: only so many of the latest. */
    async of(caseId: string, last?: number): Promise<Entry[]> {
      const query = db.select().from(entries).where(eq(entries.case, caseId)).orderBy(desc(entries.id));
      const rows = await (last === undefined ? query : query.limit(last));
      if (rows.length === 0) return [];
      const key = await keyOf(work, caseId);
      return rows.toReversed().map((row) => {
        const { id, at, kind, by, amends, takenBack } = row;
        const text = key.open(bodyOf(id), row.body);
        const copy = kind === 'copy' ? (JSON.parse(text) as Copy) : undefined;
        return { id, at, kind, by, amends, takenBack, text: copy?.text ?? text, ...(copy ? { copy } : {}) };
      });
    },

    /** What came by a message, or was corrected by it, as it stands after all corrections. */
    async byMessage(message: string): Promise<Piece | undefined> {
      const hash = hashOf(work, message);
      const [row] = await db.select({ case: entries.case }).from(entries).where(eq(entries.message, hash)).limit(1);
      if (!row) return undefined;
      const rows = await db.select().from(entries).where(eq(entries.case, row.case)).orderBy(asc(entries.id));
      return piecesIn(rows).find(({ messages }) => messages.includes(hash));
    },

    /** What somebody has told piece by piece, as it stands after all corrections; without what was taken back. */
    async piecesOf(caseId: string, by: string): Promise<(Piece & { readonly text: string })[]> {
      const rows = await db
        .select()
        .from(entries)
        .where(and(eq(entries.case, caseId), eq(entries.by, by), eq(entries.kind, 'said')))
        .orderBy(asc(entries.id));
      const key = await keyOf(work, caseId);
      return piecesIn(rows).flatMap((piece) =>
        piece.takenBack ? [] : [{ ...piece, text: key.open(bodyOf(piece.id), piece.body) }],
      );
    },

    /** Its author took it back, with all corrections. */
    async takeBackPiece({ ids }: Piece): Promise<void> {
      await db
        .update(entries)
        .set({ takenBack: true })
        .where(inArray(entries.id, [...ids]));
    },

    /** The same by the message; where it is not known yet, it won't be kept when it comes. */
    async takeBack(message: string): Promise<void> {
      const known = await this.byMessage(message);
      if (known) await this.takeBackPiece(known);
      const dropped = await db
        .update(proposals)
        .set({ takenBack: true })
        .where(eq(proposals.message, hashOf(work, message)))
        .returning({ id: proposals.id });
      if (known || dropped.length > 0) return;
      await db.delete(unsaid).where(lt(unsaid.at, after(work.now, -days(30))));
      await db
        .insert(unsaid)
        .values({ message: hashOf(work, message), at: work.now })
        .onConflictDoNothing();
    },

    async isUnsaid(message: string): Promise<boolean> {
      const rows = await db
        .select({ message: unsaid.message })
        .from(unsaid)
        .where(eq(unsaid.message, hashOf(work, message)));
      return rows.length > 0;
    },

    /** The words of an entry after all corrections; nothing when they were taken back. */
    async latest(caseId: string, root: string): Promise<string | undefined> {
      const all = await this.of(caseId);
      const first = all.find((each) => each.id === root);
      let last = first;
      for (const each of all) if (each.amends === last?.id) last = each;
      return last && !first!.takenBack && !last.takenBack ? last.text : undefined;
    },
  };
};
