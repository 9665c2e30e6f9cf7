/** What happened in a room while nothing was heard of it: nobody reads what they must not, and nothing is lost. */
import { expect } from 'vitest';
import { reports } from '../support/report.ts';
import { until } from '../support/until.ts';
import { story, withGround, type MatrixWorld } from './world.ts';

withGround();

/** More than a homeserver tells of a room at once. */
const many = 230;

/** All that happens meanwhile is told in one piece, without its middle. */
async function unheard({ community: { proxy } }: MatrixWorld, happens: () => Promise<void>): Promise<void> {
  const refused = () => proxy.asked.some(({ path, status }) => path.endsWith('/sync') && status === 502);
  const mend = proxy.break({ method: 'GET', path: /\/sync$/, how: { status: 502 }, times: Infinity });
  proxy.dropSync();
  await until(refused, 10_000);
  await happens();
  mend();
}

story('who joined in the part that was not told is a reader before anything is posted', async (here) => {
  const { steward, community } = here;
  const { room } = community;
  const [rosa, sam] = [await here.member('Rosa', { insider: true }), await here.member('Sam', { insider: true })];
  await here.setUp(steward, rosa, sam);
  const ana = await here.member('Ana');
  const eve = await here.member('Eve');
  await reports(ana, 'It hurt');
  expect(here.threads()).toHaveLength(1);
  const noise = (number: number) =>
    steward.member.asks('PUT', `/rooms/${encodeURIComponent(room)}/send/org.example.noise/${number}`, {});
  await unheard(here, async () => {
    // Synapse gives the answer again that was under way when the connection broke: nothing else may stand in it.
    await noise(0);
    await steward.member.invites(room, eve.account);
    await eve.member.joins(room);
    await Promise.all(Array.from({ length: many }, (_, at) => noise(at + 1)));
  });
  const isReader = ({ what }: (typeof here.arrivals)[number]) =>
    what.kind === 'readers' && what.accounts?.some(({ account }) => account === eve.account);
  await until(() => here.arrivals.some(isReader), 30_000);
  // It was a part that was not told: what was said in it is fetched.
  const fetched = `/${encodeURIComponent(room)}/messages`;
  await until(() => community.proxy.asked.some(({ path }) => path.endsWith(fetched)), 10_000);
  await here.settle();
  await reports(await here.member('Bo'), 'He hit me');
  await steward.looks();
  expect(here.threads()).toEqual([]);
});

story('what was written before the bot was put out is heard, also where that was while it was away', async (here) => {
  await here.setUp(here.steward);
  const ana = await here.stranger('Ana');
  await ana.says('hello');
  const room = await ana.direct();
  await here.stop();
  const last = await ana.member.says(room, 'He followed me home');
  await ana.member.asks('POST', `/rooms/${encodeURIComponent(room)}/kick`, { user_id: here.community.bot.user });
  await ana.hears(async () => (await here.start(), last));
  const heard = here.arrivals.find(({ eventId }) => eventId === last);
  expect(heard).toMatchObject({
    from: { account: ana.account },
    place: { kind: 'direct', account: ana.account },
    what: { kind: 'message', text: 'He followed me home' },
  });
});
