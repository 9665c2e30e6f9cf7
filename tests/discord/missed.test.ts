/** What happens on Discord while nobody listens there: heard late, or honestly told to be lost. */
import { describe, expect, test } from 'vitest';
import { checkCommunities } from '../../src/core/community/index.ts';
import { after, minutes, seconds } from '../../src/time/clock.ts';
import { answers, sentence } from '../support/report.ts';
import { until } from '../support/until.ts';
import { openDiscord } from './harness.ts';
import { onIt, story, teamOf, type DiscordWorld } from './world.ts';

const kept = sentence('cases-kept-first');
const outage = (here: DiscordWorld) =>
  here.general.messages.filter(({ content }) => content.includes(sentence('community-outage-again')));

/** A community whose members are told what concerns all of them. */
async function told(here: DiscordWorld): Promise<void> {
  await teamOf(here);
  await here.steward.runs('haven setup', { language: 'en', announce: `<#${here.general.id}>` }, here.general);
}

describe('while the program is started anew, within Discord’s memory of its session', () => {
  story('(Dragory/modmailbot #264) a first message by somebody whom it never met is heard', async (here) => {
    await teamOf(here);
    const kim = here.member('Kim');
    await here.stop();
    const first = kim.human.dm('Somebody hit me');
    expect(await kim.hears(async () => (await here.start(), first.id))).toContain(kept);
    expect(here.server.connections).toEqual({ identified: 2, resumed: 1 });
  });

  story('what she writes once it stands again does not outrun what she wrote before', async (here) => {
    await teamOf(here);
    const kim = here.member('Kim');
    await here.stop();
    kim.human.dm('Somebody hit me');
    here.server.slowToReplay(500);
    const starting = here.start();
    await until(() => here.server.connections.identified === 2);
    const last = kim.human.dm('and he waits outside');
    await starting;
    await until(() => here.arrivals.some(({ eventId }) => eventId === last.id));
    const heard = here.arrivals.flatMap(({ what }) => (what.kind === 'message' ? what.text : []));
    expect(heard).toEqual(['Somebody hit me', 'and he waits outside']);
  });

  story('a first message is heard, though something for its author goes out before it', async (here) => {
    await teamOf(here);
    const kim = here.member('Kim');
    here.server.break({ method: 'POST', path: /\/channels$/, how: { error: 503 }, times: 100 });
    await here.steward.runs('team add', { person: kim.account }, here.general);
    await here.stop();
    const first = kim.human.dm('Somebody hit me');
    here.server.mend();
    here.clock.moveTo(after(here.clock.now(), seconds(30)));
    here.server.slowToReplay(1_000);
    const starting = here.start();
    await until(() => kim.reads().length > 0);
    expect(here.arrivals.some(({ eventId }) => eventId === first.id)).toBe(false);
    await starting;
    await until(() => here.arrivals.some(({ eventId }) => eventId === first.id));
  });

  story('it is heard once, though Discord tells of it again and the channel is read as well', async (here) => {
    const { ana } = await teamOf(here);
    await ana.says('It began in May');
    await ana.presses(sentence('cases-safe-yes'));
    await here.stop();
    const last = ana.human.dm('then he came to my door');
    await ana.hears(async () => (await here.start(), last.id));
    await here.stop();
    await here.start();
    await here.settle();
    const heard = here.arrivals.filter(({ what }) => what.kind === 'message' && what.text.startsWith('then'));
    expect(heard).toHaveLength(1);
  });

  story('what was corrected or taken back is, and never comes back', async (here) => {
    const { ana } = await teamOf(here);
    await ana.says('hello');
    await ana.presses(sentence('cases-safe-yes'));
    const wrong = ana.human.dm('It was Tuesday');
    const secret = ana.human.dm('Tariq was there');
    await until(() => here.arrivals.some(({ eventId }) => eventId === secret.id));
    await here.settle();
    await here.stop();
    ana.human.edit(wrong.id, 'It was Wednesday');
    ana.human.unsend(secret.id);
    await ana.hears(async () => (await here.start(), `${secret.id}/deleted`));
    await ana.says('done');
    const summary = await answers(ana, { confirm: undefined });
    expect(summary).toContain('It was Wednesday');
    expect(summary).not.toMatch(/Tuesday|Tariq was there/u);
  });

  story(
    'what was corrected meanwhile reaches the two once, though the channel is read and Discord tells of it',
    async (here) => {
      const { ana, rosa } = await onIt(here);
      await here.stop();
      const written = ana.human.dm('He came again on Tuesday');
      ana.human.edit(written.id, 'He came again on Wednesday');
      here.server.slowToReplay(500);
      await ana.hears(async () => (await here.start(), written.id));
      await ana.says('That is all');
      const read = rosa.reads().filter((each) => each.includes('He came again'));
      expect(read).toEqual([expect.stringContaining('Wednesday')]);
      expect(rosa.reads().join()).not.toContain('corrects what they wrote');
      await rosa.hears(() => {
        ana.human.edit(written.id, 'He came again on Thursday');
        return `${written.id}/edited/${written.edited!.toISOString()}`;
      });
      expect(rosa.last()).toContain('Thursday');
    },
  );

  story('a command is answered in private when Discord takes no answer any more', async (here) => {
    const { rosa } = await onIt(here);
    await here.stop();
    const asked = rosa.human.slash('case list', {}, here.general);
    here.clock.moveTo(after(here.clock.now(), seconds(10)));
    expect(await rosa.hears(async () => (await here.start(), asked.id))).not.toBe('');
    expect(asked.response).toBeUndefined();
  });

  story('a member is heard who turns to the bot where others read', async (here) => {
    const { ana } = await teamOf(here);
    await here.stop();
    const said = ana.human.say(here.general, `${here.server.mention} help`);
    await ana.hears(async () => (await here.start(), said.id));
    const heard = here.arrivals.find(({ eventId }) => eventId === said.id);
    expect(heard!.what).toMatchObject({ kind: 'message', text: 'help', toUs: true });
  });

  story(
    'a process that another one took over from leaves the note of that one’s session as it is',
    async (here) => {
      await teamOf(here);
      const first = here.app;
      // It was held up for so long that another process took its place.
      here.clock.moveTo(after(here.clock.now(), minutes(1)));
      await here.start();
      const noted = await here.kept('session/');
      await first.settle();
      expect(here.lines.join()).toContain('another process has taken over');
      expect(await here.kept('session/')).toEqual(noted);
      await first.stop();
    },
    { expectErrors: true },
  );

  story('and nothing is told to members, for nothing is lost', async (here) => {
    await told(here);
    await here.stop();
    here.clock.moveTo(after(here.clock.now(), seconds(100)));
    await here.start();
    expect(outage(here)).toEqual([]);
  });

  story('also when it has not stopped in order', async (here) => {
    await teamOf(here);
    const kim = here.member('Kim');
    here.server.cut();
    here.server.closeGateway();
    await here.stop();
    const first = kim.human.dm('Somebody hit me');
    here.server.mend();
    expect(await kim.hears(async () => (await here.start(), first.id))).toContain(kept);
  });
});

describe('after an outage that Discord does not make up for', () => {
  const away = async (here: DiscordWorld, long: number) => {
    await here.stop();
    here.clock.moveTo(after(here.clock.now(), long));
    await here.start();
    await here.settle();
  };

  story('members are told where they read, once, and by the hours that are true', async (here) => {
    await told(here);
    const since = here.clock.now();
    await away(here, minutes(30));
    const [notice] = outage(here);
    const until = here.clock.now();
    expect(notice!.content).toContain(sentence('community-outage', { since, until }));
    await away(here, seconds(1));
    expect(outage(here)).toHaveLength(1);
    await away(here, minutes(30));
    expect(outage(here)).toHaveLength(2);
  });

  story('whoever wrote first was not heard, and is when they write again', async (here) => {
    await told(here);
    const kim = here.member('Kim');
    await here.stop();
    here.clock.moveTo(after(here.clock.now(), minutes(30)));
    kim.human.dm('Somebody hit me');
    await here.start();
    await here.settle();
    expect(kim.reads()).toEqual([]);
    expect(outage(here)).toHaveLength(1);
    expect(await kim.says('Somebody hit me')).toContain(kept);
  });

  story('in the language of the community', async (here) => {
    await told(here);
    await here.steward.runs('haven setup', { language: 'es' }, here.general);
    await away(here, minutes(30));
    expect(here.general.messages.map(({ content }) => content).join()).toContain(
      sentence('community-outage-again', undefined, 'es'),
    );
  });

  story('nobody is told where members have no room: then the operator is', async (here) => {
    await teamOf(here);
    await away(here, minutes(30));
    expect(outage(here)).toEqual([]);
    expect(here.lines.join()).toContain('nothing was heard for a while');
    const findings = await here.app.look(checkCommunities);
    expect(JSON.stringify(findings)).toContain('community-check-outage');
  });

  story('a short one is no news', async (here) => {
    await told(here);
    await here.stop();
    here.server.cut({ resumable: false });
    here.clock.moveTo(after(here.clock.now(), seconds(50)));
    await here.start();
    expect(outage(here)).toEqual([]);
  });

  story('it is told as well when the program ran all the while', async (here) => {
    await told(here);
    here.server.closeGateway();
    here.server.cut({ resumable: false });
    here.clock.moveTo(after(here.clock.now(), minutes(5)));
    here.server.mend();
    await until(() => here.server.connections.identified === 2, 12_000);
    await until(() => here.arrivals.some(({ what }) => what.kind === 'outage'));
    await here.settle();
    expect(outage(here)).toHaveLength(1);
  });
});

describe('private messages', () => {
  for (const [name, withoutChannelType] of [
    ['with `channel_type`', false],
    ['without `channel_type` (discordjs/discord.js #11486, #11489, #11513)', true],
  ] as const) {
    test(`a first one is heard, ${name}`, async () => {
      const world = await openDiscord({ server: { withoutChannelType } });
      const ana = world.server.person('Ana');
      ana.dm('hello');
      await until(() => world.house.messagesOf(ana.user.id).includes('hello'));
      await world.close();
    });
  }

  test('of every known channel are fetched, all pages, when the session is lost', { timeout: 15_000 }, async () => {
    const world = await openDiscord();
    const people = ['Ana', 'Bea', 'Cem'].map((name) => world.server.person(name));
    for (const each of people) each.dm('before');
    await until(() => people.every(({ user }) => world.house.messagesOf(user.id).length === 1));
    await world.stop();
    world.server.cut({ resumable: false });
    const stories = people.map(({ user }) => Array.from({ length: 230 }, (_, at) => `${user.username} ${at}`));
    for (const [at, person] of people.entries()) for (const line of stories[at]!) person.dm(line);
    await world.start();
    await until(() => people.every(({ user }) => world.house.messagesOf(user.id).length === 231));
    for (const [at, { user }] of people.entries())
      expect(world.house.messagesOf(user.id)).toEqual(['before', ...stories[at]!]);
    await world.close();
  });
});

test('the session is noted no further than what was handed over', async () => {
  const world = await openDiscord();
  const ana = world.server.person('Ana');
  const seq = async () => {
    const [[, value]] = (await world.house.keep.list('session/')) as [[string, string]];
    return (JSON.parse(value) as { seq: number }).seq;
  };
  const before = await seq();
  const release = world.house.hold();
  ana.dm('hello');
  await until(() => world.house.storing === 1);
  const stopped = world.stop();
  expect(await seq()).toBe(before);
  release();
  await stopped;
  expect(await seq()).toBeGreaterThan(before);
  await world.close();
});
