import { pathToFileURL } from 'node:url';
// Loads the environment, Node's shims and the backend before the tests.
import { createRandom, tf } from '@reprise/engine';
import jasmineCore, { type Result } from 'jasmine-core';
import type { TestResult } from './compare';

/** Runs `work` without output by `console`. */
async function quietly(work: () => Promise<unknown>): Promise<void> {
  const before = { ...console };
  for (const name of ['debug', 'log', 'info', 'warn', 'error', 'table', 'time', 'timeEnd'] as const)
    console[name] = () => {};
  await work().finally(() => Object.assign(console, before));
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
  const seen = new Map<string, number>();
  /** A second test of the same name is `… (2)`. */
  const add = (name: string, { status, failedExpectations }: Omit<Result, 'fullName'>): void => {
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    const messages = failedExpectations.map(({ message }) => message);
    results.push({ name: times === 1 ? name : `${name} (${times})`, status, messages });
  };
  const addOutside = (where: string, { failedExpectations }: Result): void => {
    if (failedExpectations.length > 0) add(`${where} (outside of its tests)`, { status: 'failed', failedExpectations });
  };
  await tf.ready();
  // Tests of distributions use it.
  const random = createRandom(seed).fork('tfjs-suite');
  Object.defineProperty(Math, 'random', { value: () => random.uniform(1, 0, 1)[0] });
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
