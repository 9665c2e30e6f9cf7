/** Who is called in which order, that nobody waits for a step with nobody on it, and that it never ends in silence. */
import { describe, expect } from 'vitest';
import { days, hours, minutes } from '../../src/time/clock.ts';
import { answers, codeIn, reports, sentence } from '../support/report.ts';
import { story } from '../support/story.ts';
import type { World } from '../support/world.ts';

const team = ['rosa', 'sam', 'tariq'] as const;

/** How often each of the team was called to a case so far, in private. */
const calls = (here: World, code: string): Record<string, number> =>
  Object.fromEntries(
    team.map((account) => [
      account,
      here
        .person(account)
        .reads()
        .filter((each) => each.includes(code) && /It needs two of you|to stand by\./u.test(each)).length,
    ]),
  );

/** Always on duty as first responder, as the only one. */
const onDuty = (here: World, name: string): Promise<string> =>
  here.person('rosa').runs(`rota shift --people ${name} --days mon-sun --from 00:00 --to 00:00`);

const policy = (here: World, level: string, steps: string, more = ''): Promise<string> =>
  here.person('rosa').runs(`escalation set ${level} --steps "${steps}" ${more}`);

const truths = (here: World, account = 'ana', locale = 'en'): string[] =>
  here
    .person(account)
    .reads()
    .filter((each) =>
      ['cases-truth', 'cases-truth-one'].some((key) => each.includes(sentence(key, undefined, locale))),
    );

describe('the steps', () => {
  story('whoever is on duty is called first, then the team, then on and on', async (here) => {
    await onDuty(here, 'Sam');
    const code = codeIn(await reports(here.person('ana'), 'He hit me'));
    expect(calls(here, code)).toEqual({ rosa: 0, sam: 1, tariq: 0 });
    await here.pass(minutes(14));
    expect(calls(here, code)).toEqual({ rosa: 0, sam: 1, tariq: 0 });
    await here.pass(minutes(1));
    expect(calls(here, code)).toEqual({ rosa: 1, sam: 2, tariq: 1 });
    await here.pass(minutes(15));
    expect(calls(here, code)).toEqual({ rosa: 2, sam: 3, tariq: 2 });
    await here.pass(hours(1));
    expect(calls(here, code)).toEqual({ rosa: 3, sam: 4, tariq: 3 });
    const before = calls(here, code)['sam']!;
    await here.pass(days(5));
    expect(calls(here, code)['sam']!).toBeGreaterThanOrEqual(before + 23 + 4);
  });

  story('are told to all of the team when somebody changes them', async (here) => {
    const told = sentence('escalation-changed', { name: 'Rosa' });
    for (const account of ['sam', 'tariq']) {
      const heard = await here.person(account).hears(() => policy(here, 'other', 'Rosa 20, team 30'));
      expect(heard).toContain(told);
      expect(heard).toContain(sentence('escalation-step', { number: 1, who: 'Rosa', minutes: 20 }));
    }
    expect(here.person('rosa').reads().join()).not.toContain(told);
  });

  story('reach all of the team in time: nobody can be kept from being called for long', async (here) => {
    const late = (minutes: number, most: number) => sentence('escalation-late', { minutes, most });
    expect(await policy(here, 'urgent', 'Rosa 61, team 30')).toBe(late(61, 60));
    expect(await policy(here, 's4', 'Rosa 20, Sam 20', '--rounds 2')).toBe(late(80, 60));
    expect(await policy(here, 'other', 'Rosa 1440', '--rounds 2')).toBe(late(2880, 1440));
    expect(await policy(here, 'urgent', 'Rosa 60, team 1440')).toContain(sentence('escalation-set'));
  });

  story('mean a duty by its whole name, whatever is in it', async (here) => {
    const rosa = here.person('rosa');
    for (const [name, who] of [
      ['🚑', 'Rosa'],
      ['🔥', 'Sam'],
      ['Room 2', 'Tariq'],
      ['light and sound', 'Sam'],
    ]) {
      expect(await rosa.runs(`duty add "${name}"`)).toBe(sentence('rota-duty-added', { duty: name! }));
      await rosa.runs(`rota shift --people ${who} --days mon-sun --from 00:00 --to 00:00 --duty "${name}"`);
    }
    const set = await policy(here, 'other', '🔥 5, Room 2, light and sound, 🚑 and Room 2 9, team 30');
    const named = (number: number, who: string, minutes: number) =>
      expect(set).toContain(sentence('escalation-step', { number, who, minutes }));
    named(1, '🔥', 5);
    named(2, 'Room 2', 15);
    named(3, 'light and sound', 15);
    const code = codeIn(await reports(here.person('ana'), 'He hit me'));
    expect(calls(here, code)).toEqual({ rosa: 0, sam: 1, tariq: 0 });
  });

  story('one with nobody on it takes no time', async (here) => {
    await policy(here, 'other', 'escort 30, adjudicator 30, Tariq 5, team 30');
    const code = codeIn(await reports(here.person('ana'), 'He hit me'));
    expect(calls(here, code)).toEqual({ rosa: 0, sam: 0, tariq: 1 });
    await here.pass(minutes(5));
    expect(calls(here, code)).toEqual({ rosa: 1, sam: 1, tariq: 2 });
  });

  story('mean whoever is on duty when they are taken, also after a swap', async (here) => {
    await onDuty(here, 'Sam');
    await policy(here, 'other', 'Rosa 10, first responder 10, team 30');
    const code = codeIn(await reports(here.person('ana'), 'He hit me'));
    await here.person('sam').runs('rota swap today');
    await here.person('tariq').runs('rota accept');
    await here.pass(minutes(10));
    expect(calls(here, code)).toEqual({ rosa: 1, sam: 0, tariq: 1 });
  });

  story('are gone through as often as the team wants', async (here) => {
    await policy(here, 'other', 'Sam 5, Tariq 5', '--rounds 2');
    const code = codeIn(await reports(here.person('ana'), 'He hit me'));
    await here.pass(minutes(10));
    expect(calls(here, code)).toEqual({ rosa: 0, sam: 2, tariq: 1 });
    await here.pass(minutes(5));
    expect(calls(here, code)).toEqual({ rosa: 0, sam: 2, tariq: 2 });
    await here.pass(minutes(5));
    expect(calls(here, code)).toEqual({ rosa: 1, sam: 3, tariq: 3 });
  });

  story('end when two have taken it', async (here) => {
    await onDuty(here, 'Sam');
    const code = codeIn(await reports(here.person('ana'), 'He hit me'));
    await here.person('sam').runs(`case take ${code}`);
    await here.pass(minutes(15));
    expect(calls(here, code)).toEqual({ rosa: 1, sam: 1, tariq: 1 });
    await here.person('rosa').runs(`case take ${code}`);
    await here.pass(days(3));
    expect(calls(here, code)).toEqual({ rosa: 1, sam: 1, tariq: 1 });
    expect(truths(here)).toEqual([]);
    expect(await here.person('rosa').runs(`case explain ${code}`)).toContain(sentence('cases-explain-rest'));
  });

  story('name the outside when the team wants it, once', async (here) => {
    await here.person('rosa').runsInSpace('haven setup en --outside "The night nurse"');
    await policy(here, 'other', 'Sam 10, outside 10, team 30');
    const code = codeIn(await reports(here.person('ana'), 'He hit me'));
    await here.pass(minutes(9));
    expect(truths(here)).toEqual([]);
    await here.pass(minutes(1));
    expect(truths(here)).toHaveLength(1);
    expect(here.person('ana').last()).toContain('The night nurse');
    await here.pass(minutes(10));
    expect(calls(here, code)).toEqual({ rosa: 1, sam: 2, tariq: 1 });
    await here.pass(days(2));
    expect(truths(here)).toHaveLength(1);
  });

  story('can be looked up by whoever may hear, and by nobody else', async (here) => {
    await onDuty(here, 'Sam');
    const code = codeIn(await reports(here.person('ana'), 'He hit me', { who: 'It was Tariq' }));
    const told = await here.person('sam').runs(`case explain ${code}`);
    expect(told).toContain('first responder');
    expect(told).toContain('09:15 UTC');
    expect(await here.person('tariq').runs(`case explain ${code}`)).toContain(sentence('cases-unknown'));
    expect(calls(here, code)['tariq']).toBe(0);
  });
});

describe('whoever can’t come', () => {
  story('moves it on at once, and nobody learns who it was', async (here) => {
    await policy(here, 'other', 'Sam and Tariq 60, Rosa 60, team 60');
    const code = codeIn(await reports(here.person('ana'), 'He hit me'));
    await here.person('sam').runs(`case cant ${code}`);
    expect(calls(here, code)).toEqual({ rosa: 0, sam: 1, tariq: 1 });
    const noted = await here.person('tariq').runs(`case cant ${code}`);
    expect(noted).toContain(sentence('cases-cant-noted', { code }));
    expect(calls(here, code)).toEqual({ rosa: 1, sam: 1, tariq: 1 });
    expect([...here.person('rosa').reads(), ...here.person('rosa').readsInSpace()].join()).not.toMatch(
      /Sam.*can.t|Tariq.*can.t/u,
    );
    expect(await here.person('rosa').runs(`case explain ${code}`)).not.toMatch(/Tariq.*can|declined/u);
    // Four hours of peace, and then they are called again.
    await here.pass(hours(3));
    expect(calls(here, code)).toMatchObject({ sam: 1, tariq: 1 });
    await here.pass(hours(2));
    expect(calls(here, code)['sam']).toBeGreaterThan(1);
  });

  story('is called all the same when it becomes urgent', async (here) => {
    const code = codeIn(await reports(here.person('ana'), 'He hit me'));
    await here.person('sam').runs(`case cant ${code}`);
    await here.person('ana').says('danger');
    expect(calls(here, code)['sam']).toBe(2);
  });

  story('while on it is told how to leave, and stays until then', async (here) => {
    const code = codeIn(await reports(here.person('ana'), 'He hit me'));
    await here.person('sam').runs(`case take ${code}`);
    expect(await here.person('sam').runs(`case cant ${code}`)).toContain(sentence('cases-cant-on', { code }));
    await here.person('rosa').runs(`case take ${code}`);
    expect(await here.person('tariq').runs(`case cant ${code}`)).toContain(sentence('cases-full', { code }));
    await here.person('sam').runs(`case close ${code} --outcome resolved`);
    expect(await here.person('sam').runs(`case cant ${code}`)).toContain(sentence('cases-closed-already', { code }));
  });

  story('or steps aside, or is named by the reporter, moves it on as well', async (here) => {
    await policy(here, 'other', 'Sam 60, Tariq 60, team 60');
    const ana = here.person('ana');
    const first = codeIn(await reports(ana, 'He hit me'));
    await here.person('sam').runs(`case recuse ${first}`);
    expect(calls(here, first)).toEqual({ rosa: 0, sam: 0, tariq: 1 });
    const bo = here.person('bo');
    const second = codeIn(await reports(bo, 'Somebody shouted'));
    await bo.says('It was Sam who shouted');
    expect(calls(here, second)).toEqual({ rosa: 0, sam: 0, tariq: 1 });
  });

  story('nor be reached: the next step is taken as soon as that is known', async (here) => {
    await onDuty(here, 'Sam');
    await here.close('sam');
    const code = codeIn(await reports(here.person('ana'), 'He hit me'));
    expect(calls(here, code)).toEqual({ rosa: 1, sam: 0, tariq: 1 });
    // When they are there again they read what waited for them, and are called by the present step.
    await here.open('sam');
    await here.person('sam').says('hello');
    expect(calls(here, code)).toEqual({ rosa: 1, sam: 2, tariq: 1 });
    await here.person('sam').says('hello');
    expect(calls(here, code)).toEqual({ rosa: 1, sam: 2, tariq: 1 });
  });
});

describe('whoever is not there', () => {
  story('is passed over, and called as soon as they are', async (here) => {
    for (const account of team) await here.person(account).runs('away now 3h');
    const ana = here.person('ana');
    const receipt = await reports(ana, 'He hit me');
    const code = codeIn(receipt);
    expect(receipt).toContain(sentence('cases-receipt-away'));
    expect(receipt).toContain('10:00');
    await here.pass(minutes(60));
    expect(truths(here)).toHaveLength(1);
    expect(calls(here, code)).toEqual({ rosa: 0, sam: 0, tariq: 0 });
    await here.pass(minutes(20));
    await here.person('sam').runs('back');
    expect(calls(here, code)).toEqual({ rosa: 0, sam: 1, tariq: 0 });
    // The others as soon as their time is over, without a word of theirs.
    await here.person('sam').runs(`case cant ${code}`);
    await here.pass(minutes(100));
    expect(calls(here, code)).toEqual({ rosa: 1, sam: 1, tariq: 1 });
    await here.pass(hours(3));
    expect(truths(here)).toHaveLength(1);
  });

  story('goes away while the only one who was called: the next step is taken at once', async (here) => {
    await onDuty(here, 'Sam');
    const code = codeIn(await reports(here.person('ana'), 'He hit me'));
    await here.person('sam').runs('away now 1d');
    expect(calls(here, code)).toEqual({ rosa: 1, sam: 1, tariq: 1 });
  });

  story('sleeps: quiet hours hold back what is not urgent', async (here) => {
    await here.person('sam').runs('me set --quiet "08:00-10:00"');
    const code = codeIn(await reports(here.person('ana'), 'He hit me'));
    expect(calls(here, code)).toEqual({ rosa: 1, sam: 0, tariq: 1 });
    await here.person('bo').says('He is at my door');
    await here.person('bo').presses(/danger/u);
    await here.pass(minutes(1));
    expect(here.person('sam').last()).toContain('Urgent');
  });

  story('all asleep: they are called at the minute at which the first one wakes', async (here) => {
    await here.person('rosa').runs('me set --quiet "08:00-23:00"');
    await here.person('sam').runs('me set --quiet "08:00-09:40"');
    await here.person('tariq').runs('me set --quiet "08:00-10:00" --zone Europe/Berlin');
    await here.person('tariq').runs('away now 1d');
    const code = codeIn(await reports(here.person('ana'), 'He hit me'));
    await here.pass(minutes(39));
    expect(calls(here, code)).toEqual({ rosa: 0, sam: 0, tariq: 0 });
    await here.pass(minutes(1));
    expect(calls(here, code)).toEqual({ rosa: 0, sam: 1, tariq: 0 });
  });

  story('in danger, and nobody is there: the truth at once, with whom to ask; exactly once', async (here) => {
    await here.person('rosa').runsInSpace('haven setup en --outside "The night nurse"');
    for (const account of team) await here.person(account).runs('away now 3h');
    const ana = here.person('ana');
    await ana.says('He is at my door');
    await ana.presses(/danger/u);
    await here.pass(minutes(1));
    const code = codeIn(ana.last());
    const honest = () => ana.reads().filter((each) => each.includes(sentence('cases-receipt-urgent-away', { code })));
    expect(honest()).toHaveLength(1);
    expect(honest()[0]).toContain('The night nurse');
    await here.pass(hours(2));
    expect([...honest(), ...truths(here)]).toHaveLength(1);
    expect(await ana.says('danger')).toContain(sentence('cases-danger-away'));
    await here.pass(minutes(60));
    expect(calls(here, code)).toEqual({ rosa: 1, sam: 1, tariq: 1 });
    expect(truths(here)).toEqual([]);
  });
});

describe('hours of the team', () => {
  const set = (here: World) =>
    here.person('rosa').runsInSpace('haven setup en --hours "mon-fri 10:00-17:00" --zone Europe/London');

  story('outside of them the receipt says when it is called, and it is called then', async (here) => {
    await set(here);
    const receipt = await reports(here.person('ana'), 'He hit me');
    const code = codeIn(receipt);
    expect(receipt).toContain('when its hours begin, Mon, Mar 2, 10:00');
    expect(receipt).toContain('nobody has come by Mon, Mar 2, 11:00');
    await here.pass(minutes(59));
    expect(calls(here, code)).toEqual({ rosa: 0, sam: 0, tariq: 0 });
    await here.pass(minutes(1));
    expect(calls(here, code)).toEqual({ rosa: 1, sam: 1, tariq: 1 });
    await here.pass(minutes(59));
    expect(truths(here)).toEqual([]);
    await here.pass(minutes(1));
    expect(truths(here)).toHaveLength(1);
    // In the evening it rests, and goes on in the morning.
    await here.pass(hours(6));
    const evening = calls(here, code);
    await here.pass(hours(16));
    expect(calls(here, code)).toEqual(evening);
    await here.pass(hours(1));
    expect(calls(here, code)['sam']).toBe(evening['sam']! + 1);
  });

  story('when they change, whoever waits is called by the new ones: at once, where they are open', async (here) => {
    await set(here);
    const code = codeIn(await reports(here.person('ana'), 'He hit me'));
    await here.person('rosa').runsInSpace('haven setup en --hours "mon-fri 9:30-17:00"');
    expect(calls(here, code)).toEqual({ rosa: 0, sam: 0, tariq: 0 });
    await here.pass(minutes(30));
    expect(calls(here, code)).toEqual({ rosa: 1, sam: 1, tariq: 1 });
    await here.pass(hours(9));
    const evening = calls(here, code);
    await here.person('rosa').runsInSpace('haven setup en --hours none');
    expect(calls(here, code)['sam']).toBe(evening['sam']! + 1);
    const second = codeIn(await reports(here.person('bo'), 'Somebody shouts at me'));
    expect(calls(here, second)).toEqual({ rosa: 1, sam: 1, tariq: 1 });
  });

  story('danger calls at once all the same', async (here) => {
    await set(here);
    const ana = here.person('ana');
    const code = codeIn(await reports(ana, 'He hit me'));
    await ana.says('danger');
    expect(calls(here, code)).toEqual({ rosa: 1, sam: 1, tariq: 1 });
    await here.pass(minutes(15));
    expect(calls(here, code)).toEqual({ rosa: 2, sam: 2, tariq: 2 });
  });
});

describe('training', () => {
  story('that lapses: not called, can’t take, keeps what they are on', async (here) => {
    const { account } = here.person('rosa');
    for (const name of ['Rosa', 'Sam', 'Tariq'])
      await here.person(account).runsInSpace(`training set ${name} 2026-02-01`);
    await here.person(account).runsInSpace('haven setup en --training 40');
    const kept = codeIn(await reports(here.person('ana'), 'He hit me'));
    await here.person('sam').runs(`case take ${kept}`);
    await here.person('tariq').runs(`case take ${kept}`);
    await here.pass(days(11));
    for (const name of ['Rosa', 'Tariq']) await here.person(account).runsInSpace(`training set ${name}`);
    const code = codeIn(await reports(here.person('bo'), 'Somebody shouted'));
    expect(calls(here, code)).toEqual({ rosa: 1, sam: 0, tariq: 1 });
    expect(await here.person('sam').runs(`case take ${code}`)).toContain(sentence('cases-untrained'));
    expect(await here.person('sam').runs(`case reply ${kept} We are with you`)).toContain(
      sentence('cases-replied', { code: kept }),
    );
    // Trained again, they can.
    await here.person(account).runsInSpace('training set Sam');
    expect(await here.person('sam').runs(`case take ${code}`)).toContain(sentence('cases-you-first'));
  });

  story('of too few: the reporter is told at once, and all are called when two are trained', async (here) => {
    const rosa = here.person('rosa');
    await rosa.runsInSpace('training set Rosa');
    await rosa.runsInSpace('haven setup en --training 40');
    const told = await reports(here.person('ana'), 'He hit me');
    expect(told).toContain(sentence('cases-too-few'));
    await here.pass(hours(3));
    expect(here.person('ana').reads().join()).not.toContain(sentence('cases-too-few-now'));
    expect(rosa.last()).not.toMatch(/It needs two of you/u);
    await rosa.runsInSpace('training set Sam');
    expect(here.person('sam').last()).toMatch(/It needs two of you/u);
    expect(rosa.reads().filter((each) => /It needs two of you/u.test(each))).toHaveLength(1);
  });

  story('asked for no longer: whoever may hear is called at once', async (here) => {
    await here.person('rosa').runsInSpace('haven setup en --training 40');
    await reports(here.person('ana'), 'He hit me');
    await here.pass(days(3));
    await here.person('rosa').runsInSpace('haven setup en --training 0');
    for (const account of team) {
      const heard = here.person(account).reads();
      expect(heard.filter((each) => /It needs two of you/u.test(each))).toHaveLength(1);
    }
  });
});

describe('more than two', () => {
  story('are called until a third stands by', async (here) => {
    await policy(here, 'other', 'team 20', '--need 3');
    const ana = here.person('ana');
    const code = codeIn(await reports(ana, 'He hit me'));
    await here.person('rosa').runs(`case take ${code}`);
    await here.person('sam').runs(`case take ${code}`);
    expect(await here.person('rosa').runs(`case explain ${code}`)).not.toContain(sentence('cases-explain-rest'));
    await here.person('tariq').runs(`case standby ${code}`);
    expect(here.person('rosa').last()).toContain(sentence('cases-standby-told', { name: 'Tariq', code }));
    expect(await here.person('rosa').runs(`case explain ${code}`)).toContain(sentence('cases-explain-rest'));
    await here.pass(days(1));
    expect(calls(here, code)).toEqual({ rosa: 1, sam: 1, tariq: 1 });
    expect(truths(here)).toEqual([]);
  });

  story('are asked to stand by, not to take it, once two are on it; and it rests after the last step', async (here) => {
    await policy(here, 'other', 'Rosa and Sam 20, team 20', '--need 3');
    const code = codeIn(await reports(here.person('ana'), 'He hit me'));
    await here.person('rosa').runs(`case take ${code}`);
    await here.person('sam').runs(`case take ${code}`);
    await here.pass(minutes(20));
    expect(here.person('tariq').last()).toContain(sentence('cases-card-more', { code }));
    await here.pass(days(2));
    expect(calls(here, code)).toEqual({ rosa: 1, sam: 1, tariq: 1 });
    expect(truths(here)).toEqual([]);
  });

  story('who stands by while two are missing is called on, and counts once when they take it', async (here) => {
    await policy(here, 'other', 'team 20', '--need 3');
    const code = codeIn(await reports(here.person('ana'), 'He hit me'));
    await here.person('tariq').runs(`case standby ${code}`);
    await here.pass(minutes(20));
    expect(calls(here, code)).toEqual({ rosa: 2, sam: 2, tariq: 2 });
    await here.person('tariq').runs(`case take ${code}`);
    await here.person('sam').runs(`case take ${code}`);
    expect(await here.person('sam').runs(`case explain ${code}`)).not.toContain(sentence('cases-explain-rest'));
  });

  story('backup calls who may hear and is there, at once, and nobody else', async (here) => {
    const code = codeIn(await reports(here.person('ana'), 'He hit me', { who: 'Sam' }));
    await here.person('rosa').runs(`case take ${code}`);
    expect(await here.person('sam').runs(`case backup ${code}`)).toContain(sentence('cases-unknown'));
    expect(await here.person('tariq').runs(`case backup ${code}`)).toContain(sentence('cases-not-on', { code }));
    expect(await here.person('rosa').runs(`case backup ${code}`)).toContain(
      sentence('cases-backup-called', { count: 1 }).split('.')[0]!,
    );
    expect(here.person('tariq').last()).toContain(sentence('cases-backup', { name: 'Rosa', code }));
    expect(here.person('sam').reads().join()).not.toContain(code);
    // Two are missing still: they are asked to take it.
    expect(here.person('tariq').last()).toContain('case take');
    await here.person('tariq').runs('away now 1d');
    expect(await here.person('rosa').runs(`case backup ${code}`)).toContain('Nobody else who may hear it is there');
  });
});

describe('a severity judged later', () => {
  story('that is graver begins its own steps at once', async (here) => {
    await policy(here, 's4', 'Tariq 5, team 5', '--need 3');
    await policy(here, 'other', 'Sam 60, Rosa 60, team 60');
    const code = codeIn(await reports(here.person('ana'), 'He hit me'));
    await here.person('sam').runs(`case take ${code}`);
    expect(calls(here, code)).toEqual({ rosa: 0, sam: 1, tariq: 0 });
    await here.person('sam').runs(`case severity ${code} s4`);
    expect(calls(here, code)).toEqual({ rosa: 0, sam: 1, tariq: 1 });
    await here.pass(minutes(5));
    expect(calls(here, code)).toEqual({ rosa: 1, sam: 1, tariq: 2 });
    // Said twice, it begins once.
    await here.person('sam').runs(`case severity ${code} s4`);
    expect(calls(here, code)).toEqual({ rosa: 1, sam: 1, tariq: 2 });
  });

  story('also when two are on it, and more are wanted for it', async (here) => {
    await policy(here, 's4', 'team 5', '--need 3');
    const code = codeIn(await reports(here.person('ana'), 'He hit me'));
    await here.person('sam').runs(`case take ${code}`);
    await here.person('rosa').runs(`case take ${code}`);
    await here.person('rosa').runs(`case severity ${code} s4`);
    expect(here.person('tariq').last()).toContain(sentence('cases-card-more', { code }));
    // Less grave than that: nobody else is needed.
    await here.person('rosa').runs(`case severity ${code} s1`);
    expect(await here.person('rosa').runs(`case explain ${code}`)).toContain(sentence('cases-explain-rest'));
  });

  story('that has no steps of its own changes nothing about who is called when', async (here) => {
    await onDuty(here, 'Sam');
    const code = codeIn(await reports(here.person('ana'), 'He hit me'));
    await here.person('sam').runs(`case take ${code}`);
    await here.pass(minutes(5));
    await here.person('sam').runs(`case severity ${code} s4`);
    expect(calls(here, code)).toEqual({ rosa: 0, sam: 1, tariq: 0 });
    await here.pass(minutes(10));
    expect(calls(here, code)).toEqual({ rosa: 1, sam: 1, tariq: 1 });
  });
});

describe('ties', () => {
  story('declared before count, from either side; declared or taken back later they change nothing', async (here) => {
    await here.person('sam').runs('tie add Rosa');
    await here.pass(1);
    // Neither Rosa nor Sam, who is close to her: only Tariq is left, and never one.
    expect(await reports(here.person('ana'), 'He hit me', { who: 'It was Rosa' })).toContain(sentence('cases-too-few'));
    const nothing = sentence('cases-list-empty');
    await here.person('sam').runs('tie remove Rosa');
    expect(await here.person('sam').runs('case list')).toBe(nothing);
    await here.pass(hours(2));
    for (const account of team) expect(await here.person(account).runs('case list')).toBe(nothing);
    expect(here.person('sam').reads().join()).not.toContain('It needs two of you');
  });

  story('whose case it is can’t be found out by declaring them', async (here) => {
    const code = codeIn(await reports(here.person('ana'), 'He hit me'));
    const list = () => here.person('sam').runs('case list');
    const before = await list();
    expect(before).toContain(code);
    await here.person('sam').runs('tie add <@ana|Ana>');
    expect(await list()).toBe(before);
    await here.pass(1);
    expect(await list()).toBe(before);
    expect(await here.person('sam').runs(`case take ${code}`)).toContain(sentence('cases-you-first'));
    // From the next one on it counts.
    await here.person('ana').says('new');
    const next = codeIn(await reports(here.person('ana'), 'And he did it again'));
    expect(next).not.toBe(code);
    expect(calls(here, next)).toEqual({ rosa: 1, sam: 0, tariq: 1 });
  });

  story('with whoever is named later: they lose what they had, and the others are called', async (here) => {
    await here.person('sam').runs('tie add Rosa');
    await here.pass(1);
    const ana = here.person('ana');
    const code = codeIn(await reports(ana, 'Somebody hit me'));
    await here.person('sam').runs(`case take ${code}`);
    await here.person('tariq').runs(`case take ${code}`);
    await ana.says('It was Rosa who did it');
    expect(here.person('sam').reads().join()).not.toContain('Somebody hit me');
    expect(await here.person('sam').runs(`case show ${code}`)).toContain(sentence('cases-unknown'));
    expect(await here.person('tariq').runs(`case reply ${code} hello`)).not.toContain(
      sentence('cases-replied', { code }),
    );
    await here.pass(hours(2));
    expect(ana.reads().filter((each) => each.includes(sentence('cases-too-few-now')))).toHaveLength(1);
  });

  story(
    'with whoever is named later, while on it: the others are called at once, and the reporter hears the truth',
    async (here) => {
      await here.person('sam').runs('tie add Rosa');
      await here.pass(1);
      const ana = here.person('ana');
      const code = codeIn(await reports(ana, 'Somebody hit me'));
      await here.person('sam').runs(`case take ${code}`);
      await here.person('tariq').runs(`case take ${code}`);
      await here.pass(hours(2));
      await ana.says('It was Rosa who did it');
      expect(here.person('tariq').reads().join()).toContain(sentence('cases-partner-gone', { code }));
      expect(here.person('vera').last()).toContain(code);
      expect(calls(here, code)['sam']).toBe(0);
      await here.pass(hours(1));
      expect(truths(here)).toHaveLength(1);
    },
    {
      people: [
        { account: 'ana', name: 'Ana', role: 'member', runsServer: false },
        ...['Rosa', 'Sam', 'Tariq', 'Vera'].map((name) => ({
          account: name.toLowerCase(),
          name,
          role: 'responder' as const,
          runsServer: name === 'Rosa',
        })),
      ],
    },
  );
});

describe('the program stops', () => {
  story('for several steps: what is late is done once, at once, and the next step comes in its time', async (here) => {
    await policy(here, 'other', 'Sam 10, Tariq 10, Rosa 10, team 10');
    const code = codeIn(await reports(here.person('ana'), 'He hit me'));
    const later = await here.restart(hours(2));
    try {
      await later.settle();
      expect(calls(later, code)).toEqual({ rosa: 0, sam: 1, tariq: 1 });
      expect(truths(later)).toHaveLength(1);
      await later.pass(minutes(10));
      expect(calls(later, code)).toEqual({ rosa: 1, sam: 1, tariq: 1 });
    } finally {
      await later.stop();
    }
  });

  story('between two steps: nothing is lost and nothing is said again', async (here) => {
    await policy(here, 'other', 'Sam 10, Tariq 10, team 10');
    const code = codeIn(await reports(here.person('ana'), 'He hit me'));
    await here.pass(minutes(5));
    const later = await here.restart(minutes(1));
    try {
      await later.settle();
      expect(calls(later, code)).toEqual({ rosa: 0, sam: 1, tariq: 0 });
      await later.pass(minutes(3));
      expect(calls(later, code)).toEqual({ rosa: 0, sam: 1, tariq: 0 });
      await later.pass(minutes(1));
      expect(calls(later, code)).toEqual({ rosa: 0, sam: 1, tariq: 1 });
    } finally {
      await later.stop();
    }
  });
});

describe('elsewhere', () => {
  story('in Spanish', async (here) => {
    await here.person('rosa').runsInSpace('haven setup es --hours "lun-vie 10:00-17:00"');
    const rosa = here.person('rosa');
    await here.room.speak('rosa', 'es');
    const set = await rosa.runs('escalation set other --steps "Sam y Tariq 5 minutos, equipo 10, fuera"');
    expect(set).toContain(sentence('escalation-always', undefined, 'es'));
    expect(set).toContain('Sam');
    await here.room.speak('ana', 'es');
    const ana = here.person('ana');
    await ana.says('Me pegó');
    const receipt = await answers(ana, {}, undefined, { skip: 'saltar', done: 'listo' });
    expect(receipt).toContain('10:00');
    expect(receipt).toContain(sentence('cases-receipt-opens', { at: '§' }, 'es').split('§')[0]!);
    await here.pass(hours(1));
    await here.pass(minutes(15));
    expect(truths(here, 'ana', 'es')).toHaveLength(1);
  });

  story(
    'in words only',
    async (here) => {
      const sam = here.person('sam');
      await here.person('rosa').runs('escalation set other Sam 10, team 30');
      const code = codeIn(await reports(here.person('ana'), 'He hit me'));
      expect(calls(here, code)).toEqual({ rosa: 0, sam: 1, tariq: 0 });
      // What can be done stands there to be typed.
      expect(sam.last()).toContain(`!haven case cant ${code}`);
      await here.person('sam').runs(`case cant ${code}`);
      expect(calls(here, code)).toEqual({ rosa: 1, sam: 1, tariq: 1 });
      await here.person('rosa').runs(`case take ${code}`);
      await here.person('tariq').runs(`case take ${code}`);
      expect(await here.person('tariq').runs(`case explain ${code}`)).toContain(sentence('cases-explain-rest'));
    },
    { wordsOnly: true },
  );
});

describe('setting it', () => {
  story('reads what people write', async (here) => {
    const read = async (steps: string) =>
      (await policy(here, 'other', steps)).split('\n').filter((line) => /^- \d/u.test(line));
    expect(await read('First responder 15, TEAM 30 min, outside')).toHaveLength(3);
    expect(await read('Sam > team 5')).toHaveLength(2);
    expect(await read('<@sam|Sam> & <@tariq|Tariq> 5; team 10 minutes')).toEqual([
      '- 1. Sam, Tariq; 5 minutes later the next step',
      '- 2. the whole team; 10 minutes later the whole team, hour by hour',
    ]);
    expect(await read('rosa and sam 1 minute')).toEqual([
      '- 1. Rosa, Sam; one minute later the whole team, hour by hour',
    ]);
    expect(await read('Sam ٥, team')).toHaveLength(2);
    expect(await read('usual')).toHaveLength(2);
  });

  story('is shown once for all at which the same happens', async (here) => {
    const shown = () => here.person('rosa').runs('escalation show');
    const times = (all: string, words: string) => all.split(words).length - 1;
    const usual = await shown();
    expect(times(usual, '1. first responder')).toBe(1);
    expect(times(usual, '1. the whole team')).toBe(1);
    await policy(here, 's4', 'Sam 5, team 30');
    const own = await shown();
    expect(own).toContain(sentence('escalation-of', { level: { key: 'escalation-level-s4' } }));
    expect(times(own, '1. Sam')).toBe(1);
    expect(times(own, '1. first responder')).toBe(1);
  });

  story('takes nothing that it can’t keep', async (here) => {
    const before = await here.person('rosa').runs('escalation show other');
    for (const steps of [
      'nobody 5',
      'team 0',
      'team 1441',
      'team 99999999999999999999',
      '15',
      'team, , Ana 5',
      'first responder -5',
    ])
      expect(await policy(here, 'other', steps)).toMatch(/I did not understand/u);
    expect(await policy(here, 'other', ', ;')).toContain(sentence('escalation-steps'));
    expect(await policy(here, 'other', Array.from({ length: 11 }, () => 'team 5').join(', '))).toContain(
      sentence('escalation-steps'),
    );
    expect(await policy(here, 'other', 'outside 5')).toContain(sentence('escalation-first'));
    expect(await policy(here, 'other', 'team 5', '--rounds 0')).not.toContain(sentence('escalation-set'));
    expect(await policy(here, 'other', 'team 5', '--need 1')).not.toContain(sentence('escalation-set'));
    expect(await policy(here, 'nonsense', 'team 5')).not.toContain(sentence('escalation-set'));
    expect(await here.person('ana').runs('escalation set other --steps "team 5"')).not.toContain(
      sentence('escalation-set'),
    );
    expect(await here.person('rosa').runs('escalation show other')).toBe(before);
  });

  story('a person who has left the team is skipped like anybody who is not there', async (here) => {
    await policy(here, 'other', 'Sam 30, team 30');
    await here.person('rosa').runsInSpace('team remove <@sam|Sam>');
    const code = codeIn(await reports(here.person('ana'), 'He hit me'));
    expect(calls(here, code)).toEqual({ rosa: 1, sam: 0, tariq: 1 });
  });

  story(
    'what is urgent and what is graver have steps of their own; all else goes by “everything else”',
    async (here) => {
      await policy(here, 'other', 'Sam 5');
      await policy(here, 'urgent', 'Tariq 5');
      const calm = codeIn(await reports(here.person('ana'), 'He hit me'));
      expect(calls(here, calm)).toEqual({ rosa: 0, sam: 1, tariq: 0 });
      await here.person('bo').says('He is at my door');
      await here.person('bo').presses(/danger/u);
      await here.pass(minutes(1));
      const urgent = codeIn(here.person('bo').last());
      expect(calls(here, urgent)).toEqual({ rosa: 0, sam: 0, tariq: 1 });
    },
  );
});
