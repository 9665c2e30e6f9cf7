/** The laws of the platform interface, over Matrix. */
import { afterAll, beforeAll, describe } from 'vitest';
import { runLaws } from '../platforms/laws.ts';
import { openGround, openMatrix, type Ground } from './harness.ts';

let ground: Ground;
beforeAll(async () => {
  ground = await openGround();
});
afterAll(() => ground.end());

describe('Matrix', () => runLaws(() => openMatrix(ground)));
