import { and, eq, like } from 'drizzle-orm';
import { on } from '#dialect';
import type { Work } from '../../chat/ports.ts';
import type { Level, Policy } from './rules.ts';
import { policies } from './tables.ts';

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
