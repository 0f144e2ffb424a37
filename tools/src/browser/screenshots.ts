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

/** Steps of the film: more than an epoch, so that the picture is classified again. */
const STEPS = 135;
const STEPS_A_FRAME = 3;

/** An animated picture of the training in the tab, from the controls to the curves. */
async function film(page: Page, address: string): Promise<void> {
  await page.setViewportSize({ width: 900, height: 1200 });
  await page.goto(address);
  await page.click('#load');
  await page.click('#start');
  const from = (await page.locator('.train-controls').boundingBox())!;
  const frames: Buffer[] = [];
  for (let step = 1; step <= STEPS; step += STEPS_A_FRAME) {
    await page.locator('#latest', { hasText: new RegExp(`^Step (${step}|${step + 1}|${step + 2}),`) }).waitFor();
    const clip = { x: from.x - 10, y: from.y - 10, width: from.width + 20, height: 640 };
    frames.push(await page.screenshot({ clip }));
  }
  await sharp(frames, { join: { animated: true } })
    .webp({ quality: 60, effort: 6, delay: frames.map(() => 150), loop: 0 })
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
