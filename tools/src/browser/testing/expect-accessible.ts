import { type AxeResults, source } from 'axe-core';
import type { Page } from 'playwright-core';

/**
 * Expects that axe-core finds no problem on the page as it is now, colour contrast included. Playwright evaluates the source,
 * so the page's content security policy stays in force.
 * @example
 * await page.emulateMedia({ colorScheme: 'dark' });
 * await expectAccessible(page);
 */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(source);
  // A string, since code compiled for Node may not run in a page.
  const { violations } = (await page.evaluate('axe.run(document, { preload: false })')) as AxeResults;
  expect(
    violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} (${help}): ${target.join(' ')}: ${failureSummary}`),
    ),
  ).toEqual([]);
}
