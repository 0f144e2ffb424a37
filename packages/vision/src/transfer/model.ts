import { VGG16_BLOCKS } from '@reprise/data';
import { tf } from '@reprise/engine';
import { applyChain, type BuiltModel } from '@reprise/training';

/** Images are 48 x 48 x 3 here. */
export const IMAGE = 48;

/**
 * Layers that the notebook freezes with `layers[:17]`. The input layer is the first of them, so block5_conv2 is the last:
 * block5_conv3 is trained, although the text says that "we only train the last layer".
 */
const FROZEN = 17 - 1;

/**
 * The layers of Keras's VGG16 without its top, for images of `size` x `size` x 3, from block1_conv1 to block5_pool under
 * Keras's names.
 */
export function vgg16Layers(size: number): tf.layers.Layer[] {
  return VGG16_BLOCKS.flatMap(([filters, convolutions], block) => {
    const conv = (number: number): tf.layers.Layer =>
      tf.layers.conv2d({
        name: `block${block + 1}_conv${number}`,
        filters,
        kernelSize: 3,
        padding: 'same',
        activation: 'relu',
        // The weights come from a file; zeros cost nothing.
        kernelInitializer: 'zeros',
        ...(block === 0 && number === 1 && { inputShape: [size, size, 3] }),
      });
    const convs = Array.from({ length: convolutions }, (_, i) => conv(i + 1));
    return [...convs, tf.layers.maxPooling2d({ name: `block${block + 1}_pool`, poolSize: 2 })];
  });
}

const dense = (units: number, activation: 'relu' | 'softmax') => tf.layers.dense({ units, activation });

/**
 * VGG16 with global max-pooling and three dense layers: 16,299,850 parameters, of which 3,944,970 are trained. The frozen
 * layers give float32 [3, 3, 512].
 * @param dropout the rate
 */
export function transferModel({ dropout }: { dropout: number }): Required<BuiltModel> {
  const input = tf.input({ shape: [IMAGE, IMAGE, 3] });
  const layers = [
    ...vgg16Layers(IMAGE),
    tf.layers.globalMaxPooling2d({}),
    dense(1024, 'relu'),
    tf.layers.dropout({ rate: dropout }),
    dense(1024, 'relu'),
    dense(10, 'softmax'),
  ];
  const frozen = layers.slice(0, FROZEN);
  for (const layer of frozen) layer.trainable = false;
  const features = applyChain(input, frozen);
  const model = tf.model({ inputs: input, outputs: applyChain(features, layers.slice(FROZEN)) });
  const given = tf.input({ shape: features.shape.slice(1) });
  return {
    model,
    frozen: tf.model({ inputs: input, outputs: features }),
    trained: tf.model({ inputs: given, outputs: applyChain(given, layers.slice(FROZEN)) }),
  };
}
