import type { tf } from '@reprise/engine';
import type { Flops } from './protocol';

type Layer = tf.layers.Layer;

/** Multiplications of a layer's products for one row, from its weights and the shape of its output. */
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
      // Kernels and recurrent kernels at every time step; biases are no products.
      const [, time] = layer.inboundNodes[0].inputShapes[0] as number[];
      return weights.filter((_, i) => i % 3 !== 2).reduce((a, b) => a + b, 0) * time;
    }
    default:
      return 0;
  }
}

/**
 * Floating-point operations of one row: two for each multiplication of the forward pass, and for a training step as many
 * for each of the two gradients of a product; the first layer in play needs no gradient of its input. What is done
 * element by element (activations, pooling, dropout, the optimizer) is not counted, as in the rate of a matrix product
 * that this is held against. It counts the model as it is written: not computing what nobody sees is not subtracted.
 * @param layers that are trained, without the input layer
 */
export function flopsOf(layers: Layer[]): Flops {
  const counts = layers.map(products);
  const first = counts.findIndex((count) => count > 0);
  // An embedding before it is trained, so the first product's input needs its gradient.
  const trainedBefore = layers.slice(0, first).some((layer) => layer.weights.length > 0);
  const forward = 2 * counts.reduce((sum, count) => sum + count, 0);
  return { forward, step: 3 * forward - (trainedBefore ? 0 : 2 * counts[first]) };
}
