import type { Page } from 'playwright-core';

/**
 * Lists what must not happen on a page: console errors and warnings, uncaught errors, requests that fail or return a status
 * of 400 or more, and requests to other hosts. Call it before `page.goto`.
 * @param origin of the server, such as `http://127.0.0.1:4173`
 * @returns a list that grows
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
  // The context sees requests of workers, too.
  page.context().on('request', (request) => {
    const { protocol, origin: asked } = new URL(request.url());
    if (!['data:', 'blob:'].includes(protocol) && asked !== new URL(origin).origin)
      wrong.push(`foreign request: ${request.url()}`);
  });
  return wrong;
}
