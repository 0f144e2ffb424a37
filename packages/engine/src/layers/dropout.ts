import { dropoutMask } from '../random/step-random';
import { tf } from '@reprise/runtime';
import { type Kwargs, only, standardClass } from './standard-class';

class Dropout extends standardClass(tf.layers.dropout({ rate: 0.5 })) {
  private readonly dropped: number;

  constructor(config: { rate: number; name?: string }) {
    super(config);
    this.dropped = config.rate;
  }

  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: Kwargs): tf.Tensor {
    const x = only(inputs);
    if (!kwargs['training'] || this.dropped === 0) return x;
    return tf.mul(x, dropoutMask(x.shape, this.dropped));
  }
}

/**
 * Keras's Dropout with masks drawn inside the graph, fresh every step (docs/parity.md, 1: TensorFlow.js draws them in
 * JavaScript, and with a seed the same mask at every call). It saves as a standard Dropout.
 * @param config.rate share of the inputs that become 0 in training, 0 to below 1
 */
export const dropout = (config: { rate: number; name?: string }): tf.layers.Layer => new Dropout(config);
