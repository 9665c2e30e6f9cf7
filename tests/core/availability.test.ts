/** Whom a team can count on: away and back, quiet hours, languages, routes, training, ties; and who is called by that. */
import { describe, expect } from 'vitest';
import { days, hours, minutes } from '../../src/time/clock.ts';
import { codeIn, reports, sentence } from '../support/report.ts';
import { story } from '../support/story.ts';
import { allHear, five as people } from '../support/team.ts';
import type { World } from '../support/world.ts';

const duty = { key: 'rota-duty-first-responder' };
const at = (iso: string) => ({ at: new Date(iso), zone: 'UTC' });
const day = (iso: string) => ({ ...at(iso), show: 'day' }) as const;
const team = ['rosa', 'sam', 'tariq', 'lena', 'noor'];
/** Who was called to a case in private so far. */
const called = (here: World, code: string) =>
  team.filter((who) =>
    here
      .person(who)
      .reads()
      .some((each) => each.includes(code)),
  );

describe('away and back', () => {
  story(
    'what was noted is read back, whoever asks may be in their own zone, and it ends by its button once',
    async (here) => {
      const sam = here.person('sam');
      expect(await sam.runs('me set --zone Bogotá')).toContain('America/Bogota');
      const noted = await sam.runs('away 2026-03-10 2026-03-12');
      expect(noted).toContain(
        sentence('availability-away-noted', {
          start: { at: new Date('2026-03-10T05:00Z'), zone: 'America/Bogota', show: 'day' },
          end: { at: new Date('2026-03-13T04:59Z'), zone: 'America/Bogota', show: 'day' },
        }),
      );
      await sam.runs('away 2026-04-01 2026-04-02');
      expect(await sam.runs('back')).toContain(sentence('availability-which'));
      expect(await sam.runs('back 7')).toContain(sentence('availability-which'));
      await sam.runs('me show');
      const button = sentence('availability-button-back', { number: 1 });
      expect(await sam.presses(button)).toBe(sentence('availability-back-noted'));
      // Pressed again it means what it meant: not the one that is number 1 by now.
      expect(await sam.presses(button)).toContain(sentence('availability-which'));
      const later = await here.restart(hours(1));
      try {
        const me = await later.person('sam').runs('me show');
        expect(me).toContain('1. Wed, Apr 1 – Thu, Apr 2');
        expect(me).not.toContain('2. ');
        expect(await later.person('sam').runs('back')).toBe(sentence('availability-back-noted'));
        expect(await later.person('sam').runs('back')).toBe(sentence('availability-not-away'));
        expect(await later.person('sam').runs('me show')).toContain(sentence('availability-here'));
      } finally {
        await later.stop();
      }
    },
    { people },
  );

  story(
    'what can not be is refused, and says what would do',
    async (here) => {
      const sam = here.person('sam');
      for (const [line, key] of [
        ['away friday tomorrow', 'availability-backwards'],
        ['away soon later', 'field-when'],
        ['away now 2029-01-01', 'availability-too-long'],
        ['back', 'availability-not-away'],
        ['me set --zone Mars', 'field-zone'],
        ['me set --quiet nights', 'field-hours'],
        ['me set --languages klingonisch', 'availability-languages'],
        ['tie add Bob', 'field-person-unknown'],
        ['tie add Sam', 'availability-tie-self'],
        ['tie list', 'availability-tie-none'],
      ] as const)
        expect(await sam.runs(line), line).toBe(sentence(key));
      expect(await sam.runs('me set --routes discord')).toBe(sentence('availability-routes', { routes: 'playground' }));
      expect(await here.person('ana').runs('away now friday')).toBe(sentence('not-yours'));
    },
    { people },
  );

  story(
    'asked one by one in Spanish, without forms; and what was typed in the room is taken away there',
    async (here) => {
      await here.room.speak('sam', 'es');
      const sam = here.person('sam');
      expect(await sam.says('!haven away')).toBe(sentence('availability-field-from', undefined, 'es'));
      expect(await sam.says('algún día')).toContain(sentence('field-when', undefined, 'es'));
      expect(await sam.says('mañana')).toBe(sentence('availability-field-until', undefined, 'es'));
      expect(await sam.says('el viernes a las 18:00')).toContain(
        sentence('availability-away-noted', { start: at('2026-03-03T00:00Z'), end: at('2026-03-06T18:00Z') }, 'es'),
      );
      expect(await sam.says('!haven back')).toBe(sentence('availability-back-noted', undefined, 'es'));
      await here.arrives({
        eventId: 'in-the-room',
        from: { account: 'sam', name: 'Sam' },
        place: { kind: 'shared', space: 'responders' },
        server: 'playground',
        what: { kind: 'command', name: 'away', args: { from: 'tomorrow', until: 'friday' }, typed: 'in-the-room' },
      });
      expect(here.taken).toEqual(['in-the-room']);
      expect(sam.reads().join()).toContain(sentence('availability-away-others', undefined, 'es'));
      expect(here.person('rosa').readsInSpace().join()).not.toContain(
        sentence('availability-away-others', undefined, 'es'),
      );
    },
    { people, wordsOnly: true },
  );

  for (const [what, text, answer] of [
    ['a whole line with the sign', '!haven away now friday', 'availability-away-others'],
    ['one word without the sign', 'away', 'availability-field-from'],
    ['who, as the messages name it', 'who', 'rota-duty-none'],
  ] as const)
    story(
      `in a private chat that has nothing but words: ${what} is a command, and no report`,
      async (here) => {
        const sam = here.person('sam');
        const heard = await sam.hears(() =>
          here.arrives({
            eventId: 'typed',
            from: { account: 'sam', name: 'Sam' },
            place: { kind: 'direct', account: 'sam' },
            what: { kind: 'message', id: 'typed', text, files: [], toUs: true },
          }),
        );
        expect(heard).toContain(sentence(answer));
      },
      { people, wordsOnly: true },
    );
});

describe('what somebody tells of themselves', () => {
  story(
    'languages are understood by their names, hours in words; only they read it',
    async (here) => {
      const sam = here.person('sam');
      const me = await sam.runs(
        'me set --quiet "22:00-7:00" --languages "English, español and de" --routes playground',
      );
      expect(me).toContain('Languages: English, Spanish, German');
      expect(me).toContain('Quiet hours: every day 22:00–07:00');
      expect(await sam.runs('me set --quiet none')).toContain(`Quiet hours: ${sentence('availability-nothing')}`);
      expect(await here.person('rosa').runs('who')).not.toContain('German');
      // Whoever asks what is known, or sets nothing, reads how it is set.
      for (const line of ['me set', 'me show']) expect(await sam.runs(line)).toContain(sentence('availability-me-how'));
      expect(me).not.toContain(sentence('availability-me-how'));
    },
    { people },
  );

  story(
    'training: noted by whoever runs the team, counted in days, and each reads of their own',
    async (here) => {
      const rosa = here.person('rosa');
      const noted = { name: 'Sam', date: day('2026-03-02T00:00Z') };
      expect(await rosa.runsInSpace('training set Sam')).toContain(sentence('availability-training-unasked'));
      expect(await rosa.runsInSpace('haven setup en --training 10')).toContain(
        sentence('community-training', { days: 10 }),
      );
      expect(await rosa.runsInSpace('training set Sam yesterday')).toContain(
        sentence('availability-training-noted', { ...noted, date: day('2026-03-01T00:00Z') }),
      );
      expect(await rosa.runsInSpace('training set Sam tomorrow')).toContain(sentence('availability-future'));
      expect(await rosa.runsInSpace('training set <@ana|Ana>')).toContain(sentence('availability-not-in-team'));
      const list = await rosa.runsInSpace('training list');
      expect(list).toContain(sentence('availability-training-none', { name: 'Lena' }));
      expect(list).toContain(sentence('availability-training-line', { name: 'Sam', date: day('2026-03-01T00:00Z') }));
      expect(await here.person('lena').runs('me show')).toContain(sentence('availability-untrained'));
      expect(await here.person('sam').runs('me show')).toContain(
        sentence('availability-trained', { until: day('2026-03-11T00:00Z') }),
      );
      await here.pass(days(10));
      expect(await here.person('sam').runs('me show')).toContain(
        sentence('availability-lapsed', { until: day('2026-03-11T00:00Z') }),
      );
    },
    { people },
  );

  story(
    'ties: noted, listed with their end, over when that is, and read by nobody else',
    async (here) => {
      const sam = here.person('sam');
      expect(await sam.runs('tie add <@ana|Ana> 2026-03-04')).toContain(
        sentence('availability-tie-noted', { name: 'Ana' }),
      );
      await sam.runs('tie add Lena');
      expect(await sam.runs('tie add Lena yesterday')).toBe(sentence('availability-past'));
      const list = await sam.runs('tie list');
      expect(list).toContain('- Lena');
      expect(list).toContain('Ana, until Thu, Mar 5');
      expect(await here.person('lena').runs('tie list')).toBe(sentence('availability-tie-none'));
      expect(await sam.runs('tie remove Rosa')).toBe(sentence('availability-tie-not', { name: 'Rosa' }));
      expect(await sam.runs('tie remove Lena')).toBe(sentence('availability-tie-gone', { name: 'Lena' }));
      await here.pass(days(4));
      expect(await sam.runs('tie list')).toBe(sentence('availability-tie-none'));
    },
    { people },
  );
});

describe('who is called', () => {
  const onDuty = (here: World, names: string) => here.person('rosa').runs(`rota add "${names}" week monday`);

  story(
    'whoever is on duty, and a quarter of an hour later everybody',
    async (here) => {
      await onDuty(here, 'sam, lena');
      const code = codeIn(await reports(here.person('ana'), 'He hit me'));
      expect(called(here, code)).toEqual(['sam', 'lena']);
      await here.pass(minutes(15));
      expect(called(here, code)).toEqual(team);
    },
    { people },
  );

  story(
    'goalert 4548: where all who are on duty are away, the others are called at once',
    async (here) => {
      await onDuty(here, 'sam, lena');
      await here.person('sam').runs('away now friday');
      await here.person('lena').runs('away now friday');
      const code = codeIn(await reports(here.person('ana'), 'He hit me'));
      expect(called(here, code)).toEqual(['rosa', 'tariq', 'noor']);
      // Whoever is there again is asked, when the next step means them.
      await here.person('sam').runs('back');
      await here.pass(hours(2));
      expect(called(here, code)).toEqual(['rosa', 'sam', 'tariq', 'noor']);
    },
    { people },
  );

  story(
    'quiet hours hold for what can wait, and not for danger',
    async (here) => {
      for (const who of team.slice(1)) await here.person(who).runs('me set --quiet 8-12');
      const code = codeIn(await reports(here.person('ana'), 'He hit me'));
      await here.pass(minutes(30));
      expect(called(here, code)).toEqual(['rosa']);
      await here.person('ana').says('danger');
      expect(called(here, code)).toEqual(team);
    },
    { people },
  );

  story(
    'oncall 1326: whoever can not be reached is not counted, so the others are called at once',
    async (here) => {
      await here.close('sam', 'lena');
      await onDuty(here, 'sam, lena');
      await here.settle();
      const code = codeIn(await reports(here.person('ana'), 'He hit me'));
      expect(called(here, code)).toEqual(['rosa', 'tariq', 'noor']);
    },
    { people },
  );

  story(
    'a tie that was declared before keeps somebody out for good, whoever of the two declared it',
    async (here) => {
      await here.person('sam').runs('tie add <@ana|Ana>');
      await here.person('rosa').runs('tie add Lena');
      await here.pass(minutes(1));
      const code = codeIn(await reports(here.person('ana'), 'He hit me', { who: 'Lena' }));
      await here.pass(minutes(1));
      await here.person('sam').runs('tie remove <@ana|Ana>');
      await here.pass(hours(2));
      expect(called(here, code)).toEqual(['tariq', 'noor']);
      for (const who of ['sam', 'rosa', 'lena'])
        expect(await here.person(who).runs(`case take ${code}`)).toBe(
          await here.person(who).runs('case take amber-nobody-11'),
        );
    },
    { people },
  );

  story(
    'a tie holds in both directions: also for the one who never declared it, and knows nothing of it',
    async (here) => {
      await here.person('rosa').runs('tie add Lena');
      await here.pass(minutes(1));
      const code = codeIn(await reports(here.person('ana'), 'He hit me', { who: 'Rosa' }));
      await here.pass(hours(2));
      expect(called(here, code)).toEqual(['sam', 'tariq', 'noor']);
      expect(await here.person('lena').runs('tie list')).toBe(sentence('availability-tie-none'));
    },
    { people },
  );

  story('whoever waits for people whose training has lapsed is told so, once', async (here) => {
    const rosa = here.person('rosa');
    await rosa.runsInSpace('haven setup en --training 30');
    for (const name of ['Rosa', 'Sam', 'Tariq']) await rosa.runsInSpace(`training set ${name}`);
    await here.pass(days(29) + hours(20));
    await reports(here.person('ana'), 'He hit me');
    await here.pass(hours(2));
    const tooFew = () =>
      here
        .person('ana')
        .reads()
        .filter((each) => each.includes(sentence('cases-too-few-now'))).length;
    expect(tooFew()).toBe(0);
    await here.pass(hours(2));
    expect(tooFew()).toBe(1);
    await here.pass(days(3));
    expect(tooFew()).toBe(1);
    for (const name of ['Rosa', 'Sam']) await rosa.runsInSpace(`training set ${name}`);
    expect(here.person('sam').last()).toContain('needs two of you');
  });

  story('there is an end to how often somebody is away: each time, the others are told of the gaps', async (here) => {
    const sam = here.person('sam');
    for (let day = 1; day <= 20; day += 1) await sam.runs(`away ${day}d 1h`);
    expect(await sam.runs('away 21d 1h')).toBe(sentence('availability-too-many', { most: 20 }));
    await sam.runs('back 20');
    expect(await sam.runs('away 21d 1h')).toContain(sentence('availability-away-others'));
  });

  story('nobody loses their training without a word: two weeks before it ends, and when it has', async (here) => {
    const rosa = here.person('rosa');
    const until = { at: new Date('2026-04-01T09:00Z'), zone: 'UTC', show: 'day' } as const;
    const [ends, over] = ['ends', 'over'].map((each) => sentence(`availability-training-${each}`, { until }));
    const missing = sentence('availability-training-missing');
    await rosa.runsInSpace('haven setup en --training 30');
    for (const name of ['Rosa', 'Sam']) await rosa.runsInSpace(`training set ${name}`);
    const hear = async (time: number, account = 'sam') => here.person(account).hears(() => here.pass(time));
    expect(await hear(hours(1), 'tariq')).toBe(missing);
    expect(here.person('sam').reads()).not.toContain(missing);
    expect(await hear(days(15))).toBe('');
    expect(await hear(days(1))).toBe(ends);
    await rosa.runsInSpace('training set Rosa');
    expect(await hear(days(14))).toBe(over);
    expect(await hear(days(60))).toBe('');
    expect(rosa.reads()).not.toContain(over);
    const noMore = await here.person('rosa').hears(async () => {
      await rosa.runsInSpace('haven setup en --training 0');
      await here.pass(days(60));
    });
    expect(noMore).not.toContain(sentence('availability-training-missing'));
  });

  story(
    'where training is asked for, only whoever has it is called',
    async (here) => {
      const rosa = here.person('rosa');
      await rosa.runsInSpace('haven setup en --training 365');
      for (const name of ['Rosa', 'Tariq', 'Noor']) await rosa.runsInSpace(`training set ${name}`);
      const code = codeIn(await reports(here.person('ana'), 'He hit me'));
      await here.pass(hours(1));
      expect(called(here, code)).toEqual(['rosa', 'tariq', 'noor']);
    },
    { people },
  );

  story(
    'outside the team’s hours it waits until they begin, and the receipt says when; danger does not',
    async (here) => {
      await here.person('rosa').runsInSpace('haven setup en --hours "mon-fri 10-17"');
      const receipt = await reports(here.person('ana'), 'He hit me');
      const code = codeIn(receipt);
      expect(receipt).toContain('10:00');
      expect(called(here, code)).toEqual([]);
      await here.pass(hours(1));
      expect(called(here, code)).toEqual(team);
    },
    { people },
  );

  story(
    'whoever can’t come says so in a word; when all of those who were called can’t, the next are called at once',
    async (here) => {
      await onDuty(here, 'sam, lena');
      const code = codeIn(await reports(here.person('ana'), 'He hit me'));
      await here.person('sam').runs(`case cant ${code}`);
      expect(called(here, code)).toEqual(['sam', 'lena']);
      const heard = await allHear(here, () => here.person('lena').runs(`case cant ${code}`));
      expect(Object.keys(heard)).toEqual(expect.arrayContaining(['rosa', 'tariq', 'noor']));
      for (const who of ['rosa', 'tariq', 'noor', 'ana']) expect(heard[who] ?? '').not.toMatch(/Lena|Sam/u);
      expect(await here.person('rosa').runs('who')).toContain(
        sentence('rota-who', { duty, names: 'Sam, Lena' }).slice(0, 20),
      );
    },
    { people },
  );
});
