// The bench talks to each framework, a process of its own, in JSON: one request or answer a line, on standard input and
// output. Answers start with MARK, so that a library's own output is not taken for one.
import { createInterface } from 'node:readline';
import { MODELS } from '@reprise/eval';

/**
 * What is measured: each model; `transfer-tail`, the trained layers of the transfer model on stored features; and `lenet-5`, of
 * which SimpleChains.jl's authors have published a time.
 */
export const WORKLOADS = [...MODELS, 'transfer-tail', 'lenet-5'] as const;
export type Workload = (typeof WORKLOADS)[number];

export const MARK = 'bench: ';

/** What a framework is asked to do. */
export interface Request {
  /**
   * - `start`: load everything, build the model and train one step
   * - `train`: train over all rows, for as many epochs as the framework needs, and return the time of one
   * - `steps`: train over all rows without validation, checkpoint and progress (Reprise only)
   * - `predict`: predict all training rows
   * - `matmul`: multiply matrices for a second (TensorFlow.js only)
   */
  do: 'start' | 'train' | 'steps' | 'predict' | 'matmul';
  /** Settings within one process, such as Keras's with and without XLA. */
  variant?: string;
}

export interface Answer {
  /** Wall-clock milliseconds of the request; of one epoch for `train`. */
  ms: number;
  /** Peak memory of the process so far, in MB. */
  peak_mb: number;
  /** For `start`, mean loss of the validation rows by the initial weights; for `train`, of the first epoch's steps. */
  loss?: number;
  /** Floating-point operations a second, for `matmul`. */
  flops?: number;
}

/** Floating-point operations of one row. */
export interface Flops {
  /** A training step: the forward pass and the gradients. */
  step: number;
  /** The forward pass. */
  forward: number;
}

/** What all frameworks train on: job.json, written by write-job.ts. */
export interface Job {
  workload: Workload;
  /** Holds model.h5, model/ and x, y, x-val and y-val as .npy. Classes are one-hot, as in the notebook. */
  folder: string;
  rows: number;
  validationRows: number;
  batchSize: number;
  loss: string;
  optimizer: Record<string, string | number | boolean>;
  /** Whether the inputs are the targets. If not, accuracy is measured too. */
  reconstruct: boolean;
  /** Operations of one row; undefined for `transfer`, whose frozen layers run as well. */
  flops?: Flops;
  /** How many layers at the end of model.h5 are trained, for `transfer` and `transfer-tail`. */
  tail?: number;
}

/** The framework's half: answers requests from standard input, one at a time, until it ends. */
export async function serve(work: (request: Request) => Promise<Partial<Answer>>): Promise<void> {
  for await (const line of createInterface({ input: process.stdin })) {
    const started = performance.now();
    const answer = await work(JSON.parse(line) as Request);
    const peak = process.resourceUsage().maxRSS / 1024;
    console.log(MARK + JSON.stringify({ ms: performance.now() - started, peak_mb: Math.round(peak), ...answer }));
  }
}
