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

/** The tests of TensorFlow.js's core that fail on TensorFlow 2.21 on the processor, each once, by reason. */
export const readExpectedFailures = (): ExpectedFailure[] =>
  z.array(ExpectedFailure).parse(JSON.parse(readFileSync(join(__dirname, 'expected-failures.json'), 'utf8')));
