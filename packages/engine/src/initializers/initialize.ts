import { Matrix, SingularValueDecomposition } from 'ml-matrix';
import { variableOf } from '../layers/standard-class';
import type { Random } from '../random/random';
import { tf } from '@reprise/runtime';

/**
 * glorot_uniform (Glorot and Bengio 2010): uniform within ±sqrt(6 / (fan in + fan out)). For a convolution both fans
 * count the receptive field.
 */
export function glorotUniform(shape: number[], random: Random): Float64Array {
  const field = tf.util.sizeFromShape(shape.slice(0, -2));
  const [fanIn, fanOut] = shape.slice(-2).map((size) => size * field);
  const limit = Math.sqrt(6 / (fanIn + fanOut));
  return random.uniform(tf.util.sizeFromShape(shape), -limit, limit);
}

/**
 * orthogonal (Saxe et al. 2013) as in Keras 2.2: of the singular value decomposition of a normal matrix, the factor that
 * has its shape.
 * @param shape [rows, columns]
 */
export function orthogonal([rows, columns]: number[], random: Random): Float64Array {
  const normal = Array.from(random.normal(rows * columns));
  const matrix = Matrix.from1DArray(rows, columns, normal);
  // The library wants at least as many rows as columns; the transposed factor serves the other case.
  const tall = rows >= columns ? matrix : matrix.transpose();
  const svd = new SingularValueDecomposition(tall, { autoTranspose: false });
  const factor = svd.leftSingularVectors;
  return Float64Array.from((rows >= columns ? factor : factor.transpose()).to1DArray());
}

/** Keras's `uniform`, the default of Embedding: within ±0.05. */
const embeddingUniform = (shape: number[], random: Random): Float64Array =>
  random.uniform(tf.util.sizeFromShape(shape), -0.05, 0.05);

/** Zeros, but for an LSTM ones for the forget gate, the second of four (Jozefowicz et al. 2015; Keras's unit_forget_bias). */
export function bias(shape: number[], className: string): Float64Array {
  const values = new Float64Array(tf.util.sizeFromShape(shape));
  if (className === 'LSTM') values.fill(1, shape[0] / 4, shape[0] / 2);
  return values;
}

/** kernel, recurrent_kernel, bias or embeddings. */
const roleOf = (weight: tf.LayerVariable): string => weight.originalName.split('/').pop() as string;

function initial(className: string, weight: tf.LayerVariable, random: Random): Float64Array {
  const { shape } = weight.read();
  const role = roleOf(weight);
  switch (role) {
    case 'kernel':
      return glorotUniform(shape, random);
    case 'recurrent_kernel':
      return orthogonal(shape, random);
    case 'embeddings':
      return embeddingUniform(shape, random);
    case 'bias':
      return bias(shape, className);
    default:
      throw new Error(`${weight.originalName}: Keras's initial value of a ${role} is not known here`);
  }
}

/** An initializer as a layer's configuration names it. */
interface Named {
  className: string;
  config: { mode?: string; scale?: number; gain?: number; minval?: number; maxval?: number };
}

/**
 * How each weight is drawn, and which configurations of TensorFlow.js ask for that. TensorFlow.js's default kernels count as
 * glorotUniform, since they differ in the distribution alone. Zeros is for weights that get their values later.
 */
const DRAWN: Record<string, { by: string; is: (named: Named) => boolean }> = {
  kernelInitializer: {
    by: 'glorotUniform',
    is: ({ className, config }) => className === 'VarianceScaling' && config.mode === 'fanAvg' && config.scale === 1,
  },
  recurrentInitializer: {
    by: 'orthogonal',
    is: ({ className, config }) => className === 'Orthogonal' && (config.gain ?? 1) === 1,
  },
  embeddingsInitializer: {
    by: 'randomUniform within ±0.05',
    is: ({ className, config }) =>
      className === 'RandomUniform' && (config.minval ?? -0.05) === -0.05 && (config.maxval ?? 0.05) === 0.05,
  },
  biasInitializer: { by: 'zeros', is: () => false },
};

/** @throws Error when a layer asks for other values than are drawn here */
function checkNamed(layer: tf.layers.Layer): void {
  const config = layer.getConfig();
  for (const [key, { by, is }] of Object.entries(DRAWN)) {
    const named = config[key] as Named | null | undefined;
    if (named && named.className !== 'Zeros' && !is(named))
      throw new Error(
        `${layer.name}: expected ${by} as ${key}, which is what is drawn, found ${named.className} ${JSON.stringify(named.config)}`,
      );
  }
  if (config['unitForgetBias'] === false)
    throw new Error(
      `${layer.name}: expected a forget gate's bias of 1, which is what it gets, found unitForgetBias false`,
    );
}

/** A layer's weights as Keras lists them, each with the class of the layer that holds it. */
function weightsOf(layer: tf.layers.Layer): { className: string; path: string; weight: tf.LayerVariable }[] {
  const wrapped = layer as unknown as { forwardLayer?: tf.layers.Layer; backwardLayer?: tf.layers.Layer };
  if (wrapped.forwardLayer && wrapped.backwardLayer)
    return [wrapped.forwardLayer, wrapped.backwardLayer].flatMap((inner, direction) =>
      weightsOf(inner).map((entry) => ({
        ...entry,
        path: `${['forward', 'backward'][direction]}/${entry.path}`,
      })),
    );
  checkNamed(layer);
  return layer.weights.map((weight) => ({
    className: layer.getClassName(),
    path: roleOf(weight),
    weight,
  }));
}

/**
 * Gives the weights of `layers` Keras 2's initial values (docs/parity.md, 2: TensorFlow.js's defaults are glorotNormal and
 * unseeded). Each weight draws from a fork of `random` named after its place, since a layer's own name counts up with the
 * layers that a process has made; so the two directions of a Bidirectional differ (docs/parity.md, 7: in TensorFlow.js one
 * seed gives both the same).
 * @throws Error at a weight that is no kernel, recurrent kernel, bias or table of embeddings, and at a layer that names
 * another initializer for its kernel
 */
export function initialize(layers: tf.layers.Layer[], random: Random): void {
  // Inputs are no places: a Sequential does not list its own.
  const places = layers.filter((layer) => layer.getClassName() !== 'InputLayer');
  places.forEach((layer, place) => {
    for (const { className, path, weight } of weightsOf(layer)) {
      const values = Float32Array.from(initial(className, weight, random.fork(`${place}/${path}`)));
      const variable = variableOf(weight);
      tf.tidy(() => variable.assign(tf.tensor(values, variable.shape, 'float32')));
    }
  });
}
