// The optimizers of TensorFlow.js 4.22, by their own formulas and on their own state, as far as TensorFlow has them in one
// kernel: tfjs-core/dist/optimizers. What is fed at each step may be changed between steps.
import { tf } from '@reprise/runtime';
import type { Update } from '../graph/program';
import { type Attr, DTYPE } from '../graph/graph-def';

/** Attributes of TensorFlow's `ResourceApply…` ops for float32 weights. */
const APPLY_ATTRS: Record<string, Attr> = { T: { dtype: DTYPE.float32 }, use_locking: { flag: false } };

/** A slot of an optimizer, as TensorFlow.js keeps it. */
interface Slot {
  originalName: string;
  variable: tf.Variable;
}

/** The fields of TensorFlow.js's optimizers. */
interface Fields {
  learningRate: number;
  c: tf.Tensor;
  m: tf.Tensor;
  momentum: number;
  useNesterov: boolean;
  beta1: number;
  beta2: number;
  rho: number;
  decay: number;
  epsilon: number;
  centered: boolean;
  initialAccumulatorValue: number;
  iteration: tf.Variable;
  accBeta1: tf.Variable;
  accBeta2: tf.Variable;
  [slots: `accumul${string}`]: Slot[];
}

/** A weight and its gradient. */
interface Pair {
  weight: tf.Variable;
  gradient: tf.Tensor;
  /** The optimizer's slot of this weight, which is made as TensorFlow.js makes it. */
  slot(list: `accumul${string}`, name: string, initial?: number): tf.Variable;
}

export interface OptimizerRule {
  /** Fields that a step is fed, as they are at that step. */
  fed: (keyof Fields)[];
  /** What a step changes. @param fed scalars, in order */
  updates(optimizer: Fields, pairs: Pair[], fed: tf.Tensor[]): Update[];
}

const apply = (
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
  eager() {
    throw new Error(`${op}: model.fit is its eager form`);
  },
});

const assign = (variable: tf.Variable, value: tf.Tensor): Update => ({ kind: 'assign', variable, value });

/** @param scalars beta1^t, beta2^t, the learning rate, beta1, beta2 and epsilon */
const adamUpdates = (pairs: Pair[], scalars: tf.Tensor[]): Update[] =>
  pairs.map(({ weight, gradient, slot }) =>
    apply(
      'ResourceApplyAdam',
      [weight, slot('accumulatedFirstMoment', 'm'), slot('accumulatedSecondMoment', 'v')],
      [...scalars, gradient],
      { use_nesterov: false },
    ),
  );

const RULES: Record<string, OptimizerRule> = {
  SGD: {
    fed: ['c'],
    updates: (_, pairs, [c]) =>
      pairs.map(({ weight, gradient }) => apply('ResourceApplyGradientDescent', [weight], [tf.neg(c), gradient])),
  },
  Momentum: {
    fed: ['c', 'm'],
    updates: ({ useNesterov }, pairs, [c, m]) =>
      pairs.map(({ weight, gradient, slot }) =>
        apply('ResourceApplyMomentum', [weight, slot('accumulations', 'momentum')], [tf.neg(c), gradient, m], {
          use_nesterov: useNesterov,
        }),
      ),
  },
  Adagrad: {
    fed: ['learningRate'],
    updates: ({ initialAccumulatorValue }, pairs, [rate]) =>
      pairs.flatMap(({ weight, gradient, slot }) => {
        const sum = slot('accumulatedGrads', 'accumulator', initialAccumulatorValue);
        const next = tf.add(sum, tf.square(gradient));
        const root = tf.sqrt(tf.add(next, tf.backend().epsilon()));
        return [assign(sum, next), assign(weight, tf.sub(weight, tf.mul(tf.div(gradient, root), rate)))];
      }),
  },
  // Of the gradients' mean it takes the value from before the step, where Zeiler (2012) and Keras take that from after it.
  Adadelta: {
    fed: ['learningRate'],
    updates: ({ rho, epsilon }, pairs, [rate]) =>
      pairs.flatMap(({ weight, gradient, slot }) => {
        const squares = slot('accumulatedGrads', 'accum_grad');
        const changes = slot('accumulatedUpdates', 'accum_var');
        const root = (of: tf.Tensor): tf.Tensor => tf.sqrt(tf.add(of, epsilon));
        const change = tf.mul(tf.div(root(changes), root(squares)), gradient);
        const mean = (of: tf.Tensor, value: tf.Tensor): tf.Tensor =>
          tf.add(tf.mul(of, rho), tf.mul(tf.square(value), 1 - rho));
        return [
          assign(squares, mean(squares, gradient)),
          assign(changes, mean(changes, change)),
          assign(weight, tf.sub(weight, tf.mul(change, rate))),
        ];
      }),
  },
  // TensorFlow adds epsilon to the uncorrected root, TensorFlow.js to the corrected one: epsilon is scaled instead.
  Adam: {
    fed: ['learningRate'],
    updates: ({ beta1, beta2, epsilon, accBeta1, accBeta2 }, pairs, [rate]) => {
      const scaled = tf.mul(epsilon, tf.sqrt(tf.sub(1, accBeta2)));
      const scalars = [accBeta1, accBeta2, rate, tf.scalar(beta1), tf.scalar(beta2), scaled];
      return [
        ...adamUpdates(pairs, scalars),
        assign(accBeta1, tf.mul(accBeta1, beta1)),
        assign(accBeta2, tf.mul(accBeta2, beta2)),
      ];
    },
  },
  Adamax: {
    fed: ['learningRate'],
    updates: ({ beta1, beta2, epsilon, decay, iteration, accBeta1 }, pairs, [rate]) => {
      const decayed = tf.div(rate, tf.add(tf.mul(iteration, decay), 1));
      const step = tf.div(decayed, tf.sub(1, accBeta1));
      return [
        ...pairs.flatMap(({ weight, gradient, slot }) => {
          const [m, v] = [slot('accumulatedFirstMoment', 'm'), slot('accumulatedWeightedInfNorm', 'v')];
          const mean = tf.add(tf.mul(m, beta1), tf.mul(gradient, 1 - beta1));
          const norm = tf.maximum(tf.mul(v, beta2), tf.abs(gradient));
          const change = tf.mul(step, tf.div(mean, tf.add(norm, epsilon)));
          return [assign(m, mean), assign(v, norm), assign(weight, tf.sub(weight, change))];
        }),
        assign(iteration, tf.add(iteration, 1)),
        assign(accBeta1, tf.mul(accBeta1, beta1)),
      ];
    },
  },
  RMSProp: {
    fed: ['learningRate'],
    updates: ({ decay, momentum, epsilon, centered }, pairs, [rate]) =>
      pairs.flatMap(({ weight, gradient, slot }) => {
        const squares = slot('accumulatedMeanSquares', 'rms');
        const moments = slot('accumulatedMoments', 'momentum');
        if (!centered)
          return [
            apply(
              'ResourceApplyRMSProp',
              [weight, squares, moments],
              [rate, tf.scalar(decay), tf.scalar(momentum), tf.scalar(epsilon), gradient],
            ),
          ];
        const means = slot('accumulatedMeanGrads', 'mg');
        const mean = (of: tf.Tensor, value: tf.Tensor): tf.Tensor =>
          tf.add(tf.mul(of, decay), tf.mul(value, 1 - decay));
        const [square, first] = [mean(squares, tf.square(gradient)), mean(means, gradient)];
        // The root of the variance less epsilon, as TensorFlow.js has it: NaN where gradients are small.
        const root = tf.sqrt(tf.sub(square, tf.add(tf.square(first), epsilon)));
        const moment = tf.add(tf.mul(moments, momentum), tf.div(tf.mul(gradient, rate), root));
        return [
          assign(squares, square),
          assign(means, first),
          assign(moments, moment),
          assign(weight, tf.sub(weight, moment)),
        ];
      }),
  },
};

/** As Keras 2 has them, where TensorFlow.js has them otherwise: docs/parity.md, 4 and 5. */
const KERAS2_RULES: Record<string, OptimizerRule> = {
  SGD: RULES['SGD'],
  Adam: {
    fed: ['learningRate'],
    updates: ({ beta1, beta2, epsilon, accBeta1, accBeta2 }, pairs, [rate]) =>
      adamUpdates(pairs, [
        accBeta1,
        accBeta2,
        rate,
        ...[beta1, beta2, epsilon].map((value) => tf.scalar(value)),
      ]).concat([assign(accBeta1, tf.mul(accBeta1, beta1)), assign(accBeta2, tf.mul(accBeta2, beta2))]),
  },
  Adadelta: {
    fed: ['learningRate'],
    updates: ({ rho, epsilon }, pairs, [rate]) => {
      const scalars = [rate, tf.scalar(rho), tf.scalar(epsilon)];
      return pairs.map(({ weight, gradient, slot }) =>
        apply(
          'ResourceApplyAdadelta',
          [weight, slot('accumulatedGrads', 'accum_grad'), slot('accumulatedUpdates', 'accum_var')],
          [...scalars, gradient],
        ),
      );
    },
  },
};

const CLASSES = new Map<unknown, string>([
  [tf.SGDOptimizer, 'SGD'],
  [tf.MomentumOptimizer, 'Momentum'],
  [tf.AdagradOptimizer, 'Adagrad'],
  [tf.AdadeltaOptimizer, 'Adadelta'],
  [tf.AdamOptimizer, 'Adam'],
  [tf.AdamaxOptimizer, 'Adamax'],
  [tf.RMSPropOptimizer, 'RMSProp'],
]);

/** Which of two libraries' formulas a training follows. */
export type Like = 'tensorflow.js' | 'keras2';

/** The rule of an optimizer of TensorFlow.js, or undefined for a class of one's own, and for one that Keras 2 has otherwise. */
export function ruleOf(optimizer: tf.Optimizer, like: Like = 'tensorflow.js'): OptimizerRule | undefined {
  const own = ['applyGradients', 'minimize', 'computeGradients'].some((name) => Object.hasOwn(optimizer, name));
  const name = CLASSES.get(optimizer.constructor);
  return own || name === undefined ? undefined : (like === 'keras2' ? KERAS2_RULES : RULES)[name];
}

/** Whether an optimizer does not compute gradients and then apply them, as TensorFlow.js's own do. */
export const minimizesItself = (optimizer: tf.Optimizer): boolean =>
  optimizer.minimize !== tf.Optimizer.prototype.minimize;

/** The fields that a step is fed, as they are now. The caller disposes them. */
export const fedNow = (optimizer: tf.Optimizer, rule: OptimizerRule): tf.Tensor[] =>
  rule.fed.map((name) => {
    const value = (optimizer as unknown as Fields)[name] as number | tf.Tensor;
    return typeof value === 'number' ? tf.scalar(value) : tf.clone(value);
  });

/** All numbers and flags of an optimizer that are not fed: a graph holds them fixed. */
export const fixedNow = (optimizer: tf.Optimizer, rule?: OptimizerRule): string =>
  JSON.stringify(
    Object.entries(optimizer).filter(
      ([name, value]) =>
        ['number', 'boolean', 'string'].includes(typeof value) &&
        name !== 'iterations_' &&
        !rule?.fed.includes(name as keyof Fields),
    ),
  );

/** What a step of the optimizer changes. A weight without a gradient gets its slots and stays. */
export function updatesOf(
  optimizer: tf.Optimizer,
  rule: OptimizerRule,
  weights: tf.Variable[],
  gradients: (tf.Tensor | null)[],
  fed: tf.Tensor[],
): Update[] {
  const fields = optimizer as unknown as Fields;
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
  // TensorFlow.js makes slots for these as well, and its `getWeights` needs them.
  const without = pairs.filter(({ gradient }) => gradient === null || gradient === undefined);
  for (const pair of without) rule.updates(fields, [{ ...pair, gradient: tf.zerosLike(pair.weight) }], fed);
  return rule.updates(
    fields,
    pairs.filter((pair): pair is Pair => !without.includes(pair)),
    fed,
  );
}

/** All variables that an optimizer keeps: slots of weights, and what it counts. */
export const stateOf = (optimizer: tf.Optimizer): tf.Variable[] =>
  Object.values(optimizer)
    .flat()
    .map((value: unknown) => (value instanceof tf.Variable ? value : (value as Slot | undefined)?.variable))
    .filter((value) => value instanceof tf.Variable);
