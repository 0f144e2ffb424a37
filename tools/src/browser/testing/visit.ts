import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { expectAccessible } from './expect-accessible';
import { watchPage } from './watch-page';

/** A visitor on the live page. */
export interface Visit {
  page: Page;
  /** Problems, as `watchPage` lists them. */
  wrong: string[];
  /** A model's card. */
  card(model: string): Locator;
  /** The unrounded numbers in a part of a model's card. */
  values(model: string, within: string): Promise<number[]>;
  /** Waits until the view is loaded and all its models have answered. */
  settled(): Promise<void>;
  /** Types a URL, presses Enter and waits for all answers. */
  classify(url: string): Promise<void>;
  /** Grey of each pixel of a canvas, 0 to 255. */
  greys(selector: string): Promise<number[]>;
  /** The autoencoder's latest reconstruction: tests need 1e-5, and a canvas has only 256 greys. */
  told(): Promise<number[]>;
  /** Id, label or text of the focused element. */
  focused(): Promise<string>;
  /** Expects that axe-core finds no problem, in light and dark. */
  expectAccessible(): Promise<void>;
}

const SPY = `
  window.Worker = class extends Worker {
    constructor(...args) {
      super(...args);
      this.addEventListener('message', ({ data }) => {
        const answer = data.value;
        if (answer instanceof Float32Array && answer.length === 784) window.told = [...answer];
      });
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
  const settled = async (): Promise<void> => {
    // Preact renders before the next frame.
    await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))');
    await page.locator('#problem, #view:not(:has([aria-busy="true"], .status))').waitFor();
  };
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
    told: () => page.evaluate('window.told'),
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
