import { Problem } from '@reprise/base';
import type { tf } from '@reprise/runtime';

const NAMED = 8;

/** Where training diverged, and what remains of it. */
export interface Place {
  /** `lenet, epoch 2, step 137` */
  where: string;
  /** A sentence on the last checkpoint. */
  kept?: string;
}

/** A loss, a gradient or a weight is not finite, so training cannot continue. */
export class Diverged extends Problem {
  /**
   * @param found what is not finite
   * @param step of the trainer's call, from 0
   * @param rows that the step trained on
   */
  constructor(
    readonly found: string,
    readonly step: number,
    { where, kept = '' }: Place,
    readonly rows: Int32Array = new Int32Array(0),
  ) {
    const named = `${rows.subarray(0, NAMED).join(', ')}${rows.length > NAMED ? ', …' : ''}`;
    const look = rows.length > 0 ? `, or look at rows ${named} of the training set` : '';
    super({
      where,
      expected: 'finite numbers',
      found,
      todo: `Lower the learning rate in the experiment’s source${look}. ${kept}`.trimEnd(),
    });
  }

  at(place: Place): Diverged {
    return new Diverged(this.found, this.step, place, this.rows);
  }
}

/**
 * The first non-finite number of a training step, causes before effects: weights as the step found them, which its rows did
 * not cause, loss, gradients.
 * @param sums loss, what regularizers add, then the sum of each weight and of each gradient
 * @returns undefined if all are finite
 */
export function notFinite(
  sums: Float32Array,
  weights: readonly tf.Variable[],
): { found: string; ofItsRows: boolean } | undefined {
  const [ofData, ofRegularizers] = sums;
  const ofWeights = sums.subarray(2, 2 + weights.length);
  const ofGradients = sums.subarray(2 + weights.length);
  const first = (of: Float32Array): string | undefined =>
    weights[of.findIndex((value) => !Number.isFinite(value))]?.name;
  const weight = first(ofWeights);
  if (weight !== undefined) return { found: `a non-finite value of ${weight}, from the step before`, ofItsRows: false };
  const loss = ofData + ofRegularizers;
  if (!Number.isFinite(loss)) return { found: `a loss of ${loss}`, ofItsRows: true };
  const gradient = first(ofGradients);
  return gradient === undefined ? undefined : { found: `a non-finite gradient of ${gradient}`, ofItsRows: true };
}

/** A loop, since `every` takes 15 times as long, half a second for the transfer model. */
function isFinite(values: ArrayLike<number>): boolean {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) return false;
  return true;
}

/** The name of the first variable with a non-finite value. */
export const firstNotFinite = (variables: readonly tf.Variable[], values: ArrayLike<number>[]): string | undefined =>
  variables[values.findIndex((value) => !isFinite(value))]?.name;
