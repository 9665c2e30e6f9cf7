import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openLog, personInLog } from '../src/log.ts';
import { passingKeys } from '../src/store/keys.ts';

const folder = mkdtempSync(join(tmpdir(), 'haven-log-'));
afterAll(() => rmSync(folder, { recursive: true }));
const lines = (file: string) =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('the log', () => {
  it('is one JSON object a line, of label, level, time and facts, and names no machine', () => {
    const file = join(folder, 'sub', 'haven.log');
    const log = openLog({ level: 'warn', file });
    log.info('not: this');
    log.warn('store: locked', { tries: 3, row: 'a1b2', late: true });
    expect(lines(file)).toEqual([
      {
        level: 'warn',
        time: expect.stringMatching(/^\d{4}-.*Z$/u),
        tries: 3,
        row: 'a1b2',
        late: true,
        label: 'store: locked',
      },
    ]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('withholds what can’t be an id of ours', () => {
    const file = join(folder, 'withheld.log');
    const log = openLog({ level: 'info', file });
    log.error('label', {
      words: 'he said that',
      lines: 'a\nb',
      script: 'مرحبا',
      place: 'store/unit.ts:12',
      long: 'a'.repeat(500),
    });
    expect(lines(file)[0]).toMatchObject({
      words: '[withheld]',
      lines: '[withheld]',
      script: '[withheld]',
      place: 'store/unit.ts:12',
      long: '[withheld]',
    });
  });

  it('names a person by a short hash that needs the key', () => {
    const [ring, other] = [passingKeys(), passingKeys()];
    const named = personInLog(ring.lookup, 'someone');
    expect(named).toMatch(/^[\w-]{10}$/u);
    expect(personInLog(ring.lookup, 'someone')).toBe(named);
    expect(personInLog(ring.lookup, 'another')).not.toBe(named);
    expect(personInLog(other.lookup, 'someone')).not.toBe(named);
  });

  it('does not end the process when it can’t be written', async () => {
    const log = openLog({ level: 'info', file: '/dev/full' });
    for (let i = 0; i < 50; i += 1) log.info('label', { i });
    await new Promise((resolve) => setImmediate(resolve));
    expect(() => log.info('label')).not.toThrow();
  });
});
