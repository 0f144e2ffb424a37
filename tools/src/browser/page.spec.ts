// The page as a whole in a real browser, with the models of the quick profile.
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { artifactsDir } from '@reprise/base';
import { describePage, quickFolder, runNode } from './testing/quick-page';
import { repriseServe } from './testing/reprise-serve';
import { serveFolder } from './testing/serve-folder';

const DAMAGED_SEED = 993;
const damagedFolder = (model: string): string => artifactsDir('quick', model, `seed-${DAMAGED_SEED}`);

describePage('the live page', (open) => {
  afterAll(() => {
    for (const name of ['birnn', 'lenet', 'autoencoder', 'page'])
      rmSync(damagedFolder(name), { recursive: true, force: true });
  });

  test('shows the profile, the seed and the metrics of the run', async () => {
    const { page } = await open('');
    expect(await page.locator('#notice').textContent()).toMatch(/mean nothing/);
    const figures = await page.locator('#figures dd').allTextContents();
    const record = (model: string) => JSON.parse(readFileSync(join(quickFolder(model), 'run.json'), 'utf8')).final.test;
    expect(figures).toEqual([
      ...['birnn', 'cnn-lstm', 'lenet'].map((model) => `${record(model).acc.toFixed(4)}test accuracy`),
      `${record('autoencoder').loss.toFixed(4)}test loss`,
    ]);
    expect(await page.locator('#origin').textContent()).toMatch('quick profile, seed 1');
  });

  test('the first load is at most 400 kB compressed', async () => {
    let bytes = 0;
    const { page } = await open('', {}, async (page) => {
      page.on('response', async (response) => {
        const { length } = gzipSync(await response.body());
        bytes += length; // read only now: other responses are awaited at the same time
      });
    });
    await page.waitForLoadState('networkidle');
    console.log(`First load: ${bytes} bytes compressed.`);
    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBeLessThan(400_000);
  });

  test('a view opens by its link, by its address and by the keyboard', async () => {
    const { page, focused, settled } = await open('#picture');
    expect(await page.locator('nav [aria-current]').textContent()).toBe('A picture');
    await page.click('nav a[href="#url"]');
    await page.locator('#view[data-view="url"]').waitFor();
    await settled();
    expect(await focused()).toBe('view');
    expect(await page.title()).toBe('A URL · Reprise, live');
    await page.goBack();
    await page.locator('#view[data-view="picture"]').waitFor();
    await page.reload();
    await settled();
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Skip to the view');
    await page.keyboard.press('Enter');
    expect(await focused()).toBe('view');
  });

  test('says which models are missing or damaged, and the others work', async () => {
    for (const model of ['birnn', 'lenet', 'autoencoder'])
      cpSync(quickFolder(model), damagedFolder(model), { recursive: true });
    const weights = join(damagedFolder('autoencoder'), 'model', 'group1-shard1of1.bin');
    writeFileSync(weights, readFileSync(weights).subarray(1));
    await runNode(
      ...['-r', './tools/ts-node-cached.js', 'apps/page/src/main.ts'],
      ...['--profile=quick', `--seed=${DAMAGED_SEED}`],
    );
    const other = await repriseServe('quick', DAMAGED_SEED);
    try {
      const { card, classify, expectAccessible } = await open(`${other.origin}/#url`);
      await expect(card('cnn-lstm').textContent()).resolves.toMatch(
        /This model is missing.*artifacts\/quick\/cnn-lstm\/seed-993\/manifest\.json.*npx nx run text:cnn-lstm:quick --seed=993/s,
      );
      await classify('www.yahoo.com');
      expect(await card('birnn').locator('.verdict').count()).toBe(1);
      await expectAccessible();
      const pictures = await open(`${other.origin}/#picture`);
      await expect(pictures.card('autoencoder').textContent()).resolves.toMatch(
        /This model is missing.*group1-shard1of1\.bin: expected sha256.*npx nx run vision:autoencoder:quick --seed=993/s,
      );
      expect(await pictures.card('lenet').locator('.answer').count()).toBe(1);
      await pictures.expectAccessible();
    } finally {
      await other.close();
    }
  });

  describe('on a static host, below a path', () => {
    let host: { origin: string; close: () => Promise<void> };
    beforeAll(async () => {
      host = await serveFolder(quickFolder('page'), '/some/where/');
    });
    afterAll(() => host.close());
    /** Expects these problems and no others. */
    const expectedOnly = (wrong: string[], expected: RegExp): void => {
      const all = wrong.splice(0);
      expect(all).not.toEqual([]);
      expect(all.filter((line) => !expected.test(line))).toEqual([]);
    };

    test('works under its own policy', async () => {
      const { page, wrong } = await open(`${host.origin}/some/where/#url`);
      expect(await page.locator('.verdict').count()).toBe(2);
      const refused = await page.evaluate(`new Promise((resolve) => {
        document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => resolve(effectiveDirective));
        fetch('http://127.0.0.2:1/').catch(() => 0);
      })`);
      expect(refused).toBe('connect-src');
      expectedOnly(wrong, /Content Security Policy|foreign request: .*127\.0\.0\.2|failed: .*127\.0\.0\.2/);
    });

    test('a model that cannot be loaded is one clear message in its card', async () => {
      const { wrong, card, expectAccessible } = await open(`${host.origin}/some/where/#url`, {}, (page) =>
        page.route('**/birnn/*.bin', (route) => route.fulfill({ status: 404 })),
      );
      await expect(card('birnn').textContent()).resolves.toMatch(/could not be loaded.*Reload the page/s);
      expect(await card('cnn-lstm').locator('.verdict').count()).toBe(1);
      expectedOnly(wrong, /status (of )?404/);
      await expectAccessible();
    });

    test('without the worker, each card says so', async () => {
      const { wrong, card } = await open(`${host.origin}/some/where/#url`, {}, (page) =>
        page.route('**/worker.js', (route) => route.fulfill({ status: 404 })),
      );
      for (const model of ['birnn', 'cnn-lstm'])
        await expect(card(model).textContent()).resolves.toMatch(/worker\.js could not be loaded\..*Reload the page/);
      expectedOnly(wrong, /status (of )?404|worker\.js/);
    });

    test('without page.json, says what to do', async () => {
      const { page, wrong, expectAccessible } = await open(`${host.origin}/some/where/`, {}, (page) =>
        page.route('**/page.json', (route) => route.fulfill({ status: 404 })),
      );
      expect(await page.locator('#problem').textContent()).toMatch(
        /page\.json could not be loaded \(status 404\)\. Reload/,
      );
      expectedOnly(wrong, /status (of )?404|page\.json net::ERR_ABORTED/);
      await expectAccessible();
    });
  });
});
