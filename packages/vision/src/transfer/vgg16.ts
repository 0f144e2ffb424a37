import { tf } from '@reprise/engine';

/** Filters and number of convolutions of each block (Simonyan and Zisserman 2014, configuration D). */
const BLOCKS = [
  [64, 2],
  [128, 2],
  [256, 3],
  [512, 3],
  [512, 3],
] as const;

/**
 * The layers of Keras's VGG16 without its top, for images of `size` x `size` x 3, from block1_conv1 to block5_pool under
 * Keras's names.
 */
export function vgg16Layers(size: number): tf.layers.Layer[] {
  return BLOCKS.flatMap(([filters, convolutions], block) => {
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
