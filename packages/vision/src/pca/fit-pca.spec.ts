import { loadFashionMnist } from '@reprise/data';
import { fitPca } from './fit-pca';
import golden from './golden/pca.json';

const PIXELS = 784;

test('as scikit-learn: variances, and errors of reconstructions by number of components', async () => {
  const { train, test } = await loadFashionMnist();
  const count = golden.explained_variance.length;
  const { mean, components, explained } = fitPca(train.images.subarray(0, golden.train_rows * PIXELS), PIXELS, count);
  // In single precision: to five digits of the largest variance.
  golden.explained_variance.forEach((variance, k) => expect(Math.abs(explained[k] - variance)).toBeLessThan(1e-4));

  // Signs of components are free; errors do not depend on them.
  const errors = new Float64Array(count + 1);
  for (let row = 0; row < golden.test_rows; row++) {
    const rest = Float64Array.from(mean, (value, i) => test.images[row * PIXELS + i] / 255 - value);
    for (let k = 0; k <= count; k++) {
      errors[k] += rest.reduce((sum, value) => sum + value * value, 0) / PIXELS / golden.test_rows;
      if (k === count) break;
      const component = components.subarray(k * PIXELS, (k + 1) * PIXELS);
      const score = component.reduce((sum, value, i) => sum + value * rest[i], 0);
      component.forEach((value, i) => (rest[i] -= score * value));
    }
  }
  golden.squared_error_by_components.forEach((error, k) => expect(errors[k]).toBeCloseTo(error, 7));
});
