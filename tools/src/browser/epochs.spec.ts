// Through the epochs of the quick profile's runs.
import { join } from 'node:path';
import { readNpy, tokenizeAll, URL_LENGTH } from '@reprise/data';
import { tf } from '@reprise/engine';
import { readLayersModel } from '@reprise/training';
import { describePage, quickFolder } from './testing/quick-page';

const URL = '.btscene2.com';

/** The probability of malicious by native TensorFlow with the weights after an epoch. */
async function native(model: string, epoch: number): Promise<number> {
  const trained = await readLayersModel(join(quickFolder(model), 'model'));
  const kept = await readNpy(join(quickFolder(model), 'epochs.npy'));
  const [, size] = kept.shape;
  const half = { dtype: 'float16' as const, scale: 1, min: 0 };
  const row = (kept.data as Uint16Array).slice(epoch * size, (epoch + 1) * size);
  const specs = [{ name: 'all', shape: [size], dtype: 'float32' as const, quantization: half }];
  const values = tf.io.decodeWeights(row.buffer, specs)['all'].dataSync<'float32'>();
  let at = 0;
  trained.setWeights(trained.getWeights().map(({ size, shape }) => tf.tensor(values.slice(at, (at += size)), shape)));
  const tokens = tf.tensor2d(tokenizeAll([URL]), [1, URL_LENGTH], 'int32');
  return (trained.predict(tokens) as tf.Tensor).dataSync()[0];
}

describePage('the epochs', (open) => {
  test('each model answers with its weights after the chosen epoch; the last are the run’s, up to half precision', async () => {
    const { page, values, settled, card } = await open('#epochs?at=1');
    await page.click('#load');
    for (const epoch of [1, 2, 0]) {
      await page.focus('#at');
      await page.keyboard.press('Home');
      for (let i = 0; i < epoch; i++) await page.keyboard.press('ArrowRight');
      await page.locator(`.card[data-epoch="${epoch}"]`).nth(3).waitFor();
      await settled();
      for (const model of ['birnn', 'cnn-lstm'])
        expect((await values(model, '.verdict'))[0]).toBeCloseTo(await native(model, epoch), 4);
    }
    expect(await card('lenet').locator('.filters li').count()).toBe(32);
    expect(await card('autoencoder').locator('.filters li').count()).toBe(16);
  });

  test('the address has the epoch, and the view is accessible, on a narrow screen, too', async () => {
    const { page, settled, expectAccessible } = await open('#epochs?at=2');
    await expectAccessible();
    await page.click('#load');
    await page.locator('.card').nth(3).waitFor();
    await settled();
    expect(await page.locator('output').textContent()).toBe('2');
    await page.focus('#at');
    await page.keyboard.press('ArrowLeft');
    await expect(page.evaluate('location.hash')).resolves.toMatch('at=1');
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
    await settled(); // while it computes, older answers are pale
    await expectAccessible();
  });
});
