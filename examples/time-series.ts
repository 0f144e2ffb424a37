// The next hour of a measured quantity from the two days before, by a GRU: a time series with a daily and a weekly rhythm.
//   npx nx run tools:runtime && npx ts-node examples/time-series.ts [ROWS]
import { createRandom, fit, predict, tf } from '@reprise/engine';

const BATCH = 32;
const EPOCHS = 6;
/** Hours that the model sees. */
const WINDOW = 48;

/** So many hours of the quantity: two rhythms, a slow drift and noise. */
function series(hours: number, seed: number): Float32Array {
  const random = createRandom(seed);
  const [steps, noise] = [random.normal(hours), random.normal(hours)];
  let drift = 0;
  return Float32Array.from({ length: hours }, (_, hour) => {
    drift += 0.01 * steps[hour];
    const day = Math.sin((2 * Math.PI * hour) / 24);
    const week = 0.5 * Math.sin((2 * Math.PI * hour) / 168);
    return day + week + drift + 0.03 * noise[hour];
  });
}

/** Every window of the series, and the hour after it. */
function windows(values: Float32Array): { x: tf.Tensor3D; y: tf.Tensor2D } {
  const rows = values.length - WINDOW;
  const x = new Float32Array(rows * WINDOW);
  for (let row = 0; row < rows; row++) x.set(values.subarray(row, row + WINDOW), row * WINDOW);
  return { x: tf.tensor3d(x, [rows, WINDOW, 1]), y: tf.tensor2d(values.slice(WINDOW), [rows, 1]) };
}

function forecaster(): tf.LayersModel {
  const model = tf.sequential({
    layers: [tf.layers.gru({ units: 24, inputShape: [WINDOW, 1] }), tf.layers.dense({ units: 1 })],
  });
  model.compile({ optimizer: tf.train.adam(0.005), loss: 'meanSquaredError' });
  return model;
}

async function main(rows: number): Promise<void> {
  const { x, y } = windows(series(rows + WINDOW, 1));
  const model = forecaster();
  await fit(model, x, y, { epochs: EPOCHS, batchSize: BATCH, verbose: 0, seed: 1 });

  const unseen = windows(series(rows + WINDOW, 2));
  const forecast = (await predict(model, unseen.x)) as tf.Tensor;
  const error = (of: tf.Tensor): number => tf.losses.absoluteDifference(unseen.y, of).dataSync()[0];
  const lastHour = unseen.x.slice([0, WINDOW - 1, 0], [-1, 1, 1]).reshape([-1, 1]);
  console.log(`mean error ${error(forecast).toFixed(3)}, of repeating the last hour ${error(lastHour).toFixed(3)}`);
}

void main(Number(process.argv[2] ?? 4000));
