/** A sample of the kill test; the whole of it is `npm run proof -- kill`. */
import { describe, expect, it } from 'vitest';
import { killTest } from '../proof/kill.ts';

describe('a program that is killed again and again while people report', () => {
  it('loses nothing and says nothing twice', { timeout: 180_000 }, async () => {
    const { lost, twice, otherwise, sentences, messages } = await killTest({
      reports: 40,
      kills: 12,
      seed: 20_260_301,
    });
    expect({ lost, twice, otherwise }).toEqual({ lost: [], twice: [], otherwise: [] });
    // Forty reports of three sentences, some answered; a run that did little would prove little.
    expect(sentences).toBeGreaterThan(120);
    expect(messages).toBeGreaterThan(300);
  });
});
