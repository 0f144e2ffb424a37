import { quiet } from '@reprise/base/testing';
import { findSubjects, loadSubject } from './find-subjects';
import { fuzzSubject } from './fuzz-subject';
import { openSandbox } from './sandbox';

/** Inputs of a reader whose share is 1. `reliability:fuzz` gives thousands. */
const RUNS = 100;

beforeEach(quiet);

test.each(findSubjects())('$id', async (file) => {
  const subject = loadSubject(file);
  const sandbox = openSandbox();
  try {
    const runs = Math.max(20, Math.round(RUNS * (subject.share ?? 1)));
    const { failure, ...counts } = await fuzzSubject(subject, { seed: 1, runs, sandbox });
    expect(failure).toBeUndefined();
    expect(counts.read + counts.refused).toBe(runs);
    // If all inputs are refused, the generator tests little of the reader.
    expect(counts.read).toBeGreaterThan(0);
  } finally {
    sandbox.remove();
  }
});
