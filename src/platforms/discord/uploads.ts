/** Files that go out with a message, as Discord takes them ("Uploading files" in its reference). */
import type { APIAttachment, RawFile } from 'discord.js';
import type { Post, Sending } from '../../chat/platform.ts';

/** What a bot may send with one message anywhere; an answer to an interaction may have more. In bytes. */
export const mostBytes = 10 * 1024 * 1024;

/** A name of more than this is cut, its ending kept. In characters. */
const longest = 100;
/** Covers a file until its reader touches it. */
const cover = 'SPOILER_';

/** Nothing where there are none, so that the request has no parts. */
export const filesOf = (post: Post): { files?: RawFile[] } =>
  post.files && post.files.length > 0
    ? {
        files: post.files.map((file) => ({
          name: nameOf(file),
          data: Buffer.from(file.bytes),
          contentType: /^[\w.+-]+\/[\w.+-]+$/u.test(file.type) ? file.type : 'application/octet-stream',
        })),
      }
    : {};

/** What is said in their place, where Discord refuses them for their size. */
export const withoutFiles = ({ files = [], ...post }: Post): Post => {
  const instead = files.flatMap(({ tooLarge }) =>
    tooLarge === undefined ? [] : [{ kind: 'paragraph', text: tooLarge } as const],
  );
  return { ...post, message: { ...post.message, parts: [...post.message.parts, ...instead] } };
};

/** Discord keeps these characters alone, so a name that has no others can be found again. */
function nameOf({ name, spoiler }: Sending): string {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^\w.-]+/gu, '_');
  const [, stem = '', ending = ''] = /^(.*?)(\.\w{1,10})?$/su.exec(plain.replace(/^[._-]+/u, '')) ?? [];
  return `${spoiler ? cover : ''}${stem.slice(0, longest - ending.length - cover.length) || 'file'}${ending}`;
}

/** Whether a message carries these very files, by all that Discord tells of them. */
export const carries = (there: readonly Pick<APIAttachment, 'filename' | 'size'>[], post: Post): boolean => {
  const listed = (names: readonly (readonly [string, number])[]) => names.map((each) => each.join('/')).join('\n');
  const sent = (post.files ?? []).map((file) => [nameOf(file), file.bytes.length] as const);
  return listed(there.map(({ filename, size }) => [filename, size])) === listed(sent);
};
