import type { Browser } from 'playwright-core';
import { findBrowser, launch } from './find-browser';

/**
 * Tests that need a browser. Without one they are skipped, and a line says why; with `REPRISE_BROWSER=required` they fail.
 * @param tests gets a function that returns the running browser in hooks and tests
 * @example
 * describeInBrowser('the report', (browser) => {
 *   test('shows its plots', async () => {
 *     const page = await browser().newPage();
 *   });
 * });
 */
export function describeInBrowser(name: string, tests: (browser: () => Browser) => void): void {
  const found = findBrowser();
  if (found === undefined) {
    const why =
      'no Chromium starts here: npm’s needs Linux on x64 and user namespaces for its sandbox, and there is none in PATH';
    if (process.env.REPRISE_BROWSER === 'required')
      test(name, () => {
        throw new Error(`${why}. Install one (apt-get install chromium), or set REPRISE_CHROMIUM to its path.`);
      });
    else {
      // Jest does not print the names of skipped tests.
      console.warn(`${name}: skipped, ${why}.`);
      describe.skip(name, () => tests(() => undefined as never));
    }
    return;
  }
  describe(name, () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await launch(found);
    });
    afterAll(() => browser.close());
    tests(() => browser);
  });
}
