/** A sample of the fault run; the whole of it is `npm run proof -- faults`. */
import { describe, expect, it } from 'vitest';
import { faultTest } from '../proof/faults.ts';

describe('on a Discord that fails at random, with a program that is killed now and then', () => {
  it('nothing is lost, nothing said twice, and what could not be said is kept for its reader', async () => {
    const found = await faultTest({ reports: 40, kills: 3, people: 20, seed: 20_261_121 });
    const { lost, twice, otherwise } = found;
    expect({ lost, twice, otherwise }).toEqual({ lost: [], twice: [], otherwise: [] });
    // A run in which little went wrong would prove little.
    expect(found.sentences).toBe(160);
    expect(found.kept).toBeGreaterThan(0);
    expect(found.went['sessions taken up']).toBeGreaterThan(2);
    expect(found.went['carried out, the answer lost']).toBeGreaterThan(0);
    expect(found.went['429 for one place']).toBeGreaterThan(0);
  });
});
