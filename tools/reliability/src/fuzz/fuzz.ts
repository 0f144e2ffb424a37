import { Problem } from '@reprise/base';
import type { Outcome, FuzzTarget } from '@reprise/base/fuzz';
import * as fc from 'fast-check';
import type { Sandbox } from './sandbox';

/** Limits for one input. */
const MAX_MS = 5000;
const MAX_MEMORY = 1e9;
const MAX_MESSAGE = 20_000;

export interface FuzzOptions {
  seed: number;
  runs: number;
  sandbox: Sandbox;
  /** Whether the memory of the whole process counts, which then does nothing else. */
  watchMemory?: boolean;
  /** Called before each input with its number, from 1. */
  onInput?: (number: number) => void;
}

export interface FuzzResult {
  read: number;
  refused: number;
  /** What the reader did wrong, with the smallest input found. */
  failure?: string;
}

/** @throws Error if the message is not fit for people */
function checkProblem({ message, parts }: Problem): void {
  if (Object.values(parts).some((part) => typeof part !== 'string')) throw new Error('a Problem with a part missing');
  if (message.length > MAX_MESSAGE) throw new Error(`a message of ${message.length} characters`);
  const control = /[^\P{Cc}\n\t]/u.exec(message);
  if (control) throw new Error(`a message with a control character: ${JSON.stringify(message.slice(0, 500))}`);
}

/** Gives a reader `runs` inputs; if it breaks its contract, searches for the smallest input that does so. */
export async function fuzz(target: FuzzTarget, options: FuzzOptions): Promise<FuzzResult> {
  const { sandbox, seed, runs, watchMemory = false, onInput } = options;
  const result: FuzzResult = { read: 0, refused: 0 };
  const readOne = async (input: unknown): Promise<Outcome> => {
    try {
      return (await target.read(input, sandbox.place)) ?? 'read';
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      checkProblem(error);
      return 'refused';
    }
  };
  let count = 0;
  let failed = false;
  const property = fc.asyncProperty(target.input, async (input) => {
    onInput?.(++count);
    try {
      const started = performance.now();
      const outcome = await readOne(input);
      const ms = performance.now() - started;
      if (ms > MAX_MS) throw new Error(`took ${Math.round(ms)} ms`);
      await sandbox.check();
      const peak = process.resourceUsage().maxRSS * 1024;
      if (watchMemory && peak > MAX_MEMORY) throw new Error(`took ${Math.round(peak / 1e6)} MB of memory`);
      if (!failed) result[outcome]++;
    } catch (error) {
      failed = true;
      sandbox.empty();
      throw error;
    }
  });
  // What the first input opens for good (a library, a device) is not a leak.
  for (const input of fc.sample(target.input, { seed: seed + 1, numRuns: 3 })) {
    await (async () => target.read(input, sandbox.place))().catch(() => undefined);
    await sandbox.settle();
  }
  const details = await fc.check(property, { seed, numRuns: runs });
  if (!details.failed) return result;
  const error = details.errorInstance;
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { ...result, failure: `seed ${seed}: ${message}\nThe input: ${fc.stringify(details.counterexample?.[0])}` };
}
