import { withGradient } from '../tensorflow/custom-grad';
import { sigmoidCrossEntropy } from './cross-entropy';
import { crossEntropyOfClasses } from './cross-entropy-of-classes';
import { clampInts } from '../tensorflow/raw-ops';
import { tf } from '@reprise/runtime';

/** A loss on logits, with the accuracy that goes with it. */
export interface Loss {
  /** Keras's name. */
  readonly name: string;
  /** The activation that makes probabilities of its logits, by TensorFlow.js's name. */
  readonly activation: string;
  /** The sum over the rows of each row's loss, a scalar; a row's loss is the mean over its elements. */
  sum(logits: tf.Tensor, targets: tf.Tensor): tf.Scalar;
  /** How many rows are right, a scalar; undefined where accuracy means nothing. */
  correct?(logits: tf.Tensor, targets: tf.Tensor): tf.Scalar;
  /** Shape of a row's target. @param outputs shape of what the model gives for a row */
  targetShape(outputs: readonly number[]): readonly number[];
  /** What targets may be; undefined where they may be anything. */
  targets?: {
    /** In words, for an error. @param units outputs of the model */
    expected(units: number): string;
    /** Whether a value is one of them. */
    allows(value: number, units: number): boolean;
    /** How many are not, a float32 scalar: the same inside of a graph. */
    refused(logits: tf.Tensor, targets: tf.Tensor): tf.Scalar;
  };
}

const elementsInRow = (tensor: tf.Tensor): number => tensor.size / tensor.shape[0];

/** Reconstruction or one probability a row. @param targets float32, of the logits' shape */
export const binaryCrossEntropy: Loss = {
  name: 'binary_crossentropy',
  activation: 'sigmoid',
  targetShape: (outputs) => outputs,
  sum: (logits, targets) => tf.div(tf.sum(sigmoidCrossEntropy(logits, targets)), elementsInRow(logits)),
};

const count = (flags: tf.Tensor): tf.Scalar => tf.sum(tf.cast(flags, 'float32'));

/**
 * The same with Keras's binary accuracy: a probability above 0.5 is a logit above 0. Of several labels a row, each counts
 * for its share of the row.
 */
export const binaryClassification: Loss = {
  ...binaryCrossEntropy,
  correct(logits, targets) {
    const right = count(tf.equal(tf.greater(logits, 0), tf.greater(targets, 0.5)));
    return elementsInRow(logits) === 1 ? right : tf.div(right, elementsInRow(logits));
  },
  targets: {
    expected: () => 'a label from 0 to 1',
    allows: (value) => value >= 0 && value <= 1,
    // NaN is not above 0 either.
    refused: (_, targets) => count(tf.logicalNot(tf.logicalAnd(tf.greaterEqual(targets, 0), tf.lessEqual(targets, 1)))),
  },
};

/** One of several classes. @param targets int32 [rows], the class, where Keras takes one-hot rows: the same numbers */
export const categoricalCrossEntropy: Loss = {
  name: 'categorical_crossentropy',
  activation: 'softmax',
  targetShape: () => [],
  sum: (logits, targets) =>
    withGradient([logits], (z) => {
      // TensorFlow's kernel fails at a label that is no class; `refused` counts it, and the trainer says where it is.
      const classes = clampInts(targets, 0, z.shape[1]! - 1) as tf.Tensor1D;
      const [loss, gradient] = crossEntropyOfClasses(z as tf.Tensor2D, classes);
      return { value: tf.sum(loss), save: [gradient], backward: (dy, [dz]) => [tf.mul(dz, dy)] };
    }) as tf.Scalar,
  correct: (logits, targets) => count(tf.equal(tf.argMax(logits, 1), targets)),
  targets: {
    expected: (units) => `a class from 0 to ${units - 1}`,
    allows: (value, units) => value >= 0 && value < units,
    refused: (logits, targets) => count(tf.notEqual(targets, clampInts(targets, 0, logits.shape[1]! - 1))),
  },
};
