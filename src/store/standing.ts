/** What stands in the outbox under the name of a group or a lane, to be taken back or to be changed. */
import { and, desc, eq, inArray, isNotNull, like, ne, or } from 'drizzle-orm';
import { on } from '#dialect';
import type { Delivered } from '../chat/platform.ts';
import type { Seals, Tables } from '../chat/ports.ts';
import { receiptOf, whereOf, type Deed } from './deeds.ts';
import { outbox } from './tables.ts';

/** What can be taken back while it waits. */
const revocable: Deed['act'][] = ['say', 'edit', 'mark'];

export const standingStore = (tables: Tables, seal: Seals) => ({
  /** What was said and can be taken back, the latest first; what was not sent yet is dropped. */
  async takeBack(
    of: { person: string } | { group: string },
  ): Promise<{ id: string; platform: string; what: Delivered }[]> {
    const which =
      'person' in of
        ? eq(outbox.person, of.person)
        : or(eq(outbox.group, of.group), like(outbox.group, `${of.group}/%`));
    if ('group' in of) {
      // Marked, not deleted: one of them may be on its way just now, and is then removed where it arrives.
      await on(tables)
        .update(outbox)
        .set({ state: 'withdrawn', body: null })
        .where(
          and(which, inArray(outbox.state, ['ready', 'held', 'refused', 'failed']), inArray(outbox.act, revocable)),
        );
    }
    const rows = await on(tables)
      .select()
      .from(outbox)
      .where(and(which, eq(outbox.state, 'sent'), eq(outbox.act, 'say'), isNotNull(outbox.receipt)))
      .orderBy(desc(outbox.id));
    await on(tables)
      .update(outbox)
      .set({ receipt: null })
      .where(and(which, eq(outbox.state, 'sent')));
    return rows.map((row) => ({
      id: row.id,
      platform: row.platform,
      what: JSON.parse(seal.transit.open(receiptOf(row.id), row.receipt!)) as Delivered,
    }));
  },

  /** Where the one message of a group stands; nothing when there are more of them, or any that is not out yet. */
  async standsAt(group: string): Promise<{ platform: string; what: Delivered } | undefined> {
    const rows = await on(tables)
      .select()
      .from(outbox)
      .where(and(eq(outbox.group, group), eq(outbox.act, 'say'), ne(outbox.state, 'withdrawn')));
    const [row] = rows;
    if (rows.length !== 1 || !row?.receipt) return undefined;
    return { platform: row.platform, what: JSON.parse(seal.transit.open(receiptOf(row.id), row.receipt)) as Delivered };
  },

  /** The group in which a message was said, by where it stands. */
  async groupAt(platform: string, what: Delivered): Promise<string | undefined> {
    const [row] = await on(tables)
      .select({ group: outbox.group })
      .from(outbox)
      .where(eq(outbox.stands, whereOf(seal, platform, what)))
      .limit(1);
    return row?.group ?? undefined;
  },

  /** An older mark or edit of the same thing that still waits has lost its meaning. */
  async dropWaiting(platform: string, lane: string, act: 'mark' | 'edit'): Promise<void> {
    await on(tables)
      .update(outbox)
      .set({ state: 'withdrawn', body: null })
      .where(
        and(
          eq(outbox.lane, seal.lookup('lane', `${platform}:${lane}`)),
          inArray(outbox.state, ['ready', 'refused']),
          eq(outbox.act, act),
        ),
      );
  },
});
