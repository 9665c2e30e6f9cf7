/** Files that go out with a message, as events of their own: Matrix has no message of several parts. */
import { fileName } from '../../chat/message.ts';
import type { Sending } from '../../chat/platform.ts';
import type { Crypto } from './crypto/index.ts';
import { MatrixFault, type Http } from './http.ts';

/** The content of a file's event once it is uploaded; nothing where the homeserver takes no file of that size. */
export async function uploaded(
  { http, crypto }: { readonly http: Http; readonly crypto: Crypto },
  file: Sending,
  sealed: boolean,
): Promise<object | undefined> {
  const name = fileName(file.name);
  const mimetype = /^[\w.+-]+\/[\w.+-]+$/u.test(file.type) ? file.type : unknown;
  const shown = {
    msgtype: kindOf(mimetype, file.spoiler),
    body: name,
    filename: name,
    info: { mimetype, size: file.bytes.length },
    'm.mentions': {},
  };
  try {
    if (!sealed) return { ...shown, url: await http.upload(file.bytes, mimetype) };
    const made = crypto.sealFile(file.bytes);
    return { ...shown, file: { ...made.file, url: await http.upload(made.bytes, unknown) } };
  } catch (error) {
    if (error instanceof MatrixFault && error.status === 413) return undefined;
    throw error;
  }
}

const unknown = 'application/octet-stream';

/** Matrix can't cover a picture, and clients show one at once: so it goes as a file, which a reader has to open. */
function kindOf(type: string, covered: boolean): string {
  const [kind = ''] = type.split('/');
  return !covered && ['image', 'audio', 'video'].includes(kind) ? `m.${kind}` : 'm.file';
}
