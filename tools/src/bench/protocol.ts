// How the bench talks with a contender, a process of its own: one JSON object a line, on standard input and output.
// Contenders answer with lines that start with MARK, so that what a library prints is not taken for an answer.

export const MARK = 'bench: ';

/** What a contender is asked to do. */
export interface Request {
  /**
   * - `start`: load everything, build the model and train one step
   * - `train`: train over all rows, as many times as the contender likes, and say the milliseconds of one time
   * - `steps`: train over all rows by steps alone, without validation, checkpoint and progress (ours only)
   * - `predict`: predict all training rows
   * - `matmul`: multiply two matrices for some seconds
   */
  do: 'start' | 'train' | 'steps' | 'predict' | 'matmul';
  /** Settings under one process, such as Keras's with and without XLA. */
  variant?: string;
}

/** Floating-point operations of one row. */
export interface Flops {
  /** Of its training step: the forward pass and the gradients. */
  step: number;
  /** Of the forward pass alone. */
  forward: number;
}

export interface Answer {
  /** Wall-clock milliseconds of what was asked for; of one epoch for `train`. */
  ms: number;
  /** The most memory that the process held so far, in MB. */
  peak_mb: number;
  /** Floating-point operations a second, of `matmul`. */
  flops?: number;
  /** The loss after the epoch. */
  loss?: number;
}

/** What all contenders of one model work on. Written by the bench, read by each. */
export interface Job {
  model: string;
  /** Holds model.h5, model/ and x, y, x-val, y-val as .npy; classes are one-hot, as in the notebook. */
  folder: string;
  rows: number;
  validationRows: number;
  batchSize: number;
  loss: string;
  optimizer: Record<string, string | number | boolean>;
  /** Whether the inputs are the targets; elsewhere accuracy is measured, too. */
  reconstruct: boolean;
  /** Floating-point operations of one row; undefined where frozen layers run as well. */
  flops?: Flops;
  /** Index of the first layer of model.h5 that is in play, where the frozen ones ran before. */
  from?: number;
}
