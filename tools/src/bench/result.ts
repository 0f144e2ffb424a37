import { median } from '@reprise/eval';
import { z } from 'zod';

const Spread = z.strictObject({
  median: z.number(),
  lowest: z.number(),
  highest: z.number(),
  turns: z.int(),
});
export type Spread = z.infer<typeof Spread>;

/** What one contender did on one subject. */
export const Measured = z.strictObject({
  /** ours, tfjs, keras, or a setting of Keras such as `keras jit=off threads=1,2`. */
  contender: z.string(),
  /** Milliseconds a training sample, validation, metrics and checkpoints included. */
  ms: Spread,
  /** The same by steps alone. */
  steps_ms: Spread.optional(),
  /** Rows that are predicted a second. */
  predicted: Spread.optional(),
  /** From the start of the process until the first step was trained. */
  startup_ms: z.number(),
  peak_mb: z.number(),
  /** The loss after the last epoch: contenders that train the same model end up near each other. */
  loss: z.number().optional(),
});
export type Measured = z.infer<typeof Measured>;

export const SubjectResult = z.strictObject({
  subject: z.string(),
  /** When its turns ended. */
  date: z.string(),
  rows: z.int(),
  batch_size: z.int(),
  validation_rows: z.int(),
  /** Floating-point operations of one row. */
  flops: z.strictObject({ step: z.number(), forward: z.number() }).optional(),
  /** Rate of a product of two matrices of 1024 x 1024 by TensorFlow.js as it comes, in the same turns. */
  matmul_flops: Spread,
  contenders: z.array(Measured),
});
export type SubjectResult = z.infer<typeof SubjectResult>;

/** One point of how the cost grows. */
const Point = z.strictObject({
  subject: z.string(),
  contender: z.string(),
  rows: z.int(),
  batch_size: z.int(),
  ms: Spread,
});

/** `bench.json`: all that one run of the bench measured. */
export const BenchResult = z.strictObject({
  schema: z.literal(1),
  date: z.string(),
  machine: z.strictObject({ cpu: z.string(), cores: z.int(), memory_gb: z.number(), platform: z.string() }),
  versions: z.record(z.string(), z.string()),
  /** Why Keras was not measured. */
  without_python: z.string().optional(),
  subjects: z.array(SubjectResult),
  growth: z.array(Point),
});
export type BenchResult = z.infer<typeof BenchResult>;

/** @param values one a turn */
export const spread = (values: number[]): Spread => ({
  median: median(values),
  lowest: Math.min(...values),
  highest: Math.max(...values),
  turns: values.length,
});

/** How `fit` of engine compares with `model.fit` on models of TensorFlow.js's examples: milliseconds a step. */
export const FitResult = z.strictObject({
  date: z.string(),
  machine: z.strictObject({ cpu: z.string(), cores: z.int(), memory_gb: z.number(), platform: z.string() }),
  models: z.array(
    z.strictObject({
      model: z.string(),
      dense: z.boolean(),
      model_fit_ms: z.number(),
      fit_ms: z.number(),
      compile_ms: z.number(),
      /** The largest of the epochs' losses, relative; not given where a model draws noise. */
      loss_difference: z.number().optional(),
    }),
  ),
});
export type FitResult = z.infer<typeof FitResult>;
