// Fashion-MNIST's pictures by a convolutional network with batch normalization and dropout.
//   npx nx run data:fashion-mnist && npx nx run tools:runtime && npx ts-node examples/image-classifier.ts [ROWS]
import { FASHION_MNIST_CLASSES, type Images, loadFashionMnist } from '@reprise/data';
import { evaluate, fit, tf } from '@reprise/engine';

const BATCH = 64;
const EPOCHS = 3;

function classifier(): tf.LayersModel {
  const { layers } = tf;
  const model = tf.sequential({
    layers: [
      layers.conv2d({ filters: 16, kernelSize: 3, inputShape: [28, 28, 1], useBias: false }),
      layers.batchNormalization(),
      layers.activation({ activation: 'relu' }),
      layers.maxPooling2d({ poolSize: 2 }),
      layers.conv2d({ filters: 32, kernelSize: 3, activation: 'relu' }),
      layers.maxPooling2d({ poolSize: 2 }),
      layers.flatten(),
      layers.dropout({ rate: 0.3 }),
      layers.dense({ units: FASHION_MNIST_CLASSES.length, activation: 'softmax' }),
    ],
  });
  model.compile({ optimizer: 'adam', loss: 'sparseCategoricalCrossentropy', metrics: ['accuracy'] });
  return model;
}

/** The first pictures, from 0 to 1, and their classes. */
const tensors = ({ images, labels }: Images, rows: number): { x: tf.Tensor; y: tf.Tensor } => ({
  x: tf.tidy(() => tf.tensor(images.subarray(0, rows * 784), [rows, 28, 28, 1]).div(255)),
  y: tf.tensor(labels.subarray(0, rows), [rows, 1], 'float32'),
});

async function main(rows: number): Promise<void> {
  const { train, test } = await loadFashionMnist();
  const { x, y } = tensors(train, rows);
  const model = classifier();
  await fit(model, x, y, { epochs: EPOCHS, batchSize: BATCH, verbose: 0, seed: 1 });

  const unseen = tensors(test, Math.min(rows, test.rows));
  const [, accuracy] = (await evaluate(model, unseen.x, unseen.y)) as tf.Scalar[];
  console.log(`test accuracy ${accuracy.dataSync()[0].toFixed(3)}`);
}

void main(Number(process.argv[2] ?? 12_800));
