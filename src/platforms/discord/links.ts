/**
 * Links to files that can't be asked for anew: those of a message where the bot is not, and those of a form. Discord
 * signs them, and they expire within a day. Until a file is fetched its link is kept here, sealed, and nowhere else.
 */
import type { APIAttachment } from 'discord.js';
import { z } from 'zod';
import type { FileRef } from '../../chat/field.ts';
import type { House } from '../../chat/ports.ts';
import { hours } from '../../time/clock.ts';

const shelf = 'link/';
const noted = z.object({ url: z.url(), until: z.number() });
/** Where a link doesn't tell when it expires (documentation, "Signed attachment CDN URLs"). */
const longest = hours(24);

/** Where a file stands that is no part of a message which the bot can read. */
const nowhere = '-/-';

export interface Links {
  /** A file of an interaction, and what must be kept together with it until it is fetched. */
  note(file: APIAttachment, message?: { channel: string; id: string }): { file: FileRef; keep: [string, string] };
  /** The link of a file, while it is good. */
  of(file: FileRef): Promise<string | undefined>;
  /** It has been fetched, or never will be. */
  forget(file: FileRef): Promise<void>;
}

export function openLinks({ keep, clock }: House): Links {
  const keyOf = (file: FileRef) => shelf + file.id.split('/').at(-1)!;

  /** Nobody fetched them in time. */
  async function sweep(): Promise<void> {
    for (const [key, value] of await keep.list(shelf)) {
      const read = noted.safeParse(JSON.parse(value));
      if (!read.success || read.data.until < clock.now().getTime()) await keep.delete(key);
    }
  }
  void sweep().catch(() => {});

  return {
    note(file, message) {
      const seconds = Number.parseInt(new URL(file.url).searchParams.get('ex') ?? '', 16);
      const until = Number.isNaN(seconds) ? clock.now().getTime() + longest : seconds * 1000;
      const ref = {
        id: `${message ? `${message.channel}/${message.id}` : nowhere}/${file.id}`,
        name: file.filename,
        type: file.content_type ?? 'application/octet-stream',
        size: file.size,
      };
      void sweep().catch(() => {});
      return { file: ref, keep: [keyOf(ref), JSON.stringify({ url: file.url, until })] };
    },
    async of(file) {
      const value = await keep.get(keyOf(file));
      const read = value === undefined ? undefined : noted.safeParse(JSON.parse(value));
      return read?.success && read.data.until > clock.now().getTime() ? read.data.url : undefined;
    },
    async forget(file) {
      await keep.delete(keyOf(file));
    },
  };
}
