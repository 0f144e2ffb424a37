import type { tf } from '@reprise/engine';
import type { Flops } from './protocol';

type Layer = tf.layers.Layer;

/** Multiplications in a layer's products for one row, from its weights and its output's shape. */
function products(layer: Layer): number {
  const weights = layer.weights.map(({ shape }) => (shape as number[]).reduce((a, b) => a * b, 1));
  const output = layer.outputShape as number[];
  switch (layer.getClassName()) {
    case 'Dense':
      return weights[0];
    case 'Conv1D':
      return weights[0] * output[1];
    case 'Conv2D':
      return weights[0] * output[1] * output[2];
    case 'LSTM':
    case 'Bidirectional': {
      // Kernels and recurrent kernels at every time step, without biases.
      const [, time] = layer.inboundNodes[0].inputShapes[0] as number[];
      return weights.filter((_, i) => i % 3 !== 2).reduce((a, b) => a + b, 0) * time;
    }
    default:
      return 0;
  }
}

/**
 * Floating-point operations of one row: two for each multiplication of the forward pass, and as many for each of a product's
 * two gradients. The first layer needs no gradient of its input. Elementwise operations (activations, pooling, dropout, the
 * optimizer) are not counted. The count is of the model as written, with products that an implementation may skip.
 * @param layers trained layers, with or without the input layer
 */
export function flopsOf(layers: Layer[]): Flops {
  const counts = layers.map(products);
  const first = counts.findIndex((count) => count > 0);
  // After a trained embedding, the first product needs the gradient of its input.
  const trainedBefore = layers.slice(0, first).some((layer) => layer.weights.length > 0);
  const forward = 2 * counts.reduce((sum, count) => sum + count, 0);
  return { forward, step: 3 * forward - (trainedBefore ? 0 : 2 * counts[first]) };
}
