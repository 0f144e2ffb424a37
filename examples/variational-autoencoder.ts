// A variational autoencoder of Fashion-MNIST's pictures (Kingma and Welling 2013): a layer that draws noise, and a loss of
// one's own over what the model gives: the picture, and mean and logarithm of the variance of its code.
//   npx nx run data:fashion-mnist && npx nx run tools:runtime && npx ts-node examples/variational-autoencoder.ts [ROWS]
import { loadFashionMnist } from '@reprise/data';
import { fit, tf } from '@reprise/engine';

const BATCH = 64;
const EPOCHS = 5;
const PIXELS = 784;
const CODE = 2;

/** A code drawn from the normal distribution of a mean and a logarithm of the variance. */
class Draw extends tf.layers.Layer {
  static readonly className = 'Draw';
  override computeOutputShape([mean]: tf.Shape[]): tf.Shape {
    return mean;
  }
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const [mean, logVariance] = inputs as tf.Tensor[];
    return mean.add(logVariance.mul(0.5).exp().mul(tf.randomNormal(mean.shape)));
  }
}

/** Binary cross-entropy of the pixels, and the divergence of the code's distribution from a standard normal one. */
function loss(target: tf.Tensor, output: tf.Tensor): tf.Scalar {
  const [picture] = tf.split(target, [PIXELS, 2 * CODE], 1);
  const [pixels, mean, logVariance] = tf.split(output, [PIXELS, CODE, CODE], 1);
  const reconstruction = tf.metrics.binaryCrossentropy(picture, pixels).mul(PIXELS);
  const divergence = logVariance.add(1).sub(mean.square()).sub(logVariance.exp()).sum(-1).mul(-0.5);
  return reconstruction.add(divergence).mean();
}

function autoencoder(): tf.LayersModel {
  const { dense, concatenate } = tf.layers;
  const picture = tf.input({ shape: [PIXELS] });
  const hidden = dense({ units: 128, activation: 'relu' }).apply(picture) as tf.SymbolicTensor;
  const mean = dense({ units: CODE }).apply(hidden) as tf.SymbolicTensor;
  const logVariance = dense({ units: CODE }).apply(hidden) as tf.SymbolicTensor;
  const code = new Draw({}).apply([mean, logVariance]) as tf.SymbolicTensor;
  const decoded = dense({ units: 128, activation: 'relu' }).apply(code) as tf.SymbolicTensor;
  const pixels = dense({ units: PIXELS, activation: 'sigmoid' }).apply(decoded) as tf.SymbolicTensor;
  const output = concatenate().apply([pixels, mean, logVariance]) as tf.SymbolicTensor;
  const model = tf.model({ inputs: picture, outputs: output });
  model.compile({ optimizer: tf.train.adam(0.002), loss });
  return model;
}

async function main(rows: number): Promise<void> {
  const { train } = await loadFashionMnist();
  const x = tf.tidy(() => tf.tensor(train.images.subarray(0, rows * PIXELS), [rows, PIXELS]).div(255));
  // TensorFlow.js wants targets of the output's shape.
  const y = tf.concat([x, tf.zeros([rows, 2 * CODE])], 1);
  const model = autoencoder();
  const { history } = await fit(model, x, y, { epochs: EPOCHS, batchSize: BATCH, verbose: 0, seed: 1 });
  console.log(`loss ${(history['loss'] as number[]).map((value) => value.toFixed(1)).join(', ')}`);
}

void main(Number(process.argv[2] ?? 12_800));
