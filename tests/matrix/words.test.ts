/** What people write on Matrix, as the house reads it: whatever a client or an attacker puts into an event. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pieces } from '../../src/chat/command.ts';
import { addressed, commandIn, wordsOf, type Names } from '../../src/platforms/matrix/words.ts';

const names: Names = {
  user: (id) => ({ '@rosa:example.org': 'Rosa Parks', '@bob:example.org': 'Bob', '@haven:example.org': 'Haven' })[id],
  room: (named) => (named.endsWith('staff:example.org') ? { id: '!staff:example.org', name: 'staff' } : undefined),
};
const rosa = '<@@rosa:example.org|Rosa Parks>';
const bob = '<@@bob:example.org|Bob>';

const plain = (body: string) => wordsOf({ msgtype: 'm.text', body }, names);
const rich = (body: string, html: string) =>
  wordsOf({ msgtype: 'm.text', body, format: 'org.matrix.custom.html', formatted_body: html }, names);
const pill = (id: string, label: string) => `<a href="https://matrix.to/#/${id}">${label}</a>`;

const mentions = (text: string) => text.match(/<[@#][@#!][^\s<>|]+\|[^<>]*>/gu) ?? [];

describe('users and rooms in what was written', () => {
  test('a user id is a mention, by the name that the room knows', () => {
    expect(plain('it was @rosa:example.org.')).toBe(`it was ${rosa}.`);
    expect(plain('@nobody:example.org: hello')).toBe('<@@nobody:example.org|@nobody:example.org>: hello');
    expect(plain('(@rosa:example.org, @bob:example.org)')).toBe(`(${rosa}, ${bob})`);
  });

  test('what only looks like one stays as it is', () => {
    for (const text of ['a@rosa:example.org', 'me@example.org', '@rosa', '@rosa: hello', '@:example.org', '@@rosa:'])
      expect(plain(text)).toBe(text);
  });

  test('links of matrix.to and matrix: are mentions, with a title and without', () => {
    expect(plain('[Rosa](https://matrix.to/#/@rosa:example.org) did')).toBe(`${rosa} did`);
    expect(plain('https://matrix.to/#/%40rosa%3Aexample.org did')).toBe(`${rosa} did`);
    expect(plain('matrix:u/rosa:example.org did')).toBe(`${rosa} did`);
    for (const sign of [',', '.', ';', ':', '!', '?', '...', ', and'])
      for (const link of ['https://matrix.to/#/@rosa:example.org', 'https://matrix.to/#/%40rosa%3Aexample.org'])
        expect(plain(`It was ${link}${sign}`)).toBe(`It was ${rosa}${sign}`);
    expect(plain('https://matrix.to/#/!staff:example.org?via=example.org')).toBe('<#!staff:example.org|staff>');
    expect(plain('matrix:r/staff:example.org')).toBe('<#!staff:example.org|staff>');
    expect(plain('!haven setup #staff:example.org')).toBe('!haven setup <#!staff:example.org|staff>');
    expect(plain('#me:too and matrix:r/me:too')).toBe('#me:too and matrix:r/me:too');
    expect(plain('https://matrix.to/#/!v12')).toBe('<#!v12|!v12>');
    expect(plain('https://example.org/#/@rosa:example.org/x')).not.toContain('<@');
  });

  test('a pill stands where its label stood, and only there', () => {
    expect(rich('Bob said that Bob did it', `Bob said that ${pill('@bob:example.org', 'Bob')} did it`)).toBe(
      `Bob said that ${bob} did it`,
    );
    expect(rich('!haven ban Rosa', `!haven ban ${pill('%40rosa%3Aexample.org', 'Rosa')}`)).toBe(`!haven ban ${rosa}`);
    expect(rich('a & b did', `${pill('@bob:example.org', 'a &amp; b')} did`)).toBe(`${bob} did`);
  });

  test('a pill that also stands in the body as an id is one mention', () => {
    const html = `${pill('@bob:example.org', 'Bob')} did`;
    expect(rich('@bob:example.org did', html)).toBe(`${bob} did`);
    expect(rich('[Bob](https://matrix.to/#/@bob:example.org) did, says Bob', html)).toBe(`${bob} did, says Bob`);
  });

  test('two pills are two mentions, however the body writes them', () => {
    const html = `${pill('@bob:example.org', '@bob:example.org')} and ${pill('@bob:example.org', 'Bob')}`;
    expect(rich('@bob:example.org and Bob', html)).toBe(`${bob} and ${bob}`);
  });

  test('nobody gives another person a name', () => {
    expect(plain('<@@bob:example.org|Rosa Parks> did')).toBe(`${bob} did`);
    expect(rich('Rosa did', `${pill('@bob:example.org', 'Rosa')} did`)).toBe(`${bob} did`);
    const hostile: Names = { user: () => 'a>b <@@bob:example.org|Bob>\n|x\u202Ey', room: () => undefined };
    expect(mentions(wordsOf({ body: '@eve:example.org' }, hostile))).toHaveLength(1);
  });

  test('a mention is one word of a command, whatever the name', () => {
    const [verb, who, why] = pieces(plain('ban @rosa:example.org "because of this"'));
    expect([verb!.text, who!.text, why!.text]).toEqual(['ban', rosa, 'because of this']);
  });

  test('what is quoted is kept', () => {
    const text = '!haven note "he wrote @rosa:example.org" “and matrix:u/bob:example.org”';
    expect(plain(text)).toBe(text);
  });
});

describe('an answer', () => {
  const reply = (body: string) => wordsOf({ body, 'm.relates_to': { 'm.in_reply_to': { event_id: '$1' } } }, names);

  test('is read without what it answers', () => {
    expect(reply('> <@bob:example.org> what?\n> more\n\nthis\n> mine')).toBe('this\n> mine');
    expect(reply('> * <@bob:example.org> waves\n\nhello')).toBe('hello');
  });
  test('keeps a quote of the writer’s own', () => {
    expect(reply('> what he wrote\n\nthis')).toBe('> what he wrote\n\nthis');
    expect(plain('> <@bob:example.org> what?\n\nthis')).toContain('what?');
  });
});

describe('what is for us', () => {
  const us = (text: string) => addressed(text, '@haven:example.org', 'Haven');
  test('names us by a pill anywhere, or by our name at the beginning', () => {
    expect(us(plain('@haven:example.org: hello'))).toEqual({ text: 'hello', toUs: true });
    expect(us(plain('hello @haven:example.org'))).toEqual({ text: 'hello', toUs: true });
    expect(us('Haven: hello')).toEqual({ text: 'hello', toUs: true });
    expect(us('haven, hello')).toEqual({ text: 'hello', toUs: true });
    expect(us('a safe haven, hello')).toEqual({ text: 'a safe haven, hello', toUs: false });
    expect(us('Havens: hello').toUs).toBe(false);
    expect(us(plain('@bob:example.org: hello')).toUs).toBe(false);
  });
  test('or begins with the word of a command', () => {
    expect(commandIn('!haven case take amber')).toBe('case take amber');
    expect(commandIn(' !Haven\ncase')).toBe('case');
    expect(commandIn('!haven')).toBe('');
    expect(commandIn('!havens')).toBeUndefined();
    expect(commandIn('say !haven case')).toBeUndefined();
  });
});

describe('whatever an event holds', () => {
  const bits = fc.constantFrom(
    '<',
    '>',
    '|',
    '@',
    '#',
    '"',
    '“',
    '”',
    '[',
    '](',
    ')',
    ':',
    '&lt;',
    '&#x110000;',
    '%',
    '%40',
    'Rosa',
    'Bob',
    '\n',
    ' ',
    'é',
    '<@',
    '<@@bob:example.org|x>',
    '@rosa:example.org',
    'https://matrix.to/#/@bob:example.org',
    'matrix:u/bob:example.org',
    '<a href="https://matrix.to/#/@bob:example.org">',
    'Bob</a>',
    '<mx-reply>',
    '</mx-reply>',
    '\uD800',
    '\0',
    '> <@x',
  );
  const noise = fc.array(bits, { maxLength: 30 }).map((each) => each.join(''));

  test('it never throws, and gives a text that can be stored', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.anything(), fc.record({ body: fc.anything(), formatted_body: fc.anything() })),
        (content) => {
          expect(wordsOf(content, names).isWellFormed()).toBe(true);
        },
      ),
    );
    fc.assert(
      fc.property(noise, noise, fc.boolean(), (body, html, isReply) => {
        const relation = isReply ? { 'm.relates_to': { 'm.in_reply_to': { event_id: '$1' } } } : {};
        const content = { body, format: 'org.matrix.custom.html', formatted_body: html, ...relation };
        expect(wordsOf(content, names).isWellFormed()).toBe(true);
      }),
    );
  });

  test('no pill becomes more than one mention', () => {
    const count = (text: string, what: RegExp) => text.match(what)?.length ?? 0;
    fc.assert(
      fc.property(noise, noise, (body, html) => {
        const said = rich(body, html);
        const written = count(body, /[@#!](?=[^\s@#!])|matrix:/gu);
        expect(mentions(said).length).toBeLessThanOrEqual(written + count(html, /<a /gu));
      }),
    );
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom<string[]>('Bob', 'told', 'Bob,'), { maxLength: 12 }),
        fc.nat(12),
        (words, at) => {
          const html = words.toSpliced(at, 0, pill('@bob:example.org', 'Bob')).join(' ');
          const body = words.toSpliced(at, 0, 'Bob').join(' ');
          expect(rich(body, html)).toBe(words.toSpliced(at, 0, bob).join(' '));
        },
      ),
    );
  });

  test('what is quoted is kept to the letter', () => {
    const quoted = noise.map((each) => `"${each.replaceAll('"', '').toWellFormed()}"`);
    fc.assert(
      fc.property(quoted, (words) => {
        expect(plain(`!haven note ${words} @bob:example.org`)).toBe(`!haven note ${words} ${bob}`);
      }),
    );
  });

  test('a long message is read at once', () => {
    const begun = performance.now();
    for (const each of [
      '"',
      '\\"',
      '<a ',
      '<a href=',
      'href="',
      '[',
      '](matrix:u/',
      '@a',
      '<@',
      '&#',
      '@a:',
      'matrix:u/a',
      '> ',
    ])
      rich(each.repeat(65_536 / each.length), each.repeat(65_536 / each.length));
    rich('Bob '.repeat(16_000), pill('@bob:example.org', 'Bob').repeat(1_200));
    expect(performance.now() - begun).toBeLessThan(2_000);
  });
});

test('what never ends what it begins takes no time to read', () => {
  const begun = performance.now();
  plain('“'.repeat(20_000));
  plain('"'.repeat(60_001));
  rich('x', `<a ${'href="" '.repeat(8_000)}`);
  expect(performance.now() - begun).toBeLessThan(1_000);
});
