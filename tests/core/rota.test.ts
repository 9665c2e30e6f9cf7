/** The rota: setting it up, and who is on duty now, next, and at any minute that was. */
import { describe, expect } from 'vitest';
import { days, hours } from '../../src/time/clock.ts';
import { sentence } from '../support/report.ts';
import { story } from '../support/story.ts';
import { allHear, five } from '../support/team.ts';

const people = five;
const first = { key: 'rota-duty-first-responder' };
const span = (start: string, end: string, show?: 'day') =>
  sentence('rota-span', {
    start: { at: new Date(start), zone: 'UTC', ...(show ? { show } : {}) },
    end: { at: new Date(show ? Date.parse(end) - 1 : end), zone: 'UTC', ...(show ? { show } : {}) },
  });

describe('setting a rota up', () => {
  for (const [locale, prefix, answers] of [
    ['en', '!haven ', ['Rosa, Sam, Tariq, Lena and Noor', 'weekly', 'Monday 9:00']],
    ['es', '!haven ', ['Rosa, Sam, Tariq, Lena y Noor', 'una semana', 'el lunes a las 9:00']],
  ] as const)
    story(
      `five people have a weekly rota after four messages, without a form, in ${locale}`,
      async (here) => {
        const rosa = here.person('rosa');
        for (const { account } of people) {
          await here.room.speak(account, locale);
          await here.person(account).says(`${prefix}who`);
        }
        const said = (key: string, args?: Parameters<typeof sentence>[1]) => sentence(key, args, locale);
        expect(await rosa.says(`${prefix}rota add`)).toContain(said('rota-field-people'));
        expect(await rosa.says(answers[0])).toContain(said('rota-field-every'));
        expect(await rosa.says(answers[1])).toContain(said('rota-field-start'));
        const heard = await allHear(here, () => rosa.says(answers[2]));
        expect(heard['rosa']).toContain(said('rota-set', { duty: first }));
        expect(heard['rosa']).toContain(said('rota-full', { seats: 2 }));
        expect(heard['rosa']).toContain(': Rosa, Sam');
        for (const who of ['sam', 'tariq', 'lena', 'noor'])
          expect(heard[who]).toContain(said('rota-put-on', { duty: first }));
        expect(heard['ana']).toBeUndefined();
        // Whoever is on at once hears that as well, and the others do not.
        expect(heard['sam']).toContain(said('rota-on-with', { names: 'Rosa' }));
        expect(heard['tariq']).not.toContain(said('rota-on-with', { names: 'Rosa' }));
      },
      { people, wordsOnly: true },
    );

  story(
    'people can be named by the numbers of the list, and a form does it at once where there is one',
    async (here) => {
      const rosa = here.person('rosa');
      const list = await rosa.runs('rota add');
      expect(list).toContain(sentence('rota-command-rota-add'));
      const set = await rosa.fills({ people: 'Lena, Noor, Tariq', every: 'day', start: '18:00' });
      expect(set).toContain(`${span('2026-03-02T09:00Z', '2026-03-02T18:00Z')}: Lena, Noor`);
      expect(set).toContain(`${span('2026-03-02T18:00Z', '2026-03-03T18:00Z')}: Noor, Tariq`);
    },
    { people },
  );

  story(
    'a turn that changes just now is the first one, and one that is dated begins when it says',
    async (here) => {
      const rosa = here.person('rosa');
      expect(await rosa.runs('rota add "rosa, sam, tariq" week "monday 9:00"')).toContain(
        `${span('2026-03-02T09:00Z', '2026-03-09T09:00Z')}: Rosa, Sam`,
      );
      const later = await rosa.runs('rota add "rosa, sam" week "2026-03-05 9:00" --duty escort');
      expect(later).toContain(`${span('2026-03-05T09:00Z', '2026-03-12T09:00Z')}: Rosa`);
      expect(later).toContain(`${span('2026-03-02T09:00Z', '2026-03-05T09:00Z')}: nobody is on. Who could:`);
    },
    { people },
  );

  story(
    'what can not be is refused, and says what would do',
    async (here) => {
      const rosa = here.person('rosa');
      const wrong: readonly (readonly [string, string])[] = [
        ['rota add "rosa, bob" week monday', sentence('field-people-unknown')],
        ['rota add "rosa, <@ana|Ana>" week monday', sentence('rota-not-in-team', { name: 'Ana' })],
        ['rota add "rosa, sam" sometimes monday', sentence('field-choice', { count: 5 })],
        ['rota add "rosa, sam" week soon', sentence('field-when')],
        ['rota add "rosa, sam" week 2029-01-01', sentence('rota-start-far')],
        ['rota add rosa week monday', sentence('rota-too-few', { seats: 2, count: 1 })],
        ['rota add "rosa, sam" week monday --seats many', sentence('field-number', { min: 1, max: 10 })],
        ['rota add "rosa, sam" week monday --zone Mars', sentence('field-zone')],
        ['rota add "rosa, sam" week monday --hours "9-12; 14-17"', sentence('rota-one-window')],
        ['rota add "rosa, sam" week monday --duty gardener', sentence('rota-duty-unknown')],
        ['rota shift rosa someday 9 17', sentence('field-weekdays')],
        ['rota shift rosa mon-fri 9 26', sentence('field-time')],
        // Nothing of all that has been kept.
        ['duty list', sentence('rota-duty-none')],
        ['rota show', sentence('rota-duty-none')],
        ['duty remove --duty gardener', sentence('rota-duty-unknown')],
        ['duty add escort', sentence('rota-duty-there')],
        ['duty set --remind often', sentence('field-number', { min: 0, max: 10_080 })],
        ['duty set --hours always', sentence('field-hours')],
        ['duty set --tells perhaps', sentence('field-yesno')],
      ];
      for (const [line, answer] of wrong) expect(await rosa.runs(line), line).toBe(answer);
      expect(await here.person('ana').runs('rota add "rosa, sam" week monday')).toBe(sentence('not-yours'));
      expect(await rosa.runs('rota add "rosa, sam" week monday --zone "New York"')).toContain('Rosa, Sam');
      expect(await rosa.runs('rota add "rosa, sam" week monday --zone Berlin')).toBe(
        sentence('rota-other-zone', { zone: 'America/New_York' }),
      );
      expect(await rosa.runs('rota remove 7')).toBe(sentence('rota-part-unknown'));
      expect(await rosa.runs('rota show --weeks 40')).toBe(sentence('field-number', { min: 1, max: 12 }));
    },
    { people },
  );

  story(
    'fixed hours: the empty times are told with who could, and the team can say that they need nobody',
    async (here) => {
      const rosa = here.person('rosa');
      const set = await rosa.runs('rota shift "sam, lena" mon-fri 9 17');
      expect(set).toContain(`${span('2026-03-03T09:00Z', '2026-03-03T17:00Z')}: Sam, Lena`);
      expect(set).not.toContain(`: ${sentence('rota-nobody')}\n`);
      expect(set).toContain(sentence('rota-set-hours'));
      expect(await rosa.runs('duty set --hours "mon-fri 9-17"')).toContain('Monday to Friday');
      expect(await rosa.runs('rota show')).toContain(sentence('rota-full', { seats: 2 }));
      expect(await rosa.runs('duty set --hours none')).toContain(sentence('hours-always'));
      expect(await rosa.runs('rota show')).toContain(sentence('rota-gap', { duty: first }));
    },
    { people },
  );

  story(
    'duties: a team names its own, changes what they ask for, and is warned where one is for itself alone',
    async (here) => {
      const rosa = here.person('rosa');
      await rosa.runs('rota add "rosa, sam" week monday');
      expect(await rosa.runs('duty add "night watch"')).toBe(sentence('rota-duty-added', { duty: 'night watch' }));
      expect(await rosa.runs('duty set --duty "Night Watch" --dedicated --seats 1 --remind 30')).toContain(
        sentence('rota-dedicated'),
      );
      const busy = await rosa.runs('rota add "sam, lena" week monday --duty "night watch"');
      expect(busy).toContain(sentence('rota-two-duties', { names: 'Sam', one: 'night watch', other: first }));
      const list = await rosa.runs('duty list');
      expect(list).toContain(sentence('rota-duty-first-responder'));
      expect(list).toContain('night watch: 1 at once');
      const heard = await allHear(here, () => rosa.runs('duty remove --duty "night watch"'));
      expect(heard['rosa']).toBe(sentence('rota-duty-removed', { duty: 'night watch' }));
      for (const who of ['sam', 'lena'])
        expect(heard[who]).toBe(sentence('rota-put-off', { duty: 'night watch', name: 'Rosa' }));
      expect(await rosa.runs('duty list')).not.toContain('night watch');
    },
    { people },
  );

  story(
    'a part is taken out by its number, where the number answers the question, and whom it concerns hears of it',
    async (here) => {
      const rosa = here.person('rosa');
      await rosa.says('!haven rota add "rosa, sam, tariq" week monday');
      await rosa.says('!haven rota cover "friday 10:00" "friday 12:00" Noor');
      expect(await rosa.says('!haven rota remove')).toContain('2. Noor is on besides');
      const undone = await allHear(here, () => rosa.says('2'));
      expect(undone['rosa']).toContain(sentence('rota-removed'));
      expect(undone['rosa']).not.toContain('Noor');
      expect(undone['noor']).toContain('This no longer counts: Noor is on besides');
      await rosa.says('!haven rota remove');
      const emptied = await allHear(here, () => rosa.says('1'));
      expect(emptied['rosa']).toContain(sentence('rota-empty', { duty: first }));
      expect(emptied['sam']).toContain('This no longer counts: Rosa, Sam, Tariq take turns, every week, 2 at once');
      // Sam was on at this moment.
      expect(emptied['sam']).toContain(sentence('rota-off', { duty: first }));
      expect(emptied['tariq']).not.toContain(sentence('rota-off', { duty: first }));
    },
    { people, wordsOnly: true },
  );

  story(
    'the last change is undone by its button, for whom it concerned as well',
    async (here) => {
      const rosa = here.person('rosa');
      await rosa.runs('rota add "rosa, sam" week monday');
      await rosa.runs('rota cover now 2h Noor');
      const heard = await allHear(here, () => rosa.presses(sentence('rota-button-undo')));
      expect(heard['noor']).toContain('This no longer counts: Noor is on besides');
      expect(heard['noor']).toContain(sentence('rota-off', { duty: first }));
    },
    { people },
  );

  story(
    'oncall 1326: whom no message reaches is named to whoever sets the rota, and hears it when they are there again',
    async (here) => {
      const rosa = here.person('rosa');
      await here.close('lena');
      await rosa.runs('rota add "rosa, lena" week monday --duty escort');
      // That it does not reach her is known from here on.
      await here.settle();
      const set = await rosa.runs('rota add "rosa, lena" week monday --duty first-responder');
      expect(set).toContain(sentence('rota-unreached', { names: 'Lena' }));
      expect(set).toContain('only Rosa, and one more is needed');
      expect(await rosa.runs('rota show --duty first-responder')).toContain('only Rosa');
      await here.open('lena');
      const back = await here.person('lena').says('help');
      expect(back).toContain(sentence('rota-put-on-late'));
      expect(await rosa.runs('rota show --duty first-responder')).toContain(sentence('rota-full', { seats: 2 }));
    },
    { people },
  );
});

describe('who is on duty', () => {
  story(
    'where there is no rota, and for whoever has no shift, it says what can be done',
    async (here) => {
      expect(await here.person('sam').runs('who')).toBe(sentence('rota-duty-none'));
      await here.person('rosa').runs('rota add "rosa, sam" week monday');
      expect(await here.person('noor').runs('who')).toContain(sentence('rota-none-yours'));
      expect(await here.person('ana').runs('who')).toBe(sentence('not-yours'));
    },
    { people },
  );

  story(
    'oncall 4755: who is next honours a change, and so does one’s own next shift',
    async (here) => {
      await here.person('rosa').runs('rota add "rosa, sam, tariq, lena" week "monday 9:00"');
      const at = { at: new Date('2026-03-09T09:00Z'), zone: 'UTC', show: 'zoned' } as const;
      const who = (after: string) => sentence('rota-who-next', { duty: first, names: 'Rosa, Sam', at, after });
      expect(await here.person('tariq').runs('who')).toContain(who('Sam, Tariq'));
      await here.person('rosa').runs('rota replace Tariq Noor "2026-03-09 9:00" "2026-03-16 9:00"');
      const heard = await here.person('noor').runs('who');
      expect(heard).toContain(who('Sam, Noor'));
      expect(heard).toContain(
        sentence('rota-next-yours', {
          duty: first,
          start: { at: new Date('2026-03-09T09:00Z'), zone: 'UTC' },
          end: { at: new Date('2026-03-16T09:00Z'), zone: 'UTC' },
        }),
      );
      expect(await here.person('rosa').runs('who')).toContain('until Mon, Mar 9, 09:00 UTC');
    },
    { people },
  );

  story(
    'of whoever is away others see that they are unavailable, and nothing else',
    async (here) => {
      await here.person('rosa').runs('rota add "rosa, sam" week monday');
      const private_ = await here.person('sam').runs('away now friday');
      expect(private_).toContain(sentence('availability-away-others'));
      expect(await here.person('rosa').runs('who')).toContain('Rosa, Sam (unavailable)');
    },
    { people },
  );

  story(
    'a minute in the past stays what it was, whatever has been set since, also after a restart',
    async (here) => {
      const rosa = here.person('rosa');
      await rosa.runs('rota add "rosa, sam, tariq" week "monday 9:00"');
      await here.pass(days(2));
      await here.person('noor').runs('rota take Sam');
      await here.pass(hours(5));
      await rosa.runs('rota remove 1');
      await rosa.runsInSpace('team remove Noor');
      await rosa.runs('rota add "lena, tariq" day 9:00');
      await here.pass(days(3));
      const later = await here.restart(hours(3));
      try {
        const at = async (time: string) => (await later.person('rosa').runs(`rota at "${time}"`)).split(': ').at(-1);
        expect(await at('2026-03-02 8:59')).toBe(sentence('rota-nobody'));
        expect(await at('2026-03-02 9:00')).toBe('Rosa, Sam');
        expect(await at('2026-03-04 8:59')).toBe('Rosa, Sam');
        expect(await at('2026-03-04 9:00')).toBe('Rosa, Noor');
        expect(await at('2026-03-04 14:00')).toBe('Lena, Tariq');
        expect(await at('2026-03-05 12:00')).toBe('Tariq, Lena');
        expect(await at('yesterday 12:00')).toBe('Lena, Tariq');
        expect(await later.person('rosa').runs('rota at whenever')).toBe(sentence('field-when'));
      } finally {
        await later.stop();
      }
    },
    { people },
  );

  story(
    'for a year; what is older is gone',
    async (here) => {
      const rosa = here.person('rosa');
      await rosa.runs('rota add "rosa, sam" month monday');
      await here.pass(days(1));
      await rosa.runs('rota remove 1');
      await rosa.runs('rota add "lena, noor" month monday');
      await here.pass(days(360));
      expect(await rosa.runs('rota at "2026-03-02 12:00"')).toContain('Rosa, Sam');
      await here.pass(days(10));
      expect(await rosa.runs('rota at "2026-03-02 12:00"')).toContain(sentence('rota-nobody'));
      expect(await rosa.runs('rota at now')).toMatch(/Lena|Noor/u);
    },
    { people },
  );
});
