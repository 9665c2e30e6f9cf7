import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dialect, on, type Store } from '#dialect';
import { OperatorError } from '../../src/chat/outcome.ts';
import { openKeys } from '../../src/store/casekeys.ts';
import { systemChance } from '../../src/store/ids.ts';
import { passingKeys } from '../../src/store/keys.ts';
import { caseKeys, keyMarks } from '../../src/store/keytables.ts';
import { verifyMark } from '../../src/store/mark.ts';
import { due, meta } from '../../src/store/tables.ts';
import { systemClock } from '../../src/time/clock.ts';
import { grounds } from './grounds.ts';
import { fresh } from './laws.ts';

describe(`a database knows its keys, its partner and its kind, on ${dialect}`, () => {
  const ground = grounds();
  const ring = passingKeys();
  let main: Store;
  let keys: Store;
  const verify = (given: Partial<Parameters<typeof verifyMark>[0]> = {}) =>
    verifyMark({ main, keys, ring, kind: 'real', chance: systemChance, ...given });
  const refusal = (given: Parameters<typeof verify>[0]) => expect(verify(given)).rejects;
  const addKey = () => openKeys({ store: keys, ring, clock: systemClock, chance: systemChance }).create('some case');
  const emptyMain = () =>
    main.write(async (tables) => {
      await on(tables).delete(meta);
      await on(tables).delete(due);
    });
  const emptyKeys = () =>
    keys.write(async (tables) => {
      await on(tables).delete(keyMarks);
      await on(tables).delete(caseKeys);
    });

  beforeAll(async () => {
    main = await ground.ready('haven');
    keys = await ground.ready('keys');
  });
  beforeEach(async () => {
    await emptyMain();
    await emptyKeys();
  });

  it('is marked when it is new, and known from then on', async () => {
    expect(await verify()).toBe('new');
    expect(await verify()).toBe('known');
  });

  it('refuses another key file', async () => {
    await verify();
    await refusal({ ring: passingKeys() }).toThrow(OperatorError);
    await refusal({ ring: passingKeys() }).toThrow(/does not belong to the/u);
    expect(await verify()).toBe('known');
  });

  it('refuses to be a playground when it is real, and the other way', async () => {
    await verify();
    await refusal({ kind: 'playground' }).toThrow(/holds real reports/u);
    await emptyMain();
    await emptyKeys();
    await verify({ kind: 'playground' });
    await refusal({ kind: 'real' }).toThrow(/belongs to a playground/u);
  });

  it('refuses an empty key database beside a full one: every case would look erased', async () => {
    await verify();
    await emptyKeys();
    await refusal({}).toThrow(/key database is empty/u);
  });

  it('refuses the key database of another', async () => {
    await verify();
    await emptyKeys();
    const other = await ground.ready('haven');
    await verify({ main: other });
    await refusal({}).toThrow(/belongs to another database/u);
  });

  it('refuses an empty database beside the keys of cases: they would be swept away', async () => {
    await verify();
    await addKey();
    await emptyMain();
    await refusal({}).toThrow(/database is empty, but its key database holds/u);
  });

  it('is never given a key when it holds data and no mark', async () => {
    await main.write((tables) => on(tables).insert(due).values(fresh().row));
    await refusal({}).toThrow(/table due holds data/u);
    await emptyMain();
    await addKey();
    await refusal({}).toThrow(/table case_keys holds data/u);
  });

  it('is marked at the next start when the first was stopped between the two marks', async () => {
    await verify();
    await emptyMain();
    expect(await verify()).toBe('new');
    expect(await verify()).toBe('known');
  });
});
