/** Files that people attached: what is kept of one until somebody decides that it may be fetched, and the fetching. */
import type { FileRef } from '../../chat/field.ts';
import { fileName } from '../../chat/message.ts';
import { fields, word } from './content.ts';
import type { Crypto } from './crypto/index.ts';
import { MatrixFault, type Http } from './http.ts';

/** An address with the server and the id of a file (Matrix specification, "Matrix Content (mxc://) URIs"). */
const address = /^mxc:\/\/[\w.:[\]-]{1,255}\/[\w-]{1,255}$/u;
const base64 = /^[\w+/=-]{1,100}$/u;
const unknownType = 'application/octet-stream';
const nowhere = '-';

/** The file of a message's content; nothing where it has none. */
export function fileOf(content: unknown): FileRef | undefined {
  const { url, file, filename, body, info } = fields(content);
  if (url === undefined && file === undefined) return undefined;
  const { mimetype, size } = fields(info);
  const type = word(mimetype);
  return {
    id: file === undefined ? idOf(url) : sealedId(fields(file)),
    name: fileName(word(filename) ?? word(body) ?? ''),
    type: type !== undefined && /^[\w.+-]{1,60}\/[\w.+-]{1,60}$/u.test(type) ? type : unknownType,
    size: typeof size === 'number' && Number.isSafeInteger(size) && size >= 0 ? size : 0,
  };
}

/** What can't be fetched was there all the same. */
const idOf = (url: unknown): string => (typeof url === 'string' && address.test(url) ? url : nowhere);

/** Its address, and the key by which it is opened (Matrix specification, "Sending encrypted attachments"). */
function sealedId({ url, key, iv, hashes }: Readonly<Record<string, unknown>>): string {
  const secrets = [fields(key)['k'], iv, fields(hashes)['sha256']];
  const complete = secrets.every((each) => typeof each === 'string' && base64.test(each));
  return complete && idOf(url) !== nowhere ? [url, ...secrets].join(' ') : nowhere;
}

/** Throws a `MatrixFault`: `invalid` when it is larger than `most` bytes, or not what was sent. */
export async function fetchFile(http: Http, crypto: Crypto, { id }: FileRef, most: number): Promise<Uint8Array> {
  const [url = '', k, iv, sha256] = id.split(' ');
  if (!address.test(url)) throw new MatrixFault('invalid', 'matrix: a file without an address');
  const bytes = await http.download(url, most);
  if (k === undefined) return bytes;
  const key = { kty: 'oct', key_ops: ['encrypt', 'decrypt'], alg: 'A256CTR', ext: true, k };
  return crypto.openFile(bytes, { v: 'v2', url, key, iv, hashes: { sha256 } });
}
