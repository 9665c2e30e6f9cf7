/** Changing who is on for a while: covering, standing in, taking over, asking others, handing over, leaving the team. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { days, hours } from '../../src/time/clock.ts';
import { sentence } from '../support/report.ts';
import { story } from '../support/story.ts';
import { allHear, five as people } from '../support/team.ts';
import type { World } from '../support/world.ts';

const duty = { key: 'rota-duty-first-responder' };
const at = (iso: string) => ({ at: new Date(iso), zone: 'UTC' });
/** From Monday to Monday at nine, by turns: Rosa and Sam, Sam and Tariq, Tariq and Lena, Lena and Rosa. */
const fourTurns = (here: World) => here.person('rosa').runs('rota add "rosa, sam, tariq, lena" week "monday 9:00"');
/** Who is on at a time, by what the rota itself says. */
const onAt = async (here: World, time: string) =>
  (await here.person('rosa').runs(`rota at "${time}" --duty first-responder`)).split(': ').at(-1);

describe('without asking', () => {
  story(
    'cover: one is on besides, for themselves or by somebody else, who is told',
    async (here) => {
      await fourTurns(here);
      const noor = await here.person('noor').runs('rota cover "friday 20:00" 2h');
      const span = { start: at('2026-03-06T20:00Z'), end: at('2026-03-06T22:00Z') };
      expect(noor).toContain(sentence('rota-yours', { duty, ...span }));
      expect(await onAt(here, 'friday 21:00')).toBe('Rosa, Sam, Noor');
      const heard = await allHear(here, () => here.person('noor').runs('rota cover "friday 20:00" 2h Lena'));
      expect(heard['lena']).toBe(sentence('rota-change-on', { duty, name: 'Noor', ...span }));
      expect(Object.keys(heard).toSorted()).toEqual(['lena', 'noor']);
      expect(await here.person('noor').runs('rota cover "friday 20:30" 1h')).toBe(
        sentence('rota-on-anyway', { name: 'Noor' }),
      );
      expect(await here.person('noor').runs('rota cover "friday 20:00" "friday 18:00"')).toBe(
        sentence('availability-backwards'),
      );
      expect(await here.person('noor').runs('rota cover now 2029-01-01')).toBe(sentence('availability-too-long'));
      expect(await here.person('noor').runs('rota cover now 2h <@ana|Ana>')).toBe(
        sentence('rota-not-in-team', { name: 'Ana' }),
      );
    },
    { people },
  );

  story(
    'there is an end to what a rota is made of, and taking over is never refused for it',
    async (here) => {
      const rosa = here.person('rosa');
      await fourTurns(here);
      for (let hour = 1; hour < 200; hour += 1) await rosa.runs(`rota cover ${hour}h 30m Noor`);
      const full = sentence('rota-too-many', { most: 200 });
      for (const line of [
        'rota cover 900h 30m Noor',
        'rota drop Rosa now 1h',
        'rota replace Rosa Noor now 1h',
        'rota add "Noor, Lena" week monday',
      ])
        expect(await rosa.runs(line)).toBe(full);
      expect(await rosa.runs('rota show')).toContain(sentence('rota-parts-more', { count: 170 }));
      expect(await here.person('noor').runs('rota take Rosa')).toContain(sentence('rota-changed'));
      await rosa.runs('rota remove 200');
      await rosa.runs('rota remove 200');
      expect(await rosa.runs('rota cover 900h 30m Noor')).toContain(sentence('rota-changed'));
    },
    { people, patience: 60_000 },
  );

  story(
    'drop and replace: whoever is meant must be on, and two must remain two',
    async (here) => {
      const rosa = here.person('rosa');
      await fourTurns(here);
      expect(await rosa.runs('rota drop Noor now 2h')).toBe(sentence('rota-not-on', { name: 'Noor' }));
      expect(await rosa.runs('rota replace Noor Lena now 2h')).toBe(sentence('rota-not-on', { name: 'Noor' }));
      expect(await rosa.runs('rota replace Sam Rosa now 2h')).toBe(sentence('rota-on-already', { name: 'Rosa' }));
      const span = { start: at('2026-03-03T10:00Z'), end: at('2026-03-03T12:00Z') };
      const heard = await allHear(here, () => rosa.runs('rota replace Sam Noor "tuesday 10:00" 12:00'));
      expect(heard['noor']).toBe(sentence('rota-change-on', { duty, name: 'Rosa', ...span }));
      expect(heard['sam']).toBe(sentence('rota-change-off', { duty, name: 'Rosa', ...span }));
      expect(await onAt(here, 'tuesday 11:00')).toBe('Rosa, Noor');
      const dropped = await rosa.runs('rota drop Sam wednesday wednesday');
      expect(dropped).toContain('only Rosa, and one more is needed');
      expect(await onAt(here, 'wednesday 11:00')).toBe('Rosa');
    },
    { people },
  );

  story(
    'oncall 4538: a shift is taken at once, until it would have ended, and never in silence',
    async (here) => {
      await fourTurns(here);
      await here.pass(days(1));
      const span = { start: at('2026-03-03T09:00Z'), end: at('2026-03-09T09:00Z') };
      expect(await here.person('noor').runs('rota take Lena')).toBe(sentence('rota-not-on', { name: 'Lena' }));
      const heard = await allHear(here, () => here.person('noor').runs('rota take Sam'));
      expect(heard['noor']).toContain(sentence('rota-yours', { duty, ...span }));
      expect(heard['sam']).toBe(sentence('rota-change-off', { duty, name: 'Noor', ...span }));
      expect(await onAt(here, 'now')).toBe('Rosa, Noor');
      expect(await onAt(here, '2026-03-09 9:00')).toBe('Sam, Tariq');
      expect(await here.person('noor').runs('rota take')).toBe(sentence('rota-on-it'));
    },
    { people },
  );

  story(
    'where the same two are always on, a shift still ends with its turn',
    async (here) => {
      await here.person('rosa').runs('rota add "rosa, sam" week "monday 9:00"');
      await here.person('noor').runs('rota take Sam');
      expect(await onAt(here, '2026-03-09 8:59')).toBe('Rosa, Noor');
      expect(await onAt(here, '2026-03-09 9:00')).toBe('Sam, Rosa');
    },
    { people },
  );

  story(
    'whoever is not there is the one whose place is taken',
    async (here) => {
      await fourTurns(here);
      await here.person('sam').runs('away now tomorrow');
      await here.person('noor').runs('rota take');
      expect(await onAt(here, 'now')).toBe('Rosa, Noor');
    },
    { people },
  );

  story(
    'where several duties have a rota, it is asked which one, and its number answers',
    async (here) => {
      await fourTurns(here);
      await here.person('rosa').says('!haven rota add "rosa" week monday --duty escort');
      const noor = here.person('noor');
      expect(await noor.says('!haven rota take')).toContain('2. in-person escort');
      expect(await noor.says('2')).toContain(sentence('rota-duty-escort'));
      // Sam has but one of them: it is that one.
      expect(await here.person('sam').says('!haven rota swap')).not.toContain(sentence('rota-field-duty'));
    },
    { people, wordsOnly: true },
  );
});

describe('asking others', () => {
  story(
    'all who could are asked and nobody who is on already; nothing changes before one says yes, and then no more',
    async (here) => {
      await fourTurns(here);
      await here.person('lena').runs('away 2026-03-12 2026-03-13');
      const span = { start: at('2026-03-09T09:00Z'), end: at('2026-03-16T09:00Z') };
      const asked = await allHear(here, () => here.person('sam').runs('rota swap 2026-03-10'));
      expect(Object.keys(asked).toSorted()).toEqual(['noor', 'rosa', 'sam']);
      expect(asked['sam']).toContain('Until somebody says yes, it is still your shift.');
      expect(asked['noor']).toContain(sentence('rota-asked', { name: 'Sam', duty, ...span }));

      // Asked of all, nobody hears who said no.
      const no = await allHear(here, () => here.person('rosa').presses(sentence('rota-button-decline')));
      expect(no).toEqual({ rosa: sentence('rota-declined-unsaid') });
      expect(await onAt(here, '2026-03-10')).toBe('Sam, Tariq');

      const yes = await allHear(here, () => here.person('noor').presses(sentence('rota-button-accept')));
      expect(yes['noor']).toBe(sentence('rota-yours', { duty, ...span }));
      expect(yes['sam']).toBe(sentence('rota-accepted', { name: 'Noor', duty }));
      expect(await onAt(here, '2026-03-10')).toBe('Noor, Tariq');
      expect(await here.person('rosa').presses(sentence('rota-button-accept'))).toBe(sentence('rota-offer-gone'));
    },
    { people },
  );

  story(
    'one is asked by name, in exchange for a shift of theirs; a no is told as a no, without a reason',
    async (here) => {
      await fourTurns(here);
      const sam = here.person('sam');
      expect(await sam.runs('rota swap now Rosa')).toBe(sentence('rota-on-already', { name: 'Rosa' }));
      expect(await sam.runs('rota swap now Sam')).toBe(sentence('rota-yourself'));
      expect(await sam.runs('rota swap now --theirs 2026-03-24')).toBe(sentence('rota-swap-whose'));
      expect(await sam.runs('rota swap now Noor --theirs 2026-03-24')).toBe(
        sentence('rota-none-of-theirs', { name: 'Noor' }),
      );
      expect(await here.person('noor').runs('rota swap now')).toBe(sentence('rota-none-of-yours'));
      expect(await sam.runs('rota swap now <@ana|Ana>')).toBe(sentence('rota-not-in-team', { name: 'Ana' }));

      await sam.runs('rota swap now Lena --theirs 2026-03-24');
      const no = await allHear(here, () => here.person('lena').runs('rota decline'));
      expect(no['sam']).toBe(sentence('rota-declined', { name: 'Lena', duty }));
      expect(await here.person('lena').runs('rota accept')).toBe(sentence('rota-offer-gone'));

      await sam.runs('rota swap now Lena --theirs 2026-03-24');
      expect(here.person('lena').last()).toContain(
        sentence('rota-asked-back', { name: 'Sam', start: at('2026-03-23T09:00Z'), end: at('2026-03-30T09:00Z') }),
      );
      // Nobody else can say yes in her place.
      expect(await here.person('tariq').runs('rota accept')).toBe(sentence('rota-offer-gone'));
      await here.person('lena').runs('rota accept');
      expect(await onAt(here, 'now')).toBe('Rosa, Lena');
      expect(await onAt(here, '2026-03-24')).toBe('Sam, Rosa');
    },
    { people },
  );

  story(
    'in words only: one’s own shifts are offered by numbers, and yes is typed',
    async (here) => {
      await fourTurns(here);
      const sam = here.person('sam');
      expect(await sam.says('!haven rota swap')).toContain('2. Mon, Mar 9, 09:00 – Mon, Mar 16, 09:00');
      expect(await sam.says('2')).toContain('Mon, Mar 9, 09:00 – Mon, Mar 16, 09:00');
      await here.person('noor').says('!haven rota accept');
      expect(await onAt(here, '2026-03-10')).toBe('Noor, Tariq');
    },
    { people, wordsOnly: true },
  );

  story(
    'where nobody could take it, that is said at once',
    async (here) => {
      await here.person('rosa').runs('rota add "rosa, sam, tariq, lena, noor" week monday --seats 5');
      expect(await here.person('sam').runs('rota swap now')).toBe(sentence('rota-nobody-free'));
    },
    { people },
  );

  story(
    'a hand-over is complete when it is accepted; its note is read by whoever accepts, and lies nowhere in clear',
    async (here) => {
      const note = 'kanarihandoverq: the door at the back';
      await fourTurns(here);
      expect(await here.person('noor').runs('rota handover Lena')).toBe(sentence('rota-not-on-it'));
      const asked = await allHear(here, () => here.person('sam').runs(`rota handover Noor "${note}"`));
      expect(Object.values(asked).join()).not.toContain('kanari');
      expect(await onAt(here, 'now')).toBe('Rosa, Sam');
      // It waits through a stop of the program.
      const later = await here.restart(hours(1));
      try {
        const accepted = await allHear(later, () => later.person('noor').runs('rota accept'));
        expect(accepted['noor']).toContain(`Sam:\n> ${note}`);
        expect(accepted['sam']).toBe(sentence('rota-accepted', { name: 'Noor', duty }));
        expect(await onAt(later, 'now')).toBe('Rosa, Noor');
        for (const who of ['sam', 'rosa', 'tariq', 'lena'])
          expect(later.person(who).reads().join()).not.toContain('kanari');
        const bytes = readdirSync(later.folder).map((name) => readFileSync(join(later.folder, name), 'latin1'));
        expect(bytes.join('')).toContain('first-responder');
        expect([...bytes, ...here.lines, ...later.lines].join('')).not.toContain('kanarihandoverq');
      } finally {
        await later.stop();
      }
    },
    { people },
  );
});

describe('somebody leaves the team', () => {
  story(
    'while they are on: nobody counts on them, the team hears of the gap, and they are on again when they come back',
    async (here) => {
      await fourTurns(here);
      const left = await allHear(here, () => here.person('rosa').runsInSpace('team remove Sam'));
      expect(left['sam']).toBe(sentence('rota-off', { duty }));
      expect(left['lena']).toContain('only Rosa, and one more is needed. Who could:');
      expect(left['lena']).not.toMatch(/Who could:.*Sam/u);
      expect(await here.person('rosa').runs('who')).toContain(`${sentence('rota-duty-first-responder')}: Rosa.`);
      expect(await here.person('rosa').runs('rota show')).toContain(sentence('rota-left', { names: 'Sam' }));
      const turn = await allHear(here, () => here.pass(days(7)));
      expect(turn['sam']).toBeUndefined();
      expect(turn['tariq']).toContain('You are on duty now');
      const back = await allHear(here, () => here.person('rosa').runsInSpace('team add <@sam|Sam>'));
      expect(await onAt(here, 'now')).toBe('Sam, Tariq');
      expect(await onAt(here, '2026-03-05')).toBe('Rosa');
      expect(back['sam']).toContain('You are on duty now');
    },
    { people },
  );

  story(
    'what they had asked is asked no more',
    async (here) => {
      await fourTurns(here);
      await here.person('sam').runs('rota swap now Noor');
      await here.person('rosa').runsInSpace('team remove Sam');
      expect(await here.person('noor').runs('rota accept')).toBe(sentence('rota-offer-gone'));
    },
    { people },
  );
});
