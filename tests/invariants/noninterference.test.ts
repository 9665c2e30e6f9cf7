/**
 * Excluded means blind. A small world is run twice, once with a case that somebody must not know of and once
 * without it, everything else being the same; all that this person can observe must be the same, byte for
 * byte: what they see after each step, what is offered to them while they type, and what they are answered,
 * also when they try the very name of the case.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Person } from '../../src/platforms/playground/people.ts';
import { passingKeys } from '../../src/store/keys.ts';
import { codeIn, questionIn } from '../support/report.ts';
import { world, type World } from '../support/world.ts';

/** How many worlds; many for a long proof. */
const runs = Number(process.env['HAVEN_RUNS'] ?? 60);
const seed = process.env['HAVEN_SEED'] === undefined ? 20_260_301 : Number(process.env['HAVEN_SEED']);

const people: readonly Person[] = [
  { account: 'ana', name: 'Ana', role: 'member', runsServer: false },
  { account: 'bo', name: 'Bo', role: 'member', runsServer: false },
  { account: 'hana', name: 'Hana', role: 'member', runsServer: false },
  { account: 'rosa', name: 'Rosa', role: 'responder', runsServer: true },
  { account: 'sam', name: 'Sam', role: 'responder', runsServer: false },
  { account: 'tariq', name: 'Tariq', role: 'responder', runsServer: false },
  { account: 'vera', name: 'Vera', role: 'responder', runsServer: false },
];
const team = people.filter((person) => person.role === 'responder').map((person) => person.account);
const nameOf = (account: string) => people.find((person) => person.account === account)!.name;
const ring = passingKeys();

/** Why the hidden case must not exist for a person. */
const reasons = [
  'subject',
  'witness',
  'not',
  'only',
  'danger',
  'message',
  'person',
  // Close to whoever reports it, or to whom it is about: as one of the two has declared before.
  'tied-reporter',
  'tied-subject',
] as const;
type Reason = (typeof reasons)[number];

/** What may happen besides the hidden case, `case` being one that the same people could know. */
type Common =
  | { readonly kind: 'says'; readonly who: 'ana' | 'bo'; readonly text: string }
  /** With a file, of which a copy is kept. */
  | { readonly kind: 'attaches'; readonly who: 'ana' | 'bo' }
  | { readonly kind: 'answers'; readonly who: 'ana' | 'bo'; readonly choice: number }
  | { readonly kind: 'does'; readonly who: string; readonly command: string; readonly nth: number; readonly to: string }
  | { readonly kind: 'presses'; readonly who: string; readonly nth: number }
  | { readonly kind: 'passes'; readonly minutes: number }
  /** The rota, the steps, when somebody is there, to whom they are close. */
  | { readonly kind: 'sets'; readonly who: string; readonly line: string }
  /** Somebody leaves the team, or comes back into it. */
  | { readonly kind: 'team'; readonly who: string; readonly does: 'add' | 'remove' }
  | { readonly kind: 'probes'; readonly command: string; readonly wrong: boolean };
/** What happens in the hidden case once it is open. */
type Hidden = { readonly kind: 'hidden'; readonly what: string; readonly who: number };
type Step = Common | Hidden;

interface Tale {
  readonly excluded: string;
  readonly reason: Reason;
  /** Before which step the hidden report is told. */
  readonly begins: number;
  readonly urgent: boolean;
  readonly steps: readonly Step[];
}

const member = fc.constantFrom<'ana' | 'bo'>('ana', 'bo');
const commands = [
  'list',
  'show',
  'file',
  'take',
  'reply',
  'send',
  'note',
  'severity',
  'handover',
  'close',
  'cant',
  'standby',
  'backup',
  'explain',
] as const;
const anyName = fc.constantFrom(...team).map(nameOf);
const settings: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('away now 1h', 'away now 2d', 'back', 'me', 'who', 'rota take', 'rota show', 'rota remove 1'),
  fc.constantFrom('22:00-07:00', '08:00-12:30', 'none').map((each) => `me set --quiet "${each}"`),
  anyName.map((name) => `rota shift --people ${name} --days mon-sun --from 08:00 --to 20:00`),
  fc
    .tuple(anyName, anyName)
    .map(([one, two]) => `rota add --people "${one}, ${two}" --every day --start "monday 9:00"`),
  anyName.map((name) => `tie add ${name}`),
  anyName.map((name) => `tie remove ${name}`),
  fc.constantFrom('add', 'remove').map((verb) => `tie ${verb} <@hana|Hana>`),
  fc
    .tuple(
      fc.constantFrom('urgent', 'other', 's3'),
      fc.constantFrom('first responder 5, team 10', 'Sam and Vera 5, outside 5, team 10', 'Tariq 10, Rosa 10', 'usual'),
      fc.constantFrom(2, 3),
    )
    .map(([level, steps, need]) => `escalation set ${level} --steps "${steps}" --need ${need}`),
);
/** By whoever runs the server. */
const ruling: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('mon-fri 10:00-17:00', 'none').map((each) => `haven setup en --hours "${each}"`),
  fc.constantFrom(0, 0, 2).map((each) => `haven setup en --training ${each}`),
  anyName.map((name) => `training set ${name}`),
);
const common: fc.Arbitrary<Common> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('says' as const),
      who: member,
      text: fc.constantFrom('It happened again', 'hello', 'Somebody shouts at me', 'withdraw', 'new', 'done', 'danger'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('attaches' as const), who: member }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('answers' as const), who: member, choice: fc.nat(3) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('does' as const),
      who: fc.constantFrom(...team),
      command: fc.constantFrom(...commands),
      nth: fc.nat(2),
      to: fc.constantFrom(...team),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('presses' as const), who: fc.constantFrom(...team), nth: fc.nat(4) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('passes' as const), minutes: fc.constantFrom(1, 14, 16, 50, 61, 1_500) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('sets' as const), who: fc.constantFrom(...team), line: settings }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('sets' as const), who: fc.constant('rosa'), line: ruling }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('probes' as const),
      command: fc.constantFrom(
        ...commands,
        'recuse',
        'help',
        'card',
        'inbox',
        'team list',
        'suggest',
        'who',
        'me',
        'tie list',
        'duty list',
        'rota show',
        'escalation show',
      ),
      wrong: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('team' as const),
      who: fc.constantFrom(...team),
      does: fc.constantFrom<'add' | 'remove'>('add', 'remove'),
    }),
  },
);
const hidden: fc.Arbitrary<Hidden> = fc.record({
  kind: fc.constant('hidden' as const),
  what: fc.constantFrom(
    'take',
    'take',
    'file',
    'file',
    'reply',
    'note',
    'severity',
    'handover',
    'offers',
    'recuse',
    'cant',
    'standby',
    'backup',
    'explain',
    'close',
    'adds',
    'edits',
    'deletes',
    'withdraws',
  ),
  who: fc.nat(2),
});
/** Without a bias towards what is small or comes first: few worlds must be worlds of many kinds. */
const tale: fc.Arbitrary<Tale> = fc.noBias(
  fc.record({
    excluded: fc.constantFrom(...team),
    reason: fc.constantFrom(...reasons),
    begins: fc.nat(6),
    urgent: fc.boolean(),
    steps: fc.array(fc.oneof({ weight: 3, arbitrary: common }, { weight: 2, arbitrary: hidden }), {
      minLength: 10,
      maxLength: 26,
    }),
  }),
);

const proof = (name: string) => ({ name, type: 'image/png', bytes: new TextEncoder().encode(name) });

/** To whom of the team an excluded person is close, where that is the reason. */
const closeTo = (excluded: string): string => team[(team.indexOf(excluded) + 1) % team.length]!;

/** In both worlds somebody has declared it before anything happens: one of the two, or the other. */
async function declare(here: World, { excluded, reason, begins }: Tale): Promise<void> {
  const other = closeTo(excluded);
  if (reason === 'tied-reporter') await here.person(excluded).runs('tie add <@hana|Hana>');
  if (reason === 'tied-subject')
    await (begins % 2 === 0
      ? here.person(excluded).runs(`tie add ${nameOf(other)}`)
      : here.person(other).runs(`tie add ${nameOf(excluded)}`));
  await here.pass(1);
}

/** Tells the report that the excluded person must not learn of. */
async function tellHidden(here: World, { excluded, reason, urgent }: Tale): Promise<void> {
  const hana = here.person('hana');
  const name = nameOf(excluded);
  if (reason === 'danger') {
    await hana.says('Please help me');
    await hana.presses(/danger/u);
    await hana.says(name);
    await hana.says('They are at my door');
    return;
  }
  const others = team.filter((each) => each !== excluded).map(nameOf);
  const about = reason === 'subject' ? name : reason === 'tied-subject' ? nameOf(closeTo(excluded)) : undefined;
  const given: Record<string, string> = {
    relation: '1',
    who: about === undefined ? 'somebody whom I do not know' : `It was ${about}, from the team`,
    witnesses: reason === 'witness' ? `${name} stood there` : 'skip',
    hear: reason === 'not' ? '2' : reason === 'only' ? '3' : 'skip',
    people: reason === 'not' ? name : others.join(', '),
    copies: 'yes',
    weight: urgent ? '4' : '1',
  };
  // By the menu of a message or of a person, where everybody is; otherwise by a private message.
  if (reason === 'message' || reason === 'person') await reportedByMenu(here, excluded, reason);
  let heard = await hana.says('Somebody in the team did something to me', [proof('hidden.png')]);
  for (let turn = 0; turn < 30; turn += 1) {
    const question = questionIn(heard);
    if (question === undefined) return;
    const answer =
      question === 'story' ? 'done' : question === 'safe' || question === 'confirm' ? '1' : given[question];
    heard = await hana.says(answer ?? 'skip');
  }
}

/** As a platform with menus hands it over, with its own copy of what the excluded person wrote. */
async function reportedByMenu(here: World, account: string, on: 'message' | 'person'): Promise<void> {
  const message = { id: 'm-1', place: '#square', at: here.clock.now(), text: 'I know where you live', files: [] };
  await here.arrives({
    eventId: 'hana-menu',
    from: { account: 'hana', name: 'Hana' },
    place: { kind: 'shared', space: 'square' },
    server: 'playground',
    what: {
      kind: 'command',
      name: `report ${on}`,
      args: {},
      subject: { person: { account, name: nameOf(account) }, ...(on === 'message' ? { message } : {}) },
    },
  });
}

async function goesOn(here: World, { excluded }: Tale, { what, who }: Hidden): Promise<void> {
  const hana = here.person('hana');
  const code = hiddenCode(here);
  if (code === undefined) return;
  const others = team.filter((each) => each !== excluded);
  const responder = here.person(others[who]!);
  const lines: Record<string, string> = {
    take: `case take ${code}`,
    file: `case file ${code} 1`,
    reply: `case reply ${code} We are with you`,
    note: `case note ${code} Not for others`,
    severity: `case severity ${code} s3`,
    handover: `case handover ${code} ${nameOf(others[(who + 1) % others.length]!)}`,
    offers: `case handover ${code} ${nameOf(excluded)}`,
    recuse: `case recuse ${code}`,
    close: `case close ${code} --outcome measures`,
    cant: `case cant ${code}`,
    standby: `case standby ${code}`,
    backup: `case backup ${code}`,
    explain: `case explain ${code}`,
  };
  const line = lines[what];
  // To open a file, one must be on the case.
  if (what === 'file') await responder.runs(lines['take']!);
  if (line !== undefined) await responder.runs(line);
  else if (what === 'adds') await hana.says(`And ${nameOf(excluded)} came back`);
  else if (what === 'withdraws') {
    await hana.says('withdraw');
    await hana.says('yes');
  } else {
    const does =
      what === 'deletes'
        ? here.room.delete('hana', 'm-hana-1', 'hana-delete')
        : here.room.edit('hana', 'm-hana-1', 'Somebody else it was', 'hana-edit');
    // What was taken back can't be changed any more.
    await does.catch(() => undefined);
    await here.settle();
  }
}

/** The name of the hidden case by what its reporter read; it is remembered, since what they read may be taken back. */
const secrets = new WeakMap<World, string>();
function hiddenCode(here: World): string | undefined {
  const told = here
    .person('hana')
    .reads()
    .find((message) => /\b[a-z]+-[a-z]+-\d{2}\b/u.test(message));
  if (told !== undefined && !secrets.has(here)) secrets.set(here, codeIn(told));
  return secrets.get(here);
}

/** The code names that a responder could know by what they read themselves. */
const known = (here: World, account: string): string[] => [
  ...new Set(
    [...here.person(account).reads(), ...here.person(account).readsInSpace()].flatMap(
      (message) => message.match(/\b[a-z]+-[a-z]+-\d{2}\b/gu) ?? [],
    ),
  ),
];

const lineOf = (command: string, code: string, to: string): string =>
  ({
    list: 'case list',
    show: `case show ${code}`,
    file: `case file ${code}`,
    take: `case take ${code}`,
    reply: `case reply ${code} Hello from us`,
    send: `case send ${code}`,
    note: `case note ${code} Seen`,
    severity: `case severity ${code} s2`,
    handover: `case handover ${code} ${nameOf(to)}`,
    close: `case close ${code} --outcome resolved`,
    recuse: `case recuse ${code}`,
    cant: `case cant ${code}`,
    standby: `case standby ${code}`,
    backup: `case backup ${code}`,
    explain: `case explain ${code}`,
  })[command] ?? command;

/** What the excluded person typed, by step; the same is typed in the world without the case. */
type Typed = Map<number, string>;

/**
 * Runs a tale and gives all that the excluded person observed: what they saw each time it had changed, and
 * what was offered to them; and whether anybody at all was told of the hidden case.
 */
async function observed(story: Tale, withCase: boolean, typed: Typed): Promise<readonly [string[], boolean]> {
  const here = await world({ seed: 'noninterference', ring, people });
  const seen: string[] = [];
  let told = false;
  const look = (): void => {
    const view = here.person(story.excluded).sees();
    if (view !== seen.at(-1)) seen.push(view);
  };
  try {
    await here.person('hana').runs('privacy');
    await declare(here, story);
    look();
    for (const [at, step] of story.steps.entries()) {
      if (withCase && at === Math.min(story.begins, story.steps.length - 1)) {
        await tellHidden(here, story);
        const code = hiddenCode(here);
        told = team.some((each) => code !== undefined && known(here, each).includes(code));
        look();
      }
      if (step.kind === 'hidden') {
        if (withCase && at > story.begins) await goesOn(here, story, step);
      } else if (step.kind === 'passes') await here.pass(step.minutes * 60_000);
      else if (step.kind === 'team')
        await here.person('rosa').runsInSpace(`team ${step.does} <@${step.who}|${nameOf(step.who)}>`);
      else if (step.kind === 'sets') await sets(here, story, step);
      else if (step.kind === 'attaches') {
        await here.person(step.who).says('Look at this', [proof('open.png')]);
        await here.person(step.who).says('yes');
      } else if (step.kind === 'says') await here.person(step.who).says(step.text);
      else if (step.kind === 'answers') {
        const question = questionIn(here.person(step.who).last());
        await here.person(step.who).says(question === 'story' ? 'done' : String(step.choice + 1));
      } else if (step.kind === 'presses') await press(here, story, step);
      else if (step.kind === 'does') await act(here, story, step);
      else seen.push(...(await probe(here, story, at, step, typed)));
      look();
    }
    return [seen, told];
  } finally {
    await here.stop();
  }
}

/**
 * A tie that is the reason stays: to take it back is a thing that somebody may do, and then nothing is hidden from
 * them in cases that come after.
 */
async function sets(here: World, { reason }: Tale, { who, line }: Extract<Step, { kind: 'sets' }>): Promise<void> {
  if (reason.startsWith('tied') && line.startsWith('tie')) return;
  if (/^(?:haven|training)/u.test(line)) await here.person(who).runsInSpace(line);
  else await here.person(who).runs(line);
}

/** A responder does something with a case that they have heard of, the hidden one apart. */
async function act(here: World, story: Tale, step: Extract<Step, { kind: 'does' }>): Promise<void> {
  const codes = known(here, step.who).filter((code) => code !== hiddenCode(here));
  if (step.command !== 'list' && codes.length === 0) return;
  const code = codes[step.nth % Math.max(1, codes.length)] ?? '';
  if (step.who === story.excluded || step.command !== 'list')
    await here.person(step.who).runs(lineOf(step.command, code, step.to));
}

/** One of the last buttons of somebody, by what it says; those of the hidden case apart. */
async function press(here: World, story: Tale, step: Extract<Step, { kind: 'presses' }>): Promise<void> {
  if (step.who !== story.excluded) return;
  const buttons = here.room
    .views(step.who)
    .flatMap(({ entries }) => entries.flatMap((entry) => entry.message?.choices ?? []));
  const button = buttons.at(-1 - step.nth);
  if (!button) return;
  await here.room.press(step.who, button.token, `press-${step.who}-${buttons.length}-${step.nth}`);
  await here.settle();
}

/** The excluded person tries something, with the real name of the hidden case or with one that nobody has. */
async function probe(
  here: World,
  { excluded }: Tale,
  at: number,
  step: Extract<Step, { kind: 'probes' }>,
  typed: Typed,
): Promise<string[]> {
  const direct = { kind: 'direct', account: excluded } as const;
  if (step.command === 'suggest') {
    const offers = [
      'show',
      'file',
      'take',
      'reply',
      'send',
      'handover',
      'recuse',
      'cant',
      'standby',
      'explain',
      'close',
    ].map((name) => here.room.suggest(excluded, direct, `case ${name}`, 'case', ''));
    const colleagues = here.room.suggest(excluded, direct, 'case handover', 'person', '');
    return [JSON.stringify(await Promise.all([...offers, colleagues]))];
  }
  const real = step.wrong ? undefined : hiddenCode(here);
  const other = team.find((each) => each !== excluded)!;
  const line = typed.get(at) ?? lineOf(step.command, real ?? 'amber-nobody-10', other);
  typed.set(at, line);
  // The id of a part of a rota counts what is made in one millisecond.
  return [(await here.person(excluded).runs(line)).replaceAll(/(?<=remove )[0-9a-z]{22}\b/gu, 'PART')];
}

describe('whoever is excluded observes the same, with the case and without it', () => {
  test.each(reasons)('as %s', { timeout: 30_000 + runs * 5_000 }, async (reason) => {
    let told = 0;
    let tales = 0;
    await fc.assert(
      fc.asyncProperty(tale, async (any) => {
        const story = { ...any, reason };
        const typed: Typed = new Map();
        const [hiddenToo, isTold] = await observed(story, true, typed);
        const [without] = await observed(story, false, typed);
        expect(hiddenToo).toEqual(without);
        tales += 1;
        if (isTold) told += 1;
      }),
      {
        numRuns: Math.max(1, Math.ceil(runs / reasons.length)),
        // Each reason has tales of its own.
        seed: seed + reasons.indexOf(reason),
        // A failure is shrunk to its least story where somebody waits for it.
        endOnFailure: process.env['CI'] !== undefined,
      },
    );
    // There was something to be blind to: in nearly every world, somebody else was told of the case.
    expect(told / tales).toBeGreaterThan(0.7);
  });
});
