/** Ids of ours: text, unguessable where that matters, in the order of their making where that matters. */
import { randomBytes, randomInt } from 'node:crypto';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** Where ids and choices come from. Handed in, so that two runs of a test can be compared. */
export interface Chance {
  bytes(count: number): Uint8Array;
  /** A whole number from 0 up to but not including `below`. */
  below(limit: number): number;
}

export const systemChance: Chance = { bytes: (count) => randomBytes(count), below: (limit) => randomInt(limit) };

/** 128 bits in 26 characters. */
export function randomId(chance: Chance): string {
  return spell(chance.bytes(16));
}

function spell(bytes: Uint8Array): string {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  let spelled = '';
  for (let i = 0; i < 26; i += 1) {
    spelled = alphabet[Number(value & 31n)]! + spelled;
    value >>= 5n;
  }
  return spelled;
}

/**
 * Ids that sort in the order in which one process made them: 9 characters of time, 4 of a counter, 9 of
 * chance.
 */
export function orderedIds(chance: Chance): (now: Date) => string {
  let last = 0;
  let count = 0;
  return (now) => {
    const at = Math.max(last, now.getTime());
    count = at === last ? count + 1 : 0;
    last = at;
    return base32(at, 9) + base32(count, 4) + spell(chance.bytes(16)).slice(-9);
  };
}

function base32(value: number, width: number): string {
  let spelled = '';
  let rest = value;
  for (let i = 0; i < width; i += 1) {
    spelled = alphabet[rest % 32]! + spelled;
    rest = Math.floor(rest / 32);
  }
  return spelled;
}
