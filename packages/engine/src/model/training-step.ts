import { Problem } from '@reprise/base';
import { tf } from '@reprise/runtime';
import type { Result, Update } from '../graph/program';
import { applyLossWeights, withoutLossWeights } from '../losses/loss-weights';
import { clip } from '../optimizers/clip';
import { overridesMinimize, updatesOf } from '../optimizers/optimizer';
import type { OptimizerRule } from '../optimizers/optimizer-rule';
import { withStepRandom } from '../random/step-random';
import type { ModelInternals } from '../tfjs/model-internals';
import { patch, restoreAll } from '../tfjs/patch';
import type { TrainingOptions } from './training-options';

/** What all steps of a training share. */
export interface StepContext {
  model: ModelInternals;
  options: TrainingOptions;
  /** int32 [2]: the seed of all draws and the number of the step, which each step increments. */
  stepSeed: tf.Variable;
  /** Whether a step has one more output, see {@link ModelGraph}. */
  checksNumerics: boolean;
}

export const total = (scalars: tf.Tensor[]): tf.Tensor =>
  scalars.reduce((sum, each) => tf.add(sum, each), tf.scalar(0));

/**
 * Runs a step of TensorFlow.js to be traced.
 * @param rule of the optimizer; without one, TensorFlow.js's own optimizer is traced
 * @param fed the values of the rule's fields
 */
export function traceStep(
  { model, options, stepSeed, checksNumerics }: StepContext,
  step: () => tf.Scalar[],
  rule: OptimizerRule | undefined,
  fed: tf.Tensor[],
): Result {
  const optimizer = model.optimizer_;
  const { iterations_: iterations } = optimizer;
  const updates: Update[] = [];
  const recorded = checksNumerics ? recordDataLoss(model) : undefined;
  const numerics: tf.Tensor[] = [];
  const minimize: typeof optimizer.minimize = (loss, _, weights = []) => {
    const { value, grads } = optimizer.computeGradients(loss, weights);
    const gradients = weights.map(({ name }) => grads[name] ?? null);
    const clipped = clip(gradients, options);
    if (recorded) {
      const penalty = total(model.calculateLosses());
      // A sum is finite only if all elements are. It costs one kernel, and passes NaN and infinity on.
      const sums = [...weights, ...checkGradients(weights, gradients)].map((tensor) => tf.sum(tensor));
      const scalars = [...recorded.losses, penalty, ...sums];
      numerics.push(tf.keep(tf.stack(scalars.map((each) => tf.reshape(each, [])))));
    }
    if (rule) updates.push(...updatesOf(optimizer, rule, weights, clipped, fed));
    else optimizer.applyGradients(weights.map(({ name }, i) => ({ name, tensor: clipped[i] as tf.Tensor })));
    return value;
  };
  const restores = [
    // An optimizer with its own `minimize` is traced as it is.
    ...(overridesMinimize(optimizer) ? [] : [patch(optimizer, 'minimize', minimize)]),
    applyLossWeights(model, options.lossWeights),
  ];
  try {
    const results = withStepRandom(stepSeed as unknown as tf.Tensor1D, step);
    stepSeed.assign(tf.add(stepSeed, tf.tensor1d([0, 1], 'int32')));
    return { outputs: [...withoutLossWeights(model, options.lossWeights, results), ...numerics], updates };
  } finally {
    restoreAll(restores);
    recorded?.restore();
    optimizer.iterations_ = iterations;
  }
}

/** @throws Problem when a weight has no gradient */
function checkGradients(weights: tf.Variable[], gradients: (tf.Tensor | null)[]): tf.Tensor[] {
  const missing = gradients.indexOf(null);
  if (missing >= 0) {
    const expected = 'a weight that the loss depends on';
    const found = 'one without a gradient';
    const todo = 'Freeze it, or make the output of the model depend on it.';
    throw new Problem({ where: weights[missing].name, expected, found, todo });
  }
  return gradients as tf.Tensor[];
}

/** Records the mean loss of the model's first output, before regularization, each time it is computed. */
export function recordDataLoss(model: ModelInternals): { losses: tf.Tensor[]; restore: () => void } {
  const losses: tf.Tensor[] = [];
  const [first, ...others] = model.lossFunctions;
  const restore = patch(model, 'lossFunctions', [
    (truth, guess) => {
      const loss = first(truth, guess);
      losses.push(tf.keep(tf.mean(loss)));
      return loss;
    },
    ...others,
  ]);
  return {
    losses,
    restore() {
      restore();
      tf.dispose(losses);
    },
  };
}
