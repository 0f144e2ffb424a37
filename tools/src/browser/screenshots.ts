// Takes the screenshots of the report in README.md and docs/report.md, after a full run:
//   npx nx run runner:all && npx nx run tools:screenshots
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { artifactsDir, checkManifest, inTempFolder, Problem, reportFailure, repositoryRoot } from '@reprise/base';
import type { Page } from 'playwright-core';
import { findBrowser, launch } from './testing/find-browser';

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

async function take(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(repositoryRoot(), 'docs', 'figures', `${name}.png`) });
  console.log(`docs/figures/${name}.png`);
}

/** The report's first screen and LeNet's. */
async function main(): Promise<void> {
  const report = artifactsDir('full', 'report', 'seed-1');
  await checkManifest(report, 'eval:report');
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
    try {
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, colorScheme: 'light' });
      await page.goto(pathToFileURL(join(report, 'report.html')).href);
      await take(page, 'report');
      await page.locator('#lenet').evaluate((section) => section.scrollIntoView());
      await take(page, 'report-lenet');
    } finally {
      await browser.close();
    }
  });
}

main().catch(reportFailure);
