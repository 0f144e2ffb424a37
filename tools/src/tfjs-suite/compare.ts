import type { ExpectedFailure } from './read-expected-failures';

export interface TestResult {
  name: string;
  status: 'passed' | 'failed' | 'pending' | 'excluded';
  /** Of what failed. */
  messages: string[];
}

export interface Verdict {
  /** Tests that passed or failed. */
  run: number;
  failed: number;
  /** Tests that skip themselves. */
  skipped: number;
  /** How many failed for each reason that is listed, in the order of the list. */
  byReason: { expected: ExpectedFailure; failed: number }[];
  /** What is not as listed, a line each. Empty where all is. */
  surprises: string[];
}

const firstLine = (text = 'without a message'): string => text.split('\n')[0];

/** What is wrong with one listed test, if anything. */
function surprise(name: string, { kind, reason, message }: ExpectedFailure, result?: TestResult): string | undefined {
  if (!result) return `${name}: is listed (${reason}) and does not exist`;
  // The last bit of what JavaScript expects differs between builds of Node.
  if (result.status === 'passed' && kind === 'rounding') return undefined;
  if (result.status !== 'failed') return `${name}: is listed (${reason}) and ${result.status}`;
  if (result.messages.some((text) => text.includes(message))) return undefined;
  return `${name}: is listed to fail with "${message}" and failed with "${firstLine(result.messages[0])}"`;
}

/**
 * Holds what ran against the list of failures that are expected: each of those must be there, and fail with the message
 * that its reason names, and nothing else may fail.
 */
export function compare(results: readonly TestResult[], list: readonly ExpectedFailure[]): Verdict {
  const byName = new Map(results.map((result) => [result.name, result]));
  const listed = new Set(list.flatMap(({ tests }) => tests));
  const failed = results.filter(({ status }) => status === 'failed');
  return {
    run: results.filter(({ status }) => status === 'passed' || status === 'failed').length,
    failed: failed.length,
    skipped: results.filter(({ status }) => status === 'pending').length,
    byReason: list.map((expected) => ({
      expected,
      failed: expected.tests.filter((name) => byName.get(name)?.status === 'failed').length,
    })),
    surprises: [
      ...failed
        .filter(({ name }) => !listed.has(name))
        .map(({ name, messages }) => `${name}: failed, not listed: ${firstLine(messages[0])}`),
      ...list.flatMap((expected) => expected.tests.flatMap((name) => surprise(name, expected, byName.get(name)) ?? [])),
    ],
  };
}
