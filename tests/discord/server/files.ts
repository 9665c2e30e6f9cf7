/** Attachments: their links are signed and stop working after a day, whoever kept them. */
import { createHmac } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { Attachment, Message, State } from './state.ts';

/** Discord gives out links with an `ex` parameter: seconds since 1970, in hexadecimal. */
const good = 24 * 3_600_000;

export function newFiles(state: State, now: () => number, base: () => string) {
  const broken: number[] = [];
  let secret = 1;
  const sign = (path: string, ex: string) => createHmac('sha256', String(secret)).update(`${path}${ex}`).digest('hex');
  return {
    /** `where`: the channel of its message, or `ephemeral` for a file that stands in none. */
    url(where: Pick<Message, 'channel'>, file: Attachment): string {
      const path = `/attachments/${where.channel}/${file.id}/${encodeURIComponent(file.filename)}`;
      const ex = Math.floor((now() + good) / 1_000).toString(16);
      return `${base()}${path}?ex=${ex}&hm=${sign(path, ex)}`;
    },
    /** The next fetch is answered with this status. */
    failNext: (status: number) => void broken.push(status),
    /** Every link that was given out so far stops working. */
    expire: () => void (secret += 1),
    serve(url: string, response: ServerResponse): void {
      const { pathname, searchParams } = new URL(url, base());
      const [, , channel, id] = pathname.split('/');
      const file =
        state.channels
          .get(channel!)
          ?.messages.flatMap((each) => each.attachments)
          .find((each) => each.id === id) ?? state.uploads.get(id!);
      const ex = searchParams.get('ex') ?? '';
      const fresh = sign(pathname, ex) === searchParams.get('hm') && Number.parseInt(ex, 16) * 1_000 > now();
      const status = broken.shift() ?? (file && fresh ? 200 : 404);
      response.writeHead(status, { 'content-type': file?.content_type ?? 'text/plain' });
      response.end(status === 200 ? file!.bytes : 'This content is no longer available.');
    },
  };
}
