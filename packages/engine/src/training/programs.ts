import { Problem } from '@reprise/base';
import type { Program } from '../graph/program';
import { split } from '../fusion/towers';
import { activate, logits } from '../layers/forward';
import { regularization } from '../layers/regularization';
import { variableOf } from '../layers/standard-class';
import type { Loss } from '../losses/losses';
import type { Optimizer } from '../optimizers/optimizer';
import { withStepRandom } from '../random/step-random';
import { addN } from '../tensorflow/raw-ops';
import { tf } from '@reprise/runtime';

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
  layers.flatMap((layer) => layer.trainableWeights.map(variableOf));

/** All weights of layers, frozen ones too. */
export const variablesOf = (layers: tf.layers.Layer[]): tf.Variable[] =>
  layers.flatMap((layer) => layer.weights.map(variableOf));

const stackScalars = (scalars: tf.Tensor[]): tf.Tensor => tf.stack(scalars.map((scalar) => tf.reshape(scalar, [])));

interface Sums {
  /** Of the rows' losses, without the regularizer. */
  loss: tf.Tensor;
  /** Right rows. */
  correct: tf.Tensor;
  /** Targets that the loss does not know. */
  refused: tf.Tensor;
}

/** Sums over a batch, tower by tower. */
function sums({ layers, loss, towers }: Trainee, x: tf.Tensor, y: tf.Tensor, training: boolean): Sums {
  const targets = split(y, towers);
  const parts = split(x, towers).map((part, i): Sums => {
    const z = logits(layers, part, training);
    return {
      loss: loss.sum(z, targets[i]),
      correct: loss.correct?.(z, targets[i]) ?? tf.scalar(0),
      refused: loss.targets?.refused(z, targets[i]) ?? tf.scalar(0),
    };
  });
  const total = (name: keyof Sums): tf.Tensor => addN(parts.map((part) => part[name]));
  return { loss: total('loss'), correct: total('correct'), refused: total('refused') };
}

/**
 * One number a tensor, which is finite where all of it is: a sum lets NaN and infinity through, and costs one kernel. It
 * is not finite either where values add up to more than float32 holds, which comes to the same.
 */
const traces = (tensors: tf.Tensor[]): tf.Tensor[] => tensors.map((tensor) => tf.sum(tensor));

/** Places in what {@link trainingStep} and {@link evaluation} give; a step's traces of weights and gradients follow. */
export const FIGURES = { loss: 0, regularization: 1, correct: 2, refused: 3, traces: 4 } as const;

/**
 * One step of training: forward in training mode, gradients, update.
 * Takes [x, y]; gives one float32 [4 + 2n] for n weights: mean loss over the batch without the regularizer, the
 * regularizer, right rows, targets that the loss does not know; a number a weight as the step found it, and one a gradient,
 * which is finite where all of the tensor is.
 * @param stepSeed int32 [2], counted up by the step itself, so that a restored run goes on with fresh masks
 */
export const trainingStep =
  (trainee: Trainee, weights: tf.Variable[], optimizer: Optimizer, stepSeed: tf.Variable): Program =>
  ([x, y]) => {
    const kept: tf.Tensor[] = [];
    const { grads } = tf.variableGrads(
      () =>
        withStepRandom(stepSeed as unknown as tf.Tensor1D, () => {
          const { loss, correct, refused } = sums(trainee, x, y, true);
          const mean = tf.div(loss, x.shape[0]);
          const regularizer = regularization(trainee.layers);
          kept.push(...[mean, regularizer, correct, refused].map((t) => tf.keep(t.clone())));
          return tf.add(mean, regularizer) as tf.Scalar;
        }),
      weights,
    );
    const gradients = weights.map((weight) => {
      const gradient = grads[weight.name] as tf.Tensor | undefined;
      if (gradient) return gradient;
      throw new Problem({
        where: weight.name,
        expected: 'a weight that the loss depends on',
        found: 'one without a gradient',
        todo: 'Freeze it, or let the model’s output depend on it.',
      });
    });
    const figures = stackScalars([...kept, ...traces(weights), ...traces(gradients)]);
    tf.dispose(kept);
    return {
      outputs: [figures],
      updates: [
        ...optimizer.updates(gradients),
        { kind: 'assign', variable: stepSeed, value: tf.add(stepSeed, tf.tensor1d([0, 1], 'int32')) },
      ],
    };
  };

/**
 * Takes [x, y]; gives one float32 [4]: the sum of the rows' losses, the regularizer, right rows, targets that the loss does
 * not know. No dropout.
 */
export const evaluation =
  (trainee: Trainee): Program =>
  ([x, y]) => {
    const { loss, correct, refused } = sums(trainee, x, y, false);
    return { outputs: [stackScalars([loss, regularization(trainee.layers), correct, refused])] };
  };

/** Takes [x], and more that it leaves; gives the model's output for x. */
export const prediction =
  ({ layers, towers }: Pick<Trainee, 'layers' | 'towers'>): Program =>
  ([x]) => ({ outputs: [tf.concat(split(x, towers).map((part) => activate(layers, logits(layers, part, false))))] });
