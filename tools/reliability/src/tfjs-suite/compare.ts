import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const ExpectedFailure = z.strictObject({
  /** Why these tests fail: what they expect, what TensorFlow does. */
  reason: z.string(),
  /** Part of the message of each failure. */
  message: z.string(),
  /** Whether they pass on some builds of Node, which differ in the last bit of what JavaScript expects. */
  mayPass: z.literal(true).optional(),
  /** Full names. */
  tests: z.array(z.string()).nonempty(),
});
export type ExpectedFailure = z.infer<typeof ExpectedFailure>;

/** The tests of TensorFlow.js’s core that fail on TensorFlow 2.21 on the processor, each once, by reason. */
export const readExpectedFailures = (): ExpectedFailure[] =>
  z.array(ExpectedFailure).parse(JSON.parse(readFileSync(join(__dirname, 'expected-failures.json'), 'utf8')));

export interface TestResult {
  name: string;
  status: 'passed' | 'failed' | 'pending' | 'excluded';
  /** Of failed expectations. */
  messages: string[];
}

const firstLine = (text = 'without a message'): string => text.split('\n')[0];

function surprise(
  name: string,
  { reason, message, mayPass }: ExpectedFailure,
  result?: TestResult,
): string | undefined {
  if (!result) return `${name}: is listed (${reason}) and does not exist`;
  if (result.status === 'passed' && mayPass) return undefined;
  if (result.status !== 'failed') return `${name}: is listed (${reason}) and ${result.status}`;
  if (result.messages.some((text) => text.includes(message))) return undefined;
  return `${name}: is listed to fail with "${message}" and failed with "${firstLine(result.messages[0])}"`;
}

/**
 * Compares results with the expected failures: each must fail with the message of its reason, and nothing else may fail.
 * @returns how many tests passed or failed, how many failed, and the differences from the list, one line each
 */
export function compare(results: readonly TestResult[], list: readonly ExpectedFailure[]) {
  const byName = new Map(results.map((result) => [result.name, result]));
  const listed = new Set(list.flatMap(({ tests }) => tests));
  const failed = results.filter(({ status }) => status === 'failed');
  return {
    run: failed.length + results.filter(({ status }) => status === 'passed').length,
    failed: failed.length,
    surprises: [
      ...failed
        .filter(({ name }) => !listed.has(name))
        .map(({ name, messages }) => `${name}: failed, not listed: ${firstLine(messages[0])}`),
      ...list.flatMap((expected) => expected.tests.flatMap((name) => surprise(name, expected, byName.get(name)) ?? [])),
    ],
  };
}
