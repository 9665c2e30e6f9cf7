/**
 * Which process holds a platform's connection: two that both hold it would both answer. A lease that is not
 * renewed runs out; one whose process on this machine is gone is free at once.
 */
import { hostname } from 'node:os';
import { and, eq } from 'drizzle-orm';
import { on } from '#dialect';
import type { Tables } from '../chat/ports.ts';
import { leases } from './tables.ts';

/** Names this process: machine, process id, and a part that no other process has. */
export const holderName = (unique: string): string => `${hostname()}/${process.pid}/${unique}`;

/** Takes or renews a lease until `until`; false while another process holds it. */
export async function takeLease(
  tables: Tables,
  name: string,
  holder: string,
  now: Date,
  until: Date,
): Promise<boolean> {
  const db = on(tables);
  const [row] = await db.select().from(leases).where(eq(leases.name, name)).limit(1);
  if (row && row.holder !== holder && row.until > now && !isGone(row.holder)) return false;
  await db
    .insert(leases)
    .values({ name, holder, until })
    .onConflictDoUpdate({ target: leases.name, set: { holder, until } });
  return true;
}

/** Whether no other process has taken a lease since, and it was not given up. */
export async function holdsLease(tables: Tables, name: string, holder: string): Promise<boolean> {
  const [row] = await on(tables).select({ holder: leases.holder }).from(leases).where(eq(leases.name, name)).limit(1);
  return row?.holder === holder;
}

export async function dropLease(tables: Tables, name: string, holder: string): Promise<void> {
  await on(tables)
    .delete(leases)
    .where(and(eq(leases.name, name), eq(leases.holder, holder)));
}

/** Whether a holder was a process of this machine that no longer runs. */
function isGone(holder: string): boolean {
  const [machine, pid] = holder.split('/');
  if (machine !== hostname()) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
