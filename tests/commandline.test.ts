import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';

const main = join(import.meta.dirname, '../src/main.ts');
const folder = mkdtempSync(join(tmpdir(), 'haven-line-'));
const temporary = join(folder, 'tmp');
mkdirSync(temporary);
const env = { PATH: process.env['PATH'], TMPDIR: temporary };
const started = new Set<ChildProcess>();
afterEach(() => started.forEach((child) => child.kill('SIGKILL')));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
    cwd: folder,
    env,
    encoding: 'utf8',
  });
  return { code: status, out: stdout, err: stderr };
}

async function start(...args: string[]) {
  const child = spawn(process.execPath, [main, ...args], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  started.add(child);
  let err = '';
  child.stderr.on('data', (piece: Buffer) => (err += piece.toString()));
  const exited = once(child, 'exit').then(([code]) => {
    throw new Error(`It ended with ${String(code)}: ${err}`);
  });
  const [line] = (await Promise.race([once(child.stdout, 'data'), exited])) as [Buffer];
  exited.catch(() => undefined);
  return {
    line: line.toString(),
    url: /http:\/\/127\.0\.0\.1:\d+\/\S+/u.exec(line.toString())?.[0] ?? '',
    async stop(signal: NodeJS.Signals = 'SIGINT') {
      child.kill(signal);
      const [code] = (await once(child, 'exit')) as [number | null];
      started.delete(child);
      return { code, err };
    },
  };
}

describe('the command line', { timeout: 30_000 }, () => {
  it.each([
    [['--help']],
    [['-h']],
    [['help']],
    [['start', '--help']],
    [['check', '-h']],
    [['check', '--help']],
    [['keys', '--help']],
  ])('explains itself: %j', (args) => {
    const { code, out, err } = run(...args);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/npm start -- /u);
  });

  it('says which version it is', () => {
    expect(run('--version')).toEqual({ code: 0, out: expect.stringMatching(/^Haven \d+\.\d+\.\d+\n$/u), err: '' });
  });

  it.each([
    [['bogus'], /no command "bogus"/u],
    [['start', '--prot', '3'], /--prot/u],
    [['start', 'more'], /more/u],
    [['start', '--port', 'high'], /--port needs a whole number/u],
    [['start', '--port', '70000'], /--port needs a whole number/u],
    [['start', '--config', 'a', '--data', 'b'], /not both/u],
    [['keys'], /keys new FILE/u],
    [['keys', 'new'], /keys new FILE/u],
    [['keys', 'new', 'a', 'b'], /keys new FILE/u],
    [['check', '--port', '1'], /--port/u],
  ])('says plainly what was wrong, and ends with 2: %j', (args, message) => {
    const { code, out, err } = run(...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(message);
    expect(err).not.toMatch(/\n {4}at /u);
  });

  it('makes a key file once, and adds newer keys to it', () => {
    const file = join(folder, 'line.keys');
    expect(run('keys', 'new', file).code).toBe(0);
    const before = readFileSync(file, 'utf8');
    expect(run('keys', 'new', file)).toMatchObject({ code: 1, err: expect.stringContaining('exists already') });
    expect(readFileSync(file, 'utf8')).toBe(before);
    expect(run('keys', 'add', file).code).toBe(0);
    expect(readFileSync(file, 'utf8').match(/^operator/gmu)).toHaveLength(2);
    expect(run('keys', 'add', join(folder, 'nowhere'))).toMatchObject({
      code: 1,
      err: expect.stringContaining('does not exist'),
    });
  });
});

describe('the playground', { timeout: 30_000 }, () => {
  it('opens without a config, on loopback, and is forgotten at the end', async () => {
    const opened = await start();
    expect(opened.line.trim().split('\n')).toHaveLength(1);
    expect((await fetch(opened.url)).status).toBe(200);
    expect(readdirSync(temporary)).toHaveLength(1);
    expect(await opened.stop()).toEqual({ code: 0, err: '' });
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('is kept in a folder, with keys of its own, through a kill', async () => {
    const data = join(folder, 'kept');
    await (await start('--data', data)).stop('SIGKILL');
    const keys = readFileSync(join(data, 'playground.keys'), 'utf8');
    const again = await start('start', '--data', data);
    expect(readFileSync(join(data, 'playground.keys'), 'utf8')).toBe(keys);
    expect((await again.stop('SIGTERM')).code).toBe(0);
    rmSync(join(data, 'playground.keys'));
    expect(run('start', '--data', data)).toMatchObject({
      code: 1,
      err: expect.stringContaining('playground.keys does not exist'),
    });
  });
});

describe('the bot', { timeout: 30_000 }, () => {
  const config = (name: string, text: string) => {
    const file = join(folder, `${name}.yml`);
    writeFileSync(file, text);
    return file;
  };

  it('does not start without a platform, a key file or a config that can be read', () => {
    expect(run('start', '--config', join(folder, 'none.yml'))).toMatchObject({
      code: 1,
      err: expect.stringContaining('does not exist'),
    });
    expect(run('start', '--config', config('empty', ''))).toMatchObject({
      code: 1,
      err: expect.stringContaining('No platform is switched on'),
    });
    const noKeys = config('nokeys', 'data: ./fresh\nkey_file: ./none.keys\ndiscord: { token: canary-token }\n');
    expect(run('start', '--config', noKeys)).toMatchObject({ code: 1, err: expect.stringContaining('keys new') });
    expect(readdirSync(folder)).not.toContain('fresh');
  });

  it('never takes a playground for a real database, and shows no secret', async () => {
    const data = join(folder, 'played');
    await (await start('--data', data)).stop();
    const real = config(
      'played',
      `data: ${data}\nkey_file: ${data}/playground.keys\ndiscord: { token: canary-token, api: http://127.0.0.1:9/api }\n`,
    );
    const { code, err } = run('start', '--config', real);
    expect([code, err]).toEqual([1, expect.stringContaining('belongs to a playground')]);
    expect(err).not.toContain('canary');
    expect(run('keys', 'new', join(folder, 'other.keys')).code).toBe(0);
    chmodSync(join(folder, 'other.keys'), 0o644);
    const other = run(
      'start',
      '--config',
      config(
        'other',
        `data: ${data}\nkey_file: other.keys\ndiscord: { token: canary-token, api: http://127.0.0.1:9/api }\n`,
      ),
    );
    expect(other).toMatchObject({ code: 1, err: expect.stringMatching(/chmod 600.*was made with another one/su) });
  });

  it('is checked without being started: what is missing stands there in plain words', () => {
    for (const name of ['check', 'status']) expect(run(name).out).toContain('There is no config file');
    const { code, out, err } = run('check', '--config', config('check', 'data: ./unmade\nkey_file: ./none.keys\n'));
    expect([code, err]).toEqual([1, '']);
    expect(out).toMatch(/MISSING .*none\.keys does not exist/u);
    expect(out).toMatch(/MISSING .*No platform/u);
    expect(readdirSync(folder)).not.toContain('unmade');
  });
});
