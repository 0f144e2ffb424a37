import { median } from '@reprise/eval';
import { z } from 'zod';

const Machine = z.strictObject({ cpu: z.string(), cores: z.int(), memory_gb: z.number(), platform: z.string() });

/** Values of several rounds. */
const Spread = z.strictObject({ median: z.number(), lowest: z.number(), highest: z.number(), rounds: z.int() });
export type Spread = z.infer<typeof Spread>;

/** @param values one a round */
export const spread = (values: number[]): Spread => ({
  median: median(values),
  lowest: Math.min(...values),
  highest: Math.max(...values),
  rounds: values.length,
});

/** What was measured of one candidate on one workload. */
export const Measured = z.strictObject({
  /** A name of FRAMEWORKS in candidates.ts. */
  framework: z.string(),
  /** Empty for the only one. */
  setting: z.string(),
  /** Milliseconds a training sample, with validation, metrics and checkpoints. */
  ms: Spread,
  /** The same without them. */
  steps_ms: Spread.optional(),
  /** Rows predicted a second. */
  predicted: Spread.optional(),
  /** From the start of the process to the end of its first training step. */
  startup_ms: z.number(),
  peak_mb: z.number(),
});
export type Measured = z.infer<typeof Measured>;

export const WorkloadResult = z.strictObject({
  workload: z.string(),
  /** Of the last round. */
  date: z.string(),
  rows: z.int(),
  batch_size: z.int(),
  validation_rows: z.int(),
  /** Floating-point operations of one row. */
  flops: z.strictObject({ step: z.number(), forward: z.number() }).optional(),
  /** Rate of a product of two 1024 x 1024 matrices by TensorFlow.js, between the same rounds. */
  matmul_flops: Spread,
  candidates: z.array(Measured),
  /** Rivals that did not start, failed, or trained something else. */
  left_out: z.array(z.strictObject({ framework: z.string(), setting: z.string(), reason: z.string() })),
});
export type WorkloadResult = z.infer<typeof WorkloadResult>;

/** `bench.json` */
export const BenchResult = z.strictObject({
  schema: z.literal(4),
  date: z.string(),
  machine: Machine,
  versions: z.record(z.string(), z.string()),
  workloads: z.array(WorkloadResult),
});
export type BenchResult = z.infer<typeof BenchResult>;

/** `fit.json`: `fit` of the engine and `model.fit`, in milliseconds a step. */
export const FitResult = z.strictObject({
  date: z.string(),
  machine: Machine,
  models: z.array(
    z.strictObject({
      model: z.string(),
      model_fit_ms: z.number(),
      fit_ms: z.number(),
      compile_ms: z.number(),
      /** The largest relative difference of an epoch's loss; undefined for a model that draws noise. */
      loss_difference: z.number().optional(),
    }),
  ),
});
export type FitResult = z.infer<typeof FitResult>;
