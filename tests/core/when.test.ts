/** Time as people write it: English and Spanish, with and without care; and never a fault, whatever was typed. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readLine, smallWords } from '../../src/chat/command.ts';
import type { Asking, Field } from '../../src/chat/field.ts';
import {
  daysText,
  exactly,
  hoursOfWeek,
  hoursText,
  momentOf,
  spanIn,
  spanOf,
  timeOfDay,
  weekdays,
  when,
  zone,
  type When,
} from '../../src/chat/when.ts';
import { everyDay } from '../../src/time/hours.ts';
import { sentence, texts } from '../support/report.ts';

/** A Monday, ten in the morning in Berlin. */
const now = new Date('2026-03-02T09:00:00Z');
const asking: Asking = { now, locale: 'en', person: async () => undefined, synonyms: (key) => texts.synonyms(key) };
const ask = { summary: 'rota-field-from' };
const berlin = 'Europe/Berlin';

const reads = async <T>(field: Field<T, any>, raw: string): Promise<T | undefined> => {
  const read = await field.parse(raw, asking);
  return read.ok ? read.value : undefined;
};
const refusal = async (field: Field<any, any>, raw: string): Promise<string> => {
  const read = await field.parse(raw, asking);
  if (read.ok) throw new Error(`understood: ${raw}`);
  return texts.words(read.refused.why, 'en');
};
const moment = async (raw: string, edge: 'from' | 'until' = 'from', clock = berlin): Promise<string | undefined> => {
  const written = await reads(when(ask), raw);
  return written && new Date(momentOf(written, clock, now, edge)).toISOString();
};

describe('a moment', () => {
  const table: readonly (readonly [string, string])[] = [
    ['now', '2026-03-02T09:00:00.000Z'],
    ['ahora', '2026-03-02T09:00:00.000Z'],
    ['2h', '2026-03-02T11:00:00.000Z'],
    ['+30 m', '2026-03-02T09:30:00.000Z'],
    ['3d', '2026-03-05T09:00:00.000Z'],
    ['1w', '2026-03-09T09:00:00.000Z'],
    ['18:00', '2026-03-02T17:00:00.000Z'],
    ['6pm', '2026-03-02T17:00:00.000Z'],
    ['9h30', '2026-03-03T08:30:00.000Z'],
    ['09:30', '2026-03-03T08:30:00.000Z'],
    ['friday', '2026-03-05T23:00:00.000Z'],
    ['Fri 18:00', '2026-03-06T17:00:00.000Z'],
    ['friday, 6 pm.', '2026-03-06T17:00:00.000Z'],
    ['on friday at 18:00', '2026-03-06T17:00:00.000Z'],
    ['viernes 18:00', '2026-03-06T17:00:00.000Z'],
    ['el viernes a las 18:00', '2026-03-06T17:00:00.000Z'],
    ['monday 12:00', '2026-03-02T11:00:00.000Z'],
    ['monday 9:00', '2026-03-09T08:00:00.000Z'],
    ['today 23:00', '2026-03-02T22:00:00.000Z'],
    ['tomorrow 9am', '2026-03-03T08:00:00.000Z'],
    ['mañana 9:00', '2026-03-03T08:00:00.000Z'],
    ['yesterday 22:00', '2026-03-01T21:00:00.000Z'],
    ['ayer a las 22:00', '2026-03-01T21:00:00.000Z'],
    ['2026-12-24', '2026-12-23T23:00:00.000Z'],
    ['2026-12-24 18:00', '2026-12-24T17:00:00.000Z'],
    ['2026-12-24T18:00', '2026-12-24T17:00:00.000Z'],
    ['24.12. 18:00', '2026-12-24T17:00:00.000Z'],
    ['24.12.2026', '2026-12-23T23:00:00.000Z'],
    ['12.10.', '2026-10-11T22:00:00.000Z'],
    ['12.1.', '2027-01-11T23:00:00.000Z'],
    ['2026-03-02T23:00Z', '2026-03-02T23:00:00.000Z'],
    ['2026-03-02t23:00:01.500z', '2026-03-02T23:00:01.500Z'],
  ];
  for (const [raw, at] of table) test(raw, async () => expect(await moment(raw)).toBe(at));

  for (const raw of [
    '',
    'soon',
    '25:00',
    '18:60',
    '13pm',
    '2026-02-30',
    '31.4.',
    'friday noonish',
    '9',
    'fri 18:00 20:00',
  ])
    test(`“${raw}” is refused, with what would be understood`, async () =>
      expect(await refusal(when(ask), raw)).toBe(sentence('field-when')));

  test('a day begins at midnight and is over at the next one, by the clock of whoever means it', async () => {
    expect(await moment('friday', 'from')).toBe('2026-03-05T23:00:00.000Z');
    expect(await moment('friday', 'until')).toBe('2026-03-06T23:00:00.000Z');
    expect(await moment('friday', 'until', 'America/Bogota')).toBe('2026-03-07T05:00:00.000Z');
  });

  test('one that does not exist is the first moment after the gap', async () => {
    expect(await moment('2026-03-29 02:30')).toBe('2026-03-29T01:00:00.000Z');
    expect(await moment('2026-03-08 02:30', 'from', 'America/New_York')).toBe('2026-03-08T07:00:00.000Z');
  });

  test('whatever is written down exactly is read again as the same moment', async () => {
    await fc.assert(
      fc.asyncProperty(fc.date({ min: now, max: new Date('2100-01-01'), noInvalidDate: true }), async (at) => {
        expect(await moment(exactly(at.getTime()))).toBe(at.toISOString());
      }),
    );
  });
});

describe('from one moment to another', () => {
  const span = async (from: string, until: string) => {
    const [start, end] = (await Promise.all([from, until].map((each) => reads(when(ask), each)))) as [When, When];
    const found = spanOf(start, end, berlin, now);
    return found.end <= found.start
      ? 'backwards'
      : [found.start, found.end].map((at) => new Date(at).toISOString().slice(0, 16)).join(' ');
  };
  const table: readonly (readonly [string, string, string])[] = [
    ['now', '2h', '2026-03-02T09:00 2026-03-02T11:00'],
    ['friday 20:00', '2h', '2026-03-06T19:00 2026-03-06T21:00'],
    ['friday 20:00', '23:00', '2026-03-06T19:00 2026-03-06T22:00'],
    ['friday 22:00', '6:00', '2026-03-06T21:00 2026-03-07T05:00'],
    ['friday', 'monday', '2026-03-05T23:00 2026-03-09T23:00'],
    ['friday', 'friday', '2026-03-05T23:00 2026-03-06T23:00'],
    ['tomorrow', 'tomorrow', '2026-03-02T23:00 2026-03-03T23:00'],
    ['today', 'friday', '2026-03-02T09:00 2026-03-06T23:00'],
    ['now', 'monday 8:00', '2026-03-02T09:00 2026-03-09T07:00'],
    ['friday 20:00', 'friday 18:00', 'backwards'],
    ['friday', 'tomorrow', 'backwards'],
    ['2026-04-03', '2026-04-01', 'backwards'],
    ['now', 'now', 'backwards'],
    ['yesterday', 'today', '2026-03-02T09:00 2026-03-02T23:00'],
  ];
  for (const [from, until, both] of table)
    test(`${from} to ${until}`, async () => expect(await span(from, until)).toBe(both));

  test('whole days are told as days, and anything else with its times', () => {
    const told = (start: string, end: string) => {
      const { start: first, end: last } = spanIn(berlin, { start: Date.parse(start), end: Date.parse(end) });
      return sentence('rota-span', { start: first, end: last });
    };
    expect(told('2026-03-05T23:00Z', '2026-03-06T23:00Z')).toBe('Fri, Mar 6 – Fri, Mar 6');
    expect(told('2026-03-05T23:00Z', '2026-03-08T23:00Z')).toBe('Fri, Mar 6 – Sun, Mar 8');
    expect(told('2026-03-06T17:00Z', '2026-03-06T23:00Z')).toBe('Fri, Mar 6, 18:00 – Sat, Mar 7, 00:00');
  });
});

describe('the hours of a week', () => {
  const table: readonly (readonly [string, string])[] = [
    ['mon-fri 9:00-17:00', 'Monday to Friday 09:00–17:00'],
    ['lun-vie 9-17', 'Monday to Friday 09:00–17:00'],
    ['mon - fri 9am – 5pm; sat 10-14', 'Monday to Friday 09:00–17:00; Saturday 10:00–14:00'],
    ['22:00-7:00', 'every day 22:00–07:00'],
    ['sat, sun 0-24', 'Saturday, Sunday 00:00–00:00'],
    ['fri-mon 20:00-2:00', 'Monday, Friday, Saturday, Sunday 20:00–02:00'],
    ['none', 'always'],
    ['ninguno', 'always'],
  ];
  for (const [raw, told] of table)
    test(raw, async () => expect(texts.format(hoursText((await reads(hoursOfWeek(ask), raw))!), 'en')).toBe(told));

  for (const raw of ['', 'at night', 'mon-fri', 'mon-fri 9:00', '25-26', 'mon--fri 9-17', 'mon 9-17;', 'xyz 9-17'])
    test(`“${raw}” is refused`, async () => expect(await refusal(hoursOfWeek(ask), raw)).toBe(sentence('field-hours')));

  for (const locale of ['en', 'es'])
    test(`what is told in ${locale} of some days is read again as the same days`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.uniqueArray(fc.constantFrom(...everyDay), { minLength: 1, maxLength: 2 }), async (some) => {
          const days = some.toSorted((a, b) => a - b);
          expect(await reads(weekdays(ask), texts.format(daysText(days), locale))).toEqual(days);
        }),
      );
    });
});

describe('a time of day, days and zones', () => {
  test.each([
    ['9', '09:00'],
    ['9.30', '09:30'],
    ['12am', '00:00'],
    ['12 pm', '12:00'],
    ['6:30 pm', '18:30'],
    ['23:59', '23:59'],
  ])('%s', async (raw, time) => expect(await reads(timeOfDay(ask), raw)).toBe(time));

  test.each(['24:00', '0pm', '13pm', '9:60', 'nine', ''])('“%s” is refused', async (raw) =>
    expect(await refusal(timeOfDay(ask), raw)).toBe(sentence('field-time')),
  );

  test.each([
    ['Europe/Berlin', 'Europe/Berlin'],
    ['europe/berlin', 'Europe/Berlin'],
    ['Bogotá', 'America/Bogota'],
    ['new york', 'America/New_York'],
    ['utc', 'UTC'],
  ])('%s', async (raw, name) => expect(await reads(zone(ask), raw)).toBe(name));

  test('where several zones are like it they are named, and an offset or an abbreviation is none', async () => {
    expect(await refusal(zone(ask), 'san')).toContain('America/Santiago');
    for (const raw of ['Mars', 'EST', '+02:00', '']) expect(await refusal(zone(ask), raw)).toBe(sentence('field-zone'));
  });
});

test('nothing that can be typed is a fault, and everything that is understood is a real moment', async () => {
  const words = [...everyDay.map((day) => `weekday-${day}`), 'word-now', 'word-tomorrow', 'word-yesterday', 'word-at'];
  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.constantFrom(
      ...words.flatMap((key) => texts.synonyms(key)),
      '9:00',
      '9-17',
      '31.2.',
      '9999-12-31',
      '99999w',
      't',
      'z',
      '-',
      ';',
      ',',
    ),
  );
  const line = fc.array(piece, { maxLength: 5 }).map((all) => all.join(' '));
  await fc.assert(
    fc.asyncProperty(line, fc.constantFrom('UTC', berlin, 'Pacific/Apia'), async (raw, clock) => {
      for (const field of [hoursOfWeek(ask), timeOfDay(ask), weekdays(ask), zone(ask)]) await field.parse(raw, asking);
      const written = await reads(when(ask), raw);
      if (written === undefined) return;
      for (const edge of ['from', 'until'] as const)
        expect(Number.isFinite(momentOf(written, clock, now, edge)), raw).toBe(true);
      expect(Number.isFinite(spanOf(written, written, clock, now).end)).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

describe('in one typed line, without quotes', () => {
  const small = smallWords(texts.synonyms);
  const commands = [
    { name: 'rota cover', fields: ['from', 'until', 'person'] },
    { name: 'rota add', fields: ['people', 'every', 'start', 'seats'] },
  ].map(({ name, fields }) => ({
    name,
    fields: fields.map((each) => ({
      name: each,
      kind: ['from', 'until', 'start'].includes(each) ? 'instant' : 'text',
      long: false,
    })),
  }));
  test.each([
    ['rota cover friday 20:00 sat 6pm Lena', { from: 'friday 20:00', until: 'sat 6pm', person: 'Lena' }],
    ['rota cover 18:00 20:00', { from: '18:00', until: '20:00' }],
    ['rota cover now 2h', { from: 'now', until: '2h' }],
    ['rota cover 2h 22:00', { from: '2h', until: '22:00' }],
    ['rota cover friday 2h --person Lena', { from: 'friday', until: '2h', person: 'Lena' }],
    ['rota cover "friday 20:00" 22:00', { from: 'friday 20:00', until: '22:00' }],
    ['rota add rosa, sam, lena week monday 9:00', { people: 'rosa, sam, lena', every: 'week', start: 'monday 9:00' }],
    ['rota add "rosa, sam" week monday 2', { people: 'rosa, sam', every: 'week', start: 'monday', seats: '2' }],
    ['rota add rosa, --every week', { people: 'rosa,', every: 'week' }],
    ['rota cover friday until sunday', { from: 'friday', until: 'until sunday' }],
    [
      'rota cover from friday at 20:00 to sat at 6pm Lena',
      { from: 'from friday at 20:00', until: 'to sat at 6pm', person: 'Lena' },
    ],
    ['rota cover friday at 8 until 22:00', { from: 'friday at 8', until: 'until 22:00' }],
    ['rota cover 18:00 - 20:00', { from: '18:00', until: '- 20:00' }],
    ['rota cover friday – Sunday --person Lena', { from: 'friday', until: '– Sunday', person: 'Lena' }],
    [
      'rota cover del viernes a las 20:00 al domingo a las 18:00',
      { from: 'del viernes a las 20:00', until: 'al domingo a las 18:00' },
    ],
    ['rota cover viernes hasta el domingo Lena', { from: 'viernes', until: 'hasta el domingo', person: 'Lena' }],
  ])('%s', async (line, args) => {
    const read = readLine(line, commands, small)?.args;
    expect(read).toEqual(args);
    for (const each of ['from', 'until', 'start'])
      if (read?.[each] !== undefined) expect(await reads(when(ask), read[each])).toBeDefined();
  });
});
