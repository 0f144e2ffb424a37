// Takes the README's screenshots of the report and the page, after a full run:
//   npx nx run runner:all && npx nx run tools:screenshots
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { artifactsDir, checkManifest, inTempFolder, Problem, reportFailure, repositoryRoot } from '@reprise/base';
import type { Browser, Page } from 'playwright-core';
import { findBrowser, launch } from './find-browser';
import { repriseServe } from './reprise-serve';
import { visit } from './visit';

const SEED = 1;
const FIGURES = join(repositoryRoot(), 'docs', 'figures');
const SCREEN = { viewport: { width: 1440, height: 860 }, colorScheme: 'light' as const };

/** A font configuration with the repository's fonts, so that every machine takes the same screenshots. */
function fontConfig(folder: string): string {
  const file = join(folder, 'fonts.conf');
  const fonts = join(repositoryRoot(), 'packages', 'eval', 'assets', 'fonts');
  const families = Object.entries({ 'system-ui': 'Inter', 'ui-monospace': 'DejaVu Sans Mono' }).map(
    ([generic, name]) => `<alias><family>${generic}</family><prefer><family>${name}</family></prefer></alias>`,
  );
  writeFileSync(
    file,
    `<fontconfig><dir>${fonts}</dir><dir>/usr/share/fonts</dir><cachedir>${folder}</cachedir>${families.join('')}</fontconfig>\n`,
  );
  return file;
}

/** @throws Problem when no browser starts */
async function withBrowser(work: (browser: Browser) => Promise<void>): Promise<void> {
  const found = findBrowser();
  if (found === undefined)
    throw new Problem({
      where: 'screenshots',
      expected: 'a Chromium that starts',
      found: 'none',
      todo: 'Install one (apt-get install chromium), or set REPRISE_CHROMIUM to its path.',
    });
  await inTempFolder(async (folder) => {
    const browser = await launch({ ...found, env: { ...found.env, FONTCONFIG_FILE: fontConfig(folder) } });
    await work(browser).finally(() => browser.close());
  });
}

async function take(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(FIGURES, `${name}.png`) });
  console.log(`docs/figures/${name}.png`);
}

/** The report's first screen and LeNet's errors. */
async function report(browser: Browser): Promise<void> {
  const folder = artifactsDir('full', 'report', `seed-${SEED}`);
  await checkManifest(folder, 'eval:report');
  const page = await browser.newPage(SCREEN);
  await page.goto(pathToFileURL(join(folder, 'report.html')).href);
  await take(page, 'report');
  const errors = page.getByRole('heading', { name: 'Errors' }).nth(1);
  await errors.evaluate((heading) => heading.scrollIntoView());
  await take(page, 'report-errors');
  await page.close();
}

/** The page's two parts. */
async function livePage(browser: Browser): Promise<void> {
  const { origin, close } = await repriseServe('full', SEED);
  try {
    const { page, classify, settled } = await visit(browser, `${origin}/`, SCREEN);
    await settled();
    await classify('.btscene2.com');
    await page.evaluate('document.activeElement.blur()');
    for (const [heading, name] of [
      ['Is this URL malicious?', 'page'],
      ['What is in this picture?', 'page-picture'],
    ]) {
      await page.getByRole('heading', { name: heading }).evaluate((found) => found.scrollIntoView());
      await take(page, name);
    }
  } finally {
    await close();
  }
}

mkdirSync(FIGURES, { recursive: true });
withBrowser(async (browser) => {
  await report(browser);
  await livePage(browser);
}).catch(reportFailure);
