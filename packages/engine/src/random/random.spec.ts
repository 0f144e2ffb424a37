import { createHash } from 'node:crypto';
import { factory } from '@stdlib/random-base-mt19937';
import { createRandom } from './random';

const mean = (values: Float64Array): number => values.reduce((sum, x) => sum + x, 0) / values.length;

describe('createRandom', () => {
  test('draws the same numbers for the same seed and name, and others for others', () => {
    const draw = (seed: number, name: string): number[] => Array.from(createRandom(seed).fork(name).uniform(5, 0, 1));
    expect(draw(1, 'a')).toEqual(draw(1, 'a'));
    expect(draw(1, 'a')).not.toEqual(draw(1, 'b'));
    expect(draw(1, 'a')).not.toEqual(draw(2, 'a'));
  });

  test('forks independently of what was drawn before', () => {
    const random = createRandom(3);
    const before = random.fork('x').int32();
    random.uniform(100, 0, 1);
    expect(random.fork('x').int32()).toBe(before);
  });

  test('seeds the Mersenne Twister with the first words of a SHA-256, here by Node', () => {
    const key = createHash('sha256').update('["1","order"]').digest();
    const source = factory({ seed: [0, 4, 8, 12].map((at) => key.readUInt32LE(at)) }) as unknown as () => number;
    expect(createRandom(1).fork('order').int32()).toBe(source() | 0);
  });

  test('permutation contains every number once, and is not the identity', () => {
    const order = createRandom(1).permutation(1000);
    expect(Array.from(order).sort((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, i) => i));
    expect(Array.from(order)).not.toEqual(Array.from({ length: 1000 }, (_, i) => i));
  });

  test('normal has mean 0 and variance 1', () => {
    const values = createRandom(1).normal(100_000);
    // Standard errors: 0.0032 of the mean, 0.0045 of the variance; five of each.
    expect(Math.abs(mean(values))).toBeLessThan(0.016);
    expect(Math.abs(mean(values.map((x) => x * x)) - 1)).toBeLessThan(0.0225);
  });

  test('uniform stays within its bounds', () => {
    const values = createRandom(1).uniform(10_000, -2, 3);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(-2);
    expect(Math.max(...values)).toBeLessThan(3);
    expect(Math.abs(mean(values) - 0.5)).toBeLessThan(0.072); // five standard errors of 5 / sqrt(12 · 10,000)
  });
});
