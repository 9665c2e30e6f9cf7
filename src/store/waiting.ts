/** What waits in the outbox for its reader: they hide, or could not be reached. */
import { and, asc, count, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import { on } from '#dialect';
import type { Post } from '../chat/platform.ts';
import type { Seals, Tables } from '../chat/ports.ts';
import { bodyOf, type Deed } from './deeds.ts';
import { outbox } from './tables.ts';

export const waitingStore = (tables: Tables, seal: Seals) => ({
  /**
   * What could not be delivered to a person on a platform, in its order; from here on it counts as sent, so it must
   * be said again in the same transaction. `held`: what waits for them to write back comes as well.
   */
  async undelivered(
    person: string,
    platform: string,
    held: boolean,
  ): Promise<{ post: Omit<Post, 'unsureSince'>; group: string | undefined; duty: boolean }[]> {
    const which = and(
      eq(outbox.person, person),
      eq(outbox.platform, platform),
      inArray(outbox.state, held ? ['failed', 'held'] : ['failed']),
      eq(outbox.act, 'say'),
      isNotNull(outbox.body),
    );
    const rows = await on(tables).select().from(outbox).where(which).orderBy(asc(outbox.id));
    await on(tables).update(outbox).set({ state: 'sent', body: null }).where(which);
    return rows.flatMap((row) => {
      const deed = JSON.parse(seal.transit.open(bodyOf(row.id), row.body!)) as Deed;
      return deed.act === 'say' ? [{ post: deed.post, group: row.group ?? undefined, duty: row.duty }] : [];
    });
  },

  /** Whether something waits that could not be delivered, and of which they have not been told; now they are. */
  async hint(person: string, platform: string): Promise<boolean> {
    const rows = await on(tables)
      .update(outbox)
      .set({ hinted: true })
      .where(
        and(
          eq(outbox.person, person),
          eq(outbox.platform, platform),
          eq(outbox.state, 'failed'),
          eq(outbox.act, 'say'),
          eq(outbox.hinted, false),
          isNotNull(outbox.body),
        ),
      )
      .returning({ id: outbox.id });
    return rows.length > 0;
  },

  async holdFor(person: string): Promise<void> {
    await on(tables)
      .update(outbox)
      .set({ state: 'held' })
      .where(and(eq(outbox.person, person), eq(outbox.state, 'ready'), eq(outbox.act, 'say'), eq(outbox.duty, false)));
  },

  async release(person: string, now: Date): Promise<number> {
    const rows = await on(tables)
      .update(outbox)
      .set({ state: 'ready', notBefore: now })
      .where(and(eq(outbox.person, person), eq(outbox.state, 'held')))
      .returning({ id: outbox.id });
    return rows.length;
  },

  /** Somebody can be reached again: what could not be delivered is tried anew. */
  async revive(person: string, now: Date): Promise<void> {
    await on(tables)
      .update(outbox)
      .set({ state: 'ready', notBefore: now, tries: 0 })
      .where(and(eq(outbox.person, person), eq(outbox.state, 'failed'), eq(outbox.act, 'say'), isNotNull(outbox.body)));
  },

  /** It was said by another way: it is not tried again by this one. */
  async wentElsewhere(id: string): Promise<void> {
    await on(tables).update(outbox).set({ state: 'withdrawn', body: null }).where(eq(outbox.id, id));
  },

  /**
   * What is on its way to one is on its way to the other, by the account that it was meant for; and what was said to one
   * is taken back with what was said to the other: where a group bears the name of one, it bears that of the other.
   */
  async join(from: string, into: string): Promise<void> {
    const group = sql`replace(${outbox.group}, ${from}, ${into})`;
    await on(tables).update(outbox).set({ person: into, group }).where(eq(outbox.person, from));
  },

  async heldFor(person: string): Promise<number> {
    const [row] = await on(tables)
      .select({ count: count() })
      .from(outbox)
      .where(and(eq(outbox.person, person), eq(outbox.state, 'held')));
    return row?.count ?? 0;
  },
});
