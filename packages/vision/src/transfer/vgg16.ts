import { VGG16_BLOCKS } from '@reprise/data';
import { tf } from '@reprise/engine';

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
