// The report, opened from disk in a real browser.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildReport } from '@reprise/eval';
import { fakeArtifacts, HOSTILE } from '@reprise/eval/testing';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { describeInBrowser } from './testing/describe-in-browser';
import { expectAccessible } from './testing/expect-accessible';
import { watchPage } from './testing/watch-page';

jest.setTimeout(120_000);

/** Red, green and blue of a picture's pixel, near its upper left corner. */
async function corner(png: Buffer): Promise<number[]> {
  const pixel = await sharp(png).extract({ left: 9, top: 9, width: 1, height: 1 }).removeAlpha().raw().toBuffer();
  return [...pixel];
}

describeInBrowser('the report', (browser) => {
  let artifacts: string;
  let url: string;
  let page: Page;
  let wrong: string[];
  let requests: string[];

  beforeAll(async () => {
    artifacts = await mkdtemp(join(tmpdir(), 'reprise-report-'));
    const { folder } = await buildReport(await fakeArtifacts(artifacts), 'full', 1);
    url = pathToFileURL(join(folder, 'report.html')).href;
  });
  afterAll(() => rm(artifacts, { recursive: true, force: true }));

  beforeEach(async () => {
    page = await browser().newPage({ viewport: { width: 1280, height: 900 }, colorScheme: 'light' });
    wrong = watchPage(page, url);
    requests = [];
    page.on('request', (request) => requests.push(request.url()));
    page.on('dialog', (dialog) => wrong.push(`dialog: ${dialog.message()}`));
    await page.goto(url);
  });
  afterEach(async () => {
    expect(wrong).toEqual([]);
    await page.close();
  });

  test('requests only itself, and every picture has a text alternative', async () => {
    expect(requests.filter((one) => !one.startsWith('data:'))).toEqual([url]);
    const pictures = await page
      .locator('img')
      .evaluateAll((images) => images.map((image) => [(image as never)['naturalWidth'], (image as never)['alt']]));
    expect(pictures.length).toBeGreaterThan(20);
    for (const [width, alt] of pictures) {
      expect(width).toBeGreaterThan(100);
      expect(String(alt).length).toBeGreaterThan(20);
    }
  });

  test('URLs are text: they become no links and no markup', async () => {
    const hrefs = await page.locator('a').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    expect(hrefs.filter((href) => !href?.startsWith('#'))).toEqual([]);
    expect(await page.locator('script, iframe, object, form, img:not([src^="data:"])').count()).toBe(0);
    // The hostile tag is shown as text.
    expect(await page.getByText(HOSTILE[1]).count()).toBeGreaterThan(0);
  });

  test('its policy is in force against injected markup', async () => {
    const refused = await page.evaluate(`new Promise((resolve) => {
      const seen = new Set();
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
        if (seen.add(effectiveDirective).size === 5) resolve([...seen].sort());
      });
      const add = (name, attributes, text = '') => {
        const made = document.body.appendChild(Object.assign(document.createElement(name), attributes));
        made.append(text);
      };
      add('style', {}, 'body { display: none }');
      add('img', { src: 'http://127.0.0.2:1/seen.png', alt: '' });
      add('script', {}, 'document.title = "broken into"');
      add('iframe', { src: 'http://127.0.0.2:1/', title: 'a frame' });
      document.body.setAttribute('style', 'display: none');
    })`);
    expect(refused).toEqual(['frame-src', 'img-src', 'script-src-elem', 'style-src-attr', 'style-src-elem']);
    expect(await page.title()).not.toBe('broken into');
    expect(await page.locator('h1').isVisible()).toBe(true);
    // Each refusal is a console error, which fails any other test here.
    const told = wrong.splice(0);
    expect(told.filter((line) => /^console error:.*Content Security Policy/.test(line)).length).toBeGreaterThanOrEqual(
      5,
    );
    expect(told.filter((line) => !/Content Security Policy|127\.0\.0\.2/.test(line))).toEqual([]);
  });

  test.each(['light', 'dark'] as const)('axe finds no problem in the %s theme', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page);
  });

  test('nothing is cut off on a narrow screen', async () => {
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
    await expectAccessible(page);
  });

  test('plots follow the theme; on paper they are white', async () => {
    const plot = page.getByRole('img', { name: /^Loss by epoch of LeNet/ });
    // COLOURS.paper, and its dark counterpart: packages/eval/src/plots.
    expect(await corner(await plot.screenshot())).toEqual([255, 255, 255]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await corner(await plot.screenshot())).toEqual([0x0d, 0x11, 0x17]);
    expect(await corner(await page.screenshot())).toEqual([0x0d, 0x11, 0x17]);
    await page.emulateMedia({ colorScheme: 'dark', media: 'print' });
    expect(await corner(await page.screenshot())).toEqual([255, 255, 255]);
    expect(await corner(await plot.screenshot())).toEqual([255, 255, 255]);
  });

  test('the keyboard reaches the contents and scrollable tables', async () => {
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('In short');
    await page.getByRole('link', { name: 'CNN + LSTM' }).first().focus();
    await page.keyboard.press('Enter');
    await expect(page.evaluate('location.hash')).resolves.toBe('#cnn--lstm');
    await page.setViewportSize({ width: 320, height: 640 });
    const table = page.getByRole('group', { name: 'Table: In short' });
    await table.focus();
    await page.keyboard.press('ArrowRight');
    await page.waitForTimeout(300);
    expect(await table.evaluate((region) => region.scrollLeft)).toBeGreaterThan(0);
  });
});
