import { pathToFileURL } from 'node:url';
// Loads the environment, Node's shims and the backend before the tests.
import { createRandom, tf } from '@reprise/engine';
import jasmineCore, { type Result } from 'jasmine-core';
import type { TestResult } from './compare';

const QUIET = ['debug', 'log', 'info', 'warn', 'error', 'table', 'time', 'timeEnd'] as const;

/** Runs `work` without output by `console`. */
async function quietly(work: () => Promise<unknown>): Promise<void> {
  const before = Object.fromEntries(QUIET.map((name) => [name, console[name]]));
  for (const name of QUIET) console[name] = () => {};
  try {
    await work();
  } finally {
    Object.assign(console, before);
  }
}

/** Seeds `Math.random`, which tests of distributions use. */
function seedRandom(seed: number): void {
  const random = createRandom(seed).fork('tfjs-suite');
  Object.defineProperty(Math, 'random', { value: () => random.uniform(1, 0, 1)[0] });
}

/** Numbers tests with the same name in their order: `… (2)` for the second. */
function uniqueNames(): (name: string) => string {
  const seen = new Map<string, number>();
  return (name) => {
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  };
}

/**
 * Runs the bundled tests under Jasmine in this process, which is of no other use afterwards: Jasmine's functions are
 * global, `Math.random` is seeded, and the tests reset TensorFlow.js.
 *
 * @param bundle a file of `bundleTests`
 * @returns the tests in order; a failure outside of tests, such as in `afterAll`, counts as one
 */
export async function runSuite(bundle: string, seed: number): Promise<TestResult[]> {
  const results: TestResult[] = [];
  const unique = uniqueNames();
  const add = (name: string, { status, failedExpectations }: Pick<Result, 'status' | 'failedExpectations'>): void =>
    void results.push({ name: unique(name), status, messages: failedExpectations.map(({ message }) => message) });
  const addOutside = (where: string, { failedExpectations }: Result): void => {
    if (failedExpectations.length > 0) add(`${where} (outside of its tests)`, { status: 'failed', failedExpectations });
  };
  await tf.ready();
  seedRandom(seed);
  const jasmine = jasmineCore.boot(jasmineCore);
  const env = jasmine.getEnv();
  Object.assign(globalThis, { jasmine }, jasmineCore.interface(jasmine, env));
  await quietly(async () => {
    await import(pathToFileURL(bundle).href);
    env.configure({ random: false });
    env.addReporter({
      specDone: (spec) => add(spec.fullName, spec),
      suiteDone: (suite) => addOutside(suite.fullName, suite),
      jasmineDone: (whole) => addOutside('the whole suite', whole),
    });
    await env.execute();
  });
  return results;
}
