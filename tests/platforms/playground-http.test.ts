import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { playground, type Playground } from '../../src/platforms/playground/index.ts';
import { movableClock } from '../../src/time/clock.ts';
import { openWeb, type WebServer } from '../../src/web/server.ts';
import { recordingHouse, type RecordingHouse } from '../support/house.ts';
import { lawCommands } from './laws.ts';

const ana = { kind: 'direct', account: 'ana' };
const eventId = () => crypto.randomUUID();

describe('the playground for programs', () => {
  let house: RecordingHouse;
  let web: WebServer;
  let bot: Playground;

  beforeEach(async () => {
    const clock = movableClock(new Date('2026-03-02T10:00:00Z'));
    house = recordingHouse({ clock, commands: lawCommands });
    web = await openWeb({ log: house.log });
    bot = playground({ web, clock, advance: async (to) => clock.moveTo(to) });
    await bot.start(house);
  });
  afterEach(async () => {
    await bot.stop();
    await web.close();
  });

  test('says, presses, fills in, and reads what each person sees', async () => {
    const event = eventId();
    expect(await post('say', { as: 'ana', place: ana, text: 'hello', eventId: event })).toEqual([
      200,
      { received: 'new' },
    ]);
    expect(await post('say', { as: 'ana', place: ana, text: 'hello', eventId: event })).toEqual([
      200,
      { received: 'known' },
    ]);
    expect(await post('press', { as: 'ana', token: 'any', eventId: eventId() })).toEqual([200, { received: 'new' }]);
    expect(await post('form', { as: 'ana', token: 'any', values: { a: 'b' }, eventId: eventId() })).toEqual([
      200,
      { received: 'new' },
    ]);
    expect(await post('command', { as: 'ana', place: ana, name: 'ask', args: {}, eventId: eventId() })).toEqual([
      200,
      { received: 'new' },
    ]);
    expect(await post('edit', { as: 'ana', id: `m-${event}`, text: 'hello you', eventId: eventId() })).toEqual([
      200,
      { received: 'new' },
    ]);
    const seen: any = await (await fetch(`${bot.url!}views?as=ana`)).json();
    expect(seen[0].entries[0]).toMatchObject({ text: 'hello you', by: 'ana', edited: true });
    expect(await post('delete', { as: 'ana', id: `m-${event}`, eventId: eventId() })).toEqual([
      200,
      { received: 'new' },
    ]);
    const kinds = house.arrivals.map(({ what }) => what.kind).slice(-6);
    expect(kinds).toEqual(['message', 'press', 'form', 'command', 'edited', 'deleted']);
  });

  test('moves the clock forward, and says so when it is asked to go back', async () => {
    expect(await post('clock', { to: '2026-03-03T12:00:00+02:00' })).toEqual([
      200,
      { now: '2026-03-03T10:00:00.000Z' },
    ]);
    const [status, { error }] = await post('clock', { to: '2026-03-01T00:00:00Z' });
    expect([status, error]).toEqual([400, 'The clock can only be moved forward.']);
  });

  test.each([
    ['no body', 'say', undefined],
    ['not JSON', 'say', '{canary'],
    ['a wrong place', 'say', { as: 'ana', place: { kind: 'canary' }, text: 'canary', eventId: eventId() }],
    ['somebody who is not there', 'say', { as: 'canary', place: ana, text: 'canary', eventId: eventId() }],
    [
      'eleven files',
      'say',
      {
        as: 'ana',
        place: ana,
        text: '',
        eventId: eventId(),
        files: Array.from({ length: 11 }, () => ({ name: 'canary', type: '', data: '' })),
      },
    ],
    [
      'a file that is no base64',
      'say',
      { as: 'ana', place: ana, text: '', eventId: eventId(), files: [{ name: 'canary', type: '', data: '%canary' }] },
    ],
    ['an event id that is too short', 'press', { as: 'ana', token: 'canary', eventId: 'canary' }],
    ['values that are no text', 'form', { as: 'ana', token: 'canary', values: { canary: 1 }, eventId: eventId() }],
    ['a time that is none', 'clock', { to: 'canary' }],
    ['a language that is not spoken', 'language', { as: 'ana', locale: 'canary' }],
    ['a list', 'plain', ['canary']],
  ])('a request with %s gets a sentence that repeats nothing of it', async (_what, name, body) => {
    const [status, answer] = await post(name, body);
    expect(status).toBe(400);
    expect(answer.error).toMatch(/^[A-Z].*[.]$/u);
    expect(JSON.stringify(answer)).not.toContain('canary');
    expect(house.logged).toEqual([]);
  });

  test('a file is for the one to whom it was sent; only pictures are drawn, and nothing in one runs', async () => {
    const files = [
      { name: 'chat “1”.png', type: 'image/png', spoiler: true, bytes: new Uint8Array([137, 80, 78, 71]) },
      { name: 'page.html', type: 'text/html', spoiler: true, bytes: Buffer.from('<script>alert(1)</script>') },
      { name: 'drawing.svg', type: 'image/svg+xml', spoiler: false, bytes: Buffer.from('<svg/>') },
    ];
    const { message } = await bot.send({
      key: 'with-files',
      to: ana as never,
      message: { parts: [], choices: [], orWrite: '' },
      files,
      urgency: 'answer',
    });
    const [view]: any = await (await fetch(`${bot.url!}views?as=ana`)).json();
    const ids: string[] = view.entries[0].files.map((each: { id: string }) => each.id);
    const get = (id: string, as = 'ana') => fetch(`${bot.url!}file?as=${as}&id=${id}`);
    const got = await Promise.all(ids.map((id) => get(id)));
    const shown = got.map(({ headers }) => [headers.get('content-type'), headers.get('content-disposition')]);
    expect(shown).toEqual([
      ['image/png', "inline; filename*=UTF-8''chat%20%E2%80%9C1%E2%80%9D.png"],
      ['application/octet-stream', "attachment; filename*=UTF-8''page.html"],
      ['application/octet-stream', "attachment; filename*=UTF-8''drawing.svg"],
    ]);
    for (const [at, response] of got.entries()) {
      expect(response.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
      expect(Buffer.from(await response.arrayBuffer()).equals(files[at]!.bytes)).toBe(true);
      expect(ids[at]).not.toMatch(/chat|page|drawing/u);
      expect((await get(ids[at]!, 'bo')).status).toBe(404);
    }
    expect((await get('m-nothing.0')).status).toBe(404);
    await bot.remove!({ place: '', message });
    expect((await get(ids[0]!)).status).toBe(404);
    expect(await house.keep.list('file/')).toEqual([]);
  });

  test('takes JSON by POST and nothing else', async () => {
    expect((await fetch(`${bot.url!}say`)).status).toBe(405);
    expect((await fetch(`${bot.url!}say`, { method: 'POST', body: 'as=ana' })).status).toBe(415);
    expect((await fetch(`${bot.url!}__proto__`)).status).toBe(404);
    expect((await fetch(`${bot.url!}..%2findex.ts`)).status).toBe(404);
    expect((await fetch(`${bot.url!}views?as=canary`)).status).toBe(400);
  });

  test('a full disk is said, and nothing counts as received', async () => {
    house.full = true;
    const [status, answer] = await post('press', { as: 'ana', token: 'any', eventId: 'canary-event' });
    expect(status).toBe(500);
    expect(JSON.stringify(answer)).not.toContain('canary');
    house.full = false;
    expect(await post('press', { as: 'ana', token: 'any', eventId: 'canary-event' })).toEqual([
      200,
      { received: 'new' },
    ]);
  });

  test('news go on from the last that was heard, without a gap and without a repeat', async () => {
    await bot.room.say('ana', ana as never, 'one', [], eventId());
    const first = await listen({}, 'one');
    expect(first.map(({ name }) => name)).toEqual(['anew', 'entry', 'clock']);
    await bot.room.say('ana', ana as never, 'two', [], eventId());
    await bot.room.say('ana', ana as never, 'three', [], eventId());
    const id = first.find((event) => event.id)!.id!;
    const later = await listen({ 'last-event-id': id }, 'three');
    expect(later.map(({ name, text }) => text ?? name)).toEqual(['two', 'three', 'clock']);
    const other = await listen({ 'last-event-id': id.replace(/^[^.]+/u, 'another-era') }, 'three');
    expect(other.map(({ name, text }) => text ?? name)).toEqual(['anew', 'one', 'two', 'three', 'clock']);
  });

  async function post(name: string, body: unknown): Promise<[number, any]> {
    const response = await fetch(`${bot.url!}${name}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return [response.status, await response.json()];
  }

  /** The news up to a message, and on to the time that follows it. */
  async function listen(headers: Record<string, string>, until: string) {
    const over = new AbortController();
    const response = await fetch(`${bot.url!}events`, { headers, signal: over.signal });
    let read = '';
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      read += chunk;
      const at = read.indexOf(`"text":"${until}"`);
      if (at >= 0 && /event: clock\ndata: .*\n\n/u.test(read.slice(at))) break;
    }
    over.abort();
    return read
      .trim()
      .split('\n\n')
      .map((event) => {
        const data = JSON.parse(/^data: (.*)$/mu.exec(event)![1]!);
        return {
          id: /^id: (.*)$/mu.exec(event)?.[1],
          name: /^event: (.*)$/mu.exec(event)![1],
          text: data.seen?.text as string | undefined,
        };
      });
  }
});
