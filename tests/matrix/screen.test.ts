/** What a reader of a message on Matrix sees, before anything is judged by it. */
import { describe, expect, test } from 'vitest';
import { onScreen } from './screen.ts';

describe('the text', () => {
  test.each([
    ['<p>one</p><p>two</p>', 'one\n\ntwo'],
    ['<p>one<br>two</p>', 'one\ntwo'],
    ['<p>one\ntwo</p>', 'one two'],
    ['<ul><li>a</li><li>b</li></ul>', 'a\nb'],
    ['<ol start="3"><li>a</li><li>b</li></ol>', '3. a\n4. b'],
    ['<blockquote><span data-mx-spoiler>hidden<br>twice</span></blockquote>', 'hidden\ntwice'],
    ['&lt;b&gt; &amp;amp; &#39;x&#x27; &nope;', "<b> &amp; 'x' &nope;"],
    ['a < b', 'a < b'],
    ['<a href="https://example.org/a">https://example.org/a</a>', 'https://example.org/a'],
  ])('%s', (html, text) => {
    expect(onScreen(html)).toEqual({ text, alive: [] });
  });
});

describe('what is alive', () => {
  test.each([
    ['<em>x</em>', '<em>'],
    ['<a href="https://example.org/steal">a bank</a>', '<a>'],
    ['<a href="https://matrix.to/#/@a:b">https://matrix.to/#/@a:b</a>', '<a>'],
    ['<p onclick="x()">x</p>', '<p …>'],
    ['<p>open', 'something is not closed'],
    ['<p>x</div>', 'a <div> that is not closed'],
  ])('%s', (html, what) => {
    expect(onScreen(html).alive).toContain(what);
  });
});
