import { Problem } from '@reprise/base';
import { tf } from '@reprise/runtime';
import type { Result, Update } from '../graph/program';
import { standIn } from '../graph/stand-in';
import { withStepRandom } from '../random/step-random';
import { clip } from './clip';
import type { ModelInternals } from './layers';
import { unweighed, weighLosses } from './loss-weights';
import type { TrainingOptions } from './training-options';
import { minimizesItself, type OptimizerRule, updatesOf } from './optimizer-rules';

/** What the steps of a training have in common. */
export interface StepContext {
  model: ModelInternals;
  options: TrainingOptions;
  /** The seed of all draws, and the number of steps so far: int32 [2]. A step counts it up. */
  stepSeed: tf.Variable;
  /** Whether a step gives one more output: the loss of the data, what regularizers add, traces of weights and gradients. */
  figures: boolean;
}

/**
 * One number a tensor, which is finite where all of it is: a sum lets NaN and infinity through, and costs one kernel. It is
 * not finite either where values add up to more than float32 holds, which comes to the same.
 */
const traces = (tensors: tf.Tensor[]): tf.Tensor[] => tensors.map((tensor) => tf.sum(tensor));

export const sumOf = (scalars: tf.Tensor[]): tf.Tensor =>
  scalars.reduce((sum, each) => tf.add(sum, each), tf.scalar(0));

/** A step of TensorFlow.js's own, with the optimizer's part as `rule` has it, where there is one. */
export function traceStep(
  { model, options, stepSeed, figures }: StepContext,
  step: () => tf.Scalar[],
  rule: OptimizerRule | undefined,
  fed: tf.Tensor[],
): Result {
  const optimizer = model.optimizer_;
  const { iterations_: iterations } = optimizer;
  const updates: Update[] = [];
  const seen = figures ? seeLoss(model) : undefined;
  const looked: tf.Tensor[] = [];
  const minimize: typeof optimizer.minimize = (loss, _, weights = []) => {
    const { value, grads } = optimizer.computeGradients(loss, weights);
    const found = weights.map(({ name }) => grads[name] ?? null);
    const gradients = clip(found, options);
    if (seen) {
      const without = found.findIndex((gradient) => gradient === null);
      if (without >= 0)
        throw new Problem({
          where: weights[without].name,
          expected: 'a weight that the loss depends on',
          found: 'one without a gradient',
          todo: 'Freeze it, or let the output of the model depend on it.',
        });
      const numbers = [
        ...seen.losses,
        sumOf(model.calculateLosses()),
        ...traces(weights),
        ...traces(found as tf.Tensor[]),
      ];
      looked.push(tf.keep(tf.stack(numbers.map((each) => tf.reshape(each, [])))));
    }
    if (rule) updates.push(...updatesOf(optimizer, rule, weights, gradients, fed));
    else optimizer.applyGradients(weights.map(({ name }, i) => ({ name, tensor: gradients[i] as tf.Tensor })));
    return value;
  };
  // An optimizer that minimizes in a way of its own is traced as it is.
  const undo = [
    ...(minimizesItself(optimizer) ? [] : [standIn(optimizer, 'minimize', minimize)]),
    weighLosses(model, options.lossWeights),
  ];
  try {
    const outputs = withStepRandom(stepSeed as unknown as tf.Tensor1D, step);
    stepSeed.assign(tf.add(stepSeed, tf.tensor1d([0, 1], 'int32')));
    return { outputs: [...unweighed(model, options.lossWeights, outputs), ...looked], updates };
  } finally {
    seen?.undo();
    for (const back of undo) back();
    optimizer.iterations_ = iterations;
  }
}

/** The mean loss of the model's first output, each time that it is computed. */
export function seeLoss(model: ModelInternals): { losses: tf.Tensor[]; undo: () => void } {
  const losses: tf.Tensor[] = [];
  const [first, ...others] = model.lossFunctions;
  const standard = standIn(model, 'lossFunctions', [
    (truth, guess) => {
      const loss = first(truth, guess);
      losses.push(tf.keep(tf.mean(loss)));
      return loss;
    },
    ...others,
  ]);
  return {
    losses,
    undo() {
      standard();
      tf.dispose(losses);
    },
  };
}
