import type { tf } from '@reprise/runtime';
import { affine } from '../tensorflow/nn';
import { standardName } from '../tfjs/standard-classes';
import type { FusionRule } from './stage';

/** Private members of TensorFlow.js's Dense. */
interface Dense extends tf.layers.Layer {
  kernel: tf.LayerVariable;
  bias: tf.LayerVariable | null;
  activation: { apply(x: tf.Tensor): tf.Tensor } | null;
}

/** Dense on rows: product and bias are one kernel each. */
export const dense: FusionRule = ([layer]) => {
  if (standardName(layer) !== 'Dense' || (layer as Dense).bias === null) return undefined;
  const call = layer.call.bind(layer);
  const { kernel, bias } = layer as Dense;
  return {
    layers: 1,
    apply(x) {
      if (x.rank !== 2 || x.dtype !== 'float32') return call(x, {}) as tf.Tensor;
      const { activation } = layer as Dense;
      const z = affine(x, kernel.read(), (bias as tf.LayerVariable).read());
      return activation ? activation.apply(z) : z;
    },
  };
};
