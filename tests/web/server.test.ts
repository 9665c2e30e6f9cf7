import { request } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { OperatorError } from '../../src/chat/outcome.ts';
import { WebError } from '../../src/chat/web.ts';
import { longestBody, openWeb, type WebServer } from '../../src/web/server.ts';
import { recordingHouse } from '../support/house.ts';
import { until } from '../support/until.ts';

const secret = 'a-secret-for-tests';
const house = recordingHouse();
const opened: WebServer[] = [];
afterEach(async () => {
  for (const web of opened.splice(0)) await web.close();
});

describe('the web server', () => {
  test('lets in whoever knows the secret, and nobody else', async () => {
    const web = await serving();
    expect(await ask(web, { path: `/${secret}/room/hello` })).toMatchObject({ status: 200, body: 'GET hello' });
    for (const path of [
      '/',
      '/room/hello',
      '/wrong-secret-for-tests/room/hello',
      `/${secret}x/room/hello`,
      `/${secret}/other/`,
    ]) {
      expect((await ask(web, { path })).status, path).toBe(404);
    }
  });

  test('makes a secret of its own that is not the same twice', async () => {
    const [one, two] = [await open({}), await open({})];
    expect(new URL(one.url).pathname).toMatch(/^\/[\w-]{32}\/$/u);
    expect(new URL(one.url).pathname).not.toBe(new URL(two.url).pathname);
    await expect(openWeb({ secret: 'short', log: house.log })).rejects.toThrow(OperatorError);
  });

  test('answers only to its own name, which a rebound name is not', async () => {
    const web = await serving();
    const path = `/${secret}/room/`;
    expect((await ask(web, { path, headers: { host: `localhost:${web.port}` } })).status).toBe(200);
    for (const host of ['evil.example', `evil.example:${web.port}`, '127.0.0.1']) {
      expect((await ask(web, { path, headers: { host } })).status, host).toBe(403);
    }
  });

  test('takes nothing from a page of another origin', async () => {
    const web = await serving();
    const path = `/${secret}/room/`;
    const own = `http://127.0.0.1:${web.port}`;
    expect((await ask(web, { path, method: 'POST', headers: { origin: own } })).status).toBe(200);
    expect((await ask(web, { path, method: 'POST', headers: { origin: 'http://evil.example' } })).status).toBe(403);
    expect((await ask(web, { path, method: 'POST', headers: { origin: 'null' } })).status).toBe(403);
    expect((await ask(web, { path, method: 'POST', headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(403);
  });

  test('says that it is alive without the secret, and no more', async () => {
    expect(await ask(await serving(), { path: '/health' })).toMatchObject({ status: 200, body: 'ok\n' });
  });

  test('every answer forbids what a page must not do', async () => {
    const web = await serving();
    for (const path of [`/${secret}/room/`, '/nothing', `/${secret}/room/bug`]) {
      const { headers } = await ask(web, { path });
      expect(headers['content-security-policy']).toMatch(/default-src 'none'; script-src 'self';/u);
      expect(headers['content-security-policy']).not.toContain('unsafe');
      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
      });
    }
  });

  test('a body that is too long is refused in plain words, whether its length is announced or not', async () => {
    const web = await serving();
    const body = Buffer.alloc(longestBody + 1);
    for (const headers of [{ 'content-length': String(body.length) }, { 'transfer-encoding': 'chunked' }]) {
      const answer = await ask(web, { path: `/${secret}/room/`, method: 'POST', headers, body });
      expect(answer.status).toBe(413);
      expect(answer.body).toContain('24 MB');
    }
    expect((await ask(web, { path: `/${secret}/room/`, method: 'POST', body: Buffer.alloc(longestBody) })).status).toBe(
      200,
    );
  });

  test('errors repeat nothing of what was sent', async () => {
    const web = await serving();
    const before = house.logged.length;
    const path = `/${secret}/room/bug?canary`;
    const bug = await ask(web, { path, method: 'POST', body: Buffer.from('canary') });
    const refused = await ask(web, { path: `/${secret}/room/no?canary`, method: 'POST', body: Buffer.from('canary') });
    expect([bug.status, refused.status]).toEqual([500, 418]);
    expect(`${bug.body}${refused.body}${JSON.stringify(house.logged.slice(before))}`).not.toContain('canary');
    expect(house.logged.slice(before).map(({ label }) => label)).toEqual(['web-answer-failed']);
  });

  test('whoever hangs up ends what was streamed to them', async () => {
    let ended = false;
    const web = await open({ secret });
    web.mount('room', async ({ gone }) => ({
      status: 200,
      type: 'text/plain',
      body: (async function* () {
        yield 'first';
        await new Promise((resolve) => gone.addEventListener('abort', resolve));
        ended = true;
      })(),
    }));
    const asking = request(`${web.url}room/`).end();
    asking.on('error', () => {});
    asking.on('response', (response) => response.once('data', () => asking.destroy()));
    expect(await until(() => ended)).toBe(true);
  });

  test('a taken port is said to the operator', async () => {
    const web = await serving();
    await expect(openWeb({ port: web.port, log: house.log })).rejects.toThrow(/taken by another program/u);
  });
});

async function open(options: { secret?: string }): Promise<WebServer> {
  const web = await openWeb({ ...options, log: house.log });
  opened.push(web);
  return web;
}

/** A server with a room that says what it was asked, and can fail in two ways. */
async function serving(): Promise<WebServer> {
  const web = await open({ secret });
  web.mount('room', async ({ method, path, body }) => {
    const sent = method === 'POST' ? await body() : undefined;
    if (path === 'bug') throw new Error(`canary: ${Buffer.from(sent ?? []).toString()}`);
    if (path === 'no') throw new WebError(418, 'Not here.');
    return { status: 200, type: 'text/plain', body: `${method} ${path}` };
  });
  return web;
}

interface Asking {
  readonly path: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

/** With node's own client, since `fetch` does not let a test lie about `Host` and `Origin`. */
const ask = (web: WebServer, { path, method = 'GET', headers = {}, body }: Asking) =>
  new Promise<{ status: number; body: string; headers: Readonly<Record<string, unknown>> }>((resolve, reject) => {
    const asking = request({ host: '127.0.0.1', port: web.port, path, method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        resolve({
          status: response.statusCode ?? 0,
          body: Buffer.concat(chunks).toString(),
          headers: response.headers,
        });
      });
    });
    let answered = false;
    asking.on('response', () => (answered = true));
    // A server that refuses a long body hangs up while it is still being sent; the answer came before.
    asking.on('error', (error) => answered || reject(error));
    asking.end(body);
  });
