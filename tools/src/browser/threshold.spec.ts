// The view "threshold": figures of the test set's predictions at any threshold.
import { join } from 'node:path';
import { loadUrlRows, loadUrls, readNpy } from '@reprise/data';
import { accuracy, classScores, confusionMatrix, predictedClasses } from '@reprise/eval/classification';
import { describePage, quickFolder } from './testing/quick-page';
import type { Visit } from './testing/visit';

const MODELS = ['birnn', 'cnn-lstm'] as const;

describePage('the threshold', (open) => {
  let labels: Uint8Array;
  let urls: string[];
  const probabilities = new Map<string, Float32Array>();
  beforeAll(async () => {
    const { test, testRows } = await loadUrls();
    const all = await loadUrlRows();
    for (const model of MODELS) {
      const { data } = await readNpy(join(quickFolder(model), 'predictions.npy'));
      probabilities.set(model, data as Float32Array);
    }
    const rows = probabilities.get('birnn')!.length;
    labels = test.y.subarray(0, rows);
    urls = Array.from(testRows.subarray(0, rows), (row) => all.urls[row]);
  });
  const numbers = async ({ page }: Visit, selector: string): Promise<number[]> => {
    const found = await page.locator(`${selector} data`).all();
    return Promise.all(found.map(async (it) => Number(await it.getAttribute('value'))));
  };

  test.each(MODELS)('its figures are those of eval: %s', async (model) => {
    const data = probabilities.get(model)!;
    // The quick models' probabilities are close to each other: thresholds beside and among them.
    for (const at of [0.01, 0.02, 0.03, 0.05, 0.3, 0.5]) {
      const visit = await open(`#threshold?model=${model}&at=${at}`);
      const predicted = predictedClasses({ data, rows: labels.length, width: 1 }, at);
      const matrix = confusionMatrix(labels, predicted, 2);
      const { precision, recall } = classScores(matrix)[1];
      const benign = labels.filter((label) => label === 0).length;
      const figures = [recall, precision, accuracy(labels, predicted), benign / labels.length];
      const alarms = (1000 * matrix[0][1]) / benign;
      expect(await numbers(visit, '.shares')).toEqual([...figures.filter((it) => it !== null), alarms]);
      const cells = await visit.page.locator('.confusion tbody td').allTextContents();
      expect(cells.map((text) => parseInt(text.replace(',', ''), 10))).toEqual(matrix.flat());
      expect(await visit.page.locator('#threshold').getAttribute('aria-valuetext')).toMatch(`${at}: recall`);
    }
  });

  test('lists the URLs that change sides, nearest first, as text', async () => {
    const data = probabilities.get('cnn-lstm')!;
    const sorted = [...data.keys()].sort((a, b) => data[b] - data[a]);
    const visit = await open('#threshold?model=cnn-lstm&at=0.001');
    const { page } = visit;
    const titles = await page.locator('.changed h4').allTextContents();
    const above = (label: number): number[] =>
      sorted.filter((row) => data[row] > 0.001 && data[row] <= 0.5 && labels[row] === label);
    expect(titles).toEqual([`Found: ${above(1).length}`, `New false alarms: ${above(0).length}`]);
    const listed = await page.locator('.changed').nth(1).locator('code').allTextContents();
    const expected = above(0).toReversed().slice(0, 20);
    expect(await numbers(visit, '.changed:nth-of-type(2)')).toEqual(expected.map((row) => data[row]));
    expect(new Set(listed)).toEqual(new Set(expected.map((row) => urls[row])));
    expect(await page.locator('main a').count()).toBe(0);
  });

  test('works by keyboard; the address follows', async () => {
    const { page, expectAccessible } = await open('#threshold');
    await page.focus('#threshold');
    expect(await page.locator('output').textContent()).toBe('0.5');
    await page.keyboard.press('ArrowLeft');
    expect(await page.locator('output').textContent()).toBe('0.45');
    await page.keyboard.press('Home');
    expect(await page.locator('output').textContent()).toBe('0.001');
    await page.locator('.changed').first().waitFor();
    await page.waitForURL(/#threshold\?at=0\.001$/);
    await page.getByLabel('CNN').check();
    await page.waitForURL(/#threshold\?at=0\.001&model=cnn-lstm$/);
    await expectAccessible();
  });

  test('fits a screen of 320 pixels', async () => {
    const { page, expectAccessible } = await open('#threshold?at=0.01', { viewport: { width: 320, height: 640 } });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
    await expectAccessible();
  });
});
