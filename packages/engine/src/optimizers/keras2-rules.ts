import { tf } from '@reprise/runtime';
import { adam, apply, type OptimizerRule } from './optimizer-rule';
import { TFJS_RULES } from './tfjs-rules';

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
