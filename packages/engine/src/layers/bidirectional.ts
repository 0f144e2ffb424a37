import { tf } from '@reprise/runtime';
import { dropoutMask } from '../random/step-random';
import { affine, withGradient } from '../tensorflow/nn';
import { matMul, tanhGrad } from '../tensorflow/raw-ops';
import type { RecurrentLayer } from '../tfjs/recurrent-layers';
import { deferredOrthogonal } from './lstm';

/**
 * h_t = tanh(p_t + (h_{t-1} ∘ mask) U) with a hand-written gradient: three kernels per time step, and one product over all
 * steps for the gradient of U.
 *
 * @param projections float32 [time, batch, units]: x_t W + b
 * @param recurrent U, [units, units]
 * @param reverse whether time runs backward
 * @param mask of the recurrent state, [batch, units], or undefined
 * @returns the last state, [batch, units]
 */
function simpleRecurrence(projections: tf.Tensor, recurrent: tf.Tensor, reverse: boolean, mask?: tf.Tensor): tf.Tensor {
  /** Between the order of time and that of the recurrence. */
  const ordered = (list: tf.Tensor[]): tf.Tensor[] => (reverse ? list.toReversed() : list);
  return withGradient([projections, recurrent], (p, U) => {
    const h: tf.Tensor[] = [];
    /** The masked states, inputs of the next step. */
    const seen: tf.Tensor[] = [];
    ordered(tf.unstack(p)).forEach((input, t) => {
      if (t > 0) seen.push(masked(h[t - 1], mask));
      h.push(tf.tanh(t === 0 ? input : tf.add(input, matMul(seen[t - 1], U))));
    });
    return {
      value: h[h.length - 1],
      save: [U, ...h, ...seen, ...(mask ? [mask] : [])],
      backward(dy, [savedU, ...rest]) {
        const savedMask = mask && rest[rest.length - 1];
        const dp: tf.Tensor[] = new Array(h.length);
        // Transposed once and not in every product. TensorFlow would move a plain transposition of a matrix into the products.
        const transposed = tf.reshape(tf.transpose(tf.expandDims(savedU), [0, 2, 1]), savedU.shape);
        let dh = dy;
        for (let t = h.length - 1; t >= 0; t--) {
          dp[t] = tanhGrad(rest[t], dh);
          if (t > 0) dh = masked(matMul(dp[t], transposed), savedMask);
        }
        const dProjections = tf.stack(ordered(dp));
        if (h.length === 1) return [dProjections, tf.zerosLike(savedU)];
        // Each state, and the gradient one step later, as rows.
        const [time, batch, units] = dProjections.shape;
        const before = tf.stack(ordered(rest.slice(h.length, 2 * h.length - 1)));
        const after = tf.slice(dProjections, [reverse ? 0 : 1, 0, 0], [time - 1, batch as number, units as number]);
        const rows = (x: tf.Tensor): tf.Tensor => tf.reshape(x, [-1, units as number]);
        return [dProjections, matMul(rows(before), rows(after), true, false)];
      },
    };
  });
}

const masked = (state: tf.Tensor, mask: tf.Tensor | undefined): tf.Tensor => (mask ? tf.mul(state, mask) : state);

/** TensorFlow.js exports only the factory. A subclass keeps class name, configuration and weights. */
const Bidirectional = tf.layers.bidirectional({
  layer: tf.layers.simpleRNN({ units: 1 }) as tf.RNN,
  mergeMode: 'concat',
}).constructor as new (config: object) => tf.layers.Layer;

class BidirectionalSimpleRnn extends Bidirectional {
  /** float32 [batch, time, features] to [batch, 2 · units]: the last state of each direction. */
  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: { training?: boolean }): tf.Tensor {
    const [x] = [inputs].flat() as tf.Tensor3D[];
    const [batch, time, features] = x.shape;
    const { forwardLayer, backwardLayer } = this as unknown as Record<string, RecurrentLayer>;
    const training = kwargs.training === true;
    // Time first: a time step is then contiguous in memory, and TensorFlow passes it on without copying.
    const byTime = tf.transpose(x, [1, 0, 2]);

    const last = [forwardLayer.cell, backwardLayer.cell].map((cell, direction) => {
      // Each direction has one mask per sequence for inputs, and one for the state (docs/parity.md, 11).
      const seen =
        training && cell.dropout > 0 ? tf.mul(byTime, dropoutMask([1, batch, features], cell.dropout)) : byTime;
      const flat = affine(tf.reshape(seen, [-1, features]), cell.kernel.read(), (cell.bias as tf.LayerVariable).read());
      const projections = tf.reshape(flat, [time, batch, cell.units]);
      const mask =
        training && cell.recurrentDropout > 0 ? dropoutMask([batch, cell.units], cell.recurrentDropout) : undefined;
      return simpleRecurrence(projections, cell.recurrentKernel.read(), direction === 1, mask);
    });
    return tf.concat(last, 1);
  }
}

/**
 * Keras's `Bidirectional(SimpleRNN(units, dropout, recurrent_dropout))` with `merge_mode: 'concat'`. One product projects the
 * inputs of all time steps, and TensorFlow runs the two directions side by side. TensorFlow.js's own layer unrolls into about
 * 11,000 kernels. Saves as the standard layers.
 * @param config.units of each direction
 * @param config.dropout share of the input features to drop, by one mask per sequence
 * @param config.recurrentDropout the same for the recurrent state
 */
export function bidirectionalSimpleRnn(config: {
  units: number;
  dropout: number;
  recurrentDropout: number;
  name?: string;
}): tf.layers.Layer {
  const { name, ...cell } = config;
  const layer = tf.layers.simpleRNN({
    ...cell,
    // Keras's default (docs/parity.md, 2).
    kernelInitializer: 'glorotUniform',
    recurrentInitializer: deferredOrthogonal(),
  }) as tf.RNN;
  const both = new BidirectionalSimpleRnn({ layer, mergeMode: 'concat', ...(name && { name }) });
  // The wrapper builds its two layers from the configuration.
  const { forwardLayer, backwardLayer } = both as unknown as Record<string, RecurrentLayer>;
  for (const { cell } of [forwardLayer, backwardLayer]) cell.recurrentInitializer = deferredOrthogonal();
  return both;
}
