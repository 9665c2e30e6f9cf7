/** Files that go out with a message, as events of their own: Matrix has no message of several parts. */
import { fileName } from '../../chat/message.ts';
import type { Sending } from '../../chat/platform.ts';
import type { Crypto } from './crypto/index.ts';
import { MatrixFault, type Http } from './http.ts';

export interface Uploads {
  /** The content of a file's event once it is uploaded; nothing where the homeserver takes no file of that size. */
  of(file: Sending, sealed: boolean): Promise<object | undefined>;
}

export function newUploads({ http, crypto }: { readonly http: Http; readonly crypto: Crypto }): Uploads {
  let most: number | undefined;

  /** In bytes. To be known beforehand: of a file that is too large, the homeserver may just cut the connection. */
  async function mostBytes(): Promise<number> {
    const asked = { method: 'GET', path: '/_matrix/client/v1/media/config' } as const;
    const { 'm.upload.size': size } = await http.call<{ 'm.upload.size'?: unknown }>(asked);
    return typeof size === 'number' ? size : Infinity;
  }

  return {
    async of(file, sealed) {
      most ??= await mostBytes();
      if (file.bytes.length > most) return undefined;
      const name = fileName(file.name);
      const mimetype = /^[\w.+-]+\/[\w.+-]+$/u.test(file.type) ? file.type : unknown;
      const content = {
        msgtype: kindOf(mimetype, file.spoiler),
        body: name,
        filename: name,
        info: { mimetype, size: file.bytes.length },
        'm.mentions': {},
        ...(file.spoiler ? { [covered]: true } : {}),
      };
      try {
        if (!sealed) return { ...content, url: await http.upload(file.bytes, mimetype) };
        const made = crypto.sealFile(file.bytes);
        return { ...content, file: { ...made.file, url: await http.upload(made.bytes, unknown) } };
      } catch (error) {
        if (error instanceof MatrixFault && error.status === 413) return undefined;
        throw error;
      }
    },
  };
}

const unknown = 'application/octet-stream';

/** MSC4193, which few clients know. */
const covered = 'page.codeberg.everypizza.msc4193.spoiler';

/** Most clients can't cover a picture, and show one at once: so it goes as a file, which a reader has to open. */
function kindOf(type: string, spoiler: boolean): string {
  const [kind = ''] = type.split('/');
  return !spoiler && ['image', 'audio', 'video'].includes(kind) ? `m.${kind}` : 'm.file';
}
