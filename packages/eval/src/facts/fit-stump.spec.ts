import { fitStump, type Stump } from './fit-stump';

const fit = (values: number[], labels: number[]) => fitStump(Float64Array.from(values), Uint8Array.from(labels));

test('finds the threshold that separates the classes', () => {
  expect(fit([5, 1, 4, 2], [0, 1, 0, 1])).toEqual({ threshold: 3, direction: 'below', balancedAccuracy: 1 });
  expect(fit([5, 1, 4, 2], [1, 0, 1, 0])).toEqual({ threshold: 3, direction: 'above', balancedAccuracy: 1 });
  // One of two detected, one false alarm of four.
  expect(fit([1, 1, 2, 2, 2, 2], [1, 0, 1, 0, 0, 0])).toEqual({
    threshold: 1.5,
    direction: 'below',
    balancedAccuracy: 0.625,
  });
});

test('equal values have no threshold', () => expect(fit([2, 2, 2], [0, 1, 0])).toBeNull());

test('no other threshold or direction is better', () => {
  const judged = (values: number[], labels: number[], { threshold, direction }: Omit<Stump, 'balancedAccuracy'>) => {
    const share = (label: number) => {
      const of = values.filter((_, i) => labels[i] === label);
      return of.filter((value) => value > threshold === (direction === 'above')).length / of.length;
    };
    return (share(1) + 1 - share(0)) / 2;
  };
  // All rows of four values from 0 to 2 with all labels that have both classes.
  const digits = (code: number, base: number) => [0, 1, 2, 3].map((i) => Math.floor(code / base ** i) % base);
  for (let v = 0; v < 3 ** 4; v++)
    for (let l = 1; l < 2 ** 4 - 1; l++) {
      const [values, labels] = [digits(v, 3), digits(l, 2)];
      const best = fit(values, labels);
      if (best === null) {
        expect(new Set(values).size).toBe(1);
        continue;
      }
      expect(judged(values, labels, best)).toBeCloseTo(best.balancedAccuracy, 12);
      for (const direction of ['above', 'below'] as const)
        for (const threshold of [-0.5, 0.5, 1.5, 2.5])
          expect(judged(values, labels, { threshold, direction })).toBeLessThanOrEqual(best.balancedAccuracy + 1e-12);
    }
});
