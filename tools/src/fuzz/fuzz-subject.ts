import { Problem } from '@reprise/base';
import type { Subject } from '@reprise/base/fuzz';
import * as fc from 'fast-check';
import type { Sandbox } from './sandbox';

/** What nobody may wait longer for: milliseconds an input. */
export const LONGEST = 5000;
/** And what no process may take: bytes. */
export const MOST_MEMORY = 1e9;
/** Characters of a message that a person may be given. */
const LONGEST_MESSAGE = 20_000;

export interface FuzzOptions {
  seed: number;
  runs: number;
  sandbox: Sandbox;
  /** Whether the memory of the whole process counts: it does where the process has nothing else to do. */
  watchMemory?: boolean;
  /** Told before each input, of how many there were before. */
  onInput?: (count: number) => void;
}

export interface Found {
  read: number;
  refused: number;
  /** What the reader did with the smallest input that was found for it, and the input. */
  failure?: { message: string; input: string };
}

/** @throws Error when the message is none that a person should be given */
function checkProblem({ message, parts }: Problem): void {
  if (Object.values(parts).some((part) => typeof part !== 'string')) throw new Error('a Problem with a part missing');
  if (message.length > LONGEST_MESSAGE) throw new Error(`a message of ${message.length} characters`);
  const control = /[^\P{Cc}\n\t]/u.exec(message);
  if (control) throw new Error(`a message with a control character: ${JSON.stringify(message.slice(0, 500))}`);
}

/** Gives a reader `runs` inputs; where it breaks its contract, looks for the smallest input that makes it do so. */
export async function fuzzSubject(subject: Subject, options: FuzzOptions): Promise<Found> {
  const { sandbox, seed, runs } = options;
  const found: Found = { read: 0, refused: 0 };
  let count = 0;
  let failed = false;
  const tryOne = async (input: unknown): Promise<'read' | 'refused'> => {
    const before = performance.now();
    let outcome: 'read' | 'refused';
    try {
      outcome = (await subject.read(input, sandbox.place)) ?? 'read';
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      checkProblem(error);
      outcome = 'refused';
    }
    const took = performance.now() - before;
    if (took > LONGEST) throw new Error(`took ${Math.round(took)} ms`);
    await sandbox.check();
    const peak = process.resourceUsage().maxRSS * 1024;
    if (options.watchMemory && peak > MOST_MEMORY) throw new Error(`took ${Math.round(peak / 1e6)} MB of memory`);
    return outcome;
  };
  const property = fc.asyncProperty(subject.input, async (input) => {
    options.onInput?.(count++);
    try {
      const outcome = await tryOne(input);
      if (!failed) found[outcome]++;
    } catch (error) {
      failed = true;
      sandbox.empty();
      throw error;
    }
  });
  // What the first input opens for good (a library, a device) is no leak.
  for (const input of fc.sample(subject.input, { seed: seed + 1, numRuns: 3 })) {
    await (async () => subject.read(input, sandbox.place))().catch(() => undefined);
    await sandbox.settle();
  }
  const details = await fc.check(property, { seed, numRuns: runs });
  if (!details.failed) return found;
  const error = details.errorInstance;
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { ...found, failure: { message, input: fc.stringify(details.counterexample?.[0]) } };
}
