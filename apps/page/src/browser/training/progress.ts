import type { Step } from './tab-training';

/** A mean loss, and the share of right rows, up to a time in epochs. */
export interface Mean {
  epochs: number;
  loss: number;
  accuracy: number;
}

/** Sums from which a mean is made. */
interface Sums {
  rows: number;
  loss: number;
  right: number;
}

/** What a training has shown so far. */
export interface Progress {
  last?: Step;
  /** Losses of the latest steps, at most {@link RECENT}. */
  recent: readonly number[];
  /** Means over parts of an epoch, for the curve. */
  parts: readonly Mean[];
  /** Means over whole epochs, as Keras's curves have them: in training mode, weighted by batch size. */
  epochs: readonly Mean[];
  /** Sums of the part and of the epoch that have begun. */
  part: Sums;
  epoch: Sums;
}

const RECENT = 20;
/** Parts of an epoch, each a point of the curve. */
const PARTS = 20;
const NOTHING: Sums = { rows: 0, loss: 0, right: 0 };

/** Before the first step. */
export const NO_PROGRESS: Progress = { recent: [], parts: [], epochs: [], part: NOTHING, epoch: NOTHING };

const add = (sums: Sums, { rows, loss, right }: Step): Sums => ({
  rows: sums.rows + rows,
  loss: sums.loss + loss * rows,
  right: sums.right + right,
});

const mean = (sums: Sums, epochs: number): Mean => ({
  epochs,
  loss: sums.loss / sums.rows,
  accuracy: sums.right / sums.rows,
});

/** The progress after one more step. */
export function advance(progress: Progress, step: Step): Progress {
  const [part, epoch] = [add(progress.part, step), add(progress.epoch, step)];
  const before = progress.last?.epochs ?? 0;
  const endsPart = Math.floor(step.epochs * PARTS) > Math.floor(before * PARTS);
  const endsEpoch = Number.isInteger(step.epochs);
  return {
    last: step,
    recent: [...progress.recent, step.loss].slice(-RECENT),
    parts: endsPart ? [...progress.parts, mean(part, step.epochs)] : progress.parts,
    epochs: endsEpoch ? [...progress.epochs, mean(epoch, step.epochs)] : progress.epochs,
    part: endsPart ? NOTHING : part,
    epoch: endsEpoch ? NOTHING : epoch,
  };
}
