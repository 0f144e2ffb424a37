import { tf } from '@reprise/runtime';
import type { Update } from '../graph/program';
import { classOf } from '../tfjs/standard-classes';
import type { OptimizerFields, OptimizerRule, Slot, WeightAndGradient } from './optimizer-rule';
import { KERAS2_RULES, TFJS_RULES } from './rules';

/** The library whose formulas a training follows. */
export type Like = 'tensorflow.js' | 'keras2';

/** The rule of an optimizer; undefined for a custom class, and for one that has no Keras 2 rule. */
export function ruleOf(optimizer: tf.Optimizer, like: Like = 'tensorflow.js'): OptimizerRule | undefined {
  const overridden = ['applyGradients', 'minimize', 'computeGradients'].some((name) => Object.hasOwn(optimizer, name));
  return overridden ? undefined : (like === 'keras2' ? KERAS2_RULES : TFJS_RULES)[classOf(optimizer) ?? ''];
}

/** Whether an optimizer has its own `minimize`, instead of computing gradients and then applying them. */
export const overridesMinimize = (optimizer: tf.Optimizer): boolean =>
  optimizer.minimize !== tf.Optimizer.prototype.minimize;

/** The current values of the fields that a step is fed. The caller disposes them. */
export const fedFields = (optimizer: tf.Optimizer, rule: OptimizerRule): tf.Tensor[] =>
  rule.fed.map((name) => {
    const value = (optimizer as unknown as OptimizerFields)[name] as number | tf.Tensor;
    return typeof value === 'number' ? tf.scalar(value) : tf.clone(value);
  });

/** The numbers and flags of an optimizer that a graph freezes, as text. */
export const frozenFields = (optimizer: tf.Optimizer, rule?: OptimizerRule): string =>
  JSON.stringify(
    Object.entries(optimizer).filter(
      ([name, value]) =>
        ['number', 'boolean', 'string'].includes(typeof value) &&
        name !== 'iterations_' &&
        !rule?.fed.includes(name as keyof OptimizerFields),
    ),
  );

/** The updates of one step. A weight without a gradient gets its slot variables and does not change. */
export function updatesOf(
  optimizer: tf.Optimizer,
  rule: OptimizerRule,
  weights: tf.Variable[],
  gradients: (tf.Tensor | null)[],
  fed: tf.Tensor[],
): Update[] {
  const fields = optimizer as unknown as OptimizerFields;
  const pairs = weights.map((weight, i) => ({
    weight,
    gradient: gradients[i],
    slot(list: `accumul${string}`, name: string, initial = 0): tf.Variable {
      fields[list][i] ??= {
        originalName: `${weight.name}/${name}`,
        variable: tf.tidy(() => tf.fill(weight.shape, initial).variable(false)),
      };
      return fields[list][i].variable;
    },
  }));
  // TensorFlow.js makes slots for these, too, and its `getWeights` needs them.
  const without = pairs.filter(({ gradient }) => gradient === null || gradient === undefined);
  for (const pair of without) rule.updates(fields, [{ ...pair, gradient: tf.zerosLike(pair.weight) }], fed);
  return rule.updates(
    fields,
    pairs.filter((pair): pair is WeightAndGradient => !without.includes(pair)),
    fed,
  );
}

/** All variables of an optimizer: slots, and what it counts. */
export const stateOf = (optimizer: tf.Optimizer): tf.Variable[] =>
  Object.values(optimizer)
    .flat()
    .map((value: unknown) => (value instanceof tf.Variable ? value : (value as Slot | undefined)?.variable))
    .filter((value) => value instanceof tf.Variable);
