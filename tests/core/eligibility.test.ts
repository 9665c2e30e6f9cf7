/** Who may hear a case: in the team, reachable, and nothing that speaks against them. Everyone else is blind. */
import { describe, expect } from 'vitest';
import { hours, minutes } from '../../src/time/clock.ts';
import type { Person } from '../../src/platforms/playground/people.ts';
import { answers, cards, codeIn, numberOf, questionIn, reports, sentence, type Answers } from '../support/report.ts';
import { story } from '../support/story.ts';
import type { World } from '../support/world.ts';

/** Nothing that somebody can do or read tells them of a case. */
async function blind(here: World, account: string, code: string): Promise<void> {
  const speaker = here.person(account);
  expect([...speaker.reads(), ...speaker.readsInSpace()].join()).not.toContain(code);
  expect(await speaker.runs('case list')).toBe(sentence('cases-list-empty'));
  for (const line of [
    `case show ${code}`,
    `case take ${code}`,
    `case reply ${code} hello`,
    `case note ${code} hello`,
    `case severity ${code} s4`,
    `case handover ${code} Rosa`,
    `case recuse ${code}`,
    `case close ${code} --outcome resolved`,
  ])
    expect(await speaker.runs(line), line).toBe(await speaker.runs(line.replace(code, 'amber-nobody-11')));
  expect(await speaker.offered('case take', 'case')).toEqual([]);
}

const ways: readonly (readonly [string, Answers])[] = [
  ['the answer names them as having done it', { who: 'Tariq did it' }],
  ['the answer names them by their account', { who: 'it was <@tariq>' }],
  ['the answer names them among others, in another case and with an accent', { who: 'my neighbour and TÁRIQ' }],
  ['they saw it', { witnesses: 'Tariq was there' }],
  ['they must not know, by name', { hear: '2', people: 'Tariq' }],
  ['only others were chosen', { hear: '3', people: 'Rosa, Sam' }],
];

describe('a person of the team never learns of it when', () => {
  for (const [why, given] of ways) {
    story(why, async (here) => {
      const receipt = await reports(here.person('ana'), 'It happened after the meeting', given);
      const code = codeIn(receipt);
      expect(cards(here.person('rosa'), code)).not.toEqual([]);
      expect(cards(here.person('sam'), code)).not.toEqual([]);
      await here.person('rosa').runs(`case take ${code}`);
      await here.pass(hours(2));
      await blind(here, 'tariq', code);
    });
  }

  for (const [why, hear, named] of [
    ['they must not know, by their number in the list', '2', ['Tariq']],
    ['only others were chosen, by their numbers', '3', ['Sam', 'Rosa']],
  ] as const) {
    story(why, async (here) => {
      const ana = here.person('ana');
      await ana.says('It happened after the meeting');
      await answers(ana, { hear }, 'people');
      await ana.says(named.map((name) => numberOf(ana, name)).join(' and '));
      const code = codeIn(await answers(ana, {}));
      for (const who of ['rosa', 'sam']) expect(cards(here.person(who), code)).not.toEqual([]);
      await blind(here, 'tariq', code);
    });
  }

  story('a number means who stood there when it was asked, also when the team has changed since', async (here) => {
    const ana = here.person('ana');
    await ana.says('It happened after the meeting');
    await answers(ana, { hear: '2' }, 'people');
    const first = ['Rosa', 'Sam', 'Tariq'].find((name) => numberOf(ana, name) === '1')!;
    const second = ['Rosa', 'Sam', 'Tariq'].find((name) => numberOf(ana, name) === '2')!;
    await here.person('rosa').runsInSpace(`team add <@bo|Bo>`);
    await here.person('rosa').runsInSpace(`team remove ${first}`);
    await ana.says('2');
    const code = codeIn(await answers(ana, {}));
    await blind(here, second.toLowerCase(), code);
  });

  story('they are the reporter: their own case is nothing that they could take', async (here) => {
    const code = codeIn(await reports(here.person('tariq'), 'A guest threatened me'));
    const tariq = here.person('tariq');
    expect(await tariq.runs(`case take ${code}`)).toBe(sentence('cases-unknown'));
    expect(await tariq.runs('case list')).toBe(sentence('cases-list-empty'));
  });

  story('they step aside, whoever they told nothing of why', async (here) => {
    const code = codeIn(await reports(here.person('ana'), 'It happened after the meeting'));
    const tariq = here.person('tariq');
    expect(await tariq.runs(`case recuse ${code}`)).toBe(sentence('cases-recused', { code }));
    await here.pass(hours(3));
    expect(await tariq.runs('case list')).toBe(sentence('cases-list-empty'));
    expect(await tariq.runs(`case take ${code}`)).toBe(sentence('cases-unknown'));
    expect(await here.person('rosa').runs(`case handover ${code} Tariq`)).not.toContain('conflict');
  });

  story('they can’t be reached: they do not count, until they write again', async (here) => {
    await here.close('sam');
    await here.person('ana').says('danger');
    await here.person('ana').says('nobody');
    const bo = here.person('bo');
    expect(await reports(bo, 'It happened', { who: 'Tariq' })).toContain(sentence('cases-too-few'));
    const before = cards(here.person('rosa')).length;
    await here.open('sam');
    await here.person('sam').runs('card');
    expect(cards(here.person('rosa')).length).toBeGreaterThan(before);
    expect(cards(here.person('tariq')).length).toBeLessThan(cards(here.person('rosa')).length);
  });

  for (const [why, given] of [
    ['as having done it', { who: 'Bo did it' }],
    ['as a witness', { witnesses: 'Bo was there' }],
    ['as somebody who must not know', { hear: '2', people: 'Bo' }],
  ] as const) {
    story(`they were named ${why} before they came into the team`, async (here) => {
      const code = codeIn(await reports(here.person('ana'), 'It happened', given));
      await here.person('rosa').runsInSpace('team add <@bo|Bo>');
      await here.pass(hours(2));
      await blind(here, 'bo', code);
    });
  }

  story('they left the team', async (here) => {
    const code = codeIn(await reports(here.person('ana'), 'It happened after the meeting'));
    await here.person('tariq').runs(`case take ${code}`);
    expect(await here.person('rosa').runsInSpace('team remove Tariq')).toContain('Tariq');
    expect(await here.person('tariq').runs(`case show ${code}`)).toBe(sentence('not-yours'));
    await here.person('sam').runs(`case take ${code}`);
    expect(await here.person('rosa').runs('case list')).toContain(sentence('cases-list-needs-one'));
  });
});

describe('fewer than two', () => {
  for (const [why, given] of [
    ['are left when two are named', { who: 'Sam and Tariq did it' }],
    ['are left when all must not know', { hear: '2', people: 'Rosa, Sam, Tariq' }],
  ] as const) {
    story(`${why}: the reporter is told, and whom else to ask; nobody else is told, ever`, async (here) => {
      await here.person('rosa').runsInSpace('haven setup en --outside "The women’s house, room 4"');
      const heard = await reports(here.person('ana'), 'It happened after the meeting', given);
      expect(heard).toContain(sentence('cases-too-few'));
      expect(heard).toContain('The women’s house, room 4');
      expect(heard).not.toContain(sentence('cases-receipt-next'));
      await here.pass(hours(30));
      for (const who of ['rosa', 'sam', 'tariq']) expect(cards(here.person(who))).toEqual([]);
      expect(here.person('ana').reads().join()).not.toContain(sentence('cases-truth'));
    });
  }

  story('can’t be chosen: it is asked again', async (here) => {
    const ana = here.person('ana');
    await ana.says('It happened');
    await answers(ana, { hear: '3' }, 'people');
    expect(await ana.says('Rosa')).toContain(sentence('cases-people-two'));
    expect(questionIn(ana.last())).toBe('people');
    await ana.says('Rosa and Sam');
    const code = codeIn(await answers(ana, {}));
    await blind(here, 'tariq', code);
  });

  story('without an outside contact it says so honestly', async (here) => {
    await here.person('rosa').runsInSpace('haven setup en --card " "');
    const heard = await reports(here.person('ana'), 'It happened', { hear: '2', people: 'Sam, Tariq' });
    expect(heard).toContain(sentence('cases-too-few'));
    expect(heard).toMatch(/emergency card|nobody outside/u);
  });

  story('more may be let in afterwards, and then they are told', async (here) => {
    const ana = here.person('ana');
    await reports(ana, 'It happened', { hear: '2', people: 'Sam, Tariq' });
    await ana.says('change who may hear');
    await ana.says('1');
    for (const who of ['rosa', 'sam', 'tariq']) expect(cards(here.person(who)), who).not.toEqual([]);
  });

  story('remain after somebody stepped aside: the reporter is told at once', async (here) => {
    const ana = here.person('ana');
    const code = codeIn(await reports(ana, 'It happened', { who: 'Tariq' }));
    await here.person('rosa').runs(`case take ${code}`);
    await here.person('sam').runs(`case recuse ${code}`);
    expect(ana.last()).toContain(sentence('cases-too-few-now'));
  });

  story('one alone can do nothing but first relief', async (here) => {
    const ana = here.person('ana');
    const code = codeIn(await reports(ana, 'It happened'));
    const rosa = here.person('rosa');
    await rosa.runs(`case take ${code}`);
    expect(await rosa.runs(`case reply ${code} Come and see me alone`)).toContain(sentence('cases-reply-needs-two'));
    expect(await rosa.runs(`case close ${code} --outcome resolved`)).toBe(sentence('cases-close-needs-two', { code }));
    expect(ana.reads().join()).not.toContain('Come and see me alone');
  });
});

describe('changing who may hear', () => {
  story('somebody shut out later loses it at once: the place, the messages, and the card', async (here) => {
    const ana = here.person('ana');
    const code = codeIn(await reports(ana, 'It happened'));
    await here.person('sam').runs(`case take ${code}`);
    await here.person('rosa').runs(`case take ${code}`);
    await ana.says('change who may hear');
    await ana.says('2');
    await ana.says('Sam');
    const sam = here.person('sam');
    expect(cards(sam, code)).toEqual([]);
    expect(await sam.runs(`case show ${code}`)).toBe(sentence('cases-unknown'));
    expect(await here.person('tariq').runs('case list')).toContain(code);
  });

  story('stopped half-way, it leaves everything as it was', async (here) => {
    const ana = here.person('ana');
    const code = codeIn(await reports(ana, 'It happened', { hear: '3', people: 'Rosa, Sam' }));
    await ana.says('change who may hear');
    await ana.says('3');
    await ana.says('stop');
    await here.pass(hours(2));
    await blind(here, 'tariq', code);
  });
});

describe('the shared space', () => {
  story('has a card when everyone who reads it may hear: no story, no name, no kind of harm', async (here) => {
    const receipt = await reports(here.person('ana'), 'Bo broke into my flat', { kind: '2', where: 'my flat' });
    const card = here
      .person('sam')
      .readsInSpace()
      .find((each) => each.includes(codeIn(receipt)))!;
    expect(card).toContain('It needs two of you');
    expect(card).not.toMatch(/flat|Bo|Ana|Threat|Urgent/u);
  });

  story('has nothing when one of them may not; the others are told in private', async (here) => {
    const code = codeIn(await reports(here.person('ana'), 'It happened', { who: 'Tariq' }));
    expect(here.person('rosa').readsInSpace().join()).not.toContain(code);
    for (const who of ['rosa', 'sam']) expect(here.person(who).reads().join()).toContain(code);
  });

  story('loses it when somebody new reads there, and has no more of it afterwards', async (here) => {
    const code = codeIn(await reports(here.person('ana'), 'It happened'));
    expect(here.person('rosa').readsInSpace().join()).toContain(code);
    await readers(here, ['rosa', 'sam', 'tariq', 'bo']);
    expect(here.person('rosa').readsInSpace().join()).not.toContain(code);
    await here.person('rosa').runs(`case take ${code}`);
    await here.pass(hours(2));
    expect(here.person('sam').readsInSpace().join()).not.toContain(code);
    expect(here.person('sam').reads().join()).toContain(code);
  });

  story('has nothing while nobody can tell who reads it', async (here) => {
    await readers(here, undefined);
    const code = codeIn(await reports(here.person('ana'), 'It happened'));
    expect(here.person('rosa').readsInSpace().join()).not.toContain(code);
    expect(here.person('rosa').reads().join()).toContain(code);
  });

  story('shows who is on it, but never what was said', async (here) => {
    const code = codeIn(await reports(here.person('ana'), 'It happened'));
    await here.person('rosa').runs(`case take ${code}`);
    await here.person('sam').runs(`case take ${code}`);
    await here.person('rosa').runs(`case reply ${code} We will talk to him`);
    await here.person('rosa').runs(`case note ${code} He has done it before`);
    const space = here.person('tariq').readsInSpace().join('\n');
    expect(space).toContain('Rosa');
    expect(space).not.toMatch(/talk to him|done it before|It happened/u);
  });
});

let told = 0;
/** The platform tells anew who reads the responders' space. */
async function readers(here: World, accounts: readonly string[] | undefined): Promise<void> {
  const named = accounts?.map((account) => ({ account, name: account }));
  await here.arrives({
    eventId: `readers-${(told += 1)}`,
    from: { account: 'rosa', name: 'Rosa' },
    place: { kind: 'shared', space: 'responders' },
    server: 'playground',
    what: { kind: 'readers', accounts: named },
  });
}

describe('names that are parts of others', () => {
  const people: readonly Person[] = [
    { account: 'ana', name: 'Ana', role: 'member', runsServer: false },
    { account: 'r1', name: 'Jo', role: 'responder', runsServer: true },
    { account: 'r2', name: 'Joanna K.', role: 'responder', runsServer: false },
    { account: 'r3', name: 'Łucja', role: 'responder', runsServer: false },
    { account: 'r4', name: 'مريم', role: 'responder', runsServer: false },
  ];
  for (const [words, out] of [
    ['It was Jo.', 'r1'],
    ['it was joanna k.', 'r2'],
    ['Łucja stood by', 'r3'],
    ['كانت مريم هناك', 'r4'],
  ] as const) {
    story(
      `“${words}” means one of them`,
      async (here) => {
        const code = codeIn(await reports(here.person('ana'), 'It happened', { who: words }));
        const told = ['r1', 'r2', 'r3', 'r4'].filter((each) => cards(here.person(each), code).length > 0);
        expect(told).toEqual(['r1', 'r2', 'r3', 'r4'].filter((each) => each !== out));
      },
      { people },
    );
  }

  for (const words of ['It was Rosa', 'rosa', 'Müller, I think', 'rosa müller']) {
    story(
      `“${words}” means Rosa Müller (she/her)`,
      async (here) => {
        const code = codeIn(await reports(here.person('ana'), 'It happened', { who: words }));
        expect(cards(here.person('r1'), code)).toEqual([]);
        expect(cards(here.person('r2'), code)).not.toEqual([]);
      },
      {
        people: [
          { account: 'ana', name: 'Ana', role: 'member', runsServer: false },
          { account: 'r1', name: 'Rosa Müller (she/her)', role: 'responder', runsServer: true },
          { account: 'r2', name: 'Sam 🌲 Oak', role: 'responder', runsServer: false },
          { account: 'r3', name: 'Tariq | mod', role: 'responder', runsServer: false },
        ],
      },
    );
  }

  story(
    'a word that only contains a name keeps nobody out',
    async (here) => {
      const code = codeIn(
        await reports(here.person('ana'), 'It happened', { who: 'somebody in Johannesburg, joking' }),
      );
      for (const who of ['r1', 'r2', 'r3', 'r4']) expect(cards(here.person(who), code), who).not.toEqual([]);
      await here.pass(minutes(1));
    },
    { people },
  );
});
