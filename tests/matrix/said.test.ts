/** Messages of every kind, as what they say. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eventsOf } from '../../src/platforms/matrix/events.ts';
import { fileOf } from '../../src/platforms/matrix/files.ts';
import { numberOf, typedFor } from '../../src/platforms/matrix/reactions.ts';
import { changeIn, saidIn } from '../../src/platforms/matrix/said.ts';

const names = { user: () => undefined, room: () => undefined };
const message = (content: object) => saidIn({ type: 'm.room.message', content }, names);
const key = { k: 'qcHVMSgYg-71CauWBezXI5qkaRb0LuIy-Wx5kIaHMIA', kty: 'oct', alg: 'A256CTR', ext: true };
const file = { v: 'v2', url: 'mxc://example.org/abc', key, iv: 'X85+XgHN+HEAAAAAAAAAAA', hashes: { sha256: '5qG4' } };
const info = { mimetype: 'image/png', size: 9 };

describe('a message', () => {
  test('is its words', () => {
    expect(message({ msgtype: 'm.text', body: 'hello' })).toEqual({ text: 'hello', files: [] });
    expect(message({ msgtype: 'm.emote', body: 'waves' })?.text).toBe('waves');
    expect(message({ msgtype: 'org.example.new', body: 'hello' })?.text).toBe('hello');
  });
  test('says nothing where it is a bot’s, a verification, or empty', () => {
    expect(message({ msgtype: 'm.notice', body: 'hello' })).toBeUndefined();
    expect(message({ msgtype: 'm.key.verification.request', body: 'hello' })).toBeUndefined();
    expect(message({ msgtype: 'm.text', body: ' ' })).toBeUndefined();
    expect(message({})).toBeUndefined();
    expect(saidIn({ type: 'm.call.invite', content: { msgtype: 'm.text', body: 'hello' } }, names)).toBeUndefined();
  });
  test('with a file has a name, and words only beside the name', () => {
    const picture = { msgtype: 'm.image', body: 'a.png', info, file };
    expect(message(picture)).toMatchObject({ text: '', files: [{ name: 'a.png', type: 'image/png', size: 9 }] });
    expect(message({ ...picture, filename: 'a.png' })?.text).toBe('');
    expect(message({ ...picture, filename: '../b.png', body: 'look' })).toMatchObject({
      text: 'look',
      files: [{ name: 'b.png' }],
    });
  });
  test('without words says in words what it shows', () => {
    const sticker = { type: 'm.sticker', content: { body: 'a sad cat', url: 'mxc://example.org/cat' } };
    expect(saidIn(sticker, names)?.text).toBe('[sticker] a sad cat');
    expect(message({ msgtype: 'm.location', body: 'Here', geo_uri: 'geo:1,2' })?.text).toBe('[location] Here geo:1,2');
    const poll = {
      question: { 'org.matrix.msc1767.text': 'Where?' },
      answers: [
        { id: '1', 'm.text': [{ body: 'Here' }] },
        { id: '2', 'org.matrix.msc1767.text': 'There' },
      ],
    };
    for (const type of ['m.poll.start', 'org.matrix.msc3381.poll.start'])
      expect(saidIn({ type, content: { [type]: poll } }, names)?.text).toBe('[poll] Where?\n- Here\n- There');
  });
  test('is changed by the words that are now in its place', () => {
    const relation = { rel_type: 'm.replace', event_id: '$1' };
    const now = { msgtype: 'm.text', body: 'better' };
    const change = { msgtype: 'm.text', body: '* better', 'm.new_content': now, 'm.relates_to': relation };
    expect(changeIn(change, names)).toEqual({ of: '$1', said: { text: 'better', files: [] } });
    expect(changeIn({ ...change, 'm.relates_to': { rel_type: 'm.thread', event_id: '$1' } }, names)).toBeUndefined();
    expect(changeIn({ ...change, 'm.new_content': undefined }, names)?.said.text).toBe('');
  });
  test('of any shape is read without a failure', () => {
    const types = fc.constantFrom('m.room.message', 'm.sticker', 'm.poll.start', 'constructor', '__proto__');
    const some =
      'msgtype body formatted_body format filename url file info geo_uri m.relates_to m.new_content m.poll.start';
    const content = fc.dictionary(fc.constantFrom(...some.split(' ')), fc.anything());
    fc.assert(
      fc.property(types, content, (type, given) => {
        const said = saidIn({ type, content: given }, names);
        expect(said?.text.isWellFormed() ?? true).toBe(true);
        expect(changeIn(given, names)?.said.text.isWellFormed() ?? true).toBe(true);
      }),
    );
    fc.assert(fc.property(fc.anything(), (given) => void eventsOf(given)));
  });
});

describe('a file', () => {
  test('is known by its address and what opens it, and by nothing else', () => {
    expect(fileOf({ body: 'a', file })?.id).toBe(`${file.url} ${key.k} ${file.iv} 5qG4`);
    expect(fileOf({ body: 'a', url: file.url })?.id).toBe(file.url);
  });
  test('that can not be fetched was there all the same', () => {
    for (const wrong of [
      {},
      { ...file, url: 'https://example.org/a' },
      { ...file, iv: 'a b' },
      { ...file, key: {} },
      'x',
    ])
      expect(fileOf({ body: 'a.png', file: wrong })).toEqual({
        id: '-',
        name: 'a.png',
        type: 'application/octet-stream',
        size: 0,
      });
    expect(fileOf({ body: 'a', url: 'mxc://example.org/../../admin' })?.id).toBe('-');
    expect(fileOf({ body: 'a' })).toBeUndefined();
  });
  test('has a type and a size that can be relied upon to be such', () => {
    for (const size of [-1, 1.5, Infinity, '9', null]) expect(fileOf({ url: 'x', info: { size } })?.size).toBe(0);
    for (const mimetype of ['image', 'a/b\r\nc: d', 'x/'.repeat(99), 7])
      expect(fileOf({ url: 'x', info: { mimetype } })?.type).toBe('application/octet-stream');
  });
});

describe('a reaction', () => {
  test('stands for a choice by its number', () => {
    expect(['1️⃣', '2\u20E3', '3', '9️⃣', '🔟'].map(numberOf)).toEqual([1, 2, 3, 9, 10]);
    expect(['👍', '0️⃣', '12', '', undefined, {}].map(numberOf)).toEqual(Array.from({ length: 6 }));
  });
  test('and a message says what its choices stand for', () => {
    const choice = { label: 'Take', token: 't', style: 'plain', typed: '!haven case take' } as const;
    expect(typedFor({ parts: [], choices: [choice], orWrite: '' })).toEqual({
      'org.haven.choices': ['!haven case take'],
    });
    expect(typedFor({ parts: [], choices: [], orWrite: '' })).toEqual({});
  });
});
