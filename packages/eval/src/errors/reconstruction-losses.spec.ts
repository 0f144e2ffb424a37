import { reconstructionLosses, worstFirst } from './reconstruction-losses';

test('the loss of each image, and the worst first', () => {
  // Per pixel a black image as 0.5 grey costs -log 0.5, a white one as 0.25 grey -log 0.25, a black one as 0 almost nothing.
  const images = Uint8Array.from({ length: 3 * 784 }, (_, i) => (i >= 784 && i < 2 * 784 ? 255 : 0));
  const guesses = Float32Array.from({ length: 3 * 784 }, (_, i) => [0.5, 0.25, 0][Math.floor(i / 784)]);
  const losses = reconstructionLosses(images, guesses);
  expect(losses[0]).toBeCloseTo(Math.LN2, 12);
  expect(losses[1]).toBeCloseTo(2 * Math.LN2, 12);
  expect(losses[2]).toBeLessThan(1e-6);
  expect(worstFirst(losses)).toEqual([1, 0, 2]);
});
