import type { ExpectedFailure } from './read-expected-failures';

export interface TestResult {
  name: string;
  status: 'passed' | 'failed' | 'pending' | 'excluded';
  /** Of failed expectations. */
  messages: string[];
}

export interface Comparison {
  /** Tests that passed or failed. */
  run: number;
  failed: number;
  /** Differences from the list, one line each. */
  surprises: string[];
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

/** Compares results with the expected failures: each must fail with the message of its reason, and nothing else may fail. */
export function compare(results: readonly TestResult[], list: readonly ExpectedFailure[]): Comparison {
  const byName = new Map(results.map((result) => [result.name, result]));
  const listed = new Set(list.flatMap(({ tests }) => tests));
  const count = (...statuses: TestResult['status'][]): number =>
    results.filter(({ status }) => statuses.includes(status)).length;
  return {
    run: count('passed', 'failed'),
    failed: count('failed'),
    surprises: [
      ...results
        .filter(({ name, status }) => status === 'failed' && !listed.has(name))
        .map(({ name, messages }) => `${name}: failed, not listed: ${firstLine(messages[0])}`),
      ...list.flatMap((expected) => expected.tests.flatMap((name) => surprise(name, expected, byName.get(name)) ?? [])),
    ],
  };
}
