import type { Program } from '../graph/program';
import { activate, logits } from '../layers/forward';
import { regularization } from '../layers/regularization';
import type { Loss } from '../losses/losses';
import type { Optimizer } from '../optimizers/optimizer';
import { withStepRandom } from '../random/step-random';
import { addN } from '../tensorflow/raw-ops';
import { tf } from '../tensorflow/tf';

/** What the programs of one model work on. */
export interface Trainee {
  /** A chain of layers, without the input layer. */
  layers: tf.layers.Layer[];
  loss: Loss;
  /** Parts of a batch that run side by side. */
  towers: number;
}

/** Trainable weights in the order of the layers, as Keras lists them. */
export const trainableOf = (layers: tf.layers.Layer[]): tf.Variable[] =>
  layers.flatMap((layer) => layer.trainableWeights.map((weight) => (weight as unknown as { val: tf.Variable }).val));

/** All weights of layers, frozen ones too. */
export const variablesOf = (layers: tf.layers.Layer[]): tf.Variable[] =>
  layers.flatMap((layer) => layer.weights.map((weight) => (weight as unknown as { val: tf.Variable }).val));

/** Splits a batch into parts whose sizes differ by one at most. */
function split(tensor: tf.Tensor, parts: number): tf.Tensor[] {
  const rows = tensor.shape[0];
  const count = Math.min(parts, rows);
  if (count === 1) return [tensor];
  const sizes = Array.from({ length: count }, (_, i) => Math.floor((rows + count - 1 - i) / count));
  return tf.split(tensor, sizes, 0);
}

const stackScalars = (scalars: tf.Tensor[]): tf.Tensor => tf.stack(scalars.map((scalar) => tf.reshape(scalar, [])));

/** Sums over a batch of the loss without the regularizer and of the right rows, tower by tower. */
function sums(
  trainee: Trainee,
  x: tf.Tensor,
  y: tf.Tensor,
  training: boolean,
): { loss: tf.Tensor; correct: tf.Tensor } {
  const targets = split(y, trainee.towers);
  const towers = split(x, trainee.towers).map((part, i) => {
    const z = logits(trainee.layers, part, training);
    return { loss: trainee.loss.sum(z, targets[i]), correct: trainee.loss.correct?.(z, targets[i]) ?? tf.scalar(0) };
  });
  return { loss: addN(towers.map(({ loss }) => loss)), correct: addN(towers.map(({ correct }) => correct)) };
}

/**
 * One step of training: forward in training mode, gradients, update.
 * Takes [x, y]; gives one float32 [3]: mean loss over the batch without the regularizer, the regularizer, right rows.
 * @param stepSeed int32 [2], counted up by the step itself, so that a restored run goes on with fresh masks
 */
export const trainingStep =
  (trainee: Trainee, weights: tf.Variable[], optimizer: Optimizer, stepSeed: tf.Variable): Program =>
  ([x, y]) => {
    const kept: tf.Tensor[] = [];
    const { grads } = tf.variableGrads(
      () =>
        withStepRandom(stepSeed as unknown as tf.Tensor1D, () => {
          const { loss, correct } = sums(trainee, x, y, true);
          const mean = tf.div(loss, x.shape[0]);
          const regularizer = regularization(trainee.layers);
          kept.push(...[mean, regularizer, correct].map((t) => tf.keep(t.clone())));
          return tf.add(mean, regularizer) as tf.Scalar;
        }),
      weights,
    );
    const figures = stackScalars(kept);
    tf.dispose(kept);
    return {
      outputs: [figures],
      updates: [
        ...optimizer.updates(weights.map((weight) => grads[weight.name])),
        { kind: 'assign', variable: stepSeed, value: tf.add(stepSeed, tf.tensor1d([0, 1], 'int32')) },
      ],
    };
  };

/** Takes [x, y]; gives one float32 [3]: the sum of the rows' losses, the regularizer, right rows. No dropout. */
export const evaluation =
  (trainee: Trainee): Program =>
  ([x, y]) => {
    const { loss, correct } = sums(trainee, x, y, false);
    return { outputs: [stackScalars([loss, regularization(trainee.layers), correct])] };
  };

/** Takes [x], and more that it leaves; gives the model's output for x. */
export const prediction =
  ({ layers, towers }: Pick<Trainee, 'layers' | 'towers'>): Program =>
  ([x]) => ({ outputs: [tf.concat(split(x, towers).map((part) => activate(layers, logits(layers, part, false))))] });
