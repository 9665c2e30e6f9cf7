/** Conversations, and the tokens of what can be pressed in them. */
import { and, desc, eq, lt } from 'drizzle-orm';
import { on } from '#dialect';
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
  | {
      readonly kind: 'command';
      readonly name: string;
      readonly args: Readonly<Record<string, string>>;
      /** A form is sent in once; a button can be pressed again. */
      readonly once?: boolean;
    };

const answers = (row: string): Cell => ({ table: 'conversations', column: 'answers', row });
const meaning = (row: string): Cell => ({ table: 'tokens', column: 'body', row });

export const talkStore = (tables: Tables, seal: Seals) => ({
  /** The conversation that a person is in: of several, the one touched last; or theirs in a given flow. */
  async of(person: string, flow?: string): Promise<Conversation | undefined> {
    const [row] = await on(tables)
      .select()
      .from(conversations)
      .where(and(eq(conversations.person, person), flow === undefined ? undefined : eq(conversations.flow, flow)))
      .orderBy(desc(conversations.touchedAt), desc(conversations.id))
      .limit(1);
    return row && { ...row, answers: JSON.parse(seal.transit.open(answers(row.id), row.answers)) as unknown };
  },

  async save(row: Conversation): Promise<void> {
    const values = { ...row, answers: seal.transit.seal(answers(row.id), JSON.stringify(row.answers)) };
    const { id: _, ...set } = values;
    await on(tables).insert(conversations).values(values).onConflictDoUpdate({ target: conversations.id, set });
  },

  async drop(id: string): Promise<void> {
    await on(tables).delete(conversations).where(eq(conversations.id, id));
  },

  async mint(token: { id: string; means: Meaning; person?: string; expiresAt: Date }): Promise<void> {
    await on(tables)
      .insert(tokens)
      .values({
        id: token.id,
        person: token.person ?? null,
        expiresAt: token.expiresAt,
        body: seal.transit.seal(meaning(token.id), JSON.stringify(token.means)),
      });
  },

  /** What a token means, and who alone may press it; nothing when it is unknown or has expired. */
  async read(id: string, now: Date): Promise<{ means: Meaning; person: string | undefined } | undefined> {
    const [row] = await on(tables).select().from(tokens).where(eq(tokens.id, id)).limit(1);
    if (!row || row.expiresAt < now) return undefined;
    return {
      means: JSON.parse(seal.transit.open(meaning(row.id), row.body)) as Meaning,
      person: row.person ?? undefined,
    };
  },

  /** It has been used up. */
  async spend(id: string): Promise<void> {
    await on(tables).delete(tokens).where(eq(tokens.id, id));
  },

  async forgetTokensBefore(at: Date): Promise<void> {
    await on(tables).delete(tokens).where(lt(tokens.expiresAt, at));
  },
});
