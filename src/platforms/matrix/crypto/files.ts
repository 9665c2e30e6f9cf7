/** Files as they lie on the homeserver: sealed (Matrix specification, "Sending encrypted attachments"). */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { MatrixFault } from '../http.ts';

const algorithm = 'aes-256-ctr';

/** Unpadded base64, of either alphabet, of so many bytes. */
const bytes = (length: number) =>
  z
    .string()
    .max(100)
    .transform((text) => Buffer.from(text, 'base64'))
    .refine((read) => read.length === length);

const described = z.object({
  v: z.literal('v2'),
  key: z.object({ kty: z.literal('oct'), alg: z.literal('A256CTR'), k: bytes(32) }),
  iv: bytes(16),
  hashes: z.object({ sha256: bytes(32) }),
});

const hashOf = (sealed: Uint8Array): Buffer => createHash('sha256').update(sealed).digest();
const unpadded = (data: Buffer): string => data.toString('base64').replace(/=+$/u, '');

export function sealFile(plain: Uint8Array): { readonly bytes: Uint8Array; readonly file: object } {
  const key = randomBytes(32);
  // The lower half counts the blocks.
  const iv = Buffer.concat([randomBytes(8), Buffer.alloc(8)]);
  const cipher = createCipheriv(algorithm, key, iv);
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
  const file = {
    v: 'v2',
    key: { kty: 'oct', alg: 'A256CTR', ext: true, key_ops: ['encrypt', 'decrypt'], k: key.toString('base64url') },
    iv: unpadded(iv),
    hashes: { sha256: unpadded(hashOf(sealed)) },
  };
  return { bytes: sealed, file };
}

export function openFile(sealed: Uint8Array, file: object): Uint8Array {
  const read = described.safeParse(file);
  if (!read.success) throw new MatrixFault('invalid', 'matrix: a file whose key can not be read');
  const { key, iv, hashes } = read.data;
  if (!hashOf(sealed).equals(hashes.sha256)) throw new MatrixFault('invalid', 'matrix: a file was changed on its way');
  const decipher = createDecipheriv(algorithm, key.k, iv);
  return Buffer.concat([decipher.update(sealed), decipher.final()]);
}
