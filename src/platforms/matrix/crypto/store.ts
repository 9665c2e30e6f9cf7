/** Where this device's keys are kept: a file of their own, sealed by a key that the house keeps. */
import { createHmac, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { OperatorError } from '../../../chat/outcome.ts';
import type { House } from '../../../chat/ports.ts';
import { seconds } from '../../../time/clock.ts';
import { durable, type Durable } from './idb.ts';
import { openRows, Unreadable, type Rows } from './rows.ts';

/** The keys of this device are gone, and it has to be given up: it can't be heard by any more. */
export class KeysLost extends Error {}

/** How long a process that has just lost its connection may take to give the keys free, and how often it is asked. */
const patience = seconds(10);
const between = 100;

/** Throws `KeysLost` where the file can't be read, and `OperatorError` where somebody must act. */
export async function openStore(
  house: Pick<House, 'keep' | 'log'>,
  { folder, user, device }: { readonly folder: string; readonly user: string; readonly device: string },
  fatal: () => void,
): Promise<Durable> {
  const key = await keyOf(house);
  // A device has a file of its own, so that what is left of a lost one is never written over.
  const name = createHmac('sha256', key).update(`${user} ${device}`).digest('hex').slice(0, 16);
  try {
    return await durable(await patiently(() => openRows(join(folder, `keys-${name}.db`), key)), fatal);
  } catch (error) {
    if (error instanceof OperatorError) throw error;
    if (!(error instanceof Unreadable)) throw unusable();
    house.log.error('matrix: the file with the keys of this device is damaged, or sealed under another key');
    throw new KeysLost();
  }
}

async function keyOf({ keep }: Pick<House, 'keep'>): Promise<Buffer> {
  const kept = await keep.get('crypto-key');
  if (kept !== undefined) return Buffer.from(kept, 'base64');
  const made = randomBytes(32);
  await keep.put('crypto-key', made.toString('base64'));
  return made;
}

async function patiently(open: () => Rows): Promise<Rows> {
  const end = performance.now() + patience;
  for (;;) {
    try {
      return open();
    } catch (error) {
      if (!String((error as { code?: unknown } | null)?.code).startsWith('SQLITE_BUSY')) throw error;
      if (performance.now() > end) throw inUse();
      await new Promise((resolve) => setTimeout(resolve, between));
    }
  }
}

const inUse = () =>
  new OperatorError(
    'matrix: the keys are in use',
    'Another program is using the encryption keys in the folder of matrix.store, most likely another Haven. Two of them would make messages unreadable. Stop the other one, then start again.',
  );

const unusable = () =>
  new OperatorError(
    'matrix: the keys can not be opened',
    'Haven can not read or write its encryption keys in the folder of matrix.store. Check that this user may write there and that the disk is not full, then start again.',
  );
