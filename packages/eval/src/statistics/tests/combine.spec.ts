import { combineSources } from './combine';

const seeds = { estimate: 3, low: 0, high: 5, log10P: Math.log10(0.05) };
const rows = { low: -1, high: 3, errors: { low: 0.1, high: 0.2 }, log10P: Math.log10(0.05) };

test('ends are squared and added, normal scores as their standard errors', () => {
  const found = combineSources(seeds, rows);
  expect(found).toMatchObject({ estimate: 3, low: -2, high: 5 }); // 3 - hypot(3, 4), 3 + hypot(2, 0)
  // scipy: 2 * norm.sf(norm.isf(0.025) / sqrt(2))
  expect(10 ** found.log10P).toBeCloseTo(0.1657762729, 9);
  expect(found.errors).toEqual({ low: 0.08, high: 0 });
});

test('a source that knows nothing leaves p at 1', () =>
  expect(combineSources(seeds, { ...rows, log10P: 0 }).log10P).toBe(0));
