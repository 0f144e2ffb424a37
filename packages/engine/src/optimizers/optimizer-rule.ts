import { tf } from '@reprise/runtime';
import { type Attr, DTYPE } from '../graph/graph-def';
import type { Update } from '../graph/program';

/** A slot variable of an optimizer, as TensorFlow.js keeps it. */
export interface Slot {
  originalName: string;
  variable: tf.Variable;
}

type Numbers =
  'learningRate' | 'momentum' | 'beta1' | 'beta2' | 'rho' | 'decay' | 'epsilon' | 'initialAccumulatorValue';

/** Fields of TensorFlow.js's optimizers. */
export type OptimizerFields = Record<Numbers, number> &
  Record<'useNesterov' | 'centered', boolean> &
  Record<'c' | 'm', tf.Tensor> &
  Record<'iteration' | 'accBeta1' | 'accBeta2', tf.Variable> &
  Record<`accumul${string}`, Slot[]>;

export interface WeightAndGradient {
  weight: tf.Variable;
  gradient: tf.Tensor;
  /** The weight's slot variable, created as TensorFlow.js creates it. */
  slot(list: `accumul${string}`, name: string, initial?: number): tf.Variable;
}

/** One step of an optimizer, as updates of a graph. */
export interface OptimizerRule {
  /** Fields that are inputs of each step, so that a callback may change them. */
  fed: (keyof OptimizerFields)[];
  /** @param fed the values of these fields, scalars */
  updates(optimizer: OptimizerFields, pairs: WeightAndGradient[], fed: tf.Tensor[]): Update[];
}

/** Attributes of TensorFlow's `ResourceApply…` ops for float32 weights. */
const APPLY_ATTRS: Record<string, Attr> = { T: { dtype: DTYPE.float32 }, use_locking: { flag: false } };

/** An update by one `ResourceApply…` op. */
export const apply = (
  op: string,
  resources: tf.Variable[],
  inputs: tf.Tensor[],
  flags: Record<string, boolean> = {},
): Update => ({
  kind: 'apply',
  op,
  resources,
  inputs,
  attrs: { ...APPLY_ATTRS, ...Object.fromEntries(Object.entries(flags).map(([name, flag]) => [name, { flag }])) },
});

export const assign = (variable: tf.Variable, value: tf.Tensor): Update => ({ kind: 'assign', variable, value });

/** The moving average of a value: average · decay + value · (1 - decay). */
export const movingAverage = (average: tf.Tensor, value: tf.Tensor, decay: number): tf.Tensor =>
  tf.add(tf.mul(average, decay), tf.mul(value, 1 - decay));

/** Adam by TensorFlow's kernel, which adds epsilon to the root of the uncorrected second moment (docs/parity.md, 4). */
export const adam = (epsilonOf: (optimizer: OptimizerFields) => tf.Tensor): OptimizerRule => ({
  fed: ['learningRate'],
  updates(optimizer, pairs, [rate]) {
    const { beta1, beta2, accBeta1, accBeta2 } = optimizer;
    const scalars = [accBeta1, accBeta2, rate, tf.scalar(beta1), tf.scalar(beta2), epsilonOf(optimizer)];
    return [
      ...pairs.map(({ weight, gradient, slot }) =>
        apply(
          'ResourceApplyAdam',
          [weight, slot('accumulatedFirstMoment', 'm'), slot('accumulatedSecondMoment', 'v')],
          [...scalars, gradient],
          { use_nesterov: false },
        ),
      ),
      assign(accBeta1, tf.mul(accBeta1, beta1)),
      assign(accBeta2, tf.mul(accBeta2, beta2)),
    ];
  },
});
