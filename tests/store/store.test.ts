import { beforeAll, describe, it } from 'vitest';
import { dialect, type Store } from '#dialect';
import { grounds } from './grounds.ts';
import { laws } from './laws.ts';

describe(`the laws of the store, on ${dialect}`, () => {
  const ground = grounds();
  let store: Store;
  beforeAll(async () => {
    store = await ground.ready('haven');
  });
  for (const { what, why, holds } of laws) it(`${what}: ${why}`, () => holds(store));
});
