/** One convolution of VGG16. All kernels are 3x3. */
export interface Vgg16Layer {
  layer: string;
  /** Input and output channels. */
  from: number;
  to: number;
}

/** VGG16's five blocks of convolutions: configuration D of https://arxiv.org/abs/1409.1556. */
export const VGG16_BLOCKS: readonly (readonly [channels: number, layers: number])[] = [
  [64, 2],
  [128, 2],
  [256, 3],
  [512, 3],
  [512, 3],
];

/** The 13 layers in order, block1_conv1 to block5_conv3, with Keras's names. */
export const VGG16_LAYERS: Vgg16Layer[] = VGG16_BLOCKS.flatMap(([to, layers], block) =>
  Array.from({ length: layers }, (_, i) => ({
    layer: `block${block + 1}_conv${i + 1}`,
    from: i > 0 ? to : (VGG16_BLOCKS[block - 1]?.[0] ?? 3),
    to,
  })),
);

/** [height, width, in, out], as in Keras. */
export const kernelShape = ({ from, to }: Vgg16Layer): [number, number, number, number] => [3, 3, from, to];
export const kernelSize = ({ from, to }: Vgg16Layer): number => 9 * from * to;

/** The number of values of all kernels and biases: 14,714,688. */
export const VGG16_VALUES = VGG16_LAYERS.reduce((sum, layer) => sum + kernelSize(layer) + layer.to, 0);
