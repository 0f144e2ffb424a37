import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { artifactsDir, repositoryRoot } from '@reprise/base';
import type { Page } from 'playwright-core';
import { describeInBrowser } from './describe-in-browser';
import { repriseServe } from './reprise-serve';
import { type Visit, visit } from './visit';

/** Results of `npx nx run page:build:quick`, which `npm test` runs first. */
export const quickFolder = (model: string): string => artifactsDir('quick', model, 'seed-1');

/** Runs a script of this repository. @returns what it prints */
export const runNode = async (...args: string[]): Promise<string> =>
  (await promisify(execFile)(process.execPath, args, { cwd: repositoryRoot(), maxBuffer: 1 << 26 })).stdout;

/** Opens an address below the served page and waits for its answers. */
type Open = (address: string, options?: object, prepare?: (page: Page) => Promise<unknown>) => Promise<Visit>;

/**
 * Tests of the quick profile's page, served by `reprise serve`. No test may cause console errors, failed requests or foreign ones.
 * @param tests gets a function that opens the page: at `#url`, or at another origin
 */
export function describePage(name: string, tests: (open: Open) => void): void {
  describeInBrowser(name, (browser) => {
    jest.setTimeout(240_000);
    let served: { origin: string; close: () => Promise<void> };
    const visitors: Visit[] = [];
    beforeAll(async () => {
      served = await repriseServe('quick', 1);
    });
    afterAll(() => served?.close());
    afterEach(async () => {
      const ended = visitors.splice(0);
      for (const { page } of ended) await page.context().close();
      expect(ended.flatMap(({ wrong }) => wrong)).toEqual([]);
    });
    tests(async (address, options, prepare) => {
      const url = address.startsWith('http') ? address : `${served.origin}/${address}`;
      const visitor = await visit(browser(), url, options, prepare);
      visitors.push(visitor);
      await visitor.settled();
      return visitor;
    });
  });
}
