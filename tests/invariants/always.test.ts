/**
 * Someone always answers. A small world lives through random weeks: rotas, policies, absences, quiet hours, ties,
 * trainings, reports, takes and refusals, hand-overs, closed private messages, jumps of the clock, and stops of the
 * program for hours. After each thing that happens, what must always hold is looked up.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isOpen } from '../../src/time/hours.ts';
import { wallAt } from '../../src/time/zone.ts';
import { availabilityOf, callable, counts } from '../../src/core/availability/index.ts';
import { circleOf, ladderOf, type Circle } from '../../src/core/cases/circle.ts';
import { answered, askedOf } from '../../src/core/cases/ladder.ts';
import { both, isOn } from '../../src/core/cases/rules.ts';
import { caseStore } from '../../src/core/cases/store/cases.ts';
import { communityStore } from '../../src/core/community/store.ts';
import { knownAs } from '../../src/core/people/index.ts';
import { dutyHolders } from '../../src/core/rota/index.ts';
import { rotaStore } from '../../src/core/rota/store.ts';
import type { Person } from '../../src/platforms/playground/people.ts';
import { days, hours, minutes } from '../../src/time/clock.ts';
import { reports, sentence } from '../support/report.ts';
import { world, type World } from '../support/world.ts';

/** How many worlds; many for a long proof. */
const runs = Number(process.env['HAVEN_RUNS'] ?? 6);
const seed = process.env['HAVEN_SEED'] === undefined ? 20_261_201 : Number(process.env['HAVEN_SEED']);

const member = (name: string): Person => ({ account: name.toLowerCase(), name, role: 'member', runsServer: false });
const responder = (name: string): Person => ({ ...member(name), role: 'responder', runsServer: name === 'Rosa' });
const members = ['Ana', 'Bo', 'Hana'].map(member);
const team = ['Rosa', 'Sam', 'Tariq', 'Vera', 'Wim'].map(responder);
const people = [...members, ...team];

const anyMember = fc.constantFrom(...members);
const anyOne = fc.constantFrom(...team);
const span = fc.constantFrom('2h', '9h', '3d');
const nights = fc.constantFrom('22:00-07:00', '08:00-12:30', 'none');
const steps = fc.constantFrom(
  'first responder 5, team 10',
  'Sam and Vera 5, outside 20, team 10',
  'adjudicator 10, first responder 10, Wim 10',
  'team 60',
  'usual',
);

type Act =
  | { readonly kind: 'team'; readonly who: Person; readonly line: string }
  | { readonly kind: 'steward'; readonly line: string }
  | { readonly kind: 'reports'; readonly who: Person; readonly about: Person; readonly how: 'who' | 'not' | 'open' }
  | { readonly kind: 'danger'; readonly who: Person; readonly about: Person }
  | { readonly kind: 'adds'; readonly who: Person; readonly about: Person }
  /** `$case` stands for a case that is open. */
  | { readonly kind: 'case'; readonly who: Person; readonly nth: number; readonly line: string }
  | { readonly kind: 'door'; readonly who: Person; readonly open: boolean }
  | { readonly kind: 'passes'; readonly minutes: number }
  | { readonly kind: 'stops'; readonly minutes: number };

const teamLine = fc.oneof(
  span.map((each) => `away now ${each}`),
  fc.constant('back'),
  nights.map((each) => `me set --quiet "${each}"`),
  anyOne.map(({ name }) => `tie add ${name}`),
  anyMember.map(({ account, name }) => `tie add <@${account}|${name}>`),
  anyOne.map(({ name }) => `rota shift --people ${name} --days mon-sun --from 08:00 --to 20:00`),
  fc.constant('rota take'),
  fc.constant('rota remove 1'),
  fc
    .tuple(fc.constantFrom('urgent', 'other', 's4', 's1'), steps, fc.nat({ max: 1 }), fc.nat({ max: 1 }))
    .map(
      ([level, each, rounds, need]) =>
        `escalation set ${level} --steps "${each}" --rounds ${rounds + 1} --need ${need + 2}`,
    ),
);
const stewardLine = fc.oneof(
  fc.constantFrom('mon-fri 10:00-17:00', 'none').map((each) => `haven setup en --hours "${each}"`),
  fc.constantFrom(0, 3).map((each) => `haven setup en --training ${each}`),
  anyOne.map(({ name }) => `training set ${name}`),
  anyOne.map(({ account, name }) => `team remove <@${account}|${name}>`),
  anyOne.map(({ account, name }) => `team add <@${account}|${name}>`),
);
const caseLine = fc.oneof(
  { weight: 4, arbitrary: fc.constant('case take $case') },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      'case cant $case',
      'case recuse $case',
      'case standby $case',
      'case backup $case',
      'case close $case --outcome resolved',
      'case reply $case We are with you',
      'case explain $case',
    ),
  },
  { weight: 2, arbitrary: anyOne.map(({ name }) => `case handover $case ${name}`) },
  { weight: 1, arbitrary: fc.constantFrom('s1', 's4').map((each) => `case severity $case ${each}`) },
);
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('team' as const), who: anyOne, line: teamLine }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('steward' as const), line: stewardLine }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('reports' as const),
      who: anyMember,
      about: anyOne,
      how: fc.constantFrom('who' as const, 'not' as const, 'open' as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({ kind: fc.constantFrom('danger' as const, 'adds' as const), who: anyMember, about: anyOne })
      .map((each) => each as Act),
  },
  {
    weight: 8,
    arbitrary: fc.record({ kind: fc.constant('case' as const), who: anyOne, nth: fc.nat({ max: 2 }), line: caseLine }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('door' as const), who: anyOne, open: fc.boolean() }) },
  {
    weight: 3,
    arbitrary: fc
      .record({
        kind: fc.constantFrom('passes' as const, 'passes' as const, 'stops' as const),
        minutes: fc.constantFrom(3, 12, 61, 300, 1_500),
      })
      .map((each) => each as Act),
  },
);
const life = fc.noBias(fc.array(act, { minLength: 15, maxLength: 35 }));

/** What has been seen of a world so far, over its restarts. */
interface Diary {
  /** Accounts that could not be reached for a while: what waits for those is said later. */
  readonly shut: Set<string>;
  /** How many calls there were to a case when enough had answered. */
  readonly rested: Map<string, number>;
  /** How many things were looked up that had anything to say. */
  open: number;
}

const isCard = /It needs two of you|to stand by\./u;
interface Card {
  readonly person: Person;
  readonly at: string;
  readonly text: string;
}
/** Every call that stands in private, of one case. */
const cardsOf = (here: World, code: string): Card[] =>
  team.flatMap((person) =>
    here.room
      .views(person.account)
      .filter(({ place }) => place.kind === 'direct')
      .flatMap(({ entries }) => entries)
      .filter(({ by, text }) => by === 'haven' && text.includes(code) && isCard.test(text))
      .map(({ at, text }) => ({ person, at, text })),
  );

/** That nobody has come, or can come, in any of the ways in which it is said. */
const truths = [
  'cases-truth',
  'cases-truth-one',
  'cases-too-few',
  'cases-too-few-now',
  'cases-danger-away',
  'cases-danger-nobody',
].map((key) => sentence(key));
const toldTheTruth = (here: World, account: string): boolean =>
  here
    .person(account)
    .reads()
    .some((each) => truths.some((truth) => each.includes(truth)) || each.includes('nobody of the team who may hear'));

/** An open case with what is planned for it, as it stands just now. */
interface Standing {
  readonly circle: Circle;
  readonly reporter: string;
  readonly answered: boolean;
  readonly next: Date | undefined;
  readonly truth: Date | undefined;
  readonly there: readonly string[];
  readonly accounts: ReadonlyMap<string, Person>;
}

const standing = (here: World): Promise<Standing[]> =>
  here.app.look(async (work) => {
    const accounts = new Map<string, Person>();
    for (const each of team) {
      const id = await knownAs(work, 'playground', each.account);
      if (id !== undefined) accounts.set(id, each);
    }
    const found: Standing[] = [];
    for (const { account } of members) {
      const id = await knownAs(work, 'playground', account);
      for (const row of id === undefined ? [] : await caseStore(work).ofReporter(id, ['open'])) {
        const circle = await circleOf(work, row);
        found.push({
          circle,
          reporter: account,
          answered: await answered(work, circle),
          next: await work.dueAt(ladderOf(row.id)),
          truth: await work.dueAt(`truth/${row.id}`),
          there: await callable(work, row.community, row.urgent),
          accounts,
        });
      }
    }
    return found;
  });

/** All that must hold at any moment. */
async function holds(here: World, diary: Diary): Promise<void> {
  expect(here.lines.filter((line) => line.includes('"error"'))).toEqual([]);
  const now = here.clock.now();
  for (const each of await standing(here)) {
    const { circle, answered: enough, next, truth } = each;
    const { row, may, pair, able, called } = circle;
    const about = JSON.stringify({ code: row.code, now, next, truth, step: row.step, urgent: row.urgent });
    diary.open += 1;
    // 1: never one.
    if (may.length < 2) expect([pair.lead, pair.second, ...called], about).toEqual([undefined, undefined]);
    expect(row.staffed, about).toBe(both(pair));
    // 5: taking stops the ladder.
    const cards = cardsOf(here, row.code);
    const reachable = cards.filter(({ person }) => !diary.shut.has(person.account));
    if (enough) {
      const before = diary.rested.get(row.code) ?? reachable.length;
      expect(reachable.length, about).toBeLessThanOrEqual(before);
      diary.rested.set(row.code, reachable.length);
    } else diary.rested.delete(row.code);
    // 3: never silent.
    const asked = askedOf(circle).filter((person) => able.includes(person));
    if (!both(pair)) {
      expect(next, about).toBeDefined();
      expect(+next!, about).toBeGreaterThan(+now);
      // At the latest after a day, or when the team's hours begin after a weekend.
      expect(+next! - +now, about).toBeLessThanOrEqual(days(4));
      const promised = truth !== undefined && +truth > +now;
      expect(promised || toldTheTruth(here, each.reporter), `${about} is silent`).toBe(true);
      const { settings } = circle;
      const works = row.urgent || settings.hours.length === 0 || isOpen(settings.hours, settings.zone, +now);
      const declined = circle.standings.filter(({ role, at }) => role === 'declined' && +at! + hours(4) > +now);
      const free = able.filter(
        (person) =>
          each.there.includes(person) && !isOn(pair, person) && !declined.some((one) => one.person === person),
      );
      // Whoever is there is not left aside where nobody else was called; but for a step that names the outside.
      if (asked.length === 0 && works && free.length > 0) expect(+next! - +now, about).toBeLessThanOrEqual(minutes(60));
    }
    // 4: each call of a step once, and none lost.
    const once = new Set(reachable.map(({ person, at }) => `${person.account} ${at}`));
    expect(reachable.length, `${about} is called twice: ${JSON.stringify(cards)}`).toBe(once.size);
    for (const { person, role, at } of circle.standings) {
      const one = each.accounts.get(person);
      if (role !== 'asked' || !one || diary.shut.has(one.account) || !may.includes(person)) continue;
      expect(once.has(`${one.account} ${at!.toISOString()}`), `${about}: ${one.name} was not called`).toBe(true);
    }
  }
  await dutiesHold(here);
}

/** Each duty that anybody was ever put on resolves to somebody who counts, or the team knows that it does not. */
async function dutiesHold(here: World): Promise<void> {
  const open = await here.app.look(async (work) => {
    const store = rotaStore(work);
    const found: string[] = [];
    for (const community of await communityStore(work).all()) {
      const team = await availabilityOf(work, community);
      for (const duty of await store.duties(community)) {
        if ((await store.layersOf(duty.id)).length === 0 && (await store.overridesOf(duty.id)).length === 0) continue;
        const now = work.now.getTime();
        const on = await dutyHolders(work, community, duty.name);
        const alarms = await store.alarms(duty.id);
        const known = alarms.some(({ start, end }) => +start <= now && now < +end);
        if (!on.some((each) => team.some((one) => one.person === each && counts(one, now))) && !known)
          found.push(duty.name);
      }
    }
    return found;
  });
  expect(open, 'duties that nobody has, and nobody knows').toEqual([]);
}

/** Something happens; gives the world in which it goes on. */
async function happens(here: World, what: Act, diary: Diary): Promise<World> {
  if (what.kind === 'passes') return (await here.pass(minutes(what.minutes)), here);
  if (what.kind === 'stops') {
    const later = await here.restart(minutes(what.minutes));
    await later.settle();
    // Closed doors are a part of the world outside; they open again here.
    return later;
  }
  if (what.kind === 'door') {
    diary.shut.add(what.who.account);
    if (what.open) await here.open(what.who.account);
    else await here.close(what.who.account);
  } else if (what.kind === 'team') await here.person(what.who.account).runs(what.line);
  else if (what.kind === 'steward') await here.person('rosa').runsInSpace(what.line);
  else if (what.kind === 'case') await onCase(here, what);
  else await tells(here, what);
  return here;
}

async function tells(here: World, what: Extract<Act, { about: Person }>): Promise<void> {
  const speaker = here.person(what.who.account);
  if (what.kind === 'danger') {
    await speaker.says('danger');
    await speaker.says('nobody');
  } else if (what.kind === 'adds') await speaker.says(`And ${what.about.name} was there as well`);
  else
    await reports(speaker, 'Somebody hit me', {
      ...(what.how === 'who' ? { who: `It was ${what.about.name}` } : {}),
      ...(what.how === 'not' ? { hear: '2', people: what.about.name } : {}),
    });
}

async function onCase(here: World, { who, nth, line }: Extract<Act, { kind: 'case' }>): Promise<void> {
  const all = await standing(here);
  const before = all[nth % Math.max(1, all.length)];
  if (!before) return;
  const { code } = before.circle.row;
  const heard = await here.person(who.account).runs(line.replace('$case', code));
  const now = (await standing(here)).find(({ circle }) => circle.row.code === code);
  const pairBefore = before.circle.pair;
  // 1: beyond first relief there are two.
  if (heard.includes(sentence('cases-replied', { code }))) expect(both(pairBefore), line).toBe(true);
  if (line.startsWith('case close') && now === undefined) expect(both(pairBefore), line).toBe(true);
  // 5: a hand-over is complete when it is accepted, and not before.
  if (line.startsWith('case handover')) {
    const to = [...before.accounts].find(([, { name }]) => line.endsWith(name))?.[0];
    if (to !== undefined && now) expect(isOn(now.circle.pair, to), line).toBe(isOn(pairBefore, to));
  }
  // What waited for them at a closed door may be about another case.
  const taken = `${sentence('cases-you-two')}\n\n${sentence('cases-dossier', { code })}`;
  if (line.startsWith('case take') && heard.includes(taken)) {
    const mine = [...before.accounts].find(([, person]) => person === who)?.[0];
    expect(isOn(now!.circle.pair, mine!), line).toBe(true);
    expect(both(now!.circle.pair), line).toBe(true);
    if (now!.answered) expect(now!.next, line).toBeUndefined();
  }
}

describe('someone always answers', () => {
  test('whatever happens to a team', { timeout: 30_000 + runs * 10_000 }, async () => {
    let open = 0;
    await fc.assert(
      fc.asyncProperty(life, async (acts) => {
        const diary: Diary = { shut: new Set(), rested: new Map(), open: 0 };
        let here = await world({ people });
        try {
          for (const each of acts) {
            // Each thing at a millisecond of its own in any minute, so that what is said for it can be told from what
            // was planned before.
            await here.pass(minutes(1) + 1);
            await holds(here, diary);
            here = await happens(here, each, diary);
            await holds(here, diary);
          }
          open += diary.open;
        } finally {
          await here.stop();
        }
      }),
      { numRuns: runs, seed, endOnFailure: process.env['CI'] !== undefined },
    );
    // There was something to look at.
    expect(open).toBeGreaterThan(runs * 10);
  });
});

/** Each with a day on which its clocks change. */
const changes = [
  ['America/Chicago', '2026-03-08'],
  ['America/Chicago', '2026-11-01'],
  ['Europe/London', '2026-03-29'],
  ['Europe/London', '2026-10-25'],
  ['Australia/Lord_Howe', '2026-04-05'],
  ['Australia/Lord_Howe', '2026-10-04'],
  ['Antarctica/Troll', '2026-03-29'],
  ['Africa/Cairo', '2026-04-24'],
  ['Asia/Kathmandu', '2026-03-29'],
] as const;

describe('a shift that begins at nine', () => {
  test(
    'is told at nine on both sides of each change of the clock, once',
    { timeout: 30_000 + runs * 10_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...changes),
          fc.record({ afterHours: fc.integer({ min: 1, max: 100 }), lasts: fc.integer({ min: 1, max: 5 }) }),
          async ([zone, day], stop) => {
            let here = await world({ start: new Date(Date.parse(`${day}T00:00:00Z`) - days(2)) });
            const set = here.clock.now();
            try {
              await here
                .person('rosa')
                .runs(`rota shift --people Sam --days mon-sun --from 09:00 --to 17:00 --zone ${zone}`);
              await here.pass(hours(stop.afterHours));
              const from = here.clock.now();
              here = await here.restart(hours(stop.lasts));
              await here.settle();
              const until = here.clock.now();
              await here.pass(days(6) - hours(stop.afterHours + stop.lasts));
              const told = here.room
                .views('sam')
                .flatMap(({ entries }) => entries)
                .filter(
                  ({ by, text }) =>
                    by === 'haven' &&
                    text.includes(sentence('rota-on-until', { duty: 'first responder', end: '§' }).split('§')[0]!),
                )
                .map(({ at }) => new Date(at));
              const wallDay = (at: Date) => wallAt(+at, zone).toPlainDate().toString();
              expect(new Set(told.map(wallDay)).size, 'once a day').toBe(told.length);
              for (const at of told) {
                // What fell into the stop is told when it is over; who is on when it is set hears it then.
                if (+at !== +until && +at !== +set)
                  expect(wallAt(+at, zone).toPlainTime().toString(), `${zone} ${day}`).toBe('09:00:00');
                expect(+at <= +from || +at >= +until).toBe(true);
              }
              // Six days have six mornings, or seven where it began before one; a stop may hide a whole shift of none.
              expect(told.length).toBeGreaterThanOrEqual(5);
            } finally {
              await here.stop();
            }
          },
        ),
        { numRuns: Math.max(changes.length, runs), seed, endOnFailure: process.env['CI'] !== undefined },
      );
    },
  );
});
