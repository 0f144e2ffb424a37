// The view "network": each layer's activations, and the products of each number.
import { join } from 'node:path';
import { loadFashionMnist, readNpy } from '@reprise/data';
import { tf } from '@reprise/engine';
import { readLayersModel } from '@reprise/training';
import { describePage, quickFolder } from './testing/quick-page';
import type { Visit } from './testing/visit';

/** A test image of the page. */
const ROW = 19;

describePage('the network', (open) => {
  let image: Float32Array;
  beforeAll(async () => {
    const { test } = await loadFashionMnist();
    image = Float32Array.from(test.images.subarray(ROW * 784, (ROW + 1) * 784), (grey) => grey / 255);
  });
  /** What native TensorFlow makes of the image in a layer. */
  async function native(model: string, layer: string): Promise<tf.Tensor> {
    const trained = await readLayersModel(join(quickFolder(model), 'model'));
    const seen = tf.model({ inputs: trained.inputs, outputs: trained.getLayer(layer).output });
    return seen.predict(tf.tensor4d(image, [1, 28, 28, 1])) as tf.Tensor;
  }
  const numbers = async ({ page }: Visit, selector: string): Promise<number[]> => {
    const found = await page.locator(`${selector} data`).all();
    return Promise.all(found.map(async (it) => Number(await it.getAttribute('value'))));
  };
  const at = (state: string): string => `#network?picture=${ROW}&${state}`;

  test.each([
    ['lenet', 'conv2d_1', 5, [9, 14]],
    ['lenet', 'max_pooling2d_1', 5, [5, 7]],
    ['lenet', 'conv2d_3', 32, [3, 3]],
    ['autoencoder', 'conv2d_1', 2, [1, 28]],
    ['autoencoder', 'max_pooling2d_3', 8, [4, 4]],
    ['autoencoder', 'up_sampling2d_1', 3, [5, 2]],
    ['autoencoder', 'conv2d_7', 1, [14, 14]],
  ])('%s, %s: the number and its products equal native TensorFlow’s', async (model, layer, map, [row, column]) => {
    const visit = await open(at(`model=${model}&layer=${layer}&map=${map}&pixel=${row}.${column}`));
    const output = (await native(model, layer)) as tf.Tensor4D;
    const value = output.slice([0, row - 1, column - 1, map - 1], [1, 1, 1, 1]).dataSync()[0];
    const shown = (await numbers(visit, '#shown-number'))[0];
    expect(shown).toBeCloseTo(value, 5);
    expect((await numbers(visit, '#origin .result')).at(-1)).toBeCloseTo(value, 5);
    // The map's greys, on the scale of the layer's numbers.
    const [least, most] = [output.min().dataSync()[0], output.max().dataSync()[0]];
    const [, rows, columns] = output.shape;
    const drawn: number[] = await visit.page.evaluate(
      `[...document.querySelector('#map-board canvas').getContext('2d').getImageData(0, 0, ${columns}, ${rows}).data].filter((_, i) => i % 4 === 0)`,
    );
    const pixels = output.slice([0, 0, 0, map - 1], [1, rows, columns, 1]).dataSync();
    const wanted = Array.from(pixels, (it) => ((it - least) / (most - least || 1)) * 255);
    expect(Math.max(...drawn.map((grey, i) => Math.abs(grey - wanted[i])))).toBeLessThan(0.51);
  });

  test('the first filter’s products are pixels times weights', async () => {
    const visit = await open(at('layer=conv2d_1&map=3&pixel=12.13'));
    const trained = await readLayersModel(join(quickFolder('lenet'), 'model'));
    const [kernel, bias] = trained.layers[0].getWeights();
    const weights = (kernel as tf.Tensor4D).slice([0, 0, 0, 2], [3, 3, 1, 1]).dataSync();
    const square = [11, 12, 13].flatMap((row) => [12, 13, 14].map((column) => image[row * 28 + column]));
    const products = square.map((pixel, i) => pixel * weights[i]);
    const sum = products.reduce((a, b) => a + b);
    const close = (values: Iterable<number>): unknown[] => Array.from(values, (it) => expect.closeTo(it, 5));
    expect(await numbers(visit, '.products')).toEqual(close([sum, ...square, ...weights, ...products]));
    const b = bias.dataSync()[2];
    expect(await numbers(visit, '#origin .result')).toEqual(close([sum, b, sum + b, Math.max(0, sum + b)]));
  });

  test('the classes equal those that the run saved, and say what speaks for them', async () => {
    const { data } = await readNpy(join(quickFolder('lenet'), 'predictions.npy'));
    const visit = await open(at('layer=activation_1&pixel=1.1'));
    expect((await numbers(visit, '#shown-number'))[0]).toBeCloseTo(data[ROW * 10], 5);
    expect(await visit.page.locator('#shown-number').textContent()).toMatch('T-shirt/top');
    expect(await visit.page.locator('.terms tbody tr').count()).toBe(10);
    await visit.page.locator('[data-layer=dense_2] label').click();
    await visit.page.getByText('All products').waitFor();
    // The products shown, the others and the bias make the number.
    const products = await numbers(visit, '.terms td:last-child');
    const [rest] = await numbers(visit, '.terms + p');
    const [all, bias, sum, value] = await numbers(visit, '#origin .result');
    expect(products.reduce((a, b) => a + b, rest)).toBeCloseTo(all, 5);
    expect(all + bias).toBeCloseTo(sum, 10);
    expect((await numbers(visit, '#shown-number'))[0]).toBeCloseTo(value, 5);
  });

  test('works by keyboard: a layer, a map, a pixel; the address follows', async () => {
    const { page, focused, expectAccessible } = await open(at('layer=conv2d_1&map=1&pixel=1.1'));
    await page.getByRole('radio', { name: 'Map 1 of conv2d_1' }).focus();
    await page.keyboard.press('ArrowRight');
    expect(await page.locator('.network-number h3').textContent()).toBe('Map 2 of conv2d_1');
    await page.focus('#map-board');
    expect(await focused()).toBe('map-board');
    await page.waitForURL(/map=2/);
    await page.locator('#map-board').click({ position: { x: 2, y: 2 } });
    for (const key of ['ArrowLeft', 'ArrowRight', 'ArrowDown', 'ArrowDown']) await page.keyboard.press(key);
    await expect(page.locator('#shown-number').textContent()).resolves.toMatch('row 3, column 2:');
    await page.waitForURL(/pixel=3\.2/);
    await page.evaluate('scrollTo(0, 0)');
    await expectAccessible();
  });

  test('fits a screen of 320 pixels, by touch', async () => {
    const { page, settled, expectAccessible } = await open(at('model=autoencoder&layer=conv2d_2'), {
      viewport: { width: 320, height: 640 },
      hasTouch: true,
    });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
    await page.locator('#map-board').tap({ position: { x: 3, y: 3 } });
    await settled();
    await expect(page.locator('#shown-number').textContent()).resolves.toMatch('row 1, column 1:');
    // axe knows the link that skips to the view only above the screen.
    await page.evaluate('scrollTo(0, 0)');
    await expectAccessible();
  });
});
