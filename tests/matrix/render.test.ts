/** Messages as Matrix shows them: read back by a reader that knows nothing but what it allows. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadTexts } from '../../src/app/texts.ts';
import { render } from '../../src/app/render.ts';
import type { Part, Rendered } from '../../src/chat/message.ts';
import { matrixConfig } from '../../src/platforms/matrix/config.ts';
import { matrix } from '../../src/platforms/matrix/index.ts';
import { changeOf, contentOf } from '../../src/platforms/matrix/render.ts';

interface Block {
  readonly kind: 'p' | 'li' | 'blockquote';
  readonly text: string;
  readonly covered: boolean;
  readonly links: readonly string[];
}

/** Each tag as it has to be written, and what it may stand in. */
const tags: Readonly<Record<string, readonly string[]>> = {
  '<p>': [''],
  '<ul>': [''],
  '<li>': ['<ul>'],
  '<blockquote>': [''],
  '<span data-mx-spoiler>': ['<blockquote>'],
};
const nameOf = (tag: string) => /[a-z]+/u.exec(tag)![0];
const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };

/** Reads HTML that has nothing but these tags, in this order; throws at anything else. */
function read(html: string): Block[] {
  const blocks: Block[] = [];
  const open: string[] = [];
  let now: { text: string; covered: boolean; links: string[] } | undefined;
  let linkFrom: { href: string; at: number } | undefined;
  for (const [piece] of html.matchAll(/<[^<>]*>|&[^&;<>]*;|[^<>&]|[<>&]/gsu)) {
    if (piece.startsWith('<a ')) {
      const [, href] = /^<a href="([^"]*)">$/u.exec(piece) ?? [];
      if (href === undefined || linkFrom || !now) throw new Error(`no such link: ${piece}`);
      linkFrom = { href: href.replaceAll(/&[a-z]+;/gu, (each) => entities[each]!), at: now.text.length };
    } else if (piece === '</a>') {
      if (now!.text.slice(linkFrom!.at) !== linkFrom!.href) throw new Error('a link under another name');
      now!.links.push(linkFrom!.href);
      linkFrom = undefined;
    } else if (piece === '<br>') now!.text += '\n';
    else if (piece.startsWith('</')) {
      const last = open.pop();
      if (last === undefined || piece !== `</${nameOf(last)}>`) throw new Error(`not open: ${piece}`);
      const kind = nameOf(last);
      if (kind === 'p' || kind === 'li' || kind === 'blockquote') {
        blocks.push({ kind, ...now! });
        now = undefined;
      }
    } else if (/^<./su.test(piece)) {
      if (!tags[piece]?.includes(open.at(-1) ?? '')) throw new Error(`not allowed: ${piece}`);
      open.push(piece);
      if (piece.startsWith('<span')) now!.covered = true;
      else if (piece !== '<ul>') now = { text: '', covered: false, links: [] };
    } else if (/^[<>&]/u.test(piece)) {
      if (!(piece in entities)) throw new Error(`not a sign: ${piece}`);
      now!.text += entities[piece];
    } else if (piece === '\n') throw new Error('a line break in HTML is a space');
    else if (now) now.text += piece;
    else throw new Error('words outside of a block');
  }
  if (open.length > 0 || linkFrom) throw new Error('not closed');
  return blocks;
}

/** Words with what is dangerous in Matrix, in HTML, and in writing itself. */
const words = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.string({ maxLength: 20 }),
      fc.constantFrom(
        '<b>',
        '</span></blockquote>',
        '<span data-mx-spoiler>',
        '<mx-reply>',
        '&lt;',
        '&',
        '"',
        '@room',
        '@ana:example.org',
        '#room:example.org',
        'https://matrix.to/#/@ana:example.org',
        'http://MATRIX.TO/#/!room:example.org',
        'https://user@matrix.to:443/#/@ana:example.org',
        'matrix:u/ana:example.org',
        'https://example.org/a_b?c=d&e=<f>"',
        'HTTPS://example.org.',
        'javascript:alert(1)',
        '[a](https://example.org)',
        '**a** `b` ||c||',
        '> <@ana:example.org> quoted',
        '\u202Eturned\u2066',
        '\n\n> ',
        '\r\n',
        '\u0000\u0007\u0085',
        '\uD800',
        '\uDFFF',
        '\uFFFE',
      ),
    ),
    { maxLength: 8 },
  )
  .map((pieces) => pieces.join(''));

/** What no homeserver would keep is shown as missing, and all ends of lines are one. */
const told = (text: string) =>
  text
    .replaceAll(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD')
    .replaceAll('\u0000', '\uFFFD')
    .replaceAll(/\r\n|\r/gu, '\n');

const of = (...parts: Rendered['parts']): Rendered => ({ parts, choices: [], orWrite: '' });
const htmlOf = (message: Rendered) => read(contentOf(message, []).formatted_body);

describe('the HTML', () => {
  test('gives back every word of every part as it was written, and nothing else', () => {
    fc.assert(
      fc.property(words, words, words, words, words, (text, label, value, item, quote) => {
        const blocks = htmlOf(
          of(
            { kind: 'paragraph', text },
            {
              kind: 'facts',
              facts: [
                [label, value],
                [value, label],
              ],
            },
            { kind: 'list', items: [item, text] },
            { kind: 'quote', text: quote, by: `by ${label}` },
            { kind: 'quote', text },
          ),
        );
        expect(blocks.map((each) => [each.kind, each.text])).toEqual([
          ['p', told(text)],
          ['p', `${told(label)}: ${told(value)}\n${told(value)}: ${told(label)}`],
          ['li', told(item)],
          ['li', told(text)],
          ['p', `by ${told(label)}:`],
          ['blockquote', told(quote)],
          ['blockquote', told(text)],
        ]);
        expect(blocks.map((each) => each.covered)).toEqual([false, false, false, false, false, true, true]);
      }),
      { numRuns: 500 },
    );
  });

  test('has links to nothing but plain web addresses, never to anybody on Matrix', () => {
    fc.assert(
      fc.property(words, (text) => {
        for (const link of htmlOf(of({ kind: 'quote', text }))[0]!.links) {
          expect(link).toMatch(/^https?:\/\/[^\s<>"]+$/iu);
          expect(link).not.toMatch(/matrix\.to|#\/[@!#]/iu);
        }
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ['see https://example.org/help.', ['https://example.org/help']],
    ['(https://example.org/a?b=c&d=e)', ['https://example.org/a?b=c&d=e']],
    ['https://example.org, http://example.com', ['https://example.org', 'http://example.com']],
    ['https://matrix.to/#/@ana:example.org https://app.example.org/#/user/@ana:example.org', []],
    ['ftp://example.org javascript:alert(1) matrix:u/ana:example.org', []],
  ])('%s', (text, links) => {
    expect(htmlOf(of({ kind: 'paragraph', text }))[0]!.links).toEqual(links);
  });
});

describe('the plain body', () => {
  test('holds every line of every part, in order; a quote is set apart', () => {
    fc.assert(
      fc.property(words, words, words, (text, item, quote) => {
        const message = of(
          { kind: 'paragraph', text },
          { kind: 'list', items: [item] },
          { kind: 'quote', text: quote, by: 'Ana' },
        );
        const { body } = contentOf(message, []);
        const quoted = told(quote).replaceAll('\n', '\n> ');
        expect(body).toBe(`${told(text)}\n\n- ${told(item)}\n\nAna:\n> ${quoted}`);
      }),
    );
  });

  test('says what to type for each choice, and so does the HTML', () => {
    const choice = (label: string, typed: string) => ({ label, typed, token: 'token', style: 'plain' as const });
    const message: Rendered = {
      ...of({ kind: 'paragraph', text: 'Ready?' }),
      choices: [choice('Go <on>', '1'), choice('Take it', '!haven case take'), choice('hide', 'hide')],
      orWrite: 'Or write:',
    };
    const lines = '1. Go <on>\nTake it: !haven case take\nOr write: hide';
    expect(contentOf(message, []).body).toBe(`Ready?\n\n${lines}`);
    expect(htmlOf(message).map(({ text }) => text)).toEqual(['Ready?', lines]);
  });

  test('is never empty, since clients leave out what is', () => {
    expect(contentOf(of(), [])).toMatchObject({ body: '\u200B', formatted_body: '\u200B' });
  });
});

describe('what rings', () => {
  test('is nobody, whatever the words are; and on a page, whoever it is for', () => {
    fc.assert(
      fc.property(words, (text) => {
        const message = of({ kind: 'paragraph', text }, { kind: 'quote', text, by: text });
        expect(contentOf(message, [])['m.mentions']).toEqual({});
        expect(contentOf(message, ['@ana:example.org'])['m.mentions']).toEqual({ user_ids: ['@ana:example.org'] });
        expect(changeOf(contentOf(message, []), '$event')).toMatchObject({
          'm.mentions': {},
          'm.new_content': { 'm.mentions': {} },
        });
      }),
    );
  });
});

/** Of the 65,536 bytes of an event, in base64 (4 for 3), with 3,000 left for what the homeserver adds. */
const mostBytes = ((65_536 - 3_000) * 3) / 4;
const bytesOf = (content: object) => Buffer.byteLength(JSON.stringify(content));

describe('the size', () => {
  const { limits } = matrix(
    matrixConfig.parse({ homeserver: 'https://example.org', user: '@haven:example.org', password: 'x' }),
  );
  const texts = loadTexts(['en']);
  const choices = Array.from({ length: 40 }, (_, at) => ({
    choice: { label: { said: '漢'.repeat(90) }, does: { kind: 'answer' as const, value: String(at) } },
    token: String(at),
    number: at,
  }));
  const pieces = ['x', '&', '"', '\u0001', '漢', '👩🏽‍🚒', '\n', 'https://example.org/&&&& ', '\u0000', '\uD800'];

  test.each(pieces)('fits into an event, sealed, also as a change: %j', (piece) => {
    const text = piece.repeat(30_000 / piece.length);
    const parts: Part[] = [
      { kind: 'quote', text, by: { said: text.slice(0, 200) } },
      { kind: 'list', items: Array.from({ length: 3_000 }, () => ({ said: piece })) },
      { kind: 'paragraph', text: { said: text } },
    ];
    const pages = render({ parts }, choices, 'en', texts, limits);
    expect(pages.length).toBeGreaterThan(2);
    for (const page of pages) {
      const content = contentOf(page, []);
      expect(bytesOf({ ...content, 'org.haven.key': 'k'.repeat(25) })).toBeLessThan(mostBytes);
      expect(bytesOf(changeOf(content, `$${'x'.repeat(50)}`))).toBeLessThan(mostBytes);
    }
  });

  test('plain words count by their letters', () => {
    expect(limits.measure!('Two people read this, and nobody else.')).toBe(38);
  });
});
