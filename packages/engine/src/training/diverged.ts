import { Problem } from '@reprise/base';
import type { tf } from '@reprise/runtime';

/** How many rows an error names. */
const NAMED = 8;

/** Where it happened, and what there is to go back to. */
export interface Place {
  /** `lenet, epoch 2, step 137` */
  where: string;
  /** A sentence on the last good state. */
  kept?: string;
}

/** A loss, a gradient or a weight is not finite: training can't go on. */
export class Diverged extends Problem {
  /**
   * @param found what is not finite
   * @param step of the trainer's call, from 0
   * @param rows that the step trained on, where it was a step
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

  /** The same, with its place in a training. */
  at(place: Place): Diverged {
    return new Diverged(this.found, this.step, place, this.rows);
  }
}

/**
 * What of a training step is not finite, in the order in which one follows from the other: weights as the step found them,
 * which are not the doing of its rows, loss, gradients.
 * @param figures loss, what regularizers add, then a trace of each weight and of each gradient
 * @returns undefined where all is finite
 */
export function notFinite(
  figures: Float32Array,
  weights: readonly tf.Variable[],
): { found: string; ofItsRows: boolean } | undefined {
  const [ofData, ofRegularizers] = figures;
  const traces = figures.subarray(2);
  const first = (of: Float32Array): string | undefined =>
    weights[of.findIndex((value) => !Number.isFinite(value))]?.name;
  const weight = first(traces.subarray(0, weights.length));
  if (weight !== undefined)
    return { found: `${weight} with a value that is not, from the step before`, ofItsRows: false };
  const loss = ofData + ofRegularizers;
  if (!Number.isFinite(loss)) return { found: `a loss of ${loss}`, ofItsRows: true };
  const gradient = first(traces.subarray(weights.length));
  return gradient === undefined ? undefined : { found: `a gradient of ${gradient} that is not`, ofItsRows: true };
}

/** The first of a trainer's variables, which hold weights and the optimizer's state, that is not finite. */
export const firstNotFinite = (variables: readonly tf.Variable[], values: ArrayLike<number>[]): string | undefined =>
  variables[values.findIndex((value) => !Array.prototype.every.call(value, Number.isFinite))]?.name;
