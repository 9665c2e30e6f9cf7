/** What a rota does by itself: reminders, changes, nights on which clocks change, stops of the program, gaps. */
import { describe, expect } from 'vitest';
import { days, hours, minutes } from '../../src/time/clock.ts';
import { sentence } from '../support/report.ts';
import { story } from '../support/story.ts';
import { allHear, five as people } from '../support/team.ts';
import type { World } from '../support/world.ts';

const duty = { key: 'rota-duty-first-responder' };
const zoned = (iso: string, zone = 'UTC') => ({ at: new Date(iso), zone, show: 'zoned' }) as const;
const at = (iso: string, zone = 'UTC') => ({ at: new Date(iso), zone });
const fourTurns = (here: World) => here.person('rosa').runs('rota add "rosa, sam, tariq, lena" week "monday 9:00"');
const onAt = async (here: World, time: string) =>
  (await here.person('rosa').runs(`rota at "${time}" --duty first-responder`)).split(': ').at(-1);
/** The gaps that somebody was told of so far. */
const alarms = (here: World, who: string) =>
  here
    .person(who)
    .reads()
    .filter((each) => each.startsWith(sentence('rota-gap', { duty })));

describe('a shift changes', () => {
  story(
    'whoever comes is reminded before, and told when it begins; whoever goes is thanked; the others hear nothing',
    async (here) => {
      await fourTurns(here);
      await here.pass(days(7) - hours(1) - 1);
      const soon = await allHear(here, () => here.pass(1));
      expect(soon).toEqual({
        tariq: `${sentence('rota-soon', { duty, start: zoned('2026-03-09T09:00Z') })}\n\n${sentence('rota-soon-how')}`,
      });
      const turn = await allHear(here, () => here.pass(hours(1)));
      expect(turn).toEqual({
        tariq: `${sentence('rota-on-until', { duty, end: zoned('2026-03-16T09:00Z') })}\n\n${sentence('rota-on-with', { names: 'Sam' })}`,
        rosa: sentence('rota-off', { duty }),
      });
    },
    { people },
  );

  story(
    'hour by hour as well; as long before as the team wishes, or not at all; and in the team’s space if it wishes',
    async (here) => {
      const rosa = here.person('rosa');
      await rosa.runs('rota add "rosa, sam, tariq, lena" hour 9:00 --seats 1');
      const soon = sentence('rota-soon', { duty, start: zoned('2026-03-02T11:00Z') });
      const heard = await allHear(here, () => here.pass(hours(1)));
      expect(heard['tariq']).toContain(soon);
      await rosa.runs('duty set --remind 10 --tells yes');
      await here.pass(minutes(110));
      const count = (who: string) =>
        here
          .person(who)
          .reads()
          .filter((each) => each.includes('Your shift as')).length;
      expect([count('tariq'), count('lena'), count('rosa')]).toEqual([1, 1, 0]);
      expect(here.person('noor').readsInSpace().at(-1)).toBe(sentence('rota-now', { duty, names: 'Tariq' }));
      await rosa.runs('duty set --remind 0');
      await here.pass(hours(4));
      expect([count('tariq'), count('lena'), count('rosa')]).toEqual([1, 1, 0]);
    },
    { people },
  );

  story(
    'a shift that was given away is not thanked twice, and whoever is away hears nothing of theirs until they are back',
    async (here) => {
      await fourTurns(here);
      await here.person('tariq').runs('away 2026-03-08 2026-03-10');
      const turn = await allHear(here, () => here.pass(days(7)));
      expect(turn['tariq'] ?? '').not.toContain('You are on duty now');
      expect(turn['tariq'] ?? '').not.toContain('Your shift as');
      const back = await allHear(here, () => here.person('tariq').runs('back'));
      expect(back['tariq']).toContain(sentence('availability-back-noted'));
      expect(back['tariq']).toContain('You are on duty now as first responder, until Mon, Mar 16');
    },
    { people },
  );

  for (const [what, down] of [
    ['hours', hours(30)],
    ['days over several changes', days(22)],
  ] as const)
    story(
      `after ${what} in which the program stood still, each hears once what is true now`,
      async (here) => {
        await here.person('rosa').runs('rota add "rosa, sam, tariq, lena" day "9:00"');
        const before = new Map(people.map(({ account }) => [account, here.person(account).reads().length]));
        const later = await here.restart(down);
        try {
          await later.settle();
          const on = (await onAt(later, 'now'))!.split(', ');
          expect(on).toEqual(down === hours(30) ? ['Sam', 'Tariq'] : ['Tariq', 'Lena']);
          for (const { account, name } of people.slice(1)) {
            const fresh = later
              .person(account)
              .reads()
              .slice(before.get(account))
              .filter((each) => each.includes(' duty ') || each.includes('Your shift as'));
            const was = ['Rosa', 'Sam'].includes(name);
            const changed = on.includes(name) !== was;
            expect(fresh.length, name).toBe(changed ? 1 : 0);
            if (changed) expect(fresh[0]).toContain(was ? 'You are off duty' : 'You are on duty now');
          }
        } finally {
          await later.stop();
        }
      },
      { people },
    );
});

describe('clocks change', () => {
  for (const [zone, gap, gapEnds, foldDay, first, second] of [
    ['America/New_York', '2026-03-08', '2026-03-08T07:00Z', '2026-11-01', '2026-11-01T05:30Z', '2026-11-01T06:30Z'],
    ['Europe/Berlin', '2026-03-29', '2026-03-29T01:00Z', '2026-10-25', '2026-10-25T00:30Z', '2026-10-25T01:30Z'],
  ] as const) {
    const time = zone === 'Europe/Berlin' ? '2:30' : '1:30';
    story(
      `oncall 5247, ${zone}: a change in the missing hour comes right after it, and nobody is missing`,
      async (here) => {
        const rosa = here.person('rosa');
        await rosa.runs(`rota add "rosa, sam, tariq" day "2:30" --seats 1 --zone ${zone}`);
        await here.pass(Date.parse(gapEnds) - 1 - here.clock.now().getTime());
        const [before] = (await rosa.runs('rota at now')).split(': ').slice(-1);
        const turn = await allHear(here, () => here.pass(1));
        const after = await onAt(here, 'now');
        expect(after).not.toBe(before);
        expect(turn[after!.toLowerCase()]).toContain('You are on duty now');
        expect(turn[before!.toLowerCase()]).toContain(sentence('rota-off', { duty }));
        expect(gap).toBe(gapEnds.slice(0, 10));
        expect(alarms(here, 'noor')).toEqual([]);
      },
      { people },
    );

    story(
      `oncall 5455, ${zone}: in the hour that comes twice, both are on`,
      async (here) => {
        const rosa = here.person('rosa');
        await rosa.runs(`rota add "rosa, sam" day "${time}" --seats 1 --zone ${zone}`);
        await here.pass(Date.parse(first) - minutes(1) - here.clock.now().getTime());
        const before = await onAt(here, 'now');
        const turn = await allHear(here, () => here.pass(minutes(1)));
        expect(await onAt(here, 'now')).toMatch(/^(?:Rosa, Sam|Sam, Rosa)$/u);
        const next = before === 'Rosa' ? 'sam' : 'rosa';
        // Who was on is off only when the hour has come again.
        expect(Object.keys(turn)).toEqual([next]);
        const over = await allHear(here, () => here.pass(Date.parse(second) - Date.parse(first)));
        expect(over).toEqual({ [before!.toLowerCase()]: sentence('rota-off', { duty }) });
        expect(foldDay).toBe(first.slice(0, 10));
        expect(alarms(here, 'noor')).toEqual([]);
      },
      { people, start: new Date('2026-10-20T09:00:00Z') },
    );
  }
});

describe('somebody is missing', () => {
  const gap = (start: string, end: string, names: string) =>
    sentence('rota-gap-few', { start: at(start), end: at(end), names, missing: 1, free: '' }).trim();

  story(
    'all of the team hear of it once, with who could; once more the day before, and not again',
    async (here) => {
      await fourTurns(here);
      const told = await allHear(here, () => here.person('sam').runs('away "2026-03-07 12:00" "2026-03-08 12:00"'));
      for (const who of ['rosa', 'sam', 'tariq', 'lena', 'noor'])
        expect(told[who]).toContain(gap('2026-03-07T12:00Z', '2026-03-08T12:00Z', 'Rosa'));
      expect(told['noor']).toMatch(/Who could: (?!.*(?:Sam|Rosa)).*Noor/u);
      // Nobody learns who is away, or that it is that.
      expect(told['noor']).not.toContain('Sam');
      expect(told['noor']).not.toMatch(/away/iu);
      await here.pass(days(4));
      expect(alarms(here, 'noor')).toHaveLength(1);
      const eve = await allHear(here, () => here.pass(hours(3)));
      expect(eve['noor']).toContain(gap('2026-03-07T12:00Z', '2026-03-08T12:00Z', 'Rosa'));
      // Nor when something else makes it look again.
      await here.person('noor').runs('away 2026-05-01 2026-05-02');
      await here.pass(days(5));
      expect(alarms(here, 'noor')).toHaveLength(2);
    },
    { people },
  );

  for (const wordsOnly of [false, true])
    story(
      `the gap is filled by its ${wordsOnly ? 'line, typed as it stands' : 'button'}; whoever comes later reads that it is`,
      async (here) => {
        const sign = wordsOnly ? '!haven ' : '/';
        await fourTurns(here);
        await here.person('sam').says(`${sign}away friday friday`);
        const fill = (who: string) => {
          if (!wordsOnly) return here.person(who).presses(/^I take/u);
          const line = alarms(here, who).at(-1)!.split('\n').at(-1)!;
          expect(line).toMatch(/^I take [^!]*: !haven rota fill/u);
          return here.person(who).says(line.slice(line.indexOf('!haven')));
        };
        expect(await fill('noor')).toContain(sentence('rota-full', { seats: 2 }));
        expect(await onAt(here, 'friday 12:00')).toBe('Rosa, Sam, Noor');
        expect(await fill('lena')).toBe(sentence('rota-no-gap', { duty }));
        await here.person('tariq').says(`${sign}away 2026-03-10 2026-03-10`);
        expect(await fill('lena')).toContain(sentence('rota-full', { seats: 2 }));
        await here.person('sam').says(`${sign}away 2026-03-11 2026-03-11`);
        // What an old button meant is filled; another gap is not taken for it.
        const old = await here.person('rosa').says(`${sign}rota fill 2026-03-06T00:00Z`);
        expect(old).toBe(sentence('rota-gap-filled'));
        expect(await here.person('tariq').says(`${sign}rota fill`)).toBe(sentence('rota-no-gap-yours'));
        expect(await here.person('noor').says(`${sign}rota fill`)).toContain(sentence('rota-full', { seats: 2 }));
      },
      { people, wordsOnly },
    );

  story(
    'a gap that grows worse is told anew, and one that is filled is not told once more',
    async (here) => {
      await fourTurns(here);
      await here.person('sam').runs('away friday friday');
      await here.person('rosa').runs('away friday friday');
      expect(alarms(here, 'noor')).toHaveLength(2);
      expect(alarms(here, 'noor').at(-1)).toContain(sentence('rota-nobody'));
      await here.person('noor').runs('rota fill');
      await here.person('lena').runs('rota fill');
      await here.pass(days(6));
      expect(alarms(here, 'noor')).toHaveLength(2);
    },
    { people },
  );

  story(
    'whoever wants quiet hears of it when that is over, unless it begins before',
    async (here) => {
      await fourTurns(here);
      await here.person('noor').runs('me set --quiet 8-12');
      await here.person('sam').runs('away friday friday');
      expect(alarms(here, 'lena')).toHaveLength(1);
      expect(alarms(here, 'noor')).toEqual([]);
      await here.pass(hours(3));
      expect(alarms(here, 'noor')).toHaveLength(1);
      await here.pass(days(1) - hours(2));
      await here.person('sam').runs('away now 1h');
      expect(alarms(here, 'noor')).toHaveLength(2);
    },
    { people },
  );

  story(
    'training that lapses in the middle of a shift is a gap as well, with no other word for it',
    async (here) => {
      const rosa = here.person('rosa');
      await rosa.runsInSpace('haven setup en --training 30');
      for (const who of ['Rosa', 'Sam', 'Tariq', 'Lena', 'Noor'])
        await rosa.runsInSpace(`training set ${who} ${who === 'Sam' ? '2026-02-05' : '2026-03-01'}`);
      await fourTurns(here);
      expect(await here.person('noor').runs('rota show')).toContain(
        gap('2026-03-07T00:00Z', '2026-03-09T09:00Z', 'Rosa').slice(0, 40),
      );
      expect(await here.person('noor').runs('rota show')).not.toMatch(/train/iu);
    },
    { people },
  );
});
