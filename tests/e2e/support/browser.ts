/** A real Chromium, and the playground in it: what each person sees and does, by what the page calls things. */
import { chromium, type Browser, type BrowserContextOptions, type Locator, type Page } from 'playwright-core';

const args =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking ' +
  '--disable-component-update --disable-sync';

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: args.split(' ') });

export interface PlaygroundPage {
  readonly page: Page;
  /** Whatever the browser complained about: errors of the page, and what the content policy refused. */
  readonly complaints: readonly string[];
  /** The column of a person; brought into sight where it is not. */
  person(name: string): Promise<PersonOnPage>;
  close(): Promise<void>;
}

export interface PersonOnPage {
  readonly column: Locator;
  readonly field: Locator;
  readonly log: Locator;
  goesTo(place: string | RegExp): Promise<void>;
  says(text: string): Promise<void>;
  presses(label: string): Promise<void>;
  /** The messages in the place that is open, each with its text as it is rendered. */
  messages(): Promise<string[]>;
}

export async function openPage(
  browser: Browser,
  url: string,
  how: BrowserContextOptions = {},
): Promise<PlaygroundPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB', ...how });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // A server that is down for a moment is part of some stories, and no fault of the page.
    if (message.type() === 'error' && !/ERR_CONNECTION|ERR_INCOMPLETE|503/u.test(message.text()))
      complaints.push(message.text());
  });
  await page.goto(url);
  const person = async (name: string): Promise<PersonOnPage> => {
    const chip = page.getByRole('navigation').getByRole('button', { name, exact: true });
    if ((await chip.getAttribute('aria-pressed')) === 'false') await chip.click();
    const column = page.getByRole('region', { name, exact: true });
    const panel = column.getByRole('tabpanel');
    return {
      column,
      field: panel.getByRole('textbox', { name: /^Write/u }),
      log: panel.getByRole('log'),
      goesTo: (place) => column.getByRole('tab', { name: place }).click(),
      async says(text) {
        await panel.getByRole('textbox', { name: /^Write/u }).fill(text);
        await panel.getByRole('button', { name: 'Send', exact: true }).last().click();
      },
      presses: (label) => panel.getByRole('button', { name: label, exact: true }).last().click(),
      messages: () => panel.getByRole('log').getByRole('article').allInnerTexts(),
    };
  };
  return { page, complaints, person, close: () => context.close() };
}

/** Whether the cursor, or the focus of the keyboard, is there. */
export const hasFocus = async (element: Locator): Promise<boolean> =>
  (await element.and(element.page().locator(':focus')).count()) === 1;

/** What the keyboard is at: by name, and whether that can be seen. */
export const focused = (page: Page): Promise<{ name: string; visible: boolean }> =>
  page.evaluate<{ name: string; visible: boolean }>(`(() => {
    const element = document.activeElement;
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    const name = element.getAttribute('aria-label') ?? element.labels?.[0]?.innerText ?? element.innerText;
    const visible = outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
    // A decoration that is hidden from screen readers stands on a line of its own, before the name.
    return { name: name.trim().split('\\n').at(-1), visible: visible || element === document.body };
  })()`);

/** How wide the page is; wider than its window means that something sticks out. In pixels. */
export const widthOf = (page: Page): Promise<number> => page.evaluate<number>('document.documentElement.scrollWidth');
