import { and, eq, gt, like, lt, or } from 'drizzle-orm';
import { on } from '#dialect';
import type { Work } from '../../chat/ports.ts';
import type { Level, Policy } from './rules.ts';
import { partnerCodes, partners, policies } from './tables.ts';

export const escalationStore = (work: Work) => {
  const db = on(work.tables);
  return {
    async get(community: string, level: Level): Promise<Policy | undefined> {
      const [row] = await db
        .select()
        .from(policies)
        .where(and(eq(policies.community, community), eq(policies.level, level)))
        .limit(1);
      return row?.policy;
    },

    async set(community: string, level: Level, policy: Policy): Promise<void> {
      await db
        .insert(policies)
        .values({ community, level, policy })
        .onConflictDoUpdate({ target: [policies.community, policies.level], set: { policy } });
    },

    /** A step that means one means the other. */
    async join(from: string, into: string): Promise<void> {
      const naming = await db
        .select()
        .from(policies)
        .where(like(policies.policy, `%${from}%`));
      for (const { community, level, policy } of naming) await this.set(community, level, renamed(policy, from, into));
    },

    /** False: nothing was set. */
    async forget(community: string, level: Level): Promise<boolean> {
      const rows = await db
        .delete(policies)
        .where(and(eq(policies.community, community), eq(policies.level, level)))
        .returning({ level: policies.level });
      return rows.length > 0;
    },

    /** Whose team may be asked; nothing where a community has agreed with none. */
    async partnerOf(community: string): Promise<string | undefined> {
      const [row] = await db.select().from(partners).where(eq(partners.community, community)).limit(1);
      return row?.partner;
    },

    async agree(code: string, community: string, expiresAt: Date): Promise<void> {
      await db.delete(partnerCodes).where(lt(partnerCodes.expiresAt, work.now));
      await db.insert(partnerCodes).values({ id: work.seal.lookup('partner', code), community, expiresAt });
    },

    /** Which community has made a code; it is spent by that. */
    async agreed(code: string): Promise<string | undefined> {
      const [row] = await db
        .delete(partnerCodes)
        .where(and(eq(partnerCodes.id, work.seal.lookup('partner', code)), gt(partnerCodes.expiresAt, work.now)))
        .returning({ community: partnerCodes.community });
      return row?.community;
    },

    async setPartner(community: string, partner: string): Promise<void> {
      const row = { partner, since: work.now };
      await db
        .insert(partners)
        .values({ community, ...row })
        .onConflictDoUpdate({ target: partners.community, set: row });
    },

    /** A community asks nobody any more, and is asked by nobody. */
    async endPartners(community: string): Promise<void> {
      await db.delete(partners).where(or(eq(partners.community, community), eq(partners.partner, community)));
    },
  };
};

const renamed = (policy: Policy, from: string, into: string): Policy => ({
  ...policy,
  steps: policy.steps.map((step) => ({
    ...step,
    targets: step.targets.map((each) =>
      each.to === 'person' && each.person === from ? { ...each, person: into } : each,
    ),
  })),
});
