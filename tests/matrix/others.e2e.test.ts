/** Whoever else is near: where others read, who takes no invitations, who comes by an app without encryption. */
import { expect } from 'vitest';
import { days } from '../../src/time/clock.ts';
import { codeIn, reports } from '../support/report.ts';
import { until } from '../support/until.ts';
import { screenOf } from './harness.ts';
import { linkTo, onIt, sentence, story, teamOf, withGround } from './world.ts';

withGround();

story('who calls for help where others read is written to in private, and the words are taken away', async (here) => {
  const { ana, rosa } = await teamOf(here);
  const { bot, steward, space } = here.community;
  const power = { users: { [steward.account]: 100, [bot.user]: 50 } };
  const general = await steward.creates({ name: 'general', invite: [bot.user, ana.account, rosa.account], power });
  await steward.places(general, space);
  for (const each of [ana, rosa]) await each.member.joins(general);
  await until(async () => (await steward.membersOf(general)).includes(bot.user), 10_000);
  const call = { 'm.mentions': { user_ids: [bot.user] } };
  const heard = await ana.hears(() => ana.member.says(general, `${bot.user} Sam hit me`, call));
  expect(heard).toContain(sentence('cases-invite-public'));
  expect(heard).toContain(sentence('cases-redacted'));
  await rosa.looks();
  expect(rosa.member.screen(general)).toEqual([]);
  // Among themselves people may say what they like.
  await ana.member.says(general, 'is the bar open tonight?');
  await rosa.looks();
  expect(rosa.member.screen(general)).toHaveLength(1);
});

story('who takes no invitations is not counted, and the others are told', async (here) => {
  const { rosa, sam, tariq, ana } = await teamOf(here);
  for (const room of rooms(sam)) await sam.member.leaves(room);
  await sam.member.asks(
    'PUT',
    `/user/${encodeURIComponent(sam.account)}/account_data/org.matrix.msc4155.invite_permission_config`,
    { blocked_users: ['*'] },
  );
  const code = codeIn(await reports(ana, 'It hurt'));
  for (const each of [rosa, tariq]) expect(each.reads().join()).toContain(code);
  expect(sam.reads().join()).not.toContain(code);
});

story(
  'who writes without encryption is answered with it; there it is only said where it goes on',
  async (here) => {
    const { bot } = here.community;
    await teamOf(here);
    const kim = await here.stranger('Kim');
    const room = await kim.member.creates({ direct: true, invite: [bot.user] });
    const heard = await kim.hears(() => kim.member.says(room, 'Somebody hit me'));
    expect(heard).toContain(sentence('cases-kept-first'));
    const plain = kim.inPrivate().filter(({ encrypted }) => !encrypted);
    expect(plain.map(({ content }) => content.body)).toEqual([sentence('matrix-moved')]);
  },
  { expectPlain: true },
);

story('what the two write rings for nobody; a call of the danger door does, and names nobody', async (here) => {
  const { ana, rosa, sam, code } = await onIt(here);
  const before = [ana, rosa, sam].map(({ member }) => member.rings());
  await rosa.runs(`case reply ${code} ${sam.account} @room ${linkTo(ana.account)} we are here`);
  expect([ana, rosa, sam].map(({ member }) => member.rings())).toEqual(before);
  const last = ana.inPrivate().at(-1)!;
  expect(screenOf(last).text).toContain('@room');
  expect(screenOf(last).alive).toEqual([]);
  expect(ana.last()).not.toContain('Rosa');
});

/** The rooms in which somebody talks with the bot. */
const rooms = (who: { inPrivate(): readonly { room: string }[] }): string[] => [
  ...new Set(who.inPrivate().map(({ room }) => room)),
];

story('who has left again before the bot could come is not heard, and nothing is sent after them', async (here) => {
  const kim = await here.stranger('Kim');
  await here.stop();
  const room = await kim.direct();
  await kim.member.says(room, 'Somebody hit me');
  await kim.member.leaves(room);
  const { asked } = here.community.proxy;
  const before = asked.length;
  await here.start();
  const since = (end: string) => asked.slice(before).filter(({ path }) => path.endsWith(end));
  const joined = () => since(`/${encodeURIComponent(room)}/join`);
  await until(async () => joined().length > 0 && (await here.kept('invitation/')).length === 0, 10_000);
  await here.pass(days(1));
  expect(joined()).toHaveLength(1);
  expect(since('/createRoom')).toEqual([]);
  await kim.looks();
  expect([...kim.member.invitations.keys()]).toEqual([]);
  expect(kim.reads()).toEqual([]);
});
