import { tf } from '@reprise/runtime';
import { adam, apply, assign, movingAverage, type OptimizerRule } from './optimizer-rule';

/** Optimizers of TensorFlow.js 4.22 by class, with its formulas and its slots (tfjs-core/dist/optimizers). */
export const TFJS_RULES: Record<string, OptimizerRule> = {
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

  // Uses the average of squared gradients from before the step; Zeiler (2012) and Keras use the one from after it.
  Adadelta: {
    fed: ['learningRate'],
    updates: ({ rho, epsilon }, pairs, [rate]) =>
      pairs.flatMap(({ weight, gradient, slot }) => {
        const squares = slot('accumulatedGrads', 'accum_grad');
        const changes = slot('accumulatedUpdates', 'accum_var');
        const root = (of: tf.Tensor): tf.Tensor => tf.sqrt(tf.add(of, epsilon));
        const change = tf.mul(tf.div(root(changes), root(squares)), gradient);
        const average = (of: tf.Tensor, value: tf.Tensor): tf.Tensor =>
          tf.add(tf.mul(of, rho), tf.mul(tf.square(value), 1 - rho));
        return [
          assign(squares, average(squares, gradient)),
          assign(changes, average(changes, change)),
          assign(weight, tf.sub(weight, tf.mul(change, rate))),
        ];
      }),
  },

  // TensorFlow.js adds epsilon to the root of the corrected second moment, so epsilon is scaled for TensorFlow's kernel.
  Adam: adam(({ epsilon, accBeta2 }) => tf.mul(epsilon, tf.sqrt(tf.sub(1, accBeta2)))),

  Adamax: {
    fed: ['learningRate'],
    updates: ({ beta1, beta2, epsilon, decay, iteration, accBeta1 }, pairs, [rate]) => {
      const decayed = tf.div(rate, tf.add(tf.mul(iteration, decay), 1));
      const step = tf.div(decayed, tf.sub(1, accBeta1));
      return [
        ...pairs.flatMap(({ weight, gradient, slot }) => {
          const [m, v] = [slot('accumulatedFirstMoment', 'm'), slot('accumulatedWeightedInfNorm', 'v')];
          const mean = movingAverage(m, gradient, beta1);
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
        const square = movingAverage(squares, tf.square(gradient), decay);
        const mean = movingAverage(means, gradient, decay);
        // TensorFlow.js takes the root of the variance minus epsilon: NaN for small gradients.
        const root = tf.sqrt(tf.sub(square, tf.add(tf.square(mean), epsilon)));
        const moment = tf.add(tf.mul(moments, momentum), tf.div(tf.mul(gradient, rate), root));
        return [
          assign(squares, square),
          assign(means, mean),
          assign(moments, moment),
          assign(weight, tf.sub(weight, moment)),
        ];
      }),
  },
};

/** Optimizers by class, with Keras 2's formulas (docs/parity.md, 4 and 5). */
export const KERAS2_RULES: Record<string, OptimizerRule> = {
  SGD: TFJS_RULES['SGD'],

  Adam: adam(({ epsilon }) => tf.scalar(epsilon)),

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
