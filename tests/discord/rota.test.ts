/** Who answers, and when, by Discord's own means: slash commands, what is offered while typing, forms and buttons. */
import { describe, expect } from 'vitest';
import { days, hours } from '../../src/time/clock.ts';
import { codeIn, reports, sentence } from '../support/report.ts';
import { story, type DiscordWorld, type Member } from './world.ts';

const duty = { key: 'rota-duty-first-responder' };
const weekly = { every: 'week', start: 'monday 9:00' };

/** A team of five; one goes by two names, as many do. */
async function five(here: DiscordWorld) {
  const [rosa, sam, tariq, lena, mary] = ['Rosa', 'Sam', 'Tariq', 'Lena', 'Mary Ann'].map((name) =>
    here.member(name, { insider: true }),
  ) as [Member, Member, Member, Member, Member];
  await here.setUp(rosa, sam, tariq, lena, mary);
  return { rosa, sam, tariq, lena, mary };
}

/** Chooses what is offered, one name after the other, as a thumb does; gives what stands there in the end. */
async function choosing(who: Member, command: string, option: string, ...names: string[]): Promise<string> {
  let typed = '';
  for (const name of names) {
    const offered = await who.human.complete(command, option, typed + name.slice(0, 2));
    typed = `${offered.find((each) => each.value.endsWith(name))?.value}, `;
  }
  return typed.replace(/, $/u, '');
}

/** How long it is until three at night. In milliseconds. */
const untilNight = ({ clock }: DiscordWorld): number =>
  (days(1) + hours(3) - (clock.now().getTime() % days(1))) % days(1);

const called = (who: Member, code: string): number =>
  who.reads().filter((each) => each.includes(sentence('cases-card', { code }))).length;

describe('a rota', () => {
  story('is set by one slash command, its people by what is offered', async (here) => {
    const { rosa, sam, lena } = await five(here);
    const people = await choosing(rosa, 'rota add', 'people', 'Rosa', 'Sam', 'Tariq', 'Lena', 'Mary Ann');
    expect(people).toBe('Rosa, Sam, Tariq, Lena, Mary Ann');
    const offered = await rosa.human.complete('rota add', 'people', 'Rosa, Sam, ');
    expect(offered.map(({ name }) => name)).toEqual(['Rosa, Sam, Tariq', 'Rosa, Sam, Lena', 'Rosa, Sam, Mary Ann']);
    const set = await rosa.runs('rota add', { people, ...weekly }, here.space);
    expect(set).toContain(sentence('rota-set', { duty, zone: 'UTC' }));
    expect(set).toContain(': Rosa, Sam');
    expect(await rosa.runs('rota show', { weeks: '5' })).toContain(': Lena, Mary Ann');
    expect(set).toContain(sentence('rota-full', { seats: 2 }));
    expect(sam.reads().join()).toContain(sentence('rota-on-with', { names: 'Rosa' }));
    expect(lena.reads().join()).toContain(sentence('rota-put-on', { duty }));
    // Nobody else in the channel reads what came of it.
    expect(here.space.messages.every((each) => each.ephemeralFor === rosa.account)).toBe(true);

    await rosa.presses(sentence('rota-button-remove'));
    expect(await rosa.runs('rota show')).toContain(sentence('rota-empty', { duty }));
  });

  story(
    'is asked about by a form where the team has several duties; each part goes by what is offered',
    async (here) => {
      const { rosa } = await five(here);
      await rosa.runs('rota add', { people: 'Rosa, Sam', ...weekly });
      await rosa.runs('rota add', { people: 'Lena, Tariq', ...weekly, duty: 'escort', seats: '2' });
      const duties = await rosa.human.complete('rota show', 'duty', 'esc');
      expect(duties.map(({ name }) => name)).toEqual([sentence('rota-duty-escort')]);
      await rosa.runs('rota show');
      const shown = await rosa.fills({ duty: duties[0]!.value });
      expect(shown).toContain(': Lena, Tariq');
      expect(shown).toContain(sentence('rota-made-of'));

      await rosa.runs('duty remove', { duty: duties[0]!.value });
      const [part, ...others] = await rosa.human.complete('rota remove', 'part', 'rosa');
      expect(others).toEqual([]);
      expect(part!.name).toContain('Rosa, Sam take turns');
      expect(await rosa.runs('rota remove', { part: part!.value })).toContain(sentence('rota-removed'));
      expect(await rosa.runs('rota show')).toContain(sentence('rota-empty', { duty }));
    },
  );

  story('whoever is away leaves a gap: all are told, and one button fills it', async (here) => {
    const { rosa, sam, tariq, lena } = await five(here);
    await rosa.runs('rota add', { people: 'Rosa, Sam, Tariq', ...weekly });
    const noted = await sam.runs('away', { from: 'tomorrow', until: 'tomorrow' });
    expect(noted).toContain(sentence('availability-away-others'));
    expect(lena.last()).toContain(sentence('rota-gap', { duty }));
    expect(lena.last()).not.toContain(noted);
    const [fill, ...more] = lena.buttons();
    expect(fill).toMatch(/^I take .{10,75}$/u);
    expect(more).toEqual([]);
    expect(await lena.presses(fill!)).toContain(sentence('rota-full', { seats: 2 }));
    expect(await tariq.runs('rota fill')).toBe(sentence('rota-no-gap', { duty }));
  });

  story('a shift is swapped: one asks, the other says yes by a button, or no and nothing changes', async (here) => {
    const { rosa, sam, tariq, lena } = await five(here);
    await rosa.runs('rota add', { people: 'Rosa, Sam, Tariq', ...weekly });
    const [offered] = await rosa.human.complete('rota swap', 'shift', '');
    const [whom] = await rosa.human.complete('rota swap', 'person', 'Ta');
    await rosa.runs('rota swap', { shift: offered!.value, person: whom!.value });
    expect(tariq.buttons()).toEqual([sentence('rota-button-accept'), sentence('rota-button-decline')]);
    await tariq.presses(sentence('rota-button-decline'));
    expect(rosa.last()).toBe(sentence('rota-declined', { name: 'Tariq', duty }));
    expect(await sam.runs('who')).toContain(': Rosa, Sam');

    await rosa.runs('rota swap', { shift: offered!.value });
    expect(sam.reads().join()).not.toContain(sentence('rota-asked-how'));
    await lena.presses(sentence('rota-button-accept'));
    expect(rosa.reads().join()).toContain(sentence('rota-accepted', { name: 'Lena', duty }));
    expect(await sam.runs('who')).toContain(': Lena, Sam');
    // Whoever was asked as well reads that it is taken.
    expect(await tariq.presses(sentence('rota-button-accept'))).toBe(sentence('rota-offer-gone'));
  });

  story('the rest of a shift is handed over with a note in a form, which only the next one reads', async (here) => {
    const { rosa, sam, tariq, lena } = await five(here);
    await rosa.runs('rota add', { people: 'Rosa, Sam, Tariq', ...weekly });
    const words = 'Somebody may call at nine';
    await sam.runs('rota handover');
    expect(await sam.fills({ person: lena.account, note: words })).toContain('Lena');
    await lena.presses(sentence('rota-button-accept'));
    expect(lena.reads().join()).toContain(words);
    for (const each of [rosa, tariq]) expect(each.reads().join()).not.toContain(words);
    expect(await rosa.runs('who')).toContain(': Rosa, Lena');
  });
});

describe('a case', () => {
  story('at night rings whoever is on; who can’t says so by a button, and the next is called', async (here) => {
    const { rosa, sam, tariq, lena, mary } = await five(here);
    await rosa.runs('rota add', { people: 'Tariq, Lena, Sam', ...weekly, seats: '1' });
    await rosa.runs('me set', { quiet: '0:00-23:59' });
    const form = await rosa.runs('escalation set', { level: 'other' });
    expect(form).not.toContain(sentence('escalation-set'));
    const set = await rosa.fills({ steps: 'first responder 10, Lena 10, team 30' });
    expect(set).toContain(sentence('escalation-set'));

    await here.pass(untilNight(here));
    const team = [rosa, sam, tariq, lena, mary];
    const code = codeIn(await reports(here.member('Ana'), 'He followed me home'));
    expect(team.map((each) => called(each, code))).toEqual([0, 0, 1, 0, 0]);
    const told = await tariq.presses(sentence('cases-button-cant'));
    expect(told).toBe(sentence('cases-cant-noted', { code }));
    expect(team.map((each) => called(each, code))).toEqual([0, 0, 1, 1, 0]);
    expect(lena.reads().join()).not.toContain('Tariq can');

    const [offer] = await lena.human.complete('case cant', 'case', code.slice(0, 3));
    expect(offer!.value).toBe(code);
    await lena.runs('case cant', { case: offer!.value });
    // Rosa sleeps, and it is not urgent.
    expect([rosa, sam, mary].map((each) => called(each, code))).toEqual([0, 1, 1]);
    expect(await sam.runs('case explain', { case: code })).toContain('Lena');
    await sam.presses(sentence('cases-button-take'));
    await sam.runs('case backup', { case: code });
    expect(mary.last()).toContain(sentence('cases-backup', { code, name: 'Sam' }));
    await mary.presses(sentence('cases-button-take'));
    const calm = team.map((each) => called(each, code));
    await here.pass(hours(2));
    expect(team.map((each) => called(each, code))).toEqual(calm);
  });
});

describe('on Discord', () => {
  story('every command about it is there, and what it asks can be chosen', async (here) => {
    const offers = (name: string, option: string) => {
      const [group, sub] = name.split(' ');
      const root = here.server.state.commands.find((each) => each.name === group);
      const one = sub === undefined ? root : root?.options.find((each: { name: string }) => each.name === sub);
      return one?.options?.find((each: { name: string }) => each.name === option)?.autocomplete === true;
    };
    for (const name of 'add shift cover fill drop replace take swap handover show at remove'.split(' '))
      expect(offers(`rota ${name}`, 'duty'), name).toBe(true);
    for (const [name, option] of [
      ['rota add', 'people'],
      ['rota shift', 'people'],
      ['rota cover', 'person'],
      ['rota drop', 'person'],
      ['rota replace', 'by'],
      ['rota take', 'person'],
      ['rota swap', 'shift'],
      ['rota swap', 'person'],
      ['rota handover', 'person'],
      ['rota remove', 'part'],
      ['case cant', 'case'],
      ['case explain', 'case'],
    ] as const)
      expect(offers(name, option), `${name} ${option}`).toBe(true);
  });

  story('weeks of a rota reach nobody who is not on it', async (here) => {
    const { rosa, sam, mary } = await five(here);
    await rosa.runs('rota add', { people: 'Rosa, Sam, Tariq', ...weekly });
    const before = mary.reads().length;
    await here.pass(days(22));
    expect(mary.reads()).toHaveLength(before);
    expect(sam.reads().join()).toContain(sentence('rota-off', { duty }));
  });
});
