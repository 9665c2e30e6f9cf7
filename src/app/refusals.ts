/**
 * Where the bot may not act: after the first refusal nothing more is tried in that space until something
 * changes, since a platform shuts out whoever asks again and again for what it may not do.
 */
import type { Outgoing } from '../store/deeds.ts';

export interface Refusals {
  /** Whether a row may be tried now. In a space where nothing has arrived yet, one row at a time finds out. */
  begin(row: Outgoing): boolean;
  ended(row: Outgoing, arrived: boolean): void;
  /** Whether a row is refused without asking. */
  known(row: Outgoing): boolean;
  /** A row was refused. False: it is of a kind that gains nothing by waiting. */
  note(row: Outgoing): boolean;
  /** Something has changed: everything may be tried again. */
  forget(): void;
}

export function openRefusals(): Refusals {
  const closed = new Set<string>();
  const proven = new Set<string>();
  const probing = new Set<string>();
  return {
    begin(row) {
      const space = spaceOf(row);
      if (space === undefined || proven.has(space)) return true;
      if (probing.has(space)) return false;
      probing.add(space);
      return true;
    },
    ended(row, arrived) {
      const space = spaceOf(row);
      if (space === undefined) return;
      probing.delete(space);
      // A mark that came through may have had nothing to do.
      if (arrived && row.deed.act === 'say') proven.add(space);
    },
    known: (row) => closed.has(spaceOf(row) ?? ''),
    note(row) {
      const space = spaceOf(row);
      if (space !== undefined) {
        closed.add(space);
        proven.delete(space);
      }
      return space !== undefined || row.deed.act === 'remove' || row.deed.act === 'edit';
    },
    forget: () => closed.clear(),
  };
}

/** The space that something is to be said or shown in. */
function spaceOf({ deed }: Outgoing): string | undefined {
  const place = deed.act === 'say' ? deed.post.to : deed.act === 'mark' ? deed.place : undefined;
  return place?.kind === 'shared' ? place.space : undefined;
}
