import { quiet } from '@reprise/base/testing';
import { findTargets } from './find-targets';
import { fuzz } from './fuzz';
import { openSandbox } from './sandbox';

/** Inputs of a reader whose weight is 1. `reliability:fuzz` gives thousands. */
const RUNS = 100;

beforeEach(quiet);

test.each(findTargets())('$id', async ({ load }) => {
  const target = load();
  const sandbox = openSandbox();
  try {
    const runs = Math.max(20, Math.round(RUNS * (target.weight ?? 1)));
    const { failure, ...counts } = await fuzz(target, { seed: 1, runs, sandbox });
    expect(failure).toBeUndefined();
    expect(counts.read + counts.refused).toBe(runs);
    // If all inputs are refused, the generator tests little of the reader.
    expect(counts.read).toBeGreaterThan(0);
  } finally {
    sandbox.remove();
  }
});
