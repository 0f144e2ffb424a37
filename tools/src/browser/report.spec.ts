// The report, opened from disk in a real browser.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { repositoryRoot } from '@reprise/base';
import { buildReport, MODELS, type Verdicts } from '@reprise/eval';
import { fakeArtifacts, HOSTILE } from '@reprise/eval/testing';
import type { Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import { describeInBrowser } from './testing/describe-in-browser';
import { expectAccessible } from './testing/expect-accessible';
import { watchPage } from './testing/watch-page';

jest.setTimeout(120_000);

const OPEN_ALL = `for (const fold of document.querySelectorAll('details')) fold.open = true`;

/** Red, green and blue of a picture's pixel, near its upper left corner. */
async function corner(png: Buffer): Promise<number[]> {
  const pixel = await sharp(png).extract({ left: 9, top: 9, width: 1, height: 1 }).removeAlpha().raw().toBuffer();
  return [...pixel];
}

/** The published verdicts: the report's own lengths. */
const loadVerdicts = async (): Promise<Verdicts> =>
  JSON.parse(await readFile(join(repositoryRoot(), 'packages/eval/records/verdicts.json'), 'utf8')) as Verdicts;

/** Millimetres of paper as CSS pixels. */
const mm = (length: number): number => (length * 96) / 25.4;

/** An element's place, in pixels. */
async function boxOf(element: Locator): Promise<{ top: number; bottom: number; height: number }> {
  const { y, height } = (await element.boundingBox()) ?? { y: NaN, height: NaN };
  return { top: y, bottom: y + height, height };
}

describeInBrowser('the report', (browser) => {
  let artifacts: string;
  let url: string;
  let page: Page;
  let wrong: string[];
  let requests: string[];

  beforeAll(async () => {
    artifacts = await mkdtemp(join(tmpdir(), 'reprise-report-'));
    const { folder } = await buildReport({ ...(await fakeArtifacts(artifacts)), loadVerdicts }, 'full', 1);
    url = pathToFileURL(join(folder, 'report.html')).href;
  });
  afterAll(() => rm(artifacts, { recursive: true, force: true }));

  beforeEach(async () => {
    page = await browser().newPage({ viewport: { width: 1280, height: 800 }, colorScheme: 'light' });
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
    expect(hrefs.filter((href) => !/^(index\.html)?(#|$)/.test(String(href)))).toEqual([]);
    expect(await page.locator('main script, iframe, object, form, img:not([src^="data:"])').count()).toBe(0);
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

  test('nothing is cut off on a narrow screen, with all folds open', async () => {
    await page.setViewportSize({ width: 320, height: 640 });
    await page.evaluate(OPEN_ALL);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
    await expectAccessible(page);
  });

  test('the first screen has a row for each model, the eight lines, and when, where and how long', async () => {
    const short = page.locator('#in-short');
    const answers = [
      ...(await short.locator('tbody tr').all()),
      ...(await short.locator('> ul').first().locator('li').all()),
      page.getByText(
        /^Profile full, seed 1 \(not one of the ten seeds, 11 to 20\): trained until .* in the notebook\.$/,
      ),
    ];
    expect(answers).toHaveLength(5 + 8 + 1);
    for (const answer of answers) expect((await boxOf(answer)).bottom).toBeLessThan(800);
  });

  test.each(MODELS)('%s has at most three screens: curves, errors and claims', async (model) => {
    const section = page.locator(`section#${model}`);
    expect((await boxOf(section)).height).toBeLessThanOrEqual(3 * 800);
    for (const name of [/^(Loss|Accuracy) by epoch of /, /^(Confusion matrix|Nine test images)/])
      expect(await section.getByRole('img', { name }).first().isVisible()).toBe(true);
    expect(await section.locator(`#${model}-curve-loss, #${model}-train-accuracy`).first().isVisible()).toBe(true);
    expect(await section.locator('details[open]').count()).toBe(0);
  });

  test('an address opens the fold that it is in', async () => {
    for (const id of ['lenet-architecture', 'transfer-parameters-total', 'rest-time-and-machine']) {
      await page.goto(`${url}#${id}`);
      const target = page.locator(`#${id}`);
      expect(await page.locator(`details[open]:has(#${id}), details[open]#${id}`).count()).toBe(1);
      expect((await boxOf(target)).top).toBeGreaterThanOrEqual(0);
      expect((await boxOf(target)).top).toBeLessThan(800);
    }
    // Once closed, the same address opens it again.
    const fold = page.locator('#transfer-other-readings-and-facts');
    await fold.locator('summary').click();
    await fold.locator('summary').click();
    await fold.getByRole('link', { name: 'Total parameters' }).click();
    expect(await fold.getAttribute('open')).not.toBeNull();
  });

  test('the search shows what has the words, and opens its folds', async () => {
    const search = page.getByRole('searchbox', { name: 'Search' });
    await search.fill('DROPOUT_1');
    expect(await page.getByRole('status').textContent()).toMatch(/^\d+ places?$/);
    expect(await page.locator('#lenet-architecture').getAttribute('open')).not.toBeNull();
    expect(await page.locator('main tbody tr:visible').allTextContents()).toEqual(
      expect.arrayContaining([expect.stringContaining('dropout_1 (Dropout)')]),
    );
    for (const text of await page.locator('main tbody tr:visible').allTextContents())
      expect(text.toLowerCase()).toContain('dropout_1');
    expect(await page.locator('section#in-short, section#autoencoder').filter({ visible: true }).count()).toBe(0);
    await search.fill('no such words');
    expect(await page.getByRole('status').textContent()).toBe('Nothing found. Empty the search to see all.');
    // A link out of what is found shows everything again.
    await page.getByRole('link', { name: 'Autoencoder' }).first().click();
    await page.locator('main:not(.searched)').waitFor();
    expect(await search.inputValue()).toBe('');
    expect(await page.locator('main section:visible').count()).toBe(2 + MODELS.length);
    expect(await page.locator('details[open]').count()).toBe(0);
  });

  test('the filter shows the claims with a verdict, those in folds too', async () => {
    const filter = page.getByRole('combobox', { name: 'Verdict' });
    const published = (await loadVerdicts()).judged;
    for (const verdict of ['undecided', 'does not hold', 'identical']) {
      await filter.selectOption(verdict);
      const shown = await page.locator('main tbody tr:visible').evaluateAll((rows) => rows.map(({ id }) => id));
      const wanted = published.filter((one) => one.verdict === verdict).map(({ id }) => id);
      expect(shown.toSorted()).toEqual(wanted.toSorted());
    }
    await expectAccessible(page);
    await filter.selectOption('');
    expect(await page.locator('details[open]').count()).toBe(0);
  });

  test('links to the live page are shown only beside it', async () => {
    const links = page.locator('a[href^="index.html"]:visible');
    expect(await links.count()).toBe(0);
    await page.goto(`${url}?live#lenet`);
    expect(await links.count()).toBeGreaterThan(20);
    await expectAccessible(page);
    requests = requests.filter((one) => one !== `${url}?live`);
  });

  test('without its script it is complete, on paper too', async () => {
    const context = await browser().newContext({ javaScriptEnabled: false, viewport: { width: 1280, height: 800 } });
    try {
      const plain = await context.newPage();
      await plain.goto(url);
      expect(await plain.getByRole('searchbox').filter({ visible: true }).count()).toBe(0);
      const row = plain.locator('#transfer-parameters-total');
      expect(await row.isVisible()).toBe(false);
      await plain.emulateMedia({ media: 'print' });
      expect(await row.isVisible()).toBe(true);
      await plain.emulateMedia({ media: 'screen' });
      await plain.locator('#transfer-other-readings-and-facts summary').click();
      expect(await row.isVisible()).toBe(true);
    } finally {
      await context.close();
    }
  });

  test('printed, everything is there and little paper is empty', async () => {
    await page.getByRole('searchbox').fill('no such words');
    const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true });
    // What is printed, as one long page between the margins of 14 mm.
    await page.setViewportSize({ width: Math.round(mm(210 - 28)), height: 800 });
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(`document.getElementById('search').value = ''; ${OPEN_ALL}`);
    const height = Number(await page.evaluate('document.documentElement.scrollHeight'));
    const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
    const least = height / mm(297 - 28);
    expect(pages).toBeGreaterThanOrEqual(least);
    expect(pages).toBeLessThan(1.2 * least + 1);
    expect(await page.locator('nav').isVisible()).toBe(false);
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

  test('the keyboard reaches contents, search, folds and scrollable tables', async () => {
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('In short');
    await page.getByRole('link', { name: 'CNN + LSTM' }).first().focus();
    await page.keyboard.press('Enter');
    await expect(page.evaluate('location.hash')).resolves.toBe('#cnn-lstm');
    await page.locator('#cnn-lstm-architecture summary').focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('#cnn-lstm-architecture').getAttribute('open')).not.toBeNull();
    await page.setViewportSize({ width: 320, height: 640 });
    const table = page.getByRole('group', { name: 'Table: In short', exact: true });
    await table.focus();
    await page.keyboard.press('ArrowRight');
    await page.waitForTimeout(300);
    expect(await table.evaluate((region) => region.scrollLeft)).toBeGreaterThan(0);
  });
});
