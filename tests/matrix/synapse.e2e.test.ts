/** The homeserver that all tests on Matrix rely upon. */
import { expect, test } from 'vitest';
import { startSynapse } from './synapse.ts';

test('accounts are made at will, each with a token of its own', async () => {
  const synapse = await startSynapse();
  const [one, two] = await Promise.all([synapse.register('Ana'), synapse.register('Ana')]);
  expect(one.user).toMatch(/^@ana-[0-9a-f]+:/u);
  expect(one.user).not.toBe(two.user);
  const answer = await fetch(`${synapse.url}/_matrix/client/v3/account/whoami`, {
    headers: { authorization: `Bearer ${one.token}` },
  });
  expect(await answer.json()).toMatchObject({ user_id: one.user, device_id: one.device });
});
