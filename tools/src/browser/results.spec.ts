// The page's view of the published results in a real browser.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { artifactsDir } from '@reprise/base';
import { HEADLINES, PROTOCOL, readVerdicts } from '@reprise/eval';
import { decideNumber } from '@reprise/eval/decide-number';
import { describePage } from './testing/quick-page';

describePage('the results', (open) => {
  const plot = (model: string): string => `.seeds[data-model="${model}"]`;

  test('shows the published verdict, seeds and number of each model', async () => {
    const { judged } = await readVerdicts();
    const { page, expectAccessible } = await open('#results');
    expect(await page.locator('.seeds').count()).toBe(5);
    for (const [model, id] of Object.entries(HEADLINES)) {
      const { verdict, seeds = [], value } = judged.find((claim) => claim.id === id)!;
      const place = page.locator(plot(model));
      expect(await place.locator('.answer').textContent()).toBe(verdict);
      const boxes = await place.locator('input').all();
      const names = await Promise.all(boxes.map((box) => box.getAttribute('aria-label')));
      expect(names).toEqual(seeds.map((one, i) => `Seed ${PROTOCOL.design.seeds[i]}: ${one.toFixed(4)}`));
      const [published, centre] = await place.locator('data').all();
      const claim = PROTOCOL.claims.find((one) => one.id === id) as { published: number };
      expect(Number(await published.getAttribute('value'))).toBe(claim.published);
      // The records keep ten digits.
      expect(Number(await centre.getAttribute('value'))).toBeCloseTo(value as number, 9);
    }
    await expectAccessible();
  });

  test('an interval follows the seeds that are on, and the address keeps that', async () => {
    const { page, focused } = await open('#results');
    const place = page.locator(plot('transfer'));
    const width = async (): Promise<number> => (await place.locator('.seed-bar.interval').boundingBox())!.width;
    const { judged } = await readVerdicts();
    const { seeds = [] } = judged.find(({ id }) => id === HEADLINES.transfer)!;
    const before = await width();
    const least = place.locator('input').first();
    await least.focus();
    expect(await focused()).toMatch(/^Seed 11: /);
    expect(await place.locator('.tip').first().isVisible()).toBe(true);
    await page.keyboard.press('Space');
    for (const seed of [12, 13, 14]) await place.getByLabel(`Seed ${seed}:`).uncheck();
    // The axis is unchanged, so widths compare.
    const wide = (values: readonly number[]): number => {
      const { low, high } = decideNumber(values, 0.898, 0.01, 'normal', PROTOCOL.design.level).interval;
      return high - low;
    };
    await page.waitForTimeout(300); // the transition
    expect((await width()) / before).toBeCloseTo(wide(seeds.slice(4)) / wide(seeds), 1);
    expect(await page.evaluate('location.hash')).toBe('#results?off=transfer.11.12.13.14');
    for (const seed of [15, 16]) await place.getByLabel(`Seed ${seed}:`).uncheck();
    expect(await place.locator('.answer').textContent()).toBe('too few seeds');

    const again = await open('#results?off=transfer.11.12.13.14.15.16');
    expect(await again.page.locator(`${plot('transfer')} .answer`).textContent()).toBe('too few seeds');
    await again.page.getByRole('button', { name: 'Switch all seeds on' }).click();
    expect(await again.page.locator(`${plot('transfer')} input:not(:checked)`).count()).toBe(0);
    expect(await again.page.evaluate('location.hash')).toBe('#results');
  });

  test('a claim leads to the report and back', async () => {
    const { page, wrong } = await open('#results');
    const link = page.getByRole('link', { name: 'LeNet: the claim in the report' });
    if (existsSync(join(artifactsDir('quick', 'report', 'seed-1'), 'report.html'))) {
      await link.click();
      await page.locator('#lenet-test-accuracy').waitFor();
      expect(page.url()).toMatch(/report\.html\?live#lenet-test-accuracy$/);
      await page.locator('#lenet-test-accuracy a.live').click();
      await page.locator('.seeds').first().waitFor();
      expect(page.url()).toMatch(/#results/);
    } else expect(await link.count()).toBe(0);
    expect(wrong).toEqual([]);
  });

  test.each([320, 1280])('at %d pixels nothing is cut off or scrolls sideways', async (width) => {
    const { page, expectAccessible } = await open('#results', { viewport: { width, height: 700 } });
    expect(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')).toBeLessThanOrEqual(0);
    await expectAccessible();
  });
});
