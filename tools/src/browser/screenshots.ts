// Takes the screenshots of the report and the page in README.md and docs, after a full run:
//   npx nx run runner:all && npx nx run tools:screenshots
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { artifactsDir, checkManifest, inTempFolder, Problem, reportFailure, repositoryRoot } from '@reprise/base';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { findBrowser, launch } from './testing/find-browser';
import { serveFolder } from './testing/serve-folder';

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

const figure = (name: string): string => join(repositoryRoot(), 'docs', 'figures', name);

async function take(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: figure(`${name}.png`) });
  console.log(`docs/figures/${name}.png`);
}

/** Views of the page, by the name of their picture. */
const VIEWS = {
  'page-results': '#results',
  'page-url': '#url?x=google.com',
  'page-threshold': '#threshold?model=birnn',
  'page-network': '#network',
};

/** Pictures of the film, and the milliseconds from one to the next. */
const FRAMES = 24;
const FRAME_MS = 700;

/** An animated picture of the training in the tab, played faster than it was. */
async function film(page: Page, address: string): Promise<void> {
  await page.setViewportSize({ width: 800, height: 900 });
  await page.goto(address);
  await page.click('#load');
  await page.locator('#start').click();
  const frames: Buffer[] = [];
  for (let i = 0; i < FRAMES; i++) {
    frames.push(await page.screenshot());
    await page.waitForTimeout(FRAME_MS);
  }
  await sharp(frames, { join: { animated: true } })
    .webp({ quality: 50, effort: 6, delay: Array<number>(FRAMES).fill(250), loop: 0 })
    .toFile(figure('page-train.webp'));
  console.log('docs/figures/page-train.webp');
}

/** The report's first screen and LeNet's, the page's views, and the training in the tab. */
async function main(): Promise<void> {
  const report = artifactsDir('full', 'report', 'seed-1');
  const live = artifactsDir('full', 'page', 'seed-1');
  await checkManifest(report, 'eval:report');
  await checkManifest(live, 'page:build');
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
    const served = await serveFolder(live);
    try {
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, colorScheme: 'light' });
      await page.goto(pathToFileURL(join(report, 'report.html')).href);
      await take(page, 'report');
      await page.locator('#lenet').evaluate((section) => section.scrollIntoView());
      await take(page, 'report-lenet');
      for (const [name, address] of Object.entries(VIEWS)) {
        await page.goto(`${served.origin}/${address}`);
        await page.locator('#view:not(:has([aria-busy="true"], .status))').waitFor();
        await page.waitForTimeout(1000); // pictures are painted
        await take(page, name);
      }
      await film(page, `${served.origin}/#train`);
    } finally {
      await browser.close();
      await served.close();
    }
  });
}

main().catch(reportFailure);
