/** Decisions and readings that hold for every input: who may hear, who is on it, what was typed, what is shown. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { render } from '../../src/app/render.ts';
import { pieces, readLine } from '../../src/chat/command.ts';
import { choice, digits, instant, number, splitList, tidy, yesno, type Asking } from '../../src/chat/field.ts';
import { cut, plain, type Message, type Part } from '../../src/chat/message.ts';
import type { Limits } from '../../src/chat/platform.ts';
import {
  both,
  eligible,
  isOn,
  namedIn,
  pairOf,
  slowed,
  spaceFits,
  taking,
  type Member,
  type Role,
  type Standing,
} from '../../src/core/cases/rules.ts';
import { texts } from '../support/report.ts';

const who = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
const role = fc.constantFrom<Role>('subject', 'witness', 'excluded', 'recused', 'chosen', 'lead', 'second', 'offered');
const bars: readonly Role[] = ['subject', 'witness', 'excluded', 'recused'];
const standing: fc.Arbitrary<Standing> = fc.record({ person: who, role, from: fc.option(who, { nil: undefined }) });
const standings = fc.array(standing, { maxLength: 8 });
const team: fc.Arbitrary<Member[]> = fc.uniqueArray(fc.record({ person: who, reachable: fc.boolean() }), {
  selector: (member) => member.person,
});
const anything = fc.string({ unit: 'binary', maxLength: 60, size: 'max' });

describe('who may hear', () => {
  test('is in the team, reachable, not the reporter, and nothing speaks against them', () => {
    fc.assert(
      fc.property(team, standings, fc.option(who, { nil: undefined }), (members, stands, reporter) => {
        const may = eligible(members, stands, reporter);
        for (const person of may) {
          expect(members).toContainEqual({ person, reachable: true });
          expect(person).not.toBe(reporter);
          expect(stands.filter((each) => each.person === person && bars.includes(each.role))).toEqual([]);
        }
        const order = members.map((each) => each.person);
        expect(may).toEqual(order.filter((each) => may.includes(each)));
      }),
    );
  });

  test('is only whom the reporter chose, where they chose', () => {
    fc.assert(
      fc.property(team, standings, (members, stands) => {
        const chosen = stands.filter((each) => each.role === 'chosen').map((each) => each.person);
        const free = eligible(
          members,
          stands.filter((each) => each.role !== 'chosen'),
          undefined,
        );
        const may = eligible(members, stands, undefined);
        expect(may).toEqual(chosen.length === 0 ? free : free.filter((each) => chosen.includes(each)));
      }),
    );
  });

  test('never grows by what speaks against somebody, and changes for nobody else', () => {
    fc.assert(
      fc.property(team, standings, who, fc.constantFrom(...bars), (members, stands, person, bar) => {
        const before = eligible(members, stands, undefined);
        const after = eligible(members, [...stands, { person, role: bar }], undefined);
        expect(after).toEqual(before.filter((each) => each !== person));
      }),
    );
  });

  test('a shared space fits only when each of its readers may hear, and nobody knows better', () => {
    expect(spaceFits(undefined, ['a', 'b'], 'c')).toBe(false);
    expect(spaceFits([], ['a', 'b'], 'c')).toBe(false);
    fc.assert(
      fc.property(fc.array(who, { minLength: 1 }), fc.array(who), who, (readers, may, reporter) => {
        const strangers = readers.filter((each) => each !== reporter && !may.includes(each));
        expect(spaceFits(readers, may, reporter)).toBe(strangers.length === 0);
      }),
    );
  });
});

describe('two on a case', () => {
  test('are two different people who may hear it, whatever is done in whatever order', () => {
    const step = fc.record({ person: who, does: fc.constantFrom('take', 'offer', 'recuse'), to: who });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20, size: 'max' }), (steps) => {
        const members = ['a', 'b', 'c', 'd', 'e', 'f'].map((person) => ({ person, reachable: true }));
        let stands: Standing[] = [];
        const without = (person: string, ...roles: Role[]) =>
          stands.filter((each) => each.person !== person || !roles.includes(each.role));
        for (const { person, does, to } of steps) {
          const may = eligible(members, stands, undefined);
          const on = pairOf(stands, may);
          if (!may.includes(person)) continue;
          if (does === 'recuse')
            stands = [...without(person, 'lead', 'second', 'offered'), { person, role: 'recused' }];
          else if (does === 'offer' && isOn(on, person) && may.includes(to) && !isOn(on, to))
            stands = [
              ...stands.filter((each) => each.role !== 'offered'),
              { person: to, role: 'offered', from: person },
            ];
          else if (does === 'take') {
            const what = taking(stands, on, person);
            if (what.kind === 'instead') stands = without(what.of, 'lead', 'second');
            const place = what.kind === 'instead' ? what.role : what.kind;
            if (place !== 'lead' && place !== 'second') continue;
            stands = [...stands.filter((each) => each.role !== place), { person, role: place }];
          }
          const now = eligible(members, stands, undefined);
          const pair = pairOf(stands, now);
          if (both(pair)) expect(pair.lead).not.toBe(pair.second);
          for (const each of [pair.lead, pair.second]) if (each !== undefined) expect(now).toContain(each);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('a hand-over that was offered does not let anybody in whose colleague is gone', () => {
    fc.assert(
      fc.property(standings, who, (stands, person) => {
        const may = eligible(
          ['a', 'b', 'c', 'd', 'e', 'f'].map((each) => ({ person: each, reachable: true })),
          stands,
          undefined,
        );
        const on = pairOf(stands, may);
        const what = taking(stands, on, person);
        if (what.kind === 'instead') expect(isOn(on, what.of)).toBe(true);
        if (what.kind === 'lead') expect(on.lead).toBeUndefined();
        if (what.kind === 'second') expect(on.second).toBeUndefined();
        expect(what.kind === 'already').toBe(isOn(on, person));
      }),
    );
  });

  test('the first call never waits; later ones wait longer, an hour at most', () => {
    expect(slowed(0)).toBe(0);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), (earlier) => {
        expect(slowed(earlier)).toBeGreaterThanOrEqual(slowed(earlier - 1));
        expect(slowed(earlier)).toBeGreaterThan(0);
        expect(slowed(earlier)).toBeLessThanOrEqual(3_600_000);
      }),
    );
  });
});

describe('names in a text', () => {
  const name = fc.constantFrom('Rosa', 'Łucja', 'Jürgen', 'مريم', '山田', 'Анна', 'o.connor', 'mod_7');
  const around = fc.constantFrom('', ' ', ', ', '. ', '! ', ' (', ') ', '\n', '"', '…');

  test('are found between any marks, in either case', () => {
    fc.assert(
      fc.property(name, around, around, fc.boolean(), (alias, before, after, loud) => {
        const said = `yes${before || ' '}${loud ? alias.toUpperCase() : alias.toLowerCase()}${after || ' '}did`;
        expect(namedIn(said, [{ person: 'x', aliases: [alias] }])).toEqual(['x']);
      }),
    );
  });

  test('are not found in what all accounts of a homeserver have in common', () => {
    const people = ['Rosa', 'Sam'].map((each) => ({
      person: each,
      aliases: [each, `@${each.toLowerCase()}:chat.example.org`],
    }));
    for (const said of ['<@@sam:chat.example.org|Sam> did it', 'it was @sam:chat.example.org', 'sam, on example'])
      expect(namedIn(said, people)).toEqual(['Sam']);
    expect(namedIn('somebody from chat.example.org', people)).toEqual([]);
  });

  test('are found for nobody in an empty text, and nothing that is typed breaks the search', () => {
    fc.assert(
      fc.property(anything, fc.array(anything), (said, aliases) => {
        expect(namedIn('', [{ person: 'x', aliases }])).toEqual([]);
        expect(namedIn(said, [{ person: 'x', aliases }]).length).toBeLessThan(2);
      }),
    );
  });
});

const asking: Asking = {
  now: new Date('2026-03-02T09:00:00Z'),
  locale: 'en',
  person: async () => undefined,
  synonyms: (key) => texts.synonyms(key),
};
/** The zeros of some scripts' digits. */
const zeros = ['0', '٠', '۰', '०', '০', '๐', '０', '𝟎', '𞥐'].map((zero) => zero.codePointAt(0)!);

describe('what is typed as an answer', () => {
  const weight = choice({ summary: 's', of: ['light', 'medium', 'heavy', 'unbearable'], labels: 'cases-weight' });

  test('is the same number in the digits of every script', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_999 }), fc.constantFrom(...zeros), (value, zero) => {
        const typed = [...String(value)].map((digit) => String.fromCodePoint(zero + Number(digit))).join('');
        expect(digits(typed)).toBe(value);
      }),
    );
  });

  test('is a choice by number or word, with whatever a keyboard adds', async () => {
    const added = fc.constantFrom('', ' ', '.', '!', '?', ')', '”', ' \n');
    await fc.assert(
      fc.asyncProperty(fc.nat(3), added, added, fc.constantFrom(...zeros), async (at, before, after, zero) => {
        const value = ['light', 'medium', 'heavy', 'unbearable'][at]!;
        for (const typed of [String.fromCodePoint(zero + at + 1), value, value.toUpperCase()]) {
          const read = await weight.parse(`${before.trim() === '' ? before : ''}${typed}${after}`, asking);
          expect(read, typed).toEqual({ ok: true, value });
        }
      }),
    );
  });

  test('is read or refused with a sentence, and never breaks anything', async () => {
    const fields = [
      weight,
      yesno({ summary: 's' }),
      number({ summary: 's', min: 1, max: 60 }),
      instant({ summary: 's' }),
    ];
    await fc.assert(
      fc.asyncProperty(fc.oneof(anything, fc.string({ unit: 'grapheme' })), async (typed) => {
        for (const field of fields) {
          const read = await field.parse(typed, asking);
          if (!read.ok) expect(texts.format(read.refused.why, 'en')).not.toBe('');
          else if (read.value instanceof Date) expect(Number.isNaN(read.value.getTime())).toBe(false);
        }
      }),
    );
  });

  test('tidied twice is tidied once; a list holds no dividers', () => {
    fc.assert(
      fc.property(anything, (typed) => {
        expect(tidy(tidy(typed))).toBe(tidy(typed));
        for (const piece of splitList(typed)) expect(piece).not.toMatch(/[\s,;、،]|^$/u);
      }),
    );
  });
});

describe('a typed line', () => {
  const commands = [
    { name: 'case', fields: [] },
    {
      name: 'case reply',
      fields: [
        { name: 'case', kind: 'text', long: false },
        { name: 'text', kind: 'text', long: true },
        { name: 'relief', kind: 'choice', long: false },
        { name: 'sure', kind: 'yesno', long: false },
      ],
    },
  ];
  const word = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,11}$/u);
  const words = fc.array(word, { minLength: 1, maxLength: 6 }).map((some) => some.join(' '));

  test('gives each field what was meant for it, with flags in any order', () => {
    fc.assert(
      fc.property(word, words, word, fc.boolean(), fc.boolean(), (code, text, relief, first, yes) => {
        const flags = [`--relief ${relief}`, ...(yes ? ['--sure'] : [])].join(' ');
        const line = first
          ? `case reply ${flags} ${yes ? '--case ' : ''}${code} ${text}`
          : `CASE  reply ${code} ${text} ${flags}`;
        expect(readLine(line, commands)).toEqual({
          name: 'case reply',
          args: { case: code, text, relief, ...(yes ? { sure: 'yes' } : {}) },
        });
      }),
    );
  });

  test('keeps a long text as it stands, marks and spaces and all', () => {
    const loose = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 80 })
      .filter((text) => text.trim() !== '' && !/--|["“]/u.test(text));
    fc.assert(
      fc.property(loose, (text) => {
        expect(readLine(`case reply amber-otter-47 ${text}`, commands)?.args['text']).toBe(text.trim());
      }),
    );
  });

  test('keeps together what stands in quotes, whatever it is', () => {
    const quoted = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(quoted, (text) => {
        const line = `case reply x "${text.replaceAll(/[\\"]/gu, '\\$&')}"`;
        expect(readLine(line, commands)?.args['text']).toBe(text);
      }),
    );
  });

  test('of any kind is read or not, and never breaks anything', () => {
    fc.assert(
      fc.property(anything, (line) => {
        readLine(line, commands);
        readLine(`case reply ${line}`, commands);
        for (const { text, at } of pieces(line))
          expect(at + text.length).toBeLessThanOrEqual(line.length + text.length);
      }),
    );
  });
});

describe('a message on its way to a platform', () => {
  const letters = fc.constantFrom('a', 'word ', '\n', '*', '_', '👍🏽', '山', ' ', 'ß', 'é', '> ', '- ');
  // Of all kinds, and without a place to cut at.
  const text = fc.oneof(
    fc.array(letters, { maxLength: 500, size: 'max' }).map((some) => some.join('')),
    fc.array(fc.constantFrom('👍🏽', '山', 'é', 'x'), { maxLength: 900, size: 'max' }).map((some) => some.join('')),
  );
  const said = text.map((words) => ({ said: words }));
  const label = fc.constant({ key: 'cases-fact-where' });
  const part: fc.Arbitrary<Part> = fc.oneof(
    said.map((each): Part => ({ kind: 'paragraph', text: each })),
    fc.array(fc.tuple(label, said), { minLength: 1, maxLength: 4 }).map((facts): Part => ({ kind: 'facts', facts })),
    fc.array(said, { minLength: 1, maxLength: 4 }).map((items): Part => ({ kind: 'list', items })),
    // Many short ones, of which each brings its marks.
    fc
      .nat(60)
      .map((count): Part => ({ kind: 'list', items: Array.from({ length: count + 1 }, () => ({ said: 'abc' })) })),
    fc.nat(40).map((lines): Part => ({ kind: 'quote', text: 'a\n'.repeat(lines + 1) })),
    fc.record({ text, by: fc.constant({ key: 'cases-team' }) }).map((each): Part => ({ kind: 'quote', ...each })),
  );
  const measures: readonly ((text: string) => number)[] = [
    (words) => words.length,
    // A platform that writes a backslash before each mark.
    (words) => words.length + (words.match(/[*_>-]/gu)?.length ?? 0),
    (words) => Buffer.byteLength(words),
  ];
  const limits = fc.record({
    text: fc.constantFrom(200, 700, 2_000, 4_000),
    measure: fc.constantFrom(...measures),
    prefix: fc.constantFrom('/', '!haven '),
    choices: fc.constantFrom(0, 25),
    label: fc.constantFrom(20, 80),
  });
  const choosable = fc.array(fc.constantFrom('take', 'recuse'), { maxLength: 3 });
  const minted = (names: readonly string[]) =>
    names.map((name, at) => ({
      choice: {
        label: { said: name.repeat(30) },
        does: { kind: 'command' as const, name: `case ${name}`, args: { case: 'amber-otter-47' } },
      },
      token: `token-${at}`,
      number: undefined,
    }));
  const pages = (message: Message, names: readonly string[], to: Limits) =>
    render(message, minted(names), 'en', texts, to);
  const solid = (words: string) => words.replaceAll(/\s/gu, '');

  test('is cut into pages of which none is too long by the platform’s own measure', () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 5, size: 'max' }), limits, (parts, to) => {
        for (const page of pages({ parts }, [], to)) {
          expect(to.measure(plain(page, { choices: false }))).toBeLessThanOrEqual(to.text);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('loses nothing on the way, and adds nothing', () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 5, size: 'max' }), limits, (parts, to) => {
        const wordsOf = (message: Message, at: Limits) =>
          solid(
            pages(message, [], at)
              .flatMap((page) => page.parts)
              .map((each) => {
                if (each.kind === 'facts') return each.facts.flat().join('');
                if (each.kind === 'list') return each.items.join('');
                return each.kind === 'quote' ? (each.by ?? '') + each.text : each.text;
              })
              .join(''),
          );
        expect(wordsOf({ parts }, to)).toBe(wordsOf({ parts }, { ...to, text: 10_000_000 }));
      }),
      { numRuns: 200 },
    );
  });

  test('never cuts a character in two', () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 3, size: 'max' }), limits, (parts, to) => {
        for (const page of pages({ parts }, [], to)) expect(plain(page).isWellFormed()).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  test('has what can be pressed on its last page alone, in order, and what to type instead leads to the same', () => {
    const commands = ['take', 'recuse'].map((name) => ({
      name: `case ${name}`,
      fields: [{ name: 'case', kind: 'text', long: false }],
    }));
    fc.assert(
      fc.property(fc.array(part, { maxLength: 5, size: 'max' }), choosable, limits, (parts, names, to) => {
        const all = pages({ parts }, names, to);
        expect(all.slice(0, -1).flatMap((page) => page.choices)).toEqual([]);
        const last = all.at(-1)!.choices;
        expect(last.map((each) => each.token)).toEqual(names.map((_, at) => `token-${at}`));
        for (const [at, each] of last.entries()) {
          expect(each.label.length).toBeLessThanOrEqual(to.label);
          expect(each.typed.startsWith(to.prefix)).toBe(true);
          expect(readLine(each.typed.slice(to.prefix.length), commands)).toEqual({
            name: `case ${names[at]}`,
            args: { case: 'amber-otter-47' },
          });
        }
      }),
      { numRuns: 100 },
    );
  });

  test('is shortened between characters as people see them, with an ellipsis', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.integer({ min: 1, max: 40 }), (words, size) => {
        const short = cut(words, size);
        expect(short.length).toBeLessThanOrEqual(Math.max(size, 1));
        if (words.length <= size) expect(short).toBe(words);
        else expect(words.startsWith(short.slice(0, -1)) && short.endsWith('…')).toBe(true);
        expect(short.isWellFormed()).toBe(words.isWellFormed() || short.isWellFormed());
      }),
    );
  });
});
