// Training in the tab, on WebGL, against the native engine.
import { createRandom } from '@reprise/engine';
import { type Experiment, ordersOfFit, prepareTraining, rowOrder, trainWhole } from '@reprise/training';
import { autoencoder, experiments, lenet } from '@reprise/vision';

import type { Page } from 'playwright-core';
import { describePage } from './testing/quick-page';

const STEPS = 20;
/** Rows of the quick profile's training set, whose order the page has. */
const ROWS = 4_000;

/** The losses of a run's first steps without dropout, by the native engine. */
async function nativeLosses(experiment: Experiment, build: Experiment['build'], batchSize: number): Promise<number[]> {
  const settings = { ...experiment, batchSize, build };
  const { trainer } = await prepareTraining(settings, { epochs: 1, trainRows: ROWS, testRows: 10 }, 1);
  const order = rowOrder(ordersOfFit(createRandom(1)), 1, ROWS).subarray(0, STEPS * batchSize);
  const losses: number[] = [];
  for (let from = 0; from < order.length; from += trainer.rowsPerCall)
    for (const { loss } of await trainer.train(order.subarray(from, from + trainer.rowsPerCall))) losses.push(loss);
  trainer.dispose();
  return losses;
}

describePage('training in the tab', (open) => {
  /** Opens the view and loads the slice. */
  const load = async (query: string) => {
    const visitor = await open(`#train?${query}`);
    const { page } = visitor;
    await page.click('#load');
    await page.locator('#start').waitFor();
    return visitor;
  };
  /** Takes a step. @returns its loss */
  const step = async (page: Page, number: number): Promise<number> => {
    await page.click('#step');
    await page.locator(`#latest:has-text("Step ${number},")`).waitFor();
    return Number(await page.locator('#latest data').first().getAttribute('value'));
  };

  test.each([
    ['lenet', experiments.lenet, () => trainWhole(lenet({ dropout: 0 })), 4],
    ['autoencoder', experiments.autoencoder, () => trainWhole(autoencoder()), 1],
  ] as const)(
    'the first twenty losses of the %s are those of the native engine',
    async (name, experiment, build, batch) => {
      const { page } = await load(`model=${name}&batch=${batch}&dropout=0`);
      expect(await page.locator('#backend').textContent()).toMatch(/^Computed by WebGL\./);
      const found: number[] = [];
      for (let i = 1; i <= STEPS; i++) found.push(await step(page, i));
      const expected = await nativeLosses(experiment, build, batch);
      expect(expected).toHaveLength(STEPS);
      found.forEach((loss, i) => expect(Math.abs(loss - expected[i])).toBeLessThan(1e-4));
    },
  );

  test('at a learning rate of 1 the LeNet diverges, which is named; a reset starts over', async () => {
    const { page, expectAccessible } = await load('rate=1&batch=4');
    const first = await step(page, 1);
    for (let i = 2; i <= 4; i++) await step(page, i);
    expect(await page.locator('#diagnosis').textContent()).toMatch(/^Training diverges: .* learning rate is too large/);
    await expectAccessible();
    await page.click('#reset');
    await page.locator('#latest:has-text("No step yet")').waitFor();
    expect(await page.locator('#diagnosis').count()).toBe(0);
    expect(await step(page, 1)).toBe(first);
  });

  test('sliders are in the address, by keyboard; it starts, pauses and goes on; the picture is asked again', async () => {
    const { page, focused, expectAccessible } = await load('batch=1&dropout=0');
    await page.focus('#rate');
    await page.keyboard.press('ArrowRight');
    await expect(page.evaluate('location.hash')).resolves.toMatch('rate=0.003');
    await page.locator('#answers li').first().waitFor();
    expect(await page.locator('#answers li').allTextContents()).toEqual([expect.stringMatching(/^Before training/)]);
    await page.focus('#start');
    await page.keyboard.press('Enter');
    await page.locator('#latest:has-text("Step 3")').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('#start:has-text("Start")').waitFor();
    expect(await focused()).toBe('start');
    await page.waitForTimeout(500); // the step that is on its way
    const told = await page.locator('#latest').textContent();
    await page.locator('#gallery label').nth(5).click();
    expect(await page.locator('#latest').textContent()).toBe(told);
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
    await expectAccessible();
  });
});
