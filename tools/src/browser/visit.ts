import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { expectAccessible } from './expect-accessible';
import { watchPage } from './watch-page';

/** An answer of the page's worker, typed arrays as arrays. */
export interface Told {
  model: string;
  /** Of the autoencoder: what it made of the picture. */
  pixels: number[];
}

/** A visitor on the live page. */
export interface Visit {
  page: Page;
  /** What went wrong, as `watchPage` notes it. */
  wrong: string[];
  /** A model's card. */
  card(model: string): Locator;
  /** The full figures behind those that a part of a model's card prints. */
  values(model: string, within: string): Promise<number[]>;
  /** Waits until all models have answered. */
  settled(): Promise<void>;
  /** Types a URL, presses Enter and waits for all answers. */
  classify(url: string): Promise<void>;
  /** The grey of each pixel on a canvas, 0 to 255. */
  greys(selector: string): Promise<number[]>;
  /** The latest answer of a model: a canvas shows 256 greys, and there are tests to 1e-5. */
  told(model: string): Promise<Told>;
  /** What has the focus: its id, its label or its text. */
  focused(): Promise<string>;
  /** Expects that axe-core finds nothing, in light and in dark. */
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
 * Opens the live page. What runs in it is passed as text: code that is compiled for Node cannot be assumed to run there,
 * and a function to wait for would be evaluated in the page, which its policy forbids.
 * @param prepare is called before the page is opened
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
        // Less motion, so that colours are at once what they become.
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await expectAccessible(page);
      }
    },
  };
}
