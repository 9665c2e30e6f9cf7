/**
 * Edits and deletions in whatever order they arrive, and twice: what was taken back is never read again, and of
 * several wordings the last one that was written stands (ChatSift PR #255 and #264; modmail-dev/Modmail #401).
 */
import fc from 'fast-check';
import { describe, expect } from 'vitest';
import type { What } from '../../src/chat/platform.ts';
import { hours } from '../../src/time/clock.ts';
import { answers, codeIn, reports, sentence } from '../support/report.ts';
import { story } from '../support/story.ts';
import { world, type World } from '../support/world.ts';

const runs = Number(process.env['HAVEN_RUNS'] ?? 25);

/** One message through its life: how often it is changed, and whether it is taken back in the end. */
interface Life {
  readonly who: 'ana' | 'rosa';
  readonly edits: number;
  readonly deleted: boolean;
}
/** What arrives: which message, and what of its life; 0 is the message itself. */
interface Event {
  readonly message: number;
  readonly version: number | 'gone' | 'confirmed';
}

const life: fc.Arbitrary<Life> = fc.record({
  who: fc.constantFrom<'ana' | 'rosa'>('ana', 'rosa'),
  edits: fc.nat(3),
  deleted: fc.boolean(),
});

/** All that happens to some messages, some of it twice, in any order; an answer is never corrected before it is known. */
const tale = fc.array(life, { minLength: 1, maxLength: 3 }).chain((lives) => {
  const events = lives.flatMap(({ who, edits, deleted }, message): Event[] => [
    ...Array.from({ length: edits + 1 }, (_, version) => ({ message, version })),
    ...(deleted ? [{ message, version: 'gone' as const }] : []),
    ...(who === 'rosa' ? [{ message, version: 'confirmed' as const }] : []),
  ]);
  return fc
    .tuple(fc.shuffledSubarray(events, { minLength: events.length }), fc.subarray(events))
    .map(([order, again]) => ({ lives, order: knownFirst(lives, [...order, ...again]) }));
});

/** Whoever answers has written before they correct it. */
function knownFirst(lives: readonly Life[], order: Event[]): Event[] {
  for (const [message, { who }] of lives.entries()) {
    const at = (match: (version: Event['version']) => boolean) =>
      order.findIndex((each) => each.message === message && match(each.version));
    const edited = at((version) => typeof version === 'number' && version > 0);
    const said = at((version) => version === 0);
    if (who === 'rosa' && edited >= 0 && edited < said) order.splice(edited, 0, ...order.splice(said, 1));
  }
  return order;
}

const wording = (message: number, version: number): string => `wording ${'abc'[message]!}${version} of it`;
const began = Date.parse('2026-03-02T10:00:00Z');

async function happens(here: World, { who }: Life, { message, version }: Event, answers: string): Promise<void> {
  const id = `x-${message}`;
  if (version === 'confirmed') {
    const button = here.room
      .views('rosa')
      .flatMap(({ entries }) => entries)
      .filter((entry) => entry.text.includes(`wording ${'abc'[message]!}`))
      .flatMap((entry) => entry.message?.choices ?? [])
      .find(({ label }) => label === sentence('cases-button-send'));
    if (button) await here.room.press('rosa', button.token, `press-${id}-${button.token}`);
    return here.settle();
  }
  const what: What =
    version === 'gone'
      ? { kind: 'deleted', id }
      : version > 0
        ? { kind: 'edited', id, text: wording(message, version) }
        : {
            kind: 'message',
            id,
            text: wording(message, 0),
            files: [],
            toUs: true,
            ...(who === 'rosa' ? { answers: { place: 'direct/rosa', message: answers } } : {}),
          };
  await here.arrives({
    eventId: `${id}/${version}`,
    at: new Date(began + (version === 'gone' ? 99 : version) * 1_000),
    from: { account: who, name: who === 'ana' ? 'Ana' : 'Rosa' },
    place: { kind: 'direct', account: who },
    what,
  });
}

/** What somebody reads of the bot's messages; what they wrote themselves is theirs. */
const read = (here: World, who: string): string => here.person(who).reads().join('\n');

describe('edits and deletions', () => {
  story(
    'bring nothing back, in any order',
    async () => {
      const shown = { ana: 0, rosa: 0 };
      await fc.assert(
        fc.asyncProperty(tale, async ({ lives, order }) => {
          const here = await world();
          try {
            const code = codeIn(await reports(here.person('ana'), 'He followed me home'));
            for (const who of ['rosa', 'sam']) await here.person(who).runs(`case take ${code}`);
            await here.person('ana').says('Something to answer');
            const passedOn = here.room
              .views('rosa')
              .flatMap(({ entries }) => entries)
              .findLast((entry) => entry.text.includes('Something to answer'))!.id;
            const gone = new Set<number>();
            for (const event of order) {
              await happens(here, lives[event.message]!, event, passedOn);
              if (event.version === 'gone') gone.add(event.message);
              for (const message of gone) {
                const theirs = lives[message]!.who === 'ana' ? ['rosa', 'sam'] : ['ana', 'sam', 'rosa'];
                for (const who of theirs) expect(read(here, who)).not.toContain(`wording ${'abc'[message]!}`);
              }
            }
            const dossier = await here.person('sam').runs(`case show ${code}`);
            for (const [message, { who, edits, deleted }] of lives.entries()) {
              const versions = Array.from({ length: edits + 1 }, (_, version) => wording(message, version));
              const visible = (text: string) => versions.filter((each) => text.includes(each));
              if (deleted) expect(visible(dossier)).toEqual([]);
              else if (who === 'ana') {
                shown.ana += 1;
                expect(visible(dossier)).toEqual([versions.at(-1)]);
                for (const each of ['rosa', 'sam']) expect(visible(read(here, each)).at(-1)).toBe(versions.at(-1));
              } else {
                // Confirmed or not: nobody reads an older wording than the last one.
                shown.rosa += visible(read(here, 'ana')).length;
                for (const each of visible(read(here, 'ana'))) expect(each).toBe(versions.at(-1));
              }
            }
            expect(here.lines.filter((line) => line.includes('"error"'))).toEqual([]);
          } finally {
            await here.stop();
          }
        }),
        {
          numRuns: runs,
          seed: Number(process.env['HAVEN_SEED'] ?? 20_261_121),
          endOnFailure: process.env['CI'] !== undefined,
        },
      );
      // Both were seen: words of the person, and answers.
      expect(Math.min(shown.ana, shown.rosa)).toBeGreaterThan(0);
    },
    { patience: 60_000 + runs * 3_000 },
  );

  story('what is taken back while the bot still asks about a name in it is not passed on', async (here) => {
    const ana = here.person('ana');
    const code = codeIn(await reports(ana, 'He followed me home'));
    for (const who of ['rosa', 'sam']) await here.person(who).runs(`case take ${code}`);
    await ana.says('Rosa knows where I live: number nine');
    await ana.takesBack(ana.newest());
    await ana.says('no');
    for (const who of ['rosa', 'sam']) expect(read(here, who)).not.toContain('number nine');
  });
});

describe('an answer that waits', () => {
  story('keeps its words when it is changed into more than can be sent, and its author is told so', async (here) => {
    const code = codeIn(await reports(here.person('ana'), 'He followed me home'));
    for (const who of ['rosa', 'sam']) await here.person(who).runs(`case take ${code}`);
    await here.person('ana').says('Something to answer');
    const message = here.room
      .views('rosa')
      .flatMap(({ entries }) => entries)
      .findLast((entry) => entry.text.includes('Something to answer'))!.id;
    const rosa = { from: { account: 'rosa', name: 'Rosa' }, place: { kind: 'direct', account: 'rosa' } } as const;
    const answers = { place: 'direct/rosa', message };
    const first = { kind: 'message', id: 'long', text: 'We are here', files: [], toUs: true, answers } as const;
    await here.arrives({ ...rosa, eventId: 'long', at: new Date(began), what: first });
    const what = { kind: 'edited', id: 'long', text: 'word '.repeat(1_300) } as const;
    await here.arrives({ ...rosa, eventId: 'long/1', at: new Date(began + 1_000), what });
    expect(here.person('rosa').last()).toContain(sentence('field-too-long', { max: 6_000, length: 6_500 }));
    expect(here.person('rosa').last()).toContain(sentence('cases-draft-unchanged'));
    await here.person('rosa').presses(sentence('cases-button-send'));
    expect(here.person('ana').last()).toContain('We are here');
  });
});

describe('a part of a report that is written anew', () => {
  const photo = { name: 'proof.png', type: 'image/png', bytes: new Uint8Array([1]) };

  /** Rosa and Sam are on it, and Ana is asked for one part once more. */
  async function asked(here: World, files: readonly (typeof photo)[] = []): Promise<string> {
    const ana = here.person('ana');
    await ana.says('He grabed me', files);
    const code = codeIn(await answers(ana, { copies: '1' }));
    for (const who of ['rosa', 'sam']) await here.person(who).runs(`case take ${code}`);
    await ana.says('correct my words');
    expect(await ana.says('2')).toContain(sentence('cases-ask-reword'));
    return code;
  }
  const shown = (here: World, code: string) => here.person('rosa').runs(`case show ${code}`);

  story('goes with the message that it was written in, and is corrected by that one, too', async (here) => {
    const code = await asked(here);
    const ana = here.person('ana');
    await ana.says('He grabbed me on Mondy');
    const id = ana.newest();
    await ana.edits(id, 'He grabbed me on Monday');
    expect(await shown(here, code)).toContain('on Monday');
    expect(await shown(here, code)).not.toContain('Mondy');
    await ana.takesBack(id);
    expect(await shown(here, code)).not.toMatch(/grabb?ed/u);
    for (const who of ['rosa', 'sam']) expect(read(here, who)).not.toMatch(/Monday|Mondy/u);
  });

  story('brings its files along, and taken out it takes them with it', async (here) => {
    const code = await asked(here, [photo]);
    expect(await here.person('ana').says('take this out')).toBe(sentence('cases-unsaid'));
    expect(await shown(here, code)).not.toContain('proof.png');
    await here.person('ana').says('He hit me');
    await here.person('ana').says('correct my words');
    await here.person('ana').says('2');
    const heard = await here.person('ana').says('He hit me twice', [{ ...photo, name: 'arm.png' }]);
    expect(heard).toContain(sentence('cases-ask-copies'));
    await here.person('ana').says('1');
    expect(await shown(here, code)).toContain(
      sentence('cases-evidence-kept', { number: 2, name: 'arm.png', kilobytes: 1 }),
    );
  });

  story('brings its files along before it is read back', async (here) => {
    const ana = here.person('ana');
    await ana.says('He grabed me');
    await answers(ana, { confirm: undefined });
    for (const words of ['correct', 'story', '2']) await ana.says(words);
    expect(await ana.says('He grabbed me', [photo])).toContain(sentence('cases-ask-copies'));
    const code = codeIn(await answers(ana, { copies: '1' }));
    const read = await here.person('rosa').runs(`case take ${code}`);
    expect(read).toContain('He grabbed me');
    expect(read).toContain(sentence('cases-evidence-kept', { number: 1, name: 'proof.png', kilobytes: 1 }));
  });

  story('and speaks of a crisis brings the card', async (here) => {
    await asked(here);
    const heard = await here.person('ana').says('I want to die');
    expect(heard).toContain(sentence('cases-reworded'));
    expect(heard).toContain(sentence('community-card'));
  });

  story('is told as well where it was taken back meanwhile', async (here) => {
    const ana = here.person('ana');
    await ana.says('He grabed me');
    const first = ana.newest();
    await answers(ana, { confirm: undefined });
    for (const words of ['correct', 'story', '2']) await ana.says(words);
    await ana.takesBack(first);
    expect(await ana.says('He grabbed me')).toContain(sentence('cases-ask-confirm'));
    const read = await here.person('rosa').runs(`case take ${codeIn(await ana.says('1'))}`);
    expect(read).toContain('He grabbed me');
    expect(read).not.toContain('grabed');
  });

  story('and leaves too few who may hear: that is said', async (here) => {
    const ana = here.person('ana');
    await reports(ana, 'He grabed me');
    await ana.says('correct my words');
    await ana.says('2');
    expect(await ana.says('Rosa and Sam grabbed me')).toContain(sentence('cases-too-few-now'));
  });

  for (const [what, happens] of [
    ['answers', (here: World, code: string) => here.person('rosa').runs(`case reply ${code} "Are you safe?"`)],
    ['hears that there is danger', (here: World) => here.person('ana').says('danger')],
    ['hears nothing for long', (here: World) => here.pass(hours(2))],
  ] as const)
    story(`stays as it was once the team ${what}: what is written then is new`, async (here) => {
      const code = await asked(here);
      await happens(here, code);
      expect(await here.person('ana').says('He stands at my door')).toContain(sentence('cases-added', { code }));
      expect(await shown(here, code)).toContain('He grabed me');
      expect(await shown(here, code)).toContain('He stands at my door');
    });
});
