import golden from '../golden/statistics.json';
import { expectClose } from '../testing/expect-close';
import { bootstrapRows, percentileInterval, summarizeBootstrap } from './bootstrap';

function meansOf({
  values,
  strata,
  samples,
  seed,
}: {
  values: number[];
  strata: number[];
  samples: number;
  seed: number;
}) {
  const means = new Float64Array(samples);
  bootstrapRows(strata, samples, seed, (counts, sample) => {
    means[sample] = counts.reduce((sum, count, row) => sum + count * values[row], 0) / values.length;
  });
  return means;
}

test.each(golden.stratified)('$samples samples, as numpy', ({ low, high, errorLow, errorHigh, ...drawn }) => {
  const found = summarizeBootstrap(meansOf(drawn), 0, 0);
  expectClose(found, { low, high });
  expectClose(found.errors, { low: errorLow, high: errorHigh }, { relative: 1e-9 });
});

test('each sample has as many rows of a stratum as there are', () =>
  bootstrapRows([0, 1, 1, 0, 1], 20, 3, (counts) => {
    expect([counts[0] + counts[3], counts[1] + counts[2] + counts[4]]).toEqual([2, 3]);
  }));

test('p counts the samples on the smaller side; without any it is the normal distribution’s', () => {
  const values = Float64Array.from({ length: 100 }, (_, i) => i + 1);
  expect(10 ** summarizeBootstrap(values, 50, 3).log10P).toBeCloseTo((2 * 4) / 101, 12); // 1, 2 and 3, and one more
  // scipy: 2 * norm.sf(50 / numpy.std(range(1, 101), ddof=1))
  expect(10 ** summarizeBootstrap(values, 50, 0).log10P).toBeCloseTo(0.0848, 4);
  expect(percentileInterval(values).low).toBeCloseTo(3.475, 12); // numpy.percentile
});
