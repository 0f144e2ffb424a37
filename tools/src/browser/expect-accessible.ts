import { type AxeResults, source } from 'axe-core';
import type { Page } from 'playwright-core';

/**
 * Expects that axe-core finds nothing on the page as it is now, colour contrast included. The source is evaluated from
 * outside, so that the page's content security policy stays as it is.
 * @example
 * await page.emulateMedia({ colorScheme: 'dark' });
 * await expectAccessible(page);
 */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(source);
  // A string, since what is compiled for Node cannot be assumed to run in a page.
  const { violations } = (await page.evaluate('axe.run(document, { preload: false })')) as AxeResults;
  expect(
    violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} (${help}): ${target.join(' ')}: ${failureSummary}`),
    ),
  ).toEqual([]);
}
