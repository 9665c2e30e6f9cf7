/** Files, sealed: whoever has no key reads nothing, and whatever comes in the place of a key is refused. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openFile, sealFile } from '../../src/platforms/matrix/crypto/files.ts';

const bytes = new TextEncoder().encode('what the screenshot shows');

describe('a file', () => {
  test('is opened by its key alone, and is sealed anew each time', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 5_000 }), (plain) => {
        const [one, other] = [sealFile(plain), sealFile(plain)];
        expect(Buffer.from(openFile(one.bytes, one.file)).equals(plain)).toBe(true);
        expect(one.bytes.length).toBe(plain.length);
        // Few bytes can be the same by chance.
        if (plain.length < 20) return;
        expect(() => openFile(one.bytes, other.file)).toThrow();
        expect(Buffer.from(one.bytes).equals(other.bytes)).toBe(false);
      }),
    );
  });

  test('is described as the specification has it', () => {
    expect(sealFile(bytes).file).toEqual({
      v: 'v2',
      key: {
        kty: 'oct',
        alg: 'A256CTR',
        ext: true,
        key_ops: ['encrypt', 'decrypt'],
        k: expect.stringMatching(/^[\w-]{43}$/u),
      },
      // Eight random bytes, and a counter that begins at nothing.
      iv: expect.stringMatching(/^[\w+/]{10}[\w+/]AAAAAAAAAAA$/u),
      hashes: { sha256: expect.stringMatching(/^[\w+/]{43}$/u) },
    });
  });

  test('that was changed on its way is refused', () => {
    const { bytes: sealed, file } = sealFile(bytes);
    for (let at = 0; at < sealed.length; at += 1)
      expect(() =>
        openFile(
          sealed.map((each, i) => (i === at ? each ^ 1 : each)),
          file,
        ),
      ).toThrow(expect.objectContaining({ kind: 'invalid' }));
    expect(() => openFile(sealed.subarray(1), file)).toThrow(expect.objectContaining({ kind: 'invalid' }));
  });

  test('with whatever in the place of its key is refused', () => {
    const { bytes: sealed, file } = sealFile(bytes);
    const whole = file as Record<string, unknown>;
    const { key } = whole as { key: object };
    const hostile = [
      {},
      [],
      { ...whole, v: 'v1' },
      { ...whole, key: undefined },
      { ...whole, key: { ...key, k: 'AAAA' } },
      { ...whole, key: { ...key, k: 7 } },
      { ...whole, key: { ...key, alg: 'A128CTR' } },
      { ...whole, key: { ...key, kty: 'RSA' } },
      { ...whole, iv: 'A'.repeat(1e6) },
      { ...whole, iv: '' },
      { ...whole, hashes: {} },
      { ...whole, hashes: { sha256: null } },
    ];
    for (const each of hostile)
      expect(() => openFile(sealed, each)).toThrow(expect.objectContaining({ kind: 'invalid' }));
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(whole)), fc.anything(), (name, value) => {
        fc.pre(value !== whole[name]);
        expect(() => openFile(sealed, { ...whole, [name]: value })).toThrow(
          expect.objectContaining({ kind: 'invalid' }),
        );
      }),
    );
  });
});
