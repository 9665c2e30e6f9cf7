/** Conversations, and the tokens of what can be pressed in them. */
import { and, desc, eq, lt, sql } from 'drizzle-orm';
import { on, prepared } from '#dialect';
import type { Cell, Seals, Tables } from '../chat/ports.ts';
import { conversations, tokens } from './tables.ts';

export interface Conversation {
  readonly id: string;
  readonly person: string;
  readonly flow: string;
  readonly version: number;
  readonly step: string;
  /** Grows by one with each answer: an answer to an earlier question is told from one to this. */
  readonly turn: number;
  readonly answers: unknown;
  readonly touchedAt: Date;
}

/** What a press means. */
export type Meaning =
  | { readonly kind: 'answer'; readonly conversation: string; readonly turn: number; readonly value: string }
  /** A form whose words answer the question of a conversation, or whose fields answer several of its steps. */
  | { readonly kind: 'words' | 'page'; readonly conversation: string; readonly turn: number }
  | {
      readonly kind: 'command';
      readonly name: string;
      readonly args: Readonly<Record<string, string>>;
      /** A form is sent in once; a button can be pressed again. */
      readonly once?: boolean;
    };

const answers = (row: string): Cell => ({ table: 'conversations', column: 'answers', row });
const meanings = (row: string): Cell => ({ table: 'tokens', column: 'body', row });

/** A token is the row's id, a dot, and its place in the row's list. Whatever else is pressed belongs to no row. */
const partsOf = (token: string): { id: string; at: number } => {
  const [, id = '', at = ''] = /^([0-9a-z]+)\.(\d{1,3})$/u.exec(token) ?? [];
  return { id, at: Number(at) };
};

const of = sql.placeholder;
const latestOf = prepared('conversations_latest', (db) =>
  db
    .select()
    .from(conversations)
    .where(eq(conversations.person, of('person')))
    .orderBy(desc(conversations.touchedAt), desc(conversations.id))
    .limit(1),
);
const inFlow = prepared('conversations_in_flow', (db) =>
  db
    .select()
    .from(conversations)
    .where(and(eq(conversations.person, of('person')), eq(conversations.flow, of('flow')))),
);
const saveRow = prepared('conversations_save', (db) =>
  db
    .insert(conversations)
    .values({
      id: of('id'),
      person: of('person'),
      flow: of('flow'),
      version: of('version'),
      step: of('step'),
      turn: of('turn'),
      answers: of('answers'),
      touchedAt: of('touchedAt'),
    })
    .onConflictDoUpdate({
      target: conversations.id,
      // Whose it is, and in which flow, never changes.
      set: {
        version: sql`excluded.version`,
        step: sql`excluded.step`,
        turn: sql`excluded.turn`,
        answers: sql`excluded.answers`,
        touchedAt: sql`excluded.touched_at`,
      },
    }),
);
const addTokens = prepared('tokens_add', (db) =>
  db.insert(tokens).values({ id: of('id'), body: of('body'), person: of('person'), expiresAt: of('expiresAt') }),
);

export const talkStore = (tables: Tables, seal: Seals) => ({
  /** The conversation that a person is in: of several, the one touched last; or theirs in a given flow. */
  async of(person: string, flow?: string): Promise<Conversation | undefined> {
    const [row] =
      flow === undefined ? await latestOf(tables).execute({ person }) : await inFlow(tables).execute({ person, flow });
    return row && { ...row, answers: JSON.parse(seal.transit.open(answers(row.id), row.answers)) as unknown };
  },

  async save(row: Conversation): Promise<void> {
    await saveRow(tables).execute({
      ...row,
      answers: seal.transit.seal(answers(row.id), JSON.stringify(row.answers)),
    });
  },

  /** What one person is in is the other's, unless that one is in the same already. */
  async join(from: string, into: string): Promise<void> {
    const db = on(tables);
    const theirs = await db
      .select({ flow: conversations.flow })
      .from(conversations)
      .where(eq(conversations.person, into));
    for (const { flow } of theirs)
      await db.delete(conversations).where(and(eq(conversations.person, from), eq(conversations.flow, flow)));
    await db.update(conversations).set({ person: into }).where(eq(conversations.person, from));
    await db.update(tokens).set({ person: into }).where(eq(tokens.person, from));
  },

  async drop(id: string): Promise<void> {
    await on(tables).delete(conversations).where(eq(conversations.id, id));
  },

  /**
   * Stores what the buttons of one message mean, and gives their tokens, in the same order. `id` must be
   * unguessable: the tokens are made of it.
   */
  async mint(row: { id: string; means: readonly Meaning[]; person?: string; expiresAt: Date }): Promise<string[]> {
    await addTokens(tables).execute({
      id: row.id,
      person: row.person ?? null,
      expiresAt: row.expiresAt,
      body: seal.transit.seal(meanings(row.id), JSON.stringify(row.means)),
    });
    return row.means.map((_, at) => `${row.id}.${at}`);
  },

  /** What a token means, and who alone may press it; nothing when it is unknown or has expired. */
  async read(token: string, now: Date): Promise<{ means: Meaning; person: string | undefined } | undefined> {
    const { id, at } = partsOf(token);
    const [row] = await on(tables).select().from(tokens).where(eq(tokens.id, id)).limit(1);
    if (!row || row.expiresAt < now) return undefined;
    const means = (JSON.parse(seal.transit.open(meanings(row.id), row.body)) as Meaning[])[at];
    return means && { means, person: row.person ?? undefined };
  },

  /** It has been used up, and with it whatever was minted together with it. */
  async spend(token: string): Promise<void> {
    await on(tables)
      .delete(tokens)
      .where(eq(tokens.id, partsOf(token).id));
  },

  async forgetTokensBefore(at: Date): Promise<void> {
    await on(tables).delete(tokens).where(lt(tokens.expiresAt, at));
  },
});
