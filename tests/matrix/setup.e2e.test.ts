/** Setting a community up by what is typed, and what `check` and typed secrets become, on a real homeserver. */
import { describe, expect } from 'vitest';
import { sentence, texts } from '../support/report.ts';
import { until } from '../support/until.ts';
import { linkTo, onIt, story, withGround, type MatrixWorld } from './world.ts';

withGround();

const there = (key: string, args?: Parameters<typeof sentence>[1]) =>
  texts.on('matrix').format(args ? { key, args } : { key }, 'en');
const enc = encodeURIComponent;

/** Changes the powers in the responders' room. */
async function powers({ community }: MatrixWorld, change: (levels: any) => object): Promise<void> {
  const { steward, room } = community;
  const levels = await steward.asks('GET', `/rooms/${enc(room)}/state/m.room.power_levels/`);
  await steward.sets(room, 'm.room.power_levels', change(levels));
}

const letRedact = (here: MatrixWorld) =>
  powers(here, (levels) => ({ ...levels, users: { ...levels.users, [here.community.bot.user]: 50 } }));

describe('the set-up', () => {
  story('is begun in the team’s room and goes on in private, where the team is named by mentions', async (here) => {
    const { room, space } = here.community;
    const { steward } = here;
    const [rosa, sam] = [await here.member('Rosa', { insider: true }), await here.member('Sam', { insider: true })];
    const first = await steward.runs('setup', room);
    expect(first).toContain(there('community-setup-hello'));
    expect(await steward.says('1')).toContain('Harbour');
    expect(await steward.says('Tidewater')).toContain(there('community-ask-team'));
    const named = await steward.says([steward, rosa, sam].map(({ account }) => linkTo(account)).join(' '));
    expect(named).toContain(there('community-team-added', { count: 3, names: 'Steward, Rosa, Sam' }));
    expect(named).toContain(there('community-ask-space'));
    expect(rosa.last()).toBe(sentence('people-welcome'));
    expect(await steward.says('here')).toContain(there('community-ask-announce'));
    expect(await steward.says('none')).toContain(sentence('community-ask-card'));
    await steward.says('Call the guard on site');
    await steward.says('none');
    const menu = await steward.says('2');
    expect(menu).toContain(`${sentence('community-fact-space')}: #responders`);
    expect(menu).toContain(`${sentence('community-fact-team')}: ${sentence('community-team', { count: 3 })}`);
    expect(menu).not.toContain(sentence('community-readers-unknown'));
    expect(steward.inRoom()).toEqual([]);
    // A room that is opened for one person belongs to no community of its own.
    const servers = here.arrivals.filter(({ what }) => what.kind === 'server').map(({ server }) => server);
    expect(new Set(servers)).toEqual(new Set([space]));
  });
});

describe('check', () => {
  story('names what is wrong with the team’s room, and how to mend it', async (here) => {
    const { room, space, steward: owner, bot } = here.community;
    const open = await owner.creates({ name: 'Open', public: true });
    await owner.places(open, space);
    await owner.invites(open, bot.user);
    await until(async () => (await owner.membersOf(open)).includes(bot.user));
    await here.steward.runs(`setup --language en --space ${linkTo(open)}`, room);
    const told = await here.steward.runs('check', room);
    for (const key of ['matrix-check-unsealed', 'matrix-check-open']) {
      expect(told).toContain(sentence(key, { room: 'Open' }));
      expect(told).toContain(sentence(`${key}-how`));
    }
    await owner.sets(space, 'm.space.child', {}, open);
    await owner.sets(open, 'm.space.parent', {}, space);
    expect(told).not.toContain(sentence('matrix-check-outside', { room: 'Open' }));
    expect(await here.steward.runs('check', room)).toContain(sentence('matrix-check-outside', { room: 'Open' }));
    await here.steward.runs(`setup --space ${linkTo(room)}`, room);
    await powers(here, (levels) => ({ ...levels, events: { ...levels.events, 'm.room.encrypted': 10 } }));
    const closed = await here.steward.runs('check', room);
    expect(closed).toContain(sentence('matrix-check-silent', { room: 'responders' }));
    expect(closed).not.toContain(sentence('matrix-check-unsealed', { room: 'responders' }));
    await owner.asks('POST', `/rooms/${enc(room)}/kick`, { user_id: bot.user });
    const gone = await here.steward.says('!haven check');
    expect(gone).toContain(there('not-yours-here'));
  });
});

describe('a secret that was typed', () => {
  story('goes from the team’s room where our power allows, and whoever typed it is told so', async (here) => {
    const { room } = here.community;
    const { steward } = here;
    const reads = (key: string) =>
      until(async () => {
        await steward.looks();
        return steward.reads().includes(sentence(key));
      });
    const stands = () => steward.member.screen(room).filter(({ content }) => content.body?.includes('a-secret-code'));
    await steward.runs('join a-secret-code', room);
    await reads('secret-stays');
    expect(stands()).toHaveLength(1);
    await letRedact(here);
    await steward.runs('join a-secret-code', room);
    await reads('secret-gone');
    expect(stands()).toHaveLength(1);
  });

  story('goes from a private room that the bot has opened', async (here) => {
    const { code, rosa } = await onIt(here);
    expect(await rosa.runs(`case note ${code}`)).toContain(sentence('secret-goes'));
    expect(await rosa.says('She is in tent 12')).toContain(sentence('cases-noted', { code }));
    await until(async () => {
      await rosa.looks();
      return !rosa.member.screen(await rosa.direct()).some(({ content }) => content.body === 'She is in tent 12');
    });
    expect(await rosa.runs(`case show ${code}`)).toContain('tent 12');
  });
});
