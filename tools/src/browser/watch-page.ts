import type { Page } from 'playwright-core';

/**
 * Notes what must not happen on a page: console errors and warnings, errors that nobody caught, requests that failed or
 * that were answered with 400 or more, and requests to a host other than the one that serves it. Call it before
 * `page.goto`.
 * @param origin of the server, such as `http://127.0.0.1:4173`
 * @returns the list, which grows
 * @example
 * const wrong = watchPage(page, origin);
 * await page.goto(origin);
 * expect(wrong).toEqual([]);
 */
export function watchPage(page: Page, origin: string): string[] {
  const wrong: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) wrong.push(`console ${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => wrong.push(`uncaught: ${error.message}`));
  page.on('requestfailed', (request) => wrong.push(`failed: ${request.url()} ${request.failure()?.errorText}`));
  page.on('response', (response) => {
    if (response.status() >= 400) wrong.push(`status ${response.status()}: ${response.url()}`);
  });
  // The context sees the requests of the page's workers as well.
  page.context().on('request', (request) => {
    const { protocol, origin: asked } = new URL(request.url());
    if (!['data:', 'blob:'].includes(protocol) && asked !== new URL(origin).origin)
      wrong.push(`foreign request: ${request.url()}`);
  });
  return wrong;
}
