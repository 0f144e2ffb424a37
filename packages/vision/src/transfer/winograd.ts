// The frozen layers by Winograd's minimal filtering (Lavin & Gray 2016), composed of matrix products: a tile of 6 x 6 outputs
// takes 64 multiplications where the convolution takes 324, one of 3 x 3 takes 25 instead of 81. Images lie as
// [height, width, batch, channels]. A transform along height or width is then a product with a small constant matrix from
// the left, its result lies as the products over channels take it, and between the layers nothing is transposed.
import { batchMatMul, biasAdd, imagesFrom, matMul, type Program, tf } from '@reprise/engine';
import { IMAGE } from './model';

/**
 * Where tiles of m x m outputs are evaluated, beside infinity: m + 1 points, chosen for small rounding errors. Larger tiles
 * take fewer multiplications and err more.
 */
const POINTS: Record<number, number[]> = {
  3: [1.25, -1.25, 0.375, -0.375],
  6: [0, 1, -1, 2, -2, 0.5, -0.5],
};

/** Where there are 512 channels, the larger tile's errors would come near to what Keras's features allow. */
const tileOf = (size: number): number => (size > 6 ? 6 : 3);

/** Coefficients, the constant one first, of the product of x - p over all p. */
const polynomial = (roots: number[]): number[] =>
  roots.reduce((c, p) => Array.from({ length: c.length + 1 }, (_, i) => (c[i - 1] ?? 0) - p * (c[i] ?? 0)), [1]);

/** Toom and Cook's matrices: m outputs of a kernel of 3 are output · ((kernel · taps) * (input · pixels)). */
function toomCook(m: number): Record<'input' | 'kernel' | 'output', number[][]> {
  const points = POINTS[m];
  const others = points.map((p) => points.filter((q) => q !== p));
  const scales = points.map((p, i) => others[i].reduce((scale, q) => scale * (p - q), 1));
  const powers = (p: number, count: number): number[] => Array.from({ length: count }, (_, k) => p ** k);
  const infinity = (count: number): number[] => Array.from({ length: count }, (_, k) => Number(k === count - 1));
  const evaluated = [...points.map((p) => powers(p, m)), infinity(m)];
  return {
    input: [...others.map((roots) => [...polynomial(roots), 0]), polynomial(points)],
    kernel: [...points.map((p, i) => powers(p, 3).map((v) => v / scales[i])), infinity(3)],
    output: Array.from({ length: m }, (_, k) => evaluated.map((row) => row[k])),
  };
}

/** A kernel [3, 3, c, f] at the points: [(m + 2)², c, f]. */
function kernelAtPoints(kernel: tf.Tensor, m: number): tf.Tensor {
  const [, , c, f] = kernel.shape;
  return tf.tidy(() => {
    const g = toomCook(m).kernel;
    const both = tf.tensor2d(g.flatMap((a) => g.map((b) => a.flatMap((x) => b.map((y) => x * y)))));
    return tf.reshape(matMul(both, tf.reshape(kernel, [9, c * f])), [(m + 2) ** 2, c, f]);
  });
}

/** Tiles along an axis: the pixels that each reads, those beyond the edges left out, and the transform of these. */
const tilesOf = (size: number, m: number): { from: number; pixels: number; input: tf.Tensor2D }[] =>
  Array.from({ length: size / m }, (_, tile) => {
    const first = tile * m - 1;
    const from = Math.max(0, first);
    const to = Math.min(size, first + m + 2);
    const input = tf.tensor2d(toomCook(m).input.map((row) => row.slice(from - first, to - first)));
    return { from, pixels: to - from, input };
  });

/** x [height, width, batch, channels], with a matrix applied along its height and one along its width. */
function transform(x: tf.Tensor, vertical: tf.Tensor2D, horizontal: tf.Tensor2D): tf.Tensor {
  const [height, width, batch, channels] = x.shape;
  const [rows, columns] = [vertical.shape[0], horizontal.shape[0]];
  const down = matMul(vertical, tf.reshape(x, [height, width * batch * channels]));
  const across = batchMatMul(tf.expandDims(horizontal), tf.reshape(down, [rows, width, batch * channels]));
  return tf.reshape(across, [rows, columns, batch, channels]);
}

const along =
  (axis: number) =>
  (parts: tf.Tensor[]): tf.Tensor =>
    parts.length === 1 ? parts[0] : tf.concat(parts, axis);
const [joinRows, joinColumns, joinFilters] = [along(0), along(1), along(3)];

/** Pixels of an image as [height, width, batch, channels], some rows and columns from the given ones on. */
type Read = (from: [number, number], pixels: [number, number]) => tf.Tensor;

/**
 * A convolution with padding 'same', tile by tile: tiles run side by side and stay in the cache.
 * @param kernels {@link kernelAtPoints}, a tensor for each part of the filters; parts run side by side, too
 * @param finish what follows, on a tile [m, m, batch, filters]
 */
function convolve(read: Read, size: number, kernels: tf.Tensor[], finish: (y: tf.Tensor) => tf.Tensor): tf.Tensor {
  const [squared, c, f] = kernels[0].shape;
  const points = Math.sqrt(squared);
  const output = tf.tensor2d(toomCook(points - 2).output);
  const tiles = tilesOf(size, points - 2);
  const outputs = tiles.map((v) =>
    tiles.map((h) => {
      const pixels = read([v.from, h.from], [v.pixels, h.pixels]);
      const batch = pixels.shape[2] as number;
      const x = tf.reshape(transform(pixels, v.input, h.input), [squared, batch, c]);
      const parts = kernels.map((u) => tf.reshape(batchMatMul(x, u), [points, points, batch, f]));
      return finish(joinFilters(parts.map((part) => transform(part, output, output))));
    }),
  );
  return joinRows(outputs.map(joinColumns));
}

/** A pixel at each edge of [height, width, batch, channels]. */
const PADDING: [number, number][] = [1, 1, 0, 0].map((pixels) => [pixels, pixels]);

/** Max-pooling of 2 x 2: to the op this is one image whose channels are those of all images. */
function pool(x: tf.Tensor): tf.Tensor {
  const [height, width, batch, channels] = x.shape;
  const one = tf.reshape(x, [1, height, width, batch * channels]) as tf.Tensor4D;
  return tf.reshape(tf.maxPool(one, 2, 2, 'valid'), [height / 2, width / 2, batch, channels]);
}

/**
 * @param layers VGG16's from the first convolution on, with their weights; the last is a convolution
 * @returns a program from an image table, the three channels of a pixel equal, to features [batch, 3, 3, 512]; and the
 *   constants that it reads, which the caller disposes
 */
export function frozenByWinograd(layers: tf.layers.Layer[]): { program: Program; constants: tf.Tensor[] } {
  let size = IMAGE;
  const stages = layers.flatMap((layer, i) => {
    if (layer.getClassName() !== 'Conv2D') return [];
    const [kernel, bias] = layer.getWeights();
    const pooled = layers[i + 1]?.getClassName() === 'MaxPooling2D';
    const m = tileOf(size);
    // A small image has few tiles, and one alone leaves a core idle, unless its filters are split.
    const split = (): tf.Tensor[] => tf.split(kernel, size > 6 ? 1 : 2, 3).map((part) => kernelAtPoints(part, m));
    const stage = { size, bias: bias.clone(), pooled, kernels: i === 0 ? [tf.sum(kernel, 2, true)] : tf.tidy(split) };
    if (pooled) size /= 2;
    return [stage];
  });
  const [first, ...rest] = stages;
  const program: Program = ([packed]) => {
    const batch = packed.shape[0] as number;
    const grey = tf.slice(imagesFrom(packed, [IMAGE, IMAGE, 3]), [0, 0, 0, 0], [-1, -1, -1, 1]);
    const padded = tf.pad(tf.transpose(grey, [1, 2, 0, 3]), PADDING);
    // The images of a batch lie side by side, pixel by pixel: to the op this is one image, and neighbours are dilated.
    const firstOutput: Read = (from, [rows, columns]) => {
      const seen = tf.slice(padded, [...from, 0, 0], [rows + 2, columns + 2, batch, 1]);
      const one = tf.reshape(seen, [1, rows + 2, (columns + 2) * batch, 1]) as tf.Tensor4D;
      const y = tf.conv2d(one, first.kernels[0] as tf.Tensor4D, 1, 'valid', 'NHWC', [1, batch]);
      return tf.reshape(tf.relu(biasAdd(y, first.bias)), [rows, columns, batch, -1]);
    };
    const read = rest.reduce((before, { size, bias, pooled, kernels }): Read => {
      const finish = (y: tf.Tensor): tf.Tensor => tf.relu(biasAdd(pooled ? pool(y) : y, bias));
      // A window of the pooling may not see two tiles.
      const apart = !pooled || tileOf(size) % 2 === 0;
      const x = apart ? convolve(before, size, kernels, finish) : finish(convolve(before, size, kernels, (y) => y));
      return (from, pixels) => tf.slice(x, [...from, 0, 0], [...pixels, batch, -1]);
    }, firstOutput);
    return { outputs: [tf.transpose(read([0, 0], [size, size]), [2, 0, 1, 3])] };
  };
  return { program, constants: stages.flatMap(({ kernels, bias }) => [...kernels, bias]) };
}
