/**
 * Whether the homeserver has slowed us down: what it allows can't be asked for, so it is remembered when it said no.
 */
import type { House, Keep } from '../../chat/ports.ts';
import { after, days, minutes } from '../../time/clock.ts';
import { MatrixFault, type Http } from './http.ts';

const shelf = 'limited';
/** So long it is spoken of. */
const remembered = days(1);
/** One note in this time is enough. */
const between = minutes(10);

/** The same requests; when one is refused because there were too many, the house keeps when that was. */
export function notingLimits(http: Http, house: House): Http {
  let noted = new Date(0);
  function note(fault: unknown): void {
    const now = house.clock.now();
    if (!(fault instanceof MatrixFault) || fault.kind !== 'limited' || after(noted, between) > now) return;
    noted = now;
    house.keep.put(shelf, now.toISOString()).catch(() => house.log.warn('matrix: a limit could not be noted'));
  }
  return {
    ...http,
    async call(call) {
      try {
        return await http.call(call);
      } catch (error) {
        note(error);
        throw error;
      }
    },
  };
}

/** Whether that happened lately. */
export async function wasLimited(kept: Pick<Keep, 'get'>, now: Date): Promise<boolean> {
  const at = new Date((await kept.get(shelf)) ?? 0);
  return after(at, remembered) > now;
}
