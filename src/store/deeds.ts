/** What is to be done on a platform, and how it stands in a row of the outbox. */
import type { FileRef } from '../chat/field.ts';
import type { Rendered } from '../chat/message.ts';
import type { CheckOf, Delivered, Place, Post } from '../chat/platform.ts';
import type { Cell, Seals } from '../chat/ports.ts';

/** Something is asked of a platform; what it gives is handed to a job. */
interface Ask {
  readonly job: string;
  readonly args: Readonly<Record<string, string>>;
  /** Who asked, where the job's answer belongs. */
  readonly actor?: Actor;
}

/** Who acted, where, and what their interaction is answered by. */
export interface Actor {
  readonly person: string;
  readonly platform: string;
  readonly account: string;
  readonly reply?: string;
  /** Bytes that the files of that answer may have, where that is more than elsewhere. */
  readonly replyFile?: number;
  /** Others are near where they acted: they can't write there, and an answer is for their eyes only. */
  readonly amongOthers?: boolean;
}

/** What is to be done on a platform, as it stands sealed in a row. */
export type Deed =
  | { readonly act: 'say'; readonly post: Omit<Post, 'unsureSince'> }
  | { readonly act: 'edit'; readonly what: Delivered; readonly message: Rendered }
  | { readonly act: 'mark'; readonly place: Place; readonly labels: readonly string[]; readonly over: boolean }
  | { readonly act: 'remove'; readonly what: Delivered }
  | (Ask & { readonly act: 'redact'; readonly place: Place; readonly message: string })
  | (Ask & { readonly act: 'fetch'; readonly file: FileRef })
  | (Ask & { readonly act: 'check'; readonly of: CheckOf })
  | (Ask & { readonly act: 'holders'; readonly server: string; readonly role: string });

/** What is to go out. */
export interface NewRow {
  readonly id: string;
  readonly platform: string;
  /** Rows of one lane go out one after the other. */
  readonly lane: string;
  readonly deed: Deed;
  readonly now: Date;
  /** It waits until its reader writes again. */
  readonly held?: boolean;
  readonly person?: string | undefined;
  readonly group?: string | undefined;
  /** It concerns what its reader does for others: hiding does not hold it back. */
  readonly duty?: boolean;
}

export interface Outgoing {
  readonly id: string;
  readonly platform: string;
  readonly lane: string;
  readonly deed: Deed;
  readonly tries: number;
  readonly person: string | undefined;
  readonly group: string | undefined;
  /** It concerns what its reader does for others: hiding does not hold it back. */
  readonly duty: boolean;
  /** Whoever must know has been told already that it could not be delivered. */
  readonly told: boolean;
  readonly unsureSince: Date | undefined;
  readonly refusedAt: Date | undefined;
  readonly madeAt: Date;
}

/** Where a deed stands sealed. */
export const bodyOf = (row: string): Cell => ({ table: 'outbox', column: 'body', row });
/** Where it stands sealed what became of it. */
export const receiptOf = (row: string): Cell => ({ table: 'outbox', column: 'receipt', row });

/** Where a message stands on its platform, hashed. */
export const whereOf = (seal: Seals, platform: string, { place, message }: Delivered): string =>
  seal.lookup('stands', `${platform}:${place}/${message}`);
