/** A newcomer's first minute: the program is started without a config, and its page is opened and used. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, expect, test } from 'vitest';
import type { Browser } from 'playwright-core';
import { until } from '../support/until.ts';
import { openBrowser, openPage } from './support/browser.ts';

const root = join(import.meta.dirname, '..', '..');
let program: ChildProcess | undefined;
let browser: Browser | undefined;

afterEach(async () => {
  await browser?.close();
  if (program?.exitCode === null && program.kill()) await once(program, 'exit');
});

test('one line with an address, a private message, an answer, and words for the team', async () => {
  const { lines, line } = await started();
  const url = /http:\/\/127\.0\.0\.1:\d+\/\S+/u.exec(line)?.[0];
  expect(url).toBeDefined();
  browser = await openBrowser();
  const open = await openPage(browser, url!);
  const ana = await open.person('Ana');
  await ana.says('Somebody followed me home after the meet-up.');
  await until(async () => (await ana.log.getByRole('article').getByRole('button').count()) > 0, 10_000);
  expect((await ana.messages()).at(-1)).toContain('playground');
  const rosa = await open.person('Rosa');
  await until(async () => (await rosa.messages()).length > 0);
  expect(open.complaints).toEqual([]);
  expect(lines).toHaveLength(1);
});

async function started(): Promise<{ lines: string[]; line: string }> {
  program = spawn(process.execPath, ['src/main.ts'], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  const lines: string[] = [];
  createInterface({ input: program.stdout! }).on('line', (line) => lines.push(line));
  const line = await until(() => lines[0], 30_000);
  return { lines, line };
}
