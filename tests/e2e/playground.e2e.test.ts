/** The playground's page in a real browser: what newcomers, keyboards, screen readers and phones meet. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Browser } from 'playwright-core';
import type { Place, Post } from '../../src/chat/platform.ts';
import { playground, type Playground } from '../../src/platforms/playground/index.ts';
import { movableClock, type MovableClock } from '../../src/time/clock.ts';
import { openWeb, type WebServer } from '../../src/web/server.ts';
import { lawCommands } from '../platforms/laws.ts';
import { recordingHouse, type RecordingHouse } from '../support/house.ts';
import { until } from '../support/until.ts';
import { focused, hasFocus, openBrowser, openPage, widthOf, type PlaygroundPage } from './support/browser.ts';

const ana: Place = { kind: 'direct', account: 'ana' };
const space: Place = { kind: 'shared', space: 'responders' };
const tricks = '<img src=x onerror="document.title=1"><script>document.title=2</script> **bold** &amp; שלום';

describe('the page of the playground', () => {
  let browser: Browser;
  let web: WebServer;
  let clock: MovableClock;
  let house: RecordingHouse;
  let bot: Playground;
  let open: PlaygroundPage;

  beforeAll(async () => void (browser = await openBrowser()));
  afterAll(() => browser.close());
  beforeEach(async () => {
    clock = movableClock(new Date('2026-03-02T10:00:00Z'));
    house = recordingHouse({ clock, commands: lawCommands });
    await start();
    open = await openPage(browser, bot.url!);
  });
  afterEach(async () => {
    await open.close();
    await stop();
    expect(open.complaints).toEqual([]);
  });

  test('a private message arrives, and the answer is read', async () => {
    const person = await open.person('Ana');
    await person.says('Something happened.');
    expect((await house.got('message')).what).toMatchObject({ text: 'Something happened.', toUs: true });
    await says(ana, 'I am listening.');
    await until(async () => (await person.messages()).some((text) => text.includes('I am listening.')));
    expect(await person.messages()).toHaveLength(2);
    const bo = await open.person('Bo');
    expect(await bo.messages()).toEqual([]);
  });

  test('whatever people write is shown as it is, and runs nothing', async () => {
    const person = await open.person('Ana');
    await person.says(tricks);
    await bot.send(
      post(ana, [
        { kind: 'quote', by: tricks, text: tricks },
        { kind: 'facts', facts: [[tricks, tricks]] },
      ]),
    );
    await until(async () => (await person.messages()).length === 2);
    const [own, quoted] = await person.messages();
    expect(own).toContain(tricks);
    expect(quoted!.split(tricks)).toHaveLength(5);
    expect(await open.page.title()).toBe('Haven playground');
    expect(await person.log.locator('img, script, b').count()).toBe(0);
  });

  test('buttons carry their token, also by the keyboard alone', async () => {
    const person = await open.person('Ana');
    await bot.send(post(ana, [{ kind: 'paragraph', text: 'Is it safe?' }], { choices: ['Yes', 'No'] }));
    const button = person.column.getByRole('button', { name: 'No', exact: true });
    await button.focus();
    await open.page.keyboard.press('Enter');
    expect((await house.got('press')).what.token).toBe('token-No');
    expect(await hasFocus(button)).toBe(true);
    await until(async () => /You chose No/u.test(await person.log.innerText()));
  });

  test('everything can be reached by the Tab key, and it is visible where one is', async () => {
    await bot.send(post(ana, [{ kind: 'paragraph', text: 'Is it safe?' }], { choices: ['Yes'] }));
    const person = await open.person('Ana');
    await until(async () => (await person.messages()).length === 1);
    const reached: string[] = [];
    for (let i = 0; i < 60; i += 1) {
      await open.page.keyboard.press('Tab');
      const at = await focused(open.page);
      expect(at.visible, at.name).toBe(true);
      if (at.name) reached.push(at.name);
    }
    for (const name of [
      'Move the clock 15 minutes on',
      'Bo',
      'Settings',
      'Private',
      'Yes',
      'Write to Haven as Ana',
      'Send',
      'Attach files',
      'Commands',
    ]) {
      expect(reached, name).toContain(name);
    }
  });

  test('the cursor and the draft stay when messages come', async () => {
    const person = await open.person('Ana');
    await person.field.fill('I was just about to');
    await says(ana, 'Are you there?');
    await until(async () => (await person.messages()).length === 1);
    await open.page.keyboard.type(' say');
    expect(await person.field.inputValue()).toBe('I was just about to say');
  });

  test('when what had the focus is taken away, the focus goes to where one writes', async () => {
    const delivered = await bot.send(post(ana, [{ kind: 'paragraph', text: 'Hide this?' }], { choices: ['Hide'] }));
    const person = await open.person('Ana');
    await person.presses('Hide');
    await bot.remove!(delivered);
    await until(async () => (await person.messages()).length === 0);
    expect(await hasFocus(person.field)).toBe(true);
  });

  test('messages are announced as a log, and the past is not', async () => {
    await says(ana, 'Long ago.');
    await open.page.reload();
    const person = await open.person('Ana');
    await until(async () => (await person.messages()).length === 1);
    await until(async () => (await person.log.getAttribute('aria-busy')) === 'false');
    expect(await person.log.getAttribute('aria-live')).toBe('polite');
    const snapshot = await person.column.ariaSnapshot();
    for (const part of [
      'heading "Ana" [level=2]',
      'tablist "Places of Ana"',
      'tab "Private" [selected]',
      'log "Messages, Private, as Ana sees them"',
    ]) {
      expect(snapshot).toContain(part);
    }
  });

  test('plain text only: every choice can be typed', async () => {
    const person = await open.person('Ana');
    await person.column.getByText('Settings').click();
    await person.column.getByRole('switch', { name: /Plain text only/u }).check();
    await bot.send(post(ana, [{ kind: 'paragraph', text: 'Is it safe?' }], { choices: ['Yes', 'No'] }));
    await until(async () => (await person.messages()).length === 1);
    expect((await person.messages())[0]).toMatch(/Is it safe\?\n\n1\. Yes\n2\. No/u);
    expect(await person.log.getByRole('article').getByRole('button').count()).toBe(0);
    await person.says('2');
    expect((await house.got('message')).what.text).toBe('2');
    await until(async () => bot.room.wantsPlain('ana'));
  });

  test('a command out of the menu comes as declared, and its answer is for one person', async () => {
    house.offers.push({ label: 'amber-otter, open', value: 'amber-otter' });
    const sam = await open.person('Sam');
    await sam.goesTo('Responders');
    await sam.presses('Commands');
    const menu = open.page.getByRole('dialog', { name: 'Commands for Sam' });
    await menu.getByRole('combobox', { name: 'Command' }).selectOption('case take');
    await menu.getByRole('combobox', { name: 'Which case' }).focus();
    await until(async () => (await menu.locator('datalist option[value="amber-otter"]').count()) === 1);
    await menu.getByRole('combobox', { name: 'Which case' }).fill('amber-otter');
    await menu.getByRole('button', { name: 'Run' }).click();
    const { what, reply } = await house.got('command', ({ name }) => name === 'case take');
    expect(what.args).toEqual({ case: 'amber-otter' });
    await bot.send({
      ...post({ kind: 'direct', account: 'sam' }, [{ kind: 'paragraph', text: 'It is yours.' }]),
      reply: reply!,
    });
    await until(async () =>
      (await sam.messages()).some((text) => /only you can see this/u.test(text) && /It is yours/u.test(text)),
    );
    const rosa = await open.person('Rosa');
    await rosa.goesTo('Responders');
    expect(await rosa.messages()).toEqual([]);
  });

  test('commands of the team are not offered to members', async () => {
    const person = await open.person('Bo');
    await person.presses('Commands');
    const menu = open.page.getByRole('dialog', { name: 'Commands for Bo' });
    expect(await menu.getByRole('combobox', { name: 'Command' }).locator('option').allInnerTexts()).toEqual(['/ask']);
    await open.page.keyboard.press('Escape');
    expect(await hasFocus(person.column.getByRole('button', { name: 'Commands' }))).toBe(true);
  });

  test('a form is filled in and sent', async () => {
    const form = {
      token: 'form-1',
      title: 'What happened',
      fields: [
        { name: 'story', label: 'Your words', kind: 'text', long: true, optional: false },
        {
          name: 'kind',
          label: 'Kind',
          kind: 'choices',
          long: false,
          optional: true,
          options: [
            { value: 'a', label: 'Threat' },
            { value: 'b', label: 'Theft' },
          ],
        },
      ],
    };
    await bot.send({ ...post(ana, [{ kind: 'paragraph', text: 'Please' }]), form });
    const person = await open.person('Ana');
    const asked = person.column.getByRole('form', { name: 'What happened' });
    await asked.getByRole('textbox', { name: 'Your words' }).fill('line one\nline two');
    await asked.getByRole('checkbox', { name: 'Theft' }).check();
    await asked.getByRole('button', { name: 'Send' }).click();
    expect((await house.got('form')).what).toEqual({
      kind: 'form',
      token: 'form-1',
      values: { story: 'line one\nline two', kind: 'b' },
    });
    await until(async () => (await asked.count()) === 0);
  });

  test('files go along, ten at most, and one may be marked to fail', async () => {
    const person = await open.person('Ana');
    const files = Array.from({ length: 11 }, (_, i) => ({
      name: `shot-${i}.png`,
      mimeType: 'image/png',
      buffer: Buffer.from([i]),
    }));
    await person.column.locator('input[type=file]').first().setInputFiles(files);
    await until(async () =>
      (await person.column.getByRole('status').first().innerText()).startsWith('Ten files at most'),
    );
    await person.column.getByRole('checkbox', { name: 'this one fails to load' }).nth(2).check();
    await person.says('see these');
    const { what } = await house.got('message');
    expect(what.files).toHaveLength(10);
    expect([...(await bot.fetch!(what.files[1]!))]).toEqual([1]);
    await expect(bot.fetch!(what.files[2]!)).rejects.toThrow();
    await until(async () => (await person.messages())[0]?.includes('shot-9.png'));
  });

  test('a file that the bot sends is covered until it is asked for; a picture is drawn, anything else is saved', async () => {
    const pixel = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGNQcEgAAAFEAMELjZZCAAAAAElFTkSuQmCC',
      'base64',
    );
    const script = Buffer.from('<script>parent.document.title = "taken over"</script>');
    const delivered = await bot.send({
      ...post(ana, [{ kind: 'paragraph', text: 'Look when you are ready.' }]),
      files: [
        { name: 'chat.png', type: 'image/png', spoiler: true, bytes: pixel },
        { name: 'page.html', type: 'text/html', spoiler: true, bytes: script },
      ],
    });
    const asked: string[] = [];
    open.page.on('request', (request) => void asked.push(request.url()));
    const person = await open.person('Ana');
    await until(async () => (await person.messages()).length === 1);
    const show = person.log.getByRole('button', { name: 'Show this file' });
    expect([await show.count(), await person.log.locator('img').count()]).toEqual([2, 0]);
    await show.first().focus();
    await open.page.keyboard.press('Enter');
    const picture = person.log.getByRole('img', { name: 'chat.png' });
    await until(
      async () => (await open.page.evaluate<number>(`document.querySelector('.files img').naturalWidth`)) === 1,
    );
    expect(await hasFocus(picture)).toBe(true);
    await show.click();
    const saving = open.page.waitForEvent('download');
    await person.log.getByRole('link', { name: 'Save this file' }).click();
    const saved = await saving;
    expect(saved.suggestedFilename()).toBe('page.html');
    expect(await open.page.title()).toBe('Haven playground');
    expect(asked.filter((url) => /chat|page\.html/u.test(url))).toEqual([]);
    await bot.remove!(delivered);
    await until(async () => (await person.messages()).length === 0);
  });

  test('what one wrote can be changed and taken back', async () => {
    const person = await open.person('Ana');
    await person.says('on Monday');
    await until(async () => (await person.messages()).length === 1);
    await person.presses('Edit');
    await person.column.getByRole('textbox', { name: 'New text of the message' }).fill('on Tuesday');
    await person.presses('Save');
    expect((await house.got('edited')).what.text).toBe('on Tuesday');
    await until(
      async () =>
        /on Tuesday/u.test((await person.messages())[0] ?? '') && /edited/u.test((await person.messages())[0] ?? ''),
    );
    await person.presses('Delete');
    await house.got('deleted');
    await until(async () => (await person.messages()).length === 0);
  });

  test('the clock moves for everyone', async () => {
    await open.page.getByRole('button', { name: 'Move the clock 15 minutes on' }).click();
    await until(() => clock.now().toISOString() === '2026-03-02T10:15:00.000Z');
    await open.page.getByLabel('Move to').fill('2026-05-01T09:30');
    await open.page.getByRole('button', { name: 'Go' }).click();
    await until(async () => /1 May 2026/u.test(await open.page.locator('#now').innerText()));
    expect(clock.now().getMonth()).toBe(4);
  });

  test('a restart loses nothing that is written meanwhile', async () => {
    const person = await open.person('Ana');
    const { port } = web;
    await stop();
    await person.says('into the silence');
    await start(port);
    // The page tries again by itself, less and less often.
    await until(() => house.messagesOf('ana').length > 0, 90_000);
    await says(ana, 'I am back.');
    await until(async () => (await person.messages()).length === 2, 15_000);
    expect(house.messagesOf('ana')).toEqual(['into the silence']);
  });

  test('the page and a person can each have a language', async () => {
    const person = await open.person('Ana');
    await person.column.getByText('Settings').click();
    await person.column.getByRole('combobox', { name: 'Language' }).selectOption('es');
    await until(() => bot.room.localeOf('ana') === 'es');
    await open.page.getByLabel('Language of this page').selectOption('es');
    expect(await open.page.getByRole('heading', { level: 1 }).innerText()).toBe('Haven: zona de pruebas');
    expect(await open.page.locator('html').getAttribute('lang')).toBe('es');
  });

  test('on a phone, one person at a time, and nothing sticks out', async () => {
    await open.close();
    open = await openPage(browser, bot.url!, { viewport: { width: 360, height: 740 }, hasTouch: true });
    await says(ana, `A long word: ${'x'.repeat(300)}`);
    const person = await open.person('Ana');
    await until(async () => (await person.messages()).length === 1);
    expect(await open.page.getByRole('main').getByRole('region').count()).toBe(1);
    await open.person('Tariq');
    expect(await open.page.getByRole('main').getByRole('region').count()).toBe(1);
    expect(await widthOf(open.page)).toBe(360);
  });

  test('threads have a tab each, named by what they begin with', async () => {
    await bot.send(post({ ...space, topic: 't-1' }, [{ kind: 'paragraph', text: 'amber-otter' }]));
    await bot.send(post({ ...space, topic: 't-2' }, [{ kind: 'paragraph', text: 'brave-heron' }]));
    const rosa = await open.person('Rosa');
    await rosa.goesTo(/brave-heron/u);
    expect((await rosa.messages()).join()).toContain('brave-heron');
    await rosa.column.getByRole('tab', { selected: true }).press('ArrowLeft');
    expect(await rosa.column.getByRole('tab', { selected: true }).innerText()).toContain('amber-otter');
  });

  async function start(port = 0): Promise<void> {
    web = await openWeb({ port, secret: 'a-secret-for-tests', log: house.log });
    bot = playground({ web, clock, advance: async (to) => clock.moveTo(to) });
    await bot.start(house);
  }

  async function stop(): Promise<void> {
    await bot.stop();
    await web.close();
  }

  const says = (to: Place, text: string) => bot.send(post(to, [{ kind: 'paragraph', text }]));
});

let keys = 0;
const post = (
  to: Place,
  parts: Post['message']['parts'],
  { choices = [] }: { choices?: readonly string[] } = {},
): Post => ({
  key: `post-${(keys += 1)}`,
  to,
  urgency: 'answer',
  message: {
    parts,
    choices: choices.map((label, i) => ({ label, token: `token-${label}`, style: 'plain', typed: String(i + 1) })),
    orWrite: 'Or write:',
  },
});
