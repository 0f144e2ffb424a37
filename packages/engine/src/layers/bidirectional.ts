import { dropoutMask } from '../random/step-random';
import { withGradient } from '../tensorflow/custom-grad';
import { batchMatMul, tanhGrad } from '../tensorflow/raw-ops';
import { tf } from '../tensorflow/tf';
import { deferredOrthogonal } from './deferred-orthogonal';
import { type Kwargs, type LayerVariable, only, standardClass } from './standard-class';

/** The fields of TensorFlow.js's SimpleRNN that the fast form reads. */
interface SimpleRnnFields extends tf.layers.Layer {
  cell: {
    units: number;
    kernel: LayerVariable;
    recurrentKernel: LayerVariable;
    bias: LayerVariable;
    recurrentInitializer: ReturnType<typeof deferredOrthogonal>;
    dropout: number;
    recurrentDropout: number;
  };
}

/**
 * h_t = tanh(p_t + (h_{t-1} ∘ mask) U) for two directions at once, with its gradient written out: backward, a time step
 * is three kernels, and the gradient of U is one product over all steps.
 *
 * @param projections per time step, float32 [2, batch, units]: x_t W + b of either direction
 * @param recurrent U, [2, units, units]
 * @param mask of the recurrent state, [2, batch, units], or undefined
 * @returns the last state, [2, batch, units]
 */
function simpleRecurrence(projections: tf.Tensor[], recurrent: tf.Tensor, mask?: tf.Tensor): tf.Tensor {
  const count = projections.length;
  return withGradient([...projections, recurrent], (...inputs) => {
    const U = inputs[count];
    /** States, and the states as the step after them sees them. */
    const h: tf.Tensor[] = [];
    const seen: tf.Tensor[] = [];
    inputs.slice(0, count).forEach((input, t) => {
      if (t === 0) h.push(tf.tanh(input));
      else {
        seen.push(mask ? tf.mul(h[t - 1], mask) : h[t - 1]);
        h.push(tf.tanh(tf.add(input, batchMatMul(seen[t - 1], U))));
      }
    });
    return {
      value: h[count - 1],
      save: [U, ...h, ...seen, ...(mask ? [mask] : [])],
      backward: (dy, saved) => backwardRecurrence(dy, saved[0], saved.slice(1, 1 + count), saved.slice(1 + count)),
    };
  });
}

/** @param rest the masked states, and the mask where there is one */
function backwardRecurrence(dy: tf.Tensor, U: tf.Tensor, h: tf.Tensor[], rest: tf.Tensor[]): tf.Tensor[] {
  const seen = rest.slice(0, h.length - 1);
  const mask: tf.Tensor | undefined = rest[h.length - 1];
  const dp: tf.Tensor[] = new Array(h.length);
  let dh = dy;
  for (let t = h.length - 1; t > 0; t--) {
    dp[t] = tanhGrad(h[t], dh);
    dh = batchMatMul(dp[t], U, false, true);
    if (mask) dh = tf.mul(dh, mask);
  }
  dp[0] = tanhGrad(h[0], dh);
  const dU = h.length > 1 ? batchMatMul(tf.concat(seen, 1), tf.concat(dp.slice(1), 1), true, false) : tf.zerosLike(U);
  return [...dp, dU];
}

class BidirectionalSimpleRnn extends standardClass(
  tf.layers.bidirectional({ layer: tf.layers.simpleRNN({ units: 1 }) as tf.RNN, mergeMode: 'concat' }),
) {
  /** float32 [batch, time, features] to [batch, 2 · units]: the last state of either direction. */
  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: Kwargs): tf.Tensor {
    const x = only(inputs) as tf.Tensor3D;
    const [batch, time, features] = x.shape;
    const { forwardLayer, backwardLayer } = this as unknown as Record<string, SimpleRnnFields>;
    const cells = [forwardLayer.cell, backwardLayer.cell];
    const { units, dropout, recurrentDropout } = cells[0];
    const training = kwargs['training'] === true;

    // One mask a sequence for inputs and state, of its own for each direction (Keras 2: _generate_dropout_mask).
    const projected = cells.map((cell) => {
      const seen = training && dropout > 0 ? tf.mul(x, dropoutMask([batch, 1, features], dropout)) : x;
      const flat = tf.matMul(tf.reshape(seen, [-1, features]), cell.kernel.read() as tf.Tensor2D);
      return tf.unstack(tf.reshape(tf.add(flat, cell.bias.read()), [batch, time, units]), 1);
    });
    const projections = projected[0].map((p, t) => tf.stack([p, projected[1][time - 1 - t]]));
    const mask = training && recurrentDropout > 0 ? dropoutMask([2, batch, units], recurrentDropout) : undefined;
    const recurrent = tf.stack(cells.map((cell) => cell.recurrentKernel.read()));
    const last = tf.unstack(simpleRecurrence(projections, recurrent, mask));
    return tf.concat(last, 1);
  }
}

/**
 * Keras's `Bidirectional(SimpleRNN(units, dropout, recurrent_dropout))` with `merge_mode: 'concat'`: inputs of all time
 * steps are projected by one product, and both directions run as one batched product a step. TensorFlow.js's own
 * unrolls into some 11,000 kernels. It saves as the standard layers.
 * @param config.units of each direction
 * @param config.dropout share of the input features dropped, one mask a sequence
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
    // Difference 2: Keras's kernels start glorot_uniform, TensorFlow.js's glorotNormal.
    kernelInitializer: 'glorotUniform',
    recurrentInitializer: deferredOrthogonal(),
  }) as tf.RNN;
  const both = new BidirectionalSimpleRnn({ layer, mergeMode: 'concat', ...(name && { name }) });
  // The wrapper makes its two layers anew from the configuration.
  const { forwardLayer, backwardLayer } = both as unknown as Record<string, SimpleRnnFields>;
  for (const { cell } of [forwardLayer, backwardLayer]) cell.recurrentInitializer = deferredOrthogonal();
  return both;
}
