/** One row on its way: what its deed means for the platform, and what comes of a try. */
import { Fault } from '../chat/outcome.ts';
import type { Delivered, Platform, Post } from '../chat/platform.ts';
import type { Came, Log, Seals, Tables } from '../chat/ports.ts';
import type { Outgoing } from '../store/deeds.ts';
import { outboxStore } from '../store/outbox.ts';
import type { Store } from '../store/store.ts';
import { minutes, seconds } from '../time/clock.ts';
import type { openRefusals } from './refusals.ts';

/** Tries before a row is given up that fails by a bug. What is but down or busy is tried for as long as it takes. */
const mostTries = 8;
/** The longest pause between two tries. */
const longestPause = minutes(10);

/** The platform is asked too often: the whole courier waits, or this row alone. Nothing needs to be noted. */
interface Limited {
  readonly kind: 'limited';
  readonly pause: number;
  readonly here: boolean;
}

/** What comes of a try and is noted in the row. */
export type Ending =
  | { kind: 'sent'; delivered?: Delivered; came?: Came }
  | { kind: 'again'; pause: number; unsure: boolean }
  | { kind: 'failed'; lost: boolean }
  | { kind: 'refused' };

/** Tries a row once. `granted`: somebody asks what the bot may do, and has probably just granted something. */
export function openCarrier(
  platform: Platform,
  given: {
    store: Store;
    seal: Seals;
    log: Log;
    refusals: ReturnType<typeof openRefusals>;
    granted(): void;
    /** The bytes of a file that goes with a message, where there are any for its reader. */
    open(tables: Tables, file: string): Promise<Uint8Array | undefined>;
  },
): (row: Outgoing) => Promise<Ending | Limited> {
  const { store, seal, log, refusals } = given;

  async function perform(row: Outgoing): Promise<{ delivered?: Delivered; came?: Came }> {
    const { deed } = row;
    if (deed.act === 'remove') await platform.remove?.(deed.what);
    else if (deed.act === 'edit') await platform.edit?.(deed.what, deed.message);
    else if (deed.act === 'mark') await platform.mark?.(deed.place, deed.labels, deed.over);
    else if (deed.act === 'redact') {
      await platform.redact?.(deed.place, deed.message);
      return { came: { redacted: platform.redact !== undefined } };
    } else if (deed.act === 'fetch')
      return { came: { file: platform.fetch ? { bytes: await platform.fetch(deed.file) } : { failed: true } } };
    else if (deed.act === 'check') {
      given.granted();
      return { came: { findings: (await platform.check?.(deed.of)) ?? [] } };
    } else if (deed.act === 'holders') return { came: { holders: await platform.holders?.(deed.server, deed.role) } };
    else {
      const post = await packed({ ...deed.post, ...(row.unsureSince ? { unsureSince: row.unsureSince } : {}) });
      const found = row.unsureSince && platform.find ? await platform.find(post, await othersIn(row)) : undefined;
      return { delivered: found ?? (await platform.send(post)) };
    }
    return {};
  }

  /** With the bytes of its files; what is gone is said in its place. */
  async function packed(post: Post): Promise<Post> {
    const { files, ...message } = post.message;
    if (!files) return post;
    const found = await store.read((tables) =>
      Array.fromAsync(files, async (file) => ({ ...file, bytes: await given.open(tables, file.id) })),
    );
    const gone = found.flatMap(({ bytes, gone: text }) => (bytes ? [] : [{ kind: 'paragraph', text } as const]));
    return {
      ...post,
      message: { ...message, parts: [...message.parts, ...gone] },
      files: found.flatMap(({ name, type, spoiler, tooLarge, bytes }) =>
        bytes ? [{ name, type, spoiler, bytes, ...(tooLarge === undefined ? {} : { tooLarge }) }] : [],
      ),
    };
  }

  const othersIn = (row: Outgoing) => store.read((tables) => outboxStore(tables, seal).othersIn(row));

  function endingOf(row: Outgoing, error: unknown): Ending | Limited {
    const fault = error instanceof Fault ? error : undefined;
    if (fault?.kind === 'limited')
      return { kind: 'limited', pause: fault.retryAfterMs ?? seconds(1), here: fault.here };
    log.warn(`outbox: a message did not go out: ${fault?.label ?? 'a bug'}`, {
      platform: platform.name,
      tries: row.tries + 1,
    });
    if (fault?.kind === 'denied' && refusals.note(row)) return { kind: 'refused' };
    const hopeless = fault ? fault.kind !== 'down' && fault.kind !== 'unsure' : row.tries + 1 >= mostTries;
    const asked = 'job' in row.deed;
    // What others can read is taken away however long that takes.
    if (hopeless || (asked && row.deed.act !== 'redact' && row.tries >= 3)) {
      if (asked) return { kind: 'sent', came: row.deed.act === 'fetch' ? { file: { failed: true } } : {} };
      return { kind: 'failed', lost: fault?.kind === 'unreachable' };
    }
    const pause = fault?.retryAfterMs ?? Math.min(longestPause, seconds(1) * 2 ** Math.min(row.tries, 12));
    return { kind: 'again', pause, unsure: fault === undefined || fault.kind === 'unsure' };
  }

  return async (row) => {
    if (refusals.known(row)) return { kind: 'refused' };
    try {
      return { kind: 'sent', ...(await perform(row)) };
    } catch (error) {
      return endingOf(row, error);
    }
  };
}
