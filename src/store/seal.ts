/**
 * Sealing: AES-256-GCM, bound to the place where the value stands, so that neither a changed nor a moved
 * value opens.
 *
 * An envelope is: version (1 byte), id of the key (4), nonce (12), tag (16), ciphertext.
 */
import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from 'node:crypto';
import type { Cell, Sealer } from '../chat/ports.ts';

export interface SealKey {
  /** 8 hexadecimal digits; stands in every envelope, to find the key again among older ones. */
  readonly id: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
}

/** What is sealed did not open. The label says why, and nothing of what was sealed. */
export class SealError extends Error {
  readonly label: 'seal: not an envelope' | 'seal: unknown version' | 'seal: unknown key' | 'seal: changed or moved';

  constructor(label: SealError['label']) {
    super(label);
    this.name = 'SealError';
    this.label = label;
  }
}

const version = 1;
const head = 5;
const nonceAt = head;
const tagAt = nonceAt + 12;
const bodyAt = tagAt + 16;

/** The first key seals, every key opens. */
export function sealer(keys: readonly SealKey[]): Sealer {
  const [newest] = keys;
  if (!newest) throw new RangeError('Nothing can be sealed without a key.');
  // Made once: with a raw key, most of the time of each sealing goes into making one.
  const ring = new Map(keys.map(({ id, key }) => [id, createSecretKey(key)]));
  const newestKey = ring.get(newest.id)!;
  const header = Buffer.concat([Buffer.of(version), Buffer.from(newest.id, 'hex')]);

  const openBytes = (cell: Cell, sealed: Uint8Array): Uint8Array => {
    const envelope = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
    if (envelope.length < bodyAt) throw new SealError('seal: not an envelope');
    if (envelope[0] !== version) throw new SealError('seal: unknown version');
    const key = ring.get(envelope.toString('hex', 1, head));
    if (!key) throw new SealError('seal: unknown key');
    const cipher = createDecipheriv('aes-256-gcm', key, envelope.subarray(nonceAt, tagAt), { authTagLength: 16 });
    cipher.setAAD(placeOf(cell, envelope.subarray(0, head)));
    cipher.setAuthTag(envelope.subarray(tagAt, bodyAt));
    try {
      return Buffer.concat([cipher.update(envelope.subarray(bodyAt)), cipher.final()]);
    } catch {
      throw new SealError('seal: changed or moved');
    }
  };

  return {
    seal(cell, plain) {
      const nonce = nextNonce();
      const cipher = createCipheriv('aes-256-gcm', newestKey, nonce, { authTagLength: 16 });
      cipher.setAAD(placeOf(cell, header));
      const body = Buffer.concat([
        typeof plain === 'string' ? cipher.update(plain, 'utf8') : cipher.update(plain),
        cipher.final(),
      ]);
      return Buffer.concat([header, nonce, cipher.getAuthTag(), body]);
    },
    open: (cell, sealed) => Buffer.from(openBytes(cell, sealed)).toString('utf8'),
    openBytes,
  };
}

/** Nonces are drawn many at once: most of the time of a draw goes into asking for it. None is given twice. */
const drawn = 12 * 256;
let nonces = randomBytes(drawn);
let used = 0;
function nextNonce(): Uint8Array {
  if (used === drawn) {
    nonces = randomBytes(drawn);
    used = 0;
  }
  used += 12;
  return nonces.subarray(used - 12, used);
}

/** As JSON, since it keeps the borders between names that hold any character. */
const placeOf = (cell: Cell, header: Uint8Array): Buffer =>
  Buffer.concat([header, Buffer.from(JSON.stringify([cell.table, cell.column, cell.row]))]);
