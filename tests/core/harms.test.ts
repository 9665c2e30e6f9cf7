import { expect, it } from 'vitest';
import { harms, nearest } from '../../src/core/cases/harms.ts';

it('every kind of harm of our own has a nearest relative in the shared taxonomy, and the others are of it', () => {
  for (const id of Object.values(harms)) expect(nearest[id] ?? id).toMatch(/^m\.[a-z_]+(\.[a-z_]+)?$/u);
  for (const id of Object.keys(nearest)) expect(Object.values<string>(harms)).toContain(id);
});
