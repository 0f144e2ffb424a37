import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** Whose doing a failure is, and how a summary says it. */
export const KINDS = {
  kernel: 'the kernel is not in tfjs-node 4.22',
  argument: 'tfjs-node 4.22 refuses the argument',
  type: 'TensorFlow’s op does not take the type',
  behaviour: 'TensorFlow’s op behaves otherwise than TensorFlow.js’s own',
  rounding: 'TensorFlow rounds otherwise in the last bit',
} as const;

const ExpectedFailure = z.strictObject({
  kind: z.enum(Object.keys(KINDS) as (keyof typeof KINDS)[]),
  /** Why these tests fail: what they expect, what TensorFlow does. */
  reason: z.string(),
  /** What the message of each of the failures holds. */
  message: z.string(),
  /** Full names. */
  tests: z.array(z.string()).nonempty(),
});
export type ExpectedFailure = z.infer<typeof ExpectedFailure>;

/** The tests of TensorFlow.js's core that fail on TensorFlow 2.21 on the processor, each once, by reason. */
export const readExpectedFailures = (): ExpectedFailure[] =>
  z.array(ExpectedFailure).parse(JSON.parse(readFileSync(join(__dirname, 'expected-failures.json'), 'utf8')));
