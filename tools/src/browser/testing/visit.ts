import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { expectAccessible } from './expect-accessible';
import { watchPage } from './watch-page';

/** An answer of the page's worker, with arrays instead of typed arrays. */
export interface Told {
  model: string;
  /** The autoencoder's reconstruction. */
  pixels: number[];
}

/** A visitor on the live page. */
export interface Visit {
  page: Page;
  /** Problems, as `watchPage` lists them. */
  wrong: string[];
  /** A model's card. */
  card(model: string): Locator;
  /** The unrounded numbers in a part of a model's card. */
  values(model: string, within: string): Promise<number[]>;
  /** Waits until all models have answered. */
  settled(): Promise<void>;
  /** Types a URL, presses Enter and waits for all answers. */
  classify(url: string): Promise<void>;
  /** Grey of each pixel of a canvas, 0 to 255. */
  greys(selector: string): Promise<number[]>;
  /** The latest answer of a model: tests need 1e-5, and a canvas has only 256 greys. */
  told(model: string): Promise<Told>;
  /** Id, label or text of the focused element. */
  focused(): Promise<string>;
  /** Expects that axe-core finds no problem, in light and dark. */
  expectAccessible(): Promise<void>;
}

const SPY = `
  window.told = [];
  window.Worker = class extends Worker {
    constructor(...args) {
      super(...args);
      const plain = (value) => (ArrayBuffer.isView(value) ? [...value] : value);
      this.addEventListener('message', ({ data }) =>
        window.told.push(Object.fromEntries(Object.entries(data).map(([name, value]) => [name, plain(value)]))));
    }
  };`;

/**
 * Opens the live page. Code to run in it is passed as text: code compiled for Node may not run there, and the page's policy
 * forbids Playwright's `waitForFunction`.
 * @param prepare called before the page is opened
 */
export async function visit(
  browser: Browser,
  address: string,
  options: BrowserContextOptions = {},
  prepare: (page: Page) => Promise<unknown> = async () => undefined,
): Promise<Visit> {
  const page = await (await browser.newContext(options)).newPage();
  await page.addInitScript(SPY);
  await prepare(page);
  const wrong = watchPage(page, address);
  await page.goto(address);
  const card = (model: string): Locator => page.locator(`.card[data-model="${model}"]`);
  const settled = (): Promise<void> =>
    page.locator('#content:not([hidden]):not(:has(.card[aria-busy="true"]))').waitFor();
  return {
    page,
    wrong,
    card,
    settled,
    async values(model, within) {
      const found = await card(model).locator(`${within} data`).all();
      return Promise.all(found.map(async (it) => Number(await it.getAttribute('value'))));
    },
    async classify(url) {
      await page.fill('#url', url);
      await page.press('#url', 'Enter');
      await settled();
    },
    greys: (selector) =>
      page.evaluate(
        `[...document.querySelector(${JSON.stringify(selector)}).getContext('2d').getImageData(0, 0, 28, 28).data].filter((_, i) => i % 4 === 0)`,
      ),
    told: (model) => page.evaluate(`window.told.findLast((answer) => answer.model === '${model}')`),
    focused: () =>
      page.evaluate(
        '(({ id, ariaLabel, textContent }) => id || ariaLabel || textContent.trim())(document.activeElement)',
      ),
    async expectAccessible() {
      for (const colorScheme of ['light', 'dark'] as const) {
        // Without transitions, colours are final at once.
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await expectAccessible(page);
      }
    },
  };
}
