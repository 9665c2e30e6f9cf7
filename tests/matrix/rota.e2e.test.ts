/** Who answers, and when, on a real homeserver: a rota set by what is typed, a case at night, and being away. */
import { describe, expect } from 'vitest';
import { days, hours, minutes } from '../../src/time/clock.ts';
import { codeIn, reports } from '../support/report.ts';
import { linkTo, sentence, story, teamOf, withGround, type MatrixWorld, type Speaker } from './world.ts';

withGround();

const duty = { key: 'rota-duty-first-responder' };

/** How long it is until three at night. In milliseconds. */
const untilNight = ({ clock }: MatrixWorld): number =>
  (days(1) + hours(3) - (clock.now().getTime() % days(1))) % days(1);

const called = (code: string, ...team: readonly Speaker[]): number[] =>
  team.map((each) => each.reads().filter((text) => text.includes(sentence('cases-card', { code }))).length);

describe('a rota', () => {
  story('is begun in the team’s room, and set by three answers in private', async (here) => {
    const { rosa, sam, tariq } = await teamOf(here);
    const { room } = here.community;
    const before = rosa.inRoom().length;
    expect(await rosa.runs('rota add', room)).toContain(sentence('rota-field-people'));
    // Mentions, names and numbers of the list; a slip is told, and the question stays.
    expect(await rosa.says('rosa, sam and tarik')).toContain(sentence('field-people-unknown'));
    const named = await rosa.says(`Rosa, ${linkTo(sam.account)} and tariq`);
    expect(named).toContain(sentence('rota-field-every'));
    expect(await rosa.says('1 week')).toContain(sentence('rota-field-start'));
    const set = await rosa.says('mondays at 9:00');
    expect(set).toContain(sentence('rota-set', { duty, zone: 'UTC' }));
    expect(set).toContain(': Rosa, Sam');
    expect(set).toContain(': Sam, Tariq');
    expect(set).toContain(sentence('rota-full', { seats: 2 }));
    expect(rosa.inRoom()).toHaveLength(before);
    for (const each of [sam, tariq]) expect(each.reads().join()).toContain(sentence('rota-put-on', { duty }));
    expect(sam.last()).toContain(sentence('rota-on-with', { names: 'Rosa' }));

    // What the message says can be typed as it stands there: undone, and set by the clock of the team.
    const undo = /!haven rota remove \S+(?: --duty \S+)?/u.exec(set)?.[0];
    expect(undo).toBeDefined();
    expect(await rosa.says(undo!)).toContain(sentence('rota-removed'));
    await rosa.runs('rota add --zone Madrid', room);
    await rosa.says('1, 2, 3');
    await rosa.says('week');
    const again = await rosa.says('monday 9am');
    expect(again).toContain(sentence('rota-set', { duty, zone: 'Europe/Madrid' }));
    expect(await tariq.runs('who', room)).toContain(': Rosa, Sam');
  });

  story('whoever is away is not counted on; the others fill the time by a line that stands there', async (here) => {
    const { rosa, sam, tariq } = await teamOf(here);
    await rosa.runs('rota add rosa, sam week "monday 9:00"');
    const noted = await sam.runs('away tomorrow until tomorrow');
    expect(noted).toContain(sentence('availability-away-others'));
    expect(tariq.last()).toContain(sentence('rota-gap', { duty }));
    const line = /!haven rota fill [^\n]+/u.exec(tariq.last())?.[0];
    expect(line).toBeDefined();
    expect(await tariq.says(line!)).toContain(sentence('rota-full', { seats: 2 }));
    await here.pass(days(1));
    expect(await rosa.runs('who')).toContain(`: Rosa, ${sentence('rota-unavailable', { name: 'Sam' })}, Tariq`);
    expect(await sam.runs('me show')).toContain(sentence('availability-away-list'));
    expect(await sam.says('back')).toContain(sentence('availability-back-noted'));
    expect(await sam.runs('me show')).toContain(sentence('availability-here'));
  });
});

describe('a case at night', () => {
  story('goes to whoever is on; who can’t come types it, and the next is called', async (here) => {
    const { rosa, sam, tariq, ana } = await teamOf(here);
    await rosa.runs('rota add sam, tariq week "monday 9:00" --seats 1');
    await rosa.runs('escalation set other "first responder 10, Tariq 10, team 30"');
    await here.pass(untilNight(here));
    const code = codeIn(await reports(ana, 'He followed me home'));
    expect(called(code, rosa, sam, tariq)).toEqual([0, 1, 0]);
    expect(sam.last()).toContain(`!haven case cant ${code}`);

    expect(await sam.runs(`case cant ${code}`)).toBe(sentence('cases-cant-noted', { code }));
    expect(called(code, rosa, sam, tariq)).toEqual([0, 1, 1]);
    expect(tariq.reads().join()).not.toMatch(/Sam can/u);
    expect(await tariq.runs(`case explain ${code}`)).toContain('2. Tariq');
    await tariq.runs(`case take ${code}`);
    // Two are needed, so that the rest of the team is called, and Sam is left in peace.
    await here.pass(minutes(11));
    expect(called(code, sam)).toEqual([1]);
    expect(rosa.reads().join()).toContain(code);
    await rosa.runs(`case take ${code}`);
    expect(ana.last()).toBe(sentence('cases-hears-two', { code }));
  });
});
