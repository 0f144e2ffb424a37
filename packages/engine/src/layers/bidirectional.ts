import { tf } from '@reprise/runtime';
import { dropoutMask, keptMask } from '../random/step-random';
import { affine, withGradient } from '../tensorflow/nn';
import { matMul, tanhGrad } from '../tensorflow/raw-ops';
import type { RecurrentLayer } from '../tfjs/recurrent-layers';
import { deferredOrthogonal } from './lstm';

/**
 * h_t = tanh(p_t + (h_{t-1} ∘ kept) U) with a hand-written gradient: three kernels per time step, and one product over all
 * steps for the gradient of U.
 *
 * @param projections float32 [time, batch, units]: x_t W + b
 * @param recurrent U, [units, units]
 * @param reverse whether time runs backward
 * @param kept which of the recurrent state is kept: 0 or 1, [batch, units]; all if undefined
 * @returns the last state, [batch, units]
 */
function simpleRecurrence(projections: tf.Tensor, recurrent: tf.Tensor, reverse: boolean, kept?: tf.Tensor): tf.Tensor {
  /** Between the order of time and that of the recurrence. */
  const ordered = (list: tf.Tensor[]): tf.Tensor[] => (reverse ? list.toReversed() : list);
  return withGradient([projections, recurrent], (p, U) => {
    // The states before the last one are masked: TensorFlow writes the product over the state, which nothing else needs. The
    // gradient of tanh needs them only where they are kept.
    const h: tf.Tensor[] = [];
    const inputs = ordered(tf.unstack(p));
    inputs.forEach((input, t) => {
      const state = tf.tanh(t === 0 ? input : tf.add(input, matMul(h[t - 1], U)));
      h.push(t < inputs.length - 1 ? masked(state, kept) : state);
    });
    return {
      value: h[h.length - 1],
      save: [U, ...h, ...(kept ? [kept] : [])],
      backward(dy, [savedU, ...rest]) {
        const savedMask = kept && rest[rest.length - 1];
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
        const before = tf.stack(ordered(rest.slice(0, h.length - 1)));
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

export class BidirectionalSimpleRnn extends Bidirectional {
  /** float32 [batch, time, features] to [batch, 2 · units]: the last state of each direction. */
  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: { training?: boolean }): tf.Tensor {
    const [x] = [inputs].flat();
    // Time first: a time step is then contiguous in memory, and TensorFlow passes it on without copying.
    return this.callByTime(tf.transpose(x, [1, 0, 2]), kwargs.training === true);
  }

  /** The same for float32 [time, batch, features]. */
  callByTime(byTime: tf.Tensor, training: boolean): tf.Tensor {
    const [time, batch, features] = byTime.shape;
    const { forwardLayer, backwardLayer } = this as unknown as Record<string, RecurrentLayer>;

    const last = [forwardLayer.cell, backwardLayer.cell].map((cell, direction) => {
      // Each direction has one mask per sequence for inputs, and one for the state (docs/parity.md, 11).
      const seen =
        training && cell.dropout > 0 ? tf.mul(byTime, dropoutMask([1, batch, features], cell.dropout)) : byTime;
      const flat = affine(tf.reshape(seen, [-1, features]), cell.kernel.read(), (cell.bias as tf.LayerVariable).read());
      const projections = tf.reshape(flat, [time, batch, cell.units]);
      const recurrent = cell.recurrentKernel.read();
      const rate = training ? cell.recurrentDropout : 0;
      if (rate === 0) return simpleRecurrence(projections, recurrent, direction === 1);
      // The factor of inverted dropout is applied to the weights, once per training step.
      const kept = keptMask([batch, cell.units], rate);
      return simpleRecurrence(projections, tf.mul(recurrent, 1 / (1 - rate)), direction === 1, kept);
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
