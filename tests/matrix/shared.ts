/** Before the first test on Matrix: the one Synapse of this run. After the last one, also when tests fail: its end. */
import { startSynapse } from './synapse.ts';

export default async function setup(): Promise<() => Promise<void>> {
  const { url, secret, stop } = await startSynapse();
  Object.assign(process.env, { HAVEN_TEST_HOMESERVER: url, HAVEN_TEST_REGISTRATION_SECRET: secret });
  return stop;
}
