import type { Sealer, Work } from '../../../chat/ports.ts';

/** The case's own sealer. A case whose key is gone has nothing left to read. */
export async function keyOf(work: Work, caseId: string): Promise<Sealer> {
  const found = await work.seal.of(caseId);
  if (!found) throw new Error('the key of a case is gone');
  return found;
}
