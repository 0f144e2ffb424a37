import { pathToFileURL } from 'node:url';
// It puts the environment, Node's shims and the backend in place, before the tests are loaded.
import { createRandom, tf } from '@reprise/engine';
import jasmineCore, { type Expectations, type Spec } from 'jasmine-core';
import type { TestResult } from './compare';

const QUIET = ['debug', 'log', 'info', 'warn', 'error', 'table', 'time', 'timeEnd'] as const;

/** Runs `work` while `console` says nothing: the tests' own talk is not ours. */
async function quietly(work: () => Promise<unknown>): Promise<void> {
  const before = Object.fromEntries(QUIET.map((name) => [name, console[name]]));
  for (const name of QUIET) console[name] = () => {};
  try {
    await work();
  } finally {
    Object.assign(console, before);
  }
}

/** Makes what JavaScript draws at random the same in every run. Tests of distributions draw without a seed. */
function seedRandom(seed: number): void {
  const random = createRandom(seed).fork('tfjs-suite');
  Object.defineProperty(Math, 'random', { value: () => random.uniform(1, 0, 1)[0] });
}

/** A name that several tests have is told apart by the order in which they stand: `… (2)` for the second. */
function told(): (name: string) => string {
  const seen = new Map<string, number>();
  return (name) => {
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  };
}

/**
 * Runs the bundled tests under Jasmine in this process, which serves for nothing else afterwards: Jasmine's functions are
 * global, `Math.random` is seeded, and the tests reset TensorFlow.js.
 *
 * @param bundle a file of `bundleTests`
 * @returns every test in the order in which they stand; a failure outside of any, such as in `afterAll`, counts as one
 */
export async function runSuite(bundle: string, seed: number): Promise<TestResult[]> {
  const results: TestResult[] = [];
  const name = told();
  const messages = ({ failedExpectations }: Pick<Expectations, 'failedExpectations'>): string[] =>
    failedExpectations.map(({ message }) => message);
  const outside = (where: string, found: Pick<Expectations, 'failedExpectations'>): void => {
    if (found.failedExpectations.length > 0)
      results.push({ name: name(`${where} (outside of its tests)`), status: 'failed', messages: messages(found) });
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
      specDone: (spec: Spec) =>
        void results.push({ name: name(spec.fullName), status: spec.status, messages: messages(spec) }),
      suiteDone: (suite) => outside(suite.fullName, suite),
      jasmineDone: (whole) => outside('the whole suite', whole),
    });
    await env.execute();
  });
  return results;
}
