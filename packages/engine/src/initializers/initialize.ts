import { Problem } from '@reprise/base';
import { tf } from '@reprise/runtime';
import { Matrix, SingularValueDecomposition } from 'ml-matrix';
import type { Random } from '../random/random';
import { variableOf } from '../tfjs/weights';

/**
 * glorot_uniform (Glorot and Bengio 2010): uniform within ±sqrt(6 / (fan in + fan out)). Both fans of a convolution include
 * the receptive field.
 */
export function glorotUniform(shape: number[], random: Random): Float64Array {
  const field = tf.util.sizeFromShape(shape.slice(0, -2));
  const [fanIn, fanOut] = shape.slice(-2).map((size) => size * field);
  const limit = Math.sqrt(6 / (fanIn + fanOut));
  return random.uniform(tf.util.sizeFromShape(shape), -limit, limit);
}

/**
 * orthogonal (Saxe et al. 2013), as in Keras 2.2: the factor of the singular value decomposition of a normal matrix that has
 * its shape.
 * @param shape [rows, columns]
 */
export function orthogonal([rows, columns]: number[], random: Random): Float64Array {
  const normal = Array.from(random.normal(rows * columns));
  const matrix = Matrix.from1DArray(rows, columns, normal);
  // The library needs at least as many rows as columns.
  const tall = rows >= columns ? matrix : matrix.transpose();
  const svd = new SingularValueDecomposition(tall, { autoTranspose: false });
  const factor = svd.leftSingularVectors;
  return Float64Array.from((rows >= columns ? factor : factor.transpose()).to1DArray());
}

/** Zeros; for an LSTM, ones for the forget gate, the second of four (Jozefowicz et al. 2015; Keras's unit_forget_bias). */
export function bias(shape: number[], className: string): Float64Array {
  const values = new Float64Array(tf.util.sizeFromShape(shape));
  if (className === 'LSTM') values.fill(1, shape[0] / 4, shape[0] / 2);
  return values;
}

/** kernel, recurrent_kernel, bias or embeddings. */
const roleOf = (weight: tf.LayerVariable): string => weight.originalName.split('/').pop() as string;

/** An initializer in a layer's configuration. */
interface InitializerConfig {
  className: string;
  config: { mode?: string; scale?: number; gain?: number; minval?: number; maxval?: number };
}

/** How a weight is drawn, and which initializers of TensorFlow.js match. Its default for kernels, glorotNormal, does. */
interface Role {
  /** The key of the initializer in a layer's configuration. */
  key: string;
  drawn: string;
  draw(shape: number[], random: Random, className: string): Float64Array;
  matches(className: string, config: InitializerConfig['config']): boolean;
}

const ROLES: Record<string, Role> = {
  kernel: {
    key: 'kernelInitializer',
    drawn: 'glorotUniform',
    draw: glorotUniform,
    matches: (className, { mode, scale }) => className === 'VarianceScaling' && mode === 'fanAvg' && scale === 1,
  },
  recurrent_kernel: {
    key: 'recurrentInitializer',
    drawn: 'orthogonal',
    draw: orthogonal,
    matches: (className, { gain = 1 }) => className === 'Orthogonal' && gain === 1,
  },
  // Keras's `uniform`, the default of Embedding.
  embeddings: {
    key: 'embeddingsInitializer',
    drawn: 'randomUniform within ±0.05',
    draw: (shape, random) => random.uniform(tf.util.sizeFromShape(shape), -0.05, 0.05),
    matches: (className, { minval = -0.05, maxval = 0.05 }) =>
      className === 'RandomUniform' && minval === -0.05 && maxval === 0.05,
  },
  bias: {
    key: 'biasInitializer',
    drawn: 'zeros',
    draw: (shape, _, className) => bias(shape, className),
    matches: () => false,
  },
};

function initialValues(className: string, weight: tf.LayerVariable, random: Random): Float64Array {
  const role = roleOf(weight);
  if (role in ROLES) return ROLES[role].draw(weight.read().shape, random, className);
  const expected = `a ${Object.keys(ROLES).join(', ')}`;
  throw new Problem({ where: weight.originalName, expected, found: role, todo: 'Set it with `layer.setWeights`.' });
}

/** @throws Problem when a layer names another initializer than the one that is used */
function checkInitializers(layer: tf.layers.Layer): void {
  const config = layer.getConfig();
  const problem = (expected: string, found: string): Problem =>
    new Problem({ where: layer.name, expected, found, todo: 'Leave it out, or call `setWeights` after `initialize`.' });
  for (const { key, drawn, matches } of Object.values(ROLES)) {
    const { className, config: settings } = (config[key] ?? { className: 'Zeros', config: {} }) as InitializerConfig;
    // Zeros always matches: such weights get their values later.
    if (className !== 'Zeros' && !matches(className, settings))
      throw problem(`${key} ${drawn}`, `${className} ${JSON.stringify(settings)}`);
  }
  if (config['unitForgetBias'] === false) throw problem('unitForgetBias true', 'unitForgetBias false');
}

/** A layer's weights in Keras's order, each with the class of the layer that has it and its path within the outer layer. */
function weightsOf(
  layer: tf.layers.Layer,
  prefix = '',
): { className: string; path: string; weight: tf.LayerVariable }[] {
  const { forwardLayer, backwardLayer } = layer as { forwardLayer?: tf.layers.Layer; backwardLayer?: tf.layers.Layer };
  if (forwardLayer && backwardLayer)
    return [...weightsOf(forwardLayer, 'forward/'), ...weightsOf(backwardLayer, 'backward/')];
  checkInitializers(layer);
  return layer.weights.map((weight) => ({ className: layer.getClassName(), path: prefix + roleOf(weight), weight }));
}

/**
 * Gives the weights of `layers` Keras 2's initial values (docs/parity.md, 2 and 7). Each weight draws from a fork of `random`
 * that is named by the position of its layer, since layer names count up within a process.
 * @throws Problem for a weight that is not a kernel, recurrent kernel, bias or embeddings, and for a layer that names another
 *   initializer
 */
export function initialize(layers: tf.layers.Layer[], random: Random): void {
  // A Sequential does not list its input layer.
  const positions = layers.filter((layer) => layer.getClassName() !== 'InputLayer');
  positions.forEach((layer, position) => {
    for (const { className, path, weight } of weightsOf(layer)) {
      const values = Float32Array.from(initialValues(className, weight, random.fork(`${position}/${path}`)));
      const variable = variableOf(weight);
      tf.tidy(() => variable.assign(tf.tensor(values, variable.shape, 'float32')));
    }
  });
}
