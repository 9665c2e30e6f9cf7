/** Who is on duty, where a clock is only a clock: turns, layers, changes for a while, gaps. */
import { describe, expect, test } from 'vitest';
import type { Availability } from '../../../src/core/availability/rules.ts';
import { gaps, onDuty, shifts, type Override } from '../../../src/core/rota/rules.ts';
import { always, at, fixed, iso, rota, told, turns } from '../../support/rotas.ts';

describe('who takes turns', () => {
  const week = (more: object) => rota('UTC', [turns('a b c', 1, 'day', '2026-12-01T00:00', more)]);

  test('several at once are different ones, and who is second now is first next', () => {
    const on = ['2026-12-01T12:00', '2026-12-02T12:00', '2026-12-03T12:00', '2026-12-04T12:00'];
    expect(on.map((each) => onDuty(week({ seats: 2 }), at(each)).join())).toEqual(['a,b', 'b,c', 'c,a', 'a,b']);
    expect(onDuty(week({ seats: 9 }), at('2026-12-02T12:00'))).toEqual(['b', 'c', 'a']);
  });

  test('nobody, where nobody is named', () => {
    const empty = rota('UTC', [turns('', 1, 'day', '2026-12-01T00:00', { people: [] })]);
    expect(told(empty, '2026-12-01T00:00', '2026-12-02T00:00')).toEqual(['2026-12-01T00:00']);
    expect(told(rota('UTC', []), '2026-12-01T00:00', '2026-12-02T00:00')).toEqual(['2026-12-01T00:00']);
    expect(shifts(week({}), { start: at('2026-12-01T00:00'), end: at('2026-12-01T00:00') })).toEqual([]);
  });

  test('only within the hours, over midnight too', () => {
    const night = week({ within: { days: [2, 3], from: '22:00', to: '06:00' } });
    // Tuesday is the first of December. The night from Wednesday on belongs to Wednesday until it ends.
    expect(told(night, '2026-12-01T00:00', '2026-12-05T00:00')).toEqual([
      '2026-12-01T00:00',
      '2026-12-01T22:00 a',
      '2026-12-02T00:00 b',
      '2026-12-02T06:00',
      '2026-12-02T22:00 b',
      '2026-12-03T00:00 c',
      '2026-12-03T06:00',
    ]);
  });

  test('a layer begins and ends in the middle of a turn, to the moment', () => {
    const layer = { ...always(turns('a', 1, 'day', '2026-12-01T00:00')), begins: at('2026-12-01T07:00') };
    const of = { zone: 'UTC', layers: [{ ...layer, ends: at('2026-12-01T08:00') }], overrides: [] };
    const moments = [layer.begins - 1, layer.begins, at('2026-12-01T08:00') - 1, at('2026-12-01T08:00')];
    expect(moments.map((each) => onDuty(of, each).join())).toEqual(['', 'a', 'a', '']);
  });

  test('they are told in the order of the layers, each once', () => {
    const of = rota('UTC', [fixed('c a', '00:00', '00:00'), turns('a b', 1, 'day', '2026-12-01T00:00', { seats: 2 })]);
    expect(onDuty(of, at('2026-12-01T12:00'))).toEqual(['c', 'a', 'b']);
  });
});

describe('changes for a while', () => {
  const whole = { start: at('2026-12-01T00:00'), end: at('2026-12-02T00:00') };
  const add = (person: string, when = whole): Override => ({ kind: 'add', person, ...when });
  const remove = (person: string, when = whole): Override => ({ kind: 'remove', person, ...when });
  const replace = (person: string, by: string, when = whole): Override => ({ kind: 'replace', person, by, ...when });
  test.each<[string, Override[], string]>([
    ['nothing', [], 'a,b'],
    ['somebody more', [add('c')], 'a,b,c'],
    ['somebody who is on already', [add('b')], 'a,b'],
    ['one less', [remove('a')], 'b'],
    ['one less, who is not on', [remove('c')], 'a,b'],
    ['in the place of another one', [replace('a', 'c')], 'c,b'],
    ['in the place of somebody who is not on', [replace('d', 'c')], 'a,b'],
    ['in the place of another one, being on already', [replace('a', 'b')], 'b'],
    ['added, then removed', [add('c'), remove('c')], 'a,b'],
    ['removed, then added', [remove('a'), add('a')], 'b,a'],
    ['replaced by somebody who is then removed', [replace('a', 'c'), remove('c')], 'b'],
    ['removed before they came', [remove('c'), replace('a', 'c')], 'c,b'],
    ['two in a row', [replace('a', 'c'), replace('c', 'd')], 'd,b'],
    ['the other way round', [replace('c', 'd'), replace('a', 'c')], 'c,b'],
  ])('%s', (_what, overrides, on) => {
    const of = rota('UTC', [fixed('a b', '00:00', '00:00')], overrides);
    expect(onDuty(of, at('2026-12-01T12:00')).join()).toBe(on);
    expect([onDuty(of, whole.start - 1), onDuty(of, whole.end)]).toEqual([
      ['a', 'b'],
      ['a', 'b'],
    ]);
    expect(onDuty(of, whole.end - 1).join()).toBe(on);
  });
});

describe('gaps', () => {
  const known = (person: string, more: Partial<Availability> = {}): Availability => ({
    person,
    reachable: true,
    trainedUntil: Infinity,
    away: [],
    ...more,
  });
  const of = rota('UTC', [fixed('a b', '00:00', '00:00')]);
  const window = { start: at('2026-12-01T00:00'), end: at('2026-12-02T00:00') };
  const missing = (team: readonly Availability[]) =>
    gaps(of, 2, team, window).map(
      ({ start, end, on, free }) => `${iso(start)} ${iso(end)} on ${on.join()} free ${free.join()}`,
    );

  test('are none while enough can be counted on', () => {
    expect(missing([known('a'), known('b')])).toEqual([]);
  });

  test('are where somebody is away, cannot be reached, or has to learn anew', () => {
    const away = [{ start: at('2026-12-01T08:00'), end: at('2026-12-01T09:00') }];
    expect(missing([known('a', { away }), known('b'), known('c')])).toEqual([
      '2026-12-01T08:00 2026-12-01T09:00 on b free c',
    ]);
    expect(missing([known('a', { reachable: false }), known('b'), known('c')])).toEqual([
      '2026-12-01T00:00 2026-12-02T00:00 on b free c',
    ]);
    expect(missing([known('a', { trainedUntil: at('2026-12-01T20:00') }), known('b'), known('c')])).toEqual([
      '2026-12-01T20:00 2026-12-02T00:00 on b free c',
    ]);
    expect(missing([known('b'), known('c')])).toEqual(['2026-12-01T00:00 2026-12-02T00:00 on b free c']);
  });

  test('name as free only who is there for all of it', () => {
    const away = [{ start: at('2026-12-01T08:00'), end: at('2026-12-01T12:00') }];
    const late = known('c', { away: [{ start: at('2026-12-01T11:59'), end: at('2026-12-03T00:00') }] });
    const lapses = known('d', { trainedUntil: at('2026-12-01T11:59') });
    const exactly = known('e', {
      trainedUntil: at('2026-12-01T12:00'),
      away: [{ start: at('2026-12-01T12:00'), end: at('2026-12-03T00:00') }],
    });
    expect(missing([known('a', { away }), known('b'), late, lapses, exactly])).toEqual([
      '2026-12-01T08:00 2026-12-01T12:00 on b free e',
    ]);
  });

  test('an absence without length keeps nobody from being free', () => {
    const away = [{ start: at('2026-12-01T08:00'), end: at('2026-12-01T08:00') }];
    expect(missing([known('b'), known('c', { away })])).toEqual(['2026-12-01T00:00 2026-12-02T00:00 on b free c']);
  });
});
