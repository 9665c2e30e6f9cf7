/** Setting a community up, step by step, where everything is asked and answered in words. */
import { describe, expect } from 'vitest';
import { hours, minutes } from '../../src/time/clock.ts';
import { codeIn, reports, sentence } from '../support/report.ts';
import { story } from '../support/story.ts';
import type { Speaker, World } from '../support/world.ts';

/** Rosa runs the server, and gets everything in plain text. */
async function owner(here: World): Promise<Speaker> {
  const rosa = here.person('rosa');
  await rosa.wantsPlain();
  return rosa;
}

const begin = (rosa: Speaker) => rosa.runsInSpace('haven setup');
const asks = (part: string) => sentence(`community-ask-${part}`, { name: '§' }).split('§')[0]!;

describe('setting a community up', () => {
  story('leads through what is open, one after the other, and can be left', async (here) => {
    const rosa = await owner(here);
    // The playground has set a language, a space and a card already.
    const first = await begin(rosa);
    expect(first).toContain(sentence('community-setup-remains'));
    expect(first).toContain(sentence('community-ask-name', { name: 'Playground' }));
    expect(await rosa.says('Tidewater')).toContain(asks('role'));
    expect(await rosa.says('none')).toContain(asks('announce'));
    expect(await rosa.says('stop')).toContain(sentence('community-setup-left'));
  });

  story('goes on after a restart where it was left, and shows what is set', async (here) => {
    const before = await owner(here);
    await begin(before);
    await before.says('Tidewater');
    const later = await here.restart();
    const rosa = later.person('rosa');
    const again = await begin(rosa);
    expect(again).toContain('Tidewater');
    expect(again).toContain(asks('role'));
    expect(again).not.toContain(asks('name'));
    await rosa.says('skip');
    await rosa.says('square');
    const outside = await rosa.says('The night line');
    expect(outside).toContain(sentence('community-test-now'));
    const menu = await rosa.says('2');
    expect(menu).toContain('The night line');
    expect(menu).toContain(sentence('community-ask-menu'));
    // What was skipped remains, and can be chosen from the list of all.
    expect(menu).toContain(sentence('community-menu-role'));
    expect(await rosa.says('1')).toContain(asks('language'));
    expect(await rosa.says('2')).toContain(sentence('community-ask-menu'));
    expect(await rosa.says('9')).toContain(sentence('community-setup-left'));
    await later.stop();
  });

  story('is nobody else’s, and a right that is lost ends it', async (here) => {
    expect(await here.person('sam').runsInSpace('haven setup')).toContain(sentence('not-yours'));
    const rosa = await owner(here);
    await begin(rosa);
    await here.pass(hours(25));
    // A day later, in private, nobody says that she still runs the server: what she writes is no answer to it.
    expect(await rosa.says('He followed me home')).toContain(sentence('cases-kept-first'));
    expect(await here.person('ana').runs('privacy')).not.toContain('He followed me home');
  });

  story('what is written elsewhere is no answer, where the questions stand in the server', async (here) => {
    const rosa = here.person('rosa');
    await begin(rosa);
    expect(await rosa.says('He followed me home')).toContain(sentence('cases-kept-first'));
    expect(await begin(rosa)).toContain('Playground');
  });
});

describe('a test of the way to the team', () => {
  const test = async (rosa: Speaker) => {
    await begin(rosa);
    for (let i = 0; i < 4 && !rosa.last().includes(sentence('community-test-now')); i += 1) await rosa.says('skip');
    return rosa.says('1');
  };
  const see = sentence('cases-button-see');
  const fact = (rosa: Speaker, name: string) =>
    new RegExp(`${sentence(`cases-trial-fact-${name}`)}: ([^\n]*)`, 'u').exec(rosa.last())?.[1];

  story('reaches everyone, tells who has seen it and who can not be reached, and leaves nothing', async (here) => {
    const rosa = await owner(here);
    const [sam, tariq] = [here.person('sam'), here.person('tariq')];
    await here.close('tariq');
    await test(rosa);
    expect(rosa.reads().join()).toContain(sentence('cases-trial-begun', { count: 3 }));
    expect(sam.last()).toContain(sentence('cases-card-trial'));
    expect(await sam.presses(see)).toContain(sentence('cases-trial-seen'));
    expect(fact(rosa, 'seen')).toBe('Sam');
    await rosa.presses(see);
    await here.pass(hours(1) + minutes(1));
    expect(rosa.last()).toContain(sentence('cases-trial-over'));
    expect(fact(rosa, 'seen')?.split(', ').toSorted()).toEqual(['Rosa', 'Sam']);
    expect(fact(rosa, 'lost')).toBe('Tariq');
    expect(fact(rosa, 'waiting')).toBe(sentence('cases-trial-nobody'));
    expect(sam.reads().join()).not.toContain(sentence('cases-card-trial'));
    expect(sam.readsInSpace().join()).not.toContain(sentence('cases-card-trial'));
    expect(tariq.reads().join()).not.toContain(sentence('cases-card-trial'));
  });

  story('is over at once when all have seen it', async (here) => {
    const rosa = await owner(here);
    await test(rosa);
    for (const each of ['sam', 'tariq', 'rosa']) await here.person(each).presses(see);
    expect(rosa.reads().join()).toContain(sentence('cases-trial-over'));
    expect(await rosa.runs('case list')).toContain(sentence('cases-list-empty'));
  });

  story('disturbs no real case, and is called out no second time', async (here) => {
    const rosa = await owner(here);
    const sam = here.person('sam');
    const code = codeIn(await reports(here.person('ana'), 'He followed me home'));
    await test(rosa);
    const before = sam.reads().filter((each) => each.includes(sentence('cases-card-trial'))).length;
    expect(await sam.runs('case list')).toContain(code);
    expect(await sam.runs('case list')).not.toContain(sentence('cases-card-trial'));
    await here.person('tariq').runs(`case take ${code}`);
    await sam.runs(`case take ${code}`);
    expect(await sam.runs(`case show ${code}`)).toContain('He followed me home');
    await here.pass(minutes(40));
    expect(sam.reads().filter((each) => each.includes(sentence('cases-card-trial'))).length).toBe(before);
    await here.pass(hours(1));
    expect(await sam.runs(`case show ${code}`)).toContain('He followed me home');
  });

  story('is refused where fewer than two could hear it', async (here) => {
    const rosa = await owner(here);
    for (const each of ['sam', 'tariq']) await rosa.runsInSpace(`team remove <@${each}>`);
    await test(rosa);
    expect(rosa.reads().join()).toContain(sentence('cases-trial-few'));
  });
});
