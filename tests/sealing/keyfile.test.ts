import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { OperatorError } from '../../src/chat/outcome.ts';
import { addKeys, newKeyFile, passingKeys, readKeyFile } from '../../src/store/keys.ts';

const folder = mkdtempSync(join(tmpdir(), 'haven-keys-'));
afterAll(() => rmSync(folder, { recursive: true }));
const cell = { table: 't', column: 'c', row: 'r' };

function made(name: string, text?: string): string {
  const file = join(folder, name);
  if (text === undefined) newKeyFile(file);
  else writeFileSync(file, text, { mode: 0o600 });
  return file;
}

describe('the key file', () => {
  it('is readable by its owner alone, and is never overwritten', () => {
    const file = made('new.keys');
    const before = readFileSync(file, 'utf8');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(() => newKeyFile(file)).toThrow(/exists already/u);
    expect(readFileSync(file, 'utf8')).toBe(before);
    expect(readKeyFile(file).findings).toEqual([]);
  });

  it('gives each purpose a key of its own', () => {
    const ring = readKeyFile(made('purposes.keys'));
    for (const one of ['transit', 'identity', 'wrap', 'mark'] as const) {
      for (const other of ['transit', 'identity', 'wrap', 'mark'] as const) {
        const open = () => ring[other].open(cell, ring[one].seal(cell, 'x'));
        if (one === other) expect(open()).toBe('x');
        else expect(open).toThrow(/^seal: /u);
      }
    }
  });

  it('finds the same value again, by scope, before and after newer keys were added', () => {
    const file = made('lookup.keys');
    const before = readKeyFile(file);
    const found = before.lookup('account', 'someone');
    expect(found).toMatch(/^[\w-]{43}$/u);
    expect(before.lookup('person', 'someone')).not.toBe(found);
    expect(before.lookup('accountsome', 'one')).not.toBe(before.lookup('account', 'someone'));
    addKeys(file);
    expect(readKeyFile(file).lookup('account', 'someone')).toBe(found);
    expect(passingKeys().lookup('account', 'someone')).not.toBe(found);
  });

  it('opens what older keys sealed, after newer ones were added', () => {
    const file = made('rotate.keys', undefined);
    const old = readKeyFile(file);
    const oldText = readFileSync(file, 'utf8');
    addKeys(file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const both = readKeyFile(file);
    const newest = readKeyFile(
      made(
        'newest.keys',
        readFileSync(file, 'utf8')
          .split('\n')
          .filter((line) => (!line.startsWith('operator') && !line.startsWith('identity')) || !oldText.includes(line))
          .join('\n'),
      ),
    );
    for (const kind of ['transit', 'identity', 'wrap', 'mark'] as const) {
      const before = old[kind].seal(cell, 'before');
      const after = both[kind].seal(cell, 'after');
      expect(both[kind].open(cell, before)).toBe('before');
      expect(newest[kind].open(cell, after)).toBe('after');
      expect(() => newest[kind].open(cell, before)).toThrow('seal: unknown key');
      expect(() => old[kind].open(cell, after)).toThrow('seal: unknown key');
    }
  });

  it('warns the operator when others on the machine can read it', () => {
    const file = made('open.keys');
    chmodSync(file, 0o644);
    expect(readKeyFile(file).findings).toEqual([{ level: 'warning', text: expect.stringContaining('chmod 600') }]);
  });

  const good = readFileSync(made('good.keys'), 'utf8');
  it.each([
    ['missing', undefined, /does not exist.*keys new/su],
    ['empty', '', /first line/u],
    ['of another kind', 'ssh-ed25519 AAAA\n', /first line/u],
    ['without a lookup key', good.replace(/lookup.*\n/u, ''), /no lookup key/u],
    ['with a line cut off', good.replace(/=\n/u, '\n'), /line \d+ is not a key/u],
    ['with a key twice', `${good}${good.split('\n')[2]}\n`, /stands above/u],
    ['with two lookup keys', `${good}lookup 00000000 ${'A'.repeat(43)}=\n`, /more than one lookup/u],
  ])('says what to do with a file that is %s, and shows no key', (name, text, message) => {
    const file = text === undefined ? join(folder, 'nowhere') : made(`${name}.keys`, text);
    let error: unknown;
    try {
      readKeyFile(file);
    } catch (caught) {
      error = caught;
    }
    expect(error).toBeInstanceOf(OperatorError);
    expect((error as Error).message).toMatch(message);
    expect((error as Error).message).not.toMatch(/[A-Za-z0-9+/]{40}/u);
  });

  it('may carry remarks, empty lines and the line ends of Windows', () => {
    const file = made('remarks.keys', good.replaceAll('\n', '\r\n').replace('# ', '# two words\r\n\r\n# '));
    expect(readKeyFile(file).lookup('a', 'b')).toBe(readKeyFile(made('good2.keys', good)).lookup('a', 'b'));
  });
});
