/** What is wrong with a room, by its state. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findingsOf } from '../../src/platforms/matrix/placecheck.ts';
import { newState } from '../../src/platforms/matrix/state.ts';

const self = '@haven:example.org';

function room(...state: readonly (readonly [type: string, content: unknown])[]) {
  const made = newState('!room:example.org');
  const events: (readonly [string, unknown])[] = [
    ['m.room.create', { room_version: '11' }],
    ['m.room.name', { name: 'Team' }],
    ...state,
  ];
  events.forEach(([type, content], at) =>
    made.apply({
      type,
      content,
      state_key: '',
      event_id: `$${at}`,
      sender: '@rosa:example.org',
      origin_server_ts: 0,
    }),
  );
  return made;
}

const sealed = ['m.room.encryption', { algorithm: 'm.megolm.v1.aes-sha2' }] as const;
const powers = (content: object) => ['m.room.power_levels', content] as const;
const moderator = powers({ users: { [self]: 50 } });
const found = (made: ReturnType<typeof room>, use: 'cases' | 'announcements' = 'cases', plainAllowed = false) =>
  findingsOf(made, use, { self, plainAllowed }).map(({ level, text }) => `${level} ${text.key}`);

describe('a room for cases', () => {
  test('that is encrypted, closed, and lets us do all that we need, lacks nothing', () => {
    expect(found(room(sealed, moderator))).toEqual([]);
  });

  test('that is not encrypted takes no case, unless the operator allows it; then it is said', () => {
    expect(found(room(moderator))).toEqual(['bad matrix-check-unsealed']);
    expect(found(room(moderator), 'cases', true)).toEqual(['warning matrix-check-plain']);
  });

  test.each([
    ['public', true],
    ['restricted', true],
    ['knock_restricted', true],
    ['knock', false],
    ['invite', false],
  ])('with the join rule %s lets strangers in: %s', (rule, open) => {
    const rules = ['m.room.join_rules', { join_rule: rule }] as const;
    expect(found(room(sealed, moderator, rules))).toEqual(open ? ['bad matrix-check-open'] : []);
  });

  test('whose history the world reads is named', () => {
    const history = ['m.room.history_visibility', { history_visibility: 'world_readable' }] as const;
    expect(found(room(sealed, moderator, history))).toEqual(['bad matrix-check-world']);
  });

  test('counts the power for what is really sent there', () => {
    const encrypted = powers({ users: { [self]: 50 }, events: { 'm.room.encrypted': 60 } });
    expect(found(room(sealed, encrypted))).toEqual(['bad matrix-check-silent']);
    expect(found(room(encrypted), 'announcements')).toEqual([]);
    expect(found(room(sealed, powers({ events_default: 1 })))).toEqual([
      'bad matrix-check-silent',
      'hint matrix-check-redact',
    ]);
  });
});

test('a room for announcements may be open and in plain text', () => {
  const rules = ['m.room.join_rules', { join_rule: 'public' }] as const;
  expect(found(room(moderator, rules), 'announcements')).toEqual([]);
});

test('whatever stands in the state, each finding is one sentence of ours with the room’s name', () => {
  const types = ['m.room.power_levels', 'm.room.join_rules', 'm.room.history_visibility', 'm.room.name'];
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom(...types), fc.jsonValue())), (state) => {
      for (const { text, how } of findingsOf(room(...state), 'cases', { self, plainAllowed: false })) {
        expect(text.args?.['room']).not.toBe('');
        expect(how).toBeDefined();
      }
    }),
  );
});
