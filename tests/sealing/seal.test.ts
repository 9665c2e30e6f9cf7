import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cell } from '../../src/chat/ports.ts';
import { SealError, sealer } from '../../src/store/seal.ts';

const newKey = () => ({ id: randomBytes(4).toString('hex'), key: randomBytes(32) });
const cell: Cell = { table: 'cases', column: 'story', row: 'one' };

describe('a sealed value', () => {
  const seal = sealer([newKey()]);

  it('opens to what it was, whatever was sealed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.uint8Array({ maxLength: 300 }), (text, bytes) => {
        expect(seal.open(cell, seal.seal(cell, text))).toBe(text);
        expect(Buffer.compare(seal.openBytes(cell, seal.seal(cell, bytes)), bytes)).toBe(0);
      }),
    );
  });

  it('shows nothing of what it holds, and is never the same twice', () => {
    const words = 'somebody did something';
    const [one, other] = [seal.seal(cell, words), seal.seal(cell, words)];
    expect(Buffer.from(one).includes('somebody')).toBe(false);
    expect(Buffer.compare(one, other)).not.toBe(0);
  });

  it('does not open in another row, column or table, even where the names run into one another', () => {
    const sealed = seal.seal({ table: 'a', column: 'b', row: 'c' }, 'x');
    for (const other of [
      { table: 'a', column: 'b', row: 'd' },
      { table: 'a', column: 'c', row: 'c' },
      { table: 'b', column: 'b', row: 'c' },
      { table: 'a","b', column: '', row: 'c' },
      { table: 'ab', column: '', row: 'c' },
      { table: 'a', column: '', row: 'bc' },
    ]) {
      expect(() => seal.open(other, sealed)).toThrow(new SealError('seal: changed or moved'));
    }
  });

  it('does not open once it was cut off, lengthened or changed in a single bit, and says no word of why', () => {
    const sealed = Buffer.from(seal.seal(cell, 'canary words'));
    const change = fc.oneof(
      fc.nat(sealed.length - 1).map((length) => sealed.subarray(0, length)),
      fc.uint8Array({ minLength: 1, maxLength: 9 }).map((more) => Buffer.concat([sealed, more])),
      fc.tuple(fc.nat(sealed.length - 1), fc.nat(7)).map(([at, bit]) => {
        const changed = Buffer.from(sealed);
        changed[at]! ^= 1 << bit;
        return changed;
      }),
      fc.uint8Array({ maxLength: 80 }),
    );
    fc.assert(
      fc.property(change, (changed) => {
        let error: unknown;
        try {
          seal.open(cell, changed);
        } catch (caught) {
          error = caught;
        }
        expect(error).toBeInstanceOf(SealError);
        expect((error as SealError).message).toMatch(
          /^seal: (not an envelope|unknown version|unknown key|changed or moved)$/u,
        );
        expect((error as SealError).cause).toBeUndefined();
      }),
      { numRuns: 500 },
    );
  });

  it('opens under older keys as long as they stand in the ring, and is sealed under the newest', () => {
    const [older, newer] = [newKey(), newKey()];
    const before = sealer([older]).seal(cell, 'told before');
    const both = sealer([newer, older]);
    expect(both.open(cell, before)).toBe('told before');
    const after = both.seal(cell, 'told after');
    expect(sealer([newer]).open(cell, after)).toBe('told after');
    expect(() => sealer([newer]).open(cell, before)).toThrow(new SealError('seal: unknown key'));
    expect(() => sealer([older]).open(cell, after)).toThrow(new SealError('seal: unknown key'));
  });

  it('does not open under another key of the same name', () => {
    const { id } = newKey();
    const sealed = sealer([{ id, key: randomBytes(32) }]).seal(cell, 'x');
    expect(() => sealer([{ id, key: randomBytes(32) }]).open(cell, sealed)).toThrow(SealError);
  });
});
